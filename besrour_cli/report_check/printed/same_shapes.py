"""Whether a picture on paper is the one of the page: the same shapes, in order, on another scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from besrour_cli.model.evaluation.printed import PrintedShape
from besrour_cli.report_check.page_blocks import PagePicture, PictureElement

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NEAR = 0.35
"""Pixels of the page by which rounding may move an edge."""
_CHANNEL = 2
_NOTHING = 0.05


def shape_faults(shapes: Sequence[PrintedShape], picture: PagePicture) -> Iterator[tuple[str, str]]:
    """Yield what is drawn on paper and what the page draws, for the first shape that is another."""
    drawn = [each for each in shapes if _is_seen(each)]
    meant = [each for element in picture.elements for each in _shape(element) if _is_seen(each)]
    if len(drawn) != len(meant):
        yield f"{len(drawn)} ▭", f"{len(meant)} ▭"
        return
    if not meant:
        return
    scale = _width(drawn) / (_width(meant) or 1.0) or 1.0
    edge, top = min(each.x0 for each in drawn), min(each.top for each in drawn)
    first, upper = min(each.x0 for each in meant), min(each.top for each in meant)
    for one, other in zip(drawn, meant, strict=True):
        moved = PrintedShape(
            first + (one.x0 - edge) / scale,
            upper + (one.top - top) / scale,
            first + (one.x1 - edge) / scale,
            upper + (one.bottom - top) / scale,
            one.fill,
        )
        if any(abs(a - b) > _NEAR for a, b in zip(moved[:4], other[:4], strict=True)):
            yield _told(moved), _told(other)
            return
        if other.fill and not (one.fill and _is_alike(one.fill, other.fill)):
            yield _told(moved), _told(other)
            return


def _shape(element: PictureElement) -> Iterator[PrintedShape]:
    """Yield the edges of an element that draws something."""
    number = element.number
    fill = _fill(element.attributes.get("fill", ""))
    if element.tag == "rect":
        x, y, width, height = (number(name) for name in ("x", "y", "width", "height"))
        if min(width, height) > _NOTHING:  # a bar of no length is drawn by nobody (SVG 1.1, 9.2)
            yield PrintedShape(x, y, x + width, y + height, fill)
    elif element.tag == "circle":
        x, y, r = number("cx"), number("cy"), number("r")
        yield PrintedShape(x - r, y - r, x + r, y + r, fill)
    elif element.tag == "line":
        xs, ys = (number("x1"), number("x2")), (number("y1"), number("y2"))
        yield PrintedShape(min(xs), min(ys), max(xs), max(ys))
    elif element.tag == "path":
        numbers = [float(each) for each in _NUMBER.findall(element.attributes.get("d", ""))]
        if numbers:
            yield PrintedShape(min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2]))


def _is_seen(each: PrintedShape) -> bool:
    return each.x1 - each.x0 > _NOTHING or each.bottom - each.top > _NOTHING


def _width(shapes: Sequence[PrintedShape]) -> float:
    return max(each.x1 for each in shapes) - min(each.x0 for each in shapes)


def _fill(text: str) -> tuple[int, int, int] | None:
    if not re.fullmatch("#[0-9a-f]{6}", text):
        return None
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _is_alike(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) <= _CHANNEL for a, b in zip(one, other, strict=True))


def _told(each: PrintedShape) -> str:
    colour = "" if each.fill is None else " #" + "".join(f"{channel:02x}" for channel in each.fill)
    return f"▭ {each.x0:.1f} {each.top:.1f} {each.x1:.1f} {each.bottom:.1f}{colour}"
