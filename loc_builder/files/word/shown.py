"""Words of a stranger's file as a finding may quote them."""

LONGEST = 160  # characters


def shown(text: str) -> str:
    """Put a text on one line, without what a terminal would obey, and cut it where it is long."""
    words = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
