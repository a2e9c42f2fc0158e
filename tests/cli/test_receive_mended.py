"""A batch of returns goes on whatever one file does, and what could not be read once is read again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from made.letter import Scanner, letter_pdf, scan
from made.office import Office
from made.pdf import joined
from made.places import DATA

from loc_builder.books import Books
from loc_builder.errors import ExitCode
from loc_builder.facts import FindingsNoted, Received
from loc_builder.model import Reading
from loc_builder.reading.worker import Limits, ReaderPool
from loc_builder.standing import LetterState
from loc_builder.steps.receive import Arrival, Readers, Taken, receive
from loc_builder.workspace import Workspace

NOW = datetime(2024, 9, 20, 16, tzinfo=UTC)
FROM_ADAIR = (DATA / "returns" / "adair-2024-2025.pdf").read_bytes()


def books_of(office: Office) -> Books:
    return Books.open(Workspace.open(office.folder), now=NOW, by="tester")


def taken_in(office: Office, readers: Readers, *files: str) -> list[Taken]:
    """Take files in with other readers than the command's."""
    books = books_of(office)
    with books.workspace.locked():
        steps = [one for _, one in receive(books, [Path(each) for each in files], readers, Arrival())]
    return [one for one in steps if isinstance(one, Taken)]


def codes(part: dict[str, Any]) -> set[str]:
    return {each["code"] for each in part["findings"]}


@dataclass(frozen=True, slots=True)
class Strange:
    """Reads as the pool does, but gives the parts of one file a text that no judge can take."""

    pool: ReaderPool
    name: str

    def read_each(self, sources: Iterable[tuple[bytes, str]]) -> Iterator[Reading]:
        for reading in self.pool.read_each(sources):
            parts = tuple(replace(part, text=cast("str", 5)) for part in reading.parts)
            yield replace(reading, parts=parts) if reading.name == self.name else reading


@pytest.fixture
def gone(office: Office) -> str:
    """A folder with two letters and, between them, a name that leads nowhere."""
    office.fill()
    office.file("back/a.docx", office.answered("005"))
    office.file("back/c.docx", office.answered())
    try:
        (office.folder / "back/b.docx").symlink_to(office.folder / "nowhere.docx")
    except OSError:
        pytest.skip("this system lets nobody make links")
    return str(office.folder / "back")


def test_a_file_that_cannot_be_opened_is_named_and_the_rest_is_taken_in(office: Office, gone: str) -> None:
    said = office.loc("receive", gone)
    assert said.code == ExitCode.PERSON_NEEDED
    assert [each["name"] for each in said.json["returns"]] == ["a.docx", "c.docx"]
    assert [each["decision"] for each in said.json["letters"]] == ["accepted", "accepted"]
    [problem] = said.json["problems"]
    assert (problem["code"], problem["file"]) == ("unreadable-file", "back/b.docx")
    assert problem["hint"].endswith("then receive it again.")


def test_people_read_of_it_after_the_results(office: Office, gone: str) -> None:
    said = office.loc("receive", gone, as_json=False)
    assert "2 files taken in" in said.out
    assert said.err.splitlines()[0] == "1 file or folder was left out."
    assert said.err.splitlines()[1].startswith("  back/b.docx: the file cannot be opened: No such file")
    assert office.loc("receive", gone, as_json=False).code == ExitCode.PERSON_NEEDED


def test_where_nothing_could_be_taken_in_nothing_is_noted(office: Office, gone: str) -> None:
    for name in ("a.docx", "c.docx"):
        (Path(gone) / name).unlink()
    before = office.facts()
    assert office.loc("receive", gone).code == ExitCode.INPUT
    assert office.facts() == before


def test_a_batch_without_problems_says_so(office: Office) -> None:
    office.fill()
    said = office.loc("receive", office.file("Adair.docx", office.answered()))
    assert (said.code, said.json["problems"]) == (ExitCode.DONE, [])


def test_what_the_workspace_made_itself_is_refused(office: Office) -> None:
    office.fill()
    before = office.facts()
    for named in ("output/2024-2025/letters", "."):
        said = office.loc("receive", str(office.folder / named), as_json=False)
        assert said.code == ExitCode.INPUT
        assert "own output" in said.err
    assert office.facts() == before


def test_nothing_can_have_arrived_tomorrow(office: Office) -> None:
    """On the evening of the 20th in Kentucky it is the 21st in Greenwich already."""
    office.fill()
    letter = office.file("Adair.docx", office.answered())
    evening = "2024-09-20T22:30:00-04:00"
    refused = office.loc("receive", letter, "--arrived-on", "2024-09-21", now=evening, as_json=False)
    assert refused.code == ExitCode.INPUT
    assert refused.err.splitlines()[0] == "September 21, 2024 is still to come; nothing can have arrived then."
    assert "Today is September 20, 2024." in refused.err
    assert office.kinds() == ["issued", "issued"]
    assert office.loc("receive", letter, "--arrived-on", "2024-09-20", now=evening).code == ExitCode.DONE


def test_a_return_that_could_not_be_read_is_read_again_when_it_comes_again(office: Office) -> None:
    office.fill()
    slow = joined(FROM_ADAIR, *[scan(letter_pdf(), Scanner(grain=60))] * 6)
    file = office.file("Adair.pdf", slow)
    with ReaderPool(workers=1, limits=Limits(seconds=0.3)) as hasty:
        [first] = taken_in(office, hasty, file)
        kinds = office.kinds()
        [still] = taken_in(office, hasty, file)
    assert [each.code for each in first.parts[0][1].findings] == ["unreadable", "unidentified"]
    assert (still.same_as, office.kinds()) == ("Adair.pdf", kinds)

    said = office.loc("receive", office.file("Adair again.pdf", slow), "--arrived-on", "2024-09-19")
    [returned] = said.json["returns"]
    assert (returned["same_as"], returned["parts"][0]["match"]["letter_id"]) == (None, "KYILN-2024-001-L1-32")
    assert office.kinds().count("received") == 1
    standing = books_of(office).standing
    assert standing.letters[said.json["letters"][0]["letter_id"]].state is LetterState.WAITING
    assert not standing.returns[returned["return_id"]].is_unmatched
    assert str(standing.returns[returned["return_id"]].received.arrived_on) == "2024-09-20"


def test_what_will_never_be_read_adds_nothing_when_it_comes_again(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("flyer.pdf", b"%PDF-1.7 nothing more"))
    before = office.facts()
    said = office.loc("receive", office.file("flyer again.pdf", b"%PDF-1.7 nothing more"))
    assert said.json["returns"][0]["same_as"] == "flyer.pdf"
    assert office.facts() == before


def test_what_was_set_aside_is_not_read_again(office: Office) -> None:
    office.fill()
    flyer = office.file("flyer.pdf", b"%PDF-1.7 nothing more")
    office.loc("receive", flyer)
    office.loc("reject", "flyer.pdf", "--because", "It is a flyer.")
    before = office.facts()
    assert office.loc("receive", flyer).code == ExitCode.DONE
    assert office.facts() == before


def test_a_return_that_cannot_be_judged_waits_for_a_person_and_the_batch_goes_on(office: Office) -> None:
    office.fill()
    strange = office.file("strange.docx", office.answered())
    allen = office.file("Allen.docx", office.answered("005"))
    with ReaderPool(workers=1) as pool:
        first, second = taken_in(office, Strange(pool, "strange.docx"), strange, allen)
    [(_, one)] = first.parts
    assert "it could not be judged; look at it by hand" in [each.detail for each in one.findings]
    assert {each.result.value for each in one.checks} == {"not made"}
    assert second.parts[0][1].findings == ()
    letters = books_of(office).standing.letters.values()
    assert [each.state for each in letters] == [LetterState.WAITING, LetterState.ACCEPTED]
    assert "unreadable" in next(iter(letters)).waiting_for

    said = office.loc("receive", strange)
    assert said.json["letters"][0]["decision"] == "accepted"


def test_many_files_are_recorded_in_the_order_of_their_names(office: Office) -> None:
    """Each is read beside others; the same bytes twice in one batch are one return."""
    office.fill()
    for number in range(9):
        texts = {"answers.reflection": f"Plan {number // 2}"}
        office.file(f"back/{number}.docx", office.answered("005" if number % 4 < 2 else "001", texts=texts))
    said = office.loc("receive", str(office.folder / "back"))
    returns = said.json["returns"]
    assert [each["name"] for each in returns] == [f"{number}.docx" for number in range(9)]
    assert [each["same_as"] for each in returns[:8]] == [
        None if number % 2 == 0 else f"{number - 1}.docx" for number in range(8)
    ]
    received = [fact.said.name for fact in office.facts() if isinstance(fact.said, Received)]
    assert received == [f"{number}.docx" for number in range(0, 9, 2)]
    for each in office.facts():
        if isinstance(each.said, FindingsNoted):
            assert (office.folder / "output/kept" / each.said.return_id).exists()
