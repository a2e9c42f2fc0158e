"""A small letter with everything that a template needs, written part by part; nothing in it is anybody's."""

import re
import struct
import zlib
from itertools import count
from typing import TypeAlias

Parts: TypeAlias = dict[str, str | bytes]

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": f"{OFFICE}/relationships",
        "wp": f"{DRAWING}/wordprocessingDrawing",
        "a": f"{DRAWING}/main",
        "pic": f"{DRAWING}/picture",
    }.items()
)
BODY, STYLES, CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
FOOTER, HEADER, LAST_FOOTER = "word/footer1.xml", "word/header1.xml", "word/footer2.xml"
RELATIONS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
CODE_EMU = 640_080  # 0.7 inch


def run(text: str, look: str = "") -> str:
    about = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, style: str = "Normal") -> str:
    runs = "".join(each if each.startswith("<") else run(each) for each in content)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def control_about(tag: str, number: int, kind: str = "") -> str:
    title = re.sub(r"[._]", " ", re.sub(r"{{.*?}}", "item", tag))
    return (
        f'<w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="{tag}"/><w:id w:val="{number}"/>'
        f'<w:lock w:val="sdtLocked"/>{kind}</w:sdtPr>'
    )


def control(tag: str, number: int, content: str, kind: str = "") -> str:
    """A control around runs or around paragraphs; without a tag it is for no field."""
    about = control_about(tag, number, kind) if tag else f'<w:sdtPr><w:id w:val="{number}"/></w:sdtPr>'
    return f"<w:sdt>{about}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


def cell(content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="4680" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def table(*rows: tuple[str, ...]) -> str:
    """A table of paragraphs."""
    grid = "".join('<w:gridCol w:w="4680"/>' for _ in rows[0])
    lines = "".join(f"<w:tr>{''.join(map(cell, each))}</w:tr>" for each in rows)
    about = '<w:tblPr><w:tblW w:w="9360" w:type="dxa"/></w:tblPr>'
    return f"<w:tbl>{about}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def picture(name: str, number: int) -> str:
    alt = "QR code of letter {{ letter.id }}, revision {{ letter.revision }}"
    size = f'cx="{CODE_EMU}" cy="{CODE_EMU}"'
    named = f'id="{number}" name="{name}" descr="{alt}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {named}/>'
        f'<a:graphic><a:graphicData uri="{DRAWING}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/>'
        '</pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def page_field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} ">{run("1")}</w:fldSimple>'


class Letter:
    """The good letter's parts; controls are numbered as they come."""

    def __init__(self) -> None:
        self.numbers = count(101)

    def line(self, label: str, tag: str, value: str = "", kind: str = "<w:text/>") -> str:
        return paragraph(f"{label}: ", control(tag, next(self.numbers), run(value), kind))

    def block(self, tag: str, value: str) -> str:
        return control(tag, next(self.numbers), paragraph(value))

    def body(self) -> str:
        rooms = [
            (paragraph(room.capitalize()), self.line("Here", f"signature.district.{room}"))
            for room in ("signature", "name", "title", "date")
        ]
        return "".join(
            (
                paragraph("Letter of Commitment", style="Heading1"),
                paragraph("Between {{ agency.name }} and {{ district.name }} for {{ school_year }}."),
                paragraph("{%p if due_on %}"),
                paragraph("Please answer by {{ due_on }}; we meet on {{ values.next_meeting }}."),
                paragraph("{%p endif %}"),
                paragraph("Contacts", style="Heading2"),
                self.line("Name", "superintendent.name", "{{ superintendent.name }}"),
                self.line("E-mail", "superintendent.email", "{{ superintendent.email }}"),
                paragraph("{%p for contact in points_of_contact %}"),
                self.line("Contact", "points_of_contact.{{ loop.index }}.name", "{{ contact.name }}"),
                self.line("E-mail", "points_of_contact.{{ loop.index }}.email", "{{ contact.email }}"),
                paragraph("{%p endfor %}"),
                paragraph("Plans", style="Heading2"),
                self.block("answers.plans", "{{ answers.plans }}"),
                paragraph("{%p for goal in answers.goals %}"),
                self.block("answers.goals.{{ loop.index }}", "{{ goal }}"),
                paragraph("{%p endfor %}"),
                f"<w:p><w:pPr>{section('rId10')}</w:pPr></w:p>",
                paragraph("Signatures", style="Heading2"),
                table(*rooms),
                paragraph("Send all pages to {{ return_to.email }}."),
            )
        )


def section(*relations: str) -> str:
    kinds = {"rId10": "footer", "rId11": "header", "rId12": "footer"}
    shown = "".join(f'<w:{kinds[each]}Reference w:type="default" r:id="{each}"/>' for each in relations)
    page = (
        '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"'
        ' w:header="720" w:footer="720" w:gutter="0"/>'
    )
    return f"<w:sectPr>{shown}{page}</w:sectPr>"


def furniture(tag: str, name: str, number: int) -> str:
    words = paragraph(run("{{ letter.id }} rev. {{ letter.revision }}"))
    pages = paragraph("Page ", page_field("PAGE"), run(" of "), page_field("NUMPAGES"))
    return f"<w:{tag} {NAMESPACES}>{paragraph(picture(name, number))}{words}{pages}</w:{tag}>"


def styles() -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
        for level in (1, 2, 3)
    )
    return (
        f'<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"</w:style>{headings}"
        '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/>'
        '<w:rPr><w:color w:val="595959"/></w:rPr></w:style></w:styles>'
    )


def square() -> bytes:
    """A PNG of one grey point."""
    pieces = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\x80", 0)),
        (b"IEND", b""),
    )
    drawn = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in pieces
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(drawn)


def relations(*links: tuple[str, str, str]) -> str:
    nodes = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in links)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{nodes}</Relationships>'


def overrides() -> str:
    kinds = {
        BODY: f"{WORD_TYPE}.document.main+xml",
        STYLES: f"{WORD_TYPE}.styles+xml",
        FOOTER: f"{WORD_TYPE}.footer+xml",
        HEADER: f"{WORD_TYPE}.header+xml",
        LAST_FOOTER: f"{WORD_TYPE}.footer+xml",
        CORE: "application/vnd.openxmlformats-package.core-properties+xml",
    }
    stated = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{stated}</Types>'
    )


def good() -> Parts:
    body = Letter().body()
    furnished = {FOOTER: "loc-code-body", HEADER: "loc-code-signature-header", LAST_FOOTER: "loc-code-signature-footer"}
    parts: Parts = {
        TYPES: overrides(),
        "_rels/.rels": relations(
            ("rId1", f"{OFFICE}/relationships/officeDocument", BODY),
            ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", CORE),
        ),
        BODY: f"<w:document {NAMESPACES}><w:body>{body}{section('rId11', 'rId12')}</w:body></w:document>",
        RELATIONS: relations(
            ("rId1", f"{OFFICE}/relationships/styles", "styles.xml"),
            ("rId10", f"{OFFICE}/relationships/footer", "footer1.xml"),
            ("rId11", f"{OFFICE}/relationships/header", "header1.xml"),
            ("rId12", f"{OFFICE}/relationships/footer", "footer2.xml"),
        ),
        STYLES: styles(),
        CORE: (
            f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<dc:title>Letter of Commitment {{ school_year }}</dc:title></cp:coreProperties>"
        ),
    }
    for number, (part, name) in enumerate(furnished.items(), start=1):
        parts[part] = furniture("hdr" if part == HEADER else "ftr", name, number)
        parts[f"word/_rels/{part.partition('/')[2]}.rels"] = relations(
            ("rId1", f"{OFFICE}/relationships/image", f"media/{name}.png")
        )
        parts[f"word/media/{name}.png"] = square()
    return parts
