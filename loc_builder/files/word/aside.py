"""Paragraphs that need no finishing: set aside as text once their fields are filled, put back into the written part.

They are neither parsed nor written anew for each letter. A paragraph qualifies where it stands in no control, holds
neither picture nor control, and has no fields but plain ones (`{{ district.name }}`): whatever their values, it stays
well-formed, since a value's `<` and `&` are escaped. One whose values hold breaks is parsed like the rest.
"""

import re

from loc_builder.files.word.breaks import has_breaks

OPENS, CLOSES = "\x01", "\x02"
"""Around what may be set aside; neither XML nor a value that was let in can hold these characters."""

_BEGINS = r"\n<w:p(?: [^>{}]*[^/>{}])?>"
_HOLDS = r"(?:(?!<w:p[ >]|<w:(?:sdt|drawing|pict|object)[ >]|<mc:|</w:p>)[^{}]|{{ ?\w+(?:\.\w+)* ?}})*"
_PLACES = re.compile(rf"(?P<opens><w:sdt[ >])|(?P<closes></w:sdt>)|(?P<apart>(?:{_BEGINS}{_HOLDS}</w:p>)+)")
_MAY_HOLD_XML = re.compile(r"{%-?(?!\s*(?:for|endfor|if|elif|else|endif)\b)|{%-?\s*for\b[^%]*\|")
"""A tag that can give a name to XML: `set`, `macro`, a loop over filtered values."""

_GAP = re.compile(rb'<w:aside n="(\d+)"/>')


def mark(source: str) -> str:
    """Mark what may be set aside in a template's source, which begins each paragraph on a new line."""
    if _MAY_HOLD_XML.search(source):
        return source
    depth = 0

    def marked(found: re.Match[str]) -> str:
        nonlocal depth
        if found["apart"] is None:
            depth += 1 if found["opens"] else -1
        return f"{OPENS}{found[0]}{CLOSES}" if found["apart"] is not None and depth == 0 else found[0]

    return _PLACES.sub(marked, source)


def set_aside(text: str) -> tuple[str, tuple[bytes, ...]]:
    """Take what is marked out of a rendered part."""
    first, *others = text.split(OPENS)
    pieces, taken = [first], list[bytes]()
    for each in others:
        marked, _, following = each.partition(CLOSES)
        if has_breaks(marked):
            pieces += [marked, following]
        else:
            pieces += [f'<w:aside n="{len(taken)}"/>', following]
            taken.append(marked.encode())
    return "".join(pieces), tuple(taken)


def put_back(content: bytes, taken: tuple[bytes, ...]) -> bytes:
    """Put the paragraphs back into a part that was finished and written."""
    return _GAP.sub(lambda gap: taken[int(gap[1])], content) if taken else content
