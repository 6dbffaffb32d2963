"""``inbox:`` in ``sessions/programme.yaml``: the IMAP mailbox to which answers come."""

from __future__ import annotations

from besrour_cli.model.message import msg
from besrour_cli.model.replies import ImapSettings
from besrour_cli.storage.programme.mail_section import password_refused, security_and_port, server_name
from besrour_cli.storage.text.page import SourceFile
from besrour_cli.storage.yaml.fields import Fields, line, scalar_of
from besrour_cli.storage.yaml.nodes import Node

_KEYS = ("host", "port", "security", "user", "folder")
_PORTS = {"imaps": 993, "starttls": 143}


def read_inbox(page: SourceFile, node: Node) -> ImapSettings | None:
    """The server's name, port and account, and the mailbox; never the password."""
    if password_refused(page, node):
        return None
    fields = Fields(page, node, _KEYS)
    security, port = security_and_port(fields, _PORTS, msg("write 993 or 143"))
    inbox = ImapSettings(
        host=fields.need("host", scalar_of(server_name), ""),
        port=port,
        security=security,
        user=fields.need("user", line, ""),
        folder=fields.want("folder", line, "INBOX"),
    )
    return inbox if fields.whole else None
