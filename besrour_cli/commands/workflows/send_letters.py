"""``besrour invite --send`` and ``--test-to``: what would go to whom, the question, and what came of it."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.result import Result
from besrour_cli.commands.shared.workspace import Workspace, now
from besrour_cli.commands.terminal.console import confirm_count, err, watched
from besrour_cli.commands.terminal.diagnostics import show_error
from besrour_cli.commands.terminal.translation import _
from besrour_cli.commands.views import send_report
from besrour_cli.commands.workflows.mail_server import read_delivery_log, smtp_connection, smtp_settings
from besrour_cli.commands.workflows.write_letters import rendered_letters
from besrour_cli.delivery.mail import quiet_hours
from besrour_cli.delivery.mail.decide import OutgoingLetter, SendDecision, Verdict, decide
from besrour_cli.delivery.mail.ledger import SendLedger
from besrour_cli.delivery.mail.status import DeliveryLog, DeliveryState
from besrour_cli.model.address import with_ascii_domain
from besrour_cli.model.errors import NegativeAnswer, NetworkError
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.commands.shared.letter_batch import LetterBatch, WrittenBatch
    from besrour_cli.commands.workflows.send_options import SendOptions
    from besrour_cli.delivery.mail.decide import OutgoingLetter
    from besrour_cli.delivery.mail.sending import SendReport

SOME_UNSENT, STOPPED, DECISIONS_OPEN = 6, 130, 1
"""Exit codes: a letter that was due did not go, Ctrl+C, and letters whose delivery is unknown."""


def send_letters(
    workspace: Workspace,
    written: Sequence[WrittenBatch],
    options: SendOptions,
    data: dict[str, object],
    picture: Callable[[], None],
) -> Result:
    """Show what would go, ask, send, and give what came of it; ``data`` and ``picture`` come first.

    Raises NegativeAnswer when the coordinator does not confirm.
    """
    letters = [letter for batch in written for letter in batch.outgoing()]
    decisions = _decide(workspace, letters, options, read_delivery_log(workspace))
    due = sum(d.verdict == Verdict.SEND for d in decisions)
    data = {**data, "actions": send_report.as_data(decisions)}
    if not options.as_json:
        picture()
        send_report.show_actions(smtp_settings(workspace.programme), decisions)
    if options.dry_run or not due:
        unknown = any(d.verdict == Verdict.ASK for d in decisions)
        return Result(data, lambda: None, DECISIONS_OPEN if unknown and not options.dry_run else 0)
    question = msg("Type {n} to send them, anything else to stop:", n=due)
    if not options.yes and not confirm_count(question, due):
        raise NegativeAnswer(
            msg("nothing was sent"), msg("the letters are written; look at one, then say --send")
        )
    report, log = _send(workspace, letters, options)
    if not options.as_json:
        send_report.show_report(report)
        if report.trouble is not None:
            show_error(report.trouble)
    code = _exit_code(report, log, {each.batch.session.id for each in written})
    return Result({**data, **send_report.outcomes(report)}, lambda: None, code)


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


def _send(
    workspace: Workspace, letters: Sequence[OutgoingLetter], options: SendOptions
) -> tuple[SendReport, DeliveryLog]:
    """Send what is due, alone with the ledger, whose newest lines decide."""
    from besrour_cli.delivery.mail import sending

    mail = smtp_settings(workspace.programme)
    with SendLedger(workspace.folder, workspace.programme.id) as ledger:
        log = read_delivery_log(workspace)
        connection = smtp_connection(workspace)
        with _StopRequest() as stop:
            report = sending.send(
                _decide(workspace, letters, options, log),
                ledger,
                log,
                connection,
                lambda letter: Path(workspace.folder, letter.path).read_bytes(),
                sending.SystemPort(now, time.monotonic, time.sleep, stop.requested),
                may_go=lambda letter, at: (
                    None if options.any_hour else quiet_hours.next_allowed(at, letter.zone, mail.hours)
                ),
                rate=mail.rate if options.rate is None else options.rate,
                watch=_show_progress,
            )
        return report, log


def _show_progress(done: int, every: int) -> None:
    if watched():
        sys.stderr.write(f"\r{done}/{every}" + ("\n" if done == every else ""))
        sys.stderr.flush()


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
            err("\n" + _("stopping after this letter; Ctrl+C again stops at once"))

        self._before = {n: signal.signal(n, stop) for n in (signal.SIGINT, signal.SIGTERM)}
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


def send_test(workspace: Workspace, batches: Sequence[LetterBatch], options: SendOptions, to: str) -> Result:
    """Send the chosen letters to ``to``; raises NetworkError when the server does not take one."""
    from besrour_cli.delivery.mail.sending import send_trial

    chosen = _choose(batches, options)
    letters = [letter for letter, _data in chosen][: options.limit]
    data = {letter.path: data for letter, data in chosen}
    address = with_ascii_domain(to)
    if not options.dry_run:
        connection = smtp_connection(workspace)
        for sent in send_trial(letters, address, connection, lambda letter: data[letter.path]):
            if sent.outcome.state != "done":
                reply = send_report.in_words(sent)
                raise NetworkError(
                    msg("the server did not take the letter to {to}: {reply}", to=address, reply=reply)
                )
    return Result(
        {"trial": address, "letters": [{"session": i.about, "member": i.member} for i in letters]},
        lambda: send_report.show_test(letters, address),
    )


def _choose(batches: Sequence[LetterBatch], options: SendOptions) -> list[tuple[OutgoingLetter, bytes]]:
    """The first letter of each language and session, or, with ``--only``, those of the members named."""
    chosen = []
    seen: set[tuple[str, str]] = set()
    for batch in batches:
        for letter, data in rendered_letters(batch):
            mark = (batch.session.id, letter.member.id if options.only else letter.language)
            if mark in seen or (options.only and letter.member.id not in options.only):
                continue
            seen.add(mark)
            chosen.append((batch.outgoing(letter), data))
    return chosen
