"""``besrour send``: what would go to whom, the question, and what came of it."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.shared.result import Result
from besrour_cli.commands.shared.workspace import Workspace, now
from besrour_cli.commands.terminal.console import confirm_count, err, out, show_progress
from besrour_cli.commands.terminal.diagnostics import show_error
from besrour_cli.commands.terminal.translation import _
from besrour_cli.commands.views.letters import send_report
from besrour_cli.commands.workflows.letters.mail_server import (
    read_delivery_log,
    smtp_connection,
    smtp_settings,
)
from besrour_cli.delivery.mail import quiet_hours
from besrour_cli.delivery.mail.decide import OutgoingLetter, Reason, SendDecision, Verdict, decide
from besrour_cli.delivery.mail.ledger import SendLedger
from besrour_cli.delivery.mail.status import DeliveryLog, DeliveryState
from besrour_cli.durable.systems import signals
from besrour_cli.model.address import with_ascii_domain
from besrour_cli.model.errors import NegativeAnswer, NetworkError
from besrour_cli.model.message import msg
from besrour_cli.storage.state.handover.mark import refuse_if_handed_over

if TYPE_CHECKING:
    from besrour_cli.commands.workflows.letters.send_options import SendOptions
    from besrour_cli.delivery.mail.sending import SendReport

SOME_UNSENT, STOPPED, DECISIONS_OPEN = 6, 130, 1
"""Exit codes: a letter that was due did not go, Ctrl+C, and letters whose delivery is unknown."""


class Mailing(NamedTuple):
    """Letters written below out/, and what belongs to them.

    ``data`` and ``picture`` are shown first. ``announce`` writes down, before the first letter leaves, that
    people are told; ``announces`` are the ids of the sessions that it announces.
    """

    letters: Sequence[OutgoingLetter]
    data: Mapping[str, object]
    picture: Callable[[], None]
    announce: Callable[[], object]
    announces: Sequence[str]


def send_letters(workspace: Workspace, mailing: Mailing, options: SendOptions) -> Result:
    """Show what would go, ask, announce, send, and give what came of it.

    Raises NegativeAnswer when the coordinator does not confirm.
    """
    decisions = _decide(workspace, mailing.letters, options, read_delivery_log(workspace))
    due = sum(d.verdict == Verdict.SEND for d in decisions)
    data = {**mailing.data, "announced": [], "actions": send_report.as_data(decisions)}
    if not options.as_json:
        mailing.picture()
        send_report.show_actions(smtp_settings(workspace.programme), decisions)
    if options.dry_run:
        return Result(data, lambda: out(_("Nothing was written or sent: this was a trial.")))
    if not due:
        return _without_letters(mailing, options, decisions, data)
    question = msg("Type {n} to send them, anything else to stop:", n=due)
    if not options.yes and not confirm_count(question, due):
        raise NegativeAnswer(msg("nothing was sent, and nothing is announced"))
    report, log = _send(workspace, mailing, options)
    if not options.as_json:
        send_report.show_report(report)
        if report.trouble is not None:
            show_error(report.trouble)
    code = _exit_code(report, log, {letter.about for letter in mailing.letters})
    data["announced"] = list(mailing.announces)
    return Result({**data, **send_report.outcomes(report)}, lambda: None, code)


def _without_letters(
    mailing: Mailing, options: SendOptions, decisions: Sequence[SendDecision], data: dict[str, object]
) -> Result:
    """End a run in which nothing goes; what everybody knows already counts as announced from now on."""
    nobody_waits = decisions and not options.only
    knows = all(d.verdict == Verdict.KEEP and d.why != Reason.REWORDED for d in decisions)
    if nobody_waits and knows and mailing.announces:
        mailing.announce()
        data["announced"] = list(mailing.announces)
    unknown = any(d.verdict == Verdict.ASK for d in decisions)
    return Result(data, lambda: None, DECISIONS_OPEN if unknown else 0)


def _decide(
    workspace: Workspace, letters: Sequence[OutgoingLetter], options: SendOptions, log: DeliveryLog
) -> list[SendDecision]:
    """Every letter with what is to become of it now."""
    hours, moment = smtp_settings(workspace.programme).hours, now()
    return decide(
        letters,
        log,
        lambda letter: None if options.any_hour else quiet_hours.next_allowed(moment, letter.zone, hours),
        only=options.only,
        limit=options.limit,
        reworded=options.reworded,
    )


def _send(workspace: Workspace, mailing: Mailing, options: SendOptions) -> tuple[SendReport, DeliveryLog]:
    """Announce, then send what is due, alone with the ledger, whose newest lines decide.

    The server is reached before anything is announced: where it is not, nothing has happened.
    """
    from besrour_cli.delivery.mail import sending

    mail, connection = smtp_settings(workspace.programme), smtp_connection(workspace)
    with SendLedger(workspace.folder, workspace.programme.id) as ledger, closing(connection):
        refuse_if_handed_over(workspace.folder)
        connection.open()
        mailing.announce()
        log = read_delivery_log(workspace)
        with _StopRequest() as stop:
            report = sending.send(
                _decide(workspace, mailing.letters, options, log),
                ledger,
                log,
                connection,
                lambda letter: Path(workspace.folder, letter.path).read_bytes(),
                sending.SystemPort(now, time.monotonic, time.sleep, stop.requested),
                may_go=lambda letter, at: (
                    None if options.any_hour else quiet_hours.next_allowed(at, letter.zone, mail.hours)
                ),
                rate=mail.rate if options.rate is None else options.rate,
                watch=show_progress,
            )
        return report, log


class _StopRequest:
    """The first Ctrl+C lets the letter under way come to its end; the second stops at once."""

    def __init__(self) -> None:
        self._stopping = False

    def requested(self) -> bool:
        return self._stopping

    def __enter__(self) -> _StopRequest:
        def stop(number: int, frame: object) -> None:
            if self._stopping:
                raise KeyboardInterrupt
            self._stopping = True
            with suppress(OSError):  # a terminal that was closed (SIGHUP) takes no words any more
                err("\n" + _("stopping after this letter; Ctrl+C again stops at once"))

        numbers = signals(("SIGINT", "SIGTERM", "SIGHUP"))
        self._before = {
            n: signal.signal(n, stop) for n in numbers if signal.getsignal(n) is not signal.SIG_IGN
        }
        return self

    def __exit__(self, *trouble: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)


def _exit_code(report: SendReport, log: DeliveryLog, sessions: Collection[str]) -> int:
    """The code of a broken connection, else the first of the codes above that applies, else 0."""
    if report.trouble is not None:
        return report.trouble.code
    if any(s.outcome.state not in ("done", "hold") for s in report.sent):
        return SOME_UNSENT
    if report.unsent:
        return STOPPED
    unknown = any(
        session in sessions and status.state == DeliveryState.UNKNOWN
        for (session, _member), status in log.of.items()
    )
    return DECISIONS_OPEN if unknown else 0


TrialLetter = tuple[OutgoingLetter, str, bytes]
"""A letter, its first language, and its bytes."""


def send_test(workspace: Workspace, letters: Iterable[TrialLetter], options: SendOptions, to: str) -> Result:
    """Send the chosen letters to ``to``; raises NetworkError when the server does not take one."""
    from besrour_cli.delivery.mail.sending import send_trial

    chosen = _choose(letters, options)[: options.limit]
    data = {letter.path: data for letter, data in chosen}
    address = with_ascii_domain(to)
    if not options.dry_run:
        connection = smtp_connection(workspace)
        for sent in send_trial([i for i, _data in chosen], address, connection, lambda i: data[i.path]):
            if sent.outcome.state != "done":
                reply = send_report.in_words(sent)
                raise NetworkError(
                    msg("the server did not take the letter to {to}: {reply}", to=address, reply=reply)
                )
    return Result(
        {"trial": address, "letters": [{"session": i.about, "member": i.member} for i, _data in chosen]},
        lambda: send_report.show_test([i for i, _data in chosen], address),
    )


def _choose(letters: Iterable[TrialLetter], options: SendOptions) -> list[tuple[OutgoingLetter, bytes]]:
    """The first letter of each language and session, or, with ``--only``, those of the members named."""
    chosen = []
    seen: set[tuple[str, str]] = set()
    for letter, language, data in letters:
        mark = (letter.about, letter.member if options.only else language)
        if mark in seen or (options.only and letter.member not in options.only):
            continue
        seen.add(mark)
        chosen.append((letter, data))
    return chosen
