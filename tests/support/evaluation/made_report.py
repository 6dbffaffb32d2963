"""A report of the invented year, with the rows it was made from, for those who check it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from besrour_cli.clock.instants import local
from besrour_cli.commands.shared.workspace import open_workspace
from besrour_cli.commands.terminal.translation import speaking, translate
from besrour_cli.commands.workflows.report.gather import period_of
from besrour_cli.commands.workflows.report.make import make, note_rules
from besrour_cli.commands.workflows.report.verify import raw_rows
from besrour_cli.commands.workflows.report.write import halves
from besrour_cli.model.message import Message
from besrour_cli.publishing.report.page import read_back_page, report_page
from besrour_cli.publishing.report.wording import page_words
from besrour_cli.report_check.raw_rows import RawRows
from besrour_cli.storage import resources
from support.checkout import ROOT

NOW = datetime(2028, 1, 10, 12, tzinfo=UTC)


class CheckedReport(NamedTuple):
    """Pages, and the rows by which they are checked."""

    pages: dict[str, str]
    rows: RawRows


def made_report(folder: Path, *, session: str | None = None) -> CheckedReport:
    """The report of the invented year up to a session, its pages written nowhere."""
    if not (folder / "sessions").exists():
        for name in ("sessions", "responses"):
            shutil.copytree(ROOT / "examples" / "evaluated" / name, folder / name)
    workspace = note_rules(open_workspace(str(folder)), NOW)
    period = period_of(workspace, NOW, None, session)
    report = make(workspace, period).report
    templates = resources.templates(str(folder))
    pages = {}
    for half in halves(report):
        words = page_words(templates, half.language)
        pages[f"report.{half.language}.html"] = report_page(half, words, templates).decode()
        pages[f"read-back.{half.language}.html"] = read_back_page(half, words, templates).decode()
    day = local(period.moment, workspace.programme.anchor.zone).date()
    return CheckedReport(pages, raw_rows(workspace, day, period.moment, session, whole=period.whole))


def translated(message: Message, language: str) -> str:
    """A message in a language."""
    with speaking(language):
        return translate(message)
