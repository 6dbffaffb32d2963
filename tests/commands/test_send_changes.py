"""``besrour send`` when things and people change: who is told what, once; nobody else hears of it."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.schedule.announce import announcement, with_announcement
from besrour_cli.storage.programme.load import load
from besrour_cli.storage.state import announced_ledger, plan_file
from support.campaigns.thorough import thorough
from support.checkout import ROOT
from support.commands.letters import (
    CAFE,
    EVERYBODY,
    LATER,
    NOON,
    calendar,
    changed,
    going,
    opened,
    rows,
    sent,
    state,
    without,
)
from support.delivery.smtp_server import Postbox

pytestmark = pytest.mark.small

Run = Callable[..., subprocess.CompletedProcess[str]]
PROGRAMME = "besrour-cafe-2027"
NEW = "rw-late,Zoé Tard,tard@example.org,Kigali,Rwanda,fr,cafe,,,,,,,\n"
ZAMBIA = "zambia@example.org"


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BESROUR_", "LC_", "LANG"))}
    return kept | {"BESROUR_NOW": NOON, "BESROUR_LANG": "en", "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}


def _to(box: Postbox, address: str) -> list[bytes]:
    return [t.data for t in box.taken if t.to == address]


@pytest.mark.parametrize("what", [thorough(CAFE), "newsletter"])
def test_a_no_announces_nothing(what: str, desk: Path, box: Postbox, run: Run) -> None:
    """Asked and refused, tried on oneself, or only looked at: ledgers and plan stay byte for byte."""
    before = state(desk)
    mine, hers = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "besrour_cli", "send", what],
        cwd=desk,
        env=_environment(),
        stdin=hers,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    os.write(mine, b"no\n")
    _out, err = program.communicate(timeout=60)
    os.close(mine)
    os.close(hers)
    assert program.returncode == 1 and b"nothing was sent, and nothing is announced" in err
    assert run("send", what, "--dry-run", cwd=desk, now=NOON).returncode == 0
    assert not box.taken
    assert run("send", what, "--test-to", "me@example.com", cwd=desk, now=NOON).returncode == 0
    assert [t.to for t in box.taken] == ["me@example.com"] * 2
    assert state(desk) == before


@pytest.mark.thorough
def test_a_server_that_is_not_there_announces_nothing(desk: Path, box: Postbox, run: Run) -> None:
    """Nobody was written to, so nobody counts as told; later the same command does it all."""
    plan = (desk / "plan.yaml").read_bytes()
    programme = desk / "sessions/programme.yaml"
    text = programme.read_text(encoding="utf-8")
    programme.write_text(text.replace(f"port: {box.port}", "port: 9"), encoding="utf-8")
    answer = run("send", CAFE, "--yes", cwd=desk, now=NOON)
    assert answer.returncode == 6, answer.stdout + answer.stderr
    assert (desk / "plan.yaml").read_bytes() == plan and not (desk / "announced.ledger").exists()
    programme.write_text(text, encoding="utf-8")
    assert len(going(sent(run, desk))) == EVERYBODY


@pytest.mark.parametrize("done", [thorough("ledger"), "plan"])
def test_a_run_killed_between_ledger_plan_and_letters_goes_on(
    done: str, desk: Path, box: Postbox, run: Run
) -> None:
    """Announced in the ledger alone, or in the plan too, and no letter left: the next run sends each once."""
    programme = load(str(desk)).programme
    assert programme
    session = programme.session(CAFE)
    stored = plan_file.read(str(desk), PROGRAMME)
    moment = datetime(2026, 12, 20, 12, tzinfo=UTC)
    assert session
    slot = with_announcement(programme, session, stored.plan.slots[CAFE], moment)
    announced_ledger.note(
        str(desk), PROGRAMME, [announcement(programme, session, slot, moment)], programme.invited(session)
    )
    if done == "plan":
        stored.plan.slots[CAFE] = slot  # type: ignore[index]
        plan_file.write(str(desk), stored.plan, stored.digest)
    assert set(going(sent(run, desk)).values()) == {"invitation"}
    assert len(box.taken) == EVERYBODY and set(box.counts().values()) == {1}
    assert going(sent(run, desk, now=LATER)) == {}
    assert len(announced_ledger.read(str(desk), PROGRAMME).of[CAFE]) == 1


@pytest.mark.parametrize("what", [CAFE, thorough("newsletter")])
def test_killed_at_a_letter_and_again_nobody_gets_two(what: str, desk: Path, box: Postbox, run: Run) -> None:
    """SIGKILL with the fifth letter in the server's hand: it alone is asked about, the rest goes once."""
    killed: list[str] = []
    program = subprocess.Popen(
        [sys.executable, "-m", "besrour_cli", "send", what, "--yes"],
        cwd=desk,
        env=_environment(),
        stdout=subprocess.DEVNULL,
    )

    def kill(to: str) -> None:
        if len(box.taken) == 5 and not killed:
            killed.append(to)
            program.send_signal(signal.SIGKILL)
            program.wait(30)

    box.on_data = kill
    program.wait(60)
    assert len(killed) == 1
    data = sent(run, desk, what, code=1)
    [asked] = [a for a in data["actions"] if a["verdict"] == "ask"]
    assert asked["to"] == killed[0]
    sent(run, desk, what, "--assume-sent", asked["member"])
    assert len(box.taken) == EVERYBODY and set(box.counts().values()) == {1}


@pytest.mark.parametrize("how", ["row", thorough("paused"), thorough("group")])
def test_who_leaves_is_taken_off_alone_and_invited_anew_on_return(
    how: str, desk: Path, box: Postbox, run: Run
) -> None:
    """One withdrawal to her, none to others, once; back again, a new invitation that calendars take."""
    sent(run, desk)
    full = rows(desk).read_text(encoding="utf-8")
    [row] = [line for line in full.splitlines() if line.startswith("zm-1,")]
    cells = row.split(",")
    head = full.splitlines()[0].split(",")
    if how == "row":
        without(desk, "zm-1")
    else:
        cells[head.index("paused" if how == "paused" else "groups")] = {
            "paused": "yes",
            "group": "working-group",
        }[how]
        rows(desk).write_text(full.replace(row, ",".join(cells)), encoding="utf-8")
    shown = run("send", CAFE, "--dry-run", cwd=desk, now=LATER).stdout
    assert "1 person who had the invitation is no longer invited, and is told so: zm-1." in shown
    assert "no longer invited" in shown
    assert going(sent(run, desk, now=LATER)) == {"zm-1": "withdrawal"}
    assert going(sent(run, desk, now=LATER)) == {}
    rows(desk).write_text(full, encoding="utf-8")
    assert going(sent(run, desk, now=LATER)) == {"zm-1": "invitation"}
    assert going(sent(run, desk, now=LATER)) == {}
    entries = [calendar(data) for data in _to(box, ZAMBIA)]
    assert [method for method, _sequence, _uid in entries] == ["REQUEST", "CANCEL", "REQUEST"]
    assert [sequence for _method, sequence, _uid in entries] == [0, 1, 2]
    assert len({uid for _method, _sequence, uid in entries}) == 1
    farewell = opened(_to(box, ZAMBIA)[1])
    assert "Your place is released / Place libérée" in farewell["Subject"]
    assert farewell["Date"].startswith("Mon, 21 Dec 2026")
    assert len(box.taken) == EVERYBODY + 2


@pytest.mark.thorough
def test_a_leaver_can_be_sent_hers_by_name_and_nobody_else(desk: Path, box: Postbox, run: Run) -> None:
    """--only takes the id of somebody whose row is gone; whoever never had a letter gets none."""
    sent(run, desk, CAFE, "--only", "zm-1", "--only", "bw-1", "--only", "gh-1")
    without(desk, "zm-1", "bw-1", "lr-1")
    assert going(sent(run, desk, CAFE, "--only", "zm-1", now=LATER)) == {"zm-1": "withdrawal"}
    rest = going(sent(run, desk, now=LATER))
    assert rest.pop("bw-1") == "withdrawal"
    assert set(rest.values()) == {"invitation"} and not {"gh-1", "lr-1", "zm-1"} & set(rest)


def test_a_cancellation_goes_to_exactly_those_who_were_told(desk: Path, box: Postbox, run: Run) -> None:
    """Not to the newcomer, once to the leaver, nothing to who was taken off before."""
    sent(run, desk)
    without(desk, "zm-1")
    sent(run, desk, now=LATER)
    without(desk, "bw-1")
    rows(desk).write_text(rows(desk).read_text(encoding="utf-8") + NEW, encoding="utf-8")
    assert run("cancel", CAFE, "--yes", cwd=desk, now=LATER).returncode == 0
    off = going(sent(run, desk, now=LATER))
    assert set(off.values()) == {"cancellation"} and len(off) == EVERYBODY - 1
    assert "bw-1" in off and not {"zm-1", "rw-late"} & set(off)
    assert going(sent(run, desk, now=LATER)) == {}
    assert calendar(box.taken[-1].data)[:2] == ("CANCEL", 1)


@pytest.mark.thorough
def test_who_never_had_a_letter_gets_an_invitation_whatever_changed(
    desk: Path, box: Postbox, run: Run
) -> None:
    """Told by the newsletter alone, or her invitation came back: an invitation, never an update."""
    assert sent(run, desk, "newsletter")["announced"]
    changed(desk)
    assert set(going(sent(run, desk)).values()) == {"invitation"}
    identity = opened(_to(box, ZAMBIA)[-1])["Message-ID"]
    folder = desk / "responses/bounces"
    folder.mkdir(parents=True)
    (folder / "1.eml").write_text(
        "From: postmaster@mx.example.net\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"'
        "\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
        f"Final-Recipient: rfc822; {ZAMBIA}\nAction: failed\nStatus: 5.1.1\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {identity}\n\n--b--\n"
    )
    assert run("bounces", cwd=desk, now=NOON).returncode == 0
    text = rows(desk).read_text(encoding="utf-8").replace(ZAMBIA, "lusaka@example.org")
    rows(desk).write_text(text, encoding="utf-8")
    changed(desk, "interpretation: no", "interpretation: yes")
    kinds = going(sent(run, desk, now=LATER))
    assert kinds.pop("zm-1") == "invitation"
    assert set(kinds.values()) == {"update"} and len(kinds) == EVERYBODY - 1


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", f"{EVERYBODY}  new wording"),
        ("fr", f"{EVERYBODY}  avec nouvelle formulation"),
    ],
)
def test_other_words_alone_send_nothing_and_it_says_so(
    lang: str, line: str, desk: Path, box: Postbox, run: Run
) -> None:
    """A new title: nothing goes, the table says why and how; --reworded sends it, once."""
    sent(run, desk)
    changed(desk, "Premiere:", "Opening:")
    shown = run("send", CAFE, "--yes", cwd=desk, now=LATER, lang=lang)
    assert shown.returncode == 0 and line in shown.stdout and "--reworded" in shown.stdout
    assert len(box.taken) == EVERYBODY
    assert len(going(sent(run, desk, CAFE, "--reworded", now=LATER))) == EVERYBODY
    assert going(sent(run, desk, CAFE, "--reworded", now=LATER)) == {}


def test_what_everybody_knows_already_counts_as_announced(desk: Path, box: Postbox, run: Run) -> None:
    """Changed and changed back before anybody was told: no letter, and no session left behind as moved."""
    sent(run, desk)
    stored = plan_file.read(str(desk), PROGRAMME)
    plan = (desk / "plan.yaml").read_text(encoding="utf-8")
    assert plan.count("state: announced") == 1
    slot = stored.plan.slots[CAFE]
    stored.plan.slots[CAFE] = slot.with_state(type(slot.state)("moved"))  # type: ignore[index]
    plan_file.write(str(desk), stored.plan, stored.digest)
    data = sent(run, desk, now=LATER)
    assert (going(data), data["announced"]) == ({}, [CAFE])
    assert "state: announced" in (desk / "plan.yaml").read_text(encoding="utf-8")
    assert len(box.taken) == EVERYBODY


def test_two_sessions_make_nobody_several_people(desk: Path, box: Postbox, run: Run) -> None:
    """Both letters of a member go to one address, which is hers alone: nothing is said of sharing."""
    shown = run("send", CAFE, "2027-02-cafe", "--yes", cwd=desk, now=NOON)
    assert shown.returncode == 0, shown.stderr
    assert "is the address of several people" not in shown.stdout
    assert set(box.counts().values()) == {2}
