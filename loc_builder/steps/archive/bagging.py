"""The bag of an edition: a version for each state of the facts, beside the earlier ones."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loc_builder.binding.bag import BagBuilt, build_bag, validation_of
from loc_builder.binding.bag_words import is_validated
from loc_builder.binding.index import Change
from loc_builder.books import Books
from loc_builder.dossier import Case
from loc_builder.edition import read_edition
from loc_builder.errors import InputError, IntegrityError
from loc_builder.facts import Bagged, Fact
from loc_builder.files.bag import bag_hash, bag_problems
from loc_builder.model import Edition
from loc_builder.schoolyear import SchoolYear
from loc_builder.steps.archive.contents import Version, contents_of
from loc_builder.steps.archive.earlier import bagged_before, is_bagged_since
from loc_builder.steps.archive.uniting import United
from loc_builder.workspace import bag_folder_name, read_input


@dataclass(frozen=True, slots=True)
class BagMade:
    """The bag's folder in the archive's folder, and how it differs from the version before.

    `validation` is what the PDF/A validator says, as JSON: where the bag was made without one, what it says today.
    """

    folder: str
    version: int
    validation: bytes
    changes: tuple[Change, ...]
    is_unchanged: bool


def bagged(books: Books, edition: Edition, cases: Sequence[Case], pdf: United, last: Fact) -> tuple[Books, BagMade]:
    """Make the bag and note it; where no fact came since the last one, that stays, or is laid anew where it is gone.

    An archive that was sealed since is not in it: that makes another one.
    """
    before = bagged_before(books, edition)
    if before and before[-1].up_to == last.sequence and is_bagged_since(books, edition):
        again = _as_before(books, edition, cases, pdf, last=last, before=before)
        if again:
            return books, again
    settings = read_input(books.workspace.edition_folder(edition.school_year) / "edition.toml")
    number = before[-1].bag_version + 1 if before else 1
    version = Version(number, before[-1] if before else None, settings)
    built, changes = _built(books, edition, cases, pdf, last=last, version=version)
    keep = books.workspace.keep
    folder = bag_folder_name(edition, number)
    said = Bagged(
        edition.school_year, folder, number, built.sha256, last.sequence, keep(settings), keep(built.validation)
    )
    return books.record([said]), BagMade(folder, number, built.validation, changes, is_unchanged=False)


def _as_before(
    books: Books, edition: Edition, cases: Sequence[Case], pdf: United, *, last: Fact, before: Sequence[Bagged]
) -> BagMade | None:
    """The last bag, built again the same where its folder is gone; None where that is no longer possible."""
    said = before[-1]
    folder = books.workspace.archive_folder(edition.school_year) / said.folder
    try:
        settings, validation = (books.workspace.kept(name) for name in (said.settings_sha256, said.validation_sha256))
        then = _edition_of(settings, edition.school_year)
    except (IntegrityError, InputError):
        return None
    if bag_hash(folder) != said.sha256 or bag_problems(folder):
        earlier = before[-2] if len(before) > 1 else None
        version = Version(said.bag_version, earlier, settings, validation)
        built, _ = _built(books, then, cases, pdf, last=last, version=version)
        if built.sha256 != said.sha256:
            shutil.rmtree(folder)
            return None
    told = validation if is_validated(validation) else validation_of(folder / "data")
    return BagMade(said.folder, said.bag_version, told, (), is_unchanged=True)


def _edition_of(settings: bytes, school_year: SchoolYear) -> Edition:
    """The edition as its settings were when the bag was made."""
    with tempfile.TemporaryDirectory(prefix="loc-settings-") as place:
        folder = Path(place) / str(school_year)
        folder.mkdir()
        (folder / "edition.toml").write_bytes(settings)
        return read_edition(folder)


def _built(
    books: Books, edition: Edition, cases: Sequence[Case], pdf: United, *, last: Fact, version: Version
) -> tuple[BagBuilt, tuple[Change, ...]]:
    contents = contents_of(books, edition, cases, pdf, last=last, version=version)
    place = books.workspace.archive_folder(edition.school_year) / bag_folder_name(edition, version.number)
    return build_bag(contents, place), contents.changes
