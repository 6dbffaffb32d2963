"""The ledger: on the disk before the letter is, readable after any crash, held by one run alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.delivery.mail.ledger import NAME, LedgerEntry, LedgerEvent, SendLedger, entries
from besrour_cli.delivery.mail.status import DeliveryLog
from besrour_cli.model.errors import FileError, PlanFileError
from support.checkout import ROOT
from support.delivery.sender import NOON, PROGRAMME, Desk
from support.delivery.smtp_server import Postbox

INTENT = LedgerEntry(
    event=LedgerEvent.INTENT,
    about="s",
    member="awa",
    to="awa@example.org",
    kind="invitation",
    facts="f",
    local="l",
    digest="d",
    id="<awa@x>",
)


def _write(folder: Path, *events: str) -> None:
    with SendLedger(str(folder), PROGRAMME) as ledger:
        for event in events:
            ledger.append(INTENT._replace(event=LedgerEvent(event)), NOON)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Every field comes back, in order, with the moment it was written."""
    _write(tmp_path, "intent", "done")
    found = list(entries(str(tmp_path), PROGRAMME))
    assert found == [
        INTENT._replace(event=e, at="2027-01-10T12:00Z") for e in (LedgerEvent.INTENT, LedgerEvent.DONE)
    ]


def test_no_ledger_means_nobody_was_written_to(tmp_path: Path) -> None:
    """A folder that never sent has no ledger, and looking makes none."""
    assert list(entries(str(tmp_path), PROGRAMME)) == []
    assert list(tmp_path.iterdir()) == []


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    """It holds addresses."""
    _write(tmp_path, "intent")
    assert (tmp_path / NAME).stat().st_mode & 0o077 == 0


@given(share=st.floats(0, 1))
def test_a_ledger_cut_anywhere_is_a_beginning_of_the_true_one(
    share: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A crash leaves any part of the file: it reads as the lines that were whole, and goes on from there."""
    folder = tmp_path_factory.mktemp("cut")
    _write(folder, "intent", "done", "intent")
    whole = (folder / NAME).read_bytes()
    cut = round(share * len(whole))
    (folder / NAME).write_bytes(whole[:cut])
    before = [e.event for e in entries(str(folder), PROGRAMME)]
    assert before == ["intent", "done", "intent"][: len(before)]
    assert len(before) >= max(0, whole[:cut].count(b"\n") - 1)
    _write(folder, "refused")
    _write(folder, "deferred")
    assert [e.event for e in entries(str(folder), PROGRAMME)] == [*before, "refused", "deferred"]


@pytest.mark.parametrize(
    "damage",
    [
        b'{"event": "done", "about"\n',
        b"\x00\xff\n",
        b"\n",
        b'{"event": "danced"}\n',
        b'{"event": "done", "code": "x"}\n',
        b'{"event": "done", "colour": "red"}\n',
        b"[]\n",
    ],
)
def test_a_damaged_line_stops_sending(damage: bytes, tmp_path: Path) -> None:
    """A line that no crash explains might have been somebody's “sent”: the program says which, and stops."""
    _write(tmp_path, "intent", "done")
    lines = (tmp_path / NAME).read_bytes().splitlines(keepends=True)
    (tmp_path / NAME).write_bytes(lines[0] + lines[1] + damage + lines[2])
    with pytest.raises(PlanFileError, match="line 3"):
        list(entries(str(tmp_path), PROGRAMME))


def test_another_programmes_ledger_is_left_alone(tmp_path: Path) -> None:
    """A folder copied for the next year does not inherit who was written to, unseen."""
    _write(tmp_path, "intent")
    with pytest.raises(PlanFileError, match="besrour-cafe-2027"):
        list(entries(str(tmp_path), "besrour-cafe-2028"))
    (tmp_path / NAME).write_text('{"ledger": 99, "programme": "besrour-cafe-2027"}\n')
    with pytest.raises(PlanFileError, match="another edition"):
        list(entries(str(tmp_path), PROGRAMME))


def test_two_runs_at_once_are_one_too_many(tmp_path: Path) -> None:
    """While one process sends, another is refused; when it ends, the ledger is free."""
    code = (
        "import sys; from besrour_cli.delivery.mail.ledger import SendLedger\n"
        f"ledger = SendLedger({str(tmp_path)!r}, {PROGRAMME!r})\n"
        "print('held', flush=True); sys.stdin.read()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert other.stdout is not None and other.stdout.readline() == b"held\n"
    with pytest.raises(FileError, match="another run"):
        SendLedger(str(tmp_path), PROGRAMME)
    other.kill()
    other.communicate()
    SendLedger(str(tmp_path), PROGRAMME).__exit__(None, None, None)


def test_the_disk_knows_before_the_server_does(
    postbox: Postbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """fsync with the intent on disk comes before DATA; fsync with the outcome before the next letter."""
    story: list[str] = []
    force = os.fsync

    def fsync(handle: int) -> None:
        force(handle)
        if (tmp_path / NAME).exists():
            last = (tmp_path / NAME).read_bytes().splitlines()[-1]
            story.append(str(json.loads(last).get("event", "head")))

    monkeypatch.setattr(os, "fsync", fsync)
    postbox.on_data = lambda to: story.append(f"taken {to.partition('@')[0]}")
    desk = Desk(tmp_path, postbox.port)
    desk.send(desk.item("awa"), desk.item("zoe"))
    assert [s for s in story if s != "head"] == [
        "intent",
        "taken awa",
        "done",
        "intent",
        "taken zoe",
        "done",
    ]


def test_a_full_disk_sends_nothing_more(
    postbox: Postbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the intent cannot be written, the letter is not begun."""
    desk = Desk(tmp_path, postbox.port)
    desk.send(desk.item("ama"))

    def write(handle: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", write)
    report = desk.send(desk.item("awa"), desk.item("zoe"))
    assert "the disk is full" in str(report.trouble)
    assert postbox.counts() == {"ama@example.org": 1}
    assert [item.member for item in report.unsent] == ["awa", "zoe"]


def test_an_outcome_that_cannot_be_written_leaves_the_fate_unknown(
    postbox: Postbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server took the letter and the disk filled up just then: it is asked about, not sent again."""
    desk = Desk(tmp_path, postbox.port)
    write = os.write

    def full(handle: int, data: bytes) -> int:
        if postbox.taken:
            raise OSError(28, "No space left on device")
        return write(handle, data)

    monkeypatch.setattr(os, "write", full)
    item = desk.item("awa")
    assert "the disk is full" in str(desk.send(item).trouble)
    monkeypatch.undo()
    assert [a.verdict for a in desk.judged([item])] == ["ask"]


EVENTS = st.sampled_from(
    ["intent", "done", "refused", "deferred", "broken", "lost", "resend", "assume", "bounce"]
)


@given(st.lists(EVENTS, max_size=12))
def test_after_an_intent_only_an_outcome_or_the_coordinator_opens_the_letter_again(story: list[str]) -> None:
    """Whatever happened before: an intent without an outcome is never sent again by itself."""
    fates = DeliveryLog(INTENT._replace(event=LedgerEvent(event)) for event in story)
    fate = fates.get("s", "awa")
    decisive = [event for event in story if event != "bounce"]
    if decisive and fate is not None and fate.state == "open":
        assert decisive[-1] in ("deferred", "broken", "resend")
    if decisive and decisive[-1] in ("intent", "lost"):
        after = story[len(story) - story[::-1].index(decisive[-1]) :]
        assert fate is not None and fate.state == ("bounced" if "bounce" in after else "unknown")


def test_a_ledger_that_cannot_be_begun_is_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full before the first line: that is said, and the next run is not told of another one."""

    def write(handle: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(FileError, match="the disk is full"):
        SendLedger(str(tmp_path), PROGRAMME)
    monkeypatch.undo()
    _write(tmp_path, "intent")
    assert [e.event for e in entries(str(tmp_path), PROGRAMME)] == ["intent"]
