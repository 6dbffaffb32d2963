"""``besrour invite --send``: what would go to whom, the question, the sending, and what came of it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.shared.result import Result
from besrour_cli.commands.shared.workspace import Desk, now, unknown_member
from besrour_cli.commands.terminal.console import err, out, watched
from besrour_cli.commands.terminal.translation import _, say
from besrour_cli.commands.views import send_report
from besrour_cli.delivery.mail import quiet_hours
from besrour_cli.delivery.mail.decide import ASK, SEND, Action, Item, decide
from besrour_cli.delivery.mail.ledger import Entry, Ledger, entries
from besrour_cli.delivery.mail.status import UNKNOWN, Fates
from besrour_cli.model.errors import AnswerIsNo, NetworkTrouble, NothingThere, WordsOff
from besrour_cli.model.message import msg, msgn
from besrour_cli.model.programme import Mail, Programme

if TYPE_CHECKING:
    from besrour_cli.commands.workflows.letter_batch import Batch
    from besrour_cli.delivery.mail.sending import Report
    from besrour_cli.delivery.mail.smtp import Post


class Wish(NamedTuple):
    """What the coordinator asked for beside the sessions."""

    send: bool = False
    yes: bool = False
    only: tuple[str, ...] = ()
    limit: int | None = None
    rate: int | None = None
    any_hour: bool = False
    reworded: bool = False
    resend: tuple[str, ...] = ()
    assume_sent: tuple[str, ...] = ()
    test_to: str | None = None

    @property
    def asks(self) -> bool:
        """Whether the letters' fates are of interest at all."""
        return self.send or bool(self.resend or self.assume_sent)


def mail_of(programme: Programme) -> Mail:
    """The mail server of the programme, or a refusal that says where to name it."""
    if programme.mail is None:
        raise NothingThere(
            msg("sessions/programme.yaml does not say which server takes your letters"),
            msg("write mail: and below it host: smtp.example.org and user: me@example.org"),
        )
    return programme.mail


def check_wish(desk: Desk, wish: Wish, dry_run: bool, as_json: bool) -> None:
    """Refuse, before anything is rendered or written, what cannot be done."""
    if wish.send and wish.test_to:
        raise WordsOff(msg("--send and --test-to exclude each other"), msg("try with --test-to first"))
    if wish.send or wish.test_to:
        mail_of(desk.programme)
    if wish.send and not dry_run and not wish.yes and (as_json or not sys.stdin.isatty()):
        raise WordsOff(
            msg("nobody is here to be asked before sending"),
            msg("add --yes if you are sure, or look first with --dry-run"),
        )
    if (wish.send or wish.test_to) and not dry_run and mail_of(desk.programme).user:
        post_of(desk).secret()
    known = {member.id for member in desk.programme.members}
    for member in (*wish.only, *wish.resend, *wish.assume_sent):
        if member not in known:
            raise unknown_member(member, desk.programme.members)


def read_fates(desk: Desk) -> Fates:
    """What the ledger of letters says so far."""
    return Fates(entries(desk.folder, desk.programme.id))


def decisions(desk: Desk, wish: Wish, sessions: Collection[str]) -> None:
    """Write down what the coordinator decided of letters whose fate was unknown, or that are to go again."""
    if not (wish.resend or wish.assume_sent):
        return
    _decided(desk, wish, sessions, read_fates(desk))  # refused before anything is written
    with Ledger(desk.folder, desk.programme.id) as ledger:
        for entry in _decided(desk, wish, sessions, read_fates(desk)):
            ledger.append(entry, now())


def _decided(desk: Desk, wish: Wish, sessions: Collection[str], fates: Fates) -> list[Entry]:
    """The lines for the ledger; a refusal of a member to whom no letter was ever begun."""
    members = {member.id: member for member in desk.programme.members}
    lines = []
    for event, ids in (("resend", wish.resend), ("assume", wish.assume_sent)):
        for member in ids:
            found = [f for s in sessions if (f := fates.get(s, member)) is not None]
            if not found:
                raise WordsOff(
                    msg("no letter to “{id}” about these sessions was ever begun", id=member),
                    msg("a letter that was never sent needs neither --resend nor --assume-sent"),
                )
            for fate in found:
                to = envelope(members[member].email) if event == "resend" else fate.last.to
                lines.append(fate.last._replace(event=event, to=to, code=0, reply=""))
    return lines


def envelope(address: str) -> str:
    """An address as servers take it: a domain in Unicode in its ASCII form (RFC 5891)."""
    local, _at, domain = address.strip().rpartition("@")
    try:
        return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address.strip()


def judged(desk: Desk, items: Sequence[Item], wish: Wish, fates: Fates) -> list[Action]:
    """Every letter with what is to become of it now."""
    hours = mail_of(desk.programme).hours
    moment = now()
    return decide(
        items,
        fates,
        lambda item: None if wish.any_hour else quiet_hours.due(moment, item.zone, hours),
        only=wish.only,
        limit=wish.limit,
        reworded=wish.reworded,
    )


def agreed(count: int) -> bool:
    """Whether the coordinator, shown the count, typed it."""
    sys.stdout.flush()
    sys.stderr.write(
        say(msg("Type {n} to send them, anything else to stop:", n=count)) + " ",
    )
    sys.stderr.flush()
    try:
        return sys.stdin.readline().strip() == str(count)
    except UnicodeDecodeError:
        return False


def post_of(desk: Desk) -> Post:
    """The mail server, ready to be connected to."""
    from besrour_cli.delivery.credentials import password
    from besrour_cli.delivery.mail.smtp import Post

    mail = mail_of(desk.programme)
    sender = envelope(mail.sender or desk.programme.contact.email)
    return Post(mail, sender, lambda: password(mail.host, mail.user, os.environ))


def run(desk: Desk, items: Sequence[Item], wish: Wish) -> tuple[Report, Fates]:
    """Send what is due; alone with the ledger, whose newest lines decide."""
    from besrour_cli.delivery.mail import sending

    mail = mail_of(desk.programme)
    with Ledger(desk.folder, desk.programme.id) as ledger:
        fates = read_fates(desk)
        post = post_of(desk)
        with _Stop() as stop:
            report = sending.send(
                judged(desk, items, wish, fates),
                ledger,
                fates,
                post,
                lambda item: _bytes(desk.folder, item.path),
                sending.Means(now, time.monotonic, time.sleep, stop.asked),
                may_go=lambda item, at: None if wish.any_hour else quiet_hours.due(at, item.zone, mail.hours),
                rate=mail.rate if wish.rate is None else wish.rate,
                watch=_watch,
            )
        return report, fates


def _bytes(folder: str, path: str) -> bytes:
    with open(os.path.join(folder, *path.split("/")), "rb") as file:
        return file.read()


def _watch(done: int, every: int) -> None:
    if watched():
        sys.stderr.write(f"\r{done}/{every}" + ("\n" if done == every else ""))
        sys.stderr.flush()


class _Stop:
    """The first Ctrl+C lets the letter under way come to its end; the second stops at once."""

    def __init__(self) -> None:
        self.wished = False

    def asked(self) -> bool:
        return self.wished

    def __enter__(self) -> _Stop:
        import signal

        def wish(number: int, frame: object) -> None:
            if self.wished:
                raise KeyboardInterrupt
            self.wished = True
            err("\n" + _("stopping after this letter; Ctrl+C again stops at once"))

        self.before = {n: signal.signal(n, wish) for n in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(self, *trouble: object) -> None:
        import signal

        for number, handler in self.before.items():
            signal.signal(number, handler)


def code_of(report: Report, fates: Fates, sessions: Collection[str]) -> int:
    """6 when a letter that was due did not go, 130 after Ctrl+C, 1 with fates to decide; else 0."""
    if report.trouble is not None:
        return report.trouble.code
    if any(s.outcome.state not in ("done", "hold") for s in report.sent):
        return 6
    if report.left:
        return 130
    unknown = any(key[0] in sessions and fate.state == UNKNOWN for key, fate in fates.of.items())
    return 1 if unknown else 0


def sending(
    desk: Desk,
    batches: Sequence[Batch],
    wish: Wish,
    dry_run: bool,
    as_json: bool,
    data: dict[str, object],
    picture: Callable[[], None],
) -> Result:
    """Show what would go, ask, send, and give what came of it."""
    items = [batch.item(row) for batch in batches for row in batch.rows]
    actions = judged(desk, items, wish, read_fates(desk))
    due = sum(a.verdict == SEND for a in actions)
    data = {**data, "actions": send_report.as_data(actions)}
    if not as_json:
        picture()
        send_report.show_actions(mail_of(desk.programme), actions)
    if dry_run or not due:
        unknown = any(a.verdict == ASK for a in actions)
        return Result(data, lambda: None, 1 if unknown and not dry_run else 0)
    if not wish.yes and not agreed(due):
        raise AnswerIsNo(
            msg("nothing was sent"), msg("the letters are written; look at one, then say --send")
        )
    report, fates = run(desk, items, wish)
    if not as_json:
        send_report.show_report(report)
    if report.trouble is not None and not as_json:
        from besrour_cli.commands.terminal.diagnostics import show_fault

        show_fault(report.trouble)
    code = code_of(report, fates, {batch.session.id for batch in batches})
    return Result({**data, **send_report.outcomes(report)}, lambda: None, code)


def trial(desk: Desk, batches: Sequence[Batch], wish: Wish, to: str, dry_run: bool) -> Result:
    """Send a letter of each language to oneself; nothing is announced, written or remembered."""
    from besrour_cli.delivery.mail.sending import send_trial

    chosen: dict[str, tuple[Item, bytes]] = {}
    seen: set[tuple[str, str]] = set()
    for batch in batches:
        for row, data in batch.each():
            mark = (batch.session.id, row.member.id if wish.only else row.language)
            if mark in seen or (wish.only and row.member.id not in wish.only):
                continue
            seen.add(mark)
            item = batch.item(row)
            chosen[item.path] = (item, data)
    items = [item for item, _data in chosen.values()][: wish.limit]
    address = envelope(to)
    if not dry_run:
        for sent in send_trial(items, address, post_of(desk), lambda item: chosen[item.path][1]):
            if sent.outcome.state != "done":
                raise NetworkTrouble(
                    msg(
                        "the server did not take the letter to {to}: {reply}",
                        to=address,
                        reply=send_report.said(sent),
                    )
                )

    def picture() -> None:
        line = msgn(
            "{n} letter to {to}, for a trial:", "{n} letters to {to}, for a trial:", len(items), to=address
        )
        out(say(line))
        for item in items:
            out(f"   {send_report.person(item)}")
        out(_("Nothing was sent to members, and nothing is announced."))

    shown = {"trial": address, "letters": [{"session": i.about, "member": i.member} for i in items]}
    return Result(shown, picture)
