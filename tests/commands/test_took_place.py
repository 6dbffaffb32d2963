"""After a session: what really happened is told, the ledger corrected, the agreed rule held against it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from besrour_cli.commands.shared.responses import invitations
from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.storage.programme.load import load
from besrour_cli.storage.state import plan_file as plans
from support.commands.edits import CAFE, PROGRAMME, add, as_files, put, swap

Run = Callable[..., subprocess.CompletedProcess[str]]
IDENT, GROUP = "2027-01-cafe", "2027-01-working-group"
LATER = "2027-02-01T12:00Z"
ATTENDANCE = "sessions/attendance.csv"
RULE = swap(PROGRAMME, "fairness:", "review: {after: 1, attendance: 50 %}\nfairness:")


@pytest.fixture
def past(fresh: Path, run: Run) -> Path:
    """January and a café of February planned, January announced; February comes with ``LATER``."""
    as_files(fresh)
    for path in (fresh / "sessions").glob("2027-*.yaml"):
        if not path.name.startswith(("2027-01", "2027-02-cafe")):
            path.unlink()
    RULE(fresh)
    for arguments in (("plan",), ("announce", IDENT, GROUP, "--yes")):
        answer = run(*arguments, cwd=fresh)
        assert answer.returncode == 0, answer.stderr
    return fresh


def _plan(folder: Path, run: Run, *arguments: str) -> str:
    return _ask(folder, run, "plan", *arguments)


def _ask(folder: Path, run: Run, *words: str) -> str:
    answer = run(*words, cwd=folder, now=LATER)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def _kept(folder: Path) -> dict[str, Any]:
    stored: dict[str, Any] = yaml.safe_load((folder / "plan.yaml").read_text(encoding="utf-8"))
    return stored


def _slot(folder: Path, ident: str = IDENT) -> dict[str, object]:
    return dict(_kept(folder)["sessions"][ident])


def _late(folder: Path) -> datetime:
    """Twenty minutes after the announced start."""
    return datetime.fromisoformat(str(_slot(folder)["start"])) + timedelta(minutes=20)


@pytest.mark.small
def test_a_year_told_as_it_really_was(past: Path, run: Run) -> None:
    """Time passes, the plan charges; she tells the start and who came, then changes her mind twice.

    Every plan is proven and planned again to the byte, and the last word alone counts: what was proposed in
    between is let go each time.
    """

    def planned() -> bytes:
        _plan(past, run, "--afresh")
        first = (past / "plan.yaml").read_bytes()
        _plan(past, run, "--afresh")
        assert (past / "plan.yaml").read_bytes() == first
        answer = run("verify", cwd=past, now=LATER)
        assert answer.returncode == 0, answer.stdout + answer.stderr
        return first

    told = (past / "plan.yaml").read_bytes()
    session = (past / CAFE).read_text(encoding="utf-8")
    late = f"took_place: {{start: {_late(past):%Y-%m-%dT%H:%MZ}, duration: 75 min}}\n"
    as_announced = planned()
    assert _slot(past)["state"] == "held"

    add(CAFE, late)(past)
    put(ATTENDANCE, f"session,member\n{IDENT},ca-laval\n{GROUP},bw-1\n".encode())(past)
    corrected = planned()
    assert (_slot(past)["state"], _slot(past)["sequence"]) == ("held", 0)
    assert _slot(past)["told"]
    assert _slot(past, GROUP)["guests"] == "bw-1"
    (past / "plan.yaml").write_bytes(told)
    assert planned() == corrected

    put(ATTENDANCE, b"session,member\n")(past)
    put(CAFE, f"{session}took_place: no\n".encode())(past)
    planned()
    assert _slot(past)["state"] == "cancelled"
    put(CAFE, session.encode())(past)
    unsaid = planned()
    (past / ATTENDANCE).unlink()
    assert planned() == unsaid
    strip = re.compile(rb"(?m)^(content|    revised): .*\n")
    assert strip.sub(b"", unsaid) == strip.sub(b"", as_announced)


@pytest.mark.small
def test_no_letter_goes_out_for_what_is_over(past: Path, run: Run) -> None:
    """Held late, or not at all: nobody is written to, no SEQUENCE rises, no announcement changes."""
    late = _late(past)
    session = (past / CAFE).read_text(encoding="utf-8")
    for text, status, start in (
        (f"took_place: {{start: {late:%Y-%m-%dT%H:%MZ}}}\n", "CONFIRMED", late),
        ("took_place: no\n", "CANCELLED", late - timedelta(minutes=20)),
    ):
        put(CAFE, (session + text).encode())(past)
        _plan(past, run)
        before = (past / "plan.yaml").read_bytes()
        refused = [("invite", IDENT), ("invite", IDENT, "--remind"), ("cancel", IDENT, "--yes")]
        for arguments in refused if status == "CONFIRMED" else refused[:2]:
            answer = run(*arguments, cwd=past, now=LATER)
            assert answer.returncode == 1, answer.stdout
            assert "is over" in answer.stderr
        issue = json.loads(run("newsletter", "--dry-run", "--json", cwd=past, now=LATER).stdout)
        assert IDENT not in issue["announces"]
        assert run("export", "--page", cwd=past, now=LATER).returncode == 0
        events = (past / "out/calendar/all.ics").read_text(encoding="utf-8").split("BEGIN:VEVENT")
        event = next(e for e in events if f"UID:{IDENT}." in e)
        assert "SEQUENCE:0" in event
        assert f"STATUS:{status}" in event
        assert f"DTSTART:{start:%Y%m%dT%H%M00Z}" in event
        assert (past / "plan.yaml").read_bytes() == before
        assert run("check", cwd=past, now=LATER).returncode == 0
        assert run("correct", cwd=past, now=LATER).returncode == 0


def test_the_rule_agreed_on_is_held_against_who_came(past: Path, run: Run) -> None:
    """Which hour is due, with the numbers and whom it shuts out; which stays; what nobody wrote."""
    rows = [f"{IDENT},{name}" for name in ("ca-laval", "Memorial University")]
    put(ATTENDANCE, "\n".join(["session,member", *rows]).encode())(past)
    said = " ".join(_plan(past, run).split())
    assert "Agreed: after 1 session of a series, an hour to which less than 50% came is reviewed." in said
    assert re.search(
        r"Besrour Café, \d+:\d\d [ap]\.m\. Toronto: 2 of 39 invitations to 1 session were taken up \(5%\): "
        r"the hour is due for review\. Least from: Central Africa 0 of 4 \(0%\), East Africa 0 of 2 \(0%\), ",
        said.replace("\u00a0", " "),
    )
    assert f"Nobody wrote who came to 1 session ({GROUP}): fill sessions/attendance.csv" in said
    french = " ".join(run("plan", cwd=past, now=LATER, lang="fr").stdout.split())
    assert "2 invitations sur 39 à 1 séance ont été suivies (5 %); l’heure est à revoir." in french
    review = json.loads(_plan(past, run, "--json"))["review"]
    [hour] = review["hours"] if len(review["hours"]) == 1 else [h for h in review["hours"] if h["came"]]
    assert (hour["series"], hour["verdict"], hour["came"], hour["invited"]) == ("cafe", "due", 2, 39)
    assert (hour["sessions"], hour["unknown"]) == ([IDENT], [])
    assert hour["regions"][-1] == {"region": "Canada", "came": 2, "invited": hour["regions"][-1]["invited"]}
    everyone = [m for m in (past / "sessions/members.csv").read_text(encoding="utf-8").splitlines()[1:] if m]
    rows = [f"{IDENT},{line.split(',')[0]}" for line in everyone]
    put(ATTENDANCE, "\n".join(["session,member", *rows]).encode())(past)
    assert "39 of 39 invitations to 1 session were taken up (100%): the hour stays." in " ".join(
        _plan(past, run).split()
    )


@pytest.mark.thorough
@pytest.mark.small
def test_what_only_the_clock_can_tell_is_told_by_check_and_plan(past: Path, run: Run) -> None:
    """Before the session such words are a mistake at their line; afterwards the same folder is in order."""
    add(CAFE, "took_place: no\n")(past)
    line = (past / CAFE).read_text(encoding="utf-8").count("\n")
    for command in ("check", "plan"):
        answer = run(command, cwd=past)
        assert answer.returncode == 1
        assert f"{CAFE}:{line}:13: mistake:" in answer.stdout + answer.stderr
        assert f"besrour cancel {IDENT}" in answer.stdout + answer.stderr
        assert run(command, cwd=past, now=LATER).returncode == 0
    put(ATTENDANCE, b"session,member\n2027-02-cafe,ca-laval\n")(past)
    answer = run("plan", cwd=past, now=LATER)
    assert answer.returncode == 0
    assert f"{ATTENDANCE}:2:1: warning:" in answer.stderr


@pytest.mark.thorough
@pytest.mark.small
def test_odd_minutes_and_sessions_of_the_past_are_shown_whole(past: Path, run: Run) -> None:
    """11:20 is not cut on eighty columns; why a session was then, or was not at all, is answered."""
    session = (past / CAFE).read_text(encoding="utf-8")
    told = f"{_late(past):%H:%M}"
    put(CAFE, f"{session}took_place: {{start: {_late(past):%Y-%m-%dT%H:%MZ}}}\n".encode())(past)
    year = _plan(past, run).split("* a night there")[0]
    assert "…" not in year
    assert re.search(rf"\b{told.lstrip('0')}\b", year)  # Accra is on UTC
    assert "It has been held." in _ask(past, run, "why", IDENT)
    put(CAFE, f"{session}took_place: no\n".encode())(past)
    _plan(past, run)
    assert "Nobody met, so it costs nothing" in _ask(past, run, "why", IDENT)
    _ask(past, run, "cancel", "2027-02-cafe", "--yes")
    assert "It is called off." in _ask(past, run, "why", "2027-02-cafe")


@pytest.mark.thorough
def test_answers_to_the_announced_hour_stand(past: Path, run: Run) -> None:
    """She said yes to 11:00 and it began at 11:20: her answer is not one to a former time."""
    before = invitations(_desk(past))
    add(CAFE, f"took_place: {{start: {_late(past):%Y-%m-%dT%H:%MZ}}}\n")(past)
    _plan(past, run)
    assert invitations(_desk(past)) == before


def _desk(folder: Path) -> Workspace:
    programme = load(str(folder)).programme
    assert programme
    stored = plans.read(str(folder), programme.id)
    return Workspace(str(folder), programme, stored.plan, stored.digest)
