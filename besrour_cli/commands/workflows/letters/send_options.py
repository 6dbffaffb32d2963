"""What ``besrour send`` is to do, as one value; what of it is refused, and what the ledger must know."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from besrour_cli.commands.shared.workspace import Workspace, now
from besrour_cli.commands.workflows.letters.announcing import read_announcements
from besrour_cli.commands.workflows.letters.mail_server import (
    read_delivery_log,
    smtp_connection,
    smtp_settings,
)
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent, SendLedger
from besrour_cli.model.address import with_ascii_domain
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg
from besrour_cli.model.text.hidden_signs import hidden_signs
from besrour_cli.storage.text import scalars
from besrour_cli.storage.text.hidden_signs import what_it_does


@dataclass(frozen=True)
class SendOptions:
    """The options of ``besrour send``, named as on the command line; ``rate`` is in letters a minute.

    Without ``send`` letters are only looked at: ``besrour invite``. ``due`` maps sessions to the instant from
    which the reminder that is to be sent is due.
    """

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
    due: Mapping[str, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise UsageError where options that belong together do not come together."""
        if self.unanswered and not self.remind:
            raise UsageError(msg("--unanswered belongs to --remind"), msg("add --remind"))


def check_options(workspace: Workspace, options: SendOptions) -> SendOptions:
    """The options with members by their ids.

    Refuses what cannot be done: nobody to confirm, no server or password, a member who is not there.
    """
    if options.test_to is not None:
        options = replace(options, test_to=_one_address(options.test_to))
    mail = smtp_settings(workspace.programme)
    confirmed = options.dry_run or options.yes or options.test_to
    if not confirmed and (options.as_json or not sys.stdin.isatty()):
        raise UsageError(
            msg("nobody is here to be asked before sending"),
            msg("add --yes if you are sure, or look first with --dry-run"),
        )
    if mail.user and not options.dry_run:
        smtp_connection(workspace).secret()
    if not (options.only or options.resend or options.assume_sent):
        return options
    known = read_announcements(workspace).members

    def ids(words: Sequence[str]) -> tuple[str, ...]:
        """The ids meant; somebody who has left is known by hers alone."""
        return tuple(word if word in known else workspace.member(word).id for word in words)

    return replace(
        options,
        only=ids(options.only),
        resend=ids(options.resend),
        assume_sent=ids(options.assume_sent),
    )


def names_alone(options: SendOptions, word: str) -> bool:
    """Whether what a word stands for is meant, and no session; nobody is reminded of it."""
    if word not in options.sessions:
        return False
    if len(set(options.sessions)) > 1:
        raise UsageError(
            msg("“{word}” goes by itself, not together with sessions", word=word),
            msg("name it alone, then the sessions in a second command"),
        )
    if options.remind:
        raise UsageError(msg("nobody is reminded of “{word}”", word=word), msg("leave --remind away"))
    return True


def _one_address(text: str) -> str:
    """The address to try a letter on; raises UsageError as a file's address would be a mistake."""
    address = scalars.email(text)
    if isinstance(address, scalars.ParseError):
        raise UsageError(address.what, address.remedy)
    if hidden := hidden_signs(text):
        raise UsageError(what_it_does(hidden[0][1]), msg("type the address anew"))
    return address


def record_decisions(workspace: Workspace, options: SendOptions, sessions: Collection[str]) -> None:
    """Write the decisions about letters of these sessions into the ledger."""
    if not (options.resend or options.assume_sent):
        return
    _decided(workspace, options, sessions)  # refused before the ledger is made
    with SendLedger(workspace.folder, workspace.programme.id) as ledger:
        # read anew: another run may have written between the check and the lock
        for entry in _decided(workspace, options, sessions):
            ledger.append(entry, now())


def _decided(workspace: Workspace, options: SendOptions, sessions: Collection[str]) -> list[LedgerEntry]:
    """The lines for the ledger; raises UsageError for a member to whom no letter was ever begun."""
    log = read_delivery_log(workspace)
    addresses = {member.id: member.email for member in workspace.programme.members}
    lines = []
    for event, ids in ((LedgerEvent.RESEND, options.resend), (LedgerEvent.ASSUME, options.assume_sent)):
        for member in ids:
            begun = [status for s in sessions if (status := log.get(s, member)) is not None]
            if not begun:
                raise UsageError(
                    msg("no letter to “{id}” about these sessions was ever begun", id=member),
                    msg("a letter that was never sent needs neither --resend nor --assume-sent"),
                )
            for status in begun:
                to = status.last.to
                if event == LedgerEvent.RESEND and member in addresses:
                    to = with_ascii_domain(addresses[member])
                lines.append(status.last._replace(event=event, to=to, code=0, reply=""))
    return lines
