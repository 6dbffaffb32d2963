"""Why a session is when it is: whom it suits, and what stands against the obvious other start: ``why``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.terminal.console import IN_SENTENCE, truncate
from besrour_cli.commands.terminal.paragraphs import print_wrapped
from besrour_cli.commands.terminal.translation import translate
from besrour_cli.commands.views import what_if
from besrour_cli.commands.views.window_holidays import weighed, window_holidays
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import Fact, Message, msg, msgn
from besrour_cli.model.plan import FIXED, SessionState

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.plan import ScheduledSession
    from besrour_cli.model.programme import Session
    from besrour_cli.planning.explain.obvious_start import ObviousStart
    from besrour_cli.planning.explain.what_if import WhatIf, YearTotals

PAST = (SessionState.HELD, SessionState.CANCELLED)
"""States of sessions that no other hour can be found for."""


class Explanation(NamedTuple):
    """A session as planned, its obvious other start (None: the planned one suits most) and the nearest ones.

    ``against``: the year with the obvious start.
    """

    planned: WhatIf
    obvious: ObviousStart | None
    against: WhatIf | None
    others: tuple[WhatIf, ...]


def as_data(workspace: Workspace, explanation: Explanation) -> dict[str, object]:
    """A session's planned start, the obvious other one and the nearest ones, for ``--json``."""
    planned = explanation.planned
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
            for h in window_holidays(workspace, session)
        ],
        "obvious": _obvious_as_data(workspace, explanation),
        "alternatives": [what_if.comparison_as_data(workspace, other) for other in explanation.others],
    }


def _obvious_as_data(workspace: Workspace, explanation: Explanation) -> dict[str, object] | None:
    obvious, counter = explanation.obvious, explanation.against
    if obvious is None or counter is None:
        return None
    return {
        "start": instants.instant_text(obvious.start),
        "people": obvious.people,
        "better": obvious.better,
        "worse": obvious.worse,
        "step": counter.change()[0],
        "sentence": translate(_verdict(workspace, counter)),
    }


def print_result(workspace: Workspace, explanation: Explanation, *, details: bool) -> None:
    """When a session is, whom it suits, what stands against the obvious start, whom others would hurt."""
    print_wrapped(_lines(workspace, explanation, details=details))


def _lines(workspace: Workspace, explanation: Explanation, *, details: bool) -> Iterator[Message | str]:
    session, year = explanation.planned.session, explanation.planned.planned
    slot = workspace.plan.slots[session.id]
    yield msg(
        "{session}, {title}: {day}, {hour} in {place}.",
        session=session.id,
        title=session.titles,
        **_anchor_time(workspace, slot.start, year=True),
        place=workspace.programme.anchor.names,
    )
    yield from _position(workspace, session)
    yield from _costs(workspace, slot, year, details=details)
    yield from weighed(workspace, session)
    if slot.state in PAST:
        return
    if not explanation.others and explanation.obvious is None:
        yield msg("No other hour meets every demand while the rest of the plan stays.")
        return
    yield from _obvious(workspace, explanation, details=details)
    if explanation.others:
        yield msg("The nearest alternatives, the rest of the plan staying:")
    for other in explanation.others:
        yield from _alternative(workspace, other, details=details)


def _position(workspace: Workspace, session: Session) -> Iterator[Message]:
    """What holds the session where it is, other than the choice."""
    slot = workspace.plan.slots[session.id]
    if slot.state == SessionState.HELD:
        yield msg("It has been held.")
    elif slot.state == SessionState.ANNOUNCED:
        yield msg(
            "People were told of it, so it stays; besrour move {session} chooses anew.", session=session.id
        )
    elif slot.state == SessionState.CANCELLED and slot.announced_times:
        yield msg("Nobody met, so it costs nothing; this is what it would have cost.")
    elif slot.state == SessionState.CANCELLED:
        yield msg("It is called off.")
    elif session.pinned is not None:
        yield msg("Its start was fixed by hand in its file.")


def _costs(
    workspace: Workspace, slot: ScheduledSession, year: YearTotals, *, details: bool
) -> Iterator[Message]:
    """For how many the hour is good, and for whom it is hardest; with ``details`` in figures too."""
    costs = year.costs
    if not costs:
        yield msg("Nobody takes part.")
        return
    limit = workspace.programme.fairness.good_burden(slot.minutes)
    good = sum(cost <= limit for cost in costs.values())
    dear = max(costs, key=lambda i: (costs[i], i))
    member = workspace.member(dear)
    if good == len(costs):
        yield msgn("It is a good hour for {n} person.", "It is a good hour for all {n} people.", good)
    else:
        yield msgn(
            "It is a good hour for {good} of {n} person.",
            "It is a good hour for {good} of {n} people.",
            len(costs),
            good=good,
        )
        yield msg(
            "It is hardest for {name}: {hour} in {place}.",
            name=member.name,
            hour=what_if.local_hour(slot.start, member),
            place=member.place.names,
        )
    if year.nights:
        yield msgn("It is a night for {n} person.", "It is a night for {n} people.", year.nights)
    if details:
        yield msg(
            "In figures: {mean} on average, {most} for {name}; up to {limit} is a good hour.",
            mean=what_if.figure(sum(costs.values()) / len(costs)),
            most=what_if.figure(costs[dear]),
            name=member.name,
            limit=what_if.figure(limit),
        )


def _obvious(workspace: Workspace, explanation: Explanation, *, details: bool) -> Iterator[Message | str]:
    """The start that most would prefer, and what stands against it."""
    obvious, counter = explanation.obvious, explanation.against
    if obvious is None or counter is None:
        yield msg("No other hour that meets every demand would suit more people better than it suits worse.")
        return
    words = msgn(
        "{day}, {hour}, would suit {better} of {n} person better, and {worse} less well.",
        "{day}, {hour}, would suit {better} of {n} people better, and {worse} less well.",
        obvious.people,
        **_anchor_time(workspace, obvious.start, year=False),
        better=obvious.better,
        worse=obvious.worse,
    )
    yield what_if.sentence_case(translate(words))
    yield what_if.sentence_case(translate(_verdict(workspace, counter)))
    if details and (line := what_if.figures(counter)) is not None:
        yield what_if.sentence_case(translate(line))


def _verdict(workspace: Workspace, counter: WhatIf) -> Message:
    """What stands against another start; where nothing does by the rule, what keeps the planned one."""
    words = what_if.verdict(workspace, counter)
    if not counter.better():
        return words
    slot = workspace.plan.slots[counter.session.id]
    if counter.session.pinned is not None:
        reason = msg("the file fixes the planned start")
    elif slot.state in FIXED:
        reason = msg("people were told of the planned start")
    elif slot.session in workspace.plan.holds:
        reason = msg("you hold the planned start")
    else:
        reason = msg("besrour plan with more --seconds may find it")
    return msg("{verdict}; but {reason}", verdict=words, reason=reason)


def _alternative(workspace: Workspace, counter: WhatIf, *, details: bool) -> Iterator[Message]:
    gain, lose = what_if.gain_and_loss(counter)
    time = _anchor_time(workspace, counter.proposed.start, year=False)
    yield msg("  {day}, {hour}: {gain}, {lose}.", **time, gain=gain, lose=lose)
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
    lines = [what_if.verdict(workspace, counter), what_if.figures(counter) if details else None]
    for line in lines:
        if line is not None:
            yield msg("    {verdict}.", verdict=what_if.sentence_case(translate(line)).rstrip("."))


def _hurt(workspace: Workspace, counter: WhatIf, member_id: str) -> Message:
    member = workspace.member(member_id)
    return msg(
        "{name} ({hour} in {place}, {cost} more)",
        name=member.name,
        hour=what_if.local_hour(counter.proposed.start, member),
        place=member.place.names,
        cost=what_if.figure(counter.losses[member_id]),
    )


def _anchor_time(workspace: Workspace, start: datetime, *, year: bool) -> dict[str, Fact]:
    """The day and the hour of a start on the programme's own clock."""
    local = instants.local(start, workspace.programme.anchor.zone)
    return {
        "day": {code: formatting.date_words(local.date(), code, year=year) for code in LANGUAGES},
        "hour": {code: formatting.time_words(local, code) for code in LANGUAGES},
    }
