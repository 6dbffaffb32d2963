"""Why this hour, and what another would change: ``plan --why`` and ``plan --what-if`` in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.shared.result import Result
from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.terminal.lists import IN_SENTENCE, truncate
from besrour_cli.commands.terminal.translation import translate
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.message import Fact, Message, msg, msgn
from besrour_cli.model.numbers import number_text
from besrour_cli.model.programme import Member, Session

if TYPE_CHECKING:
    from besrour_cli.planning.explain.what_if import WhatIf

STEPS = {
    "reasonable": msg("reasonable hours missed: {then} instead of {now}"),
    "nights": msg("nights, weighed: {then} instead of {now}"),
    "regions": msg("mean burden of the worst-off region: {then} instead of {now}"),
    "people": msg("people, mean and worst-off weighed: {then} instead of {now}"),
    "rota": msg("distinct start times and changes: {then} instead of {now}"),
}
_TOLERANCE = 1e-9
"""Values are sums of hundredths: a smaller difference is one of rounding."""
_PAST = ("held", "cancelled")
"""States of sessions that no other hour can be found for."""


def what_if(workspace: Workspace, session: Session, start: datetime, moment: datetime) -> Result:
    """A counter-proposal weighed: one sentence, the rule's verdict, and what speaks against it (exit 1)."""
    from besrour_cli.planning.explain.what_if import compare

    counter = compare(workspace.programme, workspace.plan, moment, session.id, start)
    data = {
        "session": session.id,
        "sentence": translate(sentence(workspace, counter)),
        "against": [translate(message) for message in counter.against],
        "weighing": [translate(message) for message in _weighing(workspace, counter)],
        **_data(workspace, counter),
    }
    return Result(data, lambda: _print_what_if(workspace, counter), 1 if counter.against else 0)


def why(workspace: Workspace, session: Session, moment: datetime) -> Result:
    """Why a session is when it is: what it costs, and whom the nearest alternatives would hurt."""
    from besrour_cli.commands.views.window_holidays import holidays
    from besrour_cli.planning.explain.alternatives import alternatives
    from besrour_cli.planning.explain.what_if import compare

    slot = workspace.slot(session)
    nearest = (
        alternatives(workspace.programme, workspace.plan, moment, session.id)
        if slot.state not in _PAST
        else ()
    )
    others = [
        compare(workspace.programme, workspace.plan, moment, session.id, found.start) for found in nearest
    ]
    planned = compare(workspace.programme, workspace.plan, moment, session.id, slot.start)
    data = {
        "session": session.id,
        "start": instants.instant_text(slot.start),
        "state": slot.state,
        "pinned": session.pinned is not None,
        "costs": dict(planned.planned.costs),
        "nights": planned.planned.nights,
        "holidays": [
            {"day": h.day.isoformat(), **h.names, "estimated": h.estimated, "countries": list(h.countries)}
            for h in holidays(workspace, session)
        ],
        "alternatives": [_data(workspace, other) for other in others],
    }
    return Result(data, lambda: _print_why(workspace, planned, others))


def sentence(workspace: Workspace, counter: WhatIf) -> Message:
    """The whole comparison in one sentence."""
    gain = msgn("{n} person gains", "{n} people gain", len(counter.gains))
    lose = msgn("{n} person loses", "{n} people lose", len(counter.losses))
    worst = _worst(workspace, counter)
    if not counter.gains and not counter.losses:
        return msg("nobody gains and nobody loses; {worst}", worst=worst)
    if not counter.losses:
        return msg("{gain} and nobody loses; {worst}", gain=gain, worst=worst)
    cost = counter.proposed.costs
    hit = workspace_member(workspace, max(counter.losses, key=lambda i: (counter.losses[i], cost[i], i)))
    facts: dict[str, Fact] = {
        "place": hit.place.names,
        "hour": _hour(counter.proposed.start, hit),
        "worst": worst,
    }
    if not counter.gains:
        return msg("nobody gains, {lose}; {place} would start at {hour}; {worst}", lose=lose, **facts)
    return msg("{gain}, {lose}; {place} would start at {hour}; {worst}", gain=gain, lose=lose, **facts)


def verdict(counter: WhatIf) -> Message:
    """Where the rule puts the proposal against the plan, by the first step on which they differ."""
    for name, now in counter.planned.values.items():
        then = counter.proposed.values[name]
        if abs(then - now) < _TOLERANCE or name not in STEPS:
            continue
        step = Message(STEPS[name].id, {"then": _number(then), "now": _number(now)})
        if then > now:
            return msg("by the rule it is less fair ({step})", step=step)
        return msg("by the rule it would be fairer ({step})", step=step)
    return msg("by the rule it is as fair; the plan has the earlier hour or date")


def workspace_member(workspace: Workspace, member_id: str) -> Member:
    """The member of an id that the plan knows."""
    return next(m for m in workspace.programme.members if m.id == member_id)


def _worst(workspace: Workspace, counter: WhatIf) -> Message:
    """Who bears most over the year, before and after."""
    now, then = counter.planned, counter.proposed
    facts: dict[str, Fact] = {
        "name": workspace_member(workspace, then.worst).name,
        "then": _number(then.people[then.worst].burden),
        "now": _number(now.people[now.worst].burden),
    }
    if now.worst == then.worst:
        if facts["then"] == facts["now"]:
            return msg("the worst-off, {name}, bears {now} over the year as before", **facts)
        return msg("the worst-off, {name}, would bear {then} over the year instead of {now}", **facts)
    before = workspace_member(workspace, now.worst).name
    return msg(
        "the worst-off would be {name} with {then} over the year, instead of {before} with {now}",
        before=before,
        **facts,
    )


def _print_what_if(workspace: Workspace, counter: WhatIf) -> None:
    from besrour_cli.commands.terminal.console import out

    out(_sentence_case(translate(sentence(workspace, counter))))
    if counter.proposed.nights != counter.planned.nights:
        out(translate(_nights(counter)))
    out(_sentence_case(translate(verdict(counter))))
    for message in _weighing(workspace, counter):
        out(translate(msg("It would meet this: {day}.", day=message)))
    for message in counter.against:
        out(translate(msg("Not possible: {reason}.", reason=message)))


def _weighing(workspace: Workspace, counter: WhatIf) -> tuple[Message, ...]:
    """The holidays and observances that the proposed start would meet."""
    from besrour_cli.observances.describe import notes_for_session

    start = counter.proposed.start
    end = start + timedelta(minutes=counter.session.minutes)
    return notes_for_session(
        workspace.programme.invited(counter.session), workspace.programme.observances, start, end
    )


def _nights(counter: WhatIf) -> Message:
    return msgn(
        "{n} person would have a night there, instead of {now}.",
        "{n} people would have a night there, instead of {now}.",
        counter.proposed.nights,
        now=counter.planned.nights,
    )


def _print_why(workspace: Workspace, planned: WhatIf, others: list[WhatIf]) -> None:
    from besrour_cli.commands.terminal.console import out

    session, year = planned.session, planned.planned
    slot = workspace.plan.slots[session.id]
    anchor = workspace.programme.anchor
    local = instants.local(slot.start, anchor.zone)
    out(
        translate(
            msg(
                "{session}, {title}: {day}, {hour} in {place}.",
                session=session.id,
                title=session.titles,
                day={code: formatting.date_words(local.date(), code) for code in LANGUAGES},
                hour={code: formatting.time_words(local, code) for code in LANGUAGES},
                place=anchor.names,
            )
        )
    )
    from besrour_cli.commands.views.window_holidays import lines

    costs = _costs(workspace, year.costs, year.nights, slot.start)
    for line in (*_position(workspace, session), *costs, *lines(workspace, session)):
        out(translate(line))
    if slot.state in _PAST:
        return
    if not others:
        out(translate(msg("No other hour meets every demand while the rest of the plan stays.")))
        return
    out(translate(msg("The nearest alternatives, the rest of the plan staying:")))
    for other in others:
        for line in _alternative(workspace, other):
            out(translate(line))


def _position(workspace: Workspace, session: Session) -> Iterator[Message]:
    """What holds the session where it is, other than the choice."""
    slot = workspace.plan.slots[session.id]
    if slot.state == "held":
        yield msg("It has been held.")
    elif slot.state == "announced":
        yield msg("People were told of it, so it stays; --move {session} sets it free.", session=session.id)
    elif slot.state == "cancelled" and slot.announced_times:
        yield msg("Nobody met, so it costs nothing; this is what it would have cost.")
    elif slot.state == "cancelled":
        yield msg("It is called off.")
    elif session.pinned is not None:
        yield msg("Its start was fixed by hand in its file.")


def _costs(
    workspace: Workspace, costs: Mapping[str, float], nights: int, start: datetime
) -> Iterator[Message]:
    if not costs:
        return
    good = workspace.programme.fairness.good
    dear = max(costs, key=lambda i: (costs[i], i))
    member = workspace_member(workspace, dear)
    yield msgn(
        "It costs {n} person {mean}, {good} at most {limit}.",
        "It costs {n} people {mean} on average; {good} of them have a good hour (up to {limit}).",
        len(costs),
        mean=_number(sum(costs.values()) / len(costs)),
        good=sum(cost <= good for cost in costs.values()),
        limit=_number(good),
    )
    yield msg(
        "Dearest: {name}, {hour} in {place}, {cost}.",
        name=member.name,
        hour=_hour(start, member),
        place=member.place.names,
        cost=_number(costs[dear]),
    )
    if nights:
        yield msgn("It is a night for {n} person.", "It is a night for {n} people.", nights)


def _alternative(workspace: Workspace, counter: WhatIf) -> Iterator[Message]:
    local = instants.local(counter.proposed.start, workspace.programme.anchor.zone)
    yield msg(
        "  {day}, {hour}: {gain}, {lose}.",
        day={code: formatting.date_words(local.date(), code, year=False) for code in LANGUAGES},
        hour={code: formatting.time_words(local, code) for code in LANGUAGES},
        gain=msgn("{n} person gains", "{n} people gain", len(counter.gains)),
        lose=msgn("{n} person loses", "{n} people lose", len(counter.losses)),
    )
    if counter.losses:
        named, more = truncate(list(counter.losses), IN_SENTENCE)
        people = "; ".join(translate(_hurt(workspace, counter, i)) for i in named)
        yield (
            msgn(
                "    It would hurt {people}; and {n} more.",
                "    It would hurt {people}; and {n} more.",
                more,
                people=people,
            )
            if more
            else msg("    It would hurt {people}.", people=people)
        )
    yield msg("    {verdict}.", verdict=_sentence_case(translate(verdict(counter))).rstrip("."))


def _hurt(workspace: Workspace, counter: WhatIf, member_id: str) -> Message:
    member = workspace_member(workspace, member_id)
    return msg(
        "{name} ({hour} in {place}, {cost} more)",
        name=member.name,
        hour=_hour(counter.proposed.start, member),
        place=member.place.names,
        cost=_number(counter.losses[member_id]),
    )


def _data(workspace: Workspace, counter: WhatIf) -> dict[str, object]:
    now, then = counter.planned, counter.proposed
    places = {m.place.name("en"): m.place for m in workspace.programme.invited(counter.session)}
    return {
        "start": instants.instant_text(then.start),
        "planned": instants.instant_text(now.start),
        "gains": dict(counter.gains),
        "losses": dict(counter.losses),
        "nights": {"planned": now.nights, "proposed": then.nights},
        "worst": {
            "planned": {"id": now.worst, "burden": now.people[now.worst].burden},
            "proposed": {"id": then.worst, "burden": then.people[then.worst].burden},
        },
        "steps": [
            {"name": name, "planned": value, "proposed": then.values[name]}
            for name, value in now.values.items()
        ],
        "places": [
            {
                "place": name,
                "zone": place.zone,
                "planned": instants.local(now.start, place.zone).isoformat(),
                "proposed": instants.local(then.start, place.zone).isoformat(),
            }
            for name, place in sorted(places.items())
        ],
    }


def _hour(start: datetime, member: Member) -> Text:
    local = instants.local(start, member.place.zone)
    return {code: formatting.time_words(local, code) for code in LANGUAGES}


def _number(value: float) -> Text:
    return {code: number_text(value, code, 2) for code in LANGUAGES}


def _sentence_case(text: str) -> str:
    """A sentence that stands alone: a capital first, a full stop last."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")
