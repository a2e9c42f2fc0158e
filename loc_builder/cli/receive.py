"""`loc receive`: take in what came back."""

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loc_builder.cli import DAY, FILE, WORDS, Call, present
from loc_builder.errors import ExitCode, InputError, Problem

if TYPE_CHECKING:
    from loc_builder.books import Books
    from loc_builder.reading.opening import Found
    from loc_builder.standing import LetterStanding
    from loc_builder.steps.receive import Arrival, Taken


@click.command("receive")
@click.argument("paths", nargs=-1, type=FILE, metavar="PATH...")
@click.option("--arrived-on", type=DAY, metavar="DATE", help="The day it came; else today.")
@click.option(
    "--by-way", type=click.Choice(["mail", "post", "hand"]), default="mail", show_default=True, help="How it came."
)
@click.option("--paper-kept", type=WORDS, metavar="PLACE", help="Where the paper of these scans lies.")
@click.option("--paper", metavar="DISTRICT", help="An envelope that is here and not scanned yet.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    arrived_on: date | None,
    by_way: str,
    paper_kept: str,
    paper: str | None,
) -> int:
    """Take in what came back.

    PATH is a file (Word, PDF, photo, scan, mail with attachments, ZIP) or a folder. Whose is it, what does it say, is
    it signed: what is certain is accepted; the rest waits for `loc review`. With --paper no file is taken in: the
    district has answered, and its scan is awaited.
    """
    if bool(paths) == bool(paper):
        raise click.UsageError("give files to take in, or --paper DISTRICT for an envelope not scanned yet")
    if paper:
        return _note_paper(present(ctx), paper, arrived_on, paper_kept or "")
    from loc_builder.steps.receive import Arrival

    return _take_in(present(ctx), paths, Arrival(arrived_on, by_way, paper_kept or ""))


def _take_in(call: Call, paths: Sequence[Path], arrival: "Arrival") -> int:
    from loc_builder.console import decision_shape, problem_shape, return_shape
    from loc_builder.reading.opening import files_named

    found = files_named(paths, call.workspace)
    with call.writing() as books:
        before = len(books.facts)
        books, taken, problems = _received(call, books, found, arrival)
    letters = _touched(books, taken)
    waiting = _waiting(books, taken)
    call.console.show(
        {
            "returns": [return_shape(each.name, each.return_id, each.parts, each.same_as) for each in taken],
            "letters": [decision_shape(each) for each in letters],
            "problems": [problem_shape(each) for each in problems],
        },
        _lines(books, taken, letters, noted=len(books.facts) - before, waiting=waiting),
    )
    if problems:
        _tell(call, problems)
        return ExitCode.PERSON_NEEDED if taken else ExitCode.INPUT
    return ExitCode.PERSON_NEEDED if waiting else ExitCode.DONE


def _note_paper(call: Call, name: str, arrived_on: date | None, place: str) -> int:
    from loc_builder.console import letter_lines, letters_shape
    from loc_builder.steps.paper import note_paper

    with call.writing() as books:
        _, letter = note_paper(books, name, arrived_on=arrived_on, place=place)
    call.console.show(letters_shape([letter]), letter_lines([letter]))
    return ExitCode.PERSON_NEEDED


def _received(
    call: Call, books: "Books", found: "Found", arrival: "Arrival"
) -> "tuple[Books, list[Taken], list[Problem]]":
    from loc_builder.reading.worker import ReaderPool

    taken: list[Taken] = []
    with ReaderPool() as pool:
        if _begins_with_news(books, found):
            pool.begin()
        from loc_builder.files.convert import LibreOffice
        from loc_builder.inspection import SecondLook
        from loc_builder.reading.vouching import Vouched, trusted_by
        from loc_builder.steps.receive import receive

        trusted, bad = trusted_by(books.workspace, at=books.now)
        problems = [*found.problems, *bad]
        readers = Vouched(pool, books.workspace, trusted) if trusted else pool
        again = SecondLook(books, pool, LibreOffice())
        for number, step in enumerate(receive(books, found.files, readers, arrival, again=again), 1):
            books, one = step
            if isinstance(one, Problem):
                problems.append(one)
            else:
                taken.append(one)
            if call.shows_progress:
                name = one.file if isinstance(one, Problem) else one.name
                click.echo(f"{number}/{len(found.files)} {name}", err=True)
    return books, taken, problems


def _begins_with_news(books: "Books", found: "Found") -> bool:
    """Whether the first file did not come before, so that there will surely be something to read."""
    from loc_builder.reading.opening import bytes_of

    first = bytes_of(found.files[0], books.workspace) if found.files else None
    return isinstance(first, bytes) and sha256(first).hexdigest() not in books.standing.returns


def _touched(books: "Books", taken: "Sequence[Taken]") -> "list[LetterStanding]":
    """The letters that something came back for."""
    from loc_builder.model import LetterId, Matched

    matches = (one.match for each in taken for _, one in each.parts)
    names = dict.fromkeys(LetterId(match.found) for match in matches if isinstance(match, Matched))
    return [books.standing.letters[each] for each in names]


def _waiting(books: "Books", taken: "Sequence[Taken]") -> int:
    """How much waits of the files named: letters, and returns that are nobody's, also of files known before."""
    returns = {each.return_id: books.standing.returns.get(each.return_id) for each in taken}
    known = [each for each in returns.values() if each]
    letters = {part.letter_id for each in known for part in each.parts if part.letter_id}
    undecided = sum(bool(books.standing.letters[each].undecided) for each in letters)
    return undecided + sum(each.is_unmatched for each in known)


def _lines(
    books: "Books", taken: "Sequence[Taken]", letters: "Sequence[LetterStanding]", *, noted: int, waiting: int
) -> Iterator[str]:
    from loc_builder.console import counted, letter_lines, recognition_lines, taken_lines

    for each in taken:
        known = books.standing.returns.get(each.return_id) if each.same_as else None
        yield from taken_lines(
            each.name, each.parts, each.same_as, arrived_on=each.arrived_on, left_out=each.left_out, known=known
        )
    if letters:
        yield ""
        yield from letter_lines(letters)
    yield from recognition_lines(one for each in taken for _, one in each.parts)
    before = sum(bool(each.same_as) for each in taken)
    new = f"{counted(len(taken) - before, 'file')} taken in"
    yield f"{new}{f', {before} here before' if before else ''}. {counted(noted, 'fact')} noted."
    if waiting:
        yield f"{waiting} to decide; try: loc review"


def _tell(call: Call, problems: Sequence[Problem]) -> None:
    """Name what was left out after the results; in JSON it stands among them."""
    from loc_builder.console import counted

    if not call.is_json:
        left_out = counted(len(problems), "file or folder was", "files or folders were")
        call.console.show_error(InputError(f"{left_out} left out", problems=tuple(problems)))
