"""A row of the roster taken out: that row alone, whatever program wrote the file and however."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.model.errors import FileError
from besrour_cli.model.message import msg
from besrour_cli.storage.programme.lines import member_rows
from besrour_cli.storage.programme.lines.member_rows import (
    RowNote,
    diagnostics_at,
    without_row,
    write_removal,
)
from besrour_cli.storage.programme.lines.mentions import mentions
from besrour_cli.storage.text import source_file

HEAD = "id,name,email,place,groups,role"
AWA = "awa,Awa Diop,awa@example.org,Dakar,cafe,"
BEN = "ben,Ben Ali,ben@example.org,Tunis,cafe,"
LONG = 'cleo,Cléo Roy,cleo@example.org,Québec,cafe,"Teacher,\nat home / Enseignante,\nchez elle"'


def _folder(tmp_path: Path, data: bytes) -> str:
    (tmp_path / "sessions").mkdir(exist_ok=True)
    (tmp_path / "sessions/members.csv").write_bytes(data)
    return str(tmp_path)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("gone", [AWA, BEN, LONG])
def test_only_that_row_goes(tmp_path: Path, gone: str, encoding: str, end: str) -> None:
    """All else stays to the byte: marks, line ends, accents, cells of several lines."""
    rows = [HEAD, AWA, LONG, BEN]
    data = "".join(row + "\n" for row in rows).replace("\n", end).encode(encoding)
    rest = "".join(row + "\n" for row in rows if row != gone).replace("\n", end).encode(encoding)
    removal = without_row(_folder(tmp_path, data), gone.partition(",")[0])
    assert removal is not None
    assert (removal.before, removal.after) == (data, rest)
    assert removal.text == gone.partition("\n")[0]


def test_another_row_gone_meanwhile_does_not_shift_the_one_that_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever takes a row out between two readings must not make the wrong line go."""
    folder = _folder(tmp_path, f"{HEAD}\n{AWA}\n{BEN}\n{LONG}\n".encode())
    reading = source_file.read_bytes

    def and_awa_leaves(path: str, limit: int = source_file.LIMIT) -> bytes | int:
        data = reading(path, limit)
        _folder(tmp_path, f"{HEAD}\n{BEN}\n{LONG}\n".encode())
        return data

    for module in (source_file, member_rows):
        monkeypatch.setattr(module, "read_bytes", and_awa_leaves)
    removal = without_row(folder, "ben")
    assert removal is not None
    assert removal.before.replace(f"{BEN}\n".encode(), b"") == removal.after
    monkeypatch.undo()
    with pytest.raises(FileError, match="changed"):
        write_removal(folder, removal)


def test_the_last_row_without_a_line_end(tmp_path: Path) -> None:
    """A file that does not end in a line end loses its last row all the same."""
    removal = without_row(_folder(tmp_path, f"{HEAD}\n{AWA}\n{BEN}".encode()), "ben")
    assert removal is not None
    assert removal.after == f"{HEAD}\n{AWA}\n".encode()


def test_an_id_that_is_made_of_the_name(tmp_path: Path) -> None:
    """Without a column id the row is found by the id that besrour makes; below sep= as well."""
    data = (
        b"sep=;\nname;email;place;groups\nAwa Diop;awa@example.org;Dakar;cafe\nBen;b@example.org;Tunis;cafe\n"
    )
    removal = without_row(_folder(tmp_path, data), "awa-diop")
    assert removal is not None
    assert (removal.line, b"Awa" in removal.after, b"Ben" in removal.after) == (3, False, True)
    assert without_row(str(tmp_path), "awa") is None


def test_the_former_file_stays_beside(tmp_path: Path) -> None:
    """members.csv.bak is the file as it was."""
    data = f"{HEAD}\n{AWA}\n{BEN}\n".encode()
    folder = _folder(tmp_path, data)
    removal = without_row(folder, "awa")
    assert removal is not None
    write_removal(folder, removal)
    assert (tmp_path / "sessions/members.csv").read_bytes() == f"{HEAD}\n{BEN}\n".encode()
    assert (tmp_path / "sessions" / "members.csv.bak").read_bytes() == data


def test_a_roster_saved_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    """The spreadsheet saved while she was thinking: nothing is written."""
    folder = _folder(tmp_path, f"{HEAD}\n{AWA}\n{BEN}\n".encode())
    removal = without_row(folder, "awa")
    assert removal is not None
    _folder(tmp_path, f"{HEAD}\n{AWA}\n{BEN}\n{LONG}\n".encode())
    with pytest.raises(FileError):
        write_removal(folder, removal)
    assert LONG.encode() in (tmp_path / "sessions/members.csv").read_bytes()
    assert not (tmp_path / "sessions" / "members.csv.bak").exists()


def test_a_note_stands_at_its_cell(tmp_path: Path) -> None:
    """What is said of a member has her line, her column and her own words."""
    folder = _folder(tmp_path, f"{HEAD}\n{AWA}\n{LONG}\n{BEN}\n".encode())
    [found] = diagnostics_at(folder, {"ben": [RowNote("email", "x", msg("what"), msg("remedy"))]})
    assert (found.spot.line, found.spot.column, found.text) == (6, 13, BEN)
    assert found.width == len("ben@example.org")


def test_where_people_name_an_id(tmp_path: Path) -> None:
    """Lines of sessions, attendance and tables of answers; an id within another one is another one."""
    folder = _folder(tmp_path, f"{HEAD}\n{AWA}\n".encode())
    (tmp_path / "sessions/2027-01-cafe.yaml").write_text("required:\n  host: awa\n  speaker: [awa-2, ben]\n")
    (tmp_path / "sessions/attendance.csv").write_text(
        "session,member\n2027-01-cafe,awa\n2027-01-cafe.yaml,ben\n"
    )
    (tmp_path / "responses").mkdir()
    (tmp_path / "responses/form.csv").write_text("who\nawa\n")
    assert [str(spot) for spot in mentions(folder, "awa")] == [
        "sessions/2027-01-cafe.yaml:2:9",
        "sessions/attendance.csv:2:14",
        "responses/form.csv:2:1",
    ]
    assert [spot.line for spot in mentions(folder, "2027-01-cafe")] == [2, 3]


def test_a_table_of_something_else_has_no_row_of_hers(tmp_path: Path) -> None:
    """Nothing is taken out of what is no roster."""
    assert without_row(_folder(tmp_path, b"animal,colour\ncat,grey\n"), "cat") is None
