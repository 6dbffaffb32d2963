"""``besrour lint``: an announcement that somebody wrote by hand, its mistakes, and the true local times."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, NamedTuple

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.shared.arguments import resolve_place
from besrour_cli.commands.shared.options import Folder, Json, Places, argument
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import find, now
from besrour_cli.commands.terminal import diagnostics
from besrour_cli.commands.terminal.console import IN_PARAGRAPH, console, out, truncate
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.commands.views import local_times
from besrour_cli.model.errors import FileError, NotFoundError
from besrour_cli.model.message import msg, msgn
from besrour_cli.model.text.open_ways import NO_SECRETS, MeetingSecrets

if TYPE_CHECKING:
    from datetime import datetime

    from besrour_cli.feedback.announcements.lint import AnnouncedMoment, AnnouncementVerdict
    from besrour_cli.feedback.announcements.plain_text import ExtractedText
    from besrour_cli.model.message import Message
    from besrour_cli.model.place import Place

HELP = msg(
    "Check an announcement that somebody wrote by hand.\n\n"
    "Reads an e-mail (.eml), a web page (.html) or a text, in English or French, and finds: no time "
    "zone, letters that contradict the date (EST in summer), readings that disagree, a weekday that "
    "is not the date's, a bare GMT+1, a meeting link or passcode in the open. Below stand the true "
    "local times, for the roster's places and those the announcement names. A hyphen (-) reads from "
    "the standard input."
)
LONGEST = 5_000_000
MOST_LETTERS = 300_000


class CheckedAnnouncement(NamedTuple):
    """One file and what was found in it."""

    path: str
    verdict: AnnouncementVerdict
    places: Sequence[Place]


def command(
    file: Annotated[list[str], argument(_("FILE..."), _("Announcements to read; - reads one typed in."))],
    place: Places = None,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Read every file, judge it, show findings and true local times; exit 1 when there is a mistake."""
    from besrour_cli.feedback.announcements.lint import lint

    roster, secrets = _of_programme(folder)
    shown = [resolve_place(text) for text in place or ()] or roster
    checked: list[CheckedAnnouncement] = []
    unread: list[tuple[str, FileError]] = []
    for path in file:
        try:
            read = _words(path)
        except FileError as fault:
            if len(file) == 1:
                raise
            unread.append((path, fault))
            continue
        verdict = lint(read.text, path, read.day or now().date(), personal=read.personal, secrets=secrets)
        if not read.exact:
            verdict = verdict._replace(
                findings=tuple(f._replace(spot=f.spot._replace(line=0, column=0)) for f in verdict.findings)
            )
        checked.append(CheckedAnnouncement(path, verdict, shown))
    ok = all(each.verdict.ok for each in checked)
    data = {
        "tzdata": instants.zone_data_version(),
        "files": [_data(c) for c in checked],
        "unread": [{"file": path, "what": translate(fault.what)} for path, fault in unread],
    }

    def _print() -> None:
        _print_result(checked)
        for _path, fault in unread:
            diagnostics.show_error(fault)

    code = unread[0][1].code if unread else 0 if ok else 1
    finish(Result(data, _print, code), as_json)


def _words(path: str) -> ExtractedText:
    from besrour_cli.feedback.announcements.plain_text import NotText, extract_text

    if path == "-":
        data = sys.stdin.buffer.read(LONGEST + 1)
    else:
        try:
            with open(path, "rb") as source:
                data = source.read(LONGEST + 1)
        except (OSError, ValueError):
            raise FileError(
                msg("“{path}” is not there, or cannot be read", path=path),
                msg("name a file, or - for the standard input"),
            ) from None
    if len(data) > LONGEST:
        raise FileError(
            msg("“{path}” is larger than 5 MB: that is no announcement", path=path),
            msg("name a text, an e-mail or a web page"),
        )
    try:
        read = extract_text(data, path)
    except NotText:
        raise FileError(
            msg("“{path}” is no text besrour can read", path=path),
            msg("save it as text, e-mail (.eml) or web page (.html), or paste it: besrour lint -"),
        ) from None

    if len(read.text) > MOST_LETTERS:
        raise FileError(
            msg("“{path}” has more than 300,000 letters: that is no announcement", path=path),
            msg("paste the announcement alone: besrour lint -"),
        )
    return read


def _of_programme(folder: str | None) -> tuple[list[Place], MeetingSecrets]:
    """The roster's places and the ways into the meetings, where there is a readable programme."""
    try:
        path = find(folder)
    except NotFoundError:
        if folder is not None:
            raise
        return [], NO_SECRETS
    from besrour_cli.storage.programme.load import load
    from besrour_cli.storage.programme.secrets.open_meetings import programme_secrets

    loaded = load(path)
    places = [member.place for member in loaded.programme.members] if loaded.programme else []
    return places, programme_secrets(loaded.draft) if loaded.draft else NO_SECRETS


def _rows(moment: AnnouncedMoment, shown: Sequence[Place]) -> list[Place]:
    """Each place once, from west to east: those shown always, and those the announcement names."""
    places = {(p.name("en"), p.zone): p for p in (*shown, *moment.places)}
    return local_times.west_to_east(moment.at, places.values())


def _by_clock(at: datetime, rows: Sequence[Place]) -> list[Place]:
    """The places that share a clock at the moment as one row, named together."""
    grouped = []
    for _offset, some in groupby(rows, lambda place: instants.offset_minutes(at, place.zone)):
        places = list(some)
        names = {code: "; ".join(dict.fromkeys(p.name(code) for p in places)) for code in ("en", "fr")}
        grouped.append(replace(places[0], names=names))
    return grouped


def _data(checked: CheckedAnnouncement) -> dict[str, object]:
    return {
        "file": checked.path,
        "ok": checked.verdict.ok,
        "not_understood": list(checked.verdict.unread),
        "findings": [diagnostics.as_data(f) for f in checked.verdict.findings],
        "moments": [
            {
                "utc": instants.instant_text(moment.at),
                "until": instants.instant_text(moment.until) if moment.until else None,
                "said": moment.words,
                "places": [local_times.as_data(moment.at, p) for p in _rows(moment, checked.places)],
            }
            for moment in checked.verdict.moments
        ],
    }


def _print_result(checked: Sequence[CheckedAnnouncement]) -> None:
    for each in checked:
        findings = each.verdict.findings
        diagnostics.list_problems(findings)
        if findings:
            out()
        for line in _conclusion(each.path, each.verdict):
            out(line)
        moments, more = truncate(each.verdict.moments, IN_PARAGRAPH)
        for moment in moments:
            out()
            _print_moment(moment, each.places)
        if not moments:
            out(_("Its local times cannot be told: a date, an hour or a place is missing."))
        elif more:
            out(_("… and further moments; --json lists them all."))
    out(_("Time zone data: {version}.").format(version=instants.zone_data_version()))


def _conclusion(path: str, verdict: AnnouncementVerdict) -> Iterator[str | Message]:
    """Yield what a file is worth: mistakes, warnings, and what nobody checked. Silence is no praise."""
    warnings = len(verdict.findings) - verdict.mistakes - len(verdict.unread)
    if not verdict.hours and not verdict.findings:
        yield msg("{path}: no hour was found in it, so no hour was checked.", path=path)
        return
    count = translate(msgn("{n} mistake", "{n} mistakes", verdict.mistakes))
    if not verdict.mistakes:
        count = _("no mistake in what was understood") if verdict.unread else _("no mistake")
    if warnings > 0:
        count += ", " + translate(msgn("{n} warning", "{n} warnings", warnings))
    yield f"{path}: {count}."
    if verdict.unread:
        shown, more = truncate(verdict.unread, IN_PARAGRAPH)
        words = ", ".join(translate(msg("“{text}”", text=text)) for text in shown) + (", …" if more else "")
        yield msg("Not understood, and so not checked: {words}.", words=words)


def _print_moment(moment: AnnouncedMoment, shown: Sequence[Place]) -> None:
    utc = instants.local(moment.at, "Etc/UTC")
    date = formatting.date_words(utc.date(), language())
    hour = local_times.span_words(moment.at, moment.until, "Etc/UTC")
    out(msg("“{text}” is {date}, {hour} UTC:", text=moment.words, date=date, hour=hour))
    rows = _rows(moment, shown)
    if rows:
        console().print(local_times.times_table(moment.at, _by_clock(moment.at, rows), until=moment.until))
