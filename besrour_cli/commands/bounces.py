"""``besrour bounces``: letters that came back, mapped to the members they were for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, Text, argument, flag
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_workspace
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from besrour_cli.delivery.mail.bounces import Bounce, BounceReport

HELP = msg(
    "Read the messages that came back, and say which members did not get their letter.\n\n"
    "Save them from your mail program into a folder (responses/bounces by default), as .eml files or "
    "mailboxes. What is found is remembered in sent.ledger, so that later letters do not go to "
    "addresses that are wrong; correct the address in members.csv, and the letter goes to the new one."
)


def command(
    messages: Annotated[
        Text, argument(_("[FOLDER]"), _("Where the messages are (default: responses/bounces)."))
    ] = None,
    dry_run: Annotated[bool, flag("--dry-run", _("Show what was found; remember nothing."))] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Read every report, find its letter, remember what failed, show it."""
    from besrour_cli.delivery.mail import bounces
    from besrour_cli.delivery.mail.ledger import SendLedger, entries
    from besrour_cli.delivery.mail.status import DeliveryLog

    workspace = open_workspace(folder, unsettled=True)
    where = os.path.abspath(messages) if messages else os.path.join(workspace.folder, "responses", "bounces")
    read: list[Sequence[Bounce]] = []
    unread: list[str] = []
    for name, data in bounces.messages(where):
        try:
            read.append(bounces.read(name, data))
        except bounces.TooDeep:
            unread.append(name)
    others = sum(not reports for reports in read)
    log = DeliveryLog(entries(workspace.folder, workspace.programme.id))
    found: list[BounceReport] = []
    for reports in read:
        for report in reports:
            match = bounces.match_letter(report, log)
            if match.letter is not None and report.action == bounces.FAILED and not match.known:
                log.note(bounces.bounce_entry(match))
            found.append(match)
    fresh = [f for f in found if f.letter and f.bounce.action == bounces.FAILED and not f.known]
    if fresh and not dry_run:
        with SendLedger(workspace.folder, workspace.programme.id) as ledger:
            for match in fresh:
                ledger.append(bounces.bounce_entry(match), now())
    names = {member.id: member.name for member in workspace.programme.members}
    shown = {**_data(found, others), "unread": unread}

    def _print() -> None:
        _print_result(found, others, names)
        _print_unread(unread)

    finish(Result(shown, _print), as_json)


def _data(found: Sequence[BounceReport], others: int) -> dict[str, object]:
    return {
        "bounces": [
            {
                "file": f.bounce.file,
                "to": f.bounce.to,
                "action": f.bounce.action,
                "status": f.bounce.status,
                "text": f.bounce.text,
                "session": f.letter.about if f.letter else None,
                "member": f.letter.member if f.letter else None,
                "new": not f.known,
            }
            for f in found
        ],
        "others": others,
    }


def _print_result(found: Sequence[BounceReport], others: int, names: dict[str, str]) -> None:
    failed = [f for f in found if f.letter and f.bounce.action == "failed"]
    new, known = [f for f in failed if not f.known], [f for f in failed if f.known]
    late = [f for f in found if f.letter and f.bounce.action == "delayed"]
    foreign = [f for f in found if f.letter is None]
    arrived = [f for f in found if f.letter and f.bounce.action not in ("failed", "delayed")]
    for chosen, title in (
        (new, msgn("{n} letter came back:", "{n} letters came back:", len(new))),
        (known, msgn("{n} letter that you know of:", "{n} letters that you know of:", len(known))),
        (
            late,
            msgn("{n} letter is late, and still tried:", "{n} letters are late, and still tried:", len(late)),
        ),
        (
            arrived,
            msgn(
                "{n} letter that did not come back, by its report:",
                "{n} letters that did not come back, by their reports:",
                len(arrived),
            ),
        ),
        (
            foreign,
            msgn(
                "{n} message about a letter that is not of this folder:",
                "{n} messages about letters that are not of this folder:",
                len(foreign),
            ),
        ),
    ):
        if chosen:
            out(title)
            for match in chosen:
                out(f"   {_line(match, names)}")
    if not found:
        out(_("No message there says that a letter came back."))
    if others:
        out(msgn("{n} other message was passed over.", "{n} other messages were passed over.", others))


def _print_unread(files: Sequence[str]) -> None:
    for file in files:
        out(msg("{file}: the message is packed too deep to be read safely", file=file))
    if files:
        remedy = _("look into it with your mail program; all the others were read")
        out(f"  = {remedy}")


def _line(match: BounceReport, names: dict[str, str]) -> str:
    bounce, letter = match.bounce, match.letter
    why = " ".join(filter(None, (bounce.status, bounce.text)))
    if letter is None:
        return f"{bounce.file}  <{bounce.to}>  {why}"
    name = names.get(letter.member, "")
    return f"{letter.member}  {name} <{bounce.to or letter.to}>  {letter.about}  {why}".rstrip()
