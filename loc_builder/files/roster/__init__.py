"""The roster: the spreadsheet of the districts asked this year, read into model types (openpyxl's home).

One row per district, from an Excel workbook or a CSV file. Title rows, usual ways to write a heading, and two people
in one cell are understood; what is doubtful is named with file, row and column, all of it at once, and nothing is
guessed. Messages name no person and no address: the row is enough to find them.

Two workbooks are written here too: the blank roster, and the mailing workbook, whom each letter goes to.
"""

from loc_builder.files.roster.blank import blank_roster
from loc_builder.files.roster.mailing import MailingRow, mailing_workbook
from loc_builder.files.roster.read import read_roster

__all__ = ["MailingRow", "blank_roster", "mailing_workbook", "read_roster"]
