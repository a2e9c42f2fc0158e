"""Returns read in processes of their own: whatever comes, a reading comes back and the next file is read."""

import hashlib
import multiprocessing
import multiprocessing.spawn
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from made.letter import Scanner, letter_pdf, scan
from made.mails import mail
from made.pdf import joined, saved
from made.word import unanswered

from loc_builder.findings import FindingCode as Code
from loc_builder.model import Medium, Reading, Role
from loc_builder.reading.reader import read
from loc_builder.reading.worker import Limits, ReaderPool, has_memory_limit, read_return


@pytest.fixture(scope="module")
def readers() -> Iterator[ReaderPool]:
    with ReaderPool(workers=1) as pool:
        yield pool


def assert_unread(reading: Reading, words: str) -> None:
    (part,) = reading.parts
    assert (part.role, part.medium) == (Role.OTHER, Medium.NONE)
    (finding,) = part.findings
    assert finding.code is Code.UNREADABLE
    assert words in finding.detail


def page_of(width: float, height: float) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page().MediaBox = pikepdf.Array([0, 0, width, height])
    return saved(pdf)


def deflated_bomb() -> bytes:
    """A page whose content is 400 megabytes of spaces, deflated twice into a few hundred bytes."""
    once = zlib.compressobj(9)
    inner = b"".join(once.compress(b" " * 10_000_000) for _ in range(40)) + once.flush()
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(612, 792))
    twice = pikepdf.Array([pikepdf.Name.FlateDecode] * 2)
    page.Contents = pdf.make_stream(b"")
    page.Contents.write(zlib.compress(inner, 9), filter=twice)
    return saved(pdf)


def test_a_letter_is_read_from_bytes_and_from_a_path(readers: ReaderPool, tmp_path: Path) -> None:
    data = letter_pdf()
    (tmp_path / "a.pdf").write_bytes(data)
    from_bytes = readers.read(data, "../Adair.pdf")
    assert from_bytes == readers.read(tmp_path / "a.pdf", "../Adair.pdf")
    assert (from_bytes.return_id, from_bytes.name) == (hashlib.sha256(data).hexdigest(), "Adair.pdf")
    assert [part.role for part in from_bytes.parts] == [Role.WHOLE]


def test_a_word_letter_is_read(readers: ReaderPool) -> None:
    (part,) = readers.read(unanswered(), "letter.docx").parts
    assert part.medium is Medium.WORD


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (np.random.default_rng(7).bytes(5000), ""),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture (PNG); the picture is damaged"),
        (letter_pdf()[:300], ""),
        (b"%PDF-1.7\n" + bytes(3000), "cannot be opened"),
        (b"PK\x03\x04" + bytes(3000), "damaged"),
    ],
    ids=["empty", "random", "picture", "cut off", "no pages", "no zip"],
)
def test_what_cannot_be_read_says_so(readers: ReaderPool, data: bytes, words: str) -> None:
    assert_unread(readers.read(data, "x\x00\n/../y\u202e.pdf"), words)


def test_a_page_of_two_million_points_is_named_and_the_others_are_read(readers: ReaderPool) -> None:
    (part,) = readers.read(joined(letter_pdf(), page_of(2_000_000, 2_000_000)), "big.pdf").parts
    assert part.role is Role.WHOLE
    details = [finding.detail for finding in part.findings if finding.code is Code.UNREADABLE]
    assert details == ["page 4 is larger than a page can be"]


def test_a_pdf_of_too_many_pages_is_turned_away(readers: ReaderPool) -> None:
    pdf = pikepdf.new()
    for _ in range(301):
        pdf.add_blank_page(page_size=(100, 100))
    assert_unread(readers.read(saved(pdf), "many.pdf"), "has 301 pages")


@pytest.mark.skipif(not has_memory_limit(), reason="this system does not limit a process's memory")
def test_a_file_that_kills_its_reader_is_named_and_the_next_one_is_read() -> None:
    """pdfium aborts the process when memory for the twice deflated page is refused."""
    with ReaderPool(workers=1, limits=Limits(memory=200 << 20)) as readers:
        killed, after = readers.read_each([(deflated_bomb(), "bomb.pdf"), (letter_pdf(), "next.pdf")])
    assert_unread(killed, "stopped the reader")
    assert after.parts[0].role is Role.WHOLE


@pytest.mark.skipif(not has_memory_limit(), reason="this system does not limit a process's memory")
def test_an_attachment_that_kills_its_reader_costs_only_itself() -> None:
    sent = mail(("before.pdf", letter_pdf()), ("bomb.pdf", deflated_bomb()), ("after.pdf", letter_pdf((3,)))).as_bytes()
    with ReaderPool(workers=1, limits=Limits(memory=200 << 20)) as readers:
        reading = readers.read(sent, "mail.eml")
    assert [part.label for part in reading.parts] == ["before.pdf", "bomb.pdf", "after.pdf"]
    assert [part.role for part in reading.parts] == [Role.WHOLE, Role.OTHER, Role.SIGNATURE_PAGE]
    assert "stopped the reader" in reading.parts[1].findings[0].detail
    assert not reading.is_passing


def test_a_mail_read_in_workers_is_what_it_is_read_in_one_process(readers: ReaderPool) -> None:
    sent = mail(("a.pdf", letter_pdf()), ("b.pdf", letter_pdf((3,))), ("none.bin", b"")).as_bytes()
    assert readers.read(sent, "mail.eml") == read(sent, "mail.eml")


def test_a_file_that_takes_too_long_is_named_and_the_next_one_is_read() -> None:
    slow = joined(*[scan(letter_pdf(), Scanner(grain=60))] * 20)
    with ReaderPool(workers=1, limits=Limits(seconds=0.5)) as readers:
        first, second = readers.read_each([(slow, "slow.pdf"), (b"", "empty.pdf")])
    assert_unread(first, "took longer than 0.5 seconds")
    assert_unread(second, "the file is empty")


def test_one_file_can_be_read_without_a_pool() -> None:
    assert_unread(read_return(b"", "empty.pdf"), "the file is empty")


def test_many_files_come_back_in_their_order(readers: ReaderPool) -> None:
    sources = [(letter_pdf((page,)), f"{page}.pdf") for page in (1, 2, 3) * 3]
    assert [reading.name for reading in readers.read_each(sources)] == [name for _, name in sources]


def test_a_worker_is_replaced_after_some_files() -> None:
    with ReaderPool(workers=1, limits=Limits(files_per_worker=2)) as readers:
        readings = list(readers.read_each([(letter_pdf((3,)), "a.pdf")] * 5))
    assert [reading.parts[0].role for reading in readings] == [Role.SIGNATURE_PAGE] * 5


def test_one_bit_wrong_anywhere_still_gives_a_reading(readers: ReaderPool) -> None:
    whole = letter_pdf()
    for place in range(10, len(whole), len(whole) // 15):
        data = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
        assert readers.read(data, "bit.pdf").parts
    letter = unanswered()
    for place in range(10, len(letter), len(letter) // 15):
        data = letter[:place] + bytes([letter[place] ^ 0x55]) + letter[place + 1 :]
        assert readers.read(data, "bit.docx").parts


def test_an_empty_pdf_object_tree_is_read_as_nothing(readers: ReaderPool) -> None:
    assert_unread(readers.read(saved(pikepdf.new()), "none.pdf"), "")


def test_readers_that_cannot_start_again_are_told_and_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    with ReaderPool(workers=1, limits=Limits(files_per_worker=1)) as readers:
        readers.read(b"nothing", "note.txt")
        monkeypatch.setattr(multiprocessing.spawn, "_python_exe", b"/nowhere/python")
        reading = readers.read(b"nothing", "note.txt")
    assert reading.is_passing
    assert [each.code for each in reading.parts[0].findings] == [Code.UNREADABLE]
