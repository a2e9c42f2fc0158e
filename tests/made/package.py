"""Zip packages such as Word and Excel write them: packed without a clock, taken apart, with other parts put in."""

import io
import zipfile
from collections.abc import Mapping


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """Zip parts in their order; the same parts give the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def parts_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(package: bytes, parts: Mapping[str, bytes | str | None]) -> bytes:
    """Put other bytes in place of parts, add parts, and leave out those that are None."""
    held = {**parts_of(package), **parts}
    return packed({name: content for name, content in held.items() if content is not None})


def replaced(package: bytes, old: str, new: str, *, part: str) -> bytes:
    """Put one text in place of another, once, where it first stands in a part."""
    content = parts_of(package)[part].decode()
    assert old in content, old
    return with_parts(package, {part: content.replace(old, new, 1)})
