"""The text of an edition's mail."""

from pathlib import Path

import pytest

from loc_builder.errors import InputError
from loc_builder.files.mail_template import MailTemplate, MailText


def template(folder: Path, text: str = "Subject: Hello\n\nDear {{ name }}\n", html: str = "<p>{{ name }}</p>") -> Path:
    place = folder / "2024-2025"
    place.mkdir()
    (place / "mail.txt").write_text(text, encoding="utf-8")
    (place / "mail.html").write_text(html, encoding="utf-8")
    return place


def test_subject_text_and_html_are_filled_and_only_html_is_escaped(tmp_path: Path) -> None:
    place = template(tmp_path, text="Subject: To {{ name }}\n\nDear {{ name }}\n")
    filled = MailTemplate(place).fill({"name": "Smith & Sons <Ind.>"})
    assert filled == MailText(
        "To Smith & Sons <Ind.>", "Dear Smith & Sons <Ind.>\n", "<p>Smith &amp; Sons &lt;Ind.&gt;</p>"
    )


def test_a_value_is_never_read_as_a_field(tmp_path: Path) -> None:
    filled = MailTemplate(template(tmp_path)).fill({"name": "{{ 7 * 7 }}"})
    assert "{{ 7 * 7 }}" in filled.text
    assert "{{ 7 * 7 }}" in filled.html


def test_a_line_break_in_a_value_does_not_break_the_subject(tmp_path: Path) -> None:
    place = template(tmp_path, text="Subject: To {{ name }}\n\nText\n")
    assert MailTemplate(place).fill({"name": "Jane\r\nBcc: x"}).subject == "To Jane Bcc: x"


def test_an_answer_may_be_called_items(tmp_path: Path) -> None:
    place = template(tmp_path, text="Subject: S\n\n{{ answers.items }}\n")
    assert MailTemplate(place).fill({"name": "", "answers": {"items": "Three."}}).text == "Three.\n"


def test_an_empty_html_file_means_plain_text_only(tmp_path: Path) -> None:
    assert MailTemplate(template(tmp_path, html="\n")).fill({"name": "Jane"}).html == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Dear {{ name }}\n", "2024-2025/mail.txt does not begin with a subject"),
        ("Subject:  \n\nText\n", "2024-2025/mail.txt: the subject is empty"),
        ("Subject: S\n\n{{ name\n", "2024-2025/mail.txt: a field cannot be read"),
        ("Subject: S\n\n{{ nam }}\n", "2024-2025/mail.txt: nothing was given for the field nam"),
        ("Subject: {{ person.nam }}\n\nText\n", "2024-2025/mail.txt: nothing was given for the field nam"),
        ("Subject: S\n\n{{ name.__class__.__mro__ }}\n", "2024-2025/mail.txt: a field cannot be filled"),
        ("Subject: S\n\n{{ 1 / 0 }}\n", "2024-2025/mail.txt: a field cannot be filled"),
    ],
)
def test_a_fault_of_the_text_is_named_with_its_file(tmp_path: Path, text: str, says: str) -> None:
    place = template(tmp_path, text=text)
    with pytest.raises(InputError) as refused:
        MailTemplate(place).fill({"name": "Jane", "person": {"name": "Jane"}})
    assert says in refused.value.message


@pytest.mark.parametrize("missing", ["mail.txt", "mail.html"])
def test_a_missing_file_is_named_and_where_to_get_one(tmp_path: Path, missing: str) -> None:
    place = template(tmp_path)
    (place / missing).unlink()
    with pytest.raises(InputError) as refused:
        MailTemplate(place)
    assert f"2024-2025/{missing} cannot be read" in refused.value.message
    assert "Copy it from another edition" in refused.value.hint


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    place = template(tmp_path)
    (place / "mail.txt").write_bytes("Subject: Peña".encode("latin-1"))
    with pytest.raises(InputError, match=r"2024-2025/mail\.txt is not UTF-8"):
        MailTemplate(place)
