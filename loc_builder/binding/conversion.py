"""Word files of a workspace as PDFs: converted once, believed only with all their words, kept for the next time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from loc_builder.errors import ToolError
from loc_builder.files.assemble import normalised
from loc_builder.files.convert import Converter, missing_words
from loc_builder.files.render import open_pages
from loc_builder.files.word import flatten_wording
from loc_builder.model import Sha256
from loc_builder.workspace import Workspace, put


@dataclass(frozen=True, slots=True)
class WordSource:
    """A kept Word file to convert; `at` dates the PDF, so that two conversions are the same bytes."""

    sha256: Sha256
    called: str
    at: datetime


def conversions(
    workspace: Workspace, sources: Mapping[Sha256, WordSource], converter: Converter
) -> Mapping[Sha256, bytes]:
    """Give each source's PDF; those not converted before are converted in one call.

    Raises ToolError where the outside program is absent or fails, or where a PDF lost words of its Word file.
    """
    files = {name: workspace.conversion_file(name) for name in sources}
    missing = [sources[name] for name, file in files.items() if not file.exists()]
    if missing:
        documents = {f"{each.sha256}.docx": workspace.kept(each.sha256) for each in missing}
        made = converter.convert(tuple(documents.items()))
        for each in missing:
            name = f"{each.sha256}.docx"
            pdf = normalised(made[name], seed=each.sha256, created=each.at)
            _refuse_lost_words(each, documents[name], pdf)
            put(files[each.sha256], pdf)
    return {name: file.read_bytes() for name, file in files.items()}


def _refuse_lost_words(source: WordSource, document: bytes, pdf: bytes) -> None:
    with open_pages(pdf) as pages:
        text = "\n".join(pages.text(number) for number in range(1, len(pages) + 1))
    lost = missing_words(flatten_wording(document), text)
    if lost:
        raise ToolError(
            f"the PDF made of {source.called} lost words of it: {', '.join(lost[:5])}",
            hint="Open the Word file, save it as PDF there, and take the PDF in: loc receive FILE",
        )
