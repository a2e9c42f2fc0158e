"""`loc accept`: a person accepts what came back."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loc_builder.cli import DAY, FILE, WORDS, Call, despite_option, present
from loc_builder.errors import ExitCode, InputError
from loc_builder.findings import FindingCode

if TYPE_CHECKING:
    from loc_builder.books import Books
    from loc_builder.inspection import SecondLook
    from loc_builder.judging import ReadByPerson
    from loc_builder.model import Assessment, PartRef, ReturnId
    from loc_builder.reading.worker import ReaderPool
    from loc_builder.standing import ReturnStanding
    from loc_builder.steps.decide import Look, SheetDecided

_READ = (FindingCode.SIGNER_UNCLEAR, FindingCode.DATE_UNSURE)


@click.command("accept")
@click.argument("name", metavar="LETTER-or-RETURN", required=False)
@click.option("--signed-on", type=DAY, metavar="DATE", help="The day beside the signature.")
@click.option("--signer", type=WORDS, metavar="NAME", help="Who signed, as far as it can be read.")
@click.option("--party", metavar="PARTY", help="Who the signature is for; else the party whose date counts.")
@click.option("--letter", "letter_name", metavar="ID", help="The letter that the return belongs to.")
@click.option("--district", metavar="DISTRICT", help="The district whose letter it is, where the id is not known.")
@despite_option
@click.option("--from", "sheet", type=FILE, metavar="FILE", help="A sheet of decisions, from loc review --sheet.")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one for each option
    ctx: click.Context,
    name: str | None,
    signed_on: date | None,
    signer: str | None,
    party: str | None,
    letter_name: str | None,
    district: str | None,
    despite: tuple[str, ...],
    sheet: Path | None,
) -> int:
    """Accept a letter, with the date on it, or decide as a sheet says.

    LETTER-or-RETURN is a letter id, the start of a return's id, or a file's name. A sheet of decisions, from loc review
    --sheet FILE, may accept and reject; a row that was decided already is left alone. While anything is wrong with a
    row, nothing of the sheet is decided.
    """
    from loc_builder.judging import ReadByPerson

    call = present(ctx)
    if sheet:
        if name or signed_on:
            raise click.UsageError("--from takes all decisions from the sheet")
        return _decide_sheet(call, sheet)
    if not name or not signed_on:
        raise click.UsageError("name a letter or a return, and --signed-on DATE; or a sheet with --from FILE")
    if letter_name and district:
        raise click.UsageError("--letter and --district both say whose it is; give one")
    return _accept(call, name, letter_name, district, ReadByPerson(signed_on, signer or "", party, despite))


def _accept(call: Call, name: str, letter_name: str | None, district: str | None, read: "ReadByPerson") -> int:
    from loc_builder.console import decided_lines, letters_shape
    from loc_builder.facts import Issued
    from loc_builder.standing import ReturnStanding
    from loc_builder.steps import decide

    given: list[ReturnId] = []
    with call.writing() as books, _looking() as look:
        found = books.letter_or_return(name)
        if isinstance(found, ReturnStanding):
            whose = books.letter(letter_name) if letter_name else None
            meant = decide.meant_for(books, district, found) if district else whose
            if isinstance(meant, Issued):
                books = decide.accept_newcomer(books, found, meant, read, look=look)
            else:
                books = decide.accept_return(books, found, meant, read, look=look)
            touched = [part.letter_id for part in books.standing.returns[found.received.return_id].parts]
            given += [found.received.return_id] if meant else []
        elif letter_name or district:
            raise click.UsageError("--letter and --district go with a return, not with a letter")
        else:
            books = decide.accept_letter(books, found, read)
            touched = [found.letter_id]
    letters = [books.standing.letters[each] for each in dict.fromkeys(touched) if each]
    lines = [line for letter in letters for line in decided_lines(letter)]
    call.console.show(letters_shape(letters) | _given_shape(books, given), [*_given_lines(books, given), *lines])
    return ExitCode.DONE


@contextmanager
def _looking() -> "Iterator[Look]":
    """Give eyes that open when something must be laid over a letter: few decisions need them, and they are slow."""
    with ExitStack() as until_done:

        @cache
        def workers() -> "ReaderPool":
            from loc_builder.reading.worker import ReaderPool

            return until_done.enter_context(ReaderPool())

        def look(books: "Books") -> "SecondLook":
            from loc_builder.files.convert import LibreOffice
            from loc_builder.inspection import SecondLook

            return SecondLook(books, workers(), LibreOffice())

        yield look


def _given_shape(books: "Books", given: "Sequence[ReturnId]") -> dict[str, object]:
    from loc_builder.console import return_shape

    returned = [books.standing.returns[each] for each in given]
    shapes = [return_shape(one.received.name, one.received.return_id, _parts(books, one), "") for one in returned]
    return {"returns": shapes}


def _given_lines(books: "Books", given: "Sequence[ReturnId]") -> Iterator[str]:
    """What was found of a return when a person said whose it is, without what that person read on it."""
    from loc_builder.console import taken_lines

    for each in given:
        returned = books.standing.returns[each]
        parts = [
            (ref, replace(one, findings=tuple(found for found in one.findings if found.code not in _READ)))
            for ref, one in _parts(books, returned)
        ]
        yield from taken_lines(returned.received.name, parts, "")


def _parts(books: "Books", returned: "ReturnStanding") -> "list[tuple[PartRef, Assessment]]":
    return [(part.ref, books.assessment(part)) for part in returned.parts if part.letter_id]


def _decide_sheet(call: Call, sheet: Path) -> int:
    from loc_builder.console import counted, letters_shape, problem_shape
    from loc_builder.files.roster import read_review
    from loc_builder.steps import decide

    rows = read_review(sheet)
    with call.writing() as books, _looking() as look:
        books, decided = decide.decide_rows(books, rows, sheet=sheet.name, look=look)
    shape = (
        letters_shape(books.standing.letters[each] for each in decided.letters)
        | _given_shape(books, decided.given)
        | {
            "set_aside": [_named(books, each) for each in decided.aside],
            "before": [each.key for each in decided.before],
            "otherwise": [problem_shape(each) for each in decided.otherwise],
            "problems": [problem_shape(each) for each in decided.problems],
        }
    )
    if not decided.problems:
        call.console.show(shape, _sheet_lines(books, decided))
        return ExitCode.PERSON_NEEDED if decided.otherwise else ExitCode.DONE
    if call.is_json:
        call.console.show(shape, ())
    else:
        left = counted(len(decided.problems), "row")
        hint = "Mend the sheet, save it, and read it again. Nothing was decided."
        message = f"{left} of {sheet.name} cannot be decided"
        call.console.show_error(InputError(message, problems=decided.problems, hint=hint))
    return ExitCode.INPUT


def _named(books: "Books", return_id: "ReturnId") -> dict[str, str]:
    return {"return_id": return_id, "name": books.standing.returns[return_id].received.name}


def _sheet_lines(books: "Books", decided: "SheetDecided") -> Iterator[str]:
    from loc_builder.console import counted, letter_lines, problem_line, set_aside_line

    letters = [books.standing.letters[each] for each in decided.letters]
    yield from _given_lines(books, decided.given)
    yield from letter_lines(letters)
    for each in decided.aside:
        yield set_aside_line(books.standing.returns[each])
    yield from map(problem_line, decided.otherwise)
    accepted = sum(each.commitment is not None for each in letters)
    sent_back = sum(bool(each.returned_because) for each in letters)
    still = len(letters) - accepted - sent_back
    waiting = f", {still} still waiting" if still else ""
    told = f"{counted(len(letters), 'letter')} decided: {accepted} accepted, {sent_back} sent back{waiting}."
    yield f"{told} {counted(len(decided.aside), 'return')} set aside. {_before(decided)}"


def _before(decided: "SheetDecided") -> str:
    from loc_builder.console import counted

    otherwise = f", {len(decided.otherwise)} of them otherwise" if decided.otherwise else ""
    return f"{counted(len(decided.before), 'row')} decided before{otherwise}."
