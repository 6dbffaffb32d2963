"""Nothing announced disappears in silence: files that are deleted, put back, renamed, exchanged."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.commands.shared.responses import invitations, session_responses
from besrour_cli.commands.workflows.letters.announcing import announce
from besrour_cli.commands.workflows.letters.mail_server import read_delivery_log
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent, SendLedger
from besrour_cli.delivery.mail.status import DeliveryState
from besrour_cli.model.plan import SessionState
from besrour_cli.publishing.calendars.feeds import objects
from besrour_cli.schedule.announce import with_announcement
from besrour_cli.storage.state import plan_file, replies_file
from support.commands.edits import add, as_files, both, drop, put, swap
from support.commands.told import AT, opened, tell

Run = Callable[..., subprocess.CompletedProcess[str]]
APRIL, MAY, NEW = "2027-04-cafe", "2027-05-cafe", "2027-04-teaching"
FILE, OTHER = f"sessions/{APRIL}.yaml", f"sessions/{MAY}.yaml"
WRITERS = (
    ("plan",),
    ("move", MAY),
    ("hold", MAY),
    ("announce", MAY, "--yes"),
    ("send", MAY, "--yes"),
    ("invite", MAY),
    ("newsletter",),
    ("export",),
    ("correct", MAY),
)
LOOKERS = (
    ("replies",),
    ("why", MAY),
    ("calendar",),
    ("when", "2027-04-08T14:30Z"),
    ("verify",),
)
IN_MAY = "2027-05-01T12:00Z"


def _rename(old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        (folder / f"sessions/{old}.yaml").rename(folder / f"sessions/{new}.yaml")

    return edit


def _bytes(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and "out" not in p.parts}


def _problems(folder: Path, run: Run, **more: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("check", "--json", cwd=folder, **more).stdout)["problems"]
    return found


def _feed(folder: Path) -> str:
    unfolded: str = (folder / "out/calendar/all.en.ics").read_text(encoding="utf-8").replace("\n ", "")
    return unfolded


def test_a_deleted_file_is_named_and_found_again_as_it_was(announced: Path, run: Run) -> None:
    """She deletes the file of an announced café; nothing is written until she has put it back."""
    text, before = (announced / FILE).read_bytes(), _bytes(announced)
    drop(FILE)(announced)
    for lang, words in (
        ("en", ("was announced to 39 people, and its file is gone", "put it back")),
        ("fr", ("a été annoncée à 39 personnes, et son fichier a disparu", "remettez-le")),
    ):
        answer = run("check", cwd=announced, lang=lang)
        assert answer.returncode == 1
        assert FILE in answer.stdout
        assert all(word in answer.stdout for word in words), answer.stdout
        assert f"besrour cancel {APRIL}" in answer.stdout
    for arguments in WRITERS:
        answer = run(*arguments, cwd=announced)
        assert answer.returncode == 1, arguments
        assert "its file is gone" in answer.stderr, arguments
    put(FILE, text)(announced)
    assert _bytes(announced) == before
    assert run("check", cwd=announced).returncode == 0
    assert run("export", cwd=announced).returncode == 0
    assert "STATUS:CANCELLED" not in _feed(announced)


def test_she_calls_it_off_instead(announced: Path, run: Run) -> None:
    """Two files are gone; one session is called off by her word, and the other is still asked about."""
    both(drop(FILE), drop(OTHER))(announced)
    answer = run("cancel", APRIL, "--yes", cwd=announced)
    assert answer.returncode == 0, answer.stderr
    assert opened(announced).plan.slots[APRIL].state == SessionState.CANCELLED
    [problem] = _problems(announced, run)
    assert problem["path"] == OTHER
    assert run("undo", "--yes", cwd=announced).returncode == 0
    assert {p["path"] for p in _problems(announced, run)} == {FILE, OTHER}


def test_looking_is_free_while_a_file_is_gone(announced: Path, run: Run) -> None:
    """What only looks opens all the same, and knows the session as people do."""
    drop(FILE)(announced)
    for arguments in LOOKERS:
        answer = run(*arguments, cwd=announced)
        assert "its file is gone" not in answer.stderr, arguments
    assert APRIL in run("replies", cwd=announced).stdout
    uids = {invitation.uid for invitation in invitations(opened(announced))}
    assert any(uid.startswith(f"{APRIL}.") for uid in uids)


def test_a_session_nobody_knows_may_be_deleted(fresh: Path, run: Run) -> None:
    """A proposal whose file is gone is simply forgotten."""
    as_files(fresh)
    for path in (fresh / "sessions").glob("2027-*.yaml"):
        if path.stem not in (APRIL, MAY):
            path.unlink()
    assert run("plan", cwd=fresh).returncode == 0
    drop(FILE)(fresh)
    assert run("check", cwd=fresh).returncode == 0
    assert run("plan", cwd=fresh).returncode == 0
    assert APRIL not in (fresh / "plan.yaml").read_text(encoding="utf-8")


def test_a_session_that_is_over_was_held(announced: Path, run: Run) -> None:
    """Its file was deleted after the day: a warning, and the next plan closes it."""
    drop(FILE)(announced)
    [problem] = _problems(announced, run, now=IN_MAY)
    assert (problem["code"], problem["warning"]) == ("session-file-gone", True)
    assert run("plan", cwd=announced, now=IN_MAY).returncode == 0
    assert opened(announced).plan.slots[APRIL].state == SessionState.HELD
    assert _problems(announced, run, now=IN_MAY) == []


def test_a_cancelled_session_needs_no_file(announced: Path, run: Run) -> None:
    """Called off, told, deleted: no mistake; feeds, page and server go on saying that it is off."""
    assert run("cancel", APRIL, "--yes", cwd=announced).returncode == 0
    tell(announced, APRIL)
    slot = opened(announced).plan.slots[APRIL]
    drop(FILE)(announced)
    assert _problems(announced, run) == []
    assert run("plan", cwd=announced).returncode == 0
    assert opened(announced).plan.slots[APRIL] == slot
    assert run("export", "--page", cwd=announced).returncode == 0
    [event] = [e for e in _feed(announced).split("BEGIN:VEVENT") if f"UID:{APRIL}." in e]
    assert "STATUS:CANCELLED" in event
    assert "EventCancelled" in (announced / "out/page/index.html").read_text(encoding="utf-8")


def test_people_can_be_told_of_what_has_no_file(announced: Path) -> None:
    """Called off while its file is gone: what people know of it is announced as cancelled."""
    drop(FILE)(announced)
    workspace = opened(announced)
    known, before = workspace.known_session(APRIL), workspace.plan.slots[APRIL]
    off = replace(before, state=SessionState.CANCELLED, sequence=1)
    programme = workspace.with_known_sessions().programme
    workspace, log = announce(workspace, {APRIL: with_announcement(programme, known, off, AT)}, AT)
    after = log.latest(APRIL)
    assert after is not None
    assert (after.cancelled, after.titles, len(after.invited)) == (True, known.titles, 39)
    assert workspace.plan.slots[APRIL].state == SessionState.CANCELLED
    assert opened(announced).plan == workspace.plan


def test_a_series_that_is_gone_as_well_is_told(announced: Path, run: Run) -> None:
    """Session and series deleted: both are named; once it is called off, its feed still says so."""
    advisory = "2027-04-advisory"
    drop(f"sessions/{advisory}.yaml")(announced)
    text = (announced / "sessions/programme.yaml").read_text(encoding="utf-8")
    gone = re.sub(r"(?ms)^  advisory:\n.*?\n\n", "", text)
    assert gone != text
    put("sessions/programme.yaml", gone.encode())(announced)
    codes = [str(problem["code"]) for problem in _problems(announced, run)]
    assert sorted(codes) == ["group-empty"] * codes.count("group-empty") + [
        "series-gone",
        "session-file-gone",
    ]
    stored = plan_file.read(str(announced), opened(announced).programme.id)
    off = replace(stored.plan.slots[advisory], state=SessionState.CANCELLED, sequence=1)
    plan_file.write(
        str(announced), replace(stored.plan, slots={**stored.plan.slots, advisory: off}), stored.digest
    )
    assert run("export", "--page", cwd=announced).returncode == 0
    feed = (announced / "out/calendar/series-advisory.ics").read_text(encoding="utf-8")
    assert "STATUS:CANCELLED" in feed


def test_a_renamed_file_is_recognised_and_settled(announced: Path, run: Run) -> None:
    """The café gets another name: besrour asks, one command settles it, and nobody gets a second entry."""
    run("export", "--page", cwd=announced)
    before, slot = _feed(announced), opened(announced).plan.slots[APRIL]
    resources = objects(opened(announced).programme, opened(announced).plan)
    _rename(APRIL, NEW)(announced)
    for lang, words in (
        ("en", "is 2027-04-teaching its new name?"),
        ("fr", "est-ce maintenant 2027-04-teaching"),
    ):
        answer = run("check", cwd=announced, lang=lang)
        assert answer.returncode == 1
        assert words in answer.stdout, answer.stdout
        assert f"besrour rename {APRIL} {NEW}" in answer.stdout
    assert run("plan", cwd=announced).returncode == 1
    files = _bytes(announced)
    trial = run("rename", APRIL, NEW, "--dry-run", cwd=announced)
    assert (trial.returncode, _bytes(announced)) == (0, files), trial.stderr
    done = run("rename", APRIL, NEW, "--json", cwd=announced)
    assert json.loads(done.stdout)["written"] is True, done.stderr
    assert opened(announced).plan.slots[NEW] == replace(slot, session=NEW, identity=APRIL)
    assert _problems(announced, run) == []
    assert run("plan", cwd=announced).returncode == 0
    assert run("export", "--page", cwd=announced).returncode == 0
    assert _feed(announced) == before
    assert objects(opened(announced).programme, opened(announced).plan) == resources
    assert (announced / f"out/page/{APRIL}.ics").exists()
    again = run("rename", APRIL, NEW, cwd=announced)
    assert (again.returncode, "already" in again.stdout) == (0, True)


def test_letters_and_answers_stay_with_a_renamed_session(announced: Path, run: Run) -> None:
    """Who had a letter has it still, who has answered has answered, and nothing new is to be sent."""
    slot = opened(announced).plan.slots[APRIL]
    record = ("--record", "ca-laval", "--session", APRIL, "--answer", "yes")
    assert run("replies", *record, cwd=announced).returncode == 0
    _letter(announced, APRIL, "ca-laval", slot.hash)
    put("sessions/attendance.csv", b"session,member\n2027-05-cafe,ca-laval\n2027-04-cafe,ca-laval\n")(
        announced
    )
    _rename(APRIL, NEW)(announced)
    done = run("rename", APRIL, NEW, cwd=announced)
    assert done.returncode == 0, done.stderr
    assert "sessions/attendance.csv:3:1" in done.stdout
    drop("sessions/attendance.csv")(announced)
    workspace = opened(announced)
    responses = session_responses(workspace, replies_file.read(str(announced)), invitations(workspace))
    [april] = [one for one in responses if one.session.id == NEW]
    assert [member.id for member in april.of("accepted")] == ["ca-laval"]
    log = read_delivery_log(opened(announced))
    status = log.get(NEW, "ca-laval")
    assert status is not None
    assert (status.state, status.sent and status.sent.facts) == (DeliveryState.SENT, slot.hash)
    assert (log.get(APRIL, "ca-laval"), log.about(APRIL), log.invited) == (None, False, {NEW})
    last = (announced / "sent.ledger").read_text(encoding="utf-8").splitlines()[-1]
    assert json.loads(last)["event"] == LedgerEvent.RENAME


def test_a_file_renamed_and_edited_is_asked_about(announced: Path, run: Run) -> None:
    """Name and text changed at once: nobody can know, so both are shown and she says it."""
    both(_rename(APRIL, NEW), swap(f"sessions/{NEW}.yaml", "on a small budget", "with little money"))(
        announced
    )
    swap(f"sessions/{NEW}.yaml", "host: cm-1", "host: gh-1")(announced)
    answer = run("check", cwd=announced)
    assert f"if its file has another name by now: besrour rename {APRIL} NAME" in answer.stdout
    asked = run("rename", APRIL, NEW, cwd=announced)
    assert asked.returncode == 2
    assert "--yes" in asked.stderr
    shown = run("rename", APRIL, NEW, "--dry-run", cwd=announced).stdout
    assert "on a small budget" in shown
    assert "with little money" in shown
    assert run("rename", APRIL, NEW, "--yes", cwd=announced).returncode == 0
    assert _problems(announced, run) == []


def test_two_copies_are_asked_about(announced: Path, run: Run) -> None:
    """The file was copied under two names and deleted: besrour names both and takes neither."""
    text = (announced / FILE).read_bytes()
    both(drop(FILE), both(put(f"sessions/{NEW}.yaml", text), put("sessions/2027-04-b.yaml", text)))(announced)
    [problem] = _problems(announced, run)
    assert f"2027-04-b, {NEW}" in str(problem["remedy"])
    assert run("rename", APRIL, NEW, cwd=announced).returncode == 2


@pytest.mark.parametrize(
    ("edit", "arguments", "code", "words"),
    [
        (lambda folder: None, (APRIL, NEW), 1, "still has its file"),
        (drop(FILE), (APRIL, MAY), 1, "a session of its own"),
        (drop(FILE), (APRIL, "2027-04-nowhere"), 2, "there is no session"),
        (lambda folder: None, ("2027-04-caffe", APRIL), 2, "similar: 2027-04-cafe"),
        (lambda folder: None, (APRIL, APRIL), 2, "the two names are the same"),
        (
            both(_rename(APRIL, NEW), add(f"sessions/{NEW}.yaml", "colour: red\n")),
            (APRIL, NEW),
            1,
            "not a key known here",
        ),
    ],
)
def test_what_cannot_be_renamed(
    announced: Path,
    run: Run,
    edit: Callable[[Path], None],
    arguments: tuple[str, str],
    code: int,
    words: str,
) -> None:
    """A file that is there, a name that people know already, no file at all: refused, nothing written."""
    edit(announced)
    before = _bytes(announced)
    answer = run("rename", *arguments, cwd=announced)
    assert answer.returncode == code, answer.stdout + answer.stderr
    assert words in answer.stderr
    assert _bytes(announced) == before


def test_exchanged_files_are_named(announced: Path, run: Run) -> None:
    """The files of April and May changed names: every letter would say the wrong thing."""
    texts = [(announced / path).read_bytes() for path in (FILE, OTHER)]
    both(_rename(APRIL, "x"), both(_rename(MAY, APRIL), _rename("x", MAY)))(announced)
    problems = _problems(announced, run)
    assert {str(p["path"]) for p in problems if not p["warning"]} == {FILE, OTHER}
    assert run("invite", MAY, cwd=announced).returncode == 1
    both(put(FILE, texts[0]), put(OTHER, texts[1]))(announced)
    assert _problems(announced, run) == []


def test_a_file_that_was_written_over_is_named(announced: Path, run: Run) -> None:
    """May's file was saved under April's name: what people know of April is in no file any more."""
    put(FILE, (announced / OTHER).read_bytes())(announced)
    [problem] = [p for p in _problems(announced, run) if not p["warning"]]
    assert (problem["path"], "Faculty development" in str(problem["remedy"])) == (FILE, True)
    assert run("plan", cwd=announced).returncode == 1


def test_topics_may_change_places(announced: Path, run: Run) -> None:
    """She gives May the topic of April and April that of May, windows and all else in place: no mistake."""
    texts = [(announced / path).read_text(encoding="utf-8") for path in (FILE, OTHER)]
    windows = [re.search(r"(?m)^window: .*$", text) for text in texts]
    assert windows[0]
    assert windows[1]
    one, two = windows[0][0], windows[1][0]
    put(FILE, texts[1].replace(two, one).encode())(announced)
    put(OTHER, texts[0].replace(one, two).encode())(announced)
    assert [p for p in _problems(announced, run) if not p["warning"]] == []
    assert run("plan", cwd=announced).returncode == 0


def test_the_old_name_may_be_used_again(announced: Path, run: Run) -> None:
    """April's café is called otherwise by now, and a new session of that name is a new entry."""
    text = (announced / FILE).read_bytes()
    _rename(APRIL, NEW)(announced)
    assert run("rename", APRIL, NEW, cwd=announced).returncode == 0
    put(FILE, re.sub(rb"(?m)^window: .*$", b"window: {from: 2027-06-14, to: 2027-06-25}", text))(announced)
    assert run("plan", cwd=announced).returncode == 0
    assert run("verify", cwd=announced).returncode == 0
    run("export", cwd=announced)
    uids = re.findall(r"(?m)^UID:(\S+?)\.besrour", _feed(announced))
    assert {APRIL, f"{APRIL}.2"} <= set(uids)
    assert len(uids) == len(set(uids))


def test_who_sends_now_is_not_disturbed(announced: Path, run: Run) -> None:
    """While letters leave in one terminal, renaming in the other waits for their end."""
    _letter(announced, APRIL, "ca-laval", opened(announced).plan.slots[APRIL].hash)
    _rename(APRIL, NEW)(announced)
    before = _bytes(announced)
    with SendLedger(str(announced), opened(announced).programme.id):
        answer = run("rename", APRIL, NEW, cwd=announced)
    assert answer.returncode == 4
    assert "another run of besrour is sending" in answer.stderr
    assert _bytes(announced) == before


def _letter(folder: Path, session: str, member: str, facts: str) -> None:
    """A letter that the server took."""
    workspace = opened(folder)
    who = next(m for m in workspace.programme.members if m.id == member)
    local = workspace.plan.slots[session].start.astimezone().isoformat()
    entry = LedgerEntry(
        event=LedgerEvent.DONE,
        about=session,
        member=member,
        to=who.email,
        kind="invitation",
        facts=facts,
        local=local,
        digest="d",
        id=f"<{member}@x>",
    )
    with SendLedger(str(folder), workspace.programme.id) as ledger:
        ledger.append(entry._replace(event=LedgerEvent.INTENT), datetime(2026, 11, 22, 13, tzinfo=UTC))
        ledger.append(entry, datetime(2026, 11, 22, 13, tzinfo=UTC))
