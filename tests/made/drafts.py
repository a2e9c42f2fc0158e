"""Mail drafts as the office finds them after `loc send`, and what makes them differ."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import openpyxl

from loc_builder import canonical
from loc_builder.errors import ExitCode
from loc_builder.facts import Issued
from loc_builder.workspace import Workspace
from made.office import ADAIR, ALLEN, Office

DRAFTS = "output/2024-2025/drafts"
ADAIRS = f"{DRAFTS}/001 Adair County - draft.eml"
ALLENS = f"{DRAFTS}/005 Allen County - draft.eml"
SEND = ("send", "2024-2025")
IN_AUGUST = "2024-08-02T09:00:00-04:00"
LATER = "2024-08-05T09:00:00-04:00"


def draft(office: Office, name: str = ADAIRS) -> EmailMessage:
    message = message_from_bytes((office.folder / name).read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text(office: Office, name: str = ADAIRS, kind: str = "plain") -> str:
    body = draft(office, name).get_body((kind,))
    assert body is not None
    return str(body.get_content())


def attachment(office: Office, name: str = ADAIRS) -> tuple[str | None, str, bytes]:
    [part] = draft(office, name).iter_attachments()
    return part.get_filename(), part.get_content_type(), part.get_content()


def mailing(office: Office) -> list[dict[str, str]]:
    sheet = openpyxl.load_workbook(office.folder / DRAFTS / "mailing 2024-2025.xlsx").worksheets[0]
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, headings), (str(each or "") for each in row), strict=True)) for row in rows]


def edit(office: Office, name: str, old: str, new: str) -> None:
    place = office.folder / "templates/2024-2025" / name
    content = place.read_text(encoding="utf-8")
    assert old in content
    place.write_text(content.replace(old, new), encoding="utf-8")


def refill(office: Office, *changed: tuple[str, str]) -> None:
    """Make the letters of both districts anew, Adair's row changed."""
    row = ADAIR
    for old, new in changed:
        row = row.replace(old, new)
    said = office.loc("fill", "2024-2025", "--roster", office.roster(row, ALLEN), "--reissue", now=IN_AUGUST)
    assert said.code == ExitCode.DONE, said.err


def fill_with(office: Office, changed: Mapping[str, str]) -> None:
    """Issue Adair's letter once more as if these had been its roster values, which no roster would be let through."""
    workspace = Workspace.open(office.folder)
    issued = next(each.said for each in workspace.ledger.facts() if isinstance(each.said, Issued))
    values = canonical.load_plain(workspace.kept(issued.values_sha256))
    values["roster"] |= changed
    again = replace(issued, revision=issued.revision + 1, values_sha256=workspace.keep(canonical.dump(values)))
    workspace.ledger.append([again], at=datetime(2024, 8, 1, 20, tzinfo=UTC), by="tester")
