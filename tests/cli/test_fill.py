from made.office import ADAIR, ALLEN, Office

from loc_builder.errors import ExitCode
from loc_builder.files.word import open_word, read_wording


def test_one_word_file_for_each_district_named_for_people(office: Office) -> None:
    said = office.fill()
    assert said.code == ExitCode.DONE
    assert [each["file"] for each in said.json["issued"]] == [
        "output/2024-2025/letters/001 Adair County - KY ILN Letter of Commitment 2024-2025.docx",
        "output/2024-2025/letters/005 Allen County - KY ILN Letter of Commitment 2024-2025.docx",
    ]
    assert office.kinds() == ["issued", "issued"]


def test_the_same_roster_again_changes_nothing(office: Office) -> None:
    office.fill()
    before = office.letter()
    said = office.fill(now="2024-08-02T12:00:00-04:00")
    assert (said.json["issued"], len(said.json["unchanged"])) == ([], 2)
    assert office.letter() == before
    assert len(office.facts()) == 2


def test_a_changed_row_is_named_with_its_columns_and_reissued_only_on_request(office: Office) -> None:
    office.fill()
    roster = office.roster(ADAIR.replace("Jane Doe", "June Dow"), ALLEN)
    said = office.loc("fill", "2024-2025", "--roster", roster)
    assert [(each["district"], each["columns"]) for each in said.json["changed"]] == [
        ("Adair County", ["Superintendent name"])
    ]
    assert len(office.facts()) == 2
    said = office.loc("fill", "2024-2025", "--roster", roster, "--reissue")
    assert [(each["district"], each["revision"]) for each in said.json["issued"]] == [("Adair County", 2)]
    assert "June Dow" in open_word(office.letter()).printed_text
    assert len(list(office.folder.glob("output/2024-2025/letters/001*.docx"))) == 2


def test_a_value_arrives_in_the_letter_as_it_was_typed(office: Office) -> None:
    typed = "Smith & Sons <Ind.> {{x}} {% raw %} {_{b}_}"
    row = ADAIR.replace("Jane Doe", typed).replace("Chief Academic Officer", typed)
    office.loc("fill", "2024-2025", "--roster", office.roster(row, answers=typed))
    text = open_word(office.letter()).printed_text
    assert text.count(typed) == 3


def test_a_missing_value_stops_the_batch_before_anything_is_written(office: Office) -> None:
    said = office.loc("fill", "2024-2025", "--roster", office.roster(ADAIR, ALLEN.replace("ann@allen.example", "")))
    assert said.code == ExitCode.INPUT
    [problem] = said.json["error"]["problems"]
    assert (problem["file"], problem["row"], problem["column"]) == ("roster.csv", 3, "Superintendent Email")
    assert not (office.folder / "output" / "2024-2025").exists()
    assert office.facts() == ()


def test_a_text_that_names_another_school_year_stops_the_batch(office: Office) -> None:
    said = office.loc("fill", "2024-2025", "--roster", office.roster(ADAIR, answers="As we said in 2019-20."))
    assert said.code == ExitCode.INPUT
    [problem] = said.json["error"]["problems"]
    assert problem["code"] == "other-year-named"
    assert "2019-2020" in problem["message"]
    assert office.facts() == ()


def test_the_edition_may_say_that_another_school_year_is_meant(office: Office) -> None:
    settings = office.folder / "templates/2024-2025/edition.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        'other_years_meant = ["2019-2020"]\n' + text.replace("other_years_meant", "# "), encoding="utf-8"
    )
    said = office.loc("fill", "2024-2025", "--roster", office.roster(ADAIR, answers="As we said in 2019-20."))
    assert said.code == ExitCode.DONE


def test_a_dry_run_writes_nothing(office: Office) -> None:
    said = office.fill("--dry-run")
    assert len(said.json["issued"]) == 2
    assert not list(office.folder.glob("output/**/*.docx"))
    assert office.facts() == ()


def test_only_the_district_asked_for_gets_its_letter(office: Office) -> None:
    said = office.fill("--only", "Allen County")
    assert [each["district"] for each in said.json["issued"]] == ["Allen County"]


def test_every_zone_of_a_letter_comes_back_by_its_tag(office: Office) -> None:
    office.fill()
    zones = {each.tag for each in open_word(office.letter()).controls}
    assert {"superintendent.email", "points_of_contact.2.name", "answers.learning_goal"} <= zones
    assert {getattr(each, "field", "") for each in read_wording(office.letter()).body} >= zones


def test_a_district_that_an_earlier_letter_covers_is_not_asked(office: Office) -> None:
    roster = office.roster(ADAIR, questions="Points of action 1", answers="Visit a school.")
    settings = office.folder / "templates/2017-2018/edition.toml"
    following = office.folder / "templates/2018-2019"
    following.mkdir()
    (following / "letter.docx").write_bytes((settings.parent / "letter.docx").read_bytes())
    text = settings.read_text(encoding="utf-8").replace('school_year = "2017-2018"', 'school_year = "2018-2019"')
    (following / "edition.toml").write_text(text, encoding="utf-8")
    now = "2018-03-12T12:00:00-04:00"
    office.loc("fill", "2017-2018", "--roster", roster, now="2017-07-14T12:00:00-04:00")
    letter = office.letter(year="2017-2018")
    office.loc("receive", office.file("back.docx", letter), now=now)
    office.loc(
        *("accept", "back.docx", "--signed-on", "2018-03-09", "--signer", "Jane Doe", "--despite", "not-signed"),
        now=now,
    )
    said = office.loc("fill", "2018-2019", "--roster", roster, now="2018-07-14T12:00:00-04:00")
    assert said.json["issued"] == []
    assert [(each["district"], each["letter_id"][:14]) for each in said.json["covered"]] == [
        ("Adair County", "KYILN-2017-001")
    ]


def test_an_earlier_edition_that_cannot_be_read_does_not_stop_this_years_letters(office: Office) -> None:
    (office.folder / "templates/2017-2018/edition.toml").write_text("school_year = 2017", encoding="utf-8")
    assert [each["district_number"] for each in office.fill().json["issued"]] == ["001", "005"]


def test_a_dry_run_says_where_the_letters_would_lie(office: Office) -> None:
    said = office.loc("fill", "2024-2025", "--roster", office.roster(ADAIR), "--dry-run", as_json=False)
    assert said.out.startswith("1 letter would be made, 0 unchanged. They would lie in output/2024-2025/letters\n")
