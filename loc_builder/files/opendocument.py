"""OpenDocument texts (.odt): what in one could run or fetch, told from its zip archive without opening it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

_MEDIA_TYPE = b"application/vnd.oasis.opendocument.text"

_MOST_READ = 20_000_000  # bytes of a part that are searched
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, LookupError)


def is_text(data: bytes) -> bool:
    """Whether an archive is an OpenDocument text, as it says itself."""
    return _part(data, "mimetype").strip() == _MEDIA_TYPE


def is_locked(data: bytes) -> bool:
    """Whether the document needs a password."""
    return b"encryption-data" in _part(data, "META-INF/manifest.xml")


def active_content(data: bytes) -> tuple[str, ...]:
    """Say what could run or fetch when the document is opened; links that wait for a click are none of it."""
    try:
        return tuple(dict.fromkeys(_found(data)))
    except _FAULTS:
        return ("what cannot be told, since it is damaged",)


def _found(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        yield "macros"
    if any(name.startswith("Object ") for name in names):
        yield "an embedded object"
    content = _part(data, "content.xml") + _part(data, "styles.xml")
    if b"<script:event-listener" in content:
        yield "macros"
    if b"<text:section-source" in content or b"<text:dde-" in content or _fetches(content):
        yield "a link that fetches"


def _fetches(content: bytes) -> bool:
    """Whether a picture lies outside; what a reader would click on is a `text:a`."""
    shown = re.findall(rb"<draw:(?:image|object|plugin|applet|floating-frame)\b[^>]*>", content)
    return any(re.search(rb"xlink:href=\"(?:[a-zA-Z]{2,10}:|//|\\\\)", each) for each in shown)


def _part(data: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as stream:
            return stream.read(_MOST_READ)
    except _FAULTS:
        return b""
