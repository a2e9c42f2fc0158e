"""Whether PDFs are PDF/A-2b, as `verapdf` judges (veraPDF, where it is on the PATH).

Nothing else here decides that: without the program, and where it fails on a file, the verdict is "not validated".
"""

import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

FLAVOUR = "2b"
PROGRAM = "verapdf"

_MOST_AT_ONCE = 40  # files; a command line has a length, and one start serves many
_SECONDS_A_FILE = 60
_MOST_REASONS = 20
_NO_PROGRAM = "the program verapdf is not installed or not on the PATH"


class Verdict(StrEnum):
    VALID = "valid"
    INVALID = "invalid"
    NOT_VALIDATED = "not validated"


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one file; `why` are the rules that it breaks, or why there is no verdict."""

    verdict: Verdict
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Validation:
    """The verdicts by file, in the order asked for; `program` is empty where there was none."""

    program: str
    files: Mapping[Path, Judged]

    @property
    def verdict(self) -> Verdict:
        """Of all files together: one that is invalid makes it invalid, one without a verdict leaves it open."""
        found = {judged.verdict for judged in self.files.values()} or {Verdict.NOT_VALIDATED}
        return next(each for each in (Verdict.INVALID, Verdict.NOT_VALIDATED, Verdict.VALID) if each in found)


def validated(files: Sequence[Path], *, seconds_a_file: float = _SECONDS_A_FILE) -> Validation:
    """Have veraPDF judge files; what it cannot say is "not validated" with the reason, never an error."""
    program = shutil.which(PROGRAM)
    if program is None:
        return Validation("", dict.fromkeys(files, Judged(Verdict.NOT_VALIDATED, (_NO_PROGRAM,))))
    found: dict[Path, Judged] = {}
    for start in range(0, len(files), _MOST_AT_ONCE):
        batch = files[start : start + _MOST_AT_ONCE]
        found |= _judged(program, batch, seconds_a_file * len(batch))
    return Validation(_named(program), found)


def _named(program: str) -> str:
    """What the program calls itself, on the first line it prints: with its number where it prints one."""
    first = next(iter(_said((program, "--version"), 60).strip().splitlines()), "").strip()
    has_number = any(sign.isdigit() for sign in first)
    return (first if has_number else first.removesuffix("version").strip()) or PROGRAM


def _judged(program: str, files: Sequence[Path], seconds: float) -> Mapping[Path, Judged]:
    names = (str(each.resolve()) for each in files)
    jobs = _Jobs.read(_said((program, "--flavour", FLAVOUR, "--format", "xml", *names), seconds))
    none = Judged(Verdict.NOT_VALIDATED, (jobs.complaint or "verapdf gave no verdict",))
    return {each: jobs.found.get(str(each.resolve()), none) for each in files}


def _said(command: Sequence[str], seconds: float) -> str:
    """What a program prints on its output; nothing where it cannot be run to its end."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", errors="replace")


class _Jobs:
    """The jobs of veraPDF's report, read as it stands: a job has a name and a report, or why there is none."""

    def __init__(self) -> None:
        self.found: dict[str, Judged] = {}
        self.complaint = ""
        self._text = ""
        self._name = ""
        self._compliant = ""
        self._clause = ""
        self._why: list[str] = []

    @classmethod
    def read(cls, report: str) -> "_Jobs":
        jobs = cls()
        parser = ParserCreate()
        parser.StartElementHandler = jobs._begun
        parser.EndElementHandler = jobs._ended
        parser.CharacterDataHandler = jobs._read
        try:
            parser.Parse(report.encode("utf-8", errors="replace"), True)
        except ExpatError:
            jobs.complaint = "verapdf ended without a whole report"
        return jobs

    def _begun(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._text = ""
        match tag:
            case "job":
                self._name, self._compliant, self._why = "", "", []
            case "validationReport":
                self._compliant = attributes.get("isCompliant", "")
            case "rule" if attributes.get("status") == "failed":
                self._clause = f"{attributes.get('clause', '')}-{attributes.get('testNumber', '')}"

    def _read(self, text: str) -> None:
        self._text += text

    def _ended(self, tag: str) -> None:
        match tag:
            case "name":
                self._name = self._text.strip()
            case "description" if self._clause:
                self._why.append(f"{self._clause}: {' '.join(self._text.split())}")
                self._clause = ""
            case "exceptionMessage":
                self._why.append(" ".join(self._text.split())[:300])
            case "job":
                self.found[self._name] = Judged(_VERDICTS.get(self._compliant, Verdict.NOT_VALIDATED), self._reasons())

    def _reasons(self) -> tuple[str, ...]:
        return tuple(_each_once(self._why))[:_MOST_REASONS]


_VERDICTS = {"true": Verdict.VALID, "false": Verdict.INVALID}


def _each_once(texts: Sequence[str]) -> Iterator[str]:
    yield from dict.fromkeys(texts)
