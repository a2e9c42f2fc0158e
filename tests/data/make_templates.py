"""Write the small letter, `templates/2024-2025/letter.docx`, and copies of it, each broken in one way.

Run `PYTHONPATH=tests python tests/data/make_templates.py` after a change in `tests/made/small_letter.py` or beside it;
the same source gives the same parts. What each copy is for is printed into README.md beside them.
"""

import sys
from pathlib import Path

from made.broken_letters import BROKEN, broken, readme
from made.package import packed
from made.small_letter import good

HERE = Path(__file__).parent / "templates"


def main(folder: Path) -> None:
    """Write the good template, the broken ones, and what they are for."""
    (folder / "broken").mkdir(parents=True, exist_ok=True)
    (folder / "2024-2025" / "letter.docx").write_bytes(packed(good()))
    for name in BROKEN:
        (folder / "broken" / f"{name}.docx").write_bytes(packed(broken(name)))
    (folder / "README.md").write_text(readme(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
