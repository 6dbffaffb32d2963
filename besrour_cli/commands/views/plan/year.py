"""The plan on the terminal: what changed, the year in local hours, what it comes to, and what is next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock.instants import instant_text
from besrour_cli.commands.terminal.console import console, out
from besrour_cli.commands.terminal.paragraphs import print_wrapped
from besrour_cli.commands.terminal.translation import with_folder
from besrour_cli.commands.views import attendance
from besrour_cli.commands.views.fairness import answers
from besrour_cli.commands.views.plan import changes, notes, rhythm, sentences, staying
from besrour_cli.commands.views.plan.steps import regions_table, steps_table
from besrour_cli.commands.views.plan.table import WIDEST, plan_tables
from besrour_cli.commands.views.session_states import state_counts
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.plan import Burden, Plan, ScheduledSession, SessionState

if TYPE_CHECKING:
    from besrour_cli.commands.shared.responses import SessionResponses
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.commands.views.plan.notes import PlanNotes
    from besrour_cli.model.programme import Programme
    from besrour_cli.planning.explain.plan_changes import SessionChange
    from besrour_cli.planning.explain.prices.cheapest_question import AnswerPrices
    from besrour_cli.planning.explain.rhythm import SeriesRhythm
    from besrour_cli.planning.explain.year_summary import YearSummary
    from besrour_cli.planning.solve.choose import PlanResult


class PlanReport(NamedTuple):
    """A choice, and what is said of it; ``before`` is the plan there was."""

    programme: Programme
    before: Plan
    choice: PlanResult
    changes: tuple[SessionChange, ...]
    rhythms: tuple[SeriesRhythm, ...]
    summary: YearSummary
    notes: PlanNotes
    question: AnswerPrices
    moment: datetime


def plan_report(
    workspace: Workspace, choice: PlanResult, moment: datetime, question: AnswerPrices
) -> PlanReport:
    """All that is said of a choice, beside the plan that the workspace has."""
    from besrour_cli.planning.explain.plan_changes import plan_changes
    from besrour_cli.planning.explain.rhythm import rhythms
    from besrour_cli.planning.explain.year_summary import year_summary

    programme = workspace.programme
    return PlanReport(
        programme=programme,
        before=workspace.plan,
        choice=choice,
        changes=plan_changes(programme, workspace.plan, choice.plan, moment),
        rhythms=rhythms(programme, choice.plan),
        summary=year_summary(programme, choice),
        notes=notes.plan_notes(programme, choice, moment),
        question=question,
        moment=moment,
    )


def in_order(plan: Plan) -> list[ScheduledSession]:
    """All slots by start, then name."""
    return sorted(plan.slots.values(), key=lambda slot: (slot.start, slot.session))


def as_data(report: PlanReport) -> dict[str, object]:
    """Sessions, people, steps, changes, rhythm, the sentences' facts and the notes, for ``--json``."""
    programme, choice = report.programme, report.choice
    series = {session.id: session.series for session in programme.sessions}
    nobody = Burden(0.0, 0, 0)
    return {
        "sessions": [
            {
                "id": slot.session,
                "series": series.get(slot.session, ""),
                "start": instant_text(slot.start),
                "end": instant_text(slot.end),
                "state": slot.state,
                "hold": slot.session in choice.plan.holds,
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
            for member in programme.members
        ],
        "steps": [step._asdict() for step in choice.steps],
        "tzdata": choice.plan.tzdata,
        "changes": changes.as_data(programme, report.changes),
        "rhythm": rhythm.as_data(report.rhythms),
        "summary": sentences.as_data(report.summary),
        "questions": answers.as_data(report.question),
        "next": next_command(choice.plan, report.moment) or None,
        **notes.as_data(report.notes),
    }


def show(
    report: PlanReport,
    responses: Sequence[SessionResponses],
    *,
    details: bool,
    dry_run: bool,
    picture: str | None,
) -> None:
    """What changed, the year in hours, what it comes to, and what is worth saying beside it."""
    programme, choice = report.programme, report.choice
    print_wrapped(changes.lines(programme, report.before, report.changes))
    out()
    screen = console(WIDEST)
    for part in plan_tables(programme, in_order(choice.plan), choice):
        screen.print(part)
    out()
    print_wrapped(sentences.sentences(programme, choice.plan, report.summary))
    out()
    print_wrapped(rhythm.lines(programme, report.rhythms))
    out()
    asides: list[Message] = [
        attendance.line(programme, one) for one in responses if one.answered and one.slot.end > report.moment
    ]
    asides += staying.lines(choice.steps, programme.fairness)
    asides += notes.lines(report.notes, details=details)
    asides += answers.question_line(programme, report.question)
    if asides:
        print_wrapped(asides)
        out()
    if details:
        screen.print(regions_table(programme, choice.people))
        out()
        screen.print(steps_table(choice.steps, regret=bool(programme.fairness.profiles)))
        out()
    print_wrapped(_last(report, dry_run=dry_run, picture=picture))


def _last(report: PlanReport, *, dry_run: bool, picture: str | None) -> Iterator[Message]:
    """How many sessions are in which state, what was written, and what comes next."""
    plan = report.choice.plan
    yield msgn(
        "{n} session: {states}.", "{n} sessions: {states}.", len(plan.slots), states=state_counts(plan)
    )
    if picture is not None:
        yield msg("Drawn in {path}.", path=picture)
    if dry_run:
        yield msg("Not kept: this was a trial.")
        return
    following = next_command(plan, report.moment)
    if following:
        yield msg("Kept in plan.yaml. Next: {command}", command=with_folder(following))
    else:
        yield msg("Kept in plan.yaml.")


def next_command(plan: Plan, moment: datetime) -> str:
    """The command that comes next: to tell people of a move, else to see the next letters; "" for none."""
    coming = [slot for slot in in_order(plan) if slot.end > moment]
    moved = [slot.session for slot in coming if slot.state == SessionState.MOVED]
    if moved:
        return " ".join(["besrour", "send", *moved])
    proposed = next((slot.session for slot in coming if slot.state == SessionState.PROPOSED), "")
    return f"besrour invite {proposed}" if proposed else ""
