"""A school year's settings: `edition.toml` read, checked, and turned into an `Edition`.

Unknown and missing keys and values that cannot be are named all at once, and nothing is read until they are mended.
What can be read and still contradicts itself, `contradictions` names.
"""

from loc_builder.edition.contradicting import contradictions
from loc_builder.edition.reading import read_edition

__all__ = ["contradictions", "read_edition"]
