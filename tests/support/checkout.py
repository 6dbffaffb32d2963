"""Where the checkout is, and its files: those git knows, and new ones it does not ignore."""

from __future__ import annotations

import subprocess
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent


def tracked() -> list[str]:
    """Paths from the project's folder, with ``/``, sorted; without what is deleted and not yet committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    return sorted(path for path in set(listed.split("\0")) if path and (ROOT / path).is_file())
