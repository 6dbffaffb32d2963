"""Ids that a shell proposes while somebody types: read in a moment, and none where a file cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.storage.programme.lines import typed_ids
from besrour_cli.storage.text.source_file import LIMIT
from support.storage.folder import Folder


def test_ids_are_those_of_the_files(folder: Folder) -> None:
    """Sessions by their files, series, and people with their names."""
    assert typed_ids.session_ids(folder.path) == ("2027-01-cafe",)
    assert typed_ids.series_ids(folder.path) == ("cafe",)
    assert typed_ids.member_names(folder.path) == {"gh-accra": "Ama Example", "ca-laval": "Luc Exemple"}


def test_a_row_without_an_id_that_can_be_typed_is_not_offered(folder: Folder) -> None:
    """An empty one, or one with a blank in it; the others are."""
    folder.write("members.csv", "identifiant;nom\n;Awa\ntwo words;Kofi\n ruth ; Ruth  Roy\nshort\n")
    assert typed_ids.member_names(folder.path) == {"ruth": "Ruth Roy", "short": ""}


def test_without_a_folder_nothing_is_offered(tmp_path: Path) -> None:
    """Nor is anything said: nobody has asked a question yet."""
    assert typed_ids.session_ids(str(tmp_path)) == ()
    assert typed_ids.series_ids(str(tmp_path)) == ()
    assert typed_ids.member_names(str(tmp_path)) == {}


def test_a_roster_that_is_no_table_offers_whom_it_can(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cell of many thousand letters, a file of gigabytes, a disk that fails: no traceback."""
    folder.write("members.csv", f"id,name\nawa,Awa\nruth,{'x' * 200_000}\n")
    assert typed_ids.member_names(folder.path) == {"awa": "Awa"}
    with Path(folder.write("members.csv", "id,name\nawa,Awa\n")).open("r+b") as roster:
        roster.truncate(2 * LIMIT + 1)
    assert typed_ids.member_names(folder.path) == {}
    folder.write("members.csv", "id,name\nawa,Awa\n")
    assert typed_ids.member_names(folder.path) == {"awa": "Awa"}

    def fails(path: str, mode: str) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(typed_ids, "open", fails, raising=False)
    assert typed_ids.member_names(folder.path) == {}
