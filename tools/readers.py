"""Programs from outside Python that some tests need (the marker ``readers``), and those that are missing."""

from __future__ import annotations

import ctypes
import os
import shutil

_COMMANDS = {"nodejs": "node"} | {name: name for name in ("npm", "zsh", "fish", "chromium", "openssl")}
_SERVERS = {"exim4-daemon-light": "/usr/sbin/exim4", "dovecot-imapd": "/usr/sbin/dovecot"}
"""Debian's names of packages, and where what they bring is found."""


def missing() -> list[str]:
    """Debian's names of the packages that this machine lacks."""
    found = [package for package, name in _COMMANDS.items() if not shutil.which(name)]
    found += [package for package, path in _SERVERS.items() if not os.access(path, os.X_OK)]
    try:
        ctypes.CDLL("libical.so.3")
    except OSError:
        found.append("libical3")
    return found
