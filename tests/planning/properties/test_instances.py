"""The bench of planning has what it is said to have, and the same every time."""

from __future__ import annotations

import importlib
import sys
from functools import cache
from typing import Any

from support.checkout import ROOT
from support.planning.properties.cost_table import cost_table


@cache
def instances() -> Any:
    """The named instances of ``benchmarks/planning``."""
    sys.path.insert(0, str(ROOT / "benchmarks" / "planning"))
    try:
        return importlib.import_module("instances").INSTANCES
    finally:
        sys.path.pop(0)


def test_there_are_forty_and_of_every_kind() -> None:
    """Shipped years, a board, dates that bind, crowds, own hours, announced sessions."""
    names = set(instances())
    assert len(names) >= 40
    assert {
        "pilot",
        "world",
        "board-2025",
        "pilot-28-days",
        "quarter-three",
        "year-18",
        "half-year-12",
    } <= names
    assert {"24x60", "104x200", "52x60x5000", "4x500x10000", "own-hours-12", "pilot-announced"} <= names


def test_an_instance_is_the_same_every_time() -> None:
    """Made twice, the years that are drawn by lot are equal."""
    for name in ("random-year-23", "own-hours-12", "overlap-three", "pilot-past", "small-004"):
        assert instances()[name]() == instances()[name](), name


def test_every_session_has_a_start() -> None:
    """No instance is impossible for one session alone."""
    for name in ("board-2025", "cities-toronto-nairobi-sydney", "one-day-four", "announced-quarter"):
        given = instances()[name]()
        assert all(len(each.starts) for each in cost_table(*given).sessions), name
