"""Whether a supplement and the bags that it goes with fit together, as far as these lie beside it.

Each bag is checked by itself elsewhere (`bag_check`); here it is asked whether they are of one ledger, and whether a
record that a supplement says is in another bag is there.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loc_builder.errors import InputError, Problem
from loc_builder.files.bag import bag_info, is_bag

_METADATA = Path("data/metadata")
_ASK = "Ask the office that made the bags for another copy of both."


@dataclass(frozen=True, slots=True)
class PackageChecked:
    """What was found; `words` say what the bag supplements, empty where it is whole; `absent` are not beside it."""

    problems: tuple[Problem, ...] = ()
    words: str = ""
    absent: tuple[str, ...] = ()


def check_package(folder: Path) -> PackageChecked:
    """Compare a whole bag of ours with those that it names; one that supplements nothing is fine."""
    try:
        return _checked(folder)
    except InputError as error:
        return PackageChecked((_problem(folder, "data/metadata", error.message),))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        return PackageChecked((_problem(folder, "data/metadata", f"it is not as we write it: {error}"),))


def _checked(folder: Path) -> PackageChecked:
    if not (folder / _METADATA / "index.json").is_file():
        return PackageChecked()
    index = _index(folder)
    said = index.get("supplement_to")
    named = said["bag"] if said else ""
    if bag_info(folder).get("Supplement-To", "") != named:
        return PackageChecked((_problem(folder, "bag-info.txt", "its Supplement-To is not what the index says"),))
    if not said:
        return PackageChecked()
    held = {row["letter_id"]: row["record_held_in"] for row in index["districts"] if row["record_held_in"]}
    bags = dict.fromkeys((named, *held.values()))
    beside = [name for name in bags if is_bag(folder.parent / name)]
    problems = tuple(
        problem for name in beside for problem in _with(folder, name, {key for key in held if held[key] == name})
    )
    words = f"It is supplement {said['number']} to {named}, accession {said['accession']}; they are read together."
    return PackageChecked(problems, words, tuple(name for name in bags if name not in beside))


def _with(folder: Path, name: str, letters: set[str]) -> Iterator[Problem]:
    other = folder.parent / name
    number, _, hashed = bag_info(other).get("Ledger-Head", "").partition(" ")
    if not hashed or _hash_of_fact(folder, int(number)) != hashed:
        yield _problem(folder, "data/metadata/facts.jsonl", f"it does not hold the ledger head of {name}")
    there = {row["letter_id"] for row in _index(other)["districts"] if row["record"]}
    for letter_id in sorted(letters - there):
        yield _problem(folder, "data/metadata/index.json", f"{name} does not hold the record of {letter_id}")


def _hash_of_fact(folder: Path, number: int) -> str:
    with (folder / _METADATA / "facts.jsonl").open("rb") as lines:
        for count, line in enumerate(lines, start=1):
            if count == number:
                return str(json.loads(line)["hash"])
    return ""


def _index(folder: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((folder / _METADATA / "index.json").read_bytes())
    return found


def _problem(folder: Path, name: str, message: str) -> Problem:
    return Problem("bag-mismatch", message, f"{folder.name}/{name}", hint=_ASK)
