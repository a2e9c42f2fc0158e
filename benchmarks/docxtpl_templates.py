"""Our letters beside docxtpl's over the templates of its own test suite: which go which way, which parts differ.

    python benchmarks/docxtpl_templates.py FOLDER

FOLDER is the folder `tests` of docxtpl's sources (github.com/elapouya/python-docx-template, or its sdist). Each of its
scripts is run in a copy of the folder, and what it asks docxtpl to fill is noted. A template that no script fills is
given a word for each variable that it names. Each is then filled by both sides with `autoescape=True`.
"""

import contextlib
import io
import os
import runpy
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alike import unequal_parts
from docxtpl import DocxTemplate

from loc_builder.errors import InputError
from loc_builder.files.word.package import read_package
from loc_builder.files.word.template import LetterTemplate
from loc_builder.templating import Fields

NOT_FILLING = ("__init__", "runtests", "module_execute", "get_undeclared_variables")


@dataclass(frozen=True, slots=True)
class Case:
    """A template, the values that somebody fills it with, and docxtpl's view of it, to which values may be tied."""

    template: Path
    values: Mapping[str, Any]
    asker: str
    docx: DocxTemplate


def main() -> None:
    """Compare and print the counts; exit with 1 where a part differs."""
    if len(sys.argv) != 2 or not Path(sys.argv[1], "templates").is_dir():
        sys.exit(__doc__)
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        tests = Path(shutil.copytree(sys.argv[1], Path(folder, "tests")))
        for case in _cases(tests):
            outcome, equal, unequal = _compared(case)
            counts.update({outcome.partition(" (")[0]: 1, "parts equal": equal, "parts unequal": len(unequal)})
            names = f": {', '.join(unequal)}" if unequal else ""
            print(f"{case.template.name:36} {case.asker:28} {outcome}, {equal} parts equal, {len(unequal)} not{names}")
    print(*(f"{count:5} {what}" for what, count in sorted(counts.items())), sep="\n")
    sys.exit(1 if counts["parts unequal"] else 0)


def _cases(tests: Path) -> Iterator[Case]:
    asked = [case for script in sorted(tests.glob("*.py")) if script.stem not in NOT_FILLING for case in _asked(script)]
    yield from asked
    seen = {case.template.name for case in asked}
    for template in sorted(tests.glob("templates/*.docx")):
        if template.name not in seen:
            docx = DocxTemplate(template)
            named = docx.get_undeclared_template_variables(Fields())
            yield Case(template, dict.fromkeys(named, "a & b"), "a word for each variable", docx)


def _asked(script: Path) -> list[Case]:
    """Run a script of docxtpl's and note what it fills."""
    noted: list[Case] = []
    render = DocxTemplate.render

    def noting(self: DocxTemplate, context: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        if isinstance(self.template_file, str | Path):
            noted.append(Case(script.parent / self.template_file, context, script.name, self))
        render(self, context, *args, **kwargs)

    DocxTemplate.render = noting
    try:
        with contextlib.chdir(script.parent), contextlib.redirect_stdout(io.StringIO()):
            os.makedirs("output", exist_ok=True)  # noqa: PTH103 - where the scripts write, from where they run
            runpy.run_path(script.name)
    except Exception as error:  # noqa: BLE001 - scripts of others may show a fault on purpose
        print(f"{script.name} ended with {type(error).__name__}")
    finally:
        DocxTemplate.render = render
    return noted


def _compared(case: Case) -> tuple[str, int, tuple[str, ...]]:
    """Fill on both sides; give the way ours went, how many parts are equal, and which are not."""
    with contextlib.chdir(case.template.parent.parent):  # where a script names its template from
        try:
            template = LetterTemplate(case.template)
            ours = template.fill(case.values)
        except InputError as error:
            return f"refused ({error.message.partition(': ')[2]})", 0, ()
        unequal = unequal_parts(ours, _docxtpls(case))
    way = "filled fast" if template.is_plain_for(case.values) else "filled by docxtpl"
    return way, len(read_package(ours).parts) - len(unequal), unequal


def _docxtpls(case: Case) -> bytes:
    file = io.BytesIO()
    case.docx.reset_replacements()
    case.docx.render(dict(case.values), jinja_env=Fields(autoescape=True), autoescape=True)
    case.docx.save(file)
    return file.getvalue()


if __name__ == "__main__":
    main()
