"""The rule that chooses themes: what it gives to whom, and what it promises on any ballots."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besrour_cli.planning.themes.ballots import Ballot, in_order_of_seed, majority
from besrour_cli.planning.themes.equal_shares import Phase, choose_themes
from besrour_cli.planning.themes.group_shares import GroupShare, group_share, groups_of
from besrour_cli.planning.themes.representation import unrepresented
from support.planning.ballots import PLACES, PROFILES, THEMES, ballots


def chosen(text: str, places: int, order: str = THEMES) -> str:
    """The themes chosen, as letters in the order of choice."""
    return "".join(each.theme for each in choose_themes(ballots(text), order, places))


def test_a_third_of_the_people_gets_a_third_of_the_themes() -> None:
    """Six like a, b, c; three like d, e: a plain majority gives all three to the six, the rule gives two."""
    assert "".join(majority(ballots("6*abc 3*de"), THEMES, 3)) == "abc"
    assert chosen("6*abc 3*de", 3) == "abd"


def test_what_each_theme_costs_is_exact() -> None:
    """Three people with two places to spend: two thirds each, and a common theme costs a third."""
    first, second = choose_themes(ballots("ab ac a"), THEMES, 2)
    assert first == ("a", 3, Phase.EQUAL_SHARES, Fraction(1, 3))
    # b and c have one supporter each, with a third left: two thirds are to be earned
    assert second == ("b", 1, Phase.COMPLETION, Fraction(2, 3))


def test_who_paid_for_nothing_yet_has_the_say_in_the_completion() -> None:
    """One person alone cannot pay for d; she has kept her money, and is the first who can later."""
    assert chosen("4*ab 1*d", 3) == "abd"
    assert [each.phase for each in choose_themes(ballots("4*ab 1*d"), THEMES, 3)] == [
        Phase.EQUAL_SHARES,
        Phase.EQUAL_SHARES,
        Phase.COMPLETION,
    ]


def test_nothing_is_chosen_that_nobody_ticked() -> None:
    """Five places, two themes that somebody likes: two are chosen, and none where nobody ticked any."""
    assert chosen("ab a", 5) == "ab"
    assert chosen("- -", 5) == ""
    assert chosen("ab a", 0) == ""


def test_a_ballot_without_a_tick_takes_nothing_from_the_others() -> None:
    """People who handed in an empty form change neither the choice nor the promise."""
    assert chosen("6*abc 3*de 9*-", 3) == chosen("6*abc 3*de", 3)
    assert unrepresented(ballots("6*abc 3*de 9*-"), THEMES, "abc", 3)


def test_ties_are_decided_by_the_seed_and_nothing_else() -> None:
    """Two equal themes: the seed decides, whatever the order in which they were proposed."""
    assert in_order_of_seed("abcdefgh", 7) == in_order_of_seed("hgfedcba", 7)
    winners = {chosen("a b", 1, "".join(in_order_of_seed("ab", seed))) for seed in range(20)}
    assert winners == {"a", "b"}


def test_groups_see_what_they_got() -> None:
    """Two from Mali, one from Canada: how many of the themes each ticked, and who ticked none."""
    cast = [
        Ballot("awa", frozenset("ab"), {"region": "Mali"}),
        Ballot("issa", frozenset("a"), {"region": "Mali"}),
        Ballot("jo", frozenset("c"), {"region": "Canada"}),
        Ballot("x", frozenset("c")),
    ]
    groups = groups_of(cast, "region")
    assert list(groups) == ["Canada", "Mali", ""]
    assert group_share(groups["Mali"], "ab") == GroupShare(2, Fraction(3, 2), 0)
    assert group_share(groups["Canada"], "ab") == GroupShare(1, Fraction(0), 1)


@given(PROFILES, PLACES, st.integers(0, 3))
def test_whatever_the_ballots_everybody_is_represented(cast: list[Ballot], places: int, seed: int) -> None:
    """The checker, which knows nothing of the rule, has no complaint; no theme is chosen twice."""
    picked = choose_themes(cast, in_order_of_seed(THEMES, seed), places)
    themes = [each.theme for each in picked]
    assert len(set(themes)) == len(themes) <= places
    liked = set().union(*(ballot.approved for ballot in cast))
    assert len(themes) == min(places, len(liked)) and set(themes) <= liked
    assert not unrepresented(cast, THEMES, themes, places)


@given(PROFILES, PLACES, st.randoms(use_true_random=False))
def test_neither_the_order_of_the_ballots_nor_of_the_proposals_counts(
    cast: list[Ballot], places: int, chance: random.Random
) -> None:
    """Rows and lines may be sorted in any way: the same themes in the same order."""
    shuffled = list(cast)
    chance.shuffle(shuffled)
    order = in_order_of_seed(THEMES, 1)
    assert choose_themes(shuffled, order, places) == choose_themes(cast, order, places)


@given(PROFILES, PLACES)
@settings(max_examples=60)
def test_many_copies_of_the_same_people_choose_the_same(cast: list[Ballot], places: int) -> None:
    """A membership three times as large, in the same parts, has the same themes."""
    order = in_order_of_seed(THEMES, 1)
    once = [each.theme for each in choose_themes(cast, order, places)]
    assert [each.theme for each in choose_themes(cast * 3, order, places)] == once


@pytest.mark.parametrize(("people", "themes"), [(2000, 40)])
def test_two_thousand_ballots_are_quick(people: int, themes: int) -> None:
    """Exact fractions stay small enough: a large membership and forty proposals, within seconds."""
    names = [f"theme {i}" for i in range(themes)]
    cast = [
        Ballot(str(i), frozenset(names[(i * i + 7 * j * (i % 5 + 1)) % themes] for j in range(1 + i % 6)))
        for i in range(people)
    ]
    picked = [each.theme for each in choose_themes(cast, in_order_of_seed(names, 1), 12)]
    assert len(picked) == 12
    assert not unrepresented(cast, names, picked, 12)
