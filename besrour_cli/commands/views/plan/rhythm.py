"""The rhythm of each series in one sentence that people can remember: “third Thursday at 9:30”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting
from besrour_cli.clock.written_hours import hour_text
from besrour_cli.commands.views.plan.sentences import hour
from besrour_cli.model.language import LANGUAGES, Text, join_and
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.planning.problem.sentences import join_semicolon

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme
    from besrour_cli.planning.explain.rhythm import SeriesRhythm
    from besrour_cli.planning.problem.slots import Slot

_MOST = 4
"""Slots, or dates of one slot, that a sentence names; beyond it they are counted."""
_RUN = 3
"""Sessions in a row at one slot that are said as “from … to …”."""
_WEEKS: dict[str, tuple[str, ...]] = {
    "en": ("first", "second", "third", "fourth", "fifth"),
    "fr": ("premier", "deuxième", "troisième", "quatrième", "cinquième"),
}


def as_data(rhythms: Sequence[SeriesRhythm]) -> list[dict[str, object]]:
    """The slots of each series with the dates at them, for ``--json``."""
    return [
        {
            "series": each.series,
            "place": each.place.name("en"),
            "zone": each.place.zone,
            "slots": [
                {
                    "week": slot.nth or None,
                    "weekday": formatting.DAYS["en"][slot.weekday],
                    "hour": hour_text(slot.minute),
                    "dates": [at.date().isoformat() for at in readings],
                }
                for slot, readings in each.slots
            ],
        }
        for each in rhythms
    ]


def lines(programme: Programme, rhythms: Sequence[SeriesRhythm]) -> Iterator[Message]:
    """One sentence a series."""
    for each in rhythms:
        yield msg(
            "{series}, in {place}: {slots}.",
            series=programme.series[each.series].names,
            place=each.place.names,
            slots=_slots(each),
        )


def _slots(rhythm: SeriesRhythm) -> Message:
    """The slots, each with when it is; the usual one last, and without its dates."""
    (usual, most), *others = rhythm.slots
    every = rhythm.readings
    if len(rhythm.slots) > _MOST:
        return _counted(rhythm)
    if not others and len(most) > 1:
        return slot_words(usual)
    if len(most) > 1:
        return join_semicolon(
            [
                *(_at(slot, readings, every) for slot, readings in others),
                msg("{slot} otherwise", slot=slot_words(usual)),
            ]
        )
    return join_semicolon([_at(slot, readings, every) for slot, readings in rhythm.slots])


def _counted(rhythm: SeriesRhythm) -> Message:
    usual, most = rhythm.slots[0]
    minutes = [slot.minute for slot, _ in rhythm.slots]
    if len(most) > 1:
        return msg(
            "{n} different days and hours, most often {slot} ({times} of {sessions})",
            n=len(rhythm.slots),
            slot=slot_words(usual),
            times=len(most),
            sessions=len(rhythm.readings),
        )
    return msg(
        "{n} different days and hours, between {first} and {last}",
        n=len(rhythm.slots),
        first=hour(min(minutes)),
        last=hour(max(minutes)),
    )


def slot_words(slot: Slot) -> Message:
    """A slot as people remember it: ``third Thursday at 9:30``, or every week, ``Thursdays at 9:30``."""
    days = {code: formatting.DAYS[code][slot.weekday] for code in LANGUAGES}
    if not slot.nth:
        days = {"en": f"{days['en']}s", "fr": f"le {days['fr']}"}
    else:
        weeks = {code: _WEEKS[code][slot.nth - 1] for code in LANGUAGES}
        days = {"en": f"{weeks['en']} {days['en']}", "fr": f"le {weeks['fr']} {days['fr']}"}
    return msg("{day} at {hour}", day=days, hour=hour(slot.minute))


def _at(slot: Slot, readings: Sequence[datetime], every: Sequence[datetime]) -> Message:
    """A slot and when it is."""
    words = slot_words(slot)
    first, last = every.index(readings[0]), every.index(readings[-1])
    if len(readings) >= _RUN and last - first == len(readings) - 1:
        return msg(
            "{slot} from {first} to {last}",
            slot=words,
            first=_from(readings[0], every),
            last=_until(readings[-1], every),
        )
    if len(readings) > _MOST:
        return msgn("{slot} {n} time", "{slot} {n} times", len(readings), slot=words)
    alone = [at for at in readings if _alone(at, every)]
    dated = [at for at in readings if not _alone(at, every)]
    if not dated:
        return msg("{slot} in {months}", slot=words, months=_joined(alone, every))
    if not alone:
        return msg("{slot} on {dates}", slot=words, dates=_joined(dated, every))
    return msg(
        "{slot} in {months} and on {dates}",
        slot=words,
        months=_joined(alone, every),
        dates=_joined(dated, every),
    )


def _joined(readings: Sequence[datetime], every: Sequence[datetime]) -> Text:
    """Months, or dates, as a sentence has them."""
    found = {}
    for code in LANGUAGES:
        names = [_name(at, every, code) for at in readings]
        dates = code == "fr" and not _alone(readings[0], every)
        found[code] = join_and([f"le {name}" for name in names] if dates else names, code)
    return found


def _from(at: datetime, every: Sequence[datetime]) -> Text:
    """Where a run begins: French has its preposition with it, ``de mars``, ``d’avril``, ``du 6 avril``."""
    name = _name(at, every, "fr")
    if not _alone(at, every):
        return {"en": _name(at, every, "en"), "fr": f"du {name}"}
    return {"en": _name(at, every, "en"), "fr": f"d’{name}" if name[0] in "ao" else f"de {name}"}


def _until(at: datetime, every: Sequence[datetime]) -> Text:
    """Where a run ends, with its preposition in French: ``à mai``, ``au 25 mai``."""
    french = "à" if _alone(at, every) else "au"
    return {"en": _name(at, every, "en"), "fr": f"{french} {_name(at, every, 'fr')}"}


def _alone(at: datetime, every: Sequence[datetime]) -> bool:
    """Whether the month of a session names it: no other session of the series is in it."""
    return sum((at.year, at.month) == (other.year, other.month) for other in every) == 1


def _name(at: datetime, every: Sequence[datetime], code: str) -> str:
    """The month that names a session, else its date; with the year where a month comes twice."""
    years: dict[int, set[int]] = {}
    for other in every:
        years.setdefault(other.month, set()).add(other.year)
    year = any(len(each) > 1 for each in years.values())
    if not _alone(at, every):
        return formatting.date_words(at.date(), code, weekday=False, year=year)
    return formatting.month_words(at.date(), code) if year else formatting.MONTHS[code][at.month - 1]
