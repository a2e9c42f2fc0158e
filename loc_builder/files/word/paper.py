"""What a file draws on its pages around the text, and what it brings along to show its text with."""

from collections.abc import Iterator

from loc_builder.files.word.colours import PAPER, parsed
from loc_builder.files.word.package import Element, Package, q
from loc_builder.files.word.styles import OFF, whole

LEAST_ROOM = 2_880  # twips each way, two inches: a page that leaves less cannot show a letter


def paper_marks(package: Package, root: Element) -> Iterator[str]:
    """Tell of coloured pages, borders, pages without room, uneven headers and fonts in the file."""
    background = root.find(q("w:background"))
    if background is not None and (len(background) or parsed(background.get(q("w:color"))) not in (None, PAPER)):
        yield "a coloured or patterned page"
    for section in root.iter(q("w:sectPr")):
        yield from _section(section)
    settings, fonts = (package.related(package.document, kind) for kind in ("settings", "fontTable"))
    if settings and _is_on(package.xml(settings), "w:evenAndOddHeaders"):
        yield "other headers and footers on even pages"
    if fonts and any("embed" in str(node.tag) for node in package.xml(fonts).iter()):
        yield "letters of the file's own, in a font that it carries"


def comments_of(package: Package) -> tuple[str, ...]:
    """Give each comment's words; a comment without words is `empty`."""
    names = [one.target for one in package.relations(package.document) if one.kind_name == "comments"]
    roots = [package.xml(name) for name in dict.fromkeys(names) if name in package.parts]
    comments = [node for root in roots for node in root.iter(q("w:comment"))]
    return tuple("".join(text.text or "" for text in node.iter(q("w:t"))).strip() or "empty" for node in comments)


def _section(section: Element) -> Iterator[str]:
    if section.find(q("w:pgBorders")) is not None:
        yield "a border around the page"
    if _is_on(section, "w:titlePg"):
        yield "another header and footer on the first page"
    references = section.iterchildren(q("w:headerReference"), q("w:footerReference"))
    if any(node.get(q("w:type"), "default") != "default" for node in references):
        yield "headers and footers for some pages only"
    size, margins = section.find(q("w:pgSz")), section.find(q("w:pgMar"))
    if size is None or margins is None:
        return
    for whole_side, ends in (("w", ("left", "right")), ("h", ("top", "bottom"))):
        side = whole(size.get(q(f"w:{whole_side}")))
        margin = sum(abs(whole(margins.get(q(f"w:{end}"))) or 0) for end in ends)
        if side is not None and side - margin < LEAST_ROOM:
            yield "a page without room for its text"


def _is_on(node: Element, name: str) -> bool:
    found = node.find(q(name))
    return found is not None and found.get(q("w:val")) not in OFF
