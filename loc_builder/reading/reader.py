"""Reads one returned file into its parts, knowing nothing of what was sent out.

No letters, no register and no clock come in: whose a part is and what it is worth is decided elsewhere, from what
is gathered here. Nothing in the file is executed, fetched or used as a path. Run it through
`loc_builder.reading.worker`: a hostile file can take the process down.
"""

from dataclasses import replace

from loc_builder.errors import InputError
from loc_builder.files.pictures import HeicReaderMissingError, picture_pdf
from loc_builder.findings import Finding, FindingCode
from loc_builder.model import Reading, Sha256
from loc_builder.reading.gate import FOREIGN, Kind, Opened, clean_label, kind_of, unread
from loc_builder.reading.inside import is_container, unpacked
from loc_builder.reading.packed import FileRead, Packed, Unpacked, hash_of, reading_of, reading_of_several
from loc_builder.reading.pdf import read_pdf
from loc_builder.reading.word import read_word


def read(data: bytes, name: str) -> Reading:
    """Read a returned file with all that lies in it; `name` is what it was called, shown and believed in nothing."""
    opened = opened_up(data, name)
    if isinstance(opened, FileRead):
        return reading_of(data, name, opened)
    return reading_of_several(data, opened, (read_packed(each) for each in opened.files))


def opened_up(data: bytes, name: str) -> FileRead | Unpacked:
    """Read a file; of a container say only what lies in it, each file to be read by itself."""
    label = clean_label(name)
    if not is_container(data):
        return read_file(data, label)
    try:
        return unpacked(data, label)
    except InputError as error:
        return FileRead((unread(label, Finding(FindingCode.UNREADABLE, error.message)),))


def read_packed(packed: Packed) -> FileRead:
    """Read a file that lay in a return."""
    if packed.trouble:
        return packed.turned_away(packed.trouble)
    if packed.album:
        return _read_album(packed)
    read = read_file(packed.data, packed.name)
    return replace(read, parts=tuple(packed.placed(part) for part in read.parts))


def _read_album(packed: Packed) -> FileRead:
    """Read pictures as the pages of one PDF; one that cannot be read is told apart from the others."""
    from loc_builder.files.assemble import Leaf, joined, page_count  # noqa: PLC0415 - slow to load, and seldom needed

    made = [(each, _of_picture(each.data, kind_of(each.data))) for each in packed.album]
    away = [part for each, pdf in made if isinstance(pdf, Finding) for part in each.turned_away(pdf).parts]
    pdfs = [pdf for _, pdf in made if isinstance(pdf, bytes)]
    if not pdfs:
        return FileRead(tuple(away))
    bound = joined([Leaf(pdf, page) for pdf in pdfs for page in range(1, page_count(pdf) + 1)])
    parts = (packed.placed(replace(part, held_in=hash_of(bound))) for part in read_pdf(bound, packed.name))
    return FileRead((*parts, *away), bound)


def read_file(data: bytes, label: str) -> FileRead:
    """Read one file that is no container."""
    opened = kind_of(data)
    if opened.kind is Kind.WORD:
        return FileRead(read_word(data, label))
    if opened.kind is Kind.PDF:
        return FileRead(read_pdf(data, label))
    if opened.kind is Kind.PICTURE:
        return _made(_of_picture(data, opened), label, hash_of(data))
    if opened.kind in FOREIGN:
        from loc_builder.reading.foreign import as_pdf  # noqa: PLC0415 - slow to load, and seldom needed

        return _made(as_pdf(data, opened), label, hash_of(data), Finding(FindingCode.CONVERTED, opened.what))
    code = FindingCode.NEEDS_PASSWORD if opened.kind is Kind.PASSWORD else FindingCode.UNREADABLE
    return FileRead((unread(label, Finding(code, opened.what)),))


def _of_picture(data: bytes, opened: Opened) -> bytes | Finding:
    try:
        return picture_pdf(data)
    except HeicReaderMissingError as error:
        return Finding(FindingCode.UNREADABLE, f"{opened.what}; {error.hint}")
    except InputError as error:
        return Finding(FindingCode.UNREADABLE, f"{opened.what}; {error.message}; {error.hint}")


def _made(pdf: bytes | Finding, label: str, came_as: Sha256, *findings: Finding) -> FileRead:
    """Read the PDF that was made of a file, which its parts then lie in."""
    if isinstance(pdf, Finding):
        return FileRead((unread(label, pdf),))
    parts = (
        replace(part, held_in=hash_of(pdf), made_from=came_as, findings=(*findings, *part.findings))
        for part in read_pdf(pdf, label)
    )
    return FileRead(tuple(parts), pdf)
