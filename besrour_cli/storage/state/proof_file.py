"""``proof.json`` beside ``plan.yaml``: the certificate of the plan, written whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from besrour_cli.model.errors import FileError, NotFoundError
from besrour_cli.model.message import msg
from besrour_cli.storage.output.atomic_files import replace_file
from besrour_cli.storage.text.page import printable_path, read_bytes

NAME = "proof.json"
_LARGEST = 50_000_000
_MADE = re.compile(rb'"made":"[^"]*",')


def write(folder: str, proof: Mapping[str, object]) -> None:
    """Replace the certificate; one that says the same, and was made earlier, stays."""
    path = os.path.realpath(os.path.join(folder, NAME))
    data = _emitted(proof)
    former = read_bytes(path, _LARGEST) if os.path.isfile(path) else b""
    if isinstance(former, bytes) and _MADE.sub(b"", former, count=1) == _MADE.sub(b"", data, count=1):
        return
    replace_file(path, data)


def _emitted(proof: Mapping[str, object]) -> bytes:
    import json

    return json.dumps(proof, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def read(folder: str) -> object:
    """The certificate as plain values; None when the file is no JSON at all."""
    import json

    path = os.path.join(folder, NAME)
    if not os.path.lexists(path):
        raise NotFoundError(
            msg("there is no proof yet: {path} is missing", path=printable_path(path)),
            msg("run besrour plan, then this again"),
        )
    data = read_bytes(path, _LARGEST)
    if isinstance(data, int):
        raise FileError(msg("{path} is too large to be read", path=printable_path(path)))
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
