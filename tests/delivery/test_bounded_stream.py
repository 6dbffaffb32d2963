"""What a server says unasked is noticed, and nothing is waited for."""

from __future__ import annotations

import io
import socket

import pytest

from besrour_cli.delivery.bounded_stream import BoundedStream, ServerPatience


def test_what_comes_unasked_is_seen_at_once() -> None:
    """Nothing there: no waiting. Words between two answers: they are seen. The server gone: an error."""
    ours, servers = socket.socketpair()
    with ours, servers:
        ours.settimeout(30)
        stream = io.BufferedReader(BoundedStream(ours, ServerPatience(1)))
        assert stream.peek(1) == b""
        servers.sendall(b"421 idle for too long\r\n")
        assert stream.peek(1) == b"421 idle for too long\r\n"
        stream.read1(100)
        servers.close()
        with pytest.raises(ConnectionError):
            stream.peek(1)
        assert ours.gettimeout() == 30, "the next answer is waited for as before"
