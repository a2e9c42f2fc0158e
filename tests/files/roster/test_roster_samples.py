"""The rosters in samples/, and that they are made again as they are."""

from datetime import date
from pathlib import Path

from made.child import finished
from made.places import SAMPLES
from made.roster import ACTIONS, problems_of, read

from loc_builder.model import Question

TEXTS = (
    Question("reflection", "Reflection on the previous year", ""),
    Question("plans_of_action", "Plans of action", ""),
    Question("learning_goal", "Learning goal or inquiry question", ""),
)


def test_the_sample_of_2024_has_every_district_once_and_plans_for_some() -> None:
    rows = read(SAMPLES / "roster-2024-2025.xlsx", TEXTS)
    assert len({row.district.number for row in rows}) == len(rows) == 171
    assert {len(row.points_of_contact) for row in rows} == {1, 2, 3}
    assert sum(set(row.answers) == {question.id for question in TEXTS} for row in rows) == 26
    addresses = [contact.email for row in rows for contact in (row.superintendent, *row.points_of_contact)]
    assert len(set(addresses)) == len(addresses)
    assert all(address.endswith(".example") for address in addresses)
    assert rows[0].row == 4


def test_the_sample_of_2017_has_a_district_that_is_gone_today() -> None:
    file = SAMPLES / "roster-2017-2018.csv"
    rows = read(file, ACTIONS, on=date(2017, 8, 1))
    assert len(rows) == 12
    assert "Silver Grove Independent" in [row.district.name for row in rows]
    assert {len(row.answers.get("points_of_action", ())) for row in rows} == {0, 2, 3}
    (problem,) = problems_of(file, ACTIONS)
    assert (problem.code, problem.row) == ("former-district", 12)
    assert "Campbell County, number 091" in problem.hint


def test_the_samples_are_made_again_as_they_are(tmp_path: Path) -> None:
    finished(SAMPLES / "make_rosters.py", tmp_path)
    for name, questions, on in (
        ("roster-2024-2025.xlsx", TEXTS, date(2024, 8, 1)),
        ("roster-2017-2018.csv", ACTIONS, date(2017, 8, 1)),
    ):
        assert read(tmp_path / name, questions, on=on) == read(SAMPLES / name, questions, on=on)
