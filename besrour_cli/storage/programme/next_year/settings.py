"""programme.yaml a year later: id and name, the dates of series, blackouts and reports, whose turn it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import NamedTuple

from besrour_cli.schedule.next_year import id_of_next_year, text_in_next_year, words_in_next_year
from besrour_cli.schedule.occurrences import occurrences
from besrour_cli.storage.programme.next_year.edits import FileEdits, ValueEdit, last_line, lines_naming_years
from besrour_cli.storage.programme.series.recurrence_keys import read_recurrence
from besrour_cli.storage.programme.series.session_patterns import PATTERN_KEYS
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode, compose

MoveDays = Callable[[date, date], tuple[date, date]]
"""Where days that nothing is planned on lie a year later."""


class MovedSettings(NamedTuple):
    """The text of programme.yaml a year later, and what of it a person has to look at.

    ``credits``: the line of what was accredited, which is a remark now (0: there was none); ``by_hand``:
    values that could not be changed where they stand; ``years``: lines that still name the year before;
    ``recurring`` are the series that repeat.
    """

    id: str
    text: str
    changes: tuple[ValueEdit, ...]
    by_hand: tuple[ValueEdit, ...]
    years: tuple[tuple[int, str], ...]
    credits: int
    recurring: frozenset[str]


def moved_settings(page: SourceFile, years: Collection[int], move_days: MoveDays) -> MovedSettings:
    """The settings of the next year; the page holds no mistake, and ``years`` are those of the programme."""
    root = compose(page)
    assert isinstance(root, MappingNode)
    edits = FileEdits(page)
    name = _set_names(edits, root, years)
    all_series = _mapping(root, "series")
    for series, node in all_series.items():
        _move_series(edits, page, series, node)
    _move_blackouts(edits, root, move_days)
    for day in _scalars(root, "reports"):
        edits.set(day, "reports", text_in_next_year(day.text))
    call = _mapping(root, "themes").get("open_until")
    if isinstance(call, ScalarNode):
        edits.set(call, "themes.open_until", text_in_next_year(call.text))
    for key in ("from", "to"):
        term = _mapping(root, "mentors").get(key)
        if isinstance(term, ScalarNode):
            edits.set(term, f"mentors.{key}", text_in_next_year(term.text))
    accredited = root.pairs["credits"][0].line if "credits" in root.pairs else 0
    if accredited:
        edits.close_lines(accredited, last_line(page, accredited))
    text = edits.text()
    return MovedSettings(
        id=name,
        text=text,
        changes=edits.made,
        by_hand=tuple(edits.by_hand),
        years=_still_named(text, years),
        credits=accredited,
        recurring=frozenset(series for series, node in all_series.items() if _repeats(node)),
    )


def _set_names(edits: FileEdits, root: MappingNode, years: Collection[int]) -> str:
    """Move the years in the id and the names; the new id."""
    own = _scalar(root, "id")
    name = id_of_next_year(own.text, years) if own else ""
    if own:
        edits.set(own, "id", name)
    for code, node in _mapping(root, "name").items():
        if isinstance(node, ScalarNode):
            edits.set(node, f"name.{code}", words_in_next_year(node.text, years))
    return name


def _move_series(edits: FileEdits, page: SourceFile, series: str, node: Node) -> None:
    """Move the dates between which a series repeats, and let turns go on where they ended."""
    if not isinstance(node, MappingNode) or not _repeats(node):
        return
    fields = Fields(SourceFile(page.path, page.text), node, (*node.pairs, *PATTERN_KEYS))
    recurrence = read_recurrence(fields)
    if recurrence is None:
        return
    for key in ("from", "until", "except"):
        for day in _scalars(node, key):
            moved = text_in_next_year(day.text, weekly=not recurrence.every.is_monthly)
            edits.set(day, f"series.{series}.{key}", moved)
    row = occurrences(series, recurrence)
    taken = row[-1].number + 1 if row else 0
    for role, people in _mapping(node, "turns").items():
        ids = [each for each in _items(people) if isinstance(each, ScalarNode)]
        for place, each in enumerate(ids):
            after = ids[(place + taken) % len(ids)].text
            edits.set(each, f"series.{series}.turns.{role}", after)


def _repeats(node: Node) -> bool:
    return isinstance(node, MappingNode) and "every" in node.pairs


def _move_blackouts(edits: FileEdits, root: MappingNode, move_days: MoveDays) -> None:
    for item in _items(root.pairs["blackouts"][1]) if "blackouts" in root.pairs else ():
        if not isinstance(item, MappingNode):
            continue
        first, last = _scalar(item, "from"), _scalar(item, "to")
        if first and last:
            days = move_days(date.fromisoformat(first.text), date.fromisoformat(last.text))
            for node, day in zip((first, last), days, strict=True):
                edits.set(node, "blackouts", day.isoformat())


def _still_named(text: str, years: Collection[int]) -> tuple[tuple[int, str], ...]:
    """Lines that name a year which is over."""
    return lines_naming_years(text, set(years).difference(year + 1 for year in years))


def _mapping(node: MappingNode, key: str) -> dict[str, Node]:
    value = node.pairs[key][1] if key in node.pairs else None
    return {name: pair[1] for name, pair in value.pairs.items()} if isinstance(value, MappingNode) else {}


def _scalar(node: MappingNode, key: str) -> ScalarNode | None:
    value = node.pairs[key][1] if key in node.pairs else None
    return value if isinstance(value, ScalarNode) else None


def _scalars(node: MappingNode, key: str) -> Iterator[ScalarNode]:
    """Yield the words of a value: one, or a list of them."""
    value = node.pairs[key][1] if key in node.pairs else None
    if isinstance(value, ScalarNode):
        yield value
    for item in _items(value):
        if isinstance(item, ScalarNode):
            yield item


def _items(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, SequenceNode) else []
