"""What --dry-run says and leaves, and what else a command adds to its result."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from besrour_cli.model.evaluation.answers import EvaluationComment
from besrour_cli.model.replies import Reply, ReplyPart
from besrour_cli.storage.evaluation.comments_csv import emit_comments
from besrour_cli.storage.state import busy_file, replies_file
from support.commands.edits import add, swap
from support.commands.told import AT, tell
from support.commands.typed import says

JANUARY, SETTINGS = "2027-01-cafe", "sessions/programme.yaml"
Capture = pytest.CaptureFixture[str]
TERM = (
    "mentors:\n  from: 2027-01-11\n  to: 2027-06-25\n  topics:\n"
    "    teaching: {en: Clinical teaching, fr: L’enseignement clinique}\n"
)
HOURS = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
{events}END:VCALENDAR
"""
EVENT = "BEGIN:VEVENT\nUID:{n}@x\nDTSTAMP:20261102T080000Z\n{times}\nSUMMARY:Ward\nEND:VEVENT\n"


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_tables_on_trial_are_not_kept(two_cafes: Path, capsys: Capture) -> None:
    """They are shown; nothing is written."""
    add(SETTINGS, "tables: {size: 2-4}\n")(two_cafes)
    before = _files(two_cafes)
    answer = says(capsys, two_cafes, "tables", JANUARY, "--dry-run", "--seconds", "1")
    assert answer.returncode == 0 and "this was a trial" in answer.stdout, answer.stderr
    assert "Ama Example" in answer.stdout and _files(two_cafes) == before


def test_who_sits_at_no_table_has_no_reason(two_cafes: Path, capsys: Capture) -> None:
    """She came too late for the tables: it is said that she has none."""
    add(SETTINGS, "tables: {size: 2-4}\n")(two_cafes)
    late = "late,Late Example,late@example.org,Accra,Ghana,fr,advisory,,\n"
    add("sessions/members.csv", late)(two_cafes)
    assert says(capsys, two_cafes, "tables", JANUARY, "--seconds", "1").returncode == 0
    answer = says(capsys, two_cafes, "tables", JANUARY, "--why", "late")
    assert answer.returncode == 3 and "Late Example sits at no table of “2027-01-cafe”" in answer.stderr


def test_tables_at_which_somebody_is_no_member_any_more_are_made_anew(
    two_cafes: Path, capsys: Capture
) -> None:
    """The row is gone: the ids are named, with the command that begins again."""
    add(SETTINGS, "tables: {size: 2-4}\n")(two_cafes)
    assert says(capsys, two_cafes, "tables", JANUARY, "--seconds", "1").returncode == 0
    swap("sessions/members.csv", "ca-laval,Luc Exemple", "ca-levis,Luc Exemple")(two_cafes)
    answer = says(capsys, two_cafes, "tables", JANUARY)
    assert answer.returncode == 1 and "no members any more: ca-laval" in answer.stderr
    assert f"besrour tables {JANUARY} --again" in answer.stderr


def test_groups_on_trial_are_not_kept_and_introduced_once(two_cafes: Path, capsys: Capture) -> None:
    """A trial names no next step; afterwards the letters are it."""
    add(SETTINGS, TERM)(two_cafes)
    rows = "member,offers,asks\ngh-accra,teaching,\nca-laval,,teaching\n"
    (two_cafes / "sessions/mentors.csv").write_text(rows, encoding="utf-8")
    words = ("mentors", "--seconds", "1")
    answer = says(capsys, two_cafes, *words, "--dry-run")
    assert answer.returncode == 0 and "this was a trial" in answer.stdout, answer.stderr
    assert "Next:" not in answer.stdout and not (two_cafes / "mentors.yaml").exists()
    assert "Next: besrour send mentors" in says(capsys, two_cafes, *words).stdout


def test_a_coders_sheet_on_trial_changes_no_code(two_cafes: Path, capsys: Capture) -> None:
    """It is said how many comments would have other codes."""
    comments = two_cafes / "responses/comments.csv"
    comments.parent.mkdir()
    one = EvaluationComment(id="1", wave=JANUARY, source="comment", language="en", text="A good hour")
    comments.write_bytes(emit_comments([one], None))
    assert says(capsys, two_cafes, "codes", "--write").returncode == 0
    sheet = two_cafes / "out/codes/first.csv"
    text = sheet.read_text(encoding="utf-8-sig")
    head, row = text.splitlines()
    sheet.write_text(f"{head}\n{row.rpartition(',')[0]},time\n", encoding="utf-8")
    before = comments.read_bytes()
    answer = says(capsys, two_cafes, "codes", str(sheet), "--dry-run")
    assert "1 comment would have other codes." in answer.stdout, answer.stderr
    assert "this was a trial" in answer.stdout and comments.read_bytes() == before


def test_hours_of_a_calendar_are_shown_and_forgotten_on_trial(two_cafes: Path, capsys: Capture) -> None:
    """Whole days are told apart, five spans are shown and the rest counted; a trial forgets none of them."""
    times = ["DTSTART;VALUE=DATE:20270112\nDTEND;VALUE=DATE:20270113"]
    times += [f"DTSTART:202701{day}T100000Z\nDTEND:202701{day}T110000Z" for day in range(13, 19)]
    events = "".join(EVENT.format(n=n, times=each) for n, each in enumerate(times))
    (two_cafes / "own.ics").write_text(HOURS.format(events=events), encoding="utf-8")
    shown = says(capsys, two_cafes, "busy", "own.ics", "--member", "gh-accra").stdout
    assert "Ama Example: 7 spans" in shown and "1 span is of whole days" in shown and "and 2 more" in shown
    forgotten = says(capsys, two_cafes, "busy", "--forget", "--member", "gh-accra", "--dry-run")
    assert "7 spans of Ama Example are forgotten" in forgotten.stdout
    assert len(busy_file.read(str(two_cafes))["gh-accra"]) == 7


def test_accents_that_a_text_message_leaves_away_are_named(two_cafes: Path, capsys: Capture) -> None:
    """With what they would cost; a poster without an address for its code says so."""
    swap(f"sessions/{JANUARY}.yaml", "fr: Enseigner ensemble", "fr: Être à l’hôpital")(two_cafes)
    answer = says(capsys, two_cafes, "post", JANUARY, "--poster", "--dry-run")
    assert answer.returncode == 0, answer.stderr
    assert "with them it would take" in answer.stderr and "ô" in answer.stderr
    assert "The poster has no code: add publish:" in answer.stderr
    assert not (two_cafes / "out").exists()


def test_a_calendar_of_a_series_that_is_gone_is_removed(two_cafes: Path, capsys: Capture) -> None:
    """The export names what it takes away."""
    tell(two_cafes, JANUARY)
    assert says(capsys, two_cafes, "export").returncode == 0
    (two_cafes / "out/calendar/former.ics").write_bytes((two_cafes / "out/calendar/all.ics").read_bytes())
    again = says(capsys, two_cafes, "export").stdout
    assert "former.ics  removed" in again and "all.ics  unchanged" in again
    assert not (two_cafes / "out/calendar/former.ics").exists()


def test_an_answer_after_the_session_is_not_weighed(two_cafes: Path, capsys: Capture) -> None:
    """Another time that somebody asked for is against nothing but that it is over."""
    start = tell(two_cafes, JANUARY).plan.slots[JANUARY].start
    asked = Reply(JANUARY, "ca-laval", ReplyPart.PROPOSED, moment=AT, proposed=start + timedelta(days=1))
    replies_file.update(str(two_cafes), lambda stored: stored._replace(answers=(asked,)))
    shown = says(capsys, two_cafes, "replies", now="2027-02-01T12:00Z")
    assert "the session is over" in shown.stdout, shown.stdout + shown.stderr
