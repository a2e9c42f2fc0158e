"""The letters of a batch by docxtpl, as its documentation shows: TEMPLATE VALUES.json FOLDER."""

import io
import json
import sys
from pathlib import Path

from docxtpl import DocxTemplate

from loc_builder.files.codes import qr_png


def main() -> None:
    """Write a letter for each set of values."""
    template, values, folder = sys.argv[1:]
    for letter in json.loads(Path(values).read_text()):
        docx = DocxTemplate(template)
        body, signature = (io.BytesIO(qr_png(f"LOC1:{letter['letter']['id']}:1:{side}")) for side in "BS")
        docx.replace_pic("loc-code-body", body)
        docx.replace_pic("loc-code-signature-header", signature)
        signature.seek(0)
        docx.replace_pic("loc-code-signature-footer", signature)
        docx.render(letter, autoescape=True)
        docx.save(Path(folder, f"{letter['district']['number']}.docx"))


if __name__ == "__main__":
    main()
