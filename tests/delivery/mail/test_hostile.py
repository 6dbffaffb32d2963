"""Servers that lie, hang, drip and flood: no letter goes twice, and nobody waits long."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from besrour_cli.delivery.mail.smtp import IN_VAIN, PATIENCE, SmtpConnection
from support.campaigns.hostile_behaviours import UNCLEAR
from support.campaigns.thorough import thorough
from support.delivery.hostile_server import Answer, drip, drop, flood, hang, late, reset, say
from support.delivery.hostile_smtp import HONEST, HostileSmtp
from support.delivery.sender import Desk
from support.delivery.smtp_server import Certificate

MEMBERS = ("awa", "zoe", "kofi", "ama", "lea")
STEPS = ("greeting", "clear", "starttls", "ehlo", "auth", "mail", "rcpt", "data", "dot")
DRIPS = (drip(b"250-x\r\n", 0.05), drip(b"250", 0.3))


class Hurried(Desk):
    """A desk at which nobody has much patience: a second instead of minutes."""

    def post(self) -> SmtpConnection:
        return SmtpConnection(
            self.mail, "cafe@example.org", lambda: self.secret, timeout=0.5, patience=0.75, in_vain=1.0
        )


@pytest.mark.parametrize(
    "words",
    [
        *UNCLEAR,
        "２５０ ok\r\n".encode(),
        b"550 no answer without an end",
        b"450-" + b"x" * 70_000 + b"\r\n",
    ],
)
def test_an_answer_that_is_none_leaves_the_fate_open_and_ends_the_run_after_two(
    words: bytes, trusted: Certificate, tmp_path: Path
) -> None:
    """Neither yes nor no after the letter: it may have been taken, so it never goes again by itself."""
    answer = words if words.endswith(b"\n") else _then_drop(words)
    with HostileSmtp(trusted, steps={"dot": answer}) as server:
        desk = Desk(tmp_path, server.port)
        items = [desk.item(name) for name in MEMBERS]
        report = desk.send(*items)
        assert [s.outcome.state for s in report.sent] == ["lost", "lost"]
        assert "no clear answer to 2 letters" in str(report.trouble)
        assert [item.member for item in report.unsent] == ["kofi", "ama", "lea"]
        assert [a.verdict for a in desk.judged(items)] == ["ask", "ask", "send", "send", "send"]
        desk.send(*items)
        assert set(server.taken.values()) == {1}, "nobody has a letter twice"
        server.steps["dot"] = b"250 taken\r\n"
        desk.send(*items)
        assert [server.taken[item.to] for item in items] == [1] * 5


def _then_drop(words: bytes) -> Answer:
    def act(link: object) -> None:
        link.sendall(words)  # type: ignore[attr-defined]
        drop(link)  # type: ignore[arg-type]

    return act


@pytest.mark.parametrize(
    "words", [b"250 ok\r\n", b"250\r\n", b"251 forwarded\r\n", b"250-two\r\n250 lines\r\n", b"250 \xc3\xa9\n"]
)
def test_an_honest_yes_in_any_dress_is_a_yes(words: bytes, trusted: Certificate, tmp_path: Path) -> None:
    """Codes alone, several lines, accents, a bare line end."""
    with HostileSmtp(trusted, steps={"dot": words}) as server:
        desk = Desk(tmp_path, server.port)
        report = desk.send(*[desk.item(name) for name in MEMBERS])
        assert [s.outcome.state for s in report.sent] == ["done"] * 5 and report.trouble is None


def test_a_server_that_always_hangs_up_after_the_letter_ends_the_run_after_two(
    trusted: Certificate, tmp_path: Path
) -> None:
    """Two people are to be asked, and not the whole roster."""
    with HostileSmtp(trusted, steps={"dot": drop}) as server:
        desk = Desk(tmp_path, server.port)
        report = desk.send(*[desk.item(name) for name in MEMBERS])
        assert len(report.of("lost")) == 2 and len(report.unsent) == 3
        assert sum(server.taken.values()) == 2


@pytest.mark.parametrize("count", [thorough(1), thorough(2), 5])
@pytest.mark.parametrize("step", ["mail", "rcpt", "data"])
def test_a_server_that_breaks_every_connection_before_the_letter_ends_costs_seconds(
    step: str, count: int, trusted: Certificate, tmp_path: Path
) -> None:
    """One letter or many: the run gives up, says so, and knows that nobody has any of them."""
    with HostileSmtp(trusted, steps={step: drop}) as server:
        desk = Desk(tmp_path, server.port)
        items = [desk.item(name) for name in MEMBERS[:count]]
        report = desk.send(*items)
        assert sum(desk.clock.waits) <= 30
        assert "the connection to the mail server breaks during each letter" in str(report.trouble)
        assert {s.outcome.state for s in report.sent} == {"broken"}
        assert len(report.sent) + len(report.unsent) == count
        assert [a.verdict for a in desk.judged(items)] == ["send"] * count
        server.steps.update(HONEST)
        assert len(desk.send(*items).of("done")) == count


def test_a_server_that_puts_letters_off_is_given_its_pauses_though_one_connection_broke(
    trusted: Certificate, tmp_path: Path
) -> None:
    """Two breaks and a “later” are no broken server: the pauses are those for a server that is busy."""
    with HostileSmtp(trusted, steps={"rcpt": b"451 later\r\n"}) as server:
        desk = Desk(tmp_path, server.port)
        report = desk.send(*[desk.item(name) for name in MEMBERS[:3]])
        assert report.trouble is None and len(report.of("deferred")) == 3
        assert sum(desk.clock.waits) == 60 + 300


@pytest.mark.parametrize(
    ("step", "how"),
    [
        *((step, hang) for step in STEPS[::4]),
        ("ehlo", DRIPS[0]),
        ("dot", DRIPS[1]),
        *(thorough(step, how) for step in STEPS for how in (hang, *DRIPS)),
    ],
)
def test_a_server_that_hangs_or_drips_costs_a_run_its_patience_and_no_more(
    step: str, how: Answer, trusted: Certificate, tmp_path: Path
) -> None:
    """The time is that of the whole run: five letters to such a server take no longer than one."""
    with HostileSmtp(trusted, steps={step: how}) as server:
        desk = Hurried(tmp_path, server.port, user="cafe")
        begun = time.monotonic()
        report = desk.send(*[desk.item(name) for name in MEMBERS])
        assert time.monotonic() - begun < 1.0 + 1.5
        reason = "no clear answer to 2" if step == "dot" else "waiting for two minutes"
        assert reason in str(report.trouble)
        assert not report.of("done")
        assert len(report.of("lost")) == (2 if step == "dot" else 0)


def test_no_run_waits_for_nothing_longer_than_two_minutes() -> None:
    """The limits, of which the tests use smaller ones."""
    assert PATIENCE < IN_VAIN < 120


def test_a_server_that_thinks_before_each_answer_is_honest(trusted: Certificate, tmp_path: Path) -> None:
    """Slow, but whole answers: five letters take longer than the patience for none, and all arrive."""
    with HostileSmtp(trusted, steps={"rcpt": late(0.25, b"250 ok\r\n")}) as server:
        report_at = time.monotonic()
        desk = Hurried(tmp_path, server.port)
        report = desk.send(*[desk.item(name) for name in MEMBERS])
        assert time.monotonic() - report_at > 1.0
        assert len(report.of("done")) == 5 and report.trouble is None


@pytest.mark.parametrize("step", ["greeting", "ehlo", "mail", "dot"])
@pytest.mark.parametrize("words", [b"250-again\r\n", b"x"])
def test_a_flood_ends_after_some_kilobytes(
    step: str, words: bytes, trusted: Certificate, tmp_path: Path
) -> None:
    """Lines without end, or a line without end."""
    with HostileSmtp(trusted, steps={step: flood(words)}) as server:
        desk = Desk(tmp_path, server.port)
        report = desk.send(*[desk.item(name) for name in MEMBERS])
        assert not report.of("done")
        assert len(report.of("lost")) == (2 if step == "dot" else 0)


@pytest.mark.parametrize(
    "words", [b"454 4.7.0 later\r\n", b"421 closing\r\n", b"nonsense\r\n", b"334 !!not base64!!\r\n"]
)
def test_a_login_put_off_says_nothing_about_the_password(
    words: bytes, trusted: Certificate, tmp_path: Path
) -> None:
    """Only a clear no is about the password; anything else may be different in an hour."""
    with HostileSmtp(trusted, steps={"auth": words}) as server:
        desk = Desk(tmp_path, server.port, user="cafe")
        report = desk.send(desk.item("awa"))
        assert report.trouble is not None
        assert "does not accept the password" not in str(report.trouble)
        server.steps["auth"] = b"535 5.7.8 wrong\r\n"
        assert "does not accept the password" in str(desk.send(desk.item("awa")).trouble)


def test_an_answer_before_the_letter_was_whole_is_not_its_answer(
    trusted: Certificate, tmp_path: Path
) -> None:
    """“250” with the permission to begin: the letter is not ended, and so is nobody's."""
    with HostileSmtp(trusted, steps={"data": b"354 go on\r\n250 taken\r\n"}) as server:
        desk = Desk(tmp_path, server.port)
        item = desk.item("awa")
        report = desk.send(item)
        assert [s.outcome.state for s in report.sent] == ["broken"]
        assert [a.verdict for a in desk.judged([item])] == ["send"]


def test_a_connection_cut_while_it_was_idle_is_opened_again(trusted: Certificate, tmp_path: Path) -> None:
    """Between two letters the server resets the connection: the next one goes over a new one."""

    def cut(link: socket.socket) -> None:
        say(link, HONEST["ehlo"])
        time.sleep(0.2)
        reset(link)

    with HostileSmtp(trusted, steps={"ehlo": cut}) as server:
        connection = Desk(tmp_path, server.port).post()
        first = connection.open()
        time.sleep(0.6)
        server.steps["ehlo"] = HONEST["ehlo"]
        assert connection.open() is not first
        assert connection.deliver("awa@example.org", b"x\r\n", lambda: None).state == "done"
        connection.close()
