"""Mail that a person has to look at although it reads like an answer, and whom a recorded answer means."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from besrour_cli.commands.shared.responses import invitations
from besrour_cli.commands.views.people.replies import ClassifiedMessage
from besrour_cli.commands.workflows.people.answers import ManualReply, with_ids
from besrour_cli.commands.workflows.people.read_replies import mail_context, read_messages
from besrour_cli.commands.workflows.people.replacements import declined_required, remedy_words
from besrour_cli.delivery.inbox.mailbox import InboxMessage
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent, SendLedger
from besrour_cli.feedback.replies.outcome import ReplyStatus
from besrour_cli.model.errors import UsageError
from besrour_cli.model.replies import Reply, ReplyPart
from besrour_cli.storage.state import replies_file
from support.commands.told import AT, opened, tell
from support.commands.typed import says
from support.feedback.client_mail import ics, mail

JANUARY, HER, HIM = "2027-01-cafe", "ca-laval", "gh-accra"
UID = f"{JANUARY}.test-cafe@besrour"
LUC, EFUA = "Luc <luc@example.org>", "Efua <efua@example.org>"


def _answer(folder: Path, attendee: str, sender: str) -> bytes:
    """An answer to the café as it was announced."""
    slot = opened(folder).plan.slots[JANUARY]
    start, end = (f"{at:%Y%m%dT%H%M%SZ}" for at in (slot.start, slot.end))
    text = ics(attendee, times=f"DTSTART:{start}\nDTEND:{end}", uid=UID, stamp="DTSTAMP:20261123T080000Z")
    return mail(text, sender=sender, date="Mon, 23 Nov 2026 08:00:05 +0000")


def _read(folder: Path, message: InboxMessage) -> ClassifiedMessage:
    workspace = opened(folder)
    [found] = read_messages([message], mail_context(workspace, invitations(workspace)), ())
    return found


def test_what_was_not_read_whole_is_no_answer(two_cafes: Path) -> None:
    """The same bytes count in a file of mail; in Outlook's own format or cut short they wait for a person."""
    tell(two_cafes, JANUARY)
    data = _answer(two_cafes, "ATTENDEE;PARTSTAT=ACCEPTED:mailto:luc@example.org", LUC)
    assert _read(two_cafes, InboxMessage("1.eml", data)).outcome.status == ReplyStatus.REPLY
    for message, why in (
        (InboxMessage("1.MSG", data), "save it as .eml"),
        (InboxMessage("1.eml", data, size=20_000_000), "too large to be an answer"),
    ):
        found = _read(two_cafes, message).outcome
        assert (found.status, found.answers) == (ReplyStatus.NEEDS_HUMAN, ())
        assert why in str(found.reason)


def test_nobody_answers_in_the_place_of_another_unasked(two_cafes: Path) -> None:
    """A delegate counts once the member has said so; before that it waits for a person."""
    tell(two_cafes, JANUARY)
    hers = 'ATTENDEE;PARTSTAT=ACCEPTED;DELEGATED-FROM="mailto:luc@example.org":mailto:efua@example.org'
    message = InboxMessage("1.eml", _answer(two_cafes, hers, EFUA))
    found = _read(two_cafes, message).outcome
    assert (found.status, found.answers) == (ReplyStatus.NEEDS_HUMAN, ())
    assert "efua@example.org answers in the place of a member who did not say so" in str(found.reason)
    delegating = Reply(JANUARY, HER, ReplyPart.DELEGATED, moment=AT, delegate="efua@example.org")
    workspace = opened(two_cafes)
    [said] = read_messages([message], mail_context(workspace, invitations(workspace)), [delegating])
    assert said.outcome.status == ReplyStatus.REPLY


def test_a_ledger_whose_hour_is_none_still_knows_the_letter(two_cafes: Path) -> None:
    """Which letter it was is known; when the session then began is not."""
    workspace = tell(two_cafes, JANUARY)
    entry = LedgerEntry(LedgerEvent.DONE, about=JANUARY, member=HER, to="luc@example.org", kind="invitation")
    with SendLedger(str(two_cafes), "test-cafe") as ledger:
        for name, local in (("<1@x>", "soon"), ("<2@x>", "2027-01-12T07:00:00-05:00"), ("<3@x>", "")):
            ledger.append(entry._replace(id=name, local=local), AT)
    letters = mail_context(workspace, invitations(workspace)).letters
    assert [letters[name].start for name in ("<1@x>", "<2@x>", "<3@x>")] == [
        None,
        datetime.fromisoformat("2027-01-12T12:00:00+00:00"),
        None,
    ]


def test_two_names_of_one_member_have_one_answer(two_cafes: Path) -> None:
    """By her id she comes and by her address she does not: neither is recorded."""
    workspace = tell(two_cafes, JANUARY)
    parts = {HER: ReplyPart.ACCEPTED, "luc@example.org": ReplyPart.DECLINED}
    with pytest.raises(UsageError, match=f"two answers of “{HER}” are written"):
        with_ids(workspace, ManualReply(JANUARY, parts))
    same = dict.fromkeys(parts, ReplyPart.ACCEPTED)
    assert with_ids(workspace, ManualReply(JANUARY, same)).parts == {HER: ReplyPart.ACCEPTED}


def test_where_nobody_else_can_do_it_that_is_said(
    two_cafes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The facilitator cannot come, and the roster has nobody with this part."""
    workspace = tell(two_cafes, JANUARY)
    declined = Reply(JANUARY, HIM, ReplyPart.DECLINED, moment=AT)
    stored = replies_file.update(str(two_cafes), lambda s: s._replace(answers=(declined,)))
    [missing] = declined_required(workspace, stored, AT)
    assert missing.candidates == () and "nobody else in members.csv" in str(remedy_words(missing))
    shown = " ".join(says(capsys, two_cafes, "replies").stdout.split())
    assert "Ama Example (gh-accra) cannot come" in shown and "nobody else in members.csv" in shown
