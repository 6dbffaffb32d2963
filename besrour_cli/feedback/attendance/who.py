"""Who is who: each connection is a member's, is asked about, or is a visitor's; likeness credits nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from besrour_cli.feedback.attendance.connections import Connection
from besrour_cli.feedback.attendance.names import NameIndex, is_nameless, is_number
from besrour_cli.model.language import fold_case
from besrour_cli.model.took_place import IdentityDecision


class MatchReason(StrEnum):
    """Why a connection is taken for a member's."""

    ADDRESS = "address"
    NAME = "name"
    DECISION = "decision"


class QuestionReason(StrEnum):
    """Why a connection must be asked about."""

    SAME_NAME = "same-name"
    TWO_PEOPLE = "two-people"
    LIKENESS = "likeness"
    NUMBER = "number"
    NAMELESS = "nameless"


class MatchedConnection(NamedTuple):
    """A connection, the ids of those who sat at it (several in a shared room), and why."""

    connection: Connection
    members: tuple[str, ...]
    reason: MatchReason


class IdentityQuestion(NamedTuple):
    """A connection that may be any of some members, the likeliest first; with none it is asked openly."""

    connection: Connection
    candidates: tuple[str, ...]
    reason: QuestionReason

    @property
    def passing(self) -> bool:
        """Whether an answer holds for this session alone: next month it may be somebody else."""
        return self.reason in (QuestionReason.SAME_NAME, QuestionReason.NAMELESS)


class Identified(NamedTuple):
    """Every connection in exactly one of three: matched with members, asked about, or a visitor's."""

    matched: tuple[MatchedConnection, ...]
    questions: tuple[IdentityQuestion, ...]
    visitors: tuple[Connection, ...]


def identify(
    connections: Sequence[Connection], index: NameIndex, decisions: Sequence[IdentityDecision], session: str
) -> Identified:
    """Say of each connection whose it is.

    ``decisions`` are what the coordinator said, later ones over earlier ones; one of this ``session`` goes
    before one that holds for all.
    """
    known = _Decisions(decisions, index, session)
    matched: list[MatchedConnection] = []
    open_ones: list[IdentityQuestion] = []
    visitors: list[Connection] = []
    for one in connections:
        decision = known.of(one)
        if decision is not None and not decision.members:
            visitors.append(one)
        elif decision is not None:
            matched.append(MatchedConnection(one, decision.members, MatchReason.DECISION))
        else:
            match = _of_itself(one, index)
            if isinstance(match, MatchedConnection):
                matched.append(match)
            elif match is None:
                visitors.append(one)
            else:
                open_ones.append(match)
    evident = {m for match in matched if match.reason is not MatchReason.DECISION for m in match.members}
    doubtful = [match for match in matched if _is_doubtful(match, matched, index)]
    open_ones += [_asked_again(match, index) for match in doubtful]
    return Identified(
        tuple(match for match in matched if match not in doubtful),
        tuple(_ordered(question, evident) for question in open_ones),
        tuple(visitors),
    )


class _Decisions:
    """Earlier decisions by name shown and address, those of one session before those of all."""

    def __init__(self, decisions: Sequence[IdentityDecision], index: NameIndex, session: str) -> None:
        self._by_key: dict[tuple[str, str, str], IdentityDecision] = {}
        for decision in decisions:
            if decision.session in ("", session) and all(m in index.ids for m in decision.members):
                key = (decision.session, fold_case(decision.seen_as), decision.address.casefold())
                self._by_key[key] = decision
        self._session = session

    def of(self, one: Connection) -> IdentityDecision | None:
        """The decision on a connection; one without an address holds for any."""
        name, email = one.key
        for session in dict.fromkeys((self._session, "")):
            for address in dict.fromkeys((email, "")):
                if decision := self._by_key.get((session, name, address)):
                    return decision
        return None


def _of_itself(one: Connection, index: NameIndex) -> MatchedConnection | IdentityQuestion | None:
    """Whose a connection is without any decision; None for a visitor's."""
    owners, named = index.by_address(one.email), index.exact(one.name)
    if len(owners) == 1 and (not named or owners[0] in named):
        return MatchedConnection(one, (owners[0].id,), MatchReason.ADDRESS)
    if owners and named:  # one member on another's link, or two with one address
        both = dict.fromkeys(m.id for m in (*named, *owners))
        same = [m.id for m in named if m in owners]
        if len(same) == 1:
            return MatchedConnection(one, (same[0],), MatchReason.ADDRESS)
        return IdentityQuestion(one, tuple(both), QuestionReason.TWO_PEOPLE)
    if len(named) == 1:
        return MatchedConnection(one, (named[0].id,), MatchReason.NAME)
    if named or owners:
        return IdentityQuestion(one, tuple(m.id for m in named or owners), QuestionReason.SAME_NAME)
    candidates = tuple(m.id for m in index.candidates(one.name, one.email))
    if candidates:
        return IdentityQuestion(one, candidates, QuestionReason.LIKENESS)
    if is_number(one.name):
        return IdentityQuestion(one, (), QuestionReason.NUMBER)
    return IdentityQuestion(one, (), QuestionReason.NAMELESS) if is_nameless(one.name) else None


def _is_doubtful(match: MatchedConnection, matched: Sequence[MatchedConnection], index: NameIndex) -> bool:
    """Whether an earlier decision cannot be trusted here.

    Its member is evidently there at the same time, and the name may be another's, who is not.
    """
    if match.reason is not MatchReason.DECISION or len(match.members) != 1:
        return False
    others = [m for m in matched if m is not match and m.reason is not MatchReason.DECISION]
    beside = any(match.members == m.members and _overlap(m.connection, match.connection) for m in others)
    there = {member for m in others for member in m.members}
    maybe = {m.id for m in index.candidates(match.connection.name, match.connection.email)}
    return beside and bool(maybe - there)


def _overlap(one: Connection, other: Connection) -> bool:
    return any(a < d and c < b for a, b in one.stays for c, d in other.stays)


def _asked_again(match: MatchedConnection, index: NameIndex) -> IdentityQuestion:
    found = index.candidates(match.connection.name, match.connection.email)
    ids = dict.fromkeys((*match.members, *(m.id for m in found)))
    return IdentityQuestion(match.connection, tuple(ids), QuestionReason.SAME_NAME)


def _ordered(question: IdentityQuestion, evident: set[str]) -> IdentityQuestion:
    """The candidates with those first who are not evidently there under another name."""
    return question._replace(candidates=tuple(sorted(question.candidates, key=evident.__contains__)))


def by_member(matched: Sequence[MatchedConnection]) -> Mapping[str, list[Connection]]:
    """Each member's connections, in order of appearance."""
    found: dict[str, list[Connection]] = {}
    for match in matched:
        for member in match.members:
            found.setdefault(member, []).append(match.connection)
    return found
