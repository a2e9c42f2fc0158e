"""From which wording the sample returns were made: a scan holds no text that could be compared with today's letter.

`made-from.json` holds, by letter id, a hash of the letter's fixed text, headers and footers. Where a template changed
and the samples were not made again, the hashes differ.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from loc_builder.files.word import read_wording
from loc_builder.model import Fixed
from makers.letters import FilledLetter

FINGERPRINTS = Path(__file__).with_name("made-from.json")


def fingerprint(document: bytes) -> str:
    """Hash what of a letter nobody but the office writes."""
    wording = read_wording(document)
    fixed = [each.text if isinstance(each, Fixed) else "\0" for each in wording.body]
    return sha256("\f".join((*fixed, *wording.furniture)).encode()).hexdigest()


def fingerprints_of(letters: Iterable[FilledLetter]) -> Mapping[str, str]:
    return {each.letter.letter_id: fingerprint(each.document) for each in letters}


def write_fingerprints(letters: Iterable[FilledLetter]) -> None:
    FINGERPRINTS.write_text(json.dumps(fingerprints_of(letters), indent=1) + "\n", encoding="ascii")
