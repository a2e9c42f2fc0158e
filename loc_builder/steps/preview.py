"""Letters as issued, as PDFs to look at, made in one start of the outside program.

A preview is the conversion that a record of the letter uses too, so a letter is converted once for both. The facts come
before the readable copies: a run that was killed between them lays the copies without converting again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loc_builder.binding.conversion import Conversions, WordSource, conversions
from loc_builder.books import Books
from loc_builder.errors import Problem, ToolError
from loc_builder.facts import conversions_in
from loc_builder.files.convert import Converter
from loc_builder.model import Edition, LetterId
from loc_builder.standing import LetterStanding
from loc_builder.workspace import preview_file_name, put, sweep_unfinished


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter and its preview's file; `is_unchanged` where that lay there already."""

    letter: LetterStanding
    file: str
    is_unchanged: bool


@dataclass(frozen=True, slots=True)
class PreviewsMade:
    """The previews that lie in `folder` now (a path from the workspace), and why other letters have none."""

    folder: str
    previews: tuple[Preview, ...]
    problems: tuple[Problem, ...]


def carry_out(
    books: Books, edition: Edition, letters: Iterable[LetterId], converter: Converter
) -> tuple[Books, PreviewsMade]:
    """Lay the preview of each letter's latest revision, converting only what was not converted before.

    A letter whose PDF cannot be believed is a problem and stops no other; so is an absent converter. Raises
    IntegrityError where kept bytes are gone or changed, WorkspaceError where a preview cannot be written.
    """
    asked = tuple(books.standing.letters[each] for each in letters)
    sweep_unfinished(books.workspace.output)
    converted, problems = _converted(books, [_source(each) for each in asked], converter)
    books = books.record(converted.made)
    laid = tuple(
        _laid(books, edition, each, converted.pdfs[each.issued.sha256])
        for each in asked
        if each.issued.sha256 in converted.pdfs
    )
    folder = books.workspace.relative(books.workspace.previews_folder(edition.school_year))
    return books, PreviewsMade(folder, laid, (*problems, *converted.problems.values()))


def _source(letter: LetterStanding) -> WordSource:
    said = letter.issued
    return WordSource(said.sha256, said.file, letter.letter_id, letter.issued_at, is_returned=False)


def _converted(
    books: Books, sources: Sequence[WordSource], converter: Converter
) -> tuple[Conversions, tuple[Problem, ...]]:
    """Convert the letters; where the outside program is absent, go on with what was converted before."""
    known = conversions_in(books.facts)
    try:
        return conversions(books.workspace, sources, known, converter), ()
    except ToolError as error:
        before = [each for each in sources if each.sha256 in known]
        problem = Problem("no-converter", error.message, hint=error.hint)
        return conversions(books.workspace, before, known, converter), (problem,)


def _laid(books: Books, edition: Edition, letter: LetterStanding, pdf: bytes) -> Preview:
    file = preview_file_name(letter.issued.file)
    place = books.workspace.previews_folder(edition.school_year) / file
    is_unchanged = place.is_file() and place.read_bytes() == pdf
    if not is_unchanged:
        put(place, pdf)
    return Preview(letter, file, is_unchanged)
