"""What is said of a member's own calendar: how long its spans are, which entries take no hours, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from besrour_cli.commands.terminal.console import IN_LINE, truncate
from besrour_cli.feedback.busy_entries import PassedOver, PassedOverReason
from besrour_cli.model.message import Message, msg, msgn


def length_words(spans: Iterable[tuple[datetime, datetime]]) -> Message:
    """How long spans are together, to the minute."""
    minutes = sum((end - begin for begin, end in spans), timedelta()) // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    if not rest:
        return msg("{hours} h", hours=hours)
    return msg("{hours} h {rest} min", hours=hours, rest=rest) if hours else msg("{rest} min", rest=rest)


def reason_lines(passed_over: Iterable[PassedOver]) -> Iterator[Message]:
    """Yield a sentence for each reason why entries take no hours, with their number and their lines."""
    every = list(passed_over)
    for reason in PassedOverReason:
        entries = [entry for entry in every if entry.reason == reason]
        if entries:
            numbers = sorted({entry.line for entry in entries})
            lines, more = truncate(numbers, IN_LINE)
            where = ", ".join([*map(str, lines), *(["…"] if more else [])])
            yield _SENTENCES[reason](len(entries), where, _zones(entries))


def _zones(entries: Iterable[PassedOver]) -> str:
    zones, more = truncate(sorted({entry.zone[:60] for entry in entries}), IN_LINE)
    return ", ".join([*(f"“{zone}”" for zone in zones), *(["…"] if more else [])])


_SENTENCES: dict[PassedOverReason, Callable[[int, str, str], Message]] = {
    PassedOverReason.FREE: lambda n, lines, zones: msgn(
        "{n} entry takes no time: it is marked as free, called off or declined.",
        "{n} entries take no time: they are marked as free, called off or declined.",
        n,
    ),
    PassedOverReason.TASK: lambda n, lines, zones: msgn(
        "{n} entry takes no time: it is a task or a note.",
        "{n} entries take no time: they are tasks or notes.",
        n,
    ),
    PassedOverReason.NO_LENGTH: lambda n, lines, zones: msgn(
        "{n} entry takes no time: it has no end, or one that is not after its start (line {lines}).",
        "{n} entries take no time: they have no end, or one that is not after their start (lines {lines}).",
        n,
        lines=lines,
    ),
    PassedOverReason.TOO_LONG: lambda n, lines, zones: msgn(
        "{n} entry is left out: it is longer than 60 days (line {lines}). If she is away so long, write yes "
        "in her column paused.",
        "{n} entries are left out: they are longer than 60 days (lines {lines}). If she is away so long, "
        "write yes in her column paused.",
        n,
        lines=lines,
    ),
    PassedOverReason.TOO_OFTEN: lambda n, lines, zones: msgn(
        "{n} entry is left out: it repeats by the hour, or more than once a day (line {lines}).",
        "{n} entries are left out: they repeat by the hour, or more than once a day (lines {lines}).",
        n,
        lines=lines,
    ),
    PassedOverReason.TOO_MANY: lambda n, lines, zones: msgn(
        "{n} entry is left out: it repeats too many times to be followed (line {lines}). Ask her for these "
        "hours.",
        "{n} entries are left out: they repeat too many times to be followed (lines {lines}). Ask her for "
        "these hours.",
        n,
        lines=lines,
    ),
    PassedOverReason.REPLACED: lambda n, lines, zones: msgn(
        "{n} entry is left out: the calendar has a newer version of it (line {lines}).",
        "{n} entries are left out: the calendar has newer versions of them (lines {lines}).",
        n,
        lines=lines,
    ),
    PassedOverReason.UNKNOWN_ZONE: lambda n, lines, zones: msgn(
        "{n} entry is left out: its time zone {zones} is defined nowhere (line {lines}). Ask her for these "
        "hours.",
        "{n} entries are left out: their time zones are defined nowhere: {zones} (lines {lines}). Ask her "
        "for these hours.",
        n,
        zones=zones,
        lines=lines,
    ),
    PassedOverReason.UNREAD: lambda n, lines, zones: msgn(
        "{n} entry cannot be read (line {lines}): look at it in the file, and ask her for these hours.",
        "{n} entries cannot be read (lines {lines}): look at them in the file, and ask her for these hours.",
        n,
        lines=lines,
    ),
}
