"""The evaluator of the rule: monotone, and true to its words on cases worked by hand."""

from __future__ import annotations

import random
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from besrour_cli.model.fairness import Fairness
from besrour_cli.model.units import Hundredths
from besrour_cli.planning.problem.fairness_rule import (
    BURDEN,
    NIGHTS,
    ORDER,
    PEOPLE,
    REGIONS,
    RHYTHM,
    ClassBurden,
    RulePolicy,
    evaluate,
    margins_of,
    policy_of,
)

REGION_NAMES = ("Africa", "Asia", "Europe")
people = st.lists(
    st.builds(
        ClassBurden,
        st.sampled_from(REGION_NAMES),
        st.integers(1, 4),
        st.integers(0, 5000),
        st.integers(0, 5),
        st.just(""),
    ),
    min_size=1,
    max_size=5,
)
policies = st.builds(
    RulePolicy,
    st.integers(0, 5),
    st.integers(1, 3),
    st.fixed_dictionaries({name: st.integers(0, 30) for name in REGION_NAMES}),
    best=st.just({}),
)


@given(people, policies, st.data())
def test_better_for_someone_and_worse_for_no_one_is_better(
    before: list[ClassBurden], policy: RulePolicy, data: st.DataObject
) -> None:
    """Somebody's burden falls, no one's rises, no night is added: no step is worse, the last is better."""
    who = data.draw(st.integers(0, len(before) - 1))
    assume(before[who].burden)
    less = before[who]._replace(
        burden=Hundredths(data.draw(st.integers(0, before[who].burden - 1))),
        nights=data.draw(st.integers(0, before[who].nights)),
    )
    old = evaluate(before, 0, 0, policy)
    new = evaluate([*before[:who], less, *before[who + 1 :]], 0, 0, policy)
    assert all(new[name] <= old[name] for name in ORDER)
    assert new[BURDEN] < old[BURDEN]


@given(people, policies, st.randoms())
def test_the_order_of_people_changes_nothing(
    before: list[ClassBurden], policy: RulePolicy, dice: random.Random
) -> None:
    """Anonymous: the same people in another order, or a class split in two, reach the same values."""
    shuffled = list(before)
    dice.shuffle(shuffled)
    split = [each._replace(size=1) for each in shuffled for _ in range(each.size)]
    assert evaluate(before, 0, 0, policy) == evaluate(split, 0, 0, policy)


def test_each_step_by_hand() -> None:
    """Two regions: every step's value worked out with pencil and paper."""
    policy = policy_of(Fairness(lambda_=3.0), {"Africa": 4, "Canada": 12})
    borne = [ClassBurden("Africa", 1, Hundredths(1900), 2), ClassBurden("Canada", 3, Hundredths(200), 0)]
    assert evaluate(borne, 3, 2, policy) == {
        "possible": 0,
        NIGHTS: 2 + 3 * 2,
        REGIONS: Fraction(1900, 400),  # an invitation, in Africa; 600 / 1200 in Canada
        PEOPLE: Fraction(1900 + 3 * 200, 400) + 3 * 19,
        RHYTHM: 3 + 2,
        BURDEN: 25,
    }


def test_somebody_invited_seldom_dilutes_nothing() -> None:
    """One more person of the region, who comes once at its usual burden, changes its mean by nothing."""
    before = evaluate([ClassBurden("Africa", 1, Hundredths(400), 0)], 1, 0, RulePolicy(3, 1, {"Africa": 4}))
    both = [ClassBurden("Africa", 1, Hundredths(400), 0), ClassBurden("Africa", 1, Hundredths(100), 0)]
    assert evaluate(both, 1, 0, RulePolicy(3, 1, {"Africa": 5}))[REGIONS] == before[REGIONS]


def test_a_tolerance_is_a_part_of_what_the_sessions_cost() -> None:
    """Ten of the twelve units are the past's: a tenth of the other two may be given away, and no more."""
    policy = RulePolicy(3, 1, {})
    margins = margins_of(policy, dict.fromkeys(ORDER, Fraction(10)))
    assert margins[REGIONS].limit(Fraction(12)) == Fraction(122, 10)
    assert margins[REGIONS].certain(Fraction(12)) == Fraction(1198, 100)
    assert margins[RHYTHM].limit(Fraction(12)) == margins[RHYTHM].certain(Fraction(12)) == 12
