"""A handover that cannot be finished leaves the folder as it was: hers, or already handed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.durable.journal import Journal
from support.commands.told import tell
from support.commands.typed import says

NOW, LATER = "2026-12-01T12:00Z", "2026-12-02T12:00Z"


def test_while_a_journal_is_written_nothing_is_packed(
    two_cafes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another run has it open: no archive, and the mark is taken back, unless it was there before."""
    tell(two_cafes, "2027-01-cafe")
    ledger = str(two_cafes / "announced.ledger")
    with Journal(ledger, lock=True):
        answer = says(capsys, two_cafes, "handover", "--yes", now=NOW)
    assert answer.returncode == 4 and "is writing announced.ledger; nothing was written" in answer.stderr
    assert not (two_cafes / "handover.yaml").exists() and not (two_cafes / "out").exists()
    assert says(capsys, two_cafes, "handover", "--yes", now=NOW).returncode == 0
    mark = (two_cafes / "handover.yaml").read_bytes()
    with Journal(ledger, lock=True):
        assert says(capsys, two_cafes, "handover", "--yes", now=LATER).returncode == 4
    assert (two_cafes / "handover.yaml").read_bytes() == mark
