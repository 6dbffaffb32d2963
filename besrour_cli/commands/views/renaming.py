"""What has another name: both of them side by side, and what stays to be changed by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting
from besrour_cli.commands.shared.renaming import RenamedKind, Renaming
from besrour_cli.commands.terminal.console import MESSAGES, out, shortened, truncate
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.commands.views.local_times import local_words
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.diagnostic import SourceLocation
    from besrour_cli.model.language import Text
    from besrour_cli.model.programme import Member, Session, Window

_LONGEST = 76
"""Characters of a description by which two sessions are told apart."""


def both(workspace: Workspace, renaming: Renaming) -> list[str]:
    """What is known under the old id, and what the files say of the new one."""
    if renaming.kind == RenamedKind.MEMBER:
        known = workspace.announcements and workspace.announcements.members.get(renaming.old)
        return [
            *_member(renaming.old, known or None),
            *_member(renaming.new, workspace.member(renaming.new)),
        ]
    slot = workspace.plan.slots[renaming.old]
    announced = workspace.with_known_sessions().programme.session(renaming.old)
    session = workspace.session(renaming.new)
    start = translate(msg("starts {start}", start=local_words(slot.start, slot.anchor)))
    return [
        *_session(renaming.old, announced, start),
        *_session(renaming.new, session, _window(session.window)),
    ]


def _session(name: str, session: Session | None, when: str) -> list[str]:
    if session is None:
        return [name, "  " + _("what people were told of it is not known"), f"  {when}"]
    return [
        name,
        "  " + translate(msg("series {series}: {title}", series=session.series, title=session.titles)),
        f"  {shortened(_words(session.descriptions), _LONGEST)}",
        f"  {when}",
    ]


def _window(window: Window) -> str:
    first, last = (formatting.date_words(day, language()) for day in window)
    return translate(msg("may fall between {first} and {last}", first=first, last=last))


def _words(text: Text) -> str:
    words = text.get(language()) or next(iter(text.values()), "")
    return " ".join(words.split())


def _member(name: str, member: Member | None) -> list[str]:
    if member is None:
        return [name, "  " + _("was never told of a session")]
    return [name, f"  {member.name} <{member.email}>, {member.place.name(language())}"]


def print_result(workspace: Workspace, renaming: Renaming, *, dry_run: bool) -> None:
    """What has which name from now on, and the lines that people have to change themselves."""
    facts = {"old": renaming.old, "new": renaming.new}
    if renaming.is_done:
        out(msg("“{old}” is called “{new}” already.", **facts))
    elif dry_run:
        for line in both(workspace, renaming):
            out(line)
        out(msg("“{old}” would be called “{new}”. Nothing was written: this was a trial.", **facts))
    elif renaming.kind == RenamedKind.SESSION:
        out(
            msg(
                "“{old}” is called “{new}” from now on; people’s calendar entries, letters and answers stay "
                "with it, and nobody is written to.",
                **facts,
            )
        )
    else:
        out(
            msg(
                "“{old}” is called “{new}” from now on; letters, answers and what sessions cost stay with "
                "that person, and nobody is written to.",
                **facts,
            )
        )
    print_by_hand(renaming.old, renaming.by_hand)
    if not dry_run and not renaming.is_done and renaming.kind == RenamedKind.SESSION:
        out(_("Next: besrour plan, for a proof that has the new name."))


def print_by_hand(name: str, places: Sequence[SourceLocation]) -> None:
    """The lines of people's own files that name an id, which besrour leaves to them."""
    if not places:
        return
    out(
        msgn(
            "{n} line of your files names “{id}”; change it by hand:",
            "{n} lines of your files name “{id}”; change them by hand:",
            len(places),
            id=name,
        )
    )
    shown, more = truncate(places, MESSAGES)
    for place in shown:
        out(f"  {place}")
    if more:
        out(msgn("  and {n} more", "  and {n} more", more))


def as_data(renaming: Renaming, *, written: bool) -> Mapping[str, object]:
    """The renaming, for ``--json``."""
    return {
        "kind": renaming.kind,
        "old": renaming.old,
        "new": renaming.new,
        "certain": renaming.is_certain,
        "by_hand": [place._asdict() for place in renaming.by_hand],
        "written": written and not renaming.is_done,
    }
