"""Names of session files that no letter or calendar could be called after."""

from __future__ import annotations

import pytest

from support.storage.folder import Folder


@pytest.mark.parametrize("name", ["con", "nul", "aux", "com1", "lpt9", "a" * 245, "2027-" + "b" * 96])
def test_a_name_that_no_output_can_have_is_refused(folder: Folder, name: str) -> None:
    """Reserved on Windows, or too long for the disk: told before export or a letter fails at it."""
    folder.write(f"{name}.yaml", "")
    told = [p for p in folder.problems() if p.code == "file-name"]
    assert [str(p.spot) for p in told] == [f"sessions/{name}.yaml:1:1"]
    assert not told[0].warning and str(told[0].remedy).startswith("rename it to")


@pytest.mark.parametrize("name", ["2027-con", "console", "com", "com10", "nul-1", "a" * 100])
def test_a_name_that_merely_resembles_one_is_welcome(folder: Folder, name: str) -> None:
    """A whole word alone is reserved; a hundred characters are enough for anybody."""
    folder.write(f"{name}.yaml", "")
    assert [p for p in folder.problems() if p.code == "file-name"] == []


def test_names_that_differ_in_letter_case_only_are_told_with_both_files(folder: Folder) -> None:
    """On a memory stick they would be one file: the remedy does not write over the other."""
    for name in ("2027-09-cafe.yaml", "2027-09-Cafe.yaml", "2027-09-CAFE.yaml"):
        folder.write(name, "")
    told = {str(p.spot): (str(p.what), str(p.remedy)) for p in folder.problems() if p.code == "file-name"}
    twin = (
        "the name differs from sessions/2027-09-cafe.yaml:1:1 in letter case only: most disks keep one file"
    )
    assert told == {
        "sessions/2027-09-CAFE.yaml:1:1": (twin, "rename it to 2027-09-cafe-2.yaml"),
        "sessions/2027-09-Cafe.yaml:1:1": (twin, "rename it to 2027-09-cafe-3.yaml"),
    }


def test_two_names_in_capitals_are_told_once_each(folder: Folder) -> None:
    """The one that comes first is told by itself, the other as its twin."""
    for name in ("2027-09-CAFE.yaml", "2027-09-Cafe.yaml"):
        folder.write(name, "")
    told = [str(p.what)[:20] for p in folder.problems() if p.code == "file-name"]
    assert told == ["the file's name beco", "the name differs fro"]
