"""Word files of a workspace as PDFs: converted once, believed only with all their words, kept for ever.

A file that cannot be converted is a problem of its letter and stops no other. One that could run or fetch something
is never given to the outside program.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from loc_builder.errors import InputError, Problem
from loc_builder.facts import Converted
from loc_builder.files.assemble import normalised
from loc_builder.files.convert import Converter, NotConvertedError, missing_words
from loc_builder.files.render import open_pages
from loc_builder.files.word import flatten_wording, open_word
from loc_builder.files.word.printable import printable
from loc_builder.model import LetterId, Sha256
from loc_builder.workspace import Workspace

FAILED_TOOL = frozenset({"not-converted", "words-lost"})
"""Codes of problems that lie with the outside program, as far as can be told."""


@dataclass(frozen=True, slots=True)
class WordSource:
    """A kept Word file to convert, and whose it is; `called` is its name, `is_returned` where a district sent it.

    `at` dates the PDF, so that two conversions are the same bytes.
    """

    sha256: Sha256
    called: str
    letter_id: LetterId
    at: datetime
    is_returned: bool

    def problem(self, code: str, what: str) -> Problem:
        """Say what is wrong with it, and what to do."""
        hint = "It is the letter as we issued it: open it in LibreOffice to see what is wrong there."
        if self.is_returned:
            reopen = f"loc reopen {self.letter_id} --because TEXT, loc reject {self.letter_id} --because TEXT"
            hint = f"Ask the district for a PDF of it: {reopen}; then take the PDF in: loc receive FILE"
        return Problem(code, f"{self.letter_id}: {what}", file=self.called, hint=hint)


@dataclass(frozen=True, slots=True)
class Conversions:
    """The PDFs by source, the facts of those made now, and what is wrong with the sources that have none."""

    pdfs: Mapping[Sha256, bytes]
    made: tuple[Converted, ...]
    problems: Mapping[Sha256, Problem]


def conversions(
    workspace: Workspace, sources: Iterable[WordSource], known: Mapping[Sha256, Sha256], converter: Converter
) -> Conversions:
    """Convert what was not converted before, in one call, and keep the PDFs.

    `known` gives the kept PDF of a source. Raises IntegrityError where kept bytes are gone or changed, ToolError where
    the outside program is absent.
    """
    by_hash = {each.sha256: each for each in sources}
    pdfs = {name: workspace.kept(known[name]) for name in by_hash if name in known}
    documents = {name: workspace.kept(name) for name in by_hash if name not in known}
    problems = {
        name: problem for name, document in documents.items() if (problem := _active_content(by_hash[name], document))
    }
    made = _converted({name: each for name, each in documents.items() if name not in problems}, converter)
    for name, result in made.items():
        checked = _checked(by_hash[name], documents[name], result)
        if isinstance(checked, Problem):
            problems[name] = checked
        else:
            pdfs[name] = checked
    new = tuple(Converted(name, workspace.keep(pdfs[name])) for name in made if name in pdfs)
    return Conversions(pdfs, new, problems)


def _active_content(source: WordSource, document: bytes) -> Problem | None:
    """Refuse a return that could run or fetch something; the office's own template may."""
    if not source.is_returned:
        return None
    try:
        found = open_word(document).active_content
    except InputError as error:
        return source.problem("unreadable", error.message)
    carries = f"the Word file carries {', '.join(found)}, so it is not opened to make a PDF of it"
    return source.problem("active-content", carries) if found else None


def _converted(documents: Mapping[Sha256, bytes], converter: Converter) -> Mapping[Sha256, bytes | str]:
    """Give for each document its PDF, or why there is none."""
    names = {f"{name}.docx": name for name in documents}
    try:
        made = converter.convert([(file, _to_print(documents[name])) for file, name in names.items()])
    except NotConvertedError as error:
        return {name: error.made.get(file) or error.reasons[file] for file, name in names.items()}
    return {name: made[file] for file, name in names.items()}


def _to_print(document: bytes) -> bytes:
    try:
        return printable(document)
    except InputError:
        return document  # the outside program says what is wrong with it


def _checked(source: WordSource, document: bytes, result: bytes | str) -> bytes | Problem:
    """Believe a PDF only if it opens and has all words of its Word file."""
    if isinstance(result, str):
        return source.problem("not-converted", f"LibreOffice made no PDF of the Word file: {result}")
    try:
        pdf = normalised(result, seed=source.sha256, created=source.at)
        with open_pages(pdf) as pages:
            text = "\n".join(pages.text(number) for number in range(1, len(pages) + 1))
        lost = missing_words(flatten_wording(document), text)
    except InputError as error:
        return source.problem("not-converted", error.message)
    if lost:
        return source.problem("words-lost", f"the PDF made of the Word file lost words of it: {', '.join(lost[:5])}")
    return pdf
