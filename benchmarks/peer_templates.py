"""Our letter as a template of the peers': filled with marks, which become their kind of field."""

import re
from collections.abc import Mapping
from typing import Any

from loc_builder.files.word.package import read_package, write_package


def marked(value: Any, fields: dict[str, str]) -> Any:
    """Put a mark in place of each text, and note in `fields` what the mark stands for."""
    if isinstance(value, Mapping):
        return {name: marked(each, fields) for name, each in value.items()}
    if isinstance(value, list):
        return [marked(each, fields) for each in value]
    if isinstance(value, str) and value:
        mark = f"MARK{len(fields)}K"
        fields[mark] = value
        return mark
    return value


def with_merge_fields(docx: bytes) -> bytes:
    """Put a MERGEFIELD in place of each mark in a Word file."""
    run = re.compile(r"<w:r>((?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?)<w:t[^>]*>([^<]*MARK[^<]*)</w:t></w:r>")

    def fields(found: re.Match[str]) -> str:
        pieces = re.split(r"(MARK\d+K)", found[2])
        return "".join(
            f'<w:fldSimple w:instr=" MERGEFIELD {piece} "><w:r>{found[1]}<w:t>{piece}</w:t></w:r></w:fldSimple>'
            if piece.startswith("MARK")
            else f'<w:r>{found[1]}<w:t xml:space="preserve">{piece}</w:t></w:r>'
            for piece in pieces
            if piece
        )

    parts = dict(read_package(docx).parts)
    for name in (name for name in parts if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name)):
        parts[name] = run.sub(fields, parts[name].decode()).encode()
    return write_package(parts)
