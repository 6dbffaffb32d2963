"""``proof.json`` beside ``plan.yaml``: the certificate of the plan, written whole or not at all."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping

from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.message import msg
from besrour_cli.storage.output.atomic_files import replace_file
from besrour_cli.storage.state.state_file import LARGE_LIMIT, locked_state, read_state
from besrour_cli.storage.text.source_file import printable_path, read_bytes

NAME, BACKUP = "proof.json", "proof.json.bak"
_MADE = re.compile(rb'"made":"[^"]*",')


def write(folder: str, proof: Mapping[str, object]) -> None:
    """Replace the certificate, keeping the former one beside it, unless only when it was made differs."""
    path = os.path.realpath(os.path.join(folder, NAME))
    data = emitted(proof)
    with locked_state(folder):
        former = read_bytes(path, LARGE_LIMIT) if os.path.isfile(path) else b""
        if isinstance(former, bytes) and _MADE.sub(b"", former, count=1) == _MADE.sub(b"", data, count=1):
            return
        if isinstance(former, bytes) and former:
            replace_file(os.path.join(folder, BACKUP), former, private=True)
        replace_file(path, data, private=True)


def emitted(proof: Mapping[str, object]) -> bytes:
    """The bytes of a certificate; the same one gives the same bytes."""
    return json.dumps(proof, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def read(folder: str) -> object:
    """The certificate as plain values; None when the file is no JSON at all.

    Raises :class:`NotFoundError` when there is none.
    """
    data = read_state(folder, NAME, LARGE_LIMIT)
    if data is None:
        raise NotFoundError(
            msg("there is no proof yet: {path} is missing", path=printable_path(os.path.join(folder, NAME))),
            msg("run besrour plan, then this again"),
        )
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def both(folder: str) -> Iterator[dict[str, object]]:
    """The certificate in place and the one before it, those of them that are there and are JSON objects."""
    for name in (NAME, BACKUP):
        data = read_state(folder, name, LARGE_LIMIT)
        try:
            proof = json.loads(data) if data else None
        except (ValueError, RecursionError):
            continue
        if isinstance(proof, dict):
            yield proof
