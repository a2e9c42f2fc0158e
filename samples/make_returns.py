"""Write the sample returns of `loc demo`: what districts might send back, made from our own letters.

Run `python samples/make_returns.py [FOLDER]`; without a folder the files are written to `returns/` beside this script.
Letters are filled from the sample rosters as `loc fill` does it; then the districts are played: answers are typed into
the Word files, pages are printed, signed with a pen and scanned. LibreOffice is needed. The districts are real; every
person, answer and signature is invented. The same letters give the same bytes, as far as the same LibreOffice runs.
"""

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from makers import paper
from makers.district import Districts
from makers.fingerprint import write_fingerprints
from makers.ink import BLACK, Hand
from makers.paper import PenSigned
from makers.pdfs import fronts_then_backs, locked, saved_as_pdf, torn
from makers.scanner import Scanner, scanned
from makers.typing_in import reworded, saved_by_libreoffice, typed
from PIL.Image import Image

from loc_builder.schoolyear import SchoolYear

HERE = Path(__file__).parent
PASSWORD = "carlisle2024"  # noqa: S105 - the sample is there to be refused

Files = Iterator[tuple[str, bytes]]
"""File names below the folder, and what is in them."""


def main(folder: Path = HERE / "returns") -> None:
    earlier, later = Districts.asked_in(SchoolYear(2017)), Districts.asked_in(SchoolYear(2024))
    saved = saved_as_pdf(to_be_printed_2017(earlier) | to_be_printed_2024(later))
    for makes in (
        word_2017(earlier),
        paper_2017(saved, earlier),
        word_2024(later),
        pdfs_2024(saved),
        paper_2024(saved, later),
    ):
        for name, content in makes:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    write_fingerprints((*earlier.filled.values(), *later.filled.values()))


# ---- 2017-2018


def to_be_printed_2017(districts: Districts) -> dict[str, bytes]:
    return {"bell": districts.for_the_pen("031", clear=True)}


def word_2017(districts: Districts) -> Files:
    """Signed in March: the letter covers two school years."""
    yield "2018-03/Breathitt Letter of Commitment.docx", districts.signed("061", date(2018, 3, 9))


def paper_2017(saved: Mapping[str, bytes], districts: Districts) -> Files:
    """Signed in August and sent by post; a month later the page comes back with both signatures."""
    superintendent = PenSigned("district", districts.signer("031"), "8/4/17", Hand(11, haste=0.65, colour=BLACK))
    designee = PenSigned("agency", "Odessa Trimble", "8/21/17", Hand(12, height=0.13, slant=0.15, haste=0.8))
    pages = paper.printed(saved["bell"])
    paper.sign(pages[-1], saved["bell"], superintendent)
    signed_page = pages[-1].copy()
    paper.stamp_received(pages[0], "AUG 8 2017")
    by_post = Scanner(1, folds=(0.335, 0.665), grain=3, dust=14, quality=38)
    yield "2017-08/Bell County LOC.pdf", scanned(pages, by_post)
    paper.sign(signed_page, saved["bell"], designee)
    yield "2017-09/Bell County LOC countersigned.pdf", scanned([signed_page], Scanner(2, folds=(0.335, 0.665)))


# ---- 2024-2025


def to_be_printed_2024(districts: Districts) -> dict[str, bytes]:
    return {
        "allen": districts.for_the_pen("005", clear=True),
        "anchorage": districts.for_the_pen("006", clear=True),
        "ballard": districts.signed("015", date(2024, 9, 10)),
        "boone": districts.for_the_pen("035"),
        "bourbon": districts.for_the_pen("041"),
        "bracken": districts.signed("055", date(2024, 9, 12)),
        "carlisle": districts.signed("095", date(2024, 9, 12)),
        "carroll": districts.signed("101", date(2024, 9, 13)),
        "carter": districts.for_the_pen("105", clear=True),
    }


def word_2024(districts: Districts) -> Files:
    adair = districts.signed("001", date(2024, 9, 3), name=f"Dr. {districts.signer('001')}")
    yield "2024-09/Adair County LoC 2024-25 signed.docx", adair
    yield "2024-09/FW LoC Adair.docx", adair
    butler = districts.signed("075", date(2024, 9, 9))
    yield "2024-09/Butler County LoC.docx", typed(butler, {"district.name": "Caldwell County"})
    calloway = districts.signed("085", date(2024, 9, 11))
    yield "2024-09/Calloway LoC.docx", reworded(calloway, "Either party may end", "Either party may not end")
    yield "2024-09/Campbell County LoC.docx", districts.answered("091")
    yield "2024-09/Carter answers.docx", districts.answered("105")
    christian = districts.signed("115", date(2024, 9, 16))
    yield "2024-09/Christian County LoC.docx", saved_by_libreoffice(christian)


def pdfs_2024(saved: Mapping[str, bytes]) -> Files:
    """What came as a PDF made by a program: whole, out of order, locked, and broken off."""
    yield "2024-09/Ballard County KY ILN.pdf", saved["ballard"]
    yield "2024-09/Bracken County pages.pdf", fronts_then_backs(saved["bracken"])
    yield "2024-09/Carlisle letter.pdf", locked(saved["carlisle"], PASSWORD)
    yield "2024-09/Carroll County.pdf", torn(saved["carroll"], 0.4)


def paper_2024(saved: Mapping[str, bytes], districts: Districts) -> Files:
    def signed(key: str, number: str, day: str, hand: Hand) -> list[Image]:
        pages = paper.printed(saved[key])
        paper.sign(pages[-1], saved[key], PenSigned("district", districts.signer(number), day, hand))
        return pages

    allen = signed("allen", "005", "9/9/24", Hand(21, haste=0.45, slant=0.45))
    yield "2024-09/scan0007.pdf", scanned(allen, Scanner(21, paper=254, grain=1.2, dust=2, blur=0.3))
    anchorage = signed("anchorage", "006", "9/5/24", Hand(22, height=0.17, haste=0.3, slant=0.2))
    in_colour = Scanner(22, in_colour=True, skew=-0.4, staple=False, quality=45)
    yield "2024-09/Anchorage signature page.pdf", scanned(anchorage[-1:], in_colour)
    boone = signed("boone", "035", "9/11/24", Hand(23, height=0.16, haste=0.85, pen=0.021, slant=0.3, colour=BLACK))
    yield "2024-09/Boone scan.pdf", scanned(boone, poor_copier(23))
    bourbon = signed("bourbon", "041", "9/12/24", Hand(24, haste=0.55, slant=0.6, rise=6))
    yield "2024-09/Bourbon_20240912.pdf", scanned(bourbon, Scanner(24, turned=180, skew=-0.3))
    carter = signed("carter", "105", "9/13/24", Hand(25, haste=0.4, colour=BLACK))
    yield "2024-09/Carter signature.pdf", scanned(carter[-1:], Scanner(25, skew=0.6, staple=False))
    yield "2024-09/IMG_0042.pdf", scanned([paper.flyer()], Scanner(26, skew=0.8, staple=False, dust=10))


def poor_copier(seed: int) -> Scanner:
    """A copier with dirty glass, whose sheets lie askew."""
    return Scanner(seed, skew=1.5, grain=9, blur=0.7, quality=22, paper=236, toner=60, dust=45, streak=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
