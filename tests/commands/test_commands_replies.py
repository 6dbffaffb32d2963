"""Answers come back: read, kept, counted, reminded once; and hours that a member's own calendar takes."""

from __future__ import annotations

import email
import email.policy
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
SESSION = "2027-01-cafe"
LATER = "2026-11-26T12:00Z"


@pytest.fixture
def invited(planned: Path, run: Run) -> Path:
    """A programme folder whose first café was announced."""
    said = run("invite", SESSION, cwd=planned)
    assert said.returncode == 0, said.stderr
    return planned


def answer(
    folder: Path, member: str, partstat: str, stamp: str = "20261125T080000Z", start: str = ""
) -> None:
    """What the member's calendar program sends back for the letter she got, into the folder mail."""
    letter = folder / "out" / "letters" / SESSION / f"{member}.eml"
    mail = email.message_from_bytes(letter.read_bytes(), policy=email.policy.default)
    text = next(p for p in mail.walk() if p.get_content_type() == "text/calendar").get_content()
    method = "COUNTER" if start else "REPLY"
    lines = re.sub(r"\r?\n[ \t]", "", text).splitlines()
    changes = {
        "METHOD:": lambda line: f"METHOD:{method}",
        "DTSTAMP:": lambda line: f"DTSTAMP:{stamp}",
        "ATTENDEE;": lambda line: re.sub("PARTSTAT=[A-Z-]+", f"PARTSTAT={partstat}", line),
    }
    if start:
        changes["DTSTART:"] = lambda line: f"DTSTART:{start}"
        changes["DTEND:"] = lambda line: "COMMENT:Later would suit me"
    for place, line in enumerate(lines):
        for begin, change in changes.items():
            if line.startswith(begin):
                lines[place] = change(line)
    address = mail["To"].addresses[0].addr_spec
    head = f"From: {address}\r\nContent-Type: text/calendar; method={method}; charset=utf-8\r\n\r\n"
    (folder / "mail").mkdir(exist_ok=True)
    name = f"{member}-{stamp}-{partstat}.eml"
    (folder / "mail" / name).write_bytes((head + "\r\n".join(lines) + "\r\n").encode())


def read(run: Run, folder: Path, *words: str) -> dict[str, object]:
    """What ``besrour replies --json`` says."""
    said = run("replies", *words, "--json", cwd=folder, now=LATER)
    assert said.returncode == 0, said.stderr
    return dict(json.loads(said.stdout))


def states(data: dict[str, object]) -> dict[str, str]:
    """Member to state in the one session."""
    [session] = [s for s in data["sessions"] if s["id"] == SESSION]  # type: ignore[attr-defined]
    return {p["member"]: p["state"] for p in session["people"]}


def test_answers_are_read_kept_and_counted(invited: Path, run: Run) -> None:
    """Yes, no, and a change of mind; the second reading changes no byte, and the plan tells who comes."""
    answer(invited, "ca-laval", "ACCEPTED")
    answer(invited, "bw-1", "DECLINED")
    answer(invited, "ca-ottawa", "ACCEPTED")
    answer(invited, "ca-ottawa", "DECLINED", "20261126T080000Z")
    found = states(read(run, invited, "mail"))
    assert (found["ca-laval"], found["bw-1"], found["ca-ottawa"]) == ("accepted", "declined", "declined")
    assert sum(state == "silent" for state in found.values()) == len(found) - 3
    kept = (invited / "replies.yaml").read_bytes()
    assert states(read(run, invited, "mail")) == found
    assert states(read(run, invited)) == found
    assert (invited / "replies.yaml").read_bytes() == kept
    assert b"@example.org" not in kept
    plan = run("plan", "--dry-run", "--seconds", "2", cwd=invited, now=LATER)
    assert f"{SESSION}: 1 of {len(found)} come" in " ".join(plan.stdout.split())


def test_a_trial_keeps_nothing(invited: Path, run: Run) -> None:
    """--dry-run shows the answers and writes no file."""
    answer(invited, "ca-laval", "ACCEPTED")
    assert states(read(run, invited, "mail", "--dry-run"))["ca-laval"] == "accepted"
    assert not (invited / "replies.yaml").exists()


def test_another_time_is_weighed_and_a_note_shown(invited: Path, run: Run) -> None:
    """A counter-proposal comes with what the rule of fairness says of it; its note is kept nowhere."""
    answer(invited, "ca-laval", "TENTATIVE", start="20270120T150000Z")
    data = read(run, invited, "mail")
    [message] = data["messages"]  # type: ignore[misc]
    assert (message["status"], message["proposed"]) == ("counter", "2027-01-20T15:00:00Z")
    assert message["comment"] == "Later would suit me"
    [counter] = data["counters"]  # type: ignore[misc]
    assert counter["member"] == "ca-laval" and counter["fairer"] in (True, False)
    assert b"Later" not in (invited / "replies.yaml").read_bytes()
    picture = " ".join(run("replies", "mail", cwd=invited, now=LATER).stdout.split())
    assert "Later would suit me" in picture and "asks for Wednesday, January 20, 2027" in picture


def test_a_moved_session_asks_again(invited: Path, run: Run) -> None:
    """What was said to the former time is stale once the café has another one."""
    answer(invited, "ca-laval", "ACCEPTED")
    read(run, invited, "mail")
    day = planned_start(run, invited)[:10].replace("-", "")
    busy(invited, f"{day}T000000Z", f"{day}T235900Z")
    assert run("busy", "own.ics", "--member", "ca-laval", cwd=invited).returncode == 0
    moved = run("plan", "--move", SESSION, "--seconds", "2", cwd=invited, now=LATER)
    assert moved.returncode == 0, moved.stderr
    assert states(read(run, invited))["ca-laval"] == "stale"


def test_whoever_is_silent_is_reminded_once(invited: Path, run: Run) -> None:
    """A letter for each who has not answered; the second time nobody new, and who answers drops out."""
    answer(invited, "ca-laval", "ACCEPTED")
    everybody = states(read(run, invited, "mail"))
    first = read(run, invited, "--remind", SESSION)
    assert sorted(first["reminded"]) == sorted(set(everybody) - {"ca-laval"})  # type: ignore[call-overload]
    letters = sorted((invited / "out" / "reminders" / SESSION).iterdir())
    assert len(letters) == len(everybody) - 1
    before = {path.name: path.read_bytes() for path in letters}
    answer(invited, "bw-1", "ACCEPTED")
    again = read(run, invited, "mail", "--remind", SESSION)
    assert again["reminded"] == [] and len(again["before"]) == len(everybody) - 2  # type: ignore[arg-type]
    after = {p.name: p.read_bytes() for p in (invited / "out" / "reminders" / SESSION).iterdir()}
    assert after == {name: data for name, data in before.items() if name != "bw-1.eml"}


def test_what_cannot_be_reminded_is_refused(planned: Path, run: Run) -> None:
    """Nobody was told yet: there is nothing to answer."""
    said = run("replies", "--remind", SESSION, cwd=planned)
    assert said.returncode == 1 and "nobody was told" in said.stderr


def planned_start(run: Run, folder: Path) -> str:
    """Where a plan puts the café, nothing kept."""
    said = run("plan", "--dry-run", "--json", "--seconds", "2", cwd=folder)
    assert said.returncode == 0, said.stderr
    return str(next(s["start"] for s in json.loads(said.stdout)["sessions"] if s["id"] == SESSION))


def busy(folder: Path, start: str, end: str) -> None:
    """An .ics of one span, with a title."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1", f"DTSTART:{start}",
             f"DTEND:{end}", "SUMMARY:Oncology", "END:VEVENT", "END:VCALENDAR", ""]  # fmt: skip
    (folder / "own.ics").write_text("\r\n".join(lines), encoding="utf-8")


def test_the_plan_keeps_off_hours_a_calendar_has_taken(fresh: Path, run: Run) -> None:
    """The day the café would fall on is taken: it falls on another; then the hours are forgotten."""
    day = planned_start(run, fresh)[:10]
    busy(fresh, f"{day.replace('-', '')}T000000Z", f"{day.replace('-', '')}T235900Z")
    kept = run("busy", "own.ics", "--member", "ca-laval", "--json", cwd=fresh)
    assert kept.returncode == 0, kept.stderr
    assert "Oncology" not in kept.stdout + (fresh / "busy.yaml").read_text(encoding="utf-8")
    assert planned_start(run, fresh)[:10] != day
    forgotten = run("busy", "--forget", "--member", "ca-laval", "--json", cwd=fresh)
    assert json.loads(forgotten.stdout)["forgotten"] == 1
    assert "ca-laval" not in (fresh / "busy.yaml").read_text(encoding="utf-8")


def test_a_calendar_bears_its_owner_or_must_be_told(fresh: Path, run: Run) -> None:
    """Without --member, only an address that is a member's says whose it is; nothing is guessed."""
    busy(fresh, "20270112T090000Z", "20270112T100000Z")
    assert run("busy", "own.ics", cwd=fresh).returncode == 2
    text = (fresh / "own.ics").read_text(encoding="utf-8")
    address = re.search(
        r"ca-laval,[^\n]*?([\w.-]+@example\.org)", (fresh / "sessions/members.csv").read_text("utf-8")
    )
    assert address
    named = text.replace("PRODID:x", f"PRODID:x\nX-WR-CALNAME:{address[1]}")
    (fresh / "own.ics").write_text(named, encoding="utf-8")
    said = run("busy", "own.ics", "--json", cwd=fresh)
    assert json.loads(said.stdout)["member"] == "ca-laval"
