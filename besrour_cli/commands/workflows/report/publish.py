"""A report given out: noted in the ledger of publications, so that later ones are masked with it in mind."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.storage.state import publications_ledger
from besrour_cli.storage.state.publications_ledger import NotedPublication
from besrour_cli.storage.text.source_file import read_bytes

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.evaluation.publication import Publication

_LIMIT = 100_000_000


def publish(workspace: Workspace, publication: Publication, files: Sequence[str], moment: datetime) -> None:
    """Note what a report says of people, with the digest of each of its files."""
    digests = {}
    for path in files:
        data = read_bytes(os.path.join(workspace.folder, path), _LIMIT)
        if isinstance(data, bytes):
            digests[path] = hashlib.sha256(data).hexdigest()
    publications_ledger.note(workspace.folder, NotedPublication(moment, digests, publication))
