"""Pages as a telephone photographs them: in perspective, on a table, in shadow, and as large as its camera is."""

import io

import numpy as np
from PIL import Image

from loc_builder.files.render import open_pages

_TABLE = (92, 80, 68)
_ORIENTATION = 0x0112


def photo(page: Image.Image, *, slant: float = 0.05, turned: int = 0) -> bytes:
    """A JPEG of a page; `turned` is the EXIF orientation by which a viewer must turn it (1, 3, 6, 8)."""
    width, height = page.size
    across, along = int(width * 1.25), int(height * 1.2)
    corners = [
        (across * 0.10, along * 0.09),
        (across * 0.92, along * (0.09 + slant / 2)),
        (across * (0.92 - slant / 2), along * 0.93),
        (across * (0.08 + slant / 2), along * 0.90),
    ]
    seen = page.convert("RGB").transform(
        (across, along),
        Image.Transform.PERSPECTIVE,
        _coefficients(corners, [(0, 0), (width, 0), (width, height), (0, height)]),
        Image.Resampling.BICUBIC,
        fillcolor=_TABLE,
    )
    return jpeg(_shadowed(seen).rotate({1: 0, 3: 180, 6: 90, 8: 270}[turned or 1], expand=True), turned=turned)


def jpeg(picture: Image.Image, *, turned: int = 0) -> bytes:
    exif = Image.Exif()
    if turned:
        exif[_ORIENTATION] = turned
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85, exif=exif)
    return file.getvalue()


def pictures_of(pdf: bytes, dpi: float = 220) -> list[Image.Image]:
    with open_pages(pdf) as pages:
        return [Image.fromarray(pages.picture(number, dpi).pixels) for number in range(1, len(pages) + 1)]


def photos(pdf: bytes) -> list[bytes]:
    """A photo of each page."""
    return [photo(page) for page in pictures_of(pdf)]


def tiff(pdf: bytes, *, dpi: float = 200) -> bytes:
    """All pages in one TIFF of black and white, as a fax server writes it."""
    first, *others = (page.convert("1") for page in pictures_of(pdf, dpi))
    file = io.BytesIO()
    first.save(file, "TIFF", save_all=True, append_images=others, compression="group4", dpi=(dpi, dpi))
    return file.getvalue()


def _shadowed(picture: Image.Image) -> Image.Image:
    """Darker to the lower left, as where the hand with the telephone is."""
    pixels = np.asarray(picture, dtype=np.float32)
    down, right = np.linspace(1.0, 0.75, pixels.shape[0])[:, None], np.linspace(0.8, 1.0, pixels.shape[1])[None, :]
    return Image.fromarray((pixels * (down * right)[:, :, None]).astype(np.uint8))


def _coefficients(shown: list[tuple[float, float]], page: list[tuple[int, int]]) -> list[float]:
    """What Pillow needs to take each dot of the photo from the page."""
    rows, wanted = [], []
    for (x, y), (u, v) in zip(shown, page, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    return [float(each) for each in np.linalg.solve(np.array(rows), np.array(wanted))]
