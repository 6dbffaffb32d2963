"""The figures of a report, masked: what is hidden takes with it what could be worked out from it."""

from __future__ import annotations

from besrour_cli.disclosure.audit import exposures
from besrour_cli.disclosure.figure_groups import figure_groups
from besrour_cli.disclosure.masked_measures import HIDDEN, masked_measures
from besrour_cli.model.evaluation.publication import Group, MaskRules, group
from besrour_cli.model.evaluation.report import (
    ALL,
    CountTable,
    Dimension,
    Figure,
    FigureKind,
    FigureUnit,
    Measures,
)
from besrour_cli.model.message import msg

CHANGES = ("improved", "same", "worse")
WORDS = msg("a figure")


def counted(name: str, rows: list[str], unit: FigureUnit = FigureUnit.ANSWERS) -> Figure:
    """A count of some rows."""
    return Figure(
        id=name,
        kind=FigureKind.COUNT,
        unit=unit,
        label=WORDS,
        formula=WORDS,
        values=(len(rows),),
        n=len(rows),
        rows=tuple(rows),
    )


def derived(name: str, kind: FigureKind, values: tuple[float, ...], n: int, *parts: str) -> Figure:
    """A figure that is worked out from others."""
    return Figure(id=name, kind=kind, label=WORDS, formula=WORDS, values=values, n=n, parts=parts)


def changes(improved: int, same: int, worse: int, *, more: tuple[Figure, ...] = ()) -> Measures:
    """So many who improved, stayed the same and became worse; their total; two shares; the sessions held."""
    rows = [f"answer {n}" for n in range(improved + same + worse)]
    figures = [
        counted("change.improved", rows[:improved]),
        counted("change.same", rows[improved : improved + same]),
        counted("change.worse", rows[improved + same :]),
        counted("change.all", rows),
        derived(
            "share", FigureKind.PERCENT, (improved / len(rows),), len(rows), "change.improved", "change.all"
        ),
        derived(
            "worse-share", FigureKind.PERCENT, (worse / len(rows),), len(rows), "change.worse", "change.all"
        ),
        derived("holm", FigureKind.PROBABILITY, (0.5,), len(rows), "worse-share"),
        counted("sessions", ["a", "b"], FigureUnit.SESSIONS),
        *more,
    ]
    dimension = Dimension("change", WORDS, CHANGES, {})
    cells: dict[tuple[str, ...], str] = {(key,): f"change.{key}" for key in CHANGES}
    cells[ALL,] = "change.all"
    table = CountTable(id="change", label=WORDS, dimensions=(dimension,), cells=cells)
    return Measures(figures={each.id: each for each in figures}, tables=(table,))


def masked(measures: Measures) -> set[str]:
    """The ids of what is hidden."""
    after = masked_measures(measures, "june").measures
    return {each.id for each in after.figures.values() if each.masked}


def attendances() -> Measures:
    """Of two regions at three sessions; and by region alone those of the two that the form asked about."""
    rows = {
        ("first", "north"): 12,
        ("first", "south"): 9,
        ("second", "north"): 8,
        ("second", "south"): 3,
        ("third", "north"): 10,
        ("third", "south"): 7,
    }
    figures: list[Figure] = []
    cells: dict[tuple[str, ...], str] = {}
    lists: dict[tuple[str, str], list[str]] = {}
    for (session, region), number in rows.items():
        lists[session, region] = [f"attendance.csv {session} {region}{n}" for n in range(number)]
        figures.append(counted(f"strip.{session}.{region}", lists[session, region], FigureUnit.ATTENDANCES))
        cells[session, region] = figures[-1].id
    sides = (
        Dimension("session", WORDS, ("first", "second", "third"), {}),
        Dimension("region", WORDS, ("north", "south"), {}),
    )
    tables = [CountTable(id="strip", label=WORDS, dimensions=sides, cells=cells)]
    asked: dict[tuple[str, ...], str] = {}
    for region in ("north", "south"):
        those = [*lists["first", region], *lists["second", region]]
        figures.append(counted(f"asked.{region}", those, FigureUnit.ATTENDANCES))
        asked[region,] = figures[-1].id
    tables.append(CountTable(id="asked", label=WORDS, dimensions=(sides[1],), cells=asked))
    return Measures(figures={each.id: each for each in figures}, tables=tuple(tables))


def test_a_count_of_another_table_that_is_the_sum_of_cells_is_known_to_be_it() -> None:
    """9 and 3 of the south, 12 in another table: whoever knows 9 and 12 knows the three that are hidden."""
    hidden = masked(attendances())
    assert "strip.second.south" in hidden
    assert hidden & {"strip.first.south", "asked.south"}


def test_one_who_became_worse_is_not_the_rest_of_a_sum() -> None:
    """24 improved, 10 the same, 35 in all: who became worse would be known. “Same” is hidden as well.

    The share that improved is what the report is read for; what rests on the hidden ones goes with them.
    """
    assert masked(changes(24, 10, 1)) == {"change.same", "change.worse", "worse-share", "holm"}


def test_a_hidden_count_does_not_say_whether_it_is_small() -> None:
    """The mark of the ten is that of the one."""
    after = masked_measures(changes(24, 10, 1), "june").measures
    assert after.figures["change.same"].masked == after.figures["change.worse"].masked == HIDDEN


def test_large_counts_and_two_sessions_are_shown() -> None:
    """Two sessions are nobody."""
    assert masked(changes(24, 10, 0)) == set()


def test_a_median_of_few_is_hidden_and_one_of_ten_is_not() -> None:
    """Three quartiles of nine answers are three of the answers."""
    few = derived("few", FigureKind.MEDIAN, (3.0, 2.0, 4.0), 9)
    many = derived("many", FigureKind.MEDIAN, (3.0, 2.0, 4.0), 10)
    assert masked(changes(24, 10, 0, more=(few, many))) == {"few"}


def test_many_attendances_of_few_people_are_few() -> None:
    """Eight attendances of two people give away both."""
    rows = [f"attendance.csv {session} {who}" for session in "abcd" for who in ("awa", "kofi")]
    assert masked(changes(24, 10, 0, more=(counted("came", rows, FigureUnit.ATTENDANCES),))) == {"came"}


def test_the_same_people_under_another_name_are_one_group() -> None:
    """A lone count of those whom a table counts as well is that cell, and hidden with it."""
    rows = [f"answer {n}" for n in range(34, 35)]
    measures = changes(24, 10, 1, more=(counted("lone", rows),))
    groups = figure_groups(measures, "june")
    assert groups.of["lone"] == groups.of["change.worse"] == group("change", change="worse")
    assert groups.of["change.all"] == Group("change")
    assert {"lone", "change.worse"} <= masked(measures)


def test_two_more_who_improved_since_the_last_report_are_not_seen() -> None:
    """The new count would show them, so it is hidden, with the total."""
    first = masked_measures(changes(24, 10, 5), "june")
    second = masked_measures(changes(26, 10, 5), "december", [first.publication])
    after = second.measures.figures
    assert after["change.improved"].masked and after["change.all"].masked
    assert exposures([first.publication, second.publication], MaskRules()) == ()
    again = masked_measures(changes(26, 10, 5), "december", [first.publication, second.publication])
    assert again.measures == second.measures, "who looks again after giving it out sees the same"
