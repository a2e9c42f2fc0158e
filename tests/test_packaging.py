"""What the installed package carries, and what `loc --help` costs."""

import json
import re
import tomllib
from importlib import import_module
from pathlib import Path

import click
import pytest
from hatchling.builders.wheel import WheelBuilder
from made.child import finished
from made.places import EDITIONS, ROOT
from packaging.requirements import Requirement

from loc_builder import starter
from loc_builder.cli import COMMANDS, loc
from loc_builder.errors import ToolError

DOCUMENT_LIBRARIES = {
    "PIL",
    "bagit",
    "cryptography",
    "docx",
    "docxtpl",
    "jinja2",
    "lxml",
    "numpy",
    "openpyxl",
    "pikepdf",
    "pydantic",
    "pyhanko",
    "pypdf",
    "pypdfium2",
    "rapidfuzz",
    "reportlab",
    "zxingcpp",
}
SHOW_WHAT_HELP_LOADS = """
import json, sys
from loc_builder.cli import run
code = run(["--help"])
print(json.dumps([code, sorted(sys.modules)]))
"""


@pytest.fixture(scope="module")
def wheel_files() -> set[str]:
    return {each.distribution_path for each in WheelBuilder(str(ROOT)).recurse_included_files()}


def test_help_shows_every_command_and_loads_no_document_library() -> None:
    *shown, last = finished("-c", SHOW_WHAT_HELP_LOADS).stdout.splitlines()
    code, modules = json.loads(last)
    assert code == 0
    assert set(COMMANDS) <= {line.split()[0] for line in shown if line.startswith("  ")}
    assert DOCUMENT_LIBRARIES & {name.partition(".")[0] for name in modules} == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_module_of_its_name_and_says_what_it_does(name: str) -> None:
    command = import_module(f"loc_builder.cli.{name}").command
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.get_short_help_str()
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_every_module_of_the_command_line_is_a_command() -> None:
    modules = {file.stem for file in (ROOT / "loc_builder" / "cli").glob("*.py")} - {"__init__"}
    assert modules == set(COMMANDS) == set(loc.list_commands(click.Context(loc)))


def test_the_readme_names_every_command() -> None:
    named = set(re.findall(r"^\| `loc ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert named == set(COMMANDS)


@pytest.mark.parametrize("year", EDITIONS)
def test_the_wheel_carries_each_edition(wheel_files: set[str], year: str) -> None:
    folder = f"loc_builder/starter/templates/{year}"
    assert {f"{folder}/edition.toml", f"{folder}/letter.docx"} <= wheel_files


def test_the_wheel_carries_the_samples_the_fonts_and_the_colour_profile(wheel_files: set[str]) -> None:
    assert {
        "loc_builder/starter/templates/districts.csv",
        "loc_builder/starter/samples/roster-2024-2025.xlsx",
        "loc_builder/files/fonts/NotoSans-Regular.ttf",
        "loc_builder/files/fonts/NotoSans-Bold.ttf",
        "loc_builder/files/colour/srgb.icc",
    } <= wheel_files


def test_the_wheel_carries_every_sample(wheel_files: set[str]) -> None:
    files = {file.relative_to(ROOT) for file in (ROOT / "samples").rglob("*") if file.is_file()}
    left_out = {"makers", "pictures"}
    samples = {file for file in files if not (file.suffix.startswith(".py") or left_out & set(file.parts))}
    assert {f"loc_builder/starter/{file.as_posix()}" for file in samples} <= wheel_files


def test_the_wheel_leaves_out_what_makes_templates_and_samples(wheel_files: set[str]) -> None:
    assert [name for name in wheel_files if re.match(r"loc_builder/starter/.*(\.py|/makers/)", name)] == []
    assert [name for name in wheel_files if "__pycache__" in name or not name.startswith("loc_builder/")] == []


def test_a_checkout_finds_its_starter_files_beside_the_package() -> None:
    folder = starter.starter_folder()
    assert {"districts.csv", "2017-2018", "2024-2025"} <= {each.name for each in (folder / "templates").iterdir()}
    assert (folder / "samples").is_dir()


def test_an_installed_package_finds_its_starter_files_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "loc_builder"
    inside = package / "starter" / "templates"
    inside.mkdir(parents=True)
    (inside / "districts.csv").touch()
    monkeypatch.setattr(starter, "_PACKAGE", package)
    assert starter.starter_folder() == package / "starter"


def test_a_package_without_its_starter_files_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starter, "_PACKAGE", tmp_path / "loc_builder")
    with pytest.raises(ToolError, match="starter templates") as refused:
        starter.starter_folder()
    assert "Install it again" in refused.value.hint


def test_the_pinned_requirements_fit_what_the_package_asks_for() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {name: version for name, _, version in (line.partition("==") for line in lines if line[0] != "#")}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [Requirement(line) for line in project["dependencies"]]
    assert [str(each) for each in wanted if not each.specifier.contains(pinned.get(each.name, "0"))] == []
