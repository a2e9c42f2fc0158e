"""What was answered, and what a person should know about it. Pure.

An answer among options counts as the option it names, a check box as the option beside it; what is neither is left
as it stands and told.
"""

import re
from collections.abc import Iterator, Mapping

from loc_builder.agreement import Comparison
from loc_builder.agreement.changes import shown
from loc_builder.fields import question_fields
from loc_builder.findings import Finding, FindingCode
from loc_builder.judging.likened import likened_answers_findings
from loc_builder.model import Edition, Part, Question, QuestionKind, Role

DISTRICT_NAME = "district.name"

_TICKS = frozenset("☒☑✓✔✗✘✕✖\N{MULTIPLICATION SIGN}xX")
_EMPTY = frozenset("☐□▢")
_AROUND = re.compile(r"[\s_()\[\]]")


def answers_of(part: Part, comparison: Comparison | Finding, edition: Edition) -> Mapping[str, str]:
    """What was answered, the questions first; a ticked box holds its option, one that is not ticked nothing.

    Controls keep a text's lines; but another editor may have let one swallow its surroundings, so where the text
    between the prompts says something else, that counts.
    """
    typed = part.answers or {}
    between = {} if isinstance(comparison, Finding) or (typed and comparison.changes) else comparison.answers
    asked = {name: question for question in edition.questions for name in question_fields(question)}
    names = [name for name in dict.fromkeys((*asked, *typed, *between)) if not (part.recognised and _is_ink(name))]
    read = {name: _agreed(typed.get(name), between.get(name)) for name in names}
    return {name: _meant(name, text.strip(), asked.get(name)) for name, text in read.items() if text is not None}


def _is_ink(name: str) -> bool:
    """Whether a place is one where people sign: what recognition makes of that is no answer."""
    return name.startswith("signature.")


def answer_findings(
    answers: Mapping[str, str], part: Part, comparison: Comparison | Finding, role: Role, edition: Edition
) -> Iterator[Finding]:
    """What is missing, or not to be had; where the text was changed or is none, answers may stand where no rule looks.

    `answers` are those of `answers_of`.
    """
    if role not in (Role.WHOLE, Role.ANSWERS):
        return
    if part.answers is None and part.text is None:
        yield from likened_answers_findings(answers, comparison, edition)
        return
    is_read = part.answers is not None or not (isinstance(comparison, Finding) or comparison.changes)
    code = FindingCode.ANSWER_MISSING if is_read else FindingCode.ANSWER_UNREAD
    for question in edition.questions:
        unclear = tuple(_unclear(question, answers)) if is_read else ()
        yield from (Finding(FindingCode.ANSWER_UNREAD, f"{question.label}: {why}") for why in unclear)
        count = sum(bool(answers.get(name)) for name in question_fields(question))
        if question.required and count < question.at_least and not unclear:
            yield Finding(code, question.label)
    if answers.get(DISTRICT_NAME) == "":
        yield Finding(code, "the district's name")


def prefilled_findings(
    answers: Mapping[str, str], comparison: Comparison | Finding, edition: Edition
) -> Iterator[Finding]:
    """A plan that the office wrote into the letter and the district left as it was."""
    if isinstance(comparison, Finding):
        return
    for question in edition.questions:
        names = set(question_fields(question))
        if question.kind is QuestionKind.CHOICES:
            is_left = names <= comparison.prefilled and any(answers.get(name) for name in names)
        else:
            is_left = bool(comparison.prefilled & names)
        if is_left:
            yield Finding(FindingCode.ANSWER_AS_PREFILLED, question.label)


def _agreed(typed: str | None, between: str | None) -> str | None:
    if typed is None or between is None:
        return between if typed is None else typed
    return typed if _letters(typed) == _letters(between) else between


def _letters(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum() or each in _TICKS)


def _meant(name: str, text: str, question: Question | None) -> str:
    """An answer as the option it stands for, where it stands for one."""
    if question is None or not question.options:
        return text
    if question.kind is QuestionKind.CHOICE:
        return question.option(text) or text
    option = question.options[question_fields(question).index(name)]
    ticked = _is_ticked(text)
    return (text or _NO_SIGN) if ticked is None else option if ticked else ""


_NO_SIGN = "?"
"""What counts as written in a check box whose sign is gone: that it is not ticked, it does not say."""


def _is_ticked(text: str) -> bool | None:
    """Whether a check box is ticked; None where what stands in it does not say."""
    signs = set(_AROUND.sub("", text))
    if not signs or not signs <= _TICKS | _EMPTY or (signs & _TICKS and signs & _EMPTY):
        return None
    return bool(signs & _TICKS)


def _unclear(question: Question, answers: Mapping[str, str]) -> Iterator[str]:
    """Say what of an answer cannot count."""
    given = [answers.get(name) for name in question_fields(question)]
    if question.kind is QuestionKind.CHOICE and given[0] and given[0] not in question.options:
        yield f"'{shown(given[0])}' is none of the options"
    elif question.kind is QuestionKind.CHOICES:
        pairs = zip(question.options, given, strict=True)
        spoilt = [f"'{option}'" for option, text in pairs if text not in ("", option)]
        count = sum(map(bool, given))
        if spoilt:
            yield f"it cannot be told whether {' and '.join(spoilt)} is ticked"
        elif count > question.at_most:
            yield f"{count} are ticked, and at most {question.at_most} may be"
    elif question.kind is QuestionKind.LIST and any(_more_items(question, answers)):
        yield f"there are more than {question.at_most} items"


def _more_items(question: Question, answers: Mapping[str, str]) -> Iterator[str]:
    known = question_fields(question)
    return (text for name, text in answers.items() if name.startswith(f"answers.{question.id}.") and name not in known)
