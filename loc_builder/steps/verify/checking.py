"""Check that the kept files, the chain and the finished PDFs and bags still hold.

Every file that a fact names by its hash is read and hashed again; every head ever noted must lie in the chain. A bag
is checked by what it holds itself, and where there is a ledger against that too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from zoneinfo import ZoneInfo

from loc_builder.binding.bag_check import check_bag, zone_of
from loc_builder.binding.bag_package import PackageChecked, check_package
from loc_builder.binding.seal import SealSeen, seal_on
from loc_builder.books import Books
from loc_builder.errors import InputError, IntegrityError, LocError, Problem
from loc_builder.facts import Archived, Bagged, Fact
from loc_builder.files.assemble import page_count, read_xmp
from loc_builder.files.bag import bag_hash, bag_problems, is_bag
from loc_builder.ledger import check_chain, missing_heads
from loc_builder.schoolyear import SchoolYear
from loc_builder.steps.verify.known import copies, hashes, inside
from loc_builder.steps.verify.returned import wrong_copies
from loc_builder.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Verified:
    """What does not hold; and, in sentences, what was compared with what."""

    problems: tuple[Problem, ...]
    told: tuple[str, ...]


def verify(books: Books, school_year: SchoolYear | None = None) -> Verified:
    """Check the chain, all kept files, and what people see of one edition, or of all: letters to bags."""
    broken = (*_ledger_problems(books.workspace), *_chain_problems(books))
    if any(each.code == "chain-broken" for each in broken):  # what follows from changed facts is no measure
        return Verified(broken, ())
    seals = tuple(_seals(books, school_year))
    problems = (
        *broken,
        *_kept_problems(books.workspace, books.facts),
        *_copy_problems(books, school_year),
        *_return_problems(books, school_year),
        *_noted_bag_problems(books, school_year),
        *(_mismatch(name, seal.sentence) for name, seal in seals if not seal.holds),
    )
    head = books.facts[-1].hash if books.facts else "none"
    told = (
        f"Everything holds: {_counted(len(books.facts), 'fact')}, head {head}.",
        *(f"{name}: {seal.sentence}" for name, seal in seals),
        *_packages(books, school_year),
    )
    return Verified(problems, told)


def _packages(books: Books, school_year: SchoolYear | None) -> Iterator[str]:
    """Which bags are read together."""
    for fact in books.facts:
        match fact.said:
            case Bagged(supplements=str(taken_in)) as said if taken_in and school_year in (None, said.school_year):
                yield f"{said.folder}: a supplement to {taken_in}; they are read together."


def _seals(books: Books, school_year: SchoolYear | None) -> Iterator[tuple[str, SealSeen]]:
    """The archives that facts call sealed, and their seals as they are found now."""
    for fact in books.facts:
        match fact.said:
            case Archived(sealed_from=str()) as said if school_year in (None, said.school_year):
                kept = books.workspace.kept_folder / said.sha256
                if kept.is_file():
                    zone = _zone(books, said.school_year)
                    yield said.file, seal_on(kept, zone) or SealSeen(holds=False, sentence="It has no seal.")


def _zone(books: Books, school_year: SchoolYear) -> ZoneInfo | None:
    """The edition's time zone; None where the edition is not there any more, or cannot be read."""
    try:
        return ZoneInfo(books.edition(school_year).time_zone)
    except LocError:
        return None


def verify_path(books: Books | None, path: Path) -> Verified:
    """Check a bag's folder, or one file; without `books` by what the bag or the file says itself."""
    if path.is_dir():
        return verify_bag(books, path)
    if not path.is_file():
        raise InputError(f"{path} cannot be read: it is not there", hint="Name a year, a bag's folder or a file.")
    around = next((folder for folder in path.absolute().parents if is_bag(folder)), None)
    if around is not None:
        return _verify_in_bag(around, path)
    return _verify_known(books, path) if books is not None else _verify_alone(path)


def verify_bag(books: Books | None, folder: Path) -> Verified:
    """Check a bag; with `books` its last fact must be one of theirs."""
    if not is_bag(folder):
        raise InputError(f"{folder} is no bag: it has no bagit.txt", hint="Name a year, a bag's folder or a file.")
    checked = check_bag(folder)
    package = PackageChecked() if checked.problems else check_package(folder)
    heads = _head_problems(books, folder, checked.head) if books and checked.head else ()
    problems = (*checked.problems, *package.problems, *heads)
    told = [f"The bag holds: {_counted(checked.files, 'file')}, each as it was made."]
    told += [each for each in (checked.seal, package.words) if each]
    told += [f"{name} does not lie beside it and was not looked at." for name in package.absent]
    if checked.head:
        told.append(f"The chain of its {_counted(checked.facts, 'fact')} is whole; its head is {checked.head[1]}.")
        told.append(_compared(books))
    return Verified(problems, tuple(told))


def _compared(books: Books | None) -> str:
    if books is None:
        return (
            "It was not compared with a ledger: there is no workspace here. Compare the head with one noted elsewhere."
        )
    return f"The ledger of this workspace holds the head too ({_counted(len(books.facts), 'fact')})."


def _head_problems(books: Books, folder: Path, head: tuple[int, str]) -> Iterator[Problem]:
    """The bag must be an ancestor of the ledger, and the one that was noted under its name."""
    sequence, hashed = head
    if not (sequence <= len(books.facts) and books.facts[sequence - 1].hash == hashed):
        hint = "If it is another office's bag, verify it outside of this workspace."
        yield Problem(
            "head-missing", f"the ledger does not hold the bag's last fact, {sequence}", folder.name, hint=hint
        )
        return
    noted = [
        fact.said.sha256 for fact in books.facts if isinstance(fact.said, Bagged) and fact.said.folder == folder.name
    ]
    if noted and bag_hash(folder) not in noted:
        yield _mismatch(folder.name, "it is not the bag that was noted under this name")


def _verify_in_bag(bag: Path, file: Path) -> Verified:
    """Check one file by the bag it lies in."""
    name = f"{bag.name}/{file.absolute().relative_to(bag).as_posix()}"
    problems = tuple(each for each in bag_problems(bag) if each.file == name or "/data/" not in f"/{each.file}")
    told = f"{file.name} is as the bag {bag.name} lists it."
    return Verified(*_with_seal(file, problems, (told,), zone_of(bag)))


def _verify_known(books: Books, file: Path) -> Verified:
    """Check one finished PDF, letter or return against what the ledger says of files with its content or name."""
    known, hashed = {**dict(inside(books.workspace, books.facts)), **dict(hashes(books.facts))}, _hash(file)
    called = known.get(hashed)
    if called is None:
        is_name = file.name in known.values()
        message = "it was changed since it was made" if is_name else "no fact knows a file with this content"
        seal = _seal_of(file, _zone_of_name(books, file.name))
        return Verified((_mismatch(file.name, f"{message}. {seal.sentence}" if seal else message),), ())
    problems = (*_chain_problems(books), *_xmp_problems(books, file))
    zone = next((_zone(books, said.school_year) for said in _archived(books) if said.sha256 == hashed), None)
    return Verified(*_with_seal(file, problems, (f"The ledger knows this file: {called}.",), zone))


def _archived(books: Books) -> Iterator[Archived]:
    return (fact.said for fact in books.facts if isinstance(fact.said, Archived))


def _zone_of_name(books: Books, name: str) -> ZoneInfo | None:
    """The time zone of the edition whose archive is called so."""
    return next((_zone(books, said.school_year) for said in _archived(books) if said.file == name), None)


def _seal_of(file: Path, zone: ZoneInfo | None) -> SealSeen | None:
    return seal_on(file, zone) if file.suffix.lower() == ".pdf" else None


def _with_seal(
    file: Path, problems: tuple[Problem, ...], told: tuple[str, ...], zone: ZoneInfo | None = None
) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """Add what there is to say of a PDF's seal, where nothing else is wrong with it."""
    seal = None if problems else _seal_of(file, zone)
    if seal is None:
        return problems, told
    return ((), (*told, seal.sentence)) if seal.holds else ((_mismatch(file.name, seal.sentence),), told)


def _xmp_problems(books: Books, file: Path) -> Iterator[Problem]:
    head = _xmp(file).get("loc:ledgerHead", "")
    if head and head not in {fact.hash for fact in books.facts}:
        yield _mismatch(file.name, "the ledger does not hold the fact that it names as its last")


def _verify_alone(file: Path) -> Verified:
    """Say what a PDF tells of itself, where there is nothing to compare it with."""
    said = _xmp(file)
    if "loc:ledgerHead" not in said:
        return Verified((_mismatch(file.name, "it is no record or archive of ours, or its metadata was changed"),), ())
    told = (
        f"{said.get('dc:title', file.name)}: {_counted(page_count(file), 'page')}, of {said.get('loc:letterIds')}.",
        f"It says that it was made of the facts up to {said['loc:ledgerHead']}.",
        "Its content was compared with nothing: for that, name the bag it came in, or run this in the workspace.",
    )
    return Verified(*_with_seal(file, (), told))


def _xmp(file: Path) -> dict[str, str]:
    try:
        return dict(read_xmp(file))
    except InputError:
        return {}


def _ledger_problems(workspace: Workspace) -> Iterator[Problem]:
    if damage := workspace.ledger.damage():
        yield Problem("ledger-damaged", f"it is damaged: {damage}", "ledger.sqlite3", hint="Restore it from a backup.")


def _chain_problems(books: Books) -> tuple[Problem, ...]:
    try:
        check_chain(books.facts)
    except IntegrityError as error:
        return (Problem("chain-broken", error.message, "ledger.sqlite3", hint=error.hint),)
    noted = books.workspace.noted_heads()
    name = books.workspace.heads_file.name
    if books.facts and not noted:
        return (
            Problem(
                "heads-gone", "it is gone or empty, though there are facts", name, hint="Restore it from a backup."
            ),
        )
    return tuple(
        Problem("head-missing", f"the ledger no longer holds the fact noted as its head: {line[:20]}", name, row)
        for row, line in enumerate(noted, start=1)
        if missing_heads(books.facts, [line])
    )


def _kept_problems(workspace: Workspace, facts: tuple[Fact, ...]) -> Iterator[Problem]:
    for name, called in {**dict(inside(workspace, facts)), **dict(hashes(facts))}.items():
        file = workspace.kept_folder / name
        if not file.exists():
            yield _mismatch(called, f"its kept file {name[:12]} is gone")
        elif _hash(file) != name:
            yield _mismatch(called, f"its kept file {name[:12]} was changed")


def _copy_problems(books: Books, school_year: SchoolYear | None) -> Iterator[Problem]:
    """Readable copies that were changed or taken away."""
    for file, expected in copies(books, school_year).items():
        called = books.workspace.relative(file)
        if not file.exists():
            yield _mismatch(called, "it is gone; the kept file is in output/kept")
        elif _hash(file) != expected:
            yield _mismatch(called, "it was changed since; the kept file is in output/kept")


def _return_problems(books: Books, school_year: SchoolYear | None) -> Iterator[Problem]:
    """Readable copies of what came back that are not as it came."""
    for wrong in wrong_copies(books, school_year):
        if wrong.file is None:
            yield _mismatch(wrong.called, "its readable copy is gone; the kept file is in output/kept")
        else:
            called = books.workspace.relative(wrong.file)
            yield _mismatch(called, "it is not what came back; the kept file is in output/kept")


def _noted_bag_problems(books: Books, school_year: SchoolYear | None) -> Iterator[Problem]:
    """The bags that facts tell of: each there, the one that was noted, and whole."""
    for fact in books.facts:
        match fact.said:
            case Bagged() as said if school_year in (None, said.school_year):
                folder = books.workspace.archive_folder(said.school_year) / said.folder
                if not is_bag(folder):
                    yield _gone(books, folder)
                else:
                    yield from verify_bag(books, folder).problems


def _gone(books: Books, folder: Path) -> Problem:
    again = "The last one is made anew by: loc archive YEAR. An earlier one is in the archive that took it in."
    return Problem("file-mismatch", "the bag is gone", books.workspace.relative(folder), hint=again)


def _hash(file: Path) -> str:
    try:
        with file.open("rb") as content:
            return file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}", hint="Name a year or a file.") from error


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _mismatch(file: str, message: str) -> Problem:
    return Problem("file-mismatch", message, file, hint="Restore it from a backup.")
