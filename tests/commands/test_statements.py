"""After the year: each person gets a statement, a council checks one, and a corrected one takes its place."""

from __future__ import annotations

import csv
import json
import re
import stat
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from support.attendance.folders import planted_folder
from support.commands.letters import going, opened
from support.delivery.smtp_server import Postbox

Run = Callable[..., subprocess.CompletedProcess[str]]
Ask = Callable[..., str]
NOW = "2027-03-01T12:00Z"
JANUARY, FEBRUARY = "2027-01-cafe", "2027-02-cafe"
ROSTER = """\
id,name,email,place,country,languages,groups,paused
awa-diop,Awa N'Diaye,awa@example.org,Dakar,Senegal,fr,cafe,
ruth-boateng,Ruth Boateng,ruth@example.org,Accra,Ghana,en,cafe,
liam-tremblay,Liam Tremblay,liam@example.org,Toronto,Canada,en fr,cafe,yes
zoe-roy,Zoé Roy,zoe@example.org,Vancouver,Canada,en,cafe,
"""
CAME = f"""\
session,member,minutes
{JANUARY},awa-diop,85
{JANUARY},ruth-boateng,90
{JANUARY},liam-tremblay,40
{FEBRUARY},awa-diop,
"""
OUT = Path("out/statements")


@pytest.fixture
def cafe(tmp_path: Path) -> Path:
    """A programme whose cafés of January and February took place, and who came to them."""
    sessions = {
        JANUARY: (datetime(2027, 1, 15, 13, tzinfo=UTC), 90),
        FEBRUARY: (datetime(2027, 2, 15, 13, tzinfo=UTC), 90),
    }
    folder = planted_folder(tmp_path / "cafe", ROSTER.encode(), sessions)
    (folder / "sessions/attendance.csv").write_text(CAME, encoding="utf-8")
    return folder


@pytest.fixture
def ask(run: Run, cafe: Path, tmp_path: Path) -> Ask:
    """Run a command there, its passwords in a file of this test."""
    keys = tmp_path / "credentials"
    keys.touch(mode=0o600)

    def asked(*words: str, code: int = 0, lang: str = "en", now: str = NOW) -> str:
        environment = {"BESROUR_CREDENTIALS": str(keys)}
        answer = run(*words, cwd=cafe, now=now, lang=lang, environment=environment)
        assert answer.returncode == code, answer.stdout + answer.stderr
        return answer.stdout + answer.stderr

    return asked


def _json(text: str) -> dict[str, Any]:
    return dict(json.loads(text[text.index("{") : text.rindex("}") + 1]))


def test_everybody_who_came_has_a_statement_and_nobody_else(ask: Ask, cafe: Path, tmp_path: Path) -> None:
    """PDFs, a register, a page; nobody else may read them; the same bytes a second time; a key, made once."""
    said = ask("statements", "--year")
    year = cafe / OUT / "year"
    people = ("awa-diop", "liam-tremblay", "ruth-boateng")
    assert {p.name for p in year.iterdir()} == {*(f"{p}.pdf" for p in people), "register.csv"}
    assert "3 statements in out/statements/year/" in said and str(tmp_path / "credentials") in said
    for path in (year, *year.iterdir(), cafe / "statements.yaml"):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path
    before = {path: path.read_bytes() for path in cafe.rglob("*") if path.is_file()}
    assert "A key was made" not in ask("statements")
    assert before == {path: path.read_bytes() for path in cafe.rglob("*") if path.is_file()}
    with (year / "register.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["name"], r["session"], r["minutes"]) for r in rows][:2] == [
        ("Awa N'Diaye", JANUARY, "85"),
        ("Awa N'Diaye", FEBRUARY, ""),
    ]


def test_a_council_checks_a_statement(ask: Ask, cafe: Path) -> None:
    """The file, or the text of its code, says who and when in either language; a changed one is not ours."""
    ask("statements", "--session", JANUARY)
    path = cafe / OUT / JANUARY / "awa-diop.pdf"
    assert "January\u00a015, 2027" in ask("statements", "--check", str(path))
    code = re.findall(rb"besrour1:[\w-]+", path.read_bytes())[0].decode()
    found = _json(ask("statements", "--check", code, "--json"))
    assert found["name"] == "Awa N'Diaye" and found["programme"] == "planted"
    assert found["sessions"] == [{"date": "2027-01-15", "minutes": 85, "roles": []}]
    changed = code[:120] + ("A" if code[120] != "A" else "B") + code[121:]
    assert "was changed" in ask("statements", "--check", changed, code=1)
    assert "n’est pas une attestation" in ask("statements", "--check", changed, code=1, lang="fr")
    assert "besrour1:" in ask("statements", "--check", "hello", code=2)


def test_one_person_alone_and_nothing_of_the_others_is_touched(ask: Ask, cafe: Path) -> None:
    """--member writes hers; who came to nothing has none, and hears what to do."""
    ask("statements")
    (cafe / OUT / "year/awa-diop.pdf").unlink()
    data = _json(ask("statements", "--member", "ruth-boateng", "--json"))
    assert [s["member"] for s in data["statements"]] == ["ruth-boateng"]
    assert sorted(p.stem for p in (cafe / OUT / "year").iterdir()) == [
        "liam-tremblay",
        "register",
        "ruth-boateng",
    ]
    assert "besrour attendance FILE" in ask("statements", "--member", "zoe-roy", code=3)
    assert "leave one" in ask("statements", "--session", JANUARY, "--year", code=2)


def test_a_trial_writes_nothing_and_makes_no_key(ask: Ask, cafe: Path, tmp_path: Path) -> None:
    """It says who would get one."""
    said = ask("statements", "--dry-run")
    assert "Awa N'Diaye" in said and not (cafe / "out").exists() and not (cafe / "statements.yaml").exists()
    assert (tmp_path / "credentials").read_bytes() == b""


def test_a_lost_key_is_followed_by_another(ask: Ask, cafe: Path, tmp_path: Path) -> None:
    """What the first one signed is still ours: its public half stays in the folder."""
    ask("statements")
    pdf = cafe / OUT / "year/awa-diop.pdf"
    old = pdf.read_bytes()
    (tmp_path / "credentials").write_bytes(b"")
    ask("statements")
    assert pdf.read_bytes() != old
    (cafe / "old.pdf").write_bytes(old)
    for name in ("old.pdf", str(pdf)):
        assert "The signature is ours" in ask("statements", "--check", name)


def test_statements_go_out_once_and_again_when_corrected(ask: Ask, cafe: Path, box: Postbox) -> None:
    """Each person one letter with her PDF; whoever is paused none; after a correction hers goes again."""
    with (cafe / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write(f"mail:\n  host: localhost\n  port: {box.port}\n  rate: 0\n")
    shown = _json(ask("send", "statements", "--dry-run", "--json"))
    assert set(going(shown)) == {"awa-diop", "ruth-boateng"} and box.taken == []
    assert not (cafe / "statements.yaml").exists()
    assert set(going(_json(ask("send", "statements", "--yes", "--json")))) == {"awa-diop", "ruth-boateng"}
    [taken] = [t.data for t in box.taken if t.to == "awa@example.org"]
    message = opened(taken)
    assert str(message["Subject"]).startswith("Votre attestation de présence, Rencontres plantées / Your")
    [attached] = list(message.iter_attachments())
    assert attached.get_content_type() == "application/pdf" and attached.get_filename() == "awa-diop.pdf"
    (cafe / "taken.pdf").write_bytes(attached.get_content())
    assert "Awa N'Diaye" in ask("statements", "--check", "taken.pdf")
    assert going(_json(ask("send", "statements", "--yes", "--json", now="2027-03-02T12:00Z"))) == {}
    came = cafe / "sessions/attendance.csv"
    came.write_text(CAME.replace("ruth-boateng,90", "ruth-boateng,75"), encoding="utf-8")
    again = _json(ask("send", "statements", "--yes", "--json", now="2027-03-03T12:00Z"))
    assert going(again) == {"ruth-boateng": "statement"} and len(box.taken) == 3
    assert "part seul" in ask("send", "statements", JANUARY, "--yes", code=2, lang="fr")


def test_the_page_is_published_with_the_schedule(run: Run, announced: Path, tmp_path: Path) -> None:
    """export --page takes it along once something was signed, and not before."""
    folder = tmp_path / "web"
    folder.mkdir()
    run("export", "--page", "--to", str(folder), cwd=announced)
    assert not (folder / "check").exists()
    (announced / "statements.yaml").write_text('schema: 1\nkeys:\n  - "a-public-key"\n', encoding="utf-8")
    answer = run("export", "--page", "--to", str(folder), cwd=announced)
    assert answer.returncode == 0, answer.stderr
    assert "a-public-key" in (folder / "check/index.html").read_text(encoding="utf-8")
