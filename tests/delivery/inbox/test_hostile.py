"""Mailboxes on servers that lie, hang, drip and flood: one sentence, and no memory or time without end."""

from __future__ import annotations

import resource
import time

import pytest

from besrour_cli.delivery.inbox import imap, imap_link
from besrour_cli.delivery.inbox.mailbox import LARGEST, InboxMessage
from besrour_cli.model.errors import NetworkError
from besrour_cli.model.replies import ImapSettings
from support.campaigns.thorough import a_few, thorough
from support.delivery.hostile_imap import MESSAGE, HostileImap, Steps, Tagged, body, tagged
from support.delivery.hostile_server import Answer, drip, drop, flood, hang
from support.delivery.smtp_server import Certificate


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for localhost that signs itself."""
    return Certificate.make(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(autouse=True)
def trusted(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is trusted the way an administrator adds an authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.chain))


def read(certificate: Certificate, steps: Steps, timeout: float = 5.0) -> list[InboxMessage]:
    """All messages from a server that is honest but for these steps."""
    with HostileImap(certificate, steps) as server:
        box = ImapSettings("localhost", server.port, "imaps", "cafe", "INBOX")
        return list(imap.messages(box, lambda: "secret", None, timeout))


def test_an_honest_server_is_read_whole(certificate: Certificate) -> None:
    """The server of these tests can be honest, too."""
    assert [m.data for m in read(certificate, {})] == [MESSAGE] * 3


STEPS = ("greeting", "capability", "authenticate", "login", "examine", "search", "size", "fetch")
DRIPS = (drip(b"* OK x\r\n", 0.05), drip(b"*", 0.2))
FLOODS: dict[str, Steps] = {
    "a literal of 3 GB": {"fetch": body(size=3_000_000_000)},
    "a literal of 3 GB that comes": {"fetch": flood(b"* 1 FETCH (BODY[] {3000000000}\r\n" + b"x" * 60_000)},
    "a literal in a search": {"search": tagged(b"* SEARCH {3000000000}", b"1")},
    "a literal of 5,000 digits": {"examine": tagged(b"* X {" + b"9" * 5_000 + b"}")},
    "lines without end after the greeting": {"capability": flood(b"* OK still there\r\n")},
    "lines without end in the list": {"search": flood(b"* SEARCH 1 2 3\r\n")},
    "lines without end of sizes": {"size": flood(b"* 1 FETCH (UID 1 RFC822.SIZE 1)\r\n")},
    "lines without end at a message": {"fetch": flood(b"* 1 EXISTS\r\n")},
    "a line without end": {"greeting": flood(b"* OK ")},
    "messages without end": {"fetch": flood(b"* 1 FETCH (BODY[] {4}\r\nabcd)\r\n")},
    "a challenge without end": {"authenticate": flood(b"+ \r\n")},
}


@pytest.mark.parametrize("steps", a_few(FLOODS.values(), 4), ids=FLOODS)
def test_what_has_no_end_is_not_read_to_it(steps: Steps, certificate: Certificate) -> None:
    """Some megabytes, some seconds, one sentence."""
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with pytest.raises(NetworkError, match="cannot be read") as caught:
        read(certificate, steps)
    assert "\n" not in str(caught.value)
    assert time.process_time() - begun < 15, "of the processor, so that a busy machine accuses nobody"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000, "kilobytes"


NONSENSE: dict[str, Steps] = {
    "nothing": {"greeting": drop},
    "a web server": {"greeting": b"HTTP/1.1 400 Bad Request\r\n\r\n"},
    "no capability": {"capability": tagged()},
    "a capability that is none": {"capability": tagged(b"* CAPABILITY {3}", b"abc")},
    "a capability beyond ASCII": {"capability": tagged(b"* CAPABILITY \xff\xfe")},
    "a challenge that is no base64": {"authenticate": b"+ a\r\n"},
    "goodbye": {"examine": b"* BYE \x1b[31mred\x07\r\n"},
    "another's tag": {"search": b"ZZZZ9 OK done\r\n"},
    "no tag": {"search": b"done\r\n"},
    "an unknown state": {"search": tagged(end=b"WHAT done")},
    "binary": {"size": bytes(range(256)) * 20 + b"\r\n"},
    "half a message": {"fetch": b"* 1 FETCH (BODY[] {100}\r\nabc\r\n* BYE\r\n" + b"x" * 200},
}


@pytest.mark.parametrize("steps", a_few(NONSENSE.values(), 4), ids=NONSENSE)
def test_what_is_no_imap_is_said_in_a_sentence(steps: Steps, certificate: Certificate) -> None:
    """Whatever imaplib stumbles over; nothing of it reaches the terminal raw."""
    with pytest.raises(NetworkError) as caught:
        read(certificate, steps)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("step", "how"),
    [
        *((step, hang) for step in STEPS[::4]),
        ("login", DRIPS[0]),
        ("fetch", DRIPS[1]),
        *(thorough(step, how) for step in STEPS for how in (hang, *DRIPS)),
    ],
)
def test_a_server_that_hangs_or_drips_is_left(
    step: str, how: Answer, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line must come within its time, and so must the whole answer, however it drips."""
    monkeypatch.setattr(imap_link, "COMMAND", 1.0)
    monkeypatch.setattr(imap_link.ImapLink.allow, "__defaults__", (0, 1.0))
    begun = time.monotonic()
    with pytest.raises(NetworkError, match="does not answer in time"):
        read(certificate, {step: how}, timeout=0.5)
    assert time.monotonic() - begun < 3


def test_the_limits_are_those_promised() -> None:
    """The tests above use smaller ones."""
    assert (imap_link.TIMEOUT, imap_link.COMMAND, imap_link.VISIT) == (30, 120, 300)


def test_odd_numbers_name_no_message(certificate: Certificate) -> None:
    """Numbers past 32 bits, signs, letters and doubles in the list of messages."""
    odd = b"* SEARCH 3 1 1 -2 x 99999999999999999999 " + b"9" * 5_000
    assert len(read(certificate, {"search": tagged(odd)})) == 2


def test_a_search_that_is_refused_is_told_in_the_servers_words(certificate: Certificate) -> None:
    """Nothing of how many messages there are, which nobody knows."""
    with pytest.raises(NetworkError, match="cannot be read: Server is busy"):
        read(certificate, {"search": tagged(end=b"NO Server is busy")})


def test_a_size_that_is_not_true(certificate: Certificate) -> None:
    """Announced as small, megabytes come: far over the limit nothing is read, just over it the beginning."""
    with pytest.raises(NetworkError, match="more than any mailbox holds"):
        read(certificate, {"fetch": body(b"x" * 13_000_000)})
    found = read(certificate, {"fetch": body(MESSAGE + b"x" * 10_010_000)})
    assert {len(m.data) for m in found} == {65_536}
    assert {m.size > LARGEST for m in found} == {True}


def test_a_long_line_of_sizes_is_read_in_a_moment(certificate: Certificate) -> None:
    """Nearly a megabyte of “UID 1” with no size: linear, and every message is still read."""
    begun = time.monotonic()
    assert len(read(certificate, {"size": tagged(b"* 1 FETCH (" + b"UID 1 " * 150_000 + b")")})) == 3
    assert time.monotonic() - begun < 10


def test_a_login_put_off_says_nothing_about_the_password(certificate: Certificate) -> None:
    """RFC 5530: UNAVAILABLE is for now."""
    with pytest.raises(NetworkError, match="cannot be read"):
        read(certificate, {"login": Tagged(b"", b"NO [UNAVAILABLE] later")})
    with pytest.raises(NetworkError, match="does not accept the password"):
        read(certificate, {"login": Tagged(b"", b"NO [AUTHENTICATIONFAILED] wrong")})
