"""What the sections on attendance ought to say."""

from __future__ import annotations

from datetime import date

from besrour_cli.clock.formatting import date_words
from besrour_cli.clock.instants import local
from besrour_cli.model.language import Text
from besrour_cli.model.message import msg, msgn
from besrour_cli.report_check.attendance_figures import STEPS, groupings, steps
from besrour_cli.report_check.checked_figure import names_of, part_of_id
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


def day_words(day: date) -> Text:
    """A day without its weekday."""
    return {language: date_words(day, language, weekday=False) for language in LANGUAGES}


def activity(figures: ShownFigures, rows: RawRows) -> SectionWriter:
    """What was done."""
    write = SectionWriter(figures, "activity", msg("What we did"))
    first, last = (day_words(local(rows.sessions[at].start, rows.zone).date()) for at in (0, -1))
    held = msgn(
        "{n} session was held, on {first}.",
        "{n} sessions were held, from {first} to {last}.",
        figures.plural("sessions.held"),
        n=figures.text("sessions.held"),
        first=first,
        last=last,
    )
    write.say(held, "sessions.held")
    names = {
        "invited": "people.invited",
        "came": "people.came",
        "countries": "countries.came",
        "attendances": "attendance.named",
    }
    sentence = msg(
        "Of {invited} people invited, {came} came at least once, from {countries} countries; by name, "
        "{attendances} attendances are known.",
        **{gap: figures.text(name) for gap, name in names.items()},
    )
    write.say(sentence, *names.values())
    if not figures.is_shown("attendance.rooms") or figures.value("attendance.rooms"):
        rooms = figures.text("attendance.rooms")
        more = msg(
            "Another {n} attendances were counted in shared rooms: several people at one screen.", n=rooms
        )
        write.say(more, "attendance.rooms")
    if figures.value("sessions.unknown"):
        unknown = msgn(
            "Of {n} more session it is not known who came; it is not counted here.",
            "Of {n} more sessions it is not known who came; they are not counted here.",
            figures.plural("sessions.unknown"),
            n=figures.text("sessions.unknown"),
        )
        write.say(unknown, "sessions.unknown")
    if figures.value("sessions.cancelled"):
        cancelled = msgn(
            "{n} session was called off, or nobody met.",
            "{n} sessions were called off, or nobody met.",
            figures.plural("sessions.cancelled"),
            n=figures.text("sessions.cancelled"),
        )
        write.say(cancelled, "sessions.cancelled")
    if rows.regions_invited():
        write.chart(_strip(rows))
    return write


def _strip(rows: RawRows) -> ExpectedChart:
    regions = rows.regions_invited()
    columns = (*map(part_of_id, regions), "all")
    lines: list[tuple[Words, str]] = [(each.titles, part_of_id(each.id)) for each in rows.sessions]
    lines.append((msg("All"), "all"))
    return ExpectedChart(
        Picture.STRIP,
        msg("Who came to each session"),
        msg("A row a region, a square a session: the darker, the more people of the region came."),
        (msg("Session"), *(names_of(rows.regions, region) for region in regions), msg("All")),
        tuple((words, tuple(f"strip.{at}.{column}" for column in columns)) for words, at in lines),
    )


def returning(figures: ShownFigures, rows: RawRows) -> SectionWriter:
    """Who came back, who did not, who is represented."""
    write = SectionWriter(figures, "return", msg("Did people come back, and who did not"))
    _came_back(write, figures)
    _represented(write, figures)
    if not rows.languages_invited():
        return write  # all who were invited have left the roster: there are no groups
    write.chart(_ratios(rows))
    write.chart(_funnel(rows))
    if figures.value("return.first"):
        titles = {
            "region": (msg("Who came back, by region"), msg("Region")),
            "language": (msg("Who came back, by preferred language"), msg("Language")),
        }
        for name, keys, called, _ in groupings(rows):
            headings = (titles[name][1], msg("returned"), msg("did not return"), msg("All"))
            table = [
                (
                    called(key),
                    tuple(f"return.{name}.{part_of_id(key)}.{end}" for end in ("back", "not", "all")),
                )
                for key in keys
            ]
            write.table(titles[name][0], headings, table)
    return write


def _came_back(write: SectionWriter, figures: ShownFigures) -> None:
    if figures.is_shown("return.first") and not figures.value("return.first"):
        write.say(msg("It is too early to say who comes back: nobody has had three further sessions yet."))
        return
    share, names = share_words(figures, "return.back", "return.first", "return.share")
    if figures.is_shown("return.interval"):
        sentence = msg(
            "Of the people who had three further sessions to come to, {share} came back to one of them; with "
            "so few people, the share may truly be anywhere from {interval}.",
            share=share,
            interval=figures.text("return.interval"),
        )
        write.say(sentence, *names, "return.interval")
    else:
        sentence = msg(
            "Of the people who had three further sessions to come to, {share} came back to one of them.",
            share=share,
        )
        write.say(sentence, *names)
    if figures.value("return.first") and figures.is_shown("attended.0"):
        never = msgn(
            "{n} person who was invited came to no session.",
            "{n} people who were invited came to no session.",
            figures.plural("attended.0"),
            n=figures.text("attended.0"),
        )
        write.say(never, "attended.0")


def _represented(write: SectionWriter, figures: ShownFigures) -> None:
    low, high = "representation.region.lowest", "representation.region.highest"
    if figures.is_shown(low, high):
        sentence = msg(
            "Each region’s share of the minutes attended, divided by its share of those invited, lies "
            "between {lowest} and {highest}; 1 is even.",
            lowest=figures.text(low),
            highest=figures.text(high),
        )
        write.say(sentence, low, high)
    low, high = "representation.language.lowest", "representation.language.highest"
    if figures.is_shown(low, high):
        sentence = msg(
            "For preferred languages, it lies between {lowest} and {highest}.",
            lowest=figures.text(low),
            highest=figures.text(high),
        )
        write.say(sentence, low, high)


def _ratios(rows: RawRows) -> ExpectedChart:
    table = []
    for name, keys, called, _ in groupings(rows):
        for key in keys:
            at = f"{name}.{part_of_id(key)}"
            table.append((called(key), (f"invited.{at}", f"minutes.{at}", f"representation.{at}")))
    described = msg(
        "A dot a group: left of the line at 1, it attended less than its share of those invited; right, more."
    )
    return ExpectedChart(
        Picture.RATIOS,
        msg("Who is represented"),
        described,
        (msg("Group"), msg("People invited"), msg("Minutes attended"), msg("Ratio")),
        tuple(table),
    )


def _funnel(rows: RawRows) -> ExpectedChart:
    languages = rows.languages_invited()
    columns = (*map(part_of_id, languages), "all")
    table = [(STEPS[step], tuple(f"funnel.{step}.{column}" for column in columns)) for step in steps(rows)]
    return ExpectedChart(
        Picture.FUNNEL,
        msg("From invitation to answer"),
        msg("A bar a step, as long as its count of all languages."),
        (msg("Step"), *(names_of(rows.languages, language) for language in languages), msg("All")),
        tuple(table),
    )
