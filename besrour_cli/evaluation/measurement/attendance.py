"""Figures of attendance alone: what was done, who came back, who is represented, what hours people bore."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise

from besrour_cli.evaluation.inputs import EvaluationInput
from besrour_cli.evaluation.measurement.figure_book import FigureBook
from besrour_cli.evaluation.measurement.groups import (
    GroupOf,
    attendance_row,
    groupings,
    language_dimension,
    region_dimension,
    room_rows,
)
from besrour_cli.evaluation.measurement.rejoins import measure_rejoins
from besrour_cli.evaluation.measurement.representation import measure_representation
from besrour_cli.evaluation.measurement.sessions import measure_sessions
from besrour_cli.model.evaluation.report import Dimension, FigureUnit
from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg

AGAIN_WITHIN = 3
"""Who comes again to one of the next three sessions has come back."""


def measure_attendance(book: FigureBook, data: EvaluationInput) -> None:
    """Write down all that attendance says."""
    _activity(book, data)
    _return(book, data)
    measure_representation(book, data)
    _funnel(book, data)
    measure_sessions(book, data)
    measure_rejoins(book, data)


def _activity(book: FigureBook, data: EvaluationInput) -> None:
    sessions, people = data.sessions, data.people
    book.count("sessions.held", FigureUnit.SESSIONS, msg("sessions held"), (s.id for s in sessions))
    book.count("sessions.unknown", FigureUnit.SESSIONS, msg("sessions without attendance"), data.unknown)
    book.count("sessions.cancelled", FigureUnit.SESSIONS, msg("sessions cancelled"), data.cancelled)
    invited = sorted({one for s in sessions for one in s.invited})
    came = sorted({one for s in sessions for one in s.came})
    rows = [attendance_row(s, one) for s in sessions for one in sorted(s.came)]
    book.count("people.invited", FigureUnit.PEOPLE, msg("people invited at least once"), invited)
    book.count("people.came", FigureUnit.PEOPLE, msg("people who came at least once"), came)
    book.count("attendance.named", FigureUnit.ATTENDANCES, msg("attendances by name"), rows)
    seats = [row for s in sessions for region in sorted(s.rooms) for row in room_rows(s, region)]
    book.number(
        "attendance.rooms",
        FigureUnit.ATTENDANCES,
        msg("attendances in shared rooms without a name"),
        len(seats),
        msg("the people counted in shared rooms, those with a name left out"),
        seats,
    )
    countries = sorted({people[one].country for one in came if one in people} - {""})
    book.count("countries.came", FigureUnit.NONE, msg("countries of those who came"), countries)
    book.cross(
        "led",
        msg("sessions led by somebody of the region"),
        FigureUnit.SESSIONS,
        [region_dimension(data)],
        lambda keys: (
            s.id for s in sessions if any(one in people and people[one].region == keys[0] for one in s.led_by)
        ),
    )


def _return(book: FigureBook, data: EvaluationInput) -> None:
    """Of those who had time to come back, how many did so within three sessions that they were invited to."""
    back: list[str] = []
    away: list[str] = []
    for member in sorted({one for s in data.sessions for one in s.came}):
        own = [s for s in data.sessions if member in s.invited or member in s.came]
        first = next(at for at, s in enumerate(own) if member in s.came)
        after = own[first + 1 : first + 1 + AGAIN_WITHIN]
        came_again = any(member in s.came for s in after)
        if len(after) == AGAIN_WITHIN:  # who comes back sooner counts no earlier: that would count them alone
            (back if came_again else away).append(member)
    names: Mapping[str, Text | Message] = {"back": msg("returned"), "not": msg("did not return")}
    outcome = Dimension("return", msg("Return"), ("back", "not"), names)
    members = {"back": back, "not": away}
    unit = FigureUnit.PEOPLE
    whole = book.count("return.first", unit, msg("people with three sessions to come back to"), back + away)
    part = book.count("return.back", unit, msg("of these, people who came back to one of the three"), back)
    book.share("return.share", msg("share of people who came back"), part, whole)
    book.interval("return.interval", msg("share of people who came back, 95% interval"), part, whole)
    for name, group, dimension in groupings(data):
        book.cross(
            f"return.{name}",
            msg("people who came back"),
            unit,
            [dimension, outcome],
            partial(_returning, data, members, group),
            margins=(1,),
            population="return",
        )


def _returning(
    data: EvaluationInput, members: Mapping[str, Sequence[str]], group: GroupOf, keys: tuple[str, ...]
) -> list[str]:
    """The members of a group with an outcome."""
    key, outcome = keys
    return [one for one in members[outcome] if one in data.people and group(data.people[one]) == key]


def _funnel(book: FigureBook, data: EvaluationInput) -> None:
    """From invitations to answers, by language; an answer's language is that of the form."""
    names: Mapping[str, Text | Message] = {
        "invited": msg("invited"),
        "accepted": msg("replied yes"),
        "came": msg("came"),
        "answered": msg("answered the form"),
    }
    sessions = {s.id for s in data.sessions}
    answers = [one for one in data.data.answers if one.wave in sessions]
    steps = [
        "invited",
        *(["accepted"] if data.accepts_known else []),
        "came",
        *(["answered"] if answers else []),
    ]

    def rows(keys: tuple[str, ...]) -> Iterable[str]:
        step, language = keys
        if step == "answered":
            return (f"answer {one.id}" for one in answers if one.language == language)
        return (
            attendance_row(s, one)
            for s in data.sessions
            for one in sorted(s.invited & (s.came.keys() if step == "came" else getattr(s, step)))
            if one in data.people and data.people[one].language == language
        )

    side = Dimension("step", msg("Step"), tuple(steps), names)
    book.cross(
        "funnel",
        msg("invitations"),
        FigureUnit.ATTENDANCES,
        [side, language_dimension(data)],
        rows,
        margins=(1,),
    )
    # where all who were invited have left the roster, there is no language, and no total either
    totals = [book.figure(name) for step in steps if (name := f"funnel.{step}.all") in book]
    for before, after in pairwise(totals):
        book.share(f"{after.id}.share", msg("share of the step before"), after, before)
