"""The picture of the year in a browser: what a reader's eye would stumble over."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from besrour_cli.model.plan import Burden, Plan, ScheduledSession, SessionState
from besrour_cli.publishing.svg.year_chart import year_chart
from support.publishing.chart_year import programme

pytestmark = pytest.mark.readers


@pytest.mark.parametrize("language", ["en", "fr"])
def test_hours_have_air_and_no_word_runs_out(language: str, tmp_path: Path) -> None:
    """In a browser, the longest hour in bold with its sign leaves three pixels free; all words are inside."""
    starts = {
        "s0": datetime(2027, 1, 10, 23, 30, tzinfo=UTC),
        "s1": datetime(2027, 3, 10, 18, 30, tzinfo=UTC),
    }
    slots = {
        s: ScheduledSession(s, at, at + timedelta(minutes=90), SessionState.PROPOSED, "America/Toronto", "")
        for s, at in starts.items()
    }
    costs = {s: {"accra": 9.0} for s in slots}
    asked = programme()
    people = tuple(replace(m, name="Association des médecins de famille d’Accra") for m in asked.members)
    drawn = year_chart(
        replace(asked, members=people),
        Plan("test", "", slots),
        {"accra": Burden(9, 1, 1)},
        costs,
        dict.fromkeys(costs, frozenset({"accra"})),
        language,
    )
    target = tmp_path / "year.svg"
    target.write_bytes(drawn)
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "this test needs Chromium: install it (Debian: chromium)"
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=program, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        page = browser.new_page()
        page.goto(target.as_uri())
        air = page.evaluate(
            "() => [...document.querySelectorAll('rect[rx]')].map(cell => {"
            "const a = cell.getBBox(), b = cell.nextElementSibling.getBBox();"
            "return Math.min(b.x - a.x, a.x + a.width - b.x - b.width)})"
        )
        beyond = page.evaluate(
            "() => [...document.querySelectorAll('text')].map(text => {"
            "const b = text.getBoundingClientRect();"
            "return b.right - document.documentElement.width.baseVal.value})"
        )
        browser.close()
    assert len(air) == 2 and min(air) >= 3
    assert max(beyond) <= 0, "words run out of the picture"
