"""What a part says about whose it is: clues, gathered and not weighed."""

from collections.abc import Iterable, Mapping

from loc_builder.letter_id import find_printed, parse
from loc_builder.model import Clue, ClueKind
from loc_builder.reading.gate import file_name_clue
from loc_builder.reading.looking import Looked

DISTRICT_FIELD = "district.name"
ID_PROPERTY = "LetterId"
REVISION_PROPERTY = "LetterRevision"


def page_clues(pages: Iterable[Looked]) -> tuple[Clue, ...]:
    """Give what codes and printed ids say, page by page, each once a page."""
    clues: dict[Clue, None] = {}
    for page in pages:
        number = page.seen.number
        for code in page.codes:
            clues[Clue(ClueKind.CODE, code.letter_id, code.revision, number)] = None
        for letter_id, revision in page.printed_ids:
            clues[Clue(ClueKind.PRINTED_ID, letter_id, revision, number)] = None
    return tuple(clues)


def property_clues(properties: Mapping[str, str]) -> tuple[Clue, ...]:
    """Give the letter id a Word file carries in its properties; nothing where its check digits do not hold."""
    letter_id = parse(properties.get(ID_PROPERTY, ""))
    revision = properties.get(REVISION_PROPERTY, "").strip()
    is_number = revision.isascii() and revision.isdecimal() and len(revision) < 7
    return (Clue(ClueKind.PROPERTY, letter_id, int(revision) if is_number else None),) if letter_id else ()


def printed_clues(text: str) -> tuple[Clue, ...]:
    return tuple(Clue(ClueKind.PRINTED_ID, letter_id, revision) for letter_id, revision in find_printed(text))


def name_clues(answers: Mapping[str, str] | None, label: str) -> tuple[Clue, ...]:
    """Give the district's name as typed in its field, and the file's name without its ending."""
    typed = (answers or {}).get(DISTRICT_FIELD, "").strip()
    of_file = file_name_clue(label)
    return (Clue(ClueKind.NAME_TYPED, typed), of_file) if typed else (of_file,)
