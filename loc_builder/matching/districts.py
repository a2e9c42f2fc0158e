"""A text to a district of the register: the number first, then the whole name, never a guess."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from loc_builder.matching.names import Name, kind_of, read_name, words
from loc_builder.model import Ambiguous, District, DistrictNumber, Match, Matched, Unmatched
from loc_builder.words import either

LONGEST_NAME = 200  # characters; a longer text is running text, not a name

_NEARLY_THE_SAME = 0.66  # Marion and Martin are 0.67 alike, Floyd and Boyd 0.60
_WORTH_SUGGESTING = 75  # of 100
_AS_GOOD = 8  # suggestions this close to the best are given with it
_LONGEST_IN_WORDS = 5

_LookUp = Callable[[tuple[str, ...], str], Mapping[DistrictNumber, District]]


class _Index:
    """The register arranged for looking up; each table gives districts by the squeezed words of a name."""

    def __init__(self, districts: tuple[District, ...]) -> None:
        self.districts = districts
        self.by_number = {district.number: district for district in districts}
        self.by_whole_name: dict[tuple[str, str], dict[DistrictNumber, District]] = {}
        self.by_own_words: dict[str, dict[DistrictNumber, District]] = {}
        self.by_city: dict[str, dict[DistrictNumber, District]] = {}
        for district in districts:
            self._add(district)

    def _add(self, district: District) -> None:
        official, *aliases = (read_name(text) for text in (district.name, *district.aliases))
        for name in (official, *aliases):
            self.by_whole_name.setdefault((name.key, name.kind), {})[district.number] = district
        for key in {official.key, *(alias.key for alias in aliases)} - {""}:
            self.by_own_words.setdefault(key, {})[district.number] = district
        if district.city:
            self.by_city.setdefault("".join(words(district.city)), {})[district.number] = district

    def named(self, name: Name) -> tuple[District, ...]:
        """Districts whose name or alias this is, word for word; without a kind, by their own words alone."""
        if name.kind:
            return tuple(self.by_whole_name.get((name.key, name.kind), {}).values())
        return tuple(self.by_own_words.get(name.key, {}).values())

    def in_city(self, name: Name) -> tuple[District, ...]:
        """Districts whose office is in a town of this name, where the text does not say which kind it means."""
        return () if name.kind else tuple(self.by_city.get(name.key, {}).values())

    def nearly(self, key: str) -> tuple[District, ...]:
        """Districts whose own words begin with `key` or differ from it so little that a slip may be meant."""
        return tuple(
            district
            for other, holders in self.by_own_words.items()
            if other != key and (other.startswith(key) or _are_alike(other, key))
            for district in holders.values()
        )

    def suggested(self, name: Name) -> tuple[District, ...]:
        """The districts spelled most like it, the best first; the same words of another kind before all."""
        if holders := self.by_own_words.get(name.key):
            return tuple(holders.values())
        scores = {
            district.number: fuzz.ratio(name.key, key) - 10 * (bool(name.kind) and not _has_kind(district, name.kind))
            for key, holders in self.by_own_words.items()
            for district in holders.values()
        }
        best = max(scores.values(), default=0.0)
        good = [number for number in scores if scores[number] >= max(_WORTH_SUGGESTING, best - _AS_GOOD)]
        return tuple(self.by_number[number] for number in sorted(good, key=lambda number: -scores[number]))


def find_district(text: str, districts: Iterable[District]) -> Matched | Ambiguous | Unmatched:
    """Find the one district a typed name or number means; `found` and `candidates` are district numbers.

    A district is found by its number, or by its name or an alias in any usual writing. Words that fit two districts,
    or a district and another's town, are ambiguous; so is a name without its kind when another is spelled nearly so
    (Green, Greenup). Other spellings are only suggested. A former district is found as itself.
    """
    if len(text) > LONGEST_NAME:
        return Unmatched(("the text is too long to be a district's name",))
    index = _index(tuple(districts))
    name = read_name(text)
    if name.number:
        return _by_number(name, index)
    return _by_name(name, index) if name.key else Unmatched(("there is no district's name in it",))


def numbers_in(match: Match) -> tuple[DistrictNumber, ...]:
    """Give the numbers of the districts that an answer of `find_district` found or leaves open."""
    match match:
        case Matched(found):
            return (DistrictNumber(found),)
        case Ambiguous(candidates):
            return tuple(DistrictNumber(candidate) for candidate in candidates)
        case _:
            return ()


def districts_named_in(text: str, districts: Iterable[District]) -> tuple[District, ...]:
    """Give the districts whose whole name, kind included, stands in running text; each once, as they come."""
    tables = _index(tuple(districts)).by_whole_name
    return _walk(words(text), lambda own, last: tables.get(("".join(own), kind_of(last)), {}) if kind_of(last) else {})


def districts_hinted_in(text: str, districts: Iterable[District]) -> tuple[District, ...]:
    """Give the districts whose own words stand in a short text, kind or not; each once, as they come."""
    tables = _index(tuple(districts)).by_own_words
    return _walk(words(text), lambda own, last: tables.get("".join((*own, last)), {}))


@lru_cache(maxsize=4)
def _index(districts: tuple[District, ...]) -> _Index:
    return _Index(districts)


def _by_number(name: Name, index: _Index) -> Matched | Ambiguous | Unmatched:
    district = index.by_number.get(DistrictNumber(name.number))
    by_name = _by_name(name, index) if name.key else None
    if district is None:
        return _without_its_number(name, by_name)
    numbered = f"the number {district.number} is {district.name}"
    if by_name is None or district in index.named(name):
        return Matched(district.number, (numbered,))
    candidates = dict.fromkeys((district.number, *numbers_in(by_name)))
    return Ambiguous(tuple(candidates), (numbered, "the name beside the number is not", *by_name.reasons))


def _without_its_number(name: Name, by_name: Match | None) -> Ambiguous | Unmatched:
    reason = f"no district has the number {name.number}"
    candidates = numbers_in(by_name) if by_name else ()
    return Ambiguous(candidates, (reason, *by_name.reasons)) if by_name and candidates else Unmatched((reason,))


def _by_name(name: Name, index: _Index) -> Matched | Ambiguous | Unmatched:
    named, neighbours = index.named(name), index.in_city(name)
    if not named:
        return _suggestion(name, index, neighbours)
    as_registered = index.by_whole_name.get((name.key, name.kind), {})
    nearly = () if name.kind else index.nearly(name.key)
    only = named[0]
    if len({*named, *neighbours}) == 1 and (only.number in as_registered or not nearly):
        return Matched(only.number, (f"the name is {only.name}",))
    return _several((*named, *neighbours, *nearly))


def _several(districts: tuple[District, ...]) -> Ambiguous:
    each = {district.number: district.name for district in districts}
    return Ambiguous(tuple(each), (f"it may mean {either(each.values())}",))


def _suggestion(name: Name, index: _Index, neighbours: tuple[District, ...]) -> Ambiguous | Unmatched:
    each = {district.number: district.name for district in (*neighbours, *index.suggested(name))}
    if not each:
        return Unmatched(("no district of the register has that name",))
    return Ambiguous(tuple(each), (f"no district has that name; did you mean {either(each.values())}?",))


def _are_alike(first: str, second: str) -> bool:
    return Levenshtein.normalized_similarity(first, second) >= _NEARLY_THE_SAME


def _has_kind(district: District, kind: str) -> bool:
    return read_name(district.name).kind == kind


def _walk(typed: tuple[str, ...], look_up: _LookUp) -> tuple[District, ...]:
    """Go through running words, at each place taking the longest name that starts there."""
    found: dict[DistrictNumber, District] = {}
    place = 0
    while place < len(typed):
        ends = range(min(place + _LONGEST_IN_WORDS, len(typed)), place, -1)
        end, holders = next(
            ((end, named) for end in ends if (named := look_up(typed[place : end - 1], typed[end - 1]))),
            (place + 1, {}),
        )
        found.update(holders)
        place = end
    return tuple(found.values())
