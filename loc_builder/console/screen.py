"""Where results and errors go: one JSON object, or lines for people."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from loc_builder.errors import LocError, Problem

Shape = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command's result goes: one JSON object, or lines for people (none with `is_quiet`)."""

    is_json: bool = False
    is_quiet: bool = False

    def show(self, shape: Mapping[str, Any], lines: Iterable[str]) -> None:
        if self.is_json:
            click.echo(_json(shape))
        elif not self.is_quiet:
            for line in lines:
                say(line)

    def show_error(self, error: LocError, *, typed: Sequence[str] = ()) -> None:
        """One sentence, then every problem with its place, then what to do next; what was `typed` is told as typed."""
        if self.is_json:
            shape = {
                "code": error.code,
                "message": error.message,
                "hint": error.hint,
                "problems": [problem_shape(e) for e in error.problems],
            }
            click.echo(_json({"error": shape}))
            return
        click.echo(f"{_begun(error.message, typed)}.", err=True)
        for problem in error.problems:
            click.echo(f"  {problem_line(problem)}", err=True)
        if error.hint:
            click.echo(error.hint, err=True)


def _begun(message: str, typed: Sequence[str]) -> str:
    """Begin a sentence with a capital, unless it begins with the name of a file or folder."""
    first = message.split(" ", 1)[0]
    names = (str(Path(each)) for each in typed)
    is_name = "." in first or "/" in first or any(message.startswith((f"{name} ", f"{name}:")) for name in names)
    return message if is_name else f"{message[:1].upper()}{message[1:]}"


def say(line: str) -> None:
    """Print a line; what the terminal's or the pipe's characters cannot say stands there as `?`."""
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(line.encode(encoding, errors="replace").decode(encoding))


def _json(shape: Mapping[str, Any]) -> str:
    """Write JSON in plain ASCII, which every pipe carries and every reader decodes alike."""
    return json.dumps(shape, indent=2)


def problem_shape(problem: Problem) -> Shape:
    return {
        "code": problem.code,
        "message": problem.message,
        "file": problem.file,
        "row": problem.row,
        "column": problem.column,
        "hint": problem.hint,
    }


def problem_line(problem: Problem) -> str:
    place = f"{problem.place}: " if problem.place else ""
    hint = f" {problem.hint}" if problem.hint else ""
    return f"{place}{problem.message}.{hint}"


def table(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Lines of aligned columns."""
    if not rows:
        return
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def counted(number: int, one: str, many: str = "") -> str:
    """`1 letter`, `171 letters`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
