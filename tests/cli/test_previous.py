"""What a letter can tell of the district's letter before: last year's answers, new or renewing, member or not."""

from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from made.office import ADAIR, ALLEN, PLANS, SIGNED, Office
from made.package import replaced
from made.word import DOCUMENT, written

from loc_builder.files.word import open_word

SUMMER = "2025-07-14T12:00:00-04:00"
TOLD = (
    "{%p if previous.exists %}",
    "A letter for {{ previous.school_year }} is here: {{ previous.plans_of_action }}",
    "{%p else %}",
    "A new district{% if district.coop %} of {{ district.coop }}{% endif %}.",
    "{%p endif %}",
    "{%p if previous.was_member %}",
    "It was a member.",
    "{%p endif %}",
)


@pytest.fixture
def following(office: Office) -> Office:
    """An office with an edition for 2025-2026, whose letter tells of the one before."""
    office.loc("edition", "new", "2025-2026", "--from", "2024-2025")
    letter = office.folder / "templates/2025-2026/letter.docx"
    telling = "".join(f'<w:p><w:r><w:t xml:space="preserve">{each}</w:t></w:r></w:p>' for each in TOLD)
    letter.write_bytes(replaced(letter.read_bytes(), "<w:body>", f"<w:body>{telling}", part=DOCUMENT))
    return office


def accept_first(office: Office, plans: str = "Every eighth grader defends a portfolio.") -> None:
    """Adair County's letter for 2024-2025 comes back and is accepted and approved."""
    office.fill()
    letter = written(office.letter(), {**PLANS, **SIGNED, "answers.plans_of_action": plans}, day="2024-09-03")
    said = office.loc("receive", office.file("back.docx", letter))
    assert [each["decision"] for each in said.json["letters"]] == ["accepted"]
    office.loc("countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins")


def fill_next(office: Office, *options: str) -> dict[str, list[dict[str, object]]]:
    roster = office.roster(ADAIR, ALLEN, questions="Reflection")
    said = office.loc("fill", "2025-2026", "--roster", roster, *options, now=SUMMER)
    assert not said.code, said.out
    shape: dict[str, list[dict[str, object]]] = said.json
    return shape


def text_of(office: Office, number: str = "001") -> str:
    return open_word(office.letter(number, "2025-2026")).text


def test_a_letter_quotes_the_accepted_one_before_it(following: Office) -> None:
    accept_first(following)
    fill_next(following)
    assert "A letter for 2024-2025 is here: Every eighth grader defends a portfolio.\n" in text_of(following)
    assert "It was a member." in text_of(following)
    assert "A new district" not in text_of(following)


def test_a_district_without_one_is_new(following: Office) -> None:
    accept_first(following)
    fill_next(following)
    assert "A new district of GRREC." in text_of(following, "005")
    assert "It was a member." not in text_of(following, "005")
    assert "A letter for" not in text_of(following, "005")


def test_an_answer_may_name_years_that_the_letter_may_not(following: Office) -> None:
    accept_first(following, "As in 2021-22, and until 2027-2028.")
    fill_next(following)
    assert "is here: As in 2021-22, and until 2027-2028." in text_of(following)


def test_a_second_run_changes_nothing(following: Office) -> None:
    accept_first(following)
    fill_next(following)
    before = following.letter("001", "2025-2026")
    said = fill_next(following)
    assert (said["issued"], said["changed"], len(said["unchanged"])) == ([], [], 2)
    assert following.letter("001", "2025-2026") == before


def test_what_was_accepted_since_is_a_change_of_the_fields_that_the_letter_names(following: Office) -> None:
    fill_next(following)
    accept_first(following)
    (changed,) = fill_next(following)["changed"]
    assert changed["columns"] == [
        *("previous.exists", "previous.plans_of_action", "previous.school_year", "previous.was_member"),
    ]
    (issued,) = fill_next(following, "--reissue")["issued"]
    assert issued["revision"] == 2
    assert "A letter for 2024-2025 is here" in text_of(following)


def test_a_letter_that_tells_nothing_of_the_past_does_not_change_with_it(office: Office) -> None:
    office.loc("edition", "new", "2025-2026", "--from", "2017-2018")

    def fill() -> Any:
        roster = office.roster(ADAIR, ALLEN, questions="Points of action 1")
        return office.loc("fill", "2025-2026", "--roster", roster, now=SUMMER).json

    assert len(fill()["issued"]) == 2
    accept_first(office)
    assert (len(fill()["unchanged"]), fill()["changed"]) == (2, [])


def test_mails_know_what_the_letter_tells(following: Office) -> None:
    accept_first(following)
    fill_next(following)
    mail = following.folder / "templates/2025-2026/mail.txt"
    mail.write_text(
        mail.read_text(encoding="utf-8") + "\n{% if previous.exists %}Welcome back.{% endif %}\n", encoding="utf-8"
    )
    following.loc("send", "2025-2026", now=SUMMER)
    drafts = (following.folder / "output/2025-2026/drafts").glob("*.eml")
    said = {
        each.name[:3]: message_from_bytes(each.read_bytes(), policy=default).get_body(("plain",)) for each in drafts
    }
    mails = {number: body.get_content() for number, body in said.items() if body}
    assert ["Welcome back." in mails[number] for number in ("001", "005")] == [True, False]
