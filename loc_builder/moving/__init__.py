"""What a school year leaves in texts: years, dates, names and addresses that somebody typed, found and moved on.

Pure: text in, text out, with every literal, its place and what became of it. What lies near the edition's own school
year moves by as many years as the edition does; names and addresses stay, and a person is told of them.
"""

from loc_builder.moving.dates import moved_day, moved_school_year, weekday_of
from loc_builder.moving.finding import literals
from loc_builder.moving.literal import Literal, Move, Redated, Seen, edited, seen_in
from loc_builder.moving.mails import redate_html, redate_text
from loc_builder.moving.people import NAME, People, small_words

__all__ = [
    "NAME",
    "Literal",
    "Move",
    "People",
    "Redated",
    "Seen",
    "edited",
    "literals",
    "moved_day",
    "moved_school_year",
    "redate_html",
    "redate_text",
    "seen_in",
    "small_words",
    "weekday_of",
]
