"""The one metadata packet of a PDF of ours (XMP), written and read.

The packet names what is not of the standard (the ledger's head) in an extension schema, as PDF/A asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

import pikepdf

from loc_builder.files.assemble.opening import Source, opened

PRODUCER = "LoC Builder"
"""Without the version: an update must not change the bytes of what it makes from the same facts."""

OURS = "https://loc-builder.example/ns/archive/1.0/"

_NAMESPACES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
    OURS: "loc",
}
_OWN_PROPERTIES = {
    "ledgerHead": "Hash of the last fact of the ledger the document was made from",
    "letterIds": "Ids of the letters whose records the document holds",
    "program": "Program that asks for the letters",
    "schoolYear": "School years of the letters, as 2024-2025",
}
_PACKET = """<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" {spaces}>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>en-US</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
<xmpMM:DocumentID>uuid:{document_id}</xmpMM:DocumentID>
<xmpMM:InstanceID>uuid:{document_id}</xmpMM:InstanceID>
{own}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
_CONFORMANCE = "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>\n"
_EXTENSION = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>LoC Builder archive</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{ours}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>loc</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
"""
_PROPERTY = """<rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{name}</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>external</pdfaProperty:category>
<pdfaProperty:description>{meaning}</pdfaProperty:description>
</rdf:li>"""
_EXTENSION_SPACES = {
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


@dataclass(frozen=True, slots=True)
class Description:
    """What a PDF says of itself; `seed` makes its id, `created` is aware. All from `ledger_head` on is our own."""

    title: str
    author: str
    seed: str
    created: datetime
    ledger_head: str = ""
    letter_ids: tuple[str, ...] = ()
    program: str = ""
    school_year: str = ""

    @property
    def own_values(self) -> Mapping[str, str]:
        values = {
            "ledgerHead": self.ledger_head,
            "letterIds": " ".join(self.letter_ids),
            "program": self.program,
            "schoolYear": self.school_year,
        }
        return {name: value for name, value in values.items() if value}


def packet(description: Description, *, claims_pdfa: bool) -> bytes:
    """Write the packet; it claims PDF/A-2b only when told so."""
    own = "".join(f"<loc:{name}>{_text(value)}</loc:{name}>\n" for name, value in description.own_values.items())
    spaces = {prefix: uri for uri, prefix in _NAMESPACES.items()} | _EXTENSION_SPACES
    text = _PACKET.format(
        spaces="\n".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in spaces.items()),
        title=_text(description.title),
        author=_text(description.author),
        moment=description.created.isoformat(timespec="seconds"),
        producer=PRODUCER,
        document_id=uuid5(NAMESPACE_URL, description.seed),
        own=(_CONFORMANCE if claims_pdfa else "") + own + (_extension() if own else ""),
    )
    return text.encode()


def put_description(document: pikepdf.Pdf, description: Description, *, claims_pdfa: bool) -> None:
    """Replace what the document says of itself, in its metadata and in its old information dictionary alike."""
    stream = document.make_stream(packet(description, claims_pdfa=claims_pdfa))
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    document.Root.Metadata = stream
    moment = pikepdf.String(_pdf_moment(description.created))
    document.trailer.Info = document.make_indirect(
        pikepdf.Dictionary(
            Title=pikepdf.String(description.title),
            Author=pikepdf.String(description.author),
            Creator=pikepdf.String(PRODUCER),
            Producer=pikepdf.String(PRODUCER),
            CreationDate=moment,
            ModDate=moment,
        )
    )


def read_xmp(pdf: Source) -> Mapping[str, str]:
    """Give the metadata of a PDF as `dc:title`, `loc:ledgerHead` and so on; empty where there is none that reads."""
    with opened(pdf) as document:
        if "/Metadata" not in document.Root:
            return {}
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            return {_short(name): _plain(metadata[name]) for name in metadata}


def _short(name: str) -> str:
    space, _, local = name.lstrip("{").partition("}")
    return f"{_NAMESPACES[space]}:{local}" if space in _NAMESPACES else name


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | set | tuple) else str(value)


def _extension() -> str:
    properties = "".join(_PROPERTY.format(name=name, meaning=meaning) for name, meaning in _OWN_PROPERTIES.items())
    return _EXTENSION.format(ours=OURS, properties=properties)


def _text(value: str) -> str:
    return escape("".join(letter for letter in value if letter.isprintable()))


def _pdf_moment(moment: datetime) -> str:
    offset = moment.strftime("%z")
    return moment.strftime("D:%Y%m%d%H%M%S") + f"{offset[:3]}'{offset[3:5]}'"
