"""A better calendar is found where trying everything finds one, and nowhere else."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import islice

from besrour_cli.model.plan import Burden, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme
from support.planning.oracle import Told, everything
from support.planning.properties.calendars import dominating, least_nights
from support.planning.properties.cost_table import Borne, Starts, cost_table, pattern
from support.planning.world import NOW, member, programme, random_instance, series, session

TUESDAYS = (date(2027, 1, 19), date(2027, 4, 20))
"""The third Tuesdays of January and, after the clocks of Toronto have moved, of April."""


def accra(*hours: int) -> tuple[Programme, Starts]:
    """One person in Accra, two sessions of two hours at hours of UTC; 16:00 to 18:00 would be best."""
    run = series("cafe", 120)
    asked = programme([member("m", "Accra")], [run], [session(str(d), d, d, run) for d in TUESDAYS])
    starts = {
        str(d): datetime(d.year, d.month, d.day, h, tzinfo=UTC) for d, h in zip(TUESDAYS, hours, strict=True)
    }
    return asked, starts


def test_a_better_hour_dominates() -> None:
    """One at 16:00 and one at 17:00 are two patterns, and so are two at 16:00 there: the second is better."""
    asked, starts = accra(16, 17)
    assert dominating(cost_table(asked), starts) == accra(16, 16)[1]


def test_a_better_hour_that_is_harder_to_remember_does_not_dominate() -> None:
    """At 11:00 in Toronto all year an hour is lost after March; no other single hour is as good."""
    asked, starts = accra(16, 15)
    assert dominating(cost_table(asked), starts) is None


def test_the_best_is_not_dominated() -> None:
    """Nothing is better than the best."""
    asked, starts = accra(16, 16)
    assert dominating(cost_table(asked), starts) is None


def test_order_can_be_asked_for() -> None:
    """Two sessions with one window: whatever is better, the first by name comes first."""
    run = series("cafe", 60, weekdays=(1, 2))
    days = date(2027, 1, 19), date(2027, 1, 20)
    sessions = [session(name, *days, run) for name in ("a", "b")]
    asked = programme([member("m", "Accra")], [run], sessions)
    starts = {"a": datetime(2027, 1, 19, 14, tzinfo=UTC), "b": datetime(2027, 1, 20, 16, tzinfo=UTC)}
    table = cost_table(asked)
    better = dominating(table, starts, in_order=True)
    assert better is not None and better["a"] < better["b"]


def test_days_between_are_kept() -> None:
    """Friday is better than Saturday for both sessions, but they must be a day apart."""
    for apart in (0, 1):
        run = series("cafe", 60, apart, weekdays=(4, 5))
        days = date(2027, 1, 22), date(2027, 1, 23)
        asked = programme([member("m", "Accra")], [run], [session(name, *days, run) for name in ("a", "b")])
        starts = {"a": datetime(2027, 1, 22, 16, tzinfo=UTC), "b": datetime(2027, 1, 23, 16, tzinfo=UTC)}
        assert (dominating(cost_table(asked), starts) is None) == bool(apart)


def test_nobody_is_in_two_places() -> None:
    """From 16:00 to 18:00 is best for both series; one who sits in both has the other over lunch."""
    for groups in (("g",), ("g", "h")):
        runs = [series("cafe", 120, groups=("g",)), series("team", 120, groups=groups[-1:])]
        day = TUESDAYS[0]
        people = [member("m", "Accra", ("g",)), member("n", "Accra", groups[-1:])]
        asked = programme(people, runs, [session(run.id, day, day, run) for run in runs])
        starts = {
            run.id: datetime(2027, 1, 19, hour, tzinfo=UTC) for run, hour in zip(runs, (16, 12), strict=True)
        }
        assert (dominating(cost_table(asked), starts) is None) == (groups == ("g",))


def test_a_fixed_session_stays() -> None:
    """What was announced is no part of what could be better."""
    asked, starts = accra(7, 16)
    at = starts[str(TUESDAYS[0])]
    slot = ScheduledSession(str(TUESDAYS[0]), at, at, SessionState.ANNOUNCED, "America/Toronto", "2026f")
    slots = {slot.session: slot}
    assert dominating(cost_table(asked), starts) is not None
    assert dominating(cost_table(asked, Plan("test", "", slots)), starts) is None


def three(hour: int, minutes: int) -> tuple[Programme, Starts]:
    """Toronto, Accra, Tokyo, and a session at an hour of UTC: 12:00 is 7:00, 12:00 and 21:00."""
    run, day = series("cafe", minutes), TUESDAYS[0]
    people = [member("t", "Toronto"), member("a", "Accra"), member("j", "Tokyo")]
    asked = programme(people, [run], [session("s", day, day, run)])
    return asked, {"s": datetime(day.year, day.month, day.day, hour, tzinfo=UTC)}


def test_nights_that_need_not_be() -> None:
    """An hour at 7:00 in Toronto is a night for nobody; half an hour more is one in Tokyo."""
    asked, starts = three(10, 60)
    assert least_nights(cost_table(asked), starts) == (1, 0, True)
    asked, starts = three(16, 90)
    assert least_nights(cost_table(asked), starts) == (1, 1, True)


def test_nights_count_what_was_borne_before() -> None:
    """Nights of the past are in both numbers."""
    asked, starts = three(10, 60)
    table = cost_table(asked, Plan("test", "", {}, {"a": Burden(9.0, 3, 3)}))
    assert least_nights(table, starts) == (4, 3, True)
    assert table.borne(starts)["a"].sessions == 1


def test_a_deep_night_counts_twice_if_asked() -> None:
    """At 16:00 UTC it is 1:00 in Tokyo."""
    asked, starts = three(16, 90)
    table = cost_table(asked, deep=(0, 300))
    assert table.borne(starts)["j"].nights == 2
    assert least_nights(table, starts) == (2, 1, True)


def test_nights_of_others_can_be_kept_from_rising() -> None:
    """Tokyo's night could be Toronto's, but then Toronto would have one more than now."""
    asked, starts = three(16, 90)
    assert least_nights(cost_table(asked), starts, no_more=True) == (1, 1, True)


def patterns_of(sessions: Sequence[str], chosen: Sequence[Told]) -> dict[str, int]:
    """How many patterns each series has."""
    found: dict[str, set[object]] = {}
    for run, told in zip(sessions, chosen, strict=True):
        days = (told.day - date(1970, 1, 1)).days
        found.setdefault(run, set()).add(pattern(days, told.clock))
    return {run: len(each) for run, each in found.items()}


def costs_of(plan: Plan, chosen: Sequence[Told]) -> dict[str, Borne]:
    """What a calendar costs everyone, start by start."""
    found = {}
    for i in {i for told in chosen for i in told.cost}:
        past = plan.ledger.get(i, Burden(0.0, 0, 0))
        each = [told.cost[i] for told in chosen if i in told.cost]
        burden = round(past.burden * 100) + sum(b for b, _ in each)
        found[i] = Borne(burden, past.nights + sum(n for _, n in each), len(each))
    return found


def better(other: dict[str, Borne], here: dict[str, Borne]) -> bool:
    """Worse for nobody, and better for somebody."""
    return other != here and all(
        other[i].burden <= b.burden and other[i].nights <= b.nights for i, b in here.items()
    )


def test_as_by_trying_everything() -> None:
    """On random small programmes: the costs, a better calendar where there is one, the least nights."""
    dominated = []
    for seed in range(60):
        asked, plan = random_instance(seed)
        order, every = everything(asked, in_order=False)
        calendars = list(islice(every, 3000))
        if not calendars or len(calendars) == 3000:
            continue
        runs = [s.series for s in order]
        each = [(costs_of(plan, chosen), patterns_of(runs, chosen)) for chosen in calendars]
        cheap = sorted(range(len(each)), key=lambda n: sum(b.burden for b in each[n][0].values()))
        at = random.Random(seed).choice(cheap[: 10 if seed % 3 else None])
        (here, simple), mine = each[at], zip(order, calendars[at], strict=True)
        starts = {s.id: told.start for s, told in mine}
        wanted = [
            other
            for other, patterns in each
            if better(other, here) and all(patterns[run] <= simple[run] for run in simple)
        ]
        table = cost_table(asked, plan, NOW, deep=(0, 300))
        assert table.borne(starts) == here
        found = dominating(table, starts)
        assert (table.borne(found) in wanted) if found else not wanted
        nights = [sum(b.nights for b in other.values()) for other, _ in each]
        assert least_nights(table, starts) == (nights[at], min(nights), True)
        dominated.append(found is not None)
    assert len(dominated) > 30
    assert 5 < sum(dominated) < len(dominated) - 5
