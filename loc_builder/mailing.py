"""What the mail of an issued letter says and whom it goes to; and whether the letter has gone out.

The mail is filled with what was filled into the letter, not with what the roster or the edition says today, so that
mail and attachment agree.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from loc_builder import canonical
from loc_builder.books import Books
from loc_builder.errors import InputError, Problem
from loc_builder.fields import field_values, letter_as_filled, other_years_named
from loc_builder.files.mail import Attachment, Draft, Mailbox, draft_bytes, is_usable_address, one_line
from loc_builder.files.mail_template import MailTemplate
from loc_builder.model import DistrictNumber, Edition, Letter
from loc_builder.standing import LetterStanding

_SUPERINTENDENT = "the superintendent"


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter's draft, and why it cannot be sent where it has no address or a spoilt one."""

    draft: Draft
    because: str


def letters_asked(books: Books, edition: Edition, only: Iterable[DistrictNumber]) -> tuple[LetterStanding, ...]:
    """The letters of an edition, or those of the districts named; raise InputError for a district without one."""
    letters = books.standing.of_year(edition.school_year)
    wanted = dict.fromkeys(only)
    without = [number for number in wanted if number not in {each.issued.district_number for each in letters}]
    if without:
        raise InputError(
            f"there is no letter of {edition.school_year} for the district {' or '.join(without)}",
            hint=f"Try: loc status {edition.school_year}",
        )
    return tuple(each for each in letters if not wanted or each.issued.district_number in wanted)


def has_gone_out(books: Books, letter: LetterStanding) -> bool:
    """Whether a letter's latest revision was noted as sent, or came back and so must have gone out."""
    is_here = letter.awaits_scan or letter.commitment is not None or answered_on(books, letter) is not None
    return letter.sent_on is not None or is_here


def answered_on(books: Books, letter: LetterStanding) -> date | None:
    """The day on which something of the latest revision first came back.

    A part that does not say its revision counts if it was taken in after the issue.
    """
    returns = books.standing.returns
    days = (
        returns[part.ref.return_id].received.arrived_on
        for part in letter.parts
        if part.revision == letter.issued.revision
        or (part.revision is None and returns[part.ref.return_id].received_at >= letter.issued_at)
    )
    return min(days, default=None)


def mail_of(
    books: Books,
    edition: Edition,
    letter: LetterStanding,
    template: MailTemplate,
    *,
    asked: Mapping[str, Any] = {},
    number: int = 0,
) -> Mail:
    """Make a letter's mail; raise InputError where the template or the return address does not allow one.

    `asked` are fields beside the letter's own, `number` counts the mails that follow the first.
    """
    kept = canonical.load_plain(books.workspace.kept(letter.issued.values_sha256))
    filled = letter_as_filled(letter.issued, kept["roster"], kept.get("history", {}), edition)
    # A field that is younger than the letter comes from the edition as it is now.
    fields = {**field_values(filled, edition), **kept["settings"], **asked}
    says = template.fill(fields)
    to, cc = _recipients(filled)
    draft = Draft(
        to=to,
        cc=cc,
        reply_to=_reply_to(fields, edition),
        subject=one_line(says.subject),
        text=says.text,
        html=says.html,
        message_id=f"{letter.letter_id}.{letter.issued.revision}" + (f".{number}" if number else ""),
        written_at=_local(books.now, edition),
    )
    return Mail(draft, _obstacle(filled))


def refuse_other_years(texts: Mapping[str, str], edition: Edition) -> None:
    """Refuse mails that still name the school year they were copied from; `texts` are by the file they come from."""
    problems = tuple(
        Problem(
            "other-year-named",
            f"the mail names the school year {year}",
            f"{edition.school_year}/{file}",
            hint=f'If it is meant, add "{year}" to other_years_meant in edition.toml.',
        )
        for file, text in texts.items()
        for year in other_years_named(text, edition)
    )
    if problems:
        raise InputError("the mail names another school year", problems=problems)


def mail_bytes(books: Books, letter: LetterStanding, draft: Draft) -> bytes:
    """The draft as a file, with the letter attached as it was issued."""
    return draft_bytes(draft, Attachment(letter.issued.file, books.workspace.kept(letter.issued.sha256)))


def _people(letter: Letter) -> Iterator[tuple[str, Mailbox]]:
    """Who has an e-mail address in a letter, and how a message may call them."""
    contacts = ((f"contact {number}", each) for number, each in enumerate(letter.points_of_contact, start=1))
    for who, contact in ((_SUPERINTENDENT, letter.superintendent), *contacts):
        if contact.email.strip():
            yield who, Mailbox(contact.name, contact.email.strip())


def _recipients(letter: Letter) -> tuple[tuple[Mailbox, ...], tuple[Mailbox, ...]]:
    """To the superintendent and copied to the points of contact, or to these where there is no superintendent's."""
    usable = [(who, mailbox) for who, mailbox in _people(letter) if is_usable_address(mailbox.email)]
    mailboxes: dict[str, Mailbox] = {}
    for _, mailbox in usable:
        mailboxes.setdefault(mailbox.email.casefold(), mailbox)
    each_once = tuple(mailboxes.values())
    leads = bool(usable) and usable[0][0] == _SUPERINTENDENT
    return (each_once[:1], each_once[1:]) if leads else (each_once, ())


def _obstacle(letter: Letter) -> str:
    people = list(_people(letter))
    spoilt = [who for who, mailbox in people if not is_usable_address(mailbox.email)]
    if spoilt:
        return f"the e-mail address of {' and '.join(spoilt)} cannot be used"
    return "" if people else "the letter names no e-mail address"


def _reply_to(fields: Mapping[str, Any], edition: Edition) -> Mailbox:
    address = fields["return_to"]["email"]
    if not is_usable_address(address):
        raise InputError(
            f"the letters of {edition.school_year} go back to '{one_line(address)}', which is no usable e-mail address",
            hint="Correct return_to.email in edition.toml and make the letters again: loc fill with --reissue",
        )
    return Mailbox(fields["return_to"]["name"], address)


def _local(now: datetime, edition: Edition) -> datetime:
    try:
        return now.astimezone(ZoneInfo(edition.time_zone))
    except OverflowError:  # at the calendar's edge
        return now
