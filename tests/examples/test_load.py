"""Both examples are read by besrour itself, and not one remark is made about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.storage.programme.load import load
from support.checkout import ROOT

EXAMPLES = [
    pytest.param(ROOT, 29, 16, 39, id="pilot"),
    pytest.param(ROOT / "examples" / "world", 7, 7, 21, id="world"),
]


@pytest.mark.parametrize(("folder", "sessions", "files", "members"), EXAMPLES)
def test_an_example_loads_without_a_mistake_or_warning(
    folder: Path, sessions: int, files: int, members: int
) -> None:
    """What we ship is the model to copy: no mistake, no warning, and every file arrives in the programme."""
    loaded = load(str(folder))
    assert [f"{p.spot}: {p.what}" for p in loaded.problems] == []
    assert loaded.programme is not None
    assert len(loaded.programme.sessions) == sessions
    assert len(loaded.programme.members) == members
    assert loaded.files == files + 2


@pytest.mark.parametrize("folder", [ROOT, ROOT / "examples" / "world"], ids=["pilot", "world"])
def test_every_place_has_a_clock_and_two_names(folder: Path) -> None:
    """A city of the example is found in the place table, with its country, not only its zone."""
    programme = load(str(folder)).programme
    assert programme is not None
    for member in programme.members:
        assert member.place.zone.count("/") >= 1, member.id
        assert member.place.country, member.id
        assert member.place.names["en"] and member.place.names["fr"], member.id


def test_the_pilot_puts_each_member_on_the_right_clock() -> None:
    """London is in Ontario, Lubumbashi is not on Kinshasa's clock, Saskatoon never changes its own."""
    programme = load(str(ROOT)).programme
    assert programme is not None
    zones = {m.id: m.place.zone for m in programme.members}
    expected = {
        "ca-western": "America/Toronto",
        "ca-memorial": "America/St_Johns",
        "ca-saskatchewan": "America/Regina",
        "ca-queens": "America/Toronto",
        "cd-kinshasa": "Africa/Kinshasa",
        "cd-lubumbashi": "Africa/Lubumbashi",
        "ke-1": "Africa/Nairobi",
        "ci-abidjan": "Africa/Abidjan",
    }
    assert {i: zones[i] for i in expected} == expected


def test_everyone_of_the_pilot_is_invited_to_the_cafes_and_only_the_groups_elsewhere() -> None:
    """The café is for all; the working and advisory groups stay among themselves."""
    programme = load(str(ROOT)).programme
    assert programme is not None
    sizes = {s.series: len(programme.invited(s)) for s in programme.sessions}
    assert sizes["cafe"] == 39
    assert 4 <= sizes["working-group"] <= 6
    assert 8 <= sizes["advisory"] <= 10
