"""Another school year's edition made from an old one: its files copied, and what belongs to the year moved.

`plan` reads and moves everything in memory and tells what a person must look at; `carry_out` lays the whole edition
beside its place, reads it back, and renames it, so that it is there completely or not at all. Before that it makes the
roster to be filled in, with the people of the old year where letters of it were made.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from loc_builder.books import Books
from loc_builder.contacts import rows_now
from loc_builder.edition import read_edition
from loc_builder.errors import InputError, WorkspaceError
from loc_builder.files.roster import roster_workbook
from loc_builder.files.toml_text import names_in, redate_settings
from loc_builder.files.word.redate import redate
from loc_builder.model import Edition
from loc_builder.moving import Move, People, Redated, Seen, redate_html, redate_text, small_words
from loc_builder.schoolyear import SchoolYear
from loc_builder.workspace import Workspace, put, read_input

SETTINGS, TEMPLATE = "edition.toml", "letter.docx"
_LEFT_BEHIND = ("~$", ".")
"""How the names of files begin that Word and the system lay beside the real ones."""


@dataclass(frozen=True, slots=True)
class NewFile:
    name: str
    content: bytes
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class NextYearPlan:
    """The files of the new edition; `folder` is where they go."""

    move: Move
    folder: Path
    files: tuple[NewFile, ...]

    def moved(self) -> Iterator[tuple[str, Seen]]:
        """What was changed, file by file."""
        return ((file.name, seen) for file in self.files for seen in file.seen if seen.is_moved)

    def to_look_at(self) -> Iterator[tuple[str, Seen]]:
        """What a person must look at, whether it was moved or left as it is."""
        return ((file.name, seen) for file in self.files for seen in file.seen if seen.why)


@dataclass(frozen=True, slots=True)
class LaidRoster:
    """The roster of the new year: its districts, 0 where it is blank; not `is_new` where one was there and was left."""

    file: Path
    districts: int
    is_new: bool


def plan(workspace: Workspace, source: SchoolYear, target: SchoolYear) -> NextYearPlan:
    """Move every file of `source`'s edition to `target`; raise WorkspaceError where that edition is there already."""
    folder = workspace.edition_folder(target)
    if folder.exists():
        raise WorkspaceError(
            f"there is a folder {workspace.relative(folder)} already; nothing was changed",
            hint="Work on the edition in it, or rename the folder and run the command again.",
        )
    old = workspace.edition_folder(source)
    read_edition(old)
    if not (old / TEMPLATE).is_file():
        raise InputError(
            f"the edition {source} has no template {TEMPLATE}",
            hint="Each edition's folder holds edition.toml and letter.docx.",
        )
    move = Move(source, target)
    names = names_in(_text(old / SETTINGS))
    return NextYearPlan(move, folder, tuple(_new_file(file, move, names) for file in _files(old)))


def carry_out(books: Books, plan: NextYearPlan) -> LaidRoster:
    """Write the edition and its roster; raise WorkspaceError where the system refuses."""
    beside = plan.folder.parent / f".{plan.folder.name}.part"
    unfinished = beside / plan.folder.name  # under its own name, by which read_edition knows the school year
    try:
        shutil.rmtree(beside, ignore_errors=True)  # what a killed run left
        for file in plan.files:
            put(unfinished / file.name, file.content)
        roster = _lay_roster(books, plan.move, read_edition(unfinished))
        unfinished.rename(plan.folder)
    except OSError as error:
        raise WorkspaceError(
            f"{plan.folder.name} cannot be written: {error.strerror}",
            hint="Close the files of the templates folder where they are open; then run the command again.",
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return roster


def _lay_roster(books: Books, move: Move, edition: Edition) -> LaidRoster:
    """Make the roster where there is none, with those who were asked the year before that, and their people."""
    place = books.workspace.roster_file(edition.school_year)
    if place.exists():
        return LaidRoster(place, 0, is_new=False)
    rows = rows_now(books, move.source) if move.source < move.target else ()
    districts = books.register.current_on(edition.school_year.first_day)
    put(place, roster_workbook(rows, questions=edition.questions, contacts=edition.contacts, districts=districts))
    return LaidRoster(place, len(rows), is_new=True)


def _files(folder: Path) -> list[Path]:
    """Give the edition's files, settings and template first."""
    try:
        found = [each for each in folder.iterdir() if each.is_file() and not each.name.startswith(_LEFT_BEHIND)]
    except OSError as error:
        raise WorkspaceError(f"the folder {folder.name} cannot be read: {error.strerror}") from error
    return sorted(found, key=lambda file: (file.name != SETTINGS, file.name != TEMPLATE, file.name))


def _new_file(file: Path, move: Move, names: tuple[str, ...]) -> NewFile:
    done = _redated(file, move, names)
    return NewFile(file.name, done.content, done.seen)


def _redated(file: Path, move: Move, names: tuple[str, ...]) -> Redated:
    kind = file.suffix.casefold()
    if file.name == SETTINGS:
        return redate_settings(_text(file), move)
    if kind == ".docx":
        return _redated_word(file, move, names)
    if kind in (".txt", ".html", ".htm"):
        return _redated_mail(file, move, names, by=redate_text if kind == ".txt" else redate_html)
    why = "copied as it is: nothing in it was read"
    return Redated(read_input(file), (Seen("the whole file", file.name, file.name, why),))


def _redated_word(file: Path, move: Move, names: tuple[str, ...]) -> Redated:
    try:
        return redate(read_input(file), move, names)
    except InputError as error:
        raise InputError(f"{move.source}/{file.name}: {error.message}", hint=error.hint) from error


def _redated_mail(
    file: Path, move: Move, names: tuple[str, ...], *, by: Callable[[str, Move, People], Redated]
) -> Redated:
    text = _text(file)
    return by(text, move, People(names, small_words([text])))


def _text(file: Path) -> str:
    """Read a text that Notepad may have saved, with its line ends as they are."""
    content = read_input(file)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(
        f"{file.parent.name}/{file.name} is not a text file", hint="Save it from Notepad with the encoding UTF-8."
    )
