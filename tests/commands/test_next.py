"""``besrour`` alone says what to do next, also beside mistakes, and the machine's clock sends what is due."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.commands.edits import few
from support.commands.letters import EVERYBODY
from support.delivery.smtp_server import Postbox

pytestmark = pytest.mark.small
Run = Callable[..., subprocess.CompletedProcess[str]]
CAFE = "2027-01-cafe"


@pytest.fixture
def january(planned: Path, run: Run) -> Path:
    """January planned, nothing announced; the other months are no longer there."""
    few(planned)
    (planned / "sessions/2027-01-working-group.yaml").unlink()
    answer = run("plan", cwd=planned)
    assert answer.returncode == 0, answer.stderr
    return planned


def due(folder: Path, run: Run, now: str) -> list[tuple[str, str]]:
    """The kinds and commands of what is due."""
    answer = run("next", "--json", cwd=folder, now=now)
    assert answer.returncode == 0, answer.stderr
    found: dict[str, Any] = json.loads(answer.stdout)
    return [(task["kind"], task["command"]) for task in found["due"]]


def test_alone_it_helps_outside_and_says_what_to_do_inside(fresh: Path, run: Run) -> None:
    """Outside of any programme the commands are shown; inside, the first thing to do."""
    assert "Usage: besrour" in run(cwd=fresh.parent).stdout
    said = run(cwd=fresh).stdout
    assert "5 sessions have no start yet." in said
    assert "besrour plan" in said


def test_nothing_to_do_names_the_next_thing(january: Path, run: Run) -> None:
    """Long before the invitations a day is named, in both languages."""
    english = run(cwd=january, now="2026-11-22T12:00Z").stdout.replace("\u00a0", " ")
    assert english.splitlines()[0] == "Nothing to do today."
    assert "Then, on Thursday, December 24, 2026: 2027-01-cafe" in english
    french = run(cwd=january, now="2026-11-22T12:00Z", lang="fr").stdout.replace("\u00a0", " ")
    assert french.splitlines()[0] == "Rien à faire aujourd’hui."
    assert "Ensuite, le jeudi 24 décembre 2026 : 2027-01-cafe, le jeudi 21 janvier" in french


def test_a_mistake_does_not_hide_the_list(january: Path, run: Run) -> None:
    """A broken file comes first, and what is due stands below it."""
    path = january / f"sessions/{CAFE}.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "colour: red\n", encoding="utf-8")
    assert run("check", cwd=january).returncode == 1
    assert due(january, run, "2026-12-24T17:00Z") == [
        ("mistakes", "besrour check"),
        ("invite", f"besrour send {CAFE}"),
    ]


@pytest.mark.thorough
def test_a_year_of_one_cafe_as_the_list_tells_it(january: Path, box: Postbox, run: Run) -> None:
    """Invite, change, tell, remind twice, the sheet, record: each is due until it is done."""
    with (january / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write(f"mail:\n  host: localhost\n  port: {box.port}\n  rate: 0\n")
    noon, invite = "2026-12-24T17:00Z", ("invite", f"besrour send {CAFE}")
    assert due(january, run, noon) == [invite]
    assert run("send", CAFE, "--yes", cwd=january, now=noon).returncode == 0
    assert due(january, run, noon) == []
    assert (
        run("move", CAFE, "--to", "2027-01-21 10:00 Toronto", "--yes", cwd=january, now=noon).returncode == 0
    )
    assert due(january, run, noon) == [("tell", f"besrour send {CAFE}")]
    assert run("send", CAFE, "--yes", cwd=january, now=noon).returncode == 0
    assert due(january, run, noon) == []
    sent = len(box.taken)
    remind, sheet = ("remind", "besrour send --due"), ("sheet", f"besrour sheet {CAFE}")
    for day, expected in (("2027-01-14T17:00Z", [remind]), ("2027-01-20T17:00Z", [remind, sheet])):
        assert due(january, run, day) == expected, day
        for _again in range(2):
            answer = run("send", "--due", "--yes", cwd=january, now=day)
            assert answer.returncode == 0, answer.stderr
        assert due(january, run, day) == expected[1:]
        assert len(box.taken) == sent + EVERYBODY
        sent += EVERYBODY
    ids = [line for taken in box.taken for line in taken.data.splitlines() if line.startswith(b"Message-ID")]
    assert len(set(ids)) == len(ids) == 4 * EVERYBODY
    assert run("sheet", CAFE, cwd=january, now="2027-01-20T17:00Z").returncode == 0
    assert due(january, run, "2027-01-20T17:00Z") == []
    after = "2027-01-22T12:00Z"
    assert [kind for kind, _command in due(january, run, after)] == ["record"]
    with (january / f"sessions/{CAFE}.yaml").open("a", encoding="utf-8") as file:
        file.write("took_place: yes\n")
    assert due(january, run, after) == []


def test_who_declined_is_not_reminded(january: Path, box: Postbox, run: Run) -> None:
    """One said no by telephone: the reminder goes to the others, and the list is done."""
    with (january / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write(f"mail:\n  host: localhost\n  port: {box.port}\n  rate: 0\n")
    noon, day = "2026-12-24T17:00Z", "2027-01-14T17:00Z"
    assert run("send", CAFE, "--yes", cwd=january, now=noon).returncode == 0
    words = ("replies", "--record", "zm-1", "--session", CAFE, "--answer", "no")
    assert run(*words, cwd=january, now=noon).returncode == 0
    before = len(box.taken)
    assert run("send", "--due", "--yes", cwd=january, now=day).returncode == 0
    assert len(box.taken) == before + EVERYBODY - 1
    assert due(january, run, day) == []


def test_no_reminder_is_due_is_no_fault(january: Path, box: Postbox, run: Run) -> None:
    """A machine that asks every morning gets exit code 0; --due and a session, or neither, are refused."""
    with (january / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write(f"mail:\n  host: localhost\n  port: {box.port}\nremind: no\n")
    answer = run("send", "--due", "--yes", cwd=january)
    assert (answer.returncode, answer.stdout) == (0, "No reminder is due.\n")
    assert run("send", CAFE, "--due", "--yes", cwd=january).returncode == 2
    assert run("send", "--yes", cwd=january).returncode == 2


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("[7, 1]", True),
        ("7 days", True),
        ("[14 jours, 2 j]", True),
        ("no", True),
        ("non", True),
        ("0", False),
    ],
)
def test_days_before_as_people_write_them(text: str, good: bool, fresh: Path, run: Run) -> None:
    """``remind:`` reads numbers with or without their word, and refuses what is none with an example."""
    with (fresh / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write(f"remind: {text}\nreports: [2027-06-30]\n")
    answer = run("check", cwd=fresh)
    assert (answer.returncode == 0) == good, answer.stdout
    assert good or "write remind: [7, 1]" in answer.stdout


def test_who_left_with_an_entry_is_a_task_of_its_own(january: Path, run: Run) -> None:
    """The one who left is offered a letter; nobody else is said to be ignorant of anything."""
    noon = "2026-12-23T17:00Z"
    assert run("announce", CAFE, "--yes", cwd=january, now=noon).returncode == 0
    assert due(january, run, noon) == []
    assert run("leave", "zm-1", "--yes", cwd=january, now=noon).returncode == 0
    assert due(january, run, noon) == [("withdraw", f"besrour send {CAFE}")]
    said = run(cwd=january, now=noon).stdout
    assert "1 person is no longer invited and still has it in the calendar." in said


@pytest.mark.thorough
@pytest.mark.small
def test_the_sheet_is_due_again_when_it_is_no_longer_true(january: Path, run: Run) -> None:
    """Made once the tables are, it is done; other tables make it old; in French it is said as well."""
    assert run("announce", CAFE, "--yes", cwd=january, now="2026-12-23T17:00Z").returncode == 0
    day, sheet = "2027-01-19T12:00Z", ("sheet", f"besrour sheet {CAFE}")
    assert sheet in due(january, run, day)
    assert run("sheet", CAFE, cwd=january, now=day).returncode == 0
    assert sheet not in due(january, run, day)
    assert run("tables", CAFE, "--seconds", "2", cwd=january, now=day).returncode == 0
    assert sheet in due(january, run, day)
    said = run(cwd=january, now=day, lang="fr").stdout.replace("\u00a0", " ")
    assert "le déroulement n’est pas encore fait" in " ".join(said.split())


@pytest.mark.small
def test_what_tables_said_is_asked_for_until_it_is_there(january: Path, run: Run) -> None:
    """After a session with tables, their notes; once they are in responses/, or after two months, no more."""
    assert run("announce", CAFE, "--yes", cwd=january, now="2026-12-23T17:00Z").returncode == 0
    assert run("tables", CAFE, "--seconds", "2", cwd=january, now="2027-01-18T12:00Z").returncode == 0
    after, harvest = "2027-01-22T12:00Z", ("harvest", "besrour check")
    assert harvest in due(january, run, after)
    assert harvest not in due(january, run, "2027-04-01T12:00Z")
    (january / "responses").mkdir(exist_ok=True)
    notes = january / "out/tables" / CAFE / "notes.md"
    (january / "responses/notes.md").write_bytes(notes.read_bytes())
    assert harvest not in due(january, run, after)


def test_mentors_are_brought_together_and_introduced(january: Path, box: Postbox, run: Run) -> None:
    """Four weeks before the term, then until each group has its letter."""
    with (january / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write(f"mail:\n  host: localhost\n  port: {box.port}\n  rate: 0\n")
        file.write("mentors:\n  from: 2027-01-18\n  to: 2027-06-25\n  topics:\n")
        file.write("    teaching: {en: Clinical teaching, fr: L’enseignement clinique}\n")
    rows = "member,offers,asks\nca-dalhousie,teaching,\ngh-1,,teaching\n"
    (january / "sessions/mentors.csv").write_text(rows, encoding="utf-8")
    make, introduce = ("mentors", "besrour mentors"), ("introduce", "besrour send mentors")
    assert make not in due(january, run, "2026-12-20T12:00Z")
    day = "2026-12-22T17:00Z"
    assert make in due(january, run, day)
    assert run("mentors", "--seconds", "2", cwd=january, now=day).returncode == 0
    assert introduce in due(january, run, day) and make not in due(january, run, day)
    assert run("send", "mentors", "--yes", cwd=january, now=day).returncode == 0
    assert not {make, introduce} & set(due(january, run, day))


def test_a_report_is_written_by_its_own_command(january: Path, run: Run) -> None:
    """Two weeks before the committee's date, ``besrour report`` is what to paste."""
    with (january / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write("reports: [2027-06-30]\n")
    assert ("report", "besrour report") in due(january, run, "2027-06-17T12:00Z")
