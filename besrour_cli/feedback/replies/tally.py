"""Who comes: every answer so far settled into one a member, and counted by region and language.

Settling is a function of the set of answers, so that the order in which messages were read, or how often,
changes nothing. The latest answer to the present time of a session counts; answers to a time that is no
longer true (a lower SEQUENCE, RFC 5546 section 2.1.5) do not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from besrour_cli.model.programme import Member
from besrour_cli.model.replies import Invitation, Reply, ReplyPart


class RsvpState(StrEnum):
    """What a member's answers to a session come to, the clearest first.

    ``DELEGATED``: to somebody who has not answered yet. ``STALE``: answered a time that was moved since.
    ``UNCLEAR``: two different answers of the same moment. ``SILENT``: no answer.
    """

    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    DELEGATED = "delegated"
    PROPOSED = "proposed"
    STALE = "stale"
    UNCLEAR = "unclear"
    SILENT = "silent"


STATES = tuple(RsvpState)
_EARLIEST = datetime.min.replace(tzinfo=UTC)


class Rsvp(NamedTuple):
    """One member's answer to one session, settled.

    A delegate's own answer counts for the member, and ``delegate`` names the delegate. ``answer`` is the
    one that counts, None where there is none or more than one.
    """

    member: str
    state: RsvpState
    answer: Reply | None = None
    delegate: str = ""


class RsvpCounts(NamedTuple):
    """People of one region or language: how many were invited, and how many are in each state that occurs."""

    name: str
    invited: int
    counts: Mapping[str, int]


def is_stale(answer: Reply, invitation: Invitation) -> bool:
    """Whether an answer is about a time that was changed since.

    An answer without SEQUENCE counts as one to SEQUENCE 0 (RFC 5545 section 3.8.7.4), unless it names
    the present time.
    """
    if answer.sequence is None:
        return invitation.sequence > 0 and answer.start != invitation.start
    return answer.sequence < invitation.sequence


def rsvp_of(member: str, answers: Iterable[Reply], invitation: Invitation) -> Rsvp:
    """Return what a member's answers come to, in any order; those about single occurrences do not count."""
    mine = {a for a in answers if a.member == member and a.session == invitation.session and not a.occurrence}
    current = {a for a in mine if not is_stale(a, invitation)}
    own = _latest(a for a in current if not a.by_delegate)
    if not own:
        return Rsvp(member, RsvpState.STALE if any(not a.by_delegate for a in mine) else RsvpState.SILENT)
    if len({_meaning(a) for a in own}) > 1:
        return Rsvp(member, RsvpState.UNCLEAR)
    answer = min(own, key=_order)
    if answer.part != ReplyPart.DELEGATED:
        return Rsvp(member, RsvpState(answer.part), answer)
    theirs = _latest(a for a in current if a.by_delegate and a.delegate == answer.delegate)
    if len({_meaning(a) for a in theirs}) > 1:
        return Rsvp(member, RsvpState.UNCLEAR, None, answer.delegate)
    if not theirs:
        return Rsvp(member, RsvpState.DELEGATED, answer, answer.delegate)
    stood_in = min(theirs, key=_order)
    return Rsvp(member, RsvpState(stood_in.part), stood_in, answer.delegate)


def rsvps(members: Iterable[Member], answers: Collection[Reply], invitation: Invitation) -> tuple[Rsvp, ...]:
    """Return what each member's answers to one session come to, in the members' order."""
    mine: dict[str, list[Reply]] = {}
    for answer in answers:
        if answer.session == invitation.session:
            mine.setdefault(answer.member, []).append(answer)
    return tuple(rsvp_of(m.id, mine.get(m.id, ()), invitation) for m in members)


def unannounced(answer: Reply, answers: Iterable[Reply]) -> bool:
    """Whether somebody answers in the place of a member who never named this person as delegate."""
    return answer.by_delegate and not any(
        a.part == ReplyPart.DELEGATED
        and not a.by_delegate
        and (a.session, a.member, a.delegate) == (answer.session, answer.member, answer.delegate)
        for a in answers
    )


def by_region(members: Iterable[Member], settled: Iterable[Rsvp]) -> tuple[RsvpCounts, ...]:
    """Return the counts of each of the roster's regions, by name."""
    return _tallies([(m.region, m.id) for m in members], settled)


def by_language(members: Iterable[Member], settled: Iterable[Rsvp]) -> tuple[RsvpCounts, ...]:
    """Return the counts of those who prefer each language, by code."""
    return _tallies([(m.languages[0] if m.languages else "", m.id) for m in members], settled)


def _tallies(named: list[tuple[str, str]], settled: Iterable[Rsvp]) -> tuple[RsvpCounts, ...]:
    states = {s.member: s.state for s in settled}
    groups: dict[str, list[RsvpState]] = {}
    for name, member in named:
        groups.setdefault(name, []).append(states.get(member, RsvpState.SILENT))
    return tuple(
        RsvpCounts(name, len(of), {state: of.count(state) for state in STATES if state in of})
        for name, of in sorted(groups.items())
    )


def _latest(answers: Iterable[Reply]) -> list[Reply]:
    """Return the answers no other is later than; one without a moment may be the latest."""
    every = list(answers)
    timed = [a for a in every if a.given is not None]
    last = max((_when(a) for a in timed), default=None)
    return [a for a in every if a.given is None or _when(a) == last]


def _when(answer: Reply) -> tuple[datetime, datetime, datetime]:
    written = answer._replace(read=None).given
    return answer.given or _EARLIEST, written or _EARLIEST, answer.sent or _EARLIEST


def _meaning(answer: Reply) -> tuple[object, ...]:
    return answer.part, answer.delegate, answer.proposed, answer.until


def _order(answer: Reply) -> tuple[str, ...]:
    return tuple(map(repr, answer))
