"""What a calendar is like over the year: by quarters, in patterns, and under curves that might hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from besrour_cli.clock.instants import local
from besrour_cli.model.programme import PROFILES, Programme, Window
from support.planning.properties.cost_table import CostTable, Pattern, Planner, Starts, cost_table

NTH = ("first", "second", "third", "fourth", "fifth")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class QuarterBurden(NamedTuple):
    """The last day of a quarter, and the worst region's burden until then: by the year's plan, and alone."""

    last: date
    burden: float
    alone: float


class Rhythm(NamedTuple):
    """The patterns of a series by first use, how often they change, and the same in a sentence."""

    patterns: tuple[Pattern, ...]
    changes: int
    words: str


def region_burdens(table: CostTable, starts: Starts, *, invitation: bool = False) -> dict[str, float]:
    """The mean burden of every region in units, of a person's year or of an ``invitation``."""
    sums: dict[str, list[float]] = {}
    totals = table.totals(starts)[0].tolist()
    for person, burden in zip(table.known.people, totals, strict=True):
        entry, size = sums.setdefault(person.region, [0.0, 0.0]), len(person.members)
        entry[0] += size * burden / 100
        entry[1] += size * (len(person.sessions) if invitation else 1)
    return {region: burden / count for region, (burden, count) in sums.items()}


def worst_region(table: CostTable, starts: Starts, *, invitation: bool = False) -> float:
    """The mean burden of the region where it is greatest."""
    return max(region_burdens(table, starts, invitation=invitation).values(), default=0.0)


def quarters(
    planner: Planner, programme: Programme, starts: Starts, *, invitation: bool = True
) -> list[QuarterBurden]:
    """The worst region after each quarter, were the year to stop there, and as the planner would have had it.

    The planner is given the sessions until then, their windows cut at the end of the quarter.
    """
    day_of = {i: local(at, programme.anchor.zone).date() for i, at in starts.items()}
    ends = sorted({_quarter_end(day) for day in day_of.values()})
    found = []
    for last in ends:
        sessions = tuple(
            replace(s, window=Window(s.window.first, min(s.window.last, last)))
            for s in programme.sessions
            if s.id in day_of and day_of[s.id] <= last
        )
        until = replace(programme, sessions=sessions)
        table = cost_table(until)
        alone = starts if last == ends[-1] else planner(until)
        both = (worst_region(table, each, invitation=invitation) for each in (starts, alone))
        found.append(QuarterBurden(last, *both))
    return found


def _quarter_end(day: date) -> date:
    month = (day.month - 1) // 3 * 3 + 3
    return date(day.year, month, 30 if month in {6, 9} else 31)


def rhythms(programme: Programme, starts: Starts) -> dict[str, Rhythm]:
    """What people have to remember of each series."""
    found = {}
    for series in programme.series:
        those = sorted(starts[s.id] for s in programme.sessions if s.series == series and s.id in starts)
        shown = [local(at, programme.anchor.zone) for at in those]
        each = [Pattern((at.day - 1) // 7 + 1, at.weekday(), at.hour * 60 + at.minute) for at in shown]
        changes = sum(a != b for a, b in pairwise(each))
        words = _words(programme.anchor.name("en"), shown, each)
        found[series] = Rhythm(tuple(dict.fromkeys(each)), changes, words)
    return found


def _words(where: str, shown: list[datetime], each: list[Pattern]) -> str:
    """As in: third Tuesday at 10:30 in Toronto; third Tuesday at 11:30 from March to May."""
    parts: list[str] = []
    begin = 0
    for n in range(1, len(each) + 1):
        if n < len(each) and each[n] == each[begin]:
            continue
        nth, weekday, minute = each[begin]
        told = f"{NTH[nth - 1]} {WEEKDAYS[weekday]} at {minute // 60}:{minute % 60:02}"
        first, last = shown[begin].strftime("%B"), shown[n - 1].strftime("%B")
        when = f"in {first}" if first == last else f"from {first} to {last}"
        parts.append(f"{told} in {where}" if not parts else f"{told} {when}")
        begin = n
    return "; ".join(parts)


def with_profile(programme: Programme, profile: str) -> Programme:
    """The programme where everybody who said nothing else lives by a curve."""
    return replace(programme, fairness=programme.fairness._replace(profile=profile))


def regrets(
    planner: Planner,
    programme: Programme,
    starts: Starts,
    profiles: tuple[str, ...] = PROFILES,
    best: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """What the worst-off region bears more than it had to, for each curve that might be the true one.

    ``best``: the worst region's burden under the best plan for each curve, else as the planner makes it.
    """
    found = {}
    for profile in profiles:
        asked = with_profile(programme, profile)
        table = cost_table(asked)
        least = best[profile] if best else worst_region(table, planner(asked))
        found[profile] = worst_region(table, starts) - least
    return found
