"""What is held of one part once it is known whose it is. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from loc_builder.agreement import IN_OTHER_ORDER, Comparison, compare_fixed, compare_pages, places_amiss
from loc_builder.fields import place_label
from loc_builder.findings import Finding, FindingCode
from loc_builder.judging.answering import answer_findings, answers_of, prefilled_findings
from loc_builder.judging.checking import checks_of
from loc_builder.judging.dating import date_findings
from loc_builder.judging.likened import likened, likeness_findings, with_dates
from loc_builder.model import (
    Assessment,
    Basis,
    Check,
    CheckName,
    CheckResult,
    Edition,
    Match,
    Matched,
    Medium,
    Part,
    Recognised,
    Role,
    SignatureSeen,
    Wording,
    Zone,
)
from loc_builder.schoolyear import day_in

MOST_PLACES = 3  # to write, that are told by name


@dataclass(frozen=True, slots=True)
class AsIssued:
    """The letter a part belongs to, in the revision that came back, and what is already here for it.

    `doubts` are what speaks against the part being this letter in this revision. The wording is read from the letter
    when something is to be compared with it, which takes longer than all else here.
    """

    edition: Edition
    read_wording: Callable[[], Wording]
    issued_on: date
    revision: int
    latest_revision: int
    roles_here: tuple[Role, ...] = ()
    has_commitment: bool = False
    doubts: tuple[Finding, ...] = ()

    @property
    def wording(self) -> Wording:
        return self.read_wording()


def assess(
    part: Part,
    match: Match,
    issued: AsIssued | None,
    *,
    arrived_on: date,
    recognised: Recognised | None = None,
) -> Assessment:
    """Judge one part against the letter it belongs to; `issued` is None where it belongs to none yet.

    `recognised` is what `part.recognised` names.
    """
    if issued is None or not isinstance(match, Matched):
        findings = (*part.findings, *getattr(match, "findings", ()))
        checks = (Check(CheckName.IDENTITY, CheckResult.FAILED, "; ".join(match.reasons)),)
        return Assessment(part, part.role, match, None, part.answers or {}, findings, checks)
    role = _role(part, issued)
    signatures = tuple(_whose(_dated(each, issued.edition), issued.edition) for each in part.signatures)
    part = replace(part, signatures=signatures)
    comparison = _compared(part, issued, recognised)
    answers = answers_of(part, comparison, issued.edition)
    findings = (
        *_found_in(part, issued),
        *_place_findings(part, issued),
        *issued.doubts,
        *_identity_findings(role, issued),
        *_text_findings(comparison, is_likeness=part.text is None),
        *answer_findings(answers, part, comparison, role, issued.edition),
        *prefilled_findings(answers, comparison, issued.edition),
        *_date_findings(part, role, issued.edition, issued_on=issued.issued_on, arrived_on=arrived_on),
    )
    findings = with_dates(findings, part, recognised, comparison, issued.edition.district_party.party)
    unique = tuple(dict.fromkeys(findings))
    return Assessment(part, role, match, issued.revision, answers, unique, checks_of(part, role, match, unique))


def _role(part: Part, issued: AsIssued) -> Role:
    """A signature page that comes back after acceptance is taken for the countersigned copy.

    Pages that nothing but a person could place are the signature page where there is one, else the whole letter.
    """
    role = part.role
    if role is Role.OTHER and part.pages:
        role = Role.SIGNATURE_PAGE if len(part.pages) == 1 else Role.WHOLE
    shows_signatures = role in (Role.SIGNATURE_PAGE, Role.WHOLE) and part.medium is not Medium.WORD
    return Role.COUNTERSIGNED if issued.has_commitment and shows_signatures else role


def _dated(signature: SignatureSeen, edition: Edition) -> SignatureSeen:
    if signature.signed_on is None and signature.signed_at is not None:
        return replace(signature, signed_on=day_in(signature.signed_at, edition.time_zone))
    return signature


def _whose(signature: SignatureSeen, edition: Edition) -> SignatureSeen:
    """A digital signature in a field that names no party of the letter counts for the one that dates it."""
    known = {each.party for each in edition.signatories}
    if signature.basis is Basis.DIGITAL and signature.party not in known:
        return replace(signature, party=edition.district_party.party)
    return signature


def _compared(part: Part, issued: AsIssued, recognised: Recognised | None) -> Comparison | Finding:
    if part.text is None:
        return likened(part, recognised, issued.read_wording)
    if part.role is not Role.WHOLE:
        return Finding(FindingCode.TEXT_UNCHECKED, "only some of the pages came back")
    comparison = compare_pages(issued.wording, part.text.split("\f"))
    if part.wording is None:
        return comparison
    # Where the controls are still there, they say what is answer: text beside them is an addition.
    return replace(comparison, changes=compare_fixed(issued.wording, part.wording))


def _found_in(part: Part, issued: AsIssued) -> Iterator[Finding]:
    """What reading found, without the marks that the letter as issued bears itself (an agency's logo, a footnote).

    The agency signs when the letter is accepted: that its block is empty says nothing.
    """
    own = (FindingCode.TEXT_CHANGED, FindingCode.ANSWER_UNREAD)
    edition = issued.edition
    parties = {each.party for each in edition.signatories} - {edition.agency.party}
    for each in part.findings:
        is_own = each.code in own and each.detail in issued.wording.marks
        if not is_own and (not each.party or each.party in parties):
            yield replace(each, party="") if each.party == edition.district_party.party else each


def _place_findings(part: Part, issued: AsIssued) -> Iterator[Finding]:
    """Where the letter's own places to write are not all there, no rule can say what is text and what is answer."""
    amiss = places_amiss(issued.wording, part.wording) if part.wording else ()
    if amiss:
        yield Finding(FindingCode.TEXT_UNCHECKED, _amiss(amiss, issued))


def _amiss(names: Sequence[str], issued: AsIssued) -> str:
    if names == IN_OTHER_ORDER:
        return "the letter's places to write are in another order"
    if set(names) >= {one.field for one in issued.wording.body if isinstance(one, Zone)}:
        return "none of the letter's places to write is as it was issued"
    named = [place_label(each, issued.edition) for each in names if each] or ["one without a name"]
    told, more = named[:MOST_PLACES], f" and {len(named) - MOST_PLACES} more" if len(named) > MOST_PLACES else ""
    return f"places to write are not the letter's own: {', '.join(told)}{more}"


def _text_findings(comparison: Comparison | Finding, *, is_likeness: bool) -> Iterator[Finding]:
    if isinstance(comparison, Finding):
        yield comparison
        return
    if is_likeness:
        yield from likeness_findings(comparison)
        return
    for change in comparison.changes:
        yield Finding(FindingCode.TEXT_CHANGED, str(change))


def _identity_findings(role: Role, issued: AsIssued) -> Iterator[Finding]:
    if issued.revision < issued.latest_revision:
        yield Finding(FindingCode.OLD_REVISION, f"revision {issued.revision}, the latest is {issued.latest_revision}")
    if role in issued.roles_here or (role is Role.COUNTERSIGNED and not issued.has_commitment):
        yield Finding(FindingCode.SECOND_PART, role.value)


def _date_findings(part: Part, role: Role, edition: Edition, *, issued_on: date, arrived_on: date) -> Iterator[Finding]:
    if role not in (Role.WHOLE, Role.SIGNATURE_PAGE):
        return
    party = edition.district_party
    signature = next((each for each in part.signatures if each.party == party.party), None)
    if signature is None or signature.signed_on is None:
        return
    yield from date_findings(signature.signed_on, edition, issued_on=issued_on, arrived_on=arrived_on)
