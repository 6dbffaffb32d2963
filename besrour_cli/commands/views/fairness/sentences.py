"""Where the plan stands between the worst-off and all together, what gave way for what, other curves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from besrour_cli.commands.views.fairness.answers import figure
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.planning.problem.fairness_rule import BURDEN, ORDER, REGIONS, RHYTHM, TOLERANCE
from besrour_cli.planning.problem.sentences import join_sentences_and

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme
    from besrour_cli.planning.explain.price_of_fairness import CurveRegret, Frontier, StepTrade

_SAME = 0.005
"""Values closer than this are the same: they are hundredths."""


def frontier_as_data(frontier: Frontier) -> dict[str, object]:
    """A frontier for ``--json``."""
    return {
        "points": [point._asdict() for point in frontier.points],
        "plan": {"worst": frontier.plan.worst, "total": frontier.plan.total},
        "complete": frontier.complete,
    }


def trade_as_data(trade: StepTrade) -> dict[str, object]:
    """What a step gave away and bought, for ``--json``."""
    later = ORDER[ORDER.index(trade.name) + 1 :]
    return {
        "step": trade.name,
        "value": trade.value[trade.name],
        "least": trade.strict[trade.name],
        "bought": {n: {"with": trade.value[n], "without": trade.strict[n]} for n in later},
        "proven": trade.proven,
    }


def nights_lines(frontier: Frontier) -> Iterator[Message]:
    """What can be had of nights, and what this plan has."""
    points, plan = frontier.proven, frontier.plan
    if not plan.total:
        yield msg("Nobody has a night in this plan.")
        return
    yield msg(
        "In this plan people have {total} nights in all, and whoever has most has {worst} (a night between "
        "midnight and 5:00 counts twice).",
        **_facts(plan.worst, plan.total),
    )
    if points:
        yield msg(
            "At least {total} nights in all cannot be avoided; whoever has most then has {worst}.",
            **_facts(points[-1].worst, points[-1].total),
        )
    if len(points) > 1 and frontier.complete:
        yield msg(
            "Whoever has most could have {worst} nights at the least; all together would then have {total}.",
            **_facts(points[0].worst, points[0].total),
        )
    yield from _incomplete(frontier)


def burden_lines(frontier: Frontier) -> Iterator[Message]:
    """What can be had of burden, and what this plan asks."""
    points, plan = frontier.proven, frontier.plan
    yield msg(
        "In this plan whoever carries most carries {worst}, and all together carry {total}.",
        **_facts(plan.worst, plan.total),
    )
    if points and frontier.complete:
        yield msg(
            "Whoever carries most could carry {worst} at the least; all together would then carry {total}.",
            **_facts(points[0].worst, points[0].total),
        )
    elif points:
        yield msg(
            "Whoever carries most could carry {worst}, perhaps less; all together would then carry {total}.",
            **_facts(points[0].worst, points[0].total),
        )
    if len(points) > 1:
        yield msg(
            "All together could carry {total} at the least; whoever carries most would then carry {worst}.",
            **_facts(points[-1].worst, points[-1].total),
        )
    if points and (plan.worst, plan.total) not in {(point.worst, point.total) for point in points}:
        yield msg(
            "The plan is not among the best of these, because nights and the region that carries most come "
            "first, and because days and hours are to be easy to remember."
        )
    yield from _incomplete(frontier)


def _incomplete(frontier: Frontier) -> Iterator[Message]:
    if not frontier.complete:
        yield msg("The time ended before all of this was worked out; --seconds allows more.")


def _facts(worst: float, total: float) -> dict[str, Text]:
    return {"worst": figure(worst), "total": figure(total)}


def trade_lines(programme: Programme, trades: Sequence[StepTrade]) -> Iterator[Message]:
    """What each step with a tolerance gave away, and what that bought."""
    for trade in trades:
        gave = trade.value[trade.name] - trade.strict[trade.name] > _SAME
        gains = _bought(trade) if gave else []
        words = _region(programme, trade) if trade.name == REGIONS else _people(trade)
        if not gave:
            yield msg("{what}: nothing less is possible, and nothing was given away.", what=words)
        elif gains:
            yield msg("{what}; that buys {gains}.", what=words, gains=join_sentences_and(gains))
        else:
            yield msg("{what}; that buys nothing.", what=words)
        if not trade.proven:
            yield msg("It is not proven that this is the most it could buy; --seconds allows more.")
    if len(trades) < len(TOLERANCE):
        yield msg("The time was too short to say what each step gave away; --seconds allows more.")


def _region(programme: Programme, trade: StepTrade) -> Message:
    plan, least = trade.plan, trade.without.region_burden
    region = {code: programme.region_name(plan.region, code) for code in LANGUAGES}
    if plan.region_burden - least <= _SAME:
        return msg(
            "The region that carries most ({region}) carries {value} an invitation",
            region=region,
            value=figure(plan.region_burden),
        )
    return msg(
        "The region that carries most ({region}) carries {value} an invitation instead of the {least} "
        "possible",
        region=region,
        value=figure(plan.region_burden),
        least=figure(least),
    )


def _people(trade: StepTrade) -> Message:
    plan, without = trade.plan, trade.without
    if (figure(plan.most), figure(plan.mean)) == (figure(without.most), figure(without.mean)):
        return msg(
            "Whoever carries most carries {most}, and people {mean} on average",
            most=figure(plan.most),
            mean=figure(plan.mean),
        )
    return msg(
        "Whoever carries most carries {most}, and people {mean} on average, where {least} and {average} were "
        "possible",
        most=figure(plan.most),
        mean=figure(plan.mean),
        least=figure(without.most),
        average=figure(without.mean),
    )


def _bought(trade: StepTrade) -> list[Message]:
    """What the later steps gained, in the order of the rule."""
    found = []
    plan, without = trade.plan, trade.without
    if trade.name == REGIONS and without.most - plan.most > _SAME:
        found.append(
            msg(
                "{value} instead of {without} for whoever carries most",
                value=figure(plan.most),
                without=figure(without.most),
            )
        )
    if trade.strict[RHYTHM] > trade.value[RHYTHM]:
        found.append(
            msgn(
                "{n} day and hour to remember instead of {without}",
                "{n} days and hours to remember instead of {without}",
                round(trade.value[RHYTHM]),
                without=round(trade.strict[RHYTHM]),
            )
        )
    if not found and trade.strict[BURDEN] - trade.value[BURDEN] > _SAME:
        found.append(
            msg(
                "{value} instead of {without} for all together",
                value=figure(trade.value[BURDEN]),
                without=figure(trade.strict[BURDEN]),
            )
        )
    return found


def curve_lines(
    programme: Programme, curves: Sequence[CurveRegret], profiles: Sequence[str]
) -> Iterator[Message]:
    """How the plan would fare if hours cost people otherwise, one sentence a curve."""
    known = {curve.profile: curve for curve in curves}
    for profile in profiles:
        if profile == programme.fairness.profile and not programme.fairness.profiles:
            continue
        if profile not in known:
            yield msg(
                "The time was too short for the curve {profile}; --seconds allows more.", profile=profile
            )
            continue
        curve = known[profile]
        yield msg(
            "If hours cost people what the curve {profile} says, the region that carries most ({region}) "
            "would carry {burden} an invitation in this plan, and {least} could be had; {same}.",
            profile=profile,
            region={code: programme.region_name(curve.region, code) for code in LANGUAGES},
            burden=figure(curve.burden),
            least=figure(curve.least),
            same=msgn(
                "{n} session of {all} would keep its start",
                "{n} sessions of {all} would keep their start",
                curve.same,
                all=curve.sessions,
            ),
        )
