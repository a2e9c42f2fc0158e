"""What of several signers' blocks matters to a letter, and items beyond a list's most."""

from dataclasses import replace
from datetime import UTC, date, datetime

from made.letter import ADAIR

from loc_builder.findings import Finding
from loc_builder.findings import FindingCode as Code
from loc_builder.judging import (
    Acceptable,
    AsIssued,
    Chosen,
    OneOfSeveral,
    ReadByPerson,
    assess,
    contradicted,
    decide_by_person,
)
from loc_builder.model import (
    Assessment,
    Basis,
    Edition,
    Fixed,
    Matched,
    Medium,
    Part,
    PartRef,
    ReturnId,
    Role,
    Signatory,
    SignatureSeen,
    Wording,
)

TEXT = "The parties agree to work side by side."
BOARD = Signatory("board", "chair of the board")
DAY = date(2024, 9, 3)


def assessed(part: Part, edition: Edition) -> Assessment:
    issued = AsIssued(edition, lambda: Wording((Fixed(TEXT),)), date(2024, 8, 1), revision=1, latest_revision=1)
    return assess(part, Matched(ADAIR), issued, arrived_on=date(2024, 9, 5))


def part_with(*findings: Finding, signatures: tuple[SignatureSeen, ...] = ()) -> Part:
    part = Part(1, Role.WHOLE, Medium.WORD, answers={}, text=TEXT, wording=Wording((Fixed(TEXT),)))
    return replace(part, findings=findings, signatures=signatures)


def with_board(edition: Edition) -> Edition:
    return replace(edition, questions=(), signatories=(*edition.signatories, BOARD))


UNSIGNED_BOARD = Finding(Code.NOT_SIGNED, party="board")


def test_an_unsigned_block_matters_where_the_letter_has_that_party(edition_2024: Edition) -> None:
    part = part_with(UNSIGNED_BOARD, Finding(Code.NOT_SIGNED, party="agency"))
    assert UNSIGNED_BOARD in assessed(part, with_board(edition_2024)).findings
    assert [each for each in assessed(part, edition_2024).findings if each.code is Code.NOT_SIGNED] == []


def test_the_party_whose_date_counts_needs_no_naming(edition_2024: Edition) -> None:
    dating = (replace(BOARD, dates_term=True), replace(edition_2024.signatories[0], dates_term=False))
    edition = replace(edition_2024, questions=(), signatories=dating)
    assert assessed(part_with(UNSIGNED_BOARD), edition).findings == (Finding(Code.NOT_SIGNED),)


def test_a_digital_signature_of_nobody_known_counts_for_the_party_that_dates(edition_2024: Edition) -> None:
    edition = replace(edition_2024, questions=(), signatories=(replace(BOARD, dates_term=True),))
    moment = datetime(2024, 9, 3, 15, tzinfo=UTC)
    seen = SignatureSeen("district", "Ann Ash", basis=Basis.DIGITAL, signed_at=moment, is_certain=True)
    (held,) = assessed(part_with(signatures=(seen,)), edition).part.signatures
    assert (held.party, held.signed_on) == ("board", DAY)


def test_what_another_block_lacks_does_not_stop_the_reading_of_one(edition_2024: Edition) -> None:
    edition = with_board(edition_2024)
    one = Chosen(PartRef(ReturnId("5c" * 32), 1), assessed(part_with(UNSIGNED_BOARD), edition), date(2024, 9, 5))
    decided = decide_by_person([one], edition, ReadByPerson(DAY, "Jane Doe"), issued_on=date(2024, 8, 1))
    assert isinstance(decided, OneOfSeveral)
    assert [each.party for each in decided.missing] == ["board"]
    signed = {"district": decided.signature}
    both = decide_by_person(
        [replace(one, assessment=assessed(part_with(), edition))],
        edition,
        ReadByPerson(DAY, "Bea Ash", "board"),
        issued_on=date(2024, 8, 1),
        signed=signed,
    )
    assert isinstance(both, Acceptable)
    assert [each.party for each in both.signatures] == ["district", "board"]


def test_items_beyond_a_lists_most_are_told(edition_2017: Edition) -> None:
    items = {f"answers.points_of_action.{number}": "Visit a school." for number in range(1, 5)}
    findings = assessed(replace(part_with(), answers=items), edition_2017).findings
    assert Finding(Code.ANSWER_UNREAD, "Points of action: there are more than 3 items") in findings


def test_the_day_that_a_party_itself_wrote_speaks_against_another_one_for_that_party(edition_2024: Edition) -> None:
    seen = tuple(SignatureSeen(party, signed_on=DAY) for party in ("district", "board"))
    parts = [assessed(part_with(signatures=seen), with_board(edition_2024))]
    other = date(2024, 9, 4)
    assert contradicted(parts, "board", DAY) == ()
    assert contradicted(parts, "agency", other) == ()
    [against] = contradicted(parts, "board", other)
    assert (against.code, against.detail) == (Code.DATE_DIFFERS, "September 3, 2024, not September 4, 2024")
