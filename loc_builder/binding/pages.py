"""Where each page of a record comes from, and how that is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from loc_builder.model import RecognisedPage


class PageKind(StrEnum):
    RETURNED_SCAN = "returned-scan"
    RETURNED_PDF = "returned-pdf"
    RETURNED_WORD = "returned-word"
    AS_ISSUED = "as-issued"


_SENTENCES = {
    PageKind.RETURNED_SCAN: "From the returned scan, page {page}",
    PageKind.RETURNED_PDF: "From the returned PDF, page {page}",
    PageKind.RETURNED_WORD: "From the returned Word file, converted, page {page}",
    PageKind.AS_ISSUED: "As issued, not returned, page {page}",
}


@dataclass(frozen=True, slots=True)
class PageSource:
    """One page of a record: page `page` (from 1) of `pdf`, turned clockwise by `turned` degrees to stand upright.

    Pages of one file share one `pdf` value. `note` is added to the sentence (a file's name, "appearance copy").
    `recognised` is what was recognised on the page, as it lies in the file.
    """

    kind: PageKind
    pdf: bytes
    page: int
    turned: int = 0
    note: str = ""
    recognised: RecognisedPage | None = None

    @property
    def sentence(self) -> str:
        """Where the page comes from, for its margin and for the certificate; no full stop."""
        sentence = _SENTENCES[self.kind].format(page=self.page)
        return f"{sentence} ({self.note})" if self.note else sentence


def origins(sources: tuple[PageSource, ...]) -> tuple[tuple[str, str], ...]:
    """Give the record's pages and where they come from, runs of pages together: `Pages 1-4`, `From the ...`."""
    runs: list[list[int]] = []
    for index, source in enumerate(sources):
        before = sources[index - 1] if index else None
        if before and _follows(before, source):
            runs[-1].append(index)
        else:
            runs.append([index])
    return tuple(
        (numbered([index + 1 for index in run]), _run_sentence([sources[index] for index in run])) for run in runs
    )


def _follows(before: PageSource, source: PageSource) -> bool:
    return (before.kind, before.note) == (source.kind, source.note) and source.page == before.page + 1


def numbered(pages: Sequence[int]) -> str:
    """Name pages that are in order: `Page 3`, or `Pages 1-2, 4`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][-1] + 1 == page:
            runs[-1].append(page)
        else:
            runs.append([page])
    spans = (str(run[0]) if len(run) == 1 else f"{run[0]}\N{EN DASH}{run[-1]}" for run in runs)
    return f"{'Page' if len(pages) == 1 else 'Pages'} {', '.join(spans)}"


def _run_sentence(run: list[PageSource]) -> str:
    if len(run) == 1:
        return run[0].sentence
    first = _SENTENCES[run[0].kind].replace("page {page}", f"pages {run[0].page}\N{EN DASH}{run[-1].page}")
    return f"{first} ({run[0].note})" if run[0].note else first
