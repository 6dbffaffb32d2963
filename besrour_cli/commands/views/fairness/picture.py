"""A frontier drawn in plain signs: whoever bears most upwards, all together to the right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from besrour_cli.commands.terminal.console import width
from besrour_cli.commands.terminal.plain import is_plain
from besrour_cli.commands.terminal.translation import _, number, translate
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.planning.explain.price_of_fairness import Frontier, FrontierPoint

_WIDEST = 80
_BEST, _PLAN = "o", "X"


def lines(frontier: Frontier) -> Iterator[str]:
    """The picture, at most 80 columns wide, with its axes and its signs; nothing where there is one point."""
    points = [*frontier.proven, frontier.plan]
    rows = sorted({round(point.worst, 2) for point in points}, reverse=True)
    if len(rows) == 1:
        return
    worst_of_all, together = _("whoever carries most"), _("all together")
    if is_plain():
        for point in sorted(points):
            most_, total = number(point.worst, 2), number(point.total, 2)
            sign = msg("X this plan") if _sign(point, frontier) == _PLAN else msg("o nothing beats this")
            yield "; ".join((f"{worst_of_all} {most_}", f"{together} {total}", translate(sign)[2:]))
        return
    labels = [number(row, 2) for row in rows]
    left = max(map(len, labels))
    across = min(width(), _WIDEST) - left - 4
    least, most = min(p.total for p in points), max(p.total for p in points)
    yield worst_of_all
    for row, label in zip(rows, labels, strict=True):
        cells = [" "] * (across + 1)
        for point in points:
            if round(point.worst, 2) == row:
                share = (point.total - least) / (most - least) if most > least else 0.0
                cells[round(share * across)] = _sign(point, frontier)
        yield f"{label:>{left}} |{''.join(cells).rstrip()}"
    ends = number(least, 2), number(most, 2)
    yield f"{'':>{left}} +{'-' * (across + 1)}"
    gap = across + 1 - len(ends[0]) - len(ends[1])
    yield f"{'':>{left}}  {ends[0]}{together.center(gap)}{ends[1]}"
    yield "   ".join(map(translate, (msg("X this plan"), msg("o nothing beats this"))))


def _sign(point: FrontierPoint, frontier: Frontier) -> str:
    if (point.worst, point.total) == (frontier.plan.worst, frontier.plan.total):
        return _PLAN
    return _BEST
