"""The archive of a handover: a zip file of plain, uncompressed entries, the same bytes for the same contents.

Uncompressed, since no two editions of a compressor give the same bytes, and since what is no larger unpacked
than packed cannot fill a disk.
"""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from besrour_cli.clock.instants import instant_text
from besrour_cli.durable.replace import PRIVATE

ABOUT, PAGE, TOP = "besrour-handover.json", "handover.html", "programme/"
"""What the archive says of itself, the page for people, and the folder with everything else."""
MARK = ABOUT.encode()
"""Stands in the first bytes of every archive."""
SCHEMA = 1
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip file knows (PKWARE APPNOTE 4.4.6)."""
_UNIX = 3


class About(NamedTuple):
    """What an archive says of itself: its programme, which besrour made it when, and each file's digest."""

    programme: str
    version: str
    moment: datetime
    digests: Mapping[str, str]


def pack(files: Mapping[str, bytes], page: bytes, programme: str, version: str, moment: datetime) -> bytes:
    """The bytes of an archive."""
    about = {
        "schema": SCHEMA,
        "programme": programme,
        "besrour": version,
        "made": instant_text(moment),
        "files": {path: digest(data) for path, data in sorted(files.items())},
    }
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        _add(archive, ABOUT, (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode())
        _add(archive, PAGE, page)
        for path, data in sorted(files.items()):
            _add(archive, f"{TOP}{path}", data)
    return whole.getvalue()


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, as 64 hexadecimal digits (FIPS 180-4)."""
    return sha256(data).hexdigest()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = _UNIX
    entry.external_attr = (stat.S_IFREG | PRIVATE) << 16
    archive.writestr(entry, data)
