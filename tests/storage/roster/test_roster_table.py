"""members.csv as besrour writes it: what is added is added, and all else stays to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.model.errors import DiagnosticsError, FileError
from besrour_cli.storage.programme.lines.member_rows import replace_roster
from besrour_cli.storage.roster.roster_table import RosterTable

AWA = {
    "name": "Awa Diopel",
    "email": "awa@example.org",
    "place": "Dakar",
    "country": "Sénégal",
    "groups": "cafe",
}
FRENCH = (
    "Nom;Courriel;Ville;Pays;Groupes;Téléphone\r\nZoé Lirandel;zoe@example.org;Québec;Canada;cafe;555\r\n"
)


def _folder(tmp_path: Path, data: bytes) -> str:
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / "members.csv").write_bytes(data)
    return str(tmp_path)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("cp1252", b""),
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
    ],
)
def test_encoding_separator_and_line_ends_stay(tmp_path: Path, encoding: str, mark: bytes) -> None:
    """A French spreadsheet's file gets one row more, in its own encoding, and nothing else changes."""
    before = mark + FRENCH.encode(encoding)
    folder = _folder(tmp_path, before)
    table = RosterTable(folder)
    replace_roster(folder, table.before, table.edited([AWA], {}))
    added = "Awa Diopel;awa@example.org;Dakar;Sénégal;cafe;\r\n".encode(encoding)
    assert (tmp_path / "sessions" / "members.csv").read_bytes() == before + added
    assert (tmp_path / "sessions" / "members.csv.bak").read_bytes() == before


def test_only_the_changed_row_is_written_anew(tmp_path: Path) -> None:
    """Odd quotes of other rows, a last line without an end and her own columns are left as they are."""
    before = (
        'id,name,"email",place,country,groups,Notes\n'
        'a,"Awa Diopel",awa@example.org,Dakar,Senegal,cafe,"two\nlines"\n'
        "b, Kofi Mensarel ,kofi@example.org,Accra,Ghana,cafe,x"
    )
    table = RosterTable(_folder(tmp_path, before.encode()))
    after = table.edited([], {"b": {"place": "Kumasi", "country": "Ghana"}}).decode()
    assert after == before.replace("Accra,Ghana,cafe,x", "Kumasi,Ghana,cafe,x\n")


def test_a_column_that_lacks_is_added_in_the_language_of_the_file(tmp_path: Path) -> None:
    """Hours that nobody had until now need a column; the others' rows need no more commas."""
    table = RosterTable(_folder(tmp_path, FRENCH.encode()))
    lines = table.edited([{**AWA, "never": "fri"}], {}).decode().split("\r\n")
    assert lines[0] == "Nom;Courriel;Ville;Pays;Groupes;Téléphone;jamais"
    assert lines[1] == FRENCH.split("\r\n")[1]
    assert lines[2] == "Awa Diopel;awa@example.org;Dakar;Sénégal;cafe;;fri"


def test_a_letter_that_the_encoding_lacks_is_refused(tmp_path: Path) -> None:
    """An old encoding has no ọ: nothing is written, and the way out is said."""
    table = RosterTable(_folder(tmp_path, FRENCH.encode("cp1252")))
    with pytest.raises(FileError) as refusal:
        table.edited([{**AWA, "name": "Ngọzi Okoral"}], {})
    assert "ọ" in str(refusal.value.what)


def test_what_could_not_be_read_again_is_refused(tmp_path: Path) -> None:
    """A row without an address would be a mistake in the roster, and so it is not written."""
    table = RosterTable(_folder(tmp_path, FRENCH.encode()))
    with pytest.raises(DiagnosticsError):
        table.edited([{**AWA, "email": "nowhere"}], {})


def test_a_roster_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    """Somebody saves the file in a spreadsheet while besrour asks: hers stays."""
    folder = _folder(tmp_path, FRENCH.encode())
    table = RosterTable(folder)
    after = table.edited([AWA], {})
    (tmp_path / "sessions" / "members.csv").write_bytes(FRENCH.replace("555", "556").encode())
    with pytest.raises(FileError):
        replace_roster(folder, table.before, after)
    assert b"556" in (tmp_path / "sessions" / "members.csv").read_bytes()


def test_ids_are_free_and_without_end(tmp_path: Path) -> None:
    """A second Awa Diop gets an id of her own."""
    table = RosterTable(_folder(tmp_path, FRENCH.encode()))
    assert table.free_id("Zoé Lirandel", ()) == "zoe-lirandel-2"
    assert table.free_id("Zoé Lirandel", {"zoe-lirandel-2"}) == "zoe-lirandel-3"
    assert table.free_id("王", ()) == ""


def test_a_table_of_something_else_is_not_added_to(tmp_path: Path) -> None:
    """Without the headings of people nobody knows where a name belongs: told, and left as it is."""
    folder = _folder(tmp_path, b"animal,colour\ncat,grey\n")
    with pytest.raises(DiagnosticsError, match="cannot be added to"):
        RosterTable(folder)
