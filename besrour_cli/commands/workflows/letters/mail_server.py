"""The mail server that the programme names, and the log of what went out through it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from besrour_cli.delivery.mail.ledger import entries
from besrour_cli.delivery.mail.status import DeliveryLog
from besrour_cli.model.address import with_ascii_domain
from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.delivery.mail.smtp import SmtpConnection
    from besrour_cli.model.programme import Programme, SmtpSettings


def smtp_settings(programme: Programme) -> SmtpSettings:
    """The mail server of the programme; raises NotFoundError, which says where to name it."""
    if programme.mail is None:
        raise NotFoundError(
            msg("sessions/programme.yaml does not say which server takes your letters"),
            msg("write mail: and below it host: smtp.example.org and user: me@example.org"),
        )
    return programme.mail


def smtp_connection(workspace: Workspace) -> SmtpConnection:
    """The mail server, ready to be connected to."""
    from besrour_cli.delivery.credentials import password
    from besrour_cli.delivery.mail.smtp import SmtpConnection

    mail = smtp_settings(workspace.programme)
    sender = with_ascii_domain(mail.sender or workspace.programme.contact.email)
    return SmtpConnection(mail, sender, lambda: password(mail.host, mail.user, os.environ))


def read_delivery_log(workspace: Workspace) -> DeliveryLog:
    """What the ledger says of the letters sent so far."""
    return DeliveryLog(entries(workspace.folder, workspace.programme.id))
