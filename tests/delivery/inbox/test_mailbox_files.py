"""Answers saved as files: folders, Maildirs, messages and mboxes, read in a fixed order, within bounds."""

from __future__ import annotations

import io
import mailbox as standard
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from besrour_cli.delivery.inbox import mailbox
from besrour_cli.delivery.mbox import split_mbox
from besrour_cli.model.errors import FileError, NotFoundError

LETTER = b"From: a@example.org\nSubject: yes\n\nI come.\n"


def names(path: Path) -> list[str]:
    """The names of the messages at a path."""
    return [letter.name for letter in mailbox.messages(str(path))]


def test_a_folder_gives_its_messages_by_name(tmp_path: Path) -> None:
    """.eml in any case, subfolders too; other files are left alone."""
    for name in ("b.eml", "a.EML", "sub/c.eml", "notes.txt", "d.msg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(LETTER)
    assert names(tmp_path) == ["a.EML", "b.eml", "d.msg", "sub/c.eml"]


def test_a_maildir_gives_what_was_delivered(tmp_path: Path) -> None:
    """Messages without an ending, in cur and new."""
    box = standard.Maildir(tmp_path / "box")
    box.add(LETTER)
    assert [letter.data for letter in mailbox.messages(str(tmp_path / "box"))] == [LETTER]


def test_one_message_is_read_whole(tmp_path: Path) -> None:
    """A single .eml."""
    (tmp_path / "one.eml").write_bytes(LETTER)
    assert list(mailbox.messages(str(tmp_path / "one.eml"))) == [mailbox.InboxMessage("one.eml", LETTER)]


def test_an_mbox_gives_every_message(tmp_path: Path) -> None:
    """As Python's own mailbox writes it, a line “From ” inside a message quoted."""
    box = standard.mbox(tmp_path / "box")
    texts = [LETTER, LETTER + b"\nFrom here it is far.\n", LETTER.replace(b"yes", b"no")]
    for text in texts:
        box.add(text)
    box.flush()
    found = list(mailbox.messages(str(tmp_path / "box")))
    assert [letter.name for letter in found] == ["box#1", "box#2", "box#3"]
    assert [letter.data.strip() for letter in found] == [text.strip() for text in texts]


def test_large_messages_come_with_their_beginning(tmp_path: Path) -> None:
    """In a file and in an mbox: the size is told, and a piece is read."""
    large = LETTER + b"x" * 60 + b"\n" + (b"y" * 70 + b"\n") * 160_000
    (tmp_path / "large.eml").write_bytes(large)
    (tmp_path / "box").write_bytes(b"From a\n" + large + b"\nFrom b\n" + LETTER)
    [one] = mailbox.messages(str(tmp_path / "large.eml"))
    assert (one.size, len(one.data)) == (len(large), 65_536)
    first, second = mailbox.messages(str(tmp_path / "box"))
    assert first.size > mailbox.LARGEST and len(first.data) == 65_536
    assert second.data.strip() == LETTER.strip()


def test_an_mbox_of_one_endless_line_is_bounded(tmp_path: Path) -> None:
    """Thirty million bytes without a line end are not kept."""
    (tmp_path / "box").write_bytes(b"From a\n" + b"x" * 30_000_000)
    [one] = mailbox.messages(str(tmp_path / "box"))
    assert one.size == 30_000_000 and len(one.data) <= 65_536


def test_what_cannot_be_read_is_said_plainly(tmp_path: Path) -> None:
    """Nothing there; too many messages."""
    with pytest.raises(NotFoundError):
        names(tmp_path / "nowhere")
    (tmp_path / "box").write_bytes(b"From a\n\n" * 20_001)
    with pytest.raises(FileError):
        names(tmp_path / "box")


def test_a_pipe_is_no_mailbox(tmp_path: Path) -> None:
    """Nobody waits for what may never come out of it."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match="pipe is not a file"):
        names(tmp_path / "pipe")


def test_a_folder_of_a_whole_career_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is told with the remedy, before any message is opened."""
    monkeypatch.setattr(mailbox, "MESSAGES", 3)
    for number in range(4):
        (tmp_path / f"{number}.eml").write_bytes(LETTER)
    with pytest.raises(FileError, match="more than 3 messages") as refused:
        names(tmp_path)
    assert "a folder of their own" in str(refused.value.remedy)
    (tmp_path / "3.eml").unlink()
    assert len(names(tmp_path)) == 3


def test_an_mbox_of_gigabytes_is_not_read(tmp_path: Path) -> None:
    """Its size alone is looked at."""
    with (tmp_path / "box").open("wb") as box:
        box.write(b"From a\n" + LETTER)
        box.truncate(mailbox.MBOX + 1)
    with pytest.raises(FileError, match="too large to be read"):
        names(tmp_path / "box")


def test_a_disk_that_fails_is_said_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is there and cannot be opened."""
    (tmp_path / "one.eml").write_bytes(LETTER)

    def fails(path: str, mode: str) -> BinaryIO:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(mailbox, "open", fails, raising=False)
    with pytest.raises(FileError, match="cannot be opened"):
        names(tmp_path / "one.eml")


def test_what_stands_before_the_first_separator_is_no_message() -> None:
    """A file of other words has none at all."""
    assert list(split_mbox(io.BytesIO(b"Dear all,\n\nsee you.\n"), 1_000, strict=True)) == []
    found = split_mbox(io.BytesIO(b"junk\n\nFrom a\n" + LETTER), 1_000, strict=True)
    assert list(found) == [(LETTER, len(LETTER))]
