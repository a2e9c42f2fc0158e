"""Write the sample rosters: `roster-2024-2025.xlsx` with all 171 districts and `roster-2017-2018.csv` with twelve.

Run `python samples/make_rosters.py [FOLDER]`; without a folder the files are written beside this script. The districts
are real, from `templates/districts.csv`; every person, address and plan is invented (addresses end in `.example`).
The same register gives the same bytes.
"""

import csv
import io
import random
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from loc_builder.model import District
from loc_builder.register import read_register

HERE = Path(__file__).parent
SEED = 2024
MADE_AT = datetime(2024, 8, 1, 12, tzinfo=UTC)
TITLE = "Kentucky Innovative Learning Network: roster for the Letters of Commitment 2024-2025"
NOTE = "One row for each district. The last three columns may stay empty; what is written there is prefilled."
QUESTIONS = ("Reflection on the previous year", "Plans of action", "Learning goal or inquiry question")
QUESTION_IDS = ("reflection", "plans_of_action", "learning_goal")
CONTACT_COLUMNS = tuple(f"Contact {place} {trait}" for place in (1, 2, 3) for trait in ("Name", "Title", "Email"))
HEADINGS = (
    *("District Number", "District", "Superintendent Name", "Superintendent Email"),
    *CONTACT_COLUMNS,
    *QUESTIONS,
)
WIDTHS = (10, 30, 24, 36, *(24, 32, 36) * 3, 70, 70, 60)

DAY_OF_2017 = date(2017, 8, 1)
HEADINGS_2017 = (
    *("Dist #", "District", "Superintendent", "Supt. Email", "Point of Contact", "POC Title", "POC Email"),
    *(f"Points of action {place}" for place in (1, 2, 3)),
)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    title: str
    email: str


def main(folder: Path = HERE) -> None:
    texts = read_texts(HERE / "plans.toml")
    register = read_register(HERE.parent / "templates" / "districts.csv")
    current = register.current_on(MADE_AT.date())
    (folder / "roster-2024-2025.xlsx").write_bytes(workbook(rows_2024(current, texts)))
    asked = [district for district in register.current_on(DAY_OF_2017) if district.number in ACTIONS_2017]
    (folder / "roster-2017-2018.csv").write_bytes(table(rows_2017(asked)))


# ---- people


FIRST_NAMES = (
    *("Alma", "Amos", "Bettina", "Byron", "Carla", "Cedric", "Celia", "Clement", "Dahlia", "Dexter", "Edith", "Ellis"),
    *(
        "Fern",
        "Floyd",
        "Greta",
        "Gordon",
        "Hattie",
        "Homer",
        "Ingrid",
        "Isaac",
        "Josefina",
        "Jasper",
        "Keziah",
        "Lamar",
    ),
    *("Leona", "Marcus", "Mavis", "Nadine", "Nolan", "Opal", "Orson", "Paloma", "Quentin", "Ramona", "Rufus", "Selma"),
    *("Silas", "Tabitha", "Tobias", "Ursula", "Vernon", "Willa", "Xavier", "Yolanda", "Zachary", "Zelda"),
)
LAST_NAMES = (
    *(
        "Abernathy",
        "Ackerly",
        "Bagwell",
        "Birdsong",
        "Brightwell",
        "Calloway-Reed",
        "Castlebury",
        "Coldiron",
        "Dunleavy",
    ),
    *("Easterday", "Ellsworth", "Fairweather", "Farthing", "Gooch", "Greenfield", "Hargis", "Hollowell", "Ironside"),
    *(
        "Jessup",
        "Kettering",
        "Larkspur",
        "Lovelace",
        "Maddox",
        "Merriweather",
        "Nightingale",
        "N\u00fa\u00f1ez",
        "Oakley",
    ),
    *("O'Bannon", "Pennebaker", "Pettigrew", "Quarles", "Ravenscroft", "Rutledge", "Sandoval", "St. Clair", "Tackett"),
    *("Thistlewood", "Underhill", "Van Meter", "Wetherby", "Whitlock", "Yarborough", "Youngblood", "Zimmer"),
)
TITLES = (
    *("Chief Academic Officer", "Director of Innovation", "Instructional Supervisor", "Assistant Superintendent"),
    *("Director of Teaching and Learning", "Deeper Learning Coach", "High School Principal", "Middle School Principal"),
    *("District Technology Coordinator", "Director of College & Career Readiness", "Library Media Specialist"),
    *("Elementary Principal", "Teacher Leader, Grades 6-8", "Community Partnerships Coordinator"),
)


class Staff:
    """Invents people, no name twice."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._names = [(first, last) for first in FIRST_NAMES for last in LAST_NAMES]
        self._chance.shuffle(self._names)

    def person(self, district: District, title: str) -> Person:
        first, last = self._names.pop()
        return Person(f"{first} {last}", title, f"{_plain(first)}.{_plain(last)}@{_domain(district)}")

    def contacts(self, district: District) -> tuple[Person, ...]:
        count = self._chance.choices((1, 2, 3), weights=(5, 4, 2))[0]
        return tuple(self.person(district, title) for title in self._chance.sample(TITLES, count))


def _plain(word: str) -> str:
    return re.sub(r"[^a-z-]", "", word.casefold().replace("\u00fa", "u").replace("\u00f1", "n"))


def _domain(district: District) -> str:
    """Give a county's word alone; an independent district's with `ind`, for some share it with a county."""
    word = _plain(district.name.removesuffix(" County").removesuffix(" Independent"))
    return f"{word}{'ind' if district.name.endswith('Independent') else ''}.k12.example"


# ---- 2024-2025


def read_texts(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Read the invented plans: by district number the answers to the three questions."""
    plans = tomllib.loads(path.read_text(encoding="utf-8"))
    return {number: tuple(answers[question] for question in QUESTION_IDS) for number, answers in plans.items()}


def rows_2024(districts: Sequence[District], texts: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    staff = Staff(SEED)
    for district in districts:
        superintendent = staff.person(district, "Superintendent")
        contacts = [trait for each in staff.contacts(district) for trait in (each.name, each.title, each.email)]
        contacts += [""] * (len(CONTACT_COLUMNS) - len(contacts))
        head = (district.number, district.name, superintendent.name, superintendent.email)
        yield (*head, *contacts, *texts.get(district.number, ("", "", "")))


def workbook(rows: Iterator[tuple[str, ...]]) -> bytes:
    """Write the sheet as an office would keep it: a title, headings that stay in sight, numbers as text."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Roster 2024-2025"
    sheet.append((TITLE,))
    sheet.append((NOTE,))
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(tuple(value or None for value in row))
    _dress(sheet)
    book.properties.creator = "KY ILN office"
    book.properties.title = TITLE
    book.properties.created = MADE_AT.replace(tzinfo=None)
    file = io.BytesIO()
    book.save(file)
    return _timeless(file.getvalue())


def _dress(sheet: Worksheet) -> None:
    sheet["A1"].font = Font(bold=True, size=14, color="1F4E5F")
    sheet["A2"].font = Font(italic=True, color="595959")
    line = Border(bottom=Side(style="thin", color="B8C7CD"))
    for cell in sheet[3]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="1F4E5F")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for cells in sheet.iter_rows(min_row=4):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = line
        cells[0].number_format = "@"
    for index, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.row_dimensions[3].height = 32
    sheet.freeze_panes = "C4"
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(HEADINGS))}{sheet.max_row}"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _timeless(package: bytes) -> bytes:
    """Pack the workbook again with one time everywhere, so that it does not differ from day to day."""
    moment = MADE_AT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment, content)
            member = zipfile.ZipInfo(name, date_time=MADE_AT.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, content)
    return file.getvalue()


# ---- 2017-2018


ACTIONS_2017: Mapping[str, tuple[str, ...]] = {
    "001": (
        "Open a student-led design studio at the middle school and let every sixth grader finish one project there.",
        "Pair eight teachers with a coach for a year of work on performance assessment.",
        "Hold public exhibitions of learning in December and May, with families and employers as the audience.",
    ),
    "035": (
        "Begin competency-based pathways in mathematics for grades 7 and 8.",
        "Send a team of ten to the network's convenings and share what they bring home at faculty meetings.",
    ),
    "091": (
        "Build a \u201clearning anywhere\u201d calendar with the county library & the parks department.",
        "Review the grading policy with students and parents and propose a standards-based report card.",
        "Visit two districts of the network and host one visit.",
    ),
    "113": (),
    "134": (
        "Redesign the senior year around internships of at least ninety hours.",
        "Train internship mentors (goal: 40 mentors; fewer than 5 % of students without a place).",
    ),
    "152": (
        "Extend the school-within-a-school to grades 5-8.",
        "Write and test six interdisciplinary units, one each half-term.",
        "Measure student agency with a survey in fall and spring.",
    ),
    "031": (),
    "275": (
        "Start three teacher-designed micro-schools inside existing high schools.",
        "Study attendance, belonging and work quality in the three schools & publish what we learn.",
    ),
    "281": (
        "Make a capstone defence a condition of promotion from grade 8.",
        "Form a council of students that advises on scheduling and on the use of space.",
    ),
    "061": (),
    "533": (
        "Use our small size: one learning plan for every student, reviewed with the family three times a year.",
        "Share a project coordinator with a neighboring district.",
    ),
    "601": (
        "Create an early-college cohort with students who would be the first in their families to attend.",
        "Give each elementary school a maker cart and a week of coaching.",
        "Document the work in short films made by students.",
    ),
}


def rows_2017(districts: Sequence[District]) -> Iterator[tuple[str, ...]]:
    staff = Staff(SEED - 7)
    for district in districts:
        superintendent = staff.person(district, "Superintendent")
        contact = staff.person(district, TITLES[int(district.number) % len(TITLES)])
        actions = ACTIONS_2017[district.number]
        people = (superintendent.name, superintendent.email, contact.name, contact.title, contact.email)
        yield (district.number, district.name, *people, *actions, *("",) * (3 - len(actions)))


def table(rows: Iterator[tuple[str, ...]]) -> bytes:
    """Write CSV as Excel saves it, with a byte order mark, without which it would misread the quotation marks."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEADINGS_2017)
    writer.writerows(rows)
    return file.getvalue().encode("utf-8-sig")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
