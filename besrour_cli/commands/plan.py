"""``besrour plan``: a fair start for every session, chosen, stored and shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, Text, flag, option, positive
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_workspace
from besrour_cli.commands.terminal import diagnostics
from besrour_cli.commands.terminal.console import working
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.commands.workflows.plan.choose_starts import PartialChoice
    from besrour_cli.model.diagnostic import Diagnostic
    from besrour_cli.planning.explain.prices.cheapest_question import AnswerPrices
    from besrour_cli.planning.problem.infeasible_session import NoStart
    from besrour_cli.planning.solve.choose import PlanResult

_QUESTION_SECONDS = 5.0
"""How long a question worth asking is looked for; ``besrour fairness`` takes longer."""
HELP = msg(
    "Choose a fair start for every session and remember it.\n\n"
    "Sessions that were announced keep their time, and so do those you hold (besrour hold); others that "
    "were proposed before stay where that is as fair and as simple. The choice and what it costs whom is "
    "kept in plan.yaml. To change what is there: besrour move, cancel, restore, undo; for who asks why: "
    "besrour why."
)


Seconds = Annotated[float, option("--seconds", _("NUMBER"), _("How long to search for a proof."), positive)]
Picture = Annotated[Text, option("--picture", _("FILE.svg"), _("Draw the year into this file."))]
Afresh = Annotated[bool, flag("--afresh", _("Choose as if nothing had been proposed, whatever then moves."))]
DryRun = Annotated[bool, flag("--dry-run", _("Show the plan and keep the old one."))]
Details = Annotated[
    bool,
    flag("--details", _("Show the steps of the rule, what each region carries, and every note in full.")),
]


def command(
    seconds: Seconds = 20.0,
    picture: Picture = None,
    dry_run: DryRun = False,
    afresh: Afresh = False,
    details: Details = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Load, choose, store, show."""
    moment = now()
    if picture is not None:
        from besrour_cli.commands.shared.arguments import check_picture
        from besrour_cli.publishing.svg.year_chart import MARK

        check_picture(picture, MARK)
    workspace = open_workspace(folder).observed()
    from besrour_cli.commands.views import time_drift
    from besrour_cli.commands.workflows.plan import check_starts
    from besrour_cli.commands.workflows.plan.choose_starts import save_choice
    from besrour_cli.commands.workflows.plan.decision_rules import with_rules_seen

    time_drift.warn(workspace.programme, workspace.plan, moment)
    check_starts.check_history(workspace, moment)
    (programme, choice, refusal), warnings = _choose(workspace, moment, seconds, near=not afresh)
    if not dry_run:
        plan = with_rules_seen(workspace.programme, choice.plan, moment)
        save_choice(workspace, replace(choice, plan=plan))
    if picture is not None:
        _draw(picture, workspace, choice)
    workspace = workspace._replace(programme=programme)
    result = _result(workspace, choice, warnings, moment, details, dry_run, picture, as_json)
    finish(result if refusal is None else _with_refusal(result, refusal), as_json)


def _with_refusal(result: Result, refusal: NoStart) -> Result:
    """The result, and last, where it is not overlooked, which sessions have no start and why."""

    def show() -> None:
        result.picture()
        diagnostics.show_error(refusal)

    remedy = translate(refusal.remedy) if refusal.remedy else ""
    refused = {"what": translate(refusal.what), "remedy": remedy, "sessions": sorted(refusal.sessions)}
    data = result.data if isinstance(result.data, Mapping) else {}
    return Result({**data, "refused": refused}, show, code=refusal.code)


def _choose(
    workspace: Workspace, moment: datetime, seconds: float, *, near: bool
) -> tuple[PartialChoice, list[Diagnostic]]:
    """The choice, and what is odd about starts fixed by hand or announced; that is printed too."""
    from besrour_cli.commands.workflows.file_checks import over_too_early
    from besrour_cli.commands.workflows.plan import check_starts
    from besrour_cli.commands.workflows.plan.choose_starts import choose_possible
    from besrour_cli.planning.explain.stale_starts import check_announced_starts
    from besrour_cli.storage.state import proof_file

    before = workspace.plan
    check_starts.check_pins(workspace, before, moment)
    with working(_("choosing the fairest year...")):
        found = choose_possible(
            workspace.programme,
            before,
            moment,
            seconds=seconds,
            keep=frozenset(before.holds),
            near=near,
            proof=next(proof_file.both(workspace.folder), None),
        )
    warnings = [*over_too_early(workspace.programme, before, moment)]
    warnings += check_starts.check_pins(workspace, found.choice.plan, moment)
    warnings += check_announced_starts(workspace.programme, found.choice.plan, moment)
    diagnostics.list_problems(warnings, trouble=True)
    return found, warnings


def _result(
    workspace: Workspace,
    choice: PlanResult,
    warnings: Sequence[Diagnostic],
    moment: datetime,
    details: bool,
    dry_run: bool,
    picture: str | None,
    as_json: bool,
) -> Result:
    from besrour_cli.commands.shared.responses import invitations, session_responses
    from besrour_cli.commands.views.plan import year
    from besrour_cli.storage.state import replies_file

    question = _question(workspace, choice, moment)
    report = year.plan_report(workspace, choice, moment, question)
    data: dict[str, object] = {}
    if as_json:  # of a large roster, much
        data = {**year.as_data(report), "warnings": [diagnostics.as_data(problem) for problem in warnings]}

    def show() -> None:
        planned = workspace._replace(plan=choice.plan)
        responses = session_responses(planned, replies_file.read(workspace.folder), invitations(planned))
        year.show(report, responses, details=details, dry_run=dry_run, picture=picture)

    return Result(data, show)


def _question(workspace: Workspace, choice: PlanResult, moment: datetime) -> AnswerPrices:
    """The question most worth asking, as far as it is found quickly."""
    from time import monotonic

    from besrour_cli.planning.explain.prices.cheapest_question import cheapest_question
    from besrour_cli.planning.solve.budget import start_budget

    sessions = tuple(s for s in workspace.programme.sessions if s.id in choice.plan.slots)
    programme = replace(workspace.programme, sessions=sessions)  # without those that have no possible start
    budget = start_budget(monotonic, _QUESTION_SECONDS)
    given = programme, choice.plan, moment
    return cheapest_question(*given, budget, everybody=False, inputs=choice.inputs)


def _draw(path: str, workspace: Workspace, choice: PlanResult) -> None:
    """Draw the year; a file that is not such a picture is never overwritten."""
    from besrour_cli.publishing.svg.year_chart import MARK, year_chart
    from besrour_cli.storage.output.named_file import write_named

    svg = year_chart(workspace.programme, choice.plan, choice.people, choice.costs, choice.nights, language())
    write_named(path, svg, MARK)
