"""Every way by which a stranger's text comes to the terminal: a file, an argument, a mail, a calendar."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from besrour_cli.model.plan import Plan
from besrour_cli.model.text.hidden_signs import hidden_signs
from besrour_cli.planning.solve.choose import choose
from besrour_cli.run import run
from besrour_cli.storage.programme.load import load
from besrour_cli.storage.state import plan_file
from support.commands.told import tell
from support.storage.folder import MEMBERS, PROGRAMME, SESSION

OWN_STYLE = re.compile("\x1b\\[(?:[0-9]{1,2}(?:;[0-9]{1,2})*)?m")
"""What the program itself may tell a terminal: colours."""
NOW = "2026-11-22T12:00Z"


class Way(NamedTuple):
    """How a text comes in, and the command lines that may print it."""

    name: str
    put: Callable[[Path, str], None]
    commands: tuple[tuple[str, ...], ...]


class Said(NamedTuple):
    """What a run gave."""

    code: int
    text: str


def programme(folder: Path) -> None:
    """A small programme in order, with its plan, its one session announced."""
    _write(folder / "sessions/programme.yaml", PROGRAMME)
    _write(folder / "sessions/members.csv", MEMBERS)
    _write(folder / "sessions/2027-01-cafe.yaml", SESSION)
    read = load(str(folder)).programme
    assert read is not None
    choice = choose(read, Plan(read.id, ""), datetime(2026, 11, 22, 12, tzinfo=UTC))
    plan_file.write(str(folder), choice.plan, "")
    tell(folder, "2027-01-cafe")


def said(folder: Path, arguments: Sequence[str], capture: pytest.CaptureFixture[str]) -> Said:
    """Run the program in this process."""
    before, environment = Path.cwd(), dict(os.environ)
    capture.readouterr()
    os.chdir(folder)
    os.environ |= {"BESROUR_NOW": NOW, "BESROUR_LANG": "en"}
    try:
        code = run(list(arguments))
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(environment)
    return Said(code, "".join(capture.readouterr()))


def leaks(answer: Said) -> list[tuple[int, str]]:
    """Hidden signs that came through; the program's own colours are none."""
    return hidden_signs(OWN_STYLE.sub("", answer.text))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def _in(path: str, old: str, new: str = "{text}", shipped: str = "") -> Callable[[Path, str], None]:
    def put(folder: Path, text: str) -> None:
        whole = shipped or (folder / path).read_text(encoding="utf-8")
        assert old in whole
        _write(folder / path, whole.replace(old, new.replace("{text}", text), 1))

    return put


def _named(pattern: str, content: str) -> Callable[[Path, str], None]:
    def put(folder: Path, text: str) -> None:
        if "\x00" not in text:
            _write(folder / pattern.replace("{text}", text), content)

    return put


def _nothing(folder: Path, text: str) -> None:
    """The text is an argument alone."""


MAIL = """\
From: Ama X <ama@example.org>
To: cafe@example.org
Subject: Accepted: Teaching together
Date: Mon, 02 Nov 2026 08:00:00 +0000
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
UID:2027-01-cafe.test-cafe@besrour
DTSTAMP:20261102T080000Z
DTSTART:20270113T140000Z
ATTENDEE;PARTSTAT=ACCEPTED;CN=Ama:mailto:ama@example.org
COMMENT:See you
END:VEVENT
END:VCALENDAR
"""
LETTER = """\
From: Ama X <ama@example.org>
Subject: Re: Teaching together
Date: Mon, 02 Nov 2026 08:00:00 +0000

I cannot say X yet.
"""
CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//EN
BEGIN:VEVENT
UID:1@x
DTSTAMP:20261102T080000Z
SUMMARY:Ward round
DTSTART;TZID=Nowhere/Land:20270113T140000
DTEND;TZID=Nowhere/Land:20270113T150000
END:VEVENT
END:VCALENDAR
"""
ANNOUNCEMENT = "Café with Ama X: Wednesday 13 January 2027, 14:00 in Accra (GMT), 9:00 in Xville.\n"
ROSTER, SETTINGS, CAFE = "sessions/members.csv", "sessions/programme.yaml", "sessions/2027-01-cafe.yaml"
READ = (
    ("check",),
    ("check", "--json"),
    ("members",),
    ("members", "--json"),
    ("members", "gh-accra"),
    ("plan",),
)
REPLIES = (("replies", "mail"), ("replies", "mail", "--json"), ("bounces", "mail"))
BUSY = (("busy", "{folder}/his.ics", "--member", "gh-accra", "--dry-run"),)
WAYS = [
    Way("a name", _in(ROSTER, "Ama Example", "Ama {text} Example"), READ),
    Way("a place", _in(ROSTER, "Accra,Ghana", "Acc{text}ra,Ghana"), READ[:4]),
    Way("an address", _in(ROSTER, "ama@", "ama{text}@"), READ[:4]),
    Way("an id", _in(ROSTER, "ca-laval", "ca-{text}"), READ[:4]),
    Way("a group", _in(ROSTER, "fr,cafe", "fr,{text}"), READ[:4]),
    Way("a header", _in(ROSTER, "never", "never,ne{text}ver"), READ[:2]),
    Way("a row's end", _in(ROSTER, "Fri", 'Fri,x{text},"'), READ[:2]),
    Way(
        "a title",
        _in(CAFE, "Teaching together", "Teaching {text}"),
        (*READ, ("next",), ("why", "2027-01-cafe")),
    ),
    Way("a quoted title", _in(CAFE, "en: Teaching together", 'en: "Teaching {text}"'), READ[:2]),
    Way("a description", _in(CAFE, "one course", "one {text}"), READ[:2]),
    Way("a series", _in(CAFE, "series: cafe", "series: ca{text}"), READ[:2]),
    Way("a window", _in(CAFE, "2027-01-11", "2027{text}"), READ[:2]),
    Way("a key", _in(CAFE, "required:", "requ{text}: x\nrequired:"), READ[:2]),
    Way("a role", _in(CAFE, "facilitator: gh", "facilitator: {text}gh"), READ[:2]),
    Way("a bracket", _in(CAFE, "required:", "links: [{text}\nrequired:"), READ[:2]),
    Way("the platform", _in(SETTINGS, "name: Zoom", "name: Zo{text}om"), READ),
    Way("the anchor", _in(SETTINGS, "anchor: Toronto", "anchor: Toro{text}nto"), READ[:2]),
    Way("a colour", _in(SETTINGS, "#1f6f8b", "#1f6{text}"), READ[:2]),
    Way("a series' name", _in(SETTINGS, "{en: Café, fr: Café}", "{en: Ca{text}fé, fr: Café}"), READ),
    Way("a template", _in("templates/invite.en.md", "x", "{text} {{ nobody }}\n", "x"), READ[:2]),
    Way("a file's name", _named("sessions/2027-{text}.yaml", SESSION), READ[:2]),
    Way("an unread file", _named("sessions/2027-01-{text}.docx", ""), READ[:2]),
    Way("a command", _nothing, (("ch{text}eck",), ("check", "--js{text}on"), ("check", "x{text}"))),
    Way("a place asked", _nothing, (("place", "Que{text}bec"), ("place", "{text}", "--json"))),
    Way("a moment", _nothing, (("when", "2027-01-13 14:00 Acc{text}ra"), ("when", "{text}"))),
    Way("a member asked", _nothing, (("members", "am{text}a"), ("members", "--group", "{text}"))),
    Way("a session asked", _nothing, (("why", "2027{text}"), ("invite", "2027{text}"), ("cancel", "{text}"))),
    Way(
        "a file asked", _nothing, (("lint", "no{text}.txt"), ("busy", "no{text}.ics", "--member", "gh-accra"))
    ),
    Way(
        "an announcement",
        _in("his.txt", "X", "{text}", ANNOUNCEMENT),
        (("lint", "his.txt"), ("lint", "his.txt", "--json")),
    ),
    Way("a town announced", _in("his.txt", "Xville", "X{text}", ANNOUNCEMENT), (("lint", "his.txt"),)),
    Way("From", _in("mail/1.eml", "Ama X", "Ama {text}", MAIL), REPLIES),
    Way("an address in From", _in("mail/1.eml", "<ama@", "<ama{text}@", MAIL), REPLIES),
    Way("a subject", _in("mail/1.eml", "together", "{text}", MAIL), REPLIES),
    Way("method=", _in("mail/1.eml", "method=REPLY", 'method="RE{text}"', MAIL), REPLIES),
    Way("METHOD", _in("mail/1.eml", "METHOD:REPLY", "METHOD:RE{text}", MAIL), REPLIES),
    Way("ATTENDEE", _in("mail/1.eml", "mailto:ama@", "mailto:a{text}ma@", MAIL), REPLIES),
    Way("CN", _in("mail/1.eml", "CN=Ama", 'CN="A{text}"', MAIL), REPLIES),
    Way("PARTSTAT", _in("mail/1.eml", "ACCEPTED", "ACC{text}", MAIL), REPLIES),
    Way("COMMENT", _in("mail/1.eml", "See you", "See {text}", MAIL), REPLIES),
    Way("UID", _in("mail/1.eml", "UID:2027", "UID:{text}2027", MAIL), REPLIES),
    Way("own words", _in("mail/1.eml", "say X", "say {text}", LETTER), REPLIES),
    Way("a mail's name", _named("mail/{text}.eml", LETTER), REPLIES),
    Way("a zone", _in("his.ics", "Nowhere", "No{text}", CALENDAR), BUSY),
    Way("an entry", _in("his.ics", "Ward round", "Ward {text}", CALENDAR), BUSY),
    Way(
        "a calendar's name",
        _named("{text}.ics", CALENDAR),
        (("busy", "{folder}/{text}.ics", "--member", "gh-accra"),),
    ),
]
"""Every way; ``{text}`` and ``{folder}`` in a command line are put in."""


def command_lines(way: Way, folder: Path, text: str) -> list[tuple[str, ...]]:
    """The command lines of a way with the text in them; a text that no argument can hold is left out."""
    lines = (
        tuple(a.replace("{text}", text).replace("{folder}", str(folder)) for a in c) for c in way.commands
    )
    return [line for line in lines if not any("\x00" in argument for argument in line)]
