from dataclasses import replace
from datetime import date

import pytest

from loc_builder.edition import contradictions
from loc_builder.errors import Problem
from loc_builder.model import (
    Basis,
    CoveredDistricts,
    Edition,
    MembershipStart,
    Question,
    QuestionKind,
    Signatory,
)
from loc_builder.schoolyear import June, SchoolYear, TermRule, TermRuleName

DISTRICT = Signatory("district", "superintendent", dates_term=True)
AGENCY = Signatory("agency", "designee")


def the_one(edition: Edition) -> Problem:
    (problem,) = contradictions(edition)
    assert problem.message
    assert problem.hint
    assert problem.file == f"{edition.school_year}/edition.toml"
    return problem


@pytest.mark.parametrize("name", ["edition_2017", "edition_2024"])
def test_the_shipped_editions_do_not_contradict_themselves(name: str, request: pytest.FixtureRequest) -> None:
    assert contradictions(request.getfixturevalue(name)) == ()


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        (date(2025, 7, 1), "July 1, 2025 does not count for 2024-2025"),
        (date(2023, 6, 30), "before July 1, 2023, a year before 2024-2025"),
    ],
)
def test_a_due_day_of_another_year_is_named(edition_2024: Edition, due_on: date, said: str) -> None:
    problem = the_one(replace(edition_2024, due_on=due_on))
    assert (problem.code, problem.column) == ("due-day-outside", "due_on")
    assert said in problem.message
    assert f"loc term {due_on} --edition 2024-2025" in problem.hint


@pytest.mark.parametrize("due_on", [date(2016, 12, 31), date(2017, 5, 31), date(2018, 6, 1)])
def test_a_due_day_must_count_by_the_editions_own_rule(edition_2017: Edition, due_on: date) -> None:
    is_two_year_day = due_on == date(2017, 5, 31)
    found = contradictions(replace(edition_2017, due_on=due_on))
    assert [each.code for each in found] == ([] if is_two_year_day else ["due-day-outside"])


@pytest.mark.parametrize(("june", "codes"), [(June.COMING, []), (June.ENDING, ["due-day-outside"])])
def test_a_due_day_in_june_counts_as_the_june_setting_says(edition_2017: Edition, june: June, codes: list[str]) -> None:
    rule = replace(edition_2017.rule, june=june)
    found = contradictions(replace(edition_2017, rule=rule, due_on=date(2017, 6, 15)))
    assert [each.code for each in found] == codes


@pytest.mark.parametrize("due_on", [date(2023, 7, 1), date(2024, 9, 30), date(2025, 6, 30)])
def test_a_due_day_in_the_year_or_the_one_before_is_fine(edition_2024: Edition, due_on: date) -> None:
    assert contradictions(replace(edition_2024, due_on=due_on)) == ()


def test_skipping_covered_districts_where_no_letter_covers_two_years_is_named(
    edition_2024: Edition, edition_2017: Edition
) -> None:
    edition = replace(edition_2024, covered_districts=CoveredDistricts.SKIP)
    problem = the_one(edition)
    assert (problem.code, problem.column) == ("skip-without-effect", "covered_districts")
    assert [each.code for each in contradictions(edition, others=[edition_2017])] == ["skip-without-effect"]


def test_letters_of_the_year_before_may_cover_two_years(edition_2024: Edition, edition_2017: Edition) -> None:
    edition = replace(edition_2024, school_year=SchoolYear(2018), covered_districts=CoveredDistricts.SKIP)
    assert contradictions(edition, others=[edition_2017]) == ()
    before = replace(edition_2017, rule=TermRule(TermRuleName.NAMED_YEAR))
    assert [each.code for each in contradictions(edition, others=[before])] == ["skip-without-effect"]


def test_the_editions_own_year_among_the_other_years_is_named(edition_2024: Edition) -> None:
    years = (SchoolYear(2023), SchoolYear(2024))
    problem = the_one(replace(edition_2024, other_years_meant=years))
    assert (problem.code, problem.column) == ("own-year-among-others", "other_years_meant")
    assert "2024-2025" in problem.message


def test_membership_by_an_approval_that_no_party_gives_is_named(edition_2024: Edition) -> None:
    edition = replace(edition_2024, agency=replace(edition_2024.agency, party="kde"))
    problem = the_one(edition)
    assert (problem.code, problem.column) == ("approval-without-party", "agency.party")
    assert "district or agency" in problem.hint
    assert contradictions(replace(edition, membership_starts=MembershipStart.SIGNATURE)) == ()


def test_an_agency_that_dates_the_term_is_named(edition_2024: Edition) -> None:
    parties = (replace(DISTRICT, dates_term=False), replace(AGENCY, dates_term=True))
    problem = the_one(replace(edition_2024, signatories=parties))
    assert (problem.code, problem.column) == ("agency-dates-term", "signatures.2.dates_term")


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (Question("goal", "Goal", "", at_least=0), "required-without-answer"),
        (Question("goal", "Goal", "", QuestionKind.LIST, 2, 3, required=False), "optional-with-least"),
    ],
)
def test_a_question_whose_count_and_need_disagree_is_named(
    edition_2024: Edition, question: Question, code: str
) -> None:
    problem = the_one(replace(edition_2024, questions=(Question("plan", "Plan", ""), question)))
    assert (problem.code, problem.column) == (code, "questions.2.at_least")
    assert "Goal" in problem.message


@pytest.mark.parametrize(
    "question", [Question("goal", "Goal", "", at_least=0, required=False), Question("goal", "Goal", "", required=False)]
)
def test_a_question_that_may_stay_open_is_fine(edition_2024: Edition, question: Question) -> None:
    assert contradictions(replace(edition_2024, questions=(question,))) == ()


@pytest.mark.parametrize(
    "second",
    [
        Question("next", "  PLAN of action", ""),
        Question("plan_of_action", "Next", ""),
        Question("plan_of_action", "Plan", ""),
    ],
)
def test_questions_that_a_roster_cannot_tell_apart_are_named(edition_2024: Edition, second: Question) -> None:
    problem = the_one(replace(edition_2024, questions=(Question("plan", "Plan of action", ""), second)))
    assert (problem.code, problem.column) == ("questions-alike", "questions.2.label")


def test_a_question_may_be_called_by_its_id(edition_2024: Edition) -> None:
    questions = (Question("plan_of_action", "Plan of action", ""),)
    assert contradictions(replace(edition_2024, questions=questions)) == ()


@pytest.mark.parametrize("bases", [(Basis.INK, Basis.PICTURE), (Basis.INK, Basis.TYPED_NAME)])
def test_ink_that_nobody_may_read_is_named(edition_2024: Edition, bases: tuple[Basis, ...]) -> None:
    problem = the_one(replace(edition_2024, signatories=(replace(DISTRICT, bases=bases), AGENCY)))
    assert (problem.code, problem.column) == ("basis-never-accepted", "signatures.1.accepted_bases")
    assert "seen-by-person" in problem.hint


@pytest.mark.parametrize("bases", [(Basis.SEEN_BY_PERSON,), (Basis.DIGITAL,), (Basis.INK, Basis.SEEN_BY_PERSON)])
def test_bases_that_can_be_accepted_are_fine(edition_2024: Edition, bases: tuple[Basis, ...]) -> None:
    assert contradictions(replace(edition_2024, signatories=(replace(DISTRICT, bases=bases), AGENCY))) == ()


def test_all_contradictions_are_named_at_once_in_the_order_of_the_file(edition_2024: Edition) -> None:
    edition = replace(
        edition_2024,
        due_on=date(2026, 1, 1),
        other_years_meant=(SchoolYear(2024),),
        questions=(Question("goal", "Goal", "", at_least=0),),
        signatories=(replace(DISTRICT, bases=(Basis.INK,)), AGENCY),
    )
    keys = [each.column for each in contradictions(edition)]
    assert keys == ["due_on", "other_years_meant", "questions.1.at_least", "signatures.1.accepted_bases"]
