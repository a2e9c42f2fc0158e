"""A sheet of decisions: each row is judged as if it had been typed, all are recorded at once, and none twice.

While anything is wrong with a row, nothing of the sheet is recorded: it is mended and read again. A row whose letter
was decided since the sheet was written is left alone, and told where it was decided otherwise; one for which something
else has come back since is refused, because the person did not see it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loc_builder.books import Books
from loc_builder.deciding import NotMeantError, mark_of
from loc_builder.errors import InputError, Problem
from loc_builder.facts import Issued
from loc_builder.files.roster import ACCEPT, REJECT, DecidedRow
from loc_builder.judging import ReadByPerson
from loc_builder.model import LetterId, ReturnId
from loc_builder.standing import LetterStanding, ReturnStanding
from loc_builder.steps.decide.accepting import accept_letter, accept_newcomer, accept_return
from loc_builder.steps.decide.cells import day_of, despite_of
from loc_builder.steps.decide.decided_before import decided_otherwise
from loc_builder.steps.decide.looking import Look
from loc_builder.steps.decide.newcomer import meant_for
from loc_builder.steps.decide.turning_down import reject_letter, reject_return


@dataclass(frozen=True, slots=True)
class SheetDecided:
    """What became of a sheet; with `problems`, each naming its row, nothing was recorded.

    `letters` were decided, `aside` are returns that belong to none; `given` are the returns that a row gave to a letter
    to accept it. `before` are rows that were decided already, `otherwise` says of those among them that it was not as
    they say.
    """

    letters: tuple[LetterId, ...] = ()
    aside: tuple[ReturnId, ...] = ()
    given: tuple[ReturnId, ...] = ()
    before: tuple[DecidedRow, ...] = ()
    otherwise: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Done:
    """What the rows so far come to."""

    letters: dict[LetterId, None] = field(default_factory=dict)
    aside: list[ReturnId] = field(default_factory=list)
    given: list[ReturnId] = field(default_factory=list)
    before: list[DecidedRow] = field(default_factory=list)
    otherwise: list[Problem] = field(default_factory=list)

    def add(self, books: Books, meant: LetterStanding | ReturnStanding, row: DecidedRow) -> None:
        touched = list(_touched(books, meant))
        self.letters |= dict.fromkeys(touched)
        if isinstance(meant, ReturnStanding):
            self.aside += [] if touched else [meant.received.return_id]
            self.given += [meant.received.return_id] if row.belongs_to and row.decision == ACCEPT else []


def decide_rows(
    books: Books, rows: Sequence[DecidedRow], *, sheet: str, look: Look | None = None
) -> tuple[Books, SheetDecided]:
    """Record the decisions of a sheet in one transaction, or name all rows that cannot be decided as they stand."""
    trial, done, problems = books.supposing(), _Done(), []
    said = Counter(row.key for row in rows)
    for row in rows:
        try:
            meant = _meant(trial, row, times=said[row.key])
            if _is_decided(meant, row):
                done.before.append(row)
                otherwise = decided_otherwise(trial, meant, row, sheet=sheet)
                done.otherwise += [otherwise] if otherwise else []
            else:
                trial = _decided(trial, meant, row, look)
                done.add(trial, meant, row)
        except InputError as error:
            problems.append(Problem("bad-decision", error.message, sheet, row.row, hint=_hint(error)))
    before, otherwise_all = tuple(done.before), tuple(done.otherwise)
    if problems:
        return books, SheetDecided(before=before, otherwise=otherwise_all, problems=tuple(problems))
    decided = SheetDecided(tuple(done.letters), tuple(done.aside), tuple(done.given), before, otherwise_all)
    return books.record(trial.supposed or ()), decided


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
            hint="Empty the row's decision columns, read the rest, and write the sheet again: loc review YEAR --sheet",
        )
    return not waits


def _decided(books: Books, meant: LetterStanding | ReturnStanding, row: DecidedRow, look: Look | None) -> Books:
    if row.decision == ACCEPT:
        return _accepted(books, meant, row, look)
    if row.decision == REJECT:
        return _rejected(books, meant, row)
    raise InputError(
        f"the decision '{row.decision}' is neither {ACCEPT} nor {REJECT}",
        hint=f"Write {ACCEPT} or {REJECT} under 'Decision', or empty the row's decision columns.",
    )


def _accepted(books: Books, meant: LetterStanding | ReturnStanding, row: DecidedRow, look: Look | None) -> Books:
    read = ReadByPerson(day_of(row), row.signer, despite=despite_of(row))
    if isinstance(meant, LetterStanding):
        return accept_letter(books, meant, read)
    whose = _belongs_to(books, row, meant)
    if isinstance(whose, Issued):
        return accept_newcomer(books, meant, whose, read, look=look)
    return accept_return(books, meant, whose, read, look=look)


def _rejected(books: Books, meant: LetterStanding | ReturnStanding, row: DecidedRow) -> Books:
    if not row.because:
        raise InputError("it is rejected without a reason", hint="Write it under 'Because'.")
    if isinstance(meant, LetterStanding):
        return reject_letter(books, meant, row.because)
    return reject_return(books, meant, row.because, whose=_belongs_to(books, row, meant))


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
