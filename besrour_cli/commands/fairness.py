"""``besrour fairness``: what fairness costs, and whether another burden curve would change the choice."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, option, positive
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_workspace
from besrour_cli.commands.terminal.console import console, out, table
from besrour_cli.commands.terminal.translation import _, number, translate
from besrour_cli.model.message import Fact, msg, msgn

if TYPE_CHECKING:
    from besrour_cli.planning.explain.price_of_fairness import CurveSensitivity, FrontierPoint, StepTrade

_SAME = 0.005
"""Values closer than this are the same: they are hundredths."""
HELP = msg(
    "Show what fairness costs: the frontier, each step's price, other curves.\n\n"
    "The frontier: how little the worst-off can bear, and what that costs everyone together. The price of "
    "a step: what the steps after it would reach without it. The curves: how many sessions would keep "
    "their start, day and hour, if hours cost people otherwise. Nothing is written."
)


def command(
    seconds: Annotated[
        float, option("--seconds", _("NUMBER"), _("How long each search may take."), positive)
    ] = 20.0,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Work out the frontier, the price of each step and the other curves, and show them."""
    workspace, moment = open_workspace(folder, unsettled=True).observed(), now()
    from besrour_cli.planning.explain.price_of_fairness import (
        frontier,
        sensitivity_to_profile,
        what_tolerances_bought,
    )
    from besrour_cli.planning.solve.budget import start_budget

    programme, plan = workspace.programme, workspace.plan
    budget = start_budget(monotonic, seconds)
    nights = frontier(programme, plan, moment, "nights", budget)
    burden = frontier(programme, plan, moment, "people", budget.renewed())
    each = what_tolerances_bought(programme, plan, moment, budget.renewed())
    other = sensitivity_to_profile(programme, plan, moment, budget.renewed())
    data = {
        "frontier": {
            "nights": [point._asdict() for point in nights],
            "burden": [point._asdict() for point in burden],
        },
        "tolerances": [
            {
                "step": trade.name,
                "least": trade.least,
                "value": trade.value,
                "bought": {n: {"with": a, "without": b} for n, (a, b) in trade.bought.items()},
            }
            for trade in each
        ],
        "curves": [curve._asdict() for curve in other],
    }
    finish(Result(data, lambda: _print_result(nights, burden, each, other)), as_json)


def _print_result(
    nights: Sequence[FrontierPoint],
    burden: Sequence[FrontierPoint],
    trades: Sequence[StepTrade],
    curves: Sequence[CurveSensitivity],
) -> None:
    from besrour_cli.commands.views.plan.steps import STEPS

    for title, points in ((_("Nights"), nights), (_("Burden"), burden)):
        shown = table(title, _("Worst-off"), _("All together"), right=(1, 2))
        for point in points:
            word = _("nothing beats this") if point.proven else _("not proven")
            shown.add_row(word, number(point.worst, 2), number(point.total, 2))
        console().print(shown)
        out()
    for trade in trades:
        name = translate(STEPS[trade.name])
        out(msg("{step}: {value} in the plan, {least} possible.", step=name, **_figures(trade)))
        for later, (value, without) in trade.bought.items():
            if without - value > _SAME:
                out(
                    msg(
                        "  That buys {later}: {value} instead of {without}.",
                        later=translate(STEPS[later]),
                        value=number(value, 2),
                        without=number(without, 2),
                    )
                )
    out()
    for curve in curves:
        line = msgn(
            "Curve {profile}: the same start for {n} session of {all}.",
            "Curve {profile}: the same start for {n} sessions of {all}.",
            curve.same,
            profile=curve.profile,
            all=curve.sessions,
        )
        out(line)


def _figures(trade: StepTrade) -> dict[str, Fact]:
    return {"value": number(trade.value, 2), "least": number(trade.least, 2)}
