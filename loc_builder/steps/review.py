"""What waits for a person, as a sheet to decide in: a row for each letter, and for each return that is nobody's yet."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from loc_builder.binding.telling import way
from loc_builder.books import Books
from loc_builder.casework import signatures_in_words
from loc_builder.days import in_words, years_in_words
from loc_builder.deciding import mark_of
from loc_builder.errors import InputError
from loc_builder.facts import PaperNoted
from loc_builder.files.roster import ReviewRow, read_review, refuse_other_ending, review_workbook
from loc_builder.findings import SENTENCES, Finding, FindingCode, Weight, first_of_each
from loc_builder.inspection import Workers
from loc_builder.judging import Span, meanings
from loc_builder.model import Ambiguous, Assessment, LetterId, Medium, PartRef, Role
from loc_builder.scans.crops import Shown, show
from loc_builder.schoolyear import SchoolYear, day_in
from loc_builder.standing import LetterStanding, PartStanding, ReturnStanding
from loc_builder.workspace import put

_NOTHING = Shown()


@dataclass(frozen=True, slots=True)
class Waiting:
    """Letters with something to decide, returns that belong to none yet, and letters whose paper is not scanned yet."""

    letters: tuple[LetterStanding, ...]
    returns: tuple[ReturnStanding, ...]
    on_paper: tuple[LetterStanding, ...] = ()

    @property
    def parts(self) -> tuple[PartStanding, ...]:
        """The parts to decide on."""
        held = (
            *(part for each in self.letters for part in each.parts),
            *(p for each in self.returns for p in each.parts),
        )
        return tuple(part for part in held if not part.is_decided)


def waiting(books: Books, school_year: SchoolYear | None) -> Waiting:
    """Give what waits for a decision, of one edition or of all; what is nobody's yet always."""
    letters = [each for each in books.standing.letters.values() if school_year in (None, each.issued.school_year)]
    return Waiting(
        tuple(each for each in letters if each.undecided),
        tuple(each for each in books.standing.returns.values() if each.is_unmatched),
        tuple(each for each in letters if each.awaits_scan and not each.undecided),
    )


def paper_of(books: Books, letter: LetterStanding) -> PaperNoted | None:
    """What was noted last of a letter's envelope."""
    noted = (fact.said for fact in reversed(books.facts) if isinstance(fact.said, PaperNoted))
    return next((each for each in noted if each.letter_id == letter.letter_id), None)


def draw(books: Books, what: Waiting, workers: Workers) -> Mapping[PartRef, Shown]:
    """Have the workers draw what a person must see of the PDFs that wait."""
    started = {part.ref: _drawing(books, part, workers) for part in what.parts}
    found = {ref: drawn() for ref, drawn in started.items() if drawn is not None}
    return {ref: drawn for ref, drawn in found.items() if isinstance(drawn, Shown)}


def _drawing(books: Books, part: PartStanding, workers: Workers) -> Callable[[], Shown | str] | None:
    seen = books.assessment(part).part
    if seen.medium not in (Medium.SCAN, Medium.PDF_TEXT) or not seen.pages:
        return None
    letter = books.standing.letters[part.letter_id] if part.letter_id else None
    party = books.edition_of(letter).district_party.party if letter else ""
    return workers.start(show, books.workspace.kept(seen.lies_in(part.ref.return_id)), seen, party)


def refuse_undone(what: Waiting, place: Path) -> None:
    """Raise InputError where a sheet would be written over decisions that wait, or over a file that is no sheet."""
    refuse_other_ending(place, "review sheet")
    if not place.exists():
        return
    try:
        rows = read_review(place)
    except InputError as error:
        hint = "Name a new file."
        raise InputError(f"{place} is there already and is no review sheet; nothing was changed", hint=hint) from error
    waits = {*(each.letter_id for each in what.letters), *(each.received.return_id[:8] for each in what.returns)}
    undone = sum(row.key in waits for row in rows)
    if undone:
        raise InputError(
            f"{place} holds decisions that were not read yet, in {undone} row{'s' if undone > 1 else ''};"
            " nothing was changed",
            hint=f"Read them first: loc accept --from {place}. Or empty those rows, or name another file.",
        )


def write_sheet(books: Books, what: Waiting, shown: Mapping[PartRef, Shown], *, place: Path, title: str) -> None:
    """Write the sheet of everything that waits."""
    rows = [
        *(_letter_row(books, each, shown) for each in what.letters),
        *(_return_row(books, each, shown) for each in what.returns),
    ]
    despite = [each.value for each in FindingCode if Finding(each).weight is Weight.REFUSES]
    put(place, review_workbook(rows, title=title, codes=despite))


def _letter_row(books: Books, letter: LetterStanding, shown: Mapping[PartRef, Shown]) -> ReviewRow:
    parts = [(part, books.assessment(part)) for part in letter.undecided]
    picture = _best([shown.get(part.ref, _NOTHING) for part, _ in parts])
    return ReviewRow(
        letter.letter_id,
        letter.issued.district,
        "\n".join(_came_back(books, part) for part, _ in parts),
        "\n".join(_reasons(letter, [one for _, one in parts])),
        "\n".join(_dates(books, letter)),
        mark_of(letter.parts),
        picture.signature,
        picture.date,
        picture.ink,
        picture.page,
    )


def _return_row(books: Books, returned: ReturnStanding, shown: Mapping[PartRef, Shown]) -> ReviewRow:
    parts = [(part, books.assessment(part)) for part in returned.parts if not part.is_decided]
    picture = _best([shown.get(part.ref, _NOTHING) for part, _ in parts])
    return ReviewRow(
        returned.received.return_id[:8],
        "",
        "\n".join(_came_back(books, part) for part, _ in parts),
        "\n".join(_doubts(books, [one for _, one in parts])),
        "",
        mark_of(returned.parts),
        picture.signature,
        picture.date,
        picture.ink,
        picture.page,
    )


def _best(pictures: Sequence[Shown]) -> Shown:
    """The pictures of the part that shows most."""
    return max(pictures, key=lambda each: (bool(each.signature), bool(each.page)), default=_NOTHING)


def _came_back(books: Books, part: PartStanding) -> str:
    received = books.standing.returns[part.ref.return_id].received
    seen = books.assessment(part).part
    name = f"{received.name} > {seen.label}" if seen.label else received.name
    came = f"{name} ({part.role}), {way(received)}, {in_words(received.arrived_on)}"
    return "\n".join((came, *signatures_in_words(seen)))


def _reasons(letter: LetterStanding, parts: Sequence[Assessment]) -> Iterator[str]:
    """What must be looked at, in words; what only the letter as a whole lacks last."""
    untold = dict.fromkeys(letter.waiting_for)
    for finding in first_of_each(each for one in parts for each in one.findings):
        if finding.code in letter.waiting_for or finding.weight is Weight.NOTE:
            untold.pop(finding.code, None)
            yield _sentence(finding)
    yield from (SENTENCES[FindingCode(code)] for code in untold)
    yield from (words for one in parts for words in one.part.vouched)


def _doubts(books: Books, parts: Sequence[Assessment]) -> Iterator[str]:
    yield from map(_sentence, first_of_each(each for one in parts for each in one.findings))
    yield from (words for one in parts for words in one.part.vouched)
    proposed = (name for one in parts if isinstance(one.match, Ambiguous) for name in one.match.candidates)
    letters = [books.standing.letters[LetterId(name)] for name in dict.fromkeys(proposed)]
    if letters:
        yield f"could be: {', '.join(f'{each.letter_id} ({each.issued.district})' for each in letters)}"


def _sentence(finding: Finding) -> str:
    """What refuses is named by its code too, since that is what a person must write to accept it all the same."""
    return f"{finding.message} [{finding.code}]" if finding.weight is Weight.REFUSES else finding.message


def _dates(books: Books, letter: LetterStanding) -> Iterator[str]:
    """What each day on which it can have been signed would mean; nothing where it is signed already."""
    if letter.commitment is not None:
        return
    edition = books.edition_of(letter)
    signed = [part for part in letter.undecided if part.role in (Role.WHOLE, Role.SIGNATURE_PAGE)] or letter.undecided
    arrived_on = min(books.arrived_on(part.ref) for part in signed)
    made_on = day_in(letter.issued_at, edition.time_zone)
    for span in meanings(edition, issued_on=made_on, arrived_on=arrived_on):
        yield f"{_days(span)}: {_years(span, edition.school_year)}"


def _days(span: Span) -> str:
    return in_words(span.first) if span.first == span.last else f"{in_words(span.first)} to {in_words(span.last)}"


def _years(span: Span, school_year: SchoolYear) -> str:
    if not span.school_years:
        return "no term"
    named = years_in_words(span.school_years)
    return named if school_year in span.school_years else f"{named} (not this letter's year)"
