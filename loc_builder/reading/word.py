"""A returned Word file into its one part, read as XML only: no macro, link or object in it is touched."""

from collections.abc import Iterable, Mapping

from loc_builder.errors import InputError
from loc_builder.files.word import WordFile, WordPasswordNeededError, open_word
from loc_builder.files.word.shown import shown
from loc_builder.findings import Finding, FindingCode
from loc_builder.model import Medium, Part, Role
from loc_builder.reading import signing
from loc_builder.reading.answers import read_answers
from loc_builder.reading.code_picture import shows_our_code
from loc_builder.reading.gate import unread
from loc_builder.reading.identify import name_clues, printed_clues, property_clues

MOST_COMMENTS = 5  # that are told one by one


def read_word(data: bytes, label: str) -> tuple[Part, ...]:
    """Read a Word file; one that cannot be opened, or is built to harm, is turned away with its reason."""
    try:
        return (_part(open_word(data), label),)
    except WordPasswordNeededError:
        return (unread(label, Finding(FindingCode.NEEDS_PASSWORD)),)
    except InputError as error:
        return (unread(label, Finding(FindingCode.UNREADABLE, error.message)),)


def _part(file: WordFile, label: str) -> Part:
    answers, doubts = read_answers(
        (control.tag, "" if control.is_placeholder else control.text) for control in file.controls
    )
    signatures, unsure = _signatures(file)
    return Part(
        number=1,
        role=Role.WHOLE,
        medium=Medium.WORD,
        clues=(
            *property_clues(file.properties),
            *printed_clues(file.printed_text),
            *name_clues(answers, label),
        ),
        answers=answers,
        text=file.text,
        wording=file.wording,
        signatures=signatures,
        findings=(*_carried(file), *doubts, *unsure),
    )


def _carried(file: WordFile) -> Iterable[Finding]:
    if file.active_content:
        yield Finding(FindingCode.ACTIVE_CONTENT, ", ".join(file.active_content))
    if file.tracked_changes:
        yield Finding(FindingCode.TRACKED_CHANGES)
    for comment in file.comments[:MOST_COMMENTS]:
        yield Finding(FindingCode.TRACKED_CHANGES, f"a comment beside the text, '{shown(comment)}'")
    for mark in file.marks:
        if mark.picture and shows_our_code(mark.picture):
            continue
        code = FindingCode.ANSWER_UNREAD if mark.spoils_answer else FindingCode.TEXT_CHANGED
        yield Finding(code, mark.text)


def _signatures(file: WordFile) -> signing.Signed:
    parties = signing.read_rooms(_rooms(file))
    if not parties:
        return (), signing.read_by_person(why=_GONE)
    read = [_of_party(party, rooms) for party, rooms in parties.items()]
    return tuple(seen for signatures, _ in read for seen in signatures), tuple(
        finding for _, findings in read for finding in findings
    )


def _of_party(party: str, rooms: Mapping[str, signing.Room]) -> signing.Signed:
    if {"signature", "date"} <= rooms.keys():
        return signing.read_typed(rooms, party)
    return (), signing.read_by_person(why=_GONE, party=party)


_GONE = "controls of the signature block are gone"


def _rooms(file: WordFile) -> Iterable[signing.Room]:
    """Give the rooms of the signature blocks: by their tags, and only where there are none by their aliases.

    An alias such as "Contact 1 title" is no party's, since nobody signs there.
    """
    has_tags = any(signing.room_of(control.tag) for control in file.controls)
    places = [signing.room_of(control.tag, "" if has_tags else control.alias) for control in file.controls]
    parties = {place[0] for place in places if place and (has_tags or place[1] == "signature")}
    for control, place in zip(file.controls, places, strict=True):
        if place is None or place[0] not in parties:
            continue
        if control.is_placeholder and not control.has_picture:
            yield signing.Room(*place)
        else:
            yield signing.Room(*place, control.text.strip(), has_picture=control.has_picture, day=control.date)
