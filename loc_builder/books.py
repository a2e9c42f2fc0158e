"""The office's books as one command finds them: facts, standing, editions, register, and what is named in them.

A command opens the books once, at one moment, for one person; `record` adds facts and gives the books as they stand
afterwards. Nothing here decides anything.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, lru_cache

from loc_builder import canonical, letter_id
from loc_builder.edition import read_edition
from loc_builder.errors import InputError, IntegrityError
from loc_builder.facts import Fact, Issued, Statement
from loc_builder.ledger import check_chain, missing_heads
from loc_builder.matching import KnownLetter, find_district
from loc_builder.model import (
    Assessment,
    District,
    DistrictNumber,
    Edition,
    LetterId,
    Matched,
    PartRef,
    ReturnId,
    Sha256,
)
from loc_builder.register import Register, read_register
from loc_builder.schoolyear import SchoolYear, day_in
from loc_builder.standing import LetterStanding, PartStanding, ReturnStanding, Standing, standing_after, standing_of
from loc_builder.workspace import Workspace


@dataclass(frozen=True)
class Books:
    """`now` is an aware moment, `by` the person the facts will name.

    Books that only suppose hold in `supposed` what was recorded in them; None where recording writes.
    """

    workspace: Workspace
    now: datetime
    by: str
    facts: tuple[Fact, ...]
    supposed: tuple[Statement, ...] | None = None

    @classmethod
    def open(cls, workspace: Workspace, *, now: datetime, by: str) -> "Books":
        """Open the books; raise IntegrityError where the chain is broken or facts once noted are gone."""
        books = cls.as_found(workspace, now=now, by=by)
        check_chain(books.facts)
        missing = missing_heads(books.facts, workspace.noted_heads())
        if missing:
            raise IntegrityError(
                f"the ledger no longer holds its fact {missing[0].split()[0]}, which heads.txt notes",
                hint="Restore output/ledger.sqlite3 from a backup.",
            )
        return books

    @classmethod
    def as_found(cls, workspace: Workspace, *, now: datetime, by: str) -> "Books":
        """Open the books unchecked, to say what is wrong with them."""
        return cls(workspace, now, by, workspace.ledger.facts())

    def record(self, statements: Iterable[Statement]) -> "Books":
        """Append facts in one transaction; with no statements nothing happens."""
        said = tuple(statements)
        if not said:
            return self
        if self.supposed is None:
            added = self.workspace.ledger.append(said, at=self.now, by=self.by)
            after = replace(self, facts=(*self.facts, *added))
        else:
            added = tuple(self._as_facts(said))
            after = replace(self, facts=(*self.facts, *added), supposed=(*self.supposed, *said))
        vars(after).update(self._still_known(after.facts, added))
        return after

    def _still_known(self, facts: tuple[Fact, ...], added: tuple[Fact, ...]) -> Mapping[str, object]:
        """What was worked out before, as it is with the facts added, so that a batch need not do it for each fact."""
        has_new_letter = any(isinstance(each.said, Issued) for each in added)
        lasting = {"register", "_editions"} if has_new_letter else {"register", "_editions", "known_letters"}
        known = {name: found for name, found in vars(self).items() if name in lasting}
        if "standing" in vars(self):
            known["standing"] = standing_after(self.standing, facts, added=added)
        return known

    def supposing(self, *said: Statement) -> "Books":
        """The books as they would stand if something were recorded; nothing is, here or in what follows from them."""
        after = replace(self, supposed=self.supposed or ())
        vars(after).update(self._still_known(self.facts, ()))
        return after.record(said)

    def _as_facts(self, said: Iterable[Statement]) -> Iterator[Fact]:
        """Statements as facts outside of any chain."""
        last = self.facts[-1].sequence if self.facts else 0
        return (Fact(number, self.now, self.by, each, "", "") for number, each in enumerate(said, start=last + 1))

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.facts)

    @cached_property
    def register(self) -> Register:
        return read_register(self.workspace.register_file)

    @cached_property
    def _editions(self) -> dict[SchoolYear, Edition]:
        return {}

    @cached_property
    def known_letters(self) -> tuple[KnownLetter, ...]:
        """All letters ever issued here, as matching knows them."""
        return tuple(
            KnownLetter(
                each.letter_id,
                each.issued.school_year,
                each.issued.district_number,
                _addresses(self.workspace, each.issued.values_sha256),
            )
            for each in self.standing.letters.values()
        )

    def edition(self, school_year: SchoolYear) -> Edition:
        if school_year not in self._editions:
            self._editions[school_year] = read_edition(self.workspace.edition_folder(school_year))
        return self._editions[school_year]

    def other_editions(self, than: Edition) -> tuple[Edition, ...]:
        """The workspace's other editions in order, without those whose settings cannot be read."""
        found = []
        for year in self.workspace.school_years():
            with suppress(InputError):
                found += [self.edition(year)] if year != than.school_year else []
        return tuple(found)

    def asked_before(self, edition: Edition) -> tuple[str, ...]:
        """The ids of the questions of earlier editions, each once: a letter may quote their answers."""
        earlier = (each for each in self.other_editions(edition) if each.school_year < edition.school_year)
        return tuple(dict.fromkeys(question.id for each in earlier for question in each.questions))

    def edition_of(self, letter: LetterStanding) -> Edition:
        return self.edition(letter.issued.school_year)

    def today(self, edition: Edition) -> date:
        return day_in(self.now, edition.time_zone)

    def district_named(self, text: str) -> District:
        """The one district meant by a number or a name; raise InputError where it could be none or several."""
        match = find_district(text, self.register.districts)
        found = self.register.by_number(DistrictNumber(match.found)) if isinstance(match, Matched) else None
        if found is None:
            reasons = "; ".join(match.reasons)
            raise InputError(f"'{text}' names no single district: {reasons}", hint="Give its number, as 001.")
        return found

    # ---- naming letters and returns -----------------------------------------------------------------------------

    def letter(self, name: str) -> LetterStanding:
        """The letter meant by its id (any case, with or without hyphens) or the first characters of it."""
        exact = letter_id.parse(name)
        if exact is not None and exact in self.standing.letters:
            return self.standing.letters[exact]
        start = _squeezed(name)
        found = [each for key, each in self.standing.letters.items() if start and _squeezed(key).startswith(start)]
        if len(found) != 1:
            raise InputError(_not_one("letter", name, [each.letter_id for each in found]), hint="Try: loc status YEAR")
        return found[0]

    def returned(self, name: str) -> ReturnStanding:
        """The return meant by the first characters of its id (four or more) or by its file name.

        `mail.eml > letter.pdf` names what lay in a return, `scan.pdf > 2` its second part: no other part is given then.
        """
        outer, _, inner = name.partition(" > ")
        if inner:
            return self._narrowed(self.returned(outer), inner)
        found = [
            each
            for key, each in self.standing.returns.items()
            if each.received.name == name or (len(name) >= 4 and key.startswith(name.lower()))
        ]
        if len(found) != 1:
            raise InputError(_not_one("return", name, [each.received.name for each in found]), hint="Try: loc review")
        return found[0]

    def _narrowed(self, returned: ReturnStanding, inner: str) -> ReturnStanding:
        parts = tuple(
            part for part in returned.parts if inner in (str(part.ref.part), self.assessment(part).part.label)
        )
        if not parts:
            raise InputError(f"nothing in {returned.received.name} is called '{inner}'", hint="Try: loc review")
        return replace(returned, parts=parts)

    def letter_or_return(self, name: str) -> LetterStanding | ReturnStanding:
        try:
            return self.letter(name)
        except InputError as no_letter:
            try:
                return self.returned(name)
            except InputError:
                raise InputError(
                    f"'{name}' names no single letter or return",
                    hint="Give the letter id, the start of a return's id, or its file name. Try: loc review",
                ) from no_letter

    # ---- what belongs to them -----------------------------------------------------------------------------------

    def issues(self, letter: LetterId) -> Mapping[int, tuple[Issued, datetime]]:
        """A letter's revisions and when they were made."""
        return {
            fact.said.revision: (fact.said, fact.said.blank_made_at or fact.at)
            for fact in self.facts
            if isinstance(fact.said, Issued) and fact.said.letter_id == letter
        }

    def assessment(self, part: PartStanding) -> Assessment:
        return canonical.load(Assessment, self.workspace.kept(part.noted.assessment_sha256))

    def arrived_on(self, ref: PartRef) -> date:
        return self.standing.returns[ref.return_id].received.arrived_on

    def events_of(self, letter: LetterId, returns: Iterable[ReturnId]) -> tuple[Fact, ...]:
        """The facts about a letter and about the returns that were used for it, in order."""
        used = set(returns)
        return tuple(
            fact
            for fact in self.facts
            if getattr(fact.said, "letter_id", None) == letter
            or (getattr(fact.said, "letter_id", None) is None and getattr(fact.said, "return_id", None) in used)
        )


def _squeezed(text: str) -> str:
    return "".join(each for each in text.upper() if each.isalnum())


def _not_one(what: str, name: str, found: list[str]) -> str:
    if not found:
        return f"no {what} is called '{name}'"
    return f"'{name}' could be several {what}s: {', '.join(sorted(found)[:5])}"


@lru_cache(maxsize=4096)
def _addresses(workspace: Workspace, values: Sha256) -> tuple[str, ...]:
    """The e-mail addresses that were filled into a letter."""
    filled = canonical.load_plain(workspace.kept(values)).get("roster", {})
    return tuple(text for column, text in filled.items() if text and column.endswith(("email", "e-mail")))
