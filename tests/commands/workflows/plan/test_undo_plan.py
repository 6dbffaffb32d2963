"""Taking back a change of which some people have had letters: what stays, and what that costs the proof."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from besrour_cli.commands.workflows.plan.undo_plan import undo
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.plan import SessionState
from besrour_cli.storage.state import announced_ledger, plan_file, proof_file
from support.commands.sent import letter
from support.commands.told import AT, opened, tell
from support.commands.typed import says

JANUARY, FEBRUARY = "2027-01-cafe", "2027-02-cafe"


def test_what_letters_told_stays_and_the_rest_goes_back(
    two_cafes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both were announced at once, and only January's letter left: February alone is a proposal again."""
    letter(tell(two_cafes, JANUARY, FEBRUARY), JANUARY, "gh-accra")
    shown = says(capsys, two_cafes, "undo", "--dry-run").stdout
    assert f"{JANUARY}: letters have left, so it stays as it is" in shown
    assert f"{FEBRUARY}: announced by other means than letters" in shown
    assert says(capsys, two_cafes, "undo", "--yes").returncode == 0
    slots = opened(two_cafes).plan.slots
    assert slots[JANUARY].state == SessionState.ANNOUNCED
    assert slots[FEBRUARY].state == SessionState.PROPOSED
    assert says(capsys, two_cafes, "verify").returncode == 0


def test_what_everybody_was_told_by_letter_is_not_taken_back(two_cafes: Path) -> None:
    """The remedy is a change of its own, which people hear of."""
    workspace = tell(two_cafes, JANUARY)
    letter(workspace, JANUARY, "ca-laval")
    log = announced_ledger.read(str(two_cafes), "test-cafe")
    with pytest.raises(NegativeAnswer, match="letters about this change have left") as refused:
        undo(workspace, log, AT)
    assert "besrour cancel" in str(refused.value.remedy)


@pytest.mark.parametrize("proof", [b"", b'{"starts": "as they were", "stood": []}'])
def test_a_proof_of_another_plan_is_not_brought_back(two_cafes: Path, proof: bytes) -> None:
    """Only one that speaks of the starts of the plan before is its proof; neither of these two does."""
    workspace = opened(two_cafes)
    held = replace(workspace.plan, holds=(JANUARY,))
    plan_file.write(str(two_cafes), held, workspace.digest)
    honest = json.loads((two_cafes / proof_file.NAME).read_bytes())
    assert honest["starts"]
    (two_cafes / proof_file.NAME).unlink()
    if proof:
        (two_cafes / proof_file.NAME).write_bytes(proof)
    undone = undo(opened(two_cafes), announced_ledger.read(str(two_cafes), "test-cafe"), AT)
    assert undone.plan.holds == () and undone.proof is None
