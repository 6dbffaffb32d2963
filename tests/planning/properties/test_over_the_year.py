"""Quarters, patterns and regret of calendars whose figures can be told by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from besrour_cli.clock.instants import from_epoch_minutes
from besrour_cli.model.programme import Programme
from besrour_cli.model.units import EpochMinute
from support.planning.properties.cost_table import Pattern, Starts, cost_table
from support.planning.properties.over_the_year import (
    quarters,
    region_burdens,
    regrets,
    rhythms,
    worst_region,
)
from support.planning.world import member, programme, series, session

CAFES = (date(2027, 1, 19), date(2027, 2, 16), date(2027, 4, 20), date(2027, 5, 18))
"""Third Tuesdays; the clocks of Toronto move in March."""


def cafes(*people: str) -> Programme:
    """An hour on each of the days, for people at some places."""
    run = series("cafe", 60)
    members = [member(where.lower(), where) for where in people]
    return programme(members, [run], [session(str(d), d, d, run) for d in CAFES])


def at(*hours: int) -> Starts:
    """Starts at hours of UTC."""
    return {
        str(d): datetime(d.year, d.month, d.day, h, tzinfo=UTC) for d, h in zip(CAFES, hours, strict=False)
    }


def cheapest(asked: Programme) -> Starts:
    """Every session at the first of its starts that cost everyone least together."""
    found = {}
    for each in cost_table(asked).sessions:
        first = int(each.starts[int(each.burden.sum(axis=1).argmin())])
        found[each.id] = from_epoch_minutes(EpochMinute(first))
    return found


def test_the_worst_region_by_person_and_by_invitation() -> None:
    """At 14:00 UTC an hour costs 1 in Accra and in Toronto; two of the three from Africa sit in one alone."""
    asked = cafes("Accra", "Toronto")
    team = series("team", 60)
    guests = [member("x", "Accra", ("team",)), member("y", "Accra", ("team",))]
    asked = replace(
        asked,
        members=(*asked.members, *guests),
        series={**asked.series, "team": team},
        sessions=(*asked.sessions, session("t", CAFES[0], CAFES[0], team)),
    )
    starts = {**at(14, 14, 14, 14), "t": datetime(2027, 1, 19, 8, tzinfo=UTC)}
    table = cost_table(asked)
    assert region_burdens(table, starts) == {"Africa": 2.0, "North America": 4.0}
    assert region_burdens(table, starts, invitation=True) == {"Africa": 1.0, "North America": 1.0}
    assert worst_region(table, starts) == 4.0


def test_each_quarter_against_what_could_have_been() -> None:
    """A year that begins at 19:00 in Accra and ends at 16:00 makes its first quarter three times as bad."""
    found = quarters(cheapest, cafes("Accra"), at(19, 19, 16, 16), invitation=False)
    assert [tuple(each) for each in found] == [
        (date(2027, 3, 31), 3.0, 1.0),
        (date(2027, 6, 30), 4.0, 4.0),
    ]


def test_a_quarter_alone_ends_with_its_last_day() -> None:
    """A session with half a year's window that the year has in March could not be in April."""
    asked = cafes("Accra")
    wide = replace(asked.sessions[1], window=asked.sessions[1].window._replace(last=date(2027, 6, 30)))
    asked = replace(asked, sessions=(asked.sessions[0], wide, *asked.sessions[2:]))
    given = []

    def planner(until: Programme) -> Starts:
        given.append([s.window.last for s in until.sessions])
        return cheapest(until)

    quarters(planner, asked, at(16, 16, 16, 16))
    assert given == [[CAFES[0], date(2027, 3, 31)]]


def test_a_rhythm_in_one_sentence() -> None:
    """15:30 UTC is 10:30 in Toronto until March, and 11:30 from then on: two patterns, one change."""
    starts = {i: start.replace(minute=30) for i, start in at(15, 15, 15, 15).items()}
    found = rhythms(cafes("Accra"), starts)["cafe"]
    assert found.patterns == (Pattern(3, 1, 630), Pattern(3, 1, 690))
    assert found.changes == 1
    assert found.words == "third Tuesday at 10:30 in Toronto; third Tuesday at 11:30 from April to May"


def test_a_pattern_that_comes_back_is_one_pattern_and_two_changes() -> None:
    """Hour, other hour, hour again."""
    found = rhythms(cafes("Accra"), at(15, 16, 14, 14))["cafe"]
    assert (len(found.patterns), found.changes) == (2, 2)
    assert found.words.count(";") == 2


def test_regret_is_what_the_worst_region_bears_in_vain_under_each_curve() -> None:
    """16:00 in Accra is best for clinics, half a unit from the best for academics, one for the evenings."""
    asked, starts = cafes("Accra"), at(16, 16, 16, 16)
    assert regrets(cheapest, asked, starts) == {"clinic": 0.0, "academic": 2.0, "evenings": 4.0}
    best = {"clinic": 1.5, "academic": 0.0, "evenings": 0.0}
    assert regrets(cheapest, asked, starts, best=best)["clinic"] == pytest.approx(0.5)


def test_who_has_said_a_curve_has_no_other() -> None:
    """A member with a profile of her own regrets nothing under the others."""
    asked = cafes("Accra")
    asked = replace(asked, members=(replace(asked.members[0], profile="clinic"),))
    assert set(regrets(cheapest, asked, at(16, 16, 16, 16)).values()) == {0.0}
