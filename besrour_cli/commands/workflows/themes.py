"""From a form's download to chosen themes: whose ballots they are, the choice, and sessions proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.shared.member_lookup import matching_members
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import DiagnosticsError, NegativeAnswer, UsageError
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg, msgn
from besrour_cli.planning.themes.ballots import Ballot
from besrour_cli.planning.themes.choice import ThemeChoice, make_choice
from besrour_cli.storage.programme.themes.proposed_session import FOLDER, session_text

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


def one_sheet(sheets: Sequence[Sheet], name: str | None) -> Sheet:
    """The sheet of that name, else the only one in sight with more than one row; or a question which."""
    shown = [sheet for sheet in sheets if not sheet.hidden and len(sheet.rows) > 1]
    chosen = shown if name is None else [s for s in sheets if fold_case(s.name) == fold_case(name)]
    if len(chosen) == 1:
        return chosen[0]
    names = ", ".join(f"“{sheet.name}”" for sheet in (shown or sheets))
    raise UsageError(
        msg("it is not clear which sheet holds the ballots: {names}", names=names),
        msg("add --sheet and its name, in quotes"),
    )


def one_series(programme: Programme, name: str | None) -> Series:
    """The series of that id, else the only one that is public; or a question which."""
    series = programme.series
    public = programme.publish.series or tuple(series)
    if name is not None and name in series:
        return series[name]
    if name is None and len(public) == 1:
        return series[public[0]]
    what = (
        msg("it is not said for which series the themes are")
        if name is None
        else msg("there is no series “{id}”", id=name)
    )
    raise UsageError(what, msg("add --series and one of {ids}", ids=", ".join(series)))


def choose(
    workspace: Workspace, read: BallotSheet, series: Series, count: int | None, seed: int
) -> CountedThemes:
    """The choice for so many sessions (None: as many as the series has) from ballots that were understood."""
    mistakes = [problem for problem in read.problems if not problem.warning]
    if mistakes:
        raise DiagnosticsError(
            msgn("{n} question about the ballots", "{n} questions about the ballots", len(mistakes)), mistakes
        )
    sessions = sum(session.series == series.id for session in workspace.programme.sessions)
    count = sessions if count is None else count
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


def proposed_files(workspace: Workspace, counted: CountedThemes, first: date | None) -> dict[str, bytes]:
    """A session file below out/themes/ for each theme, a month each, in the order of the choice.

    The months begin with ``first`` (None: the one after the series' last session); one that has a session of
    the series is passed over. Raises :class:`DiagnosticsError` where a theme has one language alone.
    """
    lacking = [
        Diagnostic(
            code="theme-language",
            spot=SourceLocation(each.theme),
            what=msg("this theme is in one language alone"),
            remedy=msg("write it in both, English / français, into the list that --proposals names"),
        )
        for each in counted.choice.chosen
        if not counted.proposals[each.theme].titles
    ]
    if lacking:
        raise DiagnosticsError(msg("sessions need a title in both languages"), lacking)
    sessions = [s for s in workspace.programme.sessions if s.series == counted.series.id]
    taken = {session.id for session in workspace.programme.sessions}
    if first is None and not sessions:
        raise UsageError(
            msg("the series has no session yet after which the first month could come"),
            msg("add --from and the first month, such as 2028-01"),
        )
    month = first or _next_month(max(session.window.last for session in sessions))
    voters = sum(bool(ballot.approved) for ballot in counted.choice.ballots)
    files: dict[str, bytes] = {}
    for each in counted.choice.chosen:
        while (name := f"{month:%Y-%m}-{counted.series.id}") in taken:
            month = _next_month(month)
        titles = counted.proposals[each.theme].titles
        files[f"{FOLDER}/{name}.yaml"] = session_text(counted.series.id, titles, month, each.ballots, voters)
        month = _next_month(month)
    return files


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
