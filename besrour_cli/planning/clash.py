"""Demands that cannot all be met: which they are, in one sentence, and the fewest to give up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from besrour_cli.model.fault import AnswerIsNo
from besrour_cli.model.message import Message, msg, msgn

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray

_MOST = 5
"""Sessions named one by one before the rest are counted."""


def pinned_wrong(session: str, broken: Mapping[str, NDArray[bool_]], names: Mapping[str, str]) -> AnswerIsNo:
    """The one start given by hand cannot be."""
    demands = [named(d, names) for d, out in broken.items() if out.any()]
    return AnswerIsNo(
        msg(
            "the start given for {session} does not respect {demands}",
            session=session,
            demands=listed(demands),
        ),
        msg("give {session} another start, or let besrour choose one", session=session),
    )


def no_start(session: str, broken: Mapping[str, NDArray[bool_]], names: Mapping[str, str]) -> AnswerIsNo:
    """No start of a session meets all demands; ``broken`` maps each demand to the starts it excludes.

    Demands are those of ``candidates.DEMANDS`` and ``never:ID`` and ``hours:ID`` of a member; ``names``
    are members' names. The fewest demands whose fall leaves a start are named.
    """
    import numpy as np

    demands = [d for d, out in broken.items() if out.any()]
    total = len(next(iter(broken.values()), ()))
    if not demands or not total:
        return AnswerIsNo(
            msg("the window of {session} holds no date", session=session),
            msg("give {session} a window of dates, first date first", session=session),
        )
    table = np.array([broken[d] for d in demands])
    best = min(range(total), key=lambda c: (int(table[:, c].sum()), np.flatnonzero(table[:, c]).tolist()))
    give_up = [demands[d] for d in np.flatnonzero(table[:, best]).tolist()]
    if "past" in give_up and bool(table[demands.index("past")].all()):
        return AnswerIsNo(
            msg("the window of {session} has passed and nobody was told of a start", session=session),
            msg("give {session} a later window, or remove its file", session=session),
        )
    counts = listed([_count(d, int(broken[d].sum()), names) for d in demands])
    return AnswerIsNo(
        msgn(
            "no start is left for {session}: its window holds {n} start, and {counts}",
            "no start is left for {session}: its window holds {n} starts, and {counts}",
            total,
            session=session,
            counts=counts,
        ),
        msg(
            "for {session}, widen the window or give up {demands}",
            session=session,
            demands=listed([named(d, names) for d in give_up]),
        ),
    )


def together(faults: Sequence[AnswerIsNo]) -> AnswerIsNo:
    """Several sessions without a start, told at once: one line a session, and at most five of them."""
    if len(faults) == 1:
        return faults[0]
    remedies = [f.remedy for f in faults if f.remedy is not None]
    return AnswerIsNo(
        msgn(
            "{n} session has no start:{lines}",
            "{n} sessions have no start:{lines}",
            len(faults),
            lines=_lines([f.what for f in faults]),
        ),
        msg("for each of them, the least to give up:{lines}", lines=_lines(remedies)),
    )


def too_close(sessions: Sequence[str]) -> AnswerIsNo:
    """Each of these sessions could be placed, but not all of them together."""
    return AnswerIsNo(
        msg(
            "{sessions} cannot all be placed: their windows leave too few days between them, or they overlap",
            sessions=listed([msg("{session}", session=s) for s in sorted(sessions)]),
        ),
        msg("widen the window of one of them, or ask for fewer days between sessions"),
    )


def named(demand: str, names: Mapping[str, str]) -> Message:
    """A demand as the coordinator knows it."""
    kind, _, member = demand.partition(":")
    name = names.get(member, member)
    if kind == "past":
        return msg("that it lies ahead")
    if kind == "weekdays":
        return msg("its weekdays")
    if kind == "between":
        return msg("its hours of the day (between)")
    if kind == "blackouts":
        return msg("the blackout dates")
    if kind == "never":
        return msg("the never-hours of {name}", name=name)
    if kind == "busy":
        return msg("the calendar of {name}", name=name)
    if kind == "observes":
        return msg("what {name} observes", name=name)
    if kind == "holiday":
        return msg("the public holidays of {name}, who is required", name=name)
    return msg("the own hours of {name}, who is required", name=name)


def listed(words: Sequence[Message]) -> Message:
    """Several phrases as one: ``a``, ``a and b``, ``a, b and c``."""
    if not words:
        return msg("nothing")
    if len(words) == 1:
        return words[0]
    if len(words) == 2:
        return msg("{first} and {second}", first=words[0], second=words[1])
    return msg("{first}, {rest}", first=words[0], rest=listed(words[1:]))


def _lines(sentences: Sequence[Message], shown: int = 0) -> Message | str:
    """Sentences on lines of their own, at most ``_MOST``; then how many more there are."""
    if not sentences:
        return ""
    if shown == _MOST:
        return msgn("\n  - and {n} more like it", "\n  - and {n} more like these", len(sentences))
    return msg("\n  - {first}{rest}", first=sentences[0], rest=_lines(sentences[1:], shown + 1))


def _count(demand: str, out: int, names: Mapping[str, str]) -> Message:
    kind, _, member = demand.partition(":")
    name = names.get(member, member)
    if kind == "past":
        return msgn("{n} is past", "{n} are past", out)
    if kind == "weekdays":
        return msg("the weekdays exclude {n}", n=out)
    if kind == "between":
        return msg("the hours of the day exclude {n}", n=out)
    if kind == "blackouts":
        return msg("the blackout dates exclude {n}", n=out)
    if kind == "never":
        return msg("the never-hours of {name} exclude {n}", name=name, n=out)
    if kind == "busy":
        return msg("the calendar of {name} excludes {n}", name=name, n=out)
    if kind == "observes":
        return msg("what {name} observes excludes {n}", name=name, n=out)
    if kind == "holiday":
        return msg("the public holidays of {name}, who is required, exclude {n}", name=name, n=out)
    return msg("the hours of {name}, who is required, exclude {n}", name=name, n=out)
