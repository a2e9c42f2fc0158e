"""Whether a letter can be accepted: by rule, or by a person who read what no rule can. Pure.

Accepted by rule only when the match is decisive, every required check passed, the basis is one the edition accepts,
and the date is certain. A person may accept what no rule can, but nothing silently: findings that refuse must be named
in so many words (`despite`), and a date that gives no term at all is refused.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from loc_builder.days import in_words
from loc_builder.findings import Finding, FindingCode, Weight
from loc_builder.judging.dating import date_findings
from loc_builder.model import (
    Assessment,
    Basis,
    Edition,
    PartRef,
    Role,
    Signatory,
    SignatureSeen,
)
from loc_builder.schoolyear import OutsideTerm, Term
from loc_builder.standing import is_open, missing_roles

Signatures = Mapping[str, SignatureSeen]
"""By party."""

_NOBODY: Signatures = {}

DATE_CODES = (
    FindingCode.DATE_IN_FUTURE,
    FindingCode.DATE_BEFORE_ISSUE,
    FindingCode.DATE_NEAR_BOUNDARY,
    FindingCode.DATE_DIFFERS,
    FindingCode.OUTSIDE_TERM,
)
SIGNED_ROLES = (Role.WHOLE, Role.SIGNATURE_PAGE, Role.COUNTERSIGNED)


@dataclass(frozen=True, slots=True)
class Acceptable:
    """The letter can be accepted with these signatures, the dating one first."""

    signatures: tuple[SignatureSeen, ...]
    term: Term


@dataclass(frozen=True, slots=True)
class Waits:
    """A person decides; the codes say why."""

    codes: tuple[str, ...]


Decision = Acceptable | Waits


@dataclass(frozen=True, slots=True)
class Chosen:
    """A part that a decision is made on: where it lies, what is held of it, and when it arrived."""

    ref: PartRef
    assessment: Assessment
    arrived_on: date


@dataclass(frozen=True, slots=True)
class ReadByPerson:
    """What a person read on the page; `party` None is the one whose date gives the term."""

    signed_on: date
    signer: str = ""
    party: str | None = None
    despite: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Findings that a person has not said to accept all the same; `is_final` where saying so would not help."""

    findings: tuple[Finding, ...]
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class OneOfSeveral:
    """The signature counts, and other parties have still to sign."""

    signature: SignatureSeen
    missing: tuple[Signatory, ...]


def decide(assessments: Sequence[Assessment], edition: Edition, signed: Signatures = _NOBODY) -> Decision:
    """Accept a letter by rule from all parts that came back for it, or say why it waits."""
    codes = [each.code.value for each in open_findings(assessments) if each.weight is not Weight.NOTE]
    codes += missing_roles(one.role for one in assessments)
    signatures = {**signed, **certain_signatures(assessments, edition)}
    dating = signatures.get(edition.district_party.party)
    if still_to_sign(edition, signatures) or dating is None:
        codes.append(FindingCode.NOT_SIGNED.value)
    if codes or dating is None or dating.signed_on is None:
        return Waits(tuple(dict.fromkeys(codes)) or (FindingCode.NO_DATE.value,))
    term = edition.rule.reckon(dating.signed_on, edition.school_year)
    if isinstance(term, OutsideTerm):
        return Waits((FindingCode.OUTSIDE_TERM.value,))
    return Acceptable(_dating_first(signatures, dating), term)


def decide_by_person(
    chosen: Sequence[Chosen], edition: Edition, read: ReadByPerson, *, issued_on: date, signed: Signatures = _NOBODY
) -> Acceptable | OneOfSeveral | Refused:
    """Judge what a person read as strictly as a rule would, but for what the person names in `despite`.

    `signed` are the signatures that are noted already.
    """
    assessments = [each.assessment for each in chosen]
    signature = seen_by_person(_signatory(edition, read.party), read, assessments)
    signatures = {**signed, **certain_signatures(assessments, edition), signature.party: signature}
    dating = signatures.get(edition.district_party.party)
    about = replace(read, party=signature.party)
    findings = _findings_on(chosen, edition, dating, about, issued_on=issued_on)
    refusing = tuple(each for each in findings if each.weight is Weight.REFUSES and each.code not in read.despite)
    missing = still_to_sign(edition, signatures)
    term = None if dating is None else _term_at_all(dating, edition)
    if dating is not None and term is None:
        return Refused(tuple(findings), is_final=True)
    if refusing:
        return Refused(refusing)
    if dating is None or term is None or (missing and FindingCode.NOT_SIGNED not in read.despite):
        return OneOfSeveral(signature, missing)
    return Acceptable(_dating_first(signatures, dating), term)


def still_to_sign(edition: Edition, signatures: Collection[str]) -> tuple[Signatory, ...]:
    """The parties that have not signed; the agency signs afterwards, by approval."""
    return tuple(
        each for each in edition.signatories if each.party not in signatures and each.party != edition.agency.party
    )


def seen_by_person(signatory: Signatory, read: ReadByPerson, assessments: Sequence[Assessment]) -> SignatureSeen:
    """The signature as a person read it; the name is the one printed beside it where the person gives none."""
    seen = next((each for one in assessments for each in one.part.signatures if each.party == signatory.party), None)
    name = read.signer or (seen.name if seen else "")
    return SignatureSeen(signatory.party, name, basis=Basis.SEEN_BY_PERSON, signed_on=read.signed_on, is_certain=True)


def approval_refusal(on: date, *, signed_on: date, arrived_on: date, today: date, ended_on: date | None = None) -> str:
    """Why the agency cannot have approved on a day; empty where it can. `ended_on` is the last day by notice."""
    if on > today:
        return f"{in_words(on)} is in the future"
    if on < signed_on:
        return f"the district signed on {in_words(signed_on)}, after that day"
    if on < arrived_on:
        return f"the letter arrived on {in_words(arrived_on)}, after that day"
    if ended_on and on > ended_on:
        return f"the letter was ended with {in_words(ended_on)}, before that day"
    return ""


def open_findings(assessments: Sequence[Assessment]) -> tuple[Finding, ...]:
    """The findings on a letter's parts that still matter when the parts are seen together."""
    roles = {one.role for one in assessments}
    found = [each for one in assessments for each in one.findings if is_open(each.code, one.role, roles)]
    revisions = sorted({one.revision for one in assessments if one.revision})
    if len(revisions) > 1:
        said = " and ".join(map(str, revisions))
        found.append(Finding(FindingCode.IDENTITY_CONFLICT, f"its parts are of the revisions {said}"))
    return tuple(found)


def _findings_on(
    chosen: Sequence[Chosen], edition: Edition, dating: SignatureSeen | None, read: ReadByPerson, *, issued_on: date
) -> list[Finding]:
    """What is open on the parts, and on the day as the person read it instead of as a rule did.

    What another party's block lacks is no matter of the signature that was read: that one is still to come.
    """
    assessments = [one.assessment for one in chosen]
    findings = [
        *(
            each
            for each in open_findings(assessments)
            if each.code not in DATE_CODES and not _is_of_another(each, edition, read.party)
        ),
        *contradicted(assessments, read.party or edition.district_party.party, read.signed_on),
    ]
    if dating is None or dating.signed_on is None:
        return findings
    signed = [one.arrived_on for one in chosen if one.assessment.role in SIGNED_ROLES]
    arrived_on = min(signed or [one.arrived_on for one in chosen])
    return [*findings, *date_findings(dating.signed_on, edition, issued_on=issued_on, arrived_on=arrived_on)]


def to_be_named(assessments: Sequence[Assessment], edition: Edition) -> tuple[str, ...]:
    """The codes that a person must name to accept the parts with the day that they themselves say."""
    party = edition.district_party.party
    refusing = (each for each in open_findings(assessments) if each.weight is Weight.REFUSES)
    return tuple(dict.fromkeys(each.code.value for each in refusing if not _is_of_another(each, edition, party)))


def contradicted(assessments: Iterable[Assessment], party: str, signed_on: date) -> tuple[Finding, ...]:
    """What speaks against the day on which a person says that a party signed: another one, typed or signed digitally.

    What text recognition makes of ink is no such day.
    """
    seen = (each for one in assessments for each in one.part.signatures if each.party == party and each.signed_on)
    others = dict.fromkeys(each.signed_on for each in seen if each.signed_on and each.signed_on != signed_on)
    return tuple(Finding(FindingCode.DATE_DIFFERS, f"{in_words(day)}, not {in_words(signed_on)}") for day in others)


def _is_of_another(finding: Finding, edition: Edition, party: str | None) -> bool:
    of_a_signature = (FindingCode.NOT_SIGNED, FindingCode.NO_DATE, FindingCode.SIGNER_UNCLEAR, FindingCode.DATE_UNSURE)
    return finding.code in of_a_signature and (finding.party or edition.district_party.party) != party


def _signatory(edition: Edition, party: str | None) -> Signatory:
    return next((each for each in edition.signatories if each.party == party), edition.district_party)


def _dating_first(signatures: Signatures, dating: SignatureSeen) -> tuple[SignatureSeen, ...]:
    return (dating, *(each for each in signatures.values() if each is not dating))


def _term_at_all(dating: SignatureSeen, edition: Edition) -> Term | None:
    """The term of the dating signature, also one outside the edition's own year."""
    if dating.signed_on is None:
        return None
    reckoned = edition.rule.reckon(dating.signed_on, edition.school_year)
    return reckoned.term if isinstance(reckoned, OutsideTerm) else reckoned


def certain_signatures(assessments: Iterable[Assessment], edition: Edition) -> dict[str, SignatureSeen]:
    """The signatures that need nobody to look at them, by party."""
    accepted = {each.party: each.bases for each in edition.signatories}
    return {
        seen.party: seen
        for one in assessments
        for seen in one.part.signatures
        if seen.is_certain and seen.basis in accepted.get(seen.party, ()) and _is_decisive(seen.basis)
    }


def _is_decisive(basis: Basis | None) -> bool:
    """Ink and pictures are looked at by a person."""
    return basis in (Basis.TYPED_NAME, Basis.DIGITAL)
