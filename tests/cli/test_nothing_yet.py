"""Commands that find nothing to do say why, and what comes first."""

import pytest
from made.office import Office

from loc_builder.errors import ExitCode

NONE_MADE = "No letter of 2024-2025 is made yet. First: loc fill 2024-2025 --roster FILE\n"


@pytest.mark.parametrize(
    "command",
    [
        ("send", "2024-2025"),
        ("sent", "2024-2025", "--on", "2024-08-05"),
        ("status", "2024-2025"),
        ("plans", "2024-2025"),
        ("countersign", "2024-2025", "--on", "2024-09-05", "--signer", "Rob Collins"),
    ],
)
def test_before_the_first_letter_is_made(office: Office, command: tuple[str, ...]) -> None:
    said = office.loc(*command, as_json=False)
    assert (said.code, said.out) == (ExitCode.DONE, NONE_MADE)


def test_before_the_first_answer_is_accepted(office: Office) -> None:
    office.fill()
    for command in (("plans", "2024-2025"), ("countersign", "2024-2025", "--on", "2024-09-05", "--signer", "X")):
        assert "No letter of 2024-2025 is accepted." in office.loc(*command, as_json=False).out


def test_before_a_letter_is_sent_back(office: Office) -> None:
    office.fill()
    said = office.loc("corrections", "2024-2025", as_json=False)
    assert "No letter of 2024-2025 is sent back for correction." in said.out
    assert "output/" not in said.out


def test_when_all_is_approved_that_is_said(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("a.docx", office.answered()))
    approve = ("countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins")
    assert "1 letter approved." in office.loc(*approve, as_json=False).out
    assert "No accepted letter of 2024-2025 waits for approval." in office.loc(*approve, as_json=False).out
