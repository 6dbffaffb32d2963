"""How often connections dropped: how often people came in again, by the hours that they attended."""

from __future__ import annotations

from besrour_cli.evaluation.inputs import EvaluationInput
from besrour_cli.evaluation.measurement.figure_book import FigureBook, key_id
from besrour_cli.evaluation.measurement.groups import attendance_row
from besrour_cli.model.evaluation.report import FigureKind, FigureUnit
from besrour_cli.model.message import msg


def measure_rejoins(book: FigureBook, data: EvaluationInput) -> None:
    """Write down rejoins per person and hour of each region, where any download said how often people joined.

    There is no such figure of all together, from which that of a region that is hidden could be worked out.
    """
    known = [s for s in data.sessions if s.joins]
    if not known:
        return
    label = msg("sessions of which it is known how often people joined")
    book.count("rejoins.sessions", FigureUnit.SESSIONS, label, (s.id for s in known))
    for region in data.regions():
        own = [
            (s, one)
            for s in known
            for one in sorted(s.joins)
            if one in data.people and data.people[one].region == region
        ]
        minutes = sum(s.minutes_of(one) for s, one in own)
        again = sum(s.joins[one] - 1 for s, one in own)
        book.statistic(
            f"rejoins.region.{key_id(region)}",
            FigureKind.RATIO,
            msg("rejoins per person and hour, {key}", key=data.region_names.get(region, region)),
            msg("how often people came in again, divided by the hours that all of them together attended"),
            again * 60 / minutes if minutes else None,
            len({one for _, one in own}),
            (),
            [attendance_row(s, one) for s, one in own],
        )
