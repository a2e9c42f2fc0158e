"""Letters filled from a template for trial, one with nothing in it and one with everything."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from loc_builder.errors import InputError
from loc_builder.fields import field_values
from loc_builder.files.word.controls import controls_in
from loc_builder.files.word.lint.faults import PARSING_FAULTS, Fault
from loc_builder.files.word.package import Package, read_package
from loc_builder.files.word.template import LetterTemplate
from loc_builder.files.word.text import body_of, furniture_of
from loc_builder.model import Edition, Letter, Previous, Question, QuestionKind
from loc_builder.schoolyear import SchoolYear

_PLAINLY = "Write fields plainly, as {{ district.name }}, without reckoning."


@dataclass(frozen=True, slots=True)
class Trial:
    """A letter filled for trial; `fields` are the tags of its controls as they are read when it comes back."""

    letter: Letter
    package: Package

    @property
    def fields(self) -> tuple[str, ...]:
        stories = (body_of(self.package), *furniture_of(self.package))
        return tuple(control.tag for story in stories for control in controls_in(story.seen) if control.tag)


@dataclass(frozen=True)
class Letters:
    """What makes letters of the template at `path`, prepared when it is first asked for."""

    path: Path

    @cached_property
    def template(self) -> LetterTemplate:
        """The template, prepared; raises InputError where it cannot be."""
        return LetterTemplate(self.path)


def try_filling(letters: Letters, edition: Edition, specimen: Letter) -> tuple[tuple[Trial, ...], tuple[Fault, ...]]:
    """Fill a template for a letter with nothing and for one with everything answered; or say why that fails."""
    tried = (specimen, _with_everything(specimen, edition))
    try:
        made = [letters.template.fill(field_values(letter, edition)) for letter in tried]
        trials = [Trial(each, read_package(data)) for each, data in zip(tried, made, strict=True)]
    except InputError as error:
        return (), (Fault("cannot-be-filled", error.message.removeprefix(f"{letters.path}: "), error.hint or _PLAINLY),)
    except PARSING_FAULTS:
        return (), (Fault("cannot-be-filled", "a field is written in a way that cannot be filled", _PLAINLY),)
    return tuple(trials), ()


def _with_everything(letter: Letter, edition: Edition) -> Letter:
    answers = {each.id: _answer(each) for each in edition.questions}
    year = SchoolYear(edition.school_year.starts_in - 1)
    before: Mapping[str, tuple[str, ...]] = dict(letter.previous.answers) | answers
    return replace(letter, answers=answers, previous=Previous(year, before, was_member=True))


def _answer(question: Question) -> tuple[str, ...]:
    if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        return question.options[: question.at_most if question.has_several else 1]
    return ("Example answer.",) * question.at_most
