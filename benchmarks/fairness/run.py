"""Board 2025: peers' rules, the calendars made by hand and besrour, on every step, in one table.

The case is a real board's year (21 members, eleven second Thursdays, whole hours of UTC); a night is a
local start from 23:00 to 05:00 inclusive. Exit code 1 when a rule beats besrour on its first steps, when the
frontier is not reached, or when a calendar made by hand is not dominated.

The peers: the three nights of RFC 9400 in turn (slots in ``rfc9400_rule.yaml``, all meetings online), one
fixed hour (the best one), a plain rotation over three hours eight apart, the least standard deviation of
burden (Node's way), plain leximin of nights, and a greedy choice session by session with a ledger.
"""

from __future__ import annotations

import csv
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT.parent.parent / "tests" / "planning"))
from planning_world import member, programme, series, session  # noqa: E402

from besrour_cli.model.place import Place  # noqa: E402
from besrour_cli.model.plan import Plan  # noqa: E402
from besrour_cli.model.programme import Fairness, Programme  # noqa: E402
from besrour_cli.planning.ask import question  # noqa: E402
from besrour_cli.planning.choose import choose  # noqa: E402
from besrour_cli.planning.climb import Climb  # noqa: E402
from besrour_cli.planning.price import frontier  # noqa: E402
from besrour_cli.planning.proof import Prover  # noqa: E402
from besrour_cli.planning.rule import NIGHTS, ROTA  # noqa: E402
from besrour_cli.planning.verify.check import verify  # noqa: E402

NOW = datetime(2024, 1, 1, tzinfo=UTC)
EMPTY = Plan("test", "")
Hours = tuple[int, ...]


class Row(NamedTuple):
    """What a calendar reaches: nights (worst, all), worst region, mean and worst burden, hours."""

    worst: int
    nights: int
    region: float
    mean: float
    most: float
    hours: int


def rows(name: str) -> list[dict[str, str]]:
    with open(ROOT / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def the_board() -> Programme:
    """The case as a programme: only the start counts, so a session lasts one minute."""
    people = []
    for row in rows("cab_2025_roster.csv"):
        zone = row["tz"]
        where = Place(zone, {"en": zone, "fr": zone}, "", zone, zone.split("/")[0])
        people.append(replace(member(row["member"]), place=where, region=where.region))
    run = series("cafe", 1, weekdays=(3,))
    days = sorted({date.fromisoformat(r["date_utc"]) for r in rows("cab_2025_proposals.csv")})
    fairness = Fairness(step=60, night=(23 * 60, 5 * 60 + 1), good=1000.0, good_sessions=0)
    utc = Place("UTC", {"en": "UTC", "fr": "UTC"}, "", "UTC", "")
    asked = programme(people, [run], [session(d.isoformat(), d, d, run) for d in days], fairness)
    return replace(asked, anchor=utc)


class Board:
    """Every member's night, and the burden of an hour in hundredths, at every hour of every date."""

    def __init__(self, asked: Programme) -> None:
        known = question(asked, EMPTY, NOW, frozenset())
        self.days = [each.session.window.first for each in known.asked]
        self.regions = [p.region for p in known.people for _ in p.members]
        self.night: list[list[list[int]]] = []
        self.burden: list[list[list[int]]] = []
        long = replace(
            asked,
            sessions=tuple(replace(s, minutes=60) for s in asked.sessions),
            series={i: replace(s, minutes=60) for i, s in asked.series.items()},
        )
        felt = question(long, EMPTY, NOW, frozenset()).felt
        for s in range(len(self.days)):
            clocks = [p.clock for p in known.people for _ in p.members]
            self.night.append([[int(known.felt[s][c].night[h]) for c in clocks] for h in range(24)])
            self.burden.append([[int(felt[s][c].burden[h]) for c in clocks] for h in range(24)])
        self.people = range(len(self.regions))

    def row(self, hours: Hours) -> Row:
        nights = [sum(self.night[s][h][i] for s, h in enumerate(hours)) for i in self.people]
        burden = [sum(self.burden[s][h][i] for s, h in enumerate(hours)) / 100 for i in self.people]
        means = [
            statistics.mean(b for b, r in zip(burden, self.regions, strict=True) if r == region)
            for region in set(self.regions)
        ]
        return Row(
            max(nights), sum(nights), max(means), statistics.mean(burden), max(burden), len(set(hours))
        )

    def climbed(self, value: Callable[[Hours], object], start: Hours) -> Hours:
        """The best by changing one or two sessions at a time until nothing helps."""
        best, seen = start, value(start)
        improved = True
        while improved:
            improved = False
            for s in range(len(best)):
                for h in range(24):
                    other = (*best[:s], h, *best[s + 1 :])
                    if (found := value(other)) < seen:  # type: ignore[operator]
                        best, seen, improved = other, found, True
        return best

    def borne(self, hours: Sequence[int], what: list[list[list[int]]]) -> list[int]:
        return [sum(what[s][h][i] for s, h in enumerate(hours)) for i in self.people]


def fixed(board: Board) -> Hours:
    """One hour all year: the best there is."""
    every = [(h,) * len(board.days) for h in range(24)]
    return min(every, key=lambda hours: (board.row(hours).nights + 3 * board.row(hours).worst, hours))


def rotation(board: Board) -> Hours:
    """Three hours eight apart in turn: the best such three."""
    every = [tuple((h + 8 * (s % 3)) % 24 for s in range(len(board.days))) for h in range(24)]
    return min(every, key=lambda hours: (board.row(hours).nights + 3 * board.row(hours).worst, hours))


def rfc9400(board: Board) -> Hours:
    """The three nights of the document in turn, each at the middle of its slot, summer and winter."""
    found = []
    for s, day in enumerate(board.days):
        summer = date(day.year, 3, 30) <= day < date(day.year, 10, 26)
        found.append(((8, 9), (16, 17), (1, 1))[s % 3][0 if summer else 1])
    return tuple(found)


def deviation(board: Board) -> Hours:
    """The least standard deviation of burden, by climbing from every fixed hour."""

    def value(hours: Hours) -> tuple[float, float]:
        each = board.borne(hours, board.burden)
        return statistics.pstdev(each), float(sum(each))

    return min((board.climbed(value, (h,) * len(board.days)) for h in (4, 12, 20)), key=value)


def leximin(board: Board) -> Hours:
    """Plain leximin of burden: the worst-off first, then the next, by climbing."""

    def value(hours: Hours) -> list[int]:
        return sorted(board.borne(hours, board.burden), reverse=True)

    return min((board.climbed(value, (h,) * len(board.days)) for h in (4, 12, 20)), key=value)


def greedy(board: Board) -> Hours:
    """Session by session, the hour that leaves the ledger's worst-off best off, then the least in all."""
    found: list[int] = []
    for _ in board.days:
        found.append(
            min(
                range(24),
                key=lambda h: (
                    max(board.borne([*found, h], board.burden)),
                    sum(board.borne([*found, h], board.burden)),
                    h,
                ),
            )
        )
    return tuple(found)


PEERS: dict[str, Callable[[Board], Hours]] = {
    "rotation of RFC 9400": rfc9400,
    "one fixed hour": fixed,
    "plain rotation": rotation,
    "least standard deviation (Node)": deviation,
    "plain leximin": leximin,
    "greedy with a ledger": greedy,
}


def few_hours(asked: Programme, board: Board) -> Hours:
    """The steps nights and rota alone: the fewest hours of the day with which the least nights can be had."""
    problem = question(asked, EMPTY, NOW, frozenset()).problem(prune=False)
    order = (NIGHTS, ROTA)
    climb = Climb(problem, Prover(problem, (), order), (0,) * len(problem.options), monotonic() + 60)
    for name in order:
        climb.step(name)
    return tuple(o.clock[c] // 60 for o, c in zip(problem.options, climb.choice, strict=True))


def main() -> int:
    asked = the_board()
    board = Board(asked)
    choice = choose(asked, EMPTY, NOW)
    ours = tuple(choice.plan.slots[d.isoformat()].start.hour for d in board.days)
    table: dict[str, Row] = {"besrour": board.row(ours)}
    table["besrour, only nights and few hours"] = board.row(few_hours(asked, board))
    for name, rule in PEERS.items():
        table[name] = board.row(rule(board))
    by_hand: dict[str, dict[str, int]] = {}
    for row in rows("cab_2025_proposals.csv"):
        by_hand.setdefault(row["proposal"], {})[row["date_utc"]] = int(row["start_hour_utc"])
    hands = [f"by hand: {name}" for name in by_hand]
    for name, hours in by_hand.items():
        table[f"by hand: {name}"] = board.row(tuple(hours[d.isoformat()] for d in board.days))
    print(f"{'':44}{'nights worst/all':>17}{'region':>8}{'mean':>7}{'most':>7}{'hours':>7}")
    for name, row in table.items():
        print(
            f"{name[:43]:44}{f'{row.worst}/{row.nights}':>17}{row.region:>8.1f}{row.mean:>7.1f}{row.most:>7.1f}{row.hours:>7}"
        )
    points = frontier(asked, EMPTY, NOW, "nights", 20.0)
    print("\nfrontier of nights (worst/all):", ", ".join(f"{p.worst:g}/{p.total:g}" for p in points),
          "all proven" if all(p.proven for p in points) else "not all proven")  # fmt: skip
    checked = verify(asked, choice.plan, dict(choice.proof)).proven
    print("proof of besrour's plan, checked without the solver:", "holds" if checked else "does not hold")
    mine = table["besrour"]
    faults = []
    if not {(4, 19), (3, 25)} <= {(p.worst, p.total) for p in points}:
        faults.append("the frontier 4/19, 3/25 is not reached")
    for name, row in table.items():
        if row.nights + 3 * row.worst < mine.nights + 3 * mine.worst:
            faults.append(f"{name} has fewer nights")
    for name in hands:
        row = table[name]
        if not (mine.worst <= row.worst and mine.nights < row.nights):
            faults.append(f"{name} is not dominated")
    if not checked:
        faults.append("the proof does not hold")
    print(
        "\n".join(faults)
        if faults
        else "\nNo rule has fewer nights; every calendar made by hand is dominated."
    )
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
