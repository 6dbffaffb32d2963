"""Sessions proposed for chosen themes: a sheet below ``out/themes/`` that she completes and besrour reads."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from typing import NamedTuple

from besrour_cli.model.errors import FileError
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.message import msg
from besrour_cli.storage.output import atomic_files
from besrour_cli.storage.text.source_file import read_bytes

_HEADINGS = (
    "month / mois",
    *(f"title {code} / titre {code}" for code in LANGUAGES),
    *(f"description {code}" for code in LANGUAGES),
    "facilitator / animation",
    "host / accueil",
    "ballots / bulletins",
)
_MARK = b"\xef\xbb\xbf"
"""By which spreadsheets see that a table is in UTF-8."""


class ProposedSession(NamedTuple):
    """A session that a theme may have: when, as a month or a day; its titles; how many ballots tick it."""

    when: str
    titles: Text
    ballots: int


def proposal_path(series: str) -> str:
    """The sheet of a series, below the programme folder."""
    return f"out/themes/{series}.csv"


def write_proposal(folder: str, series: str, sessions: Sequence[ProposedSession], delimiter: str) -> str:
    """Write the sheet of a series, its cells parted as those of her other tables, and return its path.

    Raises :class:`FileError`, with nothing written, where one is there already with other words in it.
    """
    stream = io.StringIO(newline="")
    rows = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    rows.writerow(_HEADINGS)
    for each in sessions:
        titles = (each.titles[code] for code in LANGUAGES)
        rows.writerow((each.when, *titles, *("" for _ in LANGUAGES), "", "", each.ballots))
    path, data = proposal_path(series), _MARK + stream.getvalue().encode()
    target = os.path.join(folder, *path.split("/"))
    if os.path.lexists(target) and read_bytes(target) != data:
        raise FileError(
            msg("{path} is there already, with other words in it, and is not overwritten", path=path),
            msg(
                "make its sessions with besrour new {series} --from {path}, or remove it",
                series=series,
                path=path,
            ),
        )
    atomic_files.write_all(folder, {path: data})
    return path
