"""What people would say of an engine's calendar, whatever its rule: the properties that a fair one shows.

``python benchmarks/planning/fairness.py [--engine NAME] [--seconds 20] [--most N] INSTANCE ...``

Nights that could be spared; a calendar that dominates; the greatest rise of anybody's burden when somebody
else comes, goes, or becomes generous (``--most``: the first N changes of each kind); the worst region after
every quarter; patterns and changes of each series; the greatest regret over the curves. Whoever comes or goes
finds the calendar proposed already, as a coordinator would have it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from engines import ENGINES
from instances import INSTANCES
from made_years import Instance

from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme
from support.planning.properties import over_the_year, perturbations
from support.planning.properties.calendars import Unsettled, dominating, least_nights
from support.planning.properties.cost_table import Starts, cost_table

KINDS = {
    "somebody in fewer sessions": perturbations.additions,
    "a copy": perturbations.copies,
    "generous hours": perturbations.generous,
    "one fewer": perturbations.removals,
}


def properties(given: Instance, engine: str, seconds: float, most: int | None) -> Iterator[str]:
    """A line a property."""
    asked = given.programme

    def planner(changed: Programme) -> Starts:
        return ENGINES[engine](Instance(changed, Plan(changed.id, ""), given.now), seconds).starts

    starts = planner(asked)
    table = cost_table(asked)
    for words, no_more in (("of any calendar", False), ("with nobody's more", True)):
        nights = least_nights(table, starts, no_more=no_more)
        yield f"nights {nights.borne}, least {words} {nights.least}{'' if nights.proven else ' (a bound)'}"
    try:
        other = dominating(table, starts)
        mine, theirs = table.borne(starts), table.borne(other or starts)
        better = sum(mine[i].burden - theirs[i].burden for i in mine) / 100
        yield f"dominated by a calendar with {better:g} units less" if other else "not dominated"
    except Unsettled as unsettled:
        yield f"dominance not settled in {unsettled}"
    for quarter in over_the_year.quarters(planner, asked, starts):
        both = f"{quarter.burden:.3f} an invitation, alone {quarter.alone:.3f}"
        yield f"until {quarter.last}: worst region {both}"
    for series, rhythm in over_the_year.rhythms(asked, starts).items():
        counts = f"{len(rhythm.patterns)} patterns, {rhythm.changes} changes"
        yield f"{series}: {counts}: {rhythm.words}"
    regret = over_the_year.regrets(planner, asked, starts)
    yield "regret " + ", ".join(f"{profile} {units:.2f}" for profile, units in regret.items())
    same = planner(perturbations.renamed(asked)) == starts
    yield f"under other names and in another order: {'the same' if same else 'another calendar'}"
    there = proposed(asked, starts)

    def again(changed: Programme) -> Starts:
        return ENGINES[engine](Instance(changed, there, given.now), seconds).starts

    for kind, changes in KINDS.items():
        every, moved, several = [perturbations.NONE], 0, [*islice(changes(asked), most)]
        for change in several:
            now = again(change.programme)
            moved += any(now[name] != start for name, start in starts.items())
            every += perturbations.rises_between(asked, change, starts, now)
        relative = max(every, key=lambda rise: rise.relative)
        units = max(every, key=lambda rise: rise.after - rise.before)
        yield f"{kind}: {moved} of {len(several)} changes move a session"
        yield f"    most: {relative.relative:.0%} {_told(relative)}, or in units: {_told(units)}"


def proposed(asked: Programme, starts: Starts) -> Plan:
    """The plan that proposes some starts."""
    slots = {}
    for each in asked.sessions:
        if each.id in starts:
            start, zone = starts[each.id], asked.anchor.zone
            end = start + timedelta(minutes=each.minutes)
            slots[each.id] = ScheduledSession(each.id, start, end, SessionState.PROPOSED, zone, "")
    return Plan(asked.id, "", slots)


def _told(rise: perturbations.Rise) -> str:
    return f"{rise.member} {rise.before / 100:g} to {rise.after / 100:g} ({rise.words})"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("instances", nargs="+", metavar="INSTANCE", choices=INSTANCES)
    parser.add_argument("--engine", choices=ENGINES, default="choose")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--most", type=int)
    asked = parser.parse_args()
    for name in asked.instances:
        print(name)
        for line in properties(INSTANCES[name](), asked.engine, asked.seconds, asked.most):
            print(f"    {line}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
