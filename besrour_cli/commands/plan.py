"""``besrour plan``: a fair start for every session, chosen, stored and shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from besrour_cli.commands.desk import Desk, now, open_desk, unknown_session
from besrour_cli.commands.options import Folder, Json, Lang, positive
from besrour_cli.commands.result import Result, finish
from besrour_cli.commands.voice import _, number, say
from besrour_cli.model.clock.instant import instant_text
from besrour_cli.model.message import msg, msgn
from besrour_cli.model.plan import Burden, Plan, Slot, Step

if TYPE_CHECKING:
    from rich.table import Table

    from besrour_cli.planning.choose import Choice

HELP = msg(
    "Choose a fair start for every session and remember it.\n\n"
    "Sessions that were announced keep their time; --move lets one of them be chosen anew, and "
    "--cancel calls one off. The choice and what it costs whom is kept in plan.yaml."
)
STEPS = {
    "possible": msg("sessions that cannot be held"),
    "reasonable": msg("reasonable hours missed"),
    "nights": msg("nights (sum, and the worst-off person’s × λ)"),
    "regions": msg("mean burden of the worst-off region"),
    "people": msg("people (mean, and the worst-off person’s × λ)"),
    "rota": msg("distinct start times, changes"),
}
STATES = {
    "proposed": msg("proposed"),
    "announced": msg("announced"),
    "held": msg("held"),
    "moved": msg("moved"),
    "cancelled": msg("cancelled"),
}


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
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show the plan and keep the old one."))
    ] = False,
    folder: Folder = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """Load, choose, store, show."""
    moment = now()
    desk = open_desk(folder)
    from besrour_cli.commands import driftwords
    from besrour_cli.model.observances.held import observed
    from besrour_cli.planning.choose import choose
    from besrour_cli.storage import plan as plans

    desk = replace(desk, programme=observed(desk.programme, desk.plan))
    driftwords.warn(desk.programme, desk.plan, moment)
    before = _called_off(desk, cancel or ())
    with _patience():
        choice = choose(desk.programme, before, moment, seconds=seconds, free=_freed(desk, move or ()))
    if not dry_run:
        plans.write(desk.folder, choice.plan, desk.digest)
    finish(Result(_data(desk, choice), lambda: _picture(desk, choice, dry_run)), as_json)


def _freed(desk: Desk, names: Sequence[str]) -> frozenset[str]:
    """The sessions she lets move, each checked to be one of hers."""
    return frozenset(desk.session(name).id for name in names)


def _called_off(desk: Desk, names: Sequence[str]) -> Plan:
    """The plan with some sessions cancelled; people who were told get a higher SEQUENCE."""
    slots = dict(desk.plan.slots)
    for name in names:
        slot = slots.get(name)
        if slot is None:
            raise unknown_session(name, list(slots))
        if slot.state != "cancelled":
            told = slot.state != "proposed"
            slots[name] = replace(
                slot, state="cancelled", sequence=slot.sequence + 1 if told else slot.sequence, revised=now()
            )
    return replace(desk.plan, slots=slots)


def _patience() -> AbstractContextManager[object]:
    """A sign of life on stderr while the choice is made, when a person watches."""
    from besrour_cli.commands.screen import watched

    if not watched():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(_("choosing the fairest year..."))


def _data(desk: Desk, choice: Choice) -> dict[str, object]:
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


def in_order(plan: Plan) -> list[Slot]:
    """All slots by start, then name."""
    return sorted(plan.slots.values(), key=lambda slot: (slot.start, slot.session))


def _picture(desk: Desk, choice: Choice, dry_run: bool) -> None:
    from besrour_cli.commands.coming import lines
    from besrour_cli.commands.screen import console
    from besrour_cli.commands.strip import strips

    slots = [slot for slot in in_order(choice.plan) if slot.state != "cancelled"]
    screen = console()
    for part in strips(desk.programme, slots, choice.costs):
        screen.print(part)
    screen.print()
    screen.print(_regions(desk, choice.people))
    screen.print()
    screen.print(_steps(choice.steps))
    screen.print()
    answers = lines(Desk(desk.folder, desk.programme, choice.plan, desk.digest), now())
    for answer in answers:
        screen.print(answer)
    if answers:
        screen.print()
    counts = {state: sum(s.state == state for s in choice.plan.slots.values()) for state in STATES}
    said = ", ".join(f"{n} {say(STATES[state])}" for state, n in counts.items() if n)
    screen.print(
        say(msgn("{n} session: {states}.", "{n} sessions: {states}.", len(choice.plan.slots), states=said))
    )
    kept = (
        _("Not kept: this was a trial.")
        if dry_run
        else _("Kept in plan.yaml. Next: besrour invite SESSION --dry-run")
    )
    screen.print(kept)


def _regions(desk: Desk, people: Mapping[str, Burden]) -> Table:
    from besrour_cli.commands.screen import shortened
    from besrour_cli.commands.screen import table as empty_table

    table = empty_table()
    table.add_column(_("Region"), no_wrap=True)
    for title in (_("People"), _("Mean burden"), _("Nights")):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column(_("Bears most"), no_wrap=True)
    regions: dict[str, list[str]] = {}
    for member in desk.programme.members:
        if member.id in people:
            regions.setdefault(member.region, []).append(member.id)
    names = {member.id: member.name for member in desk.programme.members}
    for region, ids in sorted(regions.items()):
        worst = max(ids, key=lambda i: (people[i].burden, i))
        table.add_row(
            region,
            str(len(ids)),
            number(sum(people[i].burden for i in ids) / len(ids)),
            str(sum(people[i].nights for i in ids)),
            f"{number(people[worst].burden)}  {shortened(names[worst], 28)}",
        )
    return table


def _steps(steps: Sequence[Step]) -> Table:
    from besrour_cli.commands.screen import table as empty_table

    table = empty_table()
    table.add_column(_("Step"))
    table.add_column(_("Reached"), justify="right")
    table.add_column(_("Not below"), justify="right")
    table.add_column("")
    for step in steps:
        if step.name == "tie-break":
            continue  # among equals: nothing to weigh
        proven = abs(step.value - step.bound) < 1e-6
        words = STEPS.get(step.name)
        table.add_row(
            say(words) if words else step.name,
            number(step.value, 2),
            number(step.bound, 2),
            _("proven") if proven else _("not proven in this time"),
        )
    return table
