"""Who vouches for digital signers: what was read of a return, looked at again beside the office's own certificates.

Reading knows nothing of the office, so trust is unknown to it. Where the workspace has certificates that it trusts, the
few returns with a digital signature are validated once more, in a worker as before.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from loc_builder.errors import InputError, Problem
from loc_builder.findings import FindingCode
from loc_builder.model import Basis, Part, Reading, SignatureSeen
from loc_builder.reading.opening import file_of_part
from loc_builder.reading.signing import read_digital
from loc_builder.reading.worker import ReaderPool
from loc_builder.workspace import Workspace

if TYPE_CHECKING:  # pyHanko takes half a second to load, and few offices have such a folder
    from loc_builder.files.signatures import Trusted


def trusted_by(workspace: Workspace, *, at: datetime) -> "tuple[Trusted | None, tuple[Problem, ...]]":
    """Read the certificates that vouch at a moment, None where there are none, and name what is no certificate."""
    if not workspace.trusted_folder.is_dir():
        return None, ()
    from loc_builder.files.signatures import read_trusted  # noqa: PLC0415 - as above

    trusted, problems = read_trusted(workspace.trusted_folder, at=at)
    return (trusted if trusted.certificates else None), problems


@dataclass(frozen=True, slots=True)
class Vouched:
    """Readers whose digital signatures are held against the certificates that the office trusts."""

    readers: ReaderPool
    workspace: Workspace
    trusted: "Trusted"

    def read_each(self, sources: Iterable[tuple[bytes, str]]) -> Iterator[Reading]:
        """Read as the readers do; the bytes of every return must be kept before its reading is asked for."""
        for reading in self.readers.read_each(sources):
            yield replace(reading, parts=tuple(self._vouched(reading, part) for part in reading.parts))

    def _vouched(self, reading: Reading, part: Part) -> Part:
        if not any(_is_held(each) for each in part.signatures):
            return part
        data = file_of_part(self.workspace, reading, part)
        found = self.readers.start(vouched, data, part, self.trusted)()
        return part if isinstance(found, str) else found


def vouched(data: bytes, part: Part, trusted: "Trusted") -> Part:
    """Say in a part which of its digital signers are vouched for; runs in a worker."""
    from loc_builder.files.signatures import read_signatures  # noqa: PLC0415 - as above

    try:
        digital, doubts = read_digital(read_signatures(data, trusted=trusted))
    except InputError:
        return part
    findings = (each for each in part.findings if each.code is not FindingCode.SIGNER_UNKNOWN or each in doubts)
    return replace(part, signatures=_with_trust(part.signatures, digital), findings=tuple(findings))


def _with_trust(seen: Sequence[SignatureSeen], digital: Sequence[SignatureSeen]) -> tuple[SignatureSeen, ...]:
    """Put in who vouches for each digital signer; of two that look the same the one for whom nobody does counts."""
    doubtful_last = sorted(digital, key=lambda each: not each.trusted_through)
    known = {replace(each, trusted_through=""): each for each in doubtful_last}
    return tuple(known.get(each, each) for each in seen)


def _is_held(seen: SignatureSeen) -> bool:
    return seen.basis is Basis.DIGITAL
