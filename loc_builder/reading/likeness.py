"""A part with what was recognised on its pages: never more than a text layer says, and a person looks at it.

The printed id, whose check digits tell a misreading, "Page 2 of 5" and names are clues; what was recognised is kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from loc_builder.findings import Finding, FindingCode
from loc_builder.letter_id import find_printed
from loc_builder.model import Clue, ClueKind, Medium, PageSeen, Part, RecognisedPage, Role, Sha256
from loc_builder.reading.looking import printed_number
from loc_builder.reading.print_read import LEAST_CERTAIN, spaced
from loc_builder.reading.signing import read_by_person

MOST_PAGES = 60  # of one part; more are no letter
MOST_OF_OTHERS = 12  # pages of a part that says of no page whose it is
LONGEST_TEXT = 6_000  # characters of a page that may tell whose it is

_POINTING = (ClueKind.CODE, ClueKind.PRINTED_ID, ClueKind.PROPERTY)


def to_recognise(part: Part) -> tuple[PageSeen, ...]:
    """Give the pages of a part that are worth the time: those of a scan that may be a letter."""
    if part.medium is not Medium.SCAN:
        return ()
    pages = tuple(page for page in part.pages if page.width and page.height)
    most = MOST_OF_OTHERS if part.role is Role.OTHER else MOST_PAGES
    return pages[:most]


def unrecognised(part: Part, why: str) -> Part:
    """Say that a part's pages could not be recognised, and why."""
    told = Finding(FindingCode.TEXT_UNCHECKED, f"text recognition did not read the pages: {why}")
    return replace(part, findings=(*part.findings, told))


def with_recognised(part: Part, pages: Sequence[RecognisedPage], kept: Sha256) -> Part:
    """Add what was recognised on a part's pages, `kept` being the file that holds it."""
    by_number = {page.number: page for page in pages}
    seen = tuple(_upright(each, by_number[each.number]) if each.number in by_number else each for each in part.pages)
    clues = tuple(_clues(part, pages))
    texts = {page.number: _text(page) for page in pages}
    read = replace(part, pages=seen, clues=(*part.clues, *clues), recognised=kept)
    is_named = any(clue.kind is ClueKind.PRINTED_ID for clue in clues)
    return _in_order(_with_role(read, texts) if is_named and part.role is Role.OTHER else read, texts)


def _upright(seen: PageSeen, page: RecognisedPage) -> PageSeen:
    upright = page.upright()
    return replace(seen, turned=page.turned, width=upright.width, height=upright.height)


def _text(page: RecognisedPage, *, at_least: float = 0) -> str:
    return spaced("\n".join(line.text for line in page.lines if line.certainty >= at_least))


def _clues(part: Part, pages: Sequence[RecognisedPage]) -> Iterator[Clue]:
    """Give the printed ids of pages whose codes were not read; names only where nothing names a letter outright."""
    coded = {page.number for page in part.pages if page.codes}
    told = [clue for clue in part.clues if clue.kind in _POINTING]
    for page in (each for each in pages if each.number not in coded):
        for letter_id, revision in find_printed(_text(page, at_least=LEAST_CERTAIN)):
            clue = Clue(ClueKind.PRINTED_ID, letter_id, revision, page.number)
            if clue not in told:
                told.append(clue)
                yield clue
    if not told:
        yield from (Clue(ClueKind.NAME_IN_TEXT, _text(page)[:LONGEST_TEXT], page=page.number) for page in pages)


def _with_role(part: Part, texts: Mapping[int, str]) -> Part:
    """Say what pages are that by their print are a letter's: the page that is the last of all is the signature page."""
    printed = {number: printed_number(text) for number, text in texts.items() if text.strip()}
    last = {number for number, told in printed.items() if told and told[0] == told[1]}
    if not last:
        return replace(part, role=Role.ANSWERS)
    pages = tuple(replace(page, is_signature_page=page.number in last) for page in part.pages)
    role = Role.SIGNATURE_PAGE if len(last) == len(printed) else Role.WHOLE
    return replace(part, role=role, pages=pages, findings=(*part.findings, *read_by_person()))


def _in_order(part: Part, texts: Mapping[int, str]) -> Part:
    """Put pages into the letter's order where each one's own number was read, and say which are missing."""
    if any(page.printed for page in part.pages) or part.role not in (Role.WHOLE, Role.ANSWERS):
        return part
    filled = [page for page in part.pages if page.codes or texts.get(page.number, "").strip()]
    printed = {page.number: printed_number(texts.get(page.number, "")) for page in filled}
    numbers = {each for each in printed.values() if each}
    lengths = {of for _, of in numbers}
    if not filled or len(numbers) != len(filled) or len(lengths) != 1:
        return part
    pages = [replace(page, printed=printed.get(page.number)) for page in part.pages]
    last = lengths.pop() - (part.role is Role.ANSWERS)
    missing = sorted(set(range(1, last + 1)) - {number for number, _ in numbers})
    doubts = (FindingCode.PAGE_ORDER_UNKNOWN, FindingCode.PAGE_MISSING)
    findings = [each for each in part.findings if each.code not in doubts]
    if missing:
        findings.append(Finding(FindingCode.PAGE_MISSING, f"page {', '.join(map(str, missing))}"))
    in_order = sorted(pages, key=lambda page: page.printed[0] if page.printed else last + 1)
    return replace(part, pages=tuple(in_order), findings=tuple(findings))
