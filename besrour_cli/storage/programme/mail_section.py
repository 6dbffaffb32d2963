"""``mail:`` in ``sessions/programme.yaml``: which server letters are handed to, and when they may arrive."""

from __future__ import annotations

import re
from collections.abc import Mapping

from besrour_cli.model.message import Message, msg
from besrour_cli.model.programme import SmtpSettings
from besrour_cli.storage.text import scalars, times
from besrour_cli.storage.text.page import SourceFile
from besrour_cli.storage.yaml.fields import Fields, line, report, scalar_of
from besrour_cli.storage.yaml.nodes import MappingNode, Node

_KEYS = ("host", "port", "security", "user", "from", "hours", "rate")
_PORTS = {"starttls": 587, "smtps": 465}


def password_refused(page: SourceFile, node: Node) -> bool:
    """Whether a password stands among a server's keys; it is noted, and does not belong there."""
    if isinstance(node, MappingNode):
        for name, (key, _) in node.pairs.items():
            if name.casefold() in ("password", "passcode", "secret", "mot de passe"):
                report(
                    page,
                    key,
                    "mail-password",
                    msg("a password does not belong into a file that is shared"),
                    msg("remove the line, and change the password; besrour takes it from your keyring"),
                )
                return True
    return False


def read_mail(page: SourceFile, node: Node) -> SmtpSettings | None:
    """The mail server's name, port and account; never its password."""
    if password_refused(page, node):
        return None
    fields = Fields(page, node, _KEYS)
    security, port = security_and_port(fields, _PORTS, msg("write 587 or 465"))
    usual = SmtpSettings("")
    mail = SmtpSettings(
        host=fields.need("host", scalar_of(server_name), ""),
        port=port,
        security=security,
        user=fields.want("user", line, ""),
        sender=fields.want("from", scalar_of(scalars.email), ""),
        hours=fields.want("hours", scalar_of(times.span), usual.hours),
        rate=fields.want("rate", scalar_of(scalars.integer), usual.rate),
    )
    return mail if fields.whole else None


def security_and_port(fields: Fields, ports: Mapping[str, int], remedy: Message) -> tuple[str, int]:
    """How a server encrypts, one of ``ports`` or the first of them, and its port or that way's usual one."""

    def known(text: str) -> str | scalars.ParseError:
        value = text.strip().lower()
        if value in ports:
            return value
        what = msg("“{text}” is not a way to encrypt that besrour knows", text=text)
        return scalars.unknown_choice(text, ports, "mail-security", what)

    security = fields.want("security", scalar_of(known), next(iter(ports)))
    port = fields.want("port", scalar_of(scalars.integer), ports[security])
    if not 0 < port < 65536:
        fields.wrong("port", "mail-port", msg("{n} is not a port", n=port), remedy)
    return security, port


def server_name(text: str) -> str | scalars.ParseError:
    """The name or the address of a server, without port or path."""
    value = text.strip().lower()
    if re.fullmatch(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[?[0-9a-f:]+\]?", value):
        return value.strip("[]")
    return scalars.ParseError(
        "mail-host",
        msg("“{text}” is not the name of a server", text=text),
        msg("write the name alone, such as smtp.example.org"),
    )
