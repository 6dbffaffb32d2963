"""What is known of a session or a member, under another id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from besrour_cli.model.plan import Burden, Plan, ScheduledSession
from besrour_cli.model.took_place import BurdenCharge


def with_session_renamed(plan: Plan, old: str, new: str) -> Plan:
    """The plan in which a session has another id, and people's entries still the one they know.

    What was decided under the new id is dropped. The same plan when it has no session of the old id.
    """
    if old not in plan.slots:
        return plan
    slots = {name: slot for name, slot in plan.slots.items() if name not in (old, new)}
    identity = plan.slots[old].known_id
    slots[new] = replace(plan.slots[old], session=new, identity="" if identity == new else identity)
    return replace(
        plan,
        slots=slots,
        retained=_renamed(plan.retained, old, new),
        holds=_renamed(plan.holds, old, new),
        freed=_renamed(plan.freed, old, new),
    )


def with_member_renamed(plan: Plan, old: str, new: str) -> Plan:
    """The plan in which all that was charged to a member is charged to another id."""
    return replace(
        plan,
        slots={name: _slot(slot, old, new) for name, slot in plan.slots.items()},
        ledger=_ledger(plan.ledger, old, new),
    )


def _slot(slot: ScheduledSession, old: str, new: str) -> ScheduledSession:
    charged = tuple(
        BurdenCharge(charge.burden, charge.night, _renamed(charge.members, old, new))
        for charge in slot.charged
    )
    return replace(slot, charged=charged, guests=_renamed(slot.guests, old, new))


def _ledger(ledger: Mapping[str, Burden], old: str, new: str) -> Mapping[str, Burden]:
    if old not in ledger:
        return ledger
    rest = {name: cost for name, cost in ledger.items() if name != old}
    own, more = ledger[old], rest.get(new, Burden(0.0, 0, 0))
    rest[new] = Burden(
        round(own.burden + more.burden, 2), own.nights + more.nights, own.sessions + more.sessions
    )
    return dict(sorted(rest.items()))


def _renamed(ids: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    """Some ids with another in the place of one, each once, in their order; the same when it is not there."""
    return tuple(sorted({new if name == old else name for name in ids})) if old in ids else ids
