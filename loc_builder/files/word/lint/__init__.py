"""A template checked before a batch: what would stop or spoil letters, and what some people could not use.

`read_faults` tells all of it at once, each with its place; `annotated` puts it into a copy as Word comments; `usable`
is for whoever is about to fill. Nothing in a template is run here but its fields, in the sandbox that letters are
filled in.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from loc_builder import contract
from loc_builder.errors import InputError
from loc_builder.fields import field_values
from loc_builder.files.word.lint import building, naming, places, reading
from loc_builder.files.word.lint.comments import annotated
from loc_builder.files.word.lint.faults import Fault
from loc_builder.files.word.lint.stories import Story, stories_of
from loc_builder.files.word.lint.trial import Letters, try_filling
from loc_builder.files.word.looks import looks_of
from loc_builder.files.word.package import Package, read_package
from loc_builder.files.word.template import LetterTemplate
from loc_builder.model import Edition, Letter

if TYPE_CHECKING:
    from loc_builder.files.word.lint.tags import TagsRead

__all__ = ["Fault", "annotated", "read_faults", "usable"]

MOST = 200  # faults that are told; a template with more was not meant for us


@dataclass(frozen=True, slots=True)
class _Template:
    """A template opened: `specimen` is a letter that stands for all of its edition's."""

    path: Path
    package: Package
    stories: tuple[Story, ...]
    edition: Edition
    specimen: Letter


def read_faults(path: Path, edition: Edition, *, asked_before: Iterable[str] = ()) -> tuple[Fault, ...]:
    """Tell what is wrong with a template of `edition`: what spoils letters, then advice, each in reading order.

    `asked_before` are the ids of the questions of earlier editions, which a template may name too. Raises InputError
    where the file is no Word file or is damaged.
    """
    template = _opened(path, edition, asked_before)
    tags = _tags(template)
    faults = [fault for read in tags for fault in read.faults]
    is_readable = not faults
    faults += _spoiling(template, Letters(path), is_readable=is_readable)
    if is_readable:
        faults += naming.unused(frozenset().union(*(read.fields for read in tags)), edition)
    faults += _needed_to_read(template)
    order = {story.part: place for place, story in enumerate(template.stories)}
    return tuple(dict.fromkeys(sorted(faults, key=lambda fault: _place(fault, order))))[:MOST]


def _place(fault: Fault, order: Mapping[str, int]) -> tuple[bool, int, int]:
    """By what faults are sorted: those of the whole letter stand first."""
    return fault.is_advice, order.get(fault.spot.part, -1), fault.spot.paragraph or 0


def usable(path: Path, edition: Edition, *, asked_before: Iterable[str] = ()) -> LetterTemplate:
    """Open a template to fill; raise InputError with all that would spoil a batch. Advice does not stop one.

    A template whose trial letters are sound is not read tag by tag, which takes longer than filling many letters.
    """
    template, letters = _opened(path, edition, asked_before), Letters(path)
    if not any(_spoiling(template, letters, is_readable=True)):
        return letters.template
    faults = [fault for fault in read_faults(path, edition, asked_before=asked_before) if not fault.is_advice]
    if faults:
        name = f"{path.parent.name}/{path.name}"
        count = "1 problem" if len(faults) == 1 else f"{len(faults)} problems"
        raise InputError(
            f"the template {name} cannot be used: {count}",
            hint=f"A copy with each problem as a comment makes: loc check {edition.school_year}",
            problems=tuple(fault.problem(name) for fault in faults),
        )
    return letters.template


def _opened(path: Path, edition: Edition, asked_before: Iterable[str]) -> _Template:
    package = read_package(_read(path))
    return _Template(path, package, stories_of(package), edition, contract.specimen(edition, asked_before))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"the template {path.parent.name}/{path.name} cannot be read: {error.strerror}",
            hint="Each edition's folder holds edition.toml and letter.docx. Is it there, and closed in Word?",
        ) from error


def _tags(template: _Template) -> "list[TagsRead]":
    from loc_builder.files.word.lint.tags import Contract, properties_story, read_tags  # noqa: PLC0415 - slow to load

    allowed = Contract(
        contract.json_schema(template.specimen, template.edition), field_values(template.specimen, template.edition)
    )
    package = template.package
    core = next((one.target for one in package.relations("") if one.kind_name == "core-properties"), "")
    told = [properties_story(core, package.xml(core))] if core in package.parts else []
    return [read_tags(story, allowed) for story in (*template.stories, *told)]


def _spoiling(template: _Template, letters: Letters, *, is_readable: bool) -> Iterator[Fault]:
    """What stops or spoils letters, beside the tags; what shows in a filled letter needs readable ones."""
    stories, edition = template.stories, template.edition
    if is_readable:
        trials, failed = try_filling(letters, edition, template.specimen)
        yield from failed
        if trials:
            yield from places.missing_places(edition, trials, stories)
            yield from places.furniture_printed(trials[0], stories)
    else:
        yield from places.undeclared_places(edition, stories)
    yield from places.code_places(template.package, stories)
    yield from building.controls_built(stories)
    yield from building.numbers_twice(stories)
    yield from building.odd_building(stories)
    yield from building.carried_along(template.package)
    yield from naming.other_years(stories, edition)


def _needed_to_read(template: _Template) -> Iterator[Fault]:
    package, (body, *_) = template.package, template.stories
    looks = looks_of(package, body.root)
    yield from reading.title_and_language(package, looks.styles)
    yield from reading.headings_in_order(body, looks.styles)
    for story in template.stories:
        yield from reading.header_rows(story)
        yield from reading.alt_texts(story)
        yield from reading.control_titles(story)
        yield from reading.pale_text(story, looks)
    yield from reading.pale_placeholders(template.stories, looks)
