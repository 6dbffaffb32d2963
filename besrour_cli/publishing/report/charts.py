"""The charts of a report as SVG 1.1: patterns beside colours, numbers in the bars, and nothing but the table.

Each draws what its table says, in the words of the table; what is hidden or not known there is not drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from besrour_cli.model.evaluation.figure_text import figure_text
from besrour_cli.model.evaluation.report import Figure
from besrour_cli.model.evaluation.sections import ChartKind
from besrour_cli.publishing.report.half import HalfChart
from besrour_cli.publishing.svg.text import INK, shorten, xml_text

_WIDTH, _EDGE = 640, 8
_FONT = "Helvetica, Arial, 'Libertinus Serif', sans-serif"
_LABEL = 21
"""Pixels of a line of words above a bar."""
_BAR = 20
_ROW = _LABEL + _BAR + 9
_WHITE, _LINE = "#ffffff", "#6b757b"
_POINTS = ("#8c510a", "#e0c08a", "#dddddd", "#a6d8d2", "#01665e")
"""Fills of the points 1 to 5, from brown to green (ColorBrewer’s BrBG): told apart by every kind of sight."""
_ONE = "#1f6f8b"


class _Drawing(NamedTuple):
    """The elements of a chart and its height."""

    parts: list[str]
    height: float


def chart_svg(chart: HalfChart, language: str) -> str:
    """The chart as an element that stands in a page, or in a file of its own; named for those who hear it."""
    drawing = _KINDS[chart.kind](chart, language)
    name = xml_text(f"{chart.table.title}. {chart.described}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{name}" '
        f'viewBox="0 0 {_WIDTH} {round(drawing.height)}" width="{_WIDTH}" height="{round(drawing.height)}">'
        + "".join(drawing.parts)
        + "</svg>"
    )


def _text(x: float, y: float, words: str, *, size: int = 13, fill: str = INK, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{_FONT}" font-size="{size}" fill="{fill}" '
        f'text-anchor="{anchor}">{xml_text(words)}</text>'
    )


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}" '
        f'stroke="{_LINE}" stroke-width="0.7"/>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, width: float = 1, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{INK}" '
        f'stroke-width="{width}"{dashed}/>'
    )


def _hatched(x: float, y: float, width: float, height: float, *, rising: bool) -> str:
    """Slanting lines over a bar, so that it is told from its neighbours without colour."""
    paths = []
    at = 4.0
    while at < width + height:
        begin, end = max(0.0, at - height), min(at, width)
        low, high = (at - begin, at - end) if rising else (height - (at - begin), height - (at - end))
        paths.append(f"M{x + begin:.1f} {y + low:.1f}L{x + end:.1f} {y + high:.1f}")
        at += 7
    return f'<path d="{"".join(paths)}" stroke="{_LINE}" stroke-width="0.8" fill="none"/>'


def _number(figure: Figure | None) -> float:
    return figure.value if figure is not None and figure.is_shown else 0.0


def _diverging(chart: HalfChart, language: str) -> _Drawing:
    """Points 1 and 2 to the left of the middle, 4 and 5 to the right, 3 across it."""
    rows = [[_number(figure) for figure in row[:5]] for row in chart.table.figures]
    reach = max((max(a + b + c / 2, c / 2 + d + e) for a, b, c, d, e in rows), default=0) or 1
    scale, middle = (_WIDTH / 2 - _EDGE) / reach, _WIDTH / 2
    parts = _legend(chart.table.headings[1:6])
    top = 26.0
    for label, numbers, figures in zip(chart.table.rows, rows, chart.table.figures, strict=True):
        whole = figure_text(figures[5], language) if figures[5] else ""
        words = f"{shorten(label[0], 66)}"
        parts.append(_text(_EDGE, top + 14, words))
        parts.append(_text(_WIDTH - _EDGE, top + 14, f"{chart.table.headings[6]} {whole}", anchor="end"))
        x = middle - (numbers[0] + numbers[1] + numbers[2] / 2) * scale
        for point, number in enumerate(numbers):
            if not number:
                continue
            parts += _segment(x, top + _LABEL, number * scale, point, figures[point], language)
            x += number * scale
        parts.append(_line(middle, top + _LABEL - 3, middle, top + _LABEL, 1.5))
        parts.append(_line(middle, top + _LABEL + _BAR, middle, top + _LABEL + _BAR + 3, 1.5))
        top += _ROW
    return _Drawing(parts, top)


def _segment(
    x: float, y: float, width: float, point: int, figure: Figure | None, language: str
) -> Iterator[str]:
    fill = _POINTS[point]
    yield _rect(x, y, width, _BAR, fill)
    if point in (1, 3):
        yield _hatched(x, y, width, _BAR, rising=point == 3)  # noqa: PLR2004 -- the fourth of five points
    words = figure_text(figure, language) if figure else ""
    if width > 7 * len(words) + 6:
        dark = point in (0, 4)
        if not dark:
            at, wide = x + width / 2 - 4 * len(words) - 3, 8 * len(words) + 6
            yield f'<rect x="{at:.1f}" y="{y + 3}" width="{wide}" height="{_BAR - 6}" fill="{fill}"/>'
        yield _text(x + width / 2, y + 15, words, fill=_WHITE if dark else INK, anchor="middle")


def _legend(names: Sequence[str]) -> list[str]:
    parts, x = [], float(_EDGE)
    for point, name in enumerate(names):
        parts.append(_rect(x, 4, 16, 14, _POINTS[point]))
        if point in (1, 3):
            parts.append(_hatched(x, 4, 16, 14, rising=point == 3))  # noqa: PLR2004 -- as above
        parts.append(_text(x + 21, 16, name))
        x += 36 + 7.5 * len(name)
    return parts


def _then_now(chart: HalfChart, language: str) -> _Drawing:
    """A ring at the median before, a dot at the median now, on a line from 1 to 5."""
    left, right = 30.0, _WIDTH - 30.0

    def at(value: float) -> float:
        return left + (right - left) * (value - 1) / 4

    parts, top = [], 4.0
    for row, figures in zip(chart.table.rows, chart.table.figures, strict=True):
        counts = ", ".join(
            f"{chart.table.headings[column + 1].lower()} {figure_text(figure, language)}"
            for column, figure in enumerate(figures[:3])
            if figure
        )
        y = top + _LABEL + 12
        parts.append(_text(_EDGE, top + 14, shorten(row[0], 52)))
        parts.append(_text(_WIDTH - _EDGE, top + 14, counts, size=12, anchor="end"))
        parts.append(f'<line x1="{left}" y1="{y}" x2="{right}" y2="{y}" stroke="#c4ccd0" stroke-width="1"/>')
        for point in range(1, 6):
            parts.append(_line(at(point), y - 3, at(point), y + 3))
        then, now = figures[3], figures[4]
        if then and now and then.is_shown and now.is_shown:
            parts.append(_line(at(then.value), y, at(now.value), y, 2.5))
            parts.append(
                f'<circle cx="{at(then.value):.1f}" cy="{y}" r="7" fill="{_WHITE}" stroke="{INK}" '
                'stroke-width="2"/>'
            )
            parts.append(f'<circle cx="{at(now.value):.1f}" cy="{y}" r="5" fill="{_ONE}" stroke="{INK}"/>')
        top += _ROW
    parts += [_text(at(point), top + 8, str(point), size=12, anchor="middle") for point in range(1, 6)]
    return _Drawing(parts, top + 16)


def _strip(chart: HalfChart, language: str) -> _Drawing:
    """A row a region, a square a session, its number inside; sums are in the table alone.

    Sessions are the rows of the table, since their titles are long.
    """
    names = chart.table.headings[1:]
    sessions = [row for row in chart.table.figures if row[0] and row[0].id.split(".")[1] != "all"]
    columns_of = zip(*sessions, strict=True)
    rows = [
        (name, [figure for figure in figures if figure and not _is_sum(figure)])
        for name, figures in zip(names, columns_of, strict=False)
    ]
    rows = [(name, figures) for name, figures in rows if figures]
    columns = max((len(figures) for _, figures in rows), default=1)
    most = max((_number(figure) for _, figures in rows for figure in figures), default=0) or 1
    left = 232.0
    wide = min(48.0, (_WIDTH - left - _EDGE) / columns)
    parts = [
        _text(left + wide * (at + 0.5), 16, str(at + 1), size=12, anchor="middle") for at in range(columns)
    ]
    top = 22.0
    for name, figures in rows:
        parts.append(_text(_EDGE, top + 19, shorten(name, 32)))
        for at, figure in enumerate(figures):
            share = _number(figure) / most
            fill = _shade(share) if figure.is_shown else _WHITE
            parts.append(_rect(left + wide * at, top, wide - 2, 28, fill))
            if not figure.is_shown:
                parts.append(_hatched(left + wide * at, top, wide - 2, 28, rising=True))
            else:
                ink = _WHITE if share > 0.55 else INK  # noqa: PLR2004 -- where white has the greater contrast
                words = figure_text(figure, language)
                parts.append(
                    _text(left + wide * at + (wide - 2) / 2, top + 19, words, fill=ink, anchor="middle")
                )
        top += 32
    return _Drawing(parts, top)


def _is_sum(figure: Figure) -> bool:
    return "all" in figure.id.split(".")[1:]


def _shade(share: float) -> str:
    """From white to dark blue."""
    dark = (0x12, 0x4B, 0x66)
    return "#" + "".join(f"{round(255 - (255 - channel) * share):02x}" for channel in dark)


def _funnel(chart: HalfChart, language: str) -> _Drawing:
    """A bar a step, as long as the count of all languages, the last column of its table."""
    counts = [figures[-1] for figures in chart.table.figures]
    most = max(map(_number, counts), default=0) or 1
    parts, top = [], 4.0
    for row, figure in zip(chart.table.rows, counts, strict=True):
        width = (_WIDTH - 220) * _number(figure) / most
        parts.append(_text(_EDGE, top + 15, shorten(row[0], 22)))
        parts.append(_rect(160, top, width, _BAR, _ONE))
        words = figure_text(figure, language) if figure else ""
        parts.append(_text(160 + width + 6, top + 15, words))
        top += _BAR + 8
    return _Drawing(parts, top)


def _ratios(chart: HalfChart, language: str) -> _Drawing:
    """A dot a group about a line at 1."""
    ratios = [figures[2] for figures in chart.table.figures]
    most = max([2.0, *(map(_number, ratios))])
    left, right = 250.0, _WIDTH - 60.0

    def at(value: float) -> float:
        return left + (right - left) * value / most

    height = 26.0 * len(ratios)
    parts = [
        f'<rect x="{at(0.8):.1f}" y="4" width="{at(1.25) - at(0.8):.1f}" height="{height:.1f}" '
        'fill="#e4eef2"/>',
        _line(at(1), 4, at(1), height + 4, 1.2, "3 2"),
    ]
    top = 4.0
    for row, figure in zip(chart.table.rows, ratios, strict=True):
        parts.append(_text(_EDGE, top + 17, shorten(row[0], 34)))
        parts.append(
            f'<line x1="{left}" y1="{top + 13}" x2="{right}" y2="{top + 13}" stroke="#c4ccd0" '
            'stroke-width="1"/>'
        )
        if figure and figure.is_shown:
            parts.append(
                f'<circle cx="{at(figure.value):.1f}" cy="{top + 13}" r="6" fill="{_ONE}" stroke="{INK}"/>'
            )
        parts.append(
            _text(_WIDTH - _EDGE, top + 17, figure_text(figure, language) if figure else "", anchor="end")
        )
        top += 26
    parts += [
        _text(at(value), height + 18, figure_word(value, language), size=12, anchor="middle")
        for value in (0, 0.8, 1, 1.25, 2)
    ]
    return _Drawing(parts, height + 26)


def figure_word(value: float, language: str) -> str:
    """A mark of an axis as a language writes it."""
    text = f"{value:g}"
    return text.replace(".", ",") if language == "fr" else text


_KINDS: Mapping[ChartKind, Callable[[HalfChart, str], _Drawing]] = {
    ChartKind.DIVERGING: _diverging,
    ChartKind.THEN_NOW: _then_now,
    ChartKind.STRIP: _strip,
    ChartKind.FUNNEL: _funnel,
    ChartKind.RATIOS: _ratios,
}
