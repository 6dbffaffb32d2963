"""``besrour plan``: a fair start for every session, chosen, stored and shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, Text, Texts, flag, option, positive
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_workspace, unknown_session
from besrour_cli.commands.terminal import diagnostics
from besrour_cli.commands.terminal.console import watched
from besrour_cli.commands.terminal.translation import _, language
from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.message import msg
from besrour_cli.model.plan import SessionState

if TYPE_CHECKING:
    from besrour_cli.model.diagnostic import Diagnostic
    from besrour_cli.model.plan import Plan
    from besrour_cli.model.programme import Session
    from besrour_cli.planning.solve.choose import PlanResult

HELP = msg(
    "Choose a fair start for every session and remember it.\n\n"
    "Sessions that were announced keep their time; --move lets one of them be chosen anew, and "
    "--cancel calls one off. The choice and what it costs whom is kept in plan.yaml. --why and "
    "--what-if answer questions about the plan as it stands, and write nothing."
)


Move = Annotated[Texts, option("--move", _("SESSION"), _("Let this announced session move; repeatable."))]
Cancel = Annotated[Texts, option("--cancel", _("SESSION"), _("Call this session off; repeatable."))]
Seconds = Annotated[float, option("--seconds", _("NUMBER"), _("How long to search for a proof."), positive)]
Keep = Annotated[Texts, option("--keep", _("SESSION"), _("Leave this session where it is; repeatable."))]
Why = Annotated[
    Text,
    option("--why", _("SESSION"), _("Say why a session is when it is, and whom other hours would hurt.")),
]
WhatIf = Annotated[
    Text,
    option(
        "--what-if", _("MOMENT"), _("Say what another start would change, and for whom; nothing is written.")
    ),
]
SessionName = Annotated[Text, option("--session", _("SESSION"), _("The session that --what-if is about."))]
Picture = Annotated[Text, option("--picture", _("FILE.svg"), _("Draw the year into this file."))]
DryRun = Annotated[bool, flag("--dry-run", _("Show the plan and keep the old one."))]


def command(
    move: Move = None,
    cancel: Cancel = None,
    seconds: Seconds = 20.0,
    keep: Keep = None,
    why: Why = None,
    what_if: WhatIf = None,
    session: SessionName = None,
    picture: Picture = None,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Load, choose, store, show; or answer a question about the plan as it is."""
    moment = now()
    question = _question(why, what_if, session)
    if picture is not None:
        _check_chart_path(picture)
    workspace = open_workspace(folder, unsettled=question is not None).observed()
    from besrour_cli.commands.views import time_drift
    from besrour_cli.commands.workflows import check_starts
    from besrour_cli.commands.workflows.choose_starts import save_choice

    time_drift.warn(workspace.programme, workspace.plan, moment)
    check_starts.check_history(workspace, moment)
    if question is not None:
        finish(question(workspace, moment), as_json)
        return
    choice, warnings = _choose(workspace, moment, seconds, move or (), cancel or (), keep or ())
    if not dry_run:
        save_choice(workspace, choice)
    if picture is not None:
        _draw(picture, workspace, choice)
    finish(_result(workspace, choice, warnings, moment, dry_run, picture, as_json), as_json)


def _choose(
    workspace: Workspace,
    moment: datetime,
    seconds: float,
    move: Sequence[str],
    cancel: Sequence[str],
    keep: Sequence[str],
) -> tuple[PlanResult, list[Diagnostic]]:
    """The choice, and what is odd about starts fixed by hand, moved or announced; that is printed too."""
    from besrour_cli.commands.workflows import check_starts
    from besrour_cli.commands.workflows.choose_starts import choose_starts
    from besrour_cli.planning.explain.stale_starts import check_announced_starts

    before = _cancel(workspace, cancel, moment)
    check_starts.check_pins(workspace, before, moment)
    warnings = check_starts.check_moves(workspace, before, move, moment)
    with _spinner():
        moving = frozenset(workspace.session(name).id for name in move)
        kept = frozenset(workspace.slot(workspace.session(name)).session for name in keep)
        if both := moving & kept:
            raise UsageError(
                msg("{session} cannot both move and be kept", session=min(both)),
                msg("leave out --move or --keep for it"),
            )
        choice = choose_starts(workspace.programme, before, moment, seconds=seconds, move=moving, keep=kept)
    warnings += check_starts.check_pins(workspace, choice.plan, moment)
    warnings += check_announced_starts(workspace.programme, choice.plan, moment)
    diagnostics.list_problems(warnings, trouble=True)
    return choice, warnings


def _result(
    workspace: Workspace,
    choice: PlanResult,
    warnings: Sequence[Diagnostic],
    moment: datetime,
    dry_run: bool,
    picture: str | None,
    as_json: bool,
) -> Result:
    from besrour_cli.commands.shared.responses import invitations, session_responses
    from besrour_cli.commands.views import plan, plan_notes
    from besrour_cli.storage.state import replies_file

    notes = plan_notes.plan_notes(workspace.programme, choice, moment)
    data: dict[str, object] = {}
    if as_json:  # of a large roster, much
        warned = [diagnostics.as_data(problem) for problem in warnings]
        data = {**plan.as_data(workspace, choice), **plan_notes.as_data(notes), "warnings": warned}

    def show() -> None:
        planned = workspace._replace(plan=choice.plan)
        responses = session_responses(planned, replies_file.read(workspace.folder), invitations(planned))
        plan.show(workspace.programme, choice, notes, responses, moment, dry_run=dry_run, picture=picture)

    return Result(data, show)


def _question(
    why: str | None, what_if: str | None, session: str | None
) -> Callable[[Workspace, datetime], Result] | None:
    """The question about the plan as it is, its options checked before any file is read; None: to plan."""
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
        return lambda workspace, moment: _why(workspace, workspace.session(why), moment)
    if session is None:
        raise UsageError(
            msg("--what-if needs to know of which session"), msg("name it with --session SESSION")
        )
    from besrour_cli.commands.shared.arguments import parse_moment

    start = parse_moment(what_if)[0]
    return lambda workspace, moment: _what_if(workspace, workspace.session(session), start, moment)


def _what_if(workspace: Workspace, session: Session, start: datetime, moment: datetime) -> Result:
    """What another start would change for whom; exit code 1 when a constraint speaks against it."""
    from besrour_cli.commands.views import what_if
    from besrour_cli.planning.explain.what_if import compare

    counter = compare(workspace.programme, workspace.plan, moment, session.id, start)
    return Result(
        what_if.as_data(workspace, counter),
        lambda: what_if.print_result(workspace, counter),
        1 if counter.against else 0,
    )


def _why(workspace: Workspace, session: Session, moment: datetime) -> Result:
    """Why a session is when it is: what it costs, and whom the nearest alternatives would hurt."""
    from besrour_cli.commands.views import plan_explanation
    from besrour_cli.planning.explain.what_if import alternatives, compare

    slot = workspace.slot(session)
    past = slot.state in plan_explanation.PAST
    nearest = () if past else alternatives(workspace.programme, workspace.plan, moment, session.id)
    planned, *others = (
        compare(workspace.programme, workspace.plan, moment, session.id, start)
        for start in (slot.start, *(other.start for other in nearest))
    )
    return Result(
        plan_explanation.as_data(workspace, planned, others),
        lambda: plan_explanation.print_result(workspace, planned, others),
    )


def _check_chart_path(path: str) -> None:
    """Refuse, before anything is worked out, a path on which the year may not be drawn."""
    if not path.lower().endswith(".svg"):
        raise UsageError(
            msg("“{path}” does not end in .svg", path=path), msg("give the picture a name such as year.svg")
        )
    from besrour_cli.publishing.svg.year_chart import MARK
    from besrour_cli.storage.output.named_file import refuse_others

    refuse_others(path, MARK)


def _draw(path: str, workspace: Workspace, choice: PlanResult) -> None:
    """Draw the year; a file that is not such a picture is never overwritten."""
    from besrour_cli.publishing.svg.year_chart import MARK, year_chart
    from besrour_cli.storage.output.named_file import write_named

    svg = year_chart(workspace.programme, choice.plan, choice.people, choice.costs, language())
    write_named(path, svg, MARK)


def _cancel(workspace: Workspace, names: Sequence[str], moment: datetime) -> Plan:
    """The plan with some sessions called off; a new SEQUENCE where people know of them."""
    slots = dict(workspace.plan.slots)
    for name in names:
        slot = slots.get(name)
        if slot is None:
            raise unknown_session(name, list(slots))
        if slot.state == SessionState.HELD or (
            slot.state in (SessionState.ANNOUNCED, SessionState.MOVED) and slot.end <= moment
        ):
            raise NegativeAnswer(
                msg("“{id}” is over: it cannot be called off any more", id=name),
                msg("if nobody met, write took_place: no in its file, then run besrour plan"),
            )
        if slot.state != SessionState.CANCELLED:
            sequence = slot.sequence + (slot.state != SessionState.PROPOSED)
            slots[name] = replace(slot, state=SessionState.CANCELLED, sequence=sequence, revised=moment)
    return replace(workspace.plan, slots=slots)


def _spinner() -> AbstractContextManager[object]:
    """A sign of life on stderr while the choice is made, when a person watches."""
    if not watched():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(_("choosing the fairest year..."))
