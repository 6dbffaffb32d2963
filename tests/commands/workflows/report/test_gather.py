"""Which sessions a report is measured from: those that took place, up to a moment."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.commands.workflows.plan.cancel_session import cancel
from besrour_cli.commands.workflows.report.gather import Period, gather, period_of
from besrour_cli.model.errors import NotFoundError
from besrour_cli.storage.state import plan_file
from support.commands.edits import add
from support.commands.told import AT, opened, tell

JANUARY, FEBRUARY, HER = "2027-01-cafe", "2027-02-cafe", "ca-laval"
MARCH = datetime(2027, 3, 1, tzinfo=UTC)


def test_what_was_called_off_or_at_which_nobody_met_is_counted_as_that(two_cafes: Path) -> None:
    """One was called off in the plan; of the other its file says that nobody met."""
    workspace = tell(two_cafes, JANUARY, FEBRUARY)
    off = cancel(workspace, workspace.plan.slots[JANUARY], AT).plan
    plan_file.write(str(two_cafes), off, workspace.digest)
    add(f"sessions/{FEBRUARY}.yaml", "took_place: no\n")(two_cafes)
    found = gather(opened(two_cafes), Period(MARCH, frozenset({"cafe"})))
    assert (found.cancelled, found.unknown, found.sessions) == ((JANUARY, FEBRUARY), (), ())
    early = gather(opened(two_cafes), Period(datetime(2027, 1, 1, tzinfo=UTC), frozenset({"cafe"})))
    assert JANUARY not in early.cancelled


def test_a_session_after_the_end_of_the_report_is_left_out(two_cafes: Path) -> None:
    """A report up to January knows nothing of February, though it is over; of an unheld one there is none."""
    tell(two_cafes, JANUARY, FEBRUARY)
    table = f"session,member,minutes\n{JANUARY},{HER},60\n{FEBRUARY},{HER},50\n"
    (two_cafes / "sessions/attendance.csv").write_text(table, encoding="utf-8")
    workspace = opened(two_cafes)
    period = period_of(workspace, MARCH, None, JANUARY)
    assert [session.id for session in gather(workspace, period).sessions] == [JANUARY]
    assert [s.id for s in gather(workspace, period_of(workspace, MARCH, None, None)).sessions] == [
        JANUARY,
        FEBRUARY,
    ]
    with pytest.raises(NotFoundError, match=f"“{FEBRUARY}” has not taken place"):
        period_of(workspace, datetime(2027, 2, 1, tzinfo=UTC), None, FEBRUARY)
