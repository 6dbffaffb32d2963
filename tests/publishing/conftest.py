"""A browser: Debian's Chromium, without a window, and what looks for whatever shuts people out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.publishing.npm_folder import installed

JS = Path(__file__).parent / "page" / "js"
QUIET = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser a module, whose event loop ends before other tests start theirs.

    It has no sandbox of its own where the user is root.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "these tests need Chromium: install it (Debian: chromium)"
    from playwright.sync_api import sync_playwright

    bare = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*QUIET, *bare])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core, to be put into a page past its policy."""
    return (installed(JS) / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
