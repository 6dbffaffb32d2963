"""From a form's download to chosen themes: whose ballots they are, the choice, and sessions proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.shared.member_lookup import matching_members
from besrour_cli.commands.workflows.series.open_sessions import open_days, without_file
from besrour_cli.commands.workflows.series.session_draft import find_series, session_id
from besrour_cli.commands.workflows.workbook_sheet import single_sheet
from besrour_cli.feedback.ballots.columns import person_columns
from besrour_cli.feedback.ballots.proposals import read_proposals
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import DiagnosticsError, NegativeAnswer, UsageError
from besrour_cli.model.message import msg, msgn
from besrour_cli.planning.themes.ballots import Ballot
from besrour_cli.planning.themes.choice import ThemeChoice, make_choice
from besrour_cli.storage.programme.themes.lists import read_lines
from besrour_cli.storage.programme.themes.proposed_sessions import ProposedSession
from besrour_cli.storage.text.source_file import printable_path
from besrour_cli.storage.text.tables.workbook import read_sheets

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.feedback.ballots.proposals import Proposal
    from besrour_cli.feedback.ballots.read_ballots import BallotSheet, CastBallot
    from besrour_cli.model.people.sheet import Sheet
    from besrour_cli.model.programme import Member, Programme, Series

KINDS = ("region", "language", "career_stage")
"""The kinds of groups of which it is shown what each got."""
_NO_ADDRESS = ("anonymous", "anonyme")
"""What Microsoft Forms writes in the place of an address."""


class CountedThemes(NamedTuple):
    """The themes chosen for a series, from ballots of which ``strangers`` are of nobody on the roster.

    ``proposals`` maps a theme to its proposal; ``warnings`` are doubts about the ballots.
    """

    series: Series
    choice: ThemeChoice
    strangers: int
    proposals: Mapping[str, Proposal]
    warnings: tuple[Diagnostic, ...]


def ballot_sheet(path: str, name: str | None) -> Sheet:
    """The sheet of ballots of a file; a refusal of a mere list of themes, which says what it is good for."""
    sheets = read_sheets(path)
    sheet = single_sheet(sheets, name, lambda each: len(each.rows) > 1) or sheets[0]
    if not any(map(person_columns, sheet.rows)) and _is_list(path):
        raise UsageError(
            msg("{path} is a list of themes, and holds no ballots", path=printable_path(path)),
            msg("besrour new SERIES --from FILE makes sessions of it; or let people tick them in a form"),
        )
    return sheet


def _is_list(path: str) -> bool:
    """Whether most lines are a theme in two languages."""
    lines = read_proposals(read_lines(path))
    return 2 * sum(bool(each.titles) for each in lines) > len(lines)


def one_series(programme: Programme, name: str | None) -> Series:
    """The series of that id or name, else the only one that is public; or a question which."""
    public = programme.publish.series or tuple(programme.series)
    if name is not None or len(public) == 1:
        return find_series(programme, public[0] if name is None else name)
    raise UsageError(
        msg("it is not said for which series the themes are"),
        msg("add --series and one of {ids}", ids=", ".join(programme.series)),
    )


def choose(
    workspace: Workspace, read: BallotSheet, series: Series, count: int | None, seed: int, today: date
) -> CountedThemes:
    """The choice for so many sessions from ballots that were understood.

    By default (None) it is for those to come without a theme, in a series that repeats, else for all.
    """
    mistakes = [problem for problem in read.problems if not problem.warning]
    if mistakes:
        raise DiagnosticsError(
            msgn("{n} question about the ballots", "{n} questions about the ballots", len(mistakes)), mistakes
        )
    if count is None:
        own = [session for session in workspace.programme.sessions if session.series == series.id]
        bare = without_file(workspace.folder, workspace.programme, series.id)
        count = len([session for session in bare if session.window.last >= today] or own)
    if not count:
        raise UsageError(
            msg("it is not said for how many sessions themes are to be chosen"),
            msg("add --count and the number, such as 12"),
        )
    ballots, strangers, doubled = _ballots(workspace.programme, read)
    choice = make_choice(ballots, (each.text for each in read.themes), count, seed)
    if not choice.chosen:
        raise NegativeAnswer(
            msg("no ballot ticks a theme"),
            msg("look whether the list of themes and the form have the same words"),
        )
    proposals = {each.text: each for each in read.themes}
    return CountedThemes(series, choice, strangers, proposals, (*read.problems, *doubled))


def _ballots(
    programme: Programme, read: BallotSheet
) -> tuple[tuple[Ballot, ...], int, tuple[Diagnostic, ...]]:
    """One ballot a person, the lower row where somebody voted twice; how many are of nobody on the roster."""
    cast: dict[str, tuple[Member | None, CastBallot]] = {}
    doubled: list[Diagnostic] = []
    for each in read.ballots:
        member = _member(programme, each.person)
        key = member.id if member else _key(each)
        before = cast.pop(key, None)
        if before is not None:
            doubled.append(
                Diagnostic(
                    code="ballot-doubled",
                    spot=SourceLocation(read.path, each.row, 1),
                    what=msg("{voter} handed in a ballot on row {row} too", voter=key, row=before[1].row),
                    remedy=msg("the lower row counts; remove the one that is not meant"),
                    warning=True,
                )
            )
        cast[key] = (member, each)
    ballots = tuple(
        Ballot(key, frozenset(each.ticked), _groups(member, each)) for key, (member, each) in cast.items()
    )
    return ballots, sum(member is None for member, _each in cast.values()), tuple(doubled)


def _member(programme: Programme, person: Mapping[str, str]) -> Member | None:
    """The one member whom a row means: by id, by address, by name, each among those that the former left."""
    among: Sequence[Member] = programme.members
    for kind in ("id", "email", "name"):
        word = person.get(kind, "")
        matching = matching_members(among, word) if word else ()
        if len(matching) == 1:
            return matching[0]
        among = matching or among
    return None


def _key(ballot: CastBallot) -> str:
    """What tells somebody apart who is not on the roster: address and name, else her row."""
    email, name = (ballot.person.get(kind, "") for kind in ("email", "name"))
    known = [word for word in (name, email) if word and word.casefold() not in _NO_ADDRESS]
    return ", ".join(known) or f"#{ballot.row}"


def _groups(member: Member | None, ballot: CastBallot) -> dict[str, str]:
    """The region, language and career stage of somebody: as the roster has them, else as the ballot says."""
    if member is None:
        groups = {kind: ballot.person.get(kind, "") for kind in KINDS}
    else:
        first = next(iter(member.languages), "")
        groups = {"region": member.region, "language": first, "career_stage": member.career_stage}
    return {kind: group for kind, group in groups.items() if group}


def proposed_sessions(
    workspace: Workspace, counted: CountedThemes, first: date | None, today: date
) -> tuple[ProposedSession, ...]:
    """A session for each theme, in the order of the choice: those that have none yet, else a month each.

    ``first`` is the first month that may be taken (None: the next one). Raises :class:`DiagnosticsError`
    where a theme has one language alone, or no session is left for it.
    """
    programme, series = workspace.programme, counted.series.id
    days = open_days(workspace.folder, programme, series, first, today)
    problems: list[Diagnostic] = []
    sessions: list[ProposedSession] = []
    for each in counted.choice.chosen:
        titles, spot = counted.proposals[each.theme].titles, SourceLocation(each.theme)
        day = next(days, None)
        if not titles:
            what = msg("this theme is in one language alone")
            remedy = msg("write it in both, English / français, into the list that --proposals names")
            problems.append(Diagnostic("theme-language", spot, what=what, remedy=remedy))
        elif day is None:
            what = msg("no session of the series is left for this theme")
            remedy = msg(
                "add --count and a smaller number, or let the series go on longer (`until` in programme.yaml)"
            )
            problems.append(Diagnostic("theme-session", spot, what=what, remedy=remedy))
        else:
            sessions.append(ProposedSession(_when(programme, series, day), titles, each.ballots))
    if problems:
        raise DiagnosticsError(msg("not every theme can have a session"), problems)
    return tuple(sessions)


def _when(programme: Programme, series: str, day: date) -> str:
    """A session as a sheet names it: by its month, or by a day of its week."""
    month = f"{day:%Y-%m}"
    return month if session_id(programme, series, day) == f"{month}-{series}" else day.isoformat()
