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
    POSSIBLE,
    REGIONS,
    RHYTHM,
    ClassBurden,
    RulePolicy,
    evaluate,
    margins_of,
    policy_of,
    worst_region,
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
    policy = policy_of(Fairness(tolerance=10), {})
    margins = margins_of(policy, dict.fromkeys(ORDER, Fraction(10)))
    assert margins[REGIONS].limit(Fraction(12)) == Fraction(122, 10)
    assert margins[REGIONS].certain(Fraction(12)) == Fraction(1198, 100)
    assert margins[RHYTHM].limit(Fraction(12)) == margins[RHYTHM].certain(Fraction(12)) == 12


def test_where_nobody_is_invited_every_step_is_nothing() -> None:
    """No class at all, and a region that carries nothing: 0, and no region is the worst."""
    policy = RulePolicy(3, 1, {"Africa": 2, "Asia": 1})
    assert evaluate([], 0, 0, policy) == dict.fromkeys((POSSIBLE, *ORDER), 0)
    assert worst_region([], policy) == ""
    carried = [ClassBurden("Africa", 1, Hundredths(300), 0), ClassBurden("Asia", 1, Hundredths(200), 0)]
    assert worst_region(carried, policy) == "Asia", "2 units an invitation, and not 1.5"


def test_a_programme_says_what_may_be_given_away() -> None:
    """Per cent of the least, of regions and people alone; lambda to the hundredth."""
    policy = policy_of(Fairness(tolerance=25, lambda_=1.234), {})
    assert policy.tolerance == dict.fromkeys((REGIONS, PEOPLE), Fraction(1, 4))
    assert Fraction(policy.weight, policy.unit) == Fraction(123, 100)


def test_a_calendar_that_was_proposed_is_the_limit_up_to_twice_the_tolerance() -> None:
    """A tenth of a least of 5 after a past of 4 is 0.1 units: 5.15 stays, 7 comes down to 5.2."""
    policy = policy_of(Fairness(tolerance=10), {})
    for proposed, limit in ((None, "51/10"), ("103/20", "103/20"), ("7", "26/5"), ("5", "51/10")):
        given = None if proposed is None else dict.fromkeys(ORDER, Fraction(proposed))
        margins = margins_of(policy, dict.fromkeys(ORDER, Fraction(4)), given)
        assert margins[REGIONS].limit(Fraction(5)) == Fraction(limit), proposed
        assert margins[NIGHTS].limit(Fraction(5)) == 5
