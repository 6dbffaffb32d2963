"""``besrour lint``: announcements by hand, in files of every kind, with the true local times below."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.checkout import ROOT
from support.commands import announced

Run = Callable[..., subprocess.CompletedProcess[str]]
WRONG = "Thursday 3 November 2022\nTime: 2:00 PM SAST / 8:00 AM EST\n"
RIGHT = "Thursday 3 November 2022\nTime: 2:00 PM in Johannesburg, 8:00 AM in Toronto\n"


def found(answer: subprocess.CompletedProcess[str]) -> list[str]:
    (file,) = json.loads(answer.stdout)["files"]
    return [finding["code"] for finding in file["findings"]]


def test_a_wrong_announcement_is_shown_with_line_and_remedy(tmp_path: Path, run: Run) -> None:
    """Exit 1, the writer's own line with a caret, what to write, and the true local times."""
    (tmp_path / "note.txt").write_text(WRONG, encoding="utf-8")
    answer = run("lint", "note.txt", "--place", "Toronto", "--place", "St. John's", cwd=tmp_path)
    assert answer.returncode == 1
    assert "note.txt:2:30: mistake: “EST” means UTC−5" in answer.stdout
    assert "    2 | Time: 2:00 PM SAST / 8:00 AM EST" in answer.stdout
    assert "write the city: 8:00 AM (Toronto)" in answer.stdout
    assert "8:00\u00a0a.m.  UTC−4" in answer.stdout
    assert "9:30\u00a0a.m.  UTC−2:30" in answer.stdout
    french = run("lint", "note.txt", "--place", "Toronto", cwd=tmp_path, lang="fr").stdout
    assert "«\u00a0EST\u00a0» veut dire UTC−5" in french
    assert "8\u00a0h  UTC−4\u00a0h" in french


def test_a_right_announcement_passes(tmp_path: Path, run: Run) -> None:
    """Exit 0, and the table all the same, with the places it names."""
    (tmp_path / "note.md").write_text(RIGHT, encoding="utf-8")
    answer = run("lint", "note.md", "--json", cwd=tmp_path)
    assert answer.returncode == 0, answer.stdout
    data = json.loads(answer.stdout)
    (file,) = data["files"]
    assert (file["ok"], file["findings"]) == (True, [])
    (moment,) = file["moments"]
    assert moment["utc"] == "2022-11-03T12:00Z"
    assert {(p["zone"], p["local"][11:16]) for p in moment["places"]} == {
        ("Africa/Johannesburg", "14:00"),
        ("America/Toronto", "08:00"),
    }
    assert data["tzdata"]


def test_the_roster_gives_the_places_inside_a_programme(fresh: Path, run: Run) -> None:
    """In a programme folder the table has a row for each place of the roster."""
    (fresh / "note.txt").write_text("9 December 2026, 14:00 GMT\n", encoding="utf-8")
    answer = run("lint", "note.txt", "--json", cwd=fresh)
    shown = run("lint", "note.txt", cwd=fresh).stdout
    assert shown.count("UTC") < 15, "places of one clock are one row"
    rows = json.loads(answer.stdout)["files"][0]["moments"][0]["places"]
    assert len(rows) > 30
    assert next(r for r in rows if r["zone"] == "America/Vancouver")["local"] == "2026-12-09T07:00:00-07:00"


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("9 December 2026, 14:00 GMT\n", 0, "note.txt: no mistake.\n"),
        ("Tomorrow, 14:00 GMT\n", 0, "note.txt: no mistake, 1 warning.\n"),
        (
            "9 December 2026, 14:00 GMT. Then 27:45 and 6/7/27.\n",
            1,
            "note.txt: no mistake in what was understood.\n"
            "Not understood, and so not checked: “27:45”, “6/7/27”.\n",
        ),
        ("Thursday 9 December 2026, 14:00 GMT. Then 27:45.\n", 1, "note.txt: 1 mistake.\nNot understood,"),
        ("Dear all, we meet soon.\n", 0, "note.txt: no hour was found in it, so no hour was checked.\n"),
    ],
)
def test_what_was_not_understood_is_never_praised(
    text: str, code: int, said: str, tmp_path: Path, run: Run
) -> None:
    """The closing sentence names it, and the exit code is 1, in JSON too; mere warnings are counted."""
    (tmp_path / "note.txt").write_text(text, encoding="utf-8")
    answer = run("lint", "note.txt", cwd=tmp_path)
    assert answer.returncode == code, answer.stdout
    assert said in answer.stdout
    data = run("lint", "note.txt", "--json", cwd=tmp_path)
    (file,) = json.loads(data.stdout)["files"]
    assert (data.returncode, file["ok"]) == (code, not code)
    assert all(words in said for words in file["not_understood"]) or file["not_understood"] == ["27:45"]


def test_the_table_shows_start_and_end(tmp_path: Path, run: Run) -> None:
    """A span is a span on every clock, over midnight too, and in the JSON; one hour has no end."""
    (tmp_path / "note.txt").write_text("9 December 2026, 22:00-23:30 GMT\n", encoding="utf-8")
    answer = run("lint", "note.txt", "--place", "Nairobi", cwd=tmp_path)
    assert "10:00\u00a0p.m. to 11:30\u00a0p.m. UTC" in answer.stdout
    assert "1:00\u00a0a.m. to 2:30\u00a0a.m.  UTC+3" in answer.stdout
    french = run("lint", "note.txt", "--place", "Nairobi", cwd=tmp_path, lang="fr").stdout
    assert "de 1\u00a0h à 2\u00a0h\u00a030" in french
    (moment,) = json.loads(run("lint", "note.txt", "--json", cwd=tmp_path).stdout)["files"][0]["moments"]
    assert (moment["utc"], moment["until"]) == ("2026-12-09T22:00Z", "2026-12-09T23:30Z")
    (tmp_path / "hour.txt").write_text("9 December 2026, 22:00 GMT\n", encoding="utf-8")
    (moment,) = json.loads(run("lint", "hour.txt", "--json", cwd=tmp_path).stdout)["files"][0]["moments"]
    assert moment["until"] is None


@pytest.mark.parametrize("kind", ["eml", "html", "stdin", "cp1252"])
def test_every_kind_of_file_is_read(kind: str, tmp_path: Path, run: Run) -> None:
    """An e-mail, a web page, what is typed in, and a text as Windows writes it."""
    if kind == "stdin":
        answer = subprocess.run(
            [sys.executable, "-m", "besrour_cli", "lint", "-", "--json"],
            input=WRONG,
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT), "BESROUR_LANG": "en"},
        )
    else:
        path = tmp_path / ("note." + ("txt" if kind == "cp1252" else kind))
        data = {
            "eml": f"From: a@example.org\nTo: b@example.org\nSubject: Café\n\n{WRONG}".encode(),
            "html": f"<html><body><p>{WRONG.replace(chr(10), '<br>')}</p></body></html>".encode(),
            "cp1252": ("Café\n" + WRONG).encode("cp1252"),
        }[kind]
        path.write_bytes(data)
        answer = run("lint", path.name, "--json", cwd=tmp_path)
    assert answer.returncode == 1
    assert sorted(found(answer)) == ["readings-disagree", "wrong-abbreviation"]


@pytest.mark.small
def test_what_besrour_writes_itself_is_never_accused(fresh: Path, run: Run) -> None:
    """Letters, corrections and the newsletter, both halves: not one mistake."""
    announced.announce(fresh)
    assert run("correct", cwd=fresh).returncode == 0
    corrections = sorted((fresh / "out/letters" / announced.CAFE).iterdir())
    first = run("lint", *map(str, corrections), "--json", cwd=fresh)
    assert first.returncode == 0, first.stdout[:3000]
    assert run("invite", announced.CAFE, cwd=fresh).returncode == 0
    assert run("newsletter", cwd=fresh).returncode == 0
    letters = sorted((fresh / "out/letters" / announced.CAFE).iterdir())[::6]
    news = sorted((fresh / "out/newsletter").iterdir())
    answer = run("lint", *map(str, [*letters, *news]), "--json", cwd=fresh)
    assert answer.returncode == 0, [
        (f["path"], f["code"], f["text"])
        for file in json.loads(answer.stdout)["files"]
        for f in file["findings"]
    ][:5]


@pytest.mark.parametrize(
    ("name", "data", "code", "said"),
    [
        ("none.txt", None, 4, "none.txt"),
        ("a.pdf", b"%PDF-1.7 ...", 4, "is no text besrour can read"),
        ("a.docx", b"PK\x03\x04....", 4, "is no text besrour can read"),
        ("big.txt", b"a" * 5_000_001, 4, "larger than 5 MB"),
        ("long.txt", b"a word " * 50_000, 4, "more than 300,000 letters"),
        ("empty.txt", b"", 0, "cannot be told"),
        ("year.txt", b"9 December 2060, 14:00 in Toronto", 0, "7:00"),
        ("old.txt", b"9 December 1969, 14:00 in Toronto", 0, "7:00"),
        ("nine.txt", b"31 December 9999, 23:59 in Toronto", 0, "besrour"),
    ],
)
def test_bad_input_ends_in_a_sentence(
    name: str, data: bytes | None, code: int, said: str, tmp_path: Path, run: Run
) -> None:
    """No traceback, the documented exit code, and far years are read like others."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    answer = run("lint", name, cwd=tmp_path)
    text = answer.stdout + answer.stderr + " besrour"
    assert answer.returncode == code, text
    assert said in text
    assert "Traceback" not in text
    assert "a fault of besrour itself" not in text


def test_the_programmes_own_ways_in_are_known_whatever_their_host(fresh: Path, run: Run) -> None:
    """A room of a server that no list holds, and its passcode without a word for it."""
    (fresh / "a.txt").write_text(
        "Thursday 14 January 2027, 14:00 UTC. Come in: meet.example.org/j/81234567890 (cafe27).\n", "utf-8"
    )
    found = json.loads(run("lint", "a.txt", "--json", cwd=fresh).stdout)["files"][0]["findings"]
    assert [(f["code"], f["line"], f["column"]) for f in found] == [
        ("open-link", 1, 47),
        ("open-passcode", 1, 79),
    ]
