"""Files of ``sessions/`` that are not read because of their ending, though somebody meant them to be."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence

from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.message import Message, msg
from besrour_cli.storage.programme_folder import SESSIONS
from besrour_cli.storage.text.source_file import printable_path

_WRITTEN = (".docx", ".doc", ".odt", ".rtf", ".pages", ".pdf", ".html", ".htm")
_TABLES = (".xlsx", ".xls", ".ods", ".numbers", ".tsv")
_ADDED = (".txt", ".text")
"""Endings that editors put after the true one, which Windows then hides."""


def unread_files(names: Sequence[str], known: Iterable[str]) -> list[Diagnostic]:
    """A warning for every file that looks like a session or a table of besrour and is not read."""
    known = tuple(known)
    return [
        Diagnostic(
            code="file-ending",
            spot=SourceLocation(f"{SESSIONS}/{printable_path(name)}"),
            what=sentence[0],
            remedy=sentence[1],
            warning=True,
        )
        for name in names
        if name not in known and (sentence := _unread(name, names, known))
    ]


def _unread(name: str, names: Sequence[str], known: Sequence[str]) -> tuple[Message, Message] | None:
    """Why a file is not read and what to do; None for one that is, or that is no affair of besrour's."""
    stem, ending = os.path.splitext(name)
    ending = ending.lower()
    if ending not in (".yaml", ".yml", ".csv", *_WRITTEN, *_TABLES, *_ADDED):
        return None
    plain = ending in (".yaml", ".yml", ".csv")
    if not plain and not _is_expected(stem, names, known):
        return None
    better = _true_name(name if plain else stem, known)
    if better == name or (better.endswith(".csv") and better not in known):
        return None
    what = msg("files of sessions end in .yaml, and this one is not read")
    if better in known:
        what = msg("{name} is not read under this name", name=better)
    if ending in (*_WRITTEN, *_TABLES):
        what = msg("besrour does not read the files of a word processor or spreadsheet")
    if better in names:
        return what, msg("{name} is there as well, and is read: move this one elsewhere", name=better)
    if better.endswith(".csv") and ending in _TABLES:
        return what, msg("open it and save it as “CSV UTF-8” under the name {name}", name=better)
    if ending in (*_WRITTEN, *_TABLES):
        return what, msg("copy its text into a file {name} with a plain-text editor", name=better)
    return what, msg("rename it to {name}", name=better)


def _is_expected(stem: str, names: Sequence[str], known: Sequence[str]) -> bool:
    """Whether a name is like one of besrour's files: notes and pictures of the coordinator are her affair."""
    base, ending = os.path.splitext(stem)
    base = base if ending.lower() in (".yaml", ".yml", ".csv") else stem
    sessions = {name.removesuffix(".yaml") for name in names if name.endswith(".yaml")}
    tables = {os.path.splitext(name)[0] for name in known}
    return base != stem or re.match(r"\d{4}-\d{2}", base) is not None or base.lower() in sessions | tables


def _true_name(stem: str, known: Sequence[str]) -> str:
    """The name that a file should have; those of besrour's own files whatever their capitals."""
    name = printable_path(stem)
    base, last = os.path.splitext(name)
    if last.lower() == ".csv":
        name = f"{base}.csv"
    elif last.lower() in (".yaml", ".yml"):
        name = f"{base}.yaml"
    else:
        base, name = name, f"{name}.yaml"
    own = {os.path.splitext(one)[0]: one for one in known}
    return own.get(base.lower(), name)
