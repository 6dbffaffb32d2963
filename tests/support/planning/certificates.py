"""Certificates of two years, as they come back from their files, for tests that change them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.plan import ObjectiveValue, Plan
from besrour_cli.planning.solve.choose import PlanResult, choose
from support.planning.world import (
    NOW,
    member,
    programme,
    series,
    session,
)

Proof = dict[str, Any]
NIGHTS, REGIONS, PEOPLE, RHYTHM, BURDEN = range(5)
"""Where the steps are in a certificate."""


@cache
def year() -> tuple[Any, PlanResult]:
    """Four cafés, five places that hardly share a good hour: every step has something to prove."""
    run = series("cafe", 90, 14)
    people = [
        member(f"m{i}", name)
        for i, name in enumerate(("Toronto", "Vancouver", "Accra", "Nairobi", "Tokyo", "Tokyo", "London"))
    ]
    sessions = []
    for n in range(4):
        first = date(2027, 1, 11) + timedelta(days=28 * n)
        sessions.append(session(f"s{n}", first, first + timedelta(days=9), run))
    asked = programme(people, [run], sessions)
    return asked, choose(asked, Plan("test", ""), NOW)


@cache
def quarter() -> tuple[Any, PlanResult]:
    """Three cafés in one window of eight weeks, three weeks apart: their order and their dates bind."""
    run = series("cafe", 60, 21, between=(7 * 60, 20 * 60), weekdays=(0, 2, 4))
    people = [member("ama", "Accra"), member("bo", "Toronto"), member("chie", "Tokyo")]
    window = date(2027, 1, 11), date(2027, 3, 5)
    sessions = [session(f"s{n}", *window, run) for n in range(3)]
    asked = programme(people, [run], sessions)
    return asked, choose(asked, Plan("test", ""), NOW)


def written(choice: PlanResult) -> Proof:
    """The certificate as it comes back from its file."""
    found: Proof = json.loads(json.dumps(choice.proof))
    return found


def agreeing(plan: Plan, proof: Proof) -> Plan:
    """The plan with the figures of a proof, as far as they are figures."""
    said = {step["name"]: step for step in proof["steps"]}
    return replace(plan, steps=tuple(_with_figures(step, said.get(step.name, {})) for step in plan.steps))


def _with_figures(step: ObjectiveValue, said: Proof) -> ObjectiveValue:
    figures = {key: str(said.get(key)) for key in ("value", "bound", "least")}
    known = {key: float(Fraction(f)) for key, f in figures.items() if re.fullmatch(r"[0-9/]{1,30}", f)}
    return ObjectiveValue(
        step.name, **{"value": step.value, "bound": step.bound, "least": step.least, **known}
    )


def leaves(tree: Any) -> list[Any]:
    """All leaves of a refutation."""
    if "sum" in tree:
        return [tree]
    return [leaf for key in ("then", "low", "high") if key in tree for leaf in leaves(tree[key])]


def minute_of(proof: Proof, name: str) -> int:
    """The epoch minute of a session's start."""
    return to_epoch_minutes(datetime.fromisoformat(proof["starts"][name]))


def plan_slot(proof: Proof) -> list[Any]:
    """A slot that no slot beats: it is one that beats another."""
    slot: list[Any] = proof["steps"][NIGHTS]["beaten"][0][1]
    return slot
