"""What a coordinator reads before letters go and after they went, from made decisions and outcomes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from besrour_cli.commands.shared.letter_batch import ReminderTargets
from besrour_cli.commands.terminal.translation import set_language
from besrour_cli.commands.views.letters.invite import _print_reminder
from besrour_cli.commands.views.letters.send_report import show_actions, show_report
from besrour_cli.delivery.mail.decide import OutgoingLetter, Reason, SendDecision, Verdict
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent
from besrour_cli.delivery.mail.outcome import OutcomeState, SmtpOutcome
from besrour_cli.delivery.mail.sending import SendReport, SentLetter
from besrour_cli.delivery.mail.status import DeliveryState, DeliveryStatus
from besrour_cli.model.programme import SmtpSettings
from support.planning.world import member

SERVER = SmtpSettings("mail.example.org", 587, "")
MORNING = datetime(2027, 4, 20, 6, tzinfo=UTC)


def _letter(ident: str, *, to: str = "", zone: str = "Africa/Nairobi") -> OutgoingLetter:
    return OutgoingLetter(
        about="2027-04-cafe",
        member=ident,
        name=ident.title(),
        to=to or f"{ident}@example.org",
        kind="invitation",
        facts="f",
        local="2027-04-21T16:00:00+03:00",
        zone=zone,
        digest="d",
        id=f"{ident}@letters",
        path=f"{ident}.eml",
    )


def _fate(state: DeliveryState, *, code: int = 0, reply: str = "") -> DeliveryStatus:
    at = "2027-04-01T08:00:00Z"
    return DeliveryStatus(state, LedgerEntry(LedgerEvent.INTENT, code=code, reply=reply, at=at))


def test_letters_whose_fate_is_unknown_are_named_with_their_instant(printed: Callable[[], list[str]]) -> None:
    """She can only ask them: when each was begun, and the two options that decide."""
    fate = _fate(DeliveryState.UNKNOWN)
    show_actions(SERVER, [SendDecision(_letter("ama"), Verdict.ASK, Reason.UNKNOWN, fate=fate)])
    assert printed() == [
        "0 letters to send now through mail.example.org:587.",
        "Fate unknown: begun, and no answer was seen. Ask these people, then decide:",
        "   ama  Ama <ama@example.org>  April 21, 4:00 p.m.  begun at 2027-04-01T08:00:00Z",
        "   --assume-sent MEMBER if the letter arrived, --resend MEMBER if it did not",
    ]


def test_an_address_of_two_people_is_pointed_out(printed: Callable[[], list[str]]) -> None:
    """A secretariat that reads for both will get two letters, which is meant."""
    both = [_letter(ident, to="office@example.org") for ident in ("ama", "kofi")]
    show_actions(SERVER, [SendDecision(each, Verdict.SEND, Reason.NEW) for each in both])
    assert printed()[-1] == (
        "office@example.org is the address of several people (ama, kofi): each gets a letter of their own."
    )


def test_held_letters_stand_below_the_hour_until_which_they_wait(printed: Callable[[], list[str]]) -> None:
    """Two wait for the same morning in Nairobi, one for that in Toronto, one is over the limit."""
    held = [
        SendDecision(_letter(ident, zone=zone), Verdict.HOLD, Reason.NEW, due=due)
        for ident, zone, due in (
            ("ama", "Africa/Nairobi", MORNING),
            ("zoe", "America/Toronto", MORNING.replace(hour=12)),
            ("awa", "Africa/Nairobi", MORNING),
            ("sam", "Africa/Nairobi", None),
        )
    ]
    show_actions(SERVER, held)
    assert printed()[1:] == [
        "1 letter is held until 8:00 a.m. on April 20 there:",
        "   zoe",
        "2 letters are held until 9:00 a.m. on April 20 there:",
        "   ama, awa",
        "1 letter is over the limit:",
        "   sam",
    ]


def test_what_is_not_sent_says_why_with_the_words_of_the_server(printed: Callable[[], list[str]]) -> None:
    """The unchanged are counted; who was refused is named with the reply, where there was one."""
    refused = _fate(DeliveryState.REFUSED, code=550, reply="no such user")
    kept = [
        (Reason.UNCHANGED, "ama", None),
        (Reason.REWORDED, "kofi", None),
        (Reason.REFUSED, "awa", refused),
        (Reason.BOUNCED, "sam", _fate(DeliveryState.BOUNCED, reply="5.1.1")),
        (Reason.DEAD, "zoe", None),
    ]
    show_actions(
        SERVER, [SendDecision(_letter(who), Verdict.KEEP, why, fate=fate) for why, who, fate in kept]
    )
    lines = printed()
    assert lines[1:5] == [
        "Not sent:",
        "   1  new wording",
        "   1  unchanged since the last letter",
        "   the same facts in other words: add --reworded to send these too",
    ]
    assert lines[5].endswith("4:00 p.m.  refused by the server before (550 no such user)")
    assert lines[6].endswith("4:00 p.m.  came back (5.1.1)")
    assert lines[7].endswith("4:00 p.m.  the address came back as wrong")


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "put off by the server: 451 try later"),
        ("fr", "retardée par le serveur : 451 try later"),
    ],
)
def test_after_sending_each_letter_that_did_not_go_has_its_reason(
    printed: Callable[[], list[str]], lang: str, expected: str
) -> None:
    """What the server said, or until when it is night there; what was not reached goes on later."""
    set_language(lang, {})
    sent = (
        SentLetter(_letter("ama"), SmtpOutcome(OutcomeState.DONE, 250, "ok")),
        SentLetter(_letter("kofi"), SmtpOutcome(OutcomeState.DEFERRED, 451, "try later")),
        SentLetter(_letter("awa"), SmtpOutcome(OutcomeState.HOLD), due=MORNING),
    )
    show_report(SendReport(sent, (_letter("sam"),)))
    head, deferred, held, rest = printed()
    assert head.startswith("1 ") and deferred.endswith(expected)
    if lang == "en":
        assert held.endswith("held: it has become night there, until 9:00 a.m. on April 20 there")
        assert rest == "1 letter was not reached; the same command goes on with it."


@pytest.mark.parametrize(
    ("people", "others", "unanswered", "expected"),
    [
        ((), ("kofi", "awa"), True, "Everybody has answered."),
        (("ama",), ("kofi", "awa"), True, "2 people have answered and are not reminded."),
        (("ama",), ("kofi",), False, "1 person has said no and is not reminded."),
    ],
)
def test_who_gets_no_reminder_is_counted(
    printed: Callable[[], list[str]],
    people: tuple[str, ...],
    others: tuple[str, ...],
    unanswered: bool,
    expected: str,
) -> None:
    """Those who answered where only the silent are reminded; those who said no where all others are."""
    _print_reminder(ReminderTargets(tuple(map(member, people)), {}, (), others, unanswered))
    assert printed() == [expected]
