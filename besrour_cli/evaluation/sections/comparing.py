"""One language of the form beside the other, and where connections dropped."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.evaluation.measurement.figure_book import key_id
from besrour_cli.evaluation.sections.figure_words import FigureWords
from besrour_cli.model.evaluation.form import EvaluationForm, ItemKind
from besrour_cli.model.evaluation.sections import ReportTable, Words
from besrour_cli.model.language import NAMES, Text
from besrour_cli.model.message import Message, msg


def by_language(
    figures: FigureWords, form: EvaluationForm, kind: ItemKind, languages: Sequence[str]
) -> tuple[ReportTable, ...]:
    """Medians in both languages, Cliff’s delta and the exact test of each item of a kind that has them."""
    rows = tuple(
        (
            item.text,
            (
                *(f"item.{item.id}.median.{language}" for language in languages),
                f"item.{item.id}.language-delta",
                f"item.{item.id}.language-holm",
            ),
        )
        for item in form.items
        if item.kind is kind and f"item.{item.id}.language-delta" in figures
    )
    if not rows:
        return ()
    rises = kind is ItemKind.THEN_NOW
    title = (
        msg("By how much confidence rose, by language of the form")
        if rises
        else msg("Agreement, by language of the form")
    )
    first = msg("How confident people are to") if rises else msg("Agreement, from 1 to 5")
    headings: tuple[Words, ...] = (
        first,
        *map(_name, languages),
        msg("Cliff’s delta"),
        msg("p, corrected"),
    )
    return (ReportTable(f"{kind}-by-language", title, headings, rows),)


def delta_sentence(languages: Sequence[str]) -> Message:
    """What the sign of Cliff’s delta says."""
    return msg(
        "In the tables by language of the form, Cliff’s delta is from −1 to 1: above 0 where answers in "
        "{one} are higher, below 0 where those in {other} are.",
        one=_name(languages[0]),
        other=_name(languages[1]),
    )


def _name(language: str) -> Text:
    return NAMES.get(language) or {"en": language, "fr": language}


def rejoins(figures: FigureWords, regions: Sequence[str]) -> tuple[list[Message], tuple[ReportTable, ...]]:
    """Where people came in again most and least often; nothing where no download said it."""
    table = figures.table("invited.region")
    names = [f"rejoins.region.{key_id(key)}" for key in regions]
    if "rejoins.sessions" not in figures or table is None:
        return [], ()
    known = {"known": figures.text("rejoins.sessions"), "held": figures.text("sessions.held")}
    sentences = [msg("How often people joined is known of {known} of {held} sessions.", **known)]
    called: dict[str, Words] = {
        name: table.dimensions[0].names.get(key) or {"en": key, "fr": key}
        for name, key in zip(names, regions, strict=True)
    }
    shown = [name for name in names if figures.is_shown(name)]
    if shown and figures.value(max(shown, key=figures.value)) > figures.value(min(shown, key=figures.value)):
        most, least = max(shown, key=figures.value), min(shown, key=figures.value)
        sentences.append(
            msg(
                "Connections dropped most in {worst}: each person came in again {most} times an hour; and "
                "least in {best}: {least} times.",
                worst=called[most],
                most=figures.text(most),
                best=called[least],
                least=figures.text(least),
            )
        )
    rows = tuple((words, (name,)) for name, words in called.items())
    headings = (msg("Region"), msg("Rejoins per person and hour"))
    return sentences, (ReportTable("rejoins", msg("Where connections dropped"), headings, rows),)
