"""Why a start changed, in the words that follow it: ``because the calendar of Kofi is taken``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from besrour_cli.commands.terminal.translation import language
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import Fact, Message, msg, msgn
from besrour_cli.model.numbers import number_text
from besrour_cli.planning.explain.plan_changes import ChangeReason, ReasonKind
from besrour_cli.planning.problem.fairness_rule import NIGHTS, PEOPLE, REGIONS, RHYTHM
from besrour_cli.planning.problem.sentences import join_semicolon, join_sentences_and

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme
    from besrour_cli.planning.explain.what_if import YearTotals

_SAME = 0.005
"""Burdens closer than this are the same: they are hundredths."""
_SIMPLE = {
    ReasonKind.FIXED: msg("because its file fixes this start"),
    ReasonKind.PAST: msg(
        "because the former start has passed and besrour told nobody; if people met then, write "
        "took_place: with start: in its file"
    ),
    ReasonKind.EARLIER: msg("which is as fair, and earlier"),
    ReasonKind.EQUAL: msg("which is as fair"),
    ReasonKind.SEARCH: msg("though the former start would be fairer: allow more time with --seconds"),
}


def reason_words(programme: Programme, reason: ChangeReason) -> Message:
    """The reason, as it follows the change."""
    if reason.kind == ReasonKind.DEMANDS:
        return msg("because at the former start {demands}", demands=join_semicolon(reason.demands))
    if reason.kind == ReasonKind.ROOM:
        others = [msg("{session}", session=name) for name in reason.room_for]
        return msg("to make room for {sessions}", sessions=join_sentences_and(others))
    if reason.then is None or reason.now is None:
        return _SIMPLE[reason.kind]
    gain = _gain(programme, reason.step, reason.now, reason.then)
    if reason.kind == ReasonKind.TOGETHER:
        return msg("because the changes together make the year fairer: {gain}", gain=gain)
    return msg("because the year is fairer: {gain}", gain=gain)


def _gain(programme: Programme, step: str, now: YearTotals, then: YearTotals) -> Message:
    """What the step that decides is worth: the year with the new start, instead of the former one."""
    if step == NIGHTS:
        return _nights(now, then)
    if step == REGIONS:
        return _regions(programme, now, then)
    if step == PEOPLE:
        return _people(programme, now, then)
    if step == RHYTHM:
        return msg("fewer different days and hours to remember, or nearer to the usual ones")
    return msg(
        "people carry less in all, {now} instead of {then}", **_figures(now.values[step], then.values[step])
    )


def _nights(now: YearTotals, then: YearTotals) -> Message:
    total, before = (sum(each.nights for each in year.people.values()) for year in (now, then))
    if total < before:
        return msgn(
            "{n} night in all instead of {then}", "{n} nights in all instead of {then}", total, then=before
        )
    most, before = (max(each.nights for each in year.people.values()) for year in (now, then))
    return msgn(
        "nobody has more than {n} night, instead of {then}",
        "nobody has more than {n} nights, instead of {then}",
        most,
        then=before,
    )


def _regions(programme: Programme, now: YearTotals, then: YearTotals) -> Message:
    return msg(
        "the region that carries most, {region}, carries {now} an invitation instead of {then}",
        region=programme.region_name(then.worst_region, language()),
        **_figures(now.values[REGIONS], then.values[REGIONS]),
    )


def _people(programme: Programme, now: YearTotals, then: YearTotals) -> Message:
    most, before = now.people[now.worst].burden, then.people[then.worst].burden
    name = next((m.name for m in programme.members if m.id == then.worst), then.worst)
    if before - most > _SAME:
        return msg(
            "the most burdened carries {now} instead of {then} ({name})", name=name, **_figures(most, before)
        )
    mean, former = (
        sum(each.burden for each in year.people.values()) / len(year.people) for year in (now, then)
    )
    return msg("people carry {now} on average instead of {then}", **_figures(mean, former))


def _figures(now: float, then: float) -> dict[str, Fact]:
    """Two burdens, with as many decimals as show which is less, up to three."""
    digits = next((d for d in (1, 2) if round(now, d) != round(then, d)), 3)
    return {
        name: {code: number_text(value, code, digits) for code in LANGUAGES}
        for name, value in (("now", now), ("then", then))
    }
