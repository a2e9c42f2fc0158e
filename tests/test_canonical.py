import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loc_builder.canonical import dump, from_plain, load
from loc_builder.facts import Corrected, Sent, Statement
from loc_builder.findings import Finding, FindingCode
from loc_builder.model import (
    Ambiguous,
    Assessment,
    Basis,
    Check,
    CheckName,
    CheckResult,
    Clue,
    ClueKind,
    LetterId,
    Matched,
    Medium,
    PageSeen,
    Part,
    PlaceSeen,
    Role,
    Sha256,
    SignatureSeen,
    Unmatched,
)
from loc_builder.schoolyear import SchoolYear, Term

YEARS = st.integers(1000, 9990).map(SchoolYear)
TERMS = st.builds(
    lambda first, signed_on: Term.over((first, first.following), signed_on), YEARS, st.dates(date.min, date(999, 1, 1))
)
OFFSETS = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))
MOMENTS = st.datetimes(timezones=OFFSETS)
POINTS = st.tuples(*[st.floats(allow_nan=False, allow_infinity=False)] * 2)
PAGES = st.builds(
    PageSeen,
    width=st.just(612.0),
    height=st.just(792.0),
    codes=st.lists(st.tuples(*[POINTS] * 4), max_size=2).map(tuple),
)
PLACES = st.builds(PlaceSeen, corners=st.tuples(*[POINTS] * 4))
PLAIN = st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text()))

st.register_type_strategy(SchoolYear, YEARS)
st.register_type_strategy(Term, TERMS)
st.register_type_strategy(PageSeen, PAGES)
st.register_type_strategy(PlaceSeen, PLACES)
st.register_type_strategy(SignatureSeen, st.builds(SignatureSeen, signed_at=st.none() | MOMENTS))


def statements(kind: type[Statement]) -> st.SearchStrategy[Statement]:
    return st.builds(kind, replacement=PLAIN) if kind is Corrected else st.builds(kind)


@pytest.mark.parametrize("kind", get_args(Statement), ids=lambda kind: kind.kind)
@given(st.data())
@settings(max_examples=20)
def test_every_kind_of_fact_is_read_back_as_it_was_written(kind: type[Statement], data: st.DataObject) -> None:
    said = data.draw(statements(kind))
    assert load(kind, dump(said)) == said


@given(st.builds(Assessment))
@settings(max_examples=40)
def test_an_assessment_is_read_back_as_it_was_written(assessment: Assessment) -> None:
    assert load(Assessment, dump(assessment)) == assessment


FULL = Assessment(
    part=Part(
        number=1,
        role=Role.WHOLE,
        medium=Medium.SCAN,
        pages=(PageSeen(1, 612.0, 792.0, (2, 5), True, 180, (((1.5, 2.0), (3.0, 2.0), (3.0, 4.0), (1.5, 4.0)),)),),
        clues=(Clue(ClueKind.CODE, "KYILN-2024-001-L1-32", 2, 1),),
        answers={"answers.goal": "ein Ziel \N{PARTY POPPER}"},
        text="Zeile\fSeite",
        signatures=(
            SignatureSeen(
                "district", "Pat", "", Basis.DIGITAL, "8/5", date(2024, 8, 5), datetime(2024, 8, 5, 9, tzinfo=UTC)
            ),
        ),
        findings=(Finding(FindingCode.DATE_UNSURE, "5 or 6"),),
    ),
    role=Role.SIGNATURE_PAGE,
    match=Matched("KYILN-2024-001-L1-32", ("the code",)),
    revision=None,
    answers={},
    findings=(),
    checks=(Check(CheckName.TEXT, CheckResult.NOT_MADE, "a picture"),),
)


@pytest.mark.parametrize(
    "match", [FULL.match, Ambiguous(("A", "B"), ("why",), (Finding(FindingCode.IDENTITY_CONFLICT),)), Unmatched()]
)
def test_whether_a_part_was_matched_is_kept_with_its_reasons(match: Matched | Ambiguous | Unmatched) -> None:
    one = Assessment(FULL.part, FULL.role, match, FULL.revision, FULL.answers, FULL.findings, FULL.checks)
    assert load(Assessment, dump(one)) == one


# ---- characters -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["Señora \N{PARTY POPPER}", "\udc80 half a name", "\\ud83d", "\u2028\x00\x7f", "\ufffe", '"\\']
)
def test_any_character_survives(text: str) -> None:
    assert from_plain(Mapping[str, str], json.loads(dump({"text": text, text: ""}))) == {"text": text, text: ""}


@given(st.text(st.characters()))
def test_what_was_read_is_written_as_the_same_bytes_again(text: str) -> None:
    once = dump([text])
    assert dump(load(tuple[str, ...], once)) == once


def test_two_halves_of_a_character_that_meet_are_written_as_the_character() -> None:
    assert dump("\ud83d\ude00") == dump("\N{GRINNING FACE}")


# ---- same value, same bytes -------------------------------------------------------------------------------------


def test_the_bytes_are_json_without_blanks_and_with_sorted_keys() -> None:
    assert dump(Sent(LetterId("K"), date(2024, 7, 1))) == b'{"letter_id":"K","sent_on":"2024-07-01"}'
    assert dump({"b": ("é", None), "a": Role.WHOLE}) == '{"a":"whole","b":["é",null]}'.encode()


@given(st.dictionaries(st.text(), st.integers()))
def test_the_order_in_which_a_mapping_was_filled_leaves_no_trace(values: dict[str, int]) -> None:
    assert dump(values) == dump(dict(reversed(values.items())))


@given(MOMENTS, OFFSETS)
def test_one_moment_has_one_writing_wherever_it_was_noted(moment: datetime, there: timezone) -> None:
    if 1 < moment.year < 9999:
        assert dump(moment) == dump(moment.astimezone(there))
    assert from_plain(datetime, json.loads(dump(moment))) == moment


# ---- what does not fit ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"{}",
        b"5",
        b'"text"',
        dump(FULL)[:-1],
        dump(FULL).replace(b'"Matched"', b'"Wizard"'),
        dump(FULL).replace(b'"is":"Matched",', b""),
        dump(FULL).replace(b'"whole"', b'"hole"'),
        dump(FULL).replace(b'"2024-08-05"', b'"2024-08-32"'),
        dump(FULL).replace(b'"2024-08-05"', b"20240805"),
        dump(FULL).replace(b"[2,5]", b"[2,5,7]"),
        dump(FULL).replace(b"[2,5]", b'"25"'),
    ],
)
def test_what_is_no_assessment_is_refused_as_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the reader of the file names it
        load(Assessment, data)


# ---- fields that came later ---------------------------------------------------------------------------------------


def test_a_field_that_came_later_leaves_what_was_kept_before_as_it_was() -> None:
    plain = Part(number=1, role=Role.WHOLE, medium=Medium.SCAN)
    old = (
        b'{"answers":null,"clues":[],"findings":[],"medium":"scan","number":1,"pages":[],"role":"whole",'
        b'"signatures":[],"text":null,"wording":null}'
    )
    assert dump(plain) == old
    assert load(Part, old) == plain


def test_a_field_that_came_later_is_written_where_it_says_something() -> None:
    part = Part(number=1, role=Role.WHOLE, medium=Medium.SCAN, label="letter.pdf", held_in=Sha256("ab"))
    assert json.loads(dump(part))["label"] == "letter.pdf"
    assert load(Part, dump(part)) == part
