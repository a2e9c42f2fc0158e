"""The certificate: what was received and when, what was checked and what was not, and the hashes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loc_builder.binding.approval import Approval
from loc_builder.days import in_words, years_in_words
from loc_builder.files.codes import qr_png
from loc_builder.files.draw import Block, CertificateWords, Columns, Pairs, Paragraph, Rows, draw_certificate
from loc_builder.model import Basis, Check, CheckResult, LetterId, Sha256
from loc_builder.schoolyear import SchoolYear

CODE_PREFIX = "LOCR"

BASIS_SENTENCES = {
    Basis.INK: "Signed in ink, as the scan shows",
    Basis.PICTURE: "A picture of a signature in the file",
    Basis.TYPED_NAME: "Name typed in the place for the signature",
    Basis.DIGITAL: "Digital signature",
    Basis.SEEN_BY_PERSON: "Seen and recorded by a person",
}

_RESULTS = {CheckResult.PASSED: "Passed", CheckResult.FAILED: "Failed", CheckResult.NOT_MADE: "Not made"}


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A signature as the certificate tells it; `basis` is a sentence (`BASIS_SENTENCES`)."""

    party: str
    name: str
    title: str
    signed_on: date | None
    basis: str


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One file that came back; `called` is its short name where `name` tells how it came."""

    name: str
    arrived_on: date
    sha256: Sha256
    called: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: the moment in words, local time with its offset, and one sentence."""

    when: str
    what: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """All that the last page of a record says.

    `rule` tells in a sentence how the term follows from the date; `origins` are pages and where they come from;
    `notes` are sentences about the making of this record (no room for the stamp, a page put in as an image).
    """

    letter_title: str
    district: str
    program: str
    letter_id: LetterId
    school_years: tuple[SchoolYear, ...]
    effective_on: date
    ends_on: date
    rule: str
    signatures: tuple[SignatureLine, ...]
    approval: Approval | None
    checks: tuple[Check, ...]
    returns: tuple[ReturnLine, ...]
    events: tuple[Event, ...]
    last_fact: str
    origins: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def originals_digest(returns: Sequence[ReturnLine]) -> Sha256:
    """The SHA-256 of the list of originals, as `sha256sum` would print it: hash, two spaces, name, in their order."""
    lines = "".join(f"{line.sha256}  {line.name}\n" for line in returns)
    return Sha256(hashlib.sha256(lines.encode()).hexdigest())


def code_text(letter_id: LetterId, returns: Sequence[ReturnLine]) -> str:
    """What the certificate's QR code holds: `LOCR:<letter id>:<digest of the originals, in capitals>`."""
    return f"{CODE_PREFIX}:{letter_id}:{originals_digest(returns).upper()}"


def certificate_pdf(certificate: Certificate) -> bytes:
    """Draw the certificate: one page, two where there is much to tell."""
    return draw_certificate(
        CertificateWords(
            kind="CERTIFICATE OF RECORD",
            title=certificate.district,
            subtitle=f"{certificate.letter_title} \N{MIDDLE DOT} {certificate.letter_id}",
            lead=_lead(certificate),
            blocks=_blocks(certificate),
            foot=f"{certificate.program}   \N{MIDDLE DOT}   {certificate.letter_id}",
            code=qr_png(code_text(certificate.letter_id, certificate.returns)),
            code_caption="Letter id and originals",
        )
    )


def _lead(certificate: Certificate) -> str:
    years = years_in_words(certificate.school_years)
    return (
        f"In effect from {in_words(certificate.effective_on)} through {in_words(certificate.ends_on)}: "
        f"{years[0].lower()}{years[1:]}. {certificate.rule}"
    )


def _blocks(certificate: Certificate) -> tuple[Block, ...]:
    found = (
        ("Signatures", _signatures(certificate)),
        ("What was checked", _checks(certificate)),
        ("Where the pages come from", _origins(certificate)),
        ("What was received", _returns(certificate)),
        ("What happened", _events(certificate)),
        ("About this record", _about(certificate)),
    )
    return tuple(Block(heading, body) for heading, body in found if body)


def _signatures(certificate: Certificate) -> tuple[Rows, ...]:
    rows = [
        (
            line.party,
            _named(line.name, line.title),
            in_words(line.signed_on) if line.signed_on else "no date",
            line.basis,
        )
        for line in certificate.signatures
    ]
    if approval := certificate.approval:
        rows.append(("Agency", _named(approval.signer, approval.title), in_words(approval.on), approval.basis))
    columns = Columns(("Party", "Name and title", "Date", "How it is known"), (13, 30, 22, 35))
    return (Rows(columns, tuple(rows)),) if rows else ()


def _named(name: str, title: str) -> str:
    return ", ".join(words for words in (name, title) if words) or "not stated"


def _checks(certificate: Certificate) -> tuple[Rows, ...]:
    names = tuple(f"{line.called or line.name}: " for line in certificate.returns)
    rows = tuple(
        (
            _with_capital(check.name),
            _RESULTS[check.result],
            check.why if check.why.startswith(names) else _with_capital(check.why),
        )
        for check in certificate.checks
    )
    return (Rows(Columns(("Check", "Result", "Why"), (22, 16, 62)), rows),) if rows else ()


def _with_capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _origins(certificate: Certificate) -> tuple[Pairs, ...]:
    return (Pairs(certificate.origins, label_room=74),) if certificate.origins else ()


def _returns(certificate: Certificate) -> tuple[Rows, ...]:
    rows = tuple(
        (line.name, in_words(line.arrived_on), f"{line.sha256[:32]} {line.sha256[32:]}") for line in certificate.returns
    )
    columns = Columns(("File", "Arrived", "SHA-256 of the file as received"), (37, 22, 41))
    return (Rows(columns, rows),) if rows else ()


def _events(certificate: Certificate) -> tuple[Rows, ...]:
    rows = tuple((event.when, event.what) for event in certificate.events)
    return (Rows(Columns(("When", "What"), (40, 60)), rows),) if rows else ()


def _about(certificate: Certificate) -> tuple[Paragraph | Pairs, ...]:
    notes = tuple(Paragraph(f"{note}." if not note.endswith(".") else note) for note in certificate.notes)
    proofs = (
        ("File list", originals_digest(certificate.returns)),
        ("Last fact", certificate.last_fact),
    )
    return (*notes, Pairs(tuple(pair for pair in proofs if pair[1]), label_room=74))
