"""The outside program that turns Word files into PDFs, played: it prints a file's words, or fails as told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from loc_builder.files.convert import NotConvertedError
from loc_builder.files.word import flatten_wording
from made.pdf import drawn

WORDS_IN_A_LINE = 12
LINES_ON_A_PAGE = 60


@dataclass(slots=True)
class Played:
    """`given` are the files it got, in their order; those in `fails` give no PDF, those in `loses` a poor one."""

    fails: tuple[bytes, ...] = ()
    loses: tuple[bytes, ...] = ()
    given: list[bytes] = field(default_factory=list)

    def convert(self, files: Sequence[tuple[str, bytes]]) -> Mapping[str, bytes]:
        self.given += [data for _, data in files]
        made = {name: printed("A page" if data in self.loses else flatten_wording(data)) for name, data in files}
        reasons = {name: "source file could not be loaded" for name, data in files if data in self.fails}
        if reasons:
            raise NotConvertedError(reasons, {name: pdf for name, pdf in made.items() if name not in reasons})
        return made


def printed(text: str) -> bytes:
    """All words of a text, page after page."""
    words = text.split()
    lines = [" ".join(words[at : at + WORDS_IN_A_LINE]) for at in range(0, len(words), WORDS_IN_A_LINE)]

    def draw(canvas: Canvas) -> None:
        for start in range(0, len(lines), LINES_ON_A_PAGE):
            canvas.setFont("Helvetica", 7)
            for row, line in enumerate(lines[start : start + LINES_ON_A_PAGE]):
                canvas.drawString(20, 760 - 12 * row, line)
            canvas.showPage()

    return drawn(draw)
