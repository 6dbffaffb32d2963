"""JavaScript for the tests, outside the repository: what a lock file names, installed once."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=4)
def installed(packages: Path) -> Path:
    """A folder with the ``node_modules`` that the package.json and the lock file of ``packages`` name."""
    assert shutil.which("npm"), "these tests need Node.js and npm: install them (Debian: nodejs npm)"
    lock = (packages / "package-lock.json").read_bytes()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "besrour-tests"
    folder = cache / f"js-{hashlib.sha256(lock).hexdigest()[:16]}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=cache))
        for name in ("package.json", "package-lock.json"):
            shutil.copy(packages / name, fresh / name)
        done = subprocess.run(
            ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=fresh,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert not done.returncode, f"npm could not install what {packages} names:\n{done.stderr}"
        try:
            fresh.rename(folder)
        except OSError:  # another test process was first
            shutil.rmtree(fresh)
    return folder
