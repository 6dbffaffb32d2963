"""Where figures are written down as they are measured, each with its formula, its rows and its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product

from besrour_cli.evaluation.statistics.describe import FEWEST_FOR_PERCENT, quartiles, wilson
from besrour_cli.model.evaluation.report import (
    ALL,
    CountTable,
    Dimension,
    Figure,
    FigureKind,
    FigureUnit,
    Measures,
)
from besrour_cli.model.message import Message, msg


def key_id(text: str) -> str:
    """A region, a language or a choice as a part of an id: small letters, no blanks."""
    return "-".join(text.casefold().split()) or "none"


class FigureBook:
    """Figures and tables of one report, in the order in which they are written down."""

    def __init__(self) -> None:
        self._figures: dict[str, Figure] = {}
        self._tables: list[CountTable] = []

    def measures(self) -> Measures:
        """All that was written down."""
        return Measures(figures=dict(self._figures), tables=tuple(self._tables))

    def add(self, figure: Figure) -> Figure:
        """Write a figure down; ValueError for an id that is taken."""
        if figure.id in self._figures:
            raise ValueError(figure.id)
        self._figures[figure.id] = figure
        return figure

    def count(self, name: str, unit: FigureUnit, label: Message, rows: Iterable[str]) -> Figure:
        """How many rows there are; each is counted."""
        rows = tuple(rows)
        return self.number(name, unit, label, len(rows), msg("the rows below, counted"), rows)

    def number(
        self,
        name: str,
        unit: FigureUnit,
        label: Message,
        value: float,
        formula: Message,
        rows: Sequence[str] = (),
        n: int | None = None,
        parts: tuple[str, ...] = (),
    ) -> Figure:
        """A count that is worked out otherwise, such as a sum of minutes; ``n`` people stand behind it."""
        return self.add(
            Figure(
                id=name,
                kind=FigureKind.COUNT,
                unit=unit,
                label=label,
                formula=formula,
                values=(value,),
                n=int(value) if n is None else n,
                rows=tuple(rows),
                parts=parts,
            )
        )

    def share(self, name: str, label: Message, part: Figure, whole: Figure) -> Figure:
        """One count divided by another, as a percentage; not below ten, where the counts say more."""
        few, more = whole.values[0] < FEWEST_FOR_PERCENT, part.values[0] > whole.values[0]
        return self.add(
            Figure(
                id=name,
                kind=FigureKind.PERCENT,
                label=label,
                formula=msg("{part} divided by {whole}", part=part.id, whole=whole.id),
                values=() if few or more else (part.values[0] / whole.values[0],),
                n=int(whole.values[0]),
                parts=(part.id, whole.id),
                reason=_few() if few else msg("the part is larger than the whole") if more else None,
            )
        )

    def interval(self, name: str, label: Message, part: Figure, whole: Figure) -> Figure:
        """The 95 % interval of a share."""
        few = whole.values[0] < FEWEST_FOR_PERCENT
        return self.add(
            Figure(
                id=name,
                kind=FigureKind.INTERVAL,
                label=label,
                formula=msg(
                    "95% interval of Wilson (1927) of {part} out of {whole}", part=part.id, whole=whole.id
                ),
                values=() if few else wilson(int(part.values[0]), int(whole.values[0])),
                n=int(whole.values[0]),
                parts=(part.id, whole.id),
                reason=_few() if few else None,
            )
        )

    def median(self, name: str, label: Message, values: Sequence[float], rows: Iterable[str]) -> Figure:
        """The median of some values with its quartiles."""
        return self.add(
            Figure(
                id=name,
                kind=FigureKind.MEDIAN,
                label=label,
                formula=msg("median and quartiles of the rows below (Hyndman and Fan 1996, definition 7)"),
                values=tuple(quartiles(values)) if values else (),
                n=len(values),
                rows=tuple(rows),
                reason=None if values else msg("nobody answered"),
            )
        )

    def statistic(
        self,
        name: str,
        kind: FigureKind,
        label: Message,
        formula: Message,
        value: float | None,
        n: int,
        parts: Iterable[str],
        rows: Iterable[str] = (),
    ) -> Figure:
        """A ratio, an effect or a p-value; None where there are too few to tell."""
        return self.add(
            Figure(
                id=name,
                kind=kind,
                label=label,
                formula=formula,
                values=() if value is None else (value,),
                n=n,
                rows=tuple(rows),
                parts=tuple(parts),
                reason=msg("too few to tell") if value is None else None,
            )
        )

    def cross(
        self,
        name: str,
        label: Message,
        unit: FigureUnit,
        dimensions: Sequence[Dimension],
        rows_at: Callable[[tuple[str, ...]], Iterable[str]],
        margins: Sequence[int] = (),
        population: str = "",
        adds_up: bool = True,
    ) -> CountTable:
        """A table of counts: ``rows_at`` gives the rows of a cell; ``margins`` are dimensions to be summed.

        Each cell is a figure named ``NAME.KEY.KEY``; a margin has ``all`` in the place of a key.
        """
        cells: dict[tuple[str, ...], str] = {}
        counted: Mapping[tuple[str, ...], tuple[str, ...]] = {
            keys: tuple(rows_at(keys)) for keys in product(*(each.keys for each in dimensions))
        }
        for keys, rows in counted.items():
            named = self.count(_cell_id(name, keys), unit, _cell_label(label, dimensions, keys), rows)
            cells[keys] = named.id
        summed = [tuple(dict.fromkeys(_summed(keys, (at,)) for keys in counted)) for at in margins]
        if len(margins) > 1:
            summed.append(tuple(dict.fromkeys(_summed(keys, margins) for keys in counted)))
        for keys in (each for margin in summed for each in margin):
            inner = [each for each in counted if _is_in(each, keys)]
            rows = tuple(row for each in inner for row in counted[each])
            total = self.number(
                _cell_id(name, keys),
                unit,
                _cell_label(label, dimensions, keys),
                len(rows),
                msg("the sum of its cells"),
                rows,
                parts=tuple(cells[each] for each in inner),
            )
            cells[keys] = total.id
        table = CountTable(
            id=name,
            label=label,
            dimensions=tuple(dimensions),
            cells=cells,
            adds_up=adds_up,
            population=population,
        )
        self._tables.append(table)
        return table

    def table(self, table: CountTable) -> CountTable:
        """Write down a table of figures that are there already."""
        self._tables.append(table)
        return table

    def __contains__(self, name: str) -> bool:
        return name in self._figures

    def figure(self, name: str) -> Figure:
        """A figure that was written down; KeyError for another."""
        return self._figures[name]


def _few() -> Message:
    return msg("fewer than {n}: no percentage", n=FEWEST_FOR_PERCENT)


def _summed(keys: tuple[str, ...], over: Sequence[int]) -> tuple[str, ...]:
    return tuple(ALL if at in over else key for at, key in enumerate(keys))


def _is_in(cell: Sequence[str], sum_: Sequence[str]) -> bool:
    """Whether a cell is one of those that a sum adds up."""
    return all(total in (key, ALL) for key, total in zip(cell, sum_, strict=True))


def _cell_id(name: str, keys: Iterable[str]) -> str:
    return ".".join([name, *("all" if key == ALL else key_id(key) for key in keys)])


def _cell_label(label: Message, dimensions: Sequence[Dimension], keys: Sequence[str]) -> Message:
    for dimension, key in zip(dimensions, keys, strict=True):
        name = msg("all") if key == ALL else dimension.names.get(key, key)
        label = msg("{label}, {key}", label=label, key=name)
    return label
