"""An edition's `edition.toml` from file to `Edition`, or to all that is wrong with it (tomllib)."""

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from loc_builder.edition.settings import Settings
from loc_builder.errors import InputError, Problem, WorkspaceError
from loc_builder.model import Edition


def read_edition(folder: Path) -> Edition:
    """Read the `edition.toml` of an edition's folder; raise InputError with every problem at once."""
    file = folder / "edition.toml"
    settings = _checked(_toml(file), file)
    if settings.school_year != folder.name:
        raise InputError(
            f'{folder.name}/edition.toml says school_year = "{settings.school_year}"',
            hint="The folder's name and the school year in it must be the same.",
        )
    return settings.edition()


def _toml(file: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        others = sorted(each.parent.name for each in file.parent.parent.glob("*/edition.toml"))
        hint = f"There are: {', '.join(others)}." if others else "There are none yet; try: loc init DIR, loc demo"
        raise WorkspaceError(f"there is no edition for {file.parent.name}", hint=hint) from error
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{file.parent.name}/edition.toml cannot be read: {error}") from error


def _checked(settings: Mapping[str, Any], file: Path) -> Settings:
    try:
        return Settings.model_validate(settings)
    except ValidationError as error:
        problems = tuple(_problem(each, file) for each in error.errors())
        raise InputError(f"the settings of {file.parent.name} need mending", problems=problems) from error


def _problem(error: ErrorDetails, file: Path) -> Problem:
    where = ".".join(str(step + 1) if isinstance(step, int) else step for step in error["loc"])
    name = f"{file.parent.name}/{file.name}"
    if error["type"] == "extra_forbidden":
        near = get_close_matches(str(error["loc"][-1]), _all_keys(Settings), n=1)
        hint = f"Did you mean {near[0]}?" if near else ""
        return Problem("unknown-key", f"the key {where} is unknown", name, column=where, hint=hint)
    if error["type"] == "missing":
        return Problem("missing-key", f"the key {where} is missing", name, column=where)
    message = error["msg"].removeprefix("Value error, ")
    return Problem("bad-value", f"{where or 'the settings'}: {message}", name, column=where)


def _all_keys(table: type[BaseModel]) -> list[str]:
    keys: list[str] = []
    for name, each in table.model_fields.items():
        keys.append(name)
        kinds = (each.annotation, *getattr(each.annotation, "__args__", ()))
        for kind in kinds:
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                keys += _all_keys(kind)
    return keys
