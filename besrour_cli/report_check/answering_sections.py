"""What the sections on answers ought to say: confidence, use, trouble."""

from __future__ import annotations

from besrour_cli.model.evaluation.form import CONSENT, EvaluationForm, Item, ItemKind
from besrour_cli.model.message import msg
from besrour_cli.report_check.answer_figures import CHANGES
from besrour_cli.report_check.checked_figure import SCALE, names_of, part_of_id
from besrour_cli.report_check.comparisons.sections import (
    dropped_table,
    language_table,
    say_delta,
    say_dropped,
    say_weighted,
    weighted_table,
)
from besrour_cli.report_check.expected import (
    LANGUAGES,
    ExpectedChart,
    Picture,
    SectionWriter,
    ShownFigures,
    Words,
    share_words,
)
from besrour_cli.report_check.raw_rows import RawRows

_MOST_QUOTES = 6
_ELSEWHERE = ("used", "connection", "barriers")
"""Items whose tables are in sections of their own."""


def confidence(figures: ShownFigures, rows: RawRows) -> SectionWriter:
    """Whether confidence changed."""
    write = SectionWriter(figures, "confidence", msg("Did confidence change"))
    if rows.form is None or not rows.answers:
        write.say(
            msg("No answer to the evaluation form has been read: this report rests on attendance alone.")
        )
        return write
    if rows.form.primary:
        _primary(write, figures, rows.form.item(rows.form.primary))
        say_weighted(write, figures, rows, rows.form.item(rows.form.primary))
    write.say(
        msg(
            "People rated themselves, looking back to before: this favours the programme, and says nothing "
            "of knowledge. All items but the one chosen beforehand are exploratory."
        )
    )
    items = [item for item in rows.form.items if item.kind is ItemKind.THEN_NOW]
    say_delta(write, figures, rows)
    if items:
        write.chart(_then_now(items))
    weighted_table(write, figures, items)
    language_table(write, figures, rows, ItemKind.THEN_NOW)
    return write


def _then_now(items: list[Item]) -> ExpectedChart:
    table: list[tuple[Words, tuple[str, ...]]] = []
    for item in items:
        ends = (*(f"change.{change}" for change in CHANGES), "then", "now", "holm")
        table.append((item.text, tuple(f"item.{item.id}.{end}" for end in ends)))
    headings = (
        msg("How confident people are to"),
        msg("Improved"),
        msg("Same"),
        msg("Worse"),
        msg("Median before"),
        msg("Median now"),
        msg("p, corrected"),
    )
    described = msg(
        "A line an item, from the median before (ring) to the median now (dot), on a scale of 1 to 5."
    )
    title = msg("Confidence before and now")
    return ExpectedChart(Picture.THEN_NOW, title, described, headings, tuple(table))


def _primary(write: SectionWriter, figures: ShownFigures, item: Item) -> None:
    name = f"item.{item.id}"
    improved, everybody = f"{name}.change.improved", f"{name}.change.all"
    share, names = share_words(figures, improved, everybody, f"{name}.improved-share")
    same, worse = f"{name}.change.same", f"{name}.change.worse"
    if figures.is_shown(same, worse):
        sentence = msg(
            "On the item chosen beforehand, “{item}”, {share} improved, {same} stayed the same and {worse} "
            "became worse.",
            item=item.text,
            share=share,
            same=figures.text(same),
            worse=figures.text(worse),
        )
        write.say(sentence, *names, same, worse)
    else:
        sentence = msg(
            "On the item chosen beforehand, “{item}”, {share} improved; how many stayed the same or became "
            "worse is hidden, since so few are not shown.",
            item=item.text,
            share=share,
        )
        write.say(sentence, *names)
    if figures.is_shown(f"{name}.then", f"{name}.now"):
        _medians(write, figures, f"{name}.then", f"{name}.now")
    if figures.is_shown(f"{name}.improved-interval"):
        range_ = figures.text(f"{name}.improved-interval")
        sentence = msg("With so few people, the true share may be anywhere from {range}.", range=range_)
        write.say(sentence, f"{name}.improved-interval")
    if figures.is_shown(f"{name}.improved-bounds"):
        sentence = msg(
            "Had all who came answered, it would be from {range}: the lower end if none of those who did "
            "not answer improved, the upper if all did.",
            range=figures.text(f"{name}.improved-bounds"),
        )
        write.say(sentence, f"{name}.improved-bounds")
    if figures.is_shown(f"{name}.signed-rank"):
        sentence = msg(
            "Were improving and becoming worse equally likely, chance alone would give a change as large "
            "with probability {p} (exact signed-rank test).",
            p=figures.text(f"{name}.signed-rank"),
        )
        write.say(sentence, f"{name}.signed-rank")
    elif not figures[f"{name}.signed-rank"].values:
        write.say(msg("Fewer than six answers changed: no test could say anything."))


def _medians(write: SectionWriter, figures: ShownFigures, then: str, now: str) -> None:
    facts = {"then": figures.text(then), "now": figures.text(now)}
    before, after = figures.value(then), figures.value(now)
    if before < after:
        sentence = msg("The median rose from {then} to {now} (quartiles in brackets).", **facts)
    elif before > after:
        sentence = msg("The median fell from {then} to {now} (quartiles in brackets).", **facts)
    else:
        sentence = msg(
            "The median did not change: {then} before, {now} now (quartiles in brackets).", **facts
        )
    write.say(sentence, then, now)


def use(figures: ShownFigures, rows: RawRows) -> SectionWriter:
    """What was used."""
    write = SectionWriter(figures, "use", msg("What was used"))
    item = _item(rows.form, "used")
    if item is None:
        write.say(msg("Nobody was asked what they used."))
    else:
        sentence = msg(
            "{n} answers say what was used from the sessions; one answer may name several things.",
            n=figures.text("item.used.answered"),
        )
        write.say(sentence, "item.used.answered")
    quotes = [each.text for each in rows.comments if each.quote and each.source != "comment"]
    if quotes:
        write.say(msg("In people’s own words, each in the language in which it was written:"))
    write.quotes(quotes[:_MOST_QUOTES])
    if item is not None:
        choice_table(write, item, msg("What people used since the last session"))
    return write


def trouble(figures: ShownFigures, rows: RawRows) -> SectionWriter:
    """What went wrong."""
    write = SectionWriter(figures, "trouble", msg("What went wrong"))
    answered = rows.form is not None and bool(rows.answers)
    say_dropped(write, figures, rows)
    if answered and rows.form is not None:
        _languages_apart(write, figures, rows.form)
    write.say(
        msg(
            "The table of hours compares what was planned with what people bore: minutes of sessions outside "
            "08:00 to 18:00 where they live."
        )
    )
    write.quotes(
        [each.text for each in rows.comments if each.quote and each.source == "comment"][:_MOST_QUOTES]
    )
    if answered and rows.form is not None:
        _reactions(write, rows.form)
    if rows.regions_invited():
        table: list[tuple[Words, tuple[str, ...]]] = []
        for region in rows.regions_invited():
            at = part_of_id(region)
            table.append((names_of(rows.regions, region), (f"outside.planned.{at}", f"outside.borne.{at}")))
        headings = (msg("Region"), msg("Planned, had all come"), msg("Borne by those who came"))
        write.table(msg("Minutes outside 08:00 to 18:00 on people’s own clocks"), headings, table)
    dropped_table(write, figures, rows)
    titles = {
        "connection": msg("How the connection was"),
        "barriers": msg("What made it hard to come or to take part"),
    }
    for name, title in titles.items():
        item = _item(rows.form, name)
        if answered and item is not None:
            choice_table(write, item, title)
    if answered:
        language_table(write, figures, rows, ItemKind.SCALE)
    return write


def _languages_apart(write: SectionWriter, figures: ShownFigures, form: EvaluationForm) -> None:
    for item in form.items:
        english, french = f"item.{item.id}.median.en", f"item.{item.id}.median.fr"
        if item.kind is not ItemKind.SCALE or not figures.is_shown(english, french):
            continue
        facts = {"item": item.text, "english": figures.text(english), "french": figures.text(french)}
        if figures.value(french) < figures.value(english):
            sentence = msg(
                "“{item}”: answers in French are lower, median {french}, in English {english}.", **facts
            )
            write.say(sentence, french, english)
        elif figures.value(french) > figures.value(english):
            sentence = msg(
                "“{item}”: answers in French are higher, median {french}, in English {english}.", **facts
            )
            write.say(sentence, french, english)


def _reactions(write: SectionWriter, form: EvaluationForm) -> None:
    items = [item for item in form.items if item.kind is ItemKind.SCALE]
    if not items:
        return
    points: tuple[Words, ...] = tuple(dict.fromkeys(LANGUAGES, point) for point in SCALE)
    table: list[tuple[Words, tuple[str, ...]]] = []
    for item in items:
        ends = (*(f"points.{point}" for point in SCALE), "median")
        table.append((item.text, tuple(f"item.{item.id}.{end}" for end in ends)))
    write.chart(
        ExpectedChart(
            Picture.DIVERGING,
            msg("What people thought"),
            msg("A bar an item: disagreement to the left, agreement to the right."),
            (msg("Agreement, from 1 to 5"), *points, msg("Median")),
            tuple(table),
        )
    )


def _item(form: EvaluationForm | None, name: str) -> Item | None:
    items = form.items if form is not None else ()
    chosen = (ItemKind.ONE, ItemKind.SEVERAL)
    return next((item for item in items if item.id == name and item.kind in chosen), None)


def choice_table(write: SectionWriter, item: Item, title: Words) -> None:
    """The table of what was chosen of an item."""
    name = f"item.{item.id}.choices"
    cells: list[tuple[Words, str]] = [(c.text, f"{name}.{part_of_id(c.id)}") for c in item.choices]
    if item.kind is ItemKind.ONE:
        cells.append((msg("All"), f"{name}.all"))
    write.counts(title, msg("Answer"), cells)


def other_choices(write: SectionWriter, form: EvaluationForm) -> None:
    """The tables of the choices that are in no other section."""
    for item in form.items:
        chosen = item.kind in (ItemKind.ONE, ItemKind.SEVERAL)
        if chosen and item.id != CONSENT and item.id not in _ELSEWHERE:
            choice_table(write, item, msg("{item}", item=item.text))
