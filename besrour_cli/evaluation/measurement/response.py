"""Who answered and who did not, and what that may change: bounds instead of guesses.

Answers name nobody, so that response is known by what answers say themselves: region and language. By how
long people stayed it is not known, and no figure here pretends it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from besrour_cli.evaluation.inputs import EvaluatedSession, EvaluationInput
from besrour_cli.evaluation.measurement.figure_book import FigureBook, key_id
from besrour_cli.evaluation.measurement.groups import (
    answer_row,
    attendance_row,
    language_dimension,
    region_choices,
    region_dimension,
    region_item,
    room_rows,
)
from besrour_cli.evaluation.statistics.freeman_halton import freeman_halton
from besrour_cli.model.evaluation.answers import EvaluationAnswer
from besrour_cli.model.evaluation.report import Dimension, Figure, FigureKind, FigureUnit
from besrour_cli.model.language import Text
from besrour_cli.model.message import msg

_FEWEST_BOUNDED = 10


class ResponseGroup(NamedTuple):
    """A region or a language: its key in figures, its name, its answers, and what they could be about.

    ``answer_key`` is what answers have in its place: a choice of the form, or the form's language.
    """

    key: str
    name: Text | str
    answered: Figure
    came: Figure
    answer_key: str


def measure_response(book: FigureBook, data: EvaluationInput) -> None:
    """Of the attendances at sessions that were asked about, how many were answered, and by whom."""
    waves = {one.wave for one in data.data.answers}
    sessions = [s for s in data.sessions if s.id in waves]
    answers = [one for one in data.data.answers if any(one.wave == s.id for s in sessions)]
    rows = [attendance_row(s, one) for s in sessions for one in sorted(s.came)]
    rows += [row for s in sessions for region in sorted(s.rooms) for row in room_rows(s, region)]
    came = book.number(
        "response.came",
        FigureUnit.ATTENDANCES,
        msg("attendances at sessions that the form asked about, shared rooms counted"),
        len(rows),
        msg("the rows below, counted, and the people of shared rooms without a name"),
        rows,
    )
    answered = book.count(
        "response.answered", FigureUnit.ANSWERS, msg("answers about these sessions"), map(answer_row, answers)
    )
    if came.values[0] >= answered.values[0] and came.values[0]:
        book.share("response.share", msg("response"), answered, came)
        book.interval("response.interval", msg("response, 95% interval"), answered, came)
    if not answers:
        return
    _attendances_by_region(book, data, sessions)
    _attendances_by_language(book, data, sessions)
    _answers_by_region(book, data, answers)
    for name, groups in response_groups(book, data).items():
        _rates(book, name, groups)


def response_groups(book: FigureBook, data: EvaluationInput) -> dict[str, tuple[ResponseGroup, ...]]:
    """The regions that the form offers by name, and the languages, with their counts.

    Where there are fewer than two of them, or no answer, there is nothing to compare.
    """
    if not book.figure("response.answered").values[0]:
        return {}
    regions = tuple(
        ResponseGroup(
            key=key_id(region),
            name=data.region_names.get(region, region),
            answered=book.figure(f"answers.region.{key_id(choice)}.session"),
            came=book.figure(f"answerable.region.{key_id(region)}.all"),
            answer_key=choice,
        )
        for region, choice in region_choices(data).items()
    )
    languages = tuple(
        ResponseGroup(
            key=key_id(language),
            name=data.language_names.get(language, language),
            answered=book.figure(f"funnel.answered.{key_id(language)}"),
            came=book.figure(f"answerable.language.{key_id(language)}.session"),
            answer_key=language,
        )
        for language in data.languages()
    )
    return {name: each for name, each in (("region", regions), ("language", languages)) if len(each) > 1}


def _attendances_by_region(
    book: FigureBook, data: EvaluationInput, sessions: Sequence[EvaluatedSession]
) -> None:
    """Attendances that an answer could be about, by region: with a name, and in shared rooms without one."""

    def rows(keys: tuple[str, ...]) -> Iterable[str]:
        region, seat = keys
        if seat == "room":
            return (row for s in sessions for row in room_rows(s, region))
        return (
            attendance_row(s, one)
            for s in sessions
            for one in sorted(s.came)
            if one in data.people and data.people[one].region == region
        )

    seats = {"named": msg("by name"), "room": msg("in shared rooms")}
    book.cross(
        "answerable.region",
        msg("attendances at sessions that the form asked about"),
        FigureUnit.ATTENDANCES,
        [region_dimension(data), Dimension("seat", msg("Seat"), tuple(seats), seats)],
        rows,
        margins=(1,),
    )


def _attendances_by_language(
    book: FigureBook, data: EvaluationInput, sessions: Sequence[EvaluatedSession]
) -> None:
    """Attendances of those invited by language, at sessions that the form asked about and at others."""
    asked = {s.id for s in sessions}

    def rows(keys: tuple[str, ...]) -> Iterable[str]:
        language, about = keys
        return (
            attendance_row(s, one)
            for s in data.sessions
            if (s.id in asked) == (about == "session")
            for one in sorted(s.invited & s.came.keys())
            if one in data.people and data.people[one].language == language
        )

    names = {"session": msg("at sessions that the form asked about"), "later": msg("at other sessions")}
    book.cross(
        "answerable.language",
        msg("attendances of those invited"),
        FigureUnit.ATTENDANCES,
        [language_dimension(data), Dimension("about", msg("About"), tuple(names), names)],
        rows,
        margins=(1,),
    )


def _answers_by_region(book: FigureBook, data: EvaluationInput, answers: Sequence[EvaluationAnswer]) -> None:
    """Answers by the region that they name, about sessions that were held and about anything else.

    The choices are those of the form, so that the mask knows these answers from the table of the choices.
    """
    item = region_item(data)
    if item is None:
        return
    names, key = {choice.id: choice.text for choice in item.choices}, item.id
    counted = {one.id for one in answers}
    abouts = {"session": msg("about sessions that were held"), "later": msg("about anything else")}
    book.cross(
        "answers.region",
        msg("answers"),
        FigureUnit.ANSWERS,
        [
            Dimension(item.id, msg("Answer"), tuple(names), names),
            Dimension("about", msg("About"), tuple(abouts), abouts),
        ],
        lambda keys: (
            answer_row(one)
            for one in data.data.answers
            if one.values.get(key) == keys[0] and (one.id in counted) == (keys[1] == "session")
        ),
        margins=(1,),
        population="answers",
    )


def _rates(book: FigureBook, name: str, groups: Sequence[ResponseGroup]) -> None:
    """The response of each group, and whether chance alone would make them so unlike."""
    for one in groups:
        label = msg("response, {key}", key=one.name)
        book.share(f"response.{name}.{one.key}", label, one.answered, one.came)
    labels = {
        "region": msg("response by region: test of Freeman and Halton"),
        "language": msg("response by language: test of Freeman and Halton"),
    }
    counts = [(int(one.answered.values[0]), int(one.came.values[0])) for one in groups]
    book.statistic(
        f"response.{name}-p",
        FigureKind.PROBABILITY,
        labels[name],
        msg("the chances of all tables of these margins that are no likelier than this one, added up"),
        freeman_halton([(min(part, whole), max(0, whole - part)) for part, whole in counts]),
        sum(whole for _, whole in counts),
        [figure.id for one in groups for figure in (one.answered, one.came)],
    )


def measure_bounds(book: FigureBook, primary: str) -> None:
    """The share that improved, had all who came answered: bounds if none of the silent improved, or all."""
    part, whole = book.figure(f"item.{primary}.change.improved"), book.figure(f"item.{primary}.change.all")
    everybody = book.figure("people.came")
    silent = max(0, int(everybody.values[0] - whole.values[0]))
    most = whole.values[0] + silent
    few = most < _FEWEST_BOUNDED
    book.add(
        Figure(
            id=f"item.{primary}.improved-bounds",
            kind=FigureKind.INTERVAL,
            label=msg("share that improved among all who came, between these bounds"),
            formula=msg("all who came and did not answer counted as not improved, then as improved"),
            values=() if few else (part.values[0] / most, (part.values[0] + silent) / most),
            n=int(most),
            parts=(part.id, whole.id, everybody.id),
            reason=msg("too few to tell") if few else None,
        )
    )
