"""The pages of a report checked: rows are read from the files anew, apart from what the report is made of."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock.formatting import date_words
from besrour_cli.clock.instants import local
from besrour_cli.commands.terminal.translation import speaking, translate
from besrour_cli.commands.workflows.report.write import FOLDER
from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.evaluation.printed import PrintedDocument
from besrour_cli.model.language import NAMES
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import SessionState
from besrour_cli.model.replies import Reply, ReplyPart
from besrour_cli.planning.history.burden_ledger import invited_at_the_time
from besrour_cli.planning.history.shared_rooms import unnamed_people
from besrour_cli.planning.history.took_place import ActualOutcome, actual_outcome
from besrour_cli.report_check.check import ReportFault, check_report
from besrour_cli.report_check.raw_rows import InvitedPerson, RawRows, SessionRow
from besrour_cli.storage import resources
from besrour_cli.storage.evaluation.read import read_evaluation
from besrour_cli.storage.programme.evaluation.load_form import load_form
from besrour_cli.storage.programme.privacy_section import retention_of
from besrour_cli.storage.state import attendance_file, replies_file
from besrour_cli.storage.text.source_file import read_bytes

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.programme import Member, Session

PAGES = tuple(f"{kind}.{language}.html" for kind in ("report", "read-back") for language in ("en", "fr"))
PAPERS = ("report.en.pdf", "report.fr.pdf")
_LIMIT = 50_000_000
_FOLLOW_UP = ("month-3", "month-12")
_EARLY = datetime.min.replace(tzinfo=UTC)


class ReportVerdict(NamedTuple):
    """The faults of a report, and whether its PDFs were read: that takes a library that is an extra."""

    faults: tuple[ReportFault, ...]
    papers_read: bool


def verify(workspace: Workspace, now: datetime, session: str | None) -> ReportVerdict:
    """The faults of the report below ``out/report/``; NotFoundError where there is none.

    The day up to which sessions count is read from the page. Forms of months 3 and 12 count unless the
    report ends with an earlier session; which it was is not on the page, and the one that fits is taken.
    """
    pages = {name: text for name in PAGES if (text := _page(workspace.folder, name)) is not None}
    if not pages:
        raise NotFoundError(msg("there is no report in {path}", path=FOLDER), msg("make one: besrour report"))
    papers = _papers(workspace.folder)
    best: tuple[ReportFault, ...] | None = None
    for day, moment, whole in _ends(workspace, pages.get("report.en.html", ""), now):
        rows = raw_rows(workspace, day, moment, session, whole=whole)
        faults = check_report(pages, rows, _translated, papers) if rows.sessions else None
        if faults is not None and (best is None or len(faults) < len(best)):
            best = faults
        if best == ():
            break
    if best is None:
        raise NotFoundError(
            msg("it is not known of any session yet who came"),
            msg("read the download of a meeting that is over: besrour attendance FILE"),
        )
    return ReportVerdict(best, papers is not None)


def _papers(folder: str) -> dict[str, PrintedDocument | None] | None:
    """What each PDF prints (None: it cannot be read); None where what reads them is not installed."""
    if find_spec("pdfminer") is None:
        return None
    from besrour_cli.storage.text.tagged_pdf import read_tagged_pdf

    found = {}
    for name in PAPERS:
        data = read_bytes(os.path.join(folder, FOLDER, name), _LIMIT) if _exists(folder, name) else None
        if data is not None:
            found[name] = read_tagged_pdf(data) if isinstance(data, bytes) else None
    return found


def _translated(message: Message, language: str) -> str:
    with speaking(language):
        return translate(message)


def _page(folder: str, name: str) -> str | None:
    data = read_bytes(os.path.join(folder, FOLDER, name), _LIMIT) if _exists(folder, name) else None
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else None


def _exists(folder: str, name: str) -> bool:
    return os.path.exists(os.path.join(folder, FOLDER, name))


def _ends(workspace: Workspace, page: str, now: datetime) -> Iterator[tuple[date, datetime, bool]]:
    """Yield the day that a page names, and until when sessions may count: to now, or to its midnight."""
    zone = workspace.programme.anchor.zone
    today = local(now, zone).date()
    text = page.replace("\u00a0", " ")
    for back in range(366 * 3):
        day = today - timedelta(days=back)
        words = date_words(day, "en", weekday=False).replace("\u00a0", " ")
        if f"{words}</p>" in text:
            midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=local(now, zone).tzinfo)
            end = min(now, midnight.astimezone(UTC))
            yield day, end, True
            yield day, end, False
    yield today, now, True


def raw_rows(
    workspace: Workspace, day: date, moment: datetime, session: str | None, *, whole: bool
) -> RawRows:
    """The rows of the files that a report of sessions up to a moment is about."""
    programme, plan = workspace.programme, workspace.plan
    series = set(programme.publish.series or programme.series)
    series |= {each.series for each in programme.sessions if each.id == session}
    outcomes = {
        each.id: actual_outcome(programme, each, plan.slots.get(each.id), moment)
        for each in programme.sessions
        if each.series in series
    }
    over = {name: known for name, known in outcomes.items() if known and known.end <= moment}
    replies = replies_file.read(workspace.folder).answers
    sessions = _session_rows(workspace, over, replies)
    called_off = [
        name
        for name, known in outcomes.items()
        if known is None
        and (slot := plan.slots.get(name)) is not None
        and slot.state is SessionState.CANCELLED
        and slot.end <= moment
    ]
    form = load_form(workspace.folder, programme.languages)
    data = read_evaluation(workspace.folder, form)
    later = {each.id for each in programme.sessions} - {each.id for each in sessions}
    waves = later if whole else later | set(_FOLLOW_UP)
    regions = {member.region for member in programme.members}
    return RawRows(
        programme=programme.names,
        organiser={code: programme.contact.name.get(code, "") for code in ("en", "fr")},
        contact=programme.contact.email,
        invented=programme.invented,
        until=day,
        zone=programme.anchor.zone,
        roster={member.id: _person(member) for member in programme.members},
        sessions=sessions,
        regions={key: {code: programme.region_name(key, code) for code in ("en", "fr")} for key in regions},
        languages=NAMES,
        unknown=sum(known.met and known.came is None for known in over.values()),
        cancelled=len(called_off) + sum(known is not None and not known.met for known in outcomes.values()),
        replies_known=bool(replies),
        form=form,
        answers=tuple(each for each in data.answers if each.wave not in waves),
        comments=tuple(each for each in data.comments if each.wave not in waves),
        decisions=programme.decisions,
        rules_seen=plan.rules,
        words=_words(workspace.folder),
        hide_below=retention_of(workspace.folder).hide_below,
    )


def _person(member: Member) -> InvitedPerson:
    first = member.languages[0] if member.languages else ""
    return InvitedPerson(
        region=member.region, language=first, country=member.place.country, zone=member.place.zone
    )


def _session_rows(
    workspace: Workspace, over: Mapping[str, ActualOutcome], replies: tuple[Reply, ...]
) -> tuple[SessionRow, ...]:
    """The sessions of which it is known who came, in order."""
    programme = workspace.programme
    rooms = unnamed_people(programme, attendance_file.read(workspace.folder).sessions)
    sessions = [
        _session_row(workspace, each, replies, rooms.get(each.id, {}))._replace(
            start=over[each.id].start, end=over[each.id].end
        )
        for each in programme.sessions
        if each.id in over and over[each.id].met and over[each.id].came is not None
    ]
    return tuple(sorted(sessions, key=lambda each: (each.start, each.id)))


def _session_row(
    workspace: Workspace, session: Session, replies: tuple[Reply, ...], rooms: Mapping[str, int]
) -> SessionRow:
    programme = workspace.programme
    leaders = (*session.required.get("facilitator", ()), *session.required.get("host", ()))
    return SessionRow(
        id=session.id,
        titles=session.titles,
        start=_EARLY,
        end=_EARLY,
        invited=invited_at_the_time(programme, session, workspace.plan.slots.get(session.id)),
        accepted=_said_yes(replies, session.id),
        came={row.member: row.minutes for row in programme.attendance[session.id]},
        rooms=rooms,
        leaders=frozenset(leaders),
        entered={row.member: row.joins for row in programme.attendance[session.id] if row.joins},
    )


def _said_yes(replies: tuple[Reply, ...], session: str) -> frozenset[str]:
    """Those whose last reply of their own was yes."""
    last: dict[str, tuple[datetime, bool]] = {}
    for reply in replies:
        if reply.session == session and not reply.by_delegate:
            at = reply.moment or reply.sent or _EARLY
            if reply.member not in last or at >= last[reply.member][0]:
                last[reply.member] = (at, reply.part is ReplyPart.ACCEPTED)
    return frozenset(who for who, (_, yes) in last.items() if yes)


def _words(folder: str) -> dict[str, dict[str, str]]:
    """The words around a report in each language, of the programme's own template if it has one."""
    tables = tomllib.loads(resources.templates(folder)["report/words.toml"])
    return {code: {key: str(value) for key, value in tables[code].items()} for code in ("en", "fr")}
