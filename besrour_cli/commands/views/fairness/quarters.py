"""What the plan would have been like if the year stopped after a quarter, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from besrour_cli.clock.formatting import month_words
from besrour_cli.commands.views.fairness.answers import figure
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import Message, msg, msgn

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme
    from besrour_cli.planning.explain.after_quarters import QuarterBurden, QuarterBurdens

_TOLD = 1.1
"""Times what a calendar of its own would come to, from which on a quarter is told, with the reason."""


def as_data(each: QuarterBurden) -> dict[str, object]:
    """A quarter for ``--json``."""
    return {**each._asdict(), "last": each.last.isoformat()}


def lines(programme: Programme, burdens: QuarterBurdens) -> Iterator[Message]:
    """The quarters that are not as fair as they could be by more than a tenth, or that there are none."""
    told = [each for each in burdens.quarters if each.burden > _TOLD * each.alone]
    for each in told:
        yield msg(
            "If the year stopped after {month}, an invitation would have cost {burden} where it costs most "
            "({region}), and {alone} in a calendar for the sessions until then alone; {reason}.",
            month={code: month_words(each.last, code) for code in LANGUAGES},
            burden=figure(each.burden),
            region={code: programme.region_name(each.region, code) for code in LANGUAGES},
            alone=figure(each.alone),
            reason=_reason(each),
        )
    if burdens.quarters and burdens.complete and not told:
        yield msg(
            "If the year stopped after a quarter, an invitation would have cost at most a tenth more, where "
            "it costs most, than in a calendar for the sessions until then alone."
        )
    if not burdens.complete:
        yield msg("The time was too short to look at each quarter; --seconds allows more.")


def _reason(each: QuarterBurden) -> Message:
    """Why a quarter is not as fair: there is less to remember, or the sessions after it make up for it."""
    if each.slots < each.slots_alone:
        return msgn(
            "that one would have {n} day and hour to remember instead of {fewer}",
            "that one would have {n} days and hours to remember instead of {fewer}",
            each.slots_alone,
            fewer=each.slots,
        )
    return msg("the sessions that follow make up for it")
