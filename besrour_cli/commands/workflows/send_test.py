"""``besrour invite --test-to``: a letter of each language to the coordinator; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.letter_batch import LetterBatch
from besrour_cli.commands.shared.result import Result
from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.views import send_report
from besrour_cli.commands.workflows.mail_server import smtp_connection
from besrour_cli.commands.workflows.write_letters import rendered_letters
from besrour_cli.model.address import with_ascii_domain
from besrour_cli.model.errors import NetworkError
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.commands.workflows.send_options import SendOptions
    from besrour_cli.delivery.mail.decide import OutgoingLetter


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
