import pytest
from made.tampered import CLAUSE

from loc_builder.files.word.persons import is_same_person, is_signature, visible


@pytest.mark.parametrize(
    "name",
    [
        "Ada Reed",
        "Dr. Ada B. Reed, Ed.D.",
        "A. Reed",
        "ADA REED JR.",
        "José Ñúñez-O\u2019Neill",
        "山田 太郎",
        "/s/ Ada Reed",
    ],
)
def test_a_name_reads_as_one(name: str) -> None:
    assert is_signature(name)


@pytest.mark.parametrize(
    "text",
    [
        "", ".", "\u200b", "\u2800\u3164", "N/A", "none", "X", "A. B.", "[signature]", "not signed yet", "TBD",
        "Ada Reed - signed under protest", "Ada Reed, not bound", "Ada Reed (draft)", "signature", "Ada Reed 2024",
        "pending board approval", "A" * 61,
    ],
)  # fmt: skip
def test_what_is_no_name_does_not(text: str) -> None:
    assert not is_signature(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Reed", "Dr. Ada B. Reed, Ed.D.", True),
        ("A. REED JR.", "Ada Reed", True),
        ("José Núñez", "Jose Nunez", True),
        ("Bob Roe", "Ada Reed", False),
        ("Ada", "Ada Reed", False),
    ],
)
def test_two_names_are_one_persons_by_the_last(one: str, other: str, *, same: bool) -> None:
    assert is_same_person(one, other) is same


def test_only_what_can_be_seen_is_text() -> None:
    assert visible(" A\u200bda \u2060 Reed\ufeff\n") == "Ada Reed"
    assert visible(CLAUSE) == CLAUSE
