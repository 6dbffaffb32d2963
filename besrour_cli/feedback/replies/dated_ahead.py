"""Answers from a clock that runs ahead, dated after they are read: they must not outlive later ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from besrour_cli.model.replies import Reply

_SECOND, _DAY, _MONTH = timedelta(seconds=1), timedelta(days=1), timedelta(days=31)


def with_reading_time(new: Sequence[Reply], stored: Collection[Reply], now: datetime) -> list[Reply]:
    """Return answers, those dated after ``now`` with the time by which they were given at the latest.

    That is now, when they are read. Of answers of one member that are first read together, one whose date
    can be true, or is much less ahead, comes after one whose date cannot.
    """
    known = {_as_written(answer) for answer in stored}
    fresh = [answer for answer in new if _as_written(answer) not in known]
    return [_as_read(answer, fresh, now) if _is_ahead(answer, now) else answer for answer in new]


def each_once(answers: Iterable[Reply]) -> list[Reply]:
    """Return answers, each once: one that is read again was given when it was first read."""
    found: dict[Reply, Reply] = {}
    for answer in answers:
        before = found.setdefault(_as_written(answer), answer)
        read = min(filter(None, (before.read, answer.read)), default=None)
        found[_as_written(answer)] = answer._replace(read=read)
    return list(found.values())


def _as_written(answer: Reply) -> Reply:
    return answer._replace(read=None)


def _is_ahead(answer: Reply, now: datetime) -> bool:
    return answer.given is not None and answer.given > now


def _as_read(answer: Reply, fresh: Sequence[Reply], now: datetime) -> Reply:
    ahead = answer.given or now
    truer = [
        min(other.given, now) - _SECOND
        for other in fresh
        if (other.member, other.session) == (answer.member, answer.session)
        and other.given is not None
        and ahead - max(other.given, now) > (_MONTH if other.given > now else _DAY)
    ]
    return answer._replace(read=min([now, *truer]).replace(microsecond=0))
