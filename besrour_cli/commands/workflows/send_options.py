"""What ``besrour invite`` is to do, as one value, and what of it is refused before anything is rendered."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from besrour_cli.commands.shared.workspace import Workspace, unknown_member
from besrour_cli.commands.workflows.mail_server import smtp_connection, smtp_settings
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg


@dataclass(frozen=True)
class SendOptions:
    """The options of ``besrour invite``, named as on the command line; ``rate`` is in letters a minute."""

    sessions: Sequence[str]
    dry_run: bool = False
    as_json: bool = False
    remind: bool = False
    unanswered: bool = False
    send: bool = False
    yes: bool = False
    only: Sequence[str] = ()
    limit: int | None = None
    rate: int | None = None
    any_hour: bool = False
    reworded: bool = False
    resend: Sequence[str] = ()
    assume_sent: Sequence[str] = ()
    test_to: str | None = None

    def __post_init__(self) -> None:
        """Raise UsageError where options that belong together do not come together."""
        if self.unanswered and not self.remind:
            raise UsageError(msg("--unanswered belongs to --remind"), msg("add --remind"))


def check_options(workspace: Workspace, options: SendOptions) -> None:
    """Refuse what cannot be done: nobody to confirm, no server or password, a member who is not there."""
    if options.send and options.test_to:
        raise UsageError(msg("--send and --test-to exclude each other"), msg("try with --test-to first"))
    sends = options.send or options.test_to
    mail = smtp_settings(workspace.programme) if sends else None
    confirmed = options.dry_run or options.yes
    if options.send and not confirmed and (options.as_json or not sys.stdin.isatty()):
        raise UsageError(
            msg("nobody is here to be asked before sending"),
            msg("add --yes if you are sure, or look first with --dry-run"),
        )
    if mail is not None and mail.user and not options.dry_run:
        smtp_connection(workspace).secret()
    known = {member.id for member in workspace.programme.members}
    for member in (*options.only, *options.resend, *options.assume_sent):
        if member not in known:
            raise unknown_member(member, workspace.programme.members)
