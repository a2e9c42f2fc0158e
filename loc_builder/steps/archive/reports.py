"""Who signed and what was checked, as tables for the bag; and the finding aid over all school years."""

from collections.abc import Iterator, Sequence

from loc_builder.binding.bag import Table
from loc_builder.books import Books
from loc_builder.dossier import Case
from loc_builder.facts import Archived
from loc_builder.model import Assessment, PartRef
from loc_builder.schoolyear import SchoolYear
from loc_builder.standing import LetterStanding, standing_of
from loc_builder.steps.archive.earlier import in_force
from loc_builder.steps.archive.making import Making
from loc_builder.steps.archive.uniting import United, archived_of

_SIGNATURES = (
    "letter_id", "district", "party", "signer", "title", "signed_on", "how", "shown_by", "entered_by", "entered_at",
)  # fmt: skip
_CHECKS = ("letter_id", "district", "file", "what", "result", "why")
_FINDING_AID = (
    "school_year", "letters_made", "commitments", "approved", "archive", "archive_sha256", "archive_pages", "archives",
    "supplements", "supplements_sha256",
)  # fmt: skip

Row = tuple[str, ...]


def signatures_table(books: Books, cases: Sequence[Case]) -> Table:
    """Each signature that was accepted, how it is known, and who entered it."""
    return Table(_SIGNATURES, tuple(row for case in cases for row in _signatures(books, case)))


def _signatures(books: Books, case: Case) -> Iterator[Row]:
    commitment = case.commitment
    whose = (case.letter.letter_id, commitment.issued.district)
    for party, signed in commitment.signatures.items():
        shown, stated = _name(books, signed.shown_by), commitment.stated[party]
        said = (party, signed.signer, "", signed.signed_on.isoformat(), signed.basis.value, shown)
        yield *whose, *said, stated.by, stated.at.isoformat()
    if approval := commitment.approval:
        on, shown = approval.approved_on.isoformat(), _name(books, approval.shown_by)
        said = (approval.party, approval.signer, approval.title, on, approval.basis.value, shown or "recorded by us")
        at = commitment.approved_at.isoformat() if commitment.approved_at else ""
        yield *whose, *said, commitment.approved_by, at


def checks_table(books: Books, cases: Sequence[Case]) -> Table:
    """What was checked of each accepted part and what was found, as no certificate has room to say."""
    rows = (row for case in cases for ref, one in case.parts for row in _checks(books, case, ref, one))
    return Table(_CHECKS, tuple(rows))


def _checks(books: Books, case: Case, ref: PartRef, one: Assessment) -> Iterator[Row]:
    whose = (case.letter.letter_id, case.commitment.issued.district, _name(books, ref))
    for check in one.checks:
        yield *whose, check.name.value, check.result.value, check.why
    for finding in one.findings:
        yield *whose, "finding", finding.code.value, finding.message
    for seen in one.part.signatures:
        moment = seen.signed_at.isoformat() if seen.signed_at else seen.date_text
        yield (
            *whose,
            "signature seen",
            seen.basis.value if seen.basis else "none",
            f"{seen.party}: {seen.name} {moment}",
        )


def _name(books: Books, ref: PartRef | None) -> str:
    return books.standing.returns[ref.return_id].received.name if ref else ""


def finding_aid(making: Making, pdf: United) -> Table:
    """Every school year that letters were made for, as the facts up to this archive tell it."""
    facts = making.books.facts[: making.last.sequence]
    standing = standing_of(facts)
    years = sorted({each.issued.school_year for each in standing.letters.values()})
    rows = []
    for year in years:
        archived = [each.said for each in facts if isinstance(each.said, Archived) and each.said.school_year == year]
        in_use = in_force(facts, year)
        if year == making.school_year:
            own = archived_of(making, pdf)
            archived, in_use = [*archived, own], (*_supplemented(making), own)
        rows.append(_year(year, standing.of_year(year), archived, in_use))
    return Table(_FINDING_AID, tuple(rows))


def _supplemented(making: Making) -> tuple[Archived, ...]:
    return tuple(each.archive for each in making.package.bags)


def _year(
    year: SchoolYear, letters: Sequence[LetterStanding], archived: Sequence[Archived], in_use: Sequence[Archived]
) -> Row:
    """`in_use` is the last whole archive and what supplements it."""
    commitments = [each.commitment for each in letters if each.commitment]
    approved = sum(each.approval is not None for each in commitments)
    made = len({each.sha256 for each in archived if not each.supplements})
    told = ("none made yet", "", "")
    for whole in in_use[:1]:
        told = (whole.file, whole.sha256, str(whole.pages))
    files, hashes = ("; ".join(getattr(each, name) for each in in_use[1:]) for name in ("file", "sha256"))
    return str(year), str(len(letters)), str(len(commitments)), str(approved), *told, str(made), files, hashes
