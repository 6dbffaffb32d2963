"""``fairness:`` of a programme: what it says, and what is usual where it says nothing."""

from __future__ import annotations

import pytest

from support.storage.folder import Folder


def test_fairness_and_everything_optional(folder: Folder) -> None:
    """All keys of the policy reach the model."""
    folder.change(
        "programme.yaml",
        "blackouts:",
        "fairness: {step: 15 min, night: 23:00-06:00, good: 1.5,"
        " good_sessions: 2, lambda: 4, tolerance: 0, profile: academic}"
        "\nblackouts:",
    )
    fairness = folder.programme().fairness
    assert (fairness.step, fairness.night, fairness.good) == (15, (1380, 360), 1.5)
    assert (fairness.good_sessions, fairness.lambda_, fairness.profile) == (2, 4.0, "academic")
    assert fairness.tolerance == 0


@pytest.mark.parametrize(
    ("written", "tolerance"),
    [
        ("profile: academic", 17),
        ("profiles: [academic]", 17),
        ("profiles: [clinic, evenings]", 2),
        ("profiles: [clinic, evenings], tolerance: 10", 10),
        ("tolerance: 7", 7),
    ],
)
def test_not_to_know_is_dear_enough(folder: Folder, written: str, tolerance: int) -> None:
    """Where several profiles are assumed, less is given away, unless the group says how much."""
    folder.change("programme.yaml", "blackouts:", f"fairness: {{{written}}}\nblackouts:")
    assert folder.programme().fairness.tolerance == tolerance


@pytest.mark.parametrize(
    ("written", "first", "assumed"),
    [
        ("[evenings, clinic]", "evenings", ("evenings", "clinic")),
        ("[academic]", "academic", ()),
        ("[academic, academic]", "academic", ()),
    ],
)
def test_several_profiles_may_be_assumed(
    folder: Folder, written: str, first: str, assumed: tuple[str, ...]
) -> None:
    """The first is also the one that the ledger counts by; one alone is a profile like any other."""
    folder.change("programme.yaml", "blackouts:", f"fairness: {{profiles: {written}}}\nblackouts:")
    fairness = folder.programme().fairness
    assert (fairness.profile, fairness.profiles) == (first, assumed)
