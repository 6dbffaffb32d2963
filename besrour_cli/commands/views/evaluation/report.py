"""The report at the terminal: its sentences and the rules; a figure's formula and rows; both as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.commands.terminal.console import console, out, styled, table
from besrour_cli.commands.terminal.paragraphs import print_few, print_wrapped
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.model.evaluation.figure_text import figure_text, unmarked
from besrour_cli.model.evaluation.report import Figure, Measures
from besrour_cli.model.evaluation.sections import Report, ReportTable, Words
from besrour_cli.model.message import Message, msg


def show(report: Report, files: Sequence[str]) -> None:
    """The sentences of the two pages, the table of the rules, and what was written."""
    if report.invented:
        out(styled(_("Invented example: none of this happened."), "bold"))
    for section in report.sections:
        out()
        out(styled(translate(section.heading), "bold"))
        print_wrapped(unmarked(translate(sentence)) for sentence in section.sentences)
        print_wrapped(f"  – {quote.text}" for quote in section.quotes)
        if section.id == "decision":
            for each in section.tables:
                _print_rules(report, each)
    out()
    for path in files:
        out(f"  {path}")
    if files:
        print_wrapped([msg("Where a figure comes from: besrour report --trace and the figure.")])
    else:
        out(_("Nothing was written: this was a trial."))


def _print_rules(report: Report, rules: ReportTable) -> None:
    made = table(*(_words(heading) for heading in rules.headings[1:]), _words(rules.headings[0]))
    for row, (label, cells) in enumerate(rules.rows):
        shown = [
            _words(rules.words[row, at]) if (row, at) in rules.words else _figure(report, name)
            for at, name in enumerate(cells)
        ]
        made.add_row(*shown, _words(label))
    console().print(made)


def _figure(report: Report, name: str) -> str:
    return figure_text(report.figures[name], language()) if name else ""


def _words(words: Words) -> str:
    return unmarked(translate(words)) if isinstance(words, Message) else words.get(language(), "")


def as_data(report: Report, files: Sequence[str]) -> dict[str, object]:
    """The report for ``--json``: what is masked is masked here too."""
    return {
        "until": report.until[language()],
        "sections": [
            {
                "section": section.id,
                "sentences": [unmarked(translate(sentence)) for sentence in section.sentences],
            }
            for section in report.sections
        ],
        "figures": [_figure_data(figure) for figure in report.figures.values()],
        "files": list(files),
    }


def _figure_data(figure: Figure) -> dict[str, object]:
    return {
        "figure": figure.id,
        "kind": figure.kind,
        "values": list(figure.values) if figure.is_shown else [],
        "masked": figure.masked,
        "text": figure_text(figure, language()),
        "label": translate(figure.label),
        "formula": translate(figure.formula),
    }


def show_trace(figures: Sequence[Figure], measured: Measures) -> None:
    """Each figure with its formula, what it is worked out from, and the rows it comes from."""
    for figure in figures:
        out(f"{styled(figure_text(figure, language()), 'bold')}  {figure.id}")
        print_wrapped([f"  {translate(figure.label)}"])
        print_wrapped([translate(msg("  Formula: {formula}", formula=figure.formula))])
        if figure.masked:
            print_wrapped([msg("  It is hidden in the report: it rests on so few, or would give some away.")])
        if figure.reason is not None and not figure.values:
            print_wrapped([translate(msg("  Not known: {reason}", reason=figure.reason))])
        for part in (measured.figures[name] for name in figure.parts if name in measured.figures):
            print_wrapped([f"  = {part.id}: {figure_text(part, language())}"])
        print_few(figure.rows)


def trace_data(figures: Sequence[Figure], measured: Measures) -> dict[str, object]:
    """Traced figures for ``--json``, with all their rows and the values of their parts."""
    return {
        "figures": [
            {
                **_figure_data(figure),
                "n": figure.n,
                "parts": {
                    name: list(measured.figures[name].values)
                    for name in figure.parts
                    if name in measured.figures
                },
                "rows": list(figure.rows),
            }
            for figure in figures
        ]
    }
