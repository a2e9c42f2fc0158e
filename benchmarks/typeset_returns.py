"""Letters as they were made and answered, and every way in which they come back or are edited, to measure with."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from made.edits import EDITS
from made.long_answers import ANSWERS, Answer, answered, text_of
from made.other_editors import by_google_docs, written_over
from made.typesetters import (
    WORD,
    Files,
    browser,
    by_way_of,
    hyphenated,
    in_font,
    on_a4,
    printed_again,
    printed_by_chromium,
    saved_as,
)
from makers.letters import FilledLetter, filled_letters

from loc_builder.files.word import read_wording
from loc_builder.model import Wording, Zone
from loc_builder.schoolyear import SchoolYear

NUMBERS = {
    SchoolYear(2017): ("001", "031", "061", "533"),
    SchoolYear(2024): ("001", "005", "006", "015", "035", "041", "055", "271"),
}
SHORT = "We visit a school and write down what we saw."


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter as it was made and as it was answered in Word."""

    year: SchoolYear
    filled: FilledLetter
    wording: Wording
    said: Mapping[str, Answer]
    answered: bytes

    @property
    def name(self) -> str:
        return self.filled.letter.letter_id

    @property
    def short(self) -> Mapping[str, Answer]:
        """What stands in the answers when the PDF of the letter as it was made is typed on, each in one line."""
        zones = (each for each in self.wording.body if isinstance(each, Zone) and each.field in self.said)
        return {zone.field: ((zone.prefilled or f"{SHORT} {zone.invitation[-9:]}"),) for zone in zones}

    @property
    def typed(self) -> Mapping[str, str]:
        """What is typed, by what the empty place says."""
        zones = (each for each in self.wording.body if isinstance(each, Zone) and each.field in self.said)
        return {zone.invitation: text_of(self.short[zone.field]) for zone in zones if not zone.prefilled}


# ---- ways


def _of_empty(sent: Sequence[Sent], *, as_notes: bool) -> Files:
    pdfs = saved_as("pdf", {each.name: each.filled.document for each in sent})
    return {each.name: written_over(pdfs[each.name], each.typed, as_notes=as_notes) for each in sent}


Set = Callable[[Files], Files]


def _each(change: Callable[[bytes], bytes], then: Set = dict) -> Set:
    return lambda files: then({name: change(data) for name, data in files.items()})


def _pdf(files: Files) -> Files:
    return saved_as("pdf", files)


WAYS: Mapping[str, tuple[str, Set]] = {
    "Word": ("docx", dict),
    "Word, saved by LibreOffice": ("docx", lambda files: saved_as(WORD, files)),
    "Word by way of ODT": ("docx", lambda files: by_way_of("odt", files)),
    "Word by way of .doc": ("docx", lambda files: by_way_of("doc", files)),
    "Word, as Google Docs leaves it (played)": ("docx", _each(by_google_docs)),
    "ODT": ("odt", lambda files: saved_as("odt", files)),
    ".doc": ("doc", lambda files: saved_as("doc", files)),
    "PDF by LibreOffice": ("pdf", _pdf),
    "PDF in DejaVu Sans": ("pdf", _each(lambda docx: in_font(docx, "DejaVu Sans"), _pdf)),
    "PDF in Liberation Serif": ("pdf", _each(lambda docx: in_font(docx, "Liberation Serif"), _pdf)),
    "PDF with words divided": ("pdf", _each(hyphenated, _pdf)),
    "PDF on A4": ("pdf", _each(on_a4, _pdf)),
    "PDF printed again by Cairo": ("pdf", lambda files: printed_again(_pdf(files))),
}
DAMAGED: Mapping[str, tuple[str, Set]] = {
    "RTF": ("rtf", lambda files: saved_as("rtf", files)),
    "Word by way of RTF": ("docx", lambda files: by_way_of("rtf", files)),
}
"""LibreOffice 7.4 hides what stands before the signature table in the low first row of that table."""
BY_BROWSER: Mapping[str, tuple[str, Set]] = {
    "PDF by Chromium": ("pdf", printed_by_chromium),
    "PDF by Chromium on A4": ("pdf", lambda files: printed_by_chromium(files, paper="A4")),
    "PDF by Chromium, its lines around": ("pdf", lambda files: printed_by_chromium(files, with_its_own_lines=True)),
}
TYPED_OVER = {"PDF, typed into the page": False, "PDF, typed as notes": True}


# ---- made


@cache
def letters() -> Mapping[str, Sent]:
    """The letters, by id; what each district says is another choice of the answers."""
    made: dict[str, Sent] = {}
    for year, numbers in NUMBERS.items():
        for place, filled in enumerate(filled_letters(year, numbers).values()):
            wording = read_wording(filled.document)
            asked = [zone.field for zone in wording.body if isinstance(zone, Zone) and zone.field[:8] == "answers."]
            said = {field: _answer(place + 2 * at) for at, field in enumerate(asked)}
            one = Sent(year, filled, wording, said, answered(filled.document, said))
            made[one.name] = one
    return made


def _answer(place: int) -> Answer:
    return (*ANSWERS[place % len(ANSWERS)], *ANSWERS[(place + 1) % len(ANSWERS)])


def returned(sent: Sequence[Sent]) -> Iterator[tuple[str, str, str, bytes]]:
    """Make every return: its way, its letter, its ending, and its bytes."""
    ways = {**WAYS, **(BY_BROWSER if browser() else {}), **DAMAGED}
    for way, (ending, made) in ways.items():
        for name, data in made({each.name: each.answered for each in sent}).items():
            yield way, name, ending, data
    for way, as_notes in TYPED_OVER.items():
        for name, data in _of_empty(sent, as_notes=as_notes).items():
            yield way, name, "pdf", data


PRINTED: Mapping[str, tuple[str, Set]] = {
    "Word": ("docx", dict),
    "PDF by LibreOffice": ("pdf", _pdf),
    "PDF by Chromium": ("pdf", printed_by_chromium),
}


def edited(sent: Sequence[Sent]) -> Iterator[tuple[str, str, str, str, bytes]]:
    """Make every edit of every letter: its name, its way, its letter, its ending, and its bytes."""
    made = {
        f"{name}|{one.name}": edit.make(one.answered) for one in sent for name, edit in EDITS[str(one.year)].items()
    }
    for way, (ending, by) in PRINTED.items():
        if "Chromium" not in way or browser():
            for key, data in by(made).items():
                edit, _, letter = key.partition("|")
                yield edit, way, letter, ending, data
