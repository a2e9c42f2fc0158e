"""The files that facts speak of: by their hashes, and where people see them."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from loc_builder import canonical
from loc_builder.books import Books
from loc_builder.errors import IntegrityError
from loc_builder.facts import (
    Amended,
    Archived,
    Bagged,
    BlankMade,
    Converted,
    Ended,
    Fact,
    FindingsNoted,
    Issued,
    Received,
    Recorded,
    effective,
)
from loc_builder.model import Assessment, Part, ReturnId
from loc_builder.schoolyear import SchoolYear
from loc_builder.workspace import Workspace


def hashes(facts: tuple[Fact, ...]) -> Iterator[tuple[str, str]]:
    """The hash of each file that a fact speaks of, and what people call it."""
    for fact in facts:
        match fact.said:
            case Issued() as said:
                yield said.sha256, said.file
                yield said.values_sha256, f"values of {said.letter_id}"
                yield said.template_sha256, f"template of {said.school_year}"
            case BlankMade() as said:
                yield said.sha256, said.file
                yield said.template_sha256, f"template of {said.school_year}"
            case Received() as said:
                yield said.return_id, said.name
            case FindingsNoted() as said:
                yield said.assessment_sha256, f"reading of {said.return_id[:8]}"
            case Converted() as said:
                yield said.sha256, f"conversion of {said.source_sha256[:8]}"
            case Recorded() | Archived() | Amended() as said:
                yield said.sha256, said.file
            case Ended(notice_sha256=notice) as said if notice:
                yield notice, said.notice
            case Bagged() as said:
                yield said.settings_sha256, f"settings of {said.folder}"
                yield said.validation_sha256, f"PDF/A verdicts of {said.folder}"


def readings(workspace: Workspace, facts: tuple[Fact, ...]) -> Iterator[tuple[ReturnId, Part]]:
    """The parts that readings tell of, by their returns; a reading that is gone or changed is found elsewhere."""
    for fact in facts:
        if isinstance(fact.said, FindingsNoted):
            with suppress(IntegrityError, ValueError):
                yield fact.said.return_id, canonical.load(Assessment, workspace.kept(fact.said.assessment_sha256)).part


def inside(workspace: Workspace, facts: tuple[Fact, ...]) -> Iterator[tuple[str, str]]:
    """The files inside of returns that their readings name: attachments, members, and what was made to be read."""
    for return_id, part in readings(workspace, facts):
        for name in (part.held_in, part.made_from, part.recognised):
            if name:
                yield name, part.label or f"what was read of {return_id[:8]}"


def copies(books: Books, school_year: SchoolYear | None) -> dict[Path, str]:
    """The files that people see and the content each must have: of several facts about one name the last counts."""
    workspace = books.workspace
    found: dict[Path, str] = {}
    for fact in effective(books.facts):
        match fact.said:
            case (Issued() | BlankMade()) as said if school_year in (None, said.school_year):
                found[workspace.letters_folder(said.school_year) / said.file] = said.sha256
            case Recorded() as said:
                year = books.standing.letters[said.letter_id].issued.school_year
                if school_year in (None, year):
                    found[workspace.records_folder(year) / said.file] = said.sha256
            case Archived() as said if school_year in (None, said.school_year):
                found[workspace.archive_folder(said.school_year) / said.file] = said.sha256
    return found
