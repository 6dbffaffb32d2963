"""A rename that is killed between any two writes: others write nothing, and the same command ends it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.commands.shared.workspace import open_draft, open_workspace
from besrour_cli.commands.workflows.people.renaming import prepare_renaming, rename
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent, SendLedger
from besrour_cli.model.errors import DiagnosticsError, PlanFileError
from besrour_cli.model.plan import Burden
from besrour_cli.model.replies import Reminder, Reply, ReplyPart
from besrour_cli.storage.programme.lines.member_rows import without_row, write_removal
from besrour_cli.storage.state import announced_ledger, busy_file, plan_file, replies_file
from support.commands.edits import ROSTER, swap
from support.commands.told import AT, opened

APRIL, NEW = "2027-04-cafe", "2027-04-teaching"
KILLED = 9
LATER = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def known(announced: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which every file of besrour's has something of a session and of a member."""
    monkeypatch.setenv("BESROUR_NOW", "2026-11-23T12:00Z")
    folder = str(announced)
    answer = Reply(APRIL, "zw-1", ReplyPart.ACCEPTED, moment=AT, by_hand=True)
    replies = replies_file.StoredReplies((answer,), (Reminder(APRIL, "zw-1", 0, AT),))
    replies_file.update(folder, lambda _none: replies)
    busy_file.update(folder, lambda _none: {"zw-1": ((AT, LATER),)})
    with SendLedger(folder, opened(announced).programme.id) as ledger:
        ledger.append(LedgerEntry(LedgerEvent.DONE, about=APRIL, member="zw-1", id="<a@x>"), AT)
    stored = plan_file.read(folder, opened(announced).programme.id)
    plan = replace(stored.plan, ledger={"zw-1": Burden(2.5, 1, 1)})
    plan_file.write(folder, plan, stored.digest)
    return announced


def _session(folder: Path) -> tuple[str, str]:
    (folder / f"sessions/{APRIL}.yaml").rename(folder / f"sessions/{NEW}.yaml")
    return APRIL, NEW


def _member(folder: Path) -> tuple[str, str]:
    swap(ROSTER, "zw-1,", "zw-harare,")(folder)
    return "zw-1", "zw-harare"


def _state(folder: Path) -> dict[str, bytes]:
    names = ("plan.yaml", "replies.yaml", "busy.yaml", "announced.ledger", "sent.ledger")
    return {name: (folder / name).read_bytes() for name in names}


def _rename(folder: Path, old: str, new: str) -> None:
    workspace = open_draft(str(folder))
    renaming = prepare_renaming(workspace, old, new)
    assert renaming.is_certain
    if not renaming.is_done:
        rename(workspace, renaming, LATER)


def _killed_at(number: int, act: Callable[[], None]) -> bool:
    """Whether a process that does something is killed before its call of that number to write to the disk."""
    child = os.fork()
    if not child:
        calls = [0]

        def counted(call: Callable[..., object]) -> Callable[..., object]:
            def counting(*arguments: object, **more: object) -> object:
                calls[0] += 1
                if calls[0] == number:
                    os._exit(KILLED)
                return call(*arguments, **more)

            return counting

        for name in ("write", "fsync", "replace"):
            setattr(os, name, counted(getattr(os, name)))
        try:
            act()
        except BaseException:
            os._exit(1)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, KILLED)
    return code == KILLED


@pytest.mark.thorough
@pytest.mark.parametrize("change", [_session, _member])
def test_killed_anywhere(known: Path, tmp_path: Path, change: Callable[[Path], tuple[str, str]]) -> None:
    """Before every single write: the fault is still named, or all is done; once more, and all is done."""
    old, new = change(known)
    whole = Path(shutil.copytree(known, tmp_path / "whole"))
    _rename(whole, old, new)
    assert open_workspace(str(whole)).plan.slots
    wanted, refused, number = _state(whole), 0, 1
    while True:
        folder = Path(shutil.copytree(known, tmp_path / f"killed-{number}"))
        if not _killed_at(number, lambda here=folder: _rename(here, old, new)):  # type: ignore[misc]
            break
        if _state(folder) != wanted:
            refused += 1
            with pytest.raises(DiagnosticsError) as stopped:
                open_workspace(str(folder))
            assert any(f"besrour rename {old} {new}" in str(p.remedy) for p in stopped.value.problems)
        _rename(folder, old, new)
        assert _state(folder) == wanted
        assert open_workspace(str(folder)).plan.slots
        number += 1
    assert refused > 8, "there is something to be killed between"


def test_nothing_of_the_old_name_is_left(known: Path) -> None:
    """After both renames no file of besrour's says the old ids but where they are remembered as such."""
    for change in (_session, _member):
        _rename(known, *change(known))
    state = _state(known)
    for name in ("replies.yaml", "busy.yaml"):
        assert not {b"zw-1", APRIL.encode()} & set(state[name].replace(b'"', b" ").split())
    slots = opened(known).plan.slots
    assert (APRIL in slots, slots[NEW].known_id) == (False, APRIL)
    assert list(opened(known).plan.ledger) == ["zw-harare"]


def test_leaving_killed_anywhere(known: Path, tmp_path: Path) -> None:
    """Before every single write: her row is there or it is not, whole, and once more ends it."""
    roster = (known / ROSTER).read_bytes()

    def leave(folder: Path) -> None:
        workspace = open_draft(str(folder))
        removal = without_row(str(folder), "zw-1")
        if removal is not None:
            write_removal(str(folder), removal)
        announced_ledger.note_departure(str(folder), workspace.programme.id, "zw-1")

    whole = Path(shutil.copytree(known, tmp_path / "whole"))
    leave(whole)
    number, after = 1, (whole / ROSTER).read_bytes()
    while True:
        folder = Path(shutil.copytree(known, tmp_path / f"killed-{number}"))
        if not _killed_at(number, lambda here=folder: leave(here)):  # type: ignore[misc]
            break
        assert (folder / ROSTER).read_bytes() in (roster, after)
        leave(folder)
        assert (folder / ROSTER).read_bytes() == after
        assert (folder / f"{ROSTER}.bak").read_bytes() == roster
        log = announced_ledger.read(str(folder), opened(folder).programme.id)
        assert log.departed == {"zw-1"}
        number += 1
    assert number > 8


def test_another_terminal_was_faster(known: Path) -> None:
    """The plan changes while the rename runs: it stops, and the fault is named until it is run again."""
    old, new = _session(known)
    workspace = open_draft(str(known))
    stored = plan_file.read(str(known), workspace.programme.id)
    faster = replace(stored.plan, retained=("2027-05-cafe",))
    plan_file.write(str(known), faster, stored.digest)
    with pytest.raises(PlanFileError):
        rename(workspace, prepare_renaming(workspace, old, new), LATER)
    with pytest.raises(DiagnosticsError):
        open_workspace(str(known))
    _rename(known, old, new)
    assert open_workspace(str(known)).plan.retained == ("2027-05-cafe",)
