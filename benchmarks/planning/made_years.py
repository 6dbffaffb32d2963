"""Years made for planning: people spread over zones, windows of weeks or months, series that share them."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import available_timezones

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
from besrour_cli.model.place import Place  # noqa: E402
from besrour_cli.model.plan import Plan  # noqa: E402
from besrour_cli.model.programme import Member, Programme, Series  # noqa: E402
from support.planning.world import member, programme, series, session  # noqa: E402

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
JANUARY = date(2027, 1, 4)
"""The first Monday of the year of all made instances."""
DAYTIME = (6 * 60, 22 * 60)
Windows = list[tuple[date, date]]


class Instance(NamedTuple):
    """What a planner is given."""

    programme: Programme
    plan: Plan
    now: datetime


def zones(count: int = 60) -> list[str]:
    """Zones over the whole world, by the order of their names."""
    named = available_timezones()
    every = sorted(z for z in named if z.split("/")[0] in ("Africa", "America", "Asia", "Europe"))
    if count > len(every):
        every = sorted(z for z in named if "/" in z)
    return every[:: len(every) // count][:count]


def spread(count: int, where: Sequence[str], groups: Sequence[str] = ("cafe",)) -> list[Member]:
    """So many people in turn over some zones, a region a continent, all in the same groups."""
    places = [Place(z, {"en": z, "fr": z}, "", z, z.split("/")[0]) for z in where]
    first, found = member("m", groups=groups), []
    for i in range(count):
        place = places[i % len(places)]
        found.append(replace(first, id=f"m{i}", place=place, region=place.region))
    return found


def weeks(count: int, every: int = 1, days: int = 5) -> Windows:
    """Windows that begin every so many weeks."""
    begins = [JANUARY + timedelta(weeks=every * n) for n in range(count)]
    return [(begin, begin + timedelta(days=days - 1)) for begin in begins]


def months(length: int, each: int = 1) -> Windows:
    """The months of the year, so many together in a window, and so many sessions in each."""
    ends = [date(2027 + (m + length > 12), (m + length - 1) % 12 + 1, 1) for m in range(1, 13, length)]
    begins = [date(2027, m, 1) for m in range(1, 13, length)]
    return [(b, e - timedelta(days=1)) for b, e in zip(begins, ends, strict=True) for _ in range(each)]


def made(people: Sequence[Member], *runs: tuple[Series, Windows]) -> Instance:
    """A year of some series, each with the windows of its sessions; nothing is planned yet."""
    every = [
        session(f"{run.id}-{n:03}", first, last, run)
        for run, windows in runs
        for n, (first, last) in enumerate(windows)
    ]
    return Instance(programme(people, [run for run, _ in runs], every), Plan("test", ""), NOW)


def cafes(
    people: Sequence[Member], windows: Windows, apart: int = 0, minutes: int = 90, **given: Any
) -> Instance:
    """A year of one series, on Tuesdays to Thursdays unless said otherwise."""
    return made(people, (series("cafe", minutes, apart, **{"weekdays": (1, 2, 3), **given}), windows))


def crowd(people: int, sessions: int, towns: int) -> Programme:
    """Weekly sessions of many people in many zones."""
    return cafes(spread(people, zones(towns)), weeks(sessions), 5).programme


def shared_windows(runs: int, windows: Windows, people: int, towns: int, apart: int = 0) -> Instance:
    """Several series whose sessions share their windows and most of their people."""
    dice, groups = random.Random(runs), [f"g{j}" for j in range(runs)]
    who = [
        replace(m, groups=tuple(g for g in groups if dice.random() < 0.7) or ("g0",))
        for m in spread(people, zones(towns))
    ]
    each = [
        series(g, 60 + 30 * (j % 2), apart, weekdays=(1, 2, 3), groups=(g,)) for j, g in enumerate(groups)
    ]
    return made(who, *((run, windows) for run in each))
