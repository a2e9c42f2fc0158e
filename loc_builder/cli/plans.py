"""`loc plans`: what the districts answered."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from loc_builder.cli import present, year_argument
from loc_builder.schoolyear import SchoolYear

if TYPE_CHECKING:
    from loc_builder.books import Books
    from loc_builder.standing import LetterStanding

    Answer = tuple[LetterStanding, str, str]
    Unread = tuple[LetterStanding, list[str]]


@click.command("plans")
@year_argument
@click.pass_context
def command(ctx: click.Context, year: SchoolYear) -> None:
    """List what accepted letters answered.

    Where no rule could read an answer, such as on a scan, the file to look at is named.
    """
    from loc_builder.casework import accepted_answers

    call = present(ctx)
    books = call.reading()
    letters = books.standing.of_year(year)
    answers = [
        (letter, question, "\n".join(items))
        for letter in letters
        for question, items in accepted_answers(books, letter).items()
    ]
    answered = {letter.letter_id for letter, _, _ in answers}
    unread = [(each, _copies(books, each)) for each in letters if each.commitment and each.letter_id not in answered]
    call.console.show(_shape(year, answers, unread), _lines(books, year, answers, unread))


def _lines(books: "Books", year: SchoolYear, answers: "Sequence[Answer]", unread: "Sequence[Unread]") -> Iterator[str]:
    from loc_builder.console import none_accepted

    questions = {each.id: each.label for each in books.edition(year).questions}
    letters = books.standing.of_year(year)
    if not any(each.commitment for each in letters):
        yield none_accepted(year, letters)
    for letter, question, answer in answers:
        yield f"{letter.issued.district}, {questions.get(question, question)}:"
        yield from (f"    {line}" for line in answer.split("\n"))
    for letter, copies in unread:
        yield f"{letter.issued.district}: not read; look at {', '.join(copies)}"


def _shape(year: SchoolYear, answers: "Sequence[Answer]", unread: "Sequence[Unread]") -> dict[str, object]:
    return {
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
        "not_read": [
            {"letter_id": letter.letter_id, "district": letter.issued.district, "copies": copies}
            for letter, copies in unread
        ],
    }


def _copies(books: "Books", letter: "LetterStanding") -> list[str]:
    """Where the files lie with which a letter was accepted, those that hold answers alone where there are any."""
    from loc_builder.casework import readable_copy
    from loc_builder.model import Role

    accepted = letter.commitment.accepted.parts if letter.commitment else ()
    parts = [part for part in letter.parts if part.ref in accepted]
    answering = [part for part in parts if part.role in (Role.WHOLE, Role.ANSWERS)]
    return list(dict.fromkeys(readable_copy(books, part) for part in answering or parts))
