"""Who came: the year as strips of regions and languages, one session by name, and who is missed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.clock.formatting import date_words
from besrour_cli.clock.instants import instant_text, local
from besrour_cli.commands.shared.arguments import check_picture
from besrour_cli.commands.shared.result import Result
from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.terminal.console import console, out, shortened, styled, table
from besrour_cli.commands.terminal.paragraphs import print_few
from besrour_cli.commands.terminal.plain import is_plain
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.language import NAMES
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.planning.history.shared_rooms import unnamed_people
from besrour_cli.planning.history.turnout import (
    MemberTurnout,
    SessionTurnout,
    TurnoutShare,
    YearTurnout,
    year_turnout,
)
from besrour_cli.publishing.svg.attendance_chart import MARK, TurnoutCell, TurnoutRow, attendance_chart
from besrour_cli.storage.output.named_file import write_named
from besrour_cli.storage.state import attendance_file

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme
    from besrour_cli.model.took_place import MeetingRecord

_LEVELS = "▁▂▃▄▅▆▇█"
_NAME_WIDTH, _STRIP, _WIDTH = 24, 32, 80


def result(workspace: Workspace, session: str | None, picture: str | None, moment: datetime) -> Result:
    """What is known of one session or of the year, drawn into a file if that is wanted."""
    records = attendance_file.read(workspace.folder).sessions
    programme = workspace.programme
    year = year_turnout(programme, workspace.plan, moment, unnamed_people(programme, records))
    if session is not None:
        workspace.session(session)
        one = next((t for t in year.sessions if t.session.id == session), None)
        if one is None:
            raise NotFoundError(
                msg("it is not known who came to “{id}”", id=session),
                msg("read the download of the meeting: besrour attendance FILE --session {id}", id=session),
            )
        return Result(
            _session_data(one, records.get(session)),
            lambda: _print_session(programme, one, records.get(session)),
        )
    if picture is not None:
        check_picture(picture, MARK)
        _draw(picture, programme, year)
    return Result(_year_data(year), lambda: _print_year(programme, year, picture))


def _draw(path: str, programme: Programme, year: YearTurnout) -> None:
    names = programme.names
    title = names.get(language()) or next(iter(names.values()), "")
    write_named(path, attendance_chart(title, _groups(programme, year.sessions), language()), MARK)


def _groups(programme: Programme, sessions: Sequence[SessionTurnout]) -> list[list[TurnoutRow]]:
    """The rows of regions, then those of languages, named in the coordinator's language."""
    regions = [(t.session.id, t.regions) for t in sessions]
    languages = [(t.session.id, t.languages) for t in sessions]
    return [
        _rows(regions, lambda name: programme.region_name(name, language()) or _("elsewhere")),
        _rows(languages, lambda code: NAMES.get(code, {}).get(language()) or code),
    ]


def _rows(
    columns: Sequence[tuple[str, Mapping[str, TurnoutShare]]], named: Callable[[str], str]
) -> list[TurnoutRow]:
    keys = sorted({key for _session, shares in columns for key in shares})
    return [
        TurnoutRow(
            named(key),
            tuple(
                TurnoutCell(session, *shares[key]) if key in shares else None for session, shares in columns
            ),
        )
        for key in keys
    ]


def _print_year(programme: Programme, year: YearTurnout, picture: str | None) -> None:
    if not year.sessions:
        out(_("It is not known of any session yet who came: besrour attendance FILE"))
        return
    made = table(_("Session"), _("Came"), _("Invited"), _("Median minutes"), right=(1, 2, 3), no_wrap=True)
    for one in year.sessions:
        made.add_row(one.session.id, str(_came(one)), str(len(one.invited)), _dash(one.minutes))
    console().print(made)
    for group in _groups(programme, year.sessions):
        out()
        for line in _strips(group):
            out(line)
    out()
    if len(year.sessions) > 1:
        out(_returning(year))
    out(_nights(year.sessions))
    _print_missed(programme, year.missed)
    if picture is not None:
        out(msg("Drawn into {path}.", path=picture))


def _came(one: SessionTurnout) -> int:
    """Those invited who came."""
    return sum(row.member in one.invited for row in one.came)


def _dash(number: int | None) -> str:
    return "·" if number is None else str(number)


def _strips(rows: Sequence[TurnoutRow]) -> list[str]:
    """Each group's sessions in a row, the higher the more came, with the sum in numbers; 80 columns at most.

    Where the sums are long, the first sessions are left out of the row, and not of the sum.
    """
    sums = [_sum(row) for row in rows]
    room = min(_STRIP, _WIDTH - _NAME_WIDTH - len("   ") - max(map(len, sums), default=0))
    lines = []
    for row, sum_ in zip(rows, sums, strict=True):
        cells = row.cells[-room:]
        signs = "".join("·" if cell is None or not cell.invited else _level(cell) for cell in cells)
        if is_plain():  # the sessions are in the table already
            lines.append(f"{row.name}; {sum_}")
            continue
        lines.append(f"{shortened(row.name, _NAME_WIDTH):<{_NAME_WIDTH}} {signs}  {sum_}")
    return lines


def _sum(row: TurnoutRow) -> str:
    sum_ = translate(msg("{came} of {invited}", came=row.came, invited=row.invited))
    more = sum(cell.unnamed for cell in row.cells if cell)
    if more:
        sum_ = translate(msg("{sum} + {n} in rooms", sum=sum_, n=more))
    return sum_


def _level(cell: TurnoutCell) -> str:
    return " " if not cell.came else _LEVELS[min(len(_LEVELS) - 1, cell.came * len(_LEVELS) // cell.invited)]


def _returning(year: YearTurnout) -> Message:
    some = [one for one in year.members if one.came]
    return msgn(
        "{n} member came at least once; more than once: {more}.",
        "{n} members came at least once; more than once: {more}.",
        len(some),
        more=len(year.returning),
    )


def _nights(sessions: Sequence[SessionTurnout]) -> Message:
    planned, borne = (sum(one.nights[at] for one in sessions) for at in (0, 1))
    return msg(
        "At night: {borne} minutes borne, of {planned} had all come who were invited.",
        borne=borne,
        planned=planned,
    )


def _print_missed(programme: Programme, missed: Sequence[MemberTurnout]) -> None:
    """Those who have not come for three months: somebody may write them a kind word."""
    if not missed:
        return
    out(
        msgn(
            "{n} person is missed for three months; a kind word may be welcome:",
            "{n} people are missed for three months; a kind word may be welcome:",
            len(missed),
        )
    )
    print_few([translate(_missed(programme, one)) for one in missed])


def _missed(programme: Programme, one: MemberTurnout) -> Message:
    place = one.member.place.name(language())
    if one.last is None:
        return msg("{name}, {place}: not met yet", name=one.member.name, place=place)
    day = date_words(local(one.last, programme.anchor.zone).date(), language(), weekday=False)
    return msg("{name}, {place}: last with us on {day}", name=one.member.name, place=place, day=day)


def _print_session(programme: Programme, one: SessionTurnout, record: MeetingRecord | None) -> None:
    names = {m.id: m.name for m in programme.members}
    out(styled(one.session.id, "bold"))
    made = table(_("Name"), _("Minutes"), right=(1,))
    for row in one.came:
        name = names.get(row.member, row.member)
        if row.member not in one.invited:
            name = translate(msg("{name} (guest)", name=name))
        made.add_row(name, _dash(row.minutes))
    console().print(made)
    for group in _groups(programme, (one,)):
        for line in _strips(group):
            out(line)
    out(_nights((one,)))
    for other in record.others if record else ():
        out(_other(other.seen_as, other.people, visitor=other.visitor))


def _other(name: str, people: int, *, visitor: bool) -> Message:
    if people:
        return msgn("Shared room {name}: {n} person", "Shared room {name}: {n} people", people, name=name)
    if visitor:
        return msg("Visitor: {name}", name=name)
    return msg("Not known yet: {name}", name=name)


def _session_data(one: SessionTurnout, record: MeetingRecord | None) -> dict[str, object]:
    """One session for ``--json``."""
    return {
        "session": one.session.id,
        "start": instant_text(one.start),
        "end": instant_text(one.end),
        "invited": len(one.invited),
        "came": [
            {"member": row.member, "minutes": row.minutes, "guest": row.member not in one.invited}
            for row in one.came
        ],
        "minutes": one.minutes,
        "regions": _share_data(one.regions),
        "languages": _share_data(one.languages),
        "nights": {"planned": one.nights[0], "borne": one.nights[1]},
        "others": [
            {"seen": o.seen_as, "minutes": o.minutes, "people": o.people, "visitor": o.visitor}
            for o in (record.others if record else ())
        ],
    }


def _share_data(shares: Mapping[str, TurnoutShare]) -> list[dict[str, object]]:
    return [{"name": name, **share._asdict()} for name, share in shares.items()]


def _year_data(year: YearTurnout) -> dict[str, object]:
    """The year for ``--json``."""
    return {
        "sessions": [_session_data(one, None) for one in year.sessions],
        "members": [
            {
                "member": one.member.id,
                "invited": one.invited,
                "came": list(one.came),
                "minutes": one.minutes,
                "last": instant_text(one.last) if one.last else None,
            }
            for one in year.members
        ],
        "returning": [one.member.id for one in year.returning],
        "missed": [one.member.id for one in year.missed],
    }
