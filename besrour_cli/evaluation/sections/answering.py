"""Whether confidence changed, what was used, what went wrong: the sections that need answers."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.evaluation.sections.attending import hours_table
from besrour_cli.evaluation.sections.comparing import by_language, delta_sentence, rejoins
from besrour_cli.evaluation.sections.figure_words import FigureWords
from besrour_cli.evaluation.sections.responding import weighted_sentences, weighted_table
from besrour_cli.model.evaluation.answers import EvaluationComment
from besrour_cli.model.evaluation.form import EvaluationForm, Item, ItemKind
from besrour_cli.model.evaluation.sections import (
    ChartKind,
    ReportChart,
    ReportQuote,
    ReportSection,
    ReportTable,
    Words,
)
from besrour_cli.model.message import Message, msg

MOST_QUOTES = 6
"""Quotes in a report of two pages."""
USED, CONNECTION, BARRIERS = "used", "connection", "barriers"


def confidence(
    figures: FigureWords, form: EvaluationForm | None, languages: Sequence[str] = ()
) -> ReportSection:
    """Whether confidence changed: the item chosen beforehand first, then all of them, then by language."""
    heading = msg("Did confidence change")
    if form is None or not figures.some("answers.all"):
        none = msg("No answer to the evaluation form has been read: this report rests on attendance alone.")
        return ReportSection("confidence", heading, sentences=(none,))
    sentences = []
    if form.primary:
        sentences = _primary(figures, form.item(form.primary))
        sentences += weighted_sentences(figures, form.primary)
    sentences.append(
        msg(
            "People rated themselves, looking back to before: this favours the programme, and says nothing "
            "of knowledge. All items but the one chosen beforehand are exploratory."
        )
    )
    items = [item for item in form.items if item.kind is ItemKind.THEN_NOW]
    rows = tuple((item.text, _change_cells(item)) for item in items)
    headings = (
        msg("How confident people are to"),
        msg("Improved"),
        msg("Same"),
        msg("Worse"),
        msg("Median before"),
        msg("Median now"),
        msg("p, corrected"),
    )
    table = ReportTable("confidence", msg("Confidence before and now"), headings, rows)
    described = msg(
        "A line an item, from the median before (ring) to the median now (dot), on a scale of 1 to 5."
    )
    chart = ReportChart("confidence", ChartKind.THEN_NOW, table, described)
    compared = by_language(figures, form, ItemKind.THEN_NOW, languages)
    if compared or by_language(figures, form, ItemKind.SCALE, languages):
        sentences.append(delta_sentence(languages))
    return ReportSection(
        "confidence",
        heading,
        sentences=tuple(sentences),
        charts=(chart,) if items else (),
        tables=(*weighted_table(figures, form), *compared),
    )


def _change_cells(item: Item) -> tuple[str, ...]:
    name = f"item.{item.id}"
    changes = (f"{name}.change.{change}" for change in ("improved", "same", "worse"))
    return (*changes, f"{name}.then", f"{name}.now", f"{name}.holm")


def _primary(figures: FigureWords, item: Item) -> list[Message]:
    name = f"item.{item.id}"
    share = figures.share(f"{name}.change.improved", f"{name}.change.all", f"{name}.improved-share")
    found = [
        msg(
            "On the item chosen beforehand, “{item}”, {share} improved, {same} stayed the same and {worse} "
            "became worse.",
            item=item.text,
            share=share,
            same=figures.text(f"{name}.change.same"),
            worse=figures.text(f"{name}.change.worse"),
        )
        if figures.is_shown(f"{name}.change.same", f"{name}.change.worse")
        else msg(
            "On the item chosen beforehand, “{item}”, {share} improved; how many stayed the same or became "
            "worse is hidden, since so few are not shown.",
            item=item.text,
            share=share,
        )
    ]
    if figures.is_shown(f"{name}.then", f"{name}.now"):
        found.append(_median_change(figures, name))
    if figures.is_shown(f"{name}.improved-interval"):
        interval = figures.text(f"{name}.improved-interval")
        found.append(
            msg(
                "With so few people, the true share may be anywhere from {range}.",
                range=interval,
            )
        )
    if figures.is_shown(f"{name}.improved-bounds"):
        found.append(
            msg(
                "Had all who came answered, it would be from {range}: the lower end if none of those who did "
                "not answer improved, the upper if all did.",
                range=figures.text(f"{name}.improved-bounds"),
            )
        )
    if figures.is_shown(f"{name}.signed-rank"):
        found.append(
            msg(
                "Were improving and becoming worse equally likely, chance alone would give a change as large "
                "with probability {p} (exact signed-rank test).",
                p=figures.text(f"{name}.signed-rank"),
            )
        )
    elif not figures.figure(f"{name}.signed-rank").values:
        found.append(msg("Fewer than six answers changed: no test could say anything."))
    return found


def _median_change(figures: FigureWords, name: str) -> Message:
    then, now = figures.text(f"{name}.then"), figures.text(f"{name}.now")
    before, after = figures.value(f"{name}.then"), figures.value(f"{name}.now")
    if after > before:
        return msg("The median rose from {then} to {now} (quartiles in brackets).", then=then, now=now)
    if after < before:
        return msg("The median fell from {then} to {now} (quartiles in brackets).", then=then, now=now)
    return msg(
        "The median did not change: {then} before, {now} now (quartiles in brackets).", then=then, now=now
    )


def use(
    figures: FigureWords, form: EvaluationForm | None, comments: tuple[EvaluationComment, ...]
) -> ReportSection:
    """What was used, counts first, then people's own words where they may be shown."""
    sentences, tables = [], []
    table = figures.plain_table(f"item.{USED}.choices", msg("What people used since the last session"))
    if form is None or table is None:
        sentences.append(msg("Nobody was asked what they used."))
    else:
        sentences.append(
            msg(
                "{n} answers say what was used from the sessions; one answer may name several things.",
                n=figures.text(f"item.{USED}.answered"),
            )
        )
        tables.append(table)
    quoted = [one for one in comments if one.quote and one.source != "comment"][:MOST_QUOTES]
    if quoted:
        sentences.append(msg("In people’s own words, each in the language in which it was written:"))
    quotes = tuple(ReportQuote(one.language, one.text) for one in quoted)
    return ReportSection(
        "use", msg("What was used"), sentences=tuple(sentences), tables=tuple(tables), quotes=quotes
    )


def trouble(
    figures: FigureWords,
    form: EvaluationForm | None,
    regions: tuple[str, ...],
    comments: tuple[EvaluationComment, ...],
    languages: Sequence[str] = (),
) -> ReportSection:
    """What went wrong: connection, language, hour."""
    sentences, dropped = rejoins(figures, regions)
    tables = [hours_table(figures, regions), *dropped]
    charts: tuple[ReportChart, ...] = ()
    if form is not None and figures.some("answers.all"):
        charts = _reactions(form)
        sentences += _languages_apart(figures, form)
        tables += [
            figures.plain_table(f"item.{CONNECTION}.choices", msg("How the connection was")),
            figures.plain_table(f"item.{BARRIERS}.choices", msg("What made it hard to come or to take part")),
            *by_language(figures, form, ItemKind.SCALE, languages),
        ]
    sentences.append(
        msg(
            "The table of hours compares what was planned with what people bore: minutes of sessions outside "
            "08:00 to 18:00 where they live."
        )
    )
    quoted = [one for one in comments if one.quote and one.source == "comment"][:MOST_QUOTES]
    quotes = tuple(ReportQuote(one.language, one.text) for one in quoted)
    shown = tuple(table for table in tables if table is not None)
    return ReportSection(
        "trouble",
        msg("What went wrong"),
        sentences=tuple(sentences),
        charts=charts,
        tables=shown,
        quotes=quotes,
    )


def _reactions(form: EvaluationForm) -> tuple[ReportChart, ...]:
    items = [item for item in form.items if item.kind is ItemKind.SCALE]
    if not items:
        return ()
    points: tuple[Words, ...] = tuple({"en": point, "fr": point} for point in "12345")
    rows = tuple(
        (
            item.text,
            (*(f"item.{item.id}.points.{point}" for point in "12345"), f"item.{item.id}.median"),
        )
        for item in items
    )
    headings = (msg("Agreement, from 1 to 5"), *points, msg("Median"))
    table = ReportTable("reactions", msg("What people thought"), headings, rows)
    described = msg("A bar an item: disagreement to the left, agreement to the right.")
    return (ReportChart("reactions", ChartKind.DIVERGING, table, described),)


def _languages_apart(figures: FigureWords, form: EvaluationForm) -> list[Message]:
    """Whether those who answered in French were served as well as those who answered in English."""
    found = []
    for item in form.items:
        english, french = (f"item.{item.id}.median.{code}" for code in ("en", "fr"))
        if item.kind is not ItemKind.SCALE or not figures.is_shown(english, french):
            continue
        one, other = figures.value(english), figures.value(french)
        if one == other:
            continue
        facts = {"item": item.text, "english": figures.text(english), "french": figures.text(french)}
        if one > other:
            found.append(
                msg(
                    "“{item}”: answers in French are lower, median {french}, in English {english}.",
                    **facts,
                )
            )
        else:
            found.append(
                msg(
                    "“{item}”: answers in French are higher, median {french}, in English {english}.",
                    **facts,
                )
            )
    return found


def choice_tables(figures: FigureWords, form: EvaluationForm | None) -> tuple[ReportTable, ...]:
    """Who answered: the tables of the choices that are in no other section."""
    items = form.items if form and figures.some("answers.all") else ()
    apart = {USED, CONNECTION, BARRIERS}
    tables = [
        figures.plain_table(f"item.{item.id}.choices", msg("{item}", item=item.text))
        for item in items
        if item.kind in (ItemKind.ONE, ItemKind.SEVERAL) and item.id not in apart
    ]
    return tuple(table for table in tables if table is not None)
