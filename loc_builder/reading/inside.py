"""What came in one piece taken apart: the files in a zip archive, a mail, an Outlook message, as deep as they lie.

Nothing is written anywhere and no name is used as a path. How much is unpacked, how many files and how deep is
limited over the whole return. What cannot be a letter (a logo in a mail's text, the seal of a mail) is left out and
named. Whatever lies in it that could be a letter, read or not, gets a part of its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from loc_builder.errors import InputError
from loc_builder.files.compound import read_message
from loc_builder.files.eml import read_mail
from loc_builder.files.pictures import picture_size
from loc_builder.files.tnef import read_wrapped
from loc_builder.files.zipped import members
from loc_builder.findings import Finding, FindingCode
from loc_builder.model import Clue, ClueKind, Inside, Mail
from loc_builder.reading.gate import CONTAINERS, Kind, clean_label, kind_of
from loc_builder.reading.packed import Packed, Unpacked

MOST_BYTES = 200_000_000  # unpacked, of one return
MOST_FILES = 300  # of one return
DEEPEST = 6  # containers in containers
MOST_FOLDERS = 2  # of an archive's folders that are told
LONGEST_TEXT = 2_000  # characters of a mail that may tell whose it is
SMALLEST_SIDE = 700  # pixels; a letter photographed into a mail's text has more, a logo fewer
SMALLEST_FILE_SIDE = 500  # pixels of a picture that was attached; no word of a page could be read in fewer
BETWEEN = " > "

_READ = {Kind.MAIL: read_mail, Kind.OUTLOOK: read_message, Kind.WRAPPED: read_wrapped}
_NO_LETTERS = {
    "application/pkcs7-signature": "the seal of the mail",
    "application/x-pkcs7-signature": "the seal of the mail",
    "application/pgp-signature": "the seal of the mail",
    "text/calendar": "an appointment",
    "text/vcard": "a visiting card",
    "text/x-vcard": "a visiting card",
    "message/delivery-status": "a notice of a mail server",
    "message/disposition-notification": "a notice of a mail server",
    "text/rfc822-headers": "a notice of a mail server",
}
_LEFTOVER = re.compile(
    r"ATT\d+\.(?:txt|html?)|smime\.p7s|.*\.(?:vcf|ics)|\._.*|~\$.*|\.DS_Store|DS_Store|thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,190}")


def is_container(data: bytes) -> bool:
    return kind_of(data).kind in CONTAINERS


def unpacked(data: bytes, name: str) -> Unpacked:
    """Take a container apart; there is at least one file in the answer, if only to say that there is none."""
    label = clean_label(name)
    taking = _Taking()
    found = list(taking.taken(data, _Place()))
    if taking.too_many:
        found.append(_told(Packed("", label, b""), f"{taking.too_many} more files in it; take them in in smaller lots"))
    found = _albums(found)
    if not found:
        found.append(_told(Packed("", label, b"", taking.clues), _nothing(taking)))
    return Unpacked(label, tuple(found), tuple(taking.left_out), taking.arrived_at)


def _albums(files: Sequence[Packed]) -> list[Packed]:
    """Put pictures that lay in the same mail or folder together: each is most likely a page, photographed by itself."""
    beside: dict[str, list[int]] = {}
    for number, each in enumerate(files):
        if each.trouble is None and kind_of(each.data).kind is Kind.PICTURE:
            beside.setdefault(each.label.removesuffix(each.name), []).append(number)
    several = [numbers for numbers in beside.values() if len(numbers) > 1]
    albums = {first: _album([files[number] for number in (first, *others)]) for first, *others in several}
    bound = {number for _, *others in several for number in others}
    return [albums.get(number, each) for number, each in enumerate(files) if number not in bound]


def _album(pictures: Sequence[Packed]) -> Packed:
    names = [each.name for each in pictures]
    few = f"{', '.join(names[:-1])} and {names[-1]}"
    first, named = pictures[0], few if len(names) < 5 else f"{names[0]} and {len(names) - 1} more pictures"
    return Packed(f"{first.label.removesuffix(first.name)}{named}", first.name, b"", first.clues, album=tuple(pictures))


def _nothing(taking: "_Taking") -> str:
    what = "nothing in it could be a letter"
    said = " ".join(taking.text.split())
    beginning = f"; it says: {said[:160]}{'…' if len(said) > 160 else ''}" if said else ""
    return what + beginning


def _told(packed: Packed, why: str, code: FindingCode = FindingCode.UNREADABLE) -> Packed:
    return replace(packed, trouble=Finding(code, why))


@dataclass(frozen=True, slots=True)
class _Place:
    """The labels of the containers about a file, outermost first, without the return; and what their mails say."""

    labels: tuple[str, ...] = ()
    clues: tuple[Clue, ...] = ()
    is_archive: bool = False

    def named(self, written: str) -> Packed:
        """A file here under the name it came with; what an archive calls folders is told with it."""
        *folders, name = re.split(r"[\\/]", written)
        shown = [clean_label(each) for each in folders if each.strip(" .")] if self.is_archive else []
        label = clean_label(name)
        return Packed(BETWEEN.join((*self.labels, *shown[-MOST_FOLDERS:], label)), label, b"", self.clues)

    def within(self, packed: Packed) -> "_Place":
        return _Place((*self.labels, packed.name), self.clues)


class _Taking:
    """One return being taken apart: what may still be unpacked, and what was left out on the way."""

    def __init__(self) -> None:
        self.left_out: list[str] = []
        self.clues: tuple[Clue, ...] = ()
        self.text = ""
        self.arrived_at: datetime | None = None
        self.too_many = 0
        self._bytes = MOST_BYTES
        self._files = MOST_FILES
        self._labels: dict[bytes, str] = {}

    def taken(self, data: bytes, place: _Place) -> Iterator[Packed]:
        """The files of a container; raises InputError where it cannot be opened."""
        kind = kind_of(data).kind
        if kind is Kind.ZIP:
            yield from self._each(members(data, most_bytes=self._bytes), replace(place, is_archive=True))
        else:
            yield from self._mailed(_READ[kind](data), place)

    def _mailed(self, mail: Mail, place: _Place) -> Iterator[Packed]:
        clues = (*_mail_clues(mail), *place.clues)
        if not place.labels:
            self.clues, self.text, self.arrived_at = clues, mail.text, mail.arrived_at
        yield from self._each(mail.inside, replace(place, clues=clues))

    def _each(self, insides: Iterable[Inside], place: _Place) -> Iterator[Packed]:
        for inside in insides:
            if not self._files:
                self.too_many += 1
            else:
                yield from self._one(inside, place)

    def _one(self, inside: Inside, place: _Place) -> Iterator[Packed]:
        packed = place.named(inside.name)
        if isinstance(inside.content, Mail):
            yield from self._nested(packed, inside.content, place.within(packed))
            return
        if why := _no_letter(inside) or self._twin_of(inside.content, packed.label):
            self.left_out.append(f"{packed.label} ({why})")
            return
        self._files -= 1
        self._bytes = max(0, self._bytes - len(inside.content))
        packed = replace(packed, data=inside.content)
        if inside.trouble:
            code = FindingCode.NEEDS_PASSWORD if inside.is_locked else FindingCode.UNREADABLE
            yield _told(packed, inside.trouble, code)
        elif is_container(inside.content):
            yield from self._nested(packed, inside.content, place.within(packed))
        else:
            yield packed

    def _twin_of(self, content: bytes, label: str) -> str:
        """Say that the same file lay in the return before; empty where it did not."""
        if not content:
            return ""
        first = self._labels.setdefault(sha256(content).digest(), label)
        return "" if first is label else f"the same file as {first}"

    def _nested(self, packed: Packed, content: bytes | Mail, place: _Place) -> Iterator[Packed]:
        if len(place.labels) > DEEPEST:
            yield _told(packed, f"it lies deeper than {DEEPEST} files in files; take it in by itself")
            return
        try:
            inner = self._mailed(content, place) if isinstance(content, Mail) else self.taken(content, place)
            found = list(inner)
        except InputError as error:
            yield _told(packed, error.message)
            return
        if not found:
            self.left_out.append(f"{packed.label} (nothing in it could be a letter)")
        yield from found


def _mail_clues(mail: Mail) -> Iterator[Clue]:
    if _ADDRESS.fullmatch(mail.sender) and mail.sender.isprintable():
        yield Clue(ClueKind.SENDER, mail.sender)
    text = f"{mail.subject}\n{mail.text}".strip()[:LONGEST_TEXT]
    if text:
        yield Clue(ClueKind.MAIL_TEXT, text)


def _no_letter(inside: Inside) -> str:
    """Say why a file in a container cannot be a letter; empty where it may be one."""
    if inside.media_type in _NO_LETTERS or _LEFTOVER.fullmatch(re.split(r"[\\/]", inside.name)[-1]):
        return _NO_LETTERS.get(inside.media_type, "what a mail program or a system leaves behind")
    if inside.trouble or not isinstance(inside.content, bytes):
        return ""
    if kind_of(inside.content).kind is not Kind.PICTURE:
        return ""
    least = SMALLEST_SIDE if inside.is_in_text else SMALLEST_FILE_SIDE
    return "a small picture" if min(picture_size(inside.content)) < least else ""
