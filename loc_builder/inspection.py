"""The second look at scans, once it is known which letter they are: laid over that letter as issued.

Reading knows no letters and judging knows no pictures; between them this asks the workers to lay pages over the PDF of
the letter. Letters that have no PDF yet are converted, several in one start of the outside program, and the PDFs kept.
Where there is none, the parts say that they were not looked at, and why.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Protocol, TypeVar

from loc_builder.books import Books
from loc_builder.casework import came_back
from loc_builder.errors import ToolError
from loc_builder.facts import Converted, Issued, conversions_in
from loc_builder.files.convert import Converter
from loc_builder.findings import Finding, FindingCode
from loc_builder.matching import match_letter
from loc_builder.model import LetterId, Matched, Medium, Part, Reading, ReturnId, Sha256
from loc_builder.reading.opening import file_of_part
from loc_builder.scans.asking import IssuedPdf, looked_at, not_examined
from loc_builder.standing import LetterStanding

AT_ONCE = 16  # returns looked at together, their letters converted in one start

T = TypeVar("T")


class Workers(Protocol):
    """Does work on what came back away from this process; see `loc_builder.reading.worker`."""

    def start(self, work: Callable[..., T], *given: object) -> Callable[[], T | str]:
        """Begin, and give what waits for the result, or for the words why there is none."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A part to look at, and the letter it is, in the revision that came back."""

    part: Part
    issued: Issued
    issued_at: datetime


class SecondLook:
    """Looks again at readings as they come; the conversions made on the way are facts to be recorded."""

    def __init__(self, books: Books, workers: Workers, converter: Converter) -> None:
        self._books = books
        self._workers = workers
        self._converter = converter
        self._pdfs = dict(conversions_in(books.facts))
        self._news: list[Converted] = []

    def news(self) -> tuple[Converted, ...]:
        """The conversions made since this was last asked."""
        news, self._news = tuple(self._news), []
        return news

    def at_each(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """Give the readings in their order, their scans looked at again.

        The next ones are begun before these are given, so that the workers always have something to do.
        """
        coming = iter(readings)
        begun = self._begun(tuple(islice(coming, AT_ONCE)))
        while begun:
            following = self._begun(tuple(islice(coming, AT_ONCE)))
            for reading, parts in begun:
                yield replace(reading, parts=tuple(part() for part in parts))
            begun = following

    def _begun(self, readings: Sequence[Reading]) -> list[tuple[Reading, list[Callable[[], Part]]]]:
        """Begin the second look at some readings, with what waits for each part."""
        asked = {id(part): one for each in readings for part in each.parts if (one := self._asked(part))}
        lacking = self._converted(asked.values())
        return [
            (each, [self._started(each, part, asked.get(id(part)), lacking) for part in each.parts])
            for each in readings
        ]

    def at_given(self, return_id: ReturnId, parts: Sequence[Part], letter: LetterStanding) -> tuple[Part, ...]:
        """Give the parts of a kept return looked at again, since a person says that they are of a letter.

        Nothing else says so: pictures of which no page has that letter's print are a finding.
        """
        asked = [
            _Asked(part, *came_back(self._books, part, letter)) if _can_be_laid_over(part) else None for part in parts
        ]
        lacking = self._converted(each for each in asked if each)
        reading = Reading(return_id, "", tuple(parts))
        started = [self._started(reading, part, one, lacking) for part, one in zip(parts, asked, strict=True)]
        found = [each() for each in started]
        return tuple(
            _none_of_it(part) if one and one.issued.sha256 not in lacking else part
            for part, one in zip(found, asked, strict=True)
        )

    def _asked(self, part: Part) -> _Asked | None:
        """Ask for pictures of a letter that we issued; a PDF with a text layer only for its signature's places."""
        if not _can_be_laid_over(part):
            return None
        match = match_letter(part.clues, self._books.known_letters, self._books.register.districts)
        letter = self._books.standing.letters.get(LetterId(match.found)) if isinstance(match, Matched) else None
        return _Asked(part, *came_back(self._books, part, letter)) if letter else None

    def _converted(self, asked: Iterable[_Asked]) -> Mapping[Sha256, str]:
        """Convert the letters that have no PDF yet; give why some have none all the same."""
        lacking = [each for each in asked if each.issued.sha256 not in self._pdfs]
        return self._made(lacking) if lacking else {}

    def _made(self, lacking: Iterable[_Asked]) -> Mapping[Sha256, str]:
        from loc_builder.binding.conversion import WordSource, conversions  # noqa: PLC0415 - slow to load

        sources = {
            each.issued.sha256: WordSource(
                each.issued.sha256, each.issued.file, each.issued.letter_id, each.issued_at, is_returned=False
            )
            for each in lacking
        }
        try:
            made = conversions(self._books.workspace, sources.values(), {}, self._converter)
        except ToolError as error:
            return dict.fromkeys(sources, f"there is no PDF of the letter as issued: {error.message}")
        self._news += made.made
        self._pdfs |= {each.source_sha256: each.sha256 for each in made.made}
        return {name: problem.message for name, problem in made.problems.items()}

    def _started(
        self, reading: Reading, part: Part, asked: _Asked | None, lacking: Mapping[Sha256, str]
    ) -> Callable[[], Part]:
        if asked is None:
            return lambda: part
        name = asked.issued.sha256
        if name in lacking:
            return lambda: not_examined(part, lacking[name])
        data = file_of_part(self._books.workspace, reading, part)
        result = self._workers.start(looked_at, data, part, self._issued_pdf(asked.issued))
        return partial(_seen, result, part)

    def _issued_pdf(self, issued: Issued) -> IssuedPdf:
        kept = self._books.workspace.kept
        edition = self._books.edition(issued.school_year)
        parties = tuple(each.party for each in edition.signatories)
        return IssuedPdf(kept(self._pdfs[issued.sha256]), kept(issued.sha256), parties, edition.district_party.party)


def _can_be_laid_over(part: Part) -> bool:
    return part.medium in (Medium.SCAN, Medium.PDF_TEXT) and bool(part.pages)


def _none_of_it(part: Part) -> Part:
    if part.medium is not Medium.SCAN or any(page.printed for page in part.pages):
        return part
    finding = Finding(FindingCode.PAGE_MISSING, "no page of it has the print of the letter as issued")
    return replace(part, findings=(*part.findings, finding))


def _seen(result: Callable[[], Part | str], part: Part) -> Part:
    found = result()
    return not_examined(part, found) if isinstance(found, str) else found
