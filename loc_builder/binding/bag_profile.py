"""The profile of a bag (BagIt Profiles 1.3): what its bag-info.txt must say, which files it must have."""

from collections.abc import Mapping
from typing import Any

from loc_builder.binding.bag_supplement import SUPPLEMENT_LABEL

PROFILE_ID = "https://loc-builder.example/bagit/profile-1.1.json"
PDFA_LABEL = "PDF-A-Verdict"

PROFILE: Mapping[str, Any] = {
    "BagIt-Profile-Info": {
        "BagIt-Profile-Identifier": PROFILE_ID,
        "BagIt-Profile-Version": "1.3.0",
        "Source-Organization": "LoC Builder",
        "External-Description": "A year's letters of commitment: originals, records, archive and how they came about",
        "Version": "1.1",
    },
    "Bag-Info": {
        name: {"required": is_required}
        for name, is_required in (
            ("Source-Organization", True),
            ("Contact-Name", False),
            ("Contact-Email", False),
            ("External-Description", True),
            ("External-Identifier", True),
            ("Bag-Group-Identifier", True),
            ("Bagging-Date", True),
            ("Payload-Oxum", True),
            ("BagIt-Profile-Identifier", True),
            ("Bag-Version", True),
            ("Bag-Replaces", True),
            ("Bag-Replaces-Because", True),
            (SUPPLEMENT_LABEL, False),
            ("Ledger-Head", False),
            ("Accession-Number", True),
            ("Retention-Series", True),
            ("Retention-Years", True),
            ("Disposition", True),
            (PDFA_LABEL, False),
        )
    },
    "Manifests-Required": ["sha256", "sha512"],
    "Tag-Manifests-Required": ["sha256", "sha512"],
    "Tag-Files-Required": ["README.txt", "bagit-profile.json"],
    "Allow-Fetch.txt": False,
    "Serialization": "optional",
    "Accept-Serialization": ["application/zip"],
    "Accept-BagIt-Version": ["1.0"],
}
