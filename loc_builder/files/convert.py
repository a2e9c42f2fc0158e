"""Word files into PDF (LibreOffice), and whether a PDF kept the words it was made from.

A conversion is never believed: LibreOffice exits with 0 when it fails, so each PDF must be there and open, and
`missing_words` tells the caller what the PDF lost. A file that stops the program does not stop the rest of its batch.
The program runs with a profile of its own in a temporary folder and, where the system can take it away, without a
network: a Word file may name pictures to be fetched.
"""

import functools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from loc_builder.errors import Problem, ToolError

SECONDS_WITHOUT_A_PDF = 120
"""After so long without another PDF the program hangs; it starts in a few seconds and needs less than one a letter."""

_MOST_FRUITLESS = 3  # runs in succession that gave no PDF at all; then the fault is not the files'

_PLACES = {
    "win32": (
        r"C:\Program Files\LibreOffice\program\soffice.com",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    ),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
}
_HOW_TO_INSTALL = {
    "win32": "Install LibreOffice from https://www.libreoffice.org and run the command again.",
    "darwin": "Install LibreOffice from https://www.libreoffice.org and run the command again.",
}
_HOW_TO_INSTALL_ELSEWHERE = (
    "Install LibreOffice Writer (Debian and Ubuntu: apt install libreoffice-writer-nogui) and run the command again."
)
# 2 is PDF/A-2b, which embeds every font; form fields would clash between letters that are bound together.
_FILTER = "pdf:writer_pdf_Export:" + json.dumps(
    {
        "SelectPdfVersion": {"type": "long", "value": "2"},
        "ExportFormFields": {"type": "boolean", "value": "false"},
    },
    separators=(",", ":"),
)
_LONG_WORD = 16


@dataclass(frozen=True, slots=True)
class _Target:
    """What a file is turned into: how the program calls it, and the ending of the file it writes."""

    filter: str
    ending: str


_PDF = _Target(_FILTER, "pdf")
_TEXT = _Target("txt:Text (encoded):UTF8", "txt")


_SAVE_AS_PDF = "Open the file in Word; if it opens there, save it as PDF and take that in."


class NotConvertedError(ToolError):
    """Some files of a batch gave no PDF: `reasons` by the names of these, `made` holds the PDFs of the others."""

    def __init__(self, reasons: Mapping[str, str], made: Mapping[str, bytes]) -> None:
        told = "; ".join(f"{name}: {why}" for name, why in list(reasons.items())[:3])
        problems = (Problem("not-converted", why, file=name, hint=_SAVE_AS_PDF) for name, why in reasons.items())
        super().__init__(f"LibreOffice made no PDF of {told}", hint=_SAVE_AS_PDF, problems=tuple(problems))
        self.reasons = reasons
        self.made = made


class Converter(Protocol):
    """Turns Word files into PDFs; the result has an entry for each name, else NotConvertedError tells what it has.

    Raises any other ToolError where no file can be converted.
    """

    def convert(self, files: Sequence[tuple[str, bytes]]) -> Mapping[str, bytes]: ...


class LibreOffice:
    """LibreOffice, found on the PATH or in its usual place."""

    def __init__(self, program: Path | None = None, *, patience: float = SECONDS_WITHOUT_A_PDF) -> None:
        self._program = program
        self._patience = patience

    def convert(self, files: Sequence[tuple[str, bytes]]) -> Mapping[str, bytes]:
        """Convert a batch in one start of the program; names are distinct and end in what the bytes are (`.docx`)."""
        return self._converted(files, _PDF)

    def texts(self, files: Sequence[tuple[str, bytes]]) -> Mapping[str, str]:
        """Give the running text of documents, without headers and footers, to check a conversion by."""
        return {
            name: text.decode("utf-8-sig", errors="replace") for name, text in self._converted(files, _TEXT).items()
        }

    def _converted(self, files: Sequence[tuple[str, bytes]], target: _Target) -> Mapping[str, bytes]:
        if not files:
            return {}
        _check_names(files)
        program = self._program or found_program()
        with tempfile.TemporaryDirectory(prefix="loc-convert-", ignore_cleanup_errors=True) as place:
            sources = _put(files, Path(place) / "in")
            found = self._found(program, sources, Path(place), target)
        results = {name: found[source] for (name, _), source in zip(files, sources, strict=True)}
        made = {name: result for name, result in results.items() if isinstance(result, bytes)}
        reasons = {name: result for name, result in results.items() if isinstance(result, str)}
        if reasons:
            raise NotConvertedError(reasons, made)
        return made

    def _found(
        self, program: Path, sources: Sequence[Path], folder: Path, target: _Target
    ) -> Mapping[Path, bytes | str]:
        """Give what was made of each source, or why there is nothing.

        Sources are gone through in their order, so the one after the last made is the one that stopped the program,
        and those after it are tried again without it.
        """
        found: dict[Path, bytes | str] = {}
        left, fruitless = list(sources), 0
        while left:
            why = _run(_command(program, left, folder, target), folder / "out", self._patience)
            made = [_made(folder / "out" / f"{source.stem}.{target.ending}", target) for source in left]
            reached = max((place for place, each in enumerate(made, start=1) if each), default=0)
            fruitless = 0 if reached else fruitless + 1
            gone = len(left) if fruitless == _MOST_FRUITLESS else reached + 1
            found |= {source: each or why for source, each in zip(left[:gone], made[:gone], strict=True)}
            left = left[gone:]
        return found


def found_program() -> Path:
    """Find LibreOffice's program; raise ToolError with how to get it."""
    for name in ("soffice", "libreoffice"):
        if on_path := shutil.which(name):
            return Path(on_path)
    for place in _PLACES.get(sys.platform, ()):
        if Path(place).exists():
            return Path(place)
    raise ToolError(
        "LibreOffice, which turns Word files into PDF, was not found",
        hint=_how_to_install(),
    )


def missing_words(expected: str, pdf_text: str) -> tuple[str, ...]:
    """Give the words of `expected` that `pdf_text` does not hold as often, in the order of `expected`.

    Order is not asked for. Case, width and ligatures, hyphens (also those at a line's end), underscores and
    punctuation do not count; a long word may have been broken at the end of a line.
    """
    there = Counter(_words(pdf_text))
    squeezed = "".join(_words(pdf_text))
    missing = []
    for word in _words(expected):
        if there[word] > 0:
            there[word] -= 1
        elif len(word) < _LONG_WORD or word not in squeezed:
            missing.append(word)
    return tuple(missing)


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    joined = re.sub(
        r"(?<=\w)[\N{SOFT HYPHEN}\ufffe\u2010-\u2015-]+(?:[ \t]*\r?\n[ \t]*)?(?=\w)",
        "",
        folded.replace("\ufffe\r\n", "\ufffe").replace("\ufffe\n", "\ufffe"),
    )
    return re.findall(r"[^\W_]+", joined)


def _check_names(files: Sequence[tuple[str, bytes]]) -> None:
    names = [name for name, _ in files]
    if len(set(names)) != len(names):
        raise ValueError("each file of a batch needs a name of its own")


def _put(files: Sequence[tuple[str, bytes]], folder: Path) -> list[Path]:
    """Write the batch under plain numbered names: what a file is called must not matter to the program."""
    folder.mkdir()
    sources = []
    for number, (name, content) in enumerate(files):
        suffix = Path(name).suffix.lower()
        source = folder / f"{number:05d}{suffix if suffix in ('.docx', '.doc', '.odt', '.rtf') else '.docx'}"
        source.write_bytes(content)
        sources.append(source)
    return sources


def _command(program: Path, sources: Sequence[Path], folder: Path, target: _Target) -> list[str]:
    profile = (folder / "profile").as_uri()
    return [
        *(["unshare", "-rn"] if can_leave_the_network() else []),
        str(program),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        target.filter,
        "--outdir",
        str(folder / "out"),
        *map(str, sources),
    ]


def _run(command: Sequence[str], out: Path, patience: float) -> str:
    """Run the program to its end and give the reason it named for what failed.

    Where no other PDF came for `patience` seconds, it is ended with all that it started.
    """
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        raise ToolError(f"LibreOffice could not be started: {error.strerror}", hint=_how_to_install()) from error
    with process:
        said = _waited_for(process, out, patience)
        if said is None:
            _end(process)
            return f"it did not finish within {patience:.0f} seconds"
    return _reason(said) or ("the program stopped at it" if process.returncode else "it gave no reason")


def _waited_for(process: subprocess.Popen[str], out: Path, patience: float) -> str | None:
    """What the program said until it ended; None where it hangs."""
    while True:
        before = len(list(out.glob("*")))
        try:
            return process.communicate(timeout=patience)[0]
        except subprocess.TimeoutExpired:
            if len(list(out.glob("*"))) == before:
                return None


def _reason(said: str) -> str:
    """The last complaint among the lines; a line for each file that went well is none."""
    lines = [line.strip() for line in said.splitlines()]
    complaints = [line.removeprefix("Error: ") for line in lines if line.startswith("Error: ")]
    return complaints[-1][:200] if complaints else ""


def _how_to_install() -> str:
    return _HOW_TO_INSTALL.get(sys.platform, _HOW_TO_INSTALL_ELSEWHERE)


def _end(process: subprocess.Popen[str]) -> None:
    if sys.platform == "win32":
        tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(tree, capture_output=True, check=False)
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _made(file: Path, target: _Target) -> bytes:
    """What the program wrote, a PDF only where it is there to its end; else nothing."""
    content = file.read_bytes() if file.exists() else b""
    is_whole = target is not _PDF or (content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:])
    return content if is_whole else b""


@functools.cache
def can_leave_the_network() -> bool:
    """Whether this system lets a program be started without a network (Linux with user namespaces)."""
    if not shutil.which("unshare"):
        return False
    tried = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False, timeout=10)
    return tried.returncode == 0
