"""One person more, fewer or more generous: which programmes are tried, and whose burden is told to rise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from besrour_cli.clock.instants import from_epoch_minutes
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import msg
from besrour_cli.model.programme import BlockedTime, Programme
from besrour_cli.model.units import EpochMinute
from support.planning.properties.cost_table import Starts, cost_table
from support.planning.properties.perturbations import (
    GENEROUS,
    Rise,
    additions,
    copies,
    generous,
    greatest_rise,
    perturbations,
    removals,
    renamed,
)
from support.planning.world import member, programme, series, session

DAY = date(2027, 1, 19)


def world() -> Programme:
    """Ama of Accra sits in both series, Tom of Tokyo in the cafés only; Ama hosts the team."""
    cafe, team = series("cafe", 120), series("team", 60)
    people = [member("ama", "Accra", ("cafe", "team")), member("tom", "Tokyo", ("cafe",))]
    sessions = [
        session("c1", DAY, DAY, cafe),
        session("t1", DAY, DAY, team, required={"host": ("ama",)}),
    ]
    return programme(people, [cafe, team], sessions)


def for_the_last(asked: Programme) -> Starts:
    """A planner that pleases whoever stands last in the roster, and anybody else by chance."""
    table = cost_table(asked)
    last = asked.members[-1].id
    found = {}
    for each in table.sessions:
        costs = each.burden.sum(axis=1)
        for column, k in enumerate(each.who.tolist()):
            if last in table.known.people[k].members:
                costs = each.burden[:, column]
        found[each.id] = from_epoch_minutes(EpochMinute(int(each.starts[int(costs.argmin())])))
    return found


def at_noon(asked: Programme) -> Starts:
    """A planner that asks nobody."""
    return {s.id: datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC) for s in asked.sessions}


def test_newcomers_sit_in_fewer_sessions_than_somebody_from_there() -> None:
    """From Accra, where Ama sits in both: in one group each. From Tokyo nobody can sit in fewer than one."""
    words = [change.words for change in additions(world())]
    assert words == ["somebody from Accra in cafe alone", "somebody from Accra in team alone"]


def test_a_newcomer_has_the_holidays_of_the_place() -> None:
    """What is taken from the days of somebody there is taken from the newcomer's."""
    taken = (BlockedTime(0, 60, 400, 0, "holiday"),)
    asked = replace(world(), blocked_times={"ama": taken})
    for change in (*additions(asked), next(copies(asked))):
        assert change.programme.blocked_times[change.member] == taken


def test_copies_removals_and_generous_hours_are_one_each() -> None:
    """Two members: two of each; whoever is gone hosts nothing; hours are changed for one alone."""
    asked = world()
    assert [c.words for c in copies(asked)] == ["a copy of ama", "a copy of tom"]
    gone = next(removals(asked)).programme
    assert [m.id for m in gone.members] == ["tom"]
    assert gone.sessions[1].required_ids == ()
    kind = [[m.hours for m in c.programme.members] for c in generous(asked)]
    assert kind == [[GENEROUS, ()], [(), GENEROUS]]
    assert len(list(perturbations(asked))) == 8


def test_a_planner_that_asks_nobody_raises_nobodys_burden() -> None:
    """The same start, the same burden, whoever comes and goes."""
    asked = world()
    assert greatest_rise(at_noon, asked, perturbations(asked)).relative == 0


def test_the_greatest_rise_is_told_with_its_person_and_cause() -> None:
    """Tom stands last, and has 16:00 to 18:00; once a copy of Ama does, it is her 16:00."""
    rise = greatest_rise(for_the_last, world(), copies(world()))
    assert rise == ("tom", "a copy of ama", 100, 2400)
    assert rise.relative == 23


def test_a_change_that_leaves_no_plan_counts_for_nothing() -> None:
    """A planner refuses what is impossible; that is no rise."""

    def only_two(asked: Programme) -> Starts:
        if len(asked.members) > 2:
            raise NegativeAnswer(msg("no"))
        return for_the_last(asked)

    assert greatest_rise(only_two, world(), additions(world())).relative == 0


def test_small_burdens_count_from_one_unit() -> None:
    """From half a unit to one is a rise by half a unit, and not by all."""
    assert Rise("tom", "", 50, 100).relative == 0.5


def test_names_and_order_can_be_turned_round() -> None:
    """The same people at the same places, hosting the same; a planner that looks at the order is found."""
    asked = replace(world(), blocked_times={"ama": (BlockedTime(0, 60, 400, 0, "holiday"),)})
    other = renamed(asked)
    assert [(m.id, m.place.name("en")) for m in other.members] == [("m00001", "Tokyo"), ("m00002", "Accra")]
    assert other.sessions[1].required_ids == ("m00002",)
    assert set(other.blocked_times) == {"m00002"}
    assert at_noon(asked) == at_noon(other)
    assert for_the_last(asked) != for_the_last(other)
