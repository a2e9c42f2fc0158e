"""Ways to break the small letter, each in one thing."""

from collections.abc import Callable
from dataclasses import dataclass

from made.small_letter import BODY, Parts, paragraph, table


@dataclass(frozen=True, slots=True)
class Broken:
    """`codes` are those of the faults that a check must find, and no others."""

    codes: tuple[str, ...]
    purpose: str
    breaking: Callable[[Parts], None]


def put(old: str, new: str, part: str = BODY) -> Callable[[Parts], None]:
    """Put one text in place of another, where it first stands."""

    def breaking(parts: Parts) -> None:
        text = str(parts[part])
        if old not in text:
            raise ValueError(old)
        parts[part] = text.replace(old, new, 1)

    return breaking


def both(*breakings: Callable[[Parts], None]) -> Callable[[Parts], None]:
    def breaking(parts: Parts) -> None:
        for each in breakings:
            each(parts)

    return breaking


def first(added: str) -> Callable[[Parts], None]:
    """Put something after the letter's first sentence."""
    sentence = paragraph("Between {{ agency.name }} and {{ district.name }} for {{ school_year }}.")
    return put(sentence, sentence + added)


def says(text: str) -> Callable[[Parts], None]:
    return first(paragraph(text))


def in_table(*rows: tuple[str, ...]) -> Callable[[Parts], None]:
    return first(table(*(tuple(map(paragraph, each)) for each in rows)) + paragraph("After the table."))


def control_with(tag: str, old: str, new: str) -> Callable[[Parts], None]:
    """Change something in the control of a tag."""

    def breaking(parts: Parts) -> None:
        before, mark, after = str(parts[BODY]).partition(f'<w:tag w:val="{tag}"/>')
        if old not in after:
            raise ValueError(old)
        parts[BODY] = before + mark + after.replace(old, new, 1)

    return breaking


def without_control(tag: str) -> Callable[[Parts], None]:
    return put(f'<w:tag w:val="{tag}"/>', "")
