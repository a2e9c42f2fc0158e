"""Word files as LibreOffice prints them with all their words parted.

LibreOffice 7.4 puts together the lines that were broken by hand in a content control's first paragraph: "one<break>two"
is printed "onetwo". A control prints nothing of its own, so such ones are taken away before.
"""

from loc_builder.files.word.package import Element, q, read_package, write_package, xml_bytes


def printable(data: bytes) -> bytes:
    """Give a Word file without the controls that LibreOffice prints wrongly; the same bytes where it has none.

    Raises InputError.
    """
    package = read_package(data)
    root = package.xml(package.document)
    troubled = [control for control in root.iter(q("w:sdt")) if _has_broken_lines(control)]
    if not troubled:
        return data
    for control in troubled:
        _unwrap(control)
    return write_package(dict(package.parts) | {package.document: xml_bytes(root)})


def _has_broken_lines(control: Element) -> bool:
    """Whether lines are broken by hand in the first paragraph, or in the line that the control is part of."""
    content = control.find(q("w:sdtContent"))
    if content is None:
        return False
    first = content.find(q("w:p"))
    return any(True for _ in (content if first is None else first).iter(q("w:br"), q("w:cr")))


def _unwrap(control: Element) -> None:
    parent = control.getparent()
    if parent is None:
        return
    for content in control.findall(q("w:sdtContent")):
        for child in reversed(content):
            control.addnext(child)
    parent.remove(control)
