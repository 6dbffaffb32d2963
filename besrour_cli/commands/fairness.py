"""``besrour fairness``: what fairness costs, whose word would gain most, and how other curves would judge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Annotated, NamedTuple

from besrour_cli.commands.shared.options import Folder, Json, option, positive
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_workspace
from besrour_cli.commands.terminal.console import out, working
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.message import Message, msg

if TYPE_CHECKING:
    from besrour_cli.planning.explain.after_quarters import QuarterBurdens
    from besrour_cli.planning.explain.price_of_fairness import CurveRegret, Frontier, StepTrade
    from besrour_cli.planning.explain.prices.cheapest_question import AnswerPrices

HELP = msg(
    "Show what fairness costs, and which answer would gain most for everyone.\n\n"
    "How little whoever carries most could carry, and what that costs all together; what each step of the "
    "rule gave away and what that bought; how fair the plan would be if the year stopped after a quarter; "
    "what members’ never-hours cost; the one question most worth asking; and how the plan would fare if "
    "hours cost people otherwise. Nothing is written."
)


class _Prices(NamedTuple):
    nights: Frontier
    burden: Frontier
    trades: tuple[StepTrade, ...]
    quarters: QuarterBurdens
    never: AnswerPrices
    question: AnswerPrices
    curves: tuple[CurveRegret, ...]
    left_out: tuple[str, ...]


def command(
    seconds: Annotated[
        float, option("--seconds", _("NUMBER"), _("How long each search may take."), positive)
    ] = 20.0,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Work everything out, each part within its own time, and show it."""
    workspace = open_workspace(folder, unsettled=True).observed()
    with working(_("working out what fairness costs...")):
        prices = _work_out(workspace, seconds)
    from besrour_cli.commands.views.fairness import answers, quarters, sentences

    data = {
        "frontier": {
            "nights": sentences.frontier_as_data(prices.nights),
            "burden": sentences.frontier_as_data(prices.burden),
        },
        "tolerances": [sentences.trade_as_data(trade) for trade in prices.trades],
        "quarters": [quarters.as_data(each) for each in prices.quarters.quarters],
        "never": answers.as_data(prices.never),
        "questions": answers.as_data(prices.question),
        "curves": [curve._asdict() for curve in prices.curves],
        "left_out": list(prices.left_out),
    }
    finish(Result(data, lambda: _show(workspace, prices)), as_json)


def _work_out(workspace: Workspace, seconds: float) -> _Prices:
    """Each part; where its time ends, what was found is kept."""
    from besrour_cli.planning.explain import price_of_fairness
    from besrour_cli.planning.explain.after_quarters import after_quarters
    from besrour_cli.planning.explain.prices.cheapest_question import cheapest_question, never_prices
    from besrour_cli.planning.problem.infeasible_session import NoStart
    from besrour_cli.planning.solve.budget import start_budget

    programme, moment, left_out = workspace.programme, now(), frozenset[str]()
    budget = start_budget(monotonic, seconds)
    try:
        plan = price_of_fairness.planned_year(programme, workspace.plan, moment, budget)
    except NoStart as refusal:
        left_out = refusal.sessions
        rest = tuple(s for s in programme.sessions if s.id not in left_out)
        if not rest:
            raise
        programme = replace(programme, sessions=rest)
        plan = price_of_fairness.planned_year(programme, workspace.plan, moment, budget)
    given = programme, plan, moment
    return _Prices(
        nights=price_of_fairness.frontier(*given, "nights", budget.renewed()),
        burden=price_of_fairness.frontier(*given, "people", budget.renewed()),
        trades=price_of_fairness.what_tolerances_bought(*given, budget.renewed()),
        quarters=after_quarters(*given, budget.renewed()),
        never=never_prices(*given, budget.renewed()),
        question=cheapest_question(*given, budget.renewed(), everybody=True),
        curves=price_of_fairness.regret_of_curves(*given, budget.renewed()),
        left_out=tuple(sorted(left_out)),
    )


def _show(workspace: Workspace, prices: _Prices) -> None:
    from besrour_cli.commands.terminal.paragraphs import print_wrapped
    from besrour_cli.commands.views.fairness import answers, picture, quarters, sentences
    from besrour_cli.model.programme import PROFILES

    programme = workspace.programme
    if prices.left_out:
        sessions = ", ".join(prices.left_out)
        out(msg("Left out, since they have no possible start (besrour plan says why): {ids}.", ids=sessions))
        out()
    for lines, frontier in (
        (sentences.nights_lines(prices.nights), prices.nights),
        (sentences.burden_lines(prices.burden), prices.burden),
    ):
        print_wrapped(lines)
        drawn = list(picture.lines(frontier)) if frontier.plan.total else []
        for line in ["", *drawn, ""] if drawn else [""]:
            out(line)
    parts: Iterable[list[Message]] = (
        list(sentences.trade_lines(programme, prices.trades)),
        list(quarters.lines(programme, prices.quarters)),
        list(answers.never_lines(programme, prices.never)),
        [] if _is_among(prices) else list(answers.question_lines(programme, prices.question)),
        list(sentences.curve_lines(programme, prices.curves, PROFILES)),
    )
    for at, part in enumerate(each for each in parts if each):
        if at:
            out()
        print_wrapped(part)


def _is_among(prices: _Prices) -> bool:
    """Whether the question most worth asking is the first of the never-hours, which are shown already."""
    best, dearest = prices.question.gains[:1], prices.never.gains[:1]
    return bool(best) and [each.answer for each in best] == [each.answer for each in dearest]
