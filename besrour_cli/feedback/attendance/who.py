"""Who is who: each connection is a member's, is asked about, or is a visitor's; likeness credits nobody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
    DECIDED_BEFORE = "decided-before"
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
        return self.reason in (
            QuestionReason.SAME_NAME,
            QuestionReason.NAMELESS,
            QuestionReason.DECIDED_BEFORE,
        )


class Identified(NamedTuple):
    """Every connection in exactly one of three: matched with members, asked about, or a visitor's."""

    matched: tuple[MatchedConnection, ...]
    questions: tuple[IdentityQuestion, ...]
    visitors: tuple[Connection, ...]


def identify(
    connections: Sequence[Connection],
    index: NameIndex,
    decisions: Sequence[IdentityDecision],
    session: str,
    known: Collection[str] = (),
) -> Identified:
    """Say of each connection whose it is.

    ``decisions`` are what the coordinator said, later ones over earlier ones. ``known`` are the members who
    were at other sessions: a decision taken there on a part of a name is asked again while it may be that of
    another member who has never been seen.
    """
    taken = _Decisions(decisions, index, session)
    matched: list[MatchedConnection] = []
    open_ones: list[IdentityQuestion] = []
    visitors: list[Connection] = []
    earlier: list[tuple[Connection, IdentityDecision, bool]] = []
    for one in connections:
        decision = taken.own(one)
        if decision is not None:
            _settle(one, decision.members, matched, visitors)
        elif (before := taken.before(one)) is not None:
            earlier.append((one, *before))
        elif isinstance(match := _of_itself(one, index), MatchedConnection):
            matched.append(match)
        elif match is None:
            visitors.append(one)
        else:
            open_ones.append(match)
    evident = {m for match in matched for m in match.members}
    for one, decision, agreed in earlier:
        others = [m.id for m in index.candidates(one.name, one.email) if m.id not in decision.members]
        maybe = [m for m in others if m not in evident]
        beside = any(decision.members == m.members and _overlap(m.connection, one) for m in matched)
        if maybe and (not agreed or beside or any(m not in known for m in maybe)):
            ids = tuple(dict.fromkeys((*decision.members, *others)))
            open_ones.append(IdentityQuestion(one, ids, QuestionReason.DECIDED_BEFORE))
        else:
            _settle(one, decision.members, matched, visitors)
    return Identified(
        tuple(matched),
        tuple(_ordered(question, evident) for question in open_ones),
        tuple(visitors),
    )


def _settle(
    one: Connection,
    members: tuple[str, ...],
    matched: list[MatchedConnection],
    visitors: list[Connection],
) -> None:
    """Put a connection where a decision says it belongs."""
    if members:
        matched.append(MatchedConnection(one, members, MatchReason.DECISION))
    else:
        visitors.append(one)


class _Decisions:
    """What was decided on a name shown and an address: for this session or for all by hand, and at others."""

    def __init__(self, decisions: Sequence[IdentityDecision], index: NameIndex, session: str) -> None:
        self._own: dict[tuple[str, str], IdentityDecision] = {}
        self._before: dict[tuple[str, str], list[IdentityDecision]] = {}
        for decision in sorted(decisions, key=lambda d: d.session == session):
            key = (fold_case(decision.seen_as), decision.address.casefold())
            if any(m not in index.ids for m in decision.members):
                continue
            if decision.session in ("", session):
                self._own[key] = decision
            else:
                self._before.setdefault(key, []).append(decision)

    def own(self, one: Connection) -> IdentityDecision | None:
        """The decision of this session, or by hand for all; one without an address holds for any."""
        name, email = one.key
        return self._own.get((name, email)) or self._own.get((name, ""))

    def before(self, one: Connection) -> tuple[IdentityDecision, bool] | None:
        """The lasting decision at another session, and whether all decisions on the name agree."""
        name, email = one.key
        rows = self._before.get((name, email)) or self._before.get((name, "")) or []
        lasting = [decision for decision in rows if decision.is_lasting]
        if not lasting:
            return None
        return lasting[-1], len({decision.members for decision in rows}) == 1


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


def _overlap(one: Connection, other: Connection) -> bool:
    return any(a < d and c < b for a, b in one.stays for c, d in other.stays)


def _ordered(question: IdentityQuestion, evident: set[str]) -> IdentityQuestion:
    """The candidates with those first who are not evidently there under another name."""
    if question.reason is QuestionReason.DECIDED_BEFORE:
        return question
    return question._replace(candidates=tuple(sorted(question.candidates, key=evident.__contains__)))


def by_member(matched: Sequence[MatchedConnection]) -> Mapping[str, list[Connection]]:
    """Each member's connections, in order of appearance."""
    found: dict[str, list[Connection]] = {}
    for match in matched:
        for member in match.members:
            found.setdefault(member, []).append(match.connection)
    return found
