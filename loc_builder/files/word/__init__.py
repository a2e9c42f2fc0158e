"""Word files that came back, and their wording; letters are filled by `loc_builder.files.word.template`."""

from loc_builder.files.word.controls import Control
from loc_builder.files.word.package import WordPasswordNeededError
from loc_builder.files.word.returned import WordFile, open_word
from loc_builder.files.word.rough import rough_text
from loc_builder.files.word.wording import flatten_wording, read_body, read_wording

__all__ = [
    "Control",
    "WordFile",
    "WordPasswordNeededError",
    "flatten_wording",
    "open_word",
    "read_body",
    "read_wording",
    "rough_text",
]
