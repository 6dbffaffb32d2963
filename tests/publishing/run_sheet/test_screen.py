"""The page for the screen, in a real browser: hours, who leads, the time left, by keyboard, for everybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import support.publishing.letter_programme as given
from besrour_cli.clock.formatting import time_words
from besrour_cli.clock.instants import local
from besrour_cli.model.meeting.agenda import NO_AGENDA, Agenda
from besrour_cli.publishing.letters.reading_facts import distinct_places
from besrour_cli.publishing.run_sheet.screen import screen_page
from support.campaigns.thorough import thorough
from support.publishing.run import AGENDA, SLOT, subject

pytestmark = pytest.mark.readers

Open = Callable[..., Any]
PLACES = distinct_places(given.MEMBERS)


def made(agenda: Agenda = AGENDA) -> str:
    """The page of the session."""
    return screen_page(subject(agenda=agenda), PLACES, given.templates()).decode()


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """Open the page as a file so many minutes after the start; the clock stands until it is moved on."""
    file, contexts = tmp_path / "screen.html", []

    def show(minutes: float = 20, *, agenda: Agenda = AGENDA, width: int = 1280, **settings: Any) -> Any:
        file.write_text(made(agenda), encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": 720}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        moment = SLOT.start + timedelta(minutes=minutes)
        page.clock.install(time=moment - timedelta(minutes=2))  # a browser may be slow to load
        page.goto(file.as_uri())
        page.clock.pause_at(moment)
        return page

    yield show
    for context in contexts:
        context.close()


def now(page: Any) -> str:
    """What the page says is going on, in one line."""
    return " ".join(page.locator("#now").inner_text().replace("\u00a0", " ").split())


def hours(page: Any) -> str:
    """The hours as they are shown."""
    return " ".join(page.locator(".c").inner_text().replace("\u00a0", " ").split())


def test_it_shows_who_leads_and_the_time_left(opened: Open) -> None:
    """Twenty minutes in, ten of sixty at the tables are gone, and seventy of ninety are left."""
    page = opened(20)
    assert (
        now(page) == "At the tables Aux tables The hosts of the tables Les personnes qui animent les tables"
    )
    assert page.locator("#left").inner_text() == "50 min 0 s"
    assert page.locator("#rest").inner_text() == "1 h 10 min"
    assert page.locator("[aria-current=step]").inner_text().startswith("At the tables")
    assert len(page.asked) == 1 and page.said == []


def test_before_it_begins_and_when_it_is_over(opened: Open) -> None:
    """Five minutes before, the time until it begins; after the end, thanks and no more minutes."""
    page = opened(-5)
    assert now(page).startswith("We begin in") and page.locator("#left").inner_text() == "5 min 0 s"
    page = opened(91)
    assert now(page).startswith("Thank you") and page.locator("#left").inner_text() == ""


@pytest.mark.parametrize("minutes", [thorough(0), 45.5, thorough(89)])
def test_every_place_shows_the_hour_of_the_clock_room(opened: Open, minutes: float) -> None:
    """What the page shows is what ``clock`` has at that instant, in both languages, half-hour zones too."""
    page = opened(minutes)
    shown = hours(page)
    for place in PLACES:
        there = local(SLOT.start + timedelta(minutes=minutes), place.zone)
        for language in ("en", "fr"):
            assert time_words(there, language).replace("\u00a0", " ") in shown
            assert place.name(language) in shown


def test_a_place_on_another_day_is_marked(opened: Open) -> None:
    """Three hours on it is the next day in Kathmandu alone, and both languages say so beside its hour."""
    page = opened(200)
    marks = [text for text in page.locator(".c .d").all_inner_texts() if text]
    assert marks == ["next day", "le lendemain"]
    row = page.locator(".c li").filter(has_text="next day").inner_text()
    assert "Kathmandu" in row and "Katmandou" in row


def test_the_facilitator_steers_by_keyboard(opened: Open) -> None:
    """Next part, one minute more, back, and as planned; a reload keeps what she did."""
    page = opened(5)
    assert now(page).startswith("Welcome")
    page.keyboard.press("ArrowRight")
    assert now(page).startswith("At the tables") and page.locator("#left").inner_text() == "1 h 0 min"
    page.clock.run_for(2 * 60_000)
    page.keyboard.press("ArrowUp")
    assert page.locator("#left").inner_text() == "59 min 0 s"
    page.reload()
    assert now(page).startswith("At the tables")
    page.keyboard.press("ArrowLeft")
    assert now(page).startswith("Welcome")
    page.keyboard.press("Escape")
    assert now(page).startswith("Welcome") and page.locator("#left").inner_text() == "3 min 0 s"
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    assert now(page).startswith("Thank you")


def test_every_button_is_reached_by_tab_and_works(opened: Open) -> None:
    """The four buttons in their order; Enter on the third goes on to the next part."""
    page = opened(5)
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id"))
    assert reached == ["back", "more", "on", "plan"]
    page.focus("#on")
    page.keyboard.press("Enter")
    assert now(page).startswith("At the tables")


def test_who_wants_less_motion_sees_no_seconds(opened: Open) -> None:
    """The clock then changes once a minute; nothing on the page is animated for anybody."""
    page = opened(20, reduced_motion="reduce")
    assert page.locator("#left").inner_text() == "50 min"
    assert "animation" not in made() and "transition" not in made()


def test_a_screen_reader_hears_a_part_once(opened: Open) -> None:
    """The part is a status that changes when the part does, the ticking clocks are silent."""
    page = opened(20)
    page.evaluate(
        "window.seen=0;new MutationObserver(all=>{seen+=all.length})"
        ".observe(document.getElementById('now'),{subtree:true,childList:true,attributes:true,characterData:true})"
    )
    page.clock.run_for(60_000)
    assert page.evaluate("seen") == 0
    page.clock.run_for(50 * 60_000)
    assert page.evaluate("seen") > 0 and now(page).startswith("Talk")
    assert page.locator("[role=timer][aria-live=off]").count() == 2
    assert page.locator("#now").get_attribute("role") == "status"


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), thorough("dark", 1280)])
def test_nobody_is_shut_out(opened: Open, axe: str, scheme: str, width: int) -> None:
    """axe-core finds nothing, and the page is no wider than the screen."""
    page = opened(20, width=width, color_scheme=scheme)
    page.clock.resume()  # axe waits for timers of its own
    page.evaluate(axe)
    found = page.evaluate("() => axe.run({resultTypes: ['violations']})")
    assert [(v["id"], [n["html"][:90] for n in v["nodes"]]) for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_an_agenda_there_is_still_a_clock(opened: Open) -> None:
    """The session's own time left, and no keys that would do nothing."""
    page = opened(20, agenda=NO_AGENDA)
    assert page.locator("#left").inner_text() == "1 h 10 min"
    assert page.locator("nav").count() == 0 and page.said == []


def test_nothing_on_the_page_lets_anybody_in() -> None:
    """No link, number or passcode, no address, no member but those who lead a part, nothing of others."""
    text, room = made(), given.PROGRAMME.platform
    for secret in (room.link, room.passcode, room.meeting_id, room.phone, "@example.org"):
        assert secret and secret not in text
    leading = {"ca-memorial"}
    assert [m.id for m in given.MEMBERS if m.name in text and m.id not in leading] == []
    assert re.findall(r"https?://[^\s\"'<]+", text) == [] and "default-src 'none'" in text
    assert text == made()


def test_a_clock_that_is_set_back_during_the_session_is_right() -> None:
    """Toronto’s clocks go back half an hour after the start: from then on there is another offset."""
    start = datetime(2027, 11, 7, 5, 30, tzinfo=UTC)
    moved = subject()._replace(slot=replace(SLOT, start=start, end=start + timedelta(minutes=90)))
    text = screen_page(moved, [given.TORONTO], given.templates()).decode()
    found = re.search(r'"clocks": \[\[\[\d+, -240\], \[(\d+), -300\]\]\]', text)
    assert found and int(found[1]) * 60 == (start + timedelta(minutes=30)).timestamp()
