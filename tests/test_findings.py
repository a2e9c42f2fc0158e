import pytest

from loc_builder.findings import SENTENCES, Finding, FindingCode, Weight


@pytest.mark.parametrize("code", FindingCode)
def test_every_finding_is_a_clause_for_people(code: FindingCode) -> None:
    sentence = SENTENCES[code]
    assert sentence[0].islower()
    assert not sentence.endswith(".")
    assert code.value not in sentence.split(), "the code is not an explanation"


def test_a_finding_ends_with_what_only_the_case_knows() -> None:
    assert Finding(FindingCode.NO_DATE).message == "there is no date beside the signature"
    assert Finding(FindingCode.OUTSIDE_TERM, "signed June 10, 2018").message == (
        "the signature commits to other school years than this letter's: signed June 10, 2018"
    )


def test_what_stops_nothing_is_only_noted() -> None:
    notes = {code.value for code in FindingCode if Finding(code).weight is Weight.NOTE}
    assert notes == {"duplicate", "answer-as-prefilled", "old-revision"}


def test_what_must_never_be_accepted_silently_must_be_named_to_be_accepted() -> None:
    refusing = {code.value for code in FindingCode if Finding(code).weight is Weight.REFUSES}
    assert refusing == {
        "outside-term",
        "date-in-future",
        "date-before-issue",
        "date-differs",
        "text-changed",
        "not-signed",
        "signature-invalid",
        "identity-conflict",
        "other-edition",
        "active-content",
        "page-missing",
        "unreadable",
        "needs-password",
    }
