"""A page of a collection's PDF beside the one that an archive has of it: whether it is the same, or an image of that.

Both are drawn by pdfium, in colours. What the record drew on the page is taken off for it, so that nothing hides below.
"""

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

DPI = 60
FINER = 3  # times, for pages that are not drawn quite the same
FINEST = 4  # times, for images: more dots than they have
DIFFERS = 64  # levels of red, green or blue
FEW = 10  # pixels in which a page may differ
LOST = 160  # levels by which ink, or that of its image, is darker than all that is there in the other
MOST_DIFFERS = 0.0001  # else the share of pixels, drawn finer, that have no like a seventh of a millimetre away
DARK, LIGHT = 100, 160  # grey levels of ink, and of paper
MOST_OVER_INK = 2  # pixels

Pixels = NDArray[np.int16]


def what_is_wrong(source: pypdfium2.PdfPage, bound: pypdfium2.PdfPage, *, is_image: bool) -> str:
    """Say in words what is wrong with a bound page; nothing where all is well. What was drawn on it is gone then."""
    drawn_on = _drawn(bound)
    ours = list(bound.get_objects(max_depth=1))[-1:]
    if not ours or ours[0].type != pdfium.FPDF_PAGEOBJ_FORM:
        return "what was drawn on it is not found"
    bound.remove_obj(ours[0])
    if is_image != _is_only_an_image(bound) and not (_is_only_an_image(bound) and _is_only_an_image(source)):
        return "it is no image" if is_image else "it is an image, and the certificate does not say so"
    before, after = _drawn(source), _drawn(bound)
    if abs(before.shape[0] - after.shape[0]) > 1 or abs(before.shape[1] - after.shape[1]) > 1:
        return f"{before.shape[1]} x {before.shape[0]} became {after.shape[1]} x {after.shape[0]}"
    if is_image:
        share = _unlike(before, _drawn(bound, at=FINEST), after)
    elif (np.abs(np.subtract(*_of_one_size(before, after))).max(axis=2) > DIFFERS).sum() <= FEW:
        share = 0.0
    else:
        share = _strange(*_of_one_size(_drawn(source, at=FINER), _drawn(bound, at=FINER)))
    return f"{share:.2%} of it is different" if share > MOST_DIFFERS else _drawn_over(after, drawn_on)


def _unlike(source: Pixels, fine: Pixels, image: Pixels) -> float:
    """The share of pixels where the source has ink that its image, drawn finely, has not, or the image has more.

    A thin line is a pixel wide in the source at any size, and less than that in the image made small.
    """
    rows, columns = (min(sides) for sides in zip(source.shape[:2], image.shape[:2], strict=True))
    tops, lefts = np.arange(rows) * fine.shape[0] // rows, np.arange(columns) * fine.shape[1] // columns
    darkest = np.minimum.reduceat(np.minimum.reduceat(fine, tops, axis=0), lefts, axis=1)
    lost = source[:rows, :columns] < np.minimum.reduce(_nine(darkest)) - LOST
    more = image[:rows, :columns] < np.minimum.reduce(_nine(source))[:rows, :columns] - LOST
    return float((lost | more).any(axis=2).mean())


def _of_one_size(one: Pixels, other: Pixels) -> tuple[Pixels, Pixels]:
    rows, columns = min(one.shape[0], other.shape[0]), min(one.shape[1], other.shape[1])
    return one[:rows, :columns], other[:rows, :columns]


def _strange(one: Pixels, other: Pixels) -> float:
    """The share of pixels of which there is no like at the same place, or right beside it, in the other picture."""
    return max(_without_like(one, other), _without_like(other, one))


def _without_like(one: Pixels, other: Pixels) -> float:
    nine = _nine(other)
    outside = (one > np.maximum.reduce(nine) + DIFFERS) | (one < np.minimum.reduce(nine) - DIFFERS)
    return float(outside.any(axis=2).mean())


def _nine(picture: Pixels) -> list[Pixels]:
    """A picture and the eight that it is when moved by a pixel."""
    rows, columns = picture.shape[:2]
    edged = np.pad(picture, ((1, 1), (1, 1), (0, 0)), mode="edge")
    return [edged[y : y + rows, x : x + columns] for y in range(3) for x in range(3)]


def _drawn_over(page: Pixels, drawn_on: Pixels) -> str:
    """Whether the drawing changed ink; a page that is dark as a whole has no ink to be told from paper."""
    grey = page.mean(axis=2)
    if np.median(grey) < LIGHT:
        return ""
    changed = np.abs(page - drawn_on).max(axis=2) > DIFFERS
    over = int((changed & (grey < DARK)).sum())
    return f"something was drawn over ink: {over} pixels" if over > MOST_OVER_INK else ""


def _is_only_an_image(page: pypdfium2.PdfPage) -> bool:
    kinds = [each.type for each in page.get_objects(max_depth=1)]
    return kinds == [pdfium.FPDF_PAGEOBJ_IMAGE]


def _drawn(page: pypdfium2.PdfPage, *, at: int = 1) -> Pixels:
    """Draw a page, `at` so many times DPI."""
    scale = min(DPI / 72, 2000 / max(*page.get_size(), 1.0)) * at
    return np.array(page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3], dtype=np.int16)
