"""``besrour plan``: a fair start for every session, chosen, stored and shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from besrour_cli.commands.shared.options import Folder, Json, Lang, positive
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import (
    Workspace,
    file_diagnostics,
    now,
    open_workspace,
    unknown_session,
)
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.model.plan import Plan
    from besrour_cli.planning.solve.choose import PlanResult

HELP = msg(
    "Choose a fair start for every session and remember it.\n\n"
    "Sessions that were announced keep their time; --move lets one of them be chosen anew, and "
    "--cancel calls one off. The choice and what it costs whom is kept in plan.yaml. --why and "
    "--what-if answer questions about the plan as it stands, and write nothing."
)


def command(
    move: Annotated[
        list[str] | None,
        typer.Option("--move", metavar=_("SESSION"), help=_("Let this announced session move; repeatable.")),
    ] = None,
    cancel: Annotated[
        list[str] | None,
        typer.Option("--cancel", metavar=_("SESSION"), help=_("Call this session off; repeatable.")),
    ] = None,
    seconds: Annotated[
        float,
        typer.Option(
            "--seconds", metavar=_("NUMBER"), parser=positive, help=_("How long to search for a proof.")
        ),
    ] = 20.0,
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", metavar=_("SESSION"), help=_("Leave this session where it is; repeatable.")),
    ] = None,
    why: Annotated[
        str | None,
        typer.Option(
            "--why",
            metavar=_("SESSION"),
            help=_("Say why a session is when it is, and whom other hours would hurt."),
        ),
    ] = None,
    what_if: Annotated[
        str | None,
        typer.Option(
            "--what-if",
            metavar=_("MOMENT"),
            help=_("Say what another start would change, and for whom; nothing is written."),
        ),
    ] = None,
    session: Annotated[
        str | None,
        typer.Option("--session", metavar=_("SESSION"), help=_("The session that --what-if is about.")),
    ] = None,
    picture: Annotated[
        str | None,
        typer.Option("--picture", metavar=_("FILE.svg"), help=_("Draw the year into this file.")),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show the plan and keep the old one."))
    ] = False,
    folder: Folder = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """Load, choose, store, show."""
    moment = now()
    question = _question(why, what_if, session)
    target = _svg(picture) if picture is not None else None
    workspace = open_workspace(folder)
    from besrour_cli.commands.terminal import diagnostics
    from besrour_cli.commands.views import time_drift
    from besrour_cli.commands.views.plan import show, write_chart
    from besrour_cli.commands.views.plan_notes import as_data, plan_notes
    from besrour_cli.commands.workflows import start_checks
    from besrour_cli.observances.blocked_time import observed
    from besrour_cli.planning.explain.stale_starts import check_announced_starts
    from besrour_cli.storage.state import plan_file as plans
    from besrour_cli.storage.state import proof_file as proofs

    workspace = workspace._replace(programme=observed(workspace.programme, workspace.plan))
    time_drift.warn(workspace.programme, workspace.plan, moment)
    _check_history(workspace, moment)
    if question is not None:
        finish(question(workspace, moment), as_json)
        return
    before = _cancel(workspace, cancel or (), moment)
    start_checks.check_pins(workspace, before, moment)
    said = start_checks.check_moves(workspace, before, move or (), moment)
    with _spinner():
        choice = _chosen(workspace, before, moment, seconds=seconds, move=move or (), keep=keep or ())
    said += start_checks.check_pins(workspace, choice.plan, moment)
    said += check_announced_starts(workspace.programme, choice.plan, moment)
    diagnostics.list_problems(said, trouble=True)
    if not dry_run:
        plans.write(workspace.folder, choice.plan, workspace.digest)
        proofs.write(workspace.folder, choice.proof)
    if target is not None:
        write_chart(target, workspace.programme, choice)
    extras = plan_notes(workspace.programme, choice, moment)
    data: dict[str, object] = {}
    if as_json:  # of a large roster, much
        warned = [diagnostics.as_data(problem) for problem in said]
        data = {**_data(workspace, choice), **as_data(extras), "warnings": warned}
    finish(Result(data, lambda: show(workspace, choice, extras, dry_run=dry_run, picture=target)), as_json)


def _question(
    why: str | None, what_if: str | None, session: str | None
) -> Callable[[Workspace, datetime], Result] | None:
    """What is asked about the plan as it stands, checked before anything is read."""
    if session is not None and what_if is None:
        raise UsageError(
            msg("--session names the session of --what-if, which is missing"),
            msg("write --what-if “2027-03-10 15:00 Accra” --session SESSION"),
        )
    if why is not None and what_if is not None:
        raise UsageError(msg("--why and --what-if are two questions"), msg("ask one at a time"))
    if what_if is None:
        if why is None:
            return None
        from besrour_cli.commands.views import plan_explanation

        return lambda workspace, moment: plan_explanation.why(workspace, workspace.session(why), moment)
    if session is None:
        raise UsageError(
            msg("--what-if needs to know of which session"), msg("name it with --session SESSION")
        )
    from besrour_cli.commands.shared.arguments import parse_moment
    from besrour_cli.commands.views import plan_explanation

    start = parse_moment(what_if)[0]
    return lambda workspace, moment: plan_explanation.what_if(
        workspace, workspace.session(session), start, moment
    )


def _chosen(
    workspace: Workspace,
    before: Plan,
    moment: datetime,
    *,
    seconds: float,
    move: Sequence[str],
    keep: Sequence[str],
) -> PlanResult:
    """The choice. With ``move``, everything else planned stays if it can: the fewest other changes.

    What is kept by hand must meet every demand; what merely stays beside a move is let go where it does not.
    """
    from besrour_cli.planning.explain.stale_starts import check_fixed_starts, violations_of_fixed
    from besrour_cli.planning.solve.budget import start_budget
    from besrour_cli.planning.solve.choose import choose

    free = frozenset(workspace.session(name).id for name in move)
    kept = frozenset(workspace.slot(workspace.session(name)).session for name in keep)
    both = sorted(free & kept)
    if both:
        raise UsageError(
            msg("{session} cannot both move and be kept", session=both[0]),
            msg("leave out --move or --keep for it"),
        )
    refusal = check_fixed_starts(workspace.programme, before, moment, kept, free)
    if refusal is not None:
        raise refusal
    if free:
        try:
            stay = frozenset(before.slots) - free
            stay -= violations_of_fixed(workspace.programme, before, moment, stay, free).keys()
            budget = start_budget(monotonic, seconds)
            return choose(workspace.programme, before, moment, budget=budget, free=free, keep=stay)
        except NegativeAnswer:
            pass  # what is merely proposed may move as well
    budget = start_budget(monotonic, seconds)
    return choose(workspace.programme, before, moment, budget=budget, free=free, keep=kept)


def _svg(path: str) -> str:
    if not path.lower().endswith(".svg"):
        raise UsageError(
            msg("“{path}” does not end in .svg", path=path), msg("give the picture a name such as year.svg")
        )
    from besrour_cli.commands.views.plan import check_chart_path

    return check_chart_path(path)


def _check_history(workspace: Workspace, moment: datetime) -> None:
    """What the files say of sessions that are over must be possible; what is merely odd is said."""
    if not workspace.programme.attendance and not any(s.took_place for s in workspace.programme.sessions):
        return
    from besrour_cli.commands.terminal import diagnostics
    from besrour_cli.planning.history.took_place import check_history

    found = check_history(workspace.programme, workspace.plan, moment)
    mistakes = [p for p in found if not p.warning]
    if mistakes:
        raise file_diagnostics(mistakes)
    diagnostics.list_problems(found, trouble=True)


def _cancel(workspace: Workspace, names: Sequence[str], moment: datetime) -> Plan:
    """The plan with some sessions cancelled; people who were told get a higher SEQUENCE."""
    slots = dict(workspace.plan.slots)
    for name in names:
        slot = slots.get(name)
        if slot is None:
            raise unknown_session(name, list(slots))
        told = slot.state != "proposed"
        if slot.state == "held" or (slot.state in ("announced", "moved") and slot.end <= moment):
            raise NegativeAnswer(
                msg("“{id}” is over: it cannot be called off any more", id=name),
                msg("if nobody met, write took_place: no in its file, then run besrour plan"),
            )
        if slot.state != "cancelled":
            slots[name] = replace(
                slot, state="cancelled", sequence=slot.sequence + 1 if told else slot.sequence, revised=moment
            )
    return replace(workspace.plan, slots=slots)


def _spinner() -> AbstractContextManager[object]:
    """A sign of life on stderr while the choice is made, when a person watches."""
    from besrour_cli.commands.terminal.console import watched

    if not watched():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(_("choosing the fairest year..."))


def _data(workspace: Workspace, choice: PlanResult) -> dict[str, object]:
    from besrour_cli.clock.instants import instant_text
    from besrour_cli.commands.views.plan import in_order
    from besrour_cli.model.plan import Burden

    series = {session.id: session.series for session in workspace.programme.sessions}
    nobody = Burden(0.0, 0, 0)
    return {
        "sessions": [
            {
                "id": slot.session,
                "series": series.get(slot.session, ""),
                "start": instant_text(slot.start),
                "end": instant_text(slot.end),
                "state": slot.state,
            }
            for slot in in_order(choice.plan)
        ],
        "people": [
            {
                "id": member.id,
                "zone": member.place.zone,
                "region": member.region,
                "burden": choice.people.get(member.id, nobody).burden,
                "nights": choice.people.get(member.id, nobody).nights,
            }
            for member in workspace.programme.members
        ],
        "steps": [{"name": step.name, "value": step.value, "bound": step.bound} for step in choice.steps],
        "tzdata": choice.plan.tzdata,
    }
