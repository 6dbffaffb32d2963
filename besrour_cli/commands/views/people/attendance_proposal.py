"""What ``besrour attendance`` would write of a session: who came, who is asked about, who else was there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from besrour_cli.commands.terminal.console import MESSAGES, console, out, styled, table, truncate
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.feedback.attendance.who import MatchReason, QuestionReason
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import Message, msg, msgn

if TYPE_CHECKING:
    from besrour_cli.commands.shared.attendance_proposal import AttendanceProposal
    from besrour_cli.feedback.attendance.who import IdentityQuestion
    from besrour_cli.model.programme import Programme
    from besrour_cli.model.took_place import OtherConnection

_REASONS: Mapping[str, Message] = {
    MatchReason.ADDRESS: msg("by address"),
    MatchReason.NAME: msg("by name"),
    MatchReason.DECISION: msg("as decided"),
}
_QUESTIONS: Mapping[str, Message] = {
    QuestionReason.SAME_NAME: msg("several members may be meant by this name"),
    QuestionReason.TWO_PEOPLE: msg("the name is one member’s and the address another’s"),
    QuestionReason.LIKENESS: msg("only a part of a name, or like one"),
    QuestionReason.DECIDED_BEFORE: msg("decided before, but may be somebody else by now"),
    QuestionReason.NUMBER: msg("a telephone"),
    QuestionReason.NAMELESS: msg("a device or a room without a name"),
}


def show(programme: Programme, proposal: AttendanceProposal) -> None:
    """The rows, then what is open, then who else was there; nobody of the download is left out."""
    head = msgn(
        "{session}: {n} member was there",
        "{session}: {n} members were there",
        len(proposal.rows),
        session=proposal.session,
    )
    out(styled(translate(head), "bold"))
    _print_rows(programme, proposal)
    _print_questions(programme, proposal)
    _print_others(proposal)
    names = {member.id: member.name for member in programme.members}
    if proposal.waiting:
        out(msg("Only in the waiting room: {names}", names=", ".join(c.name for c in proposal.waiting)))
    if proposal.declared:
        out(
            msg(
                "The download says that {people} people were there, and names fewer: a part may be missing. "
                "Compare it with what the meeting program shows.",
                people=proposal.declared,
            )
        )
    for name in proposal.endless:
        out(msg("The last line of {file} has no end: compare it, a part may be missing.", file=name))
    if proposal.change.replaced:
        replaced = msgn(
            "{n} row of this session is replaced.",
            "{n} rows of this session are replaced.",
            proposal.change.replaced,
        )
        out(replaced)
    if proposal.gone:
        gone = ", ".join(names.get(member, member) for member in proposal.gone)
        out(msg("No longer among those who were there: {names}", names=gone))


def _print_rows(programme: Programme, proposal: AttendanceProposal) -> None:
    if not proposal.rows:
        return
    names = {member.id: member.name for member in programme.members}
    shown = _seen(proposal, names)
    made = table(_("Name"), _("Minutes"), _("Seen as"), right=(1,))
    for row in proposal.rows:
        made.add_row(
            names.get(row.member, row.member),
            "·" if row.minutes is None else str(row.minutes),
            shown.get(row.member, ""),
        )
    console().print(made)


def _seen(proposal: AttendanceProposal, names: Mapping[str, str]) -> dict[str, str]:
    """What each member was seen as, where it is not her name as the roster has it."""
    seen: dict[str, list[str]] = {}
    for match in proposal.identified.matched:
        shown = match.connection.name
        words = msg("{name} ({reason})", name=shown, reason=_REASONS[match.reason])
        for member in match.members:
            if fold_case(shown) != fold_case(names.get(member, "")):
                seen.setdefault(member, []).append(translate(words))
    return {member: "; ".join(dict.fromkeys(words)) for member, words in seen.items()}


def _print_questions(programme: Programme, proposal: AttendanceProposal) -> None:
    questions = proposal.identified.questions
    if not questions:
        return
    members = {member.id: member for member in programme.members}
    out()
    out(
        msgn(
            "{n} name is open, and counts for nobody:",
            "{n} names are open, and count for nobody:",
            len(questions),
        )
    )
    for question in questions:
        out(f"  {translate(_question(question))}")
        people, more = truncate(question.candidates, MESSAGES)
        for member in people:
            who = members[member]
            out(f"    {who.id}  {who.name}, {who.place.name(language())}")
        if more:
            out(msgn("    and {n} more", "    and {n} more", more))
    out(_('Answer with --answer "NAME=MEMBER", or --answer "NAME=visitor".'))


def _question(question: IdentityQuestion) -> Message:
    minutes = question.connection.minutes
    if minutes is None:
        return msg("“{name}”: {reason}", name=question.connection.name, reason=_QUESTIONS[question.reason])
    return msg(
        "“{name}”, {n} min: {reason}",
        name=question.connection.name,
        n=round(minutes),
        reason=_QUESTIONS[question.reason],
    )


def _print_others(proposal: AttendanceProposal) -> None:
    rooms = [other for other in proposal.record.others if other.people]
    visitors = [other for other in proposal.record.others if other.visitor and not other.people]
    if rooms or visitors:
        out()
    for room in rooms:
        out(_room(room))
    if visitors:
        names = ", ".join(visitor.seen_as for visitor in visitors)
        out(
            msgn(
                "{n} visitor, who is no member: {names}",
                "{n} visitors, who are no members: {names}",
                len(visitors),
                names=names,
            )
        )
        out(_("To enrol them once this is written: besrour enrol --visitors"))


def _room(room: OtherConnection) -> Message:
    return msgn(
        "{room}: {n} person at one connection, {known} by name",
        "{room}: {n} people at one connection, {known} by name",
        room.people,
        room=room.seen_as,
        known=len(room.members),
    )


def as_data(proposal: AttendanceProposal, *, written: bool) -> dict[str, object]:
    """The proposal for ``--json``."""
    seen: dict[str, list[dict[str, object]]] = {}
    for match in proposal.identified.matched:
        for member in match.members:
            entry: dict[str, object] = {
                "seen": match.connection.name,
                "address": match.connection.email,
                "reason": match.reason,
            }
            seen.setdefault(member, []).append(entry)
    return {
        "session": proposal.session,
        "files": list(proposal.record.files),
        "rows": [
            {
                "member": row.member,
                "minutes": row.minutes,
                "joins": row.joins,
                "connections": seen.get(row.member, []),
            }
            for row in proposal.rows
        ],
        "questions": [
            {
                "seen": q.connection.name,
                "address": q.connection.email,
                "minutes": _whole(q.connection.minutes),
                "reason": q.reason,
                "candidates": list(q.candidates),
            }
            for q in proposal.identified.questions
        ],
        "visitors": _others(proposal.record.others, visitors=True),
        "rooms": _others([o for o in proposal.record.others if o.people], visitors=False),
        "waiting": [one.name for one in proposal.waiting],
        "replaced": proposal.change.replaced,
        "gone": list(proposal.gone),
        "declared": proposal.declared,
        "endless": list(proposal.endless),
        "written": written,
    }


def _whole(minutes: float | None) -> int | None:
    return None if minutes is None else round(minutes)


def _others(others: Sequence[OtherConnection], *, visitors: bool) -> list[dict[str, object]]:
    if visitors:
        return [{"seen": o.seen_as, "minutes": o.minutes} for o in others if o.visitor and not o.people]
    return [
        {
            "seen": o.seen_as,
            "minutes": o.minutes,
            "people": o.people,
            "members": list(o.members),
            "place": o.place,
        }
        for o in others
    ]
