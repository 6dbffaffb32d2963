"""A browser: Debian's Chromium, without a window, and what looks for whatever shuts people out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.publishing.browser import running_chromium
from support.publishing.npm_folder import installed

JS = Path(__file__).parent / "page" / "js"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser a module, whose event loop ends before other tests start theirs."""
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core, to be put into a page past its policy."""
    return (installed(JS) / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
