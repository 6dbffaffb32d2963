"""The rotation of each series in one sentence that people can remember."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting
from besrour_cli.clock.written_hours import hour_text
from besrour_cli.commands.views.plan.sentences import hour
from besrour_cli.model.language import LANGUAGES, Text, join_and
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.planning.problem.sentences import join_sentences_and

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme
    from besrour_cli.planning.explain.rotation import SeriesRotation

_MOST = 4
"""Hours, or weekdays, that one can remember; beyond it they are counted."""


def as_data(rotations: Sequence[SeriesRotation]) -> list[dict[str, object]]:
    """Hours and weekdays of each series with the dates on them, for ``--json``."""
    return [
        {
            "series": each.series,
            "place": each.place.name("en"),
            "zone": each.place.zone,
            "hours": {
                hour_text(minute): [at.date().isoformat() for at in readings]
                for minute, readings in each.hours
            },
            "weekdays": {
                formatting.DAYS["en"][day]: [at.date().isoformat() for at in readings]
                for day, readings in each.weekdays
            },
        }
        for each in rotations
    ]


def lines(programme: Programme, rotations: Sequence[SeriesRotation]) -> Iterator[Message]:
    """One sentence a series."""
    for each in rotations:
        hours, days = _hours(each), _weekdays(each)
        series = programme.series[each.series].names
        place = each.place.names
        if days is None:
            yield msg("{series}, in {place}: {hours}.", series=series, place=place, hours=hours)
        else:
            yield msg(
                "{series}, in {place}: {hours}; {days}.", series=series, place=place, hours=hours, days=days
            )


def _hours(rotation: SeriesRotation) -> Message:
    """At which hour its sessions are, and at which others."""
    every = [at for _, readings in rotation.hours for at in readings]
    (usual, most), *others = rotation.hours
    if len(rotation.hours) > _MOST:
        minutes = [minute for minute, _ in rotation.hours]
        return msgn(
            "at {n} hour, between {first} and {last}",
            "at {n} different hours, between {first} and {last}",
            len(minutes),
            first=hour(min(minutes)),
            last=hour(max(minutes)),
        )
    if not others:
        return (
            msg("always at {hour}", hour=hour(usual)) if len(most) > 1 else msg("at {hour}", hour=hour(usual))
        )
    if len(most) * 2 <= len(every):  # no hour is the usual one
        return msg(
            "at {hours}",
            hours=join_sentences_and(
                [
                    msg("{hour} ({dates})", hour=hour(minute), dates=_listed(readings, every))
                    for minute, readings in rotation.hours
                ]
            ),
        )
    exceptions = [
        msg("{when} at {hour}", hour=hour(minute), when=_when(readings, every)) for minute, readings in others
    ]
    return msg("at {hour}, but {exceptions}", hour=hour(usual), exceptions=join_sentences_and(exceptions))


def _weekdays(rotation: SeriesRotation) -> Message | None:
    """On which weekday they are; None when no weekday is the usual one."""
    every = [at for _, readings in rotation.weekdays for at in readings]
    (usual, most), *others = rotation.weekdays
    if len(every) == 1 or len(most) * 2 <= len(every):
        return None
    if not others:
        return msg("on {days}", days=_weekday(usual))
    if len(every) - len(most) > _MOST:
        return msgn(
            "mostly on {days}, on another day {n} time",
            "mostly on {days}, on another day {n} times",
            len(every) - len(most),
            days=_weekday(usual),
        )
    exceptions = [
        msg("{when} on {days}", when=_when(readings, every), days=_weekday(day, one=len(readings) == 1))
        for day, readings in others
    ]
    return msg("on {days}, but {exceptions}", days=_weekday(usual), exceptions=join_sentences_and(exceptions))


def _weekday(day: int, *, one: bool = False) -> dict[str, str]:
    """A weekday as it recurs: ``Tuesdays`` / ``le mardi``; as one: ``a Tuesday`` / ``un mardi``."""
    english, french = (formatting.DAYS[code][day] for code in LANGUAGES)
    return (
        {"en": f"a {english}", "fr": f"un {french}"} if one else {"en": f"{english}s", "fr": f"le {french}"}
    )


def _when(readings: Sequence[datetime], every: Collection[datetime]) -> Message:
    """In which months, and on which dates."""
    alone = [at for at in readings if _alone(at, every)]
    dated = [at for at in readings if at not in alone]
    found = []
    if alone:
        found.append(msg("in {months}", months=_joined(alone, every)))
    if dated:
        found.append(msg("on {dates}", dates=_joined(dated, every)))
    return join_sentences_and(found)


def _listed(readings: Sequence[datetime], every: Collection[datetime]) -> Text:
    """The months and dates, as a list in brackets has them."""
    return {code: ", ".join(_name(at, every, code) for at in readings) for code in LANGUAGES}


def _joined(readings: Sequence[datetime], every: Collection[datetime]) -> Text:
    """Months, or dates, as a sentence has them."""
    found = {}
    for code in LANGUAGES:
        names = [_name(at, every, code) for at in readings]
        dates = code == "fr" and not _alone(readings[0], every)
        found[code] = join_and([f"le {name}" for name in names] if dates else names, code)
    return found


def _alone(at: datetime, every: Collection[datetime]) -> bool:
    """Whether the month of a session names it: no other session of the series is in it."""
    return sum((at.year, at.month) == (other.year, other.month) for other in every) == 1


def _name(at: datetime, every: Collection[datetime], code: str) -> str:
    """The month that names a session, else its date; with the year where a month comes twice."""
    years: dict[int, set[int]] = {}
    for other in every:
        years.setdefault(other.month, set()).add(other.year)
    year = any(len(each) > 1 for each in years.values())
    if not _alone(at, every):
        return formatting.date_words(at.date(), code, weekday=False, year=year)
    return formatting.month_words(at.date(), code) if year else formatting.MONTHS[code][at.month - 1]
