"""``besrour export`` with the page, a web folder and a calendar server, as a coordinator runs it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.small
Run = Callable[..., subprocess.CompletedProcess[str]]
PROGRAMME = "sessions/programme.yaml"


def _tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _swap(folder: Path, old: str, new: str) -> None:
    path = folder / PROGRAMME
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_page_is_written_beside_the_calendars(planned: Path, run: Run) -> None:
    """One page and a calendar a café; without --page it is left as it is, and a year later it is the same."""
    answer = run("export", "--page", "--json", cwd=planned)
    assert answer.returncode == 0, answer.stderr
    data = json.loads(answer.stdout)
    assert "out/page/index.html" in data["files"]
    before = _tree(planned / "out")
    assert len([name for name in before if name.startswith("page/2027")]) == 2
    assert run("export", cwd=planned).returncode == 0
    answer = run("export", "--page", "--json", cwd=planned, lang="fr", now="2027-08-01T00:00Z")
    assert json.loads(answer.stdout)["written"] == []
    assert _tree(planned / "out") == before


def test_a_web_folder_gets_what_changed(planned: Path, tmp_path: Path, run: Run) -> None:
    """All of it, then nothing, and a file changed there by hand is named and kept: the answer is no."""
    web = tmp_path / "web"
    answer = run("export", "--page", "--to", str(web), cwd=planned)
    assert answer.returncode == 0, answer.stderr
    copied = {path: data for path, data in _tree(web).items() if not path.startswith(".")}
    assert copied == _tree(planned / "out")
    answer = run("export", "--page", "--to", str(web), "--json", cwd=planned)
    assert json.loads(answer.stdout)["published"]["written"] == []
    (web / "page" / "index.html").write_text("mine")
    answer = run("export", "--page", "--to", str(web), cwd=planned)
    assert answer.returncode == 1
    assert "page/index.html" in answer.stdout
    assert (web / "page" / "index.html").read_text() == "mine"
    assert run("export", "--page", "--to", str(web), "--overwrite", cwd=planned).returncode == 0
    assert (web / "page" / "index.html").read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize("name", ["sessions", "templates/web", "out", "out/calendar"])
def test_the_programmes_own_folders_are_no_web_folder(planned: Path, run: Run, name: str) -> None:
    """People own sessions/ and templates/; out/ is made anew: none of them is published into."""
    before = _tree(planned / "sessions")
    answer = run("export", "--to", name, cwd=planned)
    assert answer.returncode == 2
    assert _tree(planned / "sessions") == before


def test_a_server_that_nobody_named_is_asked_for(planned: Path, run: Run) -> None:
    """--to caldav without an address in programme.yaml says where to write it."""
    answer = run("export", "--to", "caldav", cwd=planned)
    assert answer.returncode == 3
    assert "caldav:" in answer.stderr


def test_a_server_that_does_not_answer_is_the_networks_fault(planned: Path, run: Run) -> None:
    """Exit code 6, one sentence, and the same command again goes on."""
    _swap(planned, "  series: [cafe]", "  series: [cafe]\n  caldav: http://127.0.0.1:9/cafe/")
    answer = run("export", "--to", "caldav", cwd=planned)
    assert answer.returncode == 6
    assert "127.0.0.1" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("caldav: http://cloud.example.org/cafe/", "not encrypted"),
        ("caldav: https://me:secret@cloud.example.org/cafe/", "password"),
        ("caldav: cloud.example.org", "https://"),
        ("address: besrour", "web address"),
        ("series: [choir]", "no series “choir”"),
        ("colour: red", "colour"),
    ],
)
def test_what_publish_cannot_mean_is_a_mistake_of_the_file(
    planned: Path, run: Run, line: str, words: str
) -> None:
    """``check`` names the line and what to write instead."""
    _swap(planned, "  series: [cafe]", f"  {line}")
    answer = run("check", cwd=planned)
    assert answer.returncode == 1
    assert words in answer.stdout + answer.stderr
    assert f"{PROGRAMME}:" in answer.stdout + answer.stderr


def test_an_address_makes_feeds_say_where_they_come_from(planned: Path, run: Run) -> None:
    """SOURCE in each feed, webcal on the page, and no join link anywhere."""
    _swap(planned, "  series: [cafe]", "  series: [cafe]\n  address: https://cafe.example.org/web/")
    assert run("export", "--page", cwd=planned).returncode == 0
    feed = (planned / "out/calendar/series-cafe.ics").read_bytes().replace(b"\r\n ", b"")
    assert b"SOURCE;VALUE=URI:https://cafe.example.org/web/calendar/series-cafe.ics" in feed
    page = (planned / "out/page/index.html").read_text(encoding="utf-8")
    assert "webcal://cafe.example.org/web/calendar/series-cafe.en.ics" in page
    assert "meet.example.org" not in page
