"""The check of representation against its definition, on choices that are fair and on others."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from besrour_cli.planning.themes.ballots import Ballot
from besrour_cli.planning.themes.representation import unrepresented
from support.planning.ballots import PLACES, PROFILES, THEMES, ballots, breaks_ejr


def test_a_third_without_any_theme_is_named() -> None:
    """Three of nine get none of three themes, though they agree on one: each is named, and what they miss."""
    cast = ballots("6*abc 3*de")
    first, second = unrepresented(cast, THEMES, "abc", 3)
    assert first == ("d", 1, ("v7", "v8", "v9"))
    assert second.theme == "e"
    assert not unrepresented(cast, THEMES, "abd", 3)


def test_a_large_group_may_claim_several() -> None:
    """Six of nine may claim two of three themes: with one they have a complaint, though not with none."""
    complaints = unrepresented(ballots("6*abc 3*de"), THEMES, "ade", 3)
    assert {(each.theme, each.claim) for each in complaints} == {("b", 2), ("c", 2)}


def test_a_group_that_is_one_short_may_not_complain() -> None:
    """A third of ten is more than three people: three have no claim."""
    assert not unrepresented(ballots("7*abc 3*de"), THEMES, "abc", 3)


@given(PROFILES, PLACES, st.frozensets(st.sampled_from(THEMES[:6]), max_size=6))
@settings(max_examples=200)
def test_where_it_has_no_complaint_no_group_of_any_kind_has(
    cast: list[Ballot], places: int, picked: frozenset[str]
) -> None:
    """Every group and every claim is tried: whoever breaks EJR by its definition is caught."""
    winners = set(sorted(picked)[:places])
    if breaks_ejr(cast, winners, places):
        assert unrepresented(cast, THEMES, winners, places)
