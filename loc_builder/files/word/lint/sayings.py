"""The office's sentences for docxtpl-lint's rules, by its stable numbers.

Rules that are not named here do not concern us: how a finding is silenced, and values that would need no escaping.
"""

from collections.abc import Mapping
from dataclasses import dataclass

_UNIT = "Put it alone into a {} of its own."


@dataclass(frozen=True, slots=True)
class Saying:
    """`tag` is the text found, `near` a field that may be meant; the other names are the rule's own."""

    code: str
    message: str
    hint: str = "Correct it in the template."


SAYINGS: Mapping[str, Saying] = {
    "DTL001": Saying(
        "tag-open", "a field does not end: '{tag}'", "Write {close} after the field's name, in the same paragraph."
    ),
    "DTL002": Saying(
        "tag-over-paragraphs", "a field ends in a later paragraph: '{tag}'", "Write the whole tag in one paragraph."
    ),
    "DTL003": Saying(
        "tag-deleted",
        "a tracked deletion still holds '{tag}', which would be filled",
        "Accept or reject all changes: Review > Accept > Accept All Changes and Stop Tracking.",
    ),
    "DTL101": Saying("block-open", "nothing ends what '{tag}' begins", "Add {{% end{kw} %}} where it should end."),
    "DTL102": Saying("block-unbegun", "nothing was begun that '{tag}' could end", "Take it out, or begin it."),
    "DTL103": Saying("tag-unreadable", "the field '{tag}' cannot be read: {msg}"),
    "DTL104": Saying("unknown-filter", "there is no filter {name}, as in '{tag}'", "Correct the word after the bar."),
    "DTL105": Saying("unknown-filter", "there is no test {name}, as in '{tag}'", "Correct the word after 'is'."),
    "DTL106": Saying(
        "field-outside-loop",
        "{name} means something between {{% for %}} and {{% endfor %}} only, and not in '{tag}'",
        "Move it there, or take it out.",
    ),
    "DTL201": Saying("tag-unreadable", "a % or a }} cannot stand in '{tag}'"),
    "DTL202": Saying("tag-unreadable", "a space is too many in '{tag}'", "Write {{%{prefix} without a space between."),
    "DTL203": Saying(
        "tag-outside-table", "outside a table stands '{tag}'", "Write {{%p instead, or put it in a table."
    ),
    "DTL204": Saying(
        "block-mixed",
        "of '{open_raw}' and '{close_raw}' each takes out another thing",
        "Begin both alike: with {{%p for paragraphs, {{%tr for rows, {{%tc for cells.",
    ),
    "DTL205": Saying("block-mixed", "what '{open_raw}' begins ends in another table", "End it in its own table."),
    "DTL206": Saying("block-mixed", "what '{open_raw}' begins ends in the same row", _UNIT.format("row")),
    "DTL207": Saying(
        "block-mixed", "what '{open_raw}' begins ends in another row", "End it in the row where it begins."
    ),
    "DTL208": Saying("tag-outside-table", "outside a table stands '{tag}'", "Take it out, or put it in a table."),
    "DTL209": Saying(
        "text-lost",
        "the whole {unit} of '{tag}' is taken out, and with it '{rest}'",
        "Move the tag into its own {unit}.",
    ),
    "DTL210": Saying("block-mixed", "what '{open_raw}' begins ends in the same paragraph", _UNIT.format("paragraph")),
    "DTL303": Saying("field-misused", "{path} is no list to go through, as '{tag}' does", "Write it without a loop."),
    "DTL304": Saying("unknown-field", "the field {path} is unknown", "{near}"),
    "DTL305": Saying("field-misused", "{path} is no list to go through, as '{tag}' does", "Write it without a loop."),
    "DTL306": Saying("field-misused", "{path} is no list, as {filter} needs one in '{tag}'", "Take the filter out."),
    "DTL307": Saying("field-misused", "nothing would be shown for '{tag}'", "Write {{{{ {path} }}}}."),
}
