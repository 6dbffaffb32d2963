"""Required people who said no to a session that is to come, and who could replace each of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.shared.responses import SessionResponses, invitations, session_responses
from besrour_cli.commands.shared.role_names import ROLES
from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.terminal.console import out, styled
from besrour_cli.commands.terminal.translation import translate
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.message import Fact, Message, msg, msgn

if TYPE_CHECKING:
    from besrour_cli.model.programme import Member, Session
    from besrour_cli.planning.explain.replacements import Replacement
    from besrour_cli.storage.state.replies_file import StoredReplies


class MissingPerson(NamedTuple):
    """Somebody who must be at a session and said no, her role there, and who could replace her, best first.

    ``lines`` are what the session's file says instead, one for each of the candidates, below ``required:``.
    """

    session: Session
    role: str
    member: Member
    candidates: tuple[Replacement, ...]
    lines: tuple[str, ...]


def declined_required(
    workspace: Workspace, replies: StoredReplies, moment: datetime
) -> tuple[MissingPerson, ...]:
    """Everybody required who declined a session that is to come, by its start; each role apart.

    Holidays and observances are looked up only where there is somebody to replace, since that takes a while.
    """
    responses = session_responses(workspace, replies, invitations(workspace))
    found = [
        (one, role, member)
        for one in responses
        if one.slot.end > moment
        for member in one.of("declined")
        for role, ids in one.session.required.items()
        if member.id in ids
    ]
    if not found:
        return ()
    observed = workspace.observed()
    pausing = {message.member for message in replies.messages if message.pause}
    return tuple(_missing(observed, one, role, member, pausing) for one, role, member in found)


def _missing(
    workspace: Workspace, one: SessionResponses, role: str, member: Member, pausing: Collection[str]
) -> MissingPerson:
    from besrour_cli.planning.explain.replacements import replacements, required_line

    candidates = replacements(
        workspace.programme,
        workspace.plan,
        one.session,
        role,
        refused=[*pausing, *(m.id for m in one.of("declined", "proposed"))],
        coming=[m.id for m in one.of("accepted")],
    )
    lines = tuple(required_line(one.session, role, member.id, c.member.id) for c in candidates)
    return MissingPerson(one.session, role, member, candidates, lines)


def missing_words(missing: MissingPerson) -> Message:
    """That somebody who must be at a session does not come."""
    return msg(
        "{session}: {name} ({id}) cannot come, and is required as {role}",
        session=missing.session.id,
        name=missing.member.name,
        id=missing.member.id,
        role=ROLES.get(missing.role, missing.role),
    )


def remedy_words(missing: MissingPerson) -> Message:
    """Who could replace her, and the line to write."""
    path = missing.session.path
    if not missing.candidates:
        return msg(
            "nobody else in members.csv has this role, a language of the session and a good hour then: ask "
            "somebody, and write the id below required: in {path}",
            path=path,
        )
    names = ", ".join(f"{c.member.name} ({c.member.id})" for c in missing.candidates)
    facts: dict[str, Fact] = {"names": names, "path": path, "line": missing.lines[0]}
    return msgn(
        "{names} could do it; write below required: in {path}: {line}",
        "{names} could do it, the best first; write below required: in {path}: {line}",
        len(missing.candidates),
        **facts,
    )


def print_missing(missing: Sequence[MissingPerson]) -> None:
    """Who is missing and who could do it, before everything else; nothing where nobody is missing."""
    for each in missing:
        out(styled(translate(missing_words(each)), "red bold"))
        if not each.candidates:
            out(f"  {translate(remedy_words(each))}")
            continue
        title = msg("who could, the best first ({path}, below required:)", path=each.session.path)
        out(f"  {translate(title)}")
        for candidate, line in zip(each.candidates, each.lines, strict=True):
            out(f"    {line}   # {candidate.member.name}")
    if missing:
        out()


def as_diagnostic(missing: MissingPerson) -> Diagnostic:
    """A warning for ``besrour check``."""
    return Diagnostic(
        "required-declined",
        SourceLocation(missing.session.path),
        what=missing_words(missing),
        remedy=remedy_words(missing),
        warning=True,
    )


def as_data(missing: MissingPerson) -> dict[str, object]:
    """Somebody who is missing, for ``--json``."""
    return {
        "session": missing.session.id,
        "role": missing.role,
        "member": missing.member.id,
        "name": missing.member.name,
        "file": missing.session.path,
        "candidates": [
            {"member": c.member.id, "name": c.member.name, "burden": c.burden, "times": c.times, "line": line}
            for c, line in zip(missing.candidates, missing.lines, strict=True)
        ],
    }
