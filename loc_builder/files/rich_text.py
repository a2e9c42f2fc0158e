"""RTF texts: what in one could run or fetch, told by its control words without opening it."""

import re

_ACTIVE = {
    "an embedded object": re.compile(rb"\\(?:object|objdata|objemb|objlink|objocx|objautlink|objupdate)\b"),
    "a template that is fetched": re.compile(rb"\\\*\s*\\template\b"),
    "a field that fetches or runs": re.compile(
        rb"\b(?:INCLUDEPICTURE|INCLUDETEXT|IMPORT|DDEAUTO|DDE|EMBED|LINK|DATABASE|MACROBUTTON)\b"
    ),
}


def active_content(data: bytes) -> tuple[str, ...]:
    """Say what could run or fetch when the text is opened."""
    return tuple(what for what, pattern in _ACTIVE.items() if pattern.search(data))
