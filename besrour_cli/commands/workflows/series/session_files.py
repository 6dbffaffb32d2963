"""The file of a new session, in the shape of those of the example, and how it gets onto the disk."""

from __future__ import annotations

import json
import os
import textwrap
from collections.abc import Sequence

from besrour_cli.commands.workflows.series.session_draft import SessionDraft
from besrour_cli.storage.output import atomic_files
from besrour_cli.storage.programme_folder import SESSIONS

_WIDTH = 96
_FIRST = (
    "# One session. Its name is the name of this file. besrour chooses the day and the hour.\n"
    "# Une séance. Le nom du fichier lui sert d’identifiant. besrour choisit le jour et l’heure.\n"
)
_DIFFERING = (
    "# One session of a series that repeats: what is not written here is as programme.yaml says.\n"
    "# Une séance d’une série qui se répète : ce qui n’est pas écrit ici est comme le dit "
    "programme.yaml.\n"
)


def path_of(draft: SessionDraft) -> str:
    """The file of a session, below the programme folder."""
    return f"{SESSIONS}/{draft.id}.yaml"


def file_text(draft: SessionDraft) -> str:
    """The file of a session as YAML."""
    lines = [f"series: {draft.series}"]
    if titles := draft.text("title"):
        lines += ["title:", *(f"  {code}: {_quoted(words)}" for code, words in titles.items())]
    if descriptions := draft.text("description"):
        lines.append("description:")
        for code, words in descriptions.items():
            lines += _block(code, words)
    if draft.window:
        lines.append(f"window: {{from: {draft.window.first}, to: {draft.window.last}}}")
    if draft.required:
        lines += ["required:", *(f"  {role}: [{', '.join(ids)}]" for role, ids in draft.required.items())]
    return (_DIFFERING if draft.is_recurring else _FIRST) + "\n".join(lines) + "\n"


def is_there(folder: str, draft: SessionDraft) -> bool:
    """Whether the session has a file already, which is never touched."""
    return os.path.lexists(os.path.join(folder, *path_of(draft).split("/")))


def write_drafts(folder: str, drafts: Sequence[SessionDraft]) -> tuple[str, ...]:
    """Write the files of all sessions or of none; FileError when one is there or cannot be written."""
    return atomic_files.write_new(folder, {path_of(draft): file_text(draft).encode() for draft in drafts})


def _quoted(words: str) -> str:
    """Words in double quotes, in which YAML reads them as JSON does."""
    return json.dumps(words, ensure_ascii=False)


def _block(code: str, words: str) -> list[str]:
    """A text below its language: folded, or line by line where it has several paragraphs."""
    paragraphs = [line.strip() for line in words.splitlines() if line.strip()]
    if len(paragraphs) > 1:
        return [f"  {code}: |-", *(f"    {line}" for line in paragraphs)]
    rows = textwrap.wrap(paragraphs[0], _WIDTH, break_long_words=False, break_on_hyphens=False)
    return [f"  {code}: >-", *(f"    {row}" for row in rows)]
