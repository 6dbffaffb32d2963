"""Whether a statement that somebody shows is one of ours, from its file or the text of its code."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.message import msg
from besrour_cli.publishing.statements.signed_text import MARK, SignedStatement, checked, code_in
from besrour_cli.storage.state import statement_keys
from besrour_cli.storage.text.source_file import read_bytes

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace


def check(workspace: Workspace, word: str) -> SignedStatement:
    """What a statement says: ``word`` is the path of its PDF or of a text, or the text of its code.

    Raises UsageError where no code is in it, NegativeAnswer where none of the programme's keys signed it.
    """
    data = read_bytes(word) if os.path.isfile(word) else b""
    code = code_in(data.decode("latin-1") if isinstance(data, bytes) and data else word)
    if not code:
        raise UsageError(
            msg("no code of a statement is in this"),
            msg("give the PDF, or the text of its code; it begins with {mark}", mark=MARK),
        )
    found = checked(code, statement_keys.read(workspace.folder))
    if found is None:
        raise NegativeAnswer(
            msg("this is not a statement of this programme, or it was changed"),
            msg("a text copied by hand: copy all of it anew; else ask whoever shows it for the file"),
        )
    return found
