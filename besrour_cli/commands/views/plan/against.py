"""What stands against another start, by name: ``it would be a night for Dr. Shrestha``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.terminal.translation import language
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.message import Message, msg
from besrour_cli.planning.problem.fairness_rule import BURDEN, NIGHTS, PEOPLE, REGIONS, RHYTHM
from besrour_cli.planning.problem.sentences import join_names

if TYPE_CHECKING:
    from besrour_cli.model.programme import Member, Programme
    from besrour_cli.planning.explain.what_if import YearTotals

BETTER = {
    NIGHTS: msg("with fewer nights"),
    REGIONS: msg("with less for the region that carries most"),
    PEOPLE: msg("with less for the people who carry most"),
    RHYTHM: msg("with fewer days and hours to remember, or nearer to the usual ones"),
    BURDEN: msg("with less for everyone together"),
}
"""What a better year has, by the step on which it is better."""
_SAME = 0.005
"""Burdens closer than this are the same: they are hundredths."""
_ORDINALS = {
    "en": tuple(
        f"an {word}" if word[0] == "e" else f"a {word}"
        for word in "first second third fourth fifth sixth seventh eighth ninth tenth".split()
    ),
    "fr": tuple(
        f"un {word}"
        for word in "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième "
        "dixième".split()
    ),
}


def against(programme: Programme, step: str, now: YearTotals, then: YearTotals) -> Message:
    """Why the year ``then`` is worse than ``now`` on the step that decides; "": it is as fair."""
    if step == NIGHTS:
        return _nights(programme, now, then)
    if step == REGIONS:
        return _regions(programme, now, then)
    if step == PEOPLE:
        return _people(programme, now, then)
    if step == RHYTHM:
        return _rhythm(now, then)
    if step == BURDEN:
        return msg("everyone together would carry more")
    return msg("the year would be as fair, and the planned start is earlier in the day or the year")


def _nights(programme: Programme, now: YearTotals, then: YearTotals) -> Message:
    """Who would have a night more; else for whom a night would be a deep one."""
    more = [m.name for m in programme.members if _of(then, m) > _of(now, m)]
    if more:
        return msg("it would be a night for {names}", names=join_names(more))
    worst = _hardest_hit(programme.members, now, then)
    if worst is None:
        return msg("there would be more nights, or deeper ones")
    return msg("it would be deeper in the night for {name}", name=worst.name)


def _of(year: YearTotals, member: Member) -> int:
    return year.people[member.id].nights if member.id in year.people else 0


def _regions(programme: Programme, now: YearTotals, then: YearTotals) -> Message:
    region = programme.region_name(then.worst_region, language())
    there = [member for member in programme.members if member.region == then.worst_region]
    worst = _hardest_hit(there, now, then)
    if programme.fairness.profiles:
        return msg("the region {region} would be further from the best that it could have", region=region)
    if worst is None:
        return msg("the region that carries most, {region}, would carry more", region=region)
    return msg(
        "the region that carries most, {region}, would carry more ({hour} in {place} for {name})",
        region=region,
        hour=_hour(then, worst),
        place=worst.place.names,
        name=worst.name,
    )


def _people(programme: Programme, now: YearTotals, then: YearTotals) -> Message:
    if programme.fairness.profiles:
        return msg("people would be further from the best that they could have")
    if then.people[then.worst].burden - now.people[now.worst].burden <= _SAME:
        return msg("people would carry more, all in all")
    name = next((m.name for m in programme.members if m.id == then.worst), then.worst)
    if then.worst == now.worst:
        return msg("{name}, who carries most, would carry more", name=name)
    return msg("{name} would carry more than anyone does now", name=name)


def _rhythm(now: YearTotals, then: YearTotals) -> Message:
    if then.moved:
        return msg("people were told of the planned start, and would have to be told again")
    grown = [count for series, count in then.slots.items() if count > now.slots[series]]
    if grown and grown[0] <= len(_ORDINALS["en"]):
        which = {code: words[grown[0] - 1] for code, words in _ORDINALS.items()}
        return msg("it would be {which} day and hour to remember", which=which)
    if then.away:
        return msg("it would not be at the hour that the series prefers")
    return msg("there would be more days and hours to remember, or more changes")


def _hardest_hit(
    members: tuple[Member, ...] | list[Member], now: YearTotals, then: YearTotals
) -> Member | None:
    """Whom the session at its other start costs most more, of some people; None: nobody."""
    hit = [m for m in members if then.costs.get(m.id, 0.0) - now.costs.get(m.id, 0.0) > _SAME]
    return max(
        hit, key=lambda m: (then.costs[m.id] - now.costs.get(m.id, 0.0), then.costs[m.id]), default=None
    )


def _hour(year: YearTotals, member: Member) -> Text:
    local = instants.local(year.start, member.place.zone)
    return {code: formatting.time_words(local, code) for code in LANGUAGES}
