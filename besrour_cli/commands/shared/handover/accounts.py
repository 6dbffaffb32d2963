"""The accounts of a programme whose passwords a successor sets anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from besrour_cli.delivery.credentials import known_secret
from besrour_cli.model.errors import BesrourError
from besrour_cli.model.message import Message, msg

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme


class Account(NamedTuple):
    """What an account is for, and by which names its password is looked for."""

    purpose: Message
    host: str
    user: str


def accounts(programme: Programme) -> Iterator[Account]:
    """Yield the accounts that programme.yaml names."""
    if programme.mail is not None and programme.mail.user:
        yield Account(msg("to send letters"), programme.mail.host, programme.mail.user)
    if programme.inbox is not None:
        yield Account(msg("to read answers"), programme.inbox.host, programme.inbox.user)
    if programme.publish.caldav and programme.publish.user:
        host = urlsplit(programme.publish.caldav).hostname or ""
        yield Account(msg("to publish the calendar"), host, programme.publish.user)


def known_secrets(programme: Programme) -> tuple[str, ...]:
    """The passwords that are known on this machine, to make sure that none of them is handed over."""
    secrets = []
    wanted = [(account.host, account.user) for account in accounts(programme)]
    for host, user in (*wanted, ("statements.besrour", f"statements/{programme.id}")):
        with suppress(BesrourError):  # a file that cannot be read guards nothing
            secrets.append(known_secret(host, user, os.environ))
    return tuple(secret for secret in secrets if secret)
