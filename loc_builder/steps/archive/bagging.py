"""The bag of an edition: a version for each state of the facts, beside the earlier ones; or a supplement to one."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loc_builder.binding.bag import build_bag, validation_of
from loc_builder.binding.bag_words import is_validated
from loc_builder.binding.index import Change
from loc_builder.books import Books
from loc_builder.dossier import Case
from loc_builder.edition import read_edition
from loc_builder.errors import InputError, IntegrityError
from loc_builder.facts import Bagged
from loc_builder.files.bag import bag_hash, bag_problems
from loc_builder.model import Edition
from loc_builder.schoolyear import SchoolYear
from loc_builder.steps.archive.contents import Version, contents_of
from loc_builder.steps.archive.making import Making
from loc_builder.steps.archive.uniting import United
from loc_builder.workspace import read_input


@dataclass(frozen=True, slots=True)
class BagMade:
    """The bag's folder in the archive's folder, and how it differs from the version before.

    `version` of a supplement is its number. `validation` is what the PDF/A validator says, as JSON: where the bag was
    made without one, what it says today.
    """

    folder: str
    version: int
    validation: bytes
    changes: tuple[Change, ...]
    is_unchanged: bool


def bagged(making: Making, cases: Sequence[Case], pdf: United) -> tuple[Books, BagMade]:
    """Make the bag and note it; where no fact came since the last one, that stays, or is laid anew where it is gone.

    An archive that was sealed since is not in it: that makes another one.
    """
    books, before = making.books, making.bagged_before()[-1:]
    if before and before[0].up_to == making.last.sequence and making.is_bagged_since():
        again = bagged_again(making, cases, pdf, before[0])
        if again:
            return books, again
    settings = read_input(books.workspace.edition_folder(making.school_year) / "edition.toml")
    version = Version(before[0] if before else None, settings)
    contents = contents_of(making, cases, pdf, version)
    built = build_bag(contents, making.archive_folder / making.folder)
    keep = books.workspace.keep
    said = Bagged(
        making.school_year,
        making.folder,
        making.number,
        built.sha256,
        making.last.sequence,
        keep(settings),
        keep(built.validation),
        making.package.accessioned,
    )
    made = BagMade(making.folder, making.number, built.validation, contents.changes, is_unchanged=False)
    return books.record([said]), made


def bagged_again(making: Making, cases: Sequence[Case], pdf: United, said: Bagged) -> BagMade | None:
    """A bag that was made before, built again the same where its folder is gone; None where that is not possible.

    `making` is one at the bag's last fact, to which its supplements are not there yet.
    """
    folder = making.archive_folder / said.folder
    try:
        settings, validation = (
            making.books.workspace.kept(name) for name in (said.settings_sha256, said.validation_sha256)
        )
        then = replace(making, edition=_edition_of(settings, making.school_year), number=said.bag_version)
    except (IntegrityError, InputError):
        return None
    if bag_hash(folder) != said.sha256 or bag_problems(folder):
        before = making.bagged_before()
        earlier = before[: before.index(said)]
        version = Version(earlier[-1] if earlier else None, settings, validation)
        if build_bag(contents_of(then, cases, pdf, version), folder, wanted=said.sha256).sha256 != said.sha256:
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
