"""The lists of both READMEs, printed from the code as Markdown; `make readme` puts them in, `make check` compares."""

from collections.abc import Iterable, Iterator, Sequence

import click

from loc_builder.cli import COMMANDS, loc
from loc_builder.errors import ExitCode
from loc_builder.fields import FIELDS


def commands() -> str:
    """How `loc` is called, and a row for each command."""
    with click.Context(loc, info_name="loc") as context:
        before = " ".join(["loc", *_words(loc, context), "COMMAND"])
        rows = [row for name in COMMANDS for row in _commands(loc, name, context)]
    return f"\n`{before}`\n" + _table(("command", "does"), rows)


def exit_codes() -> str:
    return _table(("code", "meaning"), ((str(int(each)), each.meaning) for each in ExitCode))


def fields() -> str:
    """What a Word template can name."""
    rows = ((", ".join(f"`{name}`" for name in names.split(", ")), meaning) for names, meaning in FIELDS)
    return _table(("field", "is"), rows)


def _commands(group: click.Group, name: str, above: click.Context) -> Iterator[tuple[str, str]]:
    """A row for a command, or for each command of a group such as `loc edition`."""
    command = group.get_command(above, name)
    if command is None:
        raise LookupError(name)
    with click.Context(command, parent=above, info_name=name) as context:
        if isinstance(command, click.Group):
            for each in command.list_commands(context):
                yield from _commands(command, each, context)
        else:
            call = " ".join([context.command_path, *_words(command, context)])
            yield f"`{call}`", command.get_short_help_str(limit=1000).rstrip(".")


def _words(command: click.Command, context: click.Context) -> list[str]:
    """The words that a person types after the command: arguments, then options, in the order of the code."""
    own = [each for each in command.params if not {"--version", "--help"} & set(each.opts)]
    arguments = [each.make_metavar(context) for each in own if isinstance(each, click.Argument)]
    return arguments + [_option(each, context) for each in own if isinstance(each, click.Option)]


def _option(option: click.Option, context: click.Context) -> str:
    name = max(option.opts, key=len)
    word = name if option.is_flag else f"{name} {option.make_metavar(context)}"
    return (word if option.required else f"[{word}]") + ("..." if option.multiple else "")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    cells = (" | ".join(cell.replace("|", r"\|") for cell in line) for line in lines)
    return "\n" + "".join(f"| {line} |\n" for line in cells) + "\n"
