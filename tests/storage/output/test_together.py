"""Several files are changed together, or none is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from besrour_cli.durable import replace
from besrour_cli.durable.journal import Journal
from besrour_cli.model.errors import FileError
from besrour_cli.storage.output.together import FileChange, change_together


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files that others may read, and one to be removed."""
    for name in ("a.yaml", "b.yaml", "gone.bak"):
        (tmp_path / name).write_bytes(b"old")
        (tmp_path / name).chmod(0o644)
    return tmp_path


CHANGES = (
    FileChange("gone.bak", b"old", None),
    FileChange("a.yaml", b"old", b"new"),
    FileChange("new.yaml", None, b"new"),
    FileChange("b.yaml", b"old", b"new"),
)


def _state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_all_is_changed_and_its_owners_alone(folder: Path) -> None:
    """What is written is closed to others; what is removed is gone."""
    change_together(str(folder), CHANGES, ())
    assert _state(folder) == dict.fromkeys(("a.yaml", "b.yaml", "new.yaml"), b"new")
    assert {os.stat(path).st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_a_file_that_changed_meanwhile_stops_all(folder: Path) -> None:
    """Nothing is written over what another wrote, nor beside it."""
    (folder / "b.yaml").write_bytes(b"another's")
    before = _state(folder)
    with pytest.raises(FileError, match=r"b\.yaml changed"):
        change_together(str(folder), CHANGES, ())
    assert _state(folder) == before


def test_what_the_system_refuses_takes_back_all_before_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full at the last file: every file is as it was, the removed and the new one too."""
    before, honest = _state(folder), replace.replace_file

    def full(path: str, data: bytes, temporary: str = "", *, private: bool = False) -> None:
        if path.endswith("b.yaml"):
            raise OSError(28, "No space left on device")
        honest(path, data, temporary, private=private)

    monkeypatch.setattr(replace, "replace_file", full)
    with pytest.raises(FileError, match="the disk is full"):
        change_together(str(folder), CHANGES, ())
    assert _state(folder) == before


def test_a_journal_that_is_being_written_stops_all(folder: Path) -> None:
    """Letters are leaving: nobody is forgotten meanwhile."""
    before = _state(folder)
    with Journal(str(folder / "a.yaml"), lock=True), pytest.raises(FileError, match=r"is writing a\.yaml"):
        change_together(str(folder), CHANGES, ("a.yaml",))
    assert _state(folder) == before


def test_a_journal_that_is_no_file_stops_all(folder: Path) -> None:
    """Whether letters are leaving cannot be known: nothing is changed, and the journal is named."""
    before = _state(folder)
    (folder / "sent.ledger").mkdir()
    with pytest.raises(FileError, match=r"sent\.ledger"):
        change_together(str(folder), CHANGES, ("sent.ledger",))
    (folder / "sent.ledger").rmdir()
    assert _state(folder) == before
