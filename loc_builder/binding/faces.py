"""The faces that stand in for fonts which a returned PDF takes for granted: those that its pages are looked at with."""

from functools import cache

from loc_builder.files.assemble import Face, Faces
from loc_builder.files.draw import TEXT_FACES, standard_encodings, standard_widths
from loc_builder.files.render import standard_program

_CODES = range(32, 256)


@cache
def standard_faces() -> Faces:
    """The twelve text faces with their own widths.

    A few glyphs (the sign for e-mail in the bold face, the euro) are wider than the published measures say; the file
    must tell the widths that its fonts have.
    """
    encodings = standard_encodings()
    letters = {
        name: character
        for code, name in enumerate(encodings["WinAnsiEncoding"])
        if name and code in _CODES
        for character in bytes([code]).decode("cp1252", errors="ignore")
    }
    faces = {}
    for name in TEXT_FACES:
        widths = dict(standard_widths(name))
        program, own = standard_program(name, "".join(letters.values()))
        space = widths["space"]
        widths |= {glyph: own[sign] for glyph, sign in letters.items() if own[sign] != space and glyph in widths}
        faces[name] = Face(program, widths)
    return Faces(faces, encodings)
