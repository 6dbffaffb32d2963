"""Slots that a certificate leaves out: whoever had one could have the other, and nobody would mind."""

from __future__ import annotations

import random
from datetime import date
from itertools import permutations, product

import pytest

from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import PreferredStart, WeekSpan
from besrour_cli.planning.verify.beaten import SlotPair, all_beaten, without
from besrour_cli.planning.verify.objectives import values_of
from besrour_cli.planning.verify.problem import CheckedSlot
from besrour_cli.planning.verify.spacing import CheckedSpacing
from support.planning.unproven import plans, spacing_of
from support.planning.world import member, programme, random_instance, series, session


def everything(spacing: CheckedSpacing) -> list[list[int]]:
    """All options of every session, none of them left out yet."""
    return [list(range(part.start, part.stop)) for part in spacing.options.parts]


def slots_of(spacing: CheckedSpacing) -> list[CheckedSlot]:
    """Every slot that some session can have."""
    return sorted(set(spacing.options.slots))


def exchanged(spacing: CheckedSpacing, choice: tuple[int, ...], pair: SlotPair) -> bool:
    """Whether a plan with the other slot wherever this one has the beaten one is no worse on any step."""
    options = spacing.options
    places = [
        [n for n in range(part.start, part.stop) if options.slots[n] == pair.by]
        if options.slots[o] == pair.slot
        else [o]
        for o, part in zip(choice, options.parts, strict=True)
    ]
    reached = values_of(options, choice)
    return any(
        not any(spacing.conflicts(other))
        and all(value <= reached[name] for name, value in values_of(options, other).items())
        for other in product(*places)
    )


@pytest.mark.parametrize("seed", [4, 8, 12, 20])
def test_a_beaten_slot_is_never_missed(seed: int) -> None:
    """Every plan of a small programme, tried out: with the other slot it is a plan, and no step is worse."""
    asked, given = random_instance(seed)
    spacing = spacing_of(asked, given)
    assert spacing is not None
    every, dice = plans(spacing), random.Random(seed)
    some = dice.sample(every, min(len(every), 50))
    pairs = [SlotPair(*pair) for pair in permutations(slots_of(spacing), 2)]
    beaten = [pair for pair in pairs if all_beaten(spacing, [pair], everything(spacing))]
    assert beaten and len(beaten) < len(pairs)
    for pair in dice.sample(beaten, min(len(beaten), 15)):
        assert all(exchanged(spacing, choice, pair) for choice in some), pair


def slot(minute: int, nth: int = 2) -> CheckedSlot:
    """A Monday's slot of the café, of the second Monday in the month or (0) of every week."""
    return CheckedSlot("cafe", nth, 0, minute)


def monday(
    hours: list[WeekSpan],
    sessions: int = 1,
    night: tuple[int, int] = (22 * 60, 7 * 60),
    prefer: PreferredStart | None = None,
) -> CheckedSpacing:
    """A café on a Monday, at noon or at 18:00, for two in Accra, one with hours; more of it a week apart."""
    run = series("cafe", 60, between=(8 * 60, 20 * 60), weekdays=(0,), prefer=prefer)
    people = [member("ama", "Accra", hours=hours), member("kofi", "Accra")]
    days = [date(2027, 1, 11 + 7 * n) for n in range(sessions)]
    those = [session(f"s{n}", day, day, run) for n, day in enumerate(days)]
    asked = programme(people, [run], those, Fairness(step=360, night=night), anchor="Accra")
    found = spacing_of(asked, Plan("test", ""))
    assert found is not None
    return found


def test_one_who_minds_is_enough() -> None:
    """Ama has her hours at noon, Kofi is at work all day: whose slot costs either more beats nothing."""
    noon = monday([WeekSpan(12 * 60, 13 * 60)])
    assert slots_of(noon) == [slot(12 * 60), slot(18 * 60)]
    assert all_beaten(noon, [SlotPair(slot(18 * 60), slot(12 * 60))], everything(noon))
    assert not all_beaten(noon, [SlotPair(slot(12 * 60), slot(18 * 60))], everything(noon))
    evening = monday([WeekSpan(18 * 60, 19 * 60)])
    for pair in permutations(slots_of(evening)):
        assert not all_beaten(evening, [SlotPair(*pair)], everything(evening))


def test_a_night_or_a_change_more_is_enough() -> None:
    """Noon costs both less: but not where it is called night, nor where the series prefers 18:00."""
    pair = SlotPair(slot(18 * 60), slot(12 * 60))
    for spacing, beaten in (
        (monday([]), True),
        (monday([], night=(12 * 60, 13 * 60)), False),
        (monday([], night=(18 * 60, 19 * 60)), True),
        (monday([], prefer=PreferredStart(18 * 60)), False),
        (monday([], prefer=PreferredStart(12 * 60)), True),
    ):
        assert all_beaten(spacing, [pair], everything(spacing)) is beaten


def test_a_slot_beats_another_at_every_session_or_at_none() -> None:
    """What one of two sessions cannot have any more beats nothing there, nor what is already left out."""
    both = monday([WeekSpan(12 * 60, 13 * 60)], sessions=2)
    pair = SlotPair(slot(18 * 60, nth=0), slot(12 * 60, nth=0))
    assert all_beaten(both, [pair], everything(both))
    fewer = [[o for o in everything(both)[0] if both.options.slots[o] != pair.by], everything(both)[1]]
    assert not all_beaten(both, [pair], fewer)
    assert not all_beaten(both, [pair, pair._replace(slot=pair.by, by=pair.slot)], everything(both))
    assert not all_beaten(both, [SlotPair(pair.slot, pair.slot)], everything(both))
    assert [len(here) for here in without(both, [pair], everything(both))] == [1, 1]


def test_a_slot_that_is_in_the_way_of_another_session_beats_nothing() -> None:
    """The better hour takes a start from the team's session, which Kofi attends as well."""
    run = series("cafe", 60, between=(8 * 60, 20 * 60), weekdays=(0,))
    team = series("team", 60, between=(12 * 60, 13 * 60), weekdays=(0,))
    ama, day = member("ama", "Accra", hours=[WeekSpan(12 * 60, 13 * 60)]), date(2027, 1, 11)
    pair = SlotPair(slot(18 * 60), slot(12 * 60))
    for groups, free in ((("cafe", "team"), False), (("team",), True)):
        people = [ama, member("kofi", "Accra", groups)]
        those = [session("s0", day, day, run), session("t0", day, day, team)]
        asked = programme(people, [run, team], those, Fairness(step=360), anchor="Accra")
        spacing = spacing_of(asked, Plan("test", ""))
        assert spacing is not None
        assert all_beaten(spacing, [pair], everything(spacing)) is free
        there = everything(spacing)
        assert all_beaten(spacing, [pair], [there[0], []])  # nothing of the team's is open any more
