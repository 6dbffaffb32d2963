"""A session that moves: who asks for it and how fair that is, and each place's hour before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from besrour_cli.clock.instants import instant_text
from besrour_cli.commands.shared.responses import CounterProposal, FairnessVerdict
from besrour_cli.commands.terminal.console import IN_SENTENCE
from besrour_cli.commands.terminal.translation import language, translate
from besrour_cli.commands.views.local_times import anchor_words
from besrour_cli.commands.views.time_drift import hour_words
from besrour_cli.model.message import Message, msg

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.plan import PublishedReading, ScheduledSession
    from besrour_cli.model.programme import Programme

VERDICTS = {
    FairnessVerdict.FAIRER: msg("fairer than the present time"),
    FairnessVerdict.AS_FAIR: msg("as fair as the present time"),
    FairnessVerdict.LESS_FAIR: msg("less fair than the present time"),
}
TO_THE_MINUTE = len("2027-01-20T14:00")
"""The part of an ISO local time that a reader sees: its offset may change without the hour changing."""


def move_lines(
    programme: Programme,
    before: ScheduledSession,
    after: ScheduledSession,
    readings: Sequence[PublishedReading],
) -> list[str]:
    """The move on the anchor's clock, then a line a place; ``readings`` are the local times of ``after``."""
    move = msg(
        "{session} moves from {old} to {new}:",
        session=after.session,
        old=anchor_words(before.start, programme.anchor),
        new=anchor_words(after.start, programme.anchor),
    )
    printed = {(p.place, p.zone): p.local for p in before.printed}
    names = {m.place.name("en"): m.place.name(language()) for m in programme.members}
    places = [
        _place_line(names.get(r.place, r.place), printed.get((r.place, r.zone)), r.local) for r in readings
    ]
    return [translate(move), *(f"  {translate(line)}" for line in places)]


def _place_line(place: str, printed: str | None, reading: str) -> Message:
    new = hour_words(reading)
    if printed is None:
        return msg("{place}: {new}", place=place, new=new)
    if printed[:TO_THE_MINUTE] == reading[:TO_THE_MINUTE]:
        return msg("{place}: {new}, as printed", place=place, new=new)
    return msg("{place}: printed {old}, then {new}", place=place, old=hour_words(printed), new=new)


def proposal_as_data(proposal: CounterProposal) -> dict[str, object]:
    """A proposal for ``--json``; ``fairer`` and ``as_fair`` are null when it could not be weighed."""
    return {
        "session": proposal.session,
        "member": proposal.member.id,
        "proposed": instant_text(proposal.proposed),
        **_weighed(proposal),
        "against": [translate(m) for m in proposal.against],
    }


def _weighed(proposal: CounterProposal) -> dict[str, bool | int | None]:
    verdict = proposal.verdict
    return {
        "fairer": None if verdict is None else verdict == FairnessVerdict.FAIRER,
        "as_fair": None if verdict is None else verdict == FairnessVerdict.AS_FAIR,
        "gains": proposal.gains,
        "losses": proposal.losses,
    }


def accepted_as_data(
    proposal: CounterProposal, before: ScheduledSession, after: ScheduledSession, *, written: bool
) -> dict[str, object]:
    """A proposal taken, for ``--json``."""
    return {
        "session": proposal.session,
        "member": proposal.member.id,
        "before": instant_text(before.start),
        "start": instant_text(after.start),
        "sequence": after.sequence,
        **_weighed(proposal),
        "written": written,
    }


def proposal_line(workspace: Workspace, proposal: CounterProposal) -> Message:
    """Who asks for which time, how fair it is, whom it helps and hurts, and what speaks against it."""
    asks = msg(
        "{session}: {name} asks for {moment}",
        session=proposal.session,
        name=proposal.member.name,
        moment=anchor_words(proposal.proposed, workspace.programme.anchor),
    )
    against = "; ".join(map(translate, proposal.against[:IN_SENTENCE]))
    if proposal.verdict is None:
        return msg("{asks}; it cannot be weighed: {why}", asks=asks, why=against)
    weighed = msg(
        "{asks}; {verdict}, easier for {gains} and harder for {losses}",
        asks=asks,
        verdict=VERDICTS[proposal.verdict],
        gains=proposal.gains,
        losses=proposal.losses,
    )
    return msg("{weighed}; but {against}", weighed=weighed, against=against) if against else weighed
