"""Lists and numbers as sentences and page corners write them."""

from collections.abc import Iterable, Sequence

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def either(names: Iterable[str]) -> str:
    """`a`, `a or b`, `a, b or c`; of nothing nothing."""
    *rest, last = tuple(names) or ("",)
    return f"{', '.join(rest)} or {last}" if rest else last


def together(names: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`; of nothing nothing."""
    *rest, last = tuple(names) or ("",)
    return f"{', '.join(rest)} and {last}" if rest else last


def pages_in_words(numbers: Sequence[int]) -> str:
    """`page 3`, `pages 3 and 4`, in the order given."""
    return f"page{'s' if len(numbers) > 1 else ''} {together(map(str, numbers))}"


def roman(number: int) -> str:
    """`iv` for 4; what Roman numerals cannot say (0, 4000) as digits."""
    written, left = "", number if 0 < number < 4000 else 0
    for value, letters in _ROMAN:
        written += letters * (left // value)
        left %= value
    return written or str(number)
