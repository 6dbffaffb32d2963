"""A sender killed without warning (SIGKILL) at any instant: nobody is written to twice, nobody is forgotten.

A server counts what it takes. A sender of letters is started and killed again and again until every
letter's fate is settled; then the server's count is held against the ledger. Letters whose fate is
unknown to the ledger must be listed, and are decided as a coordinator would: by asking whether the
letter arrived. The long campaign: ``python3 dev.py campaigns tests/campaigns/kill_sender -s``.
"""

from __future__ import annotations

import os
import random
import select
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from besrour_cli.delivery.mail.decide import decide
from besrour_cli.delivery.mail.ledger import LedgerEvent, SendLedger, entries
from besrour_cli.delivery.mail.status import DeliveryLog
from support.campaigns.kill_sender import PROGRAMME, SESSION, item
from support.campaigns.kill_server import Server
from support.checkout import ROOT, TESTS

COUNT = 60
"""Letters a trial; more than a sender manages before it is killed."""


class Figures(NamedTuple):
    """What a campaign found."""

    kills: int = 0
    trials: int = 0
    letters: int = 0
    twice: int = 0
    lost_unlisted: int = 0
    unknown: int = 0
    unknown_arrived: int = 0


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that answers each letter after a moment of its own, so that kills meet every instant."""
    with Server(tmp_path) as running:
        monkeypatch.setenv("SSL_CERT_FILE", str(running.chain))
        yield running


def _killed(folder: Path, port: int, moment: float, *how: str) -> bool:
    """Start a sender, kill it so many seconds after it is ready; False when it was done before."""
    program = TESTS / "support" / "campaigns" / "kill_sender.py"
    sender = subprocess.Popen(
        [sys.executable, str(program), str(folder), str(port), str(COUNT), *how],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert sender.stdout is not None
    try:
        assert sender.stdout.readline() == b"ready\n"
        select.select([sender.stdout], [], [], moment)
        finished = sender.poll() is not None
        sender.kill()
        return not finished
    finally:
        sender.wait()
        sender.stdout.close()


def _trial(folder: Path, server: Server, dice: random.Random, most: int) -> Figures:
    """Kill a sender until its letters are settled (at most so many times), then compare."""
    folder.mkdir()
    server.forget()
    kills = 0
    finished = False
    while kills < most:
        # some in the middle of the work, some in its first instants
        if not _killed(folder, server.port, dice.choice([dice.uniform(0, 0.4), dice.uniform(0, 0.05)])):
            finished = True
            break
        kills += 1
    if not finished:
        _killed(folder, server.port, 60)
    time.sleep(0.05)
    taken = server.taken()
    fates = DeliveryLog(entries(str(folder), PROGRAMME))
    items = [item(f"m{number:03}") for number in range(COUNT)]
    verdicts = {a.item.member: a.verdict for a in decide(items, fates, lambda i: None)}
    asked = [member for member, verdict in verdicts.items() if verdict == "ask"]
    arrived = [member for member in asked if taken[f"{member}@example.org"]]
    # a letter is lost unlisted when nobody has it, the ledger does not ask, and no run would send it
    lost = [m for m, v in verdicts.items() if v == "keep" and not taken[f"{m}@example.org"]]
    open_ = [m for m, v in verdicts.items() if v == "send"]
    assert not open_, "the last run was not killed, and yet letters are left"
    _decide_as_a_coordinator(folder, fates, asked, arrived)
    _killed(folder, server.port, 60)
    final = server.taken()
    settled = sum(final[i.to] > 0 for i in items)
    return Figures(
        kills=kills,
        trials=1,
        letters=COUNT,
        twice=sum(count > 1 for count in final.values()),
        lost_unlisted=len(lost) + COUNT - settled,
        unknown=len(asked),
        unknown_arrived=len(arrived),
    )


def _decide_as_a_coordinator(folder: Path, fates: DeliveryLog, asked: list[str], arrived: list[str]) -> None:
    """She writes to those whose letters' fate is unknown: it arrived, or it goes again."""
    with SendLedger(str(folder), PROGRAMME) as ledger:
        for member in asked:
            fate = fates.get(SESSION, member)
            assert fate is not None
            event = LedgerEvent.ASSUME if member in arrived else LedgerEvent.RESEND
            ledger.append(fate.last._replace(event=event), datetime.now(UTC))


def _campaign(folder: Path, server: Server, kills: int, seed: int) -> Figures:
    dice = random.Random(seed)
    total = Counter[str]()
    while total["kills"] < kills:
        figures = _trial(folder / f"{total['trials']}", server, dice, min(40, kills - total["kills"]))
        total.update(figures._asdict())
        assert figures.kills, "the sender was never killed: the trial tests nothing"
    return Figures(**total)


def _hold(figures: Figures) -> None:
    print(
        f"\nkill -9 of the sender: {figures.kills} kills in {figures.trials} trials, "
        f"{figures.letters} letters: "
        f"{figures.twice} sent twice, {figures.lost_unlisted} lost unlisted; "
        f"{figures.unknown} listed as unknown, of which {figures.unknown_arrived} had arrived"
    )
    assert figures.twice == 0
    assert figures.lost_unlisted == 0


def test_a_sender_killed_25_times(server: Server, tmp_path: Path) -> None:
    """The campaign in small: 0 sent twice, 0 lost unlisted."""
    figures = _campaign(tmp_path, server, 25, seed=25)
    _hold(figures)
    assert figures.kills == 25


@pytest.mark.campaign
def test_a_sender_killed_1000_times(server: Server, tmp_path: Path) -> None:
    """1,000 kills across trials: 0 sent twice, 0 lost unlisted; the figures are printed."""
    figures = _campaign(tmp_path, server, 1000, seed=1000)
    _hold(figures)
    assert figures.kills == 1000
    assert figures.unknown > 0, "no kill ever met a letter under way: the campaign tests nothing"


@pytest.mark.campaign
def test_the_campaign_finds_a_sender_that_forgets(server: Server, tmp_path: Path) -> None:
    """A sender that writes nothing down before DATA sends some letters twice, and the count shows it."""
    dice = random.Random(3)
    kills = 0
    while kills < 200 and max(server.taken().values(), default=0) < 2:
        _killed(tmp_path, server.port, dice.uniform(0, 0.2), "forgetful")
        kills += 1
    print(f"\na sender without intents: a letter sent twice after {kills} kills")
    assert max(server.taken().values()) >= 2
