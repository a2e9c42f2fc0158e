"""What happened to the files of a bag, as PREMIS events (XML, version 3, with the event types of id.loc.gov).

Facts that have no event type of that vocabulary are in `facts.jsonl` only. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from loc_builder.binding.telling import sentences
from loc_builder.facts import (
    Accepted,
    Amended,
    Approved,
    Converted,
    Corrected,
    Ended,
    Fact,
    FindingsNoted,
    PartReopened,
    PartSetAside,
    Received,
    Reopened,
    ReturnedForCorrection,
    Signed,
    Statement,
)
from loc_builder.model import Basis, Sha256

NAMESPACE = "http://www.loc.gov/premis/v3"
VOCABULARY = "http://id.loc.gov/vocabulary/preservation/eventType"

EVENT_TYPES = {
    "app": "appraisal",
    "cre": "creation",
    "dig": "digital signature validation",
    "for": "format identification",
    "ing": "ingestion",
    "ipc": "information package creation",
    "mem": "metadata modification",
    "nor": "normalization",
    "val": "validation",
}
SOFTWARE_AGENT = "LoC Builder"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class FileObject:
    """A file of the bag: where it lies, what it holds, and what it was called when it came."""

    path: str
    sha256: Sha256
    size: int
    original_name: str = ""


@dataclass(frozen=True, slots=True)
class PremisEvent:
    """Something that happened to files (by their SHA-256) at an aware moment; `code` is one of EVENT_TYPES."""

    identifier: str
    code: str
    at: datetime
    detail: str
    outcome: str
    by: str
    files: tuple[Sha256, ...] = ()


def events_of(facts: Sequence[Fact], files: Mapping[str, tuple[Sha256, ...]]) -> tuple[PremisEvent, ...]:
    """The events that facts tell of; `files` are those of a letter, by its id."""
    return tuple(
        PremisEvent(f"fact {fact.sequence} {fact.hash}", code, fact.at, words, outcome, fact.by, about)
        for fact, words in sentences(facts)
        for code, outcome in _type_of(fact.said)
        for about in (_about(fact.said, files),)
    )


def _type_of(said: Statement) -> Iterator[tuple[str, str]]:
    match said:
        case Received():
            yield "ing", "received"
        case FindingsNoted():
            yield "for", "; ".join(said.codes) or "nothing to remark"
        case Signed(basis=Basis.DIGITAL):
            yield "dig", "accepted as a signature"
        case Accepted():
            yield "app", "accepted"
        case Approved():
            yield "app", "approved"
        case ReturnedForCorrection() | PartSetAside():
            yield "app", "not accepted"
        case Reopened() | PartReopened():
            yield "app", "to be decided again"
        case Corrected() | Ended() | Amended():
            yield "mem", said.kind
        case Converted():
            yield "nor", "every word is there"


def _about(said: Statement, files: Mapping[str, tuple[Sha256, ...]]) -> tuple[Sha256, ...]:
    match said:
        case Received() | FindingsNoted() | PartSetAside() | PartReopened():
            return (Sha256(said.return_id),)
        case Converted():
            return (said.source_sha256,)
        case _:
            return files.get(getattr(said, "letter_id", None) or "", ())


def premis_xml(files: Sequence[FileObject], events: Sequence[PremisEvent]) -> bytes:
    """Write objects, events and agents; the same values give the same bytes."""
    ET.register_namespace("premis", NAMESPACE)
    ET.register_namespace("xsi", _XSI)
    root = ET.Element(_q("premis"), {"version": "3.0"})
    for file in files:
        _object(root, file)
    there = {file.sha256 for file in files}
    for event in events:
        _event(root, event, [each for each in event.files if each in there])
    for name in sorted({event.by for event in events} - {SOFTWARE_AGENT}):
        _agent(root, name, "person")
    _agent(root, SOFTWARE_AGENT, "software")
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _object(root: ET.Element, file: FileObject) -> None:
    found = ET.SubElement(root, _q("object"), {f"{{{_XSI}}}type": "premis:file"})
    _identifier(found, "objectIdentifier", "SHA-256", file.sha256)
    _identifier(found, "objectIdentifier", "path in the bag", file.path)
    about = ET.SubElement(found, _q("objectCharacteristics"))
    fixity = ET.SubElement(about, _q("fixity"))
    _text(fixity, "messageDigestAlgorithm", "SHA-256")
    _text(fixity, "messageDigest", file.sha256)
    _text(about, "size", str(file.size))
    designation = ET.SubElement(ET.SubElement(about, _q("format")), _q("formatDesignation"))
    _text(designation, "formatName", _FORMATS.get(file.path.rpartition(".")[2], "unknown"))
    if file.original_name:
        _text(found, "originalName", file.original_name)


def _event(root: ET.Element, event: PremisEvent, files: Sequence[Sha256]) -> None:
    found = ET.SubElement(root, _q("event"))
    _identifier(found, "eventIdentifier", SOFTWARE_AGENT, event.identifier)
    kind = _text(found, "eventType", EVENT_TYPES[event.code])
    kind.attrib |= {
        "authority": "eventType",
        "authorityURI": VOCABULARY,
        "valueURI": f"{VOCABULARY}/{event.code}",
    }
    _text(found, "eventDateTime", event.at.isoformat(timespec="seconds"))
    _text(ET.SubElement(found, _q("eventDetailInformation")), "eventDetail", event.detail)
    _text(ET.SubElement(found, _q("eventOutcomeInformation")), "eventOutcome", event.outcome)
    _identifier(found, "linkingAgentIdentifier", "name", event.by)
    for each in files:
        _identifier(found, "linkingObjectIdentifier", "SHA-256", each)


def _agent(root: ET.Element, name: str, kind: str) -> None:
    found = ET.SubElement(root, _q("agent"))
    _identifier(found, "agentIdentifier", "name", name)
    _text(found, "agentName", name)
    _text(found, "agentType", kind)


def _identifier(parent: ET.Element, name: str, kind: str, value: str) -> None:
    found = ET.SubElement(parent, _q(name))
    _text(found, f"{name}Type", kind)
    _text(found, f"{name}Value", value)


def _text(parent: ET.Element, name: str, value: str) -> ET.Element:
    found = ET.SubElement(parent, _q(name))
    found.text = "".join(sign if sign.isprintable() else " " for sign in value)
    return found


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
