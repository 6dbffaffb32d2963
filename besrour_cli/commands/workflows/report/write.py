"""A report as files below ``out/report/``: a page and a PDF a language, and the page for participants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from besrour_cli.commands.terminal.translation import speaking, translate
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import msg
from besrour_cli.publishing.report.agreement import disagreements
from besrour_cli.publishing.report.half import ReportHalf, report_half
from besrour_cli.publishing.report.page import read_back_page, report_page
from besrour_cli.publishing.report.pdf import report_pdf
from besrour_cli.publishing.report.wording import page_words
from besrour_cli.storage import resources
from besrour_cli.storage.output.atomic_files import write_all

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.evaluation.sections import Report

FOLDER = "out/report"


def write(workspace: Workspace, report: Report) -> tuple[str, ...]:
    """Write all of the report's files; their paths."""
    templates = resources.templates(workspace.folder)
    files: dict[str, bytes] = {}
    for half in halves(report):
        words = page_words(templates, half.language)
        files[f"{FOLDER}/report.{half.language}.html"] = report_page(half, words, templates)
        files[f"{FOLDER}/report.{half.language}.pdf"] = report_pdf(half, words, templates)
        files[f"{FOLDER}/read-back.{half.language}.html"] = read_back_page(half, words, templates)
    write_all(workspace.folder, files, clear=(FOLDER,))
    return tuple(sorted(files))


def halves(report: Report) -> tuple[ReportHalf, ...]:
    """The report in both languages; NegativeAnswer where they do not say the same."""
    made = []
    for language in LANGUAGES:
        with speaking(language):
            made.append(report_half(report, language, translate))
    first, other = made
    found = next(disagreements(first, other, report.figures), None)
    if found is not None:
        raise NegativeAnswer(
            msg("the halves of the report do not say the same: {place}", place=found),
            msg("mend the sentence in the catalogue; nothing was written"),
        )
    return tuple(made)
