"""Parts whose file came before: a district writes twice with the same PDF, or somebody saved it out of a mail.

Kept files are named by their bytes, so a file that was never kept never came. Only where one was are the assessments of
all returns asked which file their parts lie in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from loc_builder import canonical
from loc_builder.books import Books
from loc_builder.findings import FindingCode
from loc_builder.model import Part, PartRef, ReturnId, Sha256
from loc_builder.standing import PartStanding

Files = dict[Sha256, tuple[PartRef, ...]]
"""The parts that lie in a file as it came."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A part that came before in the same bytes, and what it was called."""

    part: PartStanding
    name: str

    @property
    def named(self) -> set[str]:
        """The letter it belongs to, or those that were proposed."""
        return {self.part.letter_id} if self.part.letter_id else set(self.part.noted.candidates)


class Twins:
    """The parts of the returns that came before a batch and, as they are added, in it."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._added: Files = {}

    def name_of(self, return_id: ReturnId) -> str:
        """What a file was called that came before the batch inside of something else; empty where it did not."""
        twins = (_twin(self._books, ref) for ref in self._came_before(Sha256(return_id)))
        return next((each.name for each in twins if each and not is_unread(each.part)), "")

    def of(self, books: Books, return_id: ReturnId, part: Part) -> Twin | None:
        """Find the part of another return with the same pages of the same file, one with a letter first.

        What was set aside by a person is judged again; what could not be read counts only where this cannot either.
        """
        file = _file_of(return_id, part.lies_in(return_id), part.came_as(return_id), part.label)
        refs = (*self._came_before(file), *self._added.get(file, ()))
        found = [twin for ref in refs if ref.return_id != return_id and (twin := _twin(books, ref))]
        is_bad = any(each.code is FindingCode.UNREADABLE for each in part.findings)
        pages = [each.number for each in part.pages]
        same = (
            each
            for each in found
            if (is_bad or not is_unread(each.part))
            and [one.number for one in books.assessment(each.part).part.pages] == pages
        )
        return max(same, key=lambda each: each.part.letter_id is not None, default=None)

    def add(self, ref: PartRef, part: Part) -> None:
        """Note a part that was recorded."""
        own = ref.return_id
        file = _file_of(own, part.lies_in(own), part.came_as(own), part.label)
        self._added[file] = (*self._added.get(file, ()), ref)

    def _came_before(self, file: Sha256) -> tuple[PartRef, ...]:
        return self._before.get(file, ()) if self._kept(file).exists() else ()

    def _kept(self, file: Sha256) -> Path:
        return self._books.workspace.kept_folder / file

    @cached_property
    def _before(self) -> Mapping[Sha256, tuple[PartRef, ...]]:
        files: Files = {}
        for file, ref in self._files():
            files[file] = (*files.get(file, ()), ref)
        return files

    def _files(self) -> Iterator[tuple[Sha256, PartRef]]:
        workspace = self._books.workspace
        for returned in self._books.standing.returns.values():
            for each in returned.parts:
                own = each.ref.return_id
                part = canonical.load_plain(workspace.kept(each.noted.assessment_sha256))["part"]
                lies_in = Sha256(part.get("held_in") or own)
                came_as = Sha256(part.get("made_from") or lies_in)
                yield _file_of(own, lies_in, came_as, part.get("label", "")), each.ref


def _file_of(return_id: ReturnId, lies_in: Sha256, came_as: Sha256, label: str) -> Sha256:
    """The file that a part came in; of photos bound together the PDF that was made of them."""
    return lies_in if label and came_as == Sha256(return_id) else came_as


def _twin(books: Books, ref: PartRef) -> Twin | None:
    """A part as it stands; none where it is itself one that came before, or was set aside by a person."""
    returned = books.standing.returns[ref.return_id]
    part = next(each for each in returned.parts if each.ref == ref)
    is_aside = part.letter_id is None and part.is_decided
    if is_aside or FindingCode.DUPLICATE.value in part.noted.codes:
        return None
    label = books.assessment(part).part.label
    return Twin(part, f"{returned.received.name} > {label}" if label else returned.received.name)


def is_unread(part: PartStanding) -> bool:
    """Whether a part could not be read when it came, which may have passed, and waits still."""
    return not part.is_decided and FindingCode.UNREADABLE.value in part.noted.codes
