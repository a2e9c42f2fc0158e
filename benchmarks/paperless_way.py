"""Pages of a folder's PDFs the way paperless-ngx looks for codes: poppler draws them at 300 dpi, zxing-cpp reads them.

Run as a program of its own, several files at once as its task workers do: `paperless_way.py FOLDER WORKERS`. Prints
the number of pages and of codes read. Nothing is kept, matched or recorded.
"""

import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import zxingcpp
from pdf2image import convert_from_path

DPI = 300


def main(folder: Path, workers: int) -> None:
    with ProcessPoolExecutor(workers) as pool:
        found = list(pool.map(codes_in, sorted(folder.glob("*.pdf"))))
    print(sum(len(each) for each in found), sum(sum(each) for each in found))


def codes_in(file: Path) -> list[int]:
    """The number of codes on each page of a file."""
    with tempfile.TemporaryDirectory() as place:
        return [len(zxingcpp.read_barcodes(page)) for page in convert_from_path(file, dpi=DPI, output_folder=place)]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
