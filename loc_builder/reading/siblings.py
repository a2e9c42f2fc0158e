"""Parts of one return that are the pages of one letter: what misses in one of them may lie in another."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from loc_builder.findings import Finding, FindingCode
from loc_builder.model import ClueKind, Part, Role


def completed(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Say of pages missing only what no file of the return holds of the letter."""
    held = tuple(parts)
    by_letter: dict[str, list[Part]] = {}
    for part in held:
        if letter := _letter(part):
            by_letter.setdefault(letter, []).append(part)
    whole = {letter for letter, group in by_letter.items() if len(group) > 1 and _is_whole(group)}
    return tuple(_without_missing(part) if _letter(part) in whole else part for part in held)


def _letter(part: Part) -> str:
    """The one letter that the part's codes, or else its printed ids, name."""
    for kind in (ClueKind.CODE, ClueKind.PRINTED_ID):
        named = {clue.text for clue in part.clues if clue.kind is kind}
        if named:
            return named.pop() if len(named) == 1 else ""
    return ""


def _is_whole(group: Sequence[Part]) -> bool:
    printed = {page.printed for part in group for page in part.pages if page.printed}
    lengths = {of for _, of in printed}
    numbers = {number for number, _ in printed}
    if any(part.role is Role.SIGNATURE_PAGE for part in group):
        numbers |= lengths  # the signature page is a letter's last, whether its number could be read or not
    return len(lengths) == 1 and set(range(1, lengths.pop() + 1)) <= numbers


def _without_missing(part: Part) -> Part:
    def stays(finding: Finding) -> bool:
        return finding.code is not FindingCode.PAGE_MISSING

    return replace(part, findings=tuple(filter(stays, part.findings)))
