"""The evaluator of the rule: monotone, and true to its words on cases worked by hand."""

from __future__ import annotations

import random
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from besrour_cli.model.programme import Fairness
from besrour_cli.model.units import Hundredths, MinuteOfDay
from besrour_cli.planning.problem.fairness_rule import (
    MemberSchedule,
    RulePolicy,
    SessionCost,
    evaluate,
    policy_of,
)

burdens = st.integers(0, 2000)
costs = st.builds(SessionCost, burdens, st.booleans(), st.just(True))
lives = st.lists(
    st.builds(
        MemberSchedule,
        st.sampled_from(["Africa", "Asia", "Europe"]),
        burdens,
        st.integers(0, 5),
        st.lists(st.lists(costs, min_size=1, max_size=4).map(tuple), min_size=1, max_size=2).map(tuple),
        st.integers(1, 4),
    ),
    min_size=1,
    max_size=5,
)
policies = st.builds(
    RulePolicy, st.integers(0, 1500), st.integers(0, 4), st.integers(0, 5), st.integers(1, 3)
)


@given(lives, policies, st.data())
def test_better_for_someone_and_worse_for_no_one_ranks_higher(
    before: list[MemberSchedule], policy: RulePolicy, data: st.DataObject
) -> None:
    """Monotone: someone's burden falls, no one's rises, no night is added: the schedule ranks higher."""
    who = data.draw(st.integers(0, len(before) - 1))
    life = before[who]
    run = data.draw(st.integers(0, len(life.series) - 1))
    at = data.draw(st.integers(0, len(life.series[run]) - 1))
    cost = life.series[run][at]
    assume(cost.burden)
    less = SessionCost(
        Hundredths(data.draw(st.integers(0, cost.burden - 1))), cost.night and data.draw(st.booleans())
    )
    changed = [*life.series[run][:at], less, *life.series[run][at + 1 :]]
    runs = (*life.series[:run], tuple(changed), *life.series[run + 1 :])
    after = [*before[:who], life._replace(series=runs), *before[who + 1 :]]
    old = list(evaluate(before, {}, 0, policy).values())
    new = list(evaluate(after, {}, 0, policy).values())
    assert new < old


@given(lives, policies, st.randoms())
def test_the_order_of_people_changes_nothing(
    before: list[MemberSchedule], policy: RulePolicy, dice: random.Random
) -> None:
    """Anonymous: the same people in another order, or a class split in two, reach the same values."""
    shuffled = list(before)
    dice.shuffle(shuffled)
    split = [life._replace(size=1) for life in shuffled for _ in range(life.size)]
    assert evaluate(before, {}, 0, policy) == evaluate(split, {}, 0, policy)


def test_each_step_by_hand() -> None:
    """Two people, three sessions: every step's value worked out with pencil and paper."""
    good, bad = SessionCost(Hundredths(100), False), SessionCost(Hundredths(400), False)
    dark = SessionCost(Hundredths(900), True)
    policy = policy_of(Fairness(good=2.0, good_sessions=2, lambda_=3.0))
    people = [
        MemberSchedule("Africa", Hundredths(500), 1, ((bad, dark, good),)),
        MemberSchedule("Canada", Hundredths(0), 0, ((good, good), (dark._replace(counts=False),)), size=3),
    ]
    nine, ten = MinuteOfDay(540), MinuteOfDay(600)
    assert evaluate(people, {"cafe": [nine, nine, ten], "team": [nine]}, 2, policy) == {
        "possible": 0,
        "reasonable": 1 + 1,  # one good session short, one bad pair in a row
        "nights": 2 + 3 * 2,
        "regions": 19,
        "people": Fraction(1900 + 3 * 200, 400) + 3 * 19,
        "rota": 3 + 2,
    }
