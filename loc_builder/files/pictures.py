"""Pictures from scanners and telephones as PDFs (img2pdf, Pillow; HEIC through pillow-heif where it is there).

What a PDF can hold as it is goes in without a loss: a JPEG bit for bit, a fax page, a PNG. Anything else is drawn anew.
The same picture gives the same bytes. A picture that turns itself by its EXIF data is turned on its page, and a page
gets the size of the paper that was most likely photographed, since telephones call a photo four feet wide.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, UnidentifiedImageError

from loc_builder.errors import InputError, ToolError

MOST_PIXELS = 90_000_000  # of one picture; a letter page in colour at 600 dpi has 34 million
MOST_FRAMES = 300

_POINTS = 72
_LONG_SIDE, _SHORT_SIDE = 11.0, 8.5  # inches of the paper that is assumed
_PAPERS = ((8.5, 11.0), (8.5, 14.0), (8.27, 11.69), (11.0, 17.0), (11.69, 16.54))  # inches
_NEAR_PAPER = 0.025
_SCANNED_DPI = 150  # telephones write 72 or 96; who writes more has measured
_LONGEST_SCAN = 17.2  # inches
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_LOSSY = frozenset({"WEBP", "HEIF", "AVIF", "JPEG2000"})

_FAULTS = (
    OSError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    EOFError,
    SyntaxError,  # Pillow's own, for a broken PNG
    NotImplementedError,
    RuntimeError,
    Image.DecompressionBombError,
)
_DAMAGED = "the picture is damaged or incomplete"
_ASK = "Ask for it again, or for a PDF."


class HeicReaderMissingError(ToolError):
    """A HEIC photo came and the library that reads them is not installed."""


def picture_pdf(data: bytes) -> bytes:
    """Turn a picture into a PDF with a page for each of its frames.

    Raises InputError for what is damaged, or too large for any page; HeicReaderMissingError as it says.
    """
    with _faults_named():
        if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
            return _bound([_drawn(_opened_heic(data), is_lossy=True)])
        with Image.open(io.BytesIO(data)) as picture:
            _refuse_large(picture)
            as_it_is = _as_it_is(data) if _fits_as_it_is(picture) else None
            return as_it_is or _bound(list(_frames(picture)))


def picture_size(data: bytes) -> tuple[int, int]:
    """Give a picture's width and height in pixels without reading more than its head; (0, 0) where that fails."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                return picture.size
    except _FAULTS:
        return 0, 0


@contextmanager
def _faults_named() -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's remarks on odd metadata
            yield
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except UnidentifiedImageError as error:
        raise InputError(_DAMAGED, hint=_ASK) from error
    except _FAULTS as error:
        raise InputError(_DAMAGED, hint=_ASK) from error


def _too_large() -> InputError:
    return InputError(
        f"the picture has more than {MOST_PIXELS // 1_000_000} million dots, more than any page needs",
        hint="Ask for a scan of 200 to 300 dots per inch.",
    )


def _refuse_large(picture: Image.Image) -> None:
    """Refuse by what the head of the file says, before anything is unpacked."""
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_large()
    if getattr(picture, "n_frames", 1) > MOST_FRAMES:
        raise InputError(f"the picture has more than {MOST_FRAMES} pages", hint="Ask for it in several files.")


def _as_it_is(data: bytes) -> bytes | None:
    """Put the picture into a PDF as it is; None where a PDF cannot hold it so."""
    try:
        return _bound(data)
    except Exception:  # noqa: BLE001 - img2pdf raises just that; Pillow, asked next, says what is wrong
        return None


def _bound(pictures: bytes | list[bytes]) -> bytes:
    import img2pdf  # noqa: PLC0415 - slow to load, and most returns are no pictures

    turned, plain = img2pdf.Rotation.ifvalid, img2pdf.Engine.internal
    return bytes(img2pdf.convert(pictures, layout_fun=_layout, rotation=turned, nodate=True, engine=plain))


def _layout(across: int, along: int, dpi: tuple[float, float]) -> tuple[float, float, float, float]:
    """Give the page's and the picture's size in points."""
    width, height = _inches(across, along, dpi)
    return width * _POINTS, height * _POINTS, width * _POINTS, height * _POINTS


def _inches(across: int, along: int, dpi: tuple[float, float]) -> tuple[float, float]:
    """Believe the stated resolution where a scanner wrote it or a known paper comes of it; else fit a letter page."""
    stated = across / max(dpi[0], 1), along / max(dpi[1], 1)
    short, long = sorted(stated)
    is_paper = any(abs(short / one - 1) < _NEAR_PAPER and abs(long / two - 1) < _NEAR_PAPER for one, two in _PAPERS)
    if is_paper or (min(dpi) >= _SCANNED_DPI and long <= _LONGEST_SCAN):
        return stated
    scale = min(_LONG_SIDE / max(across, along), _SHORT_SIDE / min(across, along))
    return across * scale, along * scale


def _fits_as_it_is(picture: Image.Image) -> bool:
    """Whether a page can show the picture without its being drawn anew; raises OSError where its end is missing.

    No page can mirror a picture, and of a TIFF's own turn img2pdf and Pillow would each make one.
    """
    orientation = picture.getexif().get(0x0112, 1)
    is_upright = orientation not in (2, 4, 5, 7) and (picture.format != "TIFF" or orientation == 1)
    if picture.format == "JPEG":
        picture.load()
    return is_upright and picture.format not in _LOSSY and not picture.has_transparency_data


def _frames(picture: Image.Image) -> Iterator[bytes]:
    """Each frame drawn anew; of what moves, only the first picture."""
    is_lossy = picture.format in _LOSSY
    count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    for number in range(count):
        picture.seek(number)
        _refuse_large(picture)
        yield _drawn(_upright(picture), is_lossy=is_lossy)


def _upright(picture: Image.Image) -> Image.Image:
    from PIL import ImageOps  # noqa: PLC0415 - seldom needed

    return ImageOps.exif_transpose(picture) or picture


def _drawn(picture: Image.Image, *, is_lossy: bool) -> bytes:
    """Draw a picture on white; what was made with losses is written as a good JPEG, the rest without loss."""
    dpi = picture.info.get("dpi")
    flat = _on_white(picture)
    file = io.BytesIO()
    stated = {"dpi": (float(dpi[0]), float(dpi[1]))} if dpi and min(dpi) > 0 else {}
    if is_lossy:
        flat.convert("RGB").save(file, "JPEG", quality=92, subsampling=0, **stated)
    else:
        flat.save(file, "PNG", **stated)
    return file.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.has_transparency_data:
        over = picture.convert("RGBA")
        white = Image.new("RGBA", over.size, "white")
        white.alpha_composite(over)
        return white.convert("RGB")
    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value / 256).convert("L")
    return picture if picture.mode in ("1", "L", "RGB") else picture.convert("RGB")


def _opened_heic(data: bytes) -> Image.Image:
    try:
        import pillow_heif  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise HeicReaderMissingError(
            "HEIC photos cannot be read here",
            hint="Ask for the photo as JPEG, or install the reader (pipx inject loc-builder pillow-heif).",
        ) from error
    held = pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)
    if held.size[0] * held.size[1] > MOST_PIXELS:
        raise _too_large()
    picture: Image.Image = held.to_pillow()
    return picture
