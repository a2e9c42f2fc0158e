"""Evidence and match to findings, checks and a decision. Pure.

`assess` says what is held of one part; `decide` whether a letter can be accepted by rule. Accepted by rule only when
the match is decisive, every required check passed, the basis is one the edition accepts, and the date is certain.
Everything else waits for a person.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from loc_builder.agreement import Comparison, compare, compare_furniture, without_furniture
from loc_builder.days import in_words
from loc_builder.fields import question_fields
from loc_builder.findings import Finding, FindingCode, Weight
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
    Role,
    Signatory,
    SignatureSeen,
    Wording,
)
from loc_builder.schoolyear import OutsideTerm, SchoolYear, Term, day_in
from loc_builder.standing import is_open, missing_roles


@dataclass(frozen=True, slots=True)
class AsIssued:
    """The letter a part belongs to, in the revision that came back, and what is already here for it."""

    edition: Edition
    wording: Wording
    issued_on: date
    revision: int
    latest_revision: int
    roles_here: tuple[Role, ...] = ()
    has_commitment: bool = False


@dataclass(frozen=True, slots=True)
class Acceptable:
    """The letter can be accepted by rule with these signatures, the dating one first."""

    signatures: tuple[SignatureSeen, ...]
    term: Term


@dataclass(frozen=True, slots=True)
class Waits:
    """A person decides; the codes say why."""

    codes: tuple[str, ...]


Decision = Acceptable | Waits


def assess(part: Part, match: Match, issued: AsIssued | None, *, arrived_on: date) -> Assessment:
    """Judge one part against the letter it belongs to; `issued` is None where it belongs to none yet."""
    if issued is None or not isinstance(match, Matched):
        findings = (*part.findings, *getattr(match, "findings", ()))
        checks = (Check(CheckName.IDENTITY, CheckResult.FAILED, "; ".join(match.reasons)),)
        return Assessment(part, part.role, match, None, part.answers or {}, findings, checks)
    role = _role(part, issued)
    signatures = tuple(_dated(each, issued.edition) for each in part.signatures)
    part = replace(part, signatures=signatures)
    comparison = _compared(part, role, issued)
    answers = _answers(part, comparison, issued.edition)
    findings = (
        *part.findings,
        *_identity_findings(role, issued),
        *_text_findings(comparison),
        *_answer_findings(answers, part, role, issued),
        *_date_findings(part, role, issued.edition, issued_on=issued.issued_on, arrived_on=arrived_on),
    )
    unique = tuple(dict.fromkeys(findings))
    return Assessment(part, role, match, issued.revision, answers, unique, _checks(part, role, match, unique))


def decide(assessments: Sequence[Assessment], edition: Edition) -> Decision:
    """Accept a letter by rule from all parts that came back for it, or say why it waits."""
    codes = [each.code.value for each in open_findings(assessments) if each.weight is not Weight.NOTE]
    codes += missing_roles(one.role for one in assessments)
    signatures = _certain_signatures(assessments, edition)
    missing = [each for each in edition.signatories if each.party not in signatures and _must_come_back(each, edition)]
    if missing:
        codes.append(FindingCode.NOT_SIGNED.value)
    if codes:
        return Waits(tuple(dict.fromkeys(codes)))
    dating = signatures[edition.district_party.party]
    if dating.signed_on is None:
        return Waits((FindingCode.NO_DATE.value,))
    term = edition.rule.reckon(dating.signed_on, edition.school_year)
    if isinstance(term, OutsideTerm):
        return Waits((FindingCode.OUTSIDE_TERM.value,))
    return Acceptable((dating, *(each for each in signatures.values() if each is not dating)), term)


def open_findings(assessments: Sequence[Assessment]) -> tuple[Finding, ...]:
    """The findings on a letter's parts that still matter when the parts are seen together."""
    roles = {one.role for one in assessments}
    return tuple(each for one in assessments for each in one.findings if is_open(each.code, one.role, roles))


def date_findings(signed_on: date, edition: Edition, *, issued_on: date, arrived_on: date) -> tuple[Finding, ...]:
    """What a person should know about the day of the dating signature."""
    found = []
    if signed_on > arrived_on:
        found.append(Finding(FindingCode.DATE_IN_FUTURE, f"{in_words(signed_on)}, arrived {in_words(arrived_on)}"))
    if signed_on < issued_on:
        found.append(Finding(FindingCode.DATE_BEFORE_ISSUE, f"{in_words(signed_on)}, made {in_words(issued_on)}"))
    reckoned = edition.rule.reckon(signed_on, edition.school_year)
    if isinstance(reckoned, OutsideTerm):
        found.append(Finding(FindingCode.OUTSIDE_TERM, f"signed {in_words(signed_on)}"))
    elif years_of(edition, signed_on) != years_of(edition, max(signed_on, arrived_on)):
        found.append(
            Finding(FindingCode.DATE_NEAR_BOUNDARY, f"signed {in_words(signed_on)}, arrived {in_words(arrived_on)}")
        )
    return tuple(found)


def years_of(edition: Edition, signed_on: date) -> tuple[SchoolYear, ...]:
    """The school years a signature on a day would commit to, the edition's own among them or not."""
    reckoned = edition.rule.reckon(signed_on, edition.school_year)
    term = reckoned.term if isinstance(reckoned, OutsideTerm) else reckoned
    return term.school_years if term else ()


def _role(part: Part, issued: AsIssued) -> Role:
    """A signature page that comes back after acceptance is taken for the countersigned copy."""
    shows_signatures = part.role in (Role.SIGNATURE_PAGE, Role.WHOLE) and part.medium is not Medium.WORD
    return Role.COUNTERSIGNED if issued.has_commitment and shows_signatures else part.role


def _dated(signature: SignatureSeen, edition: Edition) -> SignatureSeen:
    if signature.signed_on is None and signature.signed_at is not None:
        return replace(signature, signed_on=day_in(signature.signed_at, edition.time_zone))
    return signature


def _compared(part: Part, role: Role, issued: AsIssued) -> Comparison | Finding:
    if part.text is None:
        return Finding(FindingCode.TEXT_UNCHECKED, "the pages are pictures without text")
    if role is not Role.WHOLE and part.medium is not Medium.WORD:
        return Finding(FindingCode.TEXT_UNCHECKED, "only some of the pages came back")
    furniture = issued.wording.furniture
    comparison = compare(issued.wording, without_furniture(part.text.split("\f"), furniture))
    if part.medium is not Medium.WORD:
        return comparison
    return replace(comparison, changes=(*comparison.changes, *compare_furniture(furniture, part.furniture)))


def _text_findings(comparison: Comparison | Finding) -> Iterator[Finding]:
    if isinstance(comparison, Finding):
        yield comparison
        return
    for change in comparison.changes:
        yield Finding(FindingCode.TEXT_CHANGED, str(change))


def _identity_findings(role: Role, issued: AsIssued) -> Iterator[Finding]:
    if issued.revision < issued.latest_revision:
        yield Finding(FindingCode.OLD_REVISION, f"revision {issued.revision}, the latest is {issued.latest_revision}")
    if role in issued.roles_here or (role is Role.COUNTERSIGNED and not issued.has_commitment):
        yield Finding(FindingCode.SECOND_PART, role.value)


def _answers(part: Part, comparison: Comparison | Finding, edition: Edition) -> Mapping[str, str]:
    """What was answered, the questions first.

    Controls keep a text's lines; but another editor may have let one swallow its surroundings, so where the text
    between the prompts says something else, that counts.
    """
    typed = part.answers or {}
    between = {} if isinstance(comparison, Finding) or comparison.changes else comparison.answers
    asked = [name for question in edition.questions for name in question_fields(question)]
    names = dict.fromkeys((*asked, *typed, *between))
    read = {name: _agreed(typed.get(name), between.get(name)) for name in names}
    return {name: text.strip() for name, text in read.items() if text is not None}


def _agreed(typed: str | None, between: str | None) -> str | None:
    if typed is None or between is None:
        return between if typed is None else typed
    return typed if _letters(typed) == _letters(between) else between


def _letters(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


def _answer_findings(answers: Mapping[str, str], part: Part, role: Role, issued: AsIssued) -> Iterator[Finding]:
    if role not in (Role.WHOLE, Role.ANSWERS):
        return
    if part.answers is None and part.text is None:
        yield Finding(FindingCode.ANSWER_UNREAD, "the pages are pictures; read them there")
        return
    for question in issued.edition.questions:
        given = [answers.get(name, "") for name in question_fields(question)]
        if question.required and sum(bool(item) for item in given) < question.at_least:
            yield Finding(FindingCode.ANSWER_MISSING, question.label)


def _date_findings(part: Part, role: Role, edition: Edition, *, issued_on: date, arrived_on: date) -> Iterator[Finding]:
    if role not in (Role.WHOLE, Role.SIGNATURE_PAGE):
        return
    party = edition.district_party
    signature = next((each for each in part.signatures if each.party == party.party), None)
    if signature is None or signature.signed_on is None:
        return
    yield from date_findings(signature.signed_on, edition, issued_on=issued_on, arrived_on=arrived_on)


def _certain_signatures(assessments: Iterable[Assessment], edition: Edition) -> dict[str, SignatureSeen]:
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


def _must_come_back(signatory: Signatory, edition: Edition) -> bool:
    """The agency signs afterwards, by approval."""
    return signatory.party != edition.agency.party


_CHECKED_BY = {
    CheckName.TEXT: (FindingCode.TEXT_CHANGED, FindingCode.TEXT_UNCHECKED),
    CheckName.PAGES: (FindingCode.PAGE_MISSING, FindingCode.PAGE_ORDER_UNKNOWN),
    CheckName.ANSWERS: (FindingCode.ANSWER_MISSING, FindingCode.ANSWER_UNREAD),
    CheckName.SIGNATURE: (
        FindingCode.NOT_SIGNED,
        FindingCode.SIGNER_UNCLEAR,
        FindingCode.SIGNATURE_INVALID,
        FindingCode.SIGNER_UNKNOWN,
    ),
    CheckName.DATE: (
        FindingCode.NO_DATE,
        FindingCode.DATE_UNSURE,
        FindingCode.DATE_IN_FUTURE,
        FindingCode.DATE_BEFORE_ISSUE,
        FindingCode.DATE_NEAR_BOUNDARY,
        FindingCode.OUTSIDE_TERM,
    ),
}
_NOT_MADE = {
    FindingCode.TEXT_UNCHECKED,
    FindingCode.ANSWER_UNREAD,
    FindingCode.SIGNER_UNCLEAR,
    FindingCode.DATE_UNSURE,
    FindingCode.PAGE_ORDER_UNKNOWN,
}


def _checks(part: Part, role: Role, match: Match, findings: Sequence[Finding]) -> tuple[Check, ...]:
    checks = [Check(CheckName.IDENTITY, CheckResult.PASSED, "; ".join(match.reasons))]
    for name, codes in _CHECKED_BY.items():
        hits = [each for each in findings if each.code in codes]
        if hits:
            not_made = all(each.code in _NOT_MADE for each in hits)
            result = CheckResult.NOT_MADE if not_made else CheckResult.FAILED
            checks.append(Check(name, result, "; ".join(each.message for each in hits)))
        elif _was_looked_at(name, part, role):
            checks.append(Check(name, CheckResult.PASSED))
        else:
            checks.append(Check(name, CheckResult.NOT_MADE, "nothing in this part shows it"))
    return tuple(checks)


def _was_looked_at(name: CheckName, part: Part, role: Role) -> bool:
    if name in (CheckName.SIGNATURE, CheckName.DATE):
        return any(each.is_certain for each in part.signatures)
    if name is CheckName.ANSWERS:
        return role in (Role.WHOLE, Role.ANSWERS)
    return name is not CheckName.PAGES or role is Role.WHOLE
