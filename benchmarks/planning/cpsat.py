"""The rule's steps as a straightforward CP-SAT model: one variable an option, each step kept by the next.

Run by ``against_cpsat.py`` in an environment that has OR-Tools: the problem comes as JSON on stdin, the
values of the steps (as fractions), the choice and the seconds (writing the model and solving; not the import)
go out as JSON on stdout. Nothing of besrour is imported. Every step begins from the solution of the former.

``cpsat.py WORKERS SECONDS ROUNDS``
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import Any

from ortools.sat.python import cp_model


class Written:
    """The model of one problem: ``goals`` maps a step to (expression, constant divisor)."""

    def __init__(self, problem: Mapping[str, Any]) -> None:
        self.model = model = cp_model.CpModel()
        self.problem = problem
        self.x = [[model.new_bool_var("") for _ in s["clock"]] for s in problem["sessions"]]
        for xs in self.x:
            model.add_exactly_one(xs)
        for clash in problem["clashes"]:
            model.add_at_most_one(self.x[s][o] for s, o in clash)
        self.seats: list[dict[str, list[tuple[int, int]]]] = [{} for _ in problem["people"]]
        for s, session in enumerate(problem["sessions"]):
            for column, k in enumerate(session["who"]):
                self.seats[k].setdefault(session["series"], []).append((s, column))
        self.goals = {
            "reasonable": (self.reasonable(), 1),
            "nights": self.nights(),
            "regions": self.regions(),
            "people": self.people(),
            "rota": (self.rota(), 1),
        }

    def borne(self, k: int, what: str, before: int) -> Any:
        """What one person of a class bears in all, of burden or of nights."""
        terms = [before]
        for run in self.seats[k].values():
            for s, column in run:
                session = self.problem["sessions"][s]
                if session["counts"]:
                    costs = [row[column] for row in session[what]]
                    terms.append(cp_model.LinearExpr.weighted_sum(self.x[s], costs))
        return sum(terms)

    def bad(self, seat: tuple[int, int]) -> Any:
        s, column = seat
        every = zip(self.x[s], self.problem["sessions"][s]["bad"], strict=True)
        return sum(x for x, row in every if row[column])

    def reasonable(self) -> Any:
        model, terms = self.model, []
        for person, runs in zip(self.problem["people"], self.seats, strict=True):
            every = [seat for run in runs.values() for seat in run]
            wanted = min(self.problem["good_sessions"], len(every))
            lacking = model.new_int_var(0, wanted, "")
            model.add(lacking >= wanted - len(every) + sum(self.bad(seat) for seat in every))
            terms.append(person["size"] * lacking)
            for run in runs.values():
                for first, second in pairwise(run):
                    both = model.new_bool_var("")
                    model.add(both >= self.bad(first) + self.bad(second) - 1)
                    terms.append(person["size"] * both)
        return sum(terms)

    def nights(self) -> tuple[Any, int]:
        problem = self.problem
        each = [self.borne(k, "night", p["nights"]) for k, p in enumerate(problem["people"])]
        worst = self.model.new_int_var(0, 1_000_000, "")
        for nights in each:
            self.model.add(worst >= nights)
        total = sum(p["size"] * nights for p, nights in zip(problem["people"], each, strict=True))
        return problem["unit"] * total + problem["weight"] * worst, problem["unit"]

    def regions(self) -> tuple[Any, int]:
        sizes: dict[str, int] = {}
        sums: dict[str, Any] = {}
        for k, person in enumerate(self.problem["people"]):
            region = person["region"]
            sizes[region] = sizes.get(region, 0) + person["size"]
            sums[region] = sums.get(region, 0) + person["size"] * self.borne(k, "burden", person["burden"])
        scale = lcm(*sizes.values())
        worst = self.model.new_int_var(0, 10**12, "")
        for region, total in sums.items():
            self.model.add(worst >= scale // sizes[region] * total)
        return worst, 100 * scale

    def people(self) -> tuple[Any, int]:
        problem = self.problem
        each = [self.borne(k, "burden", p["burden"]) for k, p in enumerate(problem["people"])]
        worst = self.model.new_int_var(0, 10**9, "")
        for burden in each:
            self.model.add(worst >= burden)
        size = sum(p["size"] for p in problem["people"])
        total = sum(p["size"] * burden for p, burden in zip(problem["people"], each, strict=True))
        return problem["unit"] * total + problem["weight"] * size * worst, 100 * problem["unit"] * size

    def rota(self) -> Any:
        hours: dict[tuple[str, int], Any] = {}
        terms = []
        for session, xs in zip(self.problem["sessions"], self.x, strict=True):
            for x, clock, moves in zip(xs, session["clock"], session["moves"], strict=True):
                key = session["series"], clock
                if key not in hours:
                    hours[key] = self.model.new_bool_var("")
                self.model.add_implication(x, hours[key])
                if moves:
                    terms.append(x)
        return sum(terms) + sum(hours.values())


def solved(problem: Mapping[str, Any], workers: int, seconds: float) -> dict[str, Any]:
    """Write the model and take the steps one after another."""
    began = time.perf_counter()
    written = Written(problem)
    values: dict[str, str] = {}
    proven, choice = True, list[int]()
    for name, (goal, scale) in written.goals.items():
        left = seconds - (time.perf_counter() - began)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.max_time_in_seconds = max(1.0, left)
        written.model.minimize(goal)
        status = solver.solve(written.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            proven = False
            break
        proven &= status == cp_model.OPTIMAL
        reached = solver.value(goal)
        values[name] = str(Fraction(reached, scale))
        choice = [[solver.value(x) for x in xs].index(1) for xs in written.x]
        written.model.add(goal <= reached)
        written.model.clear_hints()
        for xs, o in zip(written.x, choice, strict=True):
            for position, x in enumerate(xs):
                written.model.add_hint(x, int(position == o))
    took = time.perf_counter() - began
    return {"seconds": took, "values": values, "choice": choice, "proven": proven}


def main(arguments: list[str]) -> int:
    workers, seconds, rounds = int(arguments[0]), float(arguments[1]), int(arguments[2])
    problem = json.load(sys.stdin)
    json.dump([solved(problem, workers, seconds) for _ in range(rounds)], sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
