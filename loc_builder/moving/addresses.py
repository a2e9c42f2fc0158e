"""E-mail, web and postal addresses and telephone numbers in a text; none is changed."""

import re
from collections.abc import Iterator

from loc_builder.moving.literal import Literal

_STREET = (
    "Street|St|Avenue|Ave|Boulevard|Blvd|Road|Rd|Drive|Dr|Lane|Ln|Court|Ct|Way|Plaza|Square|Sq|Highway|Hwy|Pike|"
    "Parkway|Pkwy|Circle|Place|Pl|Terrace|Trail"
)
EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}")
WEB = re.compile(r"\b(?:https?://|www\.)[^\s<>\"\ufffc]*[^\s<>\"\ufffc.,;:!?)\]]", re.IGNORECASE)
_TELEPHONE = re.compile(
    r"(?<![\w-])(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.\u2011-])\d{3}[\s.\u2011-]\d{4}(?!\d)"
    r"(?:,?\s*(?i:ext\.?|extension|x)\s*\d{1,6})?"
    r"|(?<![\w-])\+\d[\d\s()./-]{6,}\d"
)
_POSTAL = re.compile(
    rf"\b\d{{1,6}}\s+(?:[A-Z0-9][\w.'\u2019-]{{0,30}}\s+){{1,4}}(?:{_STREET})\b\.?"
    r"|\bP\.?\s?O\.?\s+Box\s+\d+"
    r"|(?:\b[A-Z][\w.'\u2019-]{0,30}(?:\s[A-Z][\w.'\u2019-]{0,30}){0,3},\s*)?\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b"
)
_KINDS = (
    (EMAIL, "an e-mail address, left as it is"),
    (WEB, "a web address, left as it is"),
    (_TELEPHONE, "a telephone number, left as it is"),
    (_POSTAL, "a postal address, left as it is"),
)


def addresses(text: str) -> Iterator[Literal]:
    for pattern, why in _KINDS:
        for found in pattern.finditer(text):
            yield Literal(*found.span(), why)
