"""From issued letters to e-mail drafts and a mailing workbook.

`plan` says which letters have not gone out yet and what each one's mail says; `carry_out` writes. Nothing is sent, and
nothing is noted: whether a draft went out only the person knows who sent it (`loc_builder.steps.sent`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from loc_builder.books import Books
from loc_builder.days import in_words
from loc_builder.files.mail import is_same_draft
from loc_builder.files.mail_template import HTML_FILE, TEXT_FILE, MailTemplate
from loc_builder.files.roster import MailingRow, mailing_workbook
from loc_builder.mailing import Mail, has_gone_out, letters_asked, mail_bytes, mail_of, refuse_other_years
from loc_builder.model import DistrictNumber, Edition
from loc_builder.standing import LetterStanding
from loc_builder.workspace import draft_file_name, mailing_file_name, put, put_if_changed, read_input, sweep_unfinished


class Fate(StrEnum):
    """What a run does with a letter's draft."""

    WRITE = "write"
    UNCHANGED = "unchanged"
    SKIP = "skip"
    GONE_OUT = "gone-out"


@dataclass(frozen=True, slots=True)
class PlannedDraft:
    """A letter, its mail, and its draft's file, which `is_there` if an earlier run wrote it."""

    fate: Fate
    letter: LetterStanding
    mail: Mail
    file: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class SendPlan:
    """`drafts` are of the letters asked for, `rows` of the whole edition."""

    edition: Edition
    drafts: tuple[PlannedDraft, ...]
    rows: tuple[MailingRow, ...]

    def of(self, fate: Fate) -> tuple[PlannedDraft, ...]:
        return tuple(each for each in self.drafts if each.fate is fate)


def plan(books: Books, edition: Edition, *, only: Iterable[DistrictNumber] = ()) -> SendPlan:
    """Say for each letter of an edition what becomes of its draft.

    Raises InputError where a mail cannot be made, or would name another school year than the edition's.
    """
    template = MailTemplate(books.workspace.edition_folder(edition.school_year))
    asked = letters_asked(books, edition, only)
    everyone = [_planned(books, edition, each, template) for each in letters_asked(books, edition, ())]
    drafts = tuple(each for each in everyone if each.letter in asked)
    written = [each.mail.draft for each in drafts if each.fate is Fate.WRITE]
    texts = {
        TEXT_FILE: "\n".join(f"{each.subject}\n{each.text}" for each in written),
        HTML_FILE: "\n".join(each.html for each in written),
    }
    refuse_other_years(texts, edition)
    return SendPlan(edition, drafts, tuple(_row(books, edition, each) for each in everyone))


def carry_out(books: Books, plan: SendPlan) -> None:
    """Write the drafts and, where it changed, the workbook."""
    school_year = plan.edition.school_year
    folder = books.workspace.drafts_folder(school_year)
    sweep_unfinished(books.workspace.output)
    for each in plan.of(Fate.WRITE):
        put(folder / each.file, mail_bytes(books, each.letter, each.mail.draft))
    if plan.rows:
        title = f"{plan.edition.program.short_name} {plan.edition.title} {school_year}: mailing"
        put_if_changed(folder / mailing_file_name(school_year), mailing_workbook(plan.rows, title=title))


def _planned(books: Books, edition: Edition, letter: LetterStanding, template: MailTemplate) -> PlannedDraft:
    mail = mail_of(books, edition, letter, template)
    file = draft_file_name(letter.issued.district_number, letter.issued.district)
    place = books.workspace.drafts_folder(edition.school_year) / file
    there = read_input(place) if place.is_file() else None
    if has_gone_out(books, letter):
        fate = Fate.GONE_OUT
    elif mail.because:
        fate = Fate.SKIP
    elif there is not None and is_same_draft(there, mail_bytes(books, letter, mail.draft)):
        fate = Fate.UNCHANGED
    else:
        fate = Fate.WRITE
    return PlannedDraft(fate, letter, mail, file, is_there=there is not None)


def _row(books: Books, edition: Edition, planned: PlannedDraft) -> MailingRow:
    issued, draft, workspace = planned.letter.issued, planned.mail.draft, books.workspace
    has_draft = planned.fate in (Fate.WRITE, Fate.UNCHANGED)
    return MailingRow(
        district_number=issued.district_number,
        district=issued.district,
        to="; ".join(each.email for each in draft.to),
        cc="; ".join(each.email for each in draft.cc),
        subject=draft.subject,
        letter_file=workspace.relative(workspace.letters_folder(edition.school_year) / issued.file),
        draft_file=workspace.relative(workspace.drafts_folder(edition.school_year) / planned.file) if has_draft else "",
        letter_id=issued.letter_id,
        status=_status(planned),
    )


def _status(planned: PlannedDraft) -> str:
    if planned.fate is Fate.SKIP:
        return f"to send without a draft: {planned.mail.because}"
    if planned.fate is not Fate.GONE_OUT:
        return "to send"
    sent_on = planned.letter.sent_on
    return f"sent {in_words(sent_on)}" if sent_on else "came back"
