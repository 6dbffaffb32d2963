"""Candidate starts: the anchor's clock decides, and what it skips or shows twice is no candidate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from besrour_cli.clock.instants import from_epoch_minutes
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Blackout, Programme
from besrour_cli.planning.problem.build_problem import build_input
from support.planning.oracle import starts_of
from support.planning.world import NOW, member, programme, series, session


def clocks(asked: Programme) -> list[str]:
    """Local readings of the first session's candidates at the anchor, as day and time."""
    known = build_input(asked, Plan("test", ""), NOW, frozenset())
    grid, keep = known.sessions[0].grid, known.keep[0]
    found = [from_epoch_minutes(int(m)) for m in grid.starts[keep]]
    assert found == list(starts_of(asked, asked.sessions[0]))
    readings = zip(grid.days[keep].tolist(), grid.clock[keep].tolist(), strict=True)
    return [f"{date.fromordinal(d + 719163).day} {c // 60:02d}:{c % 60:02d}" for d, c in readings]


def one(
    first: date,
    last: date,
    *,
    between: tuple[int, int] = (0, 1440),
    step: int = 30,
    minutes: int = 60,
    blackouts: Sequence[Blackout] = (),
) -> Programme:
    """One member and one session on any day of the week."""
    run = series("cafe", minutes, weekdays=tuple(range(7)), between=between)
    days = session("s", first, last, run)
    return programme([member("a")], [run], [days], Fairness(step=step), blackouts)


def test_skipped_and_doubled_times_are_no_candidates() -> None:
    """Toronto jumps over 02:00 to 03:00 in March and shows 01:00 to 02:00 twice in November."""
    spring = clocks(one(date(2027, 3, 14), date(2027, 3, 14)))
    assert spring[2:6] == ["14 01:00", "14 01:30", "14 03:00", "14 03:30"]
    autumn = clocks(one(date(2027, 11, 7), date(2027, 11, 7)))
    assert autumn[:4] == ["7 00:00", "7 00:30", "7 02:00", "7 02:30"]


def test_start_and_end_lie_in_the_hours_of_the_day() -> None:
    """From nine to noon, ninety minutes: the last start is half past ten; over midnight works as well."""
    morning = clocks(one(date(2027, 1, 13), date(2027, 1, 13), between=(9 * 60, 12 * 60), minutes=90))
    assert morning == ["13 09:00", "13 09:30", "13 10:00", "13 10:30"]
    late = clocks(one(date(2027, 1, 13), date(2027, 1, 13), between=(22 * 60, 60), step=60))
    assert late == ["13 00:00", "13 22:00", "13 23:00"]


def test_no_minute_falls_on_a_blackout() -> None:
    """A session that would run past midnight into a blackout is out, as is every start on it."""
    feast = [Blackout(date(2027, 1, 14), date(2027, 1, 14), {"en": "Feast", "fr": "Fête"})]
    found = clocks(one(date(2027, 1, 13), date(2027, 1, 15), step=360, minutes=361, blackouts=feast))
    assert found == ["13 00:00", "13 06:00", "13 12:00", "15 00:00", "15 06:00", "15 12:00", "15 18:00"]
