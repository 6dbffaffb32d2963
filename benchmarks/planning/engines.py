"""Engines of planning on the named instances: a process each, what it reaches, and what it costs.

``python benchmarks/planning/engines.py [--engine NAME] [--seconds 20] [--out FILE.json] [INSTANCE ...]``

A process makes the instance, plans it within the seconds allowed, and is stopped after five times as long or
beyond 4 GB. Counted are its seconds by the wall and by the processor and its memory at most, Python's start
and the making of the instance included. The table shows what is open: steps whose value and bound differ.
Every calendar is measured alike, whatever its engine's rule: nights, burdens, worst person and region, hours.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "fairness" / "rules"))
from instances import INSTANCES
from made_years import Instance

MEMORY = 4 * 1024**3
STOPPED = 5
"""Times the seconds allowed, after which a process is stopped."""


class Answer(NamedTuple):
    """What an engine says: a start for every session by its id, and (name, value, bound) of every step."""

    starts: Mapping[str, datetime]
    steps: list[tuple[str, float, float]]


def choose(given: Instance, seconds: float, clock: Callable[[], float] = time.monotonic) -> Answer:
    """The planner of ``besrour plan``."""
    from besrour_cli.planning.solve.budget import start_budget
    from besrour_cli.planning.solve.choose import choose as chosen

    found = chosen(*given, budget=start_budget(clock, seconds), near=True)
    starts = {i: slot.start for i, slot in found.plan.slots.items()}
    return Answer(starts, [(s.name, s.least, s.bound) for s in found.steps])


def simple_search(given: Instance, seconds: float) -> Answer:
    """The baseline: a local search by nights, the worst region of all, everybody's burden, then patterns."""
    import numpy as np

    from support.planning.properties.cost_table import cost_table
    from support.planning.properties.local_search import local_search

    table = cost_table(*given)
    people = table.known.people
    sizes = np.array([len(p.members) for p in people])
    regions = sorted({p.region for p in people})
    mean = np.array([[(p.region == r) * len(p.members) for r in regions] for p in people]) * 1.0
    mean /= mean.sum(axis=0)
    weight = given.programme.fairness.lambda_

    def value(burden: Any, nights: Any, patterns: Any) -> Any:
        steps = (
            nights @ sizes + weight * nights.max(axis=1),
            (burden @ mean).max(axis=1) / 100,
            (burden @ sizes / sizes.sum() + weight * burden.max(axis=1)) / 100,
            patterns,
        )
        return np.stack(steps, axis=1)

    starts = local_search(table, value, seconds, time.monotonic)
    assert starts is not None, "no calendar was found"
    burden, nights = (row[None, :] for row in table.totals(starts))
    patterns = {(e.series, e.patterns[e.at(starts[e.id])]) for e in table.sessions}
    reached = value(burden, nights, np.array([len(patterns)]))[0].tolist()
    names = ("nights", "regions", "people", "patterns")
    return Answer(starts, [(name, step, 0.0) for name, step in zip(names, reached, strict=True)])


def candidate(given: Instance, seconds: float, *, number: int) -> Answer:
    """A candidate rule, planned by HiGHS alone (``benchmarks/fairness/rules``), seconds a step."""
    from candidates import CANDIDATES
    from rule import choose as chosen
    from rule_problem import rule_problem

    curve = (given.programme.fairness.profile,)
    found = chosen(rule_problem(*given, profiles=curve), CANDIDATES[number], seconds)
    assert found.starts, "no calendar was found"
    return Answer(found.starts, [(each.name, each.value, each.bound) for each in found.taken])


ENGINES: dict[str, Callable[[Instance, float], Answer]] = {
    "choose": choose,
    "simple-search": simple_search,
    # for a machine that has other work: seconds of the processor
    "choose-cpu": partial(choose, clock=time.process_time),
    # the candidate rules, by their number in benchmarks/fairness/rules/candidates.py
    **{f"rule-{number}": partial(candidate, number=number) for number in range(12)},
}


def measured(given: Instance, starts: Mapping[str, datetime]) -> dict[str, float]:
    """What a calendar costs people, by the burden of every start and no rule."""
    from besrour_cli.clock.instants import to_epoch_minutes
    from besrour_cli.planning.problem.build_problem import build_input

    known = build_input(*given, frozenset())
    burden = [int(p.burden) for p in known.people]
    nights = [p.nights for p in known.people]
    hours = set()
    for each, costs, who in zip(known.sessions, known.costs, known.who, strict=True):
        at = int(each.grid.starts.searchsorted(to_epoch_minutes(starts[each.session.id])))
        hours.add((each.session.series, int(each.grid.clock[at])))
        for k in who:
            burden[k] += int(costs[known.people[k].clock].burden[at])
            nights[k] += bool(costs[known.people[k].clock].nights[at])
    sizes = [len(p.members) for p in known.people]
    regions: dict[str, list[int]] = {}
    for p, b, size in zip(known.people, burden, sizes, strict=True):
        entry = regions.setdefault(p.region, [0, 0])
        entry[0] += b * size
        entry[1] += size
    return {
        "nights": sum(n * size for n, size in zip(nights, sizes, strict=True)),
        "nights_most": max(nights),
        "burden_mean": sum(b * size for b, size in zip(burden, sizes, strict=True)) / sum(sizes) / 100,
        "burden_most": max(burden) / 100,
        "region_most": max(b / size for b, size in regions.values()) / 100,
        "hours": len(hours),
    }


def one(name: str, engine: str, seconds: float) -> None:
    """Plan one instance and print the answer as JSON: this process is what is measured."""
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    answer = ENGINES[engine](INSTANCES[name](), seconds)
    starts = {i: at.isoformat() for i, at in answer.starts.items()}
    json.dump({"starts": starts, "steps": answer.steps}, sys.stdout)


def run(name: str, engine: str, seconds: float) -> dict[str, Any]:
    """What one process found and took."""
    command = [sys.executable, __file__, name, "--one", "--engine", engine, "--seconds", str(seconds)]
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as complaint:
        process = subprocess.Popen(command, stdout=said, stderr=complaint)
        stop = threading.Timer(STOPPED * seconds, process.kill)
        stop.start()
        _, status, usage = os.wait4(process.pid, 0)
        stop.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        found: dict[str, Any] = {
            "wall": round(time.perf_counter() - began, 2),
            "cpu": round(usage.ru_utime + usage.ru_stime, 2),
            "megabytes": usage.ru_maxrss // 1024,
        }
        said.seek(0)
        complaint.seek(0)
        if process.returncode:
            lines = complaint.read().strip().splitlines() or [f"ended by {process.returncode}"]
            return {**found, "failed": lines[-1][:200]}
        return {**found, **json.load(said)}


def line(name: str, found: Mapping[str, Any]) -> str:
    """A row of the table."""
    took = f"{name:36}{found['wall']:>8.1f}{found['cpu']:>8.1f}{found['megabytes']:>7}  "
    if "failed" in found:
        return took + found["failed"]
    gaps = [f"{step} {value:g} > {bound:g}" for step, value, bound in found["steps"] if value != bound]
    return took + ("; ".join(gaps) or "proven")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("instances", nargs="*", metavar="INSTANCE")
    parser.add_argument("--engine", choices=ENGINES, default="choose")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--one", action="store_true", help="plan one instance in this process")
    asked = parser.parse_args()
    if asked.one:
        one(asked.instances[0], asked.engine, asked.seconds)
        return 0
    print(f"{asked.engine:36}{'wall s':>8}{'cpu s':>8}{'MB':>7}  open steps: value > bound")
    every = {}
    for name in asked.instances or INSTANCES:
        every[name] = run(name, asked.engine, asked.seconds)
        print(line(name, every[name]), flush=True)
        if asked.out:
            asked.out.write_text(json.dumps(every, indent=1))
    planned = [name for name, found in every.items() if "failed" not in found]
    proven = [n for n in planned if all(value == bound for _, value, bound in every[n]["steps"])]
    late = [name for name, found in every.items() if found["wall"] > asked.seconds + 2]
    print(f"{len(proven)} of {len(every)} proven, {len(late)} more than 2 s late, most", end=" ")
    print(f"{max(found['megabytes'] for found in every.values())} MB")
    # only now, since a process begins with the memory of the one that starts it
    for name in planned:
        starts = {i: datetime.fromisoformat(at) for i, at in every[name]["starts"].items()}
        every[name]["measured"] = measured(INSTANCES[name](), starts)
    if asked.out:
        asked.out.write_text(json.dumps(every, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
