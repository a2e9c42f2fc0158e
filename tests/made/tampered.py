"""Word letters altered so that a reader sees something else than the text, and the noise Word leaves in honest ones."""

import io
from collections.abc import Callable

from lxml import etree
from PIL import Image

from made.package import parts_of, with_parts
from made.word import Element, W, at, control, edited, paragraph_with

CLAUSE = "Whenever the parties agree"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {
    "w": W[1:-1],
    "r": RELATION,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "zz": "http://elsewhere.example/zz",
}
Change = Callable[[bytes], bytes]

PICTURE = (
    "<w:drawing><wp:{kind}><wp:extent cx='{size}' cy='{size}'/><wp:docPr id='77' name='{name}'/>"
    "<a:graphic><a:graphicData><a:blip r:embed='rIdZ'/></a:graphicData></a:graphic></wp:{kind}></w:drawing>"
)


def fragment(xml: str) -> Element:
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
    return etree.fromstring(f"<x {names}>{xml}</x>")[0]


def picture(name: str = "Picture 3", *, kind: str = "inline", size: int = 900_000) -> str:
    return f"<w:r>{PICTURE.format(kind=kind, name=name, size=size)}</w:r>"


def clause_run(look: str) -> Change:
    """Give the clause's words a look of their own."""

    def change(root: Element) -> None:
        for run in paragraph_with(root, CLAUSE).iter(f"{W}r"):
            run.insert(0, fragment(f"<w:rPr>{look}</w:rPr>"))

    return lambda letter: edited(letter, change)


def clause_lines(look: str) -> Change:
    """Give the clause's paragraph a look of its own."""

    def change(root: Element) -> None:
        at(paragraph_with(root, CLAUSE), "pPr").append(fragment(look))

    return lambda letter: edited(letter, change)


def in_clause(xml: str) -> Change:
    """Put something at the end of the clause's paragraph."""
    return lambda letter: edited(letter, lambda root: paragraph_with(root, CLAUSE).append(fragment(xml)))


def after_clause(xml: str) -> Change:
    return lambda letter: edited(letter, lambda root: paragraph_with(root, CLAUSE).addnext(fragment(xml)))


def in_control(tag: str, xml: str) -> Change:
    """Put something into a control, into its first paragraph where it holds paragraphs."""

    def change(root: Element) -> None:
        content = at(control(root, tag), "sdtContent")
        place = content if content.find(f"{W}p") is None or xml.startswith("<w:p") else at(content, "p")
        place.append(fragment(xml))

    return lambda letter: edited(letter, change)


def moved_into(wrapper: str) -> Change:
    """Put the clause's paragraph inside something else: the innermost element of `wrapper`."""

    def change(root: Element) -> None:
        paragraph = paragraph_with(root, CLAUSE)
        outer = fragment(wrapper)
        paragraph.addprevious(outer)
        innermost = outer
        while len(innermost) and innermost[-1].tag not in (f"{W}p", f"{W}tcPr"):
            innermost = innermost[-1]
        innermost.append(paragraph)

    return lambda letter: edited(letter, change)


def styled(style: str, *, kind: str = "paragraph") -> Change:
    """Add a style `Odd` of this content, and give it to the clause or to its words."""
    use = clause_run('<w:rStyle w:val="Odd"/>') if kind == "character" else lambda letter: edited(letter, _named)
    made = f'<w:style w:type="{kind}" w:styleId="Odd"><w:name w:val="Odd"/>{style}</w:style>'
    return lambda letter: use(in_part("word/styles.xml", "</w:styles>", made + "</w:styles>")(letter))


def _named(root: Element) -> None:
    at(paragraph_with(root, CLAUSE), "pPr/pStyle").set(f"{W}val", "Odd")


def in_part(part: str, old: str, new: str) -> Change:
    def change(letter: bytes) -> bytes:
        text = parts_of(letter)[part].decode()
        assert old in text, old
        return with_parts(letter, {part: text.replace(old, new, 1)})

    return change


def with_media(letter: bytes, *, part: str = "document") -> bytes:
    """Add a picture that `rIdZ` names."""
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(file, "PNG")
    link = f'<Relationship Id="rIdZ" Type="{RELATION}/image" Target="media/zz.png"/></Relationships>'
    related = in_part(f"word/_rels/{part}.xml.rels", "</Relationships>", link)(letter)
    return with_parts(related, {"word/media/zz.png": file.getvalue()})


def with_related(letter: bytes, name: str, xml: str) -> bytes:
    """Add a part beside the text: `comments`, `footnotes`."""
    link = f'<Relationship Id="rIdN" Type="{RELATION}/{name}" Target="{name}.xml"/></Relationships>'
    kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
    stated = f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/></Types>'
    related = in_part("word/_rels/document.xml.rels", "</Relationships>", link)(letter)
    typed = in_part("[Content_Types].xml", "</Types>", stated)(related)
    return with_parts(typed, {f"word/{name}.xml": etree.tostring(fragment(xml))})


def with_noise(letter: bytes) -> bytes:
    """What Word leaves behind by itself where somebody opened a letter, typed and saved."""

    def change(root: Element) -> None:
        paragraph = paragraph_with(root, CLAUSE)
        paragraph.set(f"{W}rsidR", "00AB12CD")
        lines = at(paragraph, "pPr")
        lines.append(fragment('<w:spacing w:beforeAutospacing="1" w:afterAutospacing="1"/>'))
        lines.append(fragment("<w:rPr><w:vanish/><w:lang w:val='en-US'/></w:rPr>"))
        run = at(paragraph, "r")
        look = "<w:noProof/><w:color w:val='000000' w:themeColor='text1'/><w:szCs w:val='20'/><w:lang w:val='es-US'/>"
        run.insert(0, fragment(f"<w:rPr><w:rFonts w:asciiTheme='minorHAnsi'/>{look}</w:rPr>"))
        run.insert(1, fragment("<w:lastRenderedPageBreak/>"))
        tag = fragment("<w:smartTag w:uri='urn:x' w:element='place'><w:smartTagPr/></w:smartTag>")
        run.addprevious(tag)
        tag.append(run)
        tag.addprevious(fragment("<w:proofErr w:type='spellStart'/>"))
        tag.addprevious(fragment("<w:bookmarkStart w:id='0' w:name='_GoBack'/>"))
        paragraph.append(fragment("<w:bookmarkEnd w:id='0'/>"))
        paragraph.append(fragment("<w:r><w:t xml:space='preserve'> </w:t></w:r>"))

    mark = "<w:r><w:{}/></w:r>"
    kinds = (("separator", -1), ("continuationSeparator", 0))
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p>{mark.format(kind)}</w:p></w:footnote>'
        for kind, number in kinds
    )
    return with_related(edited(letter, change), "footnotes", f"<w:footnotes>{lines}</w:footnotes>")
