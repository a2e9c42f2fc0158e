"""What a template says that its edition does not: another school year; and what the edition has that it never shows."""

from collections.abc import Iterable, Iterator, Sequence

from loc_builder.fields import other_years_named, question_fields
from loc_builder.files.word.lint.faults import Fault, advice
from loc_builder.files.word.lint.stories import Story, words_of
from loc_builder.model import Edition


def other_years(stories: Iterable[Story], edition: Edition) -> Iterator[Fault]:
    """Name the paragraphs whose own words name another school year than the edition's."""
    for story in stories:
        for index, paragraph in enumerate(story.paragraphs):
            for year in other_years_named(words_of(paragraph), edition):
                hint = f'If it is meant, add "{year}" to other_years_meant in edition.toml.'
                yield Fault("other-year-named", f"it names the school year {year}", hint, story.spot_at(index))


def unused(named: frozenset[str], edition: Edition) -> Iterator[Fault]:
    """Name the values and questions of an edition that its template never shows; `named` are the fields it names."""
    for key in edition.values:
        if not _is_named(f"values.{key}", named):
            hint = f"Write {{{{ values.{key} }}}} where it belongs, or take it out of edition.toml."
            yield advice("unused-value", f"the value {key} of edition.toml is never shown", hint)
    for question in edition.questions:
        fills_itself = bool(question.options)  # a drop-down and check boxes need no field
        if not fills_itself and not _is_named(f"answers.{question.id}", named):
            place = question_fields(question)[0]
            hint = f"Write {{{{ answers.{question.id} }}}} into the control {place}."
            message = f"what the roster prefills for '{question.label}' is never shown"
            yield advice("unused-answer", message, hint)
    if edition.due_on and not _is_named("due_on", named):
        hint = "Write {{ due_on }} where it belongs."
        yield advice("unused-value", "the day on which the letter is due is never shown", hint)


def _is_named(field: str, named: Sequence[str] | frozenset[str]) -> bool:
    """Whether a field is named, or something that holds it or that it holds."""
    around = {field.rsplit(".", count)[0] for count in range(field.count(".") + 1)}
    return bool(around & set(named)) or any(each.startswith((f"{field}.", f"{field}[")) for each in named)
