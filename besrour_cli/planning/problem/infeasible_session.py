"""Why a session has no start: the constraints that leave it none, and the fewest to give up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from besrour_cli.clock.formatting import date_words
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.message import Fact, Message, msg, msgn
from besrour_cli.planning.problem.constraints import registry
from besrour_cli.planning.problem.constraints.registry import ConstraintHolders, Exclusions, merge_holders
from besrour_cli.planning.problem.sentences import join_sentences_and

_MOST = 5
"""Sessions, or constraints, named one by one before the rest are counted."""


def pinned_start_error(session: str, broken: Exclusions, names: Mapping[str, str]) -> NegativeAnswer:
    """The one start given by hand violates a constraint; ``names``: member id to name."""
    violated = merge_holders(_in_order(broken, names))
    return NegativeAnswer(
        msg(
            "the start given for {session} does not respect {demands}",
            session=session,
            demands=join_sentences_and([each.describe(names) for each in violated]),
        ),
        msg("give {session} another start, or let besrour choose one", session=session),
    )


def unwritable_start_error(session: str, place: Text, day: date, *, twice: bool) -> NegativeAnswer:
    """All starts that the files allow lie where the anchor's clock skips an hour, or shows one twice."""
    facts: dict[str, Fact] = {
        "session": session,
        "place": place,
        "day": {code: date_words(day, code) for code in LANGUAGES},
    }
    return NegativeAnswer(
        msg(
            "no start is left for {session}: its hours lie within the one that the clock in {place} shows "
            "twice on {day}",
            **facts,
        )
        if twice
        else msg(
            "no start is left for {session}: its hours lie within the one that the clock in {place} skips on "
            "{day}",
            **facts,
        ),
        msg("give {session} another date, or other hours of the day (between)", session=session),
    )


def no_start_error(
    session: str,
    total: int,
    broken: Exclusions,
    names: Mapping[str, str],
    *,
    wider: bool = True,
    planned: bool = False,
) -> NegativeAnswer:
    """No start of a session meets all constraints; the fewest to give up are named.

    ``total``: how many starts the window has, of which ``broken`` tells which each constraint excludes.
    ``names``: member id to name. ``wider``: whether other dates could help. ``planned``: whether the plan
    has a start for it, at which people may have met although besrour announced nothing.
    """
    if not broken:
        return NegativeAnswer(
            msg("the window of {session} holds no date", session=session),
            msg("give {session} a window of dates, first date first", session=session),
        )
    give_up = smallest_relaxation(broken, names)
    if give_up is None:
        return NegativeAnswer(
            msg("the window of {session} has passed, and besrour told nobody of a start", session=session),
            _remedy_when_past(session, planned=planned),
        )
    fewest = join_sentences_and([each.describe(names) for each in merge_holders(give_up)])
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


def _remedy_when_past(session: str, *, planned: bool) -> Message:
    if planned:
        return msg(
            "if people met at the planned start, write took_place: yes in the file of {session}; if at "
            "another, took_place: {{start: 2027-03-10 15:20 Accra}}; if not at all, give it a later window "
            "or remove its file",
            session=session,
        )
    return msg(
        "if people met, write took_place: {{start: 2027-03-10 15:20 Accra}} in the file of {session}; if "
        "not, give it a later window, or remove its file",
        session=session,
    )


def smallest_relaxation(broken: Exclusions, names: Mapping[str, str]) -> list[ConstraintHolders] | None:
    """A smallest set of constraints without which a start is left, those of each member counted apart.

    Of several such sets the first by the constraints' order and the members' names. None: every start is
    excluded by a constraint that cannot be given up.
    """
    holders = _in_order(broken, names)
    table = np.array([broken[each] for each in holders])
    firm = np.array([not each.constraint.relaxable for each in holders])
    table = table[:, ~table[firm].any(axis=0)]
    if not table.shape[1]:
        return None
    sizes = np.array([each.size for each in holders])
    # a column is a start: to get it back, all that exclude it must go, and nothing else need
    columns = np.unique(table, axis=1).T
    best = min(columns, key=lambda column: (int(sizes[column].sum()), np.flatnonzero(column).tolist()))
    return [holders[d] for d in np.flatnonzero(best).tolist()]


class NoStart(NegativeAnswer):
    """Some ``sessions`` (ids) have no start that meets the constraints."""

    def __init__(self, sessions: frozenset[str], what: Message, remedy: Message | None) -> None:
        super().__init__(what, remedy)
        self.sessions = sessions


def combine(errors: Mapping[str, NegativeAnswer]) -> NoStart:
    """The errors of sessions (ids) without a start as one: a line a session, five of them at most."""
    ids = frozenset(errors)
    if len(errors) == 1:
        error = next(iter(errors.values()))
        return NoStart(ids, error.what, error.remedy)
    remedies = [error.remedy for error in errors.values() if error.remedy is not None]
    return NoStart(
        ids,
        msgn(
            "{n} session has no start:{lines}",
            "{n} sessions have no start:{lines}",
            len(errors),
            lines=bullet_list([error.what for error in errors.values()]),
        ),
        msg("for each of them, the least to give up:{lines}", lines=bullet_list(remedies)),
    )


def bullet_list(sentences: Sequence[Message], shown: int = 0) -> Message | str:
    """Sentences on lines of their own, five with the ``shown`` before them; then how many more there are."""
    if not sentences:
        return ""
    if shown == _MOST:
        return msgn("\n  - and {n} more like it", "\n  - and {n} more like these", len(sentences))
    return msg("\n  - {first}{rest}", first=sentences[0], rest=bullet_list(sentences[1:], shown + 1))


def _position(holders: ConstraintHolders) -> int:
    return registry.CONSTRAINTS.index(holders.constraint)


def _in_order(broken: Exclusions, names: Mapping[str, str]) -> list[ConstraintHolders]:
    """By the constraints' order, then by the names of the members who have them."""

    def key(holders: ConstraintHolders) -> tuple[int, list[str], tuple[str, ...]]:
        return _position(holders), [names.get(m, m) for m in holders.members], holders.members

    return sorted(broken, key=key)


def _counts(broken: Exclusions, names: Mapping[str, str]) -> list[Message]:
    """How many starts each constraint excludes; members whose constraint excludes the same share a phrase."""
    same: dict[tuple[int, bytes], list[ConstraintHolders]] = {}
    for holders in _in_order(broken, names):
        same.setdefault((_position(holders), broken[holders].tobytes()), []).append(holders)
    out = {merge_holders(those)[0]: int(broken[those[0]].sum()) for those in same.values()}
    shown = list(out)
    if len(out) > _MOST:
        # constraints of the files come first, then those that exclude the most
        most = sorted(out, key=lambda each: (bool(each.members), -out[each]))[: _MOST - 1]
        shown = [each for each in out if each in most]
    phrases = [each.describe_excluded(out[each], names) for each in shown]
    more = sum(each.size for each in out if each not in shown)
    if more:
        phrases.append(msgn("{n} more demand excludes others", "{n} more demands exclude others", more))
    return phrases
