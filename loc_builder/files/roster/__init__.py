"""The roster: the spreadsheet of the districts asked this year, read into model types (openpyxl's home).

One row per district, from an Excel workbook or a CSV file. Title rows, usual ways to write a heading, and two people
in one cell are understood; what is doubtful is named with file, row and column, one class of problem at a time, and
nothing is guessed. Messages name no person and no address: the row is enough to find them. The same workbook is handed
back with a column that says what to mend.

Other workbooks are written here too: the blank roster, the mailing workbook (whom each letter goes to), and the review
sheet, which is also read back.
"""

from loc_builder.files.roster.blank import blank_roster, roster_workbook
from loc_builder.files.roster.handing_back import HandedBack, hand_back
from loc_builder.files.roster.mailing import MailingRow, mailing_workbook
from loc_builder.files.roster.read import read_roster
from loc_builder.files.roster.refusing import refuse_other_ending
from loc_builder.files.roster.review import ACCEPT, REJECT, DecidedRow, ReviewRow, read_review, review_workbook

__all__ = [
    "ACCEPT",
    "REJECT",
    "DecidedRow",
    "HandedBack",
    "MailingRow",
    "ReviewRow",
    "blank_roster",
    "hand_back",
    "mailing_workbook",
    "read_review",
    "read_roster",
    "refuse_other_ending",
    "review_workbook",
    "roster_workbook",
]
