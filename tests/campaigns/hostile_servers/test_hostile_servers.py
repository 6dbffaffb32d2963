"""The real program against servers that lie, hang, drip and flood: mail, a mailbox, a calendar.

Each server is hostile in one way, and honest at the next run of the same command. Counted are letters sent
twice or lost, tracebacks, hangs past two minutes, memory, control characters on the terminal. The long
campaign: ``python3 dev.py campaigns tests/campaigns/hostile_servers -s``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from support.campaigns.hostile_behaviours import CALDAV, IMAP, SMTP
from support.campaigns.hostile_runs import World, calendar, mail, mailbox
from support.campaigns.thorough import thorough

Trial = Callable[[World, Path, Any], list[str]]
AT_ONCE = 40
"""Servers at the same time: nearly all of them are waited for."""
QUICK = {
    "mail": (
        "after the letter: b'HTTP/1.1 400 Bad Request\\r\\n'",
        "dot: hanging up",
        "ehlo: a flood",
    ),
    "mailbox": ("a literal of 3 GB", "goodbye in red"),
    "calendar": ("a bad address", "19 MB of nested elements"),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A planned programme, a certificate, a password."""
    return World.make(tmp_path_factory.mktemp("world"))


def _campaign(
    kind: str, world: World, place: Path, trial: Trial, ways: Mapping[str, Any], workers: int
) -> None:
    def one(numbered: tuple[int, str]) -> list[str]:
        number, name = numbered
        return [f"{name}: {fault}" for fault in trial(world, place / str(number), ways[name])]

    with ThreadPoolExecutor(workers) as pool:
        faults = [fault for found in pool.map(one, enumerate(ways)) for fault in found]
    print(f"\nhostile {kind}: {len(ways)} servers, {len(faults)} faults")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("kind", "trial", "ways"),
    [
        thorough("mail", mail, SMTP),
        ("mailbox", mailbox, IMAP),
        thorough("calendar", calendar, CALDAV),
    ],
)
def test_a_few_hostile_servers(
    kind: str, trial: Trial, ways: Mapping[str, Any], world: World, tmp_path: Path
) -> None:
    """The campaign in small: those that cost a moment."""
    _campaign(kind, world, tmp_path, trial, {name: ways[name] for name in QUICK[kind]}, 3)


@pytest.mark.campaign
@pytest.mark.parametrize(
    ("kind", "trial", "ways", "least"),
    [("mail", mail, SMTP, 60), ("mailbox", mailbox, IMAP, 20), ("calendar", calendar, CALDAV, 20)],
)
def test_every_hostile_server(
    kind: str, trial: Trial, ways: Mapping[str, Any], least: int, world: World, tmp_path: Path
) -> None:
    """All of them: 0 letters twice, 0 lost, 0 tracebacks, 0 hangs; the figures are printed."""
    assert len(ways) >= least
    _campaign(kind, world, tmp_path, trial, ways, AT_ONCE)
