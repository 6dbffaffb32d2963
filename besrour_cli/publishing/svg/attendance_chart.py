"""The picture of who came in a year: a row for each region and language, a bar for each session.

It shows groups and never people, so that it can be shown around.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from besrour_cli.publishing.svg.picture import PictureFrame, svg_picture
from besrour_cli.publishing.svg.text import shorten, text_element, xml_text

MARK = b'data-besrour="attendance"'
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Who came to {name}",
        "desc": "{sessions} sessions, {came} of {invited} invitations taken up.",
        "cell": "{session}: {came} of {invited}",
        "more": "{session}: {came} of {invited}, and {n} more in shared rooms",
        "total": "{came} of {invited}",
        "none": "It is not known yet who came.",
        "key": "A bar is the part of those invited who came; the outline is all of them.",
    },
    "fr": {
        "title": "Présences à {name}",
        "desc": "{sessions} séances, {came} invitations honorées sur {invited}.",
        "cell": "{session}\u00a0: {came} sur {invited}",
        "more": "{session}\u00a0: {came} sur {invited}, et {n} de plus dans des salles",
        "total": "{came} sur {invited}",
        "none": "On ne sait pas encore qui est venu.",
        "key": "La barre est la part des personnes invitées qui sont venues; le contour, leur nombre.",
    },
}
_EDGE, _NAMES, _BAR, _GAP, _ROW, _TOTAL = 24, 190, 22, 6, 46, 110
_HEIGHT, _TOP, _LONGEST = 30, 96, 26
_FILL, _LINE, _INK, _PALE = "#1f6f8b", "#8a9aa3", "#1b1b1b", "#eef2f4"


class TurnoutCell(NamedTuple):
    """A group at a session: how many came of how many invited, and how many more sat in shared rooms."""

    session: str
    came: int
    invited: int
    unnamed: int = 0


class TurnoutRow(NamedTuple):
    """A region or a language, and its cell of each session in order (None: nobody of it was invited)."""

    name: str
    cells: tuple[TurnoutCell | None, ...]

    @property
    def came(self) -> int:
        """Invitations that were taken up."""
        return sum(cell.came for cell in self.cells if cell)

    @property
    def invited(self) -> int:
        """Invitations in all."""
        return sum(cell.invited for cell in self.cells if cell)


def attendance_chart(name: str, groups: Sequence[Sequence[TurnoutRow]], language: str) -> bytes:
    """The picture in one language; ``groups`` are rows of regions, then rows of languages."""
    words = WORDS.get(language, WORDS["en"])
    rows = [row for group in groups for row in group]
    sessions = max((len(row.cells) for row in rows), default=0)
    width = max(_EDGE * 2 + _NAMES + sessions * (_BAR + _GAP) + _TOTAL, 560)
    parts = [text_element(_EDGE, 38, words["title"].format(name=name), size=20, bold=True)]
    parts.append(text_element(_EDGE, 62, words["key"] if sessions else words["none"], size=12))
    at = _TOP
    for group in groups:
        for row in group:
            parts += _row(row, at, words)
            at += _ROW
        at += _GAP * 2
    first = groups[0] if groups else ()
    described = words["desc"].format(
        sessions=sessions, came=sum(r.came for r in first), invited=sum(r.invited for r in first)
    )
    frame = PictureFrame(
        mark=MARK,
        title=words["title"].format(name=name),
        described=described,
        width=width,
        height=at,
        style="text{font-family:sans-serif}",
    )
    return svg_picture(frame, parts, language)


def _row(row: TurnoutRow, at: int, words: Mapping[str, str]) -> Iterator[str]:
    yield text_element(_EDGE, at + 20, shorten(row.name, _LONGEST), tip=row.name)
    for index, cell in enumerate(row.cells):
        x = _EDGE + _NAMES + index * (_BAR + _GAP)
        if cell is None:
            yield text_element(x + 8, at + 22, "·", fill=_LINE)
            continue
        high = round(_HEIGHT * min(1.0, cell.came / cell.invited)) if cell.invited else 0
        tip = words["more" if cell.unnamed else "cell"].format(
            session=cell.session, came=cell.came, invited=cell.invited, n=cell.unnamed
        )
        yield (
            f'<g><title>{xml_text(tip)}</title><rect x="{x}" y="{at}" width="{_BAR}" height="{_HEIGHT}" '
            f'fill="{_PALE}" stroke="{_LINE}"/><rect x="{x}" y="{at + _HEIGHT - high}" width="{_BAR}" '
            f'height="{high}" fill="{_FILL}"/></g>'
        )
        if cell.unnamed:
            yield text_element(x + 1, at + 10, f"+{cell.unnamed}", size=9, fill=_INK)
    x = _EDGE + _NAMES + len(row.cells) * (_BAR + _GAP) + 8
    yield text_element(x, at + 20, words["total"].format(came=row.came, invited=row.invited), size=12)
