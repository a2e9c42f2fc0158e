"""What a supplement is, in plain words: for the PDF, the README and the labels of the bag. Pure.

What an archive has taken in is not replaced. What comes later goes into a bag of its own, which holds nothing that the
one taken in or an earlier supplement holds, and is read together with them.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loc_builder.words import either

SUPPLEMENT_LABEL = "Supplement-To"
_WIDTH = 92

_WHAT_IT_IS = (
    "An archive has taken in the bag {bag} under the accession number {accession}, and what an archive has taken in is"
    " not replaced. This bag is a supplement to it: it holds what came or was decided since, and no record and no"
    " original that {before} holds already. Keep them side by side and read them together; one without the"
    " other is not the whole year."
)
_HOW_TO_READ = (
    "data/metadata/index.csv lists every district as it stands now. Where a letter's record or originals are not in"
    " this bag, its columns record_held_in and originals_held_in name the bag that has them."
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A record of a letter that was bound before: in which bag, and where (`page 12 of FILE`).

    Where `is_void` the letter is no commitment now; else the supplement's own record takes its place.
    """

    district_number: str
    district: str
    bag: str
    page: str
    is_void: bool = False

    @property
    def sentence(self) -> str:
        if self.is_void:
            return f"the record in {self.bag}, {self.page}, counts no longer"
        return f"this record takes the place of the one in {self.bag}, {self.page}"


@dataclass(frozen=True, slots=True)
class Supplement:
    """Its number; the folder and the accession number of the bag that it goes with; the supplements before it."""

    number: int
    bag: str
    accession: str
    before: tuple[str, ...] = ()
    earlier: tuple[Earlier, ...] = ()

    @property
    def words(self) -> str:
        """`Supplement 1 to KYILN-2024-2025-bag-v1, accession 2025-014`."""
        return f"Supplement {self.number} to {self.bag}, accession {self.accession}"


def supplement_words(supplement: Supplement) -> Iterator[str]:
    """The paragraphs of a README that say what the bag is, what it goes with, and what in them counts no longer."""
    yield "WHAT A SUPPLEMENT IS"
    before = either([supplement.bag, *supplement.before])
    yield _WHAT_IT_IS.format(bag=supplement.bag, accession=supplement.accession, before=before)
    yield _HOW_TO_READ
    yield from _listed("WHICH RECORDS TAKE THE PLACE OF EARLIER ONES", _kind(supplement, is_void=False))
    yield from _listed("WHICH EARLIER RECORDS COUNT NO LONGER", _kind(supplement, is_void=True))


def _kind(supplement: Supplement, *, is_void: bool) -> list[Earlier]:
    return [each for each in supplement.earlier if each.is_void == is_void]


def _listed(heading: str, earlier: Sequence[Earlier]) -> Iterator[str]:
    """A heading and two rows for each record; nothing where there is none."""
    if not earlier:
        return
    yield heading
    for each in earlier:
        yield f"  {each.district_number} {each.district}:"
        yield from (f"    {line}" for line in textwrap.wrap(each.sentence, _WIDTH))
