"""How fast letters are filled, beside docxtpl, docx-mailmerge2 and docxtemplater: `make bench` prints the ratios.

Each side makes the same letter of the edition 2024-2025 (its variables, its loop over contacts, the codes in its
margins) and writes it to a file; nobody syncs. The sides take turns, and medians are told, so that whatever else the
machine does weighs on all alike. What a peer is spared is said where it is printed. Nothing is written but into a
temporary folder.
"""

import io
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from mailmerge import MailMerge
from peer_templates import marked, with_merge_fields

from loc_builder import letter_id
from loc_builder.edition import read_edition
from loc_builder.fields import field_values
from loc_builder.files.codes import qr_png
from loc_builder.files.roster import read_roster
from loc_builder.files.word.package import read_package, write_package
from loc_builder.files.word.template import LetterTemplate
from loc_builder.letter_id import Code, Side
from loc_builder.model import Edition, Letter, RosterRow
from loc_builder.register import read_register
from loc_builder.schoolyear import SchoolYear

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent
YEAR = "2024-2025"
TEMPLATE = ROOT / "templates" / YEAR / "letter.docx"
ROSTER = ROOT / "samples" / f"roster-{YEAR}.xlsx"
ROUNDS, PER_ROUND = 9, 12
PLACES = ("loc-code-body", "loc-code-signature-header", "loc-code-signature-footer")

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Way:
    """A way to fill the letter: what writes one, which of ours it is set beside, and what it is spared."""

    name: str
    write: Callable[[Path], None]
    beside: "Way | None" = None
    spared: str = ""


NODE = Way("docxtemplater", Path.touch, None, "the loop unrolled, the codes drawn before")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        per_letter(Path(folder))
        whole_command(Path(folder))
        memory(Path(folder))
    help_start()


# ---- one letter after the other


def per_letter(folder: Path) -> None:
    letter = next(_letters())
    whole, ours = Way("LoC Builder", _ours(letter)), Way("the same without codes", _ours(letter, codes=False))
    merge = _merge_template(letter, folder)
    ways = [
        whole,
        Way("docxtpl", _docxtpl(letter), whole),
        Way("docx-mailmerge2", _mailmerge(letter, *merge), whole, "the loop unrolled; zipfile puts the codes in"),
        ours,
        Way("docx-mailmerge2", _mailmerge({}, *merge), ours, "the loop unrolled, no codes"),
    ]
    node = _docxtemplater(letter, folder)
    times: dict[Way, list[float]] = {way: [] for way in ways}
    for _ in range(ROUNDS + 1):
        for way in ways:
            times[way].append(_milliseconds(way, folder / "written"))
        if node:
            times.setdefault(NODE, []).append(node())
    print(f"One letter of {YEAR}, median of {ROUNDS} rounds of {PER_ROUND}, files written, nobody syncs:")
    for way, each in times.items():
        print(f"  {way.name:24} {statistics.median(each[1:]):7.2f} ms{_beside(each, times[way.beside or whole], way)}")
    if not node:
        print("  docxtemplater was left out: it needs node and npm.")


def _beside(theirs: list[float], ours: list[float], way: Way) -> str:
    """Say how many times ours a peer takes; the first round warms up."""
    ratio = statistics.median(their / our for their, our in zip(theirs[1:], ours[1:], strict=True))
    spared = f" ({way.spared})" if way.spared else ""
    return "" if theirs is ours or not (way.beside or way.spared) else f"   {ratio:5.1f} times ours{spared}"


def _milliseconds(way: Way, folder: Path) -> float:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    count = PER_ROUND * (1 if way.beside else 4)
    start = time.perf_counter()
    for number in range(count):
        way.write(folder / f"{number}.docx")
    return (time.perf_counter() - start) / count * 1_000


def _ours(values: Values, *, codes: bool = True) -> Callable[[Path], None]:
    template = LetterTemplate(TEMPLATE)
    named = {"LetterId": values["letter"]["id"], "LetterRevision": "1"}

    def write(file: Path) -> None:
        file.write_bytes(template.fill(values, pictures=_codes(values) if codes else {}, properties=named))

    return write


def _docxtpl(values: Values) -> Callable[[Path], None]:
    def write(file: Path) -> None:
        docx = DocxTemplate(TEMPLATE)
        for place, png in _codes(values).items():
            docx.replace_pic(place, io.BytesIO(png))
        docx.render(values, autoescape=True)
        docx.save(file)

    return write


def _merge_template(values: Values, folder: Path) -> tuple[Path, dict[str, str]]:
    """Make a merge template whose every value is a MERGEFIELD; give it and what to merge."""
    fields: dict[str, str] = {}
    template = folder / "merge.docx"
    template.write_bytes(with_merge_fields(LetterTemplate(TEMPLATE).fill(marked(values, fields))))
    return template, fields


def _mailmerge(values: Values, template: Path, fields: Mapping[str, str]) -> Callable[[Path], None]:
    """Merge, and where values are given write the package again with their codes, for which there is no other way."""

    def write(file: Path) -> None:
        whole = io.BytesIO()
        with MailMerge(template) as docx:
            docx.merge(**fields)
            docx.write(whole if values else file)
        if values:
            media = {f"word/media/{name}.png": png for name, png in _codes(values).items()}
            with zipfile.ZipFile(whole) as merged, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
                for name in merged.namelist():
                    made.writestr(name, media.get(name) or merged.read(name))

    return write


def _docxtemplater(values: Values, folder: Path) -> Callable[[], float] | None:
    """Have node fill a template whose every value is a tag; give the milliseconds that a letter takes it."""
    if not (shutil.which("node") and shutil.which("npm")):
        return None
    place = folder / "node"
    place.mkdir()
    installed = subprocess.run(
        ("npm", "install", "docxtemplater", "pizzip"), cwd=place, capture_output=True, check=False
    )
    if installed.returncode:
        return None
    fields: dict[str, str] = {}
    letter = LetterTemplate(TEMPLATE).fill(marked(values, fields))
    parts = {name: re.sub(rb"MARK(\d+)K", rb"{f\1}", part) for name, part in read_package(letter).parts.items()}
    (place / "template.docx").write_bytes(write_package(parts))
    (place / "values.json").write_text(json.dumps({f"f{name[4:-1]}": text for name, text in fields.items()}))
    for name, png in _codes(values).items():
        (place / f"{name}.png").write_bytes(png)
    shutil.copy(HERE / "fill_docxtemplater.js", place / "fill.js")

    def measure() -> float:
        told = subprocess.run(
            ("node", "fill.js", str(PER_ROUND)), cwd=place, capture_output=True, check=True, text=True
        )
        return float(told.stdout)

    return measure


def _codes(values: Values) -> dict[str, bytes]:
    identity = values["letter"]["id"]
    body, signature = (qr_png(str(Code(identity, 1, side))) for side in (Side.BODY, Side.SIGNATURE))
    return dict(zip(PLACES, (body, signature, signature), strict=True))


def _letters() -> Iterator[Values]:
    """The values of each letter of the sample roster."""
    edition = read_edition(ROOT / "templates" / YEAR)
    for row in _rows(edition):
        number = row.district.number
        identity = letter_id.make(edition.program.code, edition.school_year, number)
        contacts = (row.superintendent, row.points_of_contact)
        letter = Letter(identity, 1, edition.school_year, row.district, *contacts, row.answers)
        yield dict(field_values(letter, edition))


def _rows(edition: Edition) -> tuple[RosterRow, ...]:
    return read_roster(
        ROSTER,
        register_districts=read_register(ROOT / "templates" / "districts.csv").districts,
        questions=edition.questions,
        contacts=edition.contacts,
        on=SchoolYear.parse(YEAR).first_day,
    )


# ---- whole commands


def whole_command(folder: Path) -> None:
    """`loc fill` of all districts beside a docxtpl loop that finds its values ready made."""
    (folder / "values.json").write_text(json.dumps(list(_letters())))
    loop = (sys.executable, str(HERE / "fill_docxtpl_loop.py"), str(TEMPLATE), str(folder / "values.json"))
    ours, theirs = [], []
    for number in range(5):
        space = _workspace(folder / f"space{number}")
        ours.append(_run((*_loc(space), "fill", YEAR, "--roster", str(ROSTER)))[0])
        (folder / f"loop{number}").mkdir()
        theirs.append(_run((*loop, str(folder / f"loop{number}")))[0])
    count = len(list((folder / "space0" / "output" / YEAR / "letters").iterdir()))
    ratio = statistics.median(loop / fill for loop, fill in zip(theirs, ours, strict=True))
    print(
        f"`loc fill`, {count} letters, start to end, every file synced: {statistics.median(ours):.2f} s; a docxtpl loop"
    )
    print(
        f"  that finds values ready made and syncs nothing: {statistics.median(theirs):.2f} s, {ratio:.1f} times ours"
    )


def memory(folder: Path) -> None:
    """Peak memory (resident set, as the system reports it of an ended process) of one batch and of one of ten times it.

    District numbers have three digits, so the larger batch holds ten revisions of each district's letter.
    """
    peaks = {}
    for revisions in (1, 10):
        space = _workspace(folder / f"memory{revisions}")
        script = (sys.executable, str(HERE / "fill_many.py"), str(space), YEAR, str(ROSTER), str(revisions))
        peaks[revisions] = _run(script)[1]
        made = len(list((space / "output" / YEAR / "letters").iterdir()))
        print(f"a batch of {made:5} letters: {peaks[revisions] / 1024:.0f} MB at the most")
    print(f"  {peaks[10] / peaks[1]:.2f} times as much for ten times the letters")


def help_start() -> None:
    bare = "import click\n@click.command()\ndef hello(): 'Say hello.'\nhello(['--help'])"
    pairs = [(_run((sys.executable, "-m", "loc_builder", "--help"))[0], _run((sys.executable, "-c", bare))[0])
             for _ in range(15)]  # fmt: skip
    ratio = statistics.median(ours / click for ours, click in pairs)
    ours, click = (statistics.median(each) * 1_000 for each in zip(*pairs, strict=True))
    print(f"`loc --help` {ours:.0f} ms, a bare click program {click:.0f} ms: {ratio:.2f} times as long")


def _workspace(place: Path) -> Path:
    shutil.copytree(ROOT / "templates", place / "templates", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return place


def _loc(space: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "loc_builder", "--workspace", str(space), "--quiet")


def _run(command: tuple[str, ...]) -> tuple[float, int]:
    """Run a command; give its seconds and its peak memory in kilobytes."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)}\n{said.read().decode()}")
    return time.perf_counter() - start, usage.ru_maxrss


if __name__ == "__main__":
    main()
