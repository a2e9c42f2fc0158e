"""One commitment as its record needs it: the accepted parts, the facts, and the certificate's words."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from loc_builder.binding.approval import Approval
from loc_builder.binding.certificate import (
    BASIS_SENTENCES,
    Certificate,
    Event,
    LaterLine,
    ReturnLine,
    SignatureLine,
)
from loc_builder.binding.stamp import Stamp
from loc_builder.binding.telling import amended_sentence, ended_sentence, rule_sentence, sentences, way
from loc_builder.books import Books
from loc_builder.days import in_words, moment_in_figures, moment_in_words
from loc_builder.facts import (
    Archived,
    Corrected,
    Fact,
    FindingsNoted,
    PaperNoted,
    PartMatched,
    PartReopened,
    PartSetAside,
    Received,
    Recorded,
    Signed,
)
from loc_builder.fields import party_label
from loc_builder.findings import FindingCode
from loc_builder.model import (
    Assessment,
    Basis,
    Check,
    CheckName,
    CheckResult,
    ClueKind,
    Edition,
    MembershipStart,
    Part,
    PartRef,
    ReturnId,
    Role,
    Sha256,
    SignatureSeen,
)
from loc_builder.standing import Commitment, LetterStanding, is_open


@dataclass(frozen=True, slots=True)
class Case:
    """A commitment and all that its record is made of; `events` are its facts but for those of archiving."""

    letter: LetterStanding
    commitment: Commitment
    parts: tuple[tuple[PartRef, Assessment], ...]
    events: tuple[Fact, ...]


def case_of(books: Books, letter: LetterStanding, commitment: Commitment) -> Case:
    """Gather the parts that were accepted, the countersigned one among them, and the facts about them."""
    refs = list(commitment.accepted.parts)
    if commitment.approval and commitment.approval.shown_by:
        refs.append(commitment.approval.shown_by)
    by_ref = {part.ref: part for part in letter.parts}
    parts = tuple((ref, books.assessment(by_ref[ref])) for ref in dict.fromkeys(refs))
    about = books.events_of(letter.letter_id, (ref.return_id for ref in refs))
    own = {*refs, *by_ref}
    events = tuple(fact for fact in about if not isinstance(fact.said, (Recorded, Archived)) and _is_about(fact, own))
    return Case(letter, commitment, parts, events)


def _is_about(fact: Fact, own: Collection[PartRef]) -> bool:
    """Whether a fact is no other letter's: several may have come in one mail, archive or scan."""
    if isinstance(fact.said, FindingsNoted | PartSetAside | PartReopened):
        return PartRef(fact.said.return_id, fact.said.part) in own
    return True


def stamp_of(edition: Edition, case: Case) -> Stamp:
    """Say what the stamp on a record says of a case."""
    commitment, letter = case.commitment, case.letter
    stamp = Stamp.of(commitment.accepted.term, district=letter.issued.district, letter_id=letter.letter_id)
    ended_on = commitment.ended.ended_on if commitment.ended else None
    return replace(stamp, ended_on=ended_on, awaits_approval=bool(_unapproved(edition, commitment)))


def certificate_of(books: Books, edition: Edition, case: Case) -> Certificate:
    """Say what a record's certificate says of a case."""
    commitment, zone = case.commitment, ZoneInfo(edition.time_zone)
    term = commitment.accepted.term
    returns = {ref.return_id: books.standing.returns[ref.return_id].received for ref, _ in case.parts}
    return Certificate(
        letter_title=f"{edition.title} {edition.school_year}",
        district=case.letter.issued.district,
        program=edition.program.name,
        letter_id=case.letter.letter_id,
        school_years=term.school_years,
        effective_on=term.effective_on,
        ends_on=term.ends_on,
        rule=rule_sentence(edition, term.signed_on),
        signatures=tuple(_signature_line(edition, each, case, zone) for each in commitment.signatures.values()),
        approval=_approval(commitment, zone),
        checks=tuple(_checks(case, {key: each.name for key, each in returns.items()})),
        returns=tuple(_return_lines(case, returns)),
        events=tuple(
            Event(moment_in_figures(fact.at.astimezone(zone)), words)
            for fact, words in sentences(case.events)
            if _is_told(fact)
        ),
        last_fact=case.events[-1].hash,
        agency=edition.agency.name,
        edition=f"revision {commitment.issued.revision}",
        papers=tuple(_papers(case, returns)),
        later=tuple(_later(commitment)),
        ended_on=commitment.ended.ended_on if commitment.ended else None,
        unapproved=_unapproved(edition, commitment),
    )


def awaits_approval(edition: Edition, commitment: Commitment) -> bool:
    """Whether a letter that is in force is still to be approved."""
    return not commitment.ended and bool(_unapproved(edition, commitment))


def _unapproved(edition: Edition, commitment: Commitment) -> str:
    """The sentence about the missing approval; empty where there is one, or where none is asked for."""
    starts_membership = commitment.accepted.membership_starts is MembershipStart.APPROVAL
    is_asked = starts_membership or edition.agency.party in {each.party for each in edition.signatories}
    if commitment.approval or not is_asked:
        return ""
    if commitment.ended:
        never = ": the district was never a member" if starts_membership else ""
        return f"It was ended before {edition.agency.name} approved it{never}."
    until = ": the district is a member from the day of the approval" if starts_membership else ""
    return f"Not yet approved by {edition.agency.name}{until}."


def _papers(case: Case, returns: Mapping[ReturnId, Received]) -> Iterator[tuple[str, str]]:
    """Each paper that was noted and where it lies; of what came on paper without such a note, that there is none."""
    noted = [fact.said for fact in case.events if isinstance(fact.said, PaperNoted)]
    scanned = {said.return_id for said in noted}
    for said in dict.fromkeys(noted):
        what = returns[said.return_id].name if said.return_id and said.return_id in returns else "The envelope"
        yield f"{what}, {in_words(said.arrived_on)}", said.place
    for key, received in returns.items():
        if received.by_way in ("post", "hand") and key not in scanned and None not in scanned:
            yield received.name, "The office has not noted where the paper is"


def _later(commitment: Commitment) -> Iterator[LaterLine]:
    """The amendments and the end of a letter, with the files that were kept of them."""
    for amended in commitment.amendments:
        yield LaterLine(amended_sentence(amended), amended.file, amended.sha256)
    if ended := commitment.ended:
        yield LaterLine(ended_sentence(ended), ended.notice, ended.notice_sha256)


def _return_lines(case: Case, returns: Mapping[ReturnId, Received]) -> Iterator[ReturnLine]:
    """The files that came back, and after each what of it was used where it was not the file itself."""
    for key, received in returns.items():
        yield ReturnLine(received.name, received.arrived_on, Sha256(key), by_way=way(received))
        inside = {one.part.label: one.part for ref, one in case.parts if ref.return_id == key and one.part.label}
        for label, part in inside.items():
            came_as = part.came_as(key)
            if came_as != Sha256(key):
                yield ReturnLine(
                    _attached(label, part, received.name), received.arrived_on, came_as, label, way(received)
                )


def _attached(label: str, part: Part, name: str) -> str:
    """Say how a file came: `letter.pdf, attached to the mail of jane@adair.example (mail.eml)`."""
    sender = next((clue.text for clue in part.clues if clue.kind is ClueKind.SENDER), "")
    return f"{label}, attached to the mail of {sender} ({name})" if sender else f"{label}, in {name}"


def _is_told(fact: Fact) -> bool:
    """What a rule recognised is told with what was read of the part."""
    return not (isinstance(fact.said, PartMatched) and fact.said.by_rule)


def _signature_line(edition: Edition, signed: Signed, case: Case, zone: ZoneInfo) -> SignatureLine:
    role = next((each.role for each in edition.signatories if each.party == signed.party), signed.party)
    is_districts = signed.party == edition.district_party.party
    whose = case.letter.issued.district if is_districts else party_label(signed.party)
    titles = (each.title for _, one in case.parts for each in one.part.signatures if each.party == signed.party)
    title = next((each for each in titles if each), role)
    return SignatureLine(whose, signed.signer or "name not noted", title, signed.signed_on, _known(signed, case, zone))


def _known(signed: Signed, case: Case, zone: ZoneInfo) -> str:
    """How a signature is known: on what basis, and who read it when; until somebody corrects it, a rule may have."""
    stated, basis = case.commitment.stated[signed.party], BASIS_SENTENCES[signed.basis]
    on = in_words(stated.at.astimezone(zone).date())
    digital = _digital(signed, case)
    if signed.basis is Basis.SEEN_BY_PERSON:
        seen = f"; digital signature of {digital.name}, {digital.trust}" if digital else ""
        return f"{basis}: {stated.by}, {on}{seen}"
    trust = f", {digital.trust}" if digital else ""
    by_rule = case.commitment.accepted.by_rule and not _is_corrected(case, stated)
    return f"{basis}{trust}; read by {'rule' if by_rule else stated.by}, {on}"


def _is_corrected(case: Case, stated: Fact) -> bool:
    said = (fact.said for fact in case.events)
    return any(isinstance(each, Corrected) and each.supersedes == stated.sequence for each in said)


def _digital(signed: Signed, case: Case) -> SignatureSeen | None:
    """The party's digital signature on the accepted parts, the one that somebody vouches for first."""
    seen = [each for _, one in case.parts for each in one.part.signatures if each.party == signed.party and each.trust]
    return max(seen, key=lambda each: bool(each.trusted_through), default=None)


def _approval(commitment: Commitment, zone: ZoneInfo) -> Approval | None:
    said = commitment.approval
    if said is None or commitment.approved_at is None:
        return None
    recorded_at = moment_in_words(commitment.approved_at.astimezone(zone))
    approval = Approval(said.signer, said.title, said.approved_on, commitment.approved_by, recorded_at)
    return replace(approval, basis="Signed on the countersigned page") if said.shown_by else approval


def _checks(case: Case, names: Mapping[ReturnId, str]) -> Iterator[Check]:
    """The checks of all parts; of several each is named, and what one part shows is not missed in another."""
    roles = {one.role for _, one in case.parts}
    made = {check.name for _, one in case.parts for check in one.checks if check.result is not CheckResult.NOT_MADE}
    for ref, one in case.parts:
        answered_elsewhere = {CheckName.SIGNATURE, CheckName.DATE} if _is_signed_apart(one.role, roles) else set()
        for check in (_by_person(check, case.commitment) for check in one.checks):
            if check.name in answered_elsewhere or (_is_idle(check, one.part.role) and check.name in made):
                continue
            named = f"{one.part.label or names[ref.return_id]}: {check.why or check.result}"
            yield replace(check, why=named) if len(case.parts) > 1 else check
    for name in CheckName:
        if name not in {check.name for _, one in case.parts for check in one.checks}:
            yield Check(name, CheckResult.NOT_MADE, _NO_REASON.get(name, "nothing that came back could show it"))


_NO_REASON = {CheckName.INK: "no page came back as a picture"}


def _is_idle(check: Check, role: Role) -> bool:
    """A check not made on a part that is not the letter's body; on the whole letter its lack is always told."""
    return check.result is CheckResult.NOT_MADE and role is not Role.WHOLE


def _is_signed_apart(role: Role, roles: Collection[Role]) -> bool:
    return not is_open(FindingCode.NOT_SIGNED, role, roles)


def _by_person(check: Check, commitment: Commitment) -> Check:
    """What no rule could read on the page, the person who accepted it read."""
    is_read = check.result is CheckResult.NOT_MADE and check.name in (CheckName.SIGNATURE, CheckName.DATE)
    if commitment.accepted.by_rule or not is_read:
        return check
    return Check(check.name, CheckResult.PASSED, f"read on the page by {commitment.accepted_by}")
