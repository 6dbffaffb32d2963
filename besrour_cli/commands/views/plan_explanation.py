"""Why a session is when it is, and whom the nearest other starts would hurt: ``plan --why``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.lists import IN_SENTENCE, truncate
from besrour_cli.commands.terminal.translation import translate
from besrour_cli.commands.views import window_holidays
from besrour_cli.commands.views.what_if import (
    comparison_as_data,
    figure,
    local_hour,
    member_of,
    sentence_case,
    verdict,
)
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import Fact, Message, msg, msgn
from besrour_cli.model.plan import SessionState
from besrour_cli.model.programme import Session

if TYPE_CHECKING:
    from besrour_cli.planning.explain.what_if import WhatIf

PAST = (SessionState.HELD, SessionState.CANCELLED)
"""States of sessions that no other hour can be found for."""


def as_data(workspace: Workspace, planned: WhatIf, others: Sequence[WhatIf]) -> dict[str, object]:
    """A session's planned start and its nearest alternatives, for ``--json``."""
    session = planned.session
    slot = workspace.plan.slots[session.id]
    return {
        "session": session.id,
        "start": instants.instant_text(slot.start),
        "state": slot.state,
        "pinned": session.pinned is not None,
        "costs": dict(planned.planned.costs),
        "nights": planned.planned.nights,
        "holidays": [
            {"day": h.day.isoformat(), **h.names, "estimated": h.estimated, "countries": list(h.countries)}
            for h in window_holidays.holidays(workspace, session)
        ],
        "alternatives": [comparison_as_data(workspace, other) for other in others],
    }


def print_result(workspace: Workspace, planned: WhatIf, others: Sequence[WhatIf]) -> None:
    """When a session is, why, what it costs whom, and whom the nearest alternatives would hurt."""
    session, year = planned.session, planned.planned
    slot = workspace.plan.slots[session.id]
    when = msg(
        "{session}, {title}: {day}, {hour} in {place}.",
        session=session.id,
        title=session.titles,
        **_anchor_time(workspace, slot.start, year=True),
        place=workspace.programme.anchor.names,
    )
    out(translate(when))
    costs = _costs(workspace, year.costs, year.nights, slot.start)
    for line in (*_position(workspace, session), *costs, *window_holidays.lines(workspace, session)):
        out(translate(line))
    if slot.state in PAST:
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
    if slot.state == SessionState.HELD:
        yield msg("It has been held.")
    elif slot.state == SessionState.ANNOUNCED:
        yield msg("People were told of it, so it stays; --move {session} sets it free.", session=session.id)
    elif slot.state == SessionState.CANCELLED and slot.announced_times:
        yield msg("Nobody met, so it costs nothing; this is what it would have cost.")
    elif slot.state == SessionState.CANCELLED:
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
    member = member_of(workspace, dear)
    yield msgn(
        "It costs {n} person {mean}, {good} at most {limit}.",
        "It costs {n} people {mean} on average; {good} of them have a good hour (up to {limit}).",
        len(costs),
        mean=figure(sum(costs.values()) / len(costs)),
        good=sum(cost <= good for cost in costs.values()),
        limit=figure(good),
    )
    yield msg(
        "Dearest: {name}, {hour} in {place}, {cost}.",
        name=member.name,
        hour=local_hour(start, member),
        place=member.place.names,
        cost=figure(costs[dear]),
    )
    if nights:
        yield msgn("It is a night for {n} person.", "It is a night for {n} people.", nights)


def _alternative(workspace: Workspace, counter: WhatIf) -> Iterator[Message]:
    yield msg(
        "  {day}, {hour}: {gain}, {lose}.",
        **_anchor_time(workspace, counter.proposed.start, year=False),
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
    yield msg("    {verdict}.", verdict=sentence_case(translate(verdict(counter))).rstrip("."))


def _hurt(workspace: Workspace, counter: WhatIf, member_id: str) -> Message:
    member = member_of(workspace, member_id)
    return msg(
        "{name} ({hour} in {place}, {cost} more)",
        name=member.name,
        hour=local_hour(counter.proposed.start, member),
        place=member.place.names,
        cost=figure(counter.losses[member_id]),
    )


def _anchor_time(workspace: Workspace, start: datetime, *, year: bool) -> dict[str, Fact]:
    """The day and the hour of a start on the programme's own clock."""
    local = instants.local(start, workspace.programme.anchor.zone)
    return {
        "day": {code: formatting.date_words(local.date(), code, year=year) for code in LANGUAGES},
        "hour": {code: formatting.time_words(local, code) for code in LANGUAGES},
    }
