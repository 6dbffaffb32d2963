"""Where people's own files name an id: the lines that they have to change by hand when it is another."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from besrour_cli.model.diagnostic import SourceLocation
from besrour_cli.storage.programme.load import MEMBERS, ROSTER_LIMIT
from besrour_cli.storage.programme_folder import SESSIONS
from besrour_cli.storage.text.source_file import SourceFile, printable_path, read_page

RESPONSES = "responses"
_ENDINGS = (".yaml", ".yml", ".csv", ".txt")


def mentions(folder: str, name: str) -> tuple[SourceLocation, ...]:
    """The lines with an id as a word in ``sessions/``, but not in the roster, and in ``responses/``."""
    word = re.compile(rf"(?<![\w.-]){re.escape(name)}(?:\.ya?ml)?(?![\w-]|\.\w)")
    return tuple(
        SourceLocation(page.path, number, found.start() + 1)
        for page in _pages(folder)
        for number, line in enumerate(page.lines, 1)
        if (found := word.search(line)) is not None
    )


def _pages(folder: str) -> Iterator[SourceFile]:
    for below in (SESSIONS, RESPONSES):
        here = os.path.join(folder, below)
        for name in sorted(os.listdir(here)) if os.path.isdir(here) else ():
            path = os.path.join(here, name)
            if name.lower().endswith(_ENDINGS) and name != MEMBERS and os.path.isfile(path):
                shown = f"{below}/{printable_path(name)}"
                yield read_page(path, shown, table=name.lower().endswith(".csv"), limit=ROSTER_LIMIT)
