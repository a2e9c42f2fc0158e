"""What belongs to a returned PDF as a whole, and not to one of its pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from loc_builder.findings import Finding, FindingCode
from loc_builder.model import SignatureSeen


@dataclass(frozen=True, slots=True)
class Filled:
    """Answers and signatures in fields, digital signatures, and what else the file carries."""

    answers: Mapping[str, str] | None = None
    signatures: tuple[SignatureSeen, ...] = ()
    findings: tuple[Finding, ...] = ()

    def of_several(self) -> "Filled":
        """Withhold from the letters of one file what belongs to the file: nothing says whose it is."""
        findings = list(self.findings)
        if self.answers:
            findings.append(Finding(FindingCode.ANSWER_UNREAD, "several letters in one file share its form fields"))
        if self.signatures:
            why = "several letters in one file share its digital or typed signature"
            findings.append(Finding(FindingCode.SIGNER_UNCLEAR, why))
        return Filled(findings=tuple(findings))
