"""What every command works on: the moment, the programme folder, its files and its plan."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.errors import DiagnosticsError, NotFoundError, UsageError
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:  # helps and refusals need no model
    from besrour_cli.model.announcement import AnnouncementLog
    from besrour_cli.model.diagnostic import Diagnostic
    from besrour_cli.model.plan import Plan, ScheduledSession
    from besrour_cli.model.programme import Member, Programme, Session


def now() -> datetime:
    """The moment, in UTC: the one place the machine's clock is read. ``BESROUR_NOW`` sets another."""
    named = os.environ.get("BESROUR_NOW")
    if not named:
        return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 -- here, and nowhere else
    from besrour_cli.clock.instants import instant_of

    moment = instant_of(named)
    if moment is None:
        raise UsageError(
            msg("BESROUR_NOW is “{text}”, which is no instant", text=named), msg("write 2026-12-09T14:00Z")
        )
    return moment


def find(folder: str | None) -> str:
    """The programme folder: the one named, else found from here upwards; leftovers there go."""
    from besrour_cli.storage.programme_folder import find as found
    from besrour_cli.storage.state.state_file import remove_leftovers

    path = found(os.getcwd(), folder)
    remove_leftovers(path)
    return path


class Workspace(NamedTuple):
    """A programme folder opened: its programme, its plan and the digest the plan was read with.

    ``announcements`` is what people were told (None: nothing yet).
    """

    folder: str
    programme: Programme
    plan: Plan
    digest: str
    warnings: tuple[Diagnostic, ...] = ()
    announcements: AnnouncementLog | None = None

    def session(self, session_id: str) -> Session:
        """The session of that id, or a refusal that names similar ones."""
        session = self.programme.session(session_id)
        if session is None:
            raise unknown_session(session_id, [s.id for s in self.programme.sessions])
        return session

    def known_session(self, session_id: str) -> Session:
        """The session of that id as its file has it, else as people were last told; or a refusal."""
        return self.with_known_sessions().session(session_id)

    def with_known_sessions(self) -> Workspace:
        """The workspace whose programme also has the announced sessions whose files are gone.

        For looking, and for telling people; nothing is planned with it.
        """
        from besrour_cli.schedule.identities import with_known_sessions

        if self.announcements is None:
            return self
        return self._replace(programme=with_known_sessions(self.programme, self.plan, self.announcements))

    def slot(self, session: Session) -> ScheduledSession:
        """What was decided for a session, or a refusal that says to plan first."""
        slot = self.plan.slots.get(session.id)
        if slot is None:
            raise NotFoundError(
                msg("“{id}” has no time yet", id=session.id), msg("run besrour plan, then this again")
            )
        return slot

    def member(self, word: str) -> Member:
        """The member whom an id, an e-mail address or a name means.

        Raises UsageError where it means nobody, with similar people, or several, with the ids of all of them.
        """
        from besrour_cli.commands.shared.member_lookup import matching_members, similar_members

        members = self.programme.members
        matching = matching_members(members, word)
        if len(matching) == 1:
            return matching[0]
        if matching:
            ids = ", ".join(m.id for m in matching)
            raise UsageError(
                msg("“{word}” may be any of these people: {ids}", word=word, ids=ids),
                msg("write the id of the one you mean"),
            )
        near = ", ".join(f"{m.id} ({m.name})" for m in similar_members(members, word))
        remedy = msg("similar: {ids}", ids=near) if near else msg("members.csv gives the ids")
        raise UsageError(msg("there is no member “{id}”", id=word), remedy)

    def observed(self) -> Workspace:
        """The workspace in which holidays and observances take their hours from each member."""
        from besrour_cli.observances.blocked_time import observed

        return self._replace(programme=observed(self.programme, self.plan))


def open_workspace(folder: str | None, *, unsettled: bool = False) -> Workspace:
    """Open the programme folder; every mistake in its files stops the command, all of them listed.

    So does an announced session whose file is gone, or a member whose id changed, until it is settled;
    ``unsettled``: it does not stop this command, which only looks, or is one of those that settle it.
    """
    path = find(folder)
    from besrour_cli.commands.shared.identity import check_draft, check_identity, read_announcements
    from besrour_cli.schedule.identities import with_identities
    from besrour_cli.storage.programme.load import load
    from besrour_cli.storage.state import plan_file as plans

    loaded = load(path)
    if loaded.programme is None:
        raise mistakes_in_files((*loaded.problems, *check_draft(path, loaded, now())))
    stored = plans.read(path, loaded.programme.id)
    log = read_announcements(path, loaded.programme.id)
    problems = (*loaded.problems, *check_identity(path, loaded, stored.plan, log, now()))
    if not (unsettled or all(problem.warning for problem in problems)):
        raise mistakes_in_files(problems)
    programme = with_identities(loaded.programme, log)
    return Workspace(
        folder=path,
        programme=programme,
        plan=stored.plan,
        digest=stored.digest,
        warnings=problems,
        announcements=log,
    )


def open_draft(folder: str | None) -> Workspace:
    """Open the programme folder as far as it can be read, all that is wrong among its ``warnings``.

    For commands that settle what stands in the way of the others: a mistake elsewhere is none of theirs.
    """
    path = find(folder)
    from besrour_cli.commands.shared.identity import read_announcements
    from besrour_cli.schedule.identities import with_identities
    from besrour_cli.storage.programme.load import load
    from besrour_cli.storage.state import plan_file as plans

    loaded = load(path)
    if loaded.draft is None or not loaded.draft.id:  # whose plan and journals there are cannot be told
        raise mistakes_in_files(loaded.problems)
    stored = plans.read(path, loaded.draft.id)
    log = read_announcements(path, loaded.draft.id)
    return Workspace(
        folder=path,
        programme=with_identities(loaded.draft, log),
        plan=stored.plan,
        digest=stored.digest,
        warnings=loaded.problems,
        announcements=log,
    )


def open_planned(folder: str | None, *, unsettled: bool = False) -> Workspace:
    """Open the programme folder; NotFoundError where nothing was planned yet."""
    workspace = open_workspace(folder, unsettled=unsettled)
    if not workspace.plan.slots:
        raise no_plan()
    return workspace


def no_plan() -> NotFoundError:
    """A refusal of what needs a plan."""
    return NotFoundError(msg("there is no plan yet"), msg("run besrour plan, then this again"))


def mistakes_in_files(problems: Iterable[Diagnostic]) -> DiagnosticsError:
    """A refusal to go on with files in which some of these problems are mistakes."""
    mistakes = [p for p in problems if not p.warning]
    return DiagnosticsError(
        msgn("{n} mistake in the files stops this", "{n} mistakes in the files stop this", len(mistakes)),
        mistakes,
        msg("mend them, and run besrour check"),
    )


def unknown_session(session_id: str, known: list[str]) -> UsageError:
    """A refusal of a session id that names similar ones."""
    from difflib import get_close_matches

    near = ", ".join(get_close_matches(session_id, known, n=3, cutoff=0.5))
    remedy = msg("similar: {ids}", ids=near) if near else msg("the files in sessions/ give the names")
    return UsageError(msg("there is no session “{id}”", id=session_id), remedy)
