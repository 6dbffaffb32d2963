"""Why no tables are possible, and what would make them so: one more host, one interpreter, smaller tables."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from besrour_cli.seating.arrange import first_tables
from besrour_cli.seating.values import Participant, Pool, TableSizes, TimeAllowed

_MOST_PEOPLE = 3
"""How many interpreters or hosts are tried; who needs more needs another evening."""


class RemedyKind(StrEnum):
    """What would make tables possible."""

    HOSTS = "hosts"
    """Some who come host a table, though they have not said that they would."""
    INTERPRETERS = "interpreters"
    """People come as well who speak all the languages, and would host."""
    SMALLER = "smaller"
    """Tables of fewer people."""


class Remedy(NamedTuple):
    """One way out: so many people more, or tables of so few; ``people``: who could do it, by their ids."""

    kind: RemedyKind
    number: int
    people: tuple[str, ...] = ()


def remedies(pool: Pool, time: TimeAllowed) -> tuple[Remedy, ...]:
    """Each way that makes tables possible by itself, with as little of it as is enough."""
    pool = pool._replace(sizes=pool.sizes.fitting(len(pool.people)))
    ways = (_hosts(pool, time), _interpreters(pool, time), _smaller(pool, time))
    return tuple(way for way in ways if way is not None)


def _hosts(pool: Pool, time: TimeAllowed) -> Remedy | None:
    """The fewest who would have to host too, and those any one of whom would be enough."""
    others = [p for p in pool.people if not (p.willing or p.named)]
    one = tuple(p.id for p in others if _seats(_hosting(pool, {p.id}), time))
    if one:
        return Remedy(RemedyKind.HOSTS, 1, one)
    everybody = {p.id for p in others}
    if not everybody or not _seats(_hosting(pool, everybody), time):
        return None
    needed = set(everybody)
    for person in sorted(everybody):  # who is not needed is asked no more
        if _seats(_hosting(pool, needed - {person}), time):
            needed.remove(person)
    return Remedy(RemedyKind.HOSTS, len(needed), tuple(sorted(needed)))


def _hosting(pool: Pool, ids: set[str]) -> Pool:
    people = (replace(p, willing=True) if p.id in ids else p for p in pool.people)
    return pool._replace(people=tuple(people))


def _interpreters(pool: Pool, time: TimeAllowed) -> Remedy | None:
    languages = tuple(sorted({code for p in pool.people for code in p.languages}))
    for number in range(1, _MOST_PEOPLE + 1):
        more = tuple(Participant(f"+{n}", languages) for n in range(number))
        if _seats(pool._replace(people=(*pool.people, *more)), time):
            return Remedy(RemedyKind.INTERPRETERS, number)
    return None


def _smaller(pool: Pool, time: TimeAllowed) -> Remedy | None:
    for least in range(pool.sizes.least - 1, 1, -1):
        if _seats(pool._replace(sizes=TableSizes(least, pool.sizes.most)), time):
            return Remedy(RemedyKind.SMALLER, least)
    return None


def _seats(pool: Pool, time: TimeAllowed) -> bool:
    return first_tables(pool._replace(people=tuple(sorted(pool.people))), time) is not None
