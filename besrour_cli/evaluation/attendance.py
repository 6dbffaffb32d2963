"""Figures of attendance alone: what was done, who came back, who is represented, what hours people bore."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from besrour_cli.evaluation.describe import gini, representation_ratio
from besrour_cli.evaluation.figure_book import FigureBook, key_id
from besrour_cli.evaluation.inputs import EvaluatedPerson, EvaluatedSession, EvaluationInput
from besrour_cli.model.evaluation.report import ALL, CountTable, Dimension, Figure, FigureKind, FigureUnit
from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg, msgn

AGAIN_WITHIN = 3
"""Who comes again to one of the next three sessions has come back."""
Group = Callable[[EvaluatedPerson], str]


def measure_attendance(book: FigureBook, data: EvaluationInput) -> None:
    """Write down all that attendance says."""
    _activity(book, data)
    _return(book, data)
    for name, group, names in _groupings(data):
        _representation(book, data, name, group, names)
    _funnel(book, data)
    _sessions_a_person(book, data)
    _hours(book, data)
    _strip(book, data)


def region_of(person: EvaluatedPerson) -> str:
    """A person's region."""
    return person.region


def language_of(person: EvaluatedPerson) -> str:
    """A person's preferred language."""
    return person.language


def _groupings(data: EvaluationInput) -> tuple[tuple[str, Group, Dimension], ...]:
    return (
        ("region", region_of, region_dimension(data)),
        ("language", language_of, language_dimension(data)),
    )


def region_dimension(data: EvaluationInput) -> Dimension:
    """The regions as a side of a table."""
    return Dimension("region", msg("Region"), data.regions(), data.region_names)


def language_dimension(data: EvaluationInput) -> Dimension:
    """The preferred languages as a side of a table."""
    return Dimension("language", msg("Language"), data.languages(), data.language_names)


def attendance_row(session: EvaluatedSession, member: str) -> str:
    """How a row of attendance.csv is named in a trace."""
    return f"attendance.csv {session.id} {member}"


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
    rooms = sum(n for s in sessions for n in s.rooms.values())
    book.number(
        "attendance.rooms",
        FigureUnit.ATTENDANCES,
        msg("attendances in shared rooms without a name"),
        rooms,
        msg("the people counted in shared rooms, those with a name left out"),
        [f"attendance.yaml {s.id}" for s in sessions if s.rooms],
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
    back, away = [], []
    for member in sorted({one for s in data.sessions for one in s.came}):
        own = [s for s in data.sessions if member in s.invited or member in s.came]
        first = next(at for at, s in enumerate(own) if member in s.came)
        after = own[first + 1 : first + 1 + AGAIN_WITHIN]
        came_again = any(member in s.came for s in after)
        if came_again or len(after) == AGAIN_WITHIN:
            (back if came_again else away).append(member)
    names: Mapping[str, Text | Message] = {"back": msg("came back"), "not": msg("did not come back")}
    outcome = Dimension("return", msg("Return"), ("back", "not"), names)
    members = {"back": back, "not": away}
    unit = FigureUnit.PEOPLE
    whole = book.count(
        "return.first", unit, msg("people who had three sessions to come back to"), back + away
    )
    part = book.count("return.back", unit, msg("of these, people who came back within three sessions"), back)
    book.share("return.share", msg("share of people who came back"), part, whole)
    book.interval("return.interval", msg("share of people who came back, 95% interval"), part, whole)
    for name, group, dimension in _groupings(data):
        book.cross(
            f"return.{name}",
            msg("people who came back"),
            unit,
            [dimension, outcome],
            lambda keys, group=group: (
                one for one in members[keys[1]] if one in data.people and group(data.people[one]) == keys[0]
            ),
            margins=(1,),
            population="return",
        )


def _representation(
    book: FigureBook, data: EvaluationInput, name: str, group: Group, dimension: Dimension
) -> None:
    """Each group's share of the minutes attended, divided by its share of the people invited."""
    invited = sorted({one for s in data.sessions for one in s.invited if one in data.people})
    minutes = {key: _minutes_attended(data, group, key, rooms=name == "region") for key in dimension.keys}
    all_minutes = sum(minutes.values())
    ratios, cells = [], {}
    for key in dimension.keys:
        members = [one for one in invited if group(data.people[one]) == key]
        here = dimension.names.get(key, key)
        people = book.count(
            f"invited.{name}.{key_id(key)}",
            FigureUnit.PEOPLE,
            msg("people invited, {key}", key=here),
            members,
        )
        came = sorted({one for s in data.sessions for one in s.came if one in members})
        cells[key,] = people.id
        attended = book.number(
            f"minutes.{name}.{key_id(key)}",
            FigureUnit.MINUTES,
            msg("minutes attended, {key}", key=here),
            minutes[key],
            msg("minutes of those who came, and of people in shared rooms the whole session"),
            [attendance_row(s, one) for s in data.sessions for one in sorted(s.came) if one in members],
            n=len(came),
        )
        ratio = book.statistic(
            f"representation.{name}.{key_id(key)}",
            FigureKind.RATIO,
            msg("representation ratio, {key}", key=here),
            msg("share of the minutes attended divided by the share of people invited; 1 is even"),
            representation_ratio(minutes[key], all_minutes, len(members), len(invited))
            if all_minutes and members
            else None,
            len(members),
            (attended.id, people.id),
        )
        ratios.append(ratio)
    label = msg("people invited")
    cells[ALL,] = "people.invited"
    book.table(
        CountTable(
            id=f"invited.{name}", label=label, dimensions=(dimension,), cells=cells, population="roster"
        )
    )
    _extremes(book, name, ratios)


def _extremes(book: FigureBook, name: str, ratios: list[Figure]) -> None:
    """The lowest and the highest ratio, which a rule of decision may look at."""
    known = [ratio for ratio in ratios if ratio.values]
    for which, label, chosen in (
        ("lowest", msg("lowest representation ratio"), min),
        ("highest", msg("highest representation ratio"), max),
    ):
        found = chosen(known, key=lambda ratio: ratio.values[0]) if known else None
        book.statistic(
            f"representation.{name}.{which}",
            FigureKind.RATIO,
            label,
            msg("the lowest or highest of the ratios of all groups"),
            found.values[0] if found else None,
            min((ratio.n for ratio in known), default=0),
            [ratio.id for ratio in known],
        )


def _minutes_attended(data: EvaluationInput, group: Group, key: str, *, rooms: bool) -> int:
    named = sum(
        s.minutes_of(one)
        for s in data.sessions
        for one in s.came
        if one in data.people and group(data.people[one]) == key
    )
    return named + (sum(s.rooms.get(key, 0) * s.minutes for s in data.sessions) if rooms else 0)


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
    totals = [book.figure(f"funnel.{step}.all") for step in steps]
    for before, after in pairwise(totals):
        book.share(f"{after.id}.share", msg("share of the step before"), after, before)


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
        session = by_id[keys[1]]
        return (
            attendance_row(session, one)
            for one in sorted(session.came)
            if one in data.people and data.people[one].region == keys[0]
        )

    book.cross(
        "strip",
        msg("people who came"),
        FigureUnit.ATTENDANCES,
        [region_dimension(data), Dimension("session", msg("Session"), tuple(by_id), names)],
        rows,
        margins=(0, 1),
    )
