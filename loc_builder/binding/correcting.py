"""What a correction changed, with the wrong value and the right one, in one sentence. Pure."""

from collections.abc import Sequence

from loc_builder.days import in_words, years_in_words
from loc_builder.facts import Accepted, Approved, Signed, Statement
from loc_builder.fields import party_label
from loc_builder.findings import SENTENCES, FindingCode

_NAMELESS = "a name not noted"


def correction_sentence(by: str, because: str, *, wrong: Statement | None, right: Statement) -> str:
    """Say what changed, by whom and why; nothing of an acceptance whose school years and objections stay the same.

    That one is corrected because the day of a signature was, which is told already.
    """
    match wrong, right:
        case Signed(), Signed():
            what = f"the {party_label(right.party).lower()}'s signature"
            days, signers = (wrong.signed_on, right.signed_on), (wrong.signer, right.signer)
        case Approved(), Approved():
            what = "the approval"
            days, signers = (wrong.approved_on, right.approved_on), (wrong.signer, right.signer)
        case Accepted(), Accepted():
            return _accepted_otherwise(by, wrong, right)
        case _:
            return f"Corrected by {by}: {because}"
    dates = in_words(days[0]), in_words(days[1])
    names = signers[0] or _NAMELESS, signers[1] or _NAMELESS
    changes = [change for change in (("date", *dates), ("signer", *names)) if change[1] != change[2]]
    return f"{_changed(what, changes)} by {by}: {because}"


def _changed(what: str, changes: Sequence[tuple[str, str, str]]) -> str:
    if not changes:
        return f"{what[0].upper()}{what[1:]} looked at again and left as it was"
    (value, wrong, right), *more = changes
    first = f"{value.capitalize()} of {what} corrected from {wrong} to {right}"
    rest = "".join(f", and its {value} from {wrong} to {right}" for value, wrong, right in more)
    return f"{first}{rest}," if more else first


def _accepted_otherwise(by: str, wrong: Accepted, right: Accepted) -> str:
    before, now = years_in_words(wrong.term.school_years), years_in_words(right.term.school_years)
    new = [SENTENCES[FindingCode(code)] for code in right.despite if code not in wrong.despite]
    years = f" for {now.lower()} instead of {before.lower()}" if now != before else ""
    despite = f", despite: {'; '.join(new)}" if new else ""
    return f"Accepted by {by}{years}{despite}" if years or despite else ""
