"""Letters set anew and sent back: none is accused, what was written is read, and every edit is told in its words.

`benchmarks/typesetters.py` does the same with many letters and all typesetters.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from made.edits import EDITS
from made.long_answers import BROKEN, LISTED, PLAIN, TABLED, WORLDWIDE, Answer, answered, plain, text_of
from made.other_editors import by_google_docs
from made.places import EDITIONS
from made.typesetters import hyphenated, in_font, on_a4, saved_as
from made.word import unanswered

from loc_builder.agreement import Comparison, compare_fixed, compare_pages
from loc_builder.files.word import read_wording
from loc_builder.findings import FindingCode
from loc_builder.model import Wording
from loc_builder.reading.reader import read

SAID: Mapping[str, Mapping[str, Answer]] = {
    "2017-2018": {"answers.points_of_action.1": LISTED, "answers.points_of_action.2": WORLDWIDE},
    "2024-2025": {
        "answers.reflection": (*PLAIN, *LISTED),
        "answers.plans_of_action": TABLED,
        "answers.learning_goal": (*BROKEN, *WORLDWIDE),
    },
}
SETTINGS = {
    "in another font": lambda docx: in_font(docx, "DejaVu Sans"),
    "with words divided": hyphenated,
    "on A4": on_a4,
}
PRINTED_EDITS = "2024-2025"
OF_ALL_EDITS = pytest.mark.parametrize(("year", "edit"), [(year, edit) for year in EDITIONS for edit in EDITS[year]])

Files = Mapping[tuple[str, str], bytes]


@cache
def sent(year: str) -> bytes:
    return answered(unanswered(year), SAID[year])


@pytest.fixture(scope="module")
def printed(libreoffice: Path) -> Files:
    """The answered letters in each setting, and each edit of one edition, printed in one start of the program."""
    assert libreoffice.exists()
    honest = {(year, name): way(sent(year)) for year in EDITIONS for name, way in SETTINGS.items()}
    edits = {(PRINTED_EDITS, name): edit.make(sent(PRINTED_EDITS)) for name, edit in EDITS[PRINTED_EDITS].items()}
    files = {"|".join(key): data for key, data in {**honest, **edits}.items()}
    pdfs = saved_as("pdf", files)
    return {(year, name): pdfs[f"{year}|{name}"] for year, name in (*honest, *edits)}


@cache
def issued(year: str) -> Wording:
    return read_wording(unanswered(year))


def judged(year: str, name: str, data: bytes) -> tuple[Comparison, list[str]]:
    """Compare a return with the letter as issued; give what is told of its text besides."""
    (part,) = read(data, name).parts
    assert part.text is not None
    compared = compare_pages(issued(year), part.text.split("\f"))
    changes = compared.changes if part.wording is None else compare_fixed(issued(year), part.wording)
    marks = [each.detail for each in part.findings if each.code is FindingCode.TEXT_CHANGED]
    return compared, [*map(str, changes), *marks]


def is_read(compared: Comparison, year: str) -> bool:
    return all(plain(compared.answers[field]) == plain(text_of(said)) for field, said in SAID[year].items())


@pytest.mark.parametrize("year", EDITIONS)
@pytest.mark.parametrize("setting", SETTINGS)
def test_a_letter_set_otherwise_is_still_our_letter(year: str, setting: str, printed: Files) -> None:
    compared, told = judged(year, "letter.pdf", printed[year, setting])
    assert told == []
    assert is_read(compared, year)


@pytest.mark.parametrize("year", EDITIONS)
def test_a_letter_without_our_controls_is_still_our_letter(year: str) -> None:
    compared, told = judged(year, "letter.docx", by_google_docs(sent(year)))
    assert told == []
    assert is_read(compared, year)


@OF_ALL_EDITS
def test_an_edit_in_word_is_told_in_its_words(year: str, edit: str) -> None:
    made = EDITS[year][edit]
    _, told = judged(year, "letter.docx", made.make(sent(year)))
    assert all(any(words in one for one in told) for words in made.told), told


@pytest.mark.parametrize("edit", EDITS[PRINTED_EDITS])
def test_an_edit_that_was_printed_is_told_in_its_words(edit: str, printed: Files) -> None:
    _, told = judged(PRINTED_EDITS, "letter.pdf", printed[PRINTED_EDITS, edit])
    assert all(any(words in one for one in told) for words in EDITS[PRINTED_EDITS][edit].told), told
    assert len(told) <= 2, "an edit is told once, or as what was taken away and what was put there"
