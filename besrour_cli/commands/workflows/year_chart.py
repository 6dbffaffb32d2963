"""``besrour plan --picture``: draw the year into a file that the coordinator names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from besrour_cli.commands.terminal.translation import language
from besrour_cli.publishing.svg.year_chart import MARK, year_chart
from besrour_cli.storage.output.named_file import refuse_others, write_named

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme
    from besrour_cli.planning.solve.choose import PlanResult


def check_chart_path(path: str) -> str:
    """The path, if the year may be drawn there; refused before anything is worked out."""
    refuse_others(path, MARK)
    return path


def write_chart(path: str, programme: Programme, choice: PlanResult) -> None:
    """Draw the year; a file that is not such a picture is never overwritten."""
    svg = year_chart(programme, choice.plan, choice.people, choice.costs, language())
    write_named(path, svg, MARK)
