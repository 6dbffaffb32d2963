"""``evaluation.json``: what columns and words of downloads mean, and digests of what was collected.

Written by ``besrour collect`` alone, so that the next download adds only what is new. It names nobody: no
number of a tool, no hour, no word of a comment.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.message import msg
from besrour_cli.storage.state.state_file import read_state

NAME = "evaluation.json"
SCHEMA = 1
_COLUMN = "column|"
_BYTES = 8
_ABOUT = "Written by besrour collect. Please do not edit. / Écrit par besrour collect. Ne pas modifier."


class CollectedItem(NamedTuple):
    """An answer or a comment as it was collected; a number of "" does not count."""

    id: str
    digest: str
    wave: str
    tool: str


class CollectedRecord(NamedTuple):
    """Answers to questions by their keys, and what was collected: answers, and apart from them comments."""

    decisions: Mapping[str, str]
    answers: tuple[CollectedItem, ...]
    comments: tuple[CollectedItem, ...]


EMPTY = CollectedRecord(decisions={}, answers=(), comments=())


def stored_key(key: str) -> str:
    """The key of a question as it is stored: headings as they are, all else as a digest.

    What somebody typed instead of ticking a choice may be a name.
    """
    if key.startswith(_COLUMN):
        return key
    subject = key.partition("|")[0]
    return f"{subject}|{hashlib.blake2b(key.encode(), digest_size=_BYTES).hexdigest()}"


def read_record(folder: str) -> tuple[CollectedRecord, bytes | None]:
    """What is remembered, and the bytes that it was read from (None: there is no file).

    Raises :class:`PlanFileError` when the file is not as besrour writes it.
    """
    data = read_state(folder, NAME)
    return _parsed(data), data


def emit_record(record: CollectedRecord) -> bytes:
    """The bytes of the file."""
    root = {
        "about": _ABOUT,
        "schema": SCHEMA,
        "decisions": dict(sorted(record.decisions.items())),
        "answers": _rows(record.answers),
        "comments": _rows(record.comments),
    }
    return (json.dumps(root, ensure_ascii=False, indent=1) + "\n").encode()


def _rows(items: Sequence[CollectedItem]) -> list[str]:
    return [" ".join((each.id or "-", each.digest, each.tool, each.wave)) for each in items]


def _parsed(data: bytes | None) -> CollectedRecord:
    if data is None:
        return EMPTY
    try:
        root = json.loads(data.decode("utf-8"))
        if root["schema"] != SCHEMA:
            raise ValueError(NAME)
        decisions = {str(key): str(answer) for key, answer in root["decisions"].items()}
        answers, comments = (tuple(_item(row) for row in root[name]) for name in ("answers", "comments"))
        return CollectedRecord(decisions, answers, comments)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise PlanFileError(
            msg("{path} is damaged, or was edited by hand", path=NAME),
            msg(
                "restore it from a copy, or remove it: what is in responses/evaluation.csv is then compared "
                "itself"
            ),
        ) from error


def _item(row: str) -> CollectedItem:
    identifier, digest, tool, wave = row.split(" ", 3)
    return CollectedItem("" if identifier == "-" else identifier, digest, wave, tool)
