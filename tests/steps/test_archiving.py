"""What an archive is made of, what stops it, and when it is made anew."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from made import package
from made.converter import Played
from made.office import ADAIR, Office
from made.pdf import sheets, texts_of

from loc_builder.books import Books
from loc_builder.errors import ExitCode, InputError, IntegrityError, LocError, Problem, ToolError
from loc_builder.facts import Archived, Converted
from loc_builder.files.assemble import read_xmp
from loc_builder.schoolyear import SchoolYear
from loc_builder.steps import archive
from loc_builder.steps.archive import ArchiveMade
from loc_builder.steps.verify import verify
from loc_builder.workspace import Workspace

ADAIRS, ALLENS = "KYILN-2024-001-L1-32", "KYILN-2024-005"
MEANT = ("--despite", "date-differs", "--because", "The 3 was read as a 2.")
NOON = datetime.fromisoformat("2024-10-01T12:00:00-04:00")
FETCHING = (
    '<Relationship Id="rIdFetched" TargetMode="External" Target="http://example.example/p.png"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
)


def books_of(office: Office) -> Books:
    return Books.open(Workspace.open(office.folder), now=NOON, by="tester")


def archived(office: Office, converter: Played, year: int = 2024) -> ArchiveMade:
    books = books_of(office)
    edition = books.edition(SchoolYear(year))
    return archive.carry_out(books, edition, archive.plan(books, edition), converter)[1]


def file_of(office: Office, made: ArchiveMade, year: str = "2024-2025") -> Path:
    return office.folder / "output" / year / "archive" / made.file


def text_of(office: Office, made: ArchiveMade, year: str = "2024-2025") -> str:
    return " ".join("\n".join(texts_of(file_of(office, made, year).read_bytes())).split())


def refused(office: Office, converter: Played, kind: type[LocError]) -> Sequence[Problem]:
    """The problems for which no archive is made; no fact says there is one, and no copy is laid."""
    with pytest.raises(kind, match="cannot be bound; no archive was made") as stopped:
        archived(office, converter)
    assert "archived" not in office.kinds()
    assert "recorded" not in office.kinds()
    assert not (office.folder / "output/2024-2025/records").exists()
    return stopped.value.problems


@pytest.fixture
def both(office: Office) -> Office:
    """Adair's and Allen's Word letters came back signed and were accepted by rule."""
    office.fill()
    files = [
        office.file(name, office.answered(number)) for number, name in (("001", "Adair.docx"), ("005", "Allen.docx"))
    ]
    office.loc("receive", *files)
    assert office.kinds().count("accepted") == 2
    return office


def returned(office: Office, name: str) -> bytes:
    return (office.folder / name).read_bytes()


# ---- conversions ------------------------------------------------------------------------------------------------


def test_a_word_file_is_converted_once_and_the_ledger_knows_its_pdf(both: Office) -> None:
    converter = Played()
    archived(both, converter)
    assert converter.given == [returned(both, "Adair.docx"), returned(both, "Allen.docx")]
    said = [fact.said for fact in both.facts() if isinstance(fact.said, Converted)]
    assert [both.facts().index(fact) for fact in both.facts() if isinstance(fact.said, Converted)] == [
        len(both.facts()) - 6,
        len(both.facts()) - 5,
    ]
    for each in said:
        assert (both.folder / "output/kept" / each.sha256).read_bytes().startswith(b"%PDF-")
    both.loc("correct", "KYILN-2024-001", "--signed-on", "2024-09-02", *MEANT)
    archived(both, converter)
    assert len(converter.given) == 2


def test_a_conversion_that_was_changed_is_noticed_and_never_bound(both: Office) -> None:
    archived(both, Played())
    converted = next(fact.said for fact in both.facts() if isinstance(fact.said, Converted))
    kept = both.folder / "output/kept" / converted.sha256
    kept.chmod(0o644)
    kept.write_bytes(sheets("We agree to nothing."))
    assert [problem.file for problem in verify(books_of(both)).problems] == [
        f"conversion of {converted.source_sha256[:8]}"
    ]
    both.loc("correct", "KYILN-2024-001", "--signed-on", "2024-09-02", *MEANT)
    with pytest.raises(IntegrityError, match="was changed"):
        archived(both, Played())


# ---- letters that cannot be bound -------------------------------------------------------------------------------


def test_letters_that_cannot_be_converted_are_all_named_and_the_others_are_not_converted_again(both: Office) -> None:
    bad = returned(both, "Adair.docx")
    [problem] = refused(both, Played(fails=(bad,)), ToolError)
    assert (problem.code, problem.file) == ("not-converted", "Adair.docx")
    assert ADAIRS in problem.message
    assert "source file could not be loaded" in problem.message
    assert f"loc reopen {ADAIRS} --because TEXT" in problem.hint
    assert both.kinds()[-1] == "converted"
    both.loc("reopen", ADAIRS, "--because", "LibreOffice cannot open it")
    converter = Played(fails=(bad,))
    assert len(archived(both, converter).entries) == 1
    assert converter.given == []


def test_a_letter_whose_pdf_lost_words_is_named(both: Office) -> None:
    lost = (returned(both, "Adair.docx"), returned(both, "Allen.docx"))
    problems = refused(both, Played(loses=lost), ToolError)
    assert [problem.file for problem in problems] == ["Adair.docx", "Allen.docx"]
    assert all("lost words of it: " in problem.message for problem in problems)


def test_a_return_that_could_fetch_something_is_never_given_to_the_outside_program(office: Office) -> None:
    office.fill()
    fetching = package.replaced(office.answered(), "</Relationships>", FETCHING, part="word/_rels/document.xml.rels")
    office.loc("receive", office.file("Adair.docx", fetching))
    accept = ("accept", ADAIRS, "--signed-on", "2024-09-03", "--despite", "active-content")
    assert office.loc(*accept).code == ExitCode.DONE
    converter = Played()
    [problem] = refused(office, converter, InputError)
    assert (problem.code, problem.file) == ("active-content", "Adair.docx")
    assert "a link that fetches (image)" in problem.message
    assert "Ask the district for a PDF" in problem.hint
    assert converter.given == []


def test_a_letter_with_a_page_that_is_too_large_is_named_with_all_others_in_the_way(both: Office) -> None:
    both.loc("reopen", ADAIRS, "--because", "a scan came")
    both.loc("reject", ADAIRS, "--because", "a scan came")
    huge = sheets("Signed", size=(20_000, 20_000))
    both.loc("receive", both.file("huge.pdf", huge))
    despite = [f"--despite={code}" for code in ("unreadable", "not-signed", "page-missing", "signature-page-missing")]
    said = both.loc("accept", "huge.pdf", "--letter", ADAIRS, "--signed-on", "2024-09-03", *despite)
    assert said.code == ExitCode.DONE, said.err + said.out
    problems = refused(both, Played(fails=(returned(both, "Allen.docx"),)), InputError)
    assert sorted(problem.file for problem in problems) == ["Allen.docx", "huge.pdf"]
    [large] = [problem for problem in problems if problem.file == "huge.pdf"]
    assert "one page is larger than a page can be: From the returned scan, page 1" in large.message
    assert "better PDF or scan" in large.hint


def test_what_is_in_the_way_is_said_to_people_letter_by_letter(both: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    program = both.folder / "soffice"
    program.write_text("#!/bin/sh\necho 'Error: source file could not be loaded'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{both.folder}:/usr/bin:/bin")
    said = both.loc("archive", "2024-2025", as_json=False)
    assert said.code == ExitCode.TOOL
    assert said.err.splitlines()[0] == "2 of the 2 letters of 2024-2025 cannot be bound; no archive was made."
    assert [line.split(":")[0].strip() for line in said.err.splitlines()[1:3]] == ["Adair.docx", "Allen.docx"]


# ---- the last fact ----------------------------------------------------------------------------------------------


@pytest.fixture
def one(office: Office) -> Office:
    """Adair's letter is accepted, Allen's has not come back."""
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()), now="2024-09-05T12:00:00-04:00")
    return office


def test_an_archive_names_the_last_fact_about_any_letter_of_the_year(one: Office) -> None:
    first = archived(one, Played())
    unsigned = one.answered("005", texts={"signature.district.signature": ""})
    one.loc("receive", one.file("Allen.docx", unsigned), now="2024-10-20T09:30:00-04:00")
    last = one.facts()[-1]
    second = archived(one, Played())
    assert not second.is_unchanged
    assert "Asked; no answer yet" in text_of(one, first)
    assert "Answered; waits for a decision" in text_of(one, second)
    assert "As of October 20, 2024, 09:30 (UTC-04:00)" in text_of(one, second)
    assert read_xmp(file_of(one, second))["loc:ledgerHead"] == last.hash
    archived_facts = [fact.said for fact in one.facts() if isinstance(fact.said, Archived)]
    assert archived_facts[-1].up_to == last.sequence


def test_a_return_that_a_person_gives_to_a_letter_or_takes_away_makes_another_archive(one: Office) -> None:
    archived(one, Played())
    one.loc("receive", one.file("flyer.pdf", sheets("A flyer of somebody")))
    assert archived(one, Played()).is_unchanged, "it belongs to no letter of the year"


def test_facts_of_other_years_and_of_archiving_itself_change_nothing(one: Office) -> None:
    archived(one, Played())
    roster = one.roster(ADAIR, questions="Points of action 1")
    assert one.loc("fill", "2017-2018", "--roster", roster, now="2024-11-01T12:00:00Z").code == ExitCode.DONE
    assert archived(one, Played()).is_unchanged


# ---- unchanged --------------------------------------------------------------------------------------------------


class Untouched(Played):
    """A program that must not be started."""

    def convert(self, files: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
        pytest.fail(f"{len(files)} files are converted again")


def test_without_a_new_fact_nothing_is_built_and_copies_that_went_missing_are_laid_anew(both: Office) -> None:
    first = archived(both, Played())
    before = {each: each.read_bytes() for each in (both.folder / "output/2024-2025").rglob("*.pdf")}
    settings = both.folder / "templates/2024-2025/edition.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("Letter of Commitment", "Letter"), encoding="utf-8"
    )
    for each in before:
        each.unlink()
    facts = both.facts()
    again = archived(both, Untouched())
    assert (again.is_unchanged, again.file, again.entries, again.records, again.pages) == (
        True,
        first.file,
        first.entries,
        first.records,
        first.pages,
    )
    assert {each: each.read_bytes() for each in (both.folder / "output/2024-2025").rglob("*.pdf")} == before
    assert both.facts() == facts


def test_an_archive_whose_kept_file_is_gone_is_built_again_the_same(both: Office) -> None:
    first = archived(both, Played())
    content = file_of(both, first).read_bytes()
    [said] = [fact.said for fact in both.facts() if isinstance(fact.said, Archived)]
    kept = both.folder / "output/kept" / said.sha256
    kept.unlink()
    again = archived(both, Played())
    assert (again.is_unchanged, again.entries) == (True, first.entries)
    assert kept.read_bytes() == content


def test_an_update_of_the_program_does_not_change_what_it_makes(both: Office) -> None:
    made = archived(both, Played())
    said = read_xmp(file_of(both, made))
    assert said["pdf:Producer"] == said["xmp:CreatorTool"] == "LoC Builder"


# ---- records ----------------------------------------------------------------------------------------------------


def test_a_record_does_not_change_because_another_letter_did(both: Office) -> None:
    first = archived(both, Played())
    assert both.loc("correct", ALLENS, "--signed-on", "2024-09-02", *MEANT).code == ExitCode.DONE
    both.loc("countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins", "--only", "005")
    second = archived(both, Played())
    assert not second.is_unchanged
    changed = {letter_id for letter_id, made in second.records.items() if made != first.records[letter_id]}
    assert [each.rpartition("-L1")[0] for each in changed] == [ALLENS]
