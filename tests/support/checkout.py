"""The checkout and its files: those git knows, and new ones it does not ignore; modules as they parse."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
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


def modules() -> list[str]:
    """The paths of the program's modules."""
    return [path for path in tracked() if path.startswith("besrour_cli/") and path.endswith(".py")]


@cache
def tree(path: str) -> ast.Module:
    """A module of the checkout, parsed once for all the rules of the house (``packaging`` lets them go)."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))
