"""What a school year leaves in a Word template, and how it moves to another year."""

import pytest
from lxml import etree
from made.package import parts_of, with_parts
from made.places import EDITIONS, TEMPLATES
from made.word import DOCUMENT, W
from openxml_audit import OpenXmlValidator

from loc_builder.files.word.redate import redate
from loc_builder.moving import Move, People, Redated
from loc_builder.schoolyear import SchoolYear

ON = Move(SchoolYear(2024), SchoolYear(2026))
BACK = Move(SchoolYear(2024), SchoolYear(2017))
NOBODY = People()


def template_with(xml: str, *, part: str = DOCUMENT) -> bytes:
    """The letter of 2024-2025 with paragraphs more at the start of its body or of another part."""
    parts = parts_of((TEMPLATES / "2024-2025" / "letter.docx").read_bytes())
    root = etree.fromstring(parts[part])
    body = root.find(f"{W}body")
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in root.nsmap.items() if prefix)
    for node in reversed(etree.fromstring(f"<x{spaces}>{xml}</x>")):
        (root if body is None else body).insert(0, node)
    return with_parts((TEMPLATES / "2024-2025" / "letter.docx").read_bytes(), {part: etree.tostring(root)})


def runs(*texts: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts) + "</w:p>"


def texts_of(done: Redated, *, part: str = DOCUMENT) -> list[str]:
    return [node.text or "" for node in etree.fromstring(parts_of(done.content)[part]).iter(f"{W}t")]


def test_a_school_year_split_over_runs_keeps_its_runs() -> None:
    done = redate(template_with(runs("In 20", "24", "-2", "02", "5, on Mon", "day, September 30, 2024")), ON)
    assert texts_of(done)[:6] == ["In 20", "26", "-2", "02", "7, on Wednesday", ", September 30, 2026"]
    assert [each.place.partition(",")[0] for each in done.seen[:2]] == ["paragraph 1"] * 2


def test_words_own_hyphen_and_a_tab_are_seen() -> None:
    hyphen = "<w:p><w:r><w:t>2024</w:t><w:noBreakHyphen/><w:t>2025</w:t><w:tab/><w:t>2024</w:t></w:r></w:p>"
    done = redate(template_with(hyphen), ON)
    assert texts_of(done)[:3] == ["2026", "2027", "2024"]


def test_headers_links_and_descriptions_are_read_too() -> None:
    done = redate(template_with(runs("SY 2024-25"), part="word/header1.xml"), ON)
    assert texts_of(done, part="word/header1.xml")[0] == "SY 2026-27"
    assert next(each for each in done.seen if each.is_moved).place.startswith("header 1, paragraph 1")
    link = '<w:p><w:r><w:instrText> HYPERLINK "mailto:pat@ky.example" </w:instrText></w:r></w:p>'
    (seen,) = (each for each in redate(template_with(link), ON).seen if "@" in each.after)
    assert (seen.place, seen.after) == ("paragraph 1, a link", "pat@ky.example")
    named = template_with(
        '<w:sdt><w:sdtPr><w:alias w:val="Plan 2024-25"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
    )
    assert b'"Plan 2026-27"' in parts_of(redate(named, ON).content)[DOCUMENT]


def test_a_text_box_is_changed_for_every_reader_and_told_once() -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps">{runs("2024-2025")}</mc:Choice>'
        f"<mc:Fallback>{runs('2024-2025')}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    done = redate(template_with(both), ON)
    assert texts_of(done)[:2] == ["2026-2027"] * 2
    assert sum(each.is_moved for each in done.seen) == 1


def test_deleted_text_and_fields_are_left() -> None:
    kept = (
        "<w:p><w:del><w:r><w:delText>2024-2025</w:delText></w:r></w:del>"
        "<w:r><w:t>{{ x['2024-</w:t></w:r><w:r><w:t>2025'] }}</w:t></w:r></w:p>"
    )
    done = redate(template_with(kept), ON)
    assert not any(each.is_moved for each in done.seen)
    assert done.seen[0].why == "it stands inside a field of the template, left as it is"


@pytest.mark.parametrize("year", EDITIONS)
def test_a_template_in_which_nothing_moves_is_given_back_as_it_came(year: str) -> None:
    data = (TEMPLATES / year / "letter.docx").read_bytes()
    done = redate(data, Move(SchoolYear.parse(year), SchoolYear(2030)))
    assert done.content == data
    assert [each.before for each in done.seen] == (
        ["2024"] if year == "2024-2025" else ["June 1 through December 31", "January 1 through May 31"] * 2
    )


def test_the_same_template_gives_the_same_bytes_and_a_sound_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    data = template_with(runs("2024", "-2025 by Monday, September 30, 2024"))
    assert redate(data, BACK).content == redate(data, BACK).content
    file = tmp_path_factory.mktemp("moved") / "letter.docx"
    file.write_bytes(redate(data, BACK).content)
    assert not OpenXmlValidator().validate(file).errors
