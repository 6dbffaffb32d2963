"""Journals and replaced files: on the disk before the program goes on, whole after any crash."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.durable import replace
from besrour_cli.durable.journal import LIMIT, Journal, JournalTooLarge, is_torn, parse_line, read_lines
from besrour_cli.durable.lock import AlreadyLocked, locked_folder
from support.checkout import ROOT

LINES = [b'{"n": 1}\n', b'{"n": 2}\n', b'{"n": 3}\n']
MARK = b'{"torn": true}\n'


def _write(path: Path, *lines: bytes) -> None:
    with Journal(str(path)) as journal:
        for line in lines:
            journal.append(line)


def test_lines_come_back_as_they_were_appended(tmp_path: Path) -> None:
    """In order, with their ends; no file is no lines, and reading makes none."""
    path = tmp_path / "j"
    assert list(read_lines(str(path))) == []
    assert not path.exists()
    _write(path, *LINES)
    assert list(read_lines(str(path))) == LINES
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_journal_of_an_impossible_size_is_not_read(tmp_path: Path) -> None:
    """Nor is a pipe in its place, which would wait for ever; one of the largest honest size is."""
    path = tmp_path / "j"
    _write(path, *LINES)
    os.truncate(path, LIMIT)
    assert next(read_lines(str(path))) == LINES[0]
    os.truncate(path, LIMIT + 1)
    with pytest.raises(JournalTooLarge):
        next(read_lines(str(path)))
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(JournalTooLarge):
        next(read_lines(str(tmp_path / "pipe")))


@given(cut=st.integers(0, sum(map(len, LINES))))
def test_a_torn_line_is_ended_or_cut(cut: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whole lines stay; after a mark, or in the place of what was cut, the next line is a line of its own."""
    folder = tmp_path_factory.mktemp("cut")
    beginning = b"".join(LINES)[:cut]
    whole = beginning[: beginning.rfind(b"\n") + 1]
    for name in ("ended", "cut"):
        path = folder / name
        path.write_bytes(beginning)
        with Journal(str(path)) as journal:
            if name == "ended":
                journal.end_torn_line(MARK)
            else:
                journal.cut_torn_line()
            journal.append(LINES[0])
        lines = list(read_lines(str(path)))
        assert lines[-1] == LINES[0] and not any(map(is_torn, lines))
        assert b"".join(lines).startswith(whole)
        is_marked = name == "ended" and whole != beginning and whole != b""
        assert lines.count(MARK) == is_marked
        assert len(lines) == whole.count(b"\n") + 1 + 2 * is_marked


@pytest.mark.parametrize("line", [b"", b"\n", b"[]\n", b"{", b"\xff\n", b"1\n"])
def test_a_line_that_is_no_object_is_none(line: bytes) -> None:
    """Whatever the bytes, no traceback."""
    assert parse_line(line) is None


def test_a_locked_journal_is_refused_until_its_process_ends(tmp_path: Path) -> None:
    """One process at a time; killed, it holds nothing back."""
    path = tmp_path / "j"
    code = (
        "import sys; from besrour_cli.durable.journal import Journal\n"
        f"journal = Journal({str(path)!r}, lock=True)\n"
        "print('locked', flush=True); sys.stdin.read()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    )
    assert other.stdout is not None and other.stdout.readline() == b"locked\n"
    with pytest.raises(AlreadyLocked):
        Journal(str(path), lock=True)
    other.kill()
    other.communicate()
    Journal(str(path), lock=True).close()


def test_the_name_of_a_new_journal_is_forced_to_the_disk_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file at every line, its folder at the first."""
    forced: list[bool] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        forced.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    _write(tmp_path / "j", *LINES)
    assert forced == [False, True, False, False]


def test_a_replaced_file_keeps_its_rights_and_leaves_nothing_beside(tmp_path: Path) -> None:
    """The bytes are new, the rights those of the old one; a link itself is replaced."""
    path, other = tmp_path / "a", tmp_path / "b"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace.replace_file(str(path), b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
    other.symlink_to(path)
    replace.replace_file(str(other), b"own")
    assert (path.read_bytes(), other.read_bytes(), other.is_symlink()) == (b"new", b"own", False)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]


def test_a_link_under_the_temporary_name_is_not_followed(tmp_path: Path) -> None:
    """The name can be guessed, so it may be taken; what it leads to stays as it is."""
    path, precious = tmp_path / "a", tmp_path / "precious"
    precious.write_bytes(b"mine")
    (tmp_path / f"a.{os.getpid()}.tmp").symlink_to(precious)
    replace.replace_file(str(path), b"new")
    assert (path.read_bytes(), path.is_symlink(), precious.read_bytes()) == (b"new", False, b"mine")


@pytest.mark.parametrize(
    ("number", "fails"), [(errno.EINVAL, False), (errno.ENOTSUP, False), (errno.EIO, True)]
)
def test_a_file_system_that_cannot_force_folders_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, fails: bool
) -> None:
    """A web folder may be mounted from elsewhere; a disk that fails is trouble all the same."""
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    if fails:
        with pytest.raises(OSError, match=os.strerror(number)):
            replace.replace_file(str(tmp_path / "a"), b"x")
    else:
        replace.replace_file(str(tmp_path / "a"), b"x")
    assert (tmp_path / "a").read_bytes() == b"x"


def test_a_locked_folder_makes_the_next_one_wait(tmp_path: Path) -> None:
    """The second writer goes on when the first has left."""
    code = (
        "from besrour_cli.durable.lock import locked_folder\n"
        f"with locked_folder({str(tmp_path)!r}):\n"
        "    print('in', flush=True)\n"
    )
    with locked_folder(str(tmp_path)):
        other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT)
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(1)
    assert other.communicate(timeout=30)[0] == b"in\n"
