"""Settings that are each allowed and together cannot be meant, or would surprise.

Reading refuses what no letter could be made or reckoned with. What stands here lets a year run, and goes wrong in
the middle of it: a due day on which no signature counts, a signature that nothing can ever satisfy. Pure.
"""

from collections.abc import Iterable, Iterator

from loc_builder.days import in_words
from loc_builder.errors import Problem
from loc_builder.model import Basis, CoveredDistricts, Edition, MembershipStart, Question
from loc_builder.schoolyear import OutsideTerm, SchoolYear, TermRuleName
from loc_builder.words import either

_READ_BY_PEOPLE = (Basis.INK, Basis.PICTURE)


def contradictions(edition: Edition, *, others: Iterable[Edition] = ()) -> tuple[Problem, ...]:
    """Name the settings that contradict each other, in the order of `edition.toml`; none where all is well.

    `others` are the workspace's other editions: a letter of an earlier one may cover this year. A problem's `column`
    is the key as reading names it, such as `questions.2.at_least`.
    """
    return (
        *_due_day(edition),
        *_covered_districts(edition, tuple(others)),
        *_other_years(edition),
        *_approval(edition),
        *(problem for place, each in enumerate(edition.questions, 1) for problem in _question(edition, place, each)),
        *_questions_alike(edition),
        *_dating_party(edition),
        *_bases(edition),
    )


def _problem(edition: Edition, code: str, key: str, *, message: str, hint: str) -> Problem:
    return Problem(code, message, f"{edition.school_year}/edition.toml", column=key, hint=hint)


def _due_day(edition: Edition) -> Iterator[Problem]:
    """A signature on the due day must count for the edition's year, and the letters must be out by then."""
    if edition.due_on is None:
        return
    earliest = SchoolYear(max(edition.school_year.starts_in - 1, 1)).first_day
    if edition.due_on < earliest:
        message = f"{in_words(edition.due_on)} is before {in_words(earliest)}, a year before {edition.school_year}"
    elif isinstance(edition.rule.reckon(edition.due_on, edition.school_year), OutsideTerm):
        message = f"a letter signed on {in_words(edition.due_on)} does not count for {edition.school_year}"
    else:
        return
    hint = f"Is it another year's? To see what a day gives: loc term {edition.due_on} --edition {edition.school_year}"
    yield _problem(edition, "due-day-outside", "due_on", message=message, hint=hint)


def _covered_districts(edition: Edition, others: tuple[Edition, ...]) -> Iterator[Problem]:
    if edition.covered_districts is CoveredDistricts.ASK or _years(edition) > 1:
        return
    if not any(_reaches(earlier, edition.school_year) for earlier in others):
        message = '"skip" never skips a district: no letter of this rule, nor of an earlier edition, covers two years'
        hint = 'Write covered_districts = "ask", or look at the rule in [term].'
        yield _problem(edition, "skip-without-effect", "covered_districts", message=message, hint=hint)


def _reaches(earlier: Edition, year: SchoolYear) -> bool:
    ahead = year.starts_in - earlier.school_year.starts_in
    return 0 < ahead < _years(earlier)


def _years(edition: Edition) -> int:
    """The most school years that one letter commits to."""
    is_named = edition.rule.name is TermRuleName.NAMED_YEAR
    return 1 if is_named else max(window.years for window in edition.rule.windows)


def _other_years(edition: Edition) -> Iterator[Problem]:
    if edition.school_year in edition.other_years_meant:
        message = f"{edition.school_year} is the edition's own year, which a letter may always name"
        hint = "Take it out. Was another year meant?"
        yield _problem(edition, "own-year-among-others", "other_years_meant", message=message, hint=hint)


def _approval(edition: Edition) -> Iterator[Problem]:
    parties = [each.party for each in edition.signatories]
    if edition.membership_starts is MembershipStart.APPROVAL and edition.agency.party not in parties:
        message = (
            f'membership starts with the approval of "{edition.agency.party}", and no [[signatures]] is of this party'
        )
        hint = f'agency.party may be {either(parties)}; or write membership_starts = "signature".'
        yield _problem(edition, "approval-without-party", "agency.party", message=message, hint=hint)


def _dating_party(edition: Edition) -> Iterator[Problem]:
    place, dating = next((place, each) for place, each in enumerate(edition.signatories, 1) if each.dates_term)
    if dating.party == edition.agency.party:
        message = f'"{dating.party}" dates the term and is the agency, which approves only what is dated already'
        hint = "Put dates_term = true with the party that signs for the district, or correct agency.party."
        yield _problem(edition, "agency-dates-term", f"signatures.{place}.dates_term", message=message, hint=hint)


def _question(edition: Edition, place: int, question: Question) -> Iterator[Problem]:
    key = f"questions.{place}.at_least"
    if question.required and question.at_least == 0:
        message = f"{question.label}: it is required, and no answer is enough"
        hint = "Write required = false, or at_least = 1."
        yield _problem(edition, "required-without-answer", key, message=message, hint=hint)
    if not question.required and question.at_least > 1:
        message = f"{question.label}: at_least = {question.at_least} is not looked at where required = false"
        hint = "Take at_least out, or required = false."
        yield _problem(edition, "optional-with-least", key, message=message, hint=hint)


def _questions_alike(edition: Edition) -> Iterator[Problem]:
    """Two questions under one heading of the roster: the second could never be prefilled."""
    first: dict[str, int] = {}
    for place, question in enumerate(edition.questions, 1):
        names = {_heading(question.label), _heading(question.id)}
        earlier = min((first[name] for name in names if name in first), default=0)
        if earlier:
            message = f"{question.label}: question {earlier} has this name too, and a roster cannot tell them apart"
            hint = "Give each question a label of its own."
            yield _problem(edition, "questions-alike", f"questions.{place}.label", message=message, hint=hint)
        first.update(dict.fromkeys(names - first.keys(), place))


def _heading(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())


def _bases(edition: Edition) -> Iterator[Problem]:
    """Ink and pictures are read by a person; without that basis they are listed and never accepted."""
    for place, signatory in enumerate(edition.signatories, 1):
        unread = [basis for basis in signatory.bases if basis in _READ_BY_PEOPLE]
        if unread and Basis.SEEN_BY_PERSON not in signatory.bases and signatory.party != edition.agency.party:
            message = f"a signature of {signatory.party} by {either(unread)} is never accepted: nobody may read it"
            hint = f'Add "{Basis.SEEN_BY_PERSON}", or take {either(unread)} out.'
            key = f"signatures.{place}.accepted_bases"
            yield _problem(edition, "basis-never-accepted", key, message=message, hint=hint)
