"""Answers read from a real IMAP server leave no trace there, and only over a connection that is verified."""

from __future__ import annotations

from datetime import date

import pytest

from besrour_cli.delivery.inbox import imap
from besrour_cli.delivery.inbox.mailbox import LARGEST
from besrour_cli.model.errors import NetworkError
from besrour_cli.model.replies import ImapSettings
from support.delivery.dovecot_server import PASSWORD, USER, Dovecot

pytestmark = pytest.mark.readers
LETTER = b"From: a@example.org\r\nSubject: yes\r\n\r\nI come.\r\n"


def inbox(server: Dovecot, **changes: object) -> ImapSettings:
    """The mailbox as programme.yaml names it."""
    return ImapSettings("localhost", server.imaps, "imaps", USER, "INBOX")._replace(**changes)  # type: ignore[arg-type]


def read(box: ImapSettings, secret: str = PASSWORD, since: date | None = None) -> list[bytes]:
    """The bytes of every message."""
    return [letter.data for letter in imap.messages(box, lambda: secret, since)]


@pytest.mark.parametrize("security", ["imaps", "starttls"])
def test_every_message_is_read_and_none_marked(dovecot: Dovecot, security: str) -> None:
    """Three unread messages come whole, and are as unread as before."""
    letters = [LETTER.replace(b"yes", word) for word in (b"one", b"two", b"three")]
    for data in letters:
        dovecot.put(data)
    port = dovecot.imaps if security == "imaps" else dovecot.starttls
    found = read(inbox(dovecot, port=port, security=security))
    assert sorted(found) == sorted(letters)
    assert dovecot.flags() == ["", "", ""]
    assert sorted(read(inbox(dovecot, port=port, security=security))) == sorted(letters)


def test_an_empty_mailbox_and_a_day_to_come(dovecot: Dovecot) -> None:
    """Nothing there, or nothing since that day: no message, no trouble."""
    assert read(inbox(dovecot)) == []
    dovecot.put(LETTER)
    assert read(inbox(dovecot), since=date(2099, 1, 1)) == []
    assert read(inbox(dovecot), since=date(2001, 1, 1)) == [LETTER]


def test_a_folder_with_accents_and_spaces(dovecot: Dovecot) -> None:
    """Mailbox names travel in modified UTF-7 (RFC 3501 section 5.1.3)."""
    dovecot.put(LETTER, mailbox="R&AOk-ponses au caf&AOk-")
    assert read(inbox(dovecot, folder="Réponses au café")) == [LETTER]


def test_a_message_too_large_comes_with_its_beginning_only(dovecot: Dovecot) -> None:
    """Twelve million bytes are announced, and sixty thousand fetched."""
    dovecot.put(LETTER + b"x" * 70 + b"\r\n" + (b"y" * 70 + b"\r\n") * 170_000)
    [letter] = imap.messages(inbox(dovecot), lambda: PASSWORD, None)
    assert letter.size > LARGEST
    assert len(letter.data) == 65_536


def test_a_wrong_password_is_said_plainly(dovecot: Dovecot) -> None:
    """The server refuses; the sentence names the account and not the password."""
    with pytest.raises(NetworkError) as caught:
        read(inbox(dovecot), "wrong-word")
    assert USER in str(caught.value) and "wrong-word" not in str(caught.value)


def test_a_folder_that_is_not_there_is_said_plainly(dovecot: Dovecot) -> None:
    """The mailbox's name is given back."""
    with pytest.raises(NetworkError, match="Nowhere"):
        read(inbox(dovecot, folder="Nowhere"))


@pytest.mark.parametrize("security", ["imaps", "starttls"])
def test_no_password_is_told_to_a_server_that_cannot_prove_its_name(
    dovecot: Dovecot, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An authority nobody trusts: the connection ends before anything is said."""
    monkeypatch.delenv("SSL_CERT_FILE")
    asked: list[str] = []

    def secret() -> str:
        asked.append("asked")
        return PASSWORD

    port = dovecot.imaps if security == "imaps" else dovecot.starttls
    with pytest.raises(NetworkError, match="cannot be trusted"):
        list(imap.messages(inbox(dovecot, port=port, security=security), secret, None))
    assert asked == []


def test_a_certificate_of_another_name_is_refused(dovecot: Dovecot) -> None:
    """127.0.0.1 is not localhost: a certificate counts for its name alone."""
    with pytest.raises(NetworkError, match="cannot be trusted"):
        read(inbox(dovecot, host="127.0.0.1"))


def test_a_server_that_is_not_there() -> None:
    """Port 9 answers nobody."""
    with pytest.raises(NetworkError, match="cannot be read"):
        read(ImapSettings("localhost", 9, "imaps", USER))
