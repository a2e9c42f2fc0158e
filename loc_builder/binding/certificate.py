"""The certificate: what was received and when, what was checked and what was not, and the hashes."""

import hashlib
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from loc_builder.binding.approval import Approval
from loc_builder.days import in_words, years_in_words
from loc_builder.files.codes import qr_png
from loc_builder.files.draw import Block, CertificateWords, Columns, Pairs, Paragraph, Rows, draw_certificate
from loc_builder.model import Basis, Check, CheckResult, LetterId, Sha256
from loc_builder.schoolyear import SchoolYear

CODE_PREFIX = "LOCR"

_HOW_THE_LIST_IS_MADE = (
    "The code at the top holds the letter id and the SHA-256 of the list of originals. That list has a line for each"
    " file above, in that order: its SHA-256, two spaces, its name. The bag holds it: data/metadata/originals/"
    "{letter_id}.txt."
)

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
    """A signature as the certificate tells it: for whom, by whom; `basis` says how it is known, in a sentence."""

    party: str
    name: str
    title: str
    signed_on: date | None
    basis: str


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One file that came back; `called` is its short name where `name` tells how it came, `by_way` a word for that."""

    name: str
    arrived_on: date
    sha256: Sha256
    called: str = ""
    by_way: str = ""


@dataclass(frozen=True, slots=True)
class LaterLine:
    """What was agreed or declared after the letter was accepted, in one sentence, and the file that says so."""

    what: str
    name: str = ""
    sha256: Sha256 | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: the moment in words, local time with its offset, and one sentence."""

    when: str
    what: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """All that the last page of a record says.

    `edition` names the letter's school year and revision. `rule` tells in a sentence how the term follows from the
    date; `origins` are pages and where they come from; `papers` what came on paper and where it lies; `later` what
    ended or amended the letter, `ended_on` its last day where it was ended. `unapproved` says in a sentence that an
    approval is missing. `notes` are sentences about the making of this record (no room for the stamp, a page put in as
    an image).
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
    agency: str = ""
    edition: str = ""
    papers: tuple[tuple[str, str], ...] = ()
    later: tuple[LaterLine, ...] = ()
    ended_on: date | None = None
    unapproved: str = ""


def originals_list(certificate: Certificate) -> str:
    """The list of originals as `sha256sum` prints it: a line for each, of its hash, two spaces and its name.

    What came back stands first, then what ended or amended the letter, in the order of the certificate.
    """
    came = [(line.called or line.name, line.sha256) for line in certificate.returns]
    later = [(line.name, line.sha256) for line in certificate.later if line.sha256]
    return "".join(f"{hashed}  {' '.join(name.split())}\n" for name, hashed in (*came, *later))


def originals_digest(certificate: Certificate) -> Sha256:
    """The SHA-256 of the list of originals in UTF-8."""
    return Sha256(hashlib.sha256(originals_list(certificate).encode("utf-8", errors="replace")).hexdigest())


def code_text(certificate: Certificate) -> str:
    """What the certificate's QR code holds: `LOCR:<letter id>:<digest of the originals, in capitals>`."""
    return f"{CODE_PREFIX}:{certificate.letter_id}:{originals_digest(certificate).upper()}"


def certificate_pdf(certificate: Certificate) -> bytes:
    """Draw the certificate: one page, two where there is much to tell."""
    return draw_certificate(
        CertificateWords(
            kind="CERTIFICATE OF RECORD",
            title=certificate.district,
            subtitle=_subtitle(certificate),
            lead=_lead(certificate),
            blocks=_blocks(certificate),
            foot=f"{certificate.program}   \N{MIDDLE DOT}   {certificate.letter_id}",
            code=qr_png(code_text(certificate)),
            code_caption="Letter id and originals",
        )
    )


def _subtitle(certificate: Certificate) -> str:
    words = (certificate.letter_title, certificate.edition, certificate.letter_id)
    return " \N{MIDDLE DOT} ".join(word for word in words if word)


def _lead(certificate: Certificate) -> str:
    last, ends_on = certificate.ended_on or certificate.ends_on, certificate.ends_on
    days = f"In effect from {in_words(certificate.effective_on)} through {in_words(last)}"
    uncut = f", which it would have covered through {in_words(ends_on)}" if last != ends_on else ""
    years = f"{days}: {_uncapped(years_in_words(certificate.school_years))}{uncut}."
    later = (f"{line.what}." for line in certificate.later)
    return " ".join(words for words in (years, certificate.rule, certificate.unapproved, *later) if words)


def _blocks(certificate: Certificate) -> tuple[Block, ...]:
    found = (
        ("Signatures", _signatures(certificate)),
        ("What was checked", _checks(certificate)),
        ("Where the pages come from", _origins(certificate)),
        ("What was received", _returns(certificate)),
        ("Where the paper lies", _papers(certificate)),
        ("What came after", _later(certificate)),
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
        known = "; ".join(words for words in (approval.basis, _uncapped(approval.entry)) if words)
        whose = certificate.agency or "Agency"
        rows.append((whose, _named(approval.signer, approval.title), in_words(approval.on), known))
    columns = Columns(("For", "Signed by", "Dated", "How it is known"), (21, 26, 18, 35))
    return (Rows(columns, tuple(rows)),) if rows else ()


def _named(name: str, title: str) -> str:
    return ", ".join(words for words in (name, title) if words) or "not stated"


def _checks(certificate: Certificate) -> tuple[Rows, ...]:
    """The checks; those of which the same is to be said stand together."""
    names = tuple(f"{line.called or line.name}: " for line in certificate.returns)
    alike: dict[tuple[str, str], list[str]] = {}
    for check in certificate.checks:
        why = check.why if check.why.startswith(names) else _with_capital(check.why)
        alike.setdefault((_RESULTS[check.result], why), []).append(check.name)
    rows = tuple((_with_capital(", ".join(checked)), result, why) for (result, why), checked in alike.items())
    return (Rows(Columns(("Check", "Result", "Why"), (28, 11, 61)), rows),) if rows else ()


def _uncapped(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def _with_capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _origins(certificate: Certificate) -> tuple[Pairs, ...]:
    return (Pairs(certificate.origins, label_room=74),) if certificate.origins else ()


def _returns(certificate: Certificate) -> tuple[Rows, ...]:
    rows = tuple(
        (
            line.name,
            f"{_with_capital(line.by_way)}{line.by_way and ', '}{in_words(line.arrived_on)}",
            _halved(line.sha256),
        )
        for line in certificate.returns
    )
    columns = Columns(("File", "Came back", "SHA-256 of the file as received"), (34, 29, 37))
    return (Rows(columns, rows),) if rows else ()


def _halved(hashed: str) -> str:
    return f"{hashed[:32]} {hashed[32:]}"


def _papers(certificate: Certificate) -> tuple[Pairs, ...]:
    return (Pairs(certificate.papers, label_room=160),) if certificate.papers else ()


def _later(certificate: Certificate) -> tuple[Rows, ...]:
    rows = tuple((line.what, line.name, _halved(line.sha256 or "")) for line in certificate.later)
    return (Rows(Columns(("What", "File that says so", "SHA-256"), (34, 29, 37)), rows),) if rows else ()


def _events(certificate: Certificate) -> tuple[Rows, ...]:
    """The events, those of one moment together."""
    at_once = groupby(certificate.events, key=lambda event: event.when)
    rows = tuple((when, ". ".join(event.what.rstrip(".") for event in events)) for when, events in at_once)
    return (Rows(Columns(("When", "What"), (29, 71)), rows),) if rows else ()


def _about(certificate: Certificate) -> tuple[Paragraph | Pairs, ...]:
    notes = tuple(Paragraph(f"{note}." if not note.endswith(".") else note) for note in certificate.notes)
    proofs = (
        ("Its last fact", certificate.last_fact),
        ("List of originals", originals_digest(certificate)),
    )
    how = _HOW_THE_LIST_IS_MADE.format(letter_id=certificate.letter_id)
    return (*notes, Pairs(tuple(pair for pair in proofs if pair[1]), label_room=90), Paragraph(how))
