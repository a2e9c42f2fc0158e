"""`loc plans`: what the districts answered."""

from collections.abc import Iterator

import click

from loc_builder.cli import present, year_argument
from loc_builder.schoolyear import SchoolYear


@click.command("plans")
@year_argument
@click.pass_context
def command(ctx: click.Context, year: SchoolYear) -> None:
    """List what accepted letters answered.

    Answers that no rule could read, such as those on scans, are not among them.
    """
    from loc_builder.casework import accepted_answers
    from loc_builder.console import none_accepted

    call = present(ctx)
    books = call.reading()
    questions = {each.id: each.label for each in books.edition(year).questions}
    letters = books.standing.of_year(year)
    answers = [
        (letter, question, "\n".join(items))
        for letter in letters
        for question, items in accepted_answers(books, letter).items()
    ]

    def lines() -> Iterator[str]:
        if not any(each.commitment for each in letters):
            yield none_accepted(year, letters)
        elif not answers:
            yield f"No accepted letter of {year} has answers that could be read; look into output/{year}/returns"
        for letter, question, answer in answers:
            yield f"{letter.issued.district}, {questions.get(question, question)}:"
            yield from (f"    {line}" for line in answer.split("\n"))

    shape = {
        "school_year": str(year),
        "answers": [
            {
                "letter_id": letter.letter_id,
                "district": letter.issued.district,
                "question": question,
                "answer": answer,
            }
            for letter, question, answer in answers
        ],
    }
    call.console.show(shape, lines())
