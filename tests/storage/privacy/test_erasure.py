"""A person is taken out of each file that has lines of people; everybody else stays in it as they were."""

from __future__ import annotations

import json
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from besrour_cli.model.people.person import Person, PersonNames
from besrour_cli.storage.attendance import identities_csv, session_rows
from besrour_cli.storage.privacy.erasure import _ERASERS
from besrour_cli.storage.privacy.traces import generated_files, own_lines
from besrour_cli.storage.state import attendance_file, busy_file, enrolment_file, journal_lines, replies_file
from support.storage.small_workbook import write_workbook

AWA = Person(
    PersonNames(frozenset({"awa-diop"}), frozenset({"Awa Diop"}), frozenset({"awa@example.org"})),
    "forgotten-1",
)


def _letter(text: str) -> bytes:
    letter = EmailMessage()
    letter["Subject"] = "Café"
    letter.set_content(f"é{text}é {text} ", cte="base64")
    return bytes(letter)


FILES: dict[str, str] = {
    replies_file.NAME: """\
schema: 1
answers:
  - {session: "s", member: "awa-diop", answer: accepted, message: "1"}
  - {session: "s", member: "ruth", answer: delegated, to: "awa@example.org", message: "2"}
reminders:
  - {session: "s", member: "awa-diop", sequence: 0}
  - {session: "s", member: "ruth", sequence: 0}
messages:
  - {message: "3", member: "awa-diop"}
  - {message: "4", member: "ruth"}
""",
    busy_file.NAME: """\
schema: 1
members:
  "awa-diop":
    - "2027-01-01T10:00Z 2027-01-01T11:00Z"
  "ruth":
    - "2027-01-01T10:00Z 2027-01-01T11:00Z"
""",
    "tables.yaml": """\
schema: 1
sessions:
  "s":
    tables:
      - {language: "fr", host: "ruth", people: ["awa-diop", "ruth"]}
    missing: ["awa-diop"]
""",
    attendance_file.NAME: """\
schema: 1
clocks: {}
sessions:
  "s":
    files: ["awa diop.csv"]
    read: "2027-01-02T10:00Z"
    others:
      - {seen_as: "Bamako CHU", people: 12, members: ["awa-diop", "ruth"]}
      - {seen_as: "iPhone de Awa Diop", minutes: 5}
      - {seen_as: "Ruth's sister", visitor: yes}
""",
    enrolment_file.NAME: json.dumps(
        {
            "schema": 1,
            "forms": {"form-1": {"nom": "name"}},
            "answers": {
                "place|awa@example.org|dakar": "Dakar",
                "place||accra": "Accra",
                "member|x": "awa-diop",
            },
            "members": {
                "awa-diop": {"form": "form-1", "number": "1", "fields": {"name": "Awa Diop"}},
                "ruth": {"form": "form-1", "number": "2", "fields": {"name": "Ruth"}},
            },
        }
    ),
    identities_csv.NAME: """\
vu comme,adresse,séance,membre,motif,décidé par,quand
iPhone,,s,awa-diop,once,Awa Diop,2027
Bamako CHU,,s,awa-diop ruth,room,Camille,2027
Poste 4,,s,ruth,answer,Awa Diop,2027
x,awa@example.org,,,visitor,Camille,2027
""",
    session_rows.NAME: """\
session;member;note
s;awa-diop;"two
lines"
s;Awa Diop;
s;awa@example.org;
s;ruth;here
""",
    "mentors.yaml": """schema: 1
terms:
  "2026-09-01":
    - {mentor: "awa-diop", mentees: ["bob"], introduced: yes}
    - {mentor: "ruth", mentees: ["awa-diop", "bob"], introduced: no}
""",
    "announced.ledger": "".join(
        json.dumps(fields, ensure_ascii=False) + "\n"
        for fields in (
            {"ledger": 1, "programme": "p"},
            {"event": "member", "member": "awa-diop", "name": "Awa Diop", "email": "awa@example.org"},
            {"event": "member", "member": "ruth", "name": "Ruth Awa", "email": "ruth@example.org"},
            {
                "event": "announced",
                "session": "s",
                "invited": ["awa-diop", "ruth"],
                "required": {"host": []},
                "titles": {"fr": "Avec Dre Awa Diop"},
                "links": [{"titles": {"en": "Slides of Awa Diop"}, "url": "https://example.org/a"}],
            },
            {"event": "departed", "member": "awa-diop"},
            {"event": "renamed-member", "old": "awa", "new": "awa-diop"},
            {"event": "renamed-session", "old": "r", "new": "s"},
        )
    )
    + '{"event": "member", "name": "Awa Diop',
    "sent.ledger": "".join(
        json.dumps(fields) + "\n"
        for fields in (
            {"ledger": 1, "programme": "p"},
            {"event": "done", "about": "s", "member": "awa-diop", "to": "old@example.org"},
            {"event": "done", "about": "news", "member": "", "to": "AWA@example.org"},
            {"event": "done", "about": "s", "member": "ruth", "to": "ruth@example.org"},
            {"event": "rename", "member": "awa", "new": "awa-diop"},
            {"event": "rename", "about": "r", "new": "s"},
        )
    ),
    "caldav.ledger": json.dumps(
        {"collection": "c", "name": "s.ics", "text": "DESCRIPTION:Awa Di\r\n op and Ruth", "v": 1},
        sort_keys=True,
    )
    + "\n",
}
"""Each file with Awa, Ruth, and what names both."""


@pytest.mark.parametrize("path", sorted(_ERASERS))
def test_nothing_of_her_stays_and_all_of_the_others(path: str) -> None:
    """No id, name or address of hers; a second time nothing changes; the file can still be read."""
    before = FILES[path].encode()
    after = _ERASERS[path](before, AWA)
    text = after.decode().casefold()
    assert not any(word in text for word in ("awa-diop", "awa diop", "awa@example.org")), after
    assert text.count("ruth") == before.decode().casefold().count("ruth")
    assert _ERASERS[path](after, AWA) == after


def test_a_session_announced_keeps_who_else_was_told() -> None:
    """Lines of other members and renamings of sessions stay to the byte."""
    lines = journal_lines.without_person(FILES["announced.ledger"].encode(), AWA).decode().splitlines()
    assert [json.loads(line).get("event", "head") for line in lines] == [
        "head",
        "member",
        "announced",
        "renamed-session",
    ]
    made = json.loads(lines[2])
    assert made["invited"] == ["ruth"] and made["titles"] == {"fr": "Avec Dre forgotten-1"}
    assert made["links"] == [{"titles": {"en": "Slides of forgotten-1"}, "url": "https://example.org/a"}]
    assert lines[1] == json.dumps(
        {"event": "member", "member": "ruth", "name": "Ruth Awa", "email": "ruth@example.org"}
    )


def test_a_shared_room_still_counts_its_people() -> None:
    """Twelve sat in Bamako, whoever of them is forgotten."""
    text = attendance_file.without_person(FILES[attendance_file.NAME].encode(), AWA).decode()
    assert '{seen_as: "Bamako CHU", people: 12, members: ["ruth"]}' in text
    assert "iPhone de forgotten-1" in text


def test_ids_that_she_had_before_are_hers() -> None:
    """The line that says so is in the ledger of letters or in that of announcements."""
    for name in ("announced.ledger", "sent.ledger"):
        found = journal_lines.former_ids(FILES[name].encode(), frozenset({"awa-diop"}))
        assert found == {"awa-diop", "awa"}


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("out/letters/s/awa-diop.eml", lambda text: b"To: x@example.org\n\nHello"),
        ("out/letters/s/ruth.eml", _letter),
        ("out/calendar/all.ics", lambda text: f"DESCRIPTION:with {text[:4]}\r\n {text[4:]}\r\n".encode()),
        ("out/page/index.html", lambda text: f"<p>{text.replace('w', '&#119;')}</p>".encode()),
        ("out/posts/s/post.txt", lambda text: text.encode()),
        ("out/statements/year/register.csv", lambda text: f"{text};90".encode()),
        ("out/statements/year/awa-diop.pdf", lambda text: b"%PDF\xff"),
    ],
)
def test_what_was_generated_with_her_name_goes(
    tmp_path: Path, name: str, write: Callable[[str], bytes]
) -> None:
    """Whatever hides it: the encoding of a letter, a folded line, an entity; what does not name her stays."""
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_bytes(write("Awa Diop"))
    (path.parent / "poster.pdf").write_bytes(b"%PDF\xff\xfe")
    (tmp_path / "out/posts/other").mkdir(parents=True)
    (tmp_path / "out/posts/other/poster.pdf").write_bytes(b"%PDF\xff\xfe")
    (tmp_path / "out/posts/other/text.txt").write_text("Ruth")
    gone = {change.path for change in generated_files(str(tmp_path), AWA)}
    assert gone == {name, *([f"{Path(name).parent}/poster.pdf"] if "posts" in name else [])}


def test_downloads_of_every_kind_are_looked_into(tmp_path: Path) -> None:
    """A workbook by its row, a mail whatever its encoding; a workbook that is none is passed over."""
    responses = tmp_path / "responses"
    responses.mkdir()
    write_workbook(responses / "form.xlsx", [["Nom"], ["Ruth"], ["Awa Diop"]])
    (responses / "mail.eml").write_bytes(_letter("Awa Diop"))
    (responses / "none.xlsx").write_bytes(b"PK\x03\x04")
    assert [str(place) for place in own_lines(str(tmp_path), AWA)] == [
        "responses/form.xlsx:3:1",
        "responses/mail.eml:1:1",
    ]


def test_peoples_own_lines_are_pointed_at_and_links_left_alone(tmp_path: Path) -> None:
    """A session's file, a download and a list at the top of the folder; not what a link leads to."""
    (tmp_path / "sessions").mkdir()
    (tmp_path / "responses").mkdir()
    (tmp_path / "sessions/s.yaml").write_text("title: x\nhost:\n  - awa-diop\n")
    (tmp_path / "responses/zoom.csv").write_text("Name\nRuth\nDIOP Awa, Awa Diop\n")
    (tmp_path / "list.txt").write_text("awa@example.org\n")
    (tmp_path / "responses/link.txt").symlink_to(tmp_path / "list.txt")
    assert [str(place) for place in own_lines(str(tmp_path), AWA)] == [
        "list.txt:1:1",
        "sessions/s.yaml:3:1",
        "responses/zoom.csv:3:1",
    ]


def test_a_letter_of_several_parts_is_looked_into(tmp_path: Path) -> None:
    """Her name in the text beside a picture; the picture is no text, and names nobody."""
    letter = EmailMessage()
    letter.set_content("With Awa Diop")
    letter.add_attachment(b"\xff\xd8", maintype="image", subtype="jpeg")
    for name, data in (("a", bytes(letter)), ("b", bytes(letter).replace(b"Awa Diop", b"somebody"))):
        path = tmp_path / f"out/letters/{name}/ruth.eml"
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    assert [change.path for change in generated_files(str(tmp_path), AWA)] == ["out/letters/a/ruth.eml"]


def test_what_is_too_large_to_be_a_text_does_not_stop_the_search(tmp_path: Path) -> None:
    """A film among the downloads and among the posts; what names her beside it is found."""
    for name in ("responses/film.csv", "out/posts/s/film.txt"):
        (tmp_path / name).parent.mkdir(parents=True)
        with (tmp_path / name).open("wb") as film:
            film.truncate(60_000_000)
    (tmp_path / "responses/zoom.csv").write_text("Name\nAwa Diop\n")
    (tmp_path / "out/posts/s/post.txt").write_text("Awa Diop")
    assert [str(place) for place in own_lines(str(tmp_path), AWA)] == ["responses/zoom.csv:2:1"]
    assert [change.path for change in generated_files(str(tmp_path), AWA)] == ["out/posts/s/post.txt"]
