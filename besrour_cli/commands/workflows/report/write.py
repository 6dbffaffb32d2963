"""A report as files below ``out/report/``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.evaluation.sections import Report


def write(workspace: Workspace, report: Report) -> tuple[str, ...]:
    """Write all of the report's files; their paths."""
    return ()
