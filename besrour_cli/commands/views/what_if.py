"""One start compared with the planned one, in plain sentences and as data: ``why --if``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.terminal.paragraphs import print_wrapped
from besrour_cli.commands.terminal.translation import translate
from besrour_cli.commands.views.plan.against import BETTER, against
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.message import Fact, Message, msg, msgn
from besrour_cli.model.text.numbers import number_text
from besrour_cli.observances.describe import notes_for_session

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.programme import Member
    from besrour_cli.planning.explain.what_if import WhatIf

STEPS = {
    "nights": msg("nights, weighed: {then} instead of {now}"),
    "regions": msg("mean burden of an invitation in the worst-off region: {then} instead of {now}"),
    "people": msg("people, mean and worst-off weighed: {then} instead of {now}"),
    "rhythm": msg("days and hours to remember, and changes: {then} instead of {now}"),
    "burden": msg("burden of all together: {then} instead of {now}"),
}


def as_data(workspace: Workspace, counter: WhatIf) -> dict[str, object]:
    """A start proposed, for ``--json``: one sentence, figures, and what speaks against it."""
    return {
        "session": counter.session.id,
        "sentence": translate(sentence(workspace, counter)),
        "against": [translate(message) for message in counter.against],
        "weighing": [translate(message) for message in _weighing(workspace, counter)],
        **comparison_as_data(workspace, counter),
    }


def comparison_as_data(workspace: Workspace, counter: WhatIf) -> dict[str, object]:
    """Both starts, whom the other one helps and hurts by how much, and every place's local times."""
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


def print_result(workspace: Workspace, counter: WhatIf, *, details: bool) -> None:
    """The comparison, the verdict of the rule, and what speaks against the start, a line each."""
    print_wrapped(_lines(workspace, counter, details=details))


def _lines(workspace: Workspace, counter: WhatIf, *, details: bool) -> Iterator[Message | str]:
    yield sentence_case(translate(sentence(workspace, counter)))
    if counter.proposed.nights != counter.planned.nights:
        yield msgn(
            "{n} person would have a night there, instead of {now}.",
            "{n} people would have a night there, instead of {now}.",
            counter.proposed.nights,
            now=counter.planned.nights,
        )
    yield sentence_case(translate(verdict(workspace, counter)))
    if details and (line := figures(counter)) is not None:
        yield sentence_case(translate(line))
    for message in _weighing(workspace, counter):
        yield msg("It would meet this: {day}.", day=message)
    for message in counter.against:
        yield msg("Not possible: {reason}.", reason=message)


def sentence(workspace: Workspace, counter: WhatIf) -> Message:
    """The whole comparison in one sentence."""
    gain, lose = gain_and_loss(counter)
    worst = _worst(workspace, counter)
    if not counter.gains and not counter.losses:
        return msg("nobody gains and nobody loses; {worst}", worst=worst)
    if not counter.losses:
        return msg("{gain} and nobody loses; {worst}", gain=gain, worst=worst)
    cost = counter.proposed.costs
    hit = workspace.member(max(counter.losses, key=lambda i: (counter.losses[i], cost[i], i)))
    facts: dict[str, Fact] = {
        "place": hit.place.names,
        "hour": local_hour(counter.proposed.start, hit),
        "worst": worst,
    }
    if not counter.gains:
        return msg("nobody gains, {lose}; {place} would start at {hour}; {worst}", lose=lose, **facts)
    return msg("{gain}, {lose}; {place} would start at {hour}; {worst}", gain=gain, lose=lose, **facts)


def gain_and_loss(counter: WhatIf) -> tuple[Message, Message]:
    """How many people the other start helps, and how many it hurts."""
    return (
        msgn("{n} person gains", "{n} people gain", len(counter.gains)),
        msgn("{n} person loses", "{n} people lose", len(counter.losses)),
    )


def verdict(workspace: Workspace, counter: WhatIf) -> Message:
    """Where the rule puts the proposal against the plan, and why, by the first step that decides."""
    name, change = counter.change()
    if change < 0:
        return msg("by the rule the year would be fairer: {better}", better=BETTER[name])
    worse = against(workspace.programme, name, counter.planned, counter.proposed)
    return msg("against it: {worse}", worse=worse)


def figures(counter: WhatIf) -> Message | None:
    """The step that decides, in figures; None where none does."""
    name, _ = counter.change()
    if name not in STEPS:
        return None
    now, then = counter.planned.values[name], counter.proposed.values[name]
    return Message(STEPS[name].id, {"then": figure(then), "now": figure(now)})


def _worst(workspace: Workspace, counter: WhatIf) -> Message:
    """Who bears most over the year, before and after."""
    now, then = counter.planned, counter.proposed
    facts: dict[str, Fact] = {
        "name": workspace.member(then.worst).name,
        "then": figure(then.people[then.worst].burden),
        "now": figure(now.people[now.worst].burden),
    }
    if now.worst == then.worst:
        if facts["then"] == facts["now"]:
            return msg("the worst-off, {name}, bears {now} over the year as before", **facts)
        return msg("the worst-off, {name}, would bear {then} over the year instead of {now}", **facts)
    before = workspace.member(now.worst).name
    return msg(
        "the worst-off would be {name} with {then} over the year, instead of {before} with {now}",
        before=before,
        **facts,
    )


def _weighing(workspace: Workspace, counter: WhatIf) -> tuple[Message, ...]:
    """The holidays and observances that the proposed start would meet."""
    start = counter.proposed.start
    end = start + timedelta(minutes=counter.session.minutes)
    return notes_for_session(
        workspace.programme.invited(counter.session), workspace.programme.observances, start, end
    )


def local_hour(start: datetime, member: Member) -> Text:
    """A start on a member's clock."""
    local = instants.local(start, member.place.zone)
    return {code: formatting.time_words(local, code) for code in LANGUAGES}


def figure(value: float) -> Text:
    """Hours-equivalents, or a value of the rule, to hundredths."""
    return {code: number_text(value, code, 2) for code in LANGUAGES}


def sentence_case(text: str) -> str:
    """A phrase as a whole sentence: a capital first, a full stop last."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")
