"""``besrour send`` at a coordinator's desk: she is shown, she is asked, each letter goes once."""

from __future__ import annotations

import email
import email.policy
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from support.campaigns.thorough import thorough
from support.checkout import ROOT
from support.commands import announced
from support.commands.letters import CAFE, EVERYBODY, NOON
from support.commands.told import opened
from support.delivery.smtp_server import Postbox

pytestmark = pytest.mark.small

Run = Callable[..., subprocess.CompletedProcess[str]]


def _send(run: Run, desk: Path, *more: str, now: str = NOON, code: int = 0) -> dict[str, object]:
    answer = run("send", CAFE, "--yes", "--json", *more, cwd=desk, now=now)
    assert answer.returncode == code, answer.stdout + answer.stderr
    found: dict[str, object] = json.loads(answer.stdout)
    return found


def _whys(data: dict[str, object]) -> dict[str, tuple[str, str]]:
    return {a["member"]: (a["verdict"], a["why"]) for a in data["actions"]}  # type: ignore[attr-defined]


def test_everyone_gets_one_letter_and_the_next_run_has_nothing_to_do(
    desk: Path, box: Postbox, run: Run
) -> None:
    """The bytes are those of the files in out/letters; a second run sends none."""
    data = _send(run, desk)
    files = {p.stem: p.read_bytes() for p in (desk / "out/letters" / CAFE).iterdir()}
    assert len(box.taken) == len(files) == len(data["outcomes"])  # type: ignore[arg-type]
    assert set(box.counts().values()) == {1}
    assert {t.data for t in box.taken} == set(files.values())
    again = run("send", CAFE, "--yes", cwd=desk, now=NOON)
    assert again.returncode == 0
    assert "0 letters to send now" in again.stdout
    assert len(box.taken) == len(files)


def test_nothing_leaves_unasked(desk: Path, box: Postbox, run: Run) -> None:
    """Without --send nothing goes; with it, nobody at the keyboard and no --yes, nothing is even written."""
    before = {p: p.read_bytes() for p in desk.rglob("*") if p.is_file()}
    answer = run("send", CAFE, cwd=desk, now=NOON)
    assert answer.returncode == 2
    assert "--yes" in answer.stderr
    assert {p: p.read_bytes() for p in desk.rglob("*") if p.is_file()} == before
    dry = run("send", CAFE, "--dry-run", cwd=desk, now=NOON)
    assert dry.returncode == 0
    assert f"{EVERYBODY} letters to send now" in dry.stdout
    assert {p: p.read_bytes() for p in desk.rglob("*") if p.is_file()} == before
    assert run("invite", CAFE, cwd=desk, now=NOON).returncode == 0
    assert not box.taken


@pytest.mark.parametrize("answer", [str(EVERYBODY), str(EVERYBODY + 1), thorough("y"), thorough("")])
def test_the_question_wants_the_count(answer: str, desk: Path, box: Postbox) -> None:
    """At a terminal she is asked; typing the number sends, anything else does not."""
    mine, hers = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("BESROUR_", "LC_", "LANG"))}
    environment |= {"BESROUR_NOW": NOON, "BESROUR_LANG": "fr", "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    program = subprocess.Popen(
        [sys.executable, "-m", "besrour_cli", "send", CAFE],
        cwd=desk,
        env=environment,
        stdin=hers,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    os.write(mine, answer.encode() + b"\n")
    out, err = program.communicate(timeout=60)
    os.close(mine)
    os.close(hers)
    assert str(EVERYBODY).encode() in err, err
    assert len(box.taken) == (EVERYBODY if answer == str(EVERYBODY) else 0)
    assert program.returncode == (0 if answer == str(EVERYBODY) else 1), out + err


def test_a_few_first_then_the_others(desk: Path, box: Postbox, run: Run) -> None:
    """--only chooses, --limit stops early, and the same command goes on with those left."""
    _send(run, desk, "--only", "gh-1", "--only", "ca-laval")
    assert sorted(box.counts()) == ["ghana-sofpog@example.org", "laval@example.org"]
    _send(run, desk, "--limit", "5")
    assert len(box.taken) == 7
    _send(run, desk)
    assert len(box.taken) == EVERYBODY and set(box.counts().values()) == {1}


def test_a_trial_goes_to_oneself_and_announces_nothing(desk: Path, box: Postbox, run: Run) -> None:
    """--test-to sends one letter of each language; plan, files and ledger stay as they were."""
    before = {p: p.read_bytes() for p in desk.rglob("*") if p.is_file()}
    answer = run("send", CAFE, "--test-to", "me@example.com", cwd=desk, now=NOON)
    assert answer.returncode == 0, answer.stderr
    assert [t.to for t in box.taken] == ["me@example.com"] * 2
    letters = [email.message_from_bytes(t.data, policy=email.policy.default) for t in box.taken]
    assert [str(letter["To"]) for letter in letters] == ["me@example.com"] * 2
    assert {p: p.read_bytes() for p in desk.rglob("*") if p.is_file()} == before
    _send(run, desk)
    ids = [email.message_from_bytes(t.data, policy=email.policy.default)["Message-ID"] for t in box.taken]
    assert len(set(ids)) == len(ids) == EVERYBODY + 2


@pytest.mark.parametrize(
    "address",
    ["", " ", "nonsense", "me@example.com,you@example.com", "Me <me@example.com>", "me@exam\u200bple.com"],
)
def test_a_trial_goes_to_one_address_or_nowhere(address: str, desk: Path, box: Postbox, run: Run) -> None:
    """What is no address is refused before anything is written; nothing at all is no yes to sending."""
    before = {p: p.read_bytes() for p in desk.rglob("*") if p.is_file()}
    answer = run("send", CAFE, "--yes", "--test-to", address, cwd=desk, now=NOON)
    assert answer.returncode == 2, answer.stdout + answer.stderr
    assert not box.taken
    assert {p: p.read_bytes() for p in desk.rglob("*") if p.is_file()} == before


def test_nobody_is_woken(desk: Path, box: Postbox, run: Run) -> None:
    """At 03:00 in Vancouver its letter is held and the hour is told; at noon it goes."""
    data = _send(run, desk, now="2026-12-20T10:00Z")
    held = {a["member"]: a["from"] for a in data["actions"] if a["verdict"] == "hold"}  # type: ignore[attr-defined]
    assert "ca-ubc" in held and "ubc@example.org" not in box.counts()
    assert all("2026-12-20T10:00Z" < moment < "2026-12-21T00:00Z" for moment in held.values())
    _send(run, desk, now=NOON)
    assert len(box.taken) == EVERYBODY and set(box.counts().values()) == {1}


def test_who_is_new_is_invited_and_who_knew_is_told_what_changed(desk: Path, box: Postbox, run: Run) -> None:
    """A late member gets an invitation alone; a changed session goes to all as an update; then none again."""
    _send(run, desk)
    roster = desk / "sessions/members.csv"
    new = "rw-late,Zoé Tard,tard@example.org,Kigali,Rwanda,fr,cafe,,,,,,,\n"
    roster.write_text(roster.read_text(encoding="utf-8") + new, encoding="utf-8")
    data = _send(run, desk)
    assert _whys(data)["rw-late"] == ("send", "new")
    assert len(box.taken) == EVERYBODY + 1
    session = desk / f"sessions/{CAFE}.yaml"
    text = session.read_text(encoding="utf-8")
    session.write_text(text.replace("interpretation: yes", "interpretation: no"), encoding="utf-8")
    data = _send(run, desk, now="2026-12-21T17:00Z")
    assert set(_whys(data).values()) == {("send", "facts")}
    assert {a["kind"] for a in data["actions"]} == {"update"}  # type: ignore[attr-defined]
    assert set(box.counts().values()) == {2}
    roster.write_text(roster.read_text(encoding="utf-8") + new.replace("late", "x").replace("tard", "x"))
    data = _send(run, desk, now="2026-12-21T17:00Z")
    kinds = {a["member"]: a["kind"] for a in data["actions"] if a["verdict"] == "send"}  # type: ignore[attr-defined]
    assert kinds == {"rw-x": "invitation"}


@pytest.mark.thorough
def test_a_fate_nobody_knows_is_the_coordinators_to_decide(desk: Path, box: Postbox, run: Run) -> None:
    """No answer to a letter: exit 6, then it is listed (exit 1) and stays until she says what happened."""
    box.data["laval@example.org"] = ["drop after"]
    box.data["ghana-sofpog@example.org"] = ["drop after"]
    _send(run, desk, code=6)
    told = run("send", CAFE, "--yes", cwd=desk, now=NOON)
    assert told.returncode == 1
    assert "ca-laval" in told.stdout and "--assume-sent" in told.stdout
    # of the other one nobody knows yet
    assert run("send", CAFE, "--assume-sent", "ca-laval", "--yes", cwd=desk, now=NOON).returncode == 1
    _send(run, desk, "--resend", "gh-1")
    assert box.counts()["laval@example.org"] == 1
    assert box.counts()["ghana-sofpog@example.org"] == 2
    assert run("send", CAFE, "--yes", cwd=desk, now=NOON).returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, thorough(signal.SIGTERM), thorough(signal.SIGHUP)])
def test_an_interruption_lets_the_letter_under_way_end(
    number: signal.Signals, desk: Path, box: Postbox, run: Run
) -> None:
    """Ctrl+C, the system, a closed terminal: no fate is unknown; the next run sends the rest, each once."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("BESROUR_", "LC_", "LANG"))}
    environment |= {"BESROUR_NOW": NOON, "BESROUR_LANG": "en", "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    program = subprocess.Popen(
        [sys.executable, "-m", "besrour_cli", "send", CAFE, "--yes", "--rate", "600"],
        cwd=desk,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    end = time.monotonic() + 60
    while len(box.taken) < 3 and time.monotonic() < end:
        time.sleep(0.01)
    program.send_signal(number)
    out, err = program.communicate(timeout=60)
    assert b"stopping after this letter" in err
    assert b"not reached" in out, out
    assert program.returncode == 130
    assert 3 <= len(box.taken) < EVERYBODY
    _send(run, desk)
    assert len(box.taken) == EVERYBODY and set(box.counts().values()) == {1}


@pytest.mark.thorough
def test_a_letter_that_came_back_is_found_and_its_address_rests(desk: Path, box: Postbox, run: Run) -> None:
    """``besrour bounces`` names the member; later sessions leave the address alone until it is corrected."""
    _send(run, desk)
    [taken] = [t for t in box.taken if t.to == "laval@example.org"]
    identity = email.message_from_bytes(taken.data)["Message-ID"]
    folder = desk / "responses/bounces"
    folder.mkdir(parents=True)
    (folder / "1.eml").write_text(
        "From: postmaster@mx.example.net\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"'
        "\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
        "Final-Recipient: rfc822; x@mx.example.net\nAction: failed\nStatus: 5.1.1\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {identity}\n\n--b--\n"
    )
    (folder / "2.eml").write_text("From: awa@example.org\nSubject: Merci\n\nÀ bientôt\n", encoding="utf-8")
    shown = run("bounces", cwd=desk, now=NOON)
    assert shown.returncode == 0
    assert "ca-laval" in shown.stdout and "1 letter came back" in shown.stdout
    again = json.loads(run("bounces", "--json", cwd=desk, now=NOON).stdout)
    assert [b["new"] for b in again["bounces"]] == [False] and again["others"] == 1
    assert _whys(_send(run, desk))["ca-laval"] == ("keep", "dead")
    roster = desk / "sessions/members.csv"
    roster.write_text(roster.read_text(encoding="utf-8").replace("laval@example.org", "laval@example.com"))
    assert _whys(_send(run, desk))["ca-laval"] == ("send", "address")
    assert box.counts()["laval@example.com"] == 1


def test_a_name_cannot_write_headers(desk: Path, box: Postbox, run: Run) -> None:
    """A name of two lines, the second a Bcc, arrives as a name and nothing else; so do accents and quotes."""
    roster = desk / "sessions/members.csv"
    rows = '"eve","Eve\nBcc: victim@example.com",eve@example.org,Accra,Ghana,en,cafe,,,,,,,\n'
    rows += 'zoe,"Zoé ""Zo"" L’Écuyer; <x@y.org>",zoé@exämple.org,Dakar,Senegal,fr,cafe,,,,,,,\n'
    roster.write_text(roster.read_text(encoding="utf-8") + rows, encoding="utf-8")
    _send(run, desk, "--only", "eve", "--only", "zoe")
    assert sorted(t.to for t in box.taken) == ["eve@example.org", "zoé@xn--exmple-cua.org"]
    for taken in box.taken:
        letter = email.message_from_bytes(taken.data, policy=email.policy.SMTPUTF8)
        assert letter["Bcc"] is None and letter["Cc"] is None
        assert len(letter.get_all("To", [])) == 1
        head = taken.data.split(b"\r\n\r\n")[0]
        assert b"\r\nBcc" not in head


def test_the_password_file_must_be_ones_own(desk: Path, run: Run, tmp_path: Path) -> None:
    """A user without a password, and a file that others can read: exit codes and remedies, nothing sent."""
    programme = desk / "sessions/programme.yaml"
    text = programme.read_text(encoding="utf-8")
    programme.write_text(f"{text}  user: me@example.org\n", encoding="utf-8")
    secrets = tmp_path / "secrets"
    secrets.write_text("machine localhost login me@example.org password x\n")
    secrets.chmod(0o644)
    environment = {"BESROUR_CREDENTIALS": str(secrets)}
    answer = run("send", CAFE, "--yes", cwd=desk, now=NOON, environment=environment)
    assert "chmod 600" in answer.stderr, answer.stdout + answer.stderr
    assert answer.returncode == 4
    assert not (desk / "out").exists()


def test_a_reminder_goes_once_and_only_repeats_what_people_know(desk: Path, box: Postbox, run: Run) -> None:
    """Nobody told: refused. Told: one reminder each. Changed since: the news must go first."""
    early = run("invite", CAFE, "--remind", cwd=desk, now=NOON)
    assert early.returncode == 1 and f"besrour send {CAFE}" in early.stderr
    _send(run, desk)
    told = len(box.taken)
    data = _send(run, desk, "--remind")
    assert {why for _verdict, why in _whys(data).values()} == {"reminder"}
    assert len(box.taken) == 2 * told
    last = email.message_from_bytes(box.taken[-1].data, policy=email.policy.default)
    assert "Reminder" in last["Subject"] and "Rappel" in last["Subject"]
    letters = desk / "out/letters" / CAFE
    before = {p: p.read_bytes() for p in letters.iterdir()}
    for more, later in ((("--remind",), NOON), (("--remind",), "2026-12-23T17:00Z"), ((), NOON)):
        whys = {why for _verdict, why in _whys(_send(run, desk, *more, now=later)).values()}
        assert whys == {"unchanged"}
    assert {p: p.read_bytes() for p in letters.iterdir()} == before
    file = desk / "sessions" / f"{CAFE}.yaml"
    source = file.read_text("utf-8")
    assert "interpretation: yes" in source
    file.write_text(source.replace("interpretation: yes", "interpretation: no"), "utf-8")
    late = run("invite", CAFE, "--remind", cwd=desk, now=NOON)
    assert late.returncode == 1 and "changed" in late.stderr
    assert len(box.taken) == 2 * told


def test_reminders_go_on_where_they_stopped_each_dated_when_it_is_made(
    desk: Path, box: Postbox, run: Run
) -> None:
    """Five today, the rest days later, none twice, even when replies.yaml is lost; dates are their own."""
    _send(run, desk)
    told = len(box.taken)
    _send(run, desk, "--remind", "--limit", "5", now="2026-12-21T17:00Z")
    _send(run, desk, "--remind", now="2026-12-23T17:00Z")
    (desk / "replies.yaml").unlink()
    _send(run, desk, "--remind", now="2026-12-24T17:00Z")
    assert set(box.counts().values()) == {2}
    dates = [email.message_from_bytes(t.data)["Date"][:11] for t in box.taken[told:]]
    assert dates == ["Mon, 21 Dec"] * 5 + ["Wed, 23 Dec"] * (told - 5)


@pytest.mark.thorough
def test_a_reminder_of_unknown_fate_is_hers_to_decide(desk: Path, box: Postbox, run: Run) -> None:
    """No answer to a reminder: it is not sent again by itself; --resend sends it under its old name."""
    _send(run, desk)
    box.data["laval@example.org"] = ["drop after"]
    _send(run, desk, "--remind", code=6)
    _send(run, desk, "--remind", code=1)
    _send(run, desk, "--remind", "--resend", "ca-laval", now="2026-12-21T17:00Z")
    hers = [email.message_from_bytes(t.data)["Message-ID"] for t in box.taken if t.to == "laval@example.org"]
    assert len(hers) == 3 and len(set(hers)) == 2


@pytest.mark.thorough
def test_who_missed_the_news_is_told_it_and_not_reminded(desk: Path, box: Postbox, run: Run) -> None:
    """An update reached all but one: with --remind she gets the update, the others a reminder."""
    _send(run, desk)
    session = desk / f"sessions/{CAFE}.yaml"
    text = session.read_text(encoding="utf-8")
    session.write_text(text.replace("interpretation: yes", "interpretation: no"), encoding="utf-8")
    everybody = {a["member"] for a in _send(run, desk, "--dry-run")["actions"]}  # type: ignore[attr-defined]
    only = [word for member in sorted(everybody - {"ca-laval"}) for word in ("--only", member)]
    _send(run, desk, *only)
    kinds = {a["member"]: a["kind"] for a in _send(run, desk, "--remind", "--dry-run")["actions"]}  # type: ignore[attr-defined]
    assert kinds.pop("ca-laval") == "update"
    assert set(kinds.values()) == {"reminder"}


@pytest.mark.thorough
def test_a_wrong_announcement_is_corrected_by_mail_once(
    desk: Path, box: Postbox, run: Run, tmp_path: Path
) -> None:
    """Sent with old zone data; with today's, `correct` and `send` reach those misled, once each."""
    old = {"PYTHONPATH": f"{announced.old_package(tmp_path / 'old')}{os.pathsep}{ROOT}", "PYTHONTZPATH": ""}
    sent = run("send", CAFE, "--yes", cwd=desk, now=NOON, environment=old)
    assert sent.returncode == 0, sent.stderr
    everybody, misled = len(box.taken), {d["zone"] for d in _drift(run, desk)}
    assert misled == set(announced.FORMER)
    corrected = run("correct", cwd=desk, now="2026-12-21T17:00Z")
    assert f"besrour send {CAFE}" in corrected.stdout, corrected.stderr
    assert len(box.taken) == everybody, "correct itself sends nothing"
    data = _send(run, desk, now="2026-12-21T17:00Z")
    due = {a["member"]: a["kind"] for a in data["actions"] if a["verdict"] == "send"}  # type: ignore[attr-defined]
    assert due == dict.fromkeys(("ca-calgary", "ca-manitoba", "ca-ubc", "ma-casablanca"), "correction")
    news = box.taken[everybody:]
    assert len(news) == len(due)
    assert {t.data for t in news} == {(desk / f"out/letters/{CAFE}/{m}.eml").read_bytes() for m in due}
    [hers] = [_text(t.data) for t in news if t.to == "ubc@example.org"]
    utc, east = opened(desk).plan.slots[CAFE].start, announced.FORMER["America/Vancouver"]
    wrong, true = (f"{utc.hour + hours}:{utc:%M}\u00a0a.m." for hours in (east, east + 1))
    assert wrong in hers and true in hers
    ids = [email.message_from_bytes(t.data)["Message-ID"] for t in box.taken]
    assert len(set(ids)) == len(ids)
    again = _send(run, desk, now="2026-12-22T17:00Z")
    assert {_whys(again)[m] for m in due} == {("keep", "unchanged")}
    assert "outcomes" not in again and len(box.taken) == everybody + len(due)
    assert run("check", cwd=desk, now="2026-12-22T17:00Z").returncode == 0


def _drift(run: Run, desk: Path) -> list[dict[str, str]]:
    answer = run("check", "--json", cwd=desk, now="2026-12-21T17:00Z")
    assert answer.returncode == 1
    return list(json.loads(answer.stdout)["drift"])


def _text(data: bytes) -> str:
    body = email.message_from_bytes(data, policy=email.policy.default).get_body(("plain",))
    assert body
    return str(body.get_content())
