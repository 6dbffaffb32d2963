"""Tables of the pilot's year: ours, seats drawn by lot, and Zoom's own random rooms; and how long ours take.

    PYTHONPATH=. .venv/bin/python benchmarks/tables/run.py [year|all|crowd|door]

Zoom's “assign automatically” deals people evenly to so many rooms; “by lot” fills tables of five. Who is at
a table whose language she does not speak, how many pairs sit together again, and which pairs of regions met,
are counted alike for all three, by counting and not by the steps. Times are CPU seconds.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from time import monotonic, process_time

from besrour_cli.seating.arrange import arrange
from besrour_cli.seating.reseat import reseat
from besrour_cli.seating.values import Career, Participant, Pool, allow
from besrour_cli.storage.programme.load import load

ROOT = str(Path(__file__).resolve().parents[2])
SESSIONS = 12
Tables = list[list[str]]


def pilot() -> list[Participant]:
    """The pilot's members; everybody would host."""
    programme = load(ROOT).programme
    assert programme is not None
    careers = {"early": Career.EARLY, "mid": Career.EXPERIENCED, "senior": Career.EXPERIENCED}
    return [
        Participant(m.id, tuple(map(str, m.languages)), m.region, careers.get(m.career_stage, Career.UNKNOWN))
        for m in programme.members
    ]


def crowd(people: int) -> list[Participant]:
    """Made-up people: half speak English alone, a quarter French alone, a quarter both; eight regions."""
    rng = random.Random(0)
    languages = (("en",), ("en",), ("fr",), ("fr", "en"))
    return [
        Participant(
            f"p{n:03}", languages[n % 4], f"R{rng.randrange(8)}", rng.choice(list(Career)), rng.random() < 0.5
        )
        for n in range(people)
    ]


def counted(people: list[Participant], year: list[Tables]) -> str:
    """Without their language, pairs again, pairs of regions met, of those that there are."""
    by_id = {p.id: p for p in people}
    without, seen, met = 0, Counter[tuple[str, str]](), set()
    for tables in year:
        for table in tables:
            speak = Counter(code for person in table for code in by_id[person].languages)
            without += len(table) - max(speak.values())
            seen.update(combinations(sorted(table), 2))
            met |= set(combinations(sorted({by_id[person].region for person in table}), 2))
    regions = len({p.region for p in people})
    again = sum(times - 1 for times in seen.values())
    pairs = regions * (regions - 1) // 2
    return f"{without} without their language, {again} pairs again, {len(met)}/{pairs} pairs of regions"


def by_lot(present: list[list[Participant]], seed: int, *, zoom: bool) -> list[Tables]:
    """A year of seats drawn by lot: tables of five, or as many rooms dealt evenly."""
    rng, year = random.Random(seed), []
    for people in present:
        ids = [p.id for p in people]
        rng.shuffle(ids)
        rooms = max(1, round(len(ids) / 5))
        year.append(
            [ids[n::rooms] for n in range(rooms)] if zoom else [ids[n : n + 5] for n in range(0, len(ids), 5)]
        )
    return year


def ours(people: list[Participant], present: list[list[Participant]], seconds: float) -> list[Tables]:
    """A year of our tables; each session's proof and time are printed."""
    region, past, met, year = {p.id: p.region for p in people}, (), set(), []
    for number, here in enumerate(present, 1):
        cpu, wall = process_time(), monotonic()
        seating = arrange(Pool(tuple(here), past=past, met=frozenset(met)), allow(monotonic, seconds))
        assert seating is not None
        gaps = ", ".join(
            f"{s.step} {s.value}" + ("" if s.proven else f" (gap {s.gap:.0%})") for s in seating.steps
        )
        times = f"CPU {process_time() - cpu:.1f} s, {monotonic() - wall:.1f} s by the clock"
        print(f"  {number:2}: {gaps}; {times}", flush=True)
        company = tuple(table.people for table in seating.tables)
        past = (company, *past)
        for table in company:
            met |= set(combinations(sorted({region[p] for p in table}), 2))
        year.append([list(table) for table in company])
    return year


def compare(count: int) -> None:
    """The pilot's year with so many of its members present each time."""
    people, rng = pilot(), random.Random(1)
    present = [sorted(rng.sample(people, count)) if count < len(people) else people for _ in range(SESSIONS)]
    print(f"{count} present, twelve sessions:", flush=True)
    print("  ours:   ", counted(people, ours(people, present, 30.0)))
    for name, zoom in (("by lot: ", False), ("Zoom's: ", True)):
        print(f"  {name} ", "; ".join(counted(people, by_lot(present, seed, zoom=zoom)) for seed in range(3)))


def door() -> None:
    """Five missing or arriving among 24 and 39: how long, and how many move."""
    for count in (24, 34):
        people, rng = pilot(), random.Random(2)
        rng.shuffle(people)
        before = arrange(Pool(tuple(people[:count])), allow(monotonic, 30.0))
        assert before is not None
        for missing in range(6):
            here = people[missing : count + 5 - missing]
            cpu, wall = process_time(), monotonic()
            after = reseat(Pool(tuple(here)), before.tables, allow(monotonic, 5.0))
            moved = "impossible" if after is None else f"{len(after.moved)} moved"
            times = f"CPU {process_time() - cpu:.2f} s, {monotonic() - wall:.2f} s by the clock"
            print(f"  {count}: {missing} missing, {5 - missing} more: {moved}; {times}", flush=True)


if __name__ == "__main__":
    part = sys.argv[1] if len(sys.argv) > 1 else "year"
    if part in ("year", "all"):
        compare(24)
    if part in ("all", "full"):
        compare(39)
    if part in ("all", "door"):
        door()
    if part in ("all", "crowd"):
        people = crowd(200)
        print("200 present, made up:", flush=True)
        ours(people, [people, people], 60.0)
