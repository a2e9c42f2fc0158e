"""A record of Adair County's letter of 2017-2018, signed in March and approved: its plan and its certificate."""

from datetime import UTC, date, datetime

from loc_builder import letter_id
from loc_builder.binding.approval import Approval
from loc_builder.binding.certificate import BASIS_SENTENCES, Certificate, Event, ReturnLine, SignatureLine
from loc_builder.binding.pages import PageSource
from loc_builder.binding.record import RecordPlan
from loc_builder.binding.stamp import Stamp
from loc_builder.model import Basis, Check, CheckName, CheckResult, DistrictNumber, Sha256
from loc_builder.schoolyear import SchoolYear, Term

LETTER_ID = letter_id.make("KYILN", SchoolYear(2017), DistrictNumber("001"))
TERM = Term.over((SchoolYear(2017), SchoolYear(2018)), date(2018, 3, 9))
STAMP = Stamp.of(TERM, district="Adair County", letter_id=LETTER_ID)
APPROVAL = Approval("Lee Kasten", "Program manager", date(2018, 3, 20), "jdoe", "March 21, 2018, 09:12 (UTC-04:00)")


def certificate() -> Certificate:
    return Certificate(
        letter_title="KY ILN Letter of Commitment 2017-2018",
        district="Adair County",
        program="Kentucky Innovative Learning Network",
        letter_id=LETTER_ID,
        school_years=TERM.school_years,
        effective_on=TERM.effective_on,
        ends_on=TERM.ends_on,
        rule="A letter signed from January 1 through May 31 covers the current school year and the next.",
        signatures=(
            SignatureLine("District", "Pat Example", "Superintendent", TERM.signed_on, BASIS_SENTENCES[Basis.INK]),
        ),
        approval=APPROVAL,
        checks=(
            Check(CheckName.TEXT, CheckResult.NOT_MADE, "a scan has no text"),
            Check(CheckName.DATE, CheckResult.PASSED),
        ),
        returns=(ReturnLine("Adair.pdf", date(2018, 3, 12), Sha256("ab" * 32)),),
        events=(Event("March 12, 2018, 08:30 (UTC-04:00)", "Received by e-mail"),),
        last_fact="cd" * 32,
    )


def plan(*sources: PageSource, signature_page: int | None = None) -> RecordPlan:
    return RecordPlan(
        title="Adair County",
        author="KDE",
        created=datetime(2018, 4, 2, 14, tzinfo=UTC),
        sources=sources,
        certificate=certificate(),
        stamp=STAMP,
        signature_page=signature_page,
        approval=APPROVAL,
    )
