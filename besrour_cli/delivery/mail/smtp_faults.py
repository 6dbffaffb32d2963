"""Why no connection to a mail server came about: what the coordinator can do about each fault."""

from __future__ import annotations

import smtplib
import ssl

from besrour_cli.delivery.mail.smtp_replies import is_permanent, one_line, reason
from besrour_cli.model.errors import NetworkError
from besrour_cli.model.message import msg


class ServerUnreachable(NetworkError):
    """The server could not be reached this time; it may be at the next."""


def not_opened(error: OSError | ValueError, where: str, user: str) -> NetworkError:
    """Why no connection came about."""
    if isinstance(error, ssl.SSLError):
        return NetworkError(
            msg("{server} cannot be trusted: {why}", server=where, why=reason(error)),
            msg("check the name of the server; nothing was sent, and no password was told"),
        )
    if isinstance(error, smtplib.SMTPAuthenticationError) and not is_permanent(error.smtp_code):
        return ServerUnreachable(
            msg("{server} lets nobody in at the moment: {reply}", server=where, reply=reason(error)),
            msg("this says nothing about the password: run the same command again later"),
        )
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return NetworkError(
            msg(
                "{server} does not accept the password of {user}: {reply}",
                server=where,
                user=user,
                reply=one_line(error.smtp_error),
            ),
            msg("check user: in programme.yaml and the password in your keyring or credentials file"),
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return NetworkError(
            msg("{server} offers no way to log in that besrour knows", server=where),
            msg("ask those who run it which port takes letters with a password"),
        )
    if isinstance(error, TimeoutError):
        return ServerUnreachable(
            msg("{server} does not answer in time", server=where),
            msg("check host: and port: in programme.yaml and your connection, then run this again"),
        )
    return ServerUnreachable(
        msg("{server} cannot be reached: {why}", server=where, why=reason(error)),
        msg("check host: and port: in programme.yaml and your connection, then run this again"),
    )


def no_more_patience(where: str) -> NetworkError:
    """A server has cost a run all the time that it may."""
    return NetworkError(
        msg("{server} has kept besrour waiting for two minutes without an answer", server=where),
        msg("run the same command again later: it goes on where it stopped"),
    )
