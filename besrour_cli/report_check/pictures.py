"""Whether a picture draws its numbers: its words, and how long, where and how dark its elements are.

Each law is read from what a picture of its kind means (a bar is as long as its count), not from its drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from besrour_cli.report_check.expected import ExpectedChart, Picture, ShownFigures, Words
from besrour_cli.report_check.page_blocks import PagePicture, PictureElement, plain

Say = Callable[[Words], str]
_NEAR = 0.2
"""Pixels by which rounding may move something."""
_CHANNEL = 1.5
_BAR = 20
_MIDDLE = 320.0
_LETTER, _MARGIN = 7, 8
"""How wide a segment is at least that has its number in it."""


def picture_faults(
    picture: PagePicture, chart: ExpectedChart, figures: ShownFigures, language: str, say: Say
) -> Iterator[tuple[str, str]]:
    """Yield what a picture shows and what it ought to show, for each fault."""
    check = _PictureCheck(picture, chart, figures, language, say)
    name = plain(f"{say(chart.title)}. {say(chart.described)}")
    if picture.name != name:
        yield picture.name, name
    kinds = {
        Picture.STRIP: check.strip,
        Picture.RATIOS: check.ratios,
        Picture.FUNNEL: check.funnel,
        Picture.THEN_NOW: check.then_now,
        Picture.DIVERGING: check.diverging,
    }
    yield from kinds[chart.picture]()


class _PictureCheck:
    def __init__(
        self, picture: PagePicture, chart: ExpectedChart, figures: ShownFigures, language: str, say: Say
    ) -> None:
        self._picture, self._chart, self._figures = picture, chart, figures
        self._language, self._say = language, say
        self._rows = [(plain(say(label)), names) for label, names in chart.rows]

    def _text(self, name: str) -> str:
        return plain(self._figures.written(name, self._language))

    def _number(self, value: float) -> str:
        text = f"{value:g}"
        return text.replace(".", ",") if self._language == "fr" else text

    def _words(self, expected: Sequence[str], seen: Sequence[PictureElement]) -> Iterator[tuple[str, str]]:
        """Yield words that are others; a long one may end in an ellipsis."""
        for at in range(max(len(expected), len(seen))):
            want = expected[at] if at < len(expected) else ""
            have = seen[at].text if at < len(seen) else ""
            cut = have.endswith("…") and len(have) > _BAR and want.startswith(have[:-1])
            if have != want and not cut:
                yield have, want

    def _far(self, what: str, have: float, want: float) -> Iterator[tuple[str, str]]:
        if not abs(have - want) <= _NEAR:
            yield f"{what} {have:g}", f"{what} {want:.1f}"

    def strip(self) -> Iterator[tuple[str, str]]:
        """A square a session, the darker, the more people."""
        rows = [
            (plain(self._say(heading)), [names[at] for _, names in self._rows[:-1]])
            for at, heading in enumerate(self._chart.headings[1:-1])
        ]
        texts = [str(at + 1) for at in range(len(rows[0][1]))]
        for label, names in rows:
            texts += [label, *(self._text(n) for n in names if self._figures.is_shown(n))]
        yield from self._words(texts, self._picture.all("text"))
        squares = self._picture.all("rect")
        everything = [n for _, names in rows for n in names]
        if len(squares) != len(everything):
            yield f"{len(squares)} rect", f"{len(everything)} rect"
            return
        most = max((self._figures.value(n) for n in everything), default=0) or 1
        dark = min((_channels(each) for each in squares), key=sum)
        for name, square in zip(everything, squares, strict=True):
            share = self._figures.value(name) / most
            want = [255 - (255 - channel) * share for channel in dark]
            if any(abs(a - b) > _CHANNEL for a, b in zip(_channels(square), want, strict=True)):
                yield (
                    f"{name}: {square.attributes.get('fill')}",
                    "#" + "".join(f"{round(c):02x}" for c in want),
                )
        yield from self._grid(squares, len(rows[0][1]))

    def _grid(self, squares: Sequence[PictureElement], columns: int) -> Iterator[tuple[str, str]]:
        step = squares[1].number("x") - squares[0].number("x") if columns > 1 else 0.0
        for at, square in enumerate(squares):
            yield from self._far("x", square.number("x"), squares[at % columns].number("x"))
            yield from self._far("width", square.number("width"), squares[0].number("width"))
        for one, other in pairwise(squares[:columns]):
            yield from self._far("x", other.number("x"), one.number("x") + step)

    def ratios(self) -> Iterator[tuple[str, str]]:
        """A dot a group on an axis."""
        marks = (0, 0.8, 1, 1.25, 2)
        texts = [word for label, names in self._rows for word in (label, self._text(names[2]))]
        yield from self._words([*texts, *map(self._number, marks)], self._picture.all("text"))
        at = self._axis(marks)
        shown = [names[2] for _, names in self._rows if self._figures.is_shown(names[2])]
        dots = self._picture.all("circle")
        yield from self._dots(dots, [at(self._figures.value(name)) for name in shown])
        band = self._picture.all("rect")
        if len(band) != 1:
            yield f"{len(band)} rect", "1 rect"
            return
        yield from self._far("x", band[0].number("x"), at(0.8))
        yield from self._far("width", band[0].number("width"), at(1.25) - at(0.8))
        yield from self._far("x1", self._picture.all("line")[0].number("x1"), at(1))

    def _axis(self, marks: Sequence[float]) -> Callable[[float], float]:
        """Where a value lies, by the first and the last mark of the axis, which are the last words."""
        texts = self._picture.all("text")[-len(marks) :]
        if not texts:
            return lambda value: float("nan")
        begin, end = texts[0].number("x"), texts[-1].number("x")
        return lambda value: begin + (end - begin) * (value - marks[0]) / (marks[-1] - marks[0])

    def _dots(self, dots: Sequence[PictureElement], wanted: Sequence[float]) -> Iterator[tuple[str, str]]:
        if len(dots) != len(wanted):
            yield f"{len(dots)} circle", f"{len(wanted)} circle"
            return
        for dot, want in zip(dots, wanted, strict=True):
            yield from self._far("cx", dot.number("cx"), want)

    def funnel(self) -> Iterator[tuple[str, str]]:
        """A bar as long as its count."""
        texts = [word for label, names in self._rows for word in (label, self._text(names[-1]))]
        yield from self._words(texts, self._picture.all("text"))
        bars = self._picture.all("rect")
        values = [self._figures.value(names[-1]) for _, names in self._rows]
        if len(bars) != len(values):
            yield f"{len(bars)} rect", f"{len(values)} rect"
            return
        longest = max(bars, key=lambda bar: bar.number("width")).number("width")
        for bar, value in zip(bars, values, strict=True):
            yield from self._far("width", bar.number("width"), longest * value / (max(values) or 1))
            yield from self._far("x", bar.number("x"), bars[0].number("x"))

    def then_now(self) -> Iterator[tuple[str, str]]:
        """A ring at the median before, a dot at the median now."""
        headings = [plain(self._say(each)).lower() for each in self._chart.headings[1:4]]
        texts, wanted = [], []
        at = self._axis((1, 2, 3, 4, 5))
        for label, names in self._rows:
            counts = (f"{h} {self._text(n)}" for h, n in zip(headings, names[:3], strict=True))
            texts += [label, ", ".join(counts)]
            if self._figures.is_shown(names[3], names[4]):
                wanted += [at(self._figures.value(name)) for name in names[3:5]]
        yield from self._words([*texts, *"12345"], self._picture.all("text"))
        yield from self._dots(self._picture.all("circle"), wanted)
        thick = [line for line in self._picture.all("line") if line.number("stroke-width") == 2.5]  # noqa: PLR2004
        ends = [line.number(end) for line in thick for end in ("x1", "x2")]
        if len(ends) != len(wanted):
            yield f"{len(thick)} line", f"{len(wanted) // 2} line"
            return
        for have, want in zip(ends, wanted, strict=True):
            yield from self._far("x", have, want)

    def diverging(self) -> Iterator[tuple[str, str]]:
        """A segment as long as its count, the middle point across the middle."""
        rects, texts = self._picture.all("rect"), self._picture.all("text")
        yield from self._words([plain(self._say(each)) for each in self._chart.headings[1:6]], texts[:5])
        fills = [rect.attributes.get("fill") for rect in rects[:5]]
        segments = [rect for rect in rects[5:] if rect.number("height") == _BAR]
        counts = [(names[p], p) for _, names in self._rows for p in range(5) if self._figures.value(names[p])]
        if len(segments) != len(counts):
            yield f"{len(segments)} rect", f"{len(counts)} rect"
            return
        numbers = [self._figures.value(name) for name, _ in counts]
        scale = sum(s.number("width") for s in segments) / (sum(numbers) or 1)
        for segment, number, (name, point) in zip(segments, numbers, counts, strict=True):
            yield from self._far(f"{name}: width", segment.number("width"), number * scale)
            if segment.attributes.get("fill") != fills[point]:
                yield f"{name}: {segment.attributes.get('fill')}", str(fills[point])
        yield from self._rows_of(dict(zip((n for n, _ in counts), segments, strict=True)), scale, texts[5:])

    def _rows_of(
        self, segments: dict[str, PictureElement], scale: float, texts: list[PictureElement]
    ) -> Iterator[tuple[str, str]]:
        """Yield faults of where the segments of each row begin, and of the words in them."""
        for label, names in self._rows:
            values = [self._figures.value(name) for name in names[:5]]
            median = plain(f"{self._say(self._chart.headings[6])} {self._text(names[5])}")
            yield from self._words([label, median], texts[:2])
            texts = texts[2:]
            x = _MIDDLE - (values[0] + values[1] + values[2] / 2) * scale
            for name, value in zip(names[:5], values, strict=True):
                if value:
                    yield from self._far(f"{name}: x", segments[name].number("x"), x)
                    want, centre = self._text(name), x + value * scale / 2
                    if texts and abs(texts[0].number("x") - centre) <= 2 * _NEAR:
                        yield from self._words([want], texts[:1])
                        texts = texts[1:]
                    elif value * scale > _LETTER * len(want) + _MARGIN:
                        yield f"{name}: ", want
                    x += value * scale
        yield from self._words([], texts)


def _channels(element: PictureElement) -> tuple[int, int, int]:
    """Red, green and blue of an element's fill; white where it has none."""
    fill = element.attributes.get("fill", "").removeprefix("#")
    try:
        return int(fill[0:2], 16), int(fill[2:4], 16), int(fill[4:6], 16)
    except ValueError:
        return 255, 255, 255
