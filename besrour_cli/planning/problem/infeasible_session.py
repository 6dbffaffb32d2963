"""Demands that leave a session no start: which they are, in one sentence, and the fewest to give up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.planning.problem.constraint_text import (
    KINDS,
    StartConstraint,
    describe,
    describe_excluded,
    join_sentences_and,
    merge_constraints,
)

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray

    Broken = Mapping[StartConstraint, NDArray[bool_]]

_MOST = 5
"""Sessions, or demands, named one by one before the rest are counted."""


def pinned_start_error(session: str, broken: Broken, names: Mapping[str, str]) -> NegativeAnswer:
    """The one start given by hand cannot be."""
    demands = merge_constraints(_by_name([d for d, out in broken.items() if out.any()], names))
    return NegativeAnswer(
        msg(
            "the start given for {session} does not respect {demands}",
            session=session,
            demands=join_sentences_and([describe(d, names) for d in demands]),
        ),
        msg("give {session} another start, or let besrour choose one", session=session),
    )


def no_start_error(
    session: str, broken: Broken, names: Mapping[str, str], *, wider: bool = True
) -> NegativeAnswer:
    """No start of a session meets all demands; ``broken`` maps each demand to the starts it excludes.

    ``names`` are members' names; ``wider``: whether other dates could help. The fewest demands whose fall
    leaves a start are named, one of each member counted.
    """
    total = len(next(iter(broken.values()), ()))
    if not total or not any(out.any() for out in broken.values()):
        return NegativeAnswer(
            msg("the window of {session} holds no date", session=session),
            msg("give {session} a window of dates, first date first", session=session),
        )
    give_up = smallest_relaxation(broken, names)
    if give_up is None:
        return NegativeAnswer(
            msg("the window of {session} has passed and nobody was told of a start", session=session),
            msg("give {session} a later window, or remove its file", session=session),
        )
    fewest = join_sentences_and([describe(d, names) for d in merge_constraints(give_up)])
    return NegativeAnswer(
        msgn(
            "no start is left for {session}: its window holds {n} start, and {counts}",
            "no start is left for {session}: its window holds {n} starts, and {counts}",
            total,
            session=session,
            counts=join_sentences_and(_counts(broken, names)),
        ),
        msg("for {session}, widen the window or give up {demands}", session=session, demands=fewest)
        if wider
        else msg(
            "for {session}, give up {demands}; no other date would help", session=session, demands=fewest
        ),
    )


def smallest_relaxation(broken: Broken, names: Mapping[str, str]) -> list[StartConstraint] | None:
    """A smallest set of demands whose fall leaves a start, those of each member counted apart.

    Of several the first by kind and name. None: every start is past, and no demand's fall brings it back.
    """
    import numpy as np

    demands = _by_name([d for d, out in broken.items() if out.any()], names)
    table = np.array([broken[d] for d in demands])
    past = next((row for d, row in zip(demands, table, strict=True) if d.kind == "past"), None)
    if past is not None:
        table = table[:, ~past]
    if not table.shape[1]:
        return None
    sizes = np.array([d.size for d in demands])
    columns = np.unique(table, axis=1).T
    best = min(columns, key=lambda column: (int(sizes[column].sum()), np.flatnonzero(column).tolist()))
    return [demands[d] for d in np.flatnonzero(best).tolist()]


def combine(faults: Sequence[NegativeAnswer]) -> NegativeAnswer:
    """Several sessions without a start, told at once: one line a session, and at most five of them."""
    if len(faults) == 1:
        return faults[0]
    remedies = [f.remedy for f in faults if f.remedy is not None]
    return NegativeAnswer(
        msgn(
            "{n} session has no start:{lines}",
            "{n} sessions have no start:{lines}",
            len(faults),
            lines=bullet_list([f.what for f in faults]),
        ),
        msg("for each of them, the least to give up:{lines}", lines=bullet_list(remedies)),
    )


def bullet_list(sentences: Sequence[Message], shown: int = 0) -> Message | str:
    """Sentences on lines of their own, at most five; then how many more there are."""
    if not sentences:
        return ""
    if shown == _MOST:
        return msgn("\n  - and {n} more like it", "\n  - and {n} more like these", len(sentences))
    return msg("\n  - {first}{rest}", first=sentences[0], rest=bullet_list(sentences[1:], shown + 1))


def _by_name(demands: Sequence[StartConstraint], names: Mapping[str, str]) -> list[StartConstraint]:
    """Demands by kind, then by the names of those who have them."""

    def key(demand: StartConstraint) -> tuple[int, list[str], tuple[str, ...]]:
        return KINDS.index(demand.kind), [names.get(m, m) for m in demand.members], demand.members

    return sorted(demands, key=key)


def _counts(broken: Broken, names: Mapping[str, str]) -> list[Message]:
    """What each demand excludes; those of one kind that exclude the same starts are told as one."""
    alike: dict[tuple[str, bytes], list[StartConstraint]] = {}
    for demand in _by_name([d for d, out in broken.items() if out.any()], names):
        alike.setdefault((demand.kind, broken[demand].tobytes()), []).append(demand)
    found = [merge_constraints(demands)[0] for demands in alike.values()]
    out = {d: int(broken[alike_[0]].sum()) for d, alike_ in zip(found, alike.values(), strict=True)}
    shown = found
    if len(found) > _MOST:
        most = sorted(found, key=lambda d: (bool(d.members), -out[d]))[: _MOST - 1]
        shown = [d for d in found if d in most]
    words = [describe_excluded(d, out[d], names) for d in shown]
    more = sum(d.size for d in found if d not in shown)
    if more:
        words.append(msgn("{n} more demand excludes others", "{n} more demands exclude others", more))
    return words
