"""BagIt bags (RFC 8493, version 1.0): made of a folder, and checked byte by byte (bagit).

A bag has manifests of SHA-256 and SHA-512. What is made here is the same bytes for the same content on every machine;
so the tag manifests, which no other manifest covers, can be checked too: they must be what would be written today.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

import bagit

from loc_builder.errors import InputError, Problem, WorkspaceError

ALGORITHMS = ("sha256", "sha512")
SOFTWARE = "LoC Builder, with bagit-python"
"""Without versions: an update must not change the bytes of what is made from the same facts."""

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_BLOCK = 1 << 20
_RESTORE = "Take the whole bag from where it was kept before."


def make_bag(folder: Path, info: Mapping[str, str], tags: Mapping[str, bytes]) -> str:
    """Make a bag of a folder in its place: what it holds becomes the payload; give the bag's hash.

    `info` are the lines of bag-info.txt; Bagging-Date must be among them. `tags` are files to lie beside the payload.
    The hash is the SHA-256 of the SHA-512 tag manifest, which fixes every byte of the bag. The working directory of
    the process changes for the time.
    """
    try:
        bagit.make_bag(str(folder), {"Bag-Software-Agent": SOFTWARE, **info}, checksums=list(ALGORITHMS))
        (folder / "bagit.txt").write_bytes(_DECLARATION)
        for name, content in tags.items():
            (folder / name).write_bytes(content)
        for name, content in _tag_manifests(folder).items():
            (folder / name).write_bytes(content)
    except (OSError, bagit.BagError, RuntimeError) as error:
        raise WorkspaceError(f"the bag cannot be made: {error}", hint="Check the disk's free space.") from error
    return bag_hash(folder)


def is_bag(folder: Path) -> bool:
    return (folder / "bagit.txt").is_file()


def bag_hash(folder: Path) -> str:
    """The SHA-256 of the bag's SHA-512 tag manifest; empty where there is none."""
    file = folder / "tagmanifest-sha512.txt"
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def bag_info(folder: Path) -> Mapping[str, str]:
    """The lines of a whole bag's bag-info.txt."""
    try:
        said = bagit.Bag(str(folder)).info
    except (OSError, bagit.BagError, ValueError, LookupError) as error:
        raise InputError(f"{folder.name} is no bag that can be read: {error}", hint=_RESTORE) from error
    return {key: value if isinstance(value, str) else "; ".join(value) for key, value in said.items()}


def bag_problems(folder: Path) -> tuple[Problem, ...]:
    """Everything in a bag that is not as it was made, by file: changed, missing, or not of it."""
    tags = tuple(_tag_problems(folder))
    return tags or tuple(_payload_problems(folder))


def _tag_problems(folder: Path) -> Iterator[Problem]:
    """Problems of the files beside the payload; without these whole the payload's hashes say nothing.

    A file that one manifest still vouches for is whole: the other manifest was changed.
    """
    written = {name: _content(folder / name) for name in (f"tagmanifest-{each}.txt" for each in ALGORITHMS)}
    expected = _tag_manifests(folder)
    wrong = _wrong_files({name: _listed(content) for name, content in written.items() if content}, expected)
    for name, message in sorted(wrong.items()):
        yield _problem(folder, name, message)
    for name, content in written.items():
        if not content:
            yield _problem(folder, name, "it is gone or empty")
        elif _without(content, wrong.keys()) != _without(expected[name], wrong.keys()):
            yield _problem(folder, name, "it was changed")


def _wrong_files(written: Mapping[str, Mapping[str, str]], expected: Mapping[str, bytes]) -> Mapping[str, str]:
    """What is wrong with each file, where every manifest that there is says so."""
    there = {manifest: _listed(content) for manifest, content in expected.items()}
    names = {name for each in (*written.values(), *there.values()) for name in each}
    wrong = {}
    for name in names:
        votes = [(each.get(name), there[manifest].get(name)) for manifest, each in written.items()]
        if votes and all(said and not found for said, found in votes):
            wrong[name] = "it is gone"
        elif votes and all(found and not said for said, found in votes):
            wrong[name] = "it does not belong to the bag"
        elif votes and all(said and found and said != found for said, found in votes):
            wrong[name] = "it was changed"
    return wrong


def _without(manifest: bytes, names: AbstractSet[str]) -> list[bytes]:
    """A manifest's lines, those of some files left out."""
    return [line for line in manifest.splitlines(keepends=True) if not names & _listed(line).keys()]


def _payload_problems(folder: Path) -> Iterator[Problem]:
    try:
        bag = bagit.Bag(str(folder))
        missing, foreign = bag.compare_manifests_with_fs()
        entries = {**bag.payload_entries()}
    except (OSError, bagit.BagError, ValueError, LookupError) as error:
        yield _problem(folder, "bagit.txt", f"the bag cannot be read: {error}")
        return
    for name in sorted(missing):
        yield _problem(folder, name, "it is gone")
    for name in sorted(foreign):
        yield _problem(folder, name, "it does not belong to the bag")
    for name, hashes in sorted(entries.items()):
        if name not in missing and _hashes(folder / name) != hashes:
            yield _problem(folder, name, "it was changed")
    if not missing and not foreign:
        yield from _structure_problems(folder, bag)


def _structure_problems(folder: Path, bag: bagit.Bag) -> Iterator[Problem]:
    """What the library's own check of a bag's form complains of; the hashes are compared already."""
    try:
        bag.validate(completeness_only=True)
    except (bagit.BagError, OSError, ValueError) as error:
        yield _problem(folder, "bag-info.txt", f"the bag's form is wrong: {error}")


def _tag_manifests(folder: Path) -> Mapping[str, bytes]:
    """The tag manifests as they must be: every file beside the payload, by name."""
    beside = (each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file())
    names = sorted(name for name in beside if not name.startswith(("data/", "tagmanifest-")))
    hashes = {name: _hashes(folder / name) for name in names}
    return {
        f"tagmanifest-{each}.txt": "".join(f"{hashes[name][each]}  {name}\n" for name in names).encode()
        for each in ALGORITHMS
    }


def _listed(manifest: bytes) -> Mapping[str, str]:
    lines = (line.split(maxsplit=1) for line in manifest.decode("utf-8", errors="replace").splitlines())
    return {pair[1]: pair[0] for pair in lines if len(pair) == 2}


def _content(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def _hashes(file: Path) -> dict[str, str]:
    """The hashes of a file, which is read in blocks."""
    hashers = {each: hashlib.new(each) for each in ALGORITHMS}
    with file.open("rb") as content:
        while block := content.read(_BLOCK):
            for hasher in hashers.values():
                hasher.update(block)
    return {name: hasher.hexdigest() for name, hasher in hashers.items()}


def _problem(folder: Path, name: str, message: str) -> Problem:
    return Problem("file-mismatch", message, f"{folder.name}/{name}", hint=_RESTORE)


def sync_files(folder: Path) -> None:
    """Have all files of a folder survive a power cut."""
    for each in folder.rglob("*"):
        if each.is_file():
            with each.open("rb+") as file:
                os.fsync(file.fileno())
