"""besrour against the straightforward CP-SAT model of the same steps (``cpsat.py``): the pilot, in one run.

Both get the same whole numbers: sessions x options x classes, handed over as JSON to a process that has
OR-Tools in an environment of its own below build/ (made on the first run). Three data sets: every possible
start with the days between sessions, as one would write it down (besrour merges and prunes within its time);
starts that are alike merged; the same after besrour's own pruning, so that the other has it as a gift.
Timed: from the data to the last step proven, imports apart; medians of three after one to warm up. Both take
the steps in order without the tie-break. Every value of every step must be the same, proven by both; the
choice of CP-SAT is evaluated by besrour's evaluator, too.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
if TYPE_CHECKING:
    from besrour_cli.planning.problem.build_problem import PlanningInput
    from besrour_cli.planning.problem.options import PlanningProblem
    from besrour_cli.planning.solve.lexicographic import LexicographicSolver

PLACE = ROOT / "build" / "ortools"
VERSION = "ortools==9.15.6755"
PYTHON = PLACE / ("Scripts" if os.name == "nt" else "bin") / "python"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROUNDS, SECONDS, TARGET = 4, 60.0, 5.0


def installed() -> None:
    """OR-Tools in its own environment, unless it is there."""
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PLACE)], check=True)
    if subprocess.run([str(PYTHON), "-c", "import ortools"], check=False, capture_output=True).returncode:
        subprocess.run([str(PYTHON), "-m", "pip", "install", "-qq", VERSION], check=True, capture_output=True)


def pilot() -> PlanningInput:
    """The pilot's year, nothing planned yet."""
    from besrour_cli.model.plan import Plan
    from besrour_cli.observances.blocked_time import observed
    from besrour_cli.planning.problem.build_problem import build_input
    from besrour_cli.storage.programme.load import load

    asked = load(str(ROOT)).programme
    assert asked is not None
    empty = Plan(asked.id, "")
    return build_input(observed(asked, empty), empty, NOW, frozenset())


def handed(problem: PlanningProblem, clashes: object = ()) -> dict[str, Any]:
    """The problem as plain values."""
    policy = problem.policy
    return {
        "good_sessions": policy.good_sessions,
        "weight": policy.weight,
        "unit": policy.unit,
        "people": [
            {"size": len(p.members), "region": p.region, "burden": p.burden, "nights": p.nights}
            for p in problem.people
        ],
        "sessions": [
            {
                "series": asked.session.series,
                "counts": asked.counts,
                "who": options.who.tolist(),
                "burden": options.burden.tolist(),
                "night": options.night.astype(int).tolist(),
                "bad": options.bad.astype(int).tolist(),
                "clock": options.clock,
                "moves": [int(moved) for moved in options.moves],
            }
            for asked, options in zip(problem.sessions, problem.options, strict=True)
        ],
        "clashes": clashes,
    }


def climbed(problem: PlanningProblem) -> LexicographicSolver:
    """besrour's steps, each with its proof."""
    from besrour_cli.planning.problem.fairness_rule import ORDER
    from besrour_cli.planning.solve.budget import start_budget
    from besrour_cli.planning.solve.certificate import CertificateBuilder
    from besrour_cli.planning.solve.lexicographic import LexicographicSolver

    climb = LexicographicSolver(
        problem,
        CertificateBuilder(problem, ()),
        (0,) * len(problem.options),
        start_budget(time.monotonic, SECONDS),
    )
    for name in ORDER:
        climb.step(name)
    assert climb.bounds == climb.reached, "besrour did not prove every step"
    return climb


def median(solve: Callable[[], object]) -> float:
    """Seconds, median after one to warm up."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        solve()
        took.append(time.perf_counter() - began)
    return statistics.median(took[1:])


def cpsat(data: Mapping[str, Any], workers: int) -> list[dict[str, Any]]:
    """What the other process found, round by round."""
    done = subprocess.run(
        [str(PYTHON), str(Path(__file__).with_name("cpsat.py")), str(workers), str(SECONDS), str(ROUNDS)],
        input=json.dumps(data),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def main() -> int:
    from besrour_cli.planning.problem.conflict_cliques import cliques
    from besrour_cli.planning.problem.spacing import earliest

    installed()
    asked = pilot()
    merged, pruned = asked.problem(prune=False), asked.problem()
    every = asked.problem(prune=False, by_day=True)

    def from_the_starts() -> None:
        problem = asked.problem()
        assert earliest(problem, climbed(problem).choice) is not None, "the dates do not fit"

    wanted = {name: str(value) for name, value in climbed(pruned).reached.items()}
    cases: list[tuple[str, PlanningProblem, object, Callable[[], object]]] = [
        ("every start", every, [[(int(s), int(o)) for s, o in c] for c in cliques(every)], from_the_starts),
        ("alike merged", merged, (), lambda: climbed(asked.problem())),
        ("merged, pruned", pruned, (), lambda: climbed(pruned)),
    ]
    print(f"{'pilot, the steps in order':28}{'options':>8}{'besrour':>11}{'CP-SAT, workers':>17}{'ratio':>8}")
    missed = 0
    for title, problem, clashes, solve in cases:
        ours = median(solve)
        for workers in (1, 2):
            rounds = cpsat(handed(problem, clashes), workers)
            for found in rounds:
                assert found["proven"], "CP-SAT did not prove every step; its time is a lower limit"
                assert found["values"] == wanted, (found["values"], wanted)
                told = problem.evaluate(found["choice"])
                assert {name: str(told[name]) for name in wanted} == wanted
            theirs = statistics.median(found["seconds"] for found in rounds[1:])
            options = sum(len(o.clock) for o in problem.options)
            times = f"{ours * 1000:>8.0f} ms{theirs * 1000:>11.0f} ms, {workers}"
            print(f"{title:28}{options:>8}{times}{theirs / ours:>8.1f}")
            missed += title == "every start" and theirs / ours < TARGET
    values = ", ".join(f"{name} {value}" for name, value in wanted.items())
    print(f"equal on every step, proven by both: {values}")
    print(f"target: {TARGET:g} times, from every start; the other rows give CP-SAT part of besrour's work")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
