"""``besrour export --to caldav`` whole: programme folder, password file, a real server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from besrour_cli.storage.programme.load import load
from support.checkout import ROOT
from support.commands.told import tell
from support.delivery.caldav_server import PASSWORD, USER, Server


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planned programme folder."""
    folder = tmp_path_factory.mktemp("desk") / "cafe"
    for words in (["init", str(folder)], ["plan", "--folder", str(folder)]):
        done = besrour(*words, cwd=folder.parent)
        assert done.returncode == 0, done.stderr
    return folder


def besrour(*words: str, cwd: Path, credentials: Path | None = None) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("BESROUR_")}
    env |= {
        "PYTHONPATH": str(ROOT),
        "BESROUR_NOW": "2026-11-22T12:00Z",
        "BESROUR_LANG": "en",
        "NO_COLOR": "1",
    }
    if credentials:
        env["BESROUR_CREDENTIALS"] = str(credentials)
    return subprocess.run(
        [sys.executable, "-m", "besrour_cli", *words],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def _secret(folder: Path, password: str) -> Path:
    path = folder / "credentials"
    path.write_text(f"machine 127.0.0.1 login {USER} password {password}\n")
    path.chmod(0o600)
    return path


def _rename_in_step(desk: Path, server: Server, secret: Path) -> None:
    """An announced session gets another name: its entry stays the one it was, and no second one appears."""
    tell(desk, "2027-05-cafe")
    assert besrour("export", "--to", "caldav", cwd=desk, credentials=secret).returncode == 0
    names, text = server.names(), server.text("2027-05-cafe.ics")
    (desk / "sessions/2027-05-cafe.yaml").rename(desk / "sessions/2027-05-breadth.yaml")
    assert besrour("export", "--to", "caldav", cwd=desk, credentials=secret).returncode == 1
    assert besrour("rename", "2027-05-cafe", "2027-05-breadth", cwd=desk).returncode == 0
    done = besrour("export", "--to", "caldav", "--json", cwd=desk, credentials=secret)
    assert "2027-05-breadth" in {each["session"] for each in json.loads(done.stdout)["published"]["sessions"]}
    assert (server.names(), server.text("2027-05-cafe.ics")) == (names, text)


@pytest.mark.thorough
def test_the_year_is_put_on_the_server_and_kept_in_step(desk: Path, server: Server, tmp_path: Path) -> None:
    """Every session once; nothing the second time; a session file taken away is marked cancelled there."""
    programme = desk / "sessions" / "programme.yaml"
    text = programme.read_text(encoding="utf-8")
    here = f"publish:\n  caldav: {server.calendar}\n  user: {USER}\n"
    programme.write_text(text.replace("publish:\n", here), encoding="utf-8")
    wrong = besrour("export", "--to", "caldav", cwd=desk, credentials=_secret(tmp_path, "wrong"))
    assert wrong.returncode == 6
    assert "wrong" not in wrong.stderr
    assert server.names() == []
    secret = _secret(tmp_path, PASSWORD)
    first = besrour("export", "--to", "caldav", cwd=desk, credentials=secret)
    assert first.returncode == 0, first.stderr
    year = load(str(desk)).programme
    assert year is not None
    sessions = sorted(session.id for session in year.sessions)
    assert server.names() == [f"{session}.ics" for session in sessions]
    for name in server.names():
        text = server.text(name)
        assert "METHOD" not in text
        assert "ATTENDEE" not in text
        assert "meet.example.org" not in text
    second = besrour("export", "--to", "caldav", cwd=desk, credentials=secret)
    assert "29 sessions at 127.0.0.1, 0 changed." in second.stdout
    (desk / "sessions" / "2027-07-cafe.yaml").unlink()
    third = besrour("export", "--to", "caldav", cwd=desk, credentials=secret)
    assert "2027-07-cafe  marked cancelled" in third.stdout
    assert "STATUS:CANCELLED" in server.text("2027-07-cafe.ics")
    _rename_in_step(desk, server, secret)
    status, body, etag = server.ask("GET", "2027-01-cafe.ics")
    assert status == 200
    edited = body.replace(b"LOCATION:", b"COMMENT:hers\r\nLOCATION:")
    assert server.ask("PUT", "2027-01-cafe.ics", edited, If_Match=etag, Content_Type="text/calendar")[0] < 300
    fourth = besrour("export", "--to", "caldav", cwd=desk, credentials=secret)
    assert fourth.returncode == 1
    assert "2027-01-cafe  left alone: someone edited it there" in fourth.stdout
    assert "COMMENT:hers" in server.text("2027-01-cafe.ics")
