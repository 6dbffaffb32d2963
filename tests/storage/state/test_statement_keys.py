"""The public keys of statements: kept in order, added once, and a file that is not ours is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.model.errors import PlanFileError
from besrour_cli.storage.state import statement_keys


def test_keys_are_kept_in_order_and_added_once(tmp_path: Path) -> None:
    """The newest last; the file names nobody else, and is its owner's alone."""
    folder = str(tmp_path)
    assert statement_keys.read(folder) == ()
    for key in ("first", "second", "first"):
        statement_keys.add(folder, key)
    assert statement_keys.read(folder) == ("first", "second")
    assert (tmp_path / statement_keys.NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["keys: [a]\n", "schema: 2\nkeys: [a]\n", "schema: 1\n", "schema: ["])
def test_a_file_that_was_edited_is_told_and_left_alone(tmp_path: Path, text: str) -> None:
    """Nothing is written over it: with it, statements of earlier years would be lost."""
    path = tmp_path / statement_keys.NAME
    path.write_text(text, encoding="utf-8")
    for act in (statement_keys.read, lambda folder: statement_keys.add(folder, "new")):
        with pytest.raises(PlanFileError):
            act(str(tmp_path))
    assert path.read_text(encoding="utf-8") == text
