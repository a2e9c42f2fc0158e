"""What a person should know about a part or a letter: the codes, and one sentence for each.

The sentences are written once, here, for the terminal, the certificate and the mails. A finding's `detail` is the
part of the sentence that only the case knows (the changed words, a date, another district's name).
"""

from dataclasses import dataclass
from enum import StrEnum


class FindingCode(StrEnum):
    """The closed list of DESIGN section 6."""

    PAGE_MISSING = "page-missing"
    PAGE_ORDER_UNKNOWN = "page-order-unknown"
    SIGNATURE_PAGE_MISSING = "signature-page-missing"
    ANSWER_MISSING = "answer-missing"
    ANSWER_UNREAD = "answer-unread"
    ANSWER_AS_PREFILLED = "answer-as-prefilled"
    TEXT_CHANGED = "text-changed"
    TEXT_UNCHECKED = "text-unchecked"
    NOT_SIGNED = "not-signed"
    SIGNER_UNCLEAR = "signer-unclear"
    NO_DATE = "no-date"
    DATE_UNSURE = "date-unsure"
    DATE_IN_FUTURE = "date-in-future"
    DATE_BEFORE_ISSUE = "date-before-issue"
    DATE_NEAR_BOUNDARY = "date-near-boundary"
    OUTSIDE_TERM = "outside-term"
    OLD_REVISION = "old-revision"
    OTHER_EDITION = "other-edition"
    IDENTITY_CONFLICT = "identity-conflict"
    SECOND_PART = "second-part"
    UNREADABLE = "unreadable"
    NEEDS_PASSWORD = "needs-password"  # noqa: S105 - a finding's name, not a password
    SIGNATURE_INVALID = "signature-invalid"
    SIGNER_UNKNOWN = "signer-unknown"
    ACTIVE_CONTENT = "active-content"
    TRACKED_CHANGES = "tracked-changes"
    DUPLICATE = "duplicate"
    CODE_UNREAD = "code-unread"
    UNIDENTIFIED = "unidentified"
    UNDECIDED = "undecided"


class Weight(StrEnum):
    """What a finding does to a letter."""

    NOTE = "note"  # shown, stops nothing
    WAITS = "waits"  # a person decides
    REFUSES = "refuses"  # a person must say in so many words that it is meant (`--despite`)


@dataclass(frozen=True, slots=True)
class Finding:
    code: FindingCode
    detail: str = ""

    @property
    def weight(self) -> Weight:
        return _WEIGHTS.get(self.code, Weight.WAITS)

    @property
    def message(self) -> str:
        """The sentence for people, ending without a full stop."""
        sentence = SENTENCES[self.code]
        return f"{sentence}: {self.detail}" if self.detail else sentence


_WEIGHTS = {
    FindingCode.DUPLICATE: Weight.NOTE,
    FindingCode.ANSWER_AS_PREFILLED: Weight.NOTE,
    FindingCode.OLD_REVISION: Weight.NOTE,
    FindingCode.OUTSIDE_TERM: Weight.REFUSES,
    FindingCode.DATE_IN_FUTURE: Weight.REFUSES,
    FindingCode.DATE_BEFORE_ISSUE: Weight.REFUSES,
    FindingCode.TEXT_CHANGED: Weight.REFUSES,
    FindingCode.SIGNATURE_INVALID: Weight.REFUSES,
    FindingCode.NOT_SIGNED: Weight.REFUSES,
    FindingCode.IDENTITY_CONFLICT: Weight.REFUSES,
    FindingCode.OTHER_EDITION: Weight.REFUSES,
    FindingCode.ACTIVE_CONTENT: Weight.REFUSES,
    FindingCode.PAGE_MISSING: Weight.REFUSES,
    FindingCode.UNREADABLE: Weight.REFUSES,
    FindingCode.NEEDS_PASSWORD: Weight.REFUSES,
}

SENTENCES = {
    FindingCode.PAGE_MISSING: "pages of the letter are missing",
    FindingCode.PAGE_ORDER_UNKNOWN: "the order of the pages could not be read",
    FindingCode.SIGNATURE_PAGE_MISSING: "the signature page did not come back",
    FindingCode.ANSWER_MISSING: "a required answer is empty",
    FindingCode.ANSWER_UNREAD: "the answers could not be read",
    FindingCode.ANSWER_AS_PREFILLED: "an answer is still as it was prefilled",
    FindingCode.TEXT_CHANGED: "the text of the letter was changed",
    FindingCode.TEXT_UNCHECKED: "the text of the letter could not be compared",
    FindingCode.NOT_SIGNED: "there is no signature",
    FindingCode.SIGNER_UNCLEAR: "who signed must be read by a person",
    FindingCode.NO_DATE: "there is no date beside the signature",
    FindingCode.DATE_UNSURE: "the date of the signature must be read by a person",
    FindingCode.DATE_IN_FUTURE: "the date of the signature is later than the day it arrived",
    FindingCode.DATE_BEFORE_ISSUE: "the date of the signature is earlier than the day the letter was made",
    FindingCode.DATE_NEAR_BOUNDARY: "a day's difference in the date would change the school years",
    FindingCode.OUTSIDE_TERM: "the signature commits to other school years than this letter's",
    FindingCode.OLD_REVISION: "an earlier revision of the letter came back",
    FindingCode.OTHER_EDITION: "it is a letter of another school year",
    FindingCode.IDENTITY_CONFLICT: "what it says about its district contradicts itself",
    FindingCode.SECOND_PART: "another return of the same kind, with other content, is already here",
    FindingCode.UNREADABLE: "the file cannot be read",
    FindingCode.NEEDS_PASSWORD: "the file needs a password; ask the district to send it without one",
    FindingCode.SIGNATURE_INVALID: "the digital signature does not hold",
    FindingCode.SIGNER_UNKNOWN: "the digital signature is intact, but nothing here vouches for its signer",
    FindingCode.ACTIVE_CONTENT: "the file carries macros, scripts, attachments or links; nothing of them was run",
    FindingCode.TRACKED_CHANGES: "the file has tracked changes or comments",
    FindingCode.DUPLICATE: "the same file came before",
    FindingCode.CODE_UNREAD: "no code could be read on a page",
    FindingCode.UNIDENTIFIED: "nothing in it says which letter it belongs to",
    FindingCode.UNDECIDED: "it waits for a person's decision, or for another signature",
}
