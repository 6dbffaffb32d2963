"""One calendar from the web: over https only, with limits of size and time.

The address of a private calendar is a secret: it is never written to a file, nor repeated in an error.
"""

from __future__ import annotations

import http.client
import re
import ssl
import time
from http import HTTPStatus
from urllib.parse import urlsplit

from besrour_cli.delivery.bounded_http import BoundedTlsConnection
from besrour_cli.delivery.bounded_stream import ServerPatience, TooLong
from besrour_cli.model.errors import FileError, NetworkError, NotFoundError, UsageError, system_reason
from besrour_cli.model.message import Message, msg

LARGEST = 5_000_000
"""Bytes of a calendar that are read."""
PATIENCE = 60.0
"""Seconds for the whole calendar."""
HOPS = 4
"""Addresses one after another, when each leads to the next."""
_REDIRECTIONS = frozenset(
    (
        HTTPStatus.MOVED_PERMANENTLY,
        HTTPStatus.FOUND,
        HTTPStatus.SEE_OTHER,
        HTTPStatus.TEMPORARY_REDIRECT,
        HTTPStatus.PERMANENT_REDIRECT,
    )
)


def is_address(text: str) -> bool:
    """Whether a text is a web address rather than a file's name."""
    return bool(re.match(r"(?:https?|webcals?)://", text.strip(), re.IGNORECASE))


def calendar(address: str) -> bytes:
    """The bytes at an https (or webcal) address.

    Raises :class:`UsageError` for an address that is not encrypted, :class:`NetworkError` when the server
    cannot be reached or trusted, refuses, or sends more or slower than any calendar needs.
    """
    end = time.monotonic() + PATIENCE
    where = address.strip()
    for _ in range(HOPS):
        host, port, path = _split(where)
        status, location, data = _request(host, port, path, end)
        if status == HTTPStatus.OK:
            return data
        if status in _REDIRECTIONS and location:
            where = location if is_address(location) else f"https://{host}:{port}/{location.lstrip('/')}"
            continue
        raise _failed(host, msg("it answers {code}", code=status))
    raise _failed(host, msg("it leads from one address to the next"))


def local(path: str) -> bytes:
    """The bytes of a calendar on this computer. Raises :class:`NotFoundError` or :class:`FileError`."""
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise NotFoundError(msg("{path} is not there", path=path), msg("name an .ics file")) from error
    except OSError as error:
        raise FileError(
            msg("{path} cannot be opened ({reason})", path=path, reason=system_reason(error))
        ) from error
    return data


def _split(address: str) -> tuple[str, int, str]:
    """The host, the port and the path with its query of an address. Raises :class:`UsageError`."""
    text = re.sub(r"^webcals?://", "https://", address, flags=re.IGNORECASE)
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port or 443
    except ValueError as error:
        raise _no_address() from error
    if parts.scheme.lower() != "https":
        raise UsageError(
            msg("a calendar is fetched over https only"),
            msg("write its address with https://, or download it and name the file"),
        )
    if not host or parts.username or re.search(r"[\s\x00-\x1f]", text):
        raise _no_address()
    path = parts.path or "/"
    target = f"{path}?{parts.query}" if parts.query else path
    return host, port, target.encode("ascii", "ignore").decode("ascii")


def _request(host: str, port: int, path: str, end: float) -> tuple[int, str, bytes]:
    """The status, where it leads to, and the bytes; ``end`` is a second of the monotonic clock."""
    context = ssl.create_default_context()  # verifies chain and name; SSL_CERT_FILE adds an authority
    seconds = max(0.001, end - time.monotonic())
    link = BoundedTlsConnection(host, port, ServerPatience(seconds), seconds, LARGEST, context=context)
    try:
        headers = {"Accept": "text/calendar, */*;q=0.1", "User-Agent": "besrour"}
        answer, data = link.ask("GET", path, None, headers)
        return answer.status, answer.getheader("Location", ""), data
    except TooLong as error:
        raise _failed(host, msg("the calendar is larger than {n} MB", n=LARGEST // 1_000_000)) from error
    except TimeoutError as error:
        raise _failed(host, msg("it takes longer than a minute")) from error
    except ssl.SSLCertVerificationError as error:
        raise _failed(host, msg("it cannot be trusted ({why})", why=system_reason(error))) from error
    except (OSError, http.client.HTTPException) as error:
        raise _failed(host, msg("it cannot be reached ({why})", why=system_reason(error))) from error
    finally:
        link.close()


def _no_address() -> UsageError:
    return UsageError(msg("this is not the address of a calendar"), msg("copy it from the calendar program"))


def _failed(host: str, why: Message) -> NetworkError:
    return NetworkError(
        msg("no calendar came from {server}: {why}", server=host, why=why),
        msg("download the calendar with your browser and name the file instead"),
    )
