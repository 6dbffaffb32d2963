"""All constraints on the start of a session, in the order in which their sentences are listed."""

from __future__ import annotations

from besrour_cli.planning.verify.constraints_on_start.blackouts import on_blackout
from besrour_cli.planning.verify.constraints_on_start.busy_calendar import BusyCalendar
from besrour_cli.planning.verify.constraints_on_start.constraint import FileConstraint, MemberConstraint
from besrour_cli.planning.verify.constraints_on_start.never_hours import NeverHours
from besrour_cli.planning.verify.constraints_on_start.observances import Observances
from besrour_cli.planning.verify.constraints_on_start.own_hours import OwnHours
from besrour_cli.planning.verify.constraints_on_start.public_holidays import PublicHolidays
from besrour_cli.planning.verify.constraints_on_start.series_hours import outside_series_hours
from besrour_cli.planning.verify.constraints_on_start.weekdays import on_other_weekday
from besrour_cli.planning.verify.constraints_on_start.window import outside_window

FILE_CONSTRAINTS: tuple[FileConstraint, ...] = (
    outside_window,
    on_other_weekday,
    outside_series_hours,
    on_blackout,
)
MEMBER_CONSTRAINTS: tuple[type[MemberConstraint], ...] = (
    NeverHours,
    BusyCalendar,
    Observances,
    PublicHolidays,
    OwnHours,
)
