"""Letters that a server does not take, or not now: the outcome is known, and the next one goes."""

from __future__ import annotations

import smtplib
from pathlib import Path

import pytest

from support.delivery.hostile_server import Answer, drop
from support.delivery.hostile_smtp import HONEST, HostileSmtp
from support.delivery.sender import Desk
from support.delivery.smtp_server import Certificate


def test_a_server_that_cannot_encrypt_at_the_moment_gets_nothing(
    trusted: Certificate, tmp_path: Path
) -> None:
    """“Not now” to STARTTLS: its own words are told, nothing is sent, and every letter still goes later."""
    with HostileSmtp(trusted, steps={"starttls": b"454 4.7.0 no TLS now\r\n"}) as server:
        desk = Desk(tmp_path, server.port)
        items = [desk.item(name) for name in ("awa", "zoe")]
        report = desk.send(*items)
        assert "454 4.7.0 no TLS now" in str(report.trouble)
        assert not server.taken
        assert [a.verdict for a in desk.judged(items)] == ["send", "send"]


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ({"data": b"451 busy\r\n"}, "deferred"),
        ({"data": b"554 no letters today\r\n"}, "refused"),
        ({"data": b"250 fine\r\n"}, "broken"),
        ({"rcpt": b"421 closing\r\n"}, "deferred"),
        ({"rcpt": b"550 nobody\r\n", "rset": drop}, "refused"),
    ],
)
def test_a_letter_that_is_not_taken_leaves_a_connection_for_the_next(
    steps: dict[str, Answer], state: str, trusted: Certificate, tmp_path: Path
) -> None:
    """Put off, refused, or no answer to the question: the outcome is known, and the next letter goes."""
    with HostileSmtp(trusted, steps=steps) as server:
        connection = Desk(tmp_path, server.port).post()
        assert connection.deliver("awa@example.org", b"x\r\n", lambda: None).state == state
        assert not server.taken
        server.steps.update(HONEST)
        assert connection.deliver("zoe@example.org", b"x\r\n", lambda: None).state == "done"
        assert dict(server.taken) == {"zoe@example.org": 1}
        connection.close()


def test_a_server_that_hangs_up_at_the_goodbye_is_no_trouble(trusted: Certificate, tmp_path: Path) -> None:
    """All letters have arrived by then; what is closed answers no more."""
    with HostileSmtp(trusted, steps={"quit": drop}) as server:
        desk = Desk(tmp_path, server.port)
        report = desk.send(desk.item("awa"))
        assert len(report.of("done")) == 1 and report.trouble is None
        link = desk.post().open()
        link.close()
        with pytest.raises(smtplib.SMTPServerDisconnected):
            link.getreply()


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ({"ehlo": b"250-me\r\n250 AUTH CRAM-MD5\r\n"}, "no way to log in that besrour knows"),
        ({"ehlo": b"250 me\r\n"}, "no way to log in that besrour knows"),
        ({"auth": b"535 5.7.8 wrong\r\n"}, "does not accept the password of cafe"),
    ],
)
def test_a_password_with_accents_is_told_in_the_one_way_that_carries_them(
    steps: dict[str, Answer], words: str, trusted: Certificate, tmp_path: Path
) -> None:
    """PLAIN takes any letter; where it is not offered, or the password is wrong, nothing is sent."""
    with HostileSmtp(trusted, steps=steps) as server:
        desk = Desk(tmp_path, server.port, user="cafe")
        desk.secret = "sésame"
        report = desk.send(desk.item("awa"))
        assert words in str(report.trouble)
        assert not report.sent and not server.taken
