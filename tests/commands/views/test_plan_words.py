"""The plan in words and tables, in years that are seldom: nobody carries, no session, no sunset."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from besrour_cli.commands.terminal.translation import translate
from besrour_cli.commands.views.plan.notes import _pins
from besrour_cli.commands.views.plan.sentences import sentences
from besrour_cli.commands.views.plan.steps import regions_table
from besrour_cli.commands.views.year_ahead import CalendarYear, _ramadan
from besrour_cli.model.plan import Burden, ObjectiveValue, Plan, SessionState
from besrour_cli.observances.ramadan import months
from besrour_cli.observances.year_ahead import RamadanPeriod
from besrour_cli.planning.explain.year_summary import YearSummary
from support.commands.made_years import LEAST, PROGRAMME, SESSION, START, slot, workspace
from support.planning.world import place

QUIET = YearSummary(
    nights={},
    most=("ana",),
    burden=0.0,
    mean=0.0,
    sessions=1,
    hard=0,
    few_good={},
    unproven=(),
    following=(),
    open_ties=0,
)


def _said(summary: YearSummary, plan: Plan) -> list[str]:
    return [translate(line).replace("\u00a0", " ") for line in sentences(PROGRAMME, plan, summary)]


def test_a_year_that_costs_nobody_anything() -> None:
    """Nobody has a night, and nobody carries most."""
    said = _said(QUIET, workspace().plan)
    assert said[0].startswith("Nobody has a night (between ")
    assert said[1] == "Nobody carries anything: every hour suits everyone."


def test_whoever_carries_most_is_named_with_the_hard_hours_there() -> None:
    """By name, or by the id of one who has left, of whom no place is known."""
    hard = replace(QUIET, burden=3.0, mean=1.5, hard=1, sessions=2)
    line = _said(hard, workspace().plan)[1]
    assert line.startswith("Ana carries most: 3 over the year; people carry 1.5 on average")
    assert line.endswith("In Toronto, 1 session of 2 is not at a reasonable hour.")
    gone = _said(replace(hard, most=("left",)), workspace().plan)[1]
    assert gone.startswith("left carries most") and "reasonable" not in gone


def test_a_plan_without_sessions_says_nothing_of_who_carries_most() -> None:
    """Nobody is invited to anything, and that is not called being paused."""
    said = _said(replace(QUIET, most=()), Plan("test", ""))
    assert not any("carr" in line or "paused" in line for line in said)


def test_regions_are_told_by_those_who_take_part() -> None:
    """A row for Africa; of North America nobody has been invited."""
    table = regions_table(PROGRAMME, {"awa": Burden(2.5, 1, 3)})
    assert [[str(cell) for cell in column.cells] for column in table.columns] == [
        ["Africa"],
        ["1"],
        ["2.5"],
        ["1"],
        ["2.5  Awa"],
    ]


@pytest.mark.parametrize(
    ("state", "moment"),
    [
        (SessionState.HELD, START),
        (SessionState.CANCELLED, START),
        (SessionState.ANNOUNCED, START + timedelta(days=1)),
    ],
)
def test_of_what_is_over_a_fixed_start_has_no_price(state: SessionState, moment: datetime) -> None:
    """Held, called off, or past: no other hour is looked for."""
    pinned = replace(PROGRAMME, sessions=(replace(SESSION, pinned=START),))
    plan = Plan("test", "", {SESSION.id: slot(state)})
    assert list(_pins(pinned, plan, moment)) == []


def test_a_fixed_start_that_is_to_come_is_compared_with_the_best_other_one() -> None:
    """The other is only said where it is fairer; that there is one is known all the same."""
    pinned = replace(PROGRAMME, sessions=(replace(SESSION, pinned=START),))
    coming = replace(workspace().plan, steps=tuple(ObjectiveValue(name, 0, 0, 0) for name in LEAST.values))
    [(name, other)] = _pins(pinned, coming, START)
    assert name == SESSION.id and other is not None and other.proposed.start != START


def _ramadan_said(**sunsets: Any) -> list[str]:
    [month] = months(2027, 2027)
    fast = RamadanPeriod(month=month, place=place("Nairobi"), **sunsets)
    year = CalendarYear(
        first=month.first,
        last=month.last,
        slots=(),
        weighing={},
        holidays=(),
        clock_changes=(),
        ramadans=(month,),
        fasts=(fast,),
        office_hours=(),
    )
    return [line.replace("\u00a0", " ") for line in _ramadan(year)]


def test_a_place_without_a_known_sunset_has_no_line_in_ramadan() -> None:
    """The days are told; of a place whose sunset cannot be worked out, nothing is made up."""
    evening = datetime(2027, 2, 8, 18, 45, tzinfo=UTC)
    days, sunset = _ramadan_said(sunsets=(evening, evening))
    assert "February 8" in days and "sunset in Nairobi: 6:45 p.m. on the first day" in sunset
    assert _ramadan_said(sunsets=(None, None)) == [days]
