"""Letters on paper through `loc receive` with the extra `ocr`: their text is compared, a date suggested."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made.child import finished
from made.office import ADAIR, ALLEN, COLUMNS, PLANS, lay_out
from made.returned_scans import Printed, by_scanner, hand_of
from makers import paper
from makers.paper import PenSigned
from makers.pdfs import saved_as_pdf
from makers.typing_in import reworded, typed

from loc_builder import canonical
from loc_builder.files import ocr
from loc_builder.files.word import read_wording
from loc_builder.model import Recognised
from loc_builder.workspace import Workspace

pytestmark = [
    pytest.mark.usefixtures("libreoffice"),
    pytest.mark.skipif(not ocr.is_available(), reason="the extra ocr is not installed"),
]

SCANNED = by_scanner(dpi=150)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    lay_out(folder)
    roster = folder / "roster.csv"
    rows = (row.replace("{answers}", "") for row in (ADAIR, ALLEN))
    roster.write_text(COLUMNS.format(questions="Reflection") + "".join(rows))
    loc(folder, "2024-08-01T12:00:00-04:00", "fill", "2024-2025", "--roster", str(roster))
    return folder


@pytest.fixture(scope="module")
def received(office: Path) -> Mapping[str, Any]:
    """What `loc receive` says of the one part of each scan of a folder, by the file's name."""
    scans = office / "scans"
    scans.mkdir()
    for name, data in returns(office).items():
        (scans / f"{name}.pdf").write_bytes(data)
    said = loc(office, "2024-09-20T12:00:00-04:00", "receive", str(scans))
    return {Path(each["name"]).stem: each["parts"][0] for each in said["returns"]}


def loc(folder: Path, now: str, *arguments: str) -> Any:
    flags = ("--workspace", str(folder), "--by", "tester", "--now", now, "--json")
    return json.loads(finished("-m", "loc_builder", *flags, *arguments, check=False).stdout)


def returns(folder: Path) -> Mapping[str, bytes]:
    """Adair County's letter printed with its answers, signed and scanned; and with a word of the agreement changed."""
    (file,) = folder.glob("output/2024-2025/letters/001 *.docx")
    answered = typed(file.read_bytes(), PLANS)
    changed = reworded(answered, "they intend the work", "they do not intend the work")
    pdfs = saved_as_pdf({"honest": answered, "changed": changed})
    honest, other = (Printed.of(pdfs[name], read_wording(answered)) for name in ("honest", "changed"))
    return {
        "honest": SCANNED(with_pen(honest), 1),
        "changed": SCANNED(with_pen(other), 2),
        "last page": SCANNED(with_pen(honest)[-1:], 3),
    }


def with_pen(printed: Printed) -> Any:
    pages = printed.copies()
    signed = PenSigned("district", "Jane Doe", "9/3/24", hand_of(np.random.default_rng(3)))
    paper.sign(pages[-1], printed.pdf, signed)
    return pages


def told(part: Any) -> Mapping[str, str]:
    return {each["code"]: each["message"] for each in part["findings"]}


def test_an_honest_scan_is_compared_and_not_accused(received: Mapping[str, Any]) -> None:
    findings = told(received["honest"])
    assert not {"text-changed", "text-unchecked", "page-missing", "page-order-unknown"} & findings.keys()


def test_a_word_set_into_the_agreement_is_found_on_the_scan(received: Mapping[str, Any]) -> None:
    assert '"do not" was added' in told(received["changed"])["text-changed"]
    assert "read by text recognition" in told(received["changed"])["text-changed"]


def test_answers_are_read_and_a_person_compares_them(received: Mapping[str, Any]) -> None:
    answers = received["honest"]["answers"]
    assert {name: answers[name.removeprefix("answers.")] for name in PLANS} == PLANS
    assert answers["superintendent.email"] == "jane@adair.example"
    assert "compare them with the pages" in told(received["honest"])["answer-unread"]


@pytest.mark.parametrize("name", ["honest", "last page"])
def test_a_date_is_suggested_and_never_taken(received: Mapping[str, Any], name: str) -> None:
    assert 'text recognition suggests "9/3/24"' in told(received[name])["date-unsure"]
    assert all(each["signed_on"] is None for each in received[name]["signatures"])


def test_what_was_recognised_is_kept_for_the_archive(office: Path, received: Mapping[str, Any]) -> None:
    assert received
    kept = (each.read_bytes() for each in (office / "output" / "kept").rglob("*") if each.is_file())
    likenesses = [canonical.load(Recognised, data) for data in kept if data.startswith(b'{"pages":[{"height"')]
    assert sorted(len(each.pages) for each in likenesses) == [1, 5, 5]
    assert Workspace.open(office).ledger.facts()
