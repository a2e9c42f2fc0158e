"""What was made: letters, blank forms, conversions, records, archives and bags, one frozen type for each."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from loc_builder.model import LATER, DistrictNumber, LetterId, Sha256
from loc_builder.schoolyear import SchoolYear


@dataclass(frozen=True, slots=True)
class Issued:
    """A letter's Word file was made; `values_sha256` is the kept file of what was filled in.

    Where `blank_made_at` is given, no file was made for this district: it came back on the office's blank form, which
    was made then and is what `sha256` names.
    """

    kind: ClassVar[str] = "issued"
    version: ClassVar[int] = 1
    letter_id: LetterId
    revision: int
    school_year: SchoolYear
    district_number: DistrictNumber
    district: str
    file: str
    sha256: Sha256
    values_sha256: Sha256
    template_sha256: Sha256
    blank_made_at: datetime | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True)
class BlankMade:
    """The blank form of an edition was made, for newcomers; the n-th of a year is its revision n."""

    kind: ClassVar[str] = "blank-made"
    version: ClassVar[int] = 1
    school_year: SchoolYear
    sha256: Sha256
    template_sha256: Sha256
    file: str


@dataclass(frozen=True, slots=True)
class Converted:
    """A PDF was made of a kept Word file, for a record or a preview; it has all of its words."""

    kind: ClassVar[str] = "converted"
    version: ClassVar[int] = 1
    source_sha256: Sha256
    sha256: Sha256


@dataclass(frozen=True, slots=True)
class Recorded:
    """The letter's record was made."""

    kind: ClassVar[str] = "recorded"
    version: ClassVar[int] = 1
    letter_id: LetterId
    file: str
    sha256: Sha256
    pages: int


@dataclass(frozen=True, slots=True)
class Archived:
    """The edition's archive was made of all facts up to the one numbered `up_to`.

    Where it bears the agency's seal, `sealed_from` is the hash that it had before. That of a supplement holds only
    `letters` that are new; `supplements` is then the folder of the bag that an archive took in.
    """

    kind: ClassVar[str] = "archived"
    version: ClassVar[int] = 1
    school_year: SchoolYear
    file: str
    sha256: Sha256
    pages: int
    up_to: int
    letters: tuple[LetterId, ...]
    sealed_from: Sha256 | None = field(default=None, metadata=LATER)
    supplements: str = field(default="", metadata=LATER)


@dataclass(frozen=True, slots=True)
class Bagged:
    """The edition's bag `folder`, version `bag_version`, was made of all facts up to the one numbered `up_to`.

    `sha256` is that of its `tagmanifest-sha512.txt`, which fixes every other byte of it. `settings_sha256` and
    `validation_sha256` are kept files: the `edition.toml` as used, and what the PDF/A validator said. A supplement's
    `bag_version` is its number; `supplements` is then the folder of the bag that an archive took in.
    """

    kind: ClassVar[str] = "bagged"
    version: ClassVar[int] = 1
    school_year: SchoolYear
    folder: str
    bag_version: int
    sha256: Sha256
    up_to: int
    settings_sha256: Sha256
    validation_sha256: Sha256
    supplements: str = field(default="", metadata=LATER)
