"""Other processes of this program, which may be killed as by pulling the plug."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from made.places import ROOT


def environment() -> dict[str, str]:
    """What a child runs in: it finds the package of this checkout, installed or not, and what tests are made of."""
    known = os.environ.get("PYTHONPATH", "")
    paths = [str(ROOT), str(ROOT / "tests"), *([known] if known else [])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def finished(*arguments: object, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments to its end, in this folder, and give what it said."""
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, check=check, capture_output=True, text=True, env=environment())


@contextmanager
def running(program: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Start a program given as text; it is killed where it has not ended by itself."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment()) as process:
        try:
            yield process
        finally:
            process.kill()
