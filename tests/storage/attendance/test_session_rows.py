"""The rows of one session are replaced together; whatever else stands in the table stays, to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.model.errors import FileError
from besrour_cli.model.took_place import Attendance
from besrour_cli.storage.attendance.session_rows import session_rows, write_session_rows

ROWS = (Attendance("awa", 80), Attendance("zoe", None))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A programme folder without a table."""
    (tmp_path / "sessions").mkdir()
    return tmp_path


def _after(folder: Path, before: bytes) -> bytes:
    (folder / "sessions" / "attendance.csv").write_bytes(before)
    return session_rows(str(folder), "jan", ROWS).after


def test_how_often_somebody_joined_gets_a_column_once_it_is_known(folder: Path) -> None:
    """In a first table, and behind the columns of an older one, whose other rows stay as they are."""
    known = (Attendance("awa", 80, joins=3), Attendance("zoe", None))
    first = session_rows(str(folder), "jan", known).after
    assert first == b"session,member,minutes,joins\njan,awa,80,3\njan,zoe,,\n"
    older = b"session,member,minutes\nfeb,kim,2\n"
    (folder / "sessions" / "attendance.csv").write_bytes(older)
    after = session_rows(str(folder), "jan", known).after
    assert after == b"session,member,minutes,joins\nfeb,kim,2\njan,awa,80,3\njan,zoe,,\n"


def test_a_first_table_has_its_headings(folder: Path) -> None:
    """Where there was none."""
    change = session_rows(str(folder), "jan", ROWS)
    assert change == (None, b"session,member,minutes\njan,awa,80\njan,zoe,\n", 0)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b"session,member,minutes\njan,old,1\nfeb,kim,2\n",
            b"session,member,minutes\nfeb,kim,2\njan,awa,80\njan,zoe,\n",
        ),
        (b"session,member\nfeb,kim", b"session,member,minutes\nfeb,kim\njan,awa,80\njan,zoe,\n"),
        (
            'séance;participante;remarque;minutes\r\njan.yaml;old;"two\r\nlines";1\r\nfeb;kim;x;2\r\n'.encode(),
            "séance;participante;remarque;minutes\r\nfeb;kim;x;2\r\njan;awa;;80\r\njan;zoe;;\r\n".encode(),
        ),
        (
            "session\tmember\tminutes\r\njan\told\t1\r\n".encode("utf-16"),
            "session\tmember\tminutes\r\njan\tawa\t80\r\njan\tzoe\t\r\n".encode("utf-16"),
        ),
        (
            "séance,membre,minutes\nfév,kim,2\n".encode("cp1252"),
            "séance,membre,minutes\nfév,kim,2\njan,awa,80\njan,zoe,\n".encode("cp1252"),
        ),
        (
            b"\xef\xbb\xbfmember,session,minutes\n",
            b"\xef\xbb\xbfmember,session,minutes\nawa,jan,80\nzoe,jan,\n",
        ),
    ],
)
def test_a_table_keeps_its_ways(folder: Path, before: bytes, after: bytes) -> None:
    """Delimiter, headings in French, line ends, remarks, encoding: as her spreadsheet wrote them."""
    assert _after(folder, before) == after


def test_a_letter_that_the_encoding_has_not_is_refused(folder: Path) -> None:
    """Nothing is written as a question mark: the sentence names the letter, and what to do."""
    (folder / "sessions" / "attendance.csv").write_bytes("séance,membre\nfév,kim\n".encode("cp1252"))
    with pytest.raises(FileError) as refused:
        session_rows(str(folder), "jan", (Attendance("ọlá", 80),))
    assert refused.value.what.facts["sign"] == "ọ"


def test_what_changed_meanwhile_is_not_written_over(folder: Path) -> None:
    """Another window saved the table after it was read."""
    change = session_rows(str(folder), "jan", ROWS)
    (folder / "sessions" / "attendance.csv").write_bytes(b"session,member,minutes\nfeb,kim,2\n")
    with pytest.raises(FileError):
        write_session_rows(str(folder), change)
    assert b"jan" not in (folder / "sessions" / "attendance.csv").read_bytes()


def test_the_former_table_is_beside_it(folder: Path) -> None:
    """And writing the same again replaces the rows and adds none."""
    (folder / "sessions" / "attendance.csv").write_bytes(b"session,member,minutes\njan,old,1\n")
    for _ in range(2):
        write_session_rows(str(folder), session_rows(str(folder), "jan", ROWS))
    assert (folder / "sessions" / "attendance.csv").read_bytes().count(b"jan") == 2
    assert (folder / "sessions" / "attendance.csv.bak").exists()
