"""Questions that are a choice, as `edition.toml` asks them."""

from pathlib import Path

import pytest
from made.choosing import FOCUS, QUESTIONS, SIZES
from made.places import TEMPLATES

from loc_builder.edition import read_edition
from loc_builder.errors import InputError
from loc_builder.fields import question_fields
from loc_builder.model import Edition, QuestionKind


def asking(folder: Path, *changes: tuple[str, str]) -> Path:
    """The 2024-2025 edition with a choice of sizes and of focus areas, changed where asked."""
    edition = folder / "2024-2025"
    edition.mkdir()
    text = (TEMPLATES / "2024-2025" / "edition.toml").read_text(encoding="utf-8")
    text = text.replace('\n[[signatures]]\nparty = "district"\n', QUESTIONS, 1)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (edition / "edition.toml").write_text(text, encoding="utf-8")
    return edition


def read(folder: Path, *changes: tuple[str, str]) -> Edition:
    return read_edition(asking(folder, *changes))


def test_a_choice_has_options_and_a_place_for_one_or_a_box_for_each(tmp_path: Path) -> None:
    *_, size, focus = read(tmp_path).questions
    assert (size.kind, size.options, question_fields(size)) == (QuestionKind.CHOICE, SIZES, ("answers.size",))
    assert (focus.kind, focus.options, focus.at_least, focus.at_most) == (QuestionKind.CHOICES, FOCUS, 1, 2)
    assert question_fields(focus) == ("answers.focus.1", "answers.focus.2", "answers.focus.3")


def test_without_a_most_all_options_may_be_chosen(tmp_path: Path) -> None:
    assert read(tmp_path, ("at_most = 2\n", "")).questions[-1].at_most == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('options = ["Small", "Middle", "Large"]', "", 'a question of kind "choice" needs two options or more'),
        ('["Small", "Middle", "Large"]', '["Small", "small "]', "two options are 'small'"),
        ('["Small", "Middle", "Large"]', '["Small", "A; B"]', "the option 'A; B' is empty, is longer than"),
        ('["Small", "Middle", "Large"]', '["Small", ""]', "the option '' is empty"),
        ('kind = "choice"\n', 'kind = "choice"\nat_most = 2\n', 'write kind = "choices" for several'),
        ('kind = "choice"\n', 'kind = "text"\n', 'options go with kind = "choice" or "choices"'),
        ("at_most = 2", "at_most = 4", "at_most is larger than the number of options, 3"),
        ('id = "size"', 'id = "exists"', "'exists' cannot be a question's id"),
    ],
)
def test_a_choice_that_cannot_be_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, (old, new))
    assert said in refused.value.problems[0].message
