"""What a school year leaves in texts and settings, and how it moves to another year."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made.word import edition_of

from loc_builder.errors import InputError
from loc_builder.fields import other_years_named
from loc_builder.files.toml_text import redate_settings
from loc_builder.model import Edition
from loc_builder.moving import Move, People, edited, literals, redate_html, redate_text
from loc_builder.schoolyear import SchoolYear

ON = Move(SchoolYear(2024), SchoolYear(2026))
BACK = Move(SchoolYear(2024), SchoolYear(2017))
NOBODY = People()


def moved(text: str, move: Move = ON) -> str:
    return edited(text, literals(text, move, NOBODY))


def told(text: str, known: People = NOBODY) -> list[tuple[str, str]]:
    """What a person must look at in a text, and why."""
    return [(text[each.start : each.end], each.why) for each in literals(text, ON, known) if each.why]


# ---- texts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2024-2025", "2026-2027"),
        ("the 2024-25 school year", "the 2026-27 school year"),
        ("2024/2025, 2024/25", "2026/2027, 2026/27"),
        ("2024\N{EN DASH}2025 or 2024\N{EN DASH}25", "2026\N{EN DASH}2027 or 2026\N{EN DASH}27"),
        ("2024 \N{EN DASH} 2025", "2026 \N{EN DASH} 2027"),
        ("2024\N{NON-BREAKING HYPHEN}2025", "2026\N{NON-BREAKING HYPHEN}2027"),
        ("SY 24-25, SY24-25, '24-'25", "SY 26-27, SY26-27, '26-'27"),
        ("School years 2024-25 and 2025-26", "School years 2026-27 and 2027-28"),
        ("what you did in 2023-2024", "what you did in 2025-2026"),
    ],
)
def test_a_school_year_moves_in_every_form(before: str, after: str) -> None:
    assert moved(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("by September 30, 2024", "by September 30, 2026"),
        ("Monday, September 30, 2024", "Wednesday, September 30, 2026"),
        ("MONDAY, SEPTEMBER 30, 2024", "WEDNESDAY, SEPTEMBER 30, 2026"),
        ("Mon., Sept. 30th, 2024", "Wed., Sept. 30th, 2026"),
        ("30 September 2024; 2024-09-30", "30 September 2026; 2026-09-30"),
        ("9/30/2024 or 9/30/24", "9/30/2026 or 9/30/26"),
        ("November 16-17, 2024", "November 16-17, 2026"),
        ("May 30 to June 2, 2025", "May 30 to June 2, 2027"),
        ("in June 2025 or the fall of 2024", "in June 2027 or the fall of 2026"),
        ("Thursday, February 29, 2024", "Saturday, February 28, 2026"),
        ("2024-02-29 and 29/2/2024", "2026-02-28 and 28/2/2026"),
    ],
)
def test_a_date_near_the_school_year_moves_and_is_told(before: str, after: str) -> None:
    assert moved(before) == after
    assert all(why.startswith("moved from ") for _, why in told(before))
    assert told(before)


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("since 2012-2013", "2012-2013", "a school year further away"),
        ("the Act of April 9, 2009", "April 9, 2009", "a date further away"),
        ("The Guide, released in 2024, says", "2024", "a year"),
        ("a plan for 2024-2028", "2024-2028", "a year"),
        ("closed in FY25", "FY25", "a year"),
        ("signed from June 1 through December 31", "June 1 through December 31", "a date without a year"),
        ("on Monday, September 30", "Monday, September 30", "a date without a year"),
        ("write to rob.collins@education.ky.gov.", "rob.collins@education.ky.gov", "an e-mail address"),
        ("see https://education.ky.gov/2024-25/iln.", "https://education.ky.gov/2024-25/iln", "a web address"),
        ("call (502) 564-4201, ext. 4071", "(502) 564-4201, ext. 4071", "a telephone number"),
        ("at 300 Sower Blvd in", "300 Sower Blvd", "a postal address"),
        ("in Frankfort, KY 40601", "Frankfort, KY 40601", "a postal address"),
        ("P.O. Box 12", "P.O. Box 12", "a postal address"),
        ("Questions? Ask Dr. Fletcher.", "Dr. Fletcher", "a person's name"),
        ("Contact Jason E. Glass today", "Jason E. Glass", "it looks like a person's name"),
        ("or Mary-Ann O\u2019Neil, please", "Mary-Ann O\u2019Neil", "it looks like a person's name"),
        ("{% if school_year == '2024-2025' %}", "2024-2025", "it stands inside a field of the template"),
    ],
)
def test_what_may_be_history_a_person_or_an_address_is_left_and_told(text: str, found: str, why: str) -> None:
    assert moved(text) == text
    assert told(text) == [(found, f"{why}, left as it is")]


def test_programs_places_and_plain_words_are_nobodys_name() -> None:
    text = (
        "United We Learn, Three Big Ideas, Kentucky Innovation Guide, Adair County Schools, Three big ideas, "
        "Department of Education, Points Of Action. New points of action."
    )
    assert told(text, People(ordinary=frozenset(("points", "action")))) == []
    assert told("Will Brown asks Grace Hope.") == [
        (name, "it looks like a person's name, left as it is") for name in ("Will Brown", "Grace Hope")
    ]


def test_a_name_of_the_settings_is_known_wherever_it_stands() -> None:
    assert told("of Innovation: Collins", People(("Collins",))) == [("Collins", "a person's name, left as it is")]


YEARS = st.integers(2000, 2090)
FORMS = st.sampled_from(("{0}-{1}", "{0}-{2}", "{0}/{1}", "{0}\N{EN DASH}{2}", "SY {0}-{2}", "{0} - {1}"))


@given(source=YEARS, target=YEARS, form=FORMS, other=st.integers(-2, 2))
def test_a_moved_text_names_no_year_that_fill_would_refuse(source: int, target: int, form: str, other: int) -> None:
    move = Move(SchoolYear(source), SchoolYear(target))
    years = (source, source + other)
    text = " and ".join(form.format(year, year + 1, f"{(year + 1) % 100:02d}") for year in years)
    meant = SchoolYear(target + other)
    assert other_years_named(moved(text, move), _edition_for(target, meant)) == ()
    assert moved(moved(text, move), Move(move.target, move.source)) == text


def _edition_for(year: int, *meant: SchoolYear) -> Edition:
    return replace(edition_of("2024-2025"), school_year=SchoolYear(year), other_years_meant=meant)


# ---- mails ------------------------------------------------------------------------------------------------------


def test_a_mail_moves_line_by_line_with_its_fields_and_line_ends() -> None:
    done = redate_text("Subject: {{ school_year }}\r\nSY 2024-25 ends\r\nby June\r\n3, 2025.", ON, NOBODY)
    assert done.content == b"Subject: {{ school_year }}\r\nSY 2026-27 ends\r\nby June\r\n3, 2027."
    assert [each.place.partition(",")[0] for each in done.seen] == ["line 2", "line 3"]


def test_an_html_mail_moves_in_its_text_alone() -> None:
    source = (
        "<style>.y2024-2025 {}</style><p class='sy-2024-2025'>For <b>20</b>24&ndash;25:\n"
        "<a href='mailto:rob@ky.example'>Rob</a>, <!-- 2024-2025 --> by 9/30/2024</p>"
    )
    done = redate_html(source, ON, NOBODY)
    assert done.content.decode() == source.replace("<b>20</b>24&ndash;25", "<b>20</b>26&ndash;27").replace(
        "9/30/2024", "9/30/2026"
    )
    assert [(each.place.partition(",")[0], each.after) for each in done.seen] == [
        ("line 1", "2026\N{EN DASH}27"),
        ("line 2", "9/30/2026"),
        ("line 2", "rob@ky.example"),
    ]


# ---- settings ---------------------------------------------------------------------------------------------------

SETTINGS = """\
# Letters of 2024-2025
school_year = "2024-2025"  # the year
due_on = 2024-02-29
other_years_meant = ["2023-2024", # last year's
  "2012-2013"]

[values]
next = 'On "Monday, September 30, 2024"'
more = \"\"\"
Line one
in 2024-25\"\"\"

[designee]
name = "Rob Collins"

[return_to]
name = "Pat Poe"
email = "pat@ky.example"
post = ["Office", "1 Main Street"]

[[questions]]
id = "plan_2024"
prompt = "What did Rob Collins see in 2023-24?"
"""


def test_settings_keep_comments_order_and_quotation_marks() -> None:
    new = redate_settings(SETTINGS, ON).content.decode()
    changes = {
        "# Letters of 2024-2025": "# Letters of 2026-2027",
        '"2024-2025"': '"2026-2027"',
        "2024-02-29": "2026-02-28",
        '"2023-2024"': '"2025-2026"',
        "Monday, September 30, 2024": "Wednesday, September 30, 2026",
        "in 2024-25": "in 2026-27",
        "in 2023-24": "in 2025-26",
    }
    expected = SETTINGS
    for before, after in changes.items():
        expected = expected.replace(before, after)
    assert new == expected
    assert redate_settings(SETTINGS.replace("\n", "\r\n"), ON).content == expected.replace("\n", "\r\n").encode()


def test_the_archives_number_for_the_old_years_bag_is_not_taken_along() -> None:
    text = '[archive]\naccession = "2025-014"  # in 2025\nretention_series = "06545"\n'
    done = redate_settings(text, ON)
    assert done.content.decode().splitlines()[1].startswith('accession = ""')
    assert 'retention_series = "06545"' in done.content.decode()
    [seen] = [each for each in done.seen if each.place == "archive.accession"]
    assert (seen.before, seen.after) == ("2025-014", "")


def test_settings_tell_by_key_what_to_look_at() -> None:
    seen = {each.place: each for each in redate_settings(SETTINGS, ON).seen}
    assert seen["due_on"].after == "February 28, 2026"
    assert seen["due_on"].why == "moved from February 29, 2024; it is a Saturday now: does the day suit?"
    assert seen["school_year"].why == ""
    assert seen["other_years_meant.2"].why == "a school year further away, left as it is"
    assert seen["designee.name"].why == "a person's name: still right?"
    assert (seen["return_to.post"].after, seen["return_to.post"].is_moved) == ("Office, 1 Main Street", False)
    assert "it is a Wednesday now" in seen["values.next"].why
    in_a_prompt = [each.before for place, each in seen.items() if place.startswith("questions.1.prompt")]
    assert in_a_prompt == ["Rob Collins", "2023-24"]


def test_settings_that_are_none_are_a_plain_message() -> None:
    with pytest.raises(InputError, match=r"edition\.toml cannot be read"):
        redate_settings("school_year = ", ON)
