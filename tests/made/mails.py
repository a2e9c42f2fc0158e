"""Mails with attachments, archives, and Outlook's winmail.dat, as a mail program or a hostile sender writes them."""

import io
import struct
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP

from PIL import Image

Named = tuple[str, bytes]

_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".zip": "application/zip",
}


def mail(
    *attached: Named | EmailMessage,
    sender: str = "Jane Doe <jane@adair.example>",
    subject: str = "Our letter",
    text: str = "Please find our letter attached.",
    date: str = "Tue, 3 Sep 2024 21:30:00 -0400",
    received: str = "",
) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    if received:
        message["Received"] = received
    message["From"] = sender
    message["To"] = "office@state.example"
    message["Subject"] = subject
    message["Date"] = date
    message.set_content(text)
    for each in attached:
        if isinstance(each, EmailMessage):
            message.add_attachment(each)
        else:
            attach(message, *each)
    return message


def attach(message: EmailMessage, name: str, data: bytes) -> None:
    kind = next((kind for ending, kind in _TYPES.items() if name.endswith(ending)), "application/octet-stream")
    main, _, sub = kind.partition("/")
    message.add_attachment(data, maintype=main, subtype=sub, filename=name)


def with_logo(message: EmailMessage, name: str, data: bytes) -> EmailMessage:
    """Show a picture in the mail's text, as Outlook does with logos and telephones with photos."""
    message.add_alternative('<p>Regards</p><img src="cid:one@here">', subtype="html")
    body = message.get_body(("html",))
    assert isinstance(body, EmailMessage)
    body.add_related(data, "image", "png", cid="<one@here>", filename=name, disposition="inline")
    return message


def zipped(files: Mapping[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=compression)
    return file.getvalue()


def locked_zip(files: Mapping[str, bytes]) -> bytes:
    """An archive whose members say that they need a password."""
    data = bytearray(zipped(files))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def winmail(*files: Named) -> bytes:
    """What Outlook wraps attachments in for servers of its own kind."""
    made = struct.pack("<IH", 0x223E9F78, 1) + _field(1, 0x00089006, struct.pack("<I", 0x00010000))
    for name, data in files:
        made += _field(2, 0x00069002, bytes(14))
        made += _field(2, 0x00018010, name.encode("cp1252") + b"\0")
        made += _field(2, 0x0006800F, data)
    return made


def _field(level: int, number: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def picture(size: tuple[int, int], kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind)
    return file.getvalue()
