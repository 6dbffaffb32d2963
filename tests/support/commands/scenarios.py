"""What goes wrong at a coordinator's desk: each trouble by name, how it comes about, how the program leaves.

Used by the tests of messages, of languages and of exit codes; every one runs the real program.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from support.commands.edits import (
    ATTENDANCE,
    CAFE,
    FIRST,
    INBOX,
    LAST,
    MAIL,
    PROGRAMME,
    RECORD,
    RECORDED,
    ROSTER,
    TITLE,
    WINDOW,
    Edit,
    add,
    both,
    called_off,
    claiming,
    drop,
    elsewhere,
    empty,
    few,
    first_line,
    forged,
    invited,
    namesakes,
    one_address,
    over,
    proposed,
    put,
    swap,
    there,
    twice,
)


class Scenario(NamedTuple):
    """A trouble: the edits that bring it about, the command, the exit code."""

    name: str
    edit: Edit
    arguments: tuple[str, ...]
    code: int


def _nothing(folder: Path) -> None:
    """Leave the folder as it is."""


def _files(name: str, edit: Edit) -> Scenario:
    return Scenario(name, edit, ("check",), 1)


def _words(name: str, *arguments: str, code: int = 2) -> Scenario:
    return Scenario(name, _nothing, arguments, code)


IN_FILES = [
    _files("time as a duration", swap(PROGRAMME, "duration: 90 min", "duration: soon")),
    _files("hour as a duration", swap(PROGRAMME, "duration: 90 min", "duration: 12:30")),
    _files("count with a leading zero", swap(PROGRAMME, "good_sessions: 3", "good_sessions: 010")),
    _files("on where a role is meant", swap(CAFE, "  host: ca-ottawa", "  on: ca-ottawa")),
    _files("no such profile", swap(PROGRAMME, "good_sessions: 3", "profile: office")),
    _files("no duration", swap(PROGRAMME, "    duration: 90 min\n", "")),
    _files("duration of nothing", swap(PROGRAMME, "duration: 90 min", "duration: 0")),
    _files("octal looking step", swap(PROGRAMME, "step: 30 min", "step: many")),
    _files("lambda of three decimals", swap(PROGRAMME, "good_sessions: 3", "lambda: 0.333")),
    _files("good of three decimals", swap(PROGRAMME, "good_sessions: 3", "good: 2.005")),
    _files("bad night", swap(PROGRAMME, "night: 22:00-07:00", "night: dark")),
    _files("bad count", swap(PROGRAMME, "good_sessions: 3", "good_sessions: three")),
    _files("unknown weekday", swap(PROGRAMME, "weekdays: [tue, wed, thu]", "weekdays: [tue, wensday]")),
    _files("bad review", swap(PROGRAMME, "fairness:", "review: {after: 3, attendance: half}\nfairness:")),
    _files(
        "review of nothing", swap(PROGRAMME, "fairness:", "review: {after: 0, attendance: 50 %}\nfairness:")
    ),
    _files(
        "bad preferred hour", swap(PROGRAMME, "duration: 90 min", "duration: 90 min\n    prefer: sometime")
    ),
    _files("bad colour", swap(PROGRAMME, 'colour: "#1f6f8b"', "colour: bluish")),
    _files("bad e-mail", swap(PROGRAMME, "email: besrour-cafe@example.org", "email: besrour-cafe")),
    _files("bad link", swap(PROGRAMME, "link: https://meet.example.org/j/81234567890", "link: meet here")),
    _files("unknown anchor", swap(PROGRAMME, "anchor: Toronto", "anchor: Tronto")),
    _files("abbreviation as anchor", swap(PROGRAMME, "anchor: Toronto", "anchor: EST")),
    _files("unknown language", swap(PROGRAMME, "languages: [en, fr]", "languages: [en, klingon]")),
    _files("misspelt key", swap(PROGRAMME, "organiser:", "organizer:")),
    _files("no id", swap(PROGRAMME, "id: besrour-cafe-2027\n", "")),
    _files(
        "blackout reversed",
        swap(PROGRAMME, "from: 2027-07-01\n    to: 2027-07-02", "from: 2027-07-02\n    to: 2027-07-01"),
    ),
    _files("missing French half", swap(PROGRAMME, "  fr: Café Besrour 2027 (exemple)\n", "")),
    _files("key twice", swap(CAFE, "series: cafe\n", "series: cafe\nseries: advisory\n")),
    _files("tab", swap(CAFE, "  en: ", "\ten: ")),
    _files("second colon", swap(CAFE, TITLE, "  en: Premiere: teaching family medicine\n")),
    _files("apostrophe in single quotes", swap(CAFE, TITLE, "  en: 'Premiere'\n  fr: 'l'enseignement'\n")),
    _files("unclosed quote", swap(CAFE, TITLE, '  en: "Premiere\n')),
    _files("unclosed bracket", swap(CAFE, WINDOW, f"window: {{from: {FIRST}, to: {LAST}")),
    _files("no window", swap(CAFE, WINDOW + "\n", "")),
    _files("window reversed", swap(CAFE, WINDOW, f"window: {{from: {LAST}, to: {FIRST}}}")),
    _files("window without end", swap(CAFE, WINDOW, f"window: {{from: {FIRST}}}")),
    _files("bad date", swap(CAFE, FIRST, "2027-02-30")),
    _files("ambiguous date", swap(CAFE, FIRST, "11/01/2027")),
    _files("unknown series", swap(CAFE, "series: cafe", "series: coffee")),
    _files("unknown person", swap(CAFE, "host: ca-ottawa", "host: ca-otawa")),
    _files("unknown role", swap(CAFE, "  host: ca-ottawa", "  hoster: ca-ottawa")),
    _files("not yes or no", swap(CAFE, "interpretation: yes", "interpretation: perhaps")),
    _files("anchor and alias", swap(CAFE, "series: cafe", "series: &a cafe\nx: *a")),
    _files("list where a text is meant", swap(CAFE, "series: cafe", "series: [cafe]")),
    _files("text where a list is meant", swap(CAFE, WINDOW, "window: January")),
    _files("two documents", swap(CAFE, "series: cafe", "---\nseries: cafe\n---\n")),
    _files("empty session file", put(CAFE, b"")),
    _files("a list as session file", put(CAFE, b"- a\n- b\n")),
    _files("binary session file", put(CAFE, b"\x00\x01\x02\x03")),
    _files("cp1252 session file", put(CAFE, "series: café\n".encode("cp1252"))),
    _files(
        "start that does not exist",
        swap(CAFE, "series: cafe", "series: cafe\nstart: 2027-03-14 02:30 Toronto"),
    ),
    _files("start that is no time", swap(CAFE, "series: cafe", "series: cafe\nstart: morning")),
    _files("unknown place in roster", first_line(ROSTER, lambda s: s.replace("St. John's", "St. Jon"), 1)),
    _files("place to ask about", first_line(ROSTER, lambda s: s.replace("St. John's,Canada", "London,"), 1)),
    _files("observances without places", add(PROGRAMME, "observances: [ramadan]\n")),
    _files("an observance that is none", add(PROGRAMME, "observances:\n  Senegal: ramadam\n")),
    _files("observances of nowhere", add(PROGRAMME, "observances:\n  Atlantis: ramadan\n")),
    _files("same id twice", first_line(ROSTER, lambda s: s.replace("ca-dalhousie", "ca-memorial"), 2)),
    _files("no e-mail", first_line(ROSTER, lambda s: s.replace("memorial@example.org", ""), 1)),
    _files("unknown column", first_line(ROSTER, lambda s: s.replace("place", "plaec"), 0)),
    _files("bad hours", first_line(ROSTER, lambda s: s.replace("Fri 12:00-14:30", "lunchtime"), 2)),
    _files("password in a shared file", add(PROGRAMME, MAIL + "  password: hunter2\n")),
    _files("mail server that is a link", add(PROGRAMME, "mail:\n  host: https://smtp.example.org\n")),
    _files("mail port that is none", add(PROGRAMME, MAIL + "  port: 70000\n")),
    _files("mail in the clear", add(PROGRAMME, MAIL + "  security: none\n")),
    _files("unknown group", swap(PROGRAMME, "groups: [cafe]", "groups: [caffe]")),
    _files("roster empty", put(ROSTER, b"")),
    _files("neither took place nor not", add(CAFE, "took_place: perhaps\n")),
    _files("took place at no time", add(CAFE, "took_place: {start: later}\n")),
    _files("took place for too long", add(CAFE, "took_place: {duration: 12 h}\n")),
    _files("took place as nobody knows when", add(CAFE, "took_place: yes\n")),
    _files("never announced and did not take place", add(CAFE, "took_place: no\n")),
    _files("took place in times to come", add(CAFE, "took_place: {start: 2027-01-20 14:00 Accra}\n")),
    _files("attendance empty", put(ATTENDANCE, b"")),
    _files("attendance without headers", put(ATTENDANCE, b"a,b\n")),
    _files("attendance of an unknown session", there("2027-13-cafe", "ca-laval")),
    _files("attendance at no session", there("", "ca-laval")),
    _files("attendance of an unknown person", there("2027-01-cafe", "Nobody Known")),
    _files("attendance of nobody", there("2027-01-cafe", "")),
    _files("attendance twice", there("2027-01-cafe", "ca-laval,60\n2027-01-cafe,Université Laval")),
    _files("attendance in hours", there("2027-01-cafe", "ca-laval,an hour")),
    _files("attendance of one of two", both(one_address, there("2027-01-cafe", "memorial@example.org"))),
    _files(
        "attendance where nobody met",
        both(add(CAFE, "took_place: no\n"), there("2027-01-cafe", "ca-laval")),
    ),
]

IN_WORDS = [
    _words("a year from no date", "calendar", "--from", "tomorrow"),
    _words("unknown command", "plann"),
    _words("unknown option", "check", "--fast"),
    _words("option without value", "check", "--folder"),
    _words("language not spoken", "check", "--lang", "de"),
    _words("argument missing", "when"),
    _words("argument too many", "export", "everything"),
    _words("no time at all", "when", "tomorrow"),
    _words("an hour without a date", "when", "15:00 Accra"),
    _words("an impossible date", "when", "2026-02-30 15:00 Accra"),
    _words("an impossible instant", "when", "2026-02-30T15:00Z"),
    _words("an unknown place", "when", "2026-12-09T14:00Z", "--place", "Atlantis"),
    _words("an abbreviation", "when", "2026-12-09T14:00Z", "--place", "EST"),
    _words("a gap", "when", "2027-03-14 02:30 Toronto"),
    _words("a fold", "when", "2027-11-07 01:30 Toronto"),
    _words("seconds that are no number", "plan", "--seconds", "long"),
    _words("seconds too few", "plan", "--seconds", "0"),
    _words("unknown session", "invite", "2027-01-caffe"),
    _words("a limit that is no number", "send", "2027-01-cafe", "--limit", "few"),
    Scenario(
        "unknown member", add(PROGRAMME, MAIL), ("send", "2027-01-cafe", "--yes", "--only", "ca-lavall"), 2
    ),
    Scenario(
        "a letter never begun",
        both(proposed, add(PROGRAMME, MAIL)),
        ("send", "2027-01-cafe", "--yes", "--resend", "ca-laval"),
        2,
    ),
    _words("moved before plan", "move", "2027-13-cafe", "--yes", code=3),
    _words("undone before plan", "undo", "--yes", code=3),
    _words("two starts of one move", "move", "2027-01-cafe", "2027-02-cafe", "--to", "noon"),
    _words("what if in a gap", "why", "2027-03-cafe", "--if", "2027-03-14 02:30 Toronto"),
    _words("why before plan", "why", "2027-01-cafe", code=3),
    _words("a picture of another kind", "plan", "--picture", "year.png"),
    _words("a picture among her files", "plan", "--picture", "sessions/year.svg", code=4),
    _words("unknown example", "init", "elsewhere", "--example", "moon"),
    _words("unknown session to correct", "correct", "2027-13-cafe"),
    _words("an unknown clock to keep", "correct", "--keep-clock", "Atlantis"),
    _words("an announcement that is not there", "lint", "nowhere.txt", code=4),
    _words("a place to ask about", "place", "London", code=1),
    _words("an offset as place", "place", "GMT+1", code=1),
]

ACCEPT = ("--accept", "ca-laval", "--session", "2027-01-cafe")
SHOWN = "  series: [cafe]"
CLEAR = (SHOWN, "  caldav: http://cloud.example.org/cafe/")
INSIDE = (SHOWN, "  caldav: https://me:secret@cloud.example.org/cafe/")
UNKNOWN = (SHOWN, "  series: [choir]")
LATER = swap(CAFE, WINDOW, "window: {from: 2027-01-26, to: 2027-01-28}")
AT = add(CAFE, "start: 2027-01-20 15:00 Accra\n")
AGAIN = ("announce", "2027-01-cafe", "--dry-run")
MOVE = ("move", "2027-01-cafe", "--yes")

IN_FOLDERS = [
    Scenario("send without a server", _nothing, ("send", "2027-01-cafe"), 3),
    Scenario("send with nobody to ask", add(PROGRAMME, MAIL), ("send", "2027-01-cafe"), 2),
    Scenario("newsletter beside a session", _nothing, ("send", "newsletter", "2027-01-cafe"), 2),
    Scenario("remind of the newsletter", _nothing, ("send", "newsletter", "--remind"), 2),
    Scenario("announce with nobody to ask", proposed, ("announce", "2027-01-cafe"), 2),
    Scenario("announce before plan", _nothing, ("announce", "2027-01-cafe", "--yes"), 3),
    Scenario("announce what is over", over, ("announce", "2027-01-cafe", "--yes"), 1),
    Scenario(
        "send without a password",
        add(PROGRAMME, MAIL + "  user: nobody-of-this-name@example.org\n"),
        ("send", "2027-01-cafe", "--test-to", "me@example.org"),
        3,
    ),
    Scenario(
        "a ledger that is damaged", both(proposed, put("sent.ledger", b"{}\n")), ("invite", "2027-01-cafe"), 5
    ),
    Scenario("bounces without a folder", _nothing, ("bounces",), 3),
    Scenario("replies before plan", _nothing, ("replies",), 3),
    Scenario("unanswered and no reminder", _nothing, ("invite", "2027-01-cafe", "--unanswered"), 2),
    Scenario("remind of what nobody knows", proposed, ("invite", "2027-01-cafe", "--remind"), 1),
    Scenario("an answer and no record", _nothing, ("replies", "--answer", "yes"), 2),
    Scenario("record and no answer", _nothing, ("replies", "--record", "ca-laval"), 2),
    Scenario("record and read at once", _nothing, ("replies", "mail", *RECORD), 2),
    Scenario("record a word that is no answer", _nothing, (*RECORDED[:-1], "sure"), 2),
    Scenario("record of an unknown member", invited, ("replies", "--record", "lavall", *RECORD[2:]), 2),
    Scenario(
        "record for an unknown session", invited, ("replies", *RECORD[:3], "2027-1-cafe", *RECORD[4:]), 2
    ),
    Scenario("record for what nobody knows", proposed, RECORDED, 1),
    Scenario("record for what was called off", called_off, RECORDED, 1),
    Scenario("record of someone not invited", elsewhere, RECORDED, 1),
    Scenario("accept and no session", _nothing, ("replies", "--accept", "ca-laval"), 2),
    Scenario("accept and read at once", _nothing, ("replies", "mail", *ACCEPT), 2),
    Scenario("accept of an unknown member", invited, ("replies", "--accept", "laval", *ACCEPT[2:]), 2),
    Scenario("accept for an unknown session", invited, ("replies", *ACCEPT[:3], "2027-1-cafe"), 2),
    Scenario("accept of someone who asks for nothing", invited, ("replies", *ACCEPT), 1),
    Scenario("accept for what nobody knows", proposed, ("replies", *ACCEPT), 1),
    Scenario("a message of someone who wrote none", invited, ("replies", "--looked-at", "ca-laval"), 1),
    Scenario("a name that two people have", namesakes, ("members", "memorial university"), 2),
    Scenario("members of an unknown group", _nothing, ("members", "--group", "cafes"), 2),
    Scenario("a member and a group", _nothing, ("members", "ca-laval", "--group", "cafe"), 2),
    Scenario("two places of mail at once", _nothing, ("replies", "mail", "--imap"), 2),
    Scenario("inbox with a password", add(PROGRAMME, INBOX + "  password: hunter2\n"), ("check",), 1),
    Scenario("inbox in the clear", add(PROGRAMME, INBOX + "  security: none\n"), ("check",), 1),
    Scenario("inbox port that is none", add(PROGRAMME, INBOX + "  port: 0\n"), ("check",), 1),
    Scenario("busy without a calendar", _nothing, ("busy",), 2),
    Scenario("busy of an unknown member", _nothing, ("busy", "own.ics", "--member", "ca-lavall"), 2),
    Scenario("busy without a file", _nothing, ("busy", "own.ics", "--member", "ca-laval"), 3),
    Scenario("busy of what is no calendar", put("own.ics", b"hello"), ("busy", "own.ics"), 1),
    Scenario("busy over http", _nothing, ("busy", "http://example.org/own.ics"), 2),
    Scenario("busy hours edited by hand", put("busy.yaml", b"schema: 2\n"), ("plan",), 5),
    Scenario(
        "observances where nobody is", add(PROGRAMME, "observances:\n  Malawi: sabbath\n"), ("check",), 0
    ),
    Scenario("an announced session without a file", both(invited, drop(CAFE)), ("plan",), 1),
    Scenario("export of a session without a file", both(invited, drop(CAFE)), ("export",), 1),
    Scenario("rename to no file", both(invited, drop(CAFE)), ("rename", "2027-01-cafe", "2027-01-coffee"), 2),
    Scenario("rename what has its file", invited, ("rename", "2027-01-cafe", "2027-02-cafe"), 1),
    Scenario("rename to the same", invited, ("rename", "2027-01-cafe", "2027-01-cafe"), 2),
    Scenario("rename of two who are there", _nothing, ("rename", "ca-laval", "ca-mcgill"), 1),
    Scenario("rename of nobody", _nothing, ("rename", "ca-nobody", "ca-mcgill"), 2),
    Scenario("leave of an unknown member", _nothing, ("leave", "ca-lavall"), 2),
    Scenario("leave with nobody to ask", _nothing, ("leave", "ca-laval"), 2),
    Scenario("no such folder", _nothing, ("check", "--folder", "nowhere"), 3),
    Scenario("init on a full folder", _nothing, ("init", "."), 4),
    Scenario("an announcement that is no text", put("note.pdf", b"%PDF-1.7"), ("lint", "note.pdf"), 4),
    Scenario("no programme file", drop(PROGRAMME), ("check",), 1),
    Scenario("no roster", drop(ROSTER), ("check",), 1),
    Scenario("no session", empty, ("check",), 1),
    Scenario("verify before plan", _nothing, ("verify",), 3),
    Scenario("verify a forged proof", forged, ("verify",), 1),
    Scenario("verify a proof still to come", claiming(made="2026-12-31T12:00Z"), ("verify",), 1),
    Scenario("verify what nobody kept", claiming(stood=["2027-01-cafe"]), ("verify",), 1),
    Scenario("verify a start out of its window", both(claiming(), LATER), ("verify",), 1),
    Scenario("fairness before plan", few, ("fairness",), 0),
    Scenario("invite before plan", _nothing, ("invite", "2027-01-cafe"), 3),
    Scenario("export before plan", _nothing, ("export",), 3),
    Scenario("publish in the clear", swap(PROGRAMME, *CLEAR), ("check",), 1),
    Scenario("publish with a password", swap(PROGRAMME, *INSIDE), ("check",), 1),
    Scenario("publish an unknown series", swap(PROGRAMME, *UNKNOWN), ("check",), 1),
    Scenario("newsletter before plan", _nothing, ("newsletter",), 3),
    Scenario("call off what is over", over, ("cancel", "2027-01-cafe", "--yes"), 1),
    Scenario("move what is over", over, MOVE, 1),
    Scenario("move what was called off", called_off, MOVE, 1),
    Scenario("hold what breaks a demand", both(proposed, LATER), ("hold", "2027-01-cafe"), 1),
    Scenario("hold what people were told of", invited, ("hold", "2027-01-cafe"), 1),
    Scenario("free what is not held", proposed, ("free", "2027-01-cafe"), 1),
    Scenario("move what nobody was told of", proposed, MOVE, 1),
    Scenario("move to where it is", invited, (*MOVE, "--to", "2027-01-20T14:00Z"), 1),
    Scenario("move into the night", invited, (*MOVE, "--to", "2027-01-20T07:00Z"), 1),
    Scenario("move an unknown session", invited, ("move", "2027-13-cafe", "--yes"), 2),
    Scenario("cancel an unknown session", invited, ("cancel", "2027-13-cafe", "--yes"), 2),
    Scenario("cancel twice", called_off, ("cancel", "2027-01-cafe", "--yes"), 1),
    Scenario("cancel unasked", invited, ("cancel", "2027-01-cafe"), 2),
    Scenario("restore what is on", invited, ("restore", "2027-01-cafe", "--yes"), 1),
    Scenario("undo with nothing before", invited, ("undo", "--yes"), 3),
    Scenario("announced and a later window", both(invited, LATER), AGAIN, 0),
    Scenario("planned and a later window", both(proposed, LATER), AGAIN, 0),
    Scenario("a start by hand in the past", add(CAFE, "start: 2020-01-20 15:00 Accra\n"), ("plan",), 1),
    Scenario("a start by hand outside of all", both(LATER, AT), ("check",), 0),
    Scenario("a start by hand after announcing", both(invited, AT), AGAIN, 0),
    Scenario("a start by hand after planning", both(proposed, AT), ("invite", "2027-01-cafe"), 1),
    Scenario("two sessions too close", twice, ("plan",), 1),
    Scenario("took place and still to come", both(invited, add(CAFE, "took_place: yes\n")), ("plan",), 1),
    Scenario("did not take place yet", both(invited, add(CAFE, "took_place: no\n")), ("plan",), 1),
    Scenario("plan with a mistake", swap(CAFE, "series: cafe", "series: coffee"), ("plan",), 1),
    Scenario("plan from a newer besrour", put("plan.yaml", b"schema: 99\n"), ("plan",), 5),
    Scenario("plan edited by hand", put("plan.yaml", b"schema: 1\nsessions: {}\n"), ("plan",), 5),
    Scenario("plan that is no YAML", put("plan.yaml", b"{{{"), ("plan",), 5),
    Scenario("a file of 50 MB", put(CAFE, b"#" * 50_000_000), ("check",), 1),
    Scenario(
        "impossible window",
        swap(CAFE, WINDOW, "window: {from: 2027-01-16, to: 2027-01-17}"),
        ("plan",),
        1,
    ),
    Scenario(
        "a template that is broken",
        put("templates/invitation.en.txt", b"{% block"),
        ("invite", "2027-01-cafe"),
        3,
    ),
]

ALL = [*IN_FILES, *IN_WORDS, *IN_FOLDERS]
