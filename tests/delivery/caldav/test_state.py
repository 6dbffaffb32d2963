"""What is remembered of calendar servers: one file for all of them, and one sentence where it fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from besrour_cli.delivery.caldav.state import NAME, SyncedResource, SyncState
from besrour_cli.durable import systems
from besrour_cli.durable.lock import lock_file, locked_folder
from besrour_cli.model.errors import FileError

HERE, THERE = "https://example.org/cafe/", "https://example.org/other/"
ONE, TWO = SyncedResource("a", "1"), SyncedResource("b", "2")


def test_another_collection_keeps_what_is_known_of_it(tmp_path: Path) -> None:
    """A folder that publishes to a second server: tidying for the one drops nothing of the other."""
    there = SyncState(str(tmp_path), THERE)
    there.note("april.ics", ONE)
    there.note("may.ics", TWO)
    there.note("may.ics", None)
    here = SyncState(str(tmp_path), HERE)
    assert here.known == {}
    here.note("april.ics", TWO)
    here.settle()
    assert SyncState(str(tmp_path), THERE).known == {"april.ics": ONE}
    assert SyncState(str(tmp_path), HERE).known == {"april.ics": TWO}
    assert len((tmp_path / NAME).read_bytes().splitlines()) == 2


def test_what_is_forgotten_stays_forgotten(tmp_path: Path) -> None:
    """Noted, then forgotten: neither this run nor the next knows it."""
    state = SyncState(str(tmp_path), HERE)
    state.note("april.ics", ONE)
    state.note("april.ics", None)
    assert state.known == SyncState(str(tmp_path), HERE).known == {}


def test_an_empty_line_means_nothing(tmp_path: Path) -> None:
    """An editor may leave one."""
    SyncState(str(tmp_path), HERE).note("april.ics", ONE)
    (tmp_path / NAME).write_bytes(b"\n" + (tmp_path / NAME).read_bytes())
    assert SyncState(str(tmp_path), HERE).known == {"april.ics": ONE}


def test_what_can_be_neither_read_nor_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    """A folder of that name in the place of the file."""
    state = SyncState(str(tmp_path), HERE)
    (tmp_path / NAME).mkdir()
    with pytest.raises(FileError, match="cannot be written"):
        state.note("april.ics", ONE)
    assert state.known == {}
    with pytest.raises(FileError, match="cannot be read"):
        SyncState(str(tmp_path), HERE)


def test_a_run_that_does_not_end_lets_nobody_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while the second one says so, and has written nothing."""
    state = SyncState(str(tmp_path), HERE)
    monkeypatch.setattr(locked_folder.__wrapped__, "__defaults__", (0.0,))  # type: ignore[attr-defined]
    other = systems.open_to_lock(str(tmp_path))
    try:
        lock_file(other)
        with pytest.raises(FileError, match="another run of besrour is writing in this folder"):
            state.note("april.ics", ONE)
    finally:
        os.close(other)
    assert not (tmp_path / NAME).exists()
