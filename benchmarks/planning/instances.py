"""Named planning instances: shipped years, boards, random years, and years whose dates bind.

``INSTANCES`` maps a name to a function that makes the instance, the same one every time.
``python benchmarks/planning/instances.py --list`` prints a line each: sessions, series, members, zones, and
how many starts the constraints on single sessions leave.
"""

from __future__ import annotations

import importlib
import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import cache, partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [
    str(ROOT),
    str(ROOT / "tests"),
    str(ROOT / "benchmarks" / "fairness"),
    str(Path(__file__).parent),
]
from made_years import DAYTIME, NOW, Instance, cafes, crowd, months, shared_windows, spread, weeks, zones  # noqa: E402

from besrour_cli.model.errors import NegativeAnswer  # noqa: E402
from besrour_cli.model.plan import Burden, Plan, ScheduledSession, SessionState  # noqa: E402
from besrour_cli.model.programme import Programme, WeekSpan, Window  # noqa: E402
from besrour_cli.observances.blocked_time import observed  # noqa: E402
from besrour_cli.planning.problem.build_problem import build_input  # noqa: E402
from besrour_cli.storage.programme.load import load  # noqa: E402
from support.planning.world import random_instance  # noqa: E402

CITIES = {
    "vancouver-cape-town-kathmandu": ("America/Vancouver", "Africa/Johannesburg", "Asia/Kathmandu"),
    "toronto-nairobi-sydney": ("America/Toronto", "Africa/Nairobi", "Australia/Sydney"),
    "honolulu-lagos-auckland": ("Pacific/Honolulu", "Africa/Lagos", "Pacific/Auckland"),
    "sao-paulo-delhi-seoul": ("America/Sao_Paulo", "Asia/Kolkata", "Asia/Seoul"),
    "bogota-london-jakarta": ("America/Bogota", "Europe/London", "Asia/Jakarta"),
}
RANDOM_YEARS = (0, 1, 3, 11, 12, 18, 23, 37, 47, 57, 60, 78)
"""Seeds of ``years.year``: of each kind some, half of them hard to prove."""


# shipped years and their variants


@cache
def _folder(where: str) -> Programme:
    asked = load(str(ROOT / where)).programme
    assert asked is not None
    return observed(asked, Plan(asked.id, ""))


def shipped(where: str = "") -> Instance:
    """A programme of the repository, nothing planned yet."""
    asked = _folder(where)
    return Instance(asked, Plan(asked.id, ""), NOW)


def pilot(change: Callable[[Programme], Programme]) -> Instance:
    """The pilot with something else in it."""
    asked = change(_folder(""))
    return Instance(asked, Plan(asked.id, ""), NOW)


def days_between(asked: Programme, days: Mapping[str, int]) -> Programme:
    """The days between the sessions of some series changed."""
    changed = {i: replace(asked.series[i], days_between=apart) for i, apart in days.items()}
    return replace(asked, series={**asked.series, **changed})


def wider(asked: Programme, days: int) -> Programme:
    """Every window so many days longer."""
    longer = timedelta(days=days)
    sessions = (replace(s, window=Window(s.window.first, s.window.last + longer)) for s in asked.sessions)
    return replace(asked, sessions=tuple(sessions))


def own_hours(asked: Programme, seed: int, share: float = 0.6) -> Programme:
    """Most people with good hours of their own on working days, and some with a morning never."""
    dice, found = random.Random(seed), []
    for person in asked.members:
        begin, length = dice.randrange(6, 14) * 60, dice.choice((180, 300, 480))
        spans = tuple(WeekSpan(d * 1440 + begin, d * 1440 + begin + length) for d in range(5))
        day = dice.randrange(5) * 1440
        never = (*person.never, *((WeekSpan(day, day + 600),) if dice.random() < 0.15 else ()))
        found.append(replace(person, hours=spans if dice.random() < share else (), never=never))
    free = [replace(s, required={}) for s in asked.sessions]
    return replace(asked, members=tuple(found), sessions=tuple(free))


def _start(asked: Programme, index: int, hour: int) -> datetime:
    """An hour of UTC on the first working day of a session's window that its files allow."""
    each, day = asked.sessions[index], asked.sessions[index].window.first
    while day.weekday() not in each.weekdays or any(b.first <= day <= b.last for b in asked.blackouts):
        day += timedelta(days=1)
    return datetime.combine(day, time(hour), UTC)


def pinned(asked: Programme, every: int, hour: int) -> Programme:
    """Every so many-th session pinned at an hour of UTC."""
    sessions = [
        s if n % every else replace(s, pinned=_start(asked, n, hour)) for n, s in enumerate(asked.sessions)
    ]
    return replace(asked, sessions=tuple(sessions))


def announced(given: Instance, every: int, hour: int) -> Instance:
    """Every so many-th session announced at an hour of UTC, the year's first among them."""
    asked, slots = given.programme, {}
    for n, each in enumerate(asked.sessions):
        if n % every == 0:
            start = _start(asked, n, hour)
            end, state = start + timedelta(minutes=each.minutes), SessionState.ANNOUNCED
            slots[each.id] = ScheduledSession(each.id, start, end, state, asked.anchor.zone, "2026f")
    return given._replace(plan=replace(given.plan, slots=slots))


def with_past(given: Instance, seed: int) -> Instance:
    """Some people have borne much already."""
    dice = random.Random(seed)
    ledger = {
        m.id: Burden(dice.choice((0.0, 3.0, 7.25, 14.5)), dice.randint(0, 3), 4)
        for m in given.programme.members
        if dice.random() < 0.5
    }
    return given._replace(plan=replace(given.plan, ledger=ledger))


# made years


def random_year(seed: int) -> Instance:
    """A year of ``years.py``."""
    return Instance(importlib.import_module("years").year(seed)[0], Plan("test", ""), NOW)


def small(seed: int) -> Instance:
    """A programme small enough for a brute force."""
    asked, plan = random_instance(seed)
    return Instance(asked, plan, datetime(2026, 1, 1, tzinfo=UTC))


def board_2025() -> Instance:
    """A real board's year; see ``benchmarks/fairness``."""
    asked = importlib.import_module("board_2025").the_board()
    return Instance(asked, Plan("test", ""), datetime(2024, 1, 1, tzinfo=UTC))


def _instances() -> dict[str, Callable[[], Instance]]:
    three = spread(3, CITIES["vancouver-cape-town-kathmandu"])
    eight, twenty = spread(8, zones(8)), spread(20, zones(20))
    quarters = months(3, 3)
    return {
        "pilot": shipped,
        "world": partial(shipped, "examples/world"),
        "board-2025": board_2025,
        **{f"cities-{n}": partial(cafes, spread(3, z), months(1), 14, 60) for n, z in CITIES.items()},
        **{f"random-year-{seed:02}": partial(random_year, seed) for seed in RANDOM_YEARS},
        **{f"small-{seed:03}": partial(small, seed) for seed in (4, 12, 31)},
        "pilot-28-days": partial(pilot, partial(days_between, days={"cafe": 28})),
        "pilot-28-21-days": partial(pilot, partial(days_between, days={"cafe": 28, "working-group": 21})),
        "pilot-wide": partial(pilot, partial(wider, days=14)),
        "pilot-own-hours": partial(pilot, partial(own_hours, seed=1)),
        "pilot-pinned": partial(pilot, partial(pinned, every=5, hour=14)),
        "pilot-announced": lambda: announced(shipped(), 4, 14),
        "pilot-past": lambda: with_past(shipped(), 1),
        "quarter-three": partial(cafes, three, quarters, 21, 60),
        "quarter-eight": partial(cafes, eight, quarters, 21),
        "quarter-twenty": partial(cafes, twenty, quarters, 28),
        "year-12": partial(cafes, eight, months(12, 12), 21),
        "year-18": partial(cafes, eight, months(12, 18), 14),
        "half-year-12": partial(cafes, twenty, months(6, 6), 21),
        "half-year-24": partial(cafes, twenty, months(6, 12), 14),
        "two-a-month": partial(cafes, twenty, months(1, 2), 13, between=DAYTIME),
        "overlap-three": partial(shared_windows, 3, weeks(12, 2, 12), 24, 12, 7),
        "one-day-four": partial(shared_windows, 4, weeks(6, 8, 2), 16, 8),
        "own-hours-12": lambda: _own(cafes(spread(15, zones(15)), weeks(12, 4)), 2),
        "own-hours-24": lambda: _own(cafes(spread(60, zones(30)), weeks(24, 2)), 3),
        "own-hours-quarter": lambda: _own(cafes(twenty, quarters, 21), 4),
        "announced-quarter": lambda: announced(cafes(twenty, quarters, 21), 3, 15),
        "24x60": lambda: cafes(spread(120, zones(60)), weeks(24, 2), 5),
        **{f"52x{z}": partial(_large, 52, z, 2 * z) for z in (20, 60, 200)},
        **{f"104x{z}": partial(_large, 104, z, 2 * z) for z in (20, 60, 200)},
        "2x52x40": partial(shared_windows, 2, weeks(52), 80, 40, 5),
        "52x60x5000": partial(_large, 52, 60, 5_000),
        "4x500x10000": partial(_large, 4, 500, 10_000),
    }


def _own(given: Instance, seed: int) -> Instance:
    return given._replace(programme=own_hours(given.programme, seed))


def _large(sessions: int, towns: int, people: int) -> Instance:
    return Instance(crowd(people, sessions, towns), Plan("test", ""), NOW)


INSTANCES = _instances()


def line(name: str) -> str:
    """What an instance is like."""
    asked, plan, now = INSTANCES[name]()
    try:
        known = build_input(asked, plan, now, frozenset())
        starts = f"{sum(int(keep.sum()) for keep in known.keep):>8}"
    except NegativeAnswer as no:
        starts = f"    none: {no.what.id}"
    counts = (
        len(asked.sessions),
        len(asked.series),
        len(asked.members),
        len({m.place.zone for m in asked.members}),
    )
    return f"{name:38}" + "".join(f"{count:>9}" for count in counts) + f"{starts}"


def main(arguments: list[str]) -> int:
    if arguments != ["--list"]:
        print(__doc__)
        return 2
    print(f"{len(INSTANCES)} instances".ljust(38) + " sessions   series  members    zones  starts")
    for name in INSTANCES:
        print(line(name), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
