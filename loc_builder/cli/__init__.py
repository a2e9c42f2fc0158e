"""The command line: one module per command, each parsing, calling one step, showing the result.

A command module imports click and this package at its top and its step inside the command, so that `loc --help`
loads no document library. The one place that catches everything is `run`.
"""

import getpass
import importlib
import logging
import os
import sys
import tempfile
import traceback
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loc_builder import __version__
from loc_builder.errors import ExitCode, InputError, LocError
from loc_builder.options import (
    DAY,
    FILE,
    MOMENT,
    WORDS,
    YEAR,
    because_option,
    despite_option,
    districts_option,
    year_argument,
)

if TYPE_CHECKING:
    from loc_builder.books import Books
    from loc_builder.console import Console
    from loc_builder.workspace import Workspace
__all__ = [
    "COMMANDS",
    "DAY",
    "FILE",
    "MOMENT",
    "WORDS",
    "YEAR",
    "Call",
    "because_option",
    "despite_option",
    "districts_option",
    "loc",
    "present",
    "run",
    "year_argument",
]

COMMANDS = (
    "init",
    "edition",
    "check",
    "fill",
    "send",
    "sent",
    "receive",
    "review",
    "accept",
    "reject",
    "corrections",
    "countersign",
    "correct",
    "end",
    "amend",
    "reopen",
    "stamp",
    "archive",
    "verify",
    "status",
    "members",
    "contacts",
    "plans",
    "term",
    "demo",
)


@dataclass(frozen=True, slots=True)
class Call:
    """What stands before the command: where, who, when, and how to answer."""

    folder: Path
    by: str
    now: datetime
    is_json: bool
    is_quiet: bool

    @property
    def console(self) -> "Console":
        from loc_builder.console import Console

        return Console(self.is_json, self.is_quiet)

    @property
    def workspace(self) -> "Workspace":
        from loc_builder.workspace import Workspace

        return Workspace.open(self.folder)

    def reading(self) -> "Books":
        """The books, to look into."""
        from loc_builder.books import Books

        return Books.open(self.workspace, now=self.now, by=self.by)

    def reading_unchecked(self) -> "Books":
        """The books as they are, to say what is wrong with them."""
        from loc_builder.books import Books

        return Books.as_found(self.workspace, now=self.now, by=self.by)

    @contextmanager
    def writing(self, *, is_dry: bool = False) -> "Iterator[Books]":
        """The books, to write into: the workspace is locked for the time. A dry run only looks into them."""
        if is_dry:
            yield self.reading()
            return
        workspace = self.workspace
        with workspace.locked():
            yield self.reading()

    @property
    def shows_progress(self) -> bool:
        return sys.stderr.isatty() and not (self.is_quiet or self.is_json)


class LazyGroup(click.Group):
    """Finds a command in the module of its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"loc_builder.cli.{cmd_name}")
        return module.command  # type: ignore[no-any-return]  # each command module has one


def present(ctx: click.Context) -> Call:
    """The call that a command belongs to."""
    return ctx.find_object(Call) or _call(Path(), None, None, is_json=False, is_quiet=False)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--workspace", "folder", type=FILE, default=Path(), metavar="DIR", help="The workspace; else this folder."
)
@click.option("--by", metavar="NAME", help="Who decides; else the name you are logged in with.")
@click.option("--now", type=MOMENT, metavar="MOMENT", help="Act as if it were this moment (for repeatable runs).")
@click.option("--json", "is_json", is_flag=True, help="Answer with one JSON object on standard output.")
@click.option("--quiet", "is_quiet", is_flag=True, help="Say nothing but errors.")
@click.version_option(__version__, prog_name="loc")
@click.pass_context
def loc(ctx: click.Context, folder: Path, by: str | None, now: datetime | None, is_json: bool, is_quiet: bool) -> None:  # noqa: FBT001 - click gives flags
    """Letters of Commitment, from the roster of districts to one archive."""
    ctx.obj = _call(folder, by, now, is_json=is_json, is_quiet=is_quiet)


def _call(folder: Path, by: str | None, now: datetime | None, *, is_json: bool, is_quiet: bool) -> Call:
    return Call(folder, _readable(by or _user()), now or _clock(), is_json, is_quiet)


def _readable(name: str) -> str:
    """A name as facts can hold it: control characters, and bytes that the system could not decode, are replaced."""
    other = {"Cc": " ", "Cs": "\N{REPLACEMENT CHARACTER}"}
    shown = "".join(other.get(unicodedata.category(sign), sign) for sign in name)
    return " ".join(shown.split()) or "unknown"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _clock() -> datetime:
    """The moment of the command: SOURCE_DATE_EPOCH where it is set, else the clock, to the second."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed:
        try:
            return datetime.fromtimestamp(int(fixed), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise InputError("SOURCE_DATE_EPOCH must be a whole number of seconds") from error
    return datetime.now(UTC).replace(microsecond=0)


# ---- the error boundary -----------------------------------------------------------------------------------------


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and give its exit code; the only place that catches everything."""
    asked = list(sys.argv[1:] if arguments is None else arguments)
    logging.lastResort = logging.NullHandler()  # what libraries complain of, findings and errors say
    is_json = "--json" in asked
    try:
        done = loc.main(args=asked, prog_name="loc", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        return _tell_usage(error, is_json=is_json)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted. Run the command again to go on.", err=True)
        return int(ExitCode.INTERRUPTED)
    except LocError as error:
        return _tell(error, is_json=is_json, typed=asked)
    except BrokenPipeError:
        return _end_quietly()
    except Exception:  # noqa: BLE001 - the one boundary
        return _report_bug(is_json=is_json)
    return int(done) if isinstance(done, int) else int(ExitCode.DONE)


def _tell_usage(error: click.ClickException, *, is_json: bool) -> int:
    if is_json:
        return _tell(LocError(error.format_message().rstrip("."), hint="Try: loc --help"), is_json=True)
    error.show()
    return int(ExitCode.USAGE)


def _end_quietly() -> int:
    """Whoever reads our output has read enough (`loc status YEAR | head`)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return int(ExitCode.DONE)


def _tell(error: LocError, *, is_json: bool, typed: Sequence[str] = ()) -> int:
    from loc_builder.console import Console

    Console(is_json).show_error(error, typed=typed)
    return int(error.exit_code)


def _report_bug(*, is_json: bool) -> int:
    """Write what a maintainer needs into a file and name it in one line."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="loc-builder-", suffix=".log", delete=False, encoding="utf-8"
    ) as report:
        report.write(f"LoC Builder {__version__}, Python {sys.version}, {sys.platform}\n\n{traceback.format_exc()}")
    message = f"This is a fault of LoC Builder. Please send this report to its makers: {report.name}"
    if is_json:
        _tell(LocError(message), is_json=True)
    else:
        click.echo(message, err=True)
    return int(ExitCode.BUG)
