"""What a bag says to people: its README, how to check the facts without us, its labels and its profile. Pure."""

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from loc_builder.binding.bag_changes import change_sentence, what_changed
from loc_builder.binding.bag_profile import PROFILE_ID
from loc_builder.binding.bag_supplement import SUPPLEMENT_LABEL, Supplement, supplement_words
from loc_builder.binding.index import Change
from loc_builder.days import moment_in_words
from loc_builder.model import Edition, Retention

_NOT_SET = "not set by the office"
_WIDTH = 96

HOW_TO_CHECK_THE_FACTS = """\
HOW TO CHECK facts.jsonl WITHOUT LOC BUILDER

Each line is one fact, as JSON: what happened, when (UTC), and who entered it. The facts are a chain: each holds the
hash of the one before it, so that none can be changed, taken out or put in without changing all hashes after it.

For each line, in order:

1. Read the line as JSON.
2. Its "previous" must be the "hash" of the line before; on the first line it is 64 zeros.
3. Take "previous" and "hash" out. Write what is left as JSON again: keys in alphabetical order at every depth, no
   spaces, characters as they are (not escaped), UTF-8. Half a surrogate pair, which only a damaged file name can
   hold, is written as \\udXXX.
4. Put the 64 characters of "previous" before it. The SHA-256 of the two together must be "hash".

The "hash" of the last line is the head. It must be the one in bag-info.txt (Ledger-Head), on the archive's transmittal
page and in its metadata (XMP, loc:ledgerHead). If you noted it elsewhere, or have an earlier bag, compare: the
head of an earlier bag is a line of this file.

The file holds every fact of the office's ledger up to that one, those of other school years too, since a chain can be
checked only whole. Facts name files by their SHA-256. Of these the bag holds

  what came back and what ended or amended a letter      data/originals
  letters as issued, where a record shows pages of them  data/issued
  the records and the archive                            data/records, data/archive
  the Word template and the settings                     data/metadata/edition

A file that lay in a mail or a ZIP is named in data/metadata/readings ("held_in", "made_from"), by a file that a fact
names. A supplement leaves out what the bags before it hold.

Not in this bag, and kept by the office: the other letters as issued and what was filled into them, the PDFs that were
made of Word files, the other readings, records and archives that a newer one takes the place of, and all files of other
school years.
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What the words of a bag are about; `made_at` is aware and in the edition's zone.

    `has_new_facts` is whether facts came since the version before; `seal` tells of the archive's seal in words. A
    `supplement` replaces nothing: `compared` is the bag that its changes are told against.
    """

    name: str
    title: str
    program: str
    agency: str
    school_year: str
    version: int
    made_at: datetime
    head_sequence: int
    head_hash: str
    records: int
    originals: int
    retention: Retention
    replaces: str = ""
    changes: tuple[Change, ...] = ()
    has_new_facts: bool = True
    seal: str = ""
    supplement: Supplement | None = None
    compared: str = ""
    issued: int = 0

    @property
    def because(self) -> str:
        """Why there is another version, in one line."""
        if self.supplement:
            return "It is a supplement: what an archive has taken in stays as it is"
        if not self.replaces:
            return ""
        if not self.has_new_facts:
            return "The archive bears a seal now, and nothing else is new"
        return what_changed(self.changes) or "Facts were added that change no value of the index"


def info_of(told: Told, edition: Edition) -> Mapping[str, str]:
    """The lines of bag-info.txt."""
    kept = told.retention
    supplement = {SUPPLEMENT_LABEL: told.supplement.bag} if told.supplement else {}
    return {
        "Source-Organization": told.agency,
        "Contact-Name": edition.return_to.name or edition.designee.name,
        "Contact-Email": edition.return_to.email,
        "External-Description": f"{told.title}: {_counted(told.records, 'record')}"
        f" and {_counted(told.originals, 'original')}",
        "External-Identifier": told.name,
        "Bag-Group-Identifier": f"{edition.program.code}-{told.school_year}",
        "Bagging-Date": told.made_at.date().isoformat(),
        "BagIt-Profile-Identifier": PROFILE_ID,
        "Bag-Version": str(told.version),
        "Bag-Replaces": told.replaces or "nothing",
        "Bag-Replaces-Because": _one_line(told.because) or "it is the first",
        **supplement,
        "Ledger-Head": f"{told.head_sequence} {told.head_hash}",
        "Accession-Number": kept.accession or _NOT_SET,
        "Retention-Series": kept.series or _NOT_SET,
        "Retention-Years": str(kept.years) if kept.years else _NOT_SET,
        "Disposition": kept.disposition or _NOT_SET,
    }


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _one_line(text: str) -> str:
    return textwrap.shorten(" ".join(text.split()), 900, placeholder=" [...] see data/metadata/changes.csv")


def validation_words(validation: bytes) -> str:
    """The validator's verdict in one sentence."""
    said = json.loads(validation)
    by = f" by {said['validator']}" if said["validator"] else ""
    match said["verdict"]:
        case "valid":
            return f"The archive and all records are valid PDF/A-{said['flavour']}{by}"
        case "invalid":
            wrong = sum(each["verdict"] == "invalid" for each in said["files"])
            count = f"{wrong} of {len(said['files'])} PDFs"
            return f"Judged{by}: {count} not valid PDF/A-{said['flavour']}; see data/metadata/pdfa.json"
        case _:
            return f"Made to the rules of PDF/A-{said['flavour']}; not validated"


def is_validated(validation: bytes) -> bool:
    """Whether there was a validator."""
    return bool(json.loads(validation)["validator"])


def readme(told: Told, validation: bytes) -> bytes:
    """The plain-language README at the bag's head."""
    return _set(_readme(told, validation)).encode("utf-8", errors="replace")


_IN_PUBLIC = (
    "The certificate of each signed letter, the standing of every district, and an index (data/index.csv and"
    " data/index.json). A certificate tells who signed, when and how that is known, the school years, what was"
    " checked, and the SHA-256 of each file that came."
)
_NOT_IN_PUBLIC = (
    "Letters, originals and facts: they show the e-mail addresses of contacts, and on scanned pages nobody can be"
    " sure to find each of them. Wherever the index had an address, it says so. The office holds all of it."
)


def public_info(title: str, name: str, edition: Edition, made_at: datetime) -> Mapping[str, str]:
    """The lines of a public copy's bag-info.txt."""
    return {
        "Source-Organization": edition.agency.name,
        "External-Description": title,
        "External-Identifier": name,
        "Bag-Group-Identifier": f"{edition.program.code}-{edition.school_year}",
        "Bagging-Date": made_at.date().isoformat(),
    }


def public_readme(title: str, made_at: datetime, left_out: Sequence[str]) -> bytes:
    """What a public copy holds, what not, and why."""
    words = (
        title,
        "=" * len(title),
        f"For anybody. Made of what was known on {moment_in_words(made_at)}.",
        "WHAT IS IN IT",
        _IN_PUBLIC,
        "WHAT IS NOT IN IT",
        _NOT_IN_PUBLIC,
        *(f"  {each}" for each in left_out),
        "HOW TO CHECK IT",
        *_CHECKS[:3],
    )
    return _set(iter(words)).encode("utf-8", errors="replace")


def _readme(told: Told, validation: bytes) -> Iterator[str]:
    yield told.title
    yield "=" * len(told.title)
    what = told.supplement.words if told.supplement else f"Version {told.version} of the bag"
    yield (
        f"{told.agency}, {told.program}, school year {told.school_year}. {what}, made of what was known on"
        f" {moment_in_words(told.made_at)}: {_counted(told.records, 'record')} of signed letters and"
        f" {_counted(told.originals, 'original file')}.{_issued(told.issued)}"
    )
    if told.supplement:
        yield from supplement_words(told.supplement)
    yield "WHAT IS WHERE"
    yield from _PLACES
    yield "HOW TO CHECK IT"
    yield from _CHECKS
    yield "WHAT IT IS WORTH"
    yield f"{validation_words(validation)}."
    if told.seal:
        yield f"The archive is sealed. {told.seal}"
    yield (
        "Records are copies for reading: stamped, each with a certificate as its last page. What counts as evidence is"
        " in data/originals, bit for bit as it came. A signature in a file that is digitally signed can be validated"
        " there only."
    )
    yield from _retention(told.retention)
    yield from _version(told)


def _issued(letters: int) -> str:
    if not letters:
        return ""
    return (
        f" In data/issued: {_counted(letters, 'letter')} as issued, since a record shows pages that did not come back."
    )


_PLACES = (
    "  data/archive    one PDF of these records, with contents and the standing of every district",
    "  data/records    one PDF for each signed letter",
    "  data/originals  the files as they came, a folder for each district; the first characters of",
    "                  a name are those of the file's SHA-256",
    "  data/issued     letters as they were issued, where pages of them did not come back and the",
    "                  record shows them as issued",
    "  data/metadata   index.csv and index.json: every district and letter; signatures.csv and",
    "                  checks.csv: who signed, how it is known, what was checked and what was not;",
    "                  changes.csv: what changed since the bag before; facts.jsonl: what",
    "                  happened, in order; premis.xml: the same for archival systems; pdfa.json: what",
    "                  the PDF/A validator said; finding-aid.csv: all school years of the office;",
    "                  edition: settings and Word template as used; originals: of each signed letter",
    "                  the list of files whose SHA-256 its certificate names; readings: what was read",
    "                  of each letter that lay in a mail or a ZIP",
)
_CHECKS = (
    "No file was changed, where this prints nothing but OK (in this folder; Linux, macOS, Git for Windows):",
    "  sha512sum -c manifest-sha512.txt",
    "  sha512sum -c tagmanifest-sha512.txt",
    "The folder is a BagIt bag, version 1.0 (RFC 8493); any BagIt program checks it too:",
    "  bagit.py --validate FOLDER",
    "How to check that the facts are whole stands in data/metadata/facts-how-to-check.txt.",
    "LoC Builder checks all of it at once:",
    "  loc verify FOLDER",
)


def _retention(kept: Retention) -> Iterator[str]:
    yield "HOW LONG IT IS KEPT"
    for label, value in (
        ("Accession", kept.accession),
        ("Retention series", kept.series),
        ("Years", str(kept.years) if kept.years else ""),
        ("Disposition", kept.disposition),
    ):
        yield f"  {label}: {value or _NOT_SET}"


def _version(told: Told) -> Iterator[str]:
    if not told.compared:
        return
    yield f"WHAT CHANGED SINCE {told.compared}"
    if told.replaces:
        yield "This version is whole: it holds all that the one before holds, and what came since."
    for change in told.changes:
        yield f"  {change_sentence(change)}"
    if not told.changes:
        yield f"{told.because}." if told.replaces else "Facts and files were added that change no value of the index."


def _set(paragraphs: Iterator[str]) -> str:
    """Break paragraphs into lines; rows, which are indented, stay as they are and stand together."""
    lines: list[str] = []
    for each in paragraphs:
        is_row = each.startswith("  ")
        if lines and not (is_row and lines[-1].startswith("  ")) and not each.startswith("="):
            lines.append("")
        lines += [each] if is_row else textwrap.wrap(each, _WIDTH)
    return "\n".join(lines) + "\n"
