"""A choice of themes in words: what a majority would change, who is left without, and who may complain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from besrour_cli.commands.views.themes import print_choice
from besrour_cli.planning.themes.ballots import Ballot
from besrour_cli.planning.themes.choice import ThemeChoice, make_choice
from besrour_cli.planning.themes.representation import Unrepresented
from support.planning.ballots import ballots
from support.planning.world import programme, series

CAFE = series("cafe")
ASKED = programme([], [CAFE], [])


def _said(printed: Callable[[], list[str]], choice: ThemeChoice, strangers: int = 0) -> str:
    print_choice(ASKED, CAFE, choice, strangers)
    return "\n".join(printed())


def test_a_majority_that_chooses_otherwise_is_set_beside_the_choice(printed: Callable[[], list[str]]) -> None:
    """Six like a, b and c, three like d alone: a majority would have c in the place of d."""
    choice = make_choice(ballots("6*abc 3*d"), "abcd", 3, 1)
    [lost] = set(choice.plain) - set(choice.themes)
    said = _said(printed, choice)
    assert (
        "In a plain majority’s choice these would be missing:\n  + d\n"
        f"and in their place would stand:\n  − {lost}\n"
    ) in said
    assert "By a plain majority, 3 people would be." in said
    assert "Everybody who ticked a theme has at least one." in said


def test_the_same_choice_is_one_sentence(printed: Callable[[], list[str]]) -> None:
    """Where a majority would choose the same, there is nothing to compare and nobody to name."""
    said = _said(printed, make_choice(ballots("2*a b"), "ab", 2, 1))
    assert "A plain majority would have chosen the same themes." in said
    assert "would be missing" not in said and "By a plain majority" not in said


def test_those_without_any_theme_are_named_up_to_five(printed: Callable[[], list[str]]) -> None:
    """Seven who each like another theme, in one session; empty ballots and strangers are counted."""
    cast = [*ballots("3*a b c d e f g"), Ballot("v10", frozenset()), Ballot("v11", frozenset())]
    said = _said(printed, make_choice(cast, "abcdefg", 1, 1), strangers=2)
    assert "Without any theme of theirs: v4; v5; v6; v7; v8\n  and 1 more\n" in said
    assert "2 ballots tick nothing." in said
    assert "2 ballots are of nobody on the roster; they count all the same." in said


def test_a_choice_that_fails_its_check_says_whom_it_leaves_out(printed: Callable[[], list[str]]) -> None:
    """The check does not trust the rule: were it wrong, it would say so, and claim nothing."""
    choice = make_choice(ballots("2*a 2*b"), "ab", 2, 1)
    said = _said(printed, choice._replace(complaints=(Unrepresented("b", 1, ("v3", "v4")),)))
    assert "Not represented: v3, v4, who all like “b”" in said
    assert "Checked apart from the rule" not in said


def test_groups_have_a_row_each_with_their_names(printed: Callable[[], list[str]]) -> None:
    """A region by its name in the programme, a language in words, a career stage as it is written."""
    groups: tuple[dict[str, str], ...] = ({"region": "af", "language": "fr", "career_stage": "early"}, {})
    cast = [Ballot(f"v{n}", frozenset("a"), each) for n, each in enumerate(groups)]
    named = replace(ASKED, regions={"af": {"en": "West Africa", "fr": "Afrique de l’Ouest"}})
    print_choice(named, CAFE, make_choice(cast, "a", 1, 1), 0)
    said = printed()
    for group in ("West Africa", "French", "early"):
        [row] = [line for line in said if line.startswith(group)]
        assert row.split()[-5:] == ["1", "1", "1", "0", "0"]
    assert sum(line.startswith("not known") for line in said) == 3
