"""What a file says of the past and cannot be true now is said with its place and what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from besrour_cli.model.plan import Plan, SessionState
from besrour_cli.planning.history.burden_ledger import close_past_sessions
from besrour_cli.planning.history.took_place import check_history
from support.planning.ledger_world import AFTER, BETWEEN, FIRST, SECOND, attended, planned, said, told, world
from support.planning.world import NOW

PROPOSED = planned(replace(told(), state=SessionState.PROPOSED, announced=None, hash=""))


def test_nothing_said_is_nothing_doubted() -> None:
    """And what is said in time neither."""
    assert check_history(world(), planned(), NOW) == ()
    asked = attended(said(world(), start=FIRST + timedelta(minutes=20)), s0=["luc"])
    assert check_history(asked, planned(), AFTER) == ()
    assert check_history(asked, close_past_sessions(asked, planned(), AFTER), AFTER) == ()
    nobody = said(world(), met=False)
    assert check_history(nobody, close_past_sessions(nobody, planned(), AFTER), AFTER) == ()


@pytest.mark.parametrize(
    ("met", "start", "plan", "remedy"),
    [
        (True, None, planned(), "a start is fixed with start:"),
        (True, FIRST, planned(told(SECOND)), "a start is fixed with start:"),
        (False, None, planned(), "besrour cancel s0"),
        (True, None, Plan("test", ""), "write when it began"),
        (False, None, Plan("test", ""), "remove its file"),
        (True, None, PROPOSED, "a start is fixed with start:"),
        (True, None, PROPOSED, "write when it began: took_place: {start:"),
    ],
)
def test_what_is_not_over_cannot_be_told(met: bool, start: datetime | None, plan: Plan, remedy: str) -> None:
    """A mistake at the line that says so, with what to write instead; the ledger is left alone."""
    now = NOW if start is None else BETWEEN
    asked = said(world(), met, start)
    [problem] = check_history(asked, plan, now)
    assert (problem.code, str(problem.spot), problem.warning) == (
        "took-place-early",
        "sessions/s0.yaml:7:13",
        False,
    )
    assert remedy in str(problem.remedy)
    assert close_past_sessions(asked, plan, now) == plan


def test_a_session_that_lasts_longer_than_announced_is_over_when_it_ends() -> None:
    """The announced end is past, the one its file names is not."""
    asked = said(world(), minutes=240)
    now = FIRST + timedelta(hours=2)
    assert [p.code for p in check_history(asked, planned(), now)] == ["took-place-early"]
    assert close_past_sessions(asked, planned(), now) == planned()
    assert close_past_sessions(asked, planned(), FIRST + timedelta(hours=4)).slots["s0"].state == "held"


@pytest.mark.parametrize(("hours", "doubted"), [(20, False), (-25, False), (49, True), (-24 * 30, True)])
def test_a_start_on_another_day_is_asked_about(hours: int, doubted: bool) -> None:
    """A warning: it may be so, and is charged as told."""
    asked = said(world(), start=FIRST + timedelta(hours=hours))
    assert [(p.code, p.warning) for p in check_history(asked, planned(), AFTER)] == [
        ("took-place-far", True)
    ] * doubted
    assert close_past_sessions(asked, planned(), AFTER).slots["s0"].start == FIRST + timedelta(hours=hours)


def test_what_was_called_off_has_no_story() -> None:
    """A warning where its file tells one; that it did not take place is no news."""
    off = planned(told(state="cancelled", sequence=1))
    assert [(p.code, p.warning) for p in check_history(said(world()), off, AFTER)] == [
        ("took-place-called-off", True)
    ]
    assert check_history(said(world(), met=False), off, AFTER) == ()


@pytest.mark.parametrize(
    ("plan", "now", "words"),
    [
        (planned(), NOW, "is not over"),
        (planned(told(state="cancelled")), AFTER, "was called off"),
        (PROPOSED, AFTER, "nobody was told"),
        (Plan("test", ""), datetime(2028, 1, 1, tzinfo=UTC), "nobody was told"),
    ],
)
def test_somebody_was_where_nothing_was(plan: Plan, now: datetime, words: str) -> None:
    """A warning at the first row; the rows count for nothing until then."""
    asked = attended(world(), s0=["luc"])
    [problem] = check_history(asked, plan, now)
    assert (problem.code, str(problem.spot), problem.warning) == (
        "attendance-early",
        "sessions/attendance.csv:2:1",
        True,
    )
    assert words in str(problem.what)
    assert close_past_sessions(asked, plan, now) == plan
