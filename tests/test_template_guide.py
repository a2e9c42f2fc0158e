"""The guide to templates names what there is, and nothing else."""

import re

import click
from made.places import TEMPLATES

from loc_builder.cli import COMMANDS, loc
from loc_builder.fields import FIELDS

GUIDE = (TEMPLATES / "README.md").read_text(encoding="utf-8")


def test_every_field_is_named() -> None:
    assert [name for names, _ in FIELDS for name in names.split(", ") if f"`{name}`" not in GUIDE] == []


def test_no_field_is_named_that_no_letter_has() -> None:
    known = {name.split(".")[0] for names, _ in FIELDS for name in names.split(", ")} | {"contact", "loop"}
    named = set(re.findall(r"\{\{ ([a-z_]+)|\{%p? (?:if|for [a-z]+ in) ([a-z_]+)", GUIDE))
    assert {name for pair in named for name in pair if name} <= known


def test_every_command_it_gives_exists_with_its_options() -> None:
    commands = re.findall(r"`loc ([a-z]+)([^`]*)`", GUIDE)
    assert {name for name, _ in commands} >= {"fill", "send"}
    assert {name for name, _ in commands} <= set(COMMANDS)
    for name, rest in commands:
        command = loc.get_command(click.Context(loc), name)
        assert command is not None
        held = [command, *command.commands.values()] if isinstance(command, click.Group) else [command]
        options = {option for each in held for parameter in each.params for option in parameter.opts}
        assert set(re.findall(r"--[a-z]+", rest)) <= options
