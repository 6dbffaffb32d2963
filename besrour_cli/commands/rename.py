"""``besrour rename``: a session whose file, or a member whose id, has another name by now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, Yes, argument, flag
from besrour_cli.commands.shared.renaming import RenamedKind, Renaming
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_draft
from besrour_cli.commands.terminal.console import out, shortened
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.model.language import Text
    from besrour_cli.model.programme import Member, Session, Window

_LONGEST = 76
"""Characters of a description by which two sessions are told apart."""

HELP = msg(
    "Say that a session or a member has another name, and lose nothing.\n\n"
    "Rename the session's file, or write the new id into members.csv, then run this: the calendar "
    "entries people have, the letters sent, the answers and what sessions cost stay with it. "
    "Nobody is written to. Where it is not certain that both are the same, they are shown and you are "
    "asked."
)

Old = Annotated[str, argument(_("OLD"), _("The name until now."))]
New = Annotated[str, argument(_("NEW"), _("The name of the session's file, or the id in members.csv, now."))]
DryRun = Annotated[bool, flag("--dry-run", _("Show what would be renamed; write nothing."))]


def command(
    old: Old,
    new: New,
    yes: Yes = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """See what is meant, ask where it is not certain, write it."""
    from besrour_cli.commands.shared.confirmation import confirm_change
    from besrour_cli.commands.workflows.people.renaming import prepare_renaming, rename

    workspace, moment = open_draft(folder), now()
    renaming = prepare_renaming(workspace, old, new)
    if not (renaming.is_certain or yes or dry_run):
        confirm_change([*_both(workspace, renaming), _("Are they the same?")], 1, as_json=as_json)
    if not (dry_run or renaming.is_done):
        rename(workspace, renaming, moment)
    finish(
        Result(
            _as_data(renaming, written=not dry_run),
            lambda: _print_result(workspace, renaming, dry_run=dry_run),
        ),
        as_json,
    )


def _both(workspace: Workspace, renaming: Renaming) -> list[str]:
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
    from besrour_cli.commands.views.local_times import anchor_words

    start = translate(msg("starts {start}", start=anchor_words(slot.start, workspace.programme.anchor)))
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
    from besrour_cli.clock import formatting

    first, last = (formatting.date_words(day, language()) for day in window)
    return translate(msg("may fall between {first} and {last}", first=first, last=last))


def _words(text: Text) -> str:
    words = text.get(language()) or next(iter(text.values()), "")
    return " ".join(words.split())


def _member(name: str, member: Member | None) -> list[str]:
    if member is None:
        return [name, "  " + _("was never told of a session")]
    return [name, f"  {member.name} <{member.email}>, {member.place.name(language())}"]


def _print_result(workspace: Workspace, renaming: Renaming, *, dry_run: bool) -> None:
    """What has which name from now on, and the lines that people have to change themselves."""
    from besrour_cli.commands.shared.by_hand import print_by_hand

    facts = {"old": renaming.old, "new": renaming.new}
    if renaming.is_done:
        out(msg("“{old}” is called “{new}” already.", **facts))
    elif dry_run:
        for line in _both(workspace, renaming):
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


def _as_data(renaming: Renaming, *, written: bool) -> Mapping[str, object]:
    """The renaming, for ``--json``."""
    return {
        "kind": renaming.kind,
        "old": renaming.old,
        "new": renaming.new,
        "certain": renaming.is_certain,
        "by_hand": [place._asdict() for place in renaming.by_hand],
        "written": written and not renaming.is_done,
    }
