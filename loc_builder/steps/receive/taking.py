"""One return that was read, judged and recorded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from loc_builder import canonical
from loc_builder.books import Books
from loc_builder.casework import commit, noted, noted_signatures
from loc_builder.facts import FindingsNoted, Issued, PaperNoted, PartSetAside, Received, Statement
from loc_builder.findings import Finding, FindingCode
from loc_builder.judging import Acceptable, decide
from loc_builder.model import Assessment, LetterId, Matched, PartRef, Reading, ReturnId
from loc_builder.schoolyear import day_in
from loc_builder.standing import ReturnStanding
from loc_builder.steps.receive.copies import put_copies
from loc_builder.steps.receive.judged import Judged, judged
from loc_builder.steps.receive.twins import Twins, is_unread


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a batch of returns came: the day (None: the day it is taken in), the way, and where its paper lies now."""

    arrived_on: date | None = None
    by_way: str = "mail"
    paper_kept: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """One file's bytes, kept; `data` is None where there is nothing to read in bytes that came before.

    `first_name` is what the bytes were called when they came first: the same name gives the same reading.
    """

    return_id: ReturnId
    name: str
    first_name: str
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file; `same_as` names what had the same bytes before.

    `left_out` names what in it was taken for no letter; `arrived_on` is given where the file itself said it.
    """

    return_id: ReturnId
    name: str
    parts: tuple[tuple[PartRef, Assessment], ...] = ()
    same_as: str = ""
    left_out: tuple[str, ...] = ()
    arrived_on: date | None = None


def take(
    books: Books, one: Opened, data: bytes, reading: Reading, arrival: Arrival, twins: Twins
) -> tuple[Books, Taken]:
    """Record a return and what was read of it; one that came before only where there is news of it."""
    before = books.standing.returns.get(one.return_id)
    if before is not None:
        return _taken_again(books, one, data, reading, before)
    mailed_on = None if arrival.arrived_on else _mailed_on(books, reading)
    arrived_on = arrival.arrived_on or mailed_on or today(books)
    _keep(books, reading)
    parts = [judged(books, reading, each, arrived_on, twins.of(books, one.return_id, each)) for each in reading.parts]
    said: list[Statement] = [
        Received(one.return_id, one.name, len(data), arrived_on, arrival.by_way, len(parts)),
        *([PaperNoted(None, one.return_id, arrived_on, arrival.paper_kept)] if arrival.paper_kept else []),
    ]
    if parts and all(each.same_as and not each.assessment.part.label for each in parts):
        return books, Taken(one.return_id, one.name, same_as=parts[0].same_as)
    taken = Taken(one.return_id, one.name, _told(parts), left_out=reading.left_out, arrived_on=mailed_on)
    books = books.record([*said, *_recorded(books, one, data, reading, parts)])
    for each in parts:
        twins.add(each.ref, each.assessment.part)
    return books, taken


def _taken_again(
    books: Books, one: Opened, data: bytes, reading: Reading, before: ReturnStanding
) -> tuple[Books, Taken]:
    arrived_on = before.received.arrived_on
    _keep(books, reading)
    parts = [] if reading.is_passing else [judged(books, reading, each, arrived_on, None) for each in reading.parts]
    news = list(_news(before, parts))
    if not news:
        return books, Taken(one.return_id, one.name, same_as=one.first_name)
    books = books.record(_recorded(books, one, data, reading, news))
    return books, Taken(one.return_id, one.name, _told(news), left_out=reading.left_out)


def _keep(books: Books, reading: Reading) -> None:
    """Keep what was unpacked and made while reading; judging looks some of it up."""
    for held in reading.held:
        books.workspace.keep(held)


def _news(before: ReturnStanding, parts: Iterable[Judged]) -> Iterator[Judged]:
    """What another reading says of parts that could not be read before, or were not known."""
    known = {part.ref: part for part in before.parts}
    for one in parts:
        was = known.get(one.ref)
        if was is None or (is_unread(was) and was.noted.assessment_sha256 != _kept_name(one.assessment)):
            yield one


def _kept_name(one: Assessment) -> str:
    return sha256(canonical.dump(one)).hexdigest()


def _told(parts: Iterable[Judged]) -> tuple[tuple[PartRef, Assessment], ...]:
    return tuple((each.ref, each.assessment) for each in parts)


def _recorded(books: Books, one: Opened, data: bytes, reading: Reading, parts: Sequence[Judged]) -> Iterator[Statement]:
    """State what was read: what each part is, and which letters are accepted by rule with it."""
    put_copies(books, data, one.first_name, reading, [each.assessment for each in parts])
    for each in parts:
        stated = noted(books, each.ref, each.assessment)
        if each.same_as:
            yield from (said for said in stated if isinstance(said, FindingsNoted))
            because = Finding(FindingCode.DUPLICATE, each.same_as).message
            yield PartSetAside(each.ref.return_id, each.ref.part, because)
        else:
            yield from stated
        if each.instead_of:
            because = f"it came again in {one.name}, which says whose it is"
            yield PartSetAside(each.instead_of.return_id, each.instead_of.part, because)
    yield from _decided(books, [each for each in parts if not each.same_as])


def _decided(books: Books, parts: Iterable[Judged]) -> Iterator[Statement]:
    """Accept by rule the letters that this return completes."""
    by_letter: dict[LetterId, dict[PartRef, Assessment]] = {}
    for each in parts:
        if isinstance(each.assessment.match, Matched):
            by_letter.setdefault(LetterId(each.assessment.match.found), {})[each.ref] = each.assessment
    for name, new in by_letter.items():
        letter = books.standing.letters[name]
        if letter.commitment is not None:
            continue
        held = {part.ref: books.assessment(part) for part in letter.undecided} | new
        decision = decide(tuple(held.values()), books.edition_of(letter), noted_signatures(letter))
        if isinstance(decision, Acceptable):
            yield from commit(letter, books.edition_of(letter), decision, tuple(held.items()))


# ---- days -------------------------------------------------------------------------------------------------------


def today(books: Books) -> date:
    """The day of the command where the program's newest edition is."""
    return _day_of(books, books.now)


def _day_of(books: Books, moment: datetime) -> date:
    years = books.workspace.school_years()
    return day_in(moment, books.edition(years[-1]).time_zone) if years else moment.date()


def _mailed_on(books: Books, reading: Reading) -> date | None:
    """The day on which a mail says it arrived; None where that was before any letter was made, or is still to come."""
    made = [fact.at for fact in books.facts if isinstance(fact.said, Issued)]
    if reading.sent_at is None or not made or not made[0] <= reading.sent_at <= books.now:
        return None
    return _day_of(books, reading.sent_at)
