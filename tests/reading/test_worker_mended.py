"""Faults that may pass are told apart from files that will never be read."""

from made.letter import Scanner, letter_pdf, scan
from made.pdf import joined

from loc_builder.reading.worker import Limits, ReaderPool


def test_a_reading_that_took_too_long_may_pass_and_an_empty_file_does_not() -> None:
    slow = joined(*[scan(letter_pdf(), Scanner(grain=60))] * 10)
    with ReaderPool(workers=1, limits=Limits(seconds=0.3)) as readers:
        first, second = readers.read_each([(slow, "slow.pdf"), (b"", "empty.pdf")])
    assert (first.is_passing, second.is_passing) == (True, False)
    assert "receive it again to try once more" in first.parts[0].findings[0].detail
