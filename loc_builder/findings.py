"""What a person should know about a part or a letter: the codes, and one sentence for each.

The sentences are written once, here, for the terminal, the certificate and the mails. A finding's `detail` is the
part of the sentence that only the case knows (the changed words, a date, another district's name).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
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
    INK_OUTSIDE_BOXES = "ink-outside-boxes"
    NOT_SIGNED = "not-signed"
    SIGNER_UNCLEAR = "signer-unclear"
    NO_DATE = "no-date"
    DATE_UNSURE = "date-unsure"
    DATE_IN_FUTURE = "date-in-future"
    DATE_BEFORE_ISSUE = "date-before-issue"
    DATE_NEAR_BOUNDARY = "date-near-boundary"
    DATE_DIFFERS = "date-differs"
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
    PAPER_UNSCANNED = "paper-unscanned"
    CONVERTED = "converted"


class Weight(StrEnum):
    """What a finding does to a letter."""

    NOTE = "note"  # shown, stops nothing
    WAITS = "waits"  # a person decides
    REFUSES = "refuses"  # a person must say in so many words that it is meant (`--despite`)


@dataclass(frozen=True, slots=True)
class Finding:
    """`party` is whose signature it is about; empty where that is the district's, or it is about no signature."""

    code: FindingCode
    detail: str = ""
    party: str = field(default="", metadata={"later": True})  # as model.LATER: not in readings kept before

    @property
    def weight(self) -> Weight:
        return _WEIGHTS.get(self.code, Weight.WAITS)

    @property
    def message(self) -> str:
        """The sentence for people, ending without a full stop."""
        whose = f"{self.party.replace('_', ' ')}: " if self.party else ""
        sentence = whose + SENTENCES[self.code]
        return f"{sentence}: {self.detail}" if self.detail else sentence


def first_of_each(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding of each kind, with how many more of it there are."""
    by_code: dict[FindingCode, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    more = {code: f" (and {len(found) - 1} more)" if len(found) > 1 else "" for code, found in by_code.items()}
    return tuple(replace(found[0], detail=found[0].detail + more[code]) for code, found in by_code.items())


_WEIGHTS = {
    FindingCode.DUPLICATE: Weight.NOTE,
    FindingCode.ANSWER_AS_PREFILLED: Weight.NOTE,
    FindingCode.OLD_REVISION: Weight.NOTE,
    FindingCode.OUTSIDE_TERM: Weight.REFUSES,
    FindingCode.DATE_IN_FUTURE: Weight.REFUSES,
    FindingCode.DATE_BEFORE_ISSUE: Weight.REFUSES,
    FindingCode.DATE_DIFFERS: Weight.REFUSES,
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

NOT_RECOGNISED = "the pages are pictures without text, and their print was not recognised"
"""Why a text could not be compared: the detail of a finding on a scan that text recognition has not read."""

REQUESTS = {
    FindingCode.PAGE_MISSING: "Send every page of the letter; some did not arrive.",
    FindingCode.SIGNATURE_PAGE_MISSING: "Send the signature page too, signed and dated.",
    FindingCode.ANSWER_MISSING: "Write an answer in every place of the letter that needs one.",
    FindingCode.ANSWER_UNREAD: "Write the answers in the Word file; we could not read them.",
    FindingCode.TEXT_CHANGED: "Use the attached letter: the wording of the agreement must stay as it is.",
    FindingCode.TRACKED_CHANGES: "Accept or remove the tracked changes and comments in the file.",
    FindingCode.NOT_SIGNED: "Sign the letter on its last page.",
    FindingCode.NO_DATE: "Write beside the signature the day on which it was signed.",
    FindingCode.DATE_IN_FUTURE: "Check the date beside the signature: it was still to come when the letter arrived.",
    FindingCode.DATE_BEFORE_ISSUE: "Check the year beside the signature: that day was before the letter was made.",
    FindingCode.OUTSIDE_TERM: "Check the date beside the signature: it does not belong to this school year.",
    FindingCode.OTHER_EDITION: "Use the attached letter: the one that arrived was of another school year.",
    FindingCode.UNREADABLE: "Send a Word file, a PDF or a clear photo; we could not open the file that arrived.",
    FindingCode.NEEDS_PASSWORD: "Send the file without a password.",
    FindingCode.SIGNATURE_INVALID: "Sign the letter again; its digital signature no longer holds.",
}
"""What a district is asked to do about a finding, below a "Please"; what only the office can look into is not among
them."""

SENTENCES = {
    FindingCode.PAGE_MISSING: "pages of the letter are missing",
    FindingCode.PAGE_ORDER_UNKNOWN: "the order of the pages could not be read",
    FindingCode.SIGNATURE_PAGE_MISSING: "the signature page did not come back",
    FindingCode.ANSWER_MISSING: "a required answer is empty",
    FindingCode.ANSWER_UNREAD: "the answers could not be read",
    FindingCode.ANSWER_AS_PREFILLED: "an answer is still as it was prefilled",
    FindingCode.TEXT_CHANGED: "the text of the letter was changed",
    FindingCode.TEXT_UNCHECKED: "the text of the letter could not be compared",
    FindingCode.INK_OUTSIDE_BOXES: "there is ink outside the places to write",
    FindingCode.NOT_SIGNED: "there is no signature",
    FindingCode.SIGNER_UNCLEAR: "who signed must be read by a person",
    FindingCode.NO_DATE: "there is no date beside the signature",
    FindingCode.DATE_UNSURE: "the date of the signature must be read by a person",
    FindingCode.DATE_IN_FUTURE: "the date of the signature is later than the day it arrived",
    FindingCode.DATE_BEFORE_ISSUE: "the date of the signature is earlier than the day the letter was made",
    FindingCode.DATE_NEAR_BOUNDARY: "a day's difference in the date would change the school years",
    FindingCode.DATE_DIFFERS: "the file itself says another day for the signature",
    FindingCode.OUTSIDE_TERM: "the signature commits to other school years than this letter's",
    FindingCode.OLD_REVISION: "an earlier revision of the letter came back",
    FindingCode.OTHER_EDITION: "it is a letter of another school year",
    FindingCode.IDENTITY_CONFLICT: "what it says about its district contradicts itself",
    FindingCode.SECOND_PART: "another return of the same kind, with other content, is already here",
    FindingCode.UNREADABLE: "the file cannot be read",
    FindingCode.NEEDS_PASSWORD: "the file needs a password; ask the district to send it without one",
    FindingCode.SIGNATURE_INVALID: "the digital signature does not hold",
    FindingCode.SIGNER_UNKNOWN: "the digital signature is intact; its trust is unknown: nothing here vouches for it",
    FindingCode.ACTIVE_CONTENT: "the file carries macros, scripts, attachments or links; nothing of them was run",
    FindingCode.TRACKED_CHANGES: "the file has tracked changes or comments",
    FindingCode.DUPLICATE: "the same file came before",
    FindingCode.CODE_UNREAD: "no code could be read on a page",
    FindingCode.UNIDENTIFIED: "nothing in it says which letter it belongs to",
    FindingCode.UNDECIDED: "it waits for a person's decision, or for another signature",
    FindingCode.CONVERTED: "it was turned into a PDF to be read; compare that with the original",
    FindingCode.PAPER_UNSCANNED: "the paper is here; its scan is still to come",
}
