"""The page that hands the archive over: who, what, as of which fact, where the originals are, how to check. Pure."""

from collections.abc import Iterator

from loc_builder.binding.archive_plan import ArchivePlan
from loc_builder.days import moment_in_words
from loc_builder.files.draw import Block, Pairs, Paragraph, TransmittalWords

_LABELS = 132.0  # points

_HOLDS = (
    "Of each letter: its pages as they came back or, where only some came back, as they were issued, each with its"
    " origin in the margin; the days on which it is in effect, stamped on the signature page; a certificate."
)
_ORIGINALS = (
    "The files as they came are not in this PDF. They lie, bit for bit, in data/originals of the bag that goes with it"
    " ({bags}), and beside them in data/issued the letters of which pages stand here as issued. The office keeps them"
    " too. What is here are copies for reading: a digital signature can be validated in the original only. Letters that"
    " came as Word files have lost their tags for screen readers in being bound."
)
_SUPPLEMENTED = (
    " This is a supplement to {bag}, which an archive has taken in: it holds what came or was decided since, and is"
    " read together with it. Originals that an earlier bag holds lie there; the index of this one names which."
)
_CHECKING = (
    "The hash above names the last fact this archive was made from, and with it all facts before. The same hash stands"
    " in this PDF's metadata (XMP, loc:ledgerHead) and in the bag (bag-info.txt, Ledger-Head). The bag's README says"
    " how to check every file and every fact without the program that made them."
)
_PUBLIC = (
    "This is the copy for the public: of each letter its certificate. The letters show e-mail addresses of contacts"
    " and are not in it, nor are the files as they came; the office holds all of them."
)


def transmittal(plan: ArchivePlan, record_pages: int) -> TransmittalWords:
    """Say what the transmittal says of an archive whose records have so many pages together."""
    return TransmittalWords(
        kind="TRANSMITTAL",
        title=plan.name,
        lead=f"{', '.join(_each_once(plan.agency, plan.unit))} hands over {_what(plan)} of {plan.program} for the"
        f" school year {plan.school_year}, as they stood on {moment_in_words(plan.made_at)}.",
        blocks=tuple(_blocks(plan, record_pages)),
        signing=("Handed over by, date", "Received by, date"),
        foot=f"{plan.name}   \N{MIDDLE DOT}   Page ii",
    )


def _what(plan: ArchivePlan) -> str:
    if plan.is_public:
        return "the certificates of the letters"
    return f"a supplement to {plan.supplement.bag}: letters" if plan.supplement else "the letters"


def _each_once(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _blocks(plan: ArchivePlan, record_pages: int) -> Iterator[Block]:
    yield Block("What it holds", (Pairs(tuple(_counts(plan, record_pages)), _LABELS), Paragraph(_holds(plan))))
    yield Block("The ledger", (Pairs(tuple(_head(plan)), _LABELS),))
    if not plan.is_public:
        yield Block("Where the originals are", (Paragraph(_originals(plan)),))
        yield Block("How to check it", (Paragraph(_CHECKING),))
    if kept := tuple(_retention(plan)):
        yield Block("How long it is kept", (Pairs(kept, _LABELS),))


def _holds(plan: ArchivePlan) -> str:
    return _PUBLIC if plan.is_public else _HOLDS


def _originals(plan: ArchivePlan) -> str:
    if plan.supplement is None:
        return _ORIGINALS.format(bags=f"a folder whose name begins with {plan.bags}")
    return _ORIGINALS.format(bags=f"the folder {plan.bags}") + _SUPPLEMENTED.format(bag=plan.supplement.bag)


def _counts(plan: ArchivePlan, record_pages: int) -> Iterator[tuple[str, str]]:
    here = {entry.letter_id for entry in plan.entries}
    without = [each for each in plan.standings if each.letter_id not in here]
    covered, held = sum(each.is_covered for each in without), sum(each.is_held for each in without)
    if plan.kind:
        yield "What it is", plan.kind
    yield ("Certificates" if plan.is_public else "Records of signed letters"), f"{len(plan.entries):,}"
    yield "Pages of them", f"{record_pages:,}"
    yield "Districts listed", f"{len(plan.standings):,}, each with its standing, behind the last record"
    if held:
        yield "Handed over before", f"{held:,}, each with the file and page of its record"
    if covered:
        yield "Covered by earlier letters", f"{covered:,}, each with the letter, its archive and page"
    yield "Without a letter in effect", f"{len(without) - covered - held:,}"


def _head(plan: ArchivePlan) -> Iterator[tuple[str, str]]:
    yield "Last fact", f"Number {plan.ledger_facts:,}" if plan.ledger_facts else "not numbered"
    yield "Entered on", moment_in_words(plan.made_at)
    yield "Its SHA-256", plan.ledger_head


def _retention(plan: ArchivePlan) -> Iterator[tuple[str, str]]:
    kept = plan.retention
    for label, value in (
        ("Accession", kept.accession),
        ("Retention series", kept.series),
        ("Years", str(kept.years) if kept.years else ""),
        ("Disposition", kept.disposition),
    ):
        if value:
            yield label, value
