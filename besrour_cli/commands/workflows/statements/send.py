"""``besrour send statements``: each person's statement as a letter, once, and again when it has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.letter_batch import files_of, general_outgoing
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.diagnostics import show_error
from besrour_cli.commands.workflows.letters.send_letters import Mailing, send_letters, send_test
from besrour_cli.commands.workflows.letters.send_options import record_decisions
from besrour_cli.commands.workflows.statements.attended import statements_of
from besrour_cli.commands.workflows.statements.keys import SigningKey, signing_key
from besrour_cli.commands.workflows.statements.write import FOLDER, printed
from besrour_cli.delivery.mail.decide import OutgoingLetter
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.letter_kind import STATEMENT
from besrour_cli.model.message import msgn
from besrour_cli.model.people.pauses import is_paused
from besrour_cli.publishing.letters.mime_message import digest
from besrour_cli.publishing.statements.letters import StatementLetters
from besrour_cli.publishing.statements.signed_text import statement_text
from besrour_cli.storage import resources
from besrour_cli.storage.output import atomic_files

if TYPE_CHECKING:
    from besrour_cli.commands.shared.result import Result
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.commands.workflows.letters.send_options import SendOptions
    from besrour_cli.model.people.statement import Statement
    from besrour_cli.publishing.letters.letters import Letter

_LETTERS = f"{FOLDER}/letters"


def send_statements(workspace: Workspace, options: SendOptions, moment: datetime) -> Result:
    """Write the letters below out/, show what goes to whom, ask, send; members who are paused get none.

    A statement that cannot be printed is told of, and the others go.
    """
    statements = [
        each
        for each in statements_of(workspace, moment, members=options.only)
        if not is_paused(each.member, moment.date())
    ]
    made = _letters(workspace, statements, signing_key(workspace, trial=options.dry_run), moment)
    if options.test_to:
        letters = ((item, letter.language, letter.data) for item, letter in made)
        return send_test(workspace, letters, options, options.test_to)
    outgoing: list[OutgoingLetter] = []
    if options.dry_run:
        outgoing = [item for item, _letter in made]
    else:
        record_decisions(workspace, options, [STATEMENT])
        atomic_files.write_each(workspace.folder, files_of(made, outgoing), clear=[_LETTERS], private=FOLDER)
    n = len(outgoing)
    mailing = Mailing(
        letters=outgoing,
        data={},
        picture=lambda: out(msgn("{n} statement of attendance.", "{n} statements of attendance.", n)),
        announce=lambda: None,
        announces=(),
    )
    return send_letters(workspace, mailing, options)


def _letters(
    workspace: Workspace, statements: Sequence[Statement], signing: SigningKey, moment: datetime
) -> Iterator[tuple[OutgoingLetter, Letter]]:
    """Every letter, as the sender needs it and with its bytes; they can be taken once."""
    programme = workspace.programme
    letters = StatementLetters(programme, statements, resources.templates(workspace.folder))
    for statement, pdf in printed(workspace, statements, signing):
        if isinstance(pdf, NegativeAnswer):
            show_error(pdf)
            continue
        letter = letters.letter(statement, pdf, moment)
        facts = digest(statement_text(programme.id, statement))
        outgoing = general_outgoing(
            statement.member, letter, about=STATEMENT, kind=STATEMENT, facts=facts, folder=_LETTERS
        )
        yield outgoing, letter
