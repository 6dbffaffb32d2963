"""Reports of other mail servers, as coordinators save them: read, mapped, and never a reason to stop."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.delivery.mail import bounces
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent
from besrour_cli.delivery.mail.status import DeliveryLog
from besrour_cli.model.errors import FileError, NotFoundError


def _report(
    *recipients: str,
    returned: str = "text/rfc822-headers",
    identity: str = "<awa@example.org>",
    more: str = "",
) -> bytes:
    blocks = "\n".join(f"{block}\n" for block in recipients)
    head = f"Message-ID: {identity}\nTo: awa@example.org\nSubject: cafe\n" if identity else "Subject: cafe\n"
    body = "\nthe letter\n" if returned == "message/rfc822" else ""
    return (
        f"From: Mailer-Daemon@mx.example.net\nTo: cafe@example.org\nSubject: Undelivered\n{more}"
        'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nSorry.\n\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n{blocks}\n"
        f"--b\nContent-Type: {returned}\n\n{head}{body}\n--b--\n"
    ).encode()


def _block(to: str, action: str = "failed", status: str = "5.1.1", more: str = "") -> str:
    return f"Final-Recipient: rfc822; {to}\nAction: {action}\nStatus: {status}\n{more}"


def _letters(*pairs: tuple[str, str]) -> DeliveryLog:
    fates = DeliveryLog()
    for member, to in pairs:
        entry = LedgerEntry(
            event=LedgerEvent.INTENT,
            about="s",
            member=member,
            to=to,
            kind="invitation",
            facts="f",
            local="l",
            digest="d",
            id=f"<{member}@example.org>",
            at="1",
        )
        fates.note(entry)
        fates.note(entry._replace(event=LedgerEvent.DONE))
    return fates


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_leads_to_its_letter(returned: str) -> None:
    """By the Message-ID of what came back, whether the header alone or the whole letter is returned."""
    [bounce] = bounces.read(
        "a.eml", _report(_block("awa@example.org", status="5.1.1 (gone)"), returned=returned)
    )
    assert (bounce.to, bounce.action, bounce.status, bounce.id) == (
        "awa@example.org",
        "failed",
        "5.1.1",
        "<awa@example.org>",
    )
    found = bounces.match_letter(bounce, _letters(("awa", "awa@example.org"), ("zoe", "awa@example.org")))
    assert found.letter is not None and found.letter.member == "awa"


def test_postfix_and_exchange_say_why() -> None:
    """The server's own words are kept on one short line."""
    more = (
        'Diagnostic-Code: smtp; 550 5.1.1 <awa@example.org>:\n    Recipient address\n\trejected: "nobody"\n'
    )
    [bounce] = bounces.read("a.eml", _report(_block("awa@example.org", more=more)))
    assert bounce.text == '550 5.1.1 <awa@example.org>: Recipient address rejected: "nobody"'


def test_a_forwarded_letter_is_told_by_the_address_it_was_written_to() -> None:
    """Original-Recipient, decoded as RFC 3461 writes it, comes before the address it was forwarded to."""
    block = _block("x9@mailbox.example.com", more="Original-Recipient: rfc822;awa+2Bcafe@example.org\n")
    [bounce] = bounces.read("a.eml", _report(block, identity=""))
    assert bounce.to == "awa+cafe@example.org"
    found = bounces.match_letter(bounce, _letters(("awa", "awa+cafe@example.org")))
    assert found.letter is not None and found.letter.member == "awa"


def test_an_address_of_two_people_alone_tells_nothing() -> None:
    """Without a Message-ID, a shared address might blame the wrong person."""
    [bounce] = bounces.read("a.eml", _report(_block("us@example.org"), identity=""))
    assert (
        bounces.match_letter(bounce, _letters(("awa", "us@example.org"), ("zoe", "US@example.org"))).letter
        is None
    )


def test_a_report_without_the_letter_may_refer_to_it() -> None:
    """Exim's References and others' In-Reply-To name it too."""
    data = _report(_block("awa@example.org"), identity="", more="References: <other@x> <awa@example.org>\n")
    [bounce] = bounces.read("a.eml", data)
    assert bounce.id == "<awa@example.org>"


def test_one_report_about_several_people(tmp_path: Path) -> None:
    """Each recipient is a bounce of its own; delays and successes keep their names."""
    data = _report(
        _block("awa@example.org"),
        _block("zoe@example.org", "delayed", "4.4.1"),
        _block("ama@example.org", "delivered", "2.0.0"),
    )
    found = bounces.read("a.eml", data)
    assert [(b.to, b.action) for b in found] == [
        ("awa@example.org", "failed"),
        ("zoe@example.org", "delayed"),
        ("ama@example.org", "delivered"),
    ]
    assert len({b.digest for b in found}) == 3


def test_a_report_counts_once() -> None:
    """Reading the same folder again finds nothing new."""
    fates = _letters(("awa", "awa@example.org"))
    [bounce] = bounces.read("a.eml", _report(_block("awa@example.org")))
    found = bounces.match_letter(bounce, fates)
    assert not found.known
    fates.note(bounces.bounce_entry(found))
    assert bounces.match_letter(bounce, fates).known
    fate = fates.get("s", "awa")
    assert fate is not None and fate.state == "bounced"


def test_a_bounce_settles_an_unknown_fate() -> None:
    """A letter that came back had been taken: nobody needs to be asked any more."""
    fates = DeliveryLog(
        [LedgerEntry(LedgerEvent.INTENT, "s", "awa", "awa@example.org", id="<awa@example.org>", digest="d")]
    )
    [bounce] = bounces.read("a.eml", _report(_block("awa@example.org", status="5.2.2")))
    fates.note(bounces.bounce_entry(bounces.match_letter(bounce, fates)))
    fate = fates.get("s", "awa")
    assert fate is not None and fate.state == "bounced"


def test_answers_of_the_absent_are_no_bounces() -> None:
    """An out-of-office note and a reading receipt are passed over."""
    away = b"From: awa@example.org\nAuto-Submitted: auto-replied\nSubject: Absente\n\nDe retour lundi.\n"
    receipt = (
        b"From: a@b.org\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n"
        b"--b\nContent-Type: message/disposition-notification\n\n"
        b"Disposition: manual-action; displayed\n\n--b--\n"
    )
    assert bounces.read("a.eml", away) == bounces.read("b.eml", receipt) == []


def test_a_folder_of_messages_and_mailboxes(tmp_path: Path) -> None:
    """Single files, mbox files and subfolders; hidden files are not looked at; no folder is said kindly."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "one.eml").write_bytes(_report(_block("awa@example.org")))
    box = b"".join(
        b"From MAILER-DAEMON Sun Jan 10 12:00:00 2027\n" + _report(_block(a)) for a in ("a@b.org", "c@d.org")
    )
    (tmp_path / "box").write_bytes(box)
    (tmp_path / ".hidden").write_bytes(_report(_block("x@y.org")))
    read = [
        (name, [b.to for b in bounces.read(name, data)]) for name, data in bounces.messages(str(tmp_path))
    ]
    assert read == [("box", ["a@b.org"]), ("box", ["c@d.org"]), ("sub/one.eml", ["awa@example.org"])]
    with pytest.raises(NotFoundError):
        list(bounces.messages(str(tmp_path / "nowhere")))


WHOLE = _report(_block("awa@example.org"), _block("zoe@example.org"), returned="message/rfc822")


@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)), st.binary(max_size=30))
def test_a_damaged_report_is_read_as_far_as_it_goes(start: int, end: int, rubbish: bytes) -> None:
    """Whatever the bytes, an answer and no traceback."""
    first, last = sorted((start, end))
    for bounce in bounces.read("a.eml", WHOLE[:first] + rubbish + WHOLE[last:]):
        assert bounce.to.isprintable() and bounce.text.isprintable()


@pytest.mark.parametrize("to", ["zoé@example.org", "zo\\x{E9}@example.org"])
def test_a_report_about_an_address_with_accents_is_read(to: str) -> None:
    """Its type is another (RFC 6533), its fields are in UTF-8 or say the letter by its number."""
    blocks = _report(_block("awa@example.org"), _block(to, status="5.4.4")).replace(
        b"rfc822; zo", b"utf-8; zo"
    )
    data = blocks.replace(b"message/delivery-status", b"message/global-delivery-status")
    assert [(b.to, b.action, b.status) for b in bounces.read("a.eml", data)] == [
        ("awa@example.org", "failed", "5.1.1"),
        ("zoé@example.org", "failed", "5.4.4"),
    ]


def test_a_report_whose_letter_has_no_id_leads_to_the_only_member_of_that_address() -> None:
    """What came back says “Message-ID: none”: her address is hers alone, whoever else was written to."""
    data = _report(_block("awa@example.org"), returned="message/rfc822", identity="none")
    [bounce] = bounces.read("a.eml", data)
    assert bounce.id == ""
    found = bounces.match_letter(bounce, _letters(("zoe", "zoe@example.org"), ("awa", "awa@example.org")))
    assert found.letter is not None and found.letter.member == "awa"


def test_a_file_that_is_no_message_is_passed_over_and_one_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A film among the messages, a pipe; a disk that fails stops the reading with the file's name."""
    with (tmp_path / "film.mov").open("wb") as film:
        film.truncate(bounces.LIMIT + 1)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "one.eml").write_bytes(_report(_block("awa@example.org")))
    assert [name for name, _data in bounces.messages(str(tmp_path))] == ["one.eml"]

    def fails(path: str, mode: str) -> BinaryIO:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(bounces, "open", fails, raising=False)
    with pytest.raises(FileError, match=r"one\.eml could not be read"):
        list(bounces.messages(str(tmp_path)))
