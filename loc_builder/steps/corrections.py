"""From letters that were sent back for correction to e-mail drafts that say what is missing.

Each draft has the letter attached again. Nothing is sent, and nothing is noted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loc_builder.books import Books
from loc_builder.facts import ReturnedForCorrection
from loc_builder.files.mail import is_same_draft
from loc_builder.files.mail_template import CORRECTION_FILE, MailTemplate
from loc_builder.findings import REQUESTS, Finding, FindingCode, Weight
from loc_builder.mailing import Mail, letters_asked, mail_bytes, mail_of, refuse_other_years
from loc_builder.model import DistrictNumber, Edition
from loc_builder.standing import LetterStanding, LetterState
from loc_builder.workspace import correction_file_name, put, sweep_unfinished


@dataclass(frozen=True, slots=True)
class Correction:
    """A letter that is asked for again; `is_written` where its draft lies there from an earlier run."""

    letter: LetterStanding
    mail: Mail
    file: str
    is_written: bool


def plan(books: Books, edition: Edition, *, only: Iterable[DistrictNumber] = ()) -> tuple[Correction, ...]:
    """Say what is asked of each district whose letter was sent back; raise InputError where a mail cannot be made."""
    template = MailTemplate(books.workspace.edition_folder(edition.school_year), text=CORRECTION_FILE, html=None)
    sent_back = LetterState.RETURNED_FOR_CORRECTION
    letters = (each for each in letters_asked(books, edition, only) if each.state is sent_back)
    planned = tuple(_planned(books, edition, each, template) for each in letters)
    texts = (f"{each.mail.draft.subject}\n{each.mail.draft.text}" for each in planned)
    refuse_other_years({CORRECTION_FILE: "\n".join(texts)}, edition)
    return planned


def carry_out(books: Books, edition: Edition, planned: Iterable[Correction]) -> None:
    """Write the drafts that are new or say something else than before."""
    folder = books.workspace.drafts_folder(edition.school_year)
    sweep_unfinished(books.workspace.output)
    for each in planned:
        if not (each.is_written or each.mail.because):
            put(folder / each.file, mail_bytes(books, each.letter, each.mail.draft))


def _planned(books: Books, edition: Edition, letter: LetterStanding, template: MailTemplate) -> Correction:
    times = [
        fact.said
        for fact in books.facts
        if isinstance(fact.said, ReturnedForCorrection) and fact.said.letter_id == letter.letter_id
    ]
    asked = {"because": letter.returned_because, "missing": list(_missing(letter, times[-1]))}
    mail = mail_of(books, edition, letter, template, asked=asked, number=len(times))
    file = correction_file_name(letter.issued.district_number, letter.issued.district)
    place = books.workspace.drafts_folder(edition.school_year) / file
    is_written = place.is_file() and is_same_draft(place.read_bytes(), mail_bytes(books, letter, mail.draft))
    return Correction(letter, mail, file, is_written)


def _missing(letter: LetterStanding, returned: ReturnedForCorrection) -> Iterator[str]:
    """What was found in the parts that were turned down, as a district is asked for it, each thing once."""
    turned_down = [part for part in letter.parts if part.ref in returned.parts]
    codes = dict.fromkeys(FindingCode(code) for part in turned_down for code in part.noted.codes)
    return (REQUESTS[code] for code in codes if code in REQUESTS and Finding(code).weight is not Weight.NOTE)
