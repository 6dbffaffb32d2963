"""Two toy constraints, added to the registry alone, reach every place that uses constraints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import Plan, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.planning.explain.stale_starts import check_announced_starts
from besrour_cli.planning.explain.violations import violations
from besrour_cli.planning.problem.constraints import registry
from besrour_cli.planning.problem.constraints.start_constraint import (
    FileConstraint,
    Mask,
    PreferenceConstraint,
    Sentences,
    SessionStarts,
)
from besrour_cli.planning.problem.equivalence_classes import TimePreferences
from besrour_cli.planning.solve.choose import choose
from support.planning.world import NOW, member, programme, series, session

RUN = series("cafe", 60)
TWELFTH, THIRTEENTH = date(2027, 1, 12), date(2027, 1, 13)
MORNING = (9 * 60, 12 * 60)
EMPTY = Plan("test", "")


class NotOnTheThirteenth(FileConstraint):
    """No session on the thirteenth of January 2027."""

    demand = msg("the superstition")
    violated = msg("it is unlucky")

    def mask(self, starts: SessionStarts) -> Mask:
        """The starts on that day."""
        thirteenth: Mask = starts.grid.days == (THIRTEENTH - date(1970, 1, 1)).days
        return thirteenth

    def describe_excluded(self, names: Sequence[str], excluded: int) -> Message:
        """What it excludes."""
        return msg("the superstition excludes {n}", n=excluded)


class NotBeforeNoon(PreferenceConstraint):
    """Members of the evening curve come after noon UTC only."""

    weekly = True

    def mask(self, clock: TimePreferences, starts: SessionStarts) -> Mask | None:
        """The starts before noon."""
        if clock.profile != "evenings":
            return None
        before: Mask = np.mod(starts.grid.starts, 1440) < 720
        return before

    def sentences(self, names: Message, n: int, out: int) -> Sentences:
        """On the mornings."""
        return Sentences(
            msg("the mornings of {names}", names=names),
            msg("the mornings of {names} exclude {out}", names=names, out=out),
            msg("it is too early for {names}", names=names),
        )


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The registry with both toy constraints at its end: nothing else is changed."""
    monkeypatch.setattr(
        registry, "CONSTRAINTS", (*registry.CONSTRAINTS, NotOnTheThirteenth(), NotBeforeNoon())
    )


def year(first: date, last: date, between: tuple[int, int] = (0, 1440)) -> Programme:
    """Ada, whom mornings suit best, and Ben, who is of the evenings, both in Accra."""
    run = replace(RUN, between=between)
    people = [member("ada", "Accra", profile="academic"), member("ben", "Accra", profile="evenings")]
    days = session("s", first, last, run)
    return programme(people, [run], [days], Fairness(step=60), anchor="Accra")


def test_without_them_the_thirteenth_and_the_morning_are_possible() -> None:
    """The programme has a start in the morning of the thirteenth, if that is all there is."""
    found = choose(year(THIRTEENTH, THIRTEENTH, MORNING), EMPTY, NOW).plan.slots["s"].start
    assert (found.day, found.hour < 12) == (13, True)


@pytest.mark.usefixtures("toys")
def test_the_choice_respects_them() -> None:
    """No start that either excludes is chosen, whatever the day or hour would cost."""
    start = choose(year(TWELFTH, THIRTEENTH), EMPTY, NOW).plan.slots["s"].start
    assert (start.day, start.hour >= 12) == (12, True)


@pytest.mark.usefixtures("toys")
def test_a_refusal_counts_them_and_names_the_fewest_to_give_up() -> None:
    """Both are in the refusal, and as one of them is not weekly, other dates would help."""
    with pytest.raises(NegativeAnswer) as error:
        choose(year(THIRTEENTH, THIRTEENTH), EMPTY, NOW)
    assert str(error.value.what) == (
        "no start is left for s: its window holds 24 starts, and the superstition excludes 24 and "
        "the mornings of Ben exclude 12"
    )
    assert str(error.value.remedy) == "for s, widen the window or give up the superstition"


@pytest.mark.usefixtures("toys")
def test_a_weekly_one_is_not_cured_by_other_dates() -> None:
    """Where only mornings are open, no week has a start while Ben has his mornings."""
    with pytest.raises(NegativeAnswer) as error:
        choose(year(TWELFTH, TWELFTH, MORNING), EMPTY, NOW)
    assert str(error.value.remedy).endswith("; no other date would help")
    assert "the mornings of Ben" in str(error.value.what)


@pytest.mark.usefixtures("toys")
def test_a_given_start_is_said_to_violate_them() -> None:
    """What-if and the warnings of announced starts have their sentences, without a line of their own."""
    asked = year(TWELFTH, THIRTEENTH)
    early = datetime(2027, 1, 13, 8, tzinfo=UTC)
    assert [str(each) for each in violations(asked, EMPTY, NOW, asked.sessions[0], early)] == [
        "it is unlucky",
        "it is too early for Ben",
    ]
    slot = choose(asked, EMPTY, NOW).plan.slots["s"]
    moved = replace(slot, start=early, end=early + timedelta(hours=1), state=SessionState.ANNOUNCED)
    (warning,) = check_announced_starts(asked, Plan("test", "", {"s": moved}), NOW)
    assert str(warning.what).endswith("breaks what the files ask now: it is unlucky; it is too early for Ben")


@pytest.mark.usefixtures("toys")
def test_a_start_fixed_by_hand_need_not_meet_those_of_the_files() -> None:
    """A pinned start may be unlucky, but not too early for Ben."""
    asked = year(TWELFTH, THIRTEENTH)
    noon = replace(asked.sessions[0], pinned=datetime(2027, 1, 13, 12, tzinfo=UTC))
    assert choose(asked.with_session(noon), EMPTY, NOW).plan.slots["s"].start == noon.pinned
    early = replace(noon, pinned=datetime(2027, 1, 13, 8, tzinfo=UTC))
    with pytest.raises(NegativeAnswer, match="does not respect the mornings of Ben"):
        choose(asked.with_session(early), EMPTY, NOW)
