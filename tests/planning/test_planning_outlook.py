"""What the terminal shows and what the weighing of other starts says: true to the plan it is about."""

from __future__ import annotations

from datetime import UTC, date

from planning_world import NOW, member, programme, series, session

from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Fairness, WeekSpan
from besrour_cli.planning.choose import choose
from besrour_cli.planning.outlook import outlooks, region_burdens, worst_off
from besrour_cli.planning.weigh import alternatives

RUN = series("cafe", 90)
PEOPLE = [
    member("a", "Vancouver"),
    member("b", "Accra"),
    member("c", "Accra", hours=[WeekSpan(day * 1440 + 8 * 60, day * 1440 + 18 * 60) for day in range(7)]),
    member("d", "Nairobi", never=[WeekSpan(2 * 1440, 3 * 1440)]),
]
ASKED = programme(
    PEOPLE,
    [RUN],
    [session(f"s{i}", date(2027, 3, 8 + 7 * i), date(2027, 3, 12 + 7 * i), RUN) for i in range(3)],
    Fairness(step=60),
)
FOUND = choose(ASKED, Plan("test", ""), NOW)


def test_every_place_sees_its_own_hour() -> None:
    """Each session lists each place once, with the reading of its clock, its people and their mean burden."""
    shown = outlooks(ASKED, FOUND.plan)
    assert [o.session.id for o in shown] == ["s0", "s1", "s2"]
    for outlook in shown:
        assert [(h.place.name("en"), h.people) for h in outlook.hours] == [
            ("Vancouver", 1),
            ("Accra", 2),
            ("Nairobi", 1),
        ]
        cost = FOUND.costs[outlook.session.id]
        assert outlook.hours[1].burden == round((cost["b"] + cost["c"]) / 2, 2)
        assert outlook.regions["North America"] == cost["a"]
        for hour in outlook.hours:
            assert hour.start.astimezone(UTC) == outlook.slot.start
            assert hour.end.astimezone(UTC) == outlook.slot.end


def test_regions_and_the_worst_off() -> None:
    """Means by region with the most burdened first, and who bears the most."""
    means = region_burdens(ASKED, FOUND.people)
    assert means["North America"] == FOUND.people["a"].burden
    assert list(means.values()) == sorted(means.values(), reverse=True)
    most = max(b.burden for b in FOUND.people.values())
    assert {FOUND.people[i].burden for i in worst_off(FOUND.people)} == {most}


def test_no_alternative_ranks_above_the_plan() -> None:
    """Other hours come best first, each at another hour, none better than what was chosen."""
    others = alternatives(ASKED, FOUND.plan, NOW, "s1")
    chosen = tuple(step.value for step in FOUND.steps[:-1])
    assert len(others) == 3
    assert [o.values for o in others] == sorted(o.values for o in others)
    assert all(other.values >= chosen for other in others)


def test_alternatives_keep_the_days_between() -> None:
    """Another hour is only offered on a date far enough from the other sessions."""
    run = series("cafe", 90, 6)
    dates = [(date(2027, 3, 8), date(2027, 3, 8)), (date(2027, 3, 9), date(2027, 3, 16))]
    asked = programme(
        [member("a"), member("b", "Accra")],
        [run],
        [session(f"s{i}", *window, run) for i, window in enumerate(dates)],
        Fairness(step=60),
    )
    plan = choose(asked, Plan("test", ""), NOW).plan
    others = alternatives(asked, plan, NOW, "s1")
    assert others
    assert all(other.start.date() >= date(2027, 3, 14) for other in others)
