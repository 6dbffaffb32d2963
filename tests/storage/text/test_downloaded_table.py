"""Downloads as bytes: their encodings, their delimiters, and the ends of those that are not whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.storage.text.tables.downloaded_table import LIMIT, DownloadedTable, read_download

TEXT = (
    "Réunion\nNom;Courriel;Rôle\nAwa Diop;awa@example.org;Hôte\n"
    "Kim Roy;kim@example.org;Invitée\nZoé Roy;zoe@example.org;Invitée\n"
)


def _read(folder: Path, data: bytes) -> DownloadedTable:
    (folder / "d.csv").write_bytes(data)
    return read_download(str(folder / "d.csv"), "d.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_whole_download_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    """The delimiter is that of most lines: the first has none."""
    table = _read(tmp_path, TEXT.encode(encoding))
    assert [row.cells for row in table.rows][1:3] == [
        ["Nom", "Courriel", "Rôle"],
        ["Awa Diop", "awa@example.org", "Hôte"],
    ]
    assert (table.cut, table.endless, table.page.problems) == (False, False, [])


def test_big_endian_is_read_too(tmp_path: Path) -> None:
    """Some reports of Teams are."""
    table = _read(tmp_path, b"\xfe\xff" + TEXT.encode("utf-16-be"))
    assert table.rows[2].cells[0] == "Awa Diop"


@pytest.mark.parametrize("missing", range(2, 30))
def test_a_last_row_that_is_not_whole_is_seen(tmp_path: Path, missing: int) -> None:
    """Cells missing, half a word, half a letter."""
    assert _read(tmp_path, TEXT.encode()[:-missing]).cut


def test_an_open_quote_at_the_end_is_a_cut_and_elsewhere_a_mistake(tmp_path: Path) -> None:
    """The closing quote is in the part that is missing."""
    assert _read(tmp_path, (TEXT + '"Sow, A').encode()).cut
    assert _read(tmp_path, ('Nom;"Courriel\n' + TEXT * 3).encode()).page.problems


def test_a_list_by_hand_may_end_without_a_line_end(tmp_path: Path) -> None:
    """Nobody can see whether 5 was 55: it is read, and told."""
    table = _read(tmp_path, b"Nom;Minutes\nAwa Diop;60\nKim Roy;5")
    assert (table.cut, table.endless) == (False, True)


def test_a_download_of_many_megabytes_is_not_read(tmp_path: Path) -> None:
    """A recording instead of its list, say: that is said on the page, and no row comes of it."""
    with (tmp_path / "d.csv").open("wb") as film:
        film.truncate(LIMIT + 1)
    table = read_download(str(tmp_path / "d.csv"), "d.csv")
    assert not table.rows and not table.cut
    assert [problem.warning for problem in table.page.problems] == [False]
