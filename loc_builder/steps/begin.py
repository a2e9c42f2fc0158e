"""A new workspace: the starter templates, the register, a blank roster and a one-page guide.

Everything is made inside the folder under a hidden name and then moved to its place, `templates` last: a folder is a
workspace when all of it is there, and a killed run is simply run again. What the folder held before is never touched.
"""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from loc_builder.edition import read_edition
from loc_builder.errors import WorkspaceError
from loc_builder.files.roster import blank_roster
from loc_builder.model import Edition
from loc_builder.register import read_register
from loc_builder.schoolyear import SchoolYear
from loc_builder.starter import starter_folder
from loc_builder.workspace import Workspace, put, read_input

GUIDE = "GUIDE.txt"
_UNFINISHED = ".loc-init.part"

_OF_THE_SYSTEM = frozenset((".DS_Store", "desktop.ini", "Thumbs.db"))
"""Files that Windows and macOS lay into a folder by themselves."""

_STEPS = (
    ("check", "See what would go wrong, before anything is made", "loc check {year} --roster {roster}"),
    ("fill", "Make a Word letter for each district of the roster", "loc fill {year} --roster {roster}"),
    ("send", "Make an e-mail draft for each district", "loc send {year}"),
    ("sent", "Note that the letters went out", "loc sent {year} --on DATE"),
    ("receive", "Take in what came back: Word, PDF, scans, e-mails", "loc receive FOLDER"),
    ("review", "See what waits for you, and why", "loc review {year}"),
    ("accept", "Decide on a letter that waits", "loc accept LETTER --signed-on DATE"),
    ("status", "See who has answered and who has not", "loc status {year}"),
    ("countersign", "Approve what was accepted", "loc countersign {year} --on DATE --signer NAME"),
    ("archive", "Bind all signed letters into one PDF", "loc archive {year}"),
    ("verify", "Check that nothing was changed since", "loc verify {year}"),
    ("edition", "Next year: make the new edition from this one", "loc edition new {next} --from {year}"),
)
_GUIDE = """\
LETTERS OF COMMITMENT: A GUIDE ON ONE PAGE

What is in this folder
  GUIDE.txt                this page
  {roster}    whom you ask: a row for each district
  templates\\districts.csv  the register: every district, its number and name
  templates\\{year}      the letter of a school year, its edition:
      letter.docx          the words. Change them in Word; leave what stands
                           between {{{{ and }}}} or {{% and %}} as it is
      edition.toml         names, addresses, dates, questions. Open in Notepad
      mail.txt, mail.html  the message that a letter goes out with
  output                   what is made and what came back. Look, but change
                           nothing here, and keep a backup of it
  trusted                  is not there yet. Make it if districts sign PDFs
                           digitally: certificates (.cer) of those you trust

Before the first letter
  1. Put your names, addresses and dates into edition.toml.
  2. Read letter.docx and change what is not yours.
  3. Fill the roster in Excel. Point at a heading to see what belongs there.
  Your school year is another one? Make its edition first (the last command of
  the list below), and write that year wherever this page says {year}.

How to give a command
  Open this folder in Explorer, type cmd into its address bar, press Enter.
  A black window opens; type the command there and press Enter. Dates are
  written 2024-09-30. A command that stops half-way is simply given again.

The year, in this order
{steps}

Where help is
  loc --help           all commands
  loc fill --help      one command (any name in place of fill)
  loc demo             plays a whole year on samples, in a folder of its own
  Every message says what is wrong, where, and what to do next.
"""


@dataclass(frozen=True, slots=True)
class Begun:
    """A workspace just made; `files` are paths from its folder."""

    folder: Path
    school_year: SchoolYear
    roster: str
    files: tuple[str, ...]


def begin(folder: Path, *, commands: Iterable[str]) -> Begun:
    """Make a workspace in a new or empty folder; the guide names the steps whose command is among `commands`.

    Raises WorkspaceError where the folder holds anything.
    """
    folder = folder.absolute()
    _refuse_what_is_there(folder)
    unfinished = folder / _UNFINISHED
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        files = _starter_files()
        for name, content in files.items():
            put(unfinished / "templates" / name, content)
        workspace = Workspace.open(unfinished)
        edition = read_edition(workspace.edition_folder(workspace.school_years()[-1]))
        roster = workspace.roster_file(edition.school_year).name
        made = {roster: _roster(workspace, edition), GUIDE: guide(edition, roster, commands=commands)}
        for name, content in made.items():
            put(unfinished / name, content)
        _move_out(unfinished, (*made, "templates"))
    except OSError as error:
        raise WorkspaceError(
            f"{folder} cannot be made: {error.strerror}", hint="Name a folder in which you may write."
        ) from error
    return Begun(folder, edition.school_year, roster, (GUIDE, roster, *(f"templates/{name}" for name in sorted(files))))


def guide(edition: Edition, roster: str, *, commands: Iterable[str]) -> bytes:
    """Write the guide as Notepad on every Windows shows it: plain letters, lines ended by CR LF."""
    known = set(commands)
    words = {"year": str(edition.school_year), "next": str(edition.school_year.following), "roster": roster}
    steps = (f"  {does}\n      {line.format(**words)}" for name, does, line in _STEPS if name in known)
    text = _GUIDE.format(**words, steps="\n".join(steps))
    return text.replace("\n", "\r\n").encode("ascii")


def _refuse_what_is_there(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise WorkspaceError(f"{folder} is a file, not a folder", hint="Name a new folder: loc init DIR")
    try:
        held = {each.name for each in folder.iterdir()} if folder.exists() else set()
    except OSError as error:
        raise WorkspaceError(f"{folder} cannot be read: {error.strerror}", hint="Name another folder.") from error
    if held - _OF_THE_SYSTEM and _UNFINISHED not in held:
        raise WorkspaceError(
            f"{folder} is not empty; nothing was changed",
            hint="Name a new folder: loc init DIR. To play the samples in a folder of their own: loc demo",
        )


def _starter_files() -> Mapping[str, bytes]:
    """The starter's editions and register by their path in `templates`; programs that made them stay behind."""
    starter = starter_folder() / "templates"
    found = (file for file in starter.rglob("*") if file.is_file() and file.suffix not in (".py", ".pyc"))
    return {file.relative_to(starter).as_posix(): read_input(file) for file in sorted(found)}


def _roster(workspace: Workspace, edition: Edition) -> bytes:
    districts = read_register(workspace.register_file).current_on(edition.school_year.first_day)
    return blank_roster(questions=edition.questions, contacts=edition.contacts, districts=districts)


def _move_out(unfinished: Path, names: Iterable[str]) -> None:
    """Move what is made to its place; what an interrupted run moved already stays."""
    for name in names:
        if not (unfinished.parent / name).exists():
            (unfinished / name).rename(unfinished.parent / name)
    shutil.rmtree(unfinished, ignore_errors=True)
