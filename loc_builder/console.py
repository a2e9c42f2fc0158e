"""Results and errors into sentences, tables and JSON, in the shapes of the command line's promise.

Standing, facts and assessments come in; nothing is computed here but words. JSON keys may be added, never renamed.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import click

from loc_builder.days import in_words
from loc_builder.errors import LocError, Problem
from loc_builder.findings import Finding, FindingCode
from loc_builder.model import Ambiguous, Assessment, Matched, PartRef, Role
from loc_builder.schoolyear import OutsideTerm, Term
from loc_builder.standing import Commitment, LetterStanding, ReturnStanding

Shape = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command's result goes: one JSON object, or lines for people (none with `is_quiet`)."""

    is_json: bool = False
    is_quiet: bool = False

    def show(self, shape: Mapping[str, Any], lines: Iterable[str]) -> None:
        if self.is_json:
            click.echo(_json(shape))
        elif not self.is_quiet:
            for line in lines:
                say(line)

    def show_error(self, error: LocError) -> None:
        """One sentence, then every problem with its place, then what to do next."""
        if self.is_json:
            shape = {
                "code": error.code,
                "message": error.message,
                "problems": [problem_shape(e) for e in error.problems],
            }
            click.echo(_json({"error": shape}))
            return
        click.echo(f"{error.message[:1].upper()}{error.message[1:]}.", err=True)
        for problem in error.problems:
            click.echo(f"  {problem_line(problem)}", err=True)
        if error.hint:
            click.echo(error.hint, err=True)


def say(line: str) -> None:
    """Print a line; what the terminal's or the pipe's characters cannot say stands there as `?`."""
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(line.encode(encoding, errors="replace").decode(encoding))


def _json(shape: Mapping[str, Any]) -> str:
    """Write JSON in plain ASCII, which every pipe carries and every reader decodes alike."""
    return json.dumps(shape, indent=2)


# ---- problems ---------------------------------------------------------------------------------------------------


def problem_shape(problem: Problem) -> Shape:
    return {
        "code": problem.code,
        "message": problem.message,
        "file": problem.file,
        "row": problem.row,
        "column": problem.column,
        "hint": problem.hint,
    }


def problem_line(problem: Problem) -> str:
    place = f"{problem.place}: " if problem.place else ""
    hint = f" {problem.hint}" if problem.hint else ""
    return f"{place}{problem.message}.{hint}"


# ---- terms ------------------------------------------------------------------------------------------------------


def term_shape(reckoned: Term | OutsideTerm) -> Shape:
    term = reckoned.term if isinstance(reckoned, OutsideTerm) else reckoned
    return {
        "signed_on": reckoned.signed_on.isoformat(),
        "school_years": [str(year) for year in term.school_years] if term else [],
        "effective_on": term.effective_on.isoformat() if term else None,
        "ends_on": term.ends_on.isoformat() if term else None,
        "findings": [FindingCode.OUTSIDE_TERM.value] if isinstance(reckoned, OutsideTerm) else [],
    }


def term_lines(reckoned: Term | OutsideTerm) -> Iterable[str]:
    term = reckoned.term if isinstance(reckoned, OutsideTerm) else reckoned
    if term is None:
        yield f"A signature of {in_words(reckoned.signed_on)} gives no term."
    else:
        years = " and ".join(str(year) for year in term.school_years)
        yield (
            f"Signed {in_words(term.signed_on)}: {years}, in effect {in_words(term.effective_on)} "
            f"to {in_words(term.ends_on)}."
        )
    if isinstance(reckoned, OutsideTerm):
        yield f"Outside the term: the letter is for {reckoned.school_year}."


# ---- letters ----------------------------------------------------------------------------------------------------


def letter_shape(letter: LetterStanding) -> Shape:
    ended = letter.commitment.ended if letter.commitment else None
    return {
        "letter_id": letter.letter_id,
        "district_number": letter.issued.district_number,
        "district": letter.issued.district,
        "state": letter.state.value,
        "waiting_for": list(letter.waiting_for),
        "archived": letter.is_archived,
        "ended_on": ended.ended_on.isoformat() if ended else None,
    }


def letters_shape(letters: Iterable[LetterStanding]) -> Shape:
    return {"letters": [letter_shape(each) for each in letters]}


def decided_lines(letter: LetterStanding) -> Iterable[str]:
    """How a letter stands after a decision."""
    yield from letter_lines([letter])
    if letter.commitment:
        yield from term_lines(letter.commitment.accepted.term)
    elif letter.returned_because:
        yield f"Sent back: {letter.returned_because}"


def letter_lines(letters: Iterable[LetterStanding]) -> Iterable[str]:
    rows = [
        (each.issued.district_number, each.issued.district, each.letter_id, each.state.value, _waiting(each))
        for each in letters
    ]
    return table(rows)


def state_counts(letters: Iterable[LetterStanding]) -> dict[str, int]:
    return dict(Counter(each.state.value for each in letters))


def _waiting(letter: LetterStanding) -> str:
    return ", ".join(letter.waiting_for)


# ---- returns ----------------------------------------------------------------------------------------------------


def return_shape(name: str, return_id: str, parts: Sequence[tuple[PartRef, Assessment]], same_as: str) -> Shape:
    return {
        "return_id": return_id,
        "name": name,
        "same_as": same_as or None,
        "parts": [_part_shape(one) for _, one in parts],
    }


def _part_shape(one: Assessment) -> Shape:
    match = one.match
    return {
        "role": one.role.value,
        "pages": len(one.part.pages),
        "match": {
            "kind": type(match).__name__.lower(),
            "letter_id": match.found if isinstance(match, Matched) else None,
            "candidates": list(match.candidates) if isinstance(match, Ambiguous) else [],
            "reasons": list(match.reasons),
        },
        "answers": {name.removeprefix("answers."): text for name, text in one.answers.items()},
        "signatures": [
            {
                "party": each.party,
                "signed_on": each.signed_on.isoformat() if each.signed_on else None,
                "basis": each.basis.value if each.basis else None,
            }
            for each in one.part.signatures
        ],
        "findings": [{"code": each.code.value, "message": each.message} for each in one.findings],
    }


def decision_shape(letter: LetterStanding) -> Shape:
    return {
        "letter_id": letter.letter_id,
        "decision": "accepted" if letter.commitment and not letter.undecided else "waiting",
        "waiting_for": list(letter.waiting_for),
    }


def taken_lines(name: str, parts: Sequence[tuple[PartRef, Assessment]], same_as: str) -> Iterable[str]:
    """What one file turned out to be."""
    if same_as:
        yield f"{name}: the same file as {same_as}, taken in before"
    for _, one in parts:
        whose = one.match.found if isinstance(one.match, Matched) else "nobody's yet"
        yield f"{name}: {one.role.value}, {whose}"
        yield from (f"    {finding.message}" for finding in _first_of_each(one.findings))


def _first_of_each(findings: Iterable[Finding]) -> Iterable[Finding]:
    """One finding of each kind, with how many more there are."""
    by_code: dict[FindingCode, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    for code, found in by_code.items():
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        yield Finding(code, found[0].detail + more)


def review_lines(letter: LetterStanding, parts: Sequence[tuple[str, Assessment]]) -> Iterable[str]:
    """A waiting letter: what came back, what a person should look at, and how to decide."""
    yield f"{letter.letter_id}  {letter.issued.district}"
    for name, one in parts:
        yield f"    {name} ({one.role.value})"
        yield from (f"        {finding.message}" for finding in _first_of_each(one.findings))
    party = " --party agency" if letter.commitment else ""
    yield f"    decide: loc accept {letter.letter_id} --signed-on DATE{party}"
    yield f"    decide: loc reject {letter.letter_id} --because TEXT"


def unmatched_lines(returned: ReturnStanding, parts: Sequence[Assessment]) -> Iterable[str]:
    """A return that belongs to no letter yet."""
    name = returned.received.return_id[:8]
    yield f"{name}  {returned.received.name}"
    for one in parts:
        yield from (f"        {finding.message}" for finding in _first_of_each(one.findings))
        if isinstance(one.match, Ambiguous):
            yield f"        could be: {', '.join(one.match.candidates)}"
    if any(one.part.pages or one.role is not Role.OTHER for one in parts):
        yield f"    decide: loc accept {name} --letter ID --signed-on DATE"
    yield f"    decide: loc reject {name} --because TEXT"


# ---- members ----------------------------------------------------------------------------------------------------


def member_shape(commitment: Commitment) -> Shape:
    approval = commitment.approval
    return {
        "district_number": commitment.issued.district_number,
        "district": commitment.issued.district,
        "letter_id": commitment.letter_id,
        "signed_on": commitment.signed_on.isoformat(),
        "approved_on": approval.approved_on.isoformat() if approval else None,
        "from": commitment.member_from.isoformat() if commitment.member_from else None,
        "until": commitment.member_until.isoformat(),
        "because": because(commitment),
    }


def because(commitment: Commitment) -> str:
    """Why a district is a member, in one clause."""
    approval = commitment.approval
    pieces = [f"signed {in_words(commitment.signed_on)}"]
    if approval:
        pieces.append(f"approved {in_words(approval.approved_on)}")
    pieces.append("for " + " and ".join(str(year) for year in commitment.accepted.term.school_years))
    if commitment.ended:
        pieces.append(f"ended {in_words(commitment.ended.ended_on)}")
    return ", ".join(pieces)


def member_lines(on: date, members: Sequence[Commitment]) -> Iterable[str]:
    yield f"{len(members)} members on {in_words(on)}."
    yield from table(
        [(each.issued.district_number, each.issued.district, each.letter_id, because(each)) for each in members]
    )


# ---- words ------------------------------------------------------------------------------------------------------


def table(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Lines of aligned columns."""
    if not rows:
        return
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def counted(number: int, one: str, many: str = "") -> str:
    """`1 letter`, `171 letters`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
