"""Messages from an IMAP server (RFC 3501, RFC 8314): over verified TLS, and without a trace in the mailbox.

The mailbox is opened with EXAMINE and messages are taken with BODY.PEEK, so that nothing is marked as read,
moved or deleted, whatever happens.
"""

from __future__ import annotations

import imaplib
import re
import ssl
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import date

from besrour_cli.delivery.bounded_stream import TooLong
from besrour_cli.delivery.inbox.imap_link import TIMEOUT, VISIT, ImapLink, TlsImapLink
from besrour_cli.delivery.inbox.mailbox import HEAD, LARGEST, MESSAGES, InboxMessage
from besrour_cli.model.errors import NetworkError, system_reason
from besrour_cli.model.message import Message, msg
from besrour_cli.model.replies import ImapSettings

GOODBYE = 5.0
"""Seconds for the answer to a goodbye, which nothing depends on."""
_AT_ONCE = 200
"""Numbers in one command, so that its line stays short."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UID, _SIZE = re.compile(rb"\bUID (\d{1,10})\b"), re.compile(rb"\bRFC822\.SIZE (\d{1,19})\b")
_LONGEST = 10
"""Digits of a number of 32 bits, as messages have."""
# imaplib takes for granted that a server keeps to the grammar, and stumbles in many ways where it does not
_NOT_IMAP = (ValueError, TypeError, LookupError, AttributeError)


def messages(
    inbox: ImapSettings, secret: Callable[[], str], since: date | None, timeout: float = TIMEOUT
) -> Iterator[InboxMessage]:
    """Every message of a mailbox that arrived on a day or later, by its number.

    Messages past the size limit come with their beginning only. Raises :class:`NetworkError` when the server
    cannot be reached or trusted, refuses, or takes longer than five minutes.
    """
    where = f"{inbox.host}:{inbox.port}"
    try:
        link = _connect(inbox, timeout)
        try:
            _login(link, inbox, secret())
            yield from _fetch(link, inbox, since)
        except BaseException:
            link.shutdown()  # no goodbye to a server that may never answer it
            raise
        _leave(link)
    except ssl.SSLError as error:
        raise NetworkError(
            msg("{server} cannot be trusted: {why}", server=where, why=_reason(error)),
            msg("check the name of the server; no password was told"),
        ) from error
    except (OSError, imaplib.IMAP4.error, *_NOT_IMAP) as error:
        raise NetworkError(
            msg("{server} cannot be read: {why}", server=where, why=_reason(error)),
            msg("check inbox: in programme.yaml and your connection, then run this again"),
        ) from error


def _connect(inbox: ImapSettings, timeout: float) -> ImapLink:
    context = ssl.create_default_context()  # verifies chain and name; SSL_CERT_FILE adds an authority
    if inbox.security == "imaps":
        return TlsImapLink(inbox.host, inbox.port, timeout, ssl_context=context)
    link = ImapLink(inbox.host, inbox.port, timeout)
    try:
        if "STARTTLS" not in link.capabilities:
            raise NetworkError(
                msg(
                    "{server} does not encrypt, and mail is not read in the clear",
                    server=f"{inbox.host}:{inbox.port}",
                ),
                msg("use security: imaps with port 993"),
            )
        link.starttls(ssl_context=context)
    except BaseException:
        link.shutdown()
        raise
    return link


def _login(link: ImapLink, inbox: ImapSettings, password: str) -> None:
    try:
        if "AUTH=PLAIN" in link.capabilities:  # takes any character; LOGIN takes ASCII alone
            sign = f"\0{inbox.user}\0{password}".encode()
            link.authenticate("PLAIN", lambda _challenge: sign)
        else:
            link.login(inbox.user, password)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, UnicodeError) as error:
        if "[UNAVAILABLE]" in str(error):  # RFC 5530 section 3: for now, whatever the password
            raise
        raise NetworkError(
            msg("{server} does not accept the password of {user}", server=inbox.host, user=inbox.user),
            msg("check user: in programme.yaml and the password in your keyring or credentials file"),
        ) from error


def _search(link: ImapLink, inbox: ImapSettings, since: date | None) -> list[int]:
    """The numbers of the messages since a day, the oldest first."""
    link.allow()
    state, _ = link.select(_folder(inbox.folder), readonly=True)
    if state != "OK":
        raise NetworkError(
            msg("{server} has no mailbox called “{name}”", server=inbox.host, name=inbox.folder),
            msg("write its name after folder: below inbox: in programme.yaml"),
        )
    criteria = (
        ("ALL",) if since is None else ("SINCE", f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}")
    )
    link.allow()
    state, found = link.uid("SEARCH", *criteria)
    words = [word for line in found if isinstance(line, bytes) for word in line.split()]
    if state != "OK":
        raise link.error(b" ".join(words).decode("ascii", "replace"))
    numbers = sorted({int(n) for n in words if n.isdigit() and len(n) <= _LONGEST})
    if len(numbers) > MESSAGES:
        raise NetworkError(
            msg("the mailbox “{name}” holds more than {n} messages", name=inbox.folder, n=MESSAGES),
            msg("let your mail program move the answers into a folder, and write its name after folder:"),
        )
    return numbers


def _fetch(link: ImapLink, inbox: ImapSettings, since: date | None) -> Iterator[InboxMessage]:
    """Find the messages since a day and yield one after another, the oldest first."""
    begun = time.monotonic()
    numbers = _search(link, inbox, since)
    sizes = _sizes(link, numbers)
    for number in numbers:
        if time.monotonic() - begun > VISIT:
            raise NetworkError(
                msg("{server} is too slow to be read in {n} minutes", server=inbox.host, n=int(VISIT // 60)),
                msg("let your mail program move the answers into a folder of their own"),
            )
        size = sizes.get(number, 0)
        part = f"(BODY.PEEK[]<0.{HEAD if size > LARGEST else LARGEST + 1}>)"
        link.allow(LARGEST + HEAD)
        state, data = link.uid("FETCH", str(number), part)
        bodies = [item[1] for item in data or () if isinstance(item, tuple)]
        if state != "OK" or not bodies:
            continue  # removed meanwhile by somebody else
        size = max(size, len(bodies[0]))  # what the server said before need not be true
        is_whole = size <= LARGEST
        name = f"{inbox.folder}#{number}"
        yield InboxMessage(name, bodies[0]) if is_whole else InboxMessage(name, bodies[0][:HEAD], size)


def _sizes(link: ImapLink, numbers: list[int]) -> dict[int, int]:
    """The sizes in bytes of messages, by number: known before any message is fetched."""
    sizes: dict[int, int] = {}
    for at in range(0, len(numbers), _AT_ONCE):
        few = ",".join(map(str, numbers[at : at + _AT_ONCE]))
        link.allow()
        _, lines = link.uid("FETCH", few, "(RFC822.SIZE)")
        for line in lines or ():
            if isinstance(line, bytes) and (uid := _UID.search(line)) and (size := _SIZE.search(line)):
                sizes[int(uid[1])] = int(size[1])
    return sizes


def _folder(name: str) -> str:
    """A mailbox's name as the protocol writes it: quoted, and in modified UTF-7 (RFC 3501 section 5.1.3)."""

    def encoded(match: re.Match[str]) -> str:
        plain = b64encode(match[0].encode("utf-16-be")).rstrip(b"=").replace(b"/", b",")
        return f"&{plain.decode('ascii')}-"

    text = re.sub(r"[^\x20-\x7e]+", encoded, name.replace("&", "&-"))
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _leave(link: ImapLink) -> None:
    """Log out; a server that has gone already is no trouble."""
    link.allow(seconds=GOODBYE)
    try:
        link.logout()
    except (OSError, imaplib.IMAP4.error, *_NOT_IMAP):
        link.shutdown()


def _reason(error: Exception) -> str | Message:
    """Our own words for what the system says; a server's own answer as it is."""
    if isinstance(error, TimeoutError):
        return msg("it does not answer in time")
    if isinstance(error, TooLong):
        return msg("it sends more than any mailbox holds")
    if isinstance(error, OSError):  # a certificate's fault is a ValueError, too
        return system_reason(error)
    if isinstance(error, _NOT_IMAP):
        return msg("it does not speak IMAP as it should")
    words = str(error.args[0] if error.args else error)
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:200]
