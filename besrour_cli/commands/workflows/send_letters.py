"""``besrour invite --send``: what would go to whom, the question, the sending, and what came of it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.shared.result import Result
from besrour_cli.commands.shared.workspace import Workspace, now, unknown_member
from besrour_cli.commands.terminal.console import err, out, watched
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.commands.views import send_report
from besrour_cli.delivery.mail import quiet_hours
from besrour_cli.delivery.mail.decide import OutgoingLetter, SendDecision, Verdict, decide
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent, SendLedger, entries
from besrour_cli.delivery.mail.status import DeliveryLog, DeliveryState
from besrour_cli.model.address import with_ascii_domain
from besrour_cli.model.errors import NegativeAnswer, NetworkError, NotFoundError, UsageError
from besrour_cli.model.message import msg, msgn
from besrour_cli.model.programme import Programme, SmtpSettings

if TYPE_CHECKING:
    from besrour_cli.commands.workflows.letter_batch import LetterBatch
    from besrour_cli.delivery.mail.sending import SendReport
    from besrour_cli.delivery.mail.smtp import SmtpConnection


class SendOptions(NamedTuple):
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


def smtp_settings_of(programme: Programme) -> SmtpSettings:
    """The mail server of the programme, or a refusal that says where to name it."""
    if programme.mail is None:
        raise NotFoundError(
            msg("sessions/programme.yaml does not say which server takes your letters"),
            msg("write mail: and below it host: smtp.example.org and user: me@example.org"),
        )
    return programme.mail


def check_options(workspace: Workspace, wish: SendOptions, dry_run: bool, as_json: bool) -> None:
    """Refuse, before anything is rendered or written, what cannot be done."""
    if wish.send and wish.test_to:
        raise UsageError(msg("--send and --test-to exclude each other"), msg("try with --test-to first"))
    if wish.send or wish.test_to:
        smtp_settings_of(workspace.programme)
    if wish.send and not dry_run and not wish.yes and (as_json or not sys.stdin.isatty()):
        raise UsageError(
            msg("nobody is here to be asked before sending"),
            msg("add --yes if you are sure, or look first with --dry-run"),
        )
    if (wish.send or wish.test_to) and not dry_run and smtp_settings_of(workspace.programme).user:
        connection_of(workspace).secret()
    known = {member.id for member in workspace.programme.members}
    for member in (*wish.only, *wish.resend, *wish.assume_sent):
        if member not in known:
            raise unknown_member(member, workspace.programme.members)


def read_delivery_log(workspace: Workspace) -> DeliveryLog:
    """What the ledger of letters says so far."""
    return DeliveryLog(entries(workspace.folder, workspace.programme.id))


def decisions(workspace: Workspace, wish: SendOptions, sessions: Collection[str]) -> None:
    """Write down what the coordinator decided of letters whose fate was unknown, or that are to go again."""
    if not (wish.resend or wish.assume_sent):
        return
    _decided(workspace, wish, sessions, read_delivery_log(workspace))  # refused before anything is written
    with SendLedger(workspace.folder, workspace.programme.id) as ledger:
        for entry in _decided(workspace, wish, sessions, read_delivery_log(workspace)):
            ledger.append(entry, now())


def _decided(
    workspace: Workspace, wish: SendOptions, sessions: Collection[str], log: DeliveryLog
) -> list[LedgerEntry]:
    """The lines for the ledger; a refusal of a member to whom no letter was ever begun."""
    members = {member.id: member for member in workspace.programme.members}
    lines = []
    for event, ids in ((LedgerEvent.RESEND, wish.resend), (LedgerEvent.ASSUME, wish.assume_sent)):
        for member in ids:
            found = [f for s in sessions if (f := log.get(s, member)) is not None]
            if not found:
                raise UsageError(
                    msg("no letter to “{id}” about these sessions was ever begun", id=member),
                    msg("a letter that was never sent needs neither --resend nor --assume-sent"),
                )
            for fate in found:
                to = with_ascii_domain(members[member].email) if event == LedgerEvent.RESEND else fate.last.to
                lines.append(fate.last._replace(event=event, to=to, code=0, reply=""))
    return lines


def decide_all(
    workspace: Workspace, items: Sequence[OutgoingLetter], wish: SendOptions, log: DeliveryLog
) -> list[SendDecision]:
    """Every letter with what is to become of it now."""
    hours = smtp_settings_of(workspace.programme).hours
    moment = now()
    return decide(
        items,
        log,
        lambda item: None if wish.any_hour else quiet_hours.next_allowed(moment, item.zone, hours),
        only=wish.only,
        limit=wish.limit,
        reworded=wish.reworded,
    )


def confirm(count: int) -> bool:
    """Whether the coordinator, shown the count, typed it."""
    sys.stdout.flush()
    sys.stderr.write(
        translate(msg("Type {n} to send them, anything else to stop:", n=count)) + " ",
    )
    sys.stderr.flush()
    try:
        return sys.stdin.readline().strip() == str(count)
    except UnicodeDecodeError:
        return False


def connection_of(workspace: Workspace) -> SmtpConnection:
    """The mail server, ready to be connected to."""
    from besrour_cli.delivery.credentials import password
    from besrour_cli.delivery.mail.smtp import SmtpConnection

    mail = smtp_settings_of(workspace.programme)
    sender = with_ascii_domain(mail.sender or workspace.programme.contact.email)
    return SmtpConnection(mail, sender, lambda: password(mail.host, mail.user, os.environ))


def run(
    workspace: Workspace, items: Sequence[OutgoingLetter], wish: SendOptions
) -> tuple[SendReport, DeliveryLog]:
    """Send what is due; alone with the ledger, whose newest lines decide."""
    from besrour_cli.delivery.mail import sending

    mail = smtp_settings_of(workspace.programme)
    with SendLedger(workspace.folder, workspace.programme.id) as ledger:
        log = read_delivery_log(workspace)
        post = connection_of(workspace)
        with _Stop() as stop:
            report = sending.send(
                decide_all(workspace, items, wish, log),
                ledger,
                log,
                post,
                lambda item: _bytes(workspace.folder, item.path),
                sending.SystemPort(now, time.monotonic, time.sleep, stop.requested),
                may_go=lambda item, at: (
                    None if wish.any_hour else quiet_hours.next_allowed(at, item.zone, mail.hours)
                ),
                rate=mail.rate if wish.rate is None else wish.rate,
                watch=_watch,
            )
        return report, log


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

    def requested(self) -> bool:
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


def code_of(report: SendReport, log: DeliveryLog, sessions: Collection[str]) -> int:
    """6 when a letter that was due did not go, 130 after Ctrl+C, 1 with fates to decide; else 0."""
    if report.trouble is not None:
        return report.trouble.code
    if any(s.outcome.state not in ("done", "hold") for s in report.sent):
        return 6
    if report.unsent:
        return 130
    unknown = any(key[0] in sessions and fate.state == DeliveryState.UNKNOWN for key, fate in log.of.items())
    return 1 if unknown else 0


def sending(
    workspace: Workspace,
    batches: Sequence[LetterBatch],
    wish: SendOptions,
    dry_run: bool,
    as_json: bool,
    data: dict[str, object],
    picture: Callable[[], None],
) -> Result:
    """Show what would go, ask, send, and give what came of it."""
    items = [batch.item(row) for batch in batches for row in batch.rows]
    actions = decide_all(workspace, items, wish, read_delivery_log(workspace))
    due = sum(a.verdict == Verdict.SEND for a in actions)
    data = {**data, "actions": send_report.as_data(actions)}
    if not as_json:
        picture()
        send_report.show_actions(smtp_settings_of(workspace.programme), actions)
    if dry_run or not due:
        unknown = any(a.verdict == Verdict.ASK for a in actions)
        return Result(data, lambda: None, 1 if unknown and not dry_run else 0)
    if not wish.yes and not confirm(due):
        raise NegativeAnswer(
            msg("nothing was sent"), msg("the letters are written; look at one, then say --send")
        )
    report, log = run(workspace, items, wish)
    if not as_json:
        send_report.show_report(report)
    if report.trouble is not None and not as_json:
        from besrour_cli.commands.terminal.diagnostics import show_error

        show_error(report.trouble)
    code = code_of(report, log, {batch.session.id for batch in batches})
    return Result({**data, **send_report.outcomes(report)}, lambda: None, code)


def send_test(
    workspace: Workspace, batches: Sequence[LetterBatch], wish: SendOptions, to: str, dry_run: bool
) -> Result:
    """Send a letter of each language to oneself; nothing is announced, written or remembered."""
    from besrour_cli.delivery.mail.sending import send_trial

    chosen: dict[str, tuple[OutgoingLetter, bytes]] = {}
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
    address = with_ascii_domain(to)
    if not dry_run:
        for sent in send_trial(items, address, connection_of(workspace), lambda item: chosen[item.path][1]):
            if sent.outcome.state != "done":
                raise NetworkError(
                    msg(
                        "the server did not take the letter to {to}: {reply}",
                        to=address,
                        reply=send_report.in_words(sent),
                    )
                )

    def picture() -> None:
        line = msgn(
            "{n} letter to {to}, for a trial:", "{n} letters to {to}, for a trial:", len(items), to=address
        )
        out(translate(line))
        for item in items:
            out(f"   {send_report.person(item)}")
        out(_("Nothing was sent to members, and nothing is announced."))

    shown = {"trial": address, "letters": [{"session": i.about, "member": i.member} for i in items]}
    return Result(shown, picture)
