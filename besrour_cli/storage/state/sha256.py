"""SHA-256 without OpenSSL: hashlib loads it first, which costs a quarter of a bare start of Python.

CPython's own ``random`` module does the same, and for the same reason.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING or sys.implementation.name != "cpython":
    from hashlib import sha256
else:
    try:
        from _sha2 import sha256  # Python 3.12 and later
    except ImportError:
        try:
            from _sha256 import sha256  # Python 3.11
        except ImportError:
            from hashlib import sha256


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, as 64 hexadecimal digits (FIPS 180-4)."""
    return sha256(data).hexdigest()
