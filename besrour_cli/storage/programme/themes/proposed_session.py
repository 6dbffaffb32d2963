"""Session files proposed for chosen themes, below ``out/themes/``: she completes and moves them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date, timedelta

from besrour_cli.model.errors import FileError
from besrour_cli.model.language import Text
from besrour_cli.model.message import msg
from besrour_cli.storage.output import atomic_files
from besrour_cli.storage.text.source_file import read_bytes

FOLDER = "out/themes"
_HEAD = """\
# Proposed by besrour themes: {ticked} of {ballots} ballots tick this theme.
# Write the description and what else belongs here, then move this file into sessions/.
# Proposé par besrour themes : {ticked} bulletins sur {ballots} cochent ce thème.
# Écrivez la description et ce qui manque, puis déplacez ce fichier dans sessions/.
"""


def session_text(series: str, titles: Text, month: date, ticked: int, ballots: int) -> bytes:
    """A session's file with all that is known of it: series, title, and the month as its window.

    ``month`` is its first day; ``ticked`` of so many ``ballots`` tick the theme.
    """
    following = (month + timedelta(days=31)).replace(day=1)
    lines = [
        f"series: {series}",
        "title:",
        *(f"  {code}: {json.dumps(title, ensure_ascii=False)}" for code, title in titles.items()),
        "description:",
        *(f"  {code}:" for code in titles),
        "# First and last day it may fall on, both included.",
        "# Premier et dernier jour possibles, compris tous deux.",
        f"window: {{from: {month}, to: {following - timedelta(days=1)}}}",
    ]
    return (_HEAD.format(ticked=ticked, ballots=ballots) + "\n".join(lines) + "\n").encode()


def write_proposed(folder: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write files by their paths below the programme folder, and return the paths.

    Raises :class:`FileError`, with nothing written, where one is there already with other words in it.
    """
    for path, data in files.items():
        target = os.path.join(folder, *path.split("/"))
        if os.path.lexists(target) and read_bytes(target) != data:
            raise FileError(
                msg("{path} is there already, with other words in it, and is not overwritten", path=path),
                msg("move it into sessions/ once it is complete, or remove it"),
            )
    atomic_files.write_all(folder, files)
    return tuple(sorted(files))
