"""One thing wrong with a template, where it is, and whether it spoils letters or is advice."""

from dataclasses import dataclass

from loc_builder.errors import Problem
from loc_builder.files.word.lint.stories import WHOLE, Spot

PARSING_FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What Jinja's parser and docxtpl-lint raise over a field that nobody would write."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`message` is a clause without a full stop, `hint` one or more sentences.

    What `is_advice` stops no batch: the letters can be written and read back, and some people may not be able to use
    them.
    """

    code: str
    message: str
    hint: str = ""
    spot: Spot = WHOLE
    is_advice: bool = False

    def problem(self, file: str) -> Problem:
        """Say it as every other input's problem is said; the place stands where a sheet's column would."""
        return Problem(self.code, self.message, file, column=self.spot.said, hint=self.hint)


def advice(code: str, message: str, hint: str, spot: Spot = WHOLE) -> Fault:
    return Fault(code, message, hint, spot, is_advice=True)
