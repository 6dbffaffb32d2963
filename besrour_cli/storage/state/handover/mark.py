"""``handover.yaml``: since when a folder is handed over, so that two machines never send the same letter."""

from __future__ import annotations

import os
from datetime import datetime

from besrour_cli.durable.replace import remove_if_there
from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.message import msg
from besrour_cli.storage.state.state_file import locked_state, read_state, update_state
from besrour_cli.storage.state.yaml_values import format_instant, parse_document, parse_instant, text_at

NAME = "handover.yaml"
SCHEMA = 1
_HEAD = (
    "# Written by besrour handover: this folder was handed over, and nothing is sent from it any more.\n"
    "# Écrit par besrour handover\u00a0: ce dossier a été transmis, et plus rien n’en est envoyé.\n"
)


def handed_over(folder: str) -> datetime | None:
    """When this folder was handed over, for the first time; None: it was not.

    Raises :class:`PlanFileError` where the file is not as besrour writes it.
    """
    return _parsed(read_state(folder, NAME))


def mark(folder: str, moment: datetime) -> datetime:
    """Say that this folder is handed over; the instant since which it is."""
    since: list[datetime] = []

    def changed(data: bytes | None) -> bytes | None:
        since.append(_parsed(data) or moment)
        return f"{_HEAD}schema: {SCHEMA}\nsince: {format_instant(since[0])}\n".encode()

    update_state(folder, NAME, changed)
    return since[0]


def take_back(folder: str) -> bool:
    """Say that this folder is not handed over after all; whether it was."""
    with locked_state(folder):
        path = os.path.join(folder, NAME)
        was_there = os.path.lexists(path)
        remove_if_there(path)
    return was_there


def refuse_if_handed_over(folder: str) -> None:
    """Raise :class:`PlanFileError` where letters and decisions come from another machine by now."""
    since = handed_over(folder)
    if since is not None:
        raise PlanFileError(
            msg(
                "this folder was handed over on {date}: the programme goes on where it was received",
                date=since.date().isoformat(),
            ),
            msg("if nobody has received it, run: besrour handover --take-back"),
        )


def _parsed(data: bytes | None) -> datetime | None:
    if data is None:
        return None
    try:
        root = parse_document(NAME, data.decode("utf-8").replace("\r\n", "\n"))
        if text_at(root, "schema") != str(SCHEMA):
            raise ValueError(NAME)
        return parse_instant(text_at(root, "since"))
    except (KeyError, ValueError, OverflowError) as error:
        raise PlanFileError(
            msg("{path} is damaged, or was edited by hand", path=NAME),
            msg("besrour handover --take-back removes it: only if nobody has received the programme"),
        ) from error
