"""A coordinator's year: start, check, plan, invite, write the newsletter, export, and change her mind."""

from __future__ import annotations

import email
import email.policy
import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from besrour_cli.storage.state import plan_file as plans
from support.commands.told import opened

Run = Callable[..., subprocess.CompletedProcess[str]]


def _plan(folder: Path) -> dict[str, dict[str, object]]:
    sessions: dict[str, dict[str, object]] = yaml.safe_load((folder / "plan.yaml").read_text("utf-8"))[
        "sessions"
    ]
    return sessions


def test_init_makes_a_folder_that_has_no_mistake(fresh: Path, run: Run) -> None:
    """What ``init`` writes passes ``check`` with nothing to say."""
    answer = run("check", cwd=fresh)
    assert answer.returncode == 0, answer.stdout
    assert "no mistake" in answer.stdout


def test_init_never_writes_into_a_folder_that_holds_something(fresh: Path, run: Run) -> None:
    """A second ``init`` on the same folder is refused and changes nothing."""
    before = {p: p.read_bytes() for p in fresh.rglob("*") if p.is_file()}
    answer = run("init", str(fresh), cwd=fresh.parent)
    assert answer.returncode == 4
    assert "exists already" in answer.stderr
    assert {p: p.read_bytes() for p in fresh.rglob("*") if p.is_file()} == before


def test_the_world_example_checks_and_plans(tmp_path: Path, run: Run) -> None:
    """The second example shows other regions and another domain, and runs as well."""
    assert run("init", "world", "--example", "world", cwd=tmp_path).returncode == 0
    assert run("check", cwd=tmp_path / "world").returncode == 0
    answer = run("plan", "--json", cwd=tmp_path / "world")
    assert answer.returncode == 0, answer.stderr
    assert len({person["region"] for person in json.loads(answer.stdout)["people"]}) >= 4


def test_plan_gives_every_session_a_time_inside_its_window(planned: Path, run: Run) -> None:
    """The shape that others script against, and every start within the dates the files give."""
    data = json.loads(run("plan", "--json", cwd=planned).stdout)
    assert set(data) >= {"sessions", "people", "steps", "tzdata"}
    windows = {session.id: session.window for session in opened(planned).programme.sessions}
    assert {s["id"] for s in data["sessions"]} == set(windows)
    for session in data["sessions"]:
        assert set(session) >= {"id", "series", "start", "end", "state"}
        window = windows[session["id"]]
        day = datetime.fromisoformat(session["start"]).astimezone(ZoneInfo("America/Toronto")).date()
        assert window.first <= day <= window.last
    for person in data["people"]:
        assert set(person) >= {"id", "zone", "region", "burden", "nights"}
    for step in data["steps"]:
        assert set(step) >= {"name", "value", "bound"}
        assert step["bound"] <= step["value"] + 1e-6


def test_planning_again_changes_no_byte(planned: Path, run: Run) -> None:
    """The same files give the same plan, to the byte, a month later."""
    before = (planned / "plan.yaml").read_bytes()
    assert run("plan", cwd=planned, now="2026-12-20T09:00Z").returncode == 0
    assert (planned / "plan.yaml").read_bytes() == before


@pytest.mark.small
def test_an_announced_session_keeps_its_time_when_the_roster_changes(planned: Path, run: Run) -> None:
    """Letters fix a session: a new plan with fewer people moves others perhaps, never that one."""
    assert run("announce", "2027-02-cafe", "--yes", cwd=planned).returncode == 0
    told = _plan(planned)["2027-02-cafe"]
    assert told["state"] == "announced"
    roster = planned / "sessions" / "members.csv"
    lines = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not re.match(r"(ke|ug|zm|zw|bw|ls)-", line)]
    required = {
        i
        for p in (planned / "sessions").glob("*.yaml")
        for i in re.findall(r"\b[a-z]{2}-[a-z0-9]+\b", p.read_text(encoding="utf-8"))
    }
    kept = [line for line in lines if line in kept or line.split(",")[0] in required]
    assert len(kept) < len(lines)
    roster.write_text("".join(kept), encoding="utf-8")
    answer = run("plan", cwd=planned)
    assert answer.returncode == 0, answer.stderr
    assert _plan(planned)["2027-02-cafe"]["start"] == told["start"]


def test_invite_writes_one_letter_a_person_and_announces_nothing(planned: Path, run: Run) -> None:
    """One ``.eml`` a person below out/letters/, both languages in it, her own hour."""
    answer = run("invite", "2027-01-cafe", "--json", cwd=planned)
    assert answer.returncode == 0, answer.stderr
    letters = json.loads(answer.stdout)["sessions"][0]["letters"]
    files = sorted((planned / "out").rglob("*.eml"))
    assert [f"out/{p.relative_to(planned / 'out').as_posix()}" for p in files] == sorted(
        x["file"] for x in letters
    )
    assert len(files) >= 36
    for letter in letters:
        message = email.message_from_bytes(
            (planned / letter["file"]).read_bytes(), policy=email.policy.default
        )
        text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        hour, minute = letter["local"][11:16].split(":")
        french = {"00:00": "minuit", "12:00": "midi"}.get(letter["local"][11:16])
        french = french or f"{int(hour)}\u00a0h" + (f"\u00a0{minute}" if minute != "00" else "")
        assert french in text
        assert str(message["To"]).endswith("example.org>") or "example.org" in str(message["To"])


@pytest.mark.small
def test_the_same_letters_again_change_no_byte(planned: Path, run: Run) -> None:
    """A re-run a week later writes nothing: letters carry the moment they were announced."""
    assert run("announce", "2027-01-cafe", "--yes", cwd=planned).returncode == 0
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (planned / "out").rglob("*.eml")}
    answer = run("invite", "2027-01-cafe", cwd=planned, now="2026-11-29T08:00Z")
    assert answer.returncode == 0
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (planned / "out").rglob("*.eml")} == before
    assert "0 written" in answer.stdout


@pytest.mark.small
def test_a_moved_session_raises_its_sequence_and_becomes_an_update(planned: Path, run: Run) -> None:
    """She changes her mind: the window moves, ``--move`` frees the session, the next letter is an update."""
    assert run("announce", "2027-02-cafe", "--yes", cwd=planned).returncode == 0
    path = planned / "sessions" / "2027-02-cafe.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(r"window: .*", "window: {from: 2027-03-30, to: 2027-04-08}", text), encoding="utf-8"
    )
    told = _plan(planned)["2027-02-cafe"]
    assert run("plan", cwd=planned).returncode == 0
    assert _plan(planned)["2027-02-cafe"]["start"] == told["start"], "announced: it stays"
    answer = run("move", "2027-02-cafe", "--yes", cwd=planned)
    assert answer.returncode == 0, answer.stderr
    moved = _plan(planned)["2027-02-cafe"]
    assert moved["state"] == "moved"
    assert moved["sequence"] == 1
    assert moved["start"] != told["start"]
    letters = json.loads(run("invite", "2027-02-cafe", "--json", cwd=planned).stdout)["sessions"][0]
    assert letters["kind"] == "update" and {one["kind"] for one in letters["letters"]} == {"update"}
    assert _plan(planned)["2027-02-cafe"]["state"] == "moved", "looking at letters tells nobody"
    assert run("announce", "2027-02-cafe", "--yes", cwd=planned).returncode == 0
    assert _plan(planned)["2027-02-cafe"]["state"] == "announced"


@pytest.mark.small
def test_a_cancelled_session_writes_cancellations(planned: Path, run: Run) -> None:
    """Calling a session off that people know of gives cancellations with a higher SEQUENCE."""
    assert run("announce", "2027-02-cafe", "--yes", cwd=planned).returncode == 0
    assert run("cancel", "2027-02-cafe", "--yes", cwd=planned).returncode == 0
    letters = json.loads(run("invite", "2027-02-cafe", "--json", cwd=planned).stdout)["sessions"][0]
    assert letters["kind"] == "cancellation"
    first = next((planned / "out").rglob("*.eml")).read_bytes()
    assert (
        b"METHOD:CANCEL" in first.replace(b"=3A", b":")
        or b"method=CANCEL" in first
        or b"cancel" in first.lower()
    )
    assert _plan(planned)["2027-02-cafe"]["sequence"] == 1


def test_export_writes_calendars_without_secrets(planned: Path, run: Run) -> None:
    """The calendar for all holds the published series, a group's its own; nothing secret is in any."""
    answer = run("export", cwd=planned)
    assert answer.returncode == 0, answer.stderr
    files = sorted((planned / "out" / "calendar").glob("*.ics"))
    assert files
    assert files == sorted((planned / "out").rglob("*.ics"))
    everything = b"".join(p.read_bytes() for p in files)
    counts = {p.name: p.read_bytes().count(b"BEGIN:VEVENT") for p in files}
    assert counts["all.ics"] == counts["series-cafe.ics"] == 12
    assert counts["group-working-group.ics"] == counts["series-working-group.ics"] == 12
    assert counts["series-advisory.ics"] == 5
    for secret in (b"cafe27", b"groupe27", b"81234567890", b"memorial@example.org"):
        assert secret not in everything


def test_newsletter_is_written_in_both_languages(planned: Path, run: Run) -> None:
    """Text, web page and Markdown, both languages in each, no join link in any."""
    answer = run("newsletter", cwd=planned)
    assert answer.returncode == 0, answer.stderr
    files = [p for p in (planned / "out").rglob("*") if p.is_file()]
    assert {p.suffix for p in files} == {".txt", ".html", ".md"}
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "médecine familiale" in text
        assert "amily medicine" in text
        assert "cafe27" not in text
        assert "81234567890" not in text


def test_when_shows_the_fixed_shape(fresh: Path, run: Run) -> None:
    """The JSON that others script against."""
    answer = run(
        "when", "2026-12-09T14:00Z", "--place", "Vancouver", "--place", "Africa/Lagos", "--json", cwd=fresh
    )
    data = json.loads(answer.stdout)
    assert data["utc"] == "2026-12-09T14:00Z"
    assert data["tzdata"] >= "2026f"
    first, second = data["places"]
    assert (first["input"], first["zone"], first["local"]) == (
        "Vancouver",
        "America/Vancouver",
        "2026-12-09T07:00:00-07:00",
    )
    assert (second["zone"], second["local"]) == ("Africa/Lagos", "2026-12-09T15:00:00+01:00")
    assert "7:00\u00a0a.m." in first["en"]
    assert "7\u00a0h" in first["fr"]


def test_when_reads_a_local_time_and_its_place(fresh: Path, run: Run) -> None:
    """A date, an hour and a place name the same instant, quoted or not."""
    data = json.loads(
        run("when", "2026-12-09 15:00 Africa/Lagos", "--json", "--place", "Accra", cwd=fresh).stdout
    )
    assert data["utc"] == "2026-12-09T14:00Z"
    loose = json.loads(
        run("when", "2026-12-09", "15", "h", "Accra", "--json", "--place", "Accra", cwd=fresh).stdout
    )
    assert loose["utc"] == "2026-12-09T15:00Z"


def test_when_without_places_shows_the_roster(fresh: Path, run: Run) -> None:
    """Every place of the roster, each once."""
    data = json.loads(run("when", "2026-12-09T14:00Z", "--json", cwd=fresh).stdout)
    names = [place["place"] for place in data["places"]]
    assert len(names) == len(set(names)) > 20
    assert {"Vancouver", "St. John's", "Kinshasa"} <= {n.replace("’", "'") for n in names}


def test_a_local_time_that_the_clock_skips_is_refused_with_both_readings(fresh: Path, run: Run) -> None:
    """02:30 in Toronto on the spring change: exit 2, and what could be meant."""
    answer = run("when", "2027-03-14 02:30 Toronto", cwd=fresh)
    assert answer.returncode == 2
    assert "01:30" in answer.stderr
    assert "03:30" in answer.stderr


def test_a_local_time_that_comes_twice_is_refused_with_both_readings(fresh: Path, run: Run) -> None:
    """01:30 in Toronto on the autumn change: exit 2, and both instants."""
    answer = run("when", "2027-11-07 01:30 Toronto", cwd=fresh)
    assert answer.returncode == 2
    assert "2027-11-07T05:30Z" in answer.stderr
    assert "2027-11-07T06:30Z" in answer.stderr


@pytest.mark.small
def test_check_finds_a_printed_time_that_a_law_made_untrue(planned: Path, run: Run) -> None:
    """A printed reading that the zone data contradicts: exit 1, old and new time named."""
    assert run("announce", "2027-01-cafe", "--yes", cwd=planned).returncode == 0
    assert run("check", cwd=planned).returncode == 0
    stored = plans.read(str(planned), "besrour-cafe-2027")
    slot = stored.plan.slots["2027-01-cafe"]
    wrong = [
        p._replace(local=(datetime.fromisoformat(p.local) - timedelta(hours=1)).isoformat())
        if p.zone == "America/Vancouver"
        else p
        for p in slot.printed
    ]
    slots = {**stored.plan.slots, slot.session: replace(slot, printed=tuple(wrong))}
    plans.write(str(planned), replace(stored.plan, slots=slots), stored.digest)
    answer = run("check", "--json", cwd=planned)
    assert answer.returncode == 1
    drift = json.loads(answer.stdout)["drift"]
    assert [(d["session"], d["zone"], d["minutes"]) for d in drift] == [
        ("2027-01-cafe", "America/Vancouver", 60)
    ]
    assert "Vancouver" in run("check", cwd=planned, lang="fr").stdout


def test_version_names_the_zone_data(tmp_path: Path, run: Run) -> None:
    """The same answer by the fast way and the long way."""
    fast = run("--version", cwd=tmp_path).stdout
    assert re.fullmatch(r"besrour \d+\.\d+\.\d+ \(tzdata 20\d\d[a-z], (package|system)\)\n", fast)
    assert run("--lang", "fr", "--version", cwd=tmp_path).stdout == fast
