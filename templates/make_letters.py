"""Write the two starter Word templates: `2017-2018/letter.docx` and `2024-2025/letter.docx`.

Run `python templates/make_letters.py` after a change here; the same source gives the same bytes.
The texts and fields of both letters are in this module, in reading order; so is the look they share.
Filling the fields, drawing the codes and writing placeholder text is the work of `loc fill`.

The package is written part by part because Word and the checks of a return rely on details that an
editor changes at will: picture names, control tags, part order. Element order follows the schema of
ISO/IEC 29500 (transitional), which Word enforces.
"""

from __future__ import annotations

import struct
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree as ET

Node: TypeAlias = ET.Element
Content: TypeAlias = str | ET.Element

ACCENT = "1F4E5F"
QUIET = "595959"
TINT = "EFF4F6"
RULE = "B8C7CD"
FONT = "Arial"

INCH = 1440
TEXT_WIDTH = 6 * INCH + INCH // 2
CODE_EMU = 640_080  # 0.7 inch
DISTRICT = '{{ district.name or "____________________" }}'
"""The district in running text; on the blank form, which is nobody's, room for its name."""

POST = '{{ return_to.post | join(", ") }}'
MADE_AT = "2025-01-01T00:00:00Z"
ZIP_TIME = (2025, 1, 1, 0, 0, 0)

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMESPACES = {
    "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "xmlns:r": f"{OFFICE}/relationships",
    "xmlns:wp": f"{DRAWING}/wordprocessingDrawing",
    "xmlns:a": f"{DRAWING}/main",
    "xmlns:pic": f"{DRAWING}/picture",
}
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


# ---- elements, runs, paragraphs


def element(tag: str, *children: Node, text: str = "", **attributes: str) -> Node:
    """Make an element; its tag carries its prefix and its attributes carry none."""
    node = ET.Element(tag, attributes)
    node.text = text
    node.extend(children)
    return node


def w(tag: str, *children: Node, **attributes: str | int) -> Node:
    """Make a WordprocessingML element; its attributes are of the same namespace."""
    node = ET.Element(f"w:{tag}", {f"w:{name}": str(value) for name, value in attributes.items()})
    node.extend(children)
    return node


def run(text: str, *, style: str = "") -> Node:
    """Return a run of text, with curly apostrophes."""
    words = ET.Element("w:t", {"xml:space": "preserve"})
    words.text = text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    return w("r", *([w("rPr", w("rStyle", val=style))] if style else []), words)


def label(text: str) -> Node:
    return run(text, style="Strong")


def tab() -> Node:
    return w("r", w("tab"))


def page_field(instruction: str) -> Node:
    return w("fldSimple", run("1"), instr=f" {instruction} ")


def paragraph(style: str, *content: Content, settings: Iterable[Node] = ()) -> Node:
    """Return a paragraph in a style; `settings` are further paragraph properties in schema order."""
    runs = [run(part) if isinstance(part, str) else part for part in content]
    return w("p", w("pPr", w("pStyle", val=style), *settings), *runs)


def text(sentences: str) -> Node:
    return paragraph("BodyText", sentences)


def lead(sentences: str) -> Node:
    """Return a paragraph that stays with the list or box it introduces."""
    return paragraph("BodyText", sentences, settings=[w("keepNext")])


def items(style: str, texts: tuple[str, ...], *numbering: Node) -> list[Node]:
    """Return a list whose first two and last two items stay together, with room below it."""
    paragraphs = []
    for index, words in enumerate(texts):
        together = [w("keepNext")] if index in {0, len(texts) - 2} else []
        room = [w("spacing", after=160)] if index == len(texts) - 1 else []
        paragraphs.append(paragraph(style, words, settings=[*together, *numbering, *room]))
    return paragraphs


def bullets(*texts: str) -> list[Node]:
    return items("ListBullet", texts)


def logic(tag: str) -> Node:
    """Return a paragraph that docxtpl replaces by the Jinja tag it holds."""
    return paragraph("BodyText", f"{{%p {tag} %}}")


# ---- content controls: what the district may write


@dataclass(frozen=True, slots=True)
class Control:
    """One content control: its tag and alias, and the Jinja expression of its value."""

    tag: str
    alias: str
    value: str = ""

    def inline(self, number: int, *kind: Node) -> Node:
        """Return it as part of a line; without a kind it takes rich text, pictures too."""
        return w("sdt", self._properties(number, *kind), w("sdtContent", run(self.value)))

    def block(self, number: int) -> Node:
        """Return it as paragraphs of its own, which grow with the answer."""
        return w("sdt", self._properties(number), w("sdtContent", paragraph("Answer", self.value)))

    def _properties(self, number: int, *kind: Node) -> Node:
        return w(
            "sdtPr",
            w("alias", val=self.alias),
            w("tag", val=self.tag),
            w("id", val=number),
            w("lock", val="sdtLocked"),
            *kind,
        )


def date_kind() -> Node:
    return w(
        "date",
        w("dateFormat", val="MMMM d, yyyy"),
        w("lid", val="en-US"),
        w("storeMappedDataAs", val="dateTime"),
        w("calendar", val="gregorian"),
    )


@dataclass(slots=True)
class Numbers:
    """What must be unique in a letter: control ids and numbered lists."""

    controls: Iterator[int] = field(default_factory=lambda: count(1001))
    lists: int = 0

    def numbered(self, *texts: str, style: str = "ListNumber") -> list[Node]:
        """Return a list that starts at 1; its level is named since a style may carry none."""
        self.lists += 1
        return items(style, texts, w("numPr", w("ilvl", val=0), w("numId", val=FIRST_LIST + self.lists - 1)))

    def line(self, name: str, control: Control, *, last: bool = False) -> Node:
        """Return one labelled line of a box to fill."""
        settings = [] if last else [w("keepNext")]
        kind = w("text")
        return paragraph("Field", label(name), tab(), control.inline(next(self.controls), kind), settings=settings)

    def answer(self, tag: str, alias: str, value: str) -> Node:
        """Return a box for a long answer.

        Its lines become paragraphs (docxtpl reads the bell character so): LibreOffice 7.4 puts a line break of
        a control with one paragraph at the control's start.
        """
        lines = f'{{{{ {value} | replace("\\n", "\\a") }}}}'
        return Control(tag, alias, lines).block(next(self.controls))


# ---- the parts of a letter that both editions share


DISTRICT_NAME = Control("district.name", "District name", "{{ district.name }}")


def opening(subtitle: str, to_do: str) -> list[Node]:
    """Return masthead, title and the facts a reader looks for first."""
    return [
        paragraph("Masthead", "{{ agency.name }}"),
        paragraph("Title", "{{ program.short_name }} Letter of Commitment"),
        paragraph("Subtitle", subtitle),
        logic("if district.name"),
        paragraph("Fact", label("District"), tab(), "{{ district.name }} ({{ district.number }})"),
        logic("endif"),
        paragraph("Fact", label("Program"), tab(), "{{ program.name }}"),
        logic("if due_on"),
        paragraph("Fact", label("Return by"), tab(), "{{ due_on }}"),
        logic("endif"),
        paragraph("Fact", label("To do"), tab(), to_do),
    ]


def superintendent(numbers: Numbers, heading: str) -> list[Node]:
    name = Control("superintendent.name", "Superintendent name", "{{ superintendent.name }}")
    email = Control("superintendent.email", "Superintendent e-mail", "{{ superintendent.email }}")
    return [
        paragraph(heading, "Superintendent"),
        numbers.line("Name", name),
        numbers.line("E-mail", email, last=True),
    ]


def contact_line(numbers: Numbers, key: str, name: str, *, last: bool = False) -> Node:
    tag = "points_of_contact.{{ loop.index }}." + key
    alias = "Contact {{ loop.index }} " + name.lower()
    return numbers.line(name, Control(tag, alias, f"{{{{ contact.{key} }}}}"), last=last)


def points_of_contact(numbers: Numbers, heading: str) -> list[Node]:
    """Return one box, repeated for each contact.

    The control ids repeat too, since Word takes only plain numbers for them: whoever fills the letter
    numbers them again.
    """
    return [
        logic("for contact in points_of_contact"),
        paragraph(heading, "Point of contact {{ loop.index }}"),
        contact_line(numbers, "name", "Name"),
        contact_line(numbers, "title", "Title"),
        contact_line(numbers, "email", "E-mail", last=True),
        logic("endfor"),
    ]


def returning() -> list[Node]:
    """Return whom to ask; the last page itself says how the letter goes back."""
    return [
        paragraph("Heading2", "Returning this letter"),
        text(
            "The last page says where the signed letter goes. Questions go to {{ return_to.name }}, {{ agency.unit }}:"
            " {{ return_to.email }}{% if return_to.phone %}, {{ return_to.phone }}{% endif %}."
        ),
    ]


# ---- the signature page


def cell(width: int, *content: Content, style: str = "TableText", span: int = 1, fill: str = "") -> Node:
    settings = [w("tcW", w=width, type="dxa")]
    if span > 1:
        settings.append(w("gridSpan", val=span))
    if fill:
        settings.append(w("shd", val="clear", color="auto", fill=fill))
    settings.append(w("vAlign", val="center"))
    return w("tc", w("tcPr", *settings), paragraph(style, *content))


def row(height: float, *cells: Node) -> Node:
    exact = w("trHeight", val=round(height * INCH), hRule="exact")
    return w("tr", w("trPr", w("cantSplit"), exact), *cells)


LABEL_WIDTH = INCH + INCH // 2
ROOM_WIDTH = TEXT_WIDTH - LABEL_WIDTH


@dataclass(frozen=True, slots=True)
class RowHeights:
    """Of the heading, of the room to sign in, and of a room for a line, in inches."""

    heading: float
    signature: float
    line: float


HEIGHTS = RowHeights(0.36, 0.7, 0.36)
HEIGHTS_OF_FOUR = RowHeights(0.28, 0.54, 0.28)


def row_logic(tag: str) -> Node:
    """Return a row that docxtpl replaces by the Jinja tag it holds."""
    return w("tr", cell(TEXT_WIDTH, f"{{%tr {tag} %}}", span=2))


def signature_block(numbers: Numbers, heights: RowHeights, agency: dict[str, Content]) -> list[Node]:
    """Return a party's rows: a heading across, then a labelled row for each room to write.

    The agency's rooms are no controls: its approval is drawn there later, on paper or here.
    """
    heading = "{{ signature.label }}: {{ signature.role }}"
    return [
        row(heights.heading, cell(TEXT_WIDTH, heading, style="TableHeading", span=2, fill=ACCENT)),
        row_logic("if signature.is_agency"),
        *room_rows(heights, agency),
        row_logic("else"),
        *room_rows(heights, party_rooms(numbers)),
        row_logic("endif"),
    ]


def room_rows(heights: RowHeights, rooms: dict[str, Content]) -> list[Node]:
    return [
        row(
            heights.signature if name == "Signature" else heights.line,
            cell(LABEL_WIDTH, name, style="TableLabel", fill=TINT),
            cell(ROOM_WIDTH, content),
        )
        for name, content in rooms.items()
    ]


def agency_rooms(name: str = "", title: str = "") -> dict[str, Content]:
    return {"Signature": "", "Printed name": name, "Title": title, "Date": ""}


def party_rooms(numbers: Numbers) -> dict[str, Content]:
    kinds = {"Signature": None, "Printed name": w("text"), "Title": w("text"), "Date": date_kind()}
    rooms: dict[str, Content] = {}
    for name, kind in kinds.items():
        tag = f"signature.{{{{ signature.party }}}}.{name.split()[-1].lower()}"
        control = Control(tag, f"{{{{ signature.label }}}} {name.lower()}")
        rooms[name] = control.inline(next(numbers.controls), *([] if kind is None else [kind]))
    return rooms


def borders(tag: str, *sides: str, colour: str = RULE) -> Node:
    return w(tag, *(w(side, val="single", sz=4, space=0, color=colour) for side in sides))


def table_of(widths: Iterable[int], rows: Iterable[Node], *properties: Node) -> Node:
    columns = list(widths)
    grid = w("tblGrid", *(w("gridCol", w=width) for width in columns))
    start = [w("tblW", w=sum(columns), type="dxa")]
    return w("tbl", w("tblPr", *start, *properties), grid, *rows)


def signature_table(numbers: Numbers, agency: dict[str, Content]) -> Node:
    """Return the blocks of all that sign; four have lower rows, so that one page holds them."""
    return table_of(
        (LABEL_WIDTH, ROOM_WIDTH),
        [
            row_logic("for signature in signatures"),
            row_logic("if signatures | length < 4"),
            *signature_block(numbers, HEIGHTS, agency),
            row_logic("else"),
            *signature_block(numbers, HEIGHTS_OF_FOUR, agency),
            row_logic("endif"),
            row_logic("endfor"),
        ],
        borders("tblBorders", "top", "left", "bottom", "right", "insideH", "insideV"),
        w("tblLayout", type="fixed"),
        margins(115),
        w("tblLook", val="0000", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        w("tblCaption", val="Required signatures"),
        w("tblDescription", val="Room for signature, printed name, title and date of each party that signs"),
    )


def margins(side: int, top: int = 0) -> Node:
    return w(
        "tblCellMar",
        w("top", w=top, type="dxa"),
        w("left", w=side, type="dxa"),
        w("bottom", w=0, type="dxa"),
        w("right", w=side, type="dxa"),
    )


def signature_page(numbers: Numbers, agency: dict[str, Content], send: str) -> list[Node]:
    """Return what stands on the last page; the paper below the last sentence stays blank for a stamp."""
    return [
        paragraph("Heading2", "Required signatures"),
        lead(
            "Each party completes a block of its own.{% for signature in signatures if signature.is_agency %} The"
            " {{ agency.name }} completes its block when the letter has come back.{% endfor %}"
        ),
        signature_table(numbers, agency),
        paragraph("AfterTable", send),
    ]


def send_back(other_way: str = "") -> str:
    """Return the one sentence that says what to send back, to whom, how and until when."""
    return (
        "Send back every page of the letter, with this page signed and dated, by e-mail to {{ return_to.name }} at"
        f" {{{{ return_to.email }}}}{other_way}{{% if due_on %}}, by {{{{ due_on }}}}{{% endif %}}."
    )


# ---- headers, footers and their codes


@dataclass(frozen=True, slots=True)
class Furniture:
    """A header or footer with its code, which the program finds by the picture's name."""

    kind: str
    part: str
    relation: str
    picture: str
    number: int
    code_on_left: bool = True

    @property
    def media(self) -> str:
        """Return the file name of its picture."""
        """Return the file name of its picture."""
        return f"{self.picture}.png"

    def node(self) -> Node:
        """Return the part's content: code and print side by side in one table row."""
        side = "CodeTextLeft" if self.code_on_left else "CodeTextRight"
        print_width = TEXT_WIDTH - CODE_WIDTH
        code = w("tc", w("tcPr", w("tcW", w=CODE_WIDTH, type="dxa")), self._code())
        words = w("tc", w("tcPr", w("tcW", w=print_width, type="dxa"), w("vAlign", val="center")), *print_of(side))
        cells, widths = [code, words], [CODE_WIDTH, print_width]
        if not self.code_on_left:
            cells, widths = cells[::-1], widths[::-1]
        name = f"Code and page number in the {self.part.rstrip('0123456789')}"
        table = table_of(
            widths,
            [row(0.74, *cells)],
            w("tblLayout", type="fixed"),
            margins(0),
            w("tblLook", val="0000", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
            w("tblCaption", val=name),
        )
        # Word wants a paragraph after a table that ends a header or footer.
        return root("ftr" if self.kind == "footer" else "hdr", table, paragraph("EndOfTable"))

    def reference(self) -> Node:
        node = w(f"{self.kind}Reference", type="default")
        node.set("r:id", self.relation)
        return node

    def _code(self) -> Node:
        style = "CodeLeft" if self.code_on_left else "CodeRight"
        return paragraph(style, w("r", w("drawing", inline_picture(self.picture, self.number))))


CODE_WIDTH = INCH
FURNITURE = (
    Furniture("footer", "footer1", "rId10", "loc-code-body", 1),
    Furniture("header", "header1", "rId11", "loc-code-signature-header", 2),
    Furniture("footer", "footer2", "rId12", "loc-code-signature-footer", 3, code_on_left=False),
)


def print_of(style: str) -> list[Node]:
    pages = [run("Page "), page_field("PAGE"), run(" of "), page_field("NUMPAGES")]
    return [
        paragraph(style, label("{{ letter.id }} rev. {{ letter.revision }}")),
        paragraph(style, "{{ program.name }}, {{ agency.name }}"),
        paragraph(style, *pages),
    ]


def inline_picture(name: str, number: int) -> Node:
    """Return a 0.7-inch picture; the relation of its one picture is `rId1` in every part."""
    size = {"cx": str(CODE_EMU), "cy": str(CODE_EMU)}
    alt = "QR code of letter {{ letter.id }}, revision {{ letter.revision }}"
    named = {"id": str(number), "name": name, "descr": alt}
    blip = ET.Element("a:blip", {"r:embed": "rId1"})
    fill = element("pic:blipFill", blip, element("a:stretch", element("a:fillRect")))
    frame = element("a:xfrm", element("a:off", x="0", y="0"), element("a:ext", **size))
    shape = element("pic:spPr", frame, element("a:prstGeom", element("a:avLst"), prst="rect"))
    about = element("pic:nvPicPr", element("pic:cNvPr", **named), element("pic:cNvPicPr"))
    picture = element("pic:pic", about, fill, shape)
    data = element("a:graphicData", picture, uri=NAMESPACES["xmlns:pic"])
    return element(
        "wp:inline",
        element("wp:extent", **size),
        element("wp:docPr", **named),
        element("wp:cNvGraphicFramePr", element("a:graphicFrameLocks", noChangeAspect="1")),
        element("a:graphic", data),
        distT="0",
        distB="0",
        distL="0",
        distR="0",
    )


def placeholder_picture(shade: int) -> bytes:
    """Return a PNG that looks like a code not drawn yet; its shade tells the pictures apart."""
    side, rows = 84, bytearray()
    for y in range(side):
        rows.append(0)
        rows.extend(shade if is_finder(x, y, side) else 236 for x in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*part) for part in parts)


def is_finder(x: int, y: int, side: int) -> bool:
    """Return whether a pixel belongs to the frame of one of a code's three corner squares."""
    size, inset, pen = 24, 8, 5
    far = side - inset - size
    for left, top in ((inset, inset), (far, inset), (inset, far)):
        edge = min(x - left, y - top, left + size - 1 - x, top + size - 1 - y)
        if 0 <= edge < pen:
            return True
    return False


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


# ---- styles


def spacing(before: float = 0, after: float = 0, line: float = 1.0) -> Node:
    return w("spacing", before=round(before * 20), after=round(after * 20), line=round(line * 240), lineRule="auto")


def look(size: float, *, bold: bool = False, colour: str = "") -> list[Node]:
    weight = [w("b"), w("bCs")] if bold else []
    paint = [w("color", val=colour)] if colour else []
    half_points = round(size * 2)
    return [*weight, *paint, w("sz", val=half_points), w("szCs", val=half_points)]


def style(
    name: str,
    *settings: Node,
    letters: Iterable[Node] = (),
    based_on: str = "Normal",
    following: str = "",
    custom: bool = False,
) -> Node:
    """Return a paragraph style whose id is its name without spaces."""
    style_id = name.title().replace(" ", "")
    attributes = {"type": "paragraph", "styleId": style_id} | ({"customStyle": "1"} if custom else {})
    after = [w("next", val=following)] if following else []
    children = [w("name", val=name), w("basedOn", val=based_on), *after, w("qFormat")]
    return w("style", *children, w("pPr", *settings), w("rPr", *letters), **attributes)


def box(top: int, bottom: int) -> list[Node]:
    """Return border and tint that show where the district writes; neighbours join into one box."""
    edge: dict[str, str | int] = {"val": "single", "sz": 4, "color": TINT}
    return [
        w(
            "pBdr",
            w("top", space=top, **edge),
            w("left", val="single", sz=24, space=8, color=ACCENT),
            w("bottom", space=bottom, **edge),
            w("right", space=6, **edge),
        ),
        w("shd", val="clear", color="auto", fill=TINT),
    ]


def hanging(left: int, by: int) -> Node:
    return w("ind", left=left, hanging=by)


def stop(position: int) -> Node:
    return w("tabs", w("tab", val="left", pos=position))


def reading_styles() -> list[Node]:
    keep = [w("keepNext"), w("keepLines")]
    numbered = w("numPr", w("numId", val=HEADINGS))
    underline = w("pBdr", w("bottom", val="single", sz=12, space=6, color=ACCENT))
    return [
        style("Body Text", spacing(before=5, after=6, line=1.2)),
        style("Masthead", underline, spacing(after=20), letters=look(11, bold=True, colour=ACCENT), custom=True),
        style("Title", *keep, spacing(after=2), letters=look(26, bold=True, colour=ACCENT), following="Subtitle"),
        style("Subtitle", *keep, spacing(after=16), letters=look(14, colour=QUIET), following="BodyText"),
        style("Fact", stop(1440), spacing(after=4), hanging(1440, 1440), custom=True),
        style(
            "heading 1",
            *keep,
            numbered,
            spacing(before=20, after=6),
            w("outlineLvl", val=0),
            letters=look(15, bold=True, colour=ACCENT),
            following="BodyText",
        ),
        style(
            "heading 2",
            *keep,
            spacing(before=12, after=4),
            w("outlineLvl", val=1),
            letters=look(11, bold=True),
            following="BodyText",
        ),
        style(
            "heading 3",
            *keep,
            spacing(before=8, after=6),
            w("outlineLvl", val=2),
            letters=look(10, bold=True, colour=ACCENT),
            following="BodyText",
        ),
        style("List Number", w("keepLines"), numbering_of(FIRST_LIST), spacing(after=4, line=1.15)),
        style("List Bullet", w("keepLines"), numbering_of(BULLETS), spacing(after=4, line=1.15)),
    ]


def writing_styles() -> list[Node]:
    return [
        style("Answer", *box(6, 14), spacing(before=8, after=6, line=1.2), w("ind", left=200, right=140), custom=True),
        style(
            "Field",
            w("keepLines"),
            *box(5, 5),
            stop(1440),
            spacing(line=1.25),
            w("ind", left=1440, right=140, hanging=1240),
            custom=True,
        ),
        style("Action", w("keepNext"), spacing(before=10, after=8), letters=look(10, bold=True), custom=True),
        style("Note", w("keepNext"), spacing(after=8, line=1.2), letters=look(9.5, colour=QUIET), custom=True),
    ]


def page_styles() -> list[Node]:
    small = look(8, colour=QUIET)
    return [
        style("Table Text", letters=look(10), custom=True),
        style("Table Label", letters=look(9.5, bold=True), based_on="TableText", custom=True),
        style(
            "Table Heading",
            w("keepNext"),
            letters=look(10, bold=True, colour="FFFFFF"),
            based_on="TableText",
            custom=True,
        ),
        style("After Table", spacing(before=12, line=1.2), custom=True),
        style("header"),
        style("footer"),
        style("Code Left", letters=look(1), based_on="Footer", custom=True),
        style("Code Right", w("jc", val="right"), letters=look(1), based_on="Footer", custom=True),
        style("Code Text Left", spacing(after=2), letters=small, based_on="Footer", custom=True),
        style("Code Text Right", spacing(after=2), w("jc", val="right"), letters=small, based_on="Footer", custom=True),
        style("End Of Table", w("spacing", line=20, lineRule="exact"), letters=look(1), based_on="Footer", custom=True),
    ]


def character_style(name: str, style_id: str, *letters: Node) -> Node:
    children = [w("name", val=name), w("basedOn", val="DefaultParagraphFont"), w("qFormat"), w("rPr", *letters)]
    return w("style", *children, type="character", styleId=style_id)


def base_styles() -> list[Node]:
    font = w("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    tongue = w("lang", val="en-US", eastAsia="en-US", bidi="ar-SA")
    defaults = w("rPrDefault", w("rPr", font, *look(10), tongue))
    no_margins = w("tblPr", w("tblInd", w=0, type="dxa"), margins(108))
    hidden = [w("uiPriority", val=99), w("semiHidden"), w("unhideWhenUsed")]
    return [
        w("docDefaults", defaults, w("pPrDefault", w("pPr", spacing()))),
        w("style", w("name", val="Normal"), w("qFormat"), type="paragraph", default=1, styleId="Normal"),
        w(
            "style",
            w("name", val="Default Paragraph Font"),
            *hidden,
            type="character",
            default=1,
            styleId="DefaultParagraphFont",
        ),
        w("style", w("name", val="Normal Table"), *hidden, no_margins, type="table", default=1, styleId="TableNormal"),
        w("style", w("name", val="No List"), *hidden, type="numbering", default=1, styleId="NoList"),
        character_style("Strong", "Strong", w("b"), w("bCs")),
        character_style("Placeholder Text", "PlaceholderText", w("color", val="5F6B70")),
    ]


def styles_part() -> Node:
    return root("styles", *base_styles(), *reading_styles(), *writing_styles(), *page_styles())


# ---- numbering, settings, sections


HEADINGS, BULLETS, FIRST_LIST = 1, 2, 3


def numbering_of(number: int) -> Node:
    return w("numPr", w("numId", val=number))


def scheme(number: int, form: str, sign: str, left: int, *, linked: str = "") -> Node:
    bold = w("rPr", w("color", val=ACCENT))
    level = w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=form),
        *([w("pStyle", val=linked)] if linked else []),
        w("lvlText", val=sign),
        w("lvlJc", val="left"),
        w("pPr", w("tabs", w("tab", val="num", pos=left)), hanging(left, left if linked == "Heading1" else 320)),
        bold,
        ilvl=0,
    )
    return w(
        "abstractNum",
        w("nsid", val=f"4C0C000{number}"),
        w("multiLevelType", val="singleLevel"),
        level,
        abstractNumId=number,
    )


def numbering_part(lists: int) -> Node:
    """Return heading numerals, bullets, and one restarting instance for each numbered list."""
    fresh = [
        w(
            "num",
            w("abstractNumId", val=3),
            w("lvlOverride", w("startOverride", val=1), ilvl=0),
            numId=FIRST_LIST + index,
        )
        for index in range(lists)
    ]
    return root(
        "numbering",
        scheme(1, "upperRoman", "%1.", 480, linked="Heading1"),
        scheme(2, "bullet", "\N{BULLET}", 520, linked="ListBullet"),
        scheme(3, "decimal", "%1.", 520),
        w("num", w("abstractNumId", val=1), numId=HEADINGS),
        w("num", w("abstractNumId", val=2), numId=BULLETS),
        *fresh,
    )


def settings_part() -> Node:
    office = "http://schemas.microsoft.com/office/word"
    wanted = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    return root(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", *(w("compatSetting", name=name, uri=office, val=value) for name, value in wanted.items())),
        w("themeFontLang", val="en-US"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


THEME_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": ACCENT,
    "lt2": TINT,
    "accent1": ACCENT,
    "accent2": QUIET,
    "accent3": "4F7F8F",
    "accent4": "7A8B91",
    "accent5": RULE,
    "accent6": "5F6B70",
    "hlink": ACCENT,
    "folHlink": QUIET,
}


def a(tag: str, *children: Node, **attributes: str) -> Node:
    return element(f"a:{tag}", *children, **attributes)


def theme_part() -> Node:
    """Return the colours and fonts that Word offers when a person edits the letter."""
    colours = [a(name, a("srgbClr", val=value)) for name, value in THEME_COLOURS.items()]
    fonts = [a(kind, a("latin", typeface=FONT), a("ea", typeface=""), a("cs", typeface="")) for kind in THEME_FONTS]
    elements = [a("clrScheme", *colours, name="Letter"), a("fontScheme", *fonts, name="Letter"), theme_effects()]
    node = a("theme", a("themeElements", *elements), name="Letter")
    node.set("xmlns:a", NAMESPACES["xmlns:a"])
    return node


THEME_FONTS = ("majorFont", "minorFont")


def theme_effects() -> Node:
    """Return the plain effects; the schema wants three of each."""

    def fill() -> Node:
        return a("solidFill", a("schemeClr", val="phClr"))

    fills = [a(kind, *(fill() for _ in range(3))) for kind in ("fillStyleLst", "bgFillStyleLst")]
    lines = a("lnStyleLst", *(a("ln", fill(), w=str(width)) for width in (6350, 12700, 19050)))
    effects = a("effectStyleLst", *(a("effectStyle", a("effectLst")) for _ in range(3)))
    return a("fmtScheme", fills[0], lines, effects, fills[1], name="Letter")


def section(*furniture: Furniture, top: float) -> Node:
    edges = {"right": INCH, "left": INCH, "header": 504, "footer": 504, "gutter": 0}
    return w(
        "sectPr",
        *(part.reference() for part in furniture),
        w("type", val="nextPage"),
        w("pgSz", w=round(8.5 * INCH), h=11 * INCH),
        w("pgMar", top=round(top * INCH), bottom=round(1.35 * INCH), **edges),
    )


def document_part(body: list[Node], last_page: list[Node]) -> Node:
    """Return the letter in two sections; the last paragraph of the body carries the first one's end."""
    body_footer, *of_signature_page = FURNITURE
    properties = body[-1].find("w:pPr")
    if properties is None:
        message = "the body of a letter must end with a paragraph"
        raise ValueError(message)
    properties.append(section(body_footer, top=0.9))
    return root("document", w("body", *body, *last_page, section(*of_signature_page, top=1.35)))


# ---- the package


def root(tag: str, *children: Node) -> Node:
    node = w(tag, *children)
    node.attrib.update(NAMESPACES)
    return node


def relations(*targets: tuple[str, str, str]) -> Node:
    links = [element("Relationship", Id=name, Type=kind, Target=target) for name, kind, target in targets]
    return element("Relationships", *links, xmlns=f"{PACKAGE}/relationships")


def package_relations() -> Node:
    return relations(
        ("rId1", f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
        ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId3", f"{OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        ("rId4", f"{OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
    )


def document_relations() -> Node:
    kinds = ("styles", "numbering", "settings", "fontTable")
    own = [(f"rId{n}", f"{OFFICE}/relationships/{kind}", f"{kind}.xml") for n, kind in enumerate(kinds, 1)]
    own.append(("rId5", f"{OFFICE}/relationships/theme", "theme/theme1.xml"))
    shared = [(part.relation, f"{OFFICE}/relationships/{part.kind}", f"{part.part}.xml") for part in FURNITURE]
    return relations(*own, *shared)


def content_types() -> Node:
    properties = "application/vnd.openxmlformats-officedocument"
    types = {f"/word/{part.part}.xml": f"{WORD_TYPE}.{part.kind}+xml" for part in FURNITURE}
    types |= {
        f"/word/{kind}.xml": f"{WORD_TYPE}.{kind}+xml" for kind in ("styles", "numbering", "settings", "fontTable")
    }
    types |= {
        "/word/document.xml": f"{WORD_TYPE}.document.main+xml",
        "/word/theme/theme1.xml": f"{properties}.theme+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": f"{properties}.extended-properties+xml",
        "/docProps/custom.xml": f"{properties}.custom-properties+xml",
    }
    kinds = {
        "png": "image/png",
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
    }
    defaults = [element("Default", Extension=end, ContentType=kind) for end, kind in kinds.items()]
    named = [element("Override", PartName=part, ContentType=kind) for part, kind in sorted(types.items())]
    return element("Types", *defaults, *named, xmlns=f"{PACKAGE}/content-types")


def core_properties(subject: str) -> Node:
    node = element(
        "cp:coreProperties",
        element("dc:title", text="{{ program.short_name }} Letter of Commitment {{ school_year }}"),
        element("dc:subject", text=subject),
        element("dc:creator", text="{{ agency.name }}"),
        element("dc:language", text="en-US"),
        ET.Element("dcterms:created", {"xsi:type": "dcterms:W3CDTF"}),
        ET.Element("dcterms:modified", {"xsi:type": "dcterms:W3CDTF"}),
    )
    for moment in node[-2:]:
        moment.text = MADE_AT
    node.attrib.update(
        {
            "xmlns:cp": f"{PACKAGE}/metadata/core-properties",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:dcterms": "http://purl.org/dc/terms/",
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        }
    )
    return node


def app_properties() -> Node:
    return element("Properties", element("Application", text="LoC Builder"), xmlns=f"{OFFICE}/extended-properties")


def custom_properties() -> Node:
    """Return the two properties that say in a returned file which letter it is."""
    format_id = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
    node = element("Properties", xmlns=f"{OFFICE}/custom-properties")
    node.set("xmlns:vt", f"{OFFICE}/docPropsVTypes")
    for number, name in enumerate(("LetterId", "LetterRevision"), 2):
        node.append(element("property", element("vt:lpwstr", text="-"), fmtid=format_id, pid=str(number), name=name))
    return node


def font_table() -> Node:
    font = w(
        "font",
        w("panose1", val="020B0604020202020204"),
        w("charset", val="00"),
        w("family", val="swiss"),
        w("pitch", val="variable"),
        name=FONT,
    )
    return root("fonts", font)


@dataclass(frozen=True, slots=True)
class Letter:
    """One template: what the body says, what the signature page holds."""

    body: list[Node]
    last_page: list[Node]
    lists: int
    subject: str

    def parts(self) -> dict[str, Node | bytes]:
        """Return every part of the package by its name, in the order of the file."""
        """Return every part of the package by its name, in the order of the file."""
        parts: dict[str, Node | bytes] = {
            "[Content_Types].xml": content_types(),
            "_rels/.rels": package_relations(),
            "docProps/app.xml": app_properties(),
            "docProps/core.xml": core_properties(self.subject),
            "docProps/custom.xml": custom_properties(),
            "word/_rels/document.xml.rels": document_relations(),
            "word/document.xml": document_part(self.body, self.last_page),
            "word/fontTable.xml": font_table(),
            "word/numbering.xml": numbering_part(self.lists),
            "word/settings.xml": settings_part(),
            "word/styles.xml": styles_part(),
            "word/theme/theme1.xml": theme_part(),
        }
        for index, furniture in enumerate(FURNITURE):
            parts[f"word/{furniture.part}.xml"] = furniture.node()
            picture = ("rId1", f"{OFFICE}/relationships/image", f"media/{furniture.media}")
            parts[f"word/_rels/{furniture.part}.xml.rels"] = relations(picture)
            parts[f"word/media/{furniture.media}"] = placeholder_picture(150 + 8 * index)
        return parts


def write(letter: Letter, file: Path) -> None:
    """Write a package, uncompressed: deflate gives other bytes with other versions of zlib."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
        for name, part in letter.parts().items():
            data = part if isinstance(part, bytes) else serialized(part)
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.create_system = 0
            package.writestr(entry, data)


def serialized(node: Node) -> bytes:
    words: str = ET.tostring(node, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{words}'.encode()


# ---- the letter of 2017-2018


def letter_2017() -> Letter:
    numbers = Numbers()
    body = [
        *opening(
            "School year {{ school_year }}",
            "Complete section IV, sign and date the last page, and return the whole letter.",
        ),
        *purpose_2017(),
        *background_2017(numbers),
        *commitments_2017(numbers),
        *plan_2017(numbers),
        *agreement_2017(),
    ]
    last_page = signature_page(
        numbers, agency_rooms(), send_back(f"{{% if return_to.post %}} or by post to {POST}{{% endif %}}")
    )
    subject = "Agreement of a school district with the {{ program.name }}"
    return Letter(body, last_page, numbers.lists, subject)


def purpose_2017() -> list[Node]:
    return [
        paragraph("Heading1", "Statement of purpose and term"),
        text(
            "The {{ program.name }} ({{ program.short_name }}) joins school districts and the {{ agency.name }}"
            " ({{ agency.short_name }}) as partners. Its members exchange new approaches and learn from one another"
            " how schooling in our state can be redesigned. {{ agency.short_name }} itself belongs to the"
            " Innovation Lab Network of the Council of Chief State School Officers (CCSSO). Together with other"
            " states of that network, and with Kentucky districts that are ready to lead, it develops models of"
            " learning that give every student the best start in the twenty-first century."
        ),
        lead(
            "With this Letter of Commitment (LOC), the {{ agency.name }} and the " + DISTRICT + " school"
            " district enter into a partnership. Its term follows from the day of signing:"
        ),
        *bullets(
            "signed from June 1 through December 31: the current school year;",
            "signed from January 1 through May 31: the current school year and the one after it.",
        ),
    ]


def background_2017(numbers: Numbers) -> list[Node]:
    return [
        paragraph("Heading1", "Background and beliefs"),
        lead(
            "The {{ program.short_name }} builds on the six attributes that CCSSO's Innovation Lab Network holds to"
            " be critical for innovation in education:"
        ),
        *numbers.numbered(
            "World-class knowledge and skills",
            "Student agency",
            "Personalized learning",
            "Performance-based assessment",
            "Anytime, anywhere opportunities",
            "Comprehensive systems of learner support",
        ),
        lead("Its work also serves three priorities of the state:"),
        *bullets(
            "Enable districts to put whole systems of personalized learning in place, and teachers and leaders to"
            " gain the competencies that such learning asks of them.",
            "Try out new forms of assessment, built on performance tasks and on demonstrated competency.",
            "Design measures of local accountability together with districts.",
        ),
    ]


def commitments_2017(numbers: Numbers) -> list[Node]:
    return [
        paragraph("Heading1", "Mutual commitments"),
        paragraph("Heading2", "Benefits of joining the {{ program.short_name }}"),
        lead(
            "What members gain most, in the view of {{ agency.short_name }}, is one another: contact with other"
            " Kentucky districts, and with schools and organizations beyond the state, to pass on what works and"
            " what has been learned. For its part, {{ agency.short_name }} offers the member districts:"
        ),
        *numbers.numbered(
            "Continuing technical help, support and coordination by {{ agency.short_name }} and its partners.",
            "Help in finding and evaluating effective practices and in making them known, among the member"
            " districts and to a wider circle.",
            "A door to CCSSO and what it has to offer, with the possibility of taking part in its convenings.",
            "A place in initiatives of the {{ program.short_name }} or of CCSSO, such as a study group on"
            " personalized learning.",
            "Wherever possible, a way to funds for personalized learning. {{ agency.short_name }} expects, for"
            " example, to set up a grant for visits to model schools across the country, for which only members may"
            " apply.",
        ),
        paragraph("Heading2", "Participation criteria"),
        lead(
            "A district that signs this LOC commits itself to the work of the {{ program.short_name }}, including"
            " practices such as these:"
        ),
        *numbers.numbered(
            "The district does its best to be represented at the annual convening. The next one is planned for"
            " {{ values.next_convening }}.",
            "The district does its best to be represented on the monthly calls.",
            "The district lets other local districts draw on what it knows.",
            "In the course of the school year, the district joins one initiative of the {{ program.short_name }} or"
            " of CCSSO, or more than one. Such an initiative may be a study group on personalized learning, a part"
            " in educational research, comments on a glossary of terms for changing education, or another project.",
            "The district hands in an annual report on two or three policies or practices of its own. The report"
            " dwells on those that redesign systems so that students learn and succeed far better than before.",
        ),
    ]


def plan_2017(numbers: Numbers) -> list[Node]:
    ordinals = ("First point of action", "Second point of action", "Third point of action, if there is one")
    titles = numbers.numbered(*ordinals, style="Action")
    actions: list[Node] = []
    for index, title in enumerate(titles):
        tag, alias = f"answers.points_of_action.{index + 1}", f"Point of action {index + 1}"
        actions += [title, numbers.answer(tag, alias, f"answers.points_of_action[{index}]")]
    return [
        paragraph("Heading1", "District plan"),
        paragraph("Heading2", "Contact information"),
        logic("if not district.name"),
        paragraph("Heading3", "District"),
        numbers.line("Name", DISTRICT_NAME, last=True),
        logic("endif"),
        *superintendent(numbers, "Heading3"),
        *points_of_contact(numbers, "Heading3"),
        paragraph("Heading2", "Points of action"),
        lead(
            "Choose two or three points of action for the plan of your district, within the priorities that this"
            " LOC sets out. Your annual report will sum up these points of action."
        ),
        *actions,
    ]


def agreement_2017() -> list[Node]:
    return [
        paragraph("Heading1", "Agreement"),
        text(
            "{{ agency.short_name }} and the districts of the {{ program.short_name }} accept the principles and"
            " commitments set out above. In good faith, they will work side by side to fulfill both what they have"
            " undertaken together and what each district has undertaken for itself."
        ),
        text(
            "The agreement is in force for the current school year if it is signed from June 1 through December 31,"
            " and for the current school year and the one after it if it is signed from January 1 through May 31."
            " The parties intend the work to last, and to grow, well beyond this term. Both understand that the"
            " district remains entirely free to take part in similar work with other organizations."
        ),
        paragraph("Heading2", "Amendment and termination"),
        text(
            "Whenever the parties agree, they may amend the innovation priorities. A district of the"
            " {{ program.short_name }} may end the agreement by giving notice in writing. A district that ends it"
            " early may lose the support described above."
        ),
        *returning(),
    ]


# ---- the letter of 2024-2025


def letter_2024() -> Letter:
    numbers = Numbers()
    body = [
        *opening(
            "{{ school_year }} school year",
            "Complete sections IV and V, sign and date the last page, and return the whole letter.",
        ),
        *purpose_2024(),
        *innovation_2024(numbers),
        *commitments_2024(),
        *contacts_2024(numbers),
        *plans_2024(numbers),
        *agreement_2024(),
    ]
    last_page = signature_page(numbers, agency_rooms("{{ signature.name }}", "{{ signature.title }}"), send_back())
    subject = "Agreement of a school district with the {{ program.name }}"
    return Letter(body, last_page, numbers.lists, subject)


def purpose_2024() -> list[Node]:
    return [
        paragraph("Heading1", "Statement of purpose"),
        text(
            "In the {{ program.name }} ({{ program.short_name }}), school districts and the {{ agency.name }}"
            " ({{ agency.short_name }}) work as partners. They share new ideas for education, make local systems of"
            " learning better, and use the strength of public school districts to give Kentucky a future of"
            " learning that lives up to the United We Learn vision of its people. {{ agency.short_name }}"
            " contributes its ties with peer states and national networks. Together, the partners develop models of"
            " learning that ready every student for the years after high school and that change our system of"
            " education."
        ),
    ]


def innovation_2024(numbers: Numbers) -> list[Node]:
    return [
        paragraph("Heading1", "What innovation means"),
        paragraph("Heading2", "Definition"),
        text(
            "The word is used here as in the Kentucky Personalized Learning Glossary. An innovation is something new,"
            " or a creative alternative to what is done today in teaching or in administration, that aims at better"
            " learning and performance for all students. To innovate is to keep looking for another approach"
            " because it may give better results."
        ),
        paragraph("Heading2", "Innovation in practice"),
        lead(
            "What is innovative depends on where a district stands when it looks for better ways for its students"
            " to learn, to experience school and to succeed; {{ agency.short_name }} acknowledges this. In the end,"
            " every innovative practice should help to bring about the Three Big Ideas of the United We Learn"
            " vision:"
        ),
        *bullets(
            "Vibrant learning experiences for every student",
            "Innovation in assessment",
            "Collaboration with communities",
        ),
        lead(
            "The Kentucky Innovation Guide, released in 2024, describes what member districts are doing in six key"
            " action areas:"
        ),
        *numbers.numbered(
            "Creating portraits of a learner",
            "Innovation in local assessment and accountability",
            "Effective use of funding to support personalization",
            "Use of flexible graduation requirements",
            "Organizing and credentialing learning",
            "Rethinking teacher certification and professional development",
        ),
        paragraph("Heading2", "Traits and habits"),
        text(
            "Certain traits belong to any work that sets out to innovate and to give students a better education:"
            " it is learner-centered, collaborative, based on competency or performance or both, personalized, and"
            " authentic. Four habits support such work: empathy, reciprocity, co-creation and inclusion."
        ),
        text(
            "Other traits and habits may matter as well, and none is prescribed. They are meant as guidance for"
            " districts that set out, or are already on their way, to a different and better kind of schooling."
        ),
    ]


def commitments_2024() -> list[Node]:
    return [
        paragraph("Heading1", "Mutual commitments"),
        paragraph("Heading2", "Benefits of joining the {{ program.short_name }}"),
        lead(
            "What members gain most, in the view of {{ agency.short_name }}, is good company: they meet, work with"
            " and learn from other Kentucky districts, pioneering schools, and organizations and leading thinkers"
            " elsewhere, and pass on what works. For its part, {{ agency.short_name }} offers the member districts:"
        ),
        *bullets(
            "The chance to compete for grants that pay for travel to model sites and to conferences on innovative"
            " professional learning",
            "A stage on which to show what is new in Kentucky schools, through study tours, district spotlights and"
            " events such as network presentations of learning",
            "Partnerships and professional learning with leading thinkers, vendors and resources from across the"
            " nation",
            "Continuing technical help, support and coordination by {{ agency.short_name }} and its partners",
            "Well-planned occasions to team up with other members on initiatives and innovative practices",
            "A chance to pilot initiatives, supported by {{ agency.short_name }}, that move education forward",
            "A way into the Kentucky Innovative Teacher Fellowship for teachers of the district",
        ),
        paragraph("Heading2", "Expectations for members"),
        lead(
            "A district that takes part commits itself to the work of the {{ program.short_name }}. It can show"
            " this by:"
        ),
        *bullets(
            "Being represented at convenings, online and in person, reliably and with an active part",
            "Being ready to think along with leaders of other districts and to share with them what it has learned",
            "Joining initiatives of {{ agency.short_name }} that interest it as they come up, for instance pilot"
            " programs, educational research, work groups or the Innovative Teacher Fellowship",
            "Telling {{ agency.short_name }} staff throughout the year how membership could be more useful and of"
            " higher quality",
            "Handing in a Letter of Commitment (LoC) every year, so that the district stays a member and may go on"
            " competing for grants and taking up other opportunities",
        ),
    ]


def contacts_2024(numbers: Numbers) -> list[Node]:
    return [
        paragraph("Heading1", "Contact information"),
        paragraph("Heading2", "District"),
        numbers.line("Name", DISTRICT_NAME, last=True),
        *superintendent(numbers, "Heading2"),
        *points_of_contact(numbers, "Heading2"),
    ]


def plans_2024(numbers: Numbers) -> list[Node]:
    return [
        paragraph("Heading1", "District reflection and plans"),
        paragraph("Heading2", "Reflection"),
        lead(
            "Think back to the previous year. Which new practices, or creative alternatives to existing ones, did"
            " your district put to work in teaching or administration so that students learn more, experience more"
            " and reach better outcomes?"
        ),
        logic("if previous.plans_of_action"),
        paragraph(
            "Note",
            label("In your letter for {{ previous.school_year }} you planned: "),
            "{{ previous.plans_of_action }}",
        ),
        logic("endif"),
        numbers.answer("answers.reflection", "Reflection", "answers.reflection"),
        paragraph("Heading2", "Plans of action"),
        lead(
            "Think ahead to the coming school year. In what way will your district support innovative practices and"
            " systems that further vibrant learning experiences for every student, innovation in assessment and"
            " collaboration with communities?"
        ),
        numbers.answer("answers.plans_of_action", "Plans of action", "answers.plans_of_action"),
        paragraph("Heading2", "Learning goal or inquiry question"),
        lead(
            "Agree in your district teams on a learning goal, or on an inquiry question, that will lead you to"
            " explore and learn more deeply in the {{ school_year }} school year. The {{ program.short_name }} will"
            " let these goals and questions shape its partnerships, professional learning, consultancies between"
            " districts and more."
        ),
        paragraph(
            "Note",
            label("Note: "),
            "Make your goal or question specific. It should address a need or a challenge that has to do with at"
            " least one of the Three Big Ideas: vibrant learning experiences, innovation (in assessment above all)"
            " and collaboration with communities.",
        ),
        numbers.answer("answers.learning_goal", "Learning goal or inquiry question", "answers.learning_goal"),
    ]


def agreement_2024() -> list[Node]:
    return [
        paragraph("Heading1", "Agreement"),
        text(
            "With this Letter of Commitment (LoC), the {{ agency.name }} and the " + DISTRICT + " school"
            " district become partners for the {{ school_year }} school year."
        ),
        text(
            "{{ agency.short_name }} and the districts of the {{ program.short_name }} accept the principles and"
            " commitments set out above. In good faith, they will work side by side to fulfill both what they have"
            " undertaken together and what each district has undertaken for itself, and they intend the work to"
            " last and to spread. Both understand that the district remains entirely free to take part in similar"
            " work with other organizations."
        ),
        paragraph("Heading2", "Amendment and termination"),
        text(
            "Whenever the parties agree, they may amend the innovation priorities. Either party may end this"
            " agreement by giving notice in writing. Ending it early may mean the loss of network support, grant"
            " opportunities and awards described above."
        ),
        *returning(),
    ]


LETTERS = {"2017-2018": letter_2017, "2024-2025": letter_2024}


def main(folder: Path) -> None:
    """Write both templates below a folder."""
    for school_year, make in LETTERS.items():
        write(make(), folder / school_year / "letter.docx")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
