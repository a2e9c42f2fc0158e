"""A small office to test in: a workspace of two districts, and the commands its staff would type."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from loc_builder.cli import run
from loc_builder.facts import Fact
from loc_builder.workspace import Workspace
from made.places import TEMPLATES
from made.word import written

COLUMNS = (
    "District Number,District,Superintendent Name,Superintendent Email,"
    "Contact 1 Name,Contact 1 Title,Contact 1 Email,{questions}\n"
)
ADAIR = "001,Adair County,Jane Doe,jane@adair.example,John Roe,Chief Academic Officer,john@adair.example,{answers}\n"
ALLEN = "005,Allen County,Ann Poe,ann@allen.example,Max Moe,Chief Academic Officer,max@allen.example,{answers}\n"
PLANS = {
    "answers.reflection": "We opened a studio for makers.",
    "answers.plans_of_action": "Every eighth grader defends a portfolio.",
    "answers.learning_goal": "How do students know that they have learned?",
}
SIGNED = {
    "signature.district.signature": "Jane Doe",
    "signature.district.name": "Jane Doe",
    "signature.district.title": "Superintendent",
    "signature.district.date": "September 3, 2024",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Office:
    """`moment` is when a command runs, unless it says otherwise itself."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    def loc(self, *arguments: str, now: str = "2024-09-20T12:00:00-04:00", as_json: bool = True) -> Said:
        """Run one command line of the tester's."""
        self.capture.readouterr()
        flags = ("--json",) if as_json else ()
        code = run(("--workspace", str(self.folder), "--by", "tester", "--now", now, *flags, *arguments))
        out, err = self.capture.readouterr()
        return Said(code, out, err)

    def file(self, name: str, content: bytes | str) -> str:
        """Lay a file into the office's folder and give its path."""
        place = self.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(place)

    def roster(self, *rows: str, questions: str = "Reflection", answers: str = "") -> str:
        text = COLUMNS.format(questions=questions) + "".join(row.replace("{answers}", answers) for row in rows)
        return self.file("roster.csv", text)

    def fill(self, *options: str, now: str = "2024-08-01T12:00:00-04:00") -> Said:
        """Make the letters of Adair and Allen County for 2024-2025."""
        return self.loc("fill", "2024-2025", "--roster", self.roster(ADAIR, ALLEN), *options, now=now)

    def letter(self, number: str = "001", year: str = "2024-2025") -> bytes:
        """The latest letter made for a district."""
        return max(self.folder.glob(f"output/{year}/letters/{number} *.docx"), key=len_of_name).read_bytes()

    def answered(
        self, number: str = "001", *, texts: Mapping[str, str] | None = None, day: str = "2024-09-03"
    ) -> bytes:
        """A district's letter with every answer written, signed and dated in Word."""
        return written(self.letter(number), {**PLANS, **SIGNED, **(texts or {})}, day=day)

    def facts(self) -> tuple[Fact, ...]:
        return Workspace.open(self.folder).ledger.facts()

    def kinds(self) -> list[str]:
        return [fact.said.kind for fact in self.facts()]


def len_of_name(path: Path) -> int:
    return len(path.name)


def lay_out(folder: Path) -> None:
    """Make a workspace of the starter templates."""
    shutil.copytree(TEMPLATES, folder / "templates", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
