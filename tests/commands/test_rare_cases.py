"""What seldom happens at a coordinator's desk: no start at all, a lost journal, somebody else's bounce."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.storage.state import busy_file, plan_file
from support.commands.told import tell
from support.commands.typed import says, types
from support.storage.folder import SESSION

JANUARY, FEBRUARY = "2027-01-cafe", "2027-02-cafe"
Capture = pytest.CaptureFixture[str]
BOUNCE = """\
From: MAILER-DAEMON@mx.example.org
To: cafe@example.org
Subject: Undelivered Mail
Message-ID: <1@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; stranger@example.org
Action: failed
Status: 5.1.1

--b
Content-Type: message/rfc822

Message-ID: <other@example.org>
Subject: Something else

--b--
"""


def _away_from(folder: Path, month: int) -> None:
    """Let the facilitator's calendar be full from a month on until March."""
    span = (datetime(2027, month, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC))
    busy_file.update(str(folder), lambda _: {"gh-accra": (span,)})


def test_where_no_session_has_a_start_there_is_neither_plan_nor_price(
    two_cafes: Path, capsys: Capture
) -> None:
    """The facilitator can come to neither: each refusal names them, and the plan stays as it was."""
    _away_from(two_cafes, 1)
    before = (two_cafes / "plan.yaml").read_bytes()
    for words in (("plan",), ("fairness", "--seconds", "1")):
        answer = says(capsys, two_cafes, *words)
        assert answer.returncode == 1 and JANUARY in answer.stderr and FEBRUARY in answer.stderr
    assert (two_cafes / "plan.yaml").read_bytes() == before


def test_a_session_without_a_start_is_left_out_of_the_price(two_cafes: Path, capsys: Capture) -> None:
    """What fairness costs is told for the others, and which one is missing."""
    _away_from(two_cafes, 2)
    answer = says(capsys, two_cafes, "fairness", "--seconds", "1")
    assert answer.returncode == 0, answer.stderr
    assert f"Left out, since they have no possible start (besrour plan says why): {FEBRUARY}." in " ".join(
        answer.stdout.split()
    )


def test_somebody_is_forgotten_though_no_plan_is_possible_any_more(two_cafes: Path, capsys: Capture) -> None:
    """All windows have passed, and nobody was told of anything: the plan has no proof, and not her."""
    answer = says(capsys, two_cafes, "forget", "ca-laval", "--yes", now="2027-06-01T12:00Z")
    assert answer.returncode == 0, answer.stderr
    assert "ca-laval" not in (two_cafes / "plan.yaml").read_text(encoding="utf-8")
    assert set(plan_file.read(str(two_cafes), "test-cafe").plan.slots) == {JANUARY, FEBRUARY}


def test_a_session_that_has_no_time_is_not_called_off(two_cafes: Path, capsys: Capture) -> None:
    """Its file is new: a plan comes first."""
    march = SESSION.replace("2027-01-11, to: 2027-01-29", "2027-03-09, to: 2027-03-25")
    (two_cafes / "sessions/2027-03-cafe.yaml").write_text(march, encoding="utf-8")
    answer = says(capsys, two_cafes, "cancel", "2027-03-cafe", "--yes")
    assert answer.returncode == 3 and "“2027-03-cafe” has no time yet" in answer.stderr


def test_without_its_journal_those_invited_are_taken_for_told(two_cafes: Path, capsys: Capture) -> None:
    """The plan knows that it was announced: nobody is overlooked because a file was lost."""
    tell(two_cafes, JANUARY)
    (two_cafes / "announced.ledger").unlink()
    answer = says(capsys, two_cafes, "cancel", JANUARY, "--dry-run")
    assert "2 people were told: Ama Example and Luc Exemple." in answer.stdout, answer.stderr


def test_what_came_back_to_somebody_else_is_shown_as_that(two_cafes: Path, capsys: Capture) -> None:
    """The address that the server names, and that no letter of this folder went there."""
    (two_cafes / "mail").mkdir()
    (two_cafes / "mail/bounce.eml").write_text(BOUNCE, encoding="utf-8")
    answer = says(capsys, two_cafes, "bounces", "mail")
    assert "1 message about a letter that is not of this folder:" in answer.stdout, answer.stderr
    assert "bounce.eml  <stranger@example.org>  5.1.1" in answer.stdout
    assert not (two_cafes / "sent.ledger").exists()


def test_of_many_moments_six_are_shown(two_cafes: Path, capsys: Capture) -> None:
    """All of them are in JSON."""
    lines = [f"Tuesday, January {day}, 2027, 14:00 in Accra (UTC+0)\n" for day in (5, 12, 19, 26)]
    lines += [f"Tuesday, February {day}, 2027, 14:00 in Accra (UTC+0)\n" for day in (2, 9, 16)]
    (two_cafes / "his.txt").write_text("\n".join(lines), encoding="utf-8")
    shown = says(capsys, two_cafes, "lint", "his.txt").stdout
    assert "and further moments; --json lists them all." in shown
    data = json.loads(says(capsys, two_cafes, "lint", "his.txt", "--json").stdout)
    assert len(data["files"][0]["moments"]) == len(lines) == 7


def test_an_empty_folder_of_templates_is_in_order(two_cafes: Path, capsys: Capture) -> None:
    """The shipped wording is meant."""
    (two_cafes / "templates").mkdir()
    answer = says(capsys, two_cafes, "check")
    assert answer.returncode == 0 and "no mistake" in answer.stdout


def test_without_its_library_there_is_no_report(
    two_cafes: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """The exact tests need scipy: it is named with the command that installs it."""
    monkeypatch.setattr("besrour_cli.commands.report.find_spec", lambda name: None)
    answer = says(capsys, two_cafes, "report", "--dry-run")
    assert answer.returncode == 4 and "pip install 'besrour[report]'" in answer.stderr


def test_an_empty_programme_is_not_made_of_half_its_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """A place that there is not is asked for again; Enter stops, and no folder is made."""
    types(monkeypatch, "North café / Café du Nord", "Atlantis", "")
    answer = says(capsys, tmp_path, "init", "nord", "--example", "empty")
    assert answer.returncode == 1 and "there was no answer; nothing was written" in answer.stderr
    assert "Atlantis" in answer.stderr and not (tmp_path / "nord").exists()


def test_a_letter_whose_server_gives_no_name_is_still_read(tmp_path: Path, capsys: Capture) -> None:
    """Its three results are what counts."""
    header = "Authentication-Results: ; spf=pass smtp.mailfrom=a@example.org; dkim=pass; dmarc=pass"
    (tmp_path / "letter.eml").write_text(f"{header}\nFrom: cafe@example.org\n\nHello\n", encoding="utf-8")
    answer = says(capsys, tmp_path, "delivered", "letter.eml")
    assert answer.returncode == 0 and "wrote:" not in answer.stdout and "✓ SPF" in answer.stdout


def test_a_place_that_needs_no_word_has_none(tmp_path: Path, capsys: Capture) -> None:
    """One line: what it is taken for."""
    answer = says(capsys, tmp_path, "place", "Accra, Ghana")
    assert answer.returncode == 0 and answer.stdout == "Accra, Ghana: accepted Accra, Africa/Accra\n"
