"""What is said against another start, step by step of the rule, from years made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from besrour_cli.commands.terminal.translation import translate
from besrour_cli.commands.views.plan.against import against
from besrour_cli.commands.views.plan.reasons import reason_words
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.message import msg
from besrour_cli.model.plan import Burden
from besrour_cli.model.programme import Programme
from besrour_cli.planning.explain.plan_changes import ChangeReason, ReasonKind
from besrour_cli.planning.explain.what_if import YearTotals
from support.commands.made_years import LEAST, PROGRAMME, START, year

ASSUMED = replace(PROGRAMME, fairness=Fairness(profiles=("clinic", "academic")))


def _said(step: str, then: YearTotals, asked: Programme = PROGRAMME) -> str:
    return translate(against(asked, step, LEAST, then)).replace("\u00a0", " ")


def test_a_night_that_deepens_names_whom_it_hits() -> None:
    """Nobody has a night more: it is deeper for whoever the session costs most more; else nobody is named."""
    deeper = year("nights", 2.0, costs={"ana": 1.2, "awa": 6.0})
    assert _said("nights", deeper) == "it would be deeper in the night for Awa"
    assert _said("nights", year("nights", 2.0)) == "there would be more nights, or deeper ones"


def test_a_member_who_is_in_no_year_has_no_nights() -> None:
    """A person who joined since counts as nobody’s night, and the others are named all the same."""
    then = year("nights", 1.0, people={"ana": Burden(1.0, 1, 1)})
    assert _said("nights", then) == "it would be a night for Ana"


def test_a_region_is_named_with_the_hour_of_whoever_is_hit_there() -> None:
    """Ana bears more as well, but she is elsewhere; where nobody there does, the region stands alone."""
    then = year("regions", 2.5, costs={"ana": 9.0, "awa": 3.5}, start=START.replace(hour=17))
    assert _said("regions", then) == (
        "the region that carries most, Africa, would carry more (8:00 p.m. in Nairobi for Awa)"
    )
    elsewhere = year("regions", 2.5, costs={"ana": 9.0, "awa": 3.0})
    assert _said("regions", elsewhere) == "the region that carries most, Africa, would carry more"


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("regions", "the region Africa would be further from the best that it could have"),
        ("people", "people would be further from the best that they could have"),
    ],
)
def test_with_several_profiles_the_distance_from_the_best_is_what_counts(step: str, expected: str) -> None:
    """Nobody knows which profile is true, so nobody “carries more”."""
    assert _said(step, year(step, 9.0, costs={"ana": 1.0, "awa": 9.0}), ASSUMED) == expected


@pytest.mark.parametrize(
    ("people", "worst", "expected"),
    [
        ({"ana": 1.0, "awa": 3.0}, "awa", "people would carry more, all in all"),
        ({"ana": 1.0, "awa": 4.0}, "awa", "Awa, who carries most, would carry more"),
        ({"ana": 4.0, "awa": 3.0}, "ana", "Ana would carry more than anyone does now"),
        ({"gone": 4.0, "awa": 3.0}, "gone", "gone would carry more than anyone does now"),
    ],
)
def test_who_would_carry_more_is_named(people: dict[str, float], worst: str, expected: str) -> None:
    """Whoever carries most, then or now; one who left the roster by her id; else people all in all."""
    burdens = {ident: Burden(value, 0, 1) for ident, value in people.items()}
    assert _said("people", year("people", 4.0, people=burdens, worst=worst)) == expected


@pytest.mark.parametrize(
    ("slots", "away", "expected"),
    [
        (3, True, "it would be a third day and hour to remember"),
        (8, True, "it would be an eighth day and hour to remember"),
        (11, True, "it would not be at the hour that the series prefers"),
        (1, True, "it would not be at the hour that the series prefers"),
        (1, False, "there would be more days and hours to remember, or more changes"),
    ],
)
def test_what_there_is_to_remember_is_counted_up_to_ten(slots: int, away: bool, expected: str) -> None:
    """One day and hour more by its number; beyond ten nobody counts; else the preferred hour."""
    assert _said("rhythm", year("rhythm", 2.0, slots={"cafe": slots}, away=away)) == expected


def test_the_last_step_and_a_tie_have_sentences_of_their_own() -> None:
    """Everyone together; and where no step decides, the earlier start."""
    assert _said("burden", year("burden", 5.0)) == "everyone together would carry more"
    assert _said("", LEAST).startswith("the year would be as fair, and the planned start is earlier")


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (
            ChangeReason(ReasonKind.DEMANDS, demands=(msg("it is outside of the window"), msg("Awa cannot"))),
            "because at the former start it is outside of the window; Awa cannot",
        ),
        (ChangeReason(ReasonKind.ROOM, room_for=("a", "b")), "to make room for a and b"),
        (ChangeReason(ReasonKind.EQUAL), "which is as fair"),
        (
            ChangeReason(ReasonKind.FAIRER, step="burden", now=LEAST, then=LEAST),
            "because at the former start everyone together would carry more",
        ),
        (
            ChangeReason(ReasonKind.TOGETHER, step="burden", now=LEAST, then=LEAST),
            "because the changes together make the year fairer: without them everyone together would carry "
            "more",
        ),
    ],
)
def test_a_change_of_the_plan_follows_its_reason(reason: ChangeReason, expected: str) -> None:
    """What the files ask, whom it makes room for, or what the former start would cost."""
    assert translate(reason_words(PROGRAMME, reason)) == expected
