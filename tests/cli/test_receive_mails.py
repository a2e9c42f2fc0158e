"""Mails, archives and photos on the command line: received, named, decided, and bound from the bytes that came."""

import hashlib
from pathlib import Path

import pytest
from made.mails import attach, mail, picture, with_logo, zipped
from made.office import PLANS, Office
from made.pdf import texts_of
from made.photos import photo, photos, pictures_of
from made.word import written

from loc_builder.errors import ExitCode
from loc_builder.facts import Received
from loc_builder.files.convert import LibreOffice
from loc_builder.workspace import Workspace

SEEN = ("--signed-on", "2024-09-03", "--signer", "Jane Doe", "--despite", "not-signed", "--despite", "answer-missing")
"""What a person says of a letter whose pages bear no ink here."""


@pytest.fixture
def printed(office: Office, libreoffice: Path) -> bytes:
    """Adair's letter as a district prints it."""
    assert libreoffice.exists()
    office.fill()
    return LibreOffice().convert([("letter.docx", office.letter())])["letter.docx"]


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith(" ")]


def arrived(office: Office) -> str:
    return next(str(fact.said.arrived_on) for fact in office.facts() if isinstance(fact.said, Received))


def test_a_signed_letter_in_a_mail_is_accepted_and_named_with_its_mail(office: Office) -> None:
    office.fill()
    sent = with_logo(mail(), "logo.png", picture((300, 80)))
    attach(sent, "Adair letter.docx", office.answered())
    said = office.loc("receive", office.file("mail.eml", sent.as_bytes()), as_json=False)
    assert said.code == ExitCode.DONE
    assert "mail.eml > Adair letter.docx: whole, KYILN-2024-001-L1-32" in said.out
    assert "    not read: logo.png (a small picture)" in said.out
    copies = office.folder / "output" / "2024-2025" / "returns"
    assert {file.name for file in copies.iterdir()} == {"mail.eml", "mail - Adair letter.docx"}
    assert (copies / "mail - Adair letter.docx").read_bytes() == office.answered()


def test_a_program_in_a_mail_is_never_laid_where_people_click(office: Office) -> None:
    office.fill()
    sent = mail(
        ("letter.docx", office.answered()), ("invoice.exe", b"MZ" + bytes(60)), ("a.zip", zipped({"b.js": b"1"}))
    )
    said = office.loc("receive", office.file("mail.eml", sent.as_bytes()), as_json=False)
    assert "mail.eml > invoice.exe: other, nobody's yet" in said.out
    assert {file.suffix for file in (office.folder / "output" / "2024-2025" / "returns").iterdir()} == {".eml", ".docx"}


def test_a_mail_arrived_on_its_own_day_where_the_edition_is_unless_another_is_given(office: Office) -> None:
    office.fill()
    late = mail(date="Tue, 3 Sep 2024 21:30:00 -0400").as_bytes()
    said = office.loc("receive", office.file("mail.eml", late), as_json=False)
    assert "mail.eml: arrived on September 3, 2024, as the mail says" in said.out
    assert arrived(office) == "2024-09-03"


@pytest.mark.parametrize(
    ("date", "option", "day"),
    [
        ("Tue, 3 Sep 2024 21:30:00 -0400", "2024-09-10", "2024-09-10"),
        ("Tue, 3 Sep 2030 21:30:00 -0400", "", "2024-09-20"),
        ("Mon, 3 Sep 2001 21:30:00 -0400", "", "2024-09-20"),
        ("no date", "", "2024-09-20"),
    ],
    ids=["said by a person", "still to come", "before any letter", "none"],
)
def test_a_mails_date_is_only_a_suggestion(office: Office, date: str, option: str, day: str) -> None:
    office.fill()
    options = ("--arrived-on", option) if option else ()
    office.loc("receive", office.file("mail.eml", mail(date=date).as_bytes()), *options)
    assert arrived(office) == day


def test_what_lies_in_a_return_is_decided_by_its_own_name(office: Office) -> None:
    office.fill()
    unsigned = {number: written(office.letter(number), PLANS) for number in ("001", "005")}
    both = zipped({"Adair/one.docx": unsigned["001"], "two.docx": unsigned["005"]})
    office.loc("receive", office.file("both.zip", both))
    assert "both.zip > Adair > one.docx (whole)" in office.loc("review", "2024-2025", as_json=False).out
    wrong = office.loc("reject", "both.zip > three.docx", "--because", "It is not signed.")
    assert wrong.code == ExitCode.INPUT
    assert "'both.zip > three.docx' names no single letter or return" in wrong.out
    assert office.loc("reject", "both.zip > two.docx", "--because", "It is not signed.").code == ExitCode.DONE
    states = {each["district"]: each["state"] for each in office.loc("status", "2024-2025").json["letters"]}
    assert states == {"Adair County": "waiting", "Allen County": "returned-for-correction"}


def test_photos_in_a_mail_become_a_record_that_says_how_they_came(office: Office, printed: bytes) -> None:
    sent = mail(*[(f"IMG_{number}.jpg", each) for number, each in enumerate(photos(printed), 1)]).as_bytes()
    said = office.loc("receive", office.file("photos.eml", sent), as_json=False)
    assert lines(said.out)[1].endswith(": whole, KYILN-2024-001-L1-32")
    accepted = office.loc("accept", "photos.eml", *SEEN)
    assert accepted.code == ExitCode.DONE
    archived = office.loc("archive", "2024-2025", now="2024-10-01T12:00:00-04:00")
    assert archived.code == ExitCode.DONE
    assert office.loc("verify").code == ExitCode.DONE


def test_the_certificate_names_the_attachment_its_mail_and_its_hash(office: Office, printed: bytes) -> None:
    sent = mail(("Adair letter.pdf", printed)).as_bytes()
    office.loc("receive", office.file("mail.eml", sent))
    office.loc("accept", "mail.eml", *SEEN)
    office.loc("archive", "2024-2025", now="2024-10-01T12:00:00-04:00")
    (record,) = office.folder.glob("output/2024-2025/records/*.pdf")
    text = " ".join(" ".join(texts_of(record.read_bytes())).split())
    assert "Adair letter.pdf, attached to the mail of jane@adair.example (mail.eml)" in text
    assert hashlib.sha256(printed).hexdigest()[:32] in text
    assert hashlib.sha256(sent).hexdigest()[:32] in text
    kept = Workspace.open(office.folder).kept_folder / hashlib.sha256(printed).hexdigest()
    assert kept.read_bytes() == printed
    copy = office.folder / "output" / "2024-2025" / "returns" / "mail - Adair letter.pdf"
    assert office.loc("verify", str(copy)).code == ExitCode.DONE
    kept.chmod(0o644)
    kept.write_bytes(b"other")
    assert office.loc("verify").code == ExitCode.INTEGRITY


def test_a_bag_with_a_letter_out_of_a_mail_holds(office: Office, libreoffice: Path) -> None:  # noqa: ARG001 - it must be there
    office.fill()
    sent = mail(("Adair letter.docx", office.answered())).as_bytes()
    office.loc("receive", office.file("mail.eml", sent))
    office.loc("archive", "2024-2025", now="2024-10-01T12:00:00-04:00")
    said = office.loc("verify", as_json=False)
    assert said.code == ExitCode.DONE, said.err
    [bag] = office.folder.glob("output/2024-2025/archive/*bag-v1")
    assert office.loc("verify", str(bag)).code == ExitCode.DONE
    [reading] = bag.glob("data/metadata/readings/*.json")
    reading.unlink()
    assert office.loc("verify", str(bag)).code == ExitCode.INTEGRITY


def test_a_photo_on_its_side_is_a_signature_page(office: Office, printed: bytes) -> None:
    page = photo(pictures_of(printed)[-1], turned=6)
    said = office.loc("receive", office.file("IMG_0001.jpg", page), as_json=False)
    assert lines(said.out)[0] == "IMG_0001.jpg: signature-page, KYILN-2024-001-L1-32"
    assert office.loc("receive", office.file("again.jpg", page)).json["returns"][0]["same_as"] == "IMG_0001.jpg"


def test_a_mail_received_again_changes_nothing(office: Office) -> None:
    office.fill()
    sent = mail(("a.docx", office.answered()), ("plans.xlsx", zipped({"xl/workbook.xml": b""}))).as_bytes()
    office.loc("receive", office.file("mail.eml", sent))
    before = office.kinds()
    again = office.loc("receive", office.file("mail.eml", sent))
    assert again.json["returns"][0]["same_as"] == "mail.eml"
    assert office.kinds() == before
