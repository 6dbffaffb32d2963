"""Letters to a real SMTP server over real TLS, and every way it can go wrong on the way."""

from __future__ import annotations

import smtplib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path

import pytest

from besrour_cli.delivery.mail import raw_message
from besrour_cli.delivery.mail.decide import shared_addresses
from besrour_cli.model.errors import NetworkError
from support.delivery.sender import Desk
from support.delivery.smtp_server import Certificate, Postbox


@contextmanager
def _box(certificate: Certificate, **how: object) -> Iterator[Postbox]:
    box = Postbox(certificate, **how)  # type: ignore[arg-type]
    box.start()
    try:
        yield box
    finally:
        box.stop()


def test_each_letter_arrives_once_and_a_second_run_sends_nothing(postbox: Postbox, tmp_path: Path) -> None:
    """The bytes arrive as written; the same command again has nothing to do."""
    desk = Desk(tmp_path, postbox.port)
    items = [desk.item(name) for name in ("awa", "zoe", "kofi")]
    report = desk.send(*items)
    assert [s.outcome.state for s in report.sent] == ["done"] * 3
    assert [t.to for t in postbox.taken] == ["awa@example.org", "zoe@example.org", "kofi@example.org"]
    assert postbox.taken[0].sender == "cafe@example.org"
    assert postbox.taken[0].data == desk.letters[items[0].path]
    assert desk.send(*items).sent == ()
    assert {a.why for a in desk.judged(items)} == {"unchanged"}
    assert len(postbox.taken) == 3


@pytest.mark.parametrize("tls", ["starttls", "smtps"])
def test_no_letter_waits_for_the_receipt_of_the_one_before(
    tls: str, trusted: Certificate, tmp_path: Path
) -> None:
    """Letters of several writes leave at once: without TCP_NODELAY each costs 40 ms, and a thousand 40 s."""
    with _box(trusted, tls=tls) as box:
        post = Desk(tmp_path, box.port, security=tls).post()
        post.open()
        assert post.link is not None and post.link.sock is not None
        assert post.link.sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
        post.close()


def test_the_way_to_leave_is_one_line_on_the_wire(postbox: Postbox, tmp_path: Path) -> None:
    """List-Unsubscribe of 300 characters arrives whole, and its one-click companion beside it."""
    desk = Desk(tmp_path, postbox.port)
    desk.send(desk.item("awa"))
    head = postbox.taken[0].data.split(b"\r\n\r\n")[0].split(b"\r\n")
    [line] = [row for row in head if row.startswith(b"List-Unsubscribe:")]
    assert line == b"List-Unsubscribe: <https://example.org/leave?" + b"long=1&" * 40 + b">"
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in head


def test_dots_and_odd_line_ends_do_not_change_the_letter(postbox: Postbox, tmp_path: Path) -> None:
    """A lone dot does not end a letter, and a bare line end cannot smuggle a second one in."""
    desk = Desk(tmp_path, postbox.port)
    words = "one\r\n.\r\n..two\r\n.three\nMAIL FROM:<x@y>\r.\rend"
    desk.send(desk.item("awa", words=words))
    [taken] = postbox.taken
    body = taken.data.split(b"\r\n\r\n", 1)[1]
    assert body == b"one\r\n.\r\n..two\r\n.three\r\nMAIL FROM:<x@y>\r\n.\r\nend\r\n"


def test_only_what_changed_goes_again_under_a_new_message_id(postbox: Postbox, tmp_path: Path) -> None:
    """A new time goes; mere wording stays unless asked for; no two letters share a Message-ID."""
    desk = Desk(tmp_path, postbox.port)
    desk.send(desk.item("awa"), desk.item("zoe"), desk.item("kofi"))
    moved = desk.item("awa", words="A new hour.", local="2027-01-20T15:00:00+00:00", kind="update")
    worded = desk.item("zoe", words="Other words.")
    elsewhere = desk.item("kofi", to="kofi@example.com")
    whys = {a.item.member: (a.verdict, a.why) for a in desk.judged([moved, worded, elsewhere])}
    assert whys == {"awa": ("send", "time"), "zoe": ("keep", "reworded"), "kofi": ("send", "address")}
    desk.send(moved, worded, elsewhere)
    assert postbox.counts() == {
        "awa@example.org": 2,
        "zoe@example.org": 1,
        "kofi@example.org": 1,
        "kofi@example.com": 1,
    }
    desk.send(moved, worded, elsewhere, reworded=True)
    assert postbox.counts()["zoe@example.org"] == 2
    ids = [t.data.split(b"Message-ID: ")[1].split(b"\r\n")[0] for t in postbox.taken if b"kofi" not in t.data]
    assert len(set(ids)) == len(ids) == 4


def test_one_refusal_stops_nobody_else_and_is_not_tried_again(postbox: Postbox, tmp_path: Path) -> None:
    """550 at the recipient and 554 at the letter: both written down with the server's words, the rest go."""
    postbox.rcpt["zoe@example.org"] = ["550 5.1.1 nobody here"]
    postbox.data["kofi@example.org"] = ["554 5.7.1 not wanted"]
    desk = Desk(tmp_path, postbox.port)
    items = [desk.item(name) for name in ("awa", "zoe", "kofi", "ama")]
    report = desk.send(*items)
    assert postbox.counts() == {"awa@example.org": 1, "ama@example.org": 1}
    assert [(s.item.member, s.outcome.code, s.outcome.reply) for s in report.of("refused")] == [
        ("zoe", 550, "5.1.1 nobody here"),
        ("kofi", 554, "5.7.1 not wanted"),
    ]
    assert desk.send(*items).sent == ()
    assert {a.item.member for a in desk.judged(items) if a.why == "refused"} == {"zoe", "kofi"}


def test_what_the_server_puts_off_is_tried_again_later_and_holds_up_nobody(
    postbox: Postbox, tmp_path: Path
) -> None:
    """451 twice, then taken: the others go first, the waits are those promised, one copy arrives."""
    postbox.rcpt["zoe@example.org"] = ["451 greylisted"]
    postbox.data["zoe@example.org"] = ["451 busy"]
    desk = Desk(tmp_path, postbox.port)
    report = desk.send(desk.item("zoe"), desk.item("awa"))
    assert [t.to for t in postbox.taken] == ["awa@example.org", "zoe@example.org"]
    assert [s.outcome.state for s in report.sent] == ["done", "done"]
    assert sum(desk.clock.waits) == 60 + 300


def test_a_server_that_always_puts_off_is_asked_three_times(postbox: Postbox, tmp_path: Path) -> None:
    """After three rounds the letter is left for the next run, which tries it again."""
    postbox.rcpt["zoe@example.org"] = ["451 no"] * 3
    desk = Desk(tmp_path, postbox.port)
    report = desk.send(desk.item("zoe"))
    assert [s.outcome.state for s in report.sent] == ["deferred"]
    assert not postbox.taken
    assert [s.outcome.state for s in desk.send(desk.item("zoe")).sent] == ["done"]
    assert len(postbox.taken) == 1


def test_a_busy_server_gets_a_pause_instead_of_ten_thousand_questions(
    postbox: Postbox, tmp_path: Path
) -> None:
    """Ten letters put off in a row end the round; all arrive in the next."""
    desk = Desk(tmp_path, postbox.port)
    items = [desk.item(f"m{n}") for n in range(40)]
    for item in items:
        postbox.rcpt[item.to] = ["452 too many"] if int(item.member[1:]) < 10 else []
    report = desk.send(*items)
    assert len(report.of("done")) == 40
    assert set(postbox.counts().values()) == {1}
    assert sum(desk.clock.waits) == 60


@pytest.mark.parametrize("moment", ["drop at recipient", "drop before the reply"])
def test_a_connection_that_breaks(moment: str, postbox: Postbox, tmp_path: Path) -> None:
    """Broken before the letter: again at once. After its last line: nobody can know, so it is asked about."""
    if moment == "drop at recipient":
        postbox.rcpt["zoe@example.org"] = ["drop"]
    else:
        postbox.data["zoe@example.org"] = ["drop after"]
    desk = Desk(tmp_path, postbox.port)
    items = [desk.item(name) for name in ("awa", "zoe", "ama")]
    report = desk.send(*items)
    assert postbox.counts() == {f"{name}@example.org": 1 for name in ("awa", "zoe", "ama")}
    states = {s.item.member: s.outcome.state for s in report.sent}
    after = desk.judged(items)
    if moment == "drop at recipient":
        assert states == {"awa": "done", "zoe": "done", "ama": "done"}
    else:
        assert states == {"awa": "done", "zoe": "lost", "ama": "done"}
        assert [(a.item.member, a.verdict) for a in after if a.why != "unchanged"] == [("zoe", "ask")]
        desk.send(*items)
        assert postbox.counts()["zoe@example.org"] == 1


def test_a_server_that_answers_too_late_leaves_the_fate_unknown(postbox: Postbox, tmp_path: Path) -> None:
    """No answer within the time: the letter may have been taken (it was), so it is not sent again."""
    postbox.data["zoe@example.org"] = ["slow"]
    postbox.slowness = 1.5
    desk = Desk(tmp_path, postbox.port)
    desk.patience = 0.5
    report = desk.send(desk.item("zoe"), desk.item("awa"))
    assert [s.outcome.state for s in report.sent] == ["lost", "done"]
    assert [s.outcome.state for s in desk.send(desk.item("zoe")).sent] == []


def test_a_connection_cut_inside_the_letter_is_known_not_to_have_delivered(
    trusted: Certificate, tmp_path: Path
) -> None:
    """The server hangs up while the letter is under way: nobody has it, and the next run sends it."""
    listener = socket.create_server(("127.0.0.1", 0))
    context = trusted.server()

    def serve() -> None:
        for _ in range(2):
            plain, _address = listener.accept()
            plain.sendall(b"220 hello\r\n")
            plain.recv(1000)
            plain.sendall(b"250-me\r\n250 STARTTLS\r\n")
            plain.recv(1000)
            plain.sendall(b"220 go\r\n")
            with context.wrap_socket(plain, server_side=True) as link:
                words = link.makefile("rb")
                for reply in (b"250 me\r\n", b"250 OK\r\n", b"250 OK\r\n", b"354 go on\r\n"):
                    words.readline()
                    link.sendall(reply)
                link.recv(100)  # a part of it, then gone
                words.close()
        listener.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    desk = Desk(tmp_path, listener.getsockname()[1])
    item = desk.item("zoe", words="x" * 20_000_000)
    report = desk.send(item)
    thread.join(10)
    assert [s.outcome.state for s in report.sent] == ["broken"]
    assert report.trouble is not None  # by then nobody listens
    assert [a.verdict for a in desk.judged([item])] == ["send"]


def test_a_server_that_is_not_there_stops_the_run_after_a_few_tries(tmp_path: Path) -> None:
    """Nothing listens: three waits, then a sentence; nothing is marked as sent."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    desk = Desk(tmp_path, port)
    report = desk.send(desk.item("awa"), desk.item("zoe"))
    assert isinstance(report.trouble, NetworkError)
    assert [item.member for item in report.unsent] == ["awa", "zoe"]
    assert sum(desk.clock.waits) == 2 + 15 + 60
    assert [a.verdict for a in desk.judged(report.unsent)] == ["send", "send"]


def test_a_server_that_does_not_encrypt_is_told_nothing(tmp_path: Path, certificate: Certificate) -> None:
    """No STARTTLS: no password, no address, no letter."""
    with _box(certificate, tls="none") as box:
        desk = Desk(tmp_path, box.port, user="cafe@example.org")
        desk.secret = property  # type: ignore[assignment]
        report = desk.send(desk.item("awa"))
        assert "does not encrypt" in str(report.trouble)
        assert not box.taken


@pytest.mark.parametrize("tls", ["starttls", "smtps"])
def test_a_certificate_nobody_vouches_for_is_refused(
    tls: str, tmp_path: Path, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unknown authority ends it before the password is asked for."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    asked: list[str] = []
    with _box(certificate, tls=tls) as box:
        desk = Desk(tmp_path, box.port, security=tls, user="cafe@example.org")
        post = desk.post()
        post.secret = lambda: asked.append("secret") or "secret"  # type: ignore[func-returns-value]
        with pytest.raises(NetworkError, match="cannot be trusted"):
            post.open()
        assert not asked and not box.taken


def test_a_certificate_of_another_name_is_refused(trusted: Certificate, tmp_path: Path) -> None:
    """A trusted certificate for localhost does not vouch for 127.0.0.1."""
    with _box(trusted) as box:
        desk = Desk(tmp_path, box.port)
        desk.mail = desk.mail._replace(host="127.0.0.1")
        report = desk.send(desk.item("awa"))
        assert "cannot be trusted" in str(report.trouble)


@pytest.mark.parametrize("tls", ["starttls", "smtps"])
def test_the_password_opens_the_door_only_when_it_is_right(
    tls: str, trusted: Certificate, tmp_path: Path
) -> None:
    """AUTH over both kinds of TLS; a wrong password stops the run with the remedy, nothing is marked."""
    with _box(trusted, tls=tls, login=("cafe", "sésame")) as box:
        desk = Desk(tmp_path, box.port, security=tls, user="cafe")
        desk.secret = "wrong"
        report = desk.send(desk.item("awa"))
        assert "does not accept the password" in str(report.trouble)
        desk.secret = "sésame"
        assert [s.outcome.state for s in desk.send(desk.item("awa")).sent] == ["done"]


def test_a_sender_the_server_refuses_stops_the_run(postbox: Postbox, tmp_path: Path) -> None:
    """553 at MAIL FROM holds for every letter: it is said once, and no reader is blamed."""
    postbox.mail = ["553 not your address"]
    desk = Desk(tmp_path, postbox.port)
    report = desk.send(desk.item("awa"), desk.item("zoe"))
    assert "553 not your address" in str(report.trouble)
    assert not report.sent and len(report.unsent) == 2


def test_an_address_with_accents_needs_a_server_that_carries_it(trusted: Certificate, tmp_path: Path) -> None:
    """SMTPUTF8 is used where the server offers it; where not, this address is named and the others go."""
    with _box(trusted) as box:
        desk = Desk(tmp_path / "a", box.port)
        desk.folder.mkdir()
        desk.send(desk.item("zoe", to="zoé@example.org"))
        assert [(t.to, t.utf8) for t in box.taken] == [("zoé@example.org", True)]
    with _box(trusted, utf8=False) as box:
        desk = Desk(tmp_path / "b", box.port)
        desk.folder.mkdir()
        report = desk.send(desk.item("zoe", to="zoé@example.org"), desk.item("awa"))
        assert [(s.item.member, s.outcome.state, s.outcome.reply) for s in report.sent] == [
            ("zoe", "refused", "SMTPUTF8"),
            ("awa", "done", "OK"),
        ]


def test_a_server_of_seven_bits_gets_seven_bits(trusted: Certificate, tmp_path: Path) -> None:
    """Accents go as they are to a server that offers 8BITMIME, as quoted-printable to any other."""
    words = "Café à midi.\r\nÀ bientôt, – le Centre"
    head = (
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
    )
    for seven_bits in (False, True):
        with _box(trusted, seven_bits=seven_bits) as box:
            desk = Desk(tmp_path / str(seven_bits), box.port)
            desk.folder.mkdir()
            item = desk.item("zoe")
            plain = desk.letters[item.path]
            top = plain.partition(b"\r\n\r\n")[0]
            desk.letters[item.path] = top + f"\r\n{head}\r\n{words}\r\n".encode()
            desk.send(item._replace(digest=raw_message.letter_digest(desk.letters[item.path])))
            [taken] = box.taken
            assert taken.data.isascii() is seven_bits
            message = message_from_bytes(taken.data)
            payload = message.get_payload(decode=True)
            assert isinstance(payload, bytes) and payload.decode().strip() == words


def test_two_people_on_one_address_get_a_letter_each(postbox: Postbox, tmp_path: Path) -> None:
    """A shared address is said beforehand, and each person's letter arrives."""
    desk = Desk(tmp_path, postbox.port)
    items = [desk.item("awa", to="clinic@example.org"), desk.item("zoe", to="Clinic@example.org")]
    assert shared_addresses(items) == {"clinic@example.org": ("awa", "zoe")}
    again = [item._replace(about="2027-02-cafe") for item in items]
    assert shared_addresses([*items, *again]) == {"clinic@example.org": ("awa", "zoe")}
    assert shared_addresses([items[0], again[0]]) == {}  # one person, two sessions
    desk.send(*items)
    assert len(postbox.taken) == 2
    assert len({t.data for t in postbox.taken}) == 2


def test_letters_keep_the_pace_asked_for(postbox: Postbox, tmp_path: Path) -> None:
    """Thirty a minute: two seconds between letters, none before the first."""
    desk = Desk(tmp_path, postbox.port)
    desk.send(*[desk.item(f"m{n}") for n in range(5)], rate=30)
    assert len(postbox.taken) == 5
    assert desk.clock.seconds == pytest.approx(8.0)


def test_a_wish_to_stop_lets_the_letter_under_way_end(postbox: Postbox, tmp_path: Path) -> None:
    """Ctrl+C once: the letter is finished and written down, the others wait for the next run."""
    desk = Desk(tmp_path, postbox.port)
    items = [desk.item(name) for name in ("awa", "zoe", "ama")]
    means: Callable[[], bool] = lambda: len(postbox.taken) >= 2  # noqa: E731
    from besrour_cli.delivery.mail.ledger import SendLedger
    from besrour_cli.delivery.mail.sending import send

    with SendLedger(str(tmp_path), "besrour-cafe-2027") as ledger:
        report = send(
            desk.judged(items),
            ledger,
            desk.fates(),
            desk.post(),
            lambda item: desk.letters[item.path],
            desk.clock.means(means),
        )
    assert [item.member for item in report.unsent] == ["ama"]
    assert {a.item.member: a.verdict for a in desk.judged(items)} == {
        "awa": "keep",
        "zoe": "keep",
        "ama": "send",
    }


def test_a_letter_changed_on_the_disk_is_not_sent(postbox: Postbox, tmp_path: Path) -> None:
    """What was shown is what goes: a file edited between the question and the sending stops the run."""
    desk = Desk(tmp_path, postbox.port)
    item = desk.item("awa")
    desk.letters[item.path] += b"PS\r\n"
    report = desk.send(item)
    assert "changed after it was written" in str(report.trouble)
    assert not postbox.taken


def test_smtplib_itself_reads_what_the_server_says(postbox: Postbox) -> None:
    """The test server is a real one: it offers STARTTLS and refuses letters in the clear."""
    with smtplib.SMTP("localhost", postbox.port) as link:
        link.ehlo()
        assert link.has_extn("starttls")
        assert link.mail("cafe@example.org")[0] == 530
