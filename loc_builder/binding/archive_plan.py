"""What an archive is to be made of. Pure."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from loc_builder.binding.bag_supplement import Supplement
from loc_builder.model import LetterId, Retention
from loc_builder.schoolyear import SchoolYear


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """One record to bind in; a path is opened only when its turn comes.

    `sha256` is that of the record's bytes; where it is empty it is reckoned.
    """

    letter_id: LetterId
    district: str
    record: bytes | Path
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class DistrictStanding:
    """A district of the register and, in one sentence, how it stands; `letter_id` where a record tells more.

    `is_covered` is whether a letter of an earlier year covers it, `is_held` whether its record lies in a bag that this
    one supplements.
    """

    number: str
    district: str
    sentence: str
    letter_id: LetterId | None = None
    is_covered: bool = False
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class ArchivePlan:
    """What an archive is made of; `made_at` is aware and in the edition's time zone.

    `ledger_head` is the hash of the last fact it was made from, `ledger_facts` that fact's number. `bags` is what the
    names of its bags begin with, of a supplement the whole name. A public copy holds the certificates only. A
    `supplement` holds only records that are new since an archive took in the year's bag. Of a later whole `version`
    `replaces` names the bags that it takes the place of.
    """

    title: str
    program: str
    agency: str
    school_year: SchoolYear
    made_at: datetime
    ledger_head: str
    entries: tuple[ArchiveEntry, ...]
    standings: tuple[DistrictStanding, ...]
    ledger_facts: int = 0
    unit: str = ""
    bags: str = ""
    retention: Retention = field(default_factory=Retention)
    is_public: bool = False
    supplement: Supplement | None = None
    version: int = 1
    replaces: str = ""

    @property
    def kind(self) -> str:
        """What it is beside others of its year, in words; empty of a year's first archive."""
        if self.supplement:
            return self.supplement.words
        return f"Version {self.version}, takes the place of {self.replaces}" if self.replaces else ""

    @property
    def name(self) -> str:
        """The title with its school year, once."""
        year = str(self.school_year)
        return self.title if year in self.title else f"{self.title} {year}"
