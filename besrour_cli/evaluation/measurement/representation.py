"""Who is represented: each group's share of what took place beside its share of those invited."""

from __future__ import annotations

from besrour_cli.evaluation.inputs import EvaluationInput
from besrour_cli.evaluation.measurement.figure_book import FigureBook, key_id
from besrour_cli.evaluation.measurement.groups import GroupOf, attendance_row, groupings
from besrour_cli.evaluation.statistics.describe import representation_ratio
from besrour_cli.model.evaluation.report import ALL, CountTable, Dimension, Figure, FigureKind, FigureUnit
from besrour_cli.model.message import msg


def measure_representation(book: FigureBook, data: EvaluationInput) -> None:
    """Write down the ratios of regions, shared rooms counted, and of languages; the lowest and highest."""
    for name, group, dimension in groupings(data):
        _representation(book, data, name, group, dimension)


def _representation(
    book: FigureBook, data: EvaluationInput, name: str, group: GroupOf, dimension: Dimension
) -> None:
    """Each group's share of the minutes attended, divided by its share of the people invited."""
    invited = sorted({one for s in data.sessions for one in s.invited if one in data.people})
    minutes = {key: _minutes_attended(data, group, key, rooms=name == "region") for key in dimension.keys}
    all_minutes = sum(minutes.values())
    ratios: list[Figure] = []
    cells: dict[tuple[str, ...], str] = {}
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
    if len(invited) == book.figure("people.invited").n:  # it is no sum where some have left the roster
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
    labels = {
        ("region", "lowest"): msg("lowest representation ratio of a region"),
        ("region", "highest"): msg("highest representation ratio of a region"),
        ("language", "lowest"): msg("lowest representation ratio of a language"),
        ("language", "highest"): msg("highest representation ratio of a language"),
    }
    for which, chosen in (("lowest", min), ("highest", max)):
        found = chosen(known, key=lambda ratio: ratio.values[0]) if known else None
        book.statistic(
            f"representation.{name}.{which}",
            FigureKind.RATIO,
            labels[name, which],
            msg("the lowest or highest of the ratios of all groups"),
            found.values[0] if found else None,
            min((ratio.n for ratio in known), default=0),
            [ratio.id for ratio in known],
        )


def _minutes_attended(data: EvaluationInput, group: GroupOf, key: str, *, rooms: bool) -> int:
    named = sum(
        s.minutes_of(one)
        for s in data.sessions
        for one in s.came
        if one in data.people and group(data.people[one]) == key
    )
    return named + (sum(s.rooms.get(key, 0) * s.minutes for s in data.sessions) if rooms else 0)
