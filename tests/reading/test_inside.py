"""Mails, archives and Outlook's messages are taken apart, and each file in them is read by itself."""

import hashlib
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from made.compound import Attached, message_tree, outlook
from made.letter import ADAIR, BARREN, Print, letter_pdf, scan
from made.mails import attach, locked_zip, mail, picture, winmail, with_logo, zipped
from made.pdf import joined
from made.photos import photos

from loc_builder.findings import FindingCode as Code
from loc_builder.model import ClueKind, Medium, Part, Reading, Role
from loc_builder.reading.inside import DEEPEST, MOST_FILES
from loc_builder.reading.reader import read

LETTER = letter_pdf()
OF_BARREN = letter_pdf(shown=Print(BARREN))


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def labels(reading: Reading) -> list[str]:
    return [part.label for part in reading.parts]


def codes(part: Part) -> set[Code]:
    return {finding.code for finding in part.findings}


def told(part: Part) -> str:
    return "; ".join(finding.detail for finding in part.findings)


def letters(part: Part) -> set[str]:
    return {clue.text for clue in part.clues if clue.kind is ClueKind.CODE}


def test_the_letter_in_a_mail_is_read_and_lies_in_a_kept_file_of_its_own() -> None:
    reading = read(mail(("Adair letter.pdf", LETTER)).as_bytes(), "mail.eml")
    (part,) = reading.parts
    assert (part.role, part.medium, part.label) == (Role.WHOLE, Medium.PDF_TEXT, "Adair letter.pdf")
    assert (part.held_in, part.made_from) == (sha(LETTER), None)
    assert reading.held == (LETTER,)


def test_a_mail_says_who_wrote_it_and_what() -> None:
    sent = mail(("a.pdf", LETTER), sender="Jane Doe <jane@adair.example>", subject="Adair County", text="Here it is.")
    (part,) = read(sent.as_bytes(), "mail.eml").parts
    said = {clue.kind: clue.text for clue in part.clues}
    assert said[ClueKind.SENDER] == "jane@adair.example"
    assert said[ClueKind.MAIL_TEXT].split("\n") == ["Adair County", "Here it is."]


def test_a_mail_arrived_when_the_last_server_took_it_in() -> None:
    received = "from mx.example by state.example; Wed, 4 Sep 2024 00:10:00 -0400"
    assert read(mail(received=received).as_bytes(), "a.eml").sent_at == datetime(2024, 9, 4, 4, 10, tzinfo=UTC)
    assert read(mail().as_bytes(), "a.eml").sent_at == datetime(2024, 9, 4, 1, 30, tzinfo=UTC)
    assert read(mail(date="the day after").as_bytes(), "a.eml").sent_at is None


def test_a_forwarded_mail_keeps_both_senders() -> None:
    inner = mail(("letter.pdf", LETTER), subject="Our letter")
    (part,) = read(mail(inner, sender="clerk@coop.example").as_bytes(), "fwd.eml").parts
    assert part.label == "Our letter.eml > letter.pdf"
    senders = [clue.text for clue in part.clues if clue.kind is ClueKind.SENDER]
    assert senders == ["jane@adair.example", "clerk@coop.example"]


def test_a_mail_attached_as_a_file_and_a_zip_in_a_mail_are_opened_too() -> None:
    inner = mail(("letter.pdf", LETTER)).as_bytes()
    reading = read(mail(("saved.eml", inner), ("all.zip", zipped({"b.pdf": OF_BARREN}))).as_bytes(), "m.eml")
    assert labels(reading) == ["saved.eml > letter.pdf", "all.zip > b.pdf"]
    assert [letters(part) for part in reading.parts] == [{ADAIR}, {BARREN}]
    assert [part.number for part in reading.parts] == [1, 2]


def test_an_outlook_message_gives_its_attachments_those_of_messages_in_it_too() -> None:
    inner = message_tree(Attached("deep.pdf", OF_BARREN), sender="ann@barren.example", is_inner=True)
    moment = datetime(2024, 9, 3, 12, tzinfo=UTC)
    message = outlook(Attached("Adair.pdf", LETTER), Attached("Letter", inner), subject="Adair", arrived_at=moment)
    reading = read(message, "message.msg")
    assert labels(reading) == ["Adair.pdf", "Letter.msg > deep.pdf"]
    assert reading.sent_at == moment
    assert ClueKind.SENDER in {clue.kind for clue in reading.parts[1].clues}


def test_what_outlook_wrapped_for_its_own_kind_of_server_is_unwrapped() -> None:
    reading = read(mail(("winmail.dat", winmail(("Adair.pdf", LETTER)))).as_bytes(), "mail.eml")
    assert labels(reading) == ["winmail.dat > Adair.pdf"]


def test_a_logo_in_the_text_is_no_letter_and_a_photo_there_is() -> None:
    sent = with_logo(mail(), "logo.png", picture((300, 80)))
    attach(sent, "a.pdf", LETTER)
    logo = read(sent.as_bytes(), "mail.eml")
    assert labels(logo) == ["a.pdf"]
    assert logo.left_out == ("logo.png (a small picture)",)
    photo = read(with_logo(mail(), "IMG_1.png", picture((1200, 1600))).as_bytes(), "mail.eml")
    assert labels(photo) == ["IMG_1.png"]


def test_a_mail_without_a_letter_is_one_part_that_tells_what_it_says() -> None:
    reading = read(mail(text="We will sign\nnext week.").as_bytes(), "mail.eml")
    (part,) = reading.parts
    assert codes(part) == {Code.UNREADABLE}
    assert told(part) == "nothing in it could be a letter; it says: We will sign next week."
    assert (part.label, part.held_in) == ("", None)


def test_photos_of_one_letters_pages_are_read_as_one_letter_in_its_order() -> None:
    one, two, three = photos(LETTER)
    sent = mail(("IMG_2.jpg", two), ("IMG_3.jpg", three), ("IMG_1.jpg", one)).as_bytes()
    reading = read(sent, "mail.eml")
    (part,) = reading.parts
    assert (part.role, part.medium, letters(part)) == (Role.WHOLE, Medium.SCAN, {ADAIR})
    assert part.label == "IMG_2.jpg, IMG_3.jpg and IMG_1.jpg"
    assert part.made_from == sha(sent), "the pages lie in a PDF made of the pictures in the mail"
    assert reading.held[:3] == (two, three, one)
    assert part.held_in == sha(reading.held[3])


def test_photos_in_different_folders_of_an_archive_are_not_mixed() -> None:
    (one, _, _), (_, _, three) = photos(LETTER), photos(OF_BARREN)
    reading = read(zipped({"Adair/1.jpg": one, "Barren/1.jpg": three}), "both.zip")
    assert labels(reading) == ["Adair > 1.jpg", "Barren > 1.jpg"]
    assert [letters(part) for part in reading.parts] == [{ADAIR}, {BARREN}]


def test_a_page_that_lies_in_another_file_of_the_mail_is_not_missing() -> None:
    pages = {f"page{number}.pdf": scan(letter_pdf((number,))) for number in (1, 2, 3)}
    whole = read(zipped(pages), "pages.zip")
    # the scans show no page numbers as text, so pages with a text layer tell what is missing
    text = {f"page{number}.pdf": letter_pdf((number,)) for number in (1, 2, 3)}
    assert [part.role for part in whole.parts] == [Role.ANSWERS, Role.ANSWERS, Role.SIGNATURE_PAGE]
    assert not any(Code.PAGE_MISSING in codes(part) for part in read(zipped(text), "pages.zip").parts)
    del text["page2.pdf"]
    first, _ = read(zipped(text), "pages.zip").parts
    assert Code.PAGE_MISSING in codes(first)


def test_the_same_file_twice_in_a_mail_is_read_once_and_named() -> None:
    reading = read(mail(("a.pdf", LETTER), ("b.pdf", LETTER)).as_bytes(), "mail.eml")
    assert labels(reading) == ["a.pdf"]
    assert reading.left_out == ("b.pdf (the same file as a.pdf)",)


def test_what_could_be_a_letter_and_is_not_readable_has_a_part_and_is_kept() -> None:
    sheet = zipped({"xl/workbook.xml": b"<workbook/>"})
    reading = read(mail(("a.pdf", LETTER), ("plans.xlsx", sheet)).as_bytes(), "mail.eml")
    _, part = reading.parts
    assert (part.label, part.held_in, codes(part)) == ("plans.xlsx", sha(sheet), {Code.UNREADABLE})
    assert sheet in reading.held


def test_what_systems_leave_in_archives_is_left_out() -> None:
    reading = read(zipped({"a.pdf": LETTER, "__MACOSX/._a.pdf": b"x", "Thumbs.db": b"y"}), "a.zip")
    assert labels(reading) == ["a.pdf"]
    assert len(reading.left_out) == 2


def test_a_locked_archive_needs_a_password() -> None:
    (part,) = read(locked_zip({"Adair.pdf": LETTER}), "a.zip").parts
    assert codes(part) == {Code.NEEDS_PASSWORD}
    assert part.label == "Adair.pdf"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "..\\..\\win.pdf", "/etc/a.pdf", "a\r\nSubject: x.pdf", "\u202efdp.pdf"]
)
def test_a_hostile_name_is_a_label_and_nothing_else(name: str) -> None:
    (part,) = read(zipped({name: LETTER}), "a.zip").parts
    assert part.role is Role.WHOLE
    assert not set("/\\\r\n\0\u202e") & set(part.label)
    assert ".." not in part.label


def test_a_header_with_line_breaks_adds_nothing() -> None:
    sent = mail(("a.pdf", LETTER)).as_bytes()
    hostile = sent.replace(
        b"From: Jane Doe <jane@adair.example>", b"From: =?utf-8?q?a=40b=2Eexample=0D=0ABcc=3A_x=40y?="
    )
    assert hostile != sent
    (part,) = read(hostile, "mail.eml").parts
    assert all(clue.text.isprintable() for clue in part.clues if clue.kind is ClueKind.SENDER)


def nested(depth: int) -> EmailMessage:
    message = mail(("letter.pdf", LETTER))
    for _ in range(depth):
        message = mail(message)
    return message


@pytest.mark.parametrize("depth", [DEEPEST + 1, 50])
def test_mails_in_mails_are_followed_so_far_and_then_named(depth: int) -> None:
    assert read(nested(DEEPEST).as_bytes(), "m.eml").parts[0].role is Role.WHOLE
    (part,) = read(nested(depth).as_bytes(), "m.eml").parts
    assert codes(part) == {Code.UNREADABLE}
    assert "lies deeper than" in told(part)


def test_a_mail_nested_a_thousand_times_is_turned_away() -> None:
    head = b"From: a@b.example\r\nSubject: x\r\nContent-Type: message/rfc822\r\n\r\n"
    (part,) = read(head * 1000 + b"Subject: end\r\n\r\nend", "m.eml").parts
    assert codes(part) == {Code.UNREADABLE}


def test_a_zip_bomb_costs_a_finding() -> None:
    bomb = zipped({"a.pdf": LETTER, "bomb.bin": bytes(60_000_000), "after.pdf": OF_BARREN})
    assert len(bomb) < 100_000
    whole, part = read(bomb, "bomb.zip").parts
    assert whole.role is Role.WHOLE
    assert "unpacks to far more" in told(part)


def test_zips_in_zips_are_followed_so_far_and_then_named() -> None:
    data = LETTER
    for _ in range(30):
        data = zipped({"inner.zip": data})
    (part,) = read(data, "nest.zip").parts
    assert "lies deeper than" in told(part)


def test_of_ten_thousand_attachments_some_are_read_and_the_rest_is_told() -> None:
    body = b"".join(
        b"--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a%d.pdf\r\n\r\nx%d\r\n"
        % (n, n)
        for n in range(10_000)
    )
    head = b"From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    reading = read(head + body + b"--b--\r\n", "many.eml")
    assert len(reading.parts) == MOST_FILES + 1
    assert told(reading.parts[-1]).startswith(f"{10_000 - MOST_FILES} more files in it")


def test_a_cut_off_archive_or_message_is_turned_away() -> None:
    for data in (zipped({"a.pdf": LETTER})[:-40], outlook(Attached("a.pdf", LETTER))[:3000], winmail(("a", b"b"))[:-9]):
        (part,) = read(data, "cut").parts
        assert codes(part) == {Code.UNREADABLE}


def spoiled(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]


@pytest.mark.parametrize(
    "data",
    [
        mail(("a.bin", b"x" * 300), mail(("b.zip", zipped({"c": b"y" * 300})))).as_bytes(),
        outlook(Attached("a", b"x" * 5000), Attached("b", message_tree(Attached("c", b"y"), is_inner=True)), text="z"),
        winmail(("a", b"x" * 300), ("b", b"y")),
        zipped({"a/b": b"x" * 300, "c": b"y" * 300}),
        picture((60, 80), "TIFF"),
        picture((60, 80), "JPEG"),
        picture((60, 80), "PNG"),
    ],
    ids=["mail", "outlook", "winmail", "zip", "tiff", "jpeg", "png"],
)
def test_one_byte_wrong_anywhere_still_gives_a_reading(data: bytes) -> None:
    for place in range(0, len(data), max(1, len(data) // 25)):
        assert read(spoiled(data, place), "spoiled").parts


def test_a_pdf_that_calls_itself_a_jpeg_is_read_as_what_it_is() -> None:
    (part,) = read(mail(("photo.jpg", LETTER)).as_bytes(), "mail.eml").parts
    assert part.medium is Medium.PDF_TEXT


def test_several_letters_in_one_scan_in_a_mail_are_parts_that_lie_in_the_same_file() -> None:
    week = joined(scan(LETTER), scan(OF_BARREN))
    one, two = read(mail(("week.pdf", week)).as_bytes(), "mail.eml").parts
    assert (letters(one), letters(two)) == ({ADAIR}, {BARREN})
    assert one.held_in == two.held_in == sha(week)
    assert [page.number for page in two.pages] == [4, 5, 6]


def test_a_notice_of_a_mail_server_is_no_letter() -> None:
    notice = (
        b"From: a@b.example\r\nSubject: failed\r\nContent-Type: multipart/report; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nNot delivered.\r\n"
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\nStatus: 5.0.0\r\n--b--\r\n"
    )
    reading = read(notice, "bounce.eml")
    assert told(reading.parts[0]) == "nothing in it could be a letter; it says: Not delivered."
    assert reading.left_out == ("unnamed file (a notice of a mail server)",)
