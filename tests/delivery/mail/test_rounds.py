"""One run of sending: letters that wait, a wish to stop, and letters whose hour has passed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from besrour_cli.delivery.mail import raw_message
from besrour_cli.delivery.mail.decide import OutgoingLetter
from besrour_cli.delivery.mail.ledger import SendLedger
from besrour_cli.delivery.mail.outcome import OutcomeState, SmtpOutcome
from besrour_cli.delivery.mail.sending import SendReport, SystemPort, send
from support.delivery.sender import NOON, PROGRAMME, Clock, Desk


class Post:
    """A mail server in the same room: it puts off whom it is told to, and takes the rest."""

    def __init__(self, *put_off: str) -> None:
        self.put_off = list(put_off)
        self.taken: list[tuple[str, bytes]] = []

    def open(self) -> None:
        """It always answers."""

    def close(self) -> None:
        """Nobody minds."""

    def deliver(self, to: str, data: bytes, intent: Callable[[], None]) -> SmtpOutcome:
        """Take a letter, or put it off once."""
        if to in self.put_off:
            self.put_off.remove(to)
            return SmtpOutcome(OutcomeState.DEFERRED, 451, "later")
        intent()
        self.taken.append((to, data))
        return SmtpOutcome(OutcomeState.DONE, 250, "taken")


def _may_always(item: OutgoingLetter, now: datetime) -> datetime | None:
    return None


def _run(
    desk: Desk,
    post: Post,
    *items: OutgoingLetter,
    port: SystemPort | None = None,
    may_go: Callable[[OutgoingLetter, datetime], datetime | None] = _may_always,
    rate: int = 0,
) -> SendReport:
    with SendLedger(str(desk.folder), PROGRAMME) as ledger:
        return send(
            desk.judged(items),
            ledger,
            desk.fates(),
            post,
            lambda item: desk.letters[item.path],
            port or desk.clock.means(),
            may_go=may_go,
            rate=rate,
        )


def test_who_stops_a_run_while_it_waits_is_not_kept(tmp_path: Path) -> None:
    """Ctrl+C ten seconds into the pause: the run ends there, and the next one sends what was put off."""
    desk, post, clock = Desk(tmp_path, 0), Post("zoe@example.org"), Clock()
    items = [desk.item("zoe"), desk.item("awa")]
    report = _run(desk, post, *items, port=clock.means(lambda: clock.seconds >= 10))
    assert sum(clock.waits) == 10
    assert {s.item.member: s.outcome.state for s in report.sent} == {"awa": "done", "zoe": "deferred"}
    assert report.trouble is None
    assert [s.item.member for s in _run(desk, post, *items).sent] == ["zoe"]


def test_a_letter_whose_turn_comes_at_night_is_held(tmp_path: Path) -> None:
    """One letter a minute, and nobody is written to after a minute past noon: the third waits, untried."""
    desk, post = Desk(tmp_path, 0), Post()
    morning = NOON + timedelta(hours=19)

    def by_day(item: OutgoingLetter, now: datetime) -> datetime | None:
        return None if now <= NOON + timedelta(minutes=1) else morning

    items = [desk.item(name) for name in ("awa", "zoe", "kofi")]
    report = _run(desk, post, *items, may_go=by_day, rate=1)
    assert [to for to, _data in post.taken] == ["awa@example.org", "zoe@example.org"]
    assert [(s.item.member, s.due) for s in report.of("hold")] == [("kofi", morning)]
    assert [decision.verdict for decision in desk.judged(items)] == ["keep", "keep", "send"]


def test_a_letter_without_a_message_id_gets_one_of_its_own(tmp_path: Path) -> None:
    """Written by hand, say: two such letters to one address leave under two ids of its domain."""
    desk, post = Desk(tmp_path, 0), Post()
    items = []
    for member in ("awa", "zoe"):
        item = desk.item(member, to="us@example.org")
        bare = desk.letters[item.path].replace(f"Message-ID: <{member}@example.org>\r\n".encode(), b"")
        desk.letters[item.path] = bare.replace(b"See you", f"{member}, see you".encode())
        digest = raw_message.letter_digest(desk.letters[item.path])
        items.append(item._replace(id="", digest=digest))
    assert len(_run(desk, post, *items).of("done")) == 2
    ids = [raw_message.message_id(data) for _to, data in post.taken]
    assert len(set(ids)) == 2 and all(each.endswith("@example.org>") for each in ids)
    assert [data.count(b"Message-ID:") for _to, data in post.taken] == [1, 1]
