"""Tables: ten people have said that they come; at the door some are missing, and one has come after all."""

from __future__ import annotations

import csv
import io
import json
import shutil
import stat
import subprocess
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from besrour_cli.clock.instants import instant_of
from besrour_cli.commands.workflows.letters.send_options import SendOptions
from besrour_cli.commands.workflows.letters.write_letters import prepare_letters, rendered_letters
from besrour_cli.commands.workflows.tables import make_tables
from besrour_cli.commands.workflows.tables_live import ask_who_is_there
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.people.tables import CafeTable, SessionTables
from besrour_cli.seating.values import Participant, Pool, TableSizes
from support.commands import announced, edits, told

Run = Callable[..., subprocess.CompletedProcess[str]]
CAFE = announced.CAFE
ENGLISH = ("ca-memorial", "ca-queens", "gh-1", "gh-2", "ke-1")
FRENCH = ("sn-dakar", "ml-bamako", "ci-abidjan", "ca-laval", "ca-sherbrooke")


@pytest.fixture(scope="module")
def _coming(_fresh: Path, tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    folder = Path(shutil.copytree(_fresh, tmp_path_factory.mktemp("coming") / "my-cafe"))
    announced.announce(folder, old=False)
    yes = ", ".join(f"{person} yes" for person in (*ENGLISH, *FRENCH))
    said = run("replies", "--session", CAFE, "--record", yes, cwd=folder)
    assert said.returncode == 0, said.stderr
    return folder


@pytest.fixture
def coming(_coming: Path, tmp_path: Path) -> Path:
    """A café that was announced, and ten who come."""
    return Path(shutil.copytree(_coming, tmp_path / "my-cafe"))


def tables_of(said: subprocess.CompletedProcess[str]) -> list[set[str]]:
    """The people of each table."""
    assert said.returncode == 0, said.stderr
    return [set(table["people"]) for table in json.loads(said.stdout)["tables"]]


def test_those_who_come_sit_where_they_are_understood(coming: Path, run: Run) -> None:
    """Five who speak English, three who speak French alone: each has a table, and everything is written."""
    said = run("tables", CAFE, "--json", cwd=coming)
    data = json.loads(said.stdout)
    assert sorted(person for table in tables_of(said) for person in table) == sorted((*ENGLISH, *FRENCH))
    assert sorted(table["language"] for table in data["tables"]) == ["en", "fr"]
    assert data["by_replies"] is True and all(step["proven"] for step in data["steps"])
    folder = coming / "out/tables" / CAFE
    assert sorted(path.name for path in folder.iterdir()) == [
        "host.pdf",
        "host.txt",
        "lines.txt",
        "notes.md",
        "rooms.txt",
        "zoom.csv",
    ]
    assert (folder / "host.pdf").read_bytes().startswith(b"%PDF-")
    for path in (coming / "tables.yaml", *folder.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    rows = list(csv.reader((folder / "zoom.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["Pre-assign Room Name", "Email Address"]
    assert {"Table 1 – English", "Table 2 – Français"} == {row[0] for row in rows[1:]}
    assert len(rows) == 11
    assert "dakar" in (folder / "lines.txt").read_text(encoding="utf-8")
    assert "meet.example.org" not in (folder / "lines.txt").read_text(encoding="utf-8")


def test_at_the_door_two_are_missing_and_one_has_come(coming: Path, run: Run) -> None:
    """The tables stay but for those who are missing; who has come after all sits where she is understood."""
    before = tables_of(run("tables", CAFE, "--json", cwd=coming))
    said = run("tables", CAFE, "--missing", "gh-2, ci-abidjan", "--here", "cd-kinshasa", "--json", cwd=coming)
    after = tables_of(said)
    assert {"cd-kinshasa", "ml-bamako", "sn-dakar"} <= max(after, key=lambda table: "sn-dakar" in table)
    assert {"gh-2", "ci-abidjan"}.isdisjoint(person for table in after for person in table)
    assert json.loads(said.stdout)["missing"] == ["ci-abidjan", "gh-2"]
    assert len(json.loads(said.stdout)["moved"]) <= 6 and len(before) == len(after)


def test_she_marks_who_is_there_with_a_key_each(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Here, not here, back and here after all, not here, then everybody is seated; or she stops."""
    announced.announce(fresh, old=False)
    workspace = told.opened(fresh)
    two = SessionTables((CafeTable(("ca-memorial", "ca-queens", "gh-1"), "en", "gh-1"),), ("gh-2",))
    monkeypatch.setattr("sys.stdin", io.StringIO("y\nn\nb\ny\nn\ny\ns\n"))
    assert ask_who_is_there(workspace, two, ()) == (("gh-1",), ("gh-2",))
    shown = capsys.readouterr().err
    assert "1 of 4. Memorial University, here?" in shown and "\x1b" not in shown
    monkeypatch.setattr("sys.stdin", io.StringIO("n\nq\n"))
    with pytest.raises(NegativeAnswer):
        ask_who_is_there(workspace, two, ())


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_somebody_asks_why(coming: Path, run: Run, lang: str) -> None:
    """Before there are tables the command says how to make them; then why she sits where she sits."""
    first = run("tables", CAFE, "--why", "sn-dakar", cwd=coming, lang=lang)
    assert first.returncode != 0 and f"besrour tables {CAFE}" in first.stderr
    shown = run("tables", CAFE, cwd=coming, lang=lang)
    assert {"en": "Table 2, in French", "fr": "Table 2, en français"}[lang] in shown.stdout
    said = run("tables", CAFE, "--why", "sn-dakar", cwd=coming, lang=lang)
    assert said.returncode == 0, said.stderr
    assert {"en": "no exchange leaves", "fr": "aucun échange"}[lang] in said.stdout


def test_a_session_that_is_called_off_has_no_tables(fresh: Path, run: Run) -> None:
    """Nobody is seated for a café that does not take place."""
    edits.called_off(fresh)
    said = run("tables", CAFE, cwd=fresh)
    assert said.returncode == 1 and "is called off" in said.stderr
    assert not (fresh / "tables.yaml").exists()


def test_nobody_speaks_both_and_she_is_told_what_would_help(fresh: Path, run: Run) -> None:
    """Five who speak English alone and three who speak French alone: no tables, and what would make them."""
    announced.announce(fresh, old=False)
    yes = ", ".join(f"{person} yes" for person in (*ENGLISH, "sn-dakar", "ml-bamako", "ci-abidjan"))
    assert run("replies", "--session", CAFE, "--record", yes, cwd=fresh).returncode == 0
    said = run("tables", CAFE, cwd=fresh)
    assert said.returncode == 1
    assert "1 person who speaks all the languages would make it possible" in said.stderr
    assert "tables of 3" in said.stderr
    assert not (fresh / "tables.yaml").exists() and not (fresh / "out").exists()
    settings = fresh / "sessions/programme.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\ntables:\n  size: 3-6\n  hosts: [cafe]\n", encoding="utf-8")
    assert len(tables_of(run("tables", CAFE, "--json", "--dry-run", cwd=fresh))) == 2
    settings.write_text(f"{text}\ntables:\n  size: 6-4\n", encoding="utf-8")
    refused = run("tables", CAFE, cwd=fresh)
    assert refused.returncode == 1 and "6-4" in refused.stderr and "programme.yaml" in refused.stderr


@pytest.mark.small
def test_reminders_say_where_each_sits(coming: Path, run: Run) -> None:
    """Each reads of her own table in both halves; without tables reminders are as before."""
    assert "vous êtes à la table" not in rendered(coming, "sn-dakar")
    assert run("tables", CAFE, "--seconds", "5", cwd=coming).returncode == 0
    dakar, memorial = rendered(coming, "sn-dakar"), rendered(coming, "ca-memorial")
    for letter in (dakar, memorial):
        assert "table 1" in letter or "table 2" in letter
        assert ("you sit at" in letter or "you host" in letter) and (
            "vous êtes à la table" in letter or "vous animez la table" in letter
        )
    assert "in French" in dakar and "en français" in dakar
    assert "in English" in memorial and "en anglais" in memorial
    assert rendered(coming, "za-1").count("vous êtes à la table") == 0


def rendered(folder: Path, member: str) -> str:
    """The text of a member's reminder, as it would be sent."""
    moment = instant_of("2027-01-15T12:00Z")
    assert moment is not None
    options = SendOptions(sessions=(CAFE,), send=True, dry_run=True, remind=True)
    [batch] = prepare_letters(told.opened(folder), options, moment).batches
    data = next(data for letter, data in rendered_letters(batch) if letter.member.id == member)
    body = message_from_bytes(data, policy=policy.default).get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).replace("\u00a0", " ").split())


def test_too_little_time_is_said_to_be_that(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that was stopped proves nothing; one that ended in time says that there are no tables."""
    english, french = (Participant(name, (code,)) for name, code in (("a", "en"), ("b", "fr")))
    pool = Pool((english, french), TableSizes(2, 2))
    with pytest.raises(NegativeAnswer, match="there are no tables"):
        make_tables(pool, 30.0)
    monkeypatch.setattr("besrour_cli.seating.arrange.possible", lambda *_: None)
    with pytest.raises(NegativeAnswer) as stopped:
        make_tables(Pool((english, french), TableSizes(1, 2)), 1e-9)
    assert "too short" in str(stopped.value.what) and "--seconds" in str(stopped.value.remedy)
