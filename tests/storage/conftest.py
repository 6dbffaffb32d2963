"""A small programme folder that is in order, for each test to spoil in its own way."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.storage.folder import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A programme in order."""
    return Folder(str(tmp_path / "cafe"))
