"""Whole mails in people's own words: which session each is about, and what only a person can decide."""

from __future__ import annotations

import email
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import pytest

from besrour_cli.feedback.replies.classify import classify
from besrour_cli.feedback.replies.outcome import Classification, KnownLetter, ReplyContext, reply_context
from besrour_cli.feedback.replies.settle import settle_own_words
from besrour_cli.feedback.replies.tally import rsvp_of
from besrour_cli.feedback.replies.waiting_messages import waiting_messages
from besrour_cli.model.replies import Invitation, Reply, ReplyPart, UnclearMessage
from support.planning.world import member

NOW = datetime(2026, 12, 10, 9, tzinfo=UTC)
TOLD = NOW - timedelta(days=5)
ORGANISER = "cafe@besrour.example"
AWA, KOFI, BOTH = member("awa", "Accra"), member("kofi", "Accra"), member("both", "Accra")
PEOPLE = {"awa@example.org": ("awa",), "kofi@example.org": ("kofi",), "both@example.org": ("both",)}
JANUARY = Invitation(
    uid="2027-01-cafe.x@besrour",
    session="2027-01-cafe",
    sequence=0,
    start=datetime(2027, 1, 20, 14, tzinfo=UTC),
    end=datetime(2027, 1, 20, 15, tzinfo=UTC),
    people=PEOPLE,
    titles=("Premiere: teaching in the community", "Première : enseigner dans la communauté"),
    announced=TOLD,
)
FEBRUARY = JANUARY._replace(
    uid="2027-02-cafe.x@besrour",
    session="2027-02-cafe",
    start=datetime(2027, 2, 17, 14, tzinfo=UTC),
    end=datetime(2027, 2, 17, 15, tzinfo=UTC),
    titles=("Listening to patients", "À l’écoute des malades"),
)
LETTERS = {
    f"<{'a' * 32}@besrour.example>": KnownLetter("2027-01-cafe", "awa", JANUARY.start),
    f"<{'b' * 32}@besrour.example>": KnownLetter("2027-02-cafe", "awa", FEBRUARY.start),
    f"<{'c' * 32}@besrour.example>": KnownLetter("2027-01-cafe", "kofi", JANUARY.start),
    f"<{'d' * 32}@besrour.example>": KnownLetter("2027-01-cafe", "awa", JANUARY.start, cancels=True),
}
TO_AWA, TO_AWA_FEBRUARY, TO_KOFI, CANCELLED = LETTERS
SUBJECT = (
    "Re: Café: Jan. 20, 2:00 p.m. / 20 janv., 14 h (Accra) – Premiere: teaching in the community / Première…"
)


def known(*invitations: Invitation, letters: bool = True) -> ReplyContext:
    """What the reader knows: one or two cafés, three people, and the letters that went out."""
    return reply_context(
        invitations or (JANUARY,),
        ".x@besrour",
        ORGANISER,
        roster=(AWA, KOFI, BOTH),
        letters=LETTERS if letters else {},
        names=["Café Besrour", "Besrour Café"],
    )


def mail(
    text: str,
    sender: str = "awa@example.org",
    subject: str = "Café",
    *,
    answers: str = "",
    thread: Sequence[str] = (),
    sent: datetime | None = NOW,
    **headers: str,
) -> bytes:
    """A mail in plain words."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, ORGANISER, subject
    if sent is not None:
        made["Date"] = format_datetime(sent)
    if answers:
        made["In-Reply-To"] = answers
    if answers or thread:
        made["References"] = " ".join([*thread, *([answers] if answers else [])])
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()


def read(*mails: bytes, context: ReplyContext, answers: Sequence[Reply] = ()) -> list[Classification]:
    """What mails come to when they are read together."""
    return settle_own_words([classify(data, context) for data in mails], answers, context)


def test_a_word_to_the_letter_is_an_answer() -> None:
    """In-Reply-To names the letter, and so the session, among any number of them."""
    context = known(JANUARY, FEBRUARY)
    [yes, no] = read(
        mail("Oui", subject=SUBJECT, answers=TO_AWA),
        mail("Sorry, I can't make it.", subject="Re: x", answers=TO_AWA_FEBRUARY),
        context=context,
    )
    assert [(c.status, c.answers[0].answer.session, c.answers[0].answer.part) for c in (yes, no)] == [
        ("reply", "2027-01-cafe", ReplyPart.ACCEPTED),
        ("reply", "2027-02-cafe", ReplyPart.DECLINED),
    ]
    assert rsvp_of("awa", [yes.answers[0].answer], JANUARY).state == "accepted"


def test_an_answer_to_the_former_time_is_stale() -> None:
    """The letter she answers gave another start: she is asked again."""
    moved = JANUARY._replace(sequence=1, start=JANUARY.start + timedelta(days=1))
    [found] = read(mail("Oui", answers=TO_AWA), context=known(moved))
    assert rsvp_of("awa", [found.answers[0].answer], moved).state == "stale"
    unknown = known(moved._replace(announced=NOW + timedelta(days=1)), letters=False)
    [found] = read(mail("Oui", subject=SUBJECT), context=unknown)
    assert rsvp_of("awa", [found.answers[0].answer], moved).state == "stale"


@pytest.mark.parametrize("subject", ["Café", "oui", "Réponse", "", "Besrour Café", "2027-01-cafe", SUBJECT])
def test_without_in_reply_to_the_subject_or_the_only_session_tells(subject: str) -> None:
    """She writes a new mail: there is one session she can mean."""
    [found] = read(mail("Je serai là", subject=subject), context=known(letters=False))
    assert [a.answer.session for a in found.answers] == ["2027-01-cafe"]


def test_two_open_sessions_are_not_guessed_between() -> None:
    """Both are named; once she has answered one, a later word is about the other."""
    context = known(JANUARY, FEBRUARY)
    [found] = read(mail("Oui"), context=context)
    assert found.status == "needs-human" and found.words
    assert found.words.sessions == ("2027-01-cafe", "2027-02-cafe")
    before = Reply(
        "2027-01-cafe", "awa", ReplyPart.ACCEPTED, sequence=0, start=JANUARY.start, moment=NOW - timedelta(1)
    )
    [found] = read(mail("Oui"), context=context, answers=[before])
    assert [a.answer.session for a in found.answers] == ["2027-02-cafe"]
    later = before._replace(moment=NOW + timedelta(1))
    [found] = read(mail("Oui"), context=context, answers=[later])
    assert found.status == "needs-human", "her later answer does not change what she meant before"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"answers": TO_KOFI}, "another member"),
        ({"answers": CANCELLED}, "called the session off"),
        ({"answers": "<x@mail.example>", "thread": [TO_AWA]}, "longer exchange"),
        ({"answers": "<x@mail.example>", "subject": "Re: slides"}, "another message"),
        ({"answers": "<x@mail.example>", "subject": SUBJECT}, "another message"),
        ({"answers": TO_AWA, "subject": "Re: Listening to patients"}, "the subject names another"),
        ({"subject": "Lunch on Friday"}, "does not say which"),
        ({"sent": None}, "no date"),
        ({"sent": TOLD - timedelta(days=1)}, "before she was told"),
        ({"sent": JANUARY.end + timedelta(days=40)}, "no session waits"),
        ({"sender": '"kofi@example.org" <awa@example.org>'}, "shows the address"),
    ],
)
def test_what_is_in_doubt_goes_to_a_person(words: dict[str, object], why: str) -> None:
    """Each is a plain “Oui”, and none is counted."""
    sessions = [JANUARY] if "waits" in why or "before" in why or "date" in why else [JANUARY, FEBRUARY]
    [found] = read(mail("Oui", **words), context=known(*sessions))  # type: ignore[arg-type]
    assert (found.status, found.answers) == ("needs-human", ())
    assert why in str(found.reason)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"announced": None}, "not in the plan: 2027-01-cafe"),
        ({"cancelled": True}, "the session was called off"),
        ({"people": {"kofi@example.org": ("kofi",)}}, "not invited to the session any more"),
    ],
)
def test_an_answer_to_what_has_changed_since_goes_to_a_person(changes: dict[str, object], why: str) -> None:
    """The session left the plan, was called off, or is for others now: her yes to its letter is not kept."""
    changed = JANUARY._replace(**changes)  # type: ignore[arg-type]
    [found] = read(mail("Oui", answers=TO_AWA), context=known(changed))
    assert (found.status, found.answers) == ("needs-human", ())
    assert why in str(found.reason)


def test_a_letter_to_a_session_that_is_gone_names_it() -> None:
    """The whole session was taken out of the plan."""
    [found] = read(mail("Oui", answers=TO_AWA_FEBRUARY), context=known(JANUARY))
    assert str(found.reason) == "it answers a session that is not in the plan: 2027-02-cafe"


def test_titles_that_begin_alike_are_told_apart_by_the_day() -> None:
    """A series has one title for each of its sessions; without a day the subject may mean either."""
    again = FEBRUARY._replace(titles=JANUARY.titles)
    context = known(JANUARY, again, letters=False)
    [dated] = read(mail("Oui", subject=SUBJECT), context=context)
    assert [answer.answer.session for answer in dated.answers] == ["2027-01-cafe"]
    [found] = read(mail("Oui", subject=JANUARY.titles[0]), context=context)
    assert (found.status, str(found.reason)) == (
        "needs-human",
        "its subject may mean more than one session",
    )


def test_a_mailbox_of_two_members_and_the_organisers_own_answer_for_nobody() -> None:
    """Whose yes it is, nobody can tell; what the organiser writes is no answer."""
    twins = [replace(AWA, email="both@example.org"), replace(KOFI, email="both@example.org")]
    context = known()._replace(roster=reply_context([], "", "", roster=twins).roster)
    [shared] = read(mail("Oui", sender="both@example.org"), context=context)
    assert (shared.status, str(shared.reason)) == (
        "needs-human",
        "several members have the address both@example.org",
    )
    ours = reply_context([JANUARY], ".x@besrour", ORGANISER, roster=[replace(AWA, email=ORGANISER)])
    [own] = read(mail("Oui", sender=ORGANISER), context=ours)
    assert (own.status, str(own.reason)) == ("needs-human", "it comes from the organiser's own address")


def test_a_member_without_an_address_is_not_whoever_has_none() -> None:
    """A message without a sender is not hers."""
    context = reply_context([JANUARY], ".x@besrour", ORGANISER, roster=[replace(AWA, email="")])
    assert not context.roster
    [found] = read(mail("Oui", sender=""), context=context)
    assert (found.status, found.words) == ("ignored", None)


def test_a_reply_whose_id_was_rewritten_is_known_by_subject_and_day() -> None:
    """Letters that went by other means: title and day together name the session, the title does not."""
    context = known(JANUARY, FEBRUARY, letters=False)
    [found] = read(mail("Oui", subject=SUBJECT, answers="<x@mail.example>"), context=context)
    assert [a.answer.session for a in found.answers] == ["2027-01-cafe"]
    title = "RE : Première : enseigner dans la communauté"
    [found] = read(mail("Oui", subject=title, answers="<x@mail.example>"), context=context)
    assert found.status == "needs-human"


def test_words_of_a_stranger_or_a_machine_count_for_nothing() -> None:
    """Out-of-office notes are passed over; a stranger who answers a letter is shown with its member."""
    context = known()
    [stranger, away, old_away, foreign] = read(
        mail("Yes", sender="x@else.example", answers=TO_AWA),
        mail("Yes", Auto_Submitted="auto-replied"),
        mail("Yes", subject="Réponse automatique : Café"),
        mail("Yes", sender="x@else.example"),
        context=context,
    )
    assert stranger.status == "needs-human" and stranger.words and stranger.words.writers[0].member == "awa"
    assert [c.status for c in (away, old_away, foreign)] == ["ignored"] * 3


def test_a_member_in_her_own_words_is_never_passed_over() -> None:
    """A question, a thank-you, a document, a forwarded mail: a person sees each of them."""
    context = known()
    attached = email.message_from_bytes(mail("Oui"), _class=EmailMessage, policy=email.policy.default)
    attached.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="oui.pdf")
    found = read(
        mail("Will there be slides?", answers=TO_AWA),
        mail("Merci !"),
        mail(""),
        attached.as_bytes(),
        mail("Oui\n\n---------- Forwarded message ---------\nFrom: x\n"),
        context=context,
    )
    assert [c.status for c in found] == ["needs-human"] * 5
    assert found[0].words and found[0].words.line == "Will there be slides?"
    assert found[0].words.sessions == ("2027-01-cafe",)


@pytest.mark.parametrize(
    ("text", "subject"),
    [("pause", "Re: Café"), ("", "unsubscribe"), ("Me désabonner svp", "x"), ("STOP", "")],
)
def test_a_pause_is_for_the_coordinator(text: str, subject: str) -> None:
    """It is no answer to a session, and no answer is made of it."""
    [found] = read(mail(text, subject=subject), context=known())
    assert found.status == "needs-human" and found.words and found.words.answer.pause


def test_reading_twice_gives_the_same() -> None:
    """The answer carries its message's digest: the second reading finds it, however things stand."""
    context = known()
    [first] = read(mail("Oui"), context=context)
    kept = [first.answers[0].answer]
    [again] = read(mail("Oui"), context=known(JANUARY, FEBRUARY), answers=kept)
    assert [a.answer for a in again.answers] == kept


def test_a_message_waits_until_it_is_settled() -> None:
    """By a later answer to its session, by a look, by the pause she asked for; not by an earlier answer."""
    waiting = UnclearMessage("1", "awa", "2027-01-cafe", NOW)
    answer = Reply("2027-01-cafe", "awa", ReplyPart.ACCEPTED, moment=NOW + timedelta(hours=1), by_hand=True)
    roster = [AWA, KOFI]
    assert waiting_messages([waiting], [], roster) == (waiting,)
    assert waiting_messages([waiting], [answer._replace(moment=NOW - timedelta(1))], roster) == (waiting,)
    assert waiting_messages([waiting], [answer._replace(session="2027-02-cafe")], roster) == (waiting,)
    assert waiting_messages([waiting], [answer], roster) == ()
    assert waiting_messages([waiting._replace(session="")], [answer], roster) == ()
    assert waiting_messages([waiting._replace(looked_at=True)], [], roster) == ()
    pause = waiting._replace(pause=True)
    assert waiting_messages([pause], [answer], roster) == (pause,)
    assert waiting_messages([pause], [], [member("awa", "Accra", paused=True)]) == ()
    assert waiting_messages([waiting], [], [KOFI]) == ()
    assert waiting_messages([UnclearMessage("2")], [answer], roster) == (UnclearMessage("2"),)
