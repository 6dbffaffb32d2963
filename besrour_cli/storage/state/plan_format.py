"""The form of plan.yaml, schema 1: any YAML reader can read it, and people can follow it.

Keys are sorted, every text is quoted, one printed reading is one text: ``local zone place``; so is what a
held session cost some members: ``burden night member member ...``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from besrour_cli.model.plan import STATES, Burden, ObjectiveValue, Plan, PublishedReading, ScheduledSession
from besrour_cli.storage.state.sha256 import digest
from besrour_cli.storage.state.yaml_values import instant as _instant
from besrour_cli.storage.state.yaml_values import quoted as _quoted
from besrour_cli.storage.text.page import SourceFile
from besrour_cli.storage.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode, compose

if TYPE_CHECKING:
    from besrour_cli.model.took_place import BurdenCharge

SCHEMA = 1
T = TypeVar("T")
_HEAD = (
    "# Written by besrour; please do not edit. Your own files are in sessions/.\n"
    "# Écrit par besrour; ne pas modifier. Vos fichiers sont dans sessions/.\n"
)


class UnreadablePlan(ValueError):
    """The text is YAML, or claims to be, but no plan."""


def emit(plan: Plan) -> bytes:
    """The bytes of a plan; the same plan gives the same bytes."""
    out = ["sessions:" if plan.slots else "sessions: {}"]
    for key in sorted(plan.slots):
        _emit_slot(out, key, plan.slots[key])
    out.append("ledger:" if plan.ledger else "ledger: {}")
    for key in sorted(plan.ledger):
        cost = plan.ledger[key]
        out.append(
            f"  {_quoted(key)}: {{burden: {cost.burden!r}, nights: {cost.nights}, sessions: {cost.sessions}}}"
        )
    out.append("steps:" if plan.steps else "steps: []")
    for step in plan.steps:
        out.append(f"  - {{name: {_quoted(step.name)}, value: {step.value!r}, bound: {step.bound!r}}}")
    if plan.retained:
        out.append(f"kept: {_quoted(' '.join(plan.retained))}")
    body = (
        f"programme: {_quoted(plan.programme)}\ntzdata: {_quoted(plan.tzdata)}\n" + "\n".join(out) + "\n"
    ).encode()
    return f"{_HEAD}schema: {SCHEMA}\ncontent: sha256-{digest(body)}\n".encode() + body


def _emit_slot(out: list[str], key: str, slot: ScheduledSession) -> None:
    out += [
        f"  {_quoted(key)}:",
        f"    state: {slot.state}",
        f"    start: {_instant(slot.start)}",
        f"    end: {_instant(slot.end)}",
        f"    anchor: {_quoted(slot.anchor)}",
        f"    tzdata: {_quoted(slot.tzdata)}",
        f"    sequence: {slot.sequence}",
        f"    hash: {_quoted(slot.hash)}",
        f"    edition: {slot.edition}",
    ]
    if slot.session != key:
        out.append(f"    session: {_quoted(slot.session)}")
    if slot.announced is not None:
        out.append(f"    announced: {_instant(slot.announced)}")
    if slot.revised is not None:
        out.append(f"    revised: {_instant(slot.revised)}")
    for name, readings in (("printed", slot.printed), ("former", slot.former)):
        if readings:
            out.append(f"    {name}:")
            out += [f"      - {_quoted(f'{p.local} {p.zone} {p.place}')}" for p in readings]
    if slot.announced_times:
        out.append(f"    told: {_quoted(' '.join(map(_instant, slot.announced_times)))}")
    if slot.charged:
        out.append("    charged:")
        for cost in slot.charged:
            words = (repr(cost.burden), str(int(cost.night)), *cost.members)
            out.append(f"      - {_quoted(' '.join(words))}")
    if slot.guests:
        out.append(f"    guests: {_quoted(' '.join(slot.guests))}")


def parse(text: str) -> Plan:
    """The plan of a text; :class:`UnreadablePlan` when it is none."""
    page = SourceFile("plan.yaml", text)
    root = compose(page)
    if page.problems or not isinstance(root, MappingNode):
        raise UnreadablePlan(str(page.problems[0].what) if page.problems else "not a mapping")
    try:
        return _plan(root)
    except (KeyError, ValueError, OverflowError) as error:
        raise UnreadablePlan(str(error)) from error


def _plan(root: MappingNode) -> Plan:
    return Plan(
        programme=_text(root, "programme"),
        tzdata=_text(root, "tzdata"),
        slots={key: _slot(key, node) for key, node in _under(root, "sessions").items()},
        ledger={key: _burden(node) for key, node in _under(root, "ledger").items()},
        steps=tuple(_step(node) for node in _items(root, "steps")),
        retained=tuple(_text(root, "kept", "").split()),
    )


def _slot(key: str, node: Node) -> ScheduledSession:
    pairs = _pairs(node)
    state = _text(pairs, "state")
    if state not in STATES:
        raise UnreadablePlan(f"state {state}")
    return ScheduledSession(
        session=_text(pairs, "session", key),
        start=_moment(_text(pairs, "start")),
        end=_moment(_text(pairs, "end")),
        state=state,
        anchor=_text(pairs, "anchor"),
        tzdata=_text(pairs, "tzdata"),
        sequence=int(_text(pairs, "sequence")),
        hash=_text(pairs, "hash"),
        edition=int(_text(pairs, "edition")),
        printed=tuple(_printed(item) for item in _items(pairs, "printed")),
        former=tuple(_printed(item) for item in _items(pairs, "former")),
        announced=_optional(pairs, "announced", _moment),
        revised=_optional(pairs, "revised", _moment),
        announced_times=_optional(pairs, "told", _span),
        charged=tuple(_charge(item) for item in _items(pairs, "charged")),
        guests=tuple(_text(pairs, "guests", "").split()),
    )


def _printed(node: Node) -> PublishedReading:
    if not isinstance(node, ScalarNode):
        raise UnreadablePlan("printed")
    local, zone, place = node.text.split(" ", 2)
    return PublishedReading(place, zone, local)


def _span(text: str) -> tuple[datetime, datetime]:
    start, _, end = text.partition(" ")
    return _moment(start), _moment(end)


def _charge(node: Node) -> BurdenCharge:
    """``burden night member member ...``; ids hold no space."""
    from besrour_cli.model.took_place import BurdenCharge

    if not isinstance(node, ScalarNode):
        raise UnreadablePlan("charged")
    burden, night, *members = node.text.split()
    return BurdenCharge(float(burden), bool(int(night)), tuple(members))


def _burden(node: Node) -> Burden:
    pairs = _pairs(node)
    return Burden(float(_text(pairs, "burden")), int(_text(pairs, "nights")), int(_text(pairs, "sessions")))


def _step(node: Node) -> ObjectiveValue:
    pairs = _pairs(node)
    return ObjectiveValue(_text(pairs, "name"), float(_text(pairs, "value")), float(_text(pairs, "bound")))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise UnreadablePlan(text)
    return moment.astimezone(UTC)


def _optional(pairs: MappingNode, key: str, read: Callable[[str], T]) -> T | None:
    return read(_text(pairs, key)) if key in pairs.pairs else None


def _text(pairs: MappingNode, key: str, otherwise: str | None = None) -> str:
    if key not in pairs.pairs and otherwise is not None:
        return otherwise
    node = pairs.pairs[key][1]
    if not isinstance(node, ScalarNode):
        raise UnreadablePlan(key)
    return node.text


def _under(pairs: MappingNode, key: str) -> Mapping[str, Node]:
    return {name: value for name, (_, value) in _pairs(pairs.pairs[key][1]).pairs.items()}


def _pairs(node: Node) -> MappingNode:
    if not isinstance(node, MappingNode):
        raise UnreadablePlan("not a mapping")
    return node


def _items(pairs: MappingNode, key: str) -> list[Node]:
    if key not in pairs.pairs:
        return []
    node = pairs.pairs[key][1]
    if not isinstance(node, SequenceNode):
        raise UnreadablePlan(key)
    return node.items
