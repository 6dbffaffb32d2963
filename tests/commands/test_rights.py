"""Who may read what: files that name people are their owner's alone, what is published is everybody's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from commands.conftest import ANNOUNCED, Run

from support.campaigns.thorough import thorough
from support.commands.told import opened

APRIL = ANNOUNCED[0]
NAMING = ("replies.yaml", "busy.yaml", "announced.ledger", "plan.yaml", "plan.yaml.bak", "proof.json")
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
    "DTSTART:20270420T140000Z\r\nDTEND:20270420T150000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture(autouse=True)
def _usual_umask() -> object:
    former = os.umask(0o022)
    yield
    os.umask(former)


def _rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


def _everything(folder: Path, run: Run) -> None:
    """All that names people, written once: letters, answers, hours, what was announced, a roster copy."""
    programme = opened(folder).programme
    named = {name for session in programme.sessions for ids in session.required.values() for name in ids}
    invited = [m.id for m in programme.invited(programme.sessions[0]) if m.id not in named]
    (folder.parent / "hers.ics").write_text(ICS)
    for words in (
        ["busy", str(folder.parent / "hers.ics"), "--member", invited[0]],
        ["replies", "--record", invited[1], "--session", APRIL, "--answer", "yes"],
        ["invite", APRIL],
        ["invite", APRIL, "--remind"],
        ["plan"],
        ["newsletter"],
        ["export", "--page", "--to", str(folder.parent / "web")],
        ["leave", invited[2], "--yes"],
    ):
        answer = run(*words, cwd=folder)
        assert answer.returncode == 0, (words, answer.stderr)


def test_what_names_people_is_its_owners_alone(announced: Path, run: Run) -> None:
    """0600 in folders of 0700; the page, the calendars and the newsletter stay readable by a web server."""
    _everything(announced, run)
    for name in NAMING:
        assert _rights(announced / name) == 0o600, name
    for name in ("members.csv", "members.csv.bak"):
        assert _rights(announced / "sessions" / name) == 0o600, name
    for kind in ("letters", "reminders"):
        for path in (announced / "out" / kind, *(announced / "out" / kind).rglob("*")):
            assert _rights(path) == (0o700 if path.is_dir() else 0o600), path
    for kind in ("calendar", "page", "newsletter"):
        for path in (announced / "out" / kind, *(announced / "out" / kind).rglob("*")):
            assert _rights(path) == (0o755 if path.is_dir() else 0o644), path
    for path in (announced.parent / "web").rglob("*.ics"):
        assert _rights(path) == 0o644


@pytest.mark.thorough
def test_what_an_earlier_besrour_left_open_is_closed(announced: Path, run: Run) -> None:
    """The same commands once more: nobody else may read any longer what was written before."""
    workspace = opened(announced)
    member = workspace.programme.invited(workspace.session(APRIL))[0].id
    commands = (
        ["invite", APRIL],
        ["replies", "--record", member, "--session", APRIL, "--answer", "yes"],
        ["announce", "2027-05-cafe", "--yes"],
    )
    for words in commands:
        assert run(*words, cwd=announced).returncode == 0
    written = [
        announced / "replies.yaml",
        announced / "announced.ledger",
        *announced.glob("out/letters/**/*"),
    ]
    for path in written:
        path.chmod(0o755 if path.is_dir() else 0o644)
    for words in commands:
        assert run(*words, cwd=announced).returncode == 0
    (announced / "sessions/2027-04-cafe.yaml").rename(announced / "sessions/2027-04-salon.yaml")
    assert run("rename", APRIL, "2027-04-salon", "--yes", cwd=announced).returncode == 0
    for path in written:
        assert _rights(path) & 0o077 == 0, path


def test_a_published_folder_is_readable_whatever_the_umask(announced: Path, run: Run) -> None:
    """A coordinator whose computer keeps new files to herself still publishes a page."""
    os.umask(0o077)
    web = announced.parent / "web"
    assert run("export", "--page", "--to", str(web), cwd=announced).returncode == 0
    for path in (web, *web.rglob("[!.]*")):
        assert _rights(path) & 0o044 == 0o044, path


@pytest.mark.thorough
@pytest.mark.parametrize("name", [thorough("calendar/all.ics"), "letters/hers.eml"])
def test_a_link_in_the_place_of_an_output_opens_nothing(announced: Path, run: Run, name: str) -> None:
    """The link becomes a file of ordinary rights, and what it points to stays as it was."""
    assert run("export", cwd=announced).returncode == 0
    assert run("invite", APRIL, cwd=announced).returncode == 0
    precious = announced.parent / "precious"
    precious.write_text("mine")
    output = (
        next((announced / "out").glob("letters/*/*.eml")) if "letters" in name else announced / "out" / name
    )
    output.unlink()
    output.symlink_to(precious)
    assert run("export", cwd=announced).returncode == 0
    assert run("invite", APRIL, cwd=announced).returncode == 0
    assert not output.is_symlink()
    assert _rights(output) == (0o600 if "letters" in name else 0o644)
    assert precious.read_text() == "mine"


@pytest.mark.parametrize("target", ["..", "../sessions", "../../elsewhere"])
def test_a_link_in_the_place_of_an_output_folder_is_refused(announced: Path, run: Run, target: str) -> None:
    """Neither the coordinator's own files nor another folder is written through it."""
    (announced.parent / "elsewhere").mkdir()
    (announced / "out").mkdir()
    (announced / "out/calendar").symlink_to(target)
    before = sorted(announced.parent.rglob("*"))
    answer = run("export", cwd=announced)
    assert answer.returncode == 4
    assert "symbolic link" in answer.stderr
    assert sorted(announced.parent.rglob("*")) == before


@pytest.mark.small
@pytest.mark.parametrize(
    ("below", "command"), [("calendar", ("export",)), thorough(f"letters/{APRIL}", ("invite", APRIL))]
)
def test_check_says_beforehand_what_would_be_refused(
    announced: Path, run: Run, below: str, command: tuple[str, ...]
) -> None:
    """A file in the place of a folder, or a link: the same sentence, with the same remedy; else nothing."""
    assert run("check", cwd=announced).returncode == 0
    (announced / "out" / below).parent.mkdir(parents=True)
    (announced / "out" / below).write_text("mine")
    said = run("check", cwd=announced)
    assert said.returncode == 1
    assert f"“out/{below}” is a file, and besrour writes a folder there [output-path]" in said.stdout
    refused = run(*command, cwd=announced)
    assert refused.returncode == 4
    assert f"“out/{below}” is a file, and besrour writes a folder there" in refused.stderr
    (announced / "out" / below).unlink()
    (announced / "out" / below).symlink_to(announced.parent)
    assert "by a symbolic link [output-path]" in run("check", cwd=announced).stdout
    assert run(*command, cwd=announced).returncode == 4


@pytest.mark.small
def test_a_ledger_that_is_a_link_to_nowhere_makes_no_file_elsewhere(planned: Path, run: Run) -> None:
    """The refusal names the ledger; nothing is announced."""
    (planned / "announced.ledger").symlink_to(planned.parent / "elsewhere")
    answer = run("announce", "2027-01-cafe", "--yes", cwd=planned)
    assert answer.returncode == 4
    assert "announced.ledger could not be read or written" in answer.stderr
    assert not (planned.parent / "elsewhere").exists()
