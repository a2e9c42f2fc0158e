"""A sheet of decisions: each row is judged and recorded as if it had been typed, and none twice.

A row whose letter was decided since the sheet was written is left alone; one for which something else has come back
since is refused, because the person did not see it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from loc_builder.books import Books
from loc_builder.deciding import NotMeantError, mark_of
from loc_builder.errors import InputError, Problem
from loc_builder.facts import Issued
from loc_builder.files.roster import ACCEPT, REJECT, DecidedRow
from loc_builder.findings import FindingCode
from loc_builder.judging import ReadByPerson
from loc_builder.model import LetterId, ReturnId
from loc_builder.reading.dates import parse_us_date
from loc_builder.standing import LetterStanding, ReturnStanding
from loc_builder.steps.decide.accepting import accept_letter, accept_newcomer, accept_return
from loc_builder.steps.decide.looking import Look
from loc_builder.steps.decide.newcomer import meant_for
from loc_builder.steps.decide.turning_down import reject_letter, reject_return

_CODES = {code.value for code in FindingCode}


@dataclass(frozen=True, slots=True)
class SheetDecided:
    """`before` are the rows whose letter was decided already; each problem names its row.

    `given` are the returns that a row gave to a letter.
    """

    letters: tuple[LetterId, ...]
    given: tuple[ReturnId, ...]
    before: tuple[DecidedRow, ...]
    problems: tuple[Problem, ...]


def decide_rows(
    books: Books, rows: Sequence[DecidedRow], *, sheet: str, look: Look | None = None
) -> tuple[Books, SheetDecided]:
    """Record the decisions of a sheet, row by row; what is wrong with a row stops no other."""
    letters: list[LetterId] = []
    given: list[ReturnId] = []
    before, problems = [], []
    said = Counter(row.key for row in rows)
    for row in rows:
        try:
            meant = _meant(books, row, times=said[row.key])
            if _is_decided(meant, row):
                before.append(row)
                continue
            books = _decided(books, meant, row, look)
            letters += _touched(books, meant)
            if row.belongs_to and row.decision == ACCEPT and isinstance(meant, ReturnStanding):
                given.append(meant.received.return_id)
        except InputError as error:
            problems.append(Problem("bad-decision", error.message, sheet, row.row, hint=_hint(error)))
    return books, SheetDecided(tuple(dict.fromkeys(letters)), tuple(given), tuple(before), tuple(problems))


def _hint(error: InputError) -> str:
    """What to write into the sheet, where the command line would have options."""
    if not isinstance(error, NotMeantError):
        return error.hint
    return f"If it is to be accepted all the same, write under 'Accept despite': {', '.join(error.codes)}"


def _meant(books: Books, row: DecidedRow, *, times: int) -> LetterStanding | ReturnStanding:
    if times > 1:
        raise InputError(f"{row.key} is decided in {times} rows", hint="Leave the one that counts.")
    return books.letter_or_return(row.key)


def _is_decided(meant: LetterStanding | ReturnStanding, row: DecidedRow) -> bool:
    waits = mark_of(meant.parts)
    if waits and waits != row.mark:
        raise InputError(
            "something else has come back since the sheet was written",
            hint="Write the sheet again and look at it: loc review YEAR --sheet FILE",
        )
    return not waits


def _decided(books: Books, meant: LetterStanding | ReturnStanding, row: DecidedRow, look: Look | None) -> Books:
    match row.decision:
        case _ if row.decision == ACCEPT:
            read = ReadByPerson(_day(row), row.signer, despite=tuple(_despite(row)))
            if isinstance(meant, LetterStanding):
                return accept_letter(books, meant, read)
            whose = _belongs_to(books, row, meant)
            if isinstance(whose, Issued):
                return accept_newcomer(books, meant, whose, read, look=look)
            return accept_return(books, meant, whose, read, look=look)
        case _ if row.decision == REJECT:
            if not row.because:
                raise InputError("it is rejected without a reason", hint="Write it under 'Because'.")
            if isinstance(meant, LetterStanding):
                return reject_letter(books, meant, row.because)
            return reject_return(books, meant, row.because)
        case _:
            raise InputError(
                f"the decision '{row.decision}' is neither {ACCEPT} nor {REJECT}",
                hint=f"Write {ACCEPT} or {REJECT} under 'Decision', or empty the row's decision columns.",
            )


def _day(row: DecidedRow) -> date:
    day = row.signed_on if isinstance(row.signed_on, date) else parse_us_date(row.signed_on)
    if day is None:
        said = f"'{row.signed_on}' is no day" if row.signed_on else "it is accepted without the day of the signature"
        raise InputError(said, hint="Write the day under 'Signed on', as 2024-09-03 or 9/3/2024.")
    return day


def _despite(row: DecidedRow) -> Iterator[str]:
    for code in filter(None, re.split(r"[,;\s]+", row.despite)):
        if code not in _CODES:
            raise InputError(f"'{code}' is no finding", hint="Give the words that the refusal named: text-changed, ...")
        yield code


def _belongs_to(books: Books, row: DecidedRow, returned: ReturnStanding) -> LetterStanding | Issued | None:
    if not row.belongs_to:
        return None
    try:
        return books.letter(row.belongs_to)
    except InputError:
        return meant_for(books, row.belongs_to, returned)


def _touched(books: Books, meant: LetterStanding | ReturnStanding) -> Iterator[LetterId]:
    if isinstance(meant, LetterStanding):
        yield meant.letter_id
        return
    parts = books.standing.returns[meant.received.return_id].parts
    yield from (part.letter_id for part in parts if part.letter_id)
