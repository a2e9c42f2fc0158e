"""`loc demo`: the whole chain on the samples, command by command."""

import contextlib
import io
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from loc_builder.cli import FILE, run
from loc_builder.errors import ExitCode, LocError, WorkspaceError

MARK = ".loc-demo"
SHEET = "review.xlsx"
STAMPED = "output/Bell County LOC stamped.pdf"


@dataclass(frozen=True, slots=True)
class Play:
    """One command line and the moment it plays at."""

    moment: str
    arguments: tuple[str, ...]

    @property
    def day(self) -> str:
        return self.moment[:10]

    @property
    def line(self) -> str:
        """The command as a person would type it."""
        return " ".join(f'"{each}"' if " " in each else each for each in ("loc", *self.arguments))


def _play(moment: str, *arguments: str) -> Play:
    return Play(moment, arguments)


def _accept(file: str, signed_on: str, signer: str) -> tuple[str, ...]:
    return ("accept", file, "--signed-on", signed_on, "--signer", signer)


STORY = (
    _play("2017-07-14T09:00:00-04:00", "fill", "2017-2018", "--roster", "samples/roster-2017-2018.csv"),
    _play("2017-08-07T10:00:00-04:00", "receive", "samples/returns/2017-08", "--by-way", "post"),
    _play("2017-08-08T09:30:00-04:00", *_accept("Bell County LOC.pdf", "2017-08-04", "Gordon Youngblood")),
    _play(
        "2017-08-08T09:40:00-04:00",
        *("stamp", "samples/returns/2017-08/Bell County LOC.pdf", "--signed-on", "2017-08-04"),
        *("--edition", "2017-2018", "--output", STAMPED),
    ),
    _play("2017-09-05T10:00:00-04:00", "receive", "samples/returns/2017-09", "--by-way", "post"),
    _play(
        "2017-09-05T10:10:00-04:00",
        *("accept", "Bell County LOC countersigned.pdf", "--signed-on", "2017-08-21", "--party", "agency"),
        *("--signer", "Odessa Trimble"),
    ),
    _play("2018-03-12T11:00:00-04:00", "receive", "samples/returns/2018-03"),
    _play(
        "2018-03-14T15:00:00-04:00", "countersign", "2017-2018", "--on", "2018-03-14", "--signer", "Kristina Catanese"
    ),
    _play("2018-06-01T09:00:00-04:00", "archive", "2017-2018"),
    _play("2024-07-31T09:00:00-04:00", "check", "2024-2025", "--roster", "samples/roster-2024-2025.xlsx"),
    _play("2024-08-01T09:00:00-04:00", "fill", "2024-2025", "--roster", "samples/roster-2024-2025.xlsx"),
    _play("2024-08-01T10:00:00-04:00", "send", "2024-2025"),
    _play("2024-08-02T16:00:00-04:00", "sent", "2024-2025", "--on", "2024-08-02"),
    _play("2024-09-17T10:00:00-04:00", "receive", "samples/returns/2024-09"),
    _play("2024-09-18T09:00:00-04:00", "review", "2024-2025", "--sheet", SHEET),
    _play("2024-09-18T09:05:00-04:00", *_accept("scan0007.pdf", "2024-09-06", "Ramona Wetherby")),
    _play("2024-09-18T09:08:00-04:00", *_accept("Anchorage signature page.pdf", "2024-09-05", "Willa Gooch")),
    _play("2024-09-18T09:10:00-04:00", *_accept("Ballard County KY ILN.pdf", "2024-09-10", "Tabitha Thistlewood")),
    _play("2024-09-18T09:14:00-04:00", *_accept("Boone scan.pdf", "2024-09-11", "Tobias Quarles")),
    _play("2024-09-18T09:17:00-04:00", *_accept("Bourbon_20240912.pdf", "2024-09-12", "Orson Hollowell")),
    _play("2024-09-18T09:20:00-04:00", *_accept("Bracken County pages.pdf", "2024-09-12", "Dr. Isaac Ironside")),
    _play("2024-09-18T09:24:00-04:00", *_accept("Carter signature.pdf", "2024-09-13", "Fern Bagwell")),
    _play("2024-09-18T09:27:00-04:00", *_accept("Christian County LoC.docx", "2024-09-16", "Isaac Oakley")),
    _play(
        "2024-09-18T09:30:00-04:00",
        *("reject", "Butler County LoC.docx", "--because", "It is Butler's letter, but names Caldwell County."),
    ),
    _play(
        "2024-09-18T09:33:00-04:00",
        *("reject", "Calloway LoC.docx", "--because", "A sentence of the agreement was changed."),
    ),
    _play("2024-09-18T09:35:00-04:00", "reject", "Campbell County LoC.docx", "--because", "It is not signed."),
    _play("2024-09-18T09:35:30-04:00", "corrections", "2024-2025"),
    _play("2024-09-18T09:36:00-04:00", "reject", "Carlisle letter.pdf", "--because", "It needs a password."),
    _play("2024-09-18T09:37:00-04:00", "reject", "Carroll County.pdf", "--because", "The file is damaged."),
    _play("2024-09-18T09:38:00-04:00", "reject", "IMG_0042.pdf", "--because", "It is no letter of ours."),
    _play(
        "2024-09-20T14:00:00-04:00",
        *("correct", "KYILN-2024-005", "--signed-on", "2024-09-09", "--because", "The 9 was read as a 6."),
    ),
    _play("2024-09-27T16:00:00-04:00", "countersign", "2024-2025", "--on", "2024-09-27", "--signer", "Rob Collins"),
    _play("2024-10-01T09:00:00-04:00", "archive", "2024-2025"),
    _play("2024-10-01T09:20:00-04:00", "verify"),
    _play("2024-10-01T09:30:00-04:00", "members", "--on", "2024-10-01"),
    _play("2024-10-01T09:31:00-04:00", "status", "2024-2025"),
)


@click.command("demo")
@click.argument("folder", type=FILE, metavar="[DIR]", default=Path("loc-demo"))
def command(folder: Path) -> int:
    """Play the whole chain on the samples.

    It makes a workspace of its own: DIR, else loc-demo.
    """
    from loc_builder.console import say

    _lay_out(folder)
    say(f"Two school years in {folder}, each command at the day it plays:\n")
    done = ExitCode.DONE
    with contextlib.chdir(folder):
        for play in STORY:
            code = _act(play)
            if code is ExitCode.TOOL:
                done = code
    say("")
    for line in _where_to_look(folder):
        say(line)
    return done


def _act(play: Play) -> ExitCode:
    """Run one command of the story and show it with the last line of what it says, or all that it complains of."""
    from loc_builder.console import say

    said, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        code = ExitCode(run(("--by", "demo", "--now", play.moment, *play.arguments)))
    complaints = complained.getvalue().strip().splitlines()
    say(f"{play.day}  {play.line}")
    for line in complaints or said.getvalue().strip().splitlines()[-1:]:
        say(f"            {line}")
    if code not in (ExitCode.DONE, ExitCode.PERSON_NEEDED, ExitCode.TOOL):
        raise LocError("the demo stopped there", hint=f"In its folder, try: {play.line}")
    return code


def _lay_out(folder: Path) -> None:
    """Make the workspace, or make the one of an earlier demo anew."""
    from loc_builder.starter import starter_folder

    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise WorkspaceError(f"{folder} is not empty", hint="Name a new folder: loc demo DIR")
        _clear(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    starter = starter_folder()
    for each in ("templates", "samples"):
        shutil.copytree(starter / each, folder / each, ignore=shutil.ignore_patterns("*.py", "__pycache__"))


def _clear(folder: Path) -> None:
    """Remove what an earlier demo made; kept files are read-only, which on Windows keeps them from being removed."""
    for each in folder.rglob("*"):
        if each.is_file() and not each.is_symlink():
            with contextlib.suppress(OSError):
                each.chmod(stat.S_IRUSR | stat.S_IWUSR)
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists() and any(folder.iterdir()):
        (folder / MARK).touch()
        raise WorkspaceError(
            f"the earlier demo in {folder} cannot be removed",
            hint="Close its files, or name a new folder: loc demo DIR",
        )


def _where_to_look(folder: Path) -> Iterator[str]:
    yield "Open these:"
    for what, pattern, most in (
        ("an archive", "output/*/archive/*.pdf", 2),
        ("a letter", "output/2024-2025/letters/*.docx", 1),
        ("a mail", "output/2024-2025/drafts/*.eml", 1),
        ("what waited", SHEET, 1),
        ("a record", "output/2024-2025/records/*.pdf", 1),
        ("a bag", "output/2024-2025/archive/*/README.txt", 1),
        ("a stamp", STAMPED, 1),
    ):
        for file in sorted(folder.glob(pattern))[:most]:
            yield f"  {what:<12} {file}"
    if not any(folder.glob("output/*/archive/*.pdf")):
        yield "There is no archive: it needs LibreOffice; above, 'loc archive' says what is missing. Then: loc demo"
    yield f"And go on in this workspace: loc --workspace {folder} review"
