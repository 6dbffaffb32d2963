"""Workbooks that are locked with a password, by their bytes: calamine goes by the names of files."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

_PACKAGE = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Excel puts a workbook that it has encrypted (MS-OFFCRYPTO, 1.3.3)."""
_FILE_PASS = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}\x2f\x00", re.DOTALL)
"""How a workbook of before 2007 begins where it is locked: BOF, FilePass (MS-XLS, 2.1.7.20.3)."""
_MANIFEST, _ENCRYPTED = "META-INF/manifest.xml", b"encryption-data"
"""Where an OpenDocument says how its parts are encrypted (ODF 1.3, part 2, 3.4.1)."""
_MOST = 1 << 20
"""Bytes of a manifest that are looked at: a small file may unfold into a vast one."""


def is_locked(data: bytes) -> bool:
    """Whether a workbook that cannot be read is one that needs a password."""
    if _PACKAGE in data or _FILE_PASS.search(data):
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if _MANIFEST not in parts.namelist():
                return False
            with parts.open(_MANIFEST) as manifest:
                return _ENCRYPTED in manifest.read(_MOST)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError):
        return False
