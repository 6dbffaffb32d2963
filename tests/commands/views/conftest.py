"""A screen of 80 columns without colours, in English unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from besrour_cli.commands.terminal.plain import set_plain
from besrour_cli.commands.terminal.translation import set_language

Printed = Callable[[], list[str]]


@pytest.fixture(autouse=True)
def _english_screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("COLUMNS", "80")
    set_language("en", {})
    yield
    set_language("en", {})


@pytest.fixture
def plain() -> Iterator[None]:
    """What is printed is read aloud."""
    set_plain(True)
    yield
    set_plain(False)


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Printed:
    """The lines that were printed since it was last asked, with ordinary spaces."""
    return lambda: [line.rstrip() for line in capsys.readouterr().out.replace("\u00a0", " ").splitlines()]
