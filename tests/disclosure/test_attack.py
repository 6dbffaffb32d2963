"""The attack agrees with another attacker, who tries every set of people that there may be."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from besrour_cli.disclosure.attack import Attack
from besrour_cli.disclosure.audit import intervals
from besrour_cli.disclosure.cliques import clique_tree
from besrour_cli.disclosure.knowledge import Knowledge
from besrour_cli.model.evaluation.publication import LinearFact, MaskRules, Publication, group
from support.disclosure import histories
from support.disclosure.enumerated import Enumeration

RULES = MaskRules()


def small_history(rng: random.Random, tables: tuple[tuple[str, str], ...], reports: int) -> list[Publication]:
    """One or two reports of very few people, of which anything at all is hidden but the total."""
    cube = len(tables) == 3
    answers: tuple[str, ...] = ("x", "y") if cube else ("x",)
    keys: dict[str, tuple[str, ...]] = {"region": ("a", "b"), "language": ("e", "f"), "answer": answers}
    publications: list[Publication] = []
    people: list[tuple[str, ...]] = []
    for number in range(reports):
        people += [tuple(rng.choice(each) for each in keys.values()) for _ in range(rng.randint(2, 5))]
        draft = histories.draft(str(number), people, keys, tables)
        hidden = {rng.randrange(len(draft.counts)) for _ in range(rng.randint(1, 8))}
        counts = (
            replace(each, shown=n not in hidden or not each.count or not each.group.selection)
            for n, each in enumerate(draft.counts)
        )
        publications.append(draft._replace(counts=tuple(counts)))
    return publications


def agree(publications: list[Publication]) -> int:
    """How many intervals the two attackers have worked out alike; all of them, or the test fails."""
    most = max(each.count for each in publications[-1].counts)
    other = Enumeration(publications, most)
    ours = intervals(publications, RULES)
    for each in ours:
        assert (each.low, each.high) == other.interval(each.group, each.at, each.since), each
    return len(ours)


@pytest.mark.parametrize("seed", range(6))
def test_two_reports_of_one_table(seed: int) -> None:
    """What was hidden in either, and what changed between them."""
    agree(small_history(random.Random(seed), (("region", "language"),), 2))


@pytest.mark.parametrize("seed", range(6))
def test_three_tables_of_the_same_people(seed: int) -> None:
    """Region by language, region by answer, language by answer: together they say more than each."""
    pairs = (("region", "language"), ("region", "answer"), ("language", "answer"))
    agree(small_history(random.Random(seed), pairs, 1))


def test_what_a_percentage_says_beside_the_counts() -> None:
    """A rounded percentage of a shown total leaves one or two numbers."""
    (published,) = small_history(random.Random(1), (("region", "language"),), 1)
    whole, part = group("answers"), group("answers", region="a")
    truth = {each.group: each.count for each in published.counts}
    counts = tuple(replace(each, shown=each.group == whole) for each in published.counts)
    share = round(truth[part] / truth[whole], 1)
    fact = LinearFact("share", ((1.0, part), (-share, whole)), -0.05 * truth[whole], 0.05 * truth[whole])
    assert agree([published._replace(counts=counts, facts=(fact,))])


def test_some_whose_answer_is_not_known() -> None:
    """A dimension in which people may have no key: a margin is then no sum of all."""
    (published,) = small_history(random.Random(2), (("region", "language"),), 1)
    unknown = frozenset({("answers", "language")})
    alone = agree([published._replace(partial=unknown)])
    elsewhere = unknown | {("invited", "region")}  # of another population: it says nothing of this one
    assert agree([published._replace(partial=elsewhere)]) == alone > 0


def test_cliques_meet_in_what_was_published_together() -> None:
    """A ring of four dimensions is looked at in two threes; a star stays in twos."""
    sizes = dict.fromkeys("abcd", 3)
    ring = clique_tree([frozenset(pair) for pair in ("ab", "bc", "cd", "ad")], sizes)
    assert sorted(map(len, ring.cliques)) == [3, 3]
    star = clique_tree([frozenset(pair) for pair in ("ab", "ac", "ad")], sizes)
    assert sorted(map(len, star.cliques)) == [2, 2, 2]
    assert len(star.edges) == 2


def test_what_is_found_possible_is_remembered_once() -> None:
    """Whatever is tried in vain, nothing is remembered twice: twenty trials would make a million of it."""
    rng = random.Random(3)
    keys = {"region": ("a", "b", "c", "d"), "language": ("e", "f"), "answer": ("x", "y", "z")}
    people = [tuple(rng.choice(each) for each in keys.values()) for _ in range(30)]
    draft = histories.draft("0", people, keys, (("region", "language"), ("region", "answer")))
    knowledge = Knowledge((draft,))
    places = [n for n, each in enumerate(draft.counts) if each.count and each.group.selection]
    attack = Attack(knowledge, [knowledge.quantity(each, 0) for each in draft.counts])
    for place in places:
        attack.hide(place)
    for place in places * 2:
        attack.shows(place, places, 10**6)  # everything is narrower than that: nothing is ever shown again
    possible = [values.tobytes() for values in attack.possible]
    assert len(possible) == len(set(possible)) > len(places)
