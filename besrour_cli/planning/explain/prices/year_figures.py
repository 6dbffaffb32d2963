"""What people would say of a year in five figures, and what the steps before the rhythm can reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.plan import Burden
from besrour_cli.planning.problem.fairness_rule import NIGHTS, PEOPLE, REGIONS
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.budget import Budget, SearchLimits
from besrour_cli.planning.solve.certificate import CertificateBuilder
from besrour_cli.planning.solve.integer_program.linear_system import OptionKey
from besrour_cli.planning.solve.lexicographic import LexicographicSolver, take_steps

NO_CERTIFICATE = SearchLimits(nodes=0, seconds=0.0)
"""The limits where no certificate is needed, and the word of the integer program will do."""
_BEFORE_RHYTHM = (NIGHTS, REGIONS, PEOPLE)


class YearFigures(NamedTuple):
    """What a year costs people; burdens are in units.

    ``nights``: of all people together, a deep one twice. ``region``: where an invitation costs most, and what
    it costs there. ``person``: the member (id) who bears most, and how much; ``mean``: what people bear on
    average.
    """

    nights: int
    region: str
    region_burden: float
    person: str
    most: float
    mean: float


class ReachedSteps(NamedTuple):
    """What can be had of nights, regions and people, one after another.

    ``regions`` and ``people``: the choice that reached the least of that step.
    """

    problem: PlanningProblem
    least: Mapping[str, Fraction]
    regions: OptionKey
    people: OptionKey


def reached_steps(problem: PlanningProblem, budget: Budget) -> ReachedSteps | None:
    """Take the steps before the rhythm; None: the time was too short, or there is no plan."""
    for each in (problem, problem._replace(ordered=False)):
        if budget.expired():
            return None
        solver = LexicographicSolver(each, CertificateBuilder(each), budget, NO_CERTIFICATE)
        try:
            taken = take_steps(solver, _BEFORE_RHYTHM)
        except NegativeAnswer:  # no plan in the time
            return None
        if taken is not None:
            found = solver.witnesses
            return ReachedSteps(each, dict(solver.least), found[REGIONS], found[PEOPLE])
    return None


def year_figures(
    problem: PlanningProblem,
    choice: Sequence[int],
    ledger: Mapping[str, Burden],
    without: str = "",
) -> YearFigures:
    """The figures of a choice; the burdens are those of everybody but ``without`` (a member's id).

    Where several profiles are assumed, burdens are their mean.
    """
    burdens, profiles = problem.burdens(choice), len({p.under for p in problem.people}) or 1
    sums: dict[str, list[float]] = {}
    by_member: dict[str, float] = {}
    for person, borne in zip(problem.people, burdens, strict=True):
        those = [member for member in person.members if member != without]
        ahead = sum(problem.sessions[s].counts for s in person.sessions)
        past = sum(ledger[member].sessions for member in those if member in ledger)
        region = sums.setdefault(person.region, [0.0, 0])
        region[0] += borne.burden * len(those) / 100
        region[1] += ahead * len(those) + past
        for member in those:
            by_member[member] = by_member.get(member, 0.0) + borne.burden / 100 / profiles
    each = [(burden, member) for member, burden in by_member.items()]
    means = {name: burden / max(1, invited) for name, (burden, invited) in sums.items()}
    region_name = max(sorted(means), key=lambda name: means[name], default="")
    most = max((burden for burden, _ in each), default=0.0)
    return YearFigures(
        nights=sum(borne.nights * borne.size for borne in burdens),
        region=region_name,
        region_burden=means.get(region_name, 0.0),
        person=min((member for burden, member in each if burden == most), default=""),
        most=most,
        mean=sum(burden for burden, _ in each) / max(1, len(each)),
    )


def best_figures(reached: ReachedSteps, ledger: Mapping[str, Burden], without: str = "") -> YearFigures:
    """The least of each: nights and worst-off region as the step for regions left them, people as theirs."""
    regions = year_figures(reached.problem, reached.regions, ledger, without)
    people = year_figures(reached.problem, reached.people, ledger, without)
    return regions._replace(person=people.person, most=people.most, mean=people.mean)


def choice_of(problem: PlanningProblem, starts: Mapping[str, int]) -> OptionKey | None:
    """The options that starts (session id to epoch minute) are; None: some session has no such option."""
    found = []
    for placing, options in zip(problem.sessions, problem.options, strict=True):
        start = starts.get(placing.session.id)
        option = None if start is None else options.at(start)
        if option is None:
            return None
        found.append(option)
    return tuple(found)
