"""Letters on paper through `loc receive`: what a pen changed, what is not signed, what is missing; and honest ones."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made.child import finished
from made.office import ADAIR, ALLEN, COLUMNS, PLANS, lay_out
from made.returned_scans import CHANGES, Pages, Printed, by_scanner, signed
from makers.pdfs import saved_as_pdf
from makers.typing_in import typed

from loc_builder.files.word import read_wording

pytestmark = pytest.mark.usefixtures("libreoffice")

SCANNED = by_scanner(dpi=120)
NOT_FOR_THE_HONEST = {"ink-outside-boxes", "not-signed", "no-date", "page-missing", "page-order-unknown"}


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What `loc receive` says of the one part of each scan of a folder, by the file's name."""
    folder = tmp_path_factory.mktemp("office")
    lay_out(folder)
    loc(folder, "2024-08-01T12:00:00-04:00", "fill", "2024-2025", "--roster", str(roster(folder)))
    scans = folder / "scans"
    scans.mkdir()
    for name, data in returns(folder).items():
        (scans / f"{name}.pdf").write_bytes(data)
    said = loc(folder, "2024-09-20T12:00:00-04:00", "receive", str(scans))
    parts = {Path(each["name"]).stem: each["parts"] for each in said["returns"]}
    assert all(len(each) == 1 for each in parts.values())
    return {name: part for name, [part] in parts.items()}


def loc(folder: Path, now: str, *arguments: str) -> Any:
    flags = ("--workspace", str(folder), "--by", "tester", "--now", now, "--json")
    return json.loads(finished("-m", "loc_builder", *flags, *arguments, check=False).stdout)


def roster(folder: Path) -> Path:
    place = folder / "roster.csv"
    rows = (row.replace("{answers}", "") for row in (ADAIR, ALLEN))
    place.write_text(COLUMNS.format(questions="Reflection") + "".join(rows))
    return place


def returns(folder: Path) -> Mapping[str, bytes]:
    """Adair County's letter, printed as it came or with its answers typed in, and what was done to it on paper."""
    (file,) = folder.glob("output/2024-2025/letters/001 *.docx")
    issued = file.read_bytes()
    pdfs = saved_as_pdf({"issued": issued, "answered": typed(issued, PLANS)})
    wording = read_wording(issued)
    printed, answered = (Printed.of(pdfs[each], wording) for each in ("issued", "answered"))
    whole = with_pen(printed)
    return {
        "honest": SCANNED(whole, 1),
        "honest, answers typed": SCANNED(with_pen(answered), 2),
        "unsigned": SCANNED(printed.copies()[-1:], 3),
        "a page missing": SCANNED([*whole[:2], *whole[3:]], 4),
        "struck out": SCANNED(changed(printed, "a sentence struck out"), 5),
        "margin note": SCANNED(changed(printed, "a note in the margin"), 6),
    }


def with_pen(printed: Printed) -> Pages:
    pages = printed.copies()
    signed(printed, pages, np.random.default_rng(3))
    return pages


def changed(printed: Printed, change: str) -> Pages:
    """The page that was changed, and the signed one."""
    pages = with_pen(printed)
    page = CHANGES[change](printed, pages, np.random.default_rng(3))
    return [pages[page - 1], pages[-1]]


def told(part: Any) -> Mapping[str, str]:
    return {each["code"]: each["message"] for each in part["findings"]}


@pytest.mark.parametrize("name", ["honest", "honest, answers typed"])
def test_an_honest_letter_on_paper_waits_for_its_reader_alone(received: Mapping[str, Any], name: str) -> None:
    assert received[name]["match"]["letter_id"] == "KYILN-2024-001-L1-32"
    assert not NOT_FOR_THE_HONEST & set(told(received[name]))
    assert {"signer-unclear", "date-unsure"} <= set(told(received[name]))


@pytest.mark.parametrize("name", ["struck out", "margin note"])
def test_what_a_pen_changed_is_a_finding_that_names_the_page(received: Mapping[str, Any], name: str) -> None:
    assert "page " in told(received[name])["ink-outside-boxes"]
    assert not {"not-signed", "no-date"} & set(told(received[name]))


def test_a_scan_that_nobody_signed_is_said_to_show_no_ink(received: Mapping[str, Any]) -> None:
    findings = told(received["unsigned"])
    assert "shows no ink" in findings["not-signed"]
    assert "shows no ink" in findings["no-date"]


def test_a_page_that_was_not_scanned_is_named(received: Mapping[str, Any]) -> None:
    assert "page 3 of 5" in told(received["a page missing"])["page-missing"]
    assert not {"ink-outside-boxes", "not-signed"} & set(told(received["a page missing"]))
