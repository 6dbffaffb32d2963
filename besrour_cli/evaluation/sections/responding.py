"""Who answered, by region and language, and confidence weighted where response was unlike."""

from __future__ import annotations

from collections.abc import Mapping

from besrour_cli.evaluation.measurement.figure_book import key_id
from besrour_cli.evaluation.sections.figure_words import FigureWords
from besrour_cli.model.evaluation.form import EvaluationForm, ItemKind
from besrour_cli.model.evaluation.sections import ReportTable, Words
from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg

_GROUPINGS = ("region", "language")


def who_answered(figures: FigureWords) -> tuple[ReportTable, ...]:
    """Attendances, answers and response of each region and language of which they are known."""
    rows: list[tuple[Words, tuple[str, ...]]] = []
    for name in _GROUPINGS:
        table = figures.table(f"answerable.{name}")
        for key in table.dimensions[0].keys if table else ():
            rate = f"response.{name}.{key_id(key)}"
            if table and rate in figures:
                answered, came = figures.figure(rate).parts
                words = table.dimensions[0].names.get(key) or {"en": key, "fr": key}
                rows.append((words, (came, answered, rate)))
    headings = (msg("Group"), msg("Attendances"), msg("Answers"), msg("Response"))
    return (ReportTable("response", msg("Who answered"), headings, tuple(rows)),) if rows else ()


def response_tests(figures: FigureWords) -> list[Message]:
    """How likely response would be as unlike by chance, and what cannot be known of it."""
    found = []
    if figures.is_shown("response.region-p"):
        found.append(
            msg(
                "Were all regions equally likely to answer, that probability would be {p}.",
                p=figures.text("response.region-p"),
            )
            if figures.is_shown("response.language-p")
            else msg(
                "Were all regions equally likely to answer, chance alone would divide the answers so "
                "unevenly, or more so, with probability {p} (exact test of Freeman and Halton).",
                p=figures.text("response.region-p"),
            )
        )
    if who_answered(figures):
        found.append(
            msg(
                "An answer counts for the region that it names and for the language of the form. Whether "
                "those who stayed for less time answered less is not known, since answers bear no name."
            )
        )
    return found


def weighted_sentences(figures: FigureWords, primary: str) -> list[Message]:
    """What the share on the item chosen beforehand is, as answered and weighted by attendance."""
    found = []
    raw = f"item.{primary}.improved-share"
    for name in _GROUPINGS:
        weighted = f"item.{primary}.weighted-{name}"
        rates = [rate for rate in _rates(figures, name) if figures.is_shown(rate)]
        if len(rates) < 2 or weighted not in figures or not figures.figure(weighted).values:  # noqa: PLR2004
            continue
        facts = {
            "low": figures.text(min(rates, key=figures.value)),
            "high": figures.text(max(rates, key=figures.value)),
        }
        if figures.is_shown(weighted, raw):
            facts |= {"weighted": figures.text(weighted), "raw": figures.text(raw)}
            found.append(_beside(name, facts))
        else:
            found.append(_hidden(name, facts))
    return found


def _beside(name: str, facts: Mapping[str, Text]) -> Message:
    """The weighted share beside the one as answered."""
    if name == "region":
        return msg(
            "Response was from {low} to {high} by region. Were each region weighted by its attendances, "
            "{weighted} would have improved on the item chosen beforehand, beside {raw} as answered.",
            **facts,
        )
    return msg(
        "Response was from {low} to {high} by language. Were each language weighted by its attendances, "
        "{weighted} would have improved on the item chosen beforehand, beside {raw} as answered.",
        **facts,
    )


def _hidden(name: str, facts: Mapping[str, Text]) -> Message:
    """That there would be one, which is hidden."""
    if name == "region":
        return msg(
            "Response was from {low} to {high} by region. The share that improved with each region weighted "
            "by its attendances is hidden: some who answered could be found in it.",
            **facts,
        )
    return msg(
        "Response was from {low} to {high} by language. The share that improved with each language weighted "
        "by its attendances is hidden: some who answered could be found in it.",
        **facts,
    )


def _rates(figures: FigureWords, name: str) -> list[str]:
    table = figures.table(f"answerable.{name}")
    keys = table.dimensions[0].keys if table else ()
    return [rate for key in keys if (rate := f"response.{name}.{key_id(key)}") in figures]


def weighted_table(figures: FigureWords, form: EvaluationForm) -> tuple[ReportTable, ...]:
    """The share that improved on each item, as answered and weighted; nothing where response was alike."""
    items = [item for item in form.items if item.kind is ItemKind.THEN_NOW]
    names = [n for n in _GROUPINGS if items and f"item.{items[0].id}.weighted-{n}" in figures]
    if not names:
        return ()
    columns = {"region": msg("Regions weighted"), "language": msg("Languages weighted")}
    headings = (msg("How confident people are to"), msg("As answered"), *(columns[name] for name in names))
    rows = tuple(
        (
            item.text,
            (f"item.{item.id}.improved-share", *(f"item.{item.id}.weighted-{name}" for name in names)),
        )
        for item in items
    )
    title = msg("Share that improved, as answered and weighted by attendance")
    return (ReportTable("weighted", title, headings, rows),)
