"""Which figures a report hides: those it shows as hidden, and those that it leaves out for a reason.

What is hidden has to be hidden wherever it would be shown; a figure that one page leaves out and another one
shows is not hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from besrour_cli.model.message import Message
from besrour_cli.report_check.checked_figure import COUNT, UNKNOWN, CheckedFigures
from besrour_cli.report_check.expected import FigureTable, ShownFigures
from besrour_cli.report_check.page_blocks import PageBlock, PagePart

HIDDEN = "x"
_PERSONAL = frozenset(
    "people answers return attended invited item response strip attendance answerable".split()
)
"""How ids of figures begin that count people, answers or attendances."""
_RESTS_ON: Mapping[str, tuple[str, ...]] = {
    r"item\.[^.]+\.signed-rank": ("change.improved", "change.same", "change.worse"),
    r"item\.[^.]+\.improved-(share|interval)": ("change.improved", "change.all"),
    r"item\.[^.]+\.improved-bounds": ("change.improved", "change.all", "people.came"),
    r"return\.(share|interval)": ("return.back", "return.first"),
    r"response\.share": ("response.came", "response.answered"),
    r"response\.language-p": ("answerable.language", "funnel.answered"),
    r"response\.region-p": ("answerable.region", "answers.region"),
    r"representation\.region\.(lowest|highest)": ("representation.region", "invited.region"),
    r"representation\.language\.(lowest|highest)": ("representation.language", "invited.language"),
}
"""Figures whose sentence is left out where one of these, by the end or the beginning of its id, is hidden."""
_LEFT_OUT = re.compile(r"item\.[^.]+\.(median\.\w+)")
"""Figures of a sentence that is left out where how many people answered is hidden, which is nowhere shown."""


def masked_figures(
    figures: CheckedFigures,
    pages: Iterable[Sequence[PagePart]],
    in_words: Iterable[str] = (),
    hide_below: int = 0,
) -> dict[str, str]:
    """What is shown in the place of each figure that is hidden.

    ``in_words`` are figures of which a page says that nothing can be shown.
    """
    seen: dict[str, set[str]] = {}
    for parts in pages:
        for part in parts:
            for name, text in part.figures if isinstance(part, PageBlock) else ():
                seen.setdefault(name, set()).add(text)
    masked = {
        name: HIDDEN if HIDDEN in texts else UNKNOWN
        for name, texts in seen.items()
        if name in figures and figures[name].values and texts & {HIDDEN, UNKNOWN}
    }
    masked |= {name: HIDDEN for name in in_words if name not in seen and figures[name].values}
    bare = ShownFigures(figures, {})
    masked |= {name: HIDDEN for name in figures.of if name not in seen and is_small(bare, name, hide_below)}
    for name in figures.of:
        if name not in seen and figures[name].values and _may_be_left_out(name, masked):
            masked[name] = UNKNOWN
    return masked


def hidden_in_words(
    tables: Iterable[FigureTable], figures: ShownFigures, is_on_page: Callable[[Message], bool]
) -> Iterator[str]:
    """Yield the figures of each table of which the page says that none, or only the total, can be shown."""
    for table in tables:
        if is_on_page(table.nothing()):
            yield from (*table.parts, *filter(None, [table.total]))
        elif table.total and is_on_page(table.only_total(figures)):
            yield from table.parts


def _may_be_left_out(name: str, masked: Mapping[str, str]) -> bool:
    if _LEFT_OUT.fullmatch(name):
        return True
    item = name.rpartition(".")[0]
    for pattern, parts in _RESTS_ON.items():
        if re.fullmatch(pattern, name):
            whole = [f"{item}.{part}" if part.startswith("change") else part for part in parts]
            return any(hidden.startswith(part) for hidden in masked for part in whole)
    return False


def is_small(figures: ShownFigures, name: str, hide_below: int) -> bool:
    """Whether a figure shows so few people, answers or attendances that it has to be hidden.

    So has the rate of rejoins of a region with fewer people, and a share of which a count is hidden.
    """
    if figures.is_shown(name) and any(figures.masked.get(part) == HIDDEN for part in figures[name].parts):
        return True
    if re.fullmatch(r"rejoins\.region\..+", name):
        return figures.is_shown(name) and 0 < figures[name].n < hide_below
    personal = name.split(".", maxsplit=1)[0] in _PERSONAL
    counted = personal and figures.is_shown(name) and figures[name].kind == COUNT
    return counted and 0 < figures.value(name) < hide_below
