"""What lies inside a file that came back: attachments of a mail, members of an archive."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Inside:
    """One file inside another, under the name it came with, which is neither cleaned nor believed.

    `content` is a `Mail` where one was forwarded as a message of its own. `trouble` says why there is nothing to read;
    `is_locked` where a password is what lacks. `is_in_text` marks a picture that the mail's text shows in its place.
    """

    name: str
    content: "bytes | Mail" = b""
    media_type: str = ""
    is_in_text: bool = False
    trouble: str = ""
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it says of itself: who wrote it, when it arrived (aware, None where that is not said), its text."""

    sender: str = ""
    subject: str = ""
    text: str = ""
    arrived_at: datetime | None = None
    inside: tuple[Inside, ...] = ()
