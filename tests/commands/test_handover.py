"""``besrour handover`` and ``receive``: a stranger elsewhere sends the next reminder, nobody twice."""

from __future__ import annotations

import json
import os
import pty
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from support.checkout import ROOT
from support.commands.letters import CAFE, EVERYBODY, NOON, sent
from support.delivery.smtp_server import Postbox

pytestmark = pytest.mark.small
Run = Callable[..., subprocess.CompletedProcess[str]]
HANDED, WEEK_BEFORE, DAY_BEFORE = "2026-12-21T17:00Z", "2027-01-14T17:00Z", "2027-01-20T17:00Z"
ARCHIVE = "out/handover/besrour-cafe-2027.zip"


def _hand_over(run: Run, folder: Path, *more: str, code: int = 0, **how: str) -> str:
    answer = run("handover", "--yes", *more, cwd=folder, now=HANDED, **how)
    assert answer.returncode == code, answer.stdout + answer.stderr
    return answer.stdout + answer.stderr


def _remind(run: Run, folder: Path, now: str) -> subprocess.CompletedProcess[str]:
    return run("send", "--due", "--yes", cwd=folder, now=now)


@pytest.mark.thorough
def test_a_stranger_sends_the_next_reminder_and_nobody_gets_a_letter_twice(
    desk: Path, box: Postbox, run: Run, tmp_path: Path
) -> None:
    """Half of the invitations left before; the rest and both reminders leave from the other machine alone."""
    sent(run, desk, CAFE, "--limit", "5")
    _hand_over(run, desk, str(tmp_path / "besrour.zip"), "--place", "Dakar")
    machine = tmp_path / "elsewhere"
    machine.mkdir()
    received = run(
        "receive", "../besrour.zip", "cafe", "--place", "Dakar", cwd=machine, now=HANDED, lang="fr"
    )
    assert received.returncode == 0, received.stderr
    assert f"besrour send {CAFE}" in received.stdout and "keyring set" not in received.stdout
    theirs = machine / "cafe"
    refused = run("send", CAFE, "--yes", cwd=desk, now=NOON)
    assert refused.returncode == 5 and "handed over on 2026-12-21" in refused.stderr
    assert not refused.stdout  # nobody reads a list of letters that do not leave
    sent(run, theirs, now=HANDED)
    assert len(box.taken) == EVERYBODY and set(box.counts().values()) == {1}
    for number, day in enumerate((WEEK_BEFORE, DAY_BEFORE), 2):
        here, there = _remind(run, desk, day), _remind(run, theirs, day)
        assert here.returncode == 5 or "No reminder is due" in here.stdout, here.stdout + here.stderr
        assert there.returncode == 0, there.stderr
        assert set(box.counts().values()) == {number}
        assert _remind(run, theirs, day).returncode == 0
        assert set(box.counts().values()) == {number}


def test_the_archive_is_its_owners_alone_and_the_same_twice(desk: Path, box: Postbox, run: Run) -> None:
    """No copy, preview or hidden file goes in; what stays is named; the page is in both languages."""
    sent(run, desk, CAFE, "--limit", "2")
    (desk / "sessions/.members.csv.swp").write_text("x")
    (desk / "sessions/members.csv~").write_text("x")
    (desk / "my passwords.txt").write_text("x")
    shown = _hand_over(run, desk, "--ask", "Awa, +221 555 0100")
    assert "my passwords.txt" in shown
    first = (desk / ARCHIVE).read_bytes()
    assert stat.S_IMODE((desk / ARCHIVE).stat().st_mode) == 0o600
    _hand_over(run, desk, "--ask", "Awa, +221 555 0100")
    assert (desk / ARCHIVE).read_bytes() == first
    with zipfile.ZipFile(desk / ARCHIVE) as archive:
        names = archive.namelist()
        page = archive.read("handover.html").decode()
    assert {"programme/sent.ledger", "programme/announced.ledger", "programme/plan.yaml"} < set(names)
    assert not [
        n for n in names if "/out/" in n or n.endswith((".bak", "~", ".swp", ".txt", "handover.yaml"))
    ]
    assert page.count("Awa, +221 555 0100") == 2 and page.count(f"besrour send {CAFE}") == 2
    assert '<main id="en" lang="en">' in page and '<main id="fr" lang="fr">' in page
    assert "cafe27" not in page and "81234567890" not in page


def test_nothing_is_decided_in_a_folder_that_was_handed_over_until_it_is_taken_back(
    desk: Path, run: Run
) -> None:
    """Plan, announcement and publication say why not; a person may still be forgotten there."""
    _hand_over(run, desk)
    for words in (("plan",), ("announce", CAFE, "--yes"), ("export", "--to", "../web")):
        answer = run(*words, cwd=desk, now=HANDED)
        assert answer.returncode == 5 and "--take-back" in answer.stderr, (words, answer.stderr)
    assert "handed over on 2026-12-21" in run("next", cwd=desk, now=HANDED).stdout
    assert run("privacy", cwd=desk, now=HANDED).returncode == 0
    back = run("handover", "--take-back", cwd=desk)
    assert back.returncode == 0 and "sends again" in back.stdout
    assert run("plan", cwd=desk, now=HANDED).returncode == 0
    assert run("handover", "--take-back", cwd=desk).returncode == 1


def test_who_is_forgotten_is_in_no_archive_any_more(desk: Path, run: Run) -> None:
    """The archive that names her goes; the former folder forgets her, and decides nothing else."""
    text = (desk / "sessions/members.csv").read_text(encoding="utf-8")
    row = "xx-1,Ada Example,ada@example.org,Accra,,en,cafe\n"
    (desk / "sessions/members.csv").write_text(text + row, encoding="utf-8")
    _hand_over(run, desk)
    assert b"Ada Example" in (desk / ARCHIVE).read_bytes()
    answer = run("forget", "xx-1", "--yes", cwd=desk, now=HANDED)
    assert answer.returncode == 0, answer.stderr
    assert not (desk / ARCHIVE).exists()
    assert "Ada" not in (desk / "sessions/members.csv").read_text(encoding="utf-8")


def test_it_is_asked_before_and_a_trial_writes_nothing(desk: Path) -> None:
    """Anything but the number of files leaves the folder as it was; so does a look."""
    before = {p: p.read_bytes() for p in desk.rglob("*") if p.is_file()}
    environment = {**os.environ, "BESROUR_NOW": HANDED, "BESROUR_LANG": "en", "PYTHONPATH": str(ROOT)}
    mine, hers = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "besrour_cli", "handover"],
        cwd=desk,
        env=environment,
        stdin=hers,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    os.write(mine, b"y\n")
    _out, err = program.communicate(timeout=60)
    os.close(mine)
    os.close(hers)
    assert program.returncode == 1 and b"nothing was handed over" in err, err
    assert {p: p.read_bytes() for p in desk.rglob("*") if p.is_file()} == before


def test_without_a_person_to_ask_it_wants_yes_and_a_look_lists_the_files(desk: Path, run: Run) -> None:
    """A script says --yes; --dry-run shows, as JSON too."""
    assert run("handover", cwd=desk).returncode == 2
    shown = run("handover", "--dry-run", "--json", cwd=desk)
    data = json.loads(shown.stdout)
    assert "sessions/members.csv" in data["files"] and data["written"] is False
    assert not (desk / "handover.yaml").exists() and not (desk / "out/handover").exists()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("responses/key.pem", "-----BEGIN PRIVATE KEY-----\nMC4\n"),
        ("templates/notes.md", "machine mail.example.org login me password hunter22\n"),
        ("templates/own.md", "the word is correct-horse-battery\n"),
    ],
)
def test_no_secret_is_handed_over(file: str, text: str, desk: Path, run: Run, tmp_path: Path) -> None:
    """A key, a line of passwords, the mail password itself: refused with the file, and nothing is marked."""
    credentials = tmp_path / "credentials"
    credentials.write_text("machine localhost login me password correct-horse-battery\n")
    credentials.chmod(0o600)
    settings = desk / "sessions/programme.yaml"
    settings.write_text(
        settings.read_text().replace("  host: localhost\n", "  host: localhost\n  user: me\n")
    )
    (desk / file).parent.mkdir(exist_ok=True)
    (desk / file).write_text(text)
    answer = run(
        "handover", "--yes", cwd=desk, now=HANDED, environment={"BESROUR_CREDENTIALS": str(credentials)}
    )
    assert answer.returncode == 4 and file in answer.stderr
    assert "correct-horse" not in answer.stderr
    assert not (desk / "handover.yaml").exists()


def test_a_link_is_not_followed(desk: Path, run: Run) -> None:
    """What lies elsewhere is not taken along unseen."""
    (desk / "responses").mkdir(exist_ok=True)
    (desk / "responses/mail.mbox").symlink_to("/etc/hostname")
    assert "responses/mail.mbox is a link" in _hand_over(run, desk, code=4)


def test_a_folder_that_is_there_is_never_touched(desk: Path, run: Run, tmp_path: Path) -> None:
    """Received twice, or over something else: refused, and both stay as they are."""
    _hand_over(run, desk, str(tmp_path / "a.zip"))
    assert run("receive", "a.zip", cwd=tmp_path, now=HANDED).returncode == 0
    again = run("receive", "a.zip", cwd=tmp_path, now=HANDED)
    assert again.returncode == 4 and "besrour-cafe-2027 is there already" in again.stderr
    own = tmp_path / "letter.zip"
    own.write_bytes(b"mine")
    assert "did not write it" in _hand_over(run, desk, str(own), code=4)
    assert own.read_bytes() == b"mine"
    assert stat.S_IMODE((tmp_path / "besrour-cafe-2027").stat().st_mode) == 0o700
