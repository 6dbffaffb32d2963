"""A WebDAV collection over HTTP (RFC 4918, RFC 4791): list ETags, get, put on a condition; nothing else.

The standard library's client suffices for three methods over one verified connection. A redirection is
never followed, so the password goes to the server that was named and to no other.
"""

from __future__ import annotations

import base64
import http.client
import ssl
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from besrour_cli.delivery.bounded_http import BoundedConnection, BoundedTlsConnection
from besrour_cli.delivery.bounded_stream import ServerPatience, TooLong
from besrour_cli.delivery.caldav.multistatus import is_etag, parse_etags
from besrour_cli.model.errors import NetworkError
from besrour_cli.model.message import Message, msg

LARGEST = 20_000_000
"""Bytes of an answer that are read."""
TIMEOUT, IN_VAIN = 60.0, 110.0
"""Seconds for one answer, and those that a server may cost a run without one."""
_LIST = b'<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'
_TRIES = 3
_PUT = (HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT)
_REDIRECTION = 3  # the first digit of such a status (RFC 9110 section 15)


class DavResponse(NamedTuple):
    """A status, the ETag with its quotes ("" for none) and the body."""

    status: int
    etag: str
    body: bytes


class Collection:
    """One collection, named by an address that ends in ``/``; one connection, opened when it is needed."""

    def __init__(
        self,
        address: str,
        user: str,
        secret: Callable[[], str],
        *,
        timeout: float = TIMEOUT,
        pause: float = 2.0,
        in_vain: float = IN_VAIN,
    ) -> None:
        parts = urlsplit(address)
        self.host = parts.hostname or ""
        self._parts, self._user, self._secret = parts, user, secret
        self._timeout, self._pause = timeout, pause
        self._waiting = ServerPatience(in_vain)
        self._link: BoundedConnection | None = None
        self._login = ""

    def etags(self) -> dict[str, str]:
        """The resources of the collection by name, each with its ETag. Raises :class:`NetworkError`."""
        answer = self._request("PROPFIND", "", {"Depth": "1", "Content-Type": "application/xml"}, _LIST)
        if answer.status == HTTPStatus.NOT_FOUND:
            raise NetworkError(
                msg("there is no calendar at {address}", address=self._parts.geturl()),
                msg("make one on the server, and write its address after caldav:"),
            )
        if answer.status != HTTPStatus.MULTI_STATUS:
            raise self._refused(answer.status)
        return parse_etags(answer.body, self._parts.path)

    def get(self, name: str) -> DavResponse:
        """A resource; status 404 when there is none. Raises :class:`NetworkError`."""
        answer = self._request("GET", name, {})
        if answer.status not in (HTTPStatus.OK, HTTPStatus.NOT_FOUND):
            raise self._refused(answer.status)
        return answer

    def put(self, name: str, data: bytes, etag: str) -> DavResponse:
        """Put a resource in the place of the one with that ETag, or of none (""); 412 when another is there.

        A lost connection is not tried again: whether the server has it is for the caller to find out.
        Raises :class:`NetworkError`.
        """
        condition = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        head = {"Content-Type": "text/calendar; charset=utf-8", **condition}
        answer = self._request("PUT", name, head, data)
        if answer.status not in (*_PUT, HTTPStatus.PRECONDITION_FAILED):
            raise self._refused(answer.status)
        return answer

    def close(self) -> None:
        """Hang up."""
        if self._link is not None:
            self._link.close()
            self._link = None

    def _request(
        self, method: str, name: str, head: Mapping[str, str], body: bytes | None = None
    ) -> DavResponse:
        """The answer to a request, which is repeated when the connection is lost or the server is busy."""
        path = self._parts.path + quote(name)
        headers = {"User-Agent": "besrour", **head, **self._authorization()}
        turn = 0
        while True:
            turn += 1
            is_last = turn == _TRIES
            if self._waiting.is_spent:
                raise self._failed(msg("{host} does not answer in time", host=self.host))
            try:
                answer = self._exchange(method, path, headers, body)
            except ssl.SSLCertVerificationError as error:
                raise NetworkError(
                    msg("the certificate of {host} is not valid", host=self.host),
                    msg("nothing was sent; ask those who run the server"),
                ) from error
            except (OSError, http.client.HTTPException) as error:
                self.close()
                # a PUT whose answer was lost may have been carried out; what is too long stays so
                if method == "PUT" or is_last or isinstance(error, TooLong) or self._waiting.is_spent:
                    raise self._failed(self._why(error)) from error
                time.sleep(self._pause * (turn - 1))  # an idle connection that ended: again at once
                continue
            if answer.status != HTTPStatus.SERVICE_UNAVAILABLE or is_last:
                return answer
            time.sleep(self._pause * turn)

    def _exchange(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None
    ) -> DavResponse:
        if self._link is None:
            self._link = self._connect()
        reply, data = self._link.ask(method, path, body, headers)
        etag = reply.headers.get("ETag", "")
        return DavResponse(reply.status, etag if is_etag(etag) else "", data)

    def _why(self, error: Exception) -> Message:
        """Why there is no answer."""
        if isinstance(error, TooLong):
            return msg("{host} sends more than 20 MB", host=self.host)
        if isinstance(error, TimeoutError):
            return msg("{host} does not answer in time", host=self.host)
        return msg("the connection to {host} was lost", host=self.host)

    def _connect(self) -> BoundedConnection:
        known = (self.host, self._parts.port, self._waiting, self._timeout, LARGEST)
        if self._parts.scheme == "https":
            context = ssl.create_default_context()
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            return BoundedTlsConnection(*known, context=context)
        return BoundedConnection(*known)

    def _authorization(self) -> dict[str, str]:
        """Basic authentication (RFC 7617); only over TLS, or to this very machine."""
        if not self._user:
            return {}
        if not self._login:
            self._login = base64.b64encode(f"{self._user}:{self._secret()}".encode()).decode()
        return {"Authorization": f"Basic {self._login}"}

    def _refused(self, status: int) -> NetworkError:
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return NetworkError(
                msg(
                    "{host} does not let “{user}” write there ({code})",
                    host=self.host,
                    user=self._user,
                    code=status,
                ),
                msg("look at user: below publish:, and at the password"),
            )
        if status // 100 == _REDIRECTION:
            return NetworkError(
                msg("{host} says that the calendar lies elsewhere ({code})", host=self.host, code=status),
                msg("write its real address after caldav:"),
            )
        return self._failed(msg("{host} refused with {code}", host=self.host, code=status))

    def _failed(self, what: Message) -> NetworkError:
        return NetworkError(what, msg("run the same command again: it goes on where it stopped"))
