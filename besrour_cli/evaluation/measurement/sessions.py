"""Who came how often, to which session, and at what hours of their own day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from besrour_cli.evaluation.inputs import EvaluationInput
from besrour_cli.evaluation.measurement.figure_book import FigureBook, key_id
from besrour_cli.evaluation.measurement.groups import attendance_row, region_dimension
from besrour_cli.evaluation.statistics.describe import gini
from besrour_cli.model.evaluation.report import Dimension, FigureKind, FigureUnit
from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg, msgn


def measure_sessions(book: FigureBook, data: EvaluationInput) -> None:
    """Write down sessions a person, minutes outside the day, and who came to each session."""
    _sessions_a_person(book, data)
    _hours(book, data)
    _strip(book, data)


def _sessions_a_person(book: FigureBook, data: EvaluationInput) -> None:
    """How many sessions each of those invited came to, and how unequal that is."""
    invited = sorted({one for s in data.sessions for one in s.invited if one in data.people})
    times = {one: sum(one in s.came for s in data.sessions) for one in invited}
    keys = tuple(str(n) for n in range(len(data.sessions) + 1))
    names: Mapping[str, Text | Message] = {key: msgn("{n} session", "{n} sessions", int(key)) for key in keys}
    table = book.cross(
        "attended",
        msg("people by number of sessions attended"),
        FigureUnit.PEOPLE,
        [Dimension("sessions", msg("Sessions attended"), keys, names)],
        lambda keys: (one for one in invited if times[one] == int(keys[0])),
        population="roster",
    )
    book.statistic(
        "attended.gini",
        FigureKind.EFFECT,
        msg("Gini coefficient of sessions attended"),
        msg("how unequally sessions attended are spread over those invited: 0 evenly, near 1 to one person"),
        gini(list(times.values())) if invited else None,
        len(invited),
        table.cells.values(),
    )


def _hours(book: FigureBook, data: EvaluationInput) -> None:
    """Minutes outside 08:00 to 18:00 on people's own clocks: planned for all invited, borne by who came."""
    for key in data.regions():
        here: Text | str = data.region_names.get(key, key)
        own = {one for one, person in data.people.items() if person.region == key}
        invited = sorted({one for s in data.sessions for one in s.invited & own})
        came = sorted({one for s in data.sessions for one in s.came if one in own})
        planned = sum(s.outside.get(one, 0) for s in data.sessions for one in s.invited & own)
        borne = sum(
            round(s.outside.get(one, 0) * s.minutes_of(one) / s.minutes)
            for s in data.sessions
            for one in s.came
            if one in own and s.minutes
        )
        formula = msg("minutes of each session outside 08:00 to 18:00 where the person lives, added up")
        book.number(
            f"outside.planned.{key_id(key)}",
            FigureUnit.MINUTES,
            msg("minutes outside 08:00 to 18:00 planned, {key}", key=here),
            planned,
            formula,
            [attendance_row(s, one) for s in data.sessions for one in sorted(s.invited & own)],
            n=len(invited),
        )
        book.number(
            f"outside.borne.{key_id(key)}",
            FigureUnit.MINUTES,
            msg("minutes outside 08:00 to 18:00 borne, {key}", key=here),
            borne,
            formula,
            [attendance_row(s, one) for s in data.sessions for one in sorted(own & s.came.keys())],
            n=len(came),
        )


def _strip(book: FigureBook, data: EvaluationInput) -> None:
    """Who came to each session, by region."""
    by_id = {s.id: s for s in data.sessions}
    names: Mapping[str, Text | Message] = {s.id: s.titles for s in data.sessions}

    def rows(keys: tuple[str, ...]) -> Iterable[str]:
        session = by_id[keys[0]]
        return (
            attendance_row(session, one)
            for one in sorted(session.came)
            if one in data.people and data.people[one].region == keys[1]
        )

    book.cross(
        "strip",
        msg("people who came"),
        FigureUnit.ATTENDANCES,
        [Dimension("session", msg("Session"), tuple(by_id), names), region_dimension(data)],
        rows,
        margins=(0, 1),
    )
