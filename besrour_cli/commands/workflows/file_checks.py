"""The checks of a folder's files that no single file can make: one list, for ``check`` and for every command.

``besrour check`` makes all of them (:func:`file_mistakes`); a command that goes on with the files makes those
that concern it. Each loads what it needs only where the files say something for it to look at.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import DiagnosticsError, FileError
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import msg
from besrour_cli.model.people.pauses import is_paused
from besrour_cli.model.plan import FIXED, SessionState

if TYPE_CHECKING:
    from besrour_cli.model.people.mentoring import MentoringTerm
    from besrour_cli.model.plan import Plan, ScheduledSession
    from besrour_cli.model.programme import Member, Programme, Session

_TRIAL_HOUR = time(13, 10)


def file_mistakes(programme: Programme, plan: Plan, moment: datetime) -> tuple[Diagnostic, ...]:
    """Everything that is wrong or odd, by file and place."""
    found = [
        *history(programme, plan, moment),
        *starts_by_hand(programme, plan, moment),
        *older_than_files(programme.sessions, plan),
        *unannounced(programme, plan, moment),
        *over_too_early(programme, plan, moment),
        *required_and_away(programme, plan, moment),
        *texts(programme, programme.sessions),
        *harvests(programme),
    ]
    return tuple(sorted(found, key=lambda p: (p.spot, p.warning, p.code, str(p.what))))


def history(programme: Programme, plan: Plan, moment: datetime) -> tuple[Diagnostic, ...]:
    """What cannot be of what the files say of sessions that are over."""
    if not programme.attendance and not any(s.took_place for s in programme.sessions):
        return ()
    from besrour_cli.planning.history.took_place import check_history

    return tuple(check_history(programme, plan, moment))


def starts_by_hand(programme: Programme, plan: Plan, moment: datetime) -> tuple[Diagnostic, ...]:
    """Starts that files fix, beside the moment, the constraints of the files, and what was announced."""
    if all(session.pinned is None for session in programme.sessions):
        return ()
    from besrour_cli.planning.explain.pinned_starts import check_pins

    return check_pins(programme, plan, moment)


def older_than_files(sessions: Iterable[Session], plan: Plan) -> Iterator[Diagnostic]:
    """A warning of each proposed start that is not the one its file fixes by now; no letter is made of it."""
    for session in sessions:
        slot = plan.slots.get(session.id)
        if session.pinned is None or slot is None or slot.state in FIXED or session.pinned == slot.start:
            continue
        from besrour_cli.planning.explain.pinned_starts import older_than_file

        yield older_than_file(session)


def unannounced(programme: Programme, plan: Plan, moment: datetime) -> Iterator[Diagnostic]:
    """Sessions whose window, or at least whose planned start, has passed before anyone was told of it."""
    yield from past_windows(programme, plan, moment)
    if not any(slot.state not in FIXED and slot.end <= moment for slot in plan.slots.values()):
        return
    from besrour_cli.planning.history.past_windows import passed_sessions
    from besrour_cli.planning.history.took_place import check_unannounced

    known = {session.path for session in passed_sessions(programme, plan, moment)}
    yield from (p for p in check_unannounced(programme, plan, moment) if p.spot.path not in known)


def over_too_early(programme: Programme, plan: Plan, moment: datetime) -> tuple[Diagnostic, ...]:
    """Sessions to come that the plan has for held, since a clock was ahead when it was made."""
    if not any(slot.state == SessionState.HELD for slot in plan.slots.values()):
        return ()
    from besrour_cli.planning.history.took_place import check_premature

    return check_premature(programme, plan, moment)


def required_and_away(programme: Programme, plan: Plan, moment: datetime) -> Iterator[Diagnostic]:
    """A warning of each person who must be at a session to come, and is paused until a later day."""
    away = {member.id: member for member in programme.members if member.paused_until and not member.paused}
    for session in programme.sessions if away else ():
        slot = plan.slots.get(session.id)
        over = slot.end <= moment if slot else session.window.last < moment.date()
        if over or (slot and slot.state == SessionState.CANCELLED):
            continue
        day = slot.start.date() if slot else session.window.first
        for each in filter(None, map(away.get, session.required_ids)):
            if is_paused(each, day):
                yield _away(session, each)


def _away(session: Session, member: Member) -> Diagnostic:
    """The warning, at the line of her id in the session's file or in its series."""
    what = msg(
        "“{id}” must be at {session}, but is paused until {date} in members.csv",
        id=member.id,
        session=session.id,
        date=str(member.paused_until),
    )
    remedy = msg("name someone else, or an earlier day in the column paused")
    source = session.sources.get(f"required.{member.id}")
    spot, line, width = source.find() if source else (SourceLocation(session.path), "", 1)
    return Diagnostic("member-away", spot, what=what, remedy=remedy, text=line, width=width, warning=True)


def past_windows(programme: Programme, plan: Plan, moment: datetime) -> tuple[Diagnostic, ...]:
    """Sessions whose whole window has passed, and nobody was told of a start."""
    if not any(session.window.last <= moment.date() for session in programme.sessions):
        return ()
    from besrour_cli.planning.history.past_windows import check_windows

    return check_windows(programme, plan, moment)


def texts(programme: Programme, sessions: Iterable[Session]) -> tuple[Diagnostic, ...]:
    """Texts of sessions whose halves differ or break their language's rules; each mistake once."""
    from besrour_cli.publishing.parity.session_texts import programme_mistakes

    return _once(programme_mistakes(programme, sessions))


def harvests(programme: Programme) -> tuple[Diagnostic, ...]:
    """Notes of tables whose two languages do not say the same: warnings, until they are to be published."""
    from besrour_cli.publishing.parity.session_texts import harvest_mistakes

    found = (p for harvest in programme.harvests.values() for p in harvest_mistakes(programme, harvest))
    return _once(problem._replace(warning=True) for problem in found)


def former_answers(folder: str, programme: Programme) -> tuple[Diagnostic, ...]:
    """Warnings of answers to items that the form had earlier, where rules of decision look at items."""
    if not programme.decisions or not os.path.exists(os.path.join(folder, "responses", "evaluation.csv")):
        return ()
    from besrour_cli.storage.evaluation.former_items import former_items
    from besrour_cli.storage.programme.evaluation.load_form import load_form

    form = load_form(folder, programme.languages)
    return tuple(former_items(folder, form, programme.decisions))


def outputs(folder: str, programme: Programme) -> Iterator[Diagnostic]:
    """Mistakes of ``out/``, into which ``export``, ``invite`` and ``newsletter`` would then write nothing."""
    from besrour_cli.storage.output.atomic_files import check_inside

    letters = (
        f"out/{kind}/{s.id}/letter.eml" for kind in ("letters", "reminders") for s in programme.sessions
    )
    known: set[str] = set()
    for path in ("out/calendar/all.ics", "out/page/index.html", "out/newsletter/letter.eml", *letters):
        try:
            check_inside(folder, path)
        except FileError as error:
            if str(error.what) not in known:
                known.add(str(error.what))
                yield Diagnostic("output-path", SourceLocation(path), what=error.what, remedy=error.remedy)


def filled_templates(
    programme: Programme, plan: Plan, moment: datetime, templates: Mapping[str, str]
) -> tuple[Diagnostic, ...]:
    """Mistakes that templates show once they are filled in: tried with a session, some readers, the page.

    With a further language, its posts, statements and words are tried as well.
    """
    from besrour_cli.model.letter_kind import LetterKind
    from besrour_cli.publishing.letters.letters import letters
    from besrour_cli.publishing.letters.newsletter import newsletter
    from besrour_cli.publishing.page.page import page
    from besrour_cli.schedule.announce import with_announcement

    planned_first = sorted(programme.sessions, key=lambda s: s.id not in plan.slots)
    session = next((s for s in planned_first if all(p.warning for p in texts(programme, [s]))), None)
    if session is None:
        return ()
    planned = plan.slots.get(session.id) or _on_trial(programme, session)
    slot = with_announcement(programme, session, planned, moment)
    needed = session.required_ids
    readers = {(m.languages, m.id in needed): m for m in programme.invited(session)}.values()
    trials: list[Callable[[], object]] = [
        *(
            partial(letters, programme, session, slot, kind, [m], templates)
            for kind in LetterKind
            for m in readers
        ),
        partial(newsletter, programme, plan, moment, templates),
        partial(page, programme, plan, templates),
    ]
    found: list[Diagnostic] = []
    if set(programme.languages) - set(LANGUAGES):
        from besrour_cli.publishing.output_words import word_mistakes

        trials += _of_languages(programme, session, slot, list(readers), templates)
        found += word_mistakes(programme.languages, templates)
    for trial in trials:
        try:
            trial()
        except DiagnosticsError as error:
            found += (p for p in error.problems if p.spot.path.startswith("templates/"))
    return _once(found)


def _of_languages(
    programme: Programme,
    session: Session,
    slot: ScheduledSession,
    readers: Sequence[Member],
    templates: Mapping[str, str],
) -> Iterator[Callable[[], object]]:
    """What else is tried with a further language: posts, statements and the letters they come with."""
    from besrour_cli.model.people.statement import AttendedSession, Statement
    from besrour_cli.publishing.posts.post import PostKind, PostSubject, documents, post_languages
    from besrour_cli.publishing.statements.letters import StatementLetters
    from besrour_cli.publishing.statements.wording import StatementWording
    from besrour_cli.publishing.templates import Templates

    subject = PostSubject(
        programme=programme,
        session=session,
        slot=slot,
        place=programme.anchor,
        languages=post_languages(programme, templates),
        templates=templates,
    )
    yield from (partial(documents, subject, kind) for kind in PostKind)
    attended = AttendedSession(session, slot.start, session.minutes, ())
    statements = [Statement(reader, (attended,)) for reader in readers]
    yield partial(StatementLetters, programme, statements, templates)
    yield partial(StatementWording, programme, statements, Templates(templates))
    if programme.mentoring is not None and programme.members[1:]:
        yield partial(_introduced, programme, programme.mentoring, slot, templates)


def _introduced(
    programme: Programme, term: MentoringTerm, slot: ScheduledSession, templates: Mapping[str, str]
) -> None:
    """Try the letter of mentors with two members, who would meet at the hour of a session."""
    from besrour_cli.clock.instants import local
    from besrour_cli.model.people.mentoring import MentoringGroup
    from besrour_cli.publishing.mentors.facts import GroupMeeting, IntroducedGroup
    from besrour_cli.publishing.mentors.letters import introductions

    pair = programme.members[:2]
    hour = GroupMeeting({each.id: (local(slot.start, each.place.zone),) for each in pair})
    group = MentoringGroup(pair[0].id, (pair[1].id,))
    introduced = IntroducedGroup(group, pair, tuple(term.topics)[:1], (hour,))
    introductions(programme, term, [("", introduced)], templates, slot.start)


def _on_trial(programme: Programme, session: Session) -> ScheduledSession:
    """A start to try templates with while there is no plan: any hour that is not noon or midnight."""
    from besrour_cli.clock.instants import zone_data_version
    from besrour_cli.model.plan import ScheduledSession, SessionState

    start = datetime.combine(session.window.first, _TRIAL_HOUR, UTC)
    return ScheduledSession(
        session=session.id,
        start=start,
        end=start + timedelta(minutes=session.minutes),
        state=SessionState.PROPOSED,
        anchor=programme.anchor.zone,
        tzdata=zone_data_version(),
    )


def _once(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple({(p.spot, p.code, str(p.what)): p for p in problems}.values())
