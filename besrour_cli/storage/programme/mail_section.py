"""``mail:`` and ``inbox:`` in programme.yaml: the server that sends letters, the mailbox of the answers."""

from __future__ import annotations

import re
from collections.abc import Mapping

from besrour_cli.model.message import Message, msg
from besrour_cli.model.programme import SmtpSettings
from besrour_cli.model.replies import ImapSettings
from besrour_cli.storage.text import scalars, times
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import Node
from besrour_cli.storage.yaml.readers import line, scalar_of

_MAIL = ("host", "port", "security", "user", "from", "hours", "rate")
_INBOX = ("host", "port", "security", "user", "folder")
# Ways to encrypt, the usual one first, with their ports (RFC 6409, RFC 8314, RFC 9051).
_SMTP_PORTS = {"starttls": 587, "smtps": 465}
_IMAP_PORTS = {"imaps": 993, "starttls": 143}
_LAST_PORT = 0xFFFF


def read_mail(page: SourceFile, node: Node) -> SmtpSettings | None:
    """The mail server's name, port and account; never its password."""
    fields = Fields(page, node, _MAIL)
    security, port = _security_and_port(fields, _SMTP_PORTS, msg("write 587 or 465"))
    usual = SmtpSettings("")
    mail = SmtpSettings(
        host=fields.required("host", scalar_of(_server_name), ""),
        port=port,
        security=security,
        user=fields.optional("user", line, ""),
        sender=fields.optional("from", scalar_of(scalars.email), ""),
        hours=fields.optional("hours", scalar_of(times.span), usual.hours),
        rate=fields.optional("rate", scalar_of(scalars.integer), usual.rate),
    )
    return mail if fields.complete else None


def read_inbox(page: SourceFile, node: Node) -> ImapSettings | None:
    """The server's name, port and account, and the mailbox; never the password."""
    fields = Fields(page, node, _INBOX)
    security, port = _security_and_port(fields, _IMAP_PORTS, msg("write 993 or 143"))
    inbox = ImapSettings(
        host=fields.required("host", scalar_of(_server_name), ""),
        port=port,
        security=security,
        user=fields.required("user", line, ""),
        folder=fields.optional("folder", line, "INBOX"),
    )
    return inbox if fields.complete else None


def _security_and_port(fields: Fields, ports: Mapping[str, int], remedy: Message) -> tuple[str, int]:
    """How a server encrypts and its port; ``ports`` maps each way to its usual port, the usual way first."""

    def known(text: str) -> str | scalars.ParseError:
        value = text.strip().lower()
        if value in ports:
            return value
        what = msg("“{text}” is not a way to encrypt that besrour knows", text=text)
        return scalars.unknown_choice(text, ports, "mail-security", what)

    security = fields.optional("security", scalar_of(known), next(iter(ports)))
    port = fields.optional("port", scalar_of(scalars.integer), ports[security])
    if not 0 < port <= _LAST_PORT:
        fields.report("port", "mail-port", msg("{n} is not a port", n=port), remedy)
    return security, port


def _server_name(text: str) -> str | scalars.ParseError:
    """The name or the address of a server, without port or path."""
    value = text.strip().lower()
    if re.fullmatch(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[?[0-9a-f:]+\]?", value):
        return value.strip("[]")
    return scalars.ParseError(
        "mail-host",
        msg("“{text}” is not the name of a server", text=text),
        msg("write the name alone, such as smtp.example.org"),
    )
