"""A programme folder with a file of every kind that besrour reads, each in order, for a campaign to spoil."""

from __future__ import annotations

import json
import os
from pathlib import Path

from besrour_cli.run import run
from support.checkout import ROOT, TESTS
from support.commands.told import tell
from support.storage.folder import MEMBERS, PROGRAMME, SESSION, Folder

ID = "2027-01-cafe"
INBOX, RETURNED = "responses/inbox", "responses/bounces"
_REPLY = TESTS / "feedback/replies/cases/gmail_accept.eml"
_CALENDAR = TESTS / "feedback/cases/busy/zone-microsoft-utc.ics"
_LANGUAGE = ("language.pt.toml", "words.pt.toml")
_ATTENDANCE = "session,member,minutes\n2026-11-cafe,gh-accra,80\n2026-11-cafe,luc@example.org,\n"
_PAST = SESSION.replace("2027-01-11", "2026-11-02").replace("2027-01-29", "2026-11-20")
_PAST += "took_place: {start: 2026-11-10 15:20 Accra, duration: 75 min}\n"
_BOUNCE = """\
From: Mailer-Daemon@mx.example.net
To: cafe@example.org
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; ama@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 no such person

--b
Content-Type: message/rfc822

Message-ID: <awa@example.org>
To: ama@example.org
Subject: cafe

the letter

--b--
"""
_ANNOUNCEMENT = """\
Subject: Café Besrour

Dear colleagues,

Join us on Wednesday, 20 January 2027, at 9:00 a.m. EST (2 p.m. in Accra, 15:00 in Lagos; UTC+1).
Rendez-vous le mercredi 20 janvier 2027, à 14 h 30, heure de Montréal. The link: https://meet.example.org/j/1
Reminder: the meeting lasts 90 minutes, from 14:00 to 15:30 GMT; call +1 613 555 0100.
"""
_PAGE = "<html><body><p>Wed 20 Jan 2027<td>9:00 EST<a href='https://example.org'>here</a></body></html>\n"
_SUBJECT = "{% for h in halves %}{{ h.title }}{% if not loop.last %} / {% endif %}{% endfor %}\n"
_BUSY = """\
schema: 1
members:
  "gh-accra":
    - "2027-01-12T09:00Z 2027-01-12T11:00Z"
"""
_ANSWERS = f"""\
schema: 1
answers:
  - session: "{ID}"
    member: "gh-accra"
    answer: accepted
    sequence: 1
    moment: "2026-11-23T10:00Z"
    message: "ab"
reminders:
  - {{session: "{ID}", member: "ca-laval", sequence: 1, moment: "2026-11-24T10:00Z"}}
messages:
  - {{message: "abcd", member: "ca-laval", session: "{ID}", sent: "2026-11-24T10:00Z"}}
"""
_SENT = [
    {"ledger": 1, "programme": "test-cafe"},
    {
        "event": "intent",
        "about": ID,
        "member": "gh-accra",
        "to": "ama@example.org",
        "kind": "invitation",
        "facts": "f",
        "local": "2027-01-20T14:00+00:00",
        "digest": "d",
        "id": "<awa@example.org>",
        "at": "2026-11-22T12:00Z",
    },
]
_SYNCED = {
    "v": 1,
    "collection": "https://calendar.example.org/",
    "name": f"{ID}.ics",
    "text": "BEGIN:VCALENDAR",
    "etag": "e",
    "withdrawn": False,
    "before": "",
}


def build(folder: Path, *, portuguese: bool = False) -> None:
    """Make the folder: planned, announced, with letters sent, answers read, and mail from outside."""
    made = Folder(str(folder))
    made.write("programme.yaml", PROGRAMME + "mail: {host: localhost, port: 2525}\n")
    made.write("2026-11-cafe.yaml", _PAST)
    made.write("attendance.csv", _ATTENDANCE)
    assert run(["plan", "--folder", str(folder)]) in (0, 3), "the folder to spoil cannot be planned"
    tell(folder, ID)
    files: dict[str, str | bytes] = {
        "busy.yaml": _BUSY,
        "replies.yaml": _ANSWERS,
        "sent.ledger": "".join(json.dumps(line) + "\n" for line in _SENT),
        "caldav.ledger": json.dumps(_SYNCED) + "\n",
        "templates/invitation.en.md": "{% block greeting %}\nDear {{ reader.name }},\n{% endblock %}\n",
        "templates/letter.en.md": "{% block sender %}{{ super() }}{% endblock %}\n",
        "templates/subject.txt": _SUBJECT,
        f"{INBOX}/1.eml": _REPLY.read_bytes(),
        f"{RETURNED}/1.eml": _BOUNCE,
        "ama.ics": _CALENDAR.read_bytes(),
        "announcement.txt": _ANNOUNCEMENT,
        "announcement.eml": f"From: a@example.org\nDate: Mon, 4 Jan 2027 10:00:00 +0000\n{_ANNOUNCEMENT}",
        "announcement.html": _PAGE,
    }
    for name, text in files.items():
        path = folder / name
        os.makedirs(path.parent, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    if portuguese:
        for name in _LANGUAGE:
            (folder / "templates" / name).write_bytes((ROOT / "languages/pt" / name).read_bytes())
        made.change("programme.yaml", "languages: [en, fr]", "languages: [en, fr, pt]")


__all__ = ["ID", "INBOX", "MEMBERS", "PROGRAMME", "RETURNED", "build"]
