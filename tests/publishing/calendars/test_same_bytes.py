"""Same input, same bytes: on any machine, in any locale and zone, under any hash seed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from support.checkout import ROOT, TESTS

SCRIPT = """
import hashlib
from support.publishing import calendar_year as year
from besrour_cli.publishing.calendars.feeds import feeds
from besrour_cli.publishing.calendars.invitations import invitation
programme, plan = year.programme(), year.plan()
files = feeds(programme, plan)
for member in programme.members:
    files[member.id] = invitation(programme, programme.sessions[0], plan.slots["2027-01-cafe"], member)
for name, data in files.items():
    print(name, hashlib.sha256(data).hexdigest())
"""


def digests(**environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{TESTS}", **environment},
    )
    return done.stdout


@pytest.fixture(scope="module")
def plain() -> str:
    """What this machine writes as it is."""
    return digests()


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu"},
        {"PYTHONHASHSEED": "4242", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
        {"TZ": "America/St_Johns", "LC_ALL": "fr_CA.UTF-8", "PYTHONOPTIMIZE": "1"},
    ],
    ids=["kathmandu", "plain C locale", "st johns in french"],
)
def test_the_machine_leaves_no_trace(plain: str, environment: dict[str, str]) -> None:
    """Hash seed, zone, locale, encoding: every feed and invitation is the same to the byte."""
    assert len(plain.splitlines()) == 26
    assert digests(**environment) == plain
