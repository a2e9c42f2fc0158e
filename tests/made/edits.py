"""Ways to alter a letter's agreement in Word, and the words by which each must be told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from made.package import with_parts
from made.word import Element, W, edited, paragraph_with, remove, replaced

SENTENCE = "Nothing in this letter binds anybody."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BOX = (
    '<w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="width:200pt;height:40pt">'
    "<v:textbox><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
)
_NOTES = "word/footnotes.xml"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


@dataclass(frozen=True, slots=True)
class Edit:
    """`told` are the words that the finding, or the findings together, must show."""

    make: Callable[[bytes], bytes]
    told: tuple[str, ...]


def _in_text(old: str, new: str, *told: str) -> Edit:
    return Edit(lambda docx: replaced(docx, old, new), told)


def _in(part: str, old: str, new: str) -> Edit:
    return Edit(lambda docx: replaced(docx, old, new, part=f"word/{part}.xml"), (new,))


def _dropped(words: str, *told: str) -> Edit:
    return Edit(lambda docx: edited(docx, lambda root: remove(paragraph_with(root, words))), told)


def _boxed(docx: bytes) -> bytes:
    def box(root: Element) -> None:
        run = etree.SubElement(paragraph_with(root, "accept the principles"), f"{W}r")
        run.append(etree.fromstring(_BOX.format(SENTENCE).replace("<w:pict", f'<w:pict xmlns:w="{W[1:-1]}"')))

    return edited(docx, box)


def _footnoted(docx: bytes) -> bytes:
    def refer(root: Element) -> None:
        run = etree.SubElement(paragraph_with(root, "accept the principles"), f"{W}r")
        etree.SubElement(run, f"{W}footnoteReference").set(f"{W}id", "2")

    notes = (
        f'<w:footnotes xmlns:w="{W[1:-1]}">'
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        f'</w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {SENTENCE}'
        "</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    relation = f'<Relationship Id="rId90" Type="{_OFFICE}/footnotes" Target="footnotes.xml"/></Relationships>'
    kind = f'<Override PartName="/{_NOTES}" ContentType="{_NOTES_TYPE}"/></Types>'
    made = with_parts(edited(docx, refer), {_NOTES: notes})
    made = replaced(made, "</Relationships>", relation, part="word/_rels/document.xml.rels")
    return replaced(made, "</Types>", kind, part="[Content_Types].xml")


def _swapped(first: str, second: str) -> Edit:
    """The first sentence is told as removed from its place and as added after the other."""
    return _in_text(f"{first} {second}", f"{second} {first}", f'"{first}" was removed', f'"{first}" was added')


_FOOT, _CHANGED = "Kentucky Department of Education", "Kentucky Department of Agriculture"
_BOTH: Mapping[str, Edit] = {
    "one word changed": _in_text("to fulfill both", "to consider both", '"fulfill" became "consider"'),
    "a footer altered": _in("footer1", _FOOT, _CHANGED),
    "a header altered": _in("header1", _FOOT, _CHANGED),
    "a sentence added at the end": Edit(
        lambda docx: edited(docx, lambda root: _added(root, "Send back every page")), (f'"{SENTENCE}" was added',)
    ),
    "text in a text box": Edit(_boxed, (SENTENCE,)),
    "a footnote": Edit(_footnoted, (SENTENCE,)),
    "two words made one": _in_text("to take part in similar", "to takepart in similar", '"take part"', '"takepart"'),
}


def _added(root: Element, words: str) -> None:
    text = next(node for node in paragraph_with(root, words).iter(f"{W}t") if words in (node.text or ""))
    text.text = f"{text.text} {SENTENCE}"


EDITS: Mapping[str, Mapping[str, Edit]] = {
    "2017-2018": {
        **_BOTH,
        '"not" inserted': _in_text("may end the agreement", "may not end the agreement", '"not" was added'),
        "a paragraph dropped": _dropped("Whenever the parties agree", "A district of the KYILN may end the agreement"),
        "a number changed": _in_text("300 Sower", "30 Sower", '"300" became "30"'),
        "two sentences swapped": _swapped(
            "Whenever the parties agree, they may amend the innovation priorities.",
            "A district of the KYILN may end the agreement by giving notice in writing.",
        ),
        "a date changed": _in_text("November 16-17, 2017", "November 26-27, 2017", "16-17,", "26-27,"),
        "a negation removed": _in_text("for which only members", "for which members", '"only" was removed'),
    },
    "2024-2025": {
        **_BOTH,
        '"not" inserted': _in_text("Either party may end", "Either party may not end", '"not" was added'),
        "a paragraph dropped": _dropped("Whenever the parties agree", "Either party may end this agreement"),
        "a number changed": _in_text("ext. 4071", "ext. 4017", '"4071." became "4017."'),
        "two sentences swapped": _swapped(
            "Whenever the parties agree, they may amend the innovation priorities.",
            "Either party may end this agreement by giving notice in writing.",
        ),
        "a date changed": _in_text("released in 2024", "released in 2023", '"2024," became "2023,"'),
        "a negation removed": _in_text("none is prescribed", "all is prescribed", '"none" became "all"'),
    },
}
"""By the edition they alter."""
