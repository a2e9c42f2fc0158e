"""From findings to checks: passed, failed, or not made and why. Pure."""

from collections.abc import Sequence

from loc_builder.findings import Finding, FindingCode
from loc_builder.judging.likened import READ_SO
from loc_builder.model import (
    Check,
    CheckName,
    CheckResult,
    Match,
    Part,
    Role,
)

_CHECKED_BY = {
    CheckName.IDENTITY: (FindingCode.IDENTITY_CONFLICT, FindingCode.OTHER_EDITION),
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


def checks_of(part: Part, role: Role, match: Match, findings: Sequence[Finding]) -> tuple[Check, ...]:
    """Give one check of each name for a part that was assessed."""
    checks = []
    for name, codes in _CHECKED_BY.items():
        hits = [each for each in findings if each.code in codes]
        if hits:
            not_made = all(each.code in _NOT_MADE for each in hits)
            result = CheckResult.NOT_MADE if not_made else CheckResult.FAILED
            checks.append(Check(name, result, "; ".join(each.message for each in hits)))
        elif _was_looked_at(name, part, role):
            checks.append(Check(name, CheckResult.PASSED, _how(name, part, match)))
        else:
            checks.append(Check(name, CheckResult.NOT_MADE, "nothing in this part shows it"))
    return (*checks, *part.checks)


def _how(name: CheckName, part: Part, match: Match) -> str:
    """How a check was made, where that matters."""
    if name is CheckName.IDENTITY:
        return "; ".join(match.reasons)
    return READ_SO if name is CheckName.TEXT and part.recognised else ""


def _was_looked_at(name: CheckName, part: Part, role: Role) -> bool:
    if name in (CheckName.SIGNATURE, CheckName.DATE):
        return any(each.is_certain for each in part.signatures)
    if name is CheckName.ANSWERS:
        return role in (Role.WHOLE, Role.ANSWERS)
    return name is not CheckName.PAGES or role is Role.WHOLE
