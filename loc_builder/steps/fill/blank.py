"""The blank form of an edition, for a newcomer who is on no roster.

It is the letter with nothing prefilled. Its id has the number that no district has, so that codes place its pages and
say what it is. The same edition gives the same file; a changed one gives another revision beside it.
"""

from dataclasses import dataclass
from pathlib import Path

from loc_builder import letter_id
from loc_builder.books import Books
from loc_builder.errors import InputError, Problem
from loc_builder.facts import BlankMade
from loc_builder.fields import other_years_named
from loc_builder.files.word import read_wording
from loc_builder.files.word.template import LetterTemplate
from loc_builder.model import Contact, District, Edition, Fixed, Letter
from loc_builder.steps.fill.making import filled
from loc_builder.workspace import blank_file_name, put, put_if_changed, sweep_unfinished


@dataclass(frozen=True, slots=True)
class BlankPlan:
    """`is_new` where no blank form with this content was made before."""

    letter: Letter
    template: Path
    content: bytes
    file: str
    is_new: bool


def plan_blank(books: Books, edition: Edition) -> BlankPlan:
    """Make an edition's blank form in memory, in the revision it has or is to get; raise InputError."""
    template = books.workspace.edition_folder(edition.school_year) / "letter.docx"
    prepared = LetterTemplate(template)
    made = [
        fact.said
        for fact in books.facts
        if isinstance(fact.said, BlankMade) and fact.said.school_year == edition.school_year
    ]
    if made:
        letter = _letter(edition, len(made))
        content = filled(prepared, letter, edition)
        if content == books.workspace.kept(made[-1].sha256):
            return BlankPlan(letter, template, content, made[-1].file, is_new=False)
    letter = _letter(edition, len(made) + 1)
    content = filled(prepared, letter, edition)
    _refuse_other_years(content, edition)
    return BlankPlan(letter, template, content, blank_file_name(edition, letter.revision), is_new=True)


def carry_out_blank(books: Books, plan: BlankPlan) -> Books:
    """Lay the blank form among the letters and record it; one made before is put back where it is gone."""
    folder = books.workspace.letters_folder(plan.letter.school_year)
    sweep_unfinished(books.workspace.output)
    if not plan.is_new:
        put_if_changed(folder / plan.file, plan.content)
        return books
    template = books.workspace.keep(plan.template.read_bytes())
    kept = books.workspace.keep(plan.content)
    put(folder / plan.file, plan.content)
    return books.record([BlankMade(plan.letter.school_year, kept, template, plan.file)])


def _letter(edition: Edition, revision: int) -> Letter:
    number = letter_id.BLANK_NUMBER
    return Letter(
        letter_id.make(edition.program.code, edition.school_year, number),
        revision,
        edition.school_year,
        District(number, ""),
        Contact(),
        (Contact(),) * edition.contacts.at_least,
        {},
    )


def _refuse_other_years(content: bytes, edition: Edition) -> None:
    wording = read_wording(content)
    texts = (each.text for each in wording.body if isinstance(each, Fixed))
    problems = tuple(
        Problem(
            "other-year-named",
            f"the blank form names the school year {year}",
            "letter.docx or edition.toml",
            hint=f'If it is meant, add "{year}" to other_years_meant in edition.toml.',
        )
        for year in other_years_named("\n".join((*texts, *wording.furniture)), edition)
    )
    if problems:
        raise InputError("the blank form names another school year", problems=problems)
