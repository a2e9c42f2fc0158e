"""One district from its roster row to its page in the archive."""

import hashlib

import pytest
from made.office import ADAIR, ALLEN, Office
from made.pdf import texts_of

from loc_builder.errors import ExitCode

pytestmark = pytest.mark.usefixtures("libreoffice")


def test_a_district_from_its_roster_row_to_its_page_in_the_archive(office: Office) -> None:
    roster = office.roster(ADAIR, ALLEN, answers="We opened a studio.")
    office.loc("fill", "2024-2025", "--roster", roster, now="2024-08-01T12:00:00-04:00")
    sent_back = office.answered()
    office.loc("receive", office.file("Adair.docx", sent_back), now="2024-09-05T12:00:00-04:00")
    approve = ("countersign", "2024-2025", "--on", "2024-09-12", "--signer", "Rob Collins")
    office.loc(*approve, now="2024-09-12T12:00:00-04:00")

    made = office.loc("archive", "2024-2025", now="2024-10-01T12:00:00-04:00").json
    [bound] = made["records"]
    archive = texts_of((office.folder / made["files"][0]).read_bytes())
    assert len(archive) == made["pages"]
    first, last = bound["first_page"], bound["first_page"] + bound["pages"] - 1
    letter, certificate = "\n".join(archive[first - 1 : last]), "\n".join(archive[first + 4 : last])
    assert "Adair County" in archive[2]
    assert "Every eighth grader defends a portfolio." in letter
    assert "September 3, 2024 \N{EN DASH} June 30, 2025" in letter
    assert "recorded electronically by Rob Collins, September 12, 2024" in letter.replace("\r\n", " ")
    assert hashlib.sha256(sent_back).hexdigest() in "".join(certificate.split())
    assert "Asked; no answer yet" in "\n".join(archive[last:])

    record = office.folder / "output/2024-2025/records"
    [file] = record.iterdir()
    assert hashlib.sha256(file.read_bytes()).hexdigest() == bound["sha256"]
    again = office.loc("archive", "2024-2025", now="2024-11-01T12:00:00-04:00").json
    assert (again["unchanged"], again["records"]) == (True, made["records"])
    assert office.kinds()[-3:] == ["recorded", "archived", "bagged"]
    assert office.loc("verify").code == ExitCode.DONE
    assert office.loc("status", "2024-2025").json["letters"][0]["archived"] is True


def test_a_later_fact_makes_a_new_archive_beside_the_old_one(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    first = office.loc("archive", "2024-2025").json["files"][0]
    meant = ("--despite", "date-differs", "--because", "The 30 was read as a 3.")
    office.loc("correct", "KYILN-2024-001", "--signed-on", "2024-08-30", *meant)
    second = office.loc("archive", "2024-2025").json["files"][0]
    assert second.endswith("archive (version 2).pdf")
    assert (office.folder / first).exists()
    told = "corrected from September 3, 2024 to August 30, 2024 by tester: The 30 was read as a 3"
    assert any(told in " ".join(page.split()) for page in texts_of((office.folder / second).read_bytes()))
