"""What is held of a part, and whether a letter can be accepted by rule: a table of single things that are wrong."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from loc_builder.fields import question_fields
from loc_builder.findings import Finding, Weight
from loc_builder.findings import FindingCode as Code
from loc_builder.judging import Acceptable, AsIssued, Decision, Waits, assess, date_findings, decide
from loc_builder.model import (
    Ambiguous,
    Assessment,
    Basis,
    CheckName,
    CheckResult,
    Edition,
    Fixed,
    Matched,
    Medium,
    Part,
    Role,
    SignatureSeen,
    Unmatched,
    Wording,
    Zone,
)
from loc_builder.schoolyear import SchoolYear

MATCHED = Matched("KYILN-2024-001-L1-32", ("the code on page 1 says KYILN-2024-001-L1-32",))
MADE, ARRIVED = date(2024, 8, 1), date(2024, 9, 5)
SIGNED = SignatureSeen("district", "Ada Reed", basis=Basis.TYPED_NAME, signed_on=date(2024, 9, 3), is_certain=True)
UNSIGNED = replace(SIGNED, basis=None)
UNDATED = replace(SIGNED, signed_on=None, is_certain=False)
LAST_HOURS_OF_2017 = datetime(2018, 1, 1, 2, 0, tzinfo=UTC)  # 21:00 on December 31 in Kentucky


def answers_to(edition: Edition) -> dict[str, str]:
    """Something for every place where the edition asks."""
    names = (name for question in edition.questions for name in question_fields(question))
    return {name: f"We plan {name.rpartition('.')[2]}, and more." for name in names}


def wording(answers: Mapping[str, str], *, furniture: tuple[str, ...] = ("KY ILN",)) -> Wording:
    """A short letter: the agreement, then a prompt for each answer and what stands in its place."""
    body: list[Fixed | Zone] = [Fixed("The parties agree to work side by side.")]
    for number, name in enumerate(answers, start=1):
        body += [Fixed(f"\nPrompt {number}\n"), Zone(name, answers[name])]
    return Wording((*body, Fixed("\nSigned by both parties.")), furniture)


def text_of(answers: Mapping[str, str]) -> str:
    """The letter as it reads once it is answered."""
    return "".join(one.text if isinstance(one, Fixed) else one.prefilled for one in wording(answers).body)


def complete(edition: Edition, **changed: Any) -> Part:
    """A Word letter typed in, signed, and dated, in which nothing is missing but what is changed."""
    answers = answers_to(edition)
    part = Part(1, Role.WHOLE, Medium.WORD, answers=answers, text=text_of(answers), signatures=(SIGNED,))
    return replace(part, **{"wording": wording(answers), **changed})


def as_issued(edition: Edition, *, made_on: date = MADE) -> AsIssued:
    blank = wording(dict.fromkeys(answers_to(edition), ""))
    return AsIssued(edition, lambda: blank, made_on, revision=1, latest_revision=1)


def assessed(part: Part, edition: Edition, *, arrived_on: date = ARRIVED) -> Assessment:
    return assess(part, MATCHED, as_issued(edition), arrived_on=arrived_on)


def decided(part: Part, edition: Edition) -> Decision:
    return decide([assessed(part, edition)], edition)


def codes_of(found: tuple[Finding, ...]) -> list[str]:
    return [each.code.value for each in found]


# ---- places to write that are not the letter's own ----------------------------------------------------------------


def with_places(edition: Edition, *lost: str) -> Assessment:
    """A Word letter whose places were renamed, as editors do that do not know them."""
    answers = answers_to(edition)
    names = {name: "" if name in lost else name for name in answers}
    ours = wording(answers).body
    body = tuple(replace(one, field=names[one.field]) if isinstance(one, Zone) else one for one in ours)
    return assessed(complete(edition, wording=Wording(body, ("KY ILN",))), edition)


def test_a_lost_place_to_write_is_told_by_the_name_it_has_for_people(edition_2024: Edition) -> None:
    told = [each.message for each in with_places(edition_2024, "answers.learning_goal").findings]
    assert any("the letter's own: Learning goal or inquiry question" in each for each in told), told
    assert not any("answers." in each for each in told)


def test_where_no_place_to_write_is_left_none_is_told_by_name(edition_2024: Edition) -> None:
    told = [each.detail for each in with_places(edition_2024, *answers_to(edition_2024)).findings]
    assert "none of the letter's places to write is as it was issued" in told


# ---- accepted by rule, or not -----------------------------------------------------------------------------------


def test_a_word_letter_answered_signed_and_dated_by_typing_is_acceptable(edition_2024: Edition) -> None:
    held = assessed(complete(edition_2024), edition_2024)
    assert held.findings == ()
    of_text = [name for name in CheckName if name is not CheckName.INK]  # ink is looked for on pictures
    assert {check.name: check.result for check in held.checks} == dict.fromkeys(of_text, CheckResult.PASSED)
    decision = decide([held], edition_2024)
    assert isinstance(decision, Acceptable)
    assert decision.signatures == (SIGNED,)
    assert (decision.term.school_years, decision.term.effective_on) == ((SchoolYear(2024),), date(2024, 9, 3))


def finding(code: Code) -> Callable[[Part], Part]:
    """What reading found, beside a part in which all else is well."""
    return lambda part: replace(part, findings=(Finding(code),))


def unanswered(part: Part) -> Part:
    answers = {**(part.answers or {}), "answers.learning_goal": ""}
    return replace(part, answers=answers, text=text_of(answers))


def reworded(part: Part) -> Part:
    """A word of the agreement changed, where the controls are lost and only the text is left."""
    return replace(part, wording=None, text=(part.text or "").replace("side by side", "apart"))


def with_another_footer(part: Part) -> Part:
    return replace(part, wording=wording(part.answers or {}, furniture=("Somebody else's letter",)))


def only(role: Role) -> Callable[[Part], Part]:
    return lambda part: replace(part, role=role)


def signed_as(signature: SignatureSeen, *codes: Code) -> Callable[[Part], Part]:
    return lambda part: replace(part, signatures=(signature,), findings=tuple(map(Finding, codes)))


def signed_on(day: date) -> Callable[[Part], Part]:
    return signed_as(replace(SIGNED, signed_on=day))


SINGLE_THINGS: Mapping[str, tuple[Callable[[Part], Part], str]] = {
    # what is wrong, and then what the letter waits for; a signature whose day is not known is none by rule
    "an answer is missing": (unanswered, "answer-missing"),
    "the agreement was changed": (reworded, "text-changed"),
    "a footer was changed": (with_another_footer, "text-changed"),
    "the text could not be read": (lambda part: replace(part, text=None), "text-unchecked"),
    "nobody signed": (signed_as(UNSIGNED, Code.NOT_SIGNED), "not-signed"),
    "there is no trace of a signature": (lambda part: replace(part, signatures=()), "not-signed"),
    "only the agency signed": (signed_as(replace(SIGNED, party="agency")), "not-signed"),
    "the date is missing": (signed_as(UNDATED, Code.NO_DATE), "no-date not-signed"),
    "the date is not sure": (signed_as(UNDATED, Code.DATE_UNSURE), "date-unsure not-signed"),
    "the date is certain to be none": (signed_as(replace(UNDATED, is_certain=True)), "no-date"),
    "it is dated after it arrived": (signed_on(date(2024, 9, 6)), "date-in-future"),
    "it is dated before it was made": (signed_on(date(2024, 7, 31)), "date-before-issue"),
    "a page is missing": (finding(Code.PAGE_MISSING), "page-missing"),
    "the order of the pages is unknown": (finding(Code.PAGE_ORDER_UNKNOWN), "page-order-unknown"),
    "it has macros": (finding(Code.ACTIVE_CONTENT), "active-content"),
    "changes are tracked": (finding(Code.TRACKED_CHANGES), "tracked-changes"),
    "a digital signature is broken": (finding(Code.SIGNATURE_INVALID), "signature-invalid"),
    "nobody vouches for the signer": (finding(Code.SIGNER_UNKNOWN), "signer-unknown"),
    "only the answers came": (lambda part: replace(part, role=Role.ANSWERS), "text-unchecked signature-page-missing"),
    "only the signature page came": (
        lambda part: replace(part, role=Role.SIGNATURE_PAGE),
        "text-unchecked answer-missing",
    ),
}


@pytest.mark.parametrize(("change", "codes"), SINGLE_THINGS.values(), ids=SINGLE_THINGS)
def test_one_thing_that_is_wrong_waits_for_a_person(
    change: Callable[[Part], Part], codes: str, edition_2024: Edition
) -> None:
    assert decided(change(complete(edition_2024)), edition_2024) == Waits(tuple(codes.split()))


@pytest.mark.parametrize("match", [Ambiguous(("A", "B"), ("it fits two",)), Unmatched(("it fits none",))])
def test_a_part_that_is_nobodys_for_certain_waits(match: Ambiguous | Unmatched, edition_2024: Edition) -> None:
    match = replace(match, findings=(Finding(Code.IDENTITY_CONFLICT),))
    held = assess(complete(edition_2024), match, as_issued(edition_2024), arrived_on=ARRIVED)
    assert [(check.name, check.result) for check in held.checks] == [(CheckName.IDENTITY, CheckResult.FAILED)]
    decision = decide([held], edition_2024)
    assert isinstance(decision, Waits)
    assert "identity-conflict" in decision.codes


@pytest.mark.parametrize("basis", [Basis.INK, Basis.PICTURE])
def test_ink_and_pictures_are_never_decided_by_rule(basis: Basis, edition_2024: Edition) -> None:
    assert decided(signed_as(replace(SIGNED, basis=basis))(complete(edition_2024)), edition_2024) == Waits(
        ("not-signed",)
    )


def test_a_basis_that_the_edition_does_not_accept_waits(edition_2024: Edition) -> None:
    district, *others = edition_2024.signatories
    on_paper = replace(edition_2024, signatories=(replace(district, bases=(Basis.INK,)), *others))
    assert decided(complete(edition_2024), on_paper) == Waits(("not-signed",))


def test_an_old_revision_is_only_noted(edition_2024: Edition) -> None:
    issued = replace(as_issued(edition_2024), latest_revision=2)
    held = assess(complete(edition_2024), MATCHED, issued, arrived_on=ARRIVED)
    assert [(each.code, each.weight) for each in held.findings] == [(Code.OLD_REVISION, Weight.NOTE)]
    assert isinstance(decide([held], edition_2024), Acceptable)


def test_a_second_part_of_a_kind_that_is_here_already_waits(edition_2024: Edition) -> None:
    issued = replace(as_issued(edition_2024), roles_here=(Role.WHOLE,))
    held = assess(complete(edition_2024), MATCHED, issued, arrived_on=ARRIVED)
    assert decide([held], edition_2024) == Waits(("second-part",))


def test_a_signature_page_answers_for_what_the_rest_of_the_letter_lacks(edition_2024: Edition) -> None:
    letter = signed_as(UNSIGNED, Code.NOT_SIGNED, Code.NO_DATE)(complete(edition_2024))
    page = Part(1, Role.SIGNATURE_PAGE, Medium.PDF_TEXT, text="Signed by both parties.", signatures=(SIGNED,))
    decision = decide([assessed(part, edition_2024) for part in (letter, page)], edition_2024)
    assert decision == Waits(("text-unchecked",)), "that the page's own text was not compared is all that is left"


def test_a_page_that_comes_back_after_acceptance_is_the_countersigned_copy(edition_2024: Edition) -> None:
    page = Part(1, Role.SIGNATURE_PAGE, Medium.SCAN)
    accepted = replace(as_issued(edition_2024), has_commitment=True)
    assert assess(page, MATCHED, accepted, arrived_on=ARRIVED).role is Role.COUNTERSIGNED
    word = assess(complete(edition_2024), MATCHED, accepted, arrived_on=ARRIVED)
    assert word.role is Role.WHOLE


# ---- the day ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "day", "years"),
    [
        (LAST_HOURS_OF_2017, date(2017, 12, 31), (SchoolYear(2017),)),
        (LAST_HOURS_OF_2017.replace(hour=5), date(2018, 1, 1), (SchoolYear(2017), SchoolYear(2018))),
    ],
)
def test_a_digital_signature_counts_on_its_day_where_the_edition_is(
    moment: datetime, day: date, years: tuple[SchoolYear, ...], edition_2017: Edition
) -> None:
    digital = SignatureSeen("district", "Ada Reed", basis=Basis.DIGITAL, signed_at=moment, is_certain=True)
    part = complete(edition_2017, signatures=(digital,))
    held = assess(part, MATCHED, as_issued(edition_2017, made_on=date(2017, 7, 14)), arrived_on=day)
    assert [seen.signed_on for seen in held.part.signatures] == [day]
    decision = decide([held], edition_2017)
    assert isinstance(decision, Acceptable)
    assert decision.term.school_years == years


DAYS = {
    # edition, signed, arrived, and then what a person should know of it
    "signed and arrived in December": ("2017", "2017-12-28", "2017-12-29", []),
    "signed in December, arrived in January": ("2017", "2017-12-28", "2018-01-05", ["date-near-boundary"]),
    "signed and arrived in January": ("2017", "2018-01-02", "2018-01-05", []),
    "signed in May, arrived in June": ("2017", "2018-05-31", "2018-06-01", ["date-near-boundary"]),
    "signed in May, before the letter's year": ("2017", "2017-05-20", "2017-06-01", ["date-near-boundary"]),
    "signed in June for the coming year": ("2017", "2018-06-10", "2018-06-11", ["outside-term"]),
    "signed two years early": ("2017", "2016-05-20", "2017-08-01", ["date-before-issue", "outside-term"]),
    "the named year has no boundary in winter": ("2024", "2024-12-28", "2025-01-05", []),
    "nor in June": ("2024", "2025-06-30", "2025-06-30", []),
    "the named year is over": ("2024", "2025-07-15", "2025-07-16", ["outside-term"]),
    "dated later than it arrived": ("2024", "2024-10-03", "2024-09-20", ["date-in-future"]),
}
MADE_ON = {"2017": date(2017, 5, 1), "2024": date(2024, 8, 1)}


@pytest.mark.parametrize(("year", "signed", "arrived", "codes"), DAYS.values(), ids=DAYS)
def test_what_a_person_should_know_of_a_day(
    year: str, signed: str, arrived: str, codes: list[str], request: pytest.FixtureRequest
) -> None:
    edition: Edition = request.getfixturevalue(f"edition_{year}")
    days = {"issued_on": MADE_ON[year], "arrived_on": date.fromisoformat(arrived)}
    assert codes_of(date_findings(date.fromisoformat(signed), edition, **days)) == codes


# ---- answers ----------------------------------------------------------------------------------------------------


def test_a_control_keeps_the_lines_of_its_text(edition_2024: Edition) -> None:
    answers = {**answers_to(edition_2024), "answers.reflection": "One step.\n\nThen another."}
    part = complete(edition_2024, answers=answers, text=text_of(answers).replace("\n\n", " "))
    assert assessed(part, edition_2024).answers == answers


def test_a_control_that_swallowed_the_letters_own_text_loses_against_what_stands_between_the_prompts(
    edition_2024: Edition,
) -> None:
    answers = answers_to(edition_2024)
    swallowed = f"{answers['answers.reflection']}\nPrompt 2\n{answers['answers.plans_of_action']}"
    part = complete(edition_2024, answers={**answers, "answers.reflection": swallowed})
    assert assessed(part, edition_2024).answers == answers


def test_without_controls_the_text_between_the_prompts_is_the_answer(edition_2024: Edition) -> None:
    part = complete(edition_2024, answers=None, wording=None)
    assert assessed(part, edition_2024).answers == answers_to(edition_2024)


def test_in_a_changed_letter_only_the_controls_are_believed(edition_2024: Edition) -> None:
    answers = answers_to(edition_2024)
    altered = text_of(answers).replace("Prompt 2", "And then")
    assert assessed(complete(edition_2024, text=altered, wording=None), edition_2024).answers == answers


def test_a_list_is_answered_by_as_many_items_as_it_asks_for(edition_2017: Edition) -> None:
    def missing(*items: str) -> list[str]:
        answers = dict.fromkeys(answers_to(edition_2017), "")
        answers |= dict(zip(answers, items, strict=False))
        held = assessed(complete(edition_2017, answers=answers, text=text_of(answers), signatures=()), edition_2017)
        return codes_of(held.findings)

    assert missing("Visit a school.") == ["answer-missing"]
    assert missing("Visit a school.", "Open a studio.") == []
