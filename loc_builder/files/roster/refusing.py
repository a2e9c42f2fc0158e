"""The one shape in which a whole file is refused."""

from loc_builder.errors import InputError, Problem

SAVE_AGAIN = "Open it in Excel, save it again as an Excel workbook (.xlsx) and use the new file."


def unreadable(name: str, why: str, hint: str = SAVE_AGAIN) -> InputError:
    """Make the error for a file of which nothing can be used; `why` ends without a full stop."""
    problem = Problem("unreadable-file", why, file=name, hint=hint)
    return InputError(f"the roster {name} cannot be used: {why}", hint=hint, problems=(problem,))
