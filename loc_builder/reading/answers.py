"""What the district wrote, by the letter's own field names."""

import re
from collections.abc import Iterable, Mapping

from loc_builder.findings import Finding, FindingCode

_FIELD = re.compile(
    r"district\.name|superintendent\.(name|title|email)|points_of_contact\.[0-9]{1,3}\.(name|title|email)"
    r"|answers\.[a-z][a-z0-9_]*(\.[0-9]{1,3})?"
)


def is_field(name: str) -> bool:
    """Tell whether a control's tag or a form field's name is one a letter gives to what a district writes."""
    return _FIELD.fullmatch(name) is not None


def read_answers(written: Iterable[tuple[str, str]]) -> tuple[Mapping[str, str] | None, tuple[Finding, ...]]:
    """Gather field names and texts; None where not one name of a letter is among them.

    A field that stands twice, because somebody copied its control, is read where its texts agree or one is empty;
    where they differ it is left out and named.
    """
    texts: dict[str, set[str]] = {}
    for name, text in written:
        if is_field(name):
            texts.setdefault(name, set()).add(text.strip())
    answers: dict[str, str] = {}
    findings = []
    for name, held in texts.items():
        said = sorted(held - {""})
        if len(said) > 1:
            findings.append(Finding(FindingCode.ANSWER_UNREAD, f"{name} stands twice with different text"))
        else:
            answers[name] = said[0] if said else ""
    return (answers if texts else None), tuple(findings)
