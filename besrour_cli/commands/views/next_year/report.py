"""A year that begins from another, on the terminal and as data: what is there, what moved, what to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting
from besrour_cli.commands.shared.next_year.values import Decision, DecisionKind
from besrour_cli.commands.terminal.console import CHOICES, out, styled, truncate
from besrour_cli.commands.terminal.paragraphs import print_item, print_wrapped
from besrour_cli.commands.terminal.pasting import quoted_word
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.model.language import join_and
from besrour_cli.model.message import Message, msg, msgn

if TYPE_CHECKING:
    from besrour_cli.commands.shared.next_year.values import NextYear
    from besrour_cli.storage.programme.next_year.edits import ValueEdit


def print_result(year: NextYear, folder: str, *, written: bool) -> None:
    """The new folder, the changes of programme.yaml, what to decide, and the commands that come next."""
    number = len(year.files)
    ready = msgn("{folder} is ready, {n} file.", "{folder} is ready, {n} files.", number, folder=folder)
    would = msgn("{folder} would have {n} file.", "{folder} would have {n} files.", number, folder=folder)
    out(styled(translate(ready if written else would), "bold"))
    print_wrapped(_what_goes_over(year))
    out()
    out(styled(_("Changed in sessions/programme.yaml:"), "bold"))
    shown, more = truncate(year.changes, CHOICES)
    for edit in shown:
        out(_change(edit))
    if more:
        out(msgn("  and {n} more", "  and {n} more", more))
    if year.decisions:
        out()
        out(styled(_("To be decided anew:"), "bold"))
        for decision in year.decisions:
            print_item(translate(sentence(decision)), command(decision))
    out()
    if not written:
        out(_("Nothing was written: this was a trial."))
        return
    out(_("Next:"))
    for words in (f"cd {quoted_word(folder)}", "besrour check", "besrour plan"):
        out(f"  {words}")


def as_data(year: NextYear, folder: str, *, written: bool) -> dict[str, object]:
    """Everything for ``--json``."""
    return {
        "folder": folder,
        "programme": year.settings.id,
        "files": sorted(year.files),
        "people": year.people,
        "burdened": year.charged,
        "changes": [edit._asdict() for edit in year.changes],
        "decide": [
            {
                "kind": decision.kind,
                "what": translate(sentence(decision)),
                "command": command(decision),
            }
            for decision in year.decisions
        ],
        "written": written,
    }


def sentence(decision: Decision) -> Message:
    """What is to be decided."""
    return _SENTENCES[decision.kind](decision)


def command(decision: Decision) -> str:
    """The command that does it; "" where there is none."""
    if decision.kind == DecisionKind.SESSIONS:
        return _("besrour new {series} {month} --from FILE").format(
            series=decision.subject, month=decision.month
        )
    return {DecisionKind.BUSY: _("besrour busy calendar.ics --member ID")}.get(decision.kind, "")


def _what_goes_over(year: NextYear) -> Iterator[Message]:
    yield msgn(
        "{n} person goes over, {burdened} of them with what the past year cost them, which the next plan "
        "counts.",
        "{n} people go over, {burdened} of them with what the past year cost them, which the next plan "
        "counts.",
        year.people,
        burdened=year.charged,
    )
    yield msg(
        "The old folder stays as it is: what was announced, letters, answers, attendance and statements are "
        "there."
    )


def _change(edit: ValueEdit) -> str:
    line = msg(
        "{line}  {key}: {before} → {after}",
        line=f"{edit.line:>5}",
        key=edit.key,
        before=edit.before,
        after=edit.after,
    )
    return translate(line)


def _days(decision: Decision) -> str:
    return join_and([formatting.date_words(day, language()) for day in decision.days], language())


_SENTENCES: Mapping[DecisionKind, Callable[[Decision], Message]] = {
    DecisionKind.SESSIONS: lambda each: msgn(
        "{series}: {n} session had a file of its own, with its text; the new year has none yet.",
        "{series}: {n} sessions had files of their own, with their texts; the new year has none yet.",
        each.number,
        series=each.subject,
    ),
    DecisionKind.DIFFERING: lambda each: msgn(
        "{series}: {n} file said what differed in one session; it stays behind.",
        "{series}: {n} files said what differed in one session; they stay behind.",
        each.number,
        series=each.subject,
    ),
    DecisionKind.FEAST: lambda each: msg(
        "{reason}: nothing is planned from {first} to {last}; these days go with a feast whose date "
        "moves. Look at them.",
        first=formatting.date_words(each.days[0], language()),
        last=formatting.date_words(each.days[-1], language()),
        reason=each.subject,
    ),
    DecisionKind.BLACKOUT: lambda each: msg(
        "{reason}: nothing is planned from {first} to {last}, as in the year before. Is it so again?",
        first=formatting.date_words(each.days[0], language()),
        last=formatting.date_words(each.days[-1], language()),
        reason=each.subject,
    ),
    DecisionKind.DATE: lambda each: msg(
        "Dates that somebody else sets were moved by a year: {days}. Ask whether they are true.",
        days=_days(each),
    ),
    DecisionKind.CREDITS: lambda each: msg(
        "What was accredited was so for the past year: line {line} and those below it are remarks now.",
        line=each.subject,
    ),
    DecisionKind.ROOM: lambda each: msg(
        "The meeting room ({name}) is the same, with its link and passcode. A new passcode keeps out "
        "whoever has left.",
        name=each.subject,
    ),
    DecisionKind.PAUSED: lambda each: msgn(
        "{n} member is paused without a day of return: {ids}. Ask, or besrour leave.",
        "{n} members are paused without a day of return: {ids}. Ask, or besrour leave.",
        each.number,
        ids=each.subject,
    ),
    DecisionKind.BUSY: lambda each: msgn(
        "The calendar of {n} member was read for the past year only: ask for it again.",
        "The calendars of {n} members were read for the past year only: ask for them again.",
        each.number,
    ),
    DecisionKind.YEAR: lambda each: msg("A line still names the past year: {line}", line=each.subject),
    DecisionKind.BY_HAND: lambda each: msg("Write this yourself: {line}", line=each.subject),
    DecisionKind.UNFINISHED: lambda each: msgn(
        "{n} session of the past year is not over: {ids}. It goes on in the old folder, and counts as "
        "planned.",
        "{n} sessions of the past year are not over: {ids}. They go on in the old folder; those announced "
        "count as planned.",
        each.number,
        ids=each.subject,
    ),
}
