"""How often people came in again, from how often each came in and for how long."""

from __future__ import annotations

from fractions import Fraction

from besrour_cli.model.message import Message, msg
from besrour_cli.report_check.checked_figure import DECIMALS, CheckedFigures, names_of, part_of_id
from besrour_cli.report_check.raw_rows import RawRows


def dropped(figures: CheckedFigures, rows: RawRows) -> None:
    """How often people came in again, by the hours that they were there."""
    sessions = [session for session in rows.sessions if session.entered]
    if not sessions:
        return
    label: Message = msg("sessions of which it is known how often people joined")
    figures.count("rejoins.sessions", label, sessions)
    for region in rows.regions_invited():
        minutes, again, who = 0, 0, set()
        for session in sessions:
            for one, times in session.entered.items():
                if one in rows.roster and rows.roster[one].region == region:
                    minutes, again = minutes + session.minutes(one), again + times - 1
                    who.add(one)
        figures.put(
            f"rejoins.region.{part_of_id(region)}",
            DECIMALS,
            [float(Fraction(60 * again, minutes))] if minutes else [],
            len(who),
            msg("rejoins per person and hour, {key}", key=names_of(rows.regions, region)),
            msg("how often people came in again, divided by the hours that all of them together attended"),
        )
