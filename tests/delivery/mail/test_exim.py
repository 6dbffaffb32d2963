"""Exim, a mail server that carries much of the world's mail: TLS both ways, a password, 451, 550, bounces."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from besrour_cli.delivery.mail import bounces
from besrour_cli.delivery.mail.ledger import SendLedger
from support.delivery.exim_server import PASSWORD, USER, Exim
from support.delivery.sender import Desk
from support.delivery.smtp_server import Certificate

pytestmark = pytest.mark.readers


@pytest.fixture(scope="module")
def _exim(certificate: Certificate) -> Iterator[Exim]:
    with Exim(certificate) as server:
        yield server


@pytest.fixture
def exim(_exim: Exim, trusted: Certificate) -> Exim:
    """The server, trusted, its box emptied."""
    (_exim.folder / "mail" / "box").unlink(missing_ok=True)
    return _exim


def _desk(exim: Exim, folder: Path, security: str = "starttls") -> Desk:
    port = exim.starttls if security == "starttls" else exim.smtps
    desk = Desk(folder, port, security=security, user=USER)
    desk.secret = PASSWORD
    return desk


@pytest.mark.parametrize("security", ["starttls", "smtps"])
def test_a_letter_arrives_through_exim(security: str, exim: Exim, tmp_path: Path) -> None:
    """Encrypted, logged in, delivered into a box, its unsubscribe line whole."""
    desk = _desk(exim, tmp_path, security)
    report = desk.send(desk.item("awa"))
    assert report.trouble is None
    [sent] = report.sent
    assert (sent.outcome.state, sent.outcome.code) == ("done", 250)
    [letter] = exim.letters(1)
    assert letter["Envelope-to"] == "awa@example.org"
    assert letter["Message-ID"] == "<awa@example.org>"
    assert letter["List-Unsubscribe"] == "<https://example.org/leave?" + "long=1&" * 40 + ">"
    assert "TLS1." in letter["Received"]


def test_a_wrong_password_is_refused_by_exim(exim: Exim, tmp_path: Path) -> None:
    """535: nothing is sent, and the sentence names the user."""
    desk = _desk(exim, tmp_path)
    desk.secret = "guess"
    report = desk.send(desk.item("awa"))
    assert USER in str(report.trouble)
    assert not report.sent


def test_greylisting_and_refusal_by_exim(exim: Exim, tmp_path: Path) -> None:
    """451 until the server is ready, 550 for good, and the others in between arrive."""
    desk = _desk(exim, tmp_path)
    items = [desk.item("later"), desk.item("never"), desk.item("awa")]
    waited = desk.clock.sleep

    def sleep(seconds: float) -> None:
        waited(seconds)
        exim.ready()

    desk.clock.sleep = sleep  # type: ignore[method-assign]
    report = desk.send(*items)
    assert {s.item.member: (s.outcome.state, s.outcome.code) for s in report.sent} == {
        "awa": ("done", 250),
        "never": ("refused", 550),
        "later": ("done", 250),
    }
    assert sorted(m["Envelope-to"] for m in exim.letters(2)) == ["awa@example.org", "later@example.org"]
    assert desk.send(*items).sent == ()


def test_a_real_bounce_finds_its_member(exim: Exim, tmp_path: Path) -> None:
    """Exim takes a letter, finds nobody and writes its report; the report leads to the member."""
    desk = _desk(exim, tmp_path)
    items = [desk.item("ghost"), desk.item("phantom", to="awa+ghost=home@example.org"), desk.item("awa")]
    report = desk.send(*items)
    assert len(report.of("done")) == 3
    back = [m for m in exim.letters(3) if m["Envelope-to"] == USER]
    assert len(back) == 2
    folder = tmp_path / "came back"
    folder.mkdir()
    for number, message in enumerate(back):
        (folder / f"{number}.eml").write_bytes(message.as_bytes())
    fates = desk.fates()
    found = [
        bounces.match_letter(bounce, fates)
        for name, data in bounces.messages(str(folder))
        for bounce in bounces.read(name, data)
    ]
    assert sorted((f.letter.member if f.letter else "", f.bounce.action, f.bounce.to) for f in found) == [
        ("ghost", "failed", "ghost@example.org"),
        ("phantom", "failed", "awa+ghost=home@example.org"),
    ]
    with SendLedger(str(tmp_path), "besrour-cafe-2027") as ledger:
        for match in found:
            ledger.append(bounces.bounce_entry(match), desk.clock.now())
    verdicts = {a.item.member: (a.verdict, a.why) for a in desk.judged(items)}
    assert verdicts == {"ghost": ("keep", "dead"), "phantom": ("keep", "dead"), "awa": ("keep", "unchanged")}
    moved = desk.item("ghost", to="awa@example.org")
    assert [(a.verdict, a.why) for a in desk.judged([moved])] == [("send", "address")]


def test_exim_carries_an_address_with_accents(exim: Exim, tmp_path: Path) -> None:
    """SMTPUTF8 end to end: the envelope and the To line hold the address as its owner writes it."""
    desk = _desk(exim, tmp_path)
    desk.send(desk.item("celine", to="céline@example.org"))
    [letter] = exim.letters(1)
    assert letter.as_bytes().count("To: céline@example.org".encode()) == 1
