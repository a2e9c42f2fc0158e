"""Files in Office's old container, and Outlook's messages in it."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5

Tree = Mapping[str, "bytes | Tree"]


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    child: int = FREE
    right: int = FREE
    start: int = END


@dataclass(slots=True)
class _Sectors:
    """Sectors of one size, and the table that chains them."""

    size: int
    data: bytearray = field(default_factory=bytearray)
    table: list[int] = field(default_factory=list)

    def put(self, data: bytes) -> int:
        if not data:
            return END
        first, count = len(self.table), -(-len(data) // self.size)
        self.table += [*range(first + 1, first + count), END]
        self.data += data.ljust(count * self.size, b"\0")
        return first


def compound(tree: Tree) -> bytes:
    """A container of streams and, where a value is a tree itself, storages."""
    entries = [_Entry("Root Entry", ROOT)]
    _fill(entries, 0, tree)
    minis, sectors = _Sectors(MINI), _Sectors(SECTOR)
    for each in entries:
        if each.kind == STREAM:
            each.start = (minis if len(each.data) < CUTOFF else sectors).put(each.data)
    entries[0].data = bytes(minis.data)
    entries[0].start = sectors.put(entries[0].data)
    directory = sectors.put(b"".join(map(_entry, entries)))
    mini_table = _table(minis.table)
    mini_fat = sectors.put(mini_table)
    fat_count = 1
    while fat_count * SECTOR // 4 < len(sectors.table) + fat_count:
        fat_count += 1
    first_fat = len(sectors.table)
    table = _table([*sectors.table, *[FAT] * fat_count])
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E, 3, 0xFFFE, 9, 6, 0, fat_count,
        directory, 0, CUTOFF, mini_fat, len(mini_table) // SECTOR, END, 0, first_fat,
    )  # fmt: skip
    rest = [first_fat + each if each < fat_count else FREE for each in range(1, 109)]
    return head + struct.pack("<108I", *rest) + bytes(sectors.data) + table


def _fill(entries: list[_Entry], parent: int, tree: Tree) -> None:
    previous = None
    for name in sorted(tree, key=lambda name: (len(name), name.upper())):
        value, number = tree[name], len(entries)
        entries.append(_Entry(name, STREAM, value) if isinstance(value, bytes) else _Entry(name, STORAGE))
        if previous is None:
            entries[parent].child = number
        else:
            entries[previous].right = number
        previous = number
        if not isinstance(value, bytes):
            _fill(entries, number, value)


def _entry(each: _Entry) -> bytes:
    name = each.name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16xI16xIQ",
        name, len(name), each.kind, 1, FREE, each.right, each.child, 0,
        each.start if each.kind != STORAGE else 0, len(each.data),
    )  # fmt: skip


def _table(numbers: Sequence[int]) -> bytes:
    count = -(-len(numbers) // (SECTOR // 4)) * (SECTOR // 4)
    return struct.pack(f"<{count}I", *numbers, *[FREE] * (count - len(numbers)))


# ---- Outlook's messages


@dataclass(frozen=True, slots=True)
class Attached:
    """A file attached to an Outlook message, or, where `content` is a tree, a message in the message."""

    name: str
    content: bytes | Tree
    content_id: str = ""


def message_tree(
    *attached: Attached,
    sender: str = "jane@adair.example",
    subject: str = "",
    text: str = "",
    html: str = "",
    arrived_at: datetime | None = None,
    is_inner: bool = False,
) -> Tree:
    fixed = _time(0x0E06, arrived_at) if arrived_at else b""
    tree: dict[str, bytes | Tree] = {
        "__properties_version1.0": bytes(24 if is_inner else 32) + fixed,
        **_text(0x0037, subject),
        **_text(0x1000, text),
        **_text(0x5D01, sender),
    }
    if html:
        tree["__substg1.0_10130102"] = html.encode()
    for number, each in enumerate(attached):
        kind = "0102" if isinstance(each.content, bytes) else "000D"
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8),
            **_text(0x3707, each.name),
            **_text(0x3712, each.content_id),
            f"__substg1.0_3701{kind}": each.content,
        }
    return tree


def outlook(*attached: Attached, **fields: str | datetime) -> bytes:
    return compound(message_tree(*attached, **fields))  # type: ignore[arg-type]  # passed on as they are


def _text(number: int, text: str) -> dict[str, bytes]:
    return {f"__substg1.0_{number:04X}001F": text.encode("utf-16-le")} if text else {}


def _time(number: int, moment: datetime) -> bytes:
    since = int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000)
    return struct.pack("<HHIQ", 0x0040, number, 0, since)
