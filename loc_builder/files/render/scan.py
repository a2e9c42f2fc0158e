"""Pages that are one scanned picture and nothing else."""

import pypdfium2
import pypdfium2.raw as pdfium

MOST_PIXELS = 40_000_000  # of a scan that is taken as it lies in the file: a letter page at 600 dpi has 34 million


def picture_alone(page: pypdfium2.PdfPage) -> pypdfium2.PdfImage | None:
    """Give the one JPEG that a page shows from edge to edge, under which a scanner may have laid invisible text."""
    things = [thing for thing in page.get_objects(max_depth=1) if not _is_invisible_text(thing)]
    if len(things) != 1 or not (_is_plain_jpeg(things[0]) and _fills(things[0], page)):
        return None
    return things[0]


def _is_invisible_text(thing: pypdfium2.PdfObject) -> bool:
    if thing.type != pdfium.FPDF_PAGEOBJ_TEXT:
        return False
    return bool(pdfium.FPDFTextObj_GetTextRenderMode(thing.raw) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def _is_plain_jpeg(image: pypdfium2.PdfObject) -> bool:
    """Whether a thing on a page is an image that shows just what its JPEG holds, and is not very large."""
    if not isinstance(image, pypdfium2.PdfImage):
        return False
    told = image.get_metadata()
    spaces = (pdfium.FPDF_COLORSPACE_DEVICEGRAY, pdfium.FPDF_COLORSPACE_DEVICERGB, pdfium.FPDF_COLORSPACE_ICCBASED)
    is_seen_through = pdfium.FPDFPageObj_HasTransparency(image.raw)
    is_cut = pdfium.FPDFClipPath_CountPaths(pdfium.FPDFPageObj_GetClipPath(image.raw)) > 0
    return (
        image.get_filters() == ["DCTDecode"]
        and told.colorspace in spaces
        and told.bits_per_pixel in (8, 24)
        and told.width * told.height <= MOST_PIXELS
        and not (is_seen_through or is_cut)
    )


def _fills(image: pypdfium2.PdfImage, page: pypdfium2.PdfPage) -> bool:
    """Whether an image lies upright on its page, from edge to edge, its pixels as wide as they are high."""
    a, b, c, d, e, f = image.get_matrix().get()
    left, bottom, right, top = page.get_bbox()
    is_upright = b == c == 0 and a > 0 and d > 0
    edges = zip((e, f, e + a, f + d), (left, bottom, right, top), strict=True)
    width, height = image.get_px_size()
    is_even = abs(width * (top - bottom) / (height * (right - left)) - 1) < 0.01 if right > left and height else False
    return is_upright and is_even and all(abs(one - other) < 1 for one, other in edges)
