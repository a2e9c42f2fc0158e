"""What veraPDF's report is taken to say, and what is said without one."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from made.pdf import sheets

from loc_builder.files.assemble import Description, Finish, PageImage, finished, image_page
from loc_builder.files.pdfa import Verdict, validated

DAY = datetime(2025, 7, 1, 12, tzinfo=UTC)
REPORT = """<?xml version="1.0" encoding="utf-8"?>
<report><jobs>
<job><item size="9"><name>{good}</name></item>
<validationReport jobEndStatus="normal" isCompliant="true"><details failedRules="0"></details></validationReport></job>
<job><item size="9"><name>{bad}</name></item>
<validationReport jobEndStatus="normal" isCompliant="false"><details failedRules="2">
<rule specification="ISO 19005-2:2011" clause="6.2.11.4.1" testNumber="1" status="failed" failedChecks="3">
<description>Fonts are
 in the file</description><check status="failed"><context>root</context></check></rule>
<rule clause="6.6.2.1" testNumber="1" status="failed"><description>There is metadata</description></rule>
</details></validationReport></job>
<job><item size="5"><name>{broken}</name></item>
<taskException type="PARSE"><exceptionMessage>Couldn't parse stream</exceptionMessage></taskException></job>
</jobs></report>"""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    found = {name: tmp_path / f"{name} & more.pdf" for name in ("good", "bad", "broken", "unheard")}
    for file in found.values():
        file.write_bytes(b"%PDF-")
    return found


def playing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, report: str, *, code: int = 1, called: str = "veraPDF 1.28.2"
) -> None:
    """A program that is called as veraPDF is and prints a report as veraPDF does."""
    (folder / "report.xml").write_text(report, encoding="utf-8")
    program = folder / "verapdf"
    program.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && {{ echo "{called}"; exit 0; }}\necho "$@" > "{folder}/asked"\n'
        f'cat "{folder}/report.xml"\nexit {code}\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin:/bin")


@pytest.mark.skipif(os.name == "nt", reason="the program played here is a shell script")
@pytest.mark.parametrize(
    ("called", "name"),
    [("veraPDF 1.28.2", "veraPDF 1.28.2"), ("veraPDF version", "veraPDF"), ("", "verapdf")],
)
def test_a_validator_that_prints_no_number_is_called_by_its_name_alone(
    called: str, name: str, files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    playing(tmp_path, monkeypatch, REPORT.format(good=files["good"], bad="", broken=""), called=called)
    assert validated((files["good"],)).program == name


@pytest.mark.skipif(os.name == "nt", reason="the program played here is a shell script")
def test_each_file_gets_the_verdict_of_its_job_and_the_rules_it_breaks(
    files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {name: str(file).replace("&", "&amp;") for name, file in files.items()}
    playing(tmp_path, monkeypatch, REPORT.format(**names))
    found = validated(tuple(files.values()))
    good, bad, broken, unheard = (found.files[file] for file in files.values())
    assert (tmp_path / "asked").read_text().startswith("--flavour 2b --format xml ")
    assert found.program == "veraPDF 1.28.2"
    assert (good.verdict, good.why) == (Verdict.VALID, ())
    assert (bad.verdict, bad.why) == (
        Verdict.INVALID,
        ("6.2.11.4.1-1: Fonts are in the file", "6.6.2.1-1: There is metadata"),
    )
    assert (broken.verdict, broken.why) == (Verdict.NOT_VALIDATED, ("Couldn't parse stream",))
    assert (unheard.verdict, unheard.why) == (Verdict.NOT_VALIDATED, ("verapdf gave no verdict",))
    assert found.verdict is Verdict.INVALID
    assert validated((files["good"],)).verdict is Verdict.VALID
    assert validated((files["good"], files["broken"])).verdict is Verdict.NOT_VALIDATED


@pytest.mark.skipif(os.name == "nt", reason="the program played here is a shell script")
@pytest.mark.parametrize("report", ["", "Exception in thread main", "<report><jobs><job><item><name>x</name>"])
def test_a_program_that_fails_leaves_the_question_open(
    report: str, files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    playing(tmp_path, monkeypatch, report)
    found = validated((files["good"],))
    assert found.verdict is Verdict.NOT_VALIDATED
    assert found.files[files["good"]].why == ("verapdf ended without a whole report",)


def test_without_the_program_nothing_is_validated(files: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = validated(tuple(files.values()))
    assert (found.program, found.verdict) == ("", Verdict.NOT_VALIDATED)
    assert "not on the PATH" in found.files[files["good"]].why[0]
    assert validated(()).verdict is Verdict.NOT_VALIDATED


@pytest.mark.skipif(shutil.which("verapdf") is None, reason="veraPDF is not on the PATH: install it from verapdf.org")
def test_verapdf_itself_tells_a_finished_pdf_from_one_without_its_fonts(tmp_path: Path) -> None:
    picture = np.full((40, 30), 200, dtype=np.uint8)
    page = image_page(PageImage(picture.tobytes(), 30, 40, 300, 400))
    about = Description("Title & more", "KDE", "seed", DAY, ledger_head="ab" * 32, program="P", school_year="2024-2025")
    ours, others = tmp_path / "ours.pdf", tmp_path / "other's.pdf"
    ours.write_bytes(finished([page], Finish(about)))
    others.write_bytes(sheets("Helvetica is not in the file"))
    found = validated((ours, others))
    assert found.files[ours].verdict is Verdict.VALID, found.files[ours].why
    assert found.files[others].verdict is Verdict.INVALID
