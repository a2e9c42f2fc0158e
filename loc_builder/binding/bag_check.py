"""Whether a bag holds: every byte, the chain of its facts, and that its parts say the same of each other.

Only the bag is needed for that. Fixity comes first: where a byte is wrong, nothing else is asked.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from loc_builder import canonical
from loc_builder.binding.seal import SealSeen, seal_on
from loc_builder.errors import InputError, Problem
from loc_builder.facts import CHAIN_START, hash_after
from loc_builder.files.assemble import bookmarks, page_count, read_xmp
from loc_builder.files.bag import bag_info, bag_problems

_METADATA = Path("data/metadata")
_ASK = "Ask the office that made the bag for another copy."


@dataclass(frozen=True, slots=True)
class BagChecked:
    """What was found; `head` is the last fact's number and hash, None where the bag holds no facts.

    `seal` tells in a sentence of the seal on its archive; empty where it has none.
    """

    problems: tuple[Problem, ...]
    head: tuple[int, str] | None = None
    facts: int = 0
    files: int = 0
    seal: str = ""


def zone_of(folder: Path) -> ZoneInfo | None:
    """The time zone of the edition that a bag holds; None where it does not say one."""
    try:
        settings = tomllib.loads((folder / _METADATA / "edition/edition.toml").read_text(encoding="utf-8"))
        return ZoneInfo(settings["time_zone"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def check_bag(folder: Path) -> BagChecked:
    """Check a bag of ours, whole or the public copy."""
    problems = bag_problems(folder)
    if problems:
        return BagChecked(problems)
    files = sum(1 for each in folder.rglob("*") if each.is_file())
    if not (folder / _METADATA / "facts.jsonl").is_file():
        return BagChecked((), files=files)
    try:
        return _checked(folder, files)
    except InputError as error:
        return BagChecked((_problem(folder, "data", error.message),))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return BagChecked((_problem(folder, "data/metadata", f"it is not as we write it: {error}"),))


def _checked(folder: Path, files: int) -> BagChecked:
    index = json.loads((folder / _METADATA / "index.json").read_bytes())
    chain = _Chain.read(folder)
    seal = seal_on(folder / index["archive"]["path"], zone_of(folder))
    problems = (
        *chain.problems,
        *_seal_problems(folder, index, seal),
        *_head_problems(folder, index, chain),
        *_archive_problems(folder, index),
        *(problem for row in index["districts"] if row["record"] for problem in _record_problems(folder, row, chain)),
        *_original_problems(folder, index, chain),
    )
    return BagChecked(problems, (chain.last, chain.head), chain.last, files, seal.sentence if seal else "")


def _seal_problems(folder: Path, index: Mapping[str, Any], seal: SealSeen | None) -> Iterator[Problem]:
    path = index["archive"]["path"]
    if seal is None and index["archive"].get("is_sealed"):
        yield _problem(folder, path, "the index says that it is sealed, and it has no seal")
    elif seal is not None and not seal.holds:
        yield _problem(folder, path, seal.sentence)


@dataclass(frozen=True, slots=True)
class _Chain:
    """The facts of a bag: how many, their hashes, and all SHA-256 that they name."""

    last: int
    head: str
    hashes: frozenset[str]
    named: frozenset[str]
    problems: tuple[Problem, ...]

    @classmethod
    def read(cls, folder: Path) -> "_Chain":
        previous, number = CHAIN_START, 0
        hashes: set[str] = set()
        named: set[str] = set()
        with (folder / _METADATA / "facts.jsonl").open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                fact = json.loads(line)
                told = {key: value for key, value in fact.items() if key not in ("previous", "hash")}
                hashed = hash_after(previous, told)
                if (fact["sequence"], fact["previous"], fact["hash"]) != (number, previous, hashed):
                    broken = _problem(folder, "data/metadata/facts.jsonl", f"the chain breaks at fact {number}")
                    return cls(number, previous, frozenset(hashes), frozenset(named), (broken,))
                previous = fact["hash"]
                hashes.add(previous)
                named |= set(_hashes_in(fact["body"]))
        return cls(number, previous, frozenset(hashes), frozenset(named), ())


def _hashes_in(value: object) -> Iterator[str]:
    if isinstance(value, str) and len(value) == 64:
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _hashes_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _hashes_in(each)


def _head_problems(folder: Path, index: Mapping[str, Any], chain: _Chain) -> Iterator[Problem]:
    """The head stands in four places; all must say the same."""
    head = f"{chain.last} {chain.head}"
    told = index["ledger_head"]
    if f"{told['sequence']} {told['hash']}" != head:
        yield _problem(folder, "data/metadata/index.json", "its ledger head is not the last fact's")
    if bag_info(folder).get("Ledger-Head") != head:
        yield _problem(folder, "bag-info.txt", "its Ledger-Head is not the last fact's")
    path = index["archive"]["path"]
    if _xmp(folder / path).get("loc:ledgerHead") != chain.head:
        yield _problem(folder, path, "the ledger head in its metadata is not the last fact's")


def _archive_problems(folder: Path, index: Mapping[str, Any]) -> Iterator[Problem]:
    path, rows = index["archive"]["path"], [row for row in index["districts"] if row["record"]]
    if page_count(folder / path) != index["archive"]["pages"]:
        yield _problem(folder, path, f"it has {page_count(folder / path)} pages, not {index['archive']['pages']}")
    if set(_xmp(folder / path).get("loc:letterIds", "").split()) != {row["letter_id"] for row in rows}:
        yield _problem(folder, path, "the letters in its metadata are not those of the index")
    marks = {(mark.title, mark.page) for mark in bookmarks(folder / path)}
    for row in rows:
        if (row["district"], int(row["archive_file_page"])) not in marks:
            yield _problem(folder, path, f"{row['letter_id']} does not begin on page {row['archive_page']}")


def _record_problems(folder: Path, row: Mapping[str, str], chain: _Chain) -> Iterator[Problem]:
    path, xmp = row["record"], _xmp(folder / row["record"])
    if str(page_count(folder / path)) != row["record_pages"]:
        yield _problem(folder, path, f"it has {page_count(folder / path)} pages, not {row['record_pages']}")
    if xmp.get("loc:letterIds") != row["letter_id"]:
        yield _problem(folder, path, f"it is not the record of {row['letter_id']}")
    if xmp.get("loc:ledgerHead") not in chain.hashes:
        yield _problem(folder, path, "the fact that it names as its last is not in facts.jsonl")


def _original_problems(folder: Path, index: Mapping[str, Any], chain: _Chain) -> Iterator[Problem]:
    """Originals must be files that the facts name, and the index's hashes those of the manifest."""
    listed = (line.split(maxsplit=1) for line in _lines(folder / "manifest-sha256.txt"))
    manifest = {path: hashed for hashed, path in listed}
    placed = [(row["record"], row["record_sha256"]) for row in index["districts"] if row["record"]]
    originals = [(each["path"], each["sha256"]) for each in index["originals"]]
    for path, hashed in (*placed, *originals, (index["archive"]["path"], index["archive"]["sha256"])):
        if manifest.get(path) != hashed:
            yield _problem(folder, path, "it is not the file that the index names")
    named = chain.named | set(_named_in_readings(folder, chain))
    for path, hashed in originals:
        if hashed not in named and not chain.problems:
            yield _problem(folder, path, "no fact names this file")


def _named_in_readings(folder: Path, chain: _Chain) -> Iterator[str]:
    """The files that lay in a mail or a ZIP are named by what was read of it, which a fact names."""
    for file in sorted((folder / _METADATA / "readings").glob("*.json")):
        data = file.read_bytes()
        if hashlib.sha256(data).hexdigest() in chain.named:
            part = canonical.load_plain(data)["part"]
            yield from (each for each in (part.get("held_in"), part.get("made_from")) if each)


def _lines(file: Path) -> Sequence[str]:
    return file.read_text(encoding="utf-8").splitlines()


def _xmp(file: Path) -> Mapping[str, str]:
    try:
        return read_xmp(file)
    except InputError:
        return {}


def _problem(folder: Path, name: str, message: str) -> Problem:
    return Problem("bag-mismatch", message, f"{folder.name}/{name}", hint=_ASK)
