"""A report of the invented year, with the rows it was made from, for those who check it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import typst

from besrour_cli.commands.shared.workspace import open_workspace
from besrour_cli.commands.terminal.translation import speaking, translate
from besrour_cli.commands.workflows.report.gather import period_of
from besrour_cli.commands.workflows.report.make import last_day, make, note_rules
from besrour_cli.commands.workflows.report.verify import raw_rows
from besrour_cli.commands.workflows.report.write import halves
from besrour_cli.model.evaluation.printed import PrintedDocument
from besrour_cli.model.message import Message
from besrour_cli.publishing.report.page import read_back_page, report_page
from besrour_cli.publishing.report.pdf import report_values
from besrour_cli.publishing.report.wording import page_words
from besrour_cli.report_check.raw_rows import RawRows
from besrour_cli.storage import resources
from besrour_cli.storage.text.tagged_pdf import read_tagged_pdf
from support.checkout import ROOT

NOW = datetime(2028, 1, 10, 12, tzinfo=UTC)


class CheckedReport(NamedTuple):
    """Pages, the rows by which they are checked, and what each language's PDF is made of, as JSON."""

    pages: dict[str, str]
    rows: RawRows
    values: dict[str, str]

    def papers(self) -> dict[str, PrintedDocument | None]:
        """The PDFs, compiled and read again."""
        return {f"report.{language}.pdf": paper(values) for language, values in self.values.items()}


@lru_cache(maxsize=16)
def paper(values: str, setting: str = "") -> PrintedDocument | None:
    """A PDF of these values, read again; ``setting`` is a line of typst that is set before its layout."""
    layout = setting + resources.shipped_template("report/report.typ")
    fonts = typst.Fonts(include_system_fonts=False)
    data = typst.compile(
        layout.encode(), font_paths=fonts, format="pdf", pdf_standards=["ua-1"], sys_inputs={"data": values}
    )
    return read_tagged_pdf(data)


def made_report(folder: Path, *, session: str | None = None) -> CheckedReport:
    """The report of the invented year up to a session, its pages written nowhere."""
    if not (folder / "sessions").exists():
        for name in ("sessions", "responses"):
            shutil.copytree(ROOT / "examples" / "evaluated" / name, folder / name)
    workspace = note_rules(open_workspace(str(folder)), NOW)
    period = period_of(workspace, NOW, None, session)
    report = make(workspace, period).report
    templates = resources.templates(str(folder))
    pages, values = {}, {}
    for half in halves(report):
        words = page_words(templates, half.language)
        pages[f"report.{half.language}.html"] = report_page(half, words, templates).decode()
        pages[f"read-back.{half.language}.html"] = read_back_page(half, words, templates).decode()
        values[half.language] = report_values(half, words)
    day = last_day(workspace, period)
    rows = raw_rows(workspace, day, period.moment, session, whole=period.whole)
    return CheckedReport(pages, rows, values)


def larger_year(folder: Path, times: int = 2) -> Path:
    """A folder with the invented year several times over: as many more people, who do and answer the same.

    Small counts of groups are none any more, so that a report shows what the invented year has to hide.
    """
    for name in ("sessions", "responses"):
        shutil.copytree(ROOT / "examples" / "evaluated" / name, folder / name)
    for path, column in (
        ("sessions/members.csv", 0),
        ("sessions/attendance.csv", 1),
        ("responses/evaluation.csv", 3),
    ):
        head, *lines = (folder / path).read_text(encoding="utf-8-sig").splitlines()
        rows = [
            _renamed(line.split(","), column, copy) if copy else line
            for copy in range(times)
            for line in lines
        ]
        if path.startswith("responses"):
            rows = [",".join([str(number), *row.split(",")[1:]]) for number, row in enumerate(rows, 1)]
        (folder / path).write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return folder


def _renamed(cells: list[str], column: int, copy: int) -> str:
    """A row of somebody else: another id, code and address."""
    cells[column] = f"{cells[column]}{'abcdefgh'[copy]}"
    return ",".join(cell.replace("@", f"-{copy}@").replace("Person ", f"Person {copy}") for cell in cells)


def translated(message: Message, language: str) -> str:
    """A message in a language."""
    with speaking(language):
        return translate(message)
