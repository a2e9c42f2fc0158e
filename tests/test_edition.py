from datetime import date
from pathlib import Path

import pytest
from made.places import TEMPLATES

from loc_builder.edition import read_edition
from loc_builder.errors import InputError, WorkspaceError
from loc_builder.model import Basis, CoveredDistricts, Edition, MembershipStart, QuestionKind, Retention
from loc_builder.schoolyear import JANUARY_TO_MAY, JUNE_TO_DECEMBER, June, SchoolYear, TermRuleName


def changed(folder: Path, *changes: tuple[str, str], year: str = "2017-2018") -> Path:
    """A copy of a shipped edition with some of its text replaced."""
    text = (TEMPLATES / year / "edition.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    edition = folder / year
    edition.mkdir()
    (edition / "edition.toml").write_text(text, encoding="utf-8")
    return edition


def refused(folder: Path) -> InputError:
    with pytest.raises(InputError) as error:
        read_edition(folder)
    return error.value


# ---- the shipped editions ---------------------------------------------------------------------------------------


def test_the_2017_letter_is_for_the_years_its_signing_date_gives(edition_2017: Edition) -> None:
    assert edition_2017.school_year == SchoolYear(2017)
    assert edition_2017.rule.name is TermRuleName.SIGNING_DATE
    assert edition_2017.rule.june is June.COMING
    assert edition_2017.rule.windows == (JUNE_TO_DECEMBER, JANUARY_TO_MAY)
    assert edition_2017.covered_districts is CoveredDistricts.SKIP
    (points,) = edition_2017.questions
    assert (points.kind, points.at_least, points.at_most) == (QuestionKind.LIST, 2, 3)
    assert edition_2017.return_to.post[-1] == "Frankfort, KY 40601"
    assert "November 16-17, 2017" in edition_2017.values["next_convening"]


def test_the_2024_letter_is_for_its_named_year_and_asks_everybody(edition_2024: Edition) -> None:
    assert edition_2024.rule.name is TermRuleName.NAMED_YEAR
    assert edition_2024.covered_districts is CoveredDistricts.ASK
    assert edition_2024.membership_starts is MembershipStart.APPROVAL
    assert [question.id for question in edition_2024.questions] == ["reflection", "plans_of_action", "learning_goal"]
    assert (edition_2024.contacts.at_least, edition_2024.contacts.spare) == (1, 1)
    assert edition_2024.designee.name == "Rob Collins"


@pytest.mark.parametrize("name", ["edition_2017", "edition_2024"])
def test_the_district_dates_the_term_and_the_agency_signs_too(name: str, request: pytest.FixtureRequest) -> None:
    edition: Edition = request.getfixturevalue(name)
    assert [each.party for each in edition.signatories] == ["district", "agency"]
    assert edition.district_party.party == "district"
    assert edition.district_party.bases == tuple(Basis)
    assert edition.agency.party == "agency"
    assert edition.time_zone == "America/New_York"


# ---- what may be written ----------------------------------------------------------------------------------------


def test_settings_are_data(tmp_path: Path) -> None:
    edition = read_edition(
        changed(
            tmp_path,
            (
                'school_year = "2017-2018"',
                'school_year = "2017-18"\ndue_on = 2017-09-30\nother_years_meant = ["2016-17"]',
            ),
            ('june = "coming"', 'june = "ending"'),
            ('membership_starts = "approval"', 'membership_starts = "signature"'),
            ('time_zone = "America/New_York"', 'time_zone = "America/Chicago"'),
        )
    )
    assert (edition.school_year, edition.due_on) == (SchoolYear(2017), date(2017, 9, 30))
    assert edition.other_years_meant == (SchoolYear(2016),)
    assert (edition.rule.june, edition.membership_starts) == (June.ENDING, MembershipStart.SIGNATURE)
    assert edition.time_zone == "America/Chicago"


@pytest.mark.parametrize(("asked", "spare"), [("0", 0), ("1", 1), ("3", 1), ("0\nspare = 2", 2), ("2\nspare = 0", 0)])
def test_an_empty_place_invites_more_contacts_where_any_are_asked_for(tmp_path: Path, asked: str, spare: int) -> None:
    points = "points_of_contact = 1            # at least so many are needed\nspare = 0"
    edition = read_edition(changed(tmp_path, (points, f"points_of_contact = {asked}")))
    assert edition.contacts.spare == spare


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    folder = changed(tmp_path)
    file = folder / "edition.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert read_edition(folder).school_year == SchoolYear(2017)


# ---- what is refused --------------------------------------------------------------------------------------------


def test_everything_that_is_wrong_is_named_at_once_with_its_place(tmp_path: Path) -> None:
    error = refused(
        changed(
            tmp_path,
            ('title = "Letter of Commitment"\n', 'tittle = "Letter of Commitment"\n'),
            ('time_zone = "America/New_York"', 'time_zone = "America/New_Yrok"'),
            ("first_month = 1\n", "first_month = 2\n"),
            ('short_name = "KDE"\n', 'shortname = "KDE"\n'),
            ('id = "points_of_action"', 'id = "Points of action"'),
            ('role = "KDE designee"', 'role = "KDE designee"\ndates_term = true'),
            ('email = "kristina', 'email = "to kristina'),
        )
    )
    assert error.message == "the settings of 2017-2018 need mending"
    assert {problem.file for problem in error.problems} == {"2017-2018/edition.toml"}
    found = {(problem.code, problem.column): problem for problem in error.problems}
    assert set(found) == {
        ("missing-key", "title"),
        ("unknown-key", "tittle"),
        ("bad-value", "time_zone"),
        ("bad-value", "term"),
        ("missing-key", "agency.short_name"),
        ("unknown-key", "agency.shortname"),
        ("bad-value", "questions.1.id"),
        ("bad-value", "signatures"),
        ("bad-value", "return_to.email"),
    }
    assert found[("unknown-key", "tittle")].hint == "Did you mean title?"
    assert found[("unknown-key", "agency.shortname")].hint == "Did you mean short_name?"
    assert "'America/New_Yrok' is no time zone" in found[("bad-value", "time_zone")].message
    assert "each month of the year once" in found[("bad-value", "term")].message
    assert "exactly one of [[signatures]]" in found[("bad-value", "signatures")].message


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("first_month = 1\n", "first_month = 6\n", "term", "each month of the year once"),
        ("last_month = 12", "last_month = 13", "term.windows.1.last_month", "less than or equal to 12"),
        ('rule = "signing-date"', 'rule = "named-year"', "term", "nothing looks at june or windows"),
        ("school_years = 2", "school_years = 0", "term.windows.2.school_years", "greater than or equal to 1"),
        ('rule = "signing-date"', 'rule = "any"', "term.rule", "'signing-date' or 'named-year'"),
        ("dates_term = true", "dates_term = false", "signatures", "exactly one of [[signatures]]"),
        ('party = "agency"', 'party = "district"', "signatures", "two signatures have the party 'district'"),
        ('"seen-by-person"', '"hearsay"', "signatures.1.accepted_bases.5", "'ink'"),
        ("at_least = 2", "at_least = 4", "questions.1", "at_least is larger than at_most"),
        ('kind = "list"', 'kind = "text"', "questions.1", 'write kind = "list"'),
        ('code = "KYILN"', 'code = "ky-iln"', "program.code", "match pattern"),
        ('time_zone = "America/New_York"', 'time_zone = "America"', "time_zone", "no time zone"),
        ('time_zone = "America/New_York"', 'time_zone = "../../etc/passwd"', "time_zone", "no time zone"),
        ('school_year = "2017-2018"', 'school_year = "2017-2019"', "school_year", "2017 is followed by 2018"),
        ('[designee]\nname = "Kristina Catanese"', '[designee]\nname = ""', "designee.name", "at least 1 character"),
        ('email = "kristina.catanese@education.ky.gov"', 'email = ""', "return_to.email", "match pattern"),
        ('next_convening = "November', 'next_convening = 16 # "', "values.next_convening", "string"),
        ("points_of_contact = 1 ", 'points_of_contact = "some" ', "contacts.points_of_contact", "integer"),
    ],
)
def test_a_setting_that_cannot_be_is_named(tmp_path: Path, old: str, new: str, place: str, said: str) -> None:
    (problem,) = refused(changed(tmp_path, (old, new))).problems
    assert (problem.code, problem.column) == ("bad-value", place)
    assert said in problem.message


def test_two_questions_with_one_id_are_refused(tmp_path: Path) -> None:
    again = '[[questions]]\nid = "points_of_action"\nlabel = "Again"\nprompt = "Again."\n\n[[signatures]]'
    (problem,) = refused(changed(tmp_path, ("[[signatures]]", again))).problems
    assert problem.message == "questions: two questions have the id 'points_of_action'"


def test_a_folder_for_another_year_than_its_settings_is_refused(tmp_path: Path) -> None:
    folder = changed(tmp_path)
    error = refused(folder.rename(tmp_path / "2018-2019"))
    assert error.message == '2018-2019/edition.toml says school_year = "2017-2018"'
    assert "must be the same" in error.hint


@pytest.mark.parametrize("content", [b"school_year = ", b"\xff\xfe\x00", b"[a]\n[a]\n", b"PK\x03\x04"])
def test_a_file_that_is_no_settings_file_is_a_plain_message(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "edition.toml").write_bytes(content)
    assert f"{tmp_path.name}/edition.toml cannot be read" in refused(tmp_path).message


def test_settings_that_are_a_folder_are_a_plain_message(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").mkdir()
    assert "cannot be read" in refused(tmp_path).message


def test_a_year_without_an_edition_names_the_years_that_have_one() -> None:
    with pytest.raises(WorkspaceError, match="there is no edition for 2030-2031") as error:
        read_edition(TEMPLATES / "2030-2031")
    assert "2017-2018, 2024-2025" in error.value.hint


def test_a_workspace_without_editions_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as error:
        read_edition(tmp_path / "2030-2031")
    assert "loc demo" in error.value.hint


@pytest.mark.parametrize("year", ["2017-2018", "2024-2025"])
def test_the_archives_settings_wait_in_the_starter_editions_to_be_written(year: str, tmp_path: Path) -> None:
    lines = (TEMPLATES / year / "edition.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("[archive]")
    own = (line.removeprefix("# ") for line in lines[start : start + 5])
    written = [line.replace('""', '"A"') for line in own]
    folder = tmp_path / year
    folder.mkdir()
    text = "\n".join((*lines[:start], *written, *lines[start + 5 :]))
    (folder / "edition.toml").write_text(text, encoding="utf-8")
    assert read_edition(folder).retention == Retention("A", "A", 8, "A")
