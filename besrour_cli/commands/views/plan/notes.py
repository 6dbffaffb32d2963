"""What is worth saying with a plan: who never meets, hard days, a theme held twice, pins, a review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.terminal.console import IN_SENTENCE, truncate
from besrour_cli.commands.terminal.translation import language, translate
from besrour_cli.commands.views import hour_review
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.message import Fact, Message, msg, msgn
from besrour_cli.model.plan import Plan, SessionState
from besrour_cli.planning.problem.sentences import join_names

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme
    from besrour_cli.planning.explain.good_hours import HardDays
    from besrour_cli.planning.explain.split_sessions import SplitProposal
    from besrour_cli.planning.explain.what_if import WhatIf
    from besrour_cli.planning.solve.choose import PlanResult


class PlanNotes(NamedTuple):
    """What the notes are made from.

    ``regions`` and ``places`` are pairs that never meet at an hour good for both, ``few`` the ids of the
    people at such a pair of places, where they are few. ``pairs`` are sessions better held twice. ``pins``
    are sessions fixed by hand, each with its best other start (None: it has none). ``hard`` are hard hours
    within two days.
    """

    programme: Programme
    regions: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]
    pairs: tuple[SplitProposal, ...]
    pins: tuple[tuple[str, WhatIf | None], ...]
    plan: Plan
    hard: tuple[HardDays, ...] = ()
    few: Mapping[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {}


def plan_notes(programme: Programme, choice: PlanResult, moment: datetime) -> PlanNotes:
    """All of it, from the choice just made."""
    from besrour_cli.planning.explain.good_hours import hard_days
    from besrour_cli.planning.explain.never_meet import never_meet, never_meeting_people, never_meeting_places
    from besrour_cli.planning.explain.split_sessions import split_proposals

    places = never_meeting_places(programme, choice.plan, choice.costs)
    return PlanNotes(
        programme=programme,
        regions=never_meet(programme, choice.plan, choice.costs),
        places=places,
        pairs=split_proposals(programme, choice.plan, moment, choice.costs),
        pins=tuple(_pins(programme, choice.plan, moment)),
        plan=choice.plan,
        hard=hard_days(programme, choice.plan, choice.costs, moment),
        few=never_meeting_people(programme, choice.costs, places),
    )


def as_data(extras: PlanNotes) -> dict[str, object]:
    """The same for ``--json``."""
    return {
        "never_meet": {
            "regions": [list(pair) for pair in extras.regions],
            "places": [list(pair) for pair in extras.places],
            "people": [
                {"places": list(pair), "members": [list(ids) for ids in each]}
                for pair, each in extras.few.items()
            ],
        },
        "hard_days": [
            {"members": list(each.members), "sessions": list(each.sessions)} for each in extras.hard
        ],
        "pairs": [
            {
                "session": p.session,
                "starts": [instants.instant_text(start) for start in p.starts],
                "people": p.people,
                "good": {"once": p.good_alone, "twice": p.good},
                "nights": {"once": p.nights_alone, "twice": p.nights},
                "burden": {"once": p.burden_alone, "twice": p.burden},
            }
            for p in extras.pairs
        ],
        "pinned": [
            {
                "session": session,
                "best": instants.instant_text(counter.proposed.start) if counter else None,
                "fairer": counter is not None and counter.better(),
                "gains": dict(counter.gains) if counter else {},
                "losses": dict(counter.losses) if counter else {},
            }
            for session, counter in extras.pins
        ],
        "review": hour_review.as_data(extras.programme, extras.plan),
    }


def lines(extras: PlanNotes, *, details: bool) -> list[Message]:
    """One sentence each, for the terminal; all that there is of each with ``details``."""
    return [
        *_never_meeting(extras, details=details),
        *_hard(extras, details=details),
        *_pairs(extras, details=details),
        *(_pin(extras.programme, session, counter) for session, counter in extras.pins),
        *hour_review.lines(extras.programme, extras.plan),
    ]


def _pins(programme: Programme, plan: Plan, moment: datetime) -> Iterator[tuple[str, WhatIf | None]]:
    from besrour_cli.planning.explain.what_if import alternatives, compare

    for session in programme.sessions:
        slot = plan.slots.get(session.id)
        if slot is None or session.pinned != slot.start:
            continue
        if slot.state in (SessionState.HELD, SessionState.CANCELLED) or slot.end < moment:
            continue
        others = alternatives(programme, plan, moment, session.id, 1)
        best = compare(programme, plan, moment, session.id, others[0].start) if others else None
        yield session.id, best


def _never_meeting(extras: PlanNotes, *, details: bool) -> Iterator[Message]:
    programme = extras.programme
    if extras.regions:
        shown = [" – ".join(programme.region_name(r, language()) for r in pair) for pair in extras.regions]
        yield msgn(
            "This pair of regions never meets at an hour good for both: {pairs}.",
            "These {n} pairs of regions never meet at an hour good for both: {pairs}.",
            len(shown),
            pairs=_some(shown, details=details),
        )
    if extras.places:
        names = {m.place.name("en"): m.place.name(language()) for m in programme.members}
        called = {m.id: m.name for m in programme.members} if details else {}
        shown = [f"{names[a]} – {names[b]}" for a, b in extras.places]
        for at, pair in enumerate(extras.places):
            if called and pair in extras.few:
                here = (", ".join(called[i] for i in ids) for ids in extras.few[pair])
                shown[at] = " – ".join(f"{names[p]} ({who})" for p, who in zip(pair, here, strict=True))
        yield msgn(
            "This pair of places never meets at an hour good for both: {pairs}.",
            "These {n} pairs of places never meet at an hour good for both: {pairs}.",
            len(shown),
            pairs=_some(shown, details=details),
        )


def _hard(extras: PlanNotes, *, details: bool) -> Iterator[Message]:
    """Who has hard hours within two days, on whose clock, and when."""
    members = {m.id: m for m in extras.programme.members}
    found = []
    for each in extras.hard:
        names = [members[i].name for i in each.members]
        first, second = (_reading(at) for at in each.starts)
        words = msg(
            "{place}, {first} and {second} ({names})",
            place=members[each.members[0]].place.names,
            first=first,
            second=second,
            names=join_names(names),
        )
        found.append(translate(words))
    if found:
        yield msg("Two hard hours within two days: {who}.", who=_some(found, details=details))


def _pairs(extras: PlanNotes, *, details: bool) -> Iterator[Message]:
    """One sentence a series, or with ``details`` each of its sessions in full."""
    series = {session.id: session.series for session in extras.programme.sessions}
    found: dict[str, list[SplitProposal]] = {}
    for pair in extras.pairs:
        found.setdefault(series[pair.session], []).append(pair)
    for name, pairs in found.items():
        if details:
            yield from (_pair(extras.programme, pair) for pair in pairs)
        else:
            yield _pairs_in_short(extras.programme, name, pairs)


def _pairs_in_short(programme: Programme, series: str, pairs: list[SplitProposal]) -> Message:
    first = pairs[0]
    return msgn(
        "{series}: no one hour suits everyone. Held twice, {session} would be at a good hour for {twice} of "
        "{people} instead of {once} (both hours with --details).",
        "{series}: no one hour suits everyone. Held twice, {session} would be at a good hour for {twice} of "
        "{people} instead of {once}, and so it is with {n} sessions in all (both hours with --details).",
        len(pairs),
        series=programme.series[series].names,
        session=first.session,
        people=first.people,
        once=first.good_alone,
        twice=first.good,
    )


def _pair(programme: Programme, pair: SplitProposal) -> Message:
    facts: dict[str, Fact] = {
        "session": pair.session,
        "once": pair.good_alone,
        "twice": pair.good,
        "first": _moment(programme, pair.starts[0]),
        "second": _moment(programme, pair.starts[1]),
        "place": programme.anchor.names,
    }
    if pair.nights == pair.nights_alone:
        return msgn(
            "{session}: no one hour suits all {n} person: {once} at best. Held twice ({first}; {second}; "
            "{place}), {twice} have a good hour.",
            "{session}: no one hour suits all {n} people: {once} at best. Held twice ({first}; {second}; "
            "{place}), {twice} have a good hour.",
            pair.people,
            **facts,
        )
    return msgn(
        "{session}: no one hour suits all {n} person: {once} at best. Held twice ({first}; {second}; "
        "{place}), {twice} have a good hour; the nights go from {nights_once} to {nights_twice}.",
        "{session}: no one hour suits all {n} people: {once} at best. Held twice ({first}; {second}; "
        "{place}), {twice} have a good hour; the nights go from {nights_once} to {nights_twice}.",
        pair.people,
        **facts,
        nights_once=pair.nights_alone,
        nights_twice=pair.nights,
    )


def _pin(programme: Programme, session: str, counter: WhatIf | None) -> Message:
    if counter is None or not counter.better():
        return msg("{session} is fixed by hand, and costs nothing: no other hour is fairer.", session=session)
    return msg(
        "{session} is fixed by hand, which has a cost: with {start}, {gain}, {lose}.",
        session=session,
        start=_moment(programme, counter.proposed.start),
        gain=msgn("{n} person would gain", "{n} people would gain", len(counter.gains)),
        lose=msgn("{n} person would lose", "{n} people would lose", len(counter.losses)),
    )


def _moment(programme: Programme, start: datetime) -> Text:
    return _reading(instants.local(start, programme.anchor.zone))


def _reading(local: datetime) -> Text:
    return {
        code: f"{formatting.date_words(local.date(), code, weekday=False, year=False)}, "
        f"{formatting.time_words(local, code)}"
        for code in LANGUAGES
    }


def _some(words: list[str], *, details: bool) -> Message | str:
    """The first ones, and how many more there are; all of them with ``details``."""
    first, more = truncate(words, len(words) if details else IN_SENTENCE)
    shown = "; ".join(first) if details else ", ".join(first)
    if not more:
        return shown
    return msgn(
        "{pairs}, and {n} more (all with --details)",
        "{pairs}, and {n} more (all with --details)",
        more,
        pairs=shown,
    )
