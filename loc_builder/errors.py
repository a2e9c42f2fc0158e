"""The errors a person can act on, and the exit code of each kind.

Every error says what happened, where, and what to do next, in the office's words. Libraries' own errors are
translated into these where the library is called; whatever else arrives at the top is a bug.
"""

from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What the command's end means to a script."""

    DONE = 0
    USAGE = 2
    INPUT = 3
    WORKSPACE = 4
    TOOL = 5
    INTEGRITY = 6
    PERSON_NEEDED = 10
    BUG = 70
    INTERRUPTED = 130

    @property
    def meaning(self) -> str:
        """One clause for the README and for `--help`."""
        return _MEANINGS[self]


_MEANINGS = {
    ExitCode.DONE: "done",
    ExitCode.USAGE: "the command line was not understood",
    ExitCode.INPUT: "something in the input must be mended first; nothing was changed",
    ExitCode.WORKSPACE: "the folder is no workspace, is in use, or was made by a newer version",
    ExitCode.TOOL: "an outside program is absent or failed",
    ExitCode.INTEGRITY: "a kept file and the ledger disagree",
    ExitCode.PERSON_NEEDED: "done, and some items wait for a person",
    ExitCode.BUG: "a fault of the program; a report was written and its place is named",
    ExitCode.INTERRUPTED: "interrupted; run the command again to go on",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: where it is and what to do about it."""

    code: str
    message: str
    file: str = ""
    row: int | None = None
    column: str = ""
    hint: str = ""

    @property
    def place(self) -> str:
        """`roster.xlsx, row 7, Superintendent Email`, as much of it as is known."""
        row = "" if self.row is None else f"row {self.row}"
        return ", ".join(piece for piece in (self.file, row, self.column) if piece)


class LocError(Exception):
    """A known fault: one sentence, where it is, and what to do next."""

    code = "usage"
    exit_code = ExitCode.USAGE

    def __init__(self, message: str, *, hint: str = "", problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.problems = problems


class InputError(LocError):
    """The input cannot be used; `problems` holds all that is wrong with it at once."""

    code = "input"
    exit_code = ExitCode.INPUT


class WorkspaceError(LocError):
    """The folder cannot be worked in."""

    code = "workspace"
    exit_code = ExitCode.WORKSPACE


class ToolError(LocError):
    """An outside program is absent or failed."""

    code = "tool"
    exit_code = ExitCode.TOOL


class IntegrityError(LocError):
    """A kept file, or the ledger's chain, is not what was recorded."""

    code = "integrity"
    exit_code = ExitCode.INTEGRITY
