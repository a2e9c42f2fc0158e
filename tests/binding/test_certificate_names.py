from dataclasses import replace
from datetime import date

from made.pdf import text_of
from made.record import certificate

from loc_builder.binding.certificate import ReturnLine, certificate_pdf
from loc_builder.model import Check, CheckName, CheckResult, Sha256


def test_a_sentence_begins_with_a_capital_but_a_files_name_stays_as_it_is() -> None:
    checks = (
        Check(CheckName.TEXT, CheckResult.PASSED, "adair.docx: passed"),
        Check(CheckName.DATE, CheckResult.NOT_MADE, "a scan has no text"),
    )
    returns = (ReturnLine("adair.docx", date(2018, 3, 12), Sha256("ab" * 32)),)
    printed = text_of(certificate_pdf(replace(certificate(), checks=checks, returns=returns)), 1)
    assert "adair.docx: passed" in printed
    assert "Adair.docx" not in printed
    assert "A scan has no text" in printed
