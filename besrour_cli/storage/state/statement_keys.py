"""``statements.yaml``: the public halves of the keys that statements were signed with, the newest last.

A key that was lost is followed by another, and what it signed can be checked all the same. The secret half is
where the mail password is, never here.
"""

from __future__ import annotations

from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.message import msg
from besrour_cli.storage.state.state_file import read_state, update_state
from besrour_cli.storage.state.yaml_values import as_text, items_at, parse_document, quote, text_at

NAME = "statements.yaml"
SCHEMA = 1
_HEAD = (
    "# Written by besrour statements: public keys of signed statements. Please do not edit.\n"
    "# Écrit par besrour statements\u00a0: clés publiques des attestations signées. Ne pas modifier.\n"
)


def read(folder: str) -> tuple[str, ...]:
    """The public keys in base64url; none where there is no file.

    Raises :class:`PlanFileError` when the file is not as besrour writes it.
    """
    return _parsed(read_state(folder, NAME))


def add(folder: str, public: str) -> None:
    """Write a public key down, if it is not there already."""

    def changed(data: bytes | None) -> bytes | None:
        keys = _parsed(data)
        return data if public in keys else _emitted((*keys, public))

    update_state(folder, NAME, changed)


def _parsed(data: bytes | None) -> tuple[str, ...]:
    if data is None:
        return ()
    try:
        root = parse_document(NAME, data.decode("utf-8").replace("\r\n", "\n"))
        if text_at(root, "schema") != str(SCHEMA):
            raise ValueError(NAME)
        return tuple(as_text(item) for item in items_at(root, "keys"))
    except (KeyError, ValueError) as error:
        raise PlanFileError(
            msg("{path} is damaged, or was edited by hand", path=NAME),
            msg("take it from a backup: without it, statements signed before cannot be checked"),
        ) from error


def _emitted(keys: tuple[str, ...]) -> bytes:
    return "\n".join(
        [f"{_HEAD}schema: {SCHEMA}", "keys:", *(f"  - {quote(key)}" for key in keys), ""]
    ).encode()
