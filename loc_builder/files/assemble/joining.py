"""Pages put one after the other, each with its own size and turn."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name

from loc_builder.errors import InputError
from loc_builder.files.assemble.opening import Source, opened, saved


@dataclass(frozen=True, slots=True)
class Leaf:
    """Page `page` (from 1) of a PDF, to be turned clockwise by `turned` degrees (a multiple of 90)."""

    pdf: bytes
    page: int
    turned: int = 0


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as pixels: rows from the top, one byte each, or red, green and blue; the page's size in points."""

    pixels: bytes
    columns: int
    rows: int
    width: float
    height: float
    is_coloured: bool = False


def page_count(pdf: Source) -> int:
    """Count a PDF's pages."""
    with opened(pdf) as document:
        return len(document.pages)


def joined(leaves: Sequence[Leaf]) -> bytes:
    """Put single pages one after the other; pages of one PDF that follow each other share what they have in common."""
    with pikepdf.new() as target:
        start = 0
        while start < len(leaves):
            end = start + 1
            while end < len(leaves) and leaves[end].pdf is leaves[start].pdf:
                end += 1
            _add(target, leaves[start:end])
            start = end
        return saved(target)


def image_page(image: PageImage) -> bytes:
    """Make a one-page PDF of a picture, without loss."""
    with pikepdf.new() as target:
        picture = pikepdf.Stream(target, zlib.compress(image.pixels, 6))
        picture.stream_dict = Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=image.columns,
            Height=image.rows,
            ColorSpace=Name.DeviceRGB if image.is_coloured else Name.DeviceGray,
            BitsPerComponent=8,
            Filter=Name.FlateDecode,
        )
        page = target.add_blank_page(page_size=(image.width, image.height))
        page.obj.Resources = Dictionary(XObject=Dictionary(Scan=target.make_indirect(picture)))
        page.obj.Contents = pikepdf.Stream(
            target, f"q {image.width:.4f} 0 0 {image.height:.4f} 0 0 cm /Scan Do Q".encode()
        )
        return saved(target)


def _add(target: pikepdf.Pdf, leaves: Sequence[Leaf]) -> None:
    """Add pages of one PDF."""
    before = len(target.pages)
    with opened(leaves[0].pdf) as document:
        wrong = [leaf.page for leaf in leaves if not 1 <= leaf.page <= len(document.pages)]
        if wrong:
            raise InputError(f"there is no page {wrong[0]} in a PDF of {len(document.pages)} pages")
        target.add_pages_from(document, [leaf.page - 1 for leaf in leaves], forms="strip")
    for page, leaf in zip(target.pages[before:], leaves, strict=True):
        if leaf.turned % 360:
            page.rotate(leaf.turned, relative=True)
