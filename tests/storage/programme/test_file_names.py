"""Names of session files that no letter or calendar could be called after."""

from __future__ import annotations

import pytest

from support.storage.folder import Folder


@pytest.mark.parametrize("name", ["con", "nul", "aux", "com1", "lpt9", "a" * 245, "2027-" + "b" * 96])
def test_a_name_that_no_output_can_have_is_refused(folder: Folder, name: str) -> None:
    """Reserved on Windows, or too long for the disk: told before export or a letter fails at it."""
    folder.write(f"{name}.yaml", "")
    told = [p for p in folder.problems() if p.code == "file-name"]
    assert [p.spot.path for p in told] == [f"sessions/{name}.yaml"]
    assert not told[0].warning and str(told[0].remedy).startswith("rename it to")


@pytest.mark.parametrize("name", ["2027-con", "console", "com", "com10", "nul-1", "a" * 100])
def test_a_name_that_merely_resembles_one_is_welcome(folder: Folder, name: str) -> None:
    """A whole word alone is reserved; a hundred characters are enough for anybody."""
    folder.write(f"{name}.yaml", "")
    assert [p for p in folder.problems() if p.code == "file-name"] == []
