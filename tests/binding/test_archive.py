import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from made.pdf import leads_to, sheets, text_of

from loc_builder.binding.archive import build_archive, page_labels
from loc_builder.binding.archive_plan import ArchiveEntry, ArchivePlan, DistrictStanding
from loc_builder.errors import InputError
from loc_builder.files.assemble import Bookmark, Description, Finish, finished, read_xmp
from loc_builder.files.render import open_pages
from loc_builder.model import LetterId, Retention
from loc_builder.schoolyear import SchoolYear

MADE_AT = datetime(2025, 7, 1, 9, 30, tzinfo=ZoneInfo("America/New_York"))


def record(name: str, pages: int) -> bytes:
    whole = sheets(*(f"{name} page {number} of {pages}" for number in range(1, pages + 1)))
    marks = (Bookmark("Letter", 1), Bookmark("Certificate", pages))
    return finished([whole], Finish(Description(name, "KDE", name, MADE_AT), marks))


def letter_id(number: int) -> LetterId:
    return LetterId(f"KYILN-2024-{number:03d}-L1-00")


def plan(districts: int = 3, register: int = 5) -> ArchivePlan:
    names = {number: f"District {chr(65 + (number * 7) % 26)}{number}" for number in range(1, register + 1)}
    return ArchivePlan(
        title="KY ILN Letters of Commitment",
        program="Kentucky Innovative Learning Network",
        agency="Kentucky Department of Education",
        school_year=SchoolYear(2024),
        made_at=MADE_AT,
        ledger_head="ef" * 32,
        entries=tuple(
            ArchiveEntry(letter_id(number), names[number], record(names[number], 1 + number % 3))
            for number in range(1, districts + 1)
        ),
        standings=tuple(
            DistrictStanding(
                f"{number:03d}",
                name,
                "Member since September 3, 2024" if number <= districts else "Asked; no answer yet",
                letter_id(number) if number <= districts else None,
            )
            for number, name in names.items()
        ),
    )


def test_records_stand_in_alphabetical_order_where_the_contents_say() -> None:
    built = build_archive(plan(12, 15))
    assert [entry.district for entry in built.entries] == sorted(entry.district for entry in built.entries)
    contents = text_of(built.pdf, 3)
    with pikepdf.open(io.BytesIO(built.pdf)) as document:
        labels = [str(page.label) for page in document.pages]
    for entry in built.entries:
        assert text_of(built.pdf, entry.first_page).startswith(f"{entry.district} page 1 of {entry.pages}")
        assert labels[entry.first_page - 1] == entry.page_label
        assert entry.district in contents
    assert labels[:4] == ["i", "ii", "iii", "1"]


def test_each_line_of_the_contents_leads_to_its_record() -> None:
    built = build_archive(plan(12, 15))
    with pikepdf.open(io.BytesIO(built.pdf)) as document, open_pages(built.pdf) as pages:
        places = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        lines = pages.lines(3)
        links = list(document.pages[2].Annots)
        assert len(links) == 12
        for link in links:
            x0, y0, _, y1 = (float(side) for side in link.Rect)
            words = [line.text for line in lines if y0 < line.box.y0 < y1 and line.box.x0 < x0 + 20]
            target = next(entry for entry in built.entries if entry.first_page == places[leads_to(link.Dest)])
            assert any(word.startswith(target.district) for word in words)


def test_the_outline_has_each_district_with_its_letter_and_certificate() -> None:
    built = build_archive(plan())
    with pikepdf.open(io.BytesIO(built.pdf)) as document, document.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        titles = [item.title for item in outline.root]
        assert titles == [
            "Cover",
            "Transmittal",
            "Contents",
            *(entry.district for entry in built.entries),
            "Every district and its standing",
        ]
        for entry, item in zip(built.entries, outline.root[3:-1], strict=True):
            below = [(child.title, numbers[leads_to(child.destination)]) for child in item.children]
            assert below == [("Letter", entry.first_page), ("Certificate", entry.first_page + entry.pages - 1)]
        assert numbers[leads_to(outline.root[-1].destination)] == built.entries[-1].first_page + built.entries[-1].pages


def test_every_district_of_the_register_is_there_with_its_standing() -> None:
    built = build_archive(plan(3, 100))
    last = "".join(text_of(built.pdf, number) for number in range(built.entries[-1].first_page + 1, built.pages + 1))
    for number in range(1, 101):
        assert f"{number:03d}" in last
    assert last.count("Asked; no answer yet") == 97


def test_the_cover_shows_whose_it_is_the_year_and_the_counts() -> None:
    cover = text_of(build_archive(plan()).pdf, 1)
    for words in ("Kentucky Department of Education", "School year 2024-2025", "July 1, 2025, 09:30 (UTC-04:00)"):
        assert words in cover


def test_the_transmittal_says_what_is_handed_over_as_of_which_fact_and_where_the_originals_are() -> None:
    wanted = plan()
    covered = replace(wanted.standings[-1], is_covered=True)
    wanted = replace(
        wanted,
        ledger_facts=1412,
        bags="KYILN-2024-2025-bag-",
        standings=(*wanted.standings[:-1], covered),
        retention=Retention(accession="2025-A-12"),
    )
    built = build_archive(wanted)
    said = " ".join(text_of(built.pdf, 2).split())
    for words in (
        "Kentucky Department of Education hands over the letters of Kentucky Innovative Learning Network",
        "Records of signed letters 3",
        "Covered by earlier letters 1",
        "Without a letter in effect 1",
        "Number 1,412",
        "July 1, 2025, 09:30 (UTC-04:00)",
        "ef" * 32,
        "in data/originals of the bag",
        "KYILN-2024-2025-bag-",
        "Accession 2025-A-12",
        "Received by",
        "Page ii",
    ):
        assert words in said
    assert read_xmp(built.pdf)["loc:ledgerHead"] == "ef" * 32


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert build_archive(plan()).pdf == build_archive(plan()).pdf


def test_records_may_be_files(tmp_path: Path) -> None:
    wanted = plan()
    entries = []
    for entry in wanted.entries:
        assert isinstance(entry.record, bytes)
        file = tmp_path / f"{entry.letter_id}.pdf"
        file.write_bytes(entry.record)
        entries.append(replace(entry, record=file))
    assert build_archive(replace(wanted, entries=tuple(entries))).pdf == build_archive(wanted).pdf


def test_an_archive_without_a_record_still_tells_every_standing() -> None:
    built = build_archive(plan(0, 4))
    assert built.entries == ()
    assert built.pages == 4
    assert text_of(built.pdf, 4).count("Asked; no answer yet") == 4


def test_a_letter_cannot_be_bound_in_twice() -> None:
    wanted = plan()
    with pytest.raises(InputError, match="twice"):
        build_archive(replace(wanted, entries=(*wanted.entries, wanted.entries[0])))


def test_pdfa_is_claimed_only_if_every_record_has_its_fonts() -> None:
    assert not build_archive(plan()).claims_pdfa  # these records use a font that is not in the file
    assert build_archive(plan(0)).claims_pdfa


def test_an_archive_is_asked_on_which_page_a_letters_record_begins() -> None:
    built = build_archive(plan(12, 15))
    districts = {entry.letter_id: entry.district for entry in built.entries}
    assert page_labels(built.pdf, districts) == {entry.letter_id: entry.page_label for entry in built.entries}


# ---- what a printed page says of itself -------------------------------------------------------------------------


def test_each_certificate_bears_its_page_in_the_archive_and_no_other_page_is_touched() -> None:
    built = build_archive(plan(12, 15))
    with pikepdf.open(io.BytesIO(built.pdf)) as document:
        for entry in built.entries:
            last = entry.first_page + entry.pages - 1
            label = int(entry.page_label) + entry.pages - 1
            assert text_of(built.pdf, last).endswith(f"KY ILN Letters of Commitment 2024-2025 · Page {label}")
            for number in range(entry.first_page, last):
                assert "Page" not in text_of(built.pdf, number)
                assert not isinstance(document.pages[number - 1].obj.Contents, pikepdf.Array)


def test_the_record_below_the_page_number_is_as_it_was() -> None:
    whole = plan(1)
    [entry] = whole.entries
    assert isinstance(entry.record, bytes)
    built = build_archive(whole)
    with open_pages(entry.record) as before, open_pages(built.pdf) as after:
        number = len(before)
        was, now = (
            before.picture(number, 50).pixels,
            after.picture(built.entries[0].first_page + number - 1, 50).pixels,
        )
        foot = int(now.shape[0] * (792 - 34) / 792)
        assert (was[:foot] == now[:foot]).all()
        assert (was[foot:] != now[foot:]).any()


def test_a_later_version_says_which_it_is_and_what_it_takes_the_place_of() -> None:
    first, later = plan(), replace(plan(), version=2, replaces="KYILN-2024-2025-bag-v1")
    words = "Version 2, takes the place of KYILN-2024-2025-bag-v1"
    for page in (1, 2):
        assert words in " ".join(text_of(build_archive(later).pdf, page).split())
        assert "Version" not in text_of(build_archive(first).pdf, page)


def test_a_public_copy_speaks_of_certificates_where_an_archive_speaks_of_records() -> None:
    built = build_archive(replace(plan(), is_public=True))
    cover, handing_over, contents = (" ".join(text_of(built.pdf, page).split()) for page in (1, 2, 3))
    assert "certificates of signed letters" in cover
    assert "pages of certificates" in cover
    assert "hands over the certificates of the letters of Kentucky Innovative Learning Network" in handing_over
    assert "The certificates stand in the alphabetical order" in contents
    assert "record" not in cover + contents
