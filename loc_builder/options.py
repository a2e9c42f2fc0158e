"""What commands take: school years, days, moments, files and words, and the options that several commands share."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from loc_builder.findings import FindingCode
from loc_builder.schoolyear import SchoolYear

Command = TypeVar("Command", bound=Callable[..., Any])


class SchoolYearParameter(click.ParamType[SchoolYear]):
    name = "year"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> SchoolYear:
        try:
            return value if isinstance(value, SchoolYear) else SchoolYear.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class DayParameter(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a day; write it as 2024-08-05", param, ctx)


class MomentParameter(click.ParamType[datetime]):
    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a moment; write it as 2024-08-05T14:30:00-04:00", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


YEAR = SchoolYearParameter()
DAY = DayParameter()
MOMENT = MomentParameter()
FILE = click.Path(path_type=Path)


def year_argument(command: Command) -> Command:
    return click.argument("year", type=YEAR)(command)


class WordsParameter(click.ParamType[str]):
    """Text that says something."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        words = " ".join(str(value).split())
        if not words:
            self.fail("it is empty", param, ctx)
        return words


WORDS = WordsParameter()


def because_option(command: Command) -> Command:
    why = "Why, in a sentence; it is kept."
    return click.option("--because", type=WORDS, required=True, metavar="TEXT", help=why)(command)


def despite_option(command: Command) -> Command:
    codes = click.Choice([code.value for code in FindingCode])
    accepted = "A finding that is accepted all the same; may be repeated."
    return click.option("--despite", type=codes, multiple=True, metavar="CODE", help=accepted)(command)


def districts_option(*names: str, help: str) -> Callable[[Command], Command]:  # noqa: A002 - click's word
    return click.option(*names, multiple=True, metavar="DISTRICT", help=help + " (number or name; may be repeated)")
