"""``besrour plan``: a fair start for every session, chosen, stored and shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from besrour_cli.commands.shared.options import Folder, Json, Lang, positive
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Desk, files_wrong, now, open_desk, unknown_session
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import AnswerIsNo, WordsOff
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.model.plan import Plan
    from besrour_cli.planning.solve.choose import Choice

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
    desk = open_desk(folder)
    from besrour_cli.commands.terminal import diagnostics
    from besrour_cli.commands.views import time_drift
    from besrour_cli.commands.views.plan import drawn, show
    from besrour_cli.commands.views.plan_notes import as_data, beside
    from besrour_cli.commands.workflows import start_checks
    from besrour_cli.observances.blocked_time import observed
    from besrour_cli.planning.explain.stale_starts import told_wrong
    from besrour_cli.storage.state import plan_file as plans
    from besrour_cli.storage.state import proof_file as proofs

    desk = desk._replace(programme=observed(desk.programme, desk.plan))
    time_drift.warn(desk.programme, desk.plan, moment)
    _past(desk, moment)
    if question is not None:
        finish(question(desk, moment), as_json)
        return
    before = _called_off(desk, cancel or (), moment)
    start_checks.pinned(desk, before, moment)
    said = start_checks.moving(desk, before, move or (), moment)
    with _patience():
        choice = _chosen(desk, before, moment, seconds=seconds, move=move or (), keep=keep or ())
    said += start_checks.pinned(desk, choice.plan, moment)
    said += told_wrong(desk.programme, choice.plan, moment)
    diagnostics.list_problems(said, trouble=True)
    if not dry_run:
        plans.write(desk.folder, choice.plan, desk.digest)
        proofs.write(desk.folder, choice.proof)
    if target is not None:
        drawn(target, desk.programme, choice)
    extras = beside(desk.programme, choice, moment)
    data: dict[str, object] = {}
    if as_json:  # of a large roster, much
        warned = [diagnostics.as_data(problem) for problem in said]
        data = {**_data(desk, choice), **as_data(extras), "warnings": warned}
    finish(Result(data, lambda: show(desk, choice, extras, dry_run=dry_run, picture=target)), as_json)


def _question(
    why: str | None, what_if: str | None, session: str | None
) -> Callable[[Desk, datetime], Result] | None:
    """What is asked about the plan as it stands, checked before anything is read."""
    if session is not None and what_if is None:
        raise WordsOff(
            msg("--session names the session of --what-if, which is missing"),
            msg("write --what-if “2027-03-10 15:00 Accra” --session SESSION"),
        )
    if why is not None and what_if is not None:
        raise WordsOff(msg("--why and --what-if are two questions"), msg("ask one at a time"))
    if what_if is None:
        if why is None:
            return None
        from besrour_cli.commands.views import plan_explanation

        return lambda desk, moment: plan_explanation.why(desk, desk.session(why), moment)
    if session is None:
        raise WordsOff(msg("--what-if needs to know of which session"), msg("name it with --session SESSION"))
    from besrour_cli.commands.shared.arguments import moment_asked
    from besrour_cli.commands.views import plan_explanation

    start = moment_asked(what_if)[0]
    return lambda desk, moment: plan_explanation.what_if(desk, desk.session(session), start, moment)


def _chosen(
    desk: Desk,
    before: Plan,
    moment: datetime,
    *,
    seconds: float,
    move: Sequence[str],
    keep: Sequence[str],
) -> Choice:
    """The choice. With ``move``, everything else planned stays if it can: the fewest other changes.

    What is kept by hand must meet every demand; what merely stays beside a move is let go where it does not.
    """
    from besrour_cli.planning.explain.stale_starts import breaking, kept_wrong
    from besrour_cli.planning.solve.choose import choose

    free = frozenset(desk.session(name).id for name in move)
    kept = frozenset(desk.slot(desk.session(name)).session for name in keep)
    both = sorted(free & kept)
    if both:
        raise WordsOff(
            msg("{session} cannot both move and be kept", session=both[0]),
            msg("leave out --move or --keep for it"),
        )
    refusal = kept_wrong(desk.programme, before, moment, kept, free)
    if refusal is not None:
        raise refusal
    if free:
        try:
            stay = frozenset(before.slots) - free
            stay -= breaking(desk.programme, before, moment, stay, free).keys()
            return choose(desk.programme, before, moment, seconds=seconds, free=free, keep=stay)
        except AnswerIsNo:
            pass  # what is merely proposed may move as well
    return choose(desk.programme, before, moment, seconds=seconds, free=free, keep=kept)


def _svg(path: str) -> str:
    if not path.lower().endswith(".svg"):
        raise WordsOff(
            msg("“{path}” does not end in .svg", path=path), msg("give the picture a name such as year.svg")
        )
    from besrour_cli.commands.views.plan import drawable

    return drawable(path)


def _past(desk: Desk, moment: datetime) -> None:
    """What the files say of sessions that are over must be possible; what is merely odd is said."""
    if not desk.programme.attendance and not any(s.took_place for s in desk.programme.sessions):
        return
    from besrour_cli.commands.terminal import diagnostics
    from besrour_cli.planning.history.took_place import doubts

    found = doubts(desk.programme, desk.plan, moment)
    mistakes = [p for p in found if not p.warning]
    if mistakes:
        raise files_wrong(mistakes)
    diagnostics.list_problems(found, trouble=True)


def _called_off(desk: Desk, names: Sequence[str], moment: datetime) -> Plan:
    """The plan with some sessions cancelled; people who were told get a higher SEQUENCE."""
    slots = dict(desk.plan.slots)
    for name in names:
        slot = slots.get(name)
        if slot is None:
            raise unknown_session(name, list(slots))
        told = slot.state != "proposed"
        if slot.state == "held" or (slot.state in ("announced", "moved") and slot.end <= moment):
            raise AnswerIsNo(
                msg("“{id}” is over: it cannot be called off any more", id=name),
                msg("if nobody met, write took_place: no in its file, then run besrour plan"),
            )
        if slot.state != "cancelled":
            slots[name] = replace(
                slot, state="cancelled", sequence=slot.sequence + 1 if told else slot.sequence, revised=moment
            )
    return replace(desk.plan, slots=slots)


def _patience() -> AbstractContextManager[object]:
    """A sign of life on stderr while the choice is made, when a person watches."""
    from besrour_cli.commands.terminal.console import watched

    if not watched():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(_("choosing the fairest year..."))


def _data(desk: Desk, choice: Choice) -> dict[str, object]:
    from besrour_cli.clock.instants import instant_text
    from besrour_cli.commands.views.plan import in_order
    from besrour_cli.model.plan import Burden

    series = {session.id: session.series for session in desk.programme.sessions}
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
            for member in desk.programme.members
        ],
        "steps": [{"name": step.name, "value": step.value, "bound": step.bound} for step in choice.steps],
        "tzdata": choice.plan.tzdata,
    }
