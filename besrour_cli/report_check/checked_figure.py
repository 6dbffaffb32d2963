"""A figure worked out anew, and how each language writes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg
from besrour_cli.report_check.arithmetic import quartile, wilson_interval

COUNT, PERCENT, RANGE, MEDIAN, DECIMALS, CHANCE = "count", "percent", "range", "median", "decimals", "chance"
SCALE = ("1", "2", "3", "4", "5")
"""The points of a scale, as answers have them."""
FEWEST = 10
"""Fewer than so many have no percentage."""
UNKNOWN = "–"
_NB = "\u00a0"
_LEAST = 0.001


class CheckedFigure(NamedTuple):
    """A figure: how it is written, its values (none: not known), how many are behind it, its two texts.

    ``parts`` are the two counts of a share.
    """

    id: str
    kind: str
    values: tuple[float, ...]
    n: int
    label: Message
    formula: Message
    parts: tuple[str, ...] = ()

    def written(self, language: str) -> str:
        """The figure as the language writes it."""
        if not self.values:
            return UNKNOWN
        french = language == "fr"
        to = "à" if french else "to"
        first = self.values[0]
        if self.kind == COUNT:
            return f"{round(first):,}".replace(",", _NB if french else ",")
        if self.kind == PERCENT:
            return percent(first, language)
        if self.kind == RANGE:
            return f" {to} ".join(percent(value, language) for value in self.values)
        if self.kind == MEDIAN:
            median, low, high = (short_number(v, language).replace("-", "\u2212") for v in self.values)
            return f"{median} ({low} {to} {high})"
        if self.kind == CHANCE and first < _LEAST:
            return f"<{_NB}0,001" if french else "<0.001"
        text = f"{first:.{3 if self.kind == CHANCE else 2}f}"
        text = text.removeprefix("-") if not float(text) else text.replace("-", "\u2212")
        return text.replace(".", ",") if french else text


def percent(value: float, language: str) -> str:
    """A part of 1 in whole percent."""
    return f"{round(value * 100)}{_NB if language == 'fr' else ''}%"


def short_number(value: float, language: str) -> str:
    """A number with two decimals at most, and no zeros at its end."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "fr" else text


class CheckedFigures:
    """All figures of a report by id, while they are worked out."""

    def __init__(self) -> None:
        self.of: dict[str, CheckedFigure] = {}

    def __contains__(self, name: str) -> bool:
        return name in self.of

    def __getitem__(self, name: str) -> CheckedFigure:
        return self.of[name]

    def put(
        self, name: str, kind: str, values: Iterable[float], n: int, label: Message, formula: Message
    ) -> None:
        """Take in a figure."""
        self.of[name] = CheckedFigure(
            id=name, kind=kind, values=tuple(values), n=n, label=label, formula=formula
        )

    def count(self, name: str, label: Message, rows: Iterable[object]) -> None:
        """Take in how many rows there are."""
        number = len(list(rows))
        self.put(name, COUNT, [number], number, label, msg("the rows below, counted"))

    def total(self, name: str, label: Message, parts: Sequence[str]) -> None:
        """Take in the sum of some counts."""
        number = sum(int(self.of[part].values[0]) for part in parts)
        self.put(name, COUNT, [number], number, label, msg("the sum of its cells"))

    def share(self, name: str, label: Message, part: str, whole: str) -> None:
        """Take in a count divided by another, as a percentage."""
        one, all_ = self.of[part].values[0], self.of[whole].values[0]
        values = [one / all_] if all_ >= max(FEWEST, one) else []
        formula = msg("{part} divided by {whole}", part=part, whole=whole)
        self.put(name, PERCENT, values, int(all_), label, formula)
        self.of[name] = self.of[name]._replace(parts=(part, whole))

    def interval(self, name: str, label: Message, part: str, whole: str) -> None:
        """Take in the interval of a share."""
        one, all_ = int(self.of[part].values[0]), int(self.of[whole].values[0])
        values = wilson_interval(one, all_) if all_ >= FEWEST else ()
        formula = msg("95% interval of Wilson (1927) of {part} out of {whole}", part=part, whole=whole)
        self.put(name, RANGE, values, all_, label, formula)
        self.of[name] = self.of[name]._replace(parts=(part, whole))

    def median(self, name: str, label: Message, values: Sequence[int]) -> None:
        """Take in a median with its quartiles."""
        three = [quartile(values, at) for at in (2, 1, 3)] if values else []
        formula = msg("median and quartiles of the rows below (Hyndman and Fan 1996, definition 7)")
        self.put(name, MEDIAN, three, len(values), label, formula)


def part_of_id(text: str) -> str:
    """A region, a language or a choice as it stands in an id."""
    return "-".join(text.lower().split()) or "none"


def cell_label(label: Message, *keys: Message | Text | str) -> Message:
    """The label of a cell: what is counted, then each of its keys."""
    for key in keys:
        label = msg("{label}, {key}", label=label, key=key)
    return label


def names_of(names: Mapping[str, Text], key: str) -> Text:
    """What a key is called in each language; itself where nothing says."""
    return names.get(key) or {"en": key, "fr": key}
