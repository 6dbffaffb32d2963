"""Years too large to try everything: proven to the last step, and the proofs checked by the other author."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from besrour_cli.model.place import Place
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Member, Programme, WeekSpan
from besrour_cli.planning.problem.build_problem import build_input
from besrour_cli.planning.problem.fairness_rule import ORDER
from besrour_cli.planning.solve.branch_and_bound import BranchAndBound
from besrour_cli.planning.solve.budget import UNLIMITED
from besrour_cli.planning.solve.certificate import CertificateBuilder
from besrour_cli.planning.solve.choose import PlanResult, choose
from besrour_cli.planning.verify.check import verify
from support.planning.budgets import seconds
from support.planning.certificates import written
from support.planning.world import NOW, member, programme, series, session

ZONES = (
    "Africa/Accra Africa/Cairo Africa/Johannesburg Africa/Lagos Africa/Nairobi Africa/Tunis America/Bogota "
    "America/Chicago America/Edmonton America/Halifax America/Lima America/Manaus America/Mexico_City "
    "America/Santiago America/Sao_Paulo America/St_Johns America/Toronto America/Vancouver Asia/Dubai "
    "Asia/Karachi Asia/Kathmandu Asia/Kolkata Asia/Manila Asia/Tokyo Australia/Adelaide Australia/Lord_Howe "
    "Europe/Athens Europe/London Europe/Paris Pacific/Auckland"
).split()


def people(count: int, seed: int, zones: Sequence[str] = ZONES) -> list[Member]:
    """So many people, more of them in the first zones than in the last."""
    dice = random.Random(seed)
    found = []
    for i in range(count):
        zone = zones[min(int(dice.expovariate(4 / len(zones))), len(zones) - 1)]
        where = Place(zone, {"en": zone, "fr": zone}, "", zone, zone.split("/")[0])
        found.append(replace(member(f"m{i}"), place=where, region=where.region))
    return found


def with_hours(members: Sequence[Member], seed: int) -> list[Member]:
    """The same, half of them with hours of their own, a tenth with a morning on which they never can."""
    dice = random.Random(seed)
    found = []
    for person in members:
        begin, day = dice.randrange(6, 14) * 60, dice.randrange(5) * 1440
        own = tuple(WeekSpan(d * 1440 + begin, d * 1440 + begin + 300) for d in range(5))
        found.append(
            replace(
                person,
                hours=own if dice.random() < 0.5 else (),
                never=(WeekSpan(day, day + 600),) if dice.random() < 0.1 else (),
                profile=dice.choice(("", "clinic", "academic")),
            )
        )
    return found


def weekly(members: Sequence[Member], count: int, weekdays: tuple[int, ...], minutes: int = 90) -> Programme:
    """A session a week."""
    run = series("cafe", minutes, 5, weekdays=weekdays)
    monday = date(2027, 1, 4)
    each = [
        session(f"s{n:02}", monday + timedelta(weeks=n), monday + timedelta(weeks=n, days=4), run)
        for n in range(count)
    ]
    return programme(members, [run], each)


def settled(asked: Programme) -> PlanResult:
    """The choice, when every step and every tie is settled and its proof holds."""
    choice = choose(asked, Plan("test", ""), NOW, budget=seconds(60))
    assert all(step.least == step.bound for step in choice.steps), choice.steps
    verdict = verify(asked, choice.plan, written(choice))
    assert verdict.proven, verdict
    return choice


def test_a_year_of_weekly_sessions_for_the_whole_world() -> None:
    """Half a year, thirty zones, 2,000 people: one weekday and hour to remember, as the tolerances allow."""
    choice = settled(weekly(people(2000, 1), 26, (1, 2, 3)))
    slots = {(slot.start.weekday(), slot.start.hour) for slot in choice.plan.slots.values()}
    assert len(slots) <= choice.steps[4].value <= 3


@pytest.mark.parametrize(
    ("count", "sessions", "weekdays", "minutes"),
    [(39, 29, (1, 2, 3), 90), (200, 26, (2,), 90), (300, 20, (1, 2, 3), 180)],
    ids=["few people", "one weekday", "three hours long"],
)
def test_other_years(count: int, sessions: int, weekdays: tuple[int, ...], minutes: int) -> None:
    """Sizes at which a search that goes session by session never ends, and hours that suit hardly anyone."""
    settled(weekly(people(count, count), sessions, weekdays, minutes))


def test_everyone_with_hours_of_her_own() -> None:
    """A hundred people who differ all; some say their profile, and some mean the same and do not."""
    settled(weekly(with_hours(people(100, 3), 3), 20, (1, 2, 3)))


def test_never_hours_only_leave_starts_out() -> None:
    """Whoever differs by them alone is one class once the starts are left out, and the proof still holds."""
    dice, zones = random.Random(5), ZONES[:6]
    several = [
        replace(person, never=(WeekSpan(dice.randrange(200), 200 + dice.randrange(1, 200)),))
        if dice.random() < 0.7
        else person
        for person in people(60, 5, zones)
    ]
    asked = weekly(several, 12, (1, 2, 3), 240)
    known = build_input(asked, Plan("test", ""), NOW, frozenset())
    assert len(known.problem().people) <= len(zones) < len(known.people)
    assert sum(len(p.members) for p in known.problem().people) == len(several)
    assert settled(asked).steps[2].value > 0


def test_a_search_given_up_leaves_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it would leave out is left out of later steps only where the proof has the sum."""
    problem = build_input(weekly(people(5, 1), 3, (1, 2, 3)), Plan("test", ""), NOW, frozenset()).problem()
    prover = CertificateBuilder(problem)
    before = [list(options) for options in prover.open]
    monkeypatch.setattr(BranchAndBound, "fix_options", lambda _: ([["nights", 1]], [[0]] * len(before)))
    monkeypatch.setattr(BranchAndBound, "refute", lambda _: None)
    proof = prover.prove_step(ORDER[0], Fraction(0), lambda _: None, 1, UNLIMITED)
    assert prover.open == before and "drop" not in proof
    monkeypatch.setattr(BranchAndBound, "refute", lambda _: {"sum": []})
    proof = prover.prove_step(ORDER[0], Fraction(0), lambda _: None, 1, UNLIMITED)
    assert prover.open == [[0]] * len(before) and proof["drop"] == [["nights", 1]]
