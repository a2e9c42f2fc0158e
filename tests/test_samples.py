"""The sample returns of the demo: what each is, and that it still fits the letters made today."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from made.places import SAMPLES
from makers.fingerprint import fingerprints_of
from makers.letters import FilledLetter, filled_letters

from loc_builder.agreement import Comparison, compare, without_furniture
from loc_builder.files.word import read_wording
from loc_builder.findings import FindingCode
from loc_builder.model import Basis, ClueKind, Medium, Part, Role
from loc_builder.reading.reader import read
from loc_builder.schoolyear import SchoolYear

RETURNS = SAMPLES / "returns"
MADE_FROM = SAMPLES / "makers" / "made-from.json"
LARGEST_TOTAL = 5_000_000  # bytes
AGAIN = "Run: python samples/make_returns.py"

Letters = Mapping[tuple[int, str], FilledLetter]
"""Today's letters by first year and number."""

WHOLE, PAGE, OTHER = Role.WHOLE, Role.SIGNATURE_PAGE, Role.OTHER
WORD, TEXT, SCAN, NONE = Medium.WORD, Medium.PDF_TEXT, Medium.SCAN, Medium.NONE


@dataclass(frozen=True, slots=True)
class Sample:
    """What a file is meant to be; `number` is empty where nothing in it names a district's letter."""

    name: str
    number: str
    role: Role
    medium: Medium

    @property
    def year(self) -> int:
        return 2024 if self.name.startswith("2024") else 2017


ALL = (
    Sample("2017-08/Bell County LOC.pdf", "031", WHOLE, SCAN),
    Sample("2017-09/Bell County LOC countersigned.pdf", "031", PAGE, SCAN),
    Sample("2018-03/Breathitt Letter of Commitment.docx", "061", WHOLE, WORD),
    Sample("2024-09/Adair County LoC 2024-25 signed.docx", "001", WHOLE, WORD),
    Sample("2024-09/Anchorage signature page.pdf", "006", PAGE, SCAN),
    Sample("2024-09/Ballard County KY ILN.pdf", "015", WHOLE, TEXT),
    Sample("2024-09/Boone scan.pdf", "035", WHOLE, SCAN),
    Sample("2024-09/Bourbon_20240912.pdf", "041", WHOLE, SCAN),
    Sample("2024-09/Bracken County pages.pdf", "055", WHOLE, TEXT),
    Sample("2024-09/Butler County LoC.docx", "075", WHOLE, WORD),
    Sample("2024-09/Calloway LoC.docx", "085", WHOLE, WORD),
    Sample("2024-09/Campbell County LoC.docx", "091", WHOLE, WORD),
    Sample("2024-09/Carlisle letter.pdf", "", OTHER, NONE),
    Sample("2024-09/Carroll County.pdf", "", OTHER, NONE),
    Sample("2024-09/Carter answers.docx", "105", WHOLE, WORD),
    Sample("2024-09/Carter signature.pdf", "105", PAGE, SCAN),
    Sample("2024-09/Christian County LoC.docx", "115", WHOLE, WORD),
    Sample("2024-09/FW LoC Adair.docx", "001", WHOLE, WORD),
    Sample("2024-09/IMG_0042.pdf", "", OTHER, SCAN),
    Sample("2024-09/scan0007.pdf", "005", WHOLE, SCAN),
)
CHANGED = "2024-09/Calloway LoC.docx"
OF_ALL = pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.name)


@pytest.fixture(scope="module")
def parts() -> Mapping[str, Part]:
    """The one part of each sample, as a return is read."""
    held = {}
    for sample in ALL:
        file = RETURNS / sample.name
        (held[sample.name],) = read(file.read_bytes(), file.name).parts
    return held


@pytest.fixture(scope="module")
def letters() -> Letters:
    """Today's letters of the samples' districts, filled from the sample rosters, by first year and number."""
    return {
        (year, number): letter
        for year in (2017, 2024)
        for number, letter in filled_letters(SchoolYear(year), numbers_of(year)).items()
    }


def numbers_of(year: int) -> set[str]:
    return {sample.number for sample in ALL if sample.year == year and sample.number}


def compared(part: Part, letter: FilledLetter) -> Comparison:
    wording = read_wording(letter.document)
    return compare(wording, without_furniture((part.text or "").split("\f"), wording.furniture))


# ---- the folder


def test_the_returns_are_those_listed_and_stay_small() -> None:
    files = [file for file in RETURNS.rglob("*") if file.is_file()]
    assert {file.relative_to(RETURNS).as_posix() for file in files} == {sample.name for sample in ALL}
    assert len(files) >= 14
    assert sum(file.stat().st_size for file in files) < LARGEST_TOTAL


@OF_ALL
def test_the_readme_says_what_each_return_is_for(sample: Sample) -> None:
    rows = (SAMPLES / "README.md").read_text(encoding="utf-8").splitlines()
    (row,) = [row for row in rows if f"`returns/{sample.name}`" in row]
    assert all(len(cell.strip()) > 10 for cell in row.strip("|").split("|")[1:])


def test_one_return_came_twice() -> None:
    adair, again = (
        RETURNS / "2024-09" / name for name in ("Adair County LoC 2024-25 signed.docx", "FW LoC Adair.docx")
    )
    assert adair.read_bytes() == again.read_bytes()


# ---- they fit today's letters


@OF_ALL
def test_codes_and_properties_name_the_letter_that_would_be_made_today(
    sample: Sample, parts: Mapping[str, Part], letters: Letters
) -> None:
    clues = [each for each in parts[sample.name].clues if each.kind in (ClueKind.CODE, ClueKind.PROPERTY)]
    letter = letters[sample.year, sample.number].letter if sample.number else None
    assert {(each.text, each.revision) for each in clues} == ({(letter.letter_id, 1)} if letter else set()), AGAIN


@OF_ALL
def test_every_page_of_a_letter_shows_its_codes(sample: Sample, parts: Mapping[str, Part]) -> None:
    pages = parts[sample.name].pages if sample.number else ()
    assert all(len(page.codes) == (2 if page.is_signature_page else 1) for page in pages)


@OF_ALL
def test_a_return_is_read_as_what_it_is(sample: Sample, parts: Mapping[str, Part]) -> None:
    part = parts[sample.name]
    assert (part.role, part.medium) == (sample.role, sample.medium)


def test_all_were_made_from_the_wording_of_today(letters: Letters) -> None:
    """For the scans, in which there is no text to compare."""
    made_from = json.loads(MADE_FROM.read_text(encoding="ascii"))
    today = fingerprints_of(letters.values())
    assert {name: made_from.get(name) for name in today} == today, AGAIN


@pytest.mark.parametrize("sample", [each for each in ALL if each.medium in (WORD, TEXT) and each.name != CHANGED])
def test_no_honest_return_is_accused(sample: Sample, parts: Mapping[str, Part], letters: Letters) -> None:
    assert compared(parts[sample.name], letters[sample.year, sample.number]).changes == (), AGAIN


def test_the_changed_sentence_is_found(parts: Mapping[str, Part], letters: Letters) -> None:
    (change,) = compared(parts[CHANGED], letters[2024, "085"]).changes
    assert "not" in str(change)


# ---- what each is there to show


@pytest.mark.parametrize(
    ("name", "signer", "day"),
    [
        ("2018-03/Breathitt Letter of Commitment.docx", "Dexter Rutledge", date(2018, 3, 9)),
        ("2024-09/Adair County LoC 2024-25 signed.docx", "Dr. Jasper Van Meter", date(2024, 9, 3)),
        (CHANGED, "Mavis Jessup", date(2024, 9, 11)),
    ],
)
def test_typed_signatures_are_certain(name: str, signer: str, day: date, parts: Mapping[str, Part]) -> None:
    (signature,) = parts[name].signatures
    assert (signature.basis, signature.name, signature.signed_on) == (Basis.TYPED_NAME, signer, day)
    assert signature.is_certain
    assert parts[name].findings == ()


def test_all_questions_are_answered_in_the_word_returns(parts: Mapping[str, Part]) -> None:
    for name in ("2024-09/Adair County LoC 2024-25 signed.docx", "2024-09/Carter answers.docx"):
        answers = parts[name].answers or {}
        assert all(answers[f"answers.{asked}"] for asked in ("reflection", "plans_of_action", "learning_goal"))
    points = parts["2018-03/Breathitt Letter of Commitment.docx"].answers or {}
    assert [bool(points[f"answers.points_of_action.{number}"]) for number in (1, 2, 3)] == [True, True, False]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("2024-09/Campbell County LoC.docx", FindingCode.NOT_SIGNED),
        ("2024-09/Carter answers.docx", FindingCode.NOT_SIGNED),
        ("2024-09/Carlisle letter.pdf", FindingCode.NEEDS_PASSWORD),
        ("2024-09/Carroll County.pdf", FindingCode.UNREADABLE),
        ("2024-09/scan0007.pdf", FindingCode.SIGNER_UNCLEAR),
        ("2017-09/Bell County LOC countersigned.pdf", FindingCode.DATE_UNSURE),
    ],
)
def test_what_stops_a_return_is_found(name: str, code: FindingCode, parts: Mapping[str, Part]) -> None:
    assert code in [finding.code for finding in parts[name].findings]


def test_one_contradicts_itself(parts: Mapping[str, Part]) -> None:
    clues = parts["2024-09/Butler County LoC.docx"].clues
    assert [each.text for each in clues if each.kind is ClueKind.NAME_TYPED] == ["Caldwell County"]


def test_one_lies_upside_down_and_one_has_lost_its_order(parts: Mapping[str, Part]) -> None:
    assert {page.turned for page in parts["2024-09/Bourbon_20240912.pdf"].pages} == {180}
    bracken = parts["2024-09/Bracken County pages.pdf"].pages
    assert sorted(page.printed or (0, 0) for page in bracken) == [
        (page, len(bracken)) for page in range(1, len(bracken) + 1)
    ]
    assert sorted(bracken, key=lambda page: page.printed or (0, 0)) != sorted(bracken, key=lambda page: page.number)


def test_every_address_is_invented_or_the_office_s_own(parts: Mapping[str, Part], letters: Letters) -> None:
    texts = "\n".join(part.text or "" for part in parts.values())
    office = set(re.findall(r"\S+@\S+\.gov", "\n".join(_fixed_texts(letters))))
    addresses = {each.rstrip(".,") for each in re.findall(r"\S+@\S+", texts)}
    assert addresses
    assert all(each.endswith(".example") for each in addresses - office)


def _fixed_texts(letters: Letters) -> Iterator[str]:
    for letter in letters.values():
        yield from (getattr(each, "text", "") for each in read_wording(letter.document).body)
