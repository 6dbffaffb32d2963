"""How fast planning is, as ratios within one run.

1. The burden tensor against a plain loop that reads a local time with pendulum for every minute it needs one:
   the start of every candidate on every clock. Target: 5,000 times.
2. The pilot, planned and proven, whole process, against ``python -c pass``. Target: at most 60 times.
3. Fifty-two sessions, sixty zones, 5,000 people: proven within 60 seconds, or the gap.
4. Ten thousand members in 500 zones: time and memory, what each person bears read as well. Target: 10 seconds
   and below 500 MB.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def tensor_ratio() -> float:
    """Conversions a second, the tensor's over the loop's."""
    import numpy as np
    import pendulum
    from made_years import zones

    from besrour_cli.planning.problem.burden import costs_by_preference
    from besrour_cli.planning.problem.equivalence_classes import TimePreferences

    clocks = [TimePreferences(zone, "", "clinic", (), ()) for zone in zones()]
    begin = 29_700_000
    starts = np.arange(begin, begin + 365 * 1440, 5, dtype=np.int64)
    minutes = np.full(len(starts), 90, np.int64)
    costs_by_preference(clocks, (1320, 420), starts[:10], minutes[:10])
    began = time.perf_counter()
    costs_by_preference(clocks, (1320, 420), starts, minutes)
    ours = len(clocks) * len(starts) * 90 / (time.perf_counter() - began)
    began, count = time.perf_counter(), 0
    for clock in clocks[:6]:
        zone = pendulum.timezone(clock.zone)
        for start in starts[:: len(starts) // 20].tolist():
            for minute in range(90):
                pendulum.from_timestamp((start + minute) * 60).in_timezone(zone)
                count += 1
    return ours / (count / (time.perf_counter() - began))


def whole_process(rounds: int) -> tuple[float, float]:
    """Milliseconds of ``python -c pass`` and of ``besrour plan`` on the pilot, interleaved, medians."""
    bare, plan = [], []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "sessions", Path(folder, "sessions"))
        environment = {**ENVIRONMENT, "PYTHONPATH": str(ROOT), "BESROUR_NOW": "2026-11-22T12:00Z"}
        commands = (
            ([sys.executable, "-c", "pass"], bare),
            ([sys.executable, "-m", "besrour_cli", "plan", "--json"], plan),
        )
        for turn in range(rounds + 1):
            for command, times in commands:
                for name in ("plan.yaml", "plan.yaml.bak", "proof.json"):
                    Path(folder, name).unlink(missing_ok=True)
                began = time.perf_counter()
                subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
                if turn:
                    times.append((time.perf_counter() - began) * 1000)
    return statistics.median(bare), statistics.median(plan)


def large(people: int, sessions: int, seconds: float, towns: int = 60) -> tuple[float, tuple[str, ...], int]:
    """Seconds to plan, the steps not proven with their gap, and the classes of people."""
    from made_years import crowd

    from besrour_cli.model.plan import Plan
    from besrour_cli.planning.solve.budget import start_budget
    from besrour_cli.planning.solve.choose import choose

    asked = crowd(people, sessions, towns)
    began = time.perf_counter()
    choice = choose(asked, Plan("test", ""), NOW, budget=start_budget(time.monotonic, seconds))
    took = time.perf_counter() - began
    # read what it tells of everybody, as a report of the year does
    assert len(choice.people) == people == sum(1 for year in choice.people.values() if year.sessions)
    assert all(len(cost) == people and max(cost.values()) > 0 for cost in choice.costs.values())
    gaps = tuple(f"{s.name} {s.least:g} not below {s.bound:g}" for s in choice.steps if s.least != s.bound)
    return took, gaps, len({m.place.zone for m in asked.members})


def main(arguments: list[str]) -> int:
    if arguments == ["--ten-thousand"]:
        took, _, _ = large(10_000, 4, 20.0, 500)
        print(f"{took:.1f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")
        return 0
    ratio = tensor_ratio()
    print(f"tensor over pendulum loop, local minutes read a second: {ratio:,.0f} times (target 5,000)")
    bare, plan = whole_process(9)
    print(
        f"pilot planned and proven: {plan:.0f} ms, python -c pass {bare:.0f} ms: {plan / bare:.1f} times (target 60)"  # noqa: E501
    )
    took, gaps, _ = large(5_000, 52, 60.0)
    print(f"52 sessions, 60 zones, 5,000 people: {took:.1f} s, {'; '.join(gaps) or 'proven'}")
    done = subprocess.run(
        [sys.executable, __file__, "--ten-thousand"],
        env={**ENVIRONMENT, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory = done.stdout.split()
    print(f"10,000 members in 500 zones: {seconds} s, {memory} MB at most (targets 10 and 500)")
    return int(ratio < 5000 or plan / bare > 60 or float(seconds) > 10 or float(memory) > 500)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
