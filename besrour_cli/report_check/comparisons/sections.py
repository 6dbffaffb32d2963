"""What the report ought to say of groups that are compared: response, weights, languages, rejoins."""

from __future__ import annotations

from collections.abc import Callable

from besrour_cli.model.evaluation.form import Item, ItemKind
from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg
from besrour_cli.report_check.checked_figure import names_of, part_of_id
from besrour_cli.report_check.comparisons.languages import languages_compared
from besrour_cli.report_check.comparisons.response import answering_groups
from besrour_cli.report_check.expected import SectionWriter, ShownFigures, Words
from besrour_cli.report_check.raw_rows import RawRows

_WEIGHTS = ("region", "language")


def say_response(write: SectionWriter, figures: ShownFigures, rows: RawRows) -> None:
    """Whether regions answered unlike, and what is not known."""
    if figures.is_shown("response.region-p"):
        p = figures.text("response.region-p")
        if figures.is_shown("response.language-p"):
            sentence = msg("Were all regions equally likely to answer, that probability would be {p}.", p=p)
        else:
            sentence = msg(
                "Were all regions equally likely to answer, chance alone would divide the answers so "
                "unevenly, or more so, with probability {p} (exact test of Freeman and Halton).",
                p=p,
            )
        write.say(sentence, "response.region-p")
    if answering_groups(rows):
        write.say(
            msg(
                "An answer counts for the region that it names and for the language of the form. Whether "
                "those who stayed for less time answered less is not known, since answers bear no name."
            )
        )


def response_table(write: SectionWriter, rows: RawRows) -> None:
    """Who answered."""
    table: list[tuple[Words, tuple[str, ...]]] = [
        (
            names_of(rows.regions if name == "region" else rows.languages, one.key),
            (one.came, one.answered, one.rate),
        )
        for name, groups in answering_groups(rows).items()
        for one in groups
    ]
    if table:
        headings = (msg("Group"), msg("Attendances"), msg("Answers"), msg("Response"))
        write.table(msg("Who answered"), headings, table)


def say_weighted(write: SectionWriter, figures: ShownFigures, rows: RawRows, item: Item) -> None:
    """The share that improved on the item chosen beforehand, weighted, beside the raw one."""
    raw = f"item.{item.id}.improved-share"
    for name, groups in answering_groups(rows).items():
        rates = [each.rate for each in groups if figures.is_shown(each.rate)]
        weighted = f"item.{item.id}.weighted-{name}"
        if len(rates) > 1 and weighted in figures and figures[weighted].values:
            low, high = min(rates, key=figures.value), max(rates, key=figures.value)
            facts = {"low": figures.text(low), "high": figures.text(high)}
            if figures.is_shown(weighted, raw):
                facts |= {"weighted": figures.text(weighted), "raw": figures.text(raw)}
                write.say(_BESIDE[name](facts), low, high, weighted, raw)
            else:
                write.say(_HIDDEN[name](facts), low, high)


_BESIDE: dict[str, Callable[[dict[str, Text]], Message]] = {
    "region": lambda facts: msg(
        "Response was from {low} to {high} by region. Were each region weighted by its attendances, "
        "{weighted} would have improved on the item chosen beforehand, beside {raw} as answered.",
        **facts,
    ),
    "language": lambda facts: msg(
        "Response was from {low} to {high} by language. Were each language weighted by its attendances, "
        "{weighted} would have improved on the item chosen beforehand, beside {raw} as answered.",
        **facts,
    ),
}
_HIDDEN: dict[str, Callable[[dict[str, Text]], Message]] = {
    "region": lambda facts: msg(
        "Response was from {low} to {high} by region. The share that improved with each region weighted "
        "by its attendances is hidden: some who answered could be found in it.",
        **facts,
    ),
    "language": lambda facts: msg(
        "Response was from {low} to {high} by language. The share that improved with each language weighted "
        "by its attendances is hidden: some who answered could be found in it.",
        **facts,
    ),
}


def weighted_table(write: SectionWriter, figures: ShownFigures, items: list[Item]) -> None:
    """The shares of all items, weighted, beside the raw ones."""
    names = [name for name in _WEIGHTS if items and f"item.{items[0].id}.weighted-{name}" in figures]
    if not names:
        return
    words = {"region": msg("Regions weighted"), "language": msg("Languages weighted")}
    headings = (msg("How confident people are to"), msg("As answered"), *(words[name] for name in names))
    table: list[tuple[Words, tuple[str, ...]]] = []
    for item in items:
        ends = ("improved-share", *(f"weighted-{name}" for name in names))
        table.append((item.text, tuple(f"item.{item.id}.{end}" for end in ends)))
    write.table(msg("Share that improved, as answered and weighted by attendance"), headings, table)


def say_delta(write: SectionWriter, figures: ShownFigures, rows: RawRows) -> None:
    """What the sign of Cliff’s delta says, where a table has it."""
    items = rows.form.items if rows.form is not None else ()
    if any(f"item.{item.id}.language-delta" in figures for item in items):
        one, other = (names_of(rows.languages, language) for language in languages_compared(rows))
        write.say(
            msg(
                "In the tables by language of the form, Cliff’s delta is from −1 to 1: above 0 where answers "
                "in {one} are higher, below 0 where those in {other} are.",
                one=one,
                other=other,
            )
        )


def language_table(write: SectionWriter, figures: ShownFigures, rows: RawRows, kind: ItemKind) -> None:
    """Both languages of the form beside each other."""
    table: list[tuple[Words, tuple[str, ...]]] = []
    for item in rows.form.items if rows.form is not None else ():
        name = f"item.{item.id}"
        if item.kind is kind and f"{name}.language-delta" in figures:
            medians = (f"{name}.median.{language}" for language in languages_compared(rows))
            table.append((item.text, (*medians, f"{name}.language-delta", f"{name}.language-holm")))
    if not table:
        return
    names = (names_of(rows.languages, language) for language in languages_compared(rows))
    first, title = msg("Agreement, from 1 to 5"), msg("Agreement, by language of the form")
    if kind is ItemKind.THEN_NOW:
        first = msg("How confident people are to")
        title = msg("By how much confidence rose, by language of the form")
    write.table(title, (first, *names, msg("Cliff’s delta"), msg("p, corrected")), table)


def say_dropped(write: SectionWriter, figures: ShownFigures, rows: RawRows) -> None:
    """Where connections dropped most and least."""
    if "rejoins.sessions" not in figures:
        return
    sentence = msg(
        "How often people joined is known of {known} of {held} sessions.",
        known=figures.text("rejoins.sessions"),
        held=figures.text("sessions.held"),
    )
    write.say(sentence, "rejoins.sessions", "sessions.held")
    called = {f"rejoins.region.{part_of_id(key)}": key for key in rows.regions_invited()}
    shown = sorted((name for name in called if figures.is_shown(name)), key=figures.value)
    if not shown or figures.value(shown[0]) == figures.value(shown[-1]):
        return
    least = shown[0]
    most = next(name for name in called if figures.value(name) == figures.value(shown[-1]))
    sentence = msg(
        "Connections dropped most in {worst}: each person came in again {most} times an hour; and "
        "least in {best}: {least} times.",
        worst=names_of(rows.regions, called[most]),
        most=figures.text(most),
        best=names_of(rows.regions, called[least]),
        least=figures.text(least),
    )
    write.say(sentence, most, least)


def dropped_table(write: SectionWriter, figures: ShownFigures, rows: RawRows) -> None:
    """Rejoins of each region."""
    if "rejoins.sessions" in figures:
        table: list[tuple[Words, tuple[str, ...]]] = [
            (names_of(rows.regions, key), (f"rejoins.region.{part_of_id(key)}",))
            for key in rows.regions_invited()
        ]
        headings = (msg("Region"), msg("Rejoins per person and hour"))
        write.table(msg("Where connections dropped"), headings, table)
