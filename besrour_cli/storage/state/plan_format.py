"""The form of plan.yaml, schema 1: any YAML reader can read it, and people can follow it.

Keys are sorted, every text is quoted, one printed reading is one text: ``local zone place``; so is what a
held session cost some members: ``burden night member member ...``.
"""

from __future__ import annotations

from datetime import date, datetime

from besrour_cli.clock.instants import is_of_a_session
from besrour_cli.model.evaluation.decisions import SeenRules
from besrour_cli.model.plan import (
    STATES,
    Burden,
    ObjectiveValue,
    Plan,
    PublishedReading,
    ScheduledSession,
    SessionState,
)
from besrour_cli.model.took_place import BurdenCharge
from besrour_cli.model.units import Hundredths, to_hundredths, to_units
from besrour_cli.storage.state.yaml_values import (
    as_mapping,
    as_text,
    format_instant,
    format_span,
    items_at,
    mapping_at,
    optional_at,
    parse_document,
    parse_instant,
    quote,
    text_at,
)
from besrour_cli.storage.yaml.nodes import MappingNode, Node

SCHEMA = 1
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
            f"  {quote(key)}: {{burden: {cost.burden!r}, nights: {cost.nights}, sessions: {cost.sessions}}}"
        )
    out.append("steps:" if plan.steps else "steps: []")
    for step in plan.steps:
        figures = f"value: {step.value!r}, bound: {step.bound!r}, least: {step.least!r}"
        out.append(f"  - {{name: {quote(step.name)}, {figures}}}")
    if plan.best:
        out.append("profiles:")
    for name, best in plan.best.items():
        figures = ", ".join(f"{step}: {to_units(value)!r}" for step, value in best.items())
        out.append(f"  {quote(name)}: {{{figures}}}")
    by_hand = (("kept", plan.retained), ("holds", plan.holds), ("freed", plan.freed))
    out += [f"{key}: {quote(' '.join(sessions))}" for key, sessions in by_hand if sessions]
    if plan.rules:
        out.append("rules:")
    for seen in plan.rules:
        out += [f"  - day: {seen.day}", f"    digest: {quote(seen.digest)}"]
        out.append("    lines:" if seen.lines else "    lines: []")
        out += [f"      - {quote(line)}" for line in seen.lines]
    body = (
        f"programme: {quote(plan.programme)}\ntzdata: {quote(plan.tzdata)}\n" + "\n".join(out) + "\n"
    ).encode()
    # a third of a bare start of Python, and a folder without a plan needs no digest
    from hashlib import sha256  # noqa: PLC0415

    return f"{_HEAD}schema: {SCHEMA}\ncontent: sha256-{sha256(body).hexdigest()}\n".encode() + body


def _emit_slot(out: list[str], key: str, slot: ScheduledSession) -> None:
    out += [
        f"  {quote(key)}:",
        f"    state: {slot.state}",
        f"    start: {format_instant(slot.start)}",
        f"    end: {format_instant(slot.end)}",
        f"    anchor: {quote(slot.anchor)}",
        f"    tzdata: {quote(slot.tzdata)}",
        f"    sequence: {slot.sequence}",
        f"    hash: {quote(slot.hash)}",
        f"    edition: {slot.edition}",
    ]
    for name, text in (("session", slot.session if slot.session != key else ""), ("identity", slot.identity)):
        if text:
            out.append(f"    {name}: {quote(text)}")
    for name, at in (("announced", slot.announced), ("revised", slot.revised)):
        if at is not None:
            out.append(f"    {name}: {format_instant(at)}")
    for name, readings in (("printed", slot.printed), ("former", slot.former)):
        if readings:
            out.append(f"    {name}:")
            out += [f"      - {quote(f'{p.local} {p.zone} {p.place}')}" for p in readings]
    _emit_afterwards(out, slot)


def _emit_afterwards(out: list[str], slot: ScheduledSession) -> None:
    """What is known of a session once it is over."""
    if slot.announced_times:
        out.append(f"    told: {quote(format_span(slot.announced_times))}")
    if slot.charged:
        out.append("    charged:")
        for cost in slot.charged:
            words = (repr(cost.burden), str(int(cost.night)), *cost.members)
            out.append(f"      - {quote(' '.join(words))}")
    if slot.guests:
        out.append(f"    guests: {quote(' '.join(slot.guests))}")


def parse(text: str) -> Plan:
    """The plan of a text. Raises :class:`UnreadablePlan` when it is none."""
    try:
        return _plan(parse_document("plan.yaml", text))
    except (KeyError, ValueError, OverflowError) as error:
        raise UnreadablePlan(str(error)) from error


def _plan(root: MappingNode) -> Plan:
    return Plan(
        programme=text_at(root, "programme"),
        tzdata=text_at(root, "tzdata"),
        slots={key: _slot(key, node) for key, node in mapping_at(root, "sessions").items()},
        ledger={key: _burden(node) for key, node in mapping_at(root, "ledger").items()},
        steps=tuple(_step(node) for node in items_at(root, "steps", optional=True)),
        retained=tuple(text_at(root, "kept", "").split()),
        holds=tuple(text_at(root, "holds", "").split()),
        freed=tuple(text_at(root, "freed", "").split()),
        rules=tuple(_rules(node) for node in items_at(root, "rules", optional=True)),
        best={name: _best(node) for name, node in mapping_at(root, "profiles", optional=True).items()},
    )


def _rules(node: Node) -> SeenRules:
    pairs = as_mapping(node)
    day = date.fromisoformat(text_at(pairs, "day")).isoformat()
    lines = tuple(as_text(item) for item in items_at(pairs, "lines", optional=True))
    return SeenRules(day, text_at(pairs, "digest"), lines)


def _best(node: Node) -> dict[str, Hundredths]:
    """What the steps could have under one profile, in hundredths of a unit."""
    return {step: to_hundredths(float(as_text(each))) for step, (_, each) in as_mapping(node).pairs.items()}


def _slot(key: str, node: Node) -> ScheduledSession:
    pairs = as_mapping(node)
    state = text_at(pairs, "state")
    if state not in STATES:
        raise UnreadablePlan(f"state {state}")
    return ScheduledSession(
        session=text_at(pairs, "session", key),
        start=_instant(text_at(pairs, "start")),
        end=_instant(text_at(pairs, "end")),
        state=SessionState(state),
        anchor=text_at(pairs, "anchor"),
        tzdata=text_at(pairs, "tzdata"),
        sequence=int(text_at(pairs, "sequence")),
        hash=text_at(pairs, "hash"),
        edition=int(text_at(pairs, "edition")),
        printed=tuple(_printed(item) for item in items_at(pairs, "printed", optional=True)),
        former=tuple(_printed(item) for item in items_at(pairs, "former", optional=True)),
        announced=optional_at(pairs, "announced", _instant),
        revised=optional_at(pairs, "revised", _instant),
        announced_times=optional_at(pairs, "told", _span),
        charged=tuple(_charge(item) for item in items_at(pairs, "charged", optional=True)),
        guests=tuple(text_at(pairs, "guests", "").split()),
        identity=text_at(pairs, "identity", ""),
    )


def _instant(text: str) -> datetime:
    moment = parse_instant(text)
    if not is_of_a_session(moment):
        raise UnreadablePlan(text)
    return moment


def _span(text: str) -> tuple[datetime, datetime]:
    start, _, end = text.partition(" ")
    return _instant(start), _instant(end)


def _printed(node: Node) -> PublishedReading:
    local, zone, place = as_text(node).split(" ", 2)
    datetime.fromisoformat(local)  # what is compared with the clock later must be a time
    return PublishedReading(place, zone, local)


def _charge(node: Node) -> BurdenCharge:
    """``burden night member member ...``; ids hold no space."""
    burden, night, *members = as_text(node).split()
    return BurdenCharge(float(burden), bool(int(night)), tuple(members))


def _burden(node: Node) -> Burden:
    pairs = as_mapping(node)
    return Burden(
        float(text_at(pairs, "burden")), int(text_at(pairs, "nights")), int(text_at(pairs, "sessions"))
    )


def _step(node: Node) -> ObjectiveValue:
    pairs = as_mapping(node)
    value = text_at(pairs, "value")
    least = text_at(pairs, "least", value)  # plans of the first rule have none
    return ObjectiveValue(text_at(pairs, "name"), float(value), float(text_at(pairs, "bound")), float(least))
