"""Random years of every kind: how many are planned and proven within the time a plan has, and how fast.

``python benchmarks/planning/years.py [FIRST [LAST]]``: years 0 to 79 unless said otherwise. A year has 8 to
52 sessions in one to three series that share people, 15 to 1,000 people in 8 to 60 zones over the world, in
some of them people with hours of their own, other rest days, sessions of 45 to 120 minutes, days between,
and hours of the day that are allowed. Proven: every step with a certificate, and no tie left open.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
from besrour_cli.model.fairness import Fairness  # noqa: E402
from besrour_cli.model.place import Place  # noqa: E402
from besrour_cli.model.programme import Member, Programme, WeekSpan  # noqa: E402
from support.planning.world import member, programme, series, session  # noqa: E402

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SECONDS = 20.0
COUNTRIES = ("EG", "UG", "CA", "IN", "FR", "BR", "JP", "US", "ZA", "")
AREAS = ("Africa", "America", "Asia", "Europe", "Australia", "Pacific")
ZONES = sorted(zone for zone in available_timezones() if zone.split("/")[0] in AREAS)


def people(dice: random.Random, count: int, zones: int, runs: int) -> list[Member]:
    """So many people; everyone is in the first group, and most in each other."""
    countries, own = dice.random() < 0.5, count <= 200 and dice.random() < 0.4
    places = []
    for zone in dice.sample(ZONES, zones):
        country = dice.choice(COUNTRIES) if countries else ""
        places.append(Place(zone, {"en": zone, "fr": zone}, country, zone, zone.split("/")[0]))
    first, found = member("m"), []
    for i in range(count):
        place = places[i % zones]
        groups = tuple(f"g{j}" for j in range(runs) if j == 0 or dice.random() < 0.6)
        person = replace(first, id=f"m{i}", place=place, region=place.region, groups=groups)
        if own and dice.random() < 0.6:
            begin, length = dice.randrange(6, 14) * 60, dice.choice((180, 300, 480))
            spans = tuple(WeekSpan(d * 1440 + begin, d * 1440 + begin + length) for d in range(5))
            person = replace(person, hours=spans, profile=dice.choice(("clinic", "academic", "evenings", "")))
        if own and dice.random() < 0.1:
            day = dice.randrange(5) * 1440
            person = replace(person, never=(WeekSpan(day, day + 600),))
        found.append(person)
    return found


def year(seed: int) -> tuple[Programme, str]:
    """One year, and what it is like."""
    dice = random.Random(seed)
    zones, count = dice.choice((8, 15, 30, 60)), dice.choice((15, 39, 80, 200, 1000))
    sessions, runs = dice.choice((8, 12, 24, 29, 52)), dice.choice((1, 1, 2, 3))
    weekdays = dice.choice(((1, 2, 3), (2,), (0, 1, 2, 3, 4)))
    given: dict[str, Any] = {"weekdays": weekdays}
    if dice.random() < 0.3:
        given["between"] = (6 * 60, 22 * 60)
    minutes, apart, weeks = dice.choice((45, 60, 90, 120)), dice.choice((0, 5, 7)), dice.choice((1, 1, 2))
    monday, every, each = date(2027, 1, 4), [], []
    for j in range(runs):
        every.append(series(f"c{j}", minutes, apart, groups=(f"g{j}",), **given))
        for n in range(sessions // runs):
            begin = monday + timedelta(weeks=n * weeks)
            each.append(session(f"s{j}-{n:02}", begin, begin + timedelta(days=4), every[-1]))
    fairness = Fairness(
        step=dice.choice((30, 30, 60, 15)),
        good=dice.choice((2.0, 2.0, 1.0, 3.0)),
        good_sessions=dice.choice((3, 3, 0, 10)),
        lambda_=dice.choice((3.0, 3.0, 1.0, 0.5)),
    )
    who = people(dice, count, zones, runs)
    told = f"{len(each)} sessions, {runs} series, {count} people, {zones} zones, {minutes} min"
    return programme(who, every, each, fairness), told


def main(arguments: list[str]) -> int:
    from besrour_cli.model.errors import NegativeAnswer
    from besrour_cli.model.plan import Plan
    from besrour_cli.planning.solve.budget import start_budget
    from besrour_cli.planning.solve.choose import choose

    first, last = (
        [int(a) for a in (*arguments, "0", "79")[:2]] if len(arguments) != 1 else (int(arguments[0]),) * 2
    )
    took, settled, years = [], 0, 0
    for seed in range(first, last + 1):
        asked, told = year(seed)
        began = time.perf_counter()
        try:
            choice = choose(asked, Plan("test", ""), NOW, budget=start_budget(time.monotonic, SECONDS))
        except NegativeAnswer as no:
            print(f"{seed:>3}  {told}: impossible ({no.what.id[:50]}...)", flush=True)
            continue
        took.append(time.perf_counter() - began)
        years += 1
        steps: Any = choice.proof["steps"]
        no_tree = [step["name"] for step in steps if step["tree"] is None]
        gaps = [step.name for step in choice.steps if step.least != step.bound]
        settled += not no_tree and not gaps
        words = f"not below: {', '.join(gaps)}" if gaps else "no certificate: " + ", ".join(no_tree)
        print(f"{seed:>3}  {told}: {took[-1]:.1f} s {'' if not (gaps or no_tree) else words}", flush=True)
    took.sort()
    print(
        f"{settled} of {years} years proven within {SECONDS:g} s, each step with a certificate, no tie open; "
        f"seconds: median {took[len(took) // 2]:.2f}, nine of ten {took[len(took) * 9 // 10]:.2f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
