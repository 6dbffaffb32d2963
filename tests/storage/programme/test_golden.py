"""What coordinators read, whole: each broken programme beside the listing of its mistakes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from storage.programme import regenerate


@pytest.mark.parametrize("name", regenerate.names())
def test_the_listing_of_a_broken_programme(name: str) -> None:
    """Run tests/storage/programme/regenerate.py to see or accept a difference."""
    with open(os.path.join(regenerate.CASES, name, regenerate.LISTING), encoding="utf-8") as file:
        assert regenerate.listing(name) == file.read()


def test_there_are_cases() -> None:
    """An empty folder would make the tests above say nothing."""
    assert len(regenerate.names()) >= 4


def test_regenerating_refuses_to_overwrite_unless_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A golden file changes on purpose only."""
    (tmp_path / "case" / "sessions").mkdir(parents=True)
    (tmp_path / "case" / "sessions" / "programme.yaml").write_text("id: x\n")
    (tmp_path / "case" / "expected.txt").write_text("old\n")
    monkeypatch.setattr(regenerate, "CASES", str(tmp_path))
    assert regenerate.main([]) == 1
    assert (tmp_path / "case" / "expected.txt").read_text() == "old\n"
    assert regenerate.main(["--overwrite"]) == 0
    assert "key-missing" in (tmp_path / "case" / "expected.txt").read_text()
    assert regenerate.main([]) == 0
    assert "not written" in capsys.readouterr().out
