"""When a law moves a clock: check says so, the other commands warn, correct writes to those it touches."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from besrour_cli.model.plan import PublishedReading, ScheduledSession
from besrour_cli.storage.state import plan_file as plans
from besrour_cli.storage.state.plan_format import parse
from support.commands import announced

Run = Callable[..., subprocess.CompletedProcess[str]]
TOUCHED = {"ca-alberta", "ca-calgary", "ca-manitoba", "ca-ubc", "ma-casablanca"}


@pytest.fixture
def drifted(fresh: Path) -> Path:
    """A folder whose January café was announced with the zone data of 2025."""
    announced.announce(fresh)
    return fresh


def slot_of(folder: Path) -> ScheduledSession:
    return parse((folder / "plan.yaml").read_text(encoding="utf-8")).slots[announced.CAFE]


def files(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def text_of(path: Path) -> str:
    body = message_from_bytes(path.read_bytes(), policy=default).get_body(("plain",))
    assert body
    return " ".join(body.get_content().split())


def test_check_names_whom_a_law_touches(drifted: Path, run: Run) -> None:
    """Exit 1; the place, the people, the hour printed and the true one, the days left."""
    answer = run("check", cwd=drifted)
    assert answer.returncode == 1
    assert "2027-01-cafe, Wednesday, January\u00a020, 2027, in 59 days:" in answer.stdout
    assert "Vancouver: printed 6:00\u00a0a.m., the clock will show 7:00\u00a0a.m.; 1 person:" in answer.stdout
    assert "Casablanca: printed 3:00\u00a0p.m., the clock will show 2:00\u00a0p.m." in answer.stdout
    assert "besrour correct" in answer.stdout
    french = run("check", cwd=drifted, lang="fr").stdout
    assert "Vancouver\u00a0: 6\u00a0h annoncé, l’horloge affichera 7\u00a0h" in french
    found = json.loads(run("check", "--json", cwd=drifted).stdout)["drift"]
    assert {m for drift in found for m in drift["members"]} == TOUCHED
    assert {(d["zone"], d["minutes"], d["days"]) for d in found} == {
        ("America/Vancouver", 60, 59),
        ("America/Edmonton", 60, 59),
        ("America/Winnipeg", 60, 59),
        ("Africa/Casablanca", -60, 59),
    }


def test_no_false_alarm(fresh: Path, run: Run) -> None:
    """Printed with today's data, nothing has drifted; nor has anything once the session is over."""
    announced.announce(fresh, old=False)
    answer = run("check", "--json", cwd=fresh)
    assert (answer.returncode, json.loads(answer.stdout)["drift"]) == (0, [])
    assert "nothing to correct" in run("correct", cwd=fresh).stdout
    announced.announce(fresh)
    later = run("check", "--json", cwd=fresh, now="2027-01-21T12:00Z")
    assert json.loads(later.stdout)["drift"] == []


@pytest.mark.thorough
@pytest.mark.parametrize(
    "words",
    [("invite", announced.CAFE), ("export",), ("plan", "--dry-run", "--seconds", "1")],
)
def test_other_commands_warn_loudly_and_go_on(words: tuple[str, ...], drifted: Path, run: Run) -> None:
    """On stderr, so that --json stays whole."""
    answer = run(*words, "--json", cwd=drifted)
    assert answer.returncode == 0, answer.stderr
    json.loads(answer.stdout)
    assert "5 printed local times are no longer true" in answer.stderr
    assert "Vancouver: printed 6:00" in answer.stderr
    announced.announce(drifted, old=False)
    assert "no longer true" not in run(*words, cwd=drifted).stderr


def test_correct_writes_to_those_touched_and_to_no_one_else(drifted: Path, run: Run) -> None:
    """Same instant, SEQUENCE one higher, both hours in both languages, and the drift is gone."""
    before = slot_of(drifted)
    trial = files(drifted)
    assert run("correct", "--dry-run", cwd=drifted).returncode == 0
    assert files(drifted) == trial, "a trial writes nothing"
    answer = run("correct", "--json", cwd=drifted)
    assert answer.returncode == 0, answer.stderr
    (session,) = json.loads(answer.stdout)["sessions"]
    assert (session["kind"], session["before"], session["start"]) == (
        "correction",
        "2027-01-20T14:00Z",
        "2027-01-20T14:00Z",
    )
    letters = drifted / "out" / "letters" / announced.CAFE
    assert {path.stem for path in letters.iterdir()} == TOUCHED
    letter = text_of(letters / "ca-ubc.eml")
    assert "no longer Wednesday, January 20, 2027, 6:00 a.m." in letter
    assert "it is now 7:00 a.m., Wednesday, January 20, 2027." in letter
    assert "ce moment n’est plus le mercredi 20 janvier 2027, 6 h" in letter
    assert "c’est maintenant le mercredi 20 janvier 2027, 7 h" in letter
    raw = (letters / "ca-ubc.eml").read_bytes()
    calendars = [p for p in message_from_bytes(raw).walk() if p.get_content_type() == "text/calendar"]
    assert any(b"SEQUENCE:1\r\n" in bytes(part.get_payload(decode=True)) for part in calendars)
    after = slot_of(drifted)
    assert (after.sequence, after.edition) == (before.sequence + 1, before.edition + 1)
    assert (after.start, after.hash) == (before.start, before.hash)
    assert run("check", cwd=drifted).returncode == 0
    again = files(drifted)
    assert "nothing to correct" in run("correct", cwd=drifted).stdout
    assert files(drifted) == again, "a second time there is nothing to do"


def test_keeping_a_clock_is_asked_shown_and_moves_everyone(drifted: Path, run: Run) -> None:
    """Not without a yes; what moves is shown; then an update for all, an hour earlier for the world."""
    untouched = files(drifted)
    answer = run("correct", "--keep-clock", "Vancouver", cwd=drifted)
    assert answer.returncode == 2
    assert "--dry-run" in answer.stderr
    shown = run("correct", "--keep-clock", "Vancouver", "--dry-run", cwd=drifted).stdout
    assert (
        "moves from Wednesday, January\u00a020, 2027, 9:00\u00a0a.m. (Toronto) to Wednesday"
        in shown.replace("\n", " ")
    )
    assert "Vancouver: 6:00\u00a0a.m., as printed" in shown
    assert "Accra: printed 2:00\u00a0p.m., then 1:00\u00a0p.m." in shown
    assert files(drifted) == untouched
    done = run("correct", "--keep-clock", "Vancouver", "--yes", "--json", cwd=drifted)
    assert done.returncode == 0, done.stderr
    (session,) = json.loads(done.stdout)["sessions"]
    assert (session["kind"], session["start"]) == ("update", "2027-01-20T13:00Z")
    assert len(session["letters"]) > 30
    accra = next(p for p in (drifted / "out/letters" / announced.CAFE).glob("gh-*.eml"))
    assert re.search(r"announced for Wednesday, January\s20, 2027, 2:00\sp\.m\.", text_of(accra))
    assert run("check", cwd=drifted).returncode == 0
    assert slot_of(drifted).sequence == 1


def test_a_clock_that_was_not_moved_cannot_be_kept(drifted: Path, run: Run) -> None:
    """Toronto's printed hour is true: there is nothing to keep (exit 3)."""
    answer = run("correct", "--keep-clock", "Toronto", cwd=drifted)
    assert answer.returncode == 3
    assert "no printed hour of Toronto is untrue" in answer.stderr
    assert run("correct", "2027-13-cafe", cwd=drifted).returncode == 2


@pytest.mark.small
def test_trust_this_letter_stands_only_where_a_rule_changed(drifted: Path, run: Run) -> None:
    """One line for Vancouver and Casablanca, none for Accra or Toronto."""
    announced.announce(drifted, old=False)
    assert run("invite", announced.CAFE, cwd=drifted).returncode == 0
    for path in (drifted / "out/letters" / announced.CAFE).iterdir():
        letter = text_of(path)
        said = "trust this letter" in letter
        assert said == (path.stem in TOUCHED), path.stem
        assert said == ("fiez-vous à cette lettre" in letter)


@pytest.mark.small
def test_an_old_copy_beside_changes_no_printed_time(planned: Path, tmp_path: Path, run: Run) -> None:
    """On a machine with the data of 2025, every command prints what it prints on a new one."""
    old = {"PYTHONTZPATH": str(announced.old_copy(tmp_path / "old"))}
    none = {"PYTHONTZPATH": ""}
    announced.announce(planned, old=False)
    words = [
        ("plan", "--dry-run", "--json"),
        ("invite", announced.CAFE, "--json"),
        ("when", "2027-01-20T14:00Z", "--json"),
        ("when", "2027-01-20 06:30 Vancouver", "--json"),
        ("place", "Vancouver", "--json"),
    ]
    for line in words:
        one, two = (run(*line, cwd=planned, environment=environment) for environment in (old, none))
        assert one.stdout == two.stdout, line
        assert one.returncode == two.returncode == 0, one.stderr
    outputs = []
    for name, environment in (("one", old), ("two", none)):
        folder = shutil.copytree(planned, tmp_path / name)
        assert run("invite", announced.CAFE, cwd=folder, environment=environment).returncode == 0
        assert run("export", cwd=folder, environment=environment).returncode == 0
        assert run("newsletter", cwd=folder, environment=environment).returncode == 0
        outputs.append({p.relative_to(folder): b for p, b in files(folder).items()})
    assert outputs[0] == outputs[1]
    vancouver = json.loads(
        run(
            "when", "2027-01-20T14:00Z", "--place", "Vancouver", "--json", cwd=planned, environment=old
        ).stdout
    )["places"][0]
    assert vancouver["local"] == "2027-01-20T07:00:00-07:00"


def test_check_says_which_data_is_used_and_when_to_doubt_the_machine(
    fresh: Path, tmp_path: Path, run: Run
) -> None:
    """The version, the old copy that disagrees and for whom; half a year of age warns."""
    old = {"PYTHONTZPATH": str(announced.old_copy(tmp_path / "old"))}
    answer = run("check", cwd=fresh, environment=old)
    assert answer.returncode == 0
    assert "own copy is older, 2025b" in answer.stdout
    assert re.search(
        r"warning: this computer's own time zone data \(2025b\) shows another hour", answer.stdout
    )
    assert "Vancouver" in answer.stdout
    same = {"PYTHONTZPATH": ""}
    data = json.loads(run("check", "--json", cwd=fresh, environment=same).stdout)["zone_data"]
    assert (data["source"], data["system"], data["warnings"]) == ("package", "", [])
    late = json.loads(run("check", "--json", cwd=fresh, environment=same, now="2029-06-01T12:00Z").stdout)
    assert "days old" in late["zone_data"]["warnings"][0]
    assert re.search(r"\(tzdata 20\d\d[a-z], package\)", run("--version", cwd=fresh, environment=old).stdout)


def test_a_place_that_left_the_data_is_a_mistake_with_its_name(drifted: Path, run: Run) -> None:
    """A zone that was printed and that the data lacks is named, and the rest is still checked."""
    plan = drifted / "plan.yaml"
    programme = json.loads(run("check", "--json", cwd=drifted).stdout)
    assert programme["drift"]
    stored = plans.read(str(drifted), parse(plan.read_text(encoding="utf-8")).programme)
    slot = stored.plan.slots[announced.CAFE]
    gone = PublishedReading("Atlantis", "Sea/Atlantis", "2027-01-20T14:00:00+00:00")
    slots = {announced.CAFE: replace(slot, printed=(*slot.printed, gone))}
    plans.write(str(drifted), replace(stored.plan, slots=slots), stored.digest)
    answer = run("check", cwd=drifted)
    assert answer.returncode == 1
    assert "does not know “Sea/Atlantis”, the zone of Atlantis" in answer.stdout
    assert "Vancouver: printed 6:00" in answer.stdout


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2060-07-01 12:00 Vancouver", "2060-07-01T19:00Z"),
        ("2099-01-15 12:00 Toronto", "2099-01-15T17:00Z"),
        ("1965-01-15 12:00 Toronto", "1965-01-15T17:00Z"),
        ("1969-07-20 20:17 Accra", "1969-07-20T20:17Z"),
    ],
)
def test_far_years_are_read_by_the_rules_the_data_has(moment: str, said: str, fresh: Path, run: Run) -> None:
    """Past 2037 and before 1970 too: the data's rules go on, and reach back."""
    answer = run("when", moment, "--place", "Accra", "--json", cwd=fresh)
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["utc"] == said
