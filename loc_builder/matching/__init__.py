"""Whose is it: a name to a district, a part's clues to a letter, always with the reasons.

Pure. The promise is never to choose a wrong district or letter: what fits two is `Ambiguous`, what is merely spelled
alike is a suggestion, and evidence that contradicts itself goes to a person. Reading the clues is left to `reading`,
deciding on them to `judging`.
"""

from loc_builder.matching.districts import districts_named_in, find_district
from loc_builder.matching.letters import KnownLetter, match_letter

__all__ = ["KnownLetter", "districts_named_in", "find_district", "match_letter"]
