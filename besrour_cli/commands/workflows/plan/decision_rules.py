"""When rules of decision were first seen, and when they changed: noted in plan.yaml, by the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.clock.instants import local
from besrour_cli.evaluation.decide import with_seen

if TYPE_CHECKING:
    from besrour_cli.model.plan import Plan
    from besrour_cli.model.programme import Programme


def with_rules_seen(programme: Programme, plan: Plan, moment: datetime) -> Plan:
    """The plan that knows the rules as they stand, seen on the day that it is at the programme's anchor."""
    day = local(moment, programme.anchor.zone).date().isoformat()
    return replace(plan, rules=with_seen(plan.rules, programme.decisions, day))
