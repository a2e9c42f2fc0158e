"""A part's clues to one of the letters we made.

A code, a printed id and a file's property name a letter outright; a name only ever proposes one, for a person to
confirm. Clues that contradict each other are never weighed against each other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from loc_builder.findings import Finding, FindingCode
from loc_builder.letter_id import is_blank, parse, school_year_of
from loc_builder.matching.districts import districts_hinted_in, districts_named_in, find_district, numbers_in
from loc_builder.matching.names import words
from loc_builder.model import (
    Ambiguous,
    Clue,
    ClueKind,
    District,
    DistrictNumber,
    LetterId,
    Match,
    Matched,
    Unmatched,
)
from loc_builder.schoolyear import SchoolYear
from loc_builder.words import either, pages_in_words

_NAMING = (
    ClueKind.NAME_TYPED,
    ClueKind.SENDER,
    ClueKind.NAME_IN_TEXT,
    ClueKind.FILE_NAME,
    ClueKind.MAIL_TEXT,
)
"""What names a district, the best first."""

_SAYS = {
    ClueKind.CODE: "the code",
    ClueKind.PRINTED_ID: "the printed id",
    ClueKind.PROPERTY: "the file's property",
    ClueKind.NAME_TYPED: "the name typed",
    ClueKind.NAME_IN_TEXT: "the text",
    ClueKind.FILE_NAME: "the file's name",
    ClueKind.SENDER: "the sender",
    ClueKind.MAIL_TEXT: "the mail",
}
_NOBODY = ("letter",)
"""What a file is called whoever sends it, and not Letcher County misspelt."""
_NOTHING = Finding(FindingCode.UNIDENTIFIED)
_BLANK = Finding(FindingCode.UNIDENTIFIED, "it is the office's blank form, which is for no district")


@dataclass(frozen=True, slots=True)
class KnownLetter:
    """A letter that was made, as far as matching needs it; `addresses` are the e-mail addresses of its contacts."""

    letter_id: LetterId
    school_year: SchoolYear
    district_number: DistrictNumber
    addresses: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """What is looked up among all letters is kept by them."""
        return hash(self.letter_id)


class Senders:
    """Whose contact an e-mail address is: by the address itself, else by a domain that is one district's alone."""

    def __init__(self, letters: Iterable[KnownLetter]) -> None:
        self._by_address: dict[str, set[DistrictNumber]] = {}
        self._by_domain: dict[str, set[DistrictNumber]] = {}
        for letter in letters:
            for address in letter.addresses:
                folded = address.strip().casefold()
                self._by_address.setdefault(folded, set()).add(letter.district_number)
                self._by_domain.setdefault(folded.rpartition("@")[2], set()).add(letter.district_number)

    def districts_of(self, address: str) -> tuple[DistrictNumber, ...]:
        """Give the districts that an address may speak for; none where its domain is shared or unknown."""
        folded = address.strip().casefold()
        if folded in self._by_address:
            return tuple(sorted(self._by_address[folded]))
        numbers = self._by_domain.get(folded.rpartition("@")[2], set()) if "@" in folded else set()
        return tuple(numbers) if len(numbers) == 1 else ()


@dataclass(frozen=True, slots=True)
class _Naming:
    """A name clue and the districts it may mean."""

    clue: Clue
    numbers: tuple[DistrictNumber, ...]


def match_letter(clues: Sequence[Clue], letters: Sequence[KnownLetter], districts: Sequence[District]) -> Match:
    """Say which known letter a part belongs to, with one reason per clue; `found` and `candidates` are letter ids."""
    pointing = tuple((clue, letter_id) for clue in clues if (letter_id := _letter_id(clue)))
    reasons = _pointing_reasons(pointing)
    if pointing and all(is_blank(letter_id) for _, letter_id in pointing):
        return replace(_by_name(_Names(clues, letters, districts), reasons), findings=(_BLANK,))
    if pointing:
        ids = tuple(dict.fromkeys(letter_id for _, letter_id in pointing))
        return _by_id(ids, reasons, _Names(clues, letters, districts))
    return _by_name(_Names(clues, letters, districts), reasons)


class _Names:
    """What the name clues say; each kind is looked up in the register, or among the letters, when it is asked for."""

    def __init__(self, clues: Sequence[Clue], letters: Sequence[KnownLetter], districts: Sequence[District]) -> None:
        self._clues, self._known, self._districts = clues, letters, districts

    @cached_property
    def letters(self) -> Mapping[LetterId, KnownLetter]:
        return {letter.letter_id: letter for letter in self._known}

    @cached_property
    def _district_names(self) -> Mapping[DistrictNumber, str]:
        return {district.number: district.name for district in self._districts}

    def of(self, kind: ClueKind) -> tuple[_Naming, ...]:
        """The clues of a kind that name a district at all."""
        return tuple(each for each in self._looked_up(kind) if each.numbers)

    def _looked_up(self, kind: ClueKind) -> Iterator[_Naming]:
        for clue in self._clues:
            if clue.kind is kind and kind is ClueKind.SENDER:
                yield _Naming(clue, _senders(tuple(self._known)).districts_of(clue.text))
            elif clue.kind is kind:
                yield _Naming(clue, _meant(clue, tuple(self._districts)))

    def against(self, letter: KnownLetter) -> tuple[_Naming, ...]:
        """Names typed that do not mean this letter's district and no other, and senders who belong elsewhere."""
        typed = (each for each in self._looked_up(ClueKind.NAME_TYPED) if each.clue.text.strip())
        senders = (each for each in self.of(ClueKind.SENDER) if letter.district_number not in each.numbers)
        return (*(each for each in typed if each.numbers != (letter.district_number,)), *senders)

    def called(self, numbers: Iterable[DistrictNumber]) -> str:
        return either(self._district_names.get(number, number) for number in numbers) or "no district we know"

    def reasons(self, namings: Iterable[_Naming]) -> tuple[str, ...]:
        return tuple(_reason(naming.clue, self.called(naming.numbers)) for naming in namings)

    def letters_of(self, namings: Iterable[_Naming]) -> tuple[LetterId, ...]:
        numbers = dict.fromkeys(number for naming in namings for number in naming.numbers)
        return tuple(
            letter.letter_id
            for number in numbers
            for letter in self.letters.values()
            if letter.district_number == number
        )


def _by_id(ids: tuple[LetterId, ...], reasons: tuple[str, ...], names: _Names) -> Match:
    known = tuple(letter_id for letter_id in ids if letter_id in names.letters)
    if not known:
        findings = tuple(_not_ours(letter_id, names.letters.values()) for letter_id in ids)
        return Unmatched(reasons, findings if len(ids) == 1 else (*findings, _conflict(ids)))
    if len(ids) > 1:
        return Ambiguous(known, reasons, (_conflict(ids),))
    letter = names.letters[known[0]]
    against = names.against(letter)
    if not against:
        return Matched(letter.letter_id, reasons)
    numbers = dict.fromkeys(number for naming in against for number in naming.numbers)
    said = (
        f"{letter.letter_id} of {names.called((letter.district_number,))}",
        f"{_verb(against)} {names.called(numbers)}",
    )
    candidates = dict.fromkeys((letter.letter_id, *names.letters_of(against)))
    return Ambiguous(tuple(candidates), (*reasons, *names.reasons(against)), (_conflict(said),))


def _not_ours(letter_id: LetterId, letters: Iterable[KnownLetter]) -> Finding:
    """Say why an id is of no letter of ours: of another year, or of this one and made elsewhere."""
    if school_year_of(letter_id) in {letter.school_year for letter in letters}:
        return Finding(FindingCode.UNIDENTIFIED, f"no letter {letter_id} was made here")
    return Finding(FindingCode.OTHER_EDITION, letter_id)


def _verb(against: Sequence[_Naming]) -> str:
    return "typed" if any(each.clue.kind is ClueKind.NAME_TYPED for each in against) else "sent by"


def _by_name(names: _Names, reasons: tuple[str, ...]) -> Ambiguous | Unmatched:
    """Propose the letters of the districts named by the best kind of name clue there is."""
    for kind in _NAMING:
        candidates = names.letters_of(names.of(kind))
        if candidates:
            return Ambiguous(candidates, (*reasons, *names.reasons(names.of(kind))), (_NOTHING,))
    all_names = (naming for kind in _NAMING for naming in names.of(kind))
    unasked = (f"{reason}, for whom no letter was made" for reason in names.reasons(all_names))
    return Unmatched((*reasons, *unasked), (_NOTHING,))


def _letter_id(clue: Clue) -> LetterId | None:
    return None if clue.kind in _NAMING else parse(clue.text)


@lru_cache(maxsize=4)
def _senders(letters: tuple[KnownLetter, ...]) -> Senders:
    return Senders(letters)


@lru_cache(maxsize=256)
def _meant(clue: Clue, districts: tuple[District, ...]) -> tuple[DistrictNumber, ...]:
    """Districts a name clue may mean: as a whole name, and for text and file names also those named within."""
    if words(clue.text) == _NOBODY:
        return ()
    within: tuple[District, ...] = ()
    if clue.kind is not ClueKind.NAME_TYPED:
        within = districts_named_in(clue.text, districts)
    if clue.kind is ClueKind.FILE_NAME and not within:
        within = districts_hinted_in(clue.text, districts)
    return tuple(district.number for district in within) or numbers_in(find_district(clue.text, districts))


def _pointing_reasons(pointing: Sequence[tuple[Clue, LetterId]]) -> tuple[str, ...]:
    """One reason for each kind of clue and letter, naming all pages that show it."""
    pages: dict[tuple[ClueKind, LetterId], list[int]] = {}
    for clue, letter_id in pointing:
        shown_on = pages.setdefault((clue.kind, letter_id), [])
        shown_on += [clue.page] if clue.page and clue.page not in shown_on else []
    return tuple(f"{_SAYS[kind]}{_on(shown_on)} says {letter_id}" for (kind, letter_id), shown_on in pages.items())


def _on(pages: Sequence[int]) -> str:
    return f" on {pages_in_words(sorted(pages))}" if pages else ""


def _reason(clue: Clue, what: str) -> str:
    return f"{_SAYS[clue.kind]}{_on((clue.page,) if clue.page else ())} says {what}"


def _conflict(said: Iterable[str]) -> Finding:
    return Finding(FindingCode.IDENTITY_CONFLICT, " and ".join(said))
