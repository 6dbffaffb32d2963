"""http.client's connections with bounds on every answer, its head and its body together."""

from __future__ import annotations

import http.client
import io
import socket
from collections.abc import Mapping

from besrour_cli.delivery.bounded_stream import BoundedStream, ServerPatience, TooLong

_HEAD = 1_000_000
"""Bytes of an answer before its body."""


class BoundedConnection(http.client.HTTPConnection):
    """One connection; ``seconds`` are for one step, ``octets`` for the body of one answer."""

    def __init__(
        self,
        host: str,
        port: int | None,
        patience: ServerPatience,
        seconds: float,
        octets: int,
        **how: object,
    ) -> None:
        self._waiting, self._seconds, self._most = patience, seconds, octets
        super().__init__(host, port, timeout=patience.allow(seconds), **how)  # type: ignore[arg-type]

    def connect(self) -> None:
        """Connect, and shake hands: neither takes an honest server long."""
        with self._waiting.step():
            super().connect()

    def ask(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """One request, and its answer with the whole body.

        Raises :class:`OSError` or :class:`http.client.HTTPException`, and at a limit :class:`TimeoutError` or
        :class:`besrour_cli.delivery.bounded_stream.TooLong`.
        """
        try:
            self.request(method, path, body, dict(headers))
            stream = BoundedStream(self.sock, self._waiting)

            def bounded(link: socket.socket, *known: object, **how: object) -> http.client.HTTPResponse:
                response = http.client.HTTPResponse(link, *known, **how)  # type: ignore[arg-type]
                response.fp.close()
                response.fp = io.BufferedReader(stream)
                return response

            self.response_class = bounded  # type: ignore[assignment]
            with stream.answer(self._seconds, self._most + _HEAD), self.getresponse() as answer:
                # as much as may be, since a length is only what the server says
                data = answer.read(self._most + 1)
                if answer.length and len(data) <= self._most:
                    raise http.client.IncompleteRead(data)
                if len(data) > self._most:
                    raise TooLong("an answer without end")
                return answer, data
        except OSError:  # a certificate's fault is a ValueError, too
            raise
        except ValueError as error:  # http.client reads some numbers unguarded
            raise http.client.HTTPException(str(error)) from error


class BoundedTlsConnection(BoundedConnection, http.client.HTTPSConnection):
    """One encrypted connection."""
