"""Programs that set a letter anew: LibreOffice in its formats, a browser's print; and what people set in Word first."""

import base64
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from loc_builder.files.convert import found_program
from loc_builder.files.word import open_word
from made.package import parts_of, with_parts

Files = Mapping[str, bytes]
"""By what they are called, without an ending."""

LETTER, A4 = ("12240", "15840"), ("11906", "16838")  # twips
HTML = "html:HTML (StarWriter):EmbedImages"
WORD = "docx:MS Word 2007 XML"
_LAST_HEADING = "Required signatures"


def saved_as(kind: str, files: Files, *, came_as: str = "docx") -> Files:
    """Open files in LibreOffice and save them in another format, all in one start; `kind` may name the filter too."""
    with tempfile.TemporaryDirectory(prefix="loc-set-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        names = dict(enumerate(files))
        for number, name in names.items():
            (folder / f"{number}.{came_as}").write_bytes(files[name])
        command = [
            str(found_program()),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--convert-to", kind, "--outdir", str(folder / "out")),
            *(str(folder / f"{number}.{came_as}") for number in names),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=60 + 10 * len(files))
        ending = kind.partition(":")[0]
        return {name: (folder / "out" / f"{number}.{ending}").read_bytes() for number, name in names.items()}


def by_way_of(kind: str, files: Files) -> Files:
    """Save Word files in another format and that as Word files again."""
    return saved_as(WORD, saved_as(kind, files), came_as=kind)


def printed_again(pdfs: Files) -> Files:
    """Print PDFs to PDF, as Linux does."""
    with tempfile.TemporaryDirectory(prefix="loc-set-") as place:
        old, new = Path(place) / "old.pdf", Path(place) / "new.pdf"
        made = {}
        for name, pdf in pdfs.items():
            old.write_bytes(pdf)
            subprocess.run(["pdftocairo", "-pdf", str(old), str(new)], check=True, capture_output=True, timeout=60)
            made[name] = new.read_bytes()
        return made


# ---- set in Word before it was printed


def in_font(docx: bytes, font: str) -> bytes:
    """Set the whole letter in another font."""
    return _changed_everywhere(docx, r'(w:(?:ascii|hAnsi|cs)=")[^"]*', rf"\g<1>{font}")


def hyphenated(docx: bytes) -> bytes:
    """Let Word divide words at the lines' ends, in a narrow column that asks for it."""
    settings = parts_of(docx)["word/settings.xml"].decode()
    on = '<w:autoHyphenation w:val="true"/><w:hyphenationZone w:val="120"/><w:defaultTabStop'
    divided = with_parts(docx, {"word/settings.xml": settings.replace("<w:defaultTabStop", on, 1)})
    return _changed_everywhere(divided, r'(<w:pgMar [^>]*?w:right=")[0-9]+', r"\g<1>3200")


def on_a4(docx: bytes) -> bytes:
    return _changed_everywhere(docx, rf'w:w="{LETTER[0]}" w:h="{LETTER[1]}"', f'w:w="{A4[0]}" w:h="{A4[1]}"')


def _changed_everywhere(docx: bytes, pattern: str, new: str) -> bytes:
    parts = parts_of(docx)
    changed = {
        name: re.sub(pattern.encode(), new.encode(), content)
        for name, content in parts.items()
        if re.fullmatch(r"word/(document|styles|header\d|footer\d)\.xml", name)
    }
    assert changed != {name: parts[name] for name in changed}, pattern
    return with_parts(docx, changed)


# ---- a browser


def browser() -> str:
    """Chromium's program; empty where there is none."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")


def printed_by_chromium(files: Files, *, paper: str = "letter", with_its_own_lines: bool = False) -> Files:
    """Print Word files as a word processor in the browser does; perhaps with the browser's own date, title and numbers.

    The text is LibreOffice's page for the web; headers, footers and codes stand in the pages' margins.
    """
    pages = saved_as(HTML, files)
    return {
        name: _print(_set_for_print(page.decode(), files[name], paper), with_its_own_lines=with_its_own_lines)
        for name, page in pages.items()
    }


def _print(page: str, *, with_its_own_lines: bool) -> bytes:
    with tempfile.TemporaryDirectory(prefix="loc-set-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        (folder / "letter.html").write_text(page, encoding="utf-8")
        command = [
            browser(),
            *("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"),
            *(() if with_its_own_lines else ("--no-pdf-header-footer",)),
            f"--print-to-pdf={folder / 'letter.pdf'}",
            (folder / "letter.html").as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / "letter.pdf").read_bytes()


def _set_for_print(page: str, docx: bytes, paper: str) -> str:
    page = re.sub(r"@page \{[^}]*\}|[\x01-\x08]", "", page)
    page = re.sub(r'<div title="(?:header|footer)">.*?</div>', "", page, flags=re.DOTALL)
    head, heading, tail = page.rpartition(_LAST_HEADING)
    before, tag, inside = head.rpartition("<h")
    page = f'{before}<div style="page: signed">{tag}{inside}{heading}{tail}'
    return page.replace("</style>", f"{_margins(docx, paper)}</style>", 1).replace("</body>", "</div></body>")


def _margins(docx: bytes, paper: str) -> str:
    """The pages' margins in the browser's language: a code and the footer's lines below, on the last page above too."""
    parts = parts_of(docx)

    def code(name: str) -> str:
        picture = base64.b64encode(parts[f"word/media/loc-code-{name}.png"]).decode()
        return f'content: ""; width: 0.7in; background: url(data:image/png;base64,{picture}) center / 0.7in no-repeat;'

    def lines(text: str) -> str:
        said = text.replace("\n", r"\a ").replace("Page  of ", "Page ")
        look = "white-space: pre-wrap; font: 8pt sans-serif; text-align: left; width: 4.5in;"
        return f'content: "{said}" counter(page) " of " counter(pages); {look}'

    foot, last_head, last_foot = open_word(docx).wording.furniture
    return (
        f"@page {{ size: {paper}; margin: 0.9in 1in 1.2in 1in;"
        f" @bottom-left-corner {{ {code('body')} }} @bottom-left {{ {lines(foot)} }} }}"
        f"@page signed {{ @bottom-left-corner {{ content: none }} @bottom-left {{ {lines(last_foot)} }}"
        f" @top-left-corner {{ {code('signature-header')} }} @top-left {{ {lines(last_head)} }}"
        f" @bottom-right-corner {{ {code('signature-footer')} }} }}"
    )
