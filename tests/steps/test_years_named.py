"""A letter that names another school year stops its batch, wherever in the batch and however it is written."""

import pytest
from made.office import ADAIR, ALLEN, Office

from loc_builder.errors import ExitCode

WRITTEN = ("in 2019-20.", "2019\N{EN DASH}2020", "2019 / 20", "the plan of 2019\N{NON-BREAKING HYPHEN}20")


@pytest.mark.parametrize("text", WRITTEN)
def test_a_later_letter_that_names_another_year_stops_the_batch(office: Office, text: str) -> None:
    rows = (ADAIR.replace("{answers}", "Nothing."), ALLEN.replace("{answers}", text))
    said = office.loc("fill", "2024-2025", "--roster", office.roster(*rows))
    assert said.code == ExitCode.INPUT
    [problem] = said.json["error"]["problems"]
    assert (problem["code"], problem["row"]) == ("other-year-named", 3)
    assert "Allen County names the school year 2019-2020" in problem["message"]
    assert office.facts() == ()
    assert not [each for each in office.folder.rglob("output/**/*") if each.suffix in (".docx", ".part")]


def test_other_numbers_and_the_years_own_name_do_not(office: Office) -> None:
    text = "In 2024-25; by 2026 2019 of them; call 502-2010-11."
    rows = (ADAIR.replace("{answers}", "Nothing."), ALLEN.replace("{answers}", text))
    assert office.loc("fill", "2024-2025", "--roster", office.roster(*rows)).code == ExitCode.DONE
