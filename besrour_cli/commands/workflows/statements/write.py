"""Statements as files below ``out/statements/``: a PDF a person, the register, and the page for checking."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.terminal.console import show_progress
from besrour_cli.commands.terminal.translation import language
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.publishing.letters.statement_facts import check_address
from besrour_cli.publishing.statements.check_page import check_page
from besrour_cli.publishing.statements.pdf import StatementPrinter, statement_data
from besrour_cli.publishing.statements.register import register
from besrour_cli.publishing.statements.signed_text import signed_text
from besrour_cli.publishing.statements.wording import StatementWording
from besrour_cli.publishing.templates import Templates
from besrour_cli.storage import resources
from besrour_cli.storage.output import atomic_files

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.commands.workflows.statements.keys import SigningKey
    from besrour_cli.model.people.statement import Statement

FOLDER = "out/statements"
PAGE = "out/check/index.html"
YEAR = "year"
"""The subfolder of statements of the whole year; those of one session are in one of its name."""
_TOGETHER = 64
"""Statements that are in memory at a time."""


class WrittenStatements(NamedTuple):
    """The subfolder and all files, and why a member's (id) could not be written."""

    folder: str
    files: tuple[str, ...]
    failed: dict[str, NegativeAnswer]


def write_statements(
    workspace: Workspace, statements: Sequence[Statement], signing: SigningKey, name: str, *, whole: bool
) -> WrittenStatements:
    """Write the statements and their register into a subfolder ``name``, and the page that checks them.

    ``whole``: these are all; what an earlier run left of others there is removed.
    """
    where = f"{FOLDER}/{name}"
    failed: dict[str, NegativeAnswer] = {}

    def files() -> Iterator[tuple[str, bytes]]:
        for done, (statement, made) in enumerate(printed(workspace, statements, signing), 1):
            show_progress(done, len(statements))
            if isinstance(made, bytes):
                yield f"{where}/{statement.member.id}.pdf", made
            else:
                failed[statement.member.id] = made
        if whole:
            yield f"{where}/register.csv", register(workspace.programme, statements, language())

    clear = [where] if whole else []
    written = atomic_files.write_each(workspace.folder, files(), clear=clear, private=FOLDER)
    page = check_page(workspace.programme, signing.public, resources.templates(workspace.folder))
    atomic_files.write_all(workspace.folder, {PAGE: page})
    names = sorted((*written.written, *written.unchanged))
    return WrittenStatements(where, (*names, PAGE), failed)


def printed(
    workspace: Workspace, statements: Sequence[Statement], signing: SigningKey
) -> Iterator[tuple[Statement, bytes | NegativeAnswer]]:
    """Each statement as PDF, or why it cannot be printed; on as many processors as there are."""
    programme, templates = workspace.programme, resources.templates(workspace.folder)
    wording = StatementWording(programme, statements, Templates(templates))
    printer, address = StatementPrinter(templates), check_address(programme)

    def data(statement: Statement) -> tuple[Statement, str]:
        code = signed_text(programme.id, statement, signing.key)
        halves, name = wording.halves(statement), statement.member.name
        return statement, statement_data(halves, name, programme.contact.person, code, address)

    def pdf(made: tuple[Statement, str]) -> tuple[Statement, bytes | NegativeAnswer]:
        statement, words = made
        try:
            return statement, printer.pdf(statement.member.name, words)
        except NegativeAnswer as error:
            return statement, error

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for start in range(0, len(statements), _TOGETHER):
            yield from pool.map(pdf, map(data, statements[start : start + _TOGETHER]))
