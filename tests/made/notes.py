"""A footnote put into a Word file that has none, as other programs write it."""

from made.package import parts_of, with_parts

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def with_footnote(docx: bytes, text: str) -> bytes:
    """Add a footnote to which nothing in the text refers."""
    note = f'<w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
    parts = parts_of(docx)
    types, relations = parts["[Content_Types].xml"].decode(), parts["word/_rels/document.xml.rels"].decode()
    stated = f'<Override PartName="/word/footnotes.xml" ContentType="{_KIND}"/></Types>'
    related = f'<Relationship Id="rIdN" Type="{_RELATION}" Target="footnotes.xml"/></Relationships>'
    return with_parts(
        docx,
        {
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{_W}">{note}</w:footnotes>',
            "[Content_Types].xml": types.replace("</Types>", stated),
            "word/_rels/document.xml.rels": relations.replace("</Relationships>", related),
        },
    )
