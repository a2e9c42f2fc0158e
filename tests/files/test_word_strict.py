"""A Word letter whose reader would see something else than its text is told, and an honest one is not."""

import io
from collections.abc import Callable

import docx
import pytest
from made.package import parts_of, with_parts
from made.places import EDITIONS
from made.tampered import (
    after_clause,
    clause_lines,
    clause_run,
    in_clause,
    in_control,
    in_part,
    moved_into,
    picture,
    styled,
    with_media,
    with_noise,
    with_related,
)
from made.word import DOCUMENT, edited, filled, paragraph_with, remove, unanswered, written
from makers.typing_in import saved_by_libreoffice

from loc_builder.agreement import compare_fixed, places_amiss
from loc_builder.canonical import dump, load
from loc_builder.files.word import open_word, read_wording
from loc_builder.model import Fixed, Medium, Part, Role, Wording, Zone

SIGNED = {
    "signature.district.signature": "Ada Reed",
    "signature.district.name": "Ada B. Reed",
    "signature.district.title": "Superintendent",
    "signature.district.date": "September 3, 2024",
}
STYLES, SETTINGS, NUMBERING, FOOTER = (f"word/{name}.xml" for name in ("styles", "settings", "numbering", "footer1"))
CELL = "<w:tbl>{}<w:tr>{}<w:tc>{}</w:tc></w:tr></w:tbl>"

ALTERED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "struck out": (clause_run("<w:strike/>"), "struck out: 'Whenever"),
    "struck out twice": (clause_run("<w:dstrike w:val='true'/>"), "struck out"),
    "struck out by a paragraph's style": (styled("<w:rPr><w:strike/></w:rPr>"), "struck out"),
    "struck out by a word's style": (styled("<w:rPr><w:strike/></w:rPr>", kind="character"), "struck out"),
    "struck out by the document": (in_part(STYLES, "<w:sz ", "<w:strike/><w:sz "), "struck out"),
    "hidden in the web": (clause_run("<w:webHidden/>"), "hidden"),
    "hidden by a style": (styled("<w:rPr><w:vanish/></w:rPr>"), "hidden"),
    "white on white": (clause_run("<w:color w:val='FFFFFF'/>"), "hidden, in the colour"),
    "nearly white": (clause_run("<w:color w:val='E8E8E8'/>"), "hidden, in the colour"),
    "white by the theme": (clause_run("<w:color w:val='000000' w:themeColor='background1'/>"), "hidden, in the"),
    "black on black": (clause_run("<w:color w:val='000000'/><w:shd w:val='clear' w:fill='000000'/>"), "hidden, in"),
    "blacked out": (clause_run("<w:highlight w:val='black'/>"), "hidden, in the colour"),
    "black on a black paragraph": (
        lambda letter: clause_run("<w:color w:val='111111'/>")(
            clause_lines("<w:shd w:val='solid' w:color='000000'/>")(letter)
        ),
        "hidden, in the colour",
    ),
    "see-through": (clause_run("<w14:textFill><w14:noFill/></w14:textFill>"), "too faint"),
    "tiny": (clause_run("<w:sz w:val='2'/>"), "smaller than 4 points"),
    "squeezed": (clause_run("<w:w w:val='1'/>"), "squeezed together"),
    "overlapping": (clause_run("<w:spacing w:val='-120'/>"), "squeezed together"),
    "lifted": (clause_run("<w:position w:val='2000'/>"), "moved off its line"),
    "in signs": (clause_run("<w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/>"), "in a font of signs, Wingdings"),
    "off the page": (clause_lines("<w:ind w:left='-12000'/>"), "moved off the page"),
    "on a line of no height": (clause_lines("<w:spacing w:line='1' w:lineRule='exact'/>"), "on a line too low"),
    "in a frame": (clause_lines("<w:framePr w:x='9' w:y='9'/>"), "a frame was added"),
    "in a hidden row": (moved_into(CELL.format("<w:tblPr/>", "<w:trPr><w:hidden/></w:trPr>", "")), "hidden"),
    "in a low row": (
        moved_into(CELL.format("<w:tblPr/>", "<w:trPr><w:trHeight w:val='9' w:hRule='exact'/></w:trPr>", "")),
        "on a line too low",
    ),
    "in a covered cell": (moved_into(CELL.format("", "", "<w:tcPr><w:vMerge/></w:tcPr>")), "hidden"),
    "in a floating table": (moved_into(CELL.format("<w:tblPr><w:tblpPr/></w:tblPr>", "", "")), "a floating table"),
    "in an element of nobody's": (moved_into("<zz:hide/>"), "something that is no text (hide)"),
    "runs in runs": (in_clause("<w:r><w:r><w:t>void</w:t></w:r></w:r>"), "not built as Word builds it"),
    "WordArt": (
        in_clause("<w:r><w:pict><v:shape><v:textpath string='VOID'/></v:shape></w:pict></w:r>"),
        "a drawing was added ('VOID'",
    ),
    "a picture": (lambda letter: in_clause(picture())(with_media(letter)), "a picture was added ('Picture 3'"),
    "a picture with a code's name": (in_clause(picture("loc-code-body", size=640_080)), "a picture was added"),
    "an object": (in_clause("<w:r><w:object/></w:r>"), "a drawing was added"),
    "a sign": (in_clause("<w:r><w:sym w:font='Arial' w:char='F056'/></w:r>"), "a sign was added"),
    "signs that are no letters": (in_clause("<w:r><w:t>\uf056\uf04f</w:t></w:r>"), "signs that are no letters"),
    "turned text": (in_clause("<w:r><w:t>\u202eDIOV</w:t></w:r>"), "signs that are no letters: '\\u202e"),
    "ruby": (
        in_clause("<w:r><w:ruby><w:rt><w:r><w:t>NOT</w:t></w:r></w:rt><w:rubyBase/></w:ruby></w:r>"),
        "text above the line was added",
    ),
    "a page field of words": (
        in_clause("<w:fldSimple w:instr=' PAGE '><w:r><w:t>not bound</w:t></w:r></w:fldSimple>"),
        "a field was added (PAGE: 'not bound')",
    ),
    "a formula": (in_clause("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"), "a formula was added"),
    "two readings": (
        in_clause("<mc:AlternateContent><mc:Choice Requires='zz'/><mc:Fallback/></mc:AlternateContent>"),
        "text that programs show differently",
    ),
    "a field without an end": (
        in_clause("<w:r><w:fldChar w:fldCharType='begin'/></w:r>"),
        "a field without an end",
    ),
    "a control bound elsewhere": (
        in_part(
            DOCUMENT, '<w:tag w:val="superintendent.name"/>', '<w:tag w:val="superintendent.name"/><w:dataBinding/>'
        ),
        "a control whose text comes from elsewhere",
    ),
    "a signature struck out": (
        in_control("signature.district.signature", "<w:r><w:rPr><w:strike/></w:rPr><w:t>Ada</w:t></w:r>"),
        "struck out: 'Ada'",
    ),
    "a floating picture in an answer": (in_control("answers.reflection", picture(kind="anchor")), "in answers.refle"),
    "a border around the page": (in_part(DOCUMENT, "<w:pgMar", "<w:pgBorders/><w:pgMar"), "a border around the page"),
    "a coloured page": (in_part(DOCUMENT, "<w:body>", "<w:background w:color='000000'/><w:body>"), "a coloured or"),
    "even pages": (in_part(SETTINGS, "<w:zoom", "<w:evenAndOddHeaders/><w:zoom"), "on even pages"),
    "a first page of its own": (in_part(DOCUMENT, "<w:pgMar", "<w:titlePg/><w:pgMar"), "on the first page"),
    "headers that no page shows": (
        in_part(DOCUMENT, '<w:footerReference w:type="default"', '<w:footerReference w:type="even"'),
        "for some pages only",
    ),
    "a large code": (in_part(FOOTER, 'cx="640080"', 'cx="6400800"'), "a picture was added ('loc-code-body'"),
    "a clause as the superintendent's name": (
        lambda letter: written(letter, {"superintendent.name": "X. The district reserves the right to ignore it."}),
        "more than a name stands in Superintendent name: 'X. The",
    ),
    "a condition as a contact's title": (
        lambda letter: written(letter, {"points_of_contact.1.title": "Coach, unless the board votes against it"}),
        "more than a title stands in Contact 1 title",
    ),
    "a sentence as an address": (
        lambda letter: written(letter, {"superintendent.email": "we are not bound"}),
        "more than an e-mail address stands in Superintendent e-mail",
    ),
}


@pytest.fixture(scope="module")
def letter() -> bytes:
    return written(filled(), SIGNED, day="2024-09-03")


@pytest.mark.parametrize("name", ALTERED)
def test_what_a_reader_sees_differently_is_told(letter: bytes, name: str) -> None:
    alter, words = ALTERED[name]
    told = [mark.text for mark in open_word(alter(letter)).marks]
    assert any(words in text for text in told), told
    assert read_wording(alter(letter)).marks == tuple(told)


@pytest.mark.parametrize("year", EDITIONS)
def test_our_own_letters_show_nothing_but_their_text(year: str) -> None:
    for made in (filled(year), unanswered(year), written(filled(year), SIGNED)):
        assert read_wording(made).marks == ()
        assert open_word(made).comments == ()


HONEST: dict[str, Callable[[bytes], bytes]] = {
    "Word's noise": with_noise,
    "black by name": clause_run("<w:color w:val='auto'/><w:u w:val='single'/><w:b/><w:i/>"),
    "a style that is switched off": clause_run("<w:strike w:val='0'/><w:vanish w:val='false'/>"),
    "white on a dark ground": clause_run("<w:color w:val='FFFFFF'/><w:shd w:val='clear' w:fill='1F4E5F'/>"),
    "a list and a struck word in an answer": in_control(
        "answers.reflection", "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:rPr><w:strike/></w:rPr><w:t>One</w:t></w:r></w:p>"
    ),
    "a table in an answer": in_control(
        "answers.reflection", "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>One</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    ),
    "an emoji in an answer": in_control(
        "answers.reflection",
        "<w:r><mc:AlternateContent><mc:Choice Requires='w16se'><zz:symEx/></mc:Choice><mc:Fallback><w:t>:)</w:t>"
        "</mc:Fallback></mc:AlternateContent></w:r>",
    ),
    "a link on an address": in_control("superintendent.email", "<w:hyperlink r:id='x'><w:r><w:t/></w:r></w:hyperlink>"),
    "a picture as the signature": lambda letter: in_control("signature.district.signature", picture())(
        with_media(letter)
    ),
    "a floating picture as the signature": lambda letter: in_control(
        "signature.district.signature", picture(kind="anchor")
    )(with_media(letter)),
    "two addresses": lambda letter: written(letter, {"superintendent.email": "a.b@x.example; c@y.k12.ky.us"}),
    "a long name": lambda letter: written(
        letter, {"superintendent.name": "Dr. María-José O\u2019Neill-Van der Berg, Ed.D."}
    ),
}


@pytest.mark.parametrize("name", HONEST)
def test_what_honest_hands_and_word_itself_leave_is_not_told(letter: bytes, name: str) -> None:
    changed = HONEST[name](letter)
    assert [mark.text for mark in open_word(changed).marks] == []
    assert compare_fixed(read_wording(letter), read_wording(changed)) == ()
    assert places_amiss(read_wording(letter), read_wording(changed)) == ()


def test_a_letter_opened_and_saved_by_another_library_is_not_told(letter: bytes) -> None:
    document, file = docx.Document(io.BytesIO(letter)), io.BytesIO()
    document.save(file)
    assert read_wording(file.getvalue()) == read_wording(letter)


@pytest.mark.usefixtures("libreoffice")
@pytest.mark.parametrize("year", EDITIONS)
def test_a_letter_saved_by_libreoffice_is_not_told_but_its_places_are_gone(year: str) -> None:
    saved = read_wording(saved_by_libreoffice(written(filled(year), SIGNED)))
    assert saved.marks == ()
    assert "signature.district.signature" in places_amiss(read_wording(filled(year)), saved)


def test_a_picture_in_the_line_of_an_answer_spoils_only_the_answer(letter: bytes) -> None:
    (mark,) = open_word(in_control("answers.reflection", picture())(with_media(letter))).marks
    assert mark.spoils_answer
    assert mark.text.endswith("in answers.reflection")


def test_an_agencys_own_picture_is_told_by_what_it_shows(letter: bytes) -> None:
    """So that the same picture in the letter as issued excuses it, and another in its place is not excused."""
    ours = in_clause(picture())(with_media(letter))
    assert read_wording(ours).marks == read_wording(with_noise(ours)).marks
    other = with_parts(ours, {"word/media/zz.png": b"another"})
    larger = with_parts(ours, {DOCUMENT: parts_of(ours)[DOCUMENT].replace(b"900000", b"9000000")})
    assert len({read_wording(each).marks for each in (ours, other, larger)}) == 3


def test_comments_are_read(letter: bytes) -> None:
    said = (
        "<w:comments><w:comment w:id='0'><w:p><w:r><w:t>If the board agrees.</w:t></w:r></w:p></w:comment></w:comments>"
    )
    assert open_word(with_related(letter, "comments", said)).comments == ("If the board agrees.",)
    assert open_word(with_related(letter, "comments", "<w:comments/>")).comments == ()


def test_a_line_between_text_and_notes_that_says_something_is_text(letter: bytes) -> None:
    note = "<w:footnote w:type='separator' w:id='-1'><w:p><w:r><w:t>Not binding.</w:t></w:r></w:p></w:footnote>"
    changed = with_related(letter, "footnotes", f"<w:footnotes>{note}</w:footnotes>")
    (change,) = compare_fixed(read_wording(letter), read_wording(changed))
    assert change.returned == "Not binding."


def test_a_footer_that_no_page_shows_is_not_the_letters(letter: bytes) -> None:
    hidden = parts_of(letter)[DOCUMENT].replace(
        b'<w:footerReference w:type="default"', b'<w:footerReference w:type="first"'
    )
    assert len(read_wording(with_parts(letter, {DOCUMENT: hidden})).furniture) < len(read_wording(letter).furniture)


def test_a_bullet_of_several_signs_is_words(letter: bytes) -> None:
    bullets = in_part(NUMBERING, '<w:lvlText w:val="•"', '<w:lvlText w:val="NOT \uf056"')
    changes = compare_fixed(read_wording(letter), read_wording(bullets(letter)))
    assert "NOT V" in str(changes[0])


@pytest.mark.parametrize(
    "about",
    [
        "<w:showingPlcHdr/>",
        "<w:alias w:val='None of this binds us'/><w:showingPlcHdr/>",
        "<w:tag w:val='free'/><w:alias w:val='None of this binds us'/>",
    ],
)
def test_a_strangers_placeholder_is_text(letter: bytes, about: str) -> None:
    said = "Click or tap to write: None of this binds us"
    run = f"<w:r><w:rPr><w:rStyle w:val='PlaceholderText'/></w:rPr><w:t>{said}</w:t></w:r>"
    block = f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent><w:p>{run}</w:p></w:sdtContent></w:sdt>"
    issued, returned = read_wording(letter), read_wording(after_clause(block)(letter))
    assert compare_fixed(issued, returned) or places_amiss(issued, returned)


def test_a_place_that_invites_to_something_else_is_amiss(letter: bytes) -> None:
    document = parts_of(letter)[DOCUMENT].replace(b"Contact 2 name", b"None of this binds us")
    issued, returned = read_wording(letter), read_wording(with_parts(letter, {DOCUMENT: document}))
    assert places_amiss(issued, returned) == ("points_of_contact.2.name",)


def test_a_lost_place_and_a_moved_one_are_amiss(letter: bytes) -> None:
    issued = read_wording(letter)
    lost = edited(letter, lambda root: remove(paragraph_with(root, "Contact 2 title")))
    assert places_amiss(issued, read_wording(lost)) == ("points_of_contact.2.title",)
    names = [one for one in issued.body if isinstance(one, Zone)]
    swapped = Wording((*names[1::-1], *names[2:]))
    assert places_amiss(Wording(tuple(names)), swapped) == ("their order",)


def test_a_control_within_an_answer_is_no_place_of_its_own(letter: bytes) -> None:
    about = "<w:sdtPr><w:tag w:val='signature.district.title'/></w:sdtPr>"
    inner = f"<w:sdt>{about}<w:sdtContent><w:r><w:t>King</w:t></w:r></w:sdtContent></w:sdt>"
    found = open_word(in_control("answers.reflection", inner)(letter)).controls
    assert [one.text for one in found if one.tag == "signature.district.title"] == ["Superintendent"]


def test_a_wording_is_kept_and_read_back_as_it_was(letter: bytes) -> None:
    wording = read_wording(clause_run("<w:strike/>")(letter))
    part = Part(1, Role.WHOLE, Medium.WORD, wording=wording)
    assert load(Part, dump(part)) == part
    assert {type(one) for one in wording.body} == {Fixed, Zone}
    assert load(Part, b'{"number":1,"role":"whole","medium":"word","furniture":["x"]}').wording is None


def test_many_marks_are_told_in_few_lines(letter: bytes) -> None:
    signs = "".join(f"<w:r><w:t>{chr(0xF040 + each)}</w:t></w:r>" for each in range(40))
    marks = open_word(in_clause(f"<w:smartTag>{signs}</w:smartTag>")(letter)).marks
    assert len(marks) == 13
    assert marks[-1].text == "and 28 more of the kind"
