"""Places to write as old formats keep them are text; a field that is worked out may show something else tomorrow."""

import pytest
from made.word import replaced, unanswered

from loc_builder.files.word import open_word

CLAUSE = "good faith"


def with_field(instruction: str, *, kind: str = "") -> bytes:
    """A letter in which two words of the agreement are what a field shows."""
    about = f'<w:ffData><w:textInput><w:type w:val="{kind}"/></w:textInput></w:ffData>' if kind else ""
    marks = [
        f'<w:r><w:fldChar w:fldCharType="begin">{about}</w:fldChar></w:r>',
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    ]
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    shown = f'</w:t></w:r>{"".join(marks)}<w:r><w:t>{CLAUSE}</w:t></w:r>{end}<w:r><w:t xml:space="preserve">'
    return replaced(unanswered(), CLAUSE, shown)


def told(docx: bytes) -> list[str]:
    return [mark.text for mark in open_word(docx).marks]


@pytest.mark.parametrize("instruction", ["FORMTEXT", 'FILLIN ""'])
def test_a_place_to_write_of_an_old_format_is_text(instruction: str) -> None:
    docx = with_field(instruction)
    assert told(docx) == []
    assert CLAUSE in open_word(docx).text


@pytest.mark.parametrize(
    ("instruction", "kind"), [("FORMTEXT", "calculated"), ("FORMTEXT", "currentDate"), ("DATE", ""), ("= 1 + 1", "")]
)
def test_what_is_worked_out_is_told(instruction: str, kind: str) -> None:
    assert told(with_field(instruction, kind=kind)) == [f"a field was added ({instruction}: '{CLAUSE}')"]
