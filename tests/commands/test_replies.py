"""Answers come back: read, kept, counted, reminded once."""

from __future__ import annotations

import email
import email.policy
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands.conftest import grown

from support.commands.own_calendar import busy, planned_start

Run = Callable[..., subprocess.CompletedProcess[str]]
SESSION, LATER = "2027-01-cafe", "2026-11-26T12:00Z"


@pytest.fixture(scope="module")
def _invited(_small_planned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grown(_small_planned, tmp_path_factory.mktemp("invited"), "announce", SESSION, "--yes")


@pytest.fixture
def invited(_invited: Path, tmp_path: Path) -> Path:
    """A programme folder whose first café was announced."""
    return Path(shutil.copytree(_invited, tmp_path / "my-cafe"))


def answer(
    folder: Path, member: str, partstat: str, stamp: str = "20261125T080000Z", start: str = "", end: str = ""
) -> None:
    """What the member's calendar program sends back for the letter she got, into the folder mail."""
    letter = folder / "out" / "letters" / SESSION / f"{member}.eml"
    mail = email.message_from_bytes(letter.read_bytes(), policy=email.policy.default)
    text = next(p for p in mail.walk() if p.get_content_type() == "text/calendar").get_content()
    method = "COUNTER" if start else "REPLY"
    lines = re.sub(r"\r?\n[ \t]", "", text).splitlines()
    changes: dict[str, Callable[[str], str]] = {
        "METHOD:": lambda line: f"METHOD:{method}",
        "DTSTAMP:": lambda line: f"DTSTAMP:{stamp}",
        "ATTENDEE;": lambda line: re.sub("PARTSTAT=[A-Z-]+", f"PARTSTAT={partstat}", line),
    }
    if start:
        changes["DTSTART:"] = lambda line: f"DTSTART:{start}"
        changes["DTEND:"] = lambda line: f"DTEND:{end}" if end else "COMMENT:Later would suit me"
    for place, line in enumerate(lines):
        for begin, change in changes.items():
            if line.startswith(begin):
                lines[place] = change(line)
    address = mail["To"].addresses[0].addr_spec
    head = f"From: {address}\r\nContent-Type: text/calendar; method={method}; charset=utf-8\r\n\r\n"
    (folder / "mail").mkdir(exist_ok=True)
    name = f"{member}-{stamp}-{partstat}.eml"
    (folder / "mail" / name).write_bytes((head + "\r\n".join(lines) + "\r\n").encode())


def read(run: Run, folder: Path, *words: str) -> dict[str, Any]:
    """What ``besrour replies --json`` says."""
    said = run("replies", *words, "--json", cwd=folder, now=LATER)
    assert said.returncode == 0, said.stderr
    return dict(json.loads(said.stdout))


def states(data: dict[str, Any]) -> dict[str, str]:
    """Member to state in the one session."""
    [session] = [s for s in data["sessions"] if s["id"] == SESSION]
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
    [message] = data["messages"]
    assert (message["status"], message["proposed"]) == ("counter", "2027-01-20T15:00:00Z")
    assert message["comment"] == "Later would suit me"
    [counter] = data["counters"]
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
    moved = run("move", SESSION, "--yes", cwd=invited, now=LATER)
    assert moved.returncode == 0, moved.stderr
    assert states(read(run, invited))["ca-laval"] == "stale"


def other_start(run: Run, folder: Path) -> str:
    """A start that the café could have too, the rest of the plan staying."""
    said = run("why", SESSION, "--json", cwd=folder, now=LATER)
    assert said.returncode == 0, said.stderr
    return str(json.loads(said.stdout)["alternatives"][0]["start"])


def ask_for(run: Run, folder: Path, member: str, start: str) -> None:
    """Let a member's calendar propose another start, and read it."""
    answer(folder, member, "TENTATIVE", start=re.sub("[-:]", "", start).replace("Z", "00Z"))
    assert states(read(run, folder, "mail"))[member] == "proposed"


def starts(folder: Path) -> dict[str, tuple[str, str]]:
    """Session to its start and state in the plan."""
    sessions = yaml.safe_load((folder / "plan.yaml").read_text(encoding="utf-8"))["sessions"]
    return {name: (str(session["start"]), session["state"]) for name, session in sessions.items()}


def test_a_time_asked_for_is_carried_into_the_plan(invited: Path, run: Run) -> None:
    """It is shown first; then the session has moved, nothing else has, and the proof holds."""
    start = other_start(run, invited)
    ask_for(run, invited, "ca-laval", start)
    words = ("replies", "--accept", "ca-laval", "--session", SESSION)
    before = (invited / "plan.yaml").read_bytes()
    tried = run(*words, "--dry-run", cwd=invited, now=LATER)
    assert tried.returncode == 0, tried.stderr
    assert f"{SESSION} moves from " in tried.stdout and "Nothing was written" in tried.stdout
    assert run(*words, cwd=invited, now=LATER).returncode == 2, "nobody is there to be asked"
    assert (invited / "plan.yaml").read_bytes() == before
    there = starts(invited)
    taken = run(*words, "--yes", "--json", cwd=invited, now=LATER)
    assert taken.returncode == 0, taken.stderr
    data = json.loads(taken.stdout)
    assert (data["start"], data["before"], data["sequence"]) == (start, there[SESSION][0], 1)
    assert data["fairer"] in (True, False) and data["written"]
    assert starts(invited) == {**there, SESSION: (start, "moved")}
    checked = run("verify", cwd=invited, now=LATER)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_time_on_a_holiday_is_weighed_as_it_would_be_accepted(invited: Path, run: Run) -> None:
    """Holidays and observances count where a time is listed, as in --accept and in plan --what-if."""
    start = "2027-01-26T15:00Z"  # a holiday for some
    ask_for(run, invited, "ca-laval", start)
    [listed] = read(run, invited)["counters"]
    words = ("replies", "--accept", "ca-laval", "--session", SESSION, "--dry-run", "--json")
    accepted = run(*words, cwd=invited, now=LATER)
    asked = run("why", SESSION, "--if", start, "--json", cwd=invited, now=LATER)
    taken, weighed = json.loads(accepted.stdout), json.loads(asked.stdout)
    expected = (len(weighed["gains"]), len(weighed["losses"]))
    assert (listed["gains"], listed["losses"]) == (taken["gains"], taken["losses"]) == expected


def test_a_time_taken_stays_and_people_are_told_of_it(invited: Path, run: Run) -> None:
    """A new plan keeps it, everybody is asked again, and the letters are updates."""
    start = other_start(run, invited)
    ask_for(run, invited, "ca-laval", start)
    taken = run("replies", "--accept", "ca-laval", "--session", SESSION, "--yes", cwd=invited, now=LATER)
    assert taken.returncode == 0 and "besrour send SESSION" in taken.stdout, taken.stderr
    assert states(read(run, invited))["ca-laval"] == "stale"
    assert run("plan", "--seconds", "2", cwd=invited, now=LATER).returncode == 0
    assert starts(invited)[SESSION] == (start, "moved")
    letters = run("invite", SESSION, "--json", cwd=invited, now=LATER)
    assert letters.returncode == 0, letters.stderr
    [session] = json.loads(letters.stdout)["sessions"]
    assert (session["kind"], session["start"]) == ("update", start)


@pytest.mark.parametrize(
    ("start", "reason"),
    [("2027-06-01T15:00Z", "outside of the window"), ("2026-01-13T15:00Z", "lies in the past")],
)
def test_a_time_that_breaks_a_constraint_is_refused(start: str, reason: str, invited: Path, run: Run) -> None:
    """The reasons are given, and the plan stays as it is."""
    ask_for(run, invited, "ca-laval", start)
    before = (invited / "plan.yaml").read_bytes()
    said = run("replies", "--accept", "ca-laval", "--session", SESSION, "--yes", cwd=invited, now=LATER)
    assert said.returncode == 1 and reason in said.stderr, said.stderr
    assert (invited / "plan.yaml").read_bytes() == before


def test_only_a_start_can_be_taken(invited: Path, run: Run) -> None:
    """Who asks for a longer session at its planned start moves nothing: its file says how long it is."""
    start = starts(invited)[SESSION][0]
    day = start[:10].replace("-", "")
    answer(
        invited,
        "ca-laval",
        "TENTATIVE",
        start=f"{day}T{start[11:16].replace(':', '')}00Z",
        end=f"{day}T235900Z",
    )
    assert states(read(run, invited, "mail"))["ca-laval"] == "proposed"
    said = run("replies", "--accept", "ca-laval", "--session", SESSION, "--yes", cwd=invited, now=LATER)
    assert said.returncode == 1 and "starts then already" in said.stderr, said.stderr


def test_the_file_of_a_session_has_the_last_word(invited: Path, run: Run) -> None:
    """A start fixed by hand is not overruled by an answer."""
    start = other_start(run, invited)
    ask_for(run, invited, "ca-laval", start)
    file = invited / "sessions" / f"{SESSION}.yaml"
    file.write_text(file.read_text("utf-8") + f"start: {starts(invited)[SESSION][0]}\n", encoding="utf-8")
    said = run("replies", "--accept", "ca-laval", "--session", SESSION, "--yes", cwd=invited, now=LATER)
    assert said.returncode == 1 and "its file asks for another start" in said.stderr, said.stderr


def record(run: Run, folder: Path, member: str, word: str, now: str = LATER) -> str:
    """What the coordinator says when she keeps somebody's answer herself."""
    said = run(
        "replies", "--record", member, "--session", SESSION, "--answer", word, "--json", cwd=folder, now=now
    )
    assert said.returncode == 0, said.stderr
    return states(dict(json.loads(said.stdout)))[member]


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("yes", "accepted"),
        ("Non", "declined"),
        ("Peut-être", "tentative"),
        ("maybe", "tentative"),
        ("OUI", "accepted"),
        ("no", "declined"),
    ],
)
def test_an_answer_by_telephone_is_recorded(word: str, state: str, invited: Path, run: Run) -> None:
    """In English or French words; kept beside the others, and seen to be hers."""
    assert record(run, invited, "ca-laval", word) == state
    kept = (invited / "replies.yaml").read_text(encoding="utf-8")
    assert kept.count("origin: hand") == 1 and f"answer: {state}" in kept
    [session] = [s for s in read(run, invited)["sessions"] if s["id"] == SESSION]
    assert [p["member"] for p in session["people"] if p["by_hand"]] == ["ca-laval"]
    assert "Recorded by hand: Université Laval." in run("replies", cwd=invited, now=LATER).stdout


def test_the_latest_word_counts_recorded_or_read(invited: Path, run: Run) -> None:
    """Mail of before loses to what is recorded, mail of after wins; recording again puts it right."""
    answer(invited, "ca-laval", "ACCEPTED")
    read(run, invited, "mail")
    assert record(run, invited, "ca-laval", "no") == "declined"
    assert record(run, invited, "ca-laval", "maybe") == "tentative"
    assert states(read(run, invited, "mail"))["ca-laval"] == "tentative"
    assert record(run, invited, "ca-laval", "none") == "accepted"
    assert "origin" not in (invited / "replies.yaml").read_text(encoding="utf-8")
    words = ("replies", "--record", "ca-laval", "--session", SESSION, "--answer", "none")
    twice = run(*words, cwd=invited, now=LATER)
    assert twice.returncode == 1 and "no answer of “ca-laval”" in twice.stderr
    assert record(run, invited, "ca-laval", "no") == "declined"
    answer(invited, "ca-laval", "TENTATIVE", "20261127T080000Z")
    assert states(read(run, invited, "mail"))["ca-laval"] == "tentative"


def test_several_people_may_be_recorded_at_once_and_tried_first(invited: Path, run: Run) -> None:
    """--record may be repeated; with --dry-run nothing is kept."""
    words = ["--record", "ca-laval", "--record", "bw-1", "--session", SESSION, "--answer", "yes"]
    tried = states(read(run, invited, *words, "--dry-run"))
    assert (tried["ca-laval"], tried["bw-1"]) == ("accepted", "accepted")
    assert not (invited / "replies.yaml").exists()
    assert states(read(run, invited, *words)) == tried


def remind(run: Run, folder: Path, *words: str, now: str = LATER) -> dict[str, Any]:
    """What ``besrour invite --remind --json`` says of the one session; then the coordinator has sent them."""
    said = run("invite", SESSION, "--remind", *words, "--json", cwd=folder, now=now)
    assert said.returncode == 0, said.stderr
    done = run("announce", SESSION, "--remind", *words, "--yes", cwd=folder, now=now)
    assert done.returncode == 0, done.stderr
    [session] = json.loads(said.stdout)["sessions"]
    return dict(session)


def written(folder: Path) -> dict[str, bytes]:
    """The reminders by member."""
    return {p.stem: p.read_bytes() for p in (folder / "out" / "reminders" / SESSION).iterdir()}


@pytest.mark.small
def test_whoever_is_silent_is_reminded_once(invited: Path, run: Run) -> None:
    """A letter for each who has not answered; later the same bytes, nobody new, and who answers drops out."""
    answer(invited, "ca-laval", "ACCEPTED")
    everybody = states(read(run, invited, "mail"))
    invitations = {p: p.read_bytes() for p in (invited / "out/letters" / SESSION).iterdir()}
    first = remind(run, invited, "--unanswered")
    assert (first["before"], first["left_out"]) == ([], ["ca-laval"])
    before = written(invited)
    assert set(before) == set(everybody) - {"ca-laval"}
    answer(invited, "bw-1", "ACCEPTED")
    assert all(p["reminded"] == (p["member"] != "ca-laval") for p in people(read(run, invited, "mail")))
    again = remind(run, invited, "--unanswered", now="2026-11-28T09:00Z")
    assert len(again["before"]) == len(everybody) - 2
    assert written(invited) == {name: data for name, data in before.items() if name != "bw-1"}
    assert {p: p.read_bytes() for p in (invited / "out/letters" / SESSION).iterdir()} == invitations


def people(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Everybody invited to the one session, as ``replies --json`` shows them."""
    [session] = [s for s in data["sessions"] if s["id"] == SESSION]
    return list(session["people"])


def test_who_said_no_is_left_in_peace_and_a_reminder_bears_its_own_date(invited: Path, run: Run) -> None:
    """Without --unanswered, those who come are reminded too; the letter dates from when it is made."""
    answer(invited, "ca-laval", "ACCEPTED")
    answer(invited, "bw-1", "DECLINED")
    read(run, invited, "mail")
    before = (invited / "replies.yaml").read_bytes()
    tried = run("announce", SESSION, "--remind", "--dry-run", cwd=invited, now=LATER)
    assert (tried.returncode, (invited / "replies.yaml").read_bytes()) == (0, before), tried.stderr
    assert remind(run, invited)["left_out"] == ["bw-1"]
    reminder = email.message_from_bytes(written(invited)["ca-laval"], policy=email.policy.default)
    letter = (invited / "out/letters" / SESSION / "ca-laval.eml").read_bytes()
    assert str(reminder["Date"]) == "Thu, 26 Nov 2026 12:00:00 +0000"
    assert str(email.message_from_bytes(letter)["Date"]) == "Sun, 22 Nov 2026 12:00:00 +0000"
    assert "bw-1" not in written(invited)


def test_when_all_have_answered_there_is_nobody_to_remind(invited: Path, run: Run) -> None:
    """It is said in a line, and no letter is left over."""
    everybody = states(read(run, invited))
    words = [word for member in everybody for word in ("--record", member)]
    read(run, invited, *words, "--session", SESSION, "--answer", "yes")
    said = run("invite", SESSION, "--remind", "--unanswered", cwd=invited, now=LATER)
    assert said.returncode == 0 and "Everybody has answered." in said.stdout
    assert not (invited / "out/reminders").exists()
