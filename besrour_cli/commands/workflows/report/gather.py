"""What a report is measured from, out of the programme folder: sessions that are over, people, answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock.instants import local
from besrour_cli.evaluation.inputs import EvaluatedPerson, EvaluatedSession, EvaluationInput
from besrour_cli.evaluation.measurement.daytime import minutes_outside_day
from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.evaluation.answers import EvaluationData
from besrour_cli.model.language import NAMES
from besrour_cli.model.message import msg
from besrour_cli.model.plan import SessionState
from besrour_cli.model.replies import Reply, ReplyPart
from besrour_cli.planning.history.burden_ledger import invited_at_the_time
from besrour_cli.planning.history.shared_rooms import unnamed_people
from besrour_cli.planning.history.took_place import actual_outcome
from besrour_cli.storage.evaluation.read import read_evaluation
from besrour_cli.storage.programme.evaluation.load_form import load_form
from besrour_cli.storage.state import attendance_file, replies_file

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.programme import Session

_EARLIEST = datetime.min.replace(tzinfo=UTC)


class Period(NamedTuple):
    """Which sessions count: those that were over by a moment, of some series."""

    moment: datetime
    series: frozenset[str]
    whole: bool = True
    """Whether nothing was left out at the end: then follow-up forms count as well."""


def period_of(workspace: Workspace, moment: datetime, until: date | None, session: str | None) -> Period:
    """The period that the options of the command mean; the public series, or all where none is named."""
    programme = workspace.programme
    series = frozenset(programme.publish.series or programme.series)
    if session is not None:
        known = workspace.session(session)
        outcome = actual_outcome(programme, known, workspace.plan.slots.get(known.id), moment)
        if outcome is None or not outcome.met:
            raise NotFoundError(
                msg("“{id}” has not taken place", id=session), msg("besrour attendance says which have")
            )
        return Period(outcome.end, series | {known.series}, False)
    if until is not None:
        there = local(moment, programme.anchor.zone)
        midnight = datetime.combine(until + timedelta(days=1), time(), tzinfo=there.tzinfo)
        return Period(min(moment, midnight.astimezone(UTC)), series, midnight > moment)
    return Period(moment, series)


def gather(workspace: Workspace, period: Period) -> EvaluationInput:
    """All that the report is measured from."""
    programme = workspace.programme
    people = {
        member.id: EvaluatedPerson(
            member.id, member.region, member.languages[0] if member.languages else "", member.place.country
        )
        for member in programme.members
    }
    answers = replies_file.read(workspace.folder).answers
    rooms = unnamed_people(programme, attendance_file.read(workspace.folder).sessions)
    held, unknown, cancelled = [], [], []
    for session in programme.sessions:
        if session.series not in period.series:
            continue
        slot = workspace.plan.slots.get(session.id)
        outcome = actual_outcome(programme, session, slot, period.moment)
        if outcome is None:
            if slot and slot.state is SessionState.CANCELLED and slot.end <= period.moment:
                cancelled.append(session.id)
        elif not outcome.met:
            cancelled.append(session.id)
        elif outcome.end > period.moment:
            continue
        elif outcome.came is None:
            unknown.append(session.id)
        else:
            times = outcome.start, outcome.end
            accepted = accepted_by(answers, session.id)
            held.append(_session(workspace, session, times, accepted, rooms.get(session.id, {})))
    form = load_form(workspace.folder, programme.languages)
    held.sort(key=lambda each: (each.start, each.id))
    late = {session.id for session in programme.sessions} - {session.id for session in held}
    data = _until(read_evaluation(workspace.folder, form), late, whole=period.whole)
    return EvaluationInput(
        people=people,
        sessions=tuple(held),
        region_names={
            region: {code: programme.region_name(region, code) for code in ("en", "fr")}
            for region in {person.region for person in people.values()}
        },
        language_names=NAMES,
        unknown=tuple(unknown),
        cancelled=tuple(cancelled),
        accepts_known=bool(answers),
        form=form,
        data=data,
    )


def _session(
    workspace: Workspace,
    session: Session,
    times: tuple[datetime, datetime],
    accepted: frozenset[str],
    rooms: Mapping[str, int],
) -> EvaluatedSession:
    programme = workspace.programme
    start, end = times
    invited = invited_at_the_time(programme, session, workspace.plan.slots.get(session.id))
    rows = programme.attendance[session.id]
    zones = {member.id: member.place.zone for member in programme.members}
    outside = {zone: minutes_outside_day(start, end, zone) for zone in set(zones.values())}
    leaders = (session.required.get(role, ()) for role in ("facilitator", "host"))
    return EvaluatedSession(
        id=session.id,
        titles=session.titles,
        start=start,
        minutes=round((end - start) / timedelta(minutes=1)),
        invited=invited,
        accepted=accepted,
        came={row.member: row.minutes for row in rows},
        rooms=rooms,
        outside={member: outside[zone] for member, zone in zones.items()},
        led_by=tuple(dict.fromkeys(one for people in leaders for one in people)),
        joins={row.member: row.joins for row in rows if row.joins},
    )


def accepted_by(answers: Iterable[Reply], session: str) -> frozenset[str]:
    """The members whose last own answer to a session was yes."""
    last: dict[str, Reply] = {}
    for answer in sorted(_own(answers, session), key=lambda each: each.moment or each.sent or _EARLIEST):
        last[answer.member] = answer
    return frozenset(member for member, answer in last.items() if answer.part is ReplyPart.ACCEPTED)


def _own(answers: Iterable[Reply], session: str) -> Iterator[Reply]:
    return (each for each in answers if each.session == session and not each.by_delegate)


def _until(data: EvaluationData, late: Collection[str], *, whole: bool) -> EvaluationData:
    """What was answered about sessions that count; follow-up forms only where nothing was left out."""
    follow_up = {"month-3", "month-12"}

    def counts(wave: str) -> bool:
        return wave not in late and (whole or wave not in follow_up)

    return EvaluationData(
        tuple(each for each in data.answers if counts(each.wave)),
        tuple(each for each in data.comments if counts(each.wave)),
    )
