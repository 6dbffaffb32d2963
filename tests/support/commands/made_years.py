"""A year of two members and one café, with whatever costs, nights and steps a test needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.model.message import Message
from besrour_cli.model.plan import Burden, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.planning.explain.what_if import WhatIf, YearTotals, gains_and_losses
from support.planning.world import member, programme, series, session

CAFE = series("cafe", 60)
SESSION = session("2027-04-cafe", date(2027, 4, 19), date(2027, 4, 30), CAFE)
START = datetime(2027, 4, 21, 14, tzinfo=UTC)
"""10:00 in Toronto, 17:00 in Nairobi."""
PROGRAMME = programme([member("ana", "Toronto"), member("awa", "Nairobi")], [CAFE], [SESSION])
LEAST = YearTotals(
    start=START,
    values={"nights": 0.0, "regions": 2.0, "people": 3.0, "rhythm": 1.0, "burden": 4.0},
    margins={},
    least={},
    people={"ana": Burden(1.0, 0, 1), "awa": Burden(3.0, 0, 1)},
    worst="awa",
    worst_region="Africa",
    costs={"ana": 1.0, "awa": 3.0},
    nights=0,
    slots={"cafe": 1},
    moved=False,
    away=False,
)
"""The year as planned: Awa bears most of it."""


def slot(
    state: SessionState = SessionState.PROPOSED, *, ident: str = SESSION.id, start: datetime = START
) -> ScheduledSession:
    """The café as the plan has it, for an hour."""
    return ScheduledSession(
        session=ident,
        start=start,
        end=start + timedelta(hours=1),
        state=state,
        anchor="America/Toronto",
        tzdata="",
    )


def workspace(asked: Programme = PROGRAMME, *slots: ScheduledSession, holds: Sequence[str] = ()) -> Workspace:
    """A folder that was read: its programme, and a plan of these sessions (none named: of the café)."""
    found = {each.session: each for each in slots or (slot(),)}
    return Workspace("", asked, Plan("test", "", found, holds=tuple(holds)), "")


def year(step: str = "", value: float = 0.0, **changes: object) -> YearTotals:
    """The planned year, in which one step reaches another value and other things are as a test says."""
    values = {**LEAST.values, **({step: value} if step else {})}
    return replace(LEAST, **{"values": values, **changes})  # type: ignore[arg-type]


def compared(
    then: YearTotals, *, now: YearTotals = LEAST, costs: Mapping[str, float] | None = None
) -> WhatIf:
    """The planned year beside another one, in which the café costs its people what a test says."""
    then = then if costs is None else replace(then, costs=costs)
    gains, losses = gains_and_losses(now.costs, then.costs)
    against: tuple[Message, ...] = ()
    return WhatIf(session=SESSION, planned=now, proposed=then, gains=gains, losses=losses, against=against)
