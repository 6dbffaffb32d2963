"""What was done, who came back and who did not: the sections that attendance alone is enough for."""

from __future__ import annotations

from besrour_cli.evaluation.measurement.figure_book import key_id
from besrour_cli.evaluation.sections.figure_words import FigureWords
from besrour_cli.model.evaluation.sections import (
    ChartKind,
    ReportChart,
    ReportSection,
    ReportTable,
    Words,
)
from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg, msgn


def activity(figures: FigureWords, first: Text, last: Text) -> ReportSection:
    """What we did: sessions, people, countries; the strip of who came."""
    held = "sessions.held"
    sentences = [
        msgn(
            "{n} session was held, on {first}.",
            "{n} sessions were held, from {first} to {last}.",
            figures.number(held),
            n=figures.text(held),
            first=first,
            last=last,
        ),
        msg(
            "Of {invited} people invited, {came} came at least once, from {countries} countries; by name, "
            "{attendances} attendances are known.",
            invited=figures.text("people.invited"),
            came=figures.text("people.came"),
            countries=figures.text("countries.came"),
            attendances=figures.text("attendance.named"),
        ),
    ]
    sentences += _not_counted(figures)
    strip = figures.plain_table("strip", msg("Who came to each session"))
    charts: tuple[ReportChart, ...] = ()
    if strip is not None:
        described = msg("A row a region, a square a session: the darker, the more people of the region came.")
        charts = (ReportChart("strip", ChartKind.STRIP, strip, described),)
    return ReportSection("activity", msg("What we did"), sentences=tuple(sentences), charts=charts)


def _not_counted(figures: FigureWords) -> list[Message]:
    """People without a name, sessions without attendance, and those that did not take place."""
    sentences = []
    if not figures.is_shown("attendance.rooms") or figures.value("attendance.rooms"):
        sentences.append(
            msg(
                "Another {n} attendances were counted in shared rooms: several people at one screen.",
                n=figures.text("attendance.rooms"),
            )
        )
    if figures.value("sessions.unknown"):
        sentences.append(
            msgn(
                "Of {n} more session it is not known who came; it is not counted here.",
                "Of {n} more sessions it is not known who came; they are not counted here.",
                figures.number("sessions.unknown"),
                n=figures.text("sessions.unknown"),
            )
        )
    if figures.value("sessions.cancelled"):
        sentences.append(
            msgn(
                "{n} session was called off, or nobody met.",
                "{n} sessions were called off, or nobody met.",
                figures.number("sessions.cancelled"),
                n=figures.text("sessions.cancelled"),
            )
        )
    return sentences


def returning(figures: FigureWords, regions: tuple[str, ...], languages: tuple[str, ...]) -> ReportSection:
    """Who came back and who did not; who is represented; from invitation to answer."""
    sentences = [_who_came_back(figures)]
    if figures.value("return.first"):
        sentences += _who_did_not(figures)
    sentences += _representation(figures)
    return ReportSection(
        "return",
        msg("Did people come back, and who did not"),
        sentences=tuple(sentences),
        charts=(*_ratio_chart(figures, regions, languages), *_funnel_chart(figures)),
        tables=_return_tables(figures),
    )


def _who_came_back(figures: FigureWords) -> Message:
    if figures.is_shown("return.first") and not figures.value("return.first"):
        return msg("It is too early to say who comes back: nobody has had three further sessions yet.")
    share = figures.share("return.back", "return.first", "return.share")
    if figures.is_shown("return.interval"):
        return msg(
            "Of the people who had three further sessions to come to, {share} came back to one of them; with "
            "so few people, the share may truly be anywhere from {interval}.",
            share=share,
            interval=figures.text("return.interval"),
        )
    return msg(
        "Of the people who had three further sessions to come to, {share} came back to one of them.",
        share=share,
    )


def _who_did_not(figures: FigureWords) -> list[Message]:
    if not figures.is_shown("attended.0"):
        return []
    never = figures.text("attended.0")
    return [
        msgn(
            "{n} person who was invited came to no session.",
            "{n} people who were invited came to no session.",
            figures.number("attended.0"),
            n=never,
        )
    ]


def _representation(figures: FigureWords) -> list[Message]:
    found = []
    if figures.is_shown("representation.region.lowest", "representation.region.highest"):
        found.append(
            msg(
                "Each region’s share of the minutes attended, divided by its share of those invited, lies "
                "between {lowest} and {highest}; 1 is even.",
                lowest=figures.text("representation.region.lowest"),
                highest=figures.text("representation.region.highest"),
            )
        )
    if figures.is_shown("representation.language.lowest", "representation.language.highest"):
        found.append(
            msg(
                "For preferred languages, it lies between {lowest} and {highest}.",
                lowest=figures.text("representation.language.lowest"),
                highest=figures.text("representation.language.highest"),
            )
        )
    return found


def _ratio_chart(
    figures: FigureWords, regions: tuple[str, ...], languages: tuple[str, ...]
) -> tuple[ReportChart, ...]:
    rows: list[tuple[Words, tuple[str, ...]]] = []
    for name, keys in (("region", regions), ("language", languages)):
        table = figures.table(f"invited.{name}")
        for key in keys if table else ():
            assert table is not None
            words = table.dimensions[0].names.get(key) or {"en": key, "fr": key}
            at = key_id(key)
            cells = (f"invited.{name}.{at}", f"minutes.{name}.{at}", f"representation.{name}.{at}")
            rows.append((words, cells))
    if not rows:
        return ()
    headings = (msg("Group"), msg("People invited"), msg("Minutes attended"), msg("Ratio"))
    table_ = ReportTable("ratios", msg("Who is represented"), headings, tuple(rows))
    described = msg(
        "A dot a group: left of the line at 1, it attended less than its share of those invited; right, more."
    )
    return (ReportChart("ratios", ChartKind.RATIOS, table_, described),)


def _funnel_chart(figures: FigureWords) -> tuple[ReportChart, ...]:
    table = figures.plain_table("funnel", msg("From invitation to answer"))
    if table is None:
        return ()
    described = msg("A bar a step, as long as its count of all languages.")
    return (ReportChart("funnel", ChartKind.FUNNEL, table, described),)


def _return_tables(figures: FigureWords) -> tuple[ReportTable, ...]:
    titles = {
        "return.region": msg("Who came back, by region"),
        "return.language": msg("Who came back, by preferred language"),
    }
    tables = (figures.plain_table(name, title) for name, title in titles.items())
    return tuple(table for table in tables if table is not None and figures.value("return.first"))


def hours_table(figures: FigureWords, regions: tuple[str, ...]) -> ReportTable | None:
    """Minutes outside 08:00 to 18:00 by region, planned and borne."""
    table = figures.table("invited.region")
    if table is None or not regions:
        return None
    rows = tuple(
        (
            table.dimensions[0].names.get(key) or {"en": key, "fr": key},
            (f"outside.planned.{key_id(key)}", f"outside.borne.{key_id(key)}"),
        )
        for key in regions
    )
    headings = (msg("Region"), msg("Planned, had all come"), msg("Borne by those who came"))
    return ReportTable("hours", msg("Minutes outside 08:00 to 18:00 on people’s own clocks"), headings, rows)
