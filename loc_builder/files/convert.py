"""Word files into PDF (LibreOffice), and whether a PDF kept the words it was made from.

A conversion is never believed: LibreOffice exits with 0 when it fails, so each PDF must be there and open, and
`missing_words` tells the caller what the PDF lost. The program runs with a profile of its own in a temporary folder
and, where the system can take it away, without a network: a Word file may name pictures to be fetched.
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
from pathlib import Path
from typing import Protocol

from loc_builder.errors import ToolError

SECONDS_TO_START = 90
SECONDS_PER_FILE = 20

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


class Converter(Protocol):
    """Turns Word files into PDFs; the result has an entry for each name, or ToolError names what failed."""

    def convert(self, files: Sequence[tuple[str, bytes]]) -> Mapping[str, bytes]: ...


class LibreOffice:
    """LibreOffice, found on the PATH or in its usual place."""

    def __init__(self, program: Path | None = None) -> None:
        self._program = program

    def convert(self, files: Sequence[tuple[str, bytes]]) -> Mapping[str, bytes]:
        """Convert a batch in one start of the program; names are distinct and end in what the bytes are (`.docx`)."""
        if not files:
            return {}
        _check_names(files)
        program = self._program or found_program()
        with tempfile.TemporaryDirectory(prefix="loc-convert-") as place:
            folder = Path(place)
            sources = _put(files, folder / "in")
            report = _run(_command(program, sources, folder), _time_for(len(files)))
            return {
                name: _result(name, folder / "out" / f"{source.stem}.pdf", report)
                for (name, _), source in zip(files, sources, strict=True)
            }


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


def _command(program: Path, sources: Sequence[Path], folder: Path) -> list[str]:
    profile = (folder / "profile").as_uri()
    return [
        *(["unshare", "-rn"] if _can_leave_the_network() else []),
        str(program),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        _FILTER,
        "--outdir",
        str(folder / "out"),
        *map(str, sources),
    ]


def _time_for(files: int) -> float:
    return SECONDS_TO_START + SECONDS_PER_FILE * files


def _run(command: Sequence[str], seconds: float) -> str:
    """Run the program and give what it said; what it started is ended with it when its time is up."""
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
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            _end(process)
            raise ToolError(
                f"LibreOffice did not finish within {seconds:.0f} seconds",
                hint="Close other LibreOffice windows and run the command again.",
            ) from error
    return said.strip()


def _how_to_install() -> str:
    return _HOW_TO_INSTALL.get(sys.platform, _HOW_TO_INSTALL_ELSEWHERE)


def _end(process: subprocess.Popen[str]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _result(name: str, pdf: Path, report: str) -> bytes:
    content = pdf.read_bytes() if pdf.exists() else b""
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]:
        return content
    last = report.splitlines()[-1][:200] if report else "it gave no reason"
    raise ToolError(
        f"LibreOffice made no PDF of {name}: {last}",
        hint="Open the file in Word; if it opens there, save it as PDF and take that in.",
    )


@functools.cache
def _can_leave_the_network() -> bool:
    """Whether this system lets a program be started without a network (Linux with user namespaces)."""
    if not shutil.which("unshare"):
        return False
    tried = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False, timeout=10)
    return tried.returncode == 0
