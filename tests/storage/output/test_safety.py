"""Files that are hostile or unlucky: too large, binary, a pipe, no rights, a failing or full disk."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from besrour_cli.model.errors import FileError, NotFoundError
from besrour_cli.storage.programme.load import load
from besrour_cli.storage.programme_folder import find
from support.storage.folder import Folder


def test_a_50_mb_file_is_refused_without_being_read(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is enough; the other files are still checked."""
    path = folder.write("2027-02-cafe.yaml", "")
    os.truncate(path, 50_000_000)
    read: list[bytes] = []
    real = os.read

    def recorded(handle: int, n: int) -> bytes:
        read.append(real(handle, n))
        return read[-1]

    monkeypatch.setattr(os, "read", recorded)
    problem = folder.only()
    assert problem.code == "file-too-large"
    assert str(problem.spot) == "sessions/2027-02-cafe.yaml"
    assert str(problem.what) == "the file has 50.0 MB, and no file of a programme may have more than 5 MB"
    assert sum(map(len, read)) < 10_000


@pytest.mark.parametrize("name", ["2027-01-cafe.yaml", "members.csv", "programme.yaml"])
def test_a_binary_file_under_a_text_name(folder: Folder, name: str) -> None:
    """A workbook renamed to .csv, a picture renamed to .yaml."""
    folder.write(name, b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)))
    problem = folder.only()
    assert (problem.code, problem.spot.path, problem.spot.line) == ("file-binary", f"sessions/{name}", 0)


def test_windows_1252_in_yaml_tells_how_to_save(folder: Folder) -> None:
    """The line of the first wrong letter, and what else is wrong in the file."""
    folder.session("fr: Comment", "fr: À l’école, comment")
    folder.session("to: 2027-01-29", "to: 2027-01-32")
    path = os.path.join(folder.path, "sessions", "2027-01-cafe.yaml")
    with open(path, encoding="utf-8") as file:
        folder.write("2027-01-cafe.yaml", file.read().encode("cp1252"))
    first, second = folder.problems()
    assert (first.code, str(first.spot)) == ("file-encoding", "sessions/2027-01-cafe.yaml:5:7")
    assert str(first.remedy) == "save the file again as UTF-8 (in Notepad: Save As, then Encoding: UTF-8)"
    assert second.code == "value-date"


def test_a_mark_at_the_start_of_utf8_is_welcome(folder: Folder) -> None:
    """Notepad writes a BOM."""
    path = os.path.join(folder.path, "sessions", "2027-01-cafe.yaml")
    with open(path, "rb") as file:
        folder.write("2027-01-cafe.yaml", b"\xef\xbb\xbf" + file.read().replace(b"\n", b"\r\n"))
    assert folder.problems() == ()


def test_utf16_yaml_is_told_and_read(folder: Folder) -> None:
    """Notepad's “Unicode”."""
    path = os.path.join(folder.path, "sessions", "2027-01-cafe.yaml")
    with open(path, encoding="utf-8") as file:
        folder.write("2027-01-cafe.yaml", file.read().encode("utf-16"))
    assert folder.only().code == "file-encoding"


def test_a_pipe_never_hangs_the_program(folder: Folder) -> None:
    """Opening a pipe without a writer waits for ever, unless one takes care."""
    os.mkfifo(os.path.join(folder.path, "sessions", "2027-02-pipe.yaml"))
    with pytest.raises(FileError) as trouble:
        folder.load()
    assert "2027-02-pipe.yaml is not a file" in str(trouble.value)


def test_a_folder_named_like_a_session(folder: Folder) -> None:
    """It is no file."""
    os.makedirs(os.path.join(folder.path, "sessions", "2027-02-x.yaml"))
    with pytest.raises(FileError):
        folder.load()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "besrour is not allowed to open"),
        (errno.EIO, "the disk failed at"),
        (errno.ENOENT, "is not there"),
        (errno.EMFILE, "cannot be opened (too many files are open)"),
    ],
)
def test_what_the_system_refuses_is_one_sentence(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    """The tests may run as an administrator, whom no file mode stops: the refusal is played."""
    real = os.open

    def refuse(path: str, *rest: int, **named: int) -> int:
        if str(path).endswith("members.csv"):
            raise OSError(number, os.strerror(number), path)
        return real(path, *rest, **named)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(FileError) as trouble:
        folder.load()
    assert words in str(trouble.value)
    assert trouble.value.code == 4
    assert "Errno" not in str(trouble.value)


def test_a_folder_without_rights(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The names cannot even be listed."""

    def refuse(path: str) -> list[str]:
        raise PermissionError(errno.EACCES, "no", path)

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(FileError) as trouble:
        folder.load()
    assert "besrour is not allowed to open" in str(trouble.value)


def test_a_disk_that_fails_while_reading(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a file is no file."""

    def fail(handle: int, n: int) -> bytes:
        raise OSError(errno.EIO, "I/O")

    monkeypatch.setattr(os, "read", fail)
    with pytest.raises(FileError):
        folder.load()


def test_a_file_name_no_encoding_has(folder: Folder) -> None:
    """Its name can still be printed."""
    path = os.fsencode(os.path.join(folder.path, "sessions")) + b"/2027-\xff.yaml"
    with open(path, "wb") as file:
        file.write(b"series: cafe\n")
    for problem in folder.problems():
        str(problem.spot).encode("utf-8")


def test_no_folder_there(tmp_path: Path) -> None:
    """Nothing to load is its own fault, with the way out."""
    with pytest.raises(NotFoundError) as nothing:
        load(str(tmp_path))
    assert "besrour init" in str(nothing.value.remedy)


def test_the_folder_is_found_upwards(folder: Folder, tmp_path: Path) -> None:
    """As git finds a repository."""
    deep = os.path.join(folder.path, "out", "letters")
    os.makedirs(deep)
    assert find(deep, None) == folder.path
    assert find(str(tmp_path), "cafe") == folder.path
    assert find(str(tmp_path), os.path.join("cafe", "sessions")) == folder.path


@pytest.mark.parametrize("named", [None, "nowhere", "."])
def test_no_folder_is_found(tmp_path: Path, named: str | None) -> None:
    """Exit code 3, and what to type."""
    with pytest.raises(NotFoundError) as nothing:
        find(str(tmp_path), named)
    assert nothing.value.remedy is not None
