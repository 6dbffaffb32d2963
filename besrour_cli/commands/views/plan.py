"""The plan on the terminal: the year in local hours, what each region bears, the proof, and asides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from textwrap import wrap
from typing import TYPE_CHECKING

from besrour_cli.clock.instants import instant_text
from besrour_cli.commands.terminal.console import console, shortened, width
from besrour_cli.commands.terminal.console import table as empty_table
from besrour_cli.commands.terminal.translation import _, language, number, translate
from besrour_cli.commands.views import attendance, plan_notes
from besrour_cli.commands.views.plan_table import plan_tables
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.plan import Burden, ObjectiveValue, Plan, ScheduledSession, SessionState

if TYPE_CHECKING:
    from rich.table import Table

    from besrour_cli.commands.shared.responses import SessionResponses
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.commands.views.plan_notes import PlanNotes
    from besrour_cli.model.programme import Programme
    from besrour_cli.planning.solve.choose import PlanResult

STEPS = {
    "possible": msg("sessions that cannot be held"),
    "reasonable": msg("reasonable hours missed"),
    "nights": msg("nights (sum, and the worst-off person’s × λ)"),
    "regions": msg("mean burden of the worst-off region"),
    "people": msg("people (mean, and the worst-off person’s × λ)"),
    "rota": msg("distinct start times, changes"),
}


_TOLERANCE = 1e-6
"""Values are sums of hundredths: a smaller difference is one of rounding."""


def in_order(plan: Plan) -> list[ScheduledSession]:
    """All slots by start, then name."""
    return sorted(plan.slots.values(), key=lambda slot: (slot.start, slot.session))


def as_data(workspace: Workspace, choice: PlanResult) -> dict[str, object]:
    """Sessions, people and steps, for ``--json``."""
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


def show(
    programme: Programme,
    choice: PlanResult,
    extras: PlanNotes,
    responses: Sequence[SessionResponses],
    moment: datetime,
    *,
    dry_run: bool,
    picture: str | None,
) -> None:
    """The year in hours, what each region bears, the proof, and what is worth saying beside it."""
    slots = [slot for slot in in_order(choice.plan) if slot.state != SessionState.CANCELLED]
    screen = console()
    for part in plan_tables(programme, slots, choice.costs):
        screen.print(part)
    screen.print()
    screen.print(_regions(programme, choice.people))
    screen.print()
    screen.print(_steps(choice.steps))
    ties = open_ties(choice.steps)
    if ties is not None:
        screen.print(translate(ties))
    screen.print()
    coming = [one for one in responses if one.answered and one.slot.end > moment]
    for one in coming:
        screen.print(translate(attendance.line(programme, one)))
    if coming:
        screen.print()
    notes = plan_notes.lines(extras)
    for note in notes:
        for line in wrap(note, width(), break_long_words=False, break_on_hyphens=False):
            screen.print(line)
    if notes:
        screen.print()
    screen.print(_counts(choice.plan))
    if picture is not None:
        screen.print(translate(msg("Drawn in {path}.", path=picture)))
    last = (
        _("Not kept: this was a trial.") if dry_run else _("Kept in plan.yaml. Next: besrour invite SESSION")
    )
    screen.print(last)


def _counts(plan: Plan) -> str:
    def counted(state: str) -> int:
        return sum(slot.state == state for slot in plan.slots.values())

    states = (
        msgn("{n} proposed", "{n} proposed", counted(SessionState.PROPOSED)),
        msgn("{n} announced", "{n} announced", counted(SessionState.ANNOUNCED)),
        msgn("{n} held", "{n} held", counted(SessionState.HELD)),
        msgn("{n} moved", "{n} moved", counted(SessionState.MOVED)),
        msgn("{n} cancelled", "{n} cancelled", counted(SessionState.CANCELLED)),
    )
    named = ", ".join(translate(state) for state in states if state.number)
    return translate(msgn("{n} session: {states}.", "{n} sessions: {states}.", len(plan.slots), states=named))


def _regions(programme: Programme, people: Mapping[str, Burden]) -> Table:
    heads = (_("People"), _("Mean burden"), _("Nights"))
    table = empty_table(_("Region"), *heads, _("Bears most"), right=(1, 2, 3), no_wrap=True)
    regions: dict[str, list[str]] = {}
    for member in programme.members:
        if member.id in people:
            regions.setdefault(member.region, []).append(member.id)
    names = {member.id: member.name for member in programme.members}
    called = {region: programme.region_name(region, language()) for region in regions}
    room = width() - max(map(len, (*called.values(), _("Region")))) - sum(map(len, heads)) - 8
    for region, ids in sorted(regions.items()):
        worst = max(ids, key=lambda i: (people[i].burden, i))
        table.add_row(
            called[region],
            str(len(ids)),
            number(sum(people[i].burden for i in ids) / len(ids)),
            str(sum(people[i].nights for i in ids)),
            shortened(f"{number(people[worst].burden)}  {names[worst]}", max(room, 12)),
        )
    return table


def open_ties(steps: Sequence[ObjectiveValue]) -> Message | None:
    """How many sessions' ties the time allowed did not settle; None when all are."""
    sessions = sum(round(step.value) for step in steps if step.name == "tie-break")
    if not sessions:
        return None
    return msgn(
        "tie-break: {n} session left open in the time allowed; --seconds allows more",
        "tie-break: {n} sessions left open in the time allowed; --seconds allows more",
        sessions,
    )


def _steps(steps: Sequence[ObjectiveValue]) -> Table:
    table = empty_table(_("Step"), _("Reached"), _("Not below"), "", right=(1, 2))
    for step in steps:
        if step.name == "tie-break":
            continue  # the values are equal; what is open is printed below the table
        proven = abs(step.value - step.bound) < _TOLERANCE
        words = STEPS.get(step.name)
        table.add_row(
            translate(words) if words else step.name,
            number(step.value, 2),
            number(step.bound, 2),
            _("proven") if proven else _("not proven in this time"),
        )
    return table
