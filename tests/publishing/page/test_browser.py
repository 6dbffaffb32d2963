"""The schedule page in a browser: on phones and desks, in five zones, with and without its script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from besrour_cli.model.plan import SessionState
from support.campaigns.thorough import a_few, thorough
from support.publishing.page_year import SHOTS, html, plan, programme
from support.publishing.portuguese import PT

pytestmark = pytest.mark.readers

Show = Callable[..., Any]
FIRST = {  # 2027-01-19 16:00 UTC on each clock
    "Africa/Kampala": ("7:00\u202fp.m.", "19 h"),
    "America/Toronto": ("11:00\u202fa.m.", "11 h"),
    "Africa/Tunis": ("5:00\u202fp.m.", "17 h"),
    "Asia/Kathmandu": ("9:45\u202fp.m.", "21 h 45"),
    "America/St_Johns": ("12:30\u202fp.m.", "12 h 30"),
}


def plain(text: str) -> str:
    """Words without the kinds of blanks that browsers' data change from year to year."""
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


@pytest.mark.parametrize("zone", a_few(FIRST, 2))
@pytest.mark.parametrize("language", [thorough("en"), "fr"])
def test_the_reader_sees_her_own_time(shown: Show, zone: str, language: str) -> None:
    """In her zone and language, for every session; nothing else was loaded and nothing complained."""
    page = shown(zone, locale=f"{language}-CA", width=320)
    first = page.locator(".n")
    said = plain(first.inner_text())
    hour = plain(FIRST[zone][language == "fr"])
    assert ("Your time" if language == "en" else "Votre heure") in said
    line = next(p for p in first.locator(".w").all_inner_texts() if "{" not in p)
    assert hour in plain(line)
    assert ("January 19" if language == "en" else "19 janvier") in plain(line)
    assert page.locator(".s > li .w").count() == 12
    assert page.locator("html").get_attribute("lang") == language
    assert len(page.asked) == 1
    assert page.said == []


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("Africa/Maputo", "18h"), thorough("Africa/Luanda", "17h"), thorough("America/St_Johns", "12h30")],
)
def test_a_third_language_shows_the_hour_as_the_page_does(shown: Show, zone: str, hour: str) -> None:
    """Her browser's language chooses it; day and hour are written as everywhere else in that language."""
    text = html(replace(programme(), languages=("en", "fr", PT)), plan())
    page = shown(zone, locale="pt-PT", width=320, text=text)
    assert page.locator("html").get_attribute("lang") == "pt"
    first = page.locator(".n")
    lines = [plain(line) for line in first.locator(".w").all_inner_texts() if "{" not in line]
    place = zone.rpartition("/")[2].replace("_", " ")
    assert f"A sua hora ({place}): terça-feira, 19 de janeiro de 2027, {hour}" in lines
    assert "Próxima sessão" in plain(first.inner_text()) and "Prochaine" not in plain(first.inner_text())
    assert page.said == [] and len(page.asked) == 1


@pytest.mark.parametrize("zone", a_few(FIRST, 1))
def test_without_a_script_every_place_is_there(shown: Show, zone: str) -> None:
    """Every clock's hour of the next session, in the page's first language; the other one link away."""
    page = shown(zone, script=False, width=320)
    text = plain(page.locator(".n").inner_text())
    for words in ("7:00 p.m. Kampala, Nairobi", "12:30 p.m. St. John’s", "5:00 p.m. Abuja"):
        assert words in text
    assert "19 h" not in text
    page.locator("#fr").click()
    text = plain(page.locator(".n").inner_text())
    assert "19 h Kampala, Nairobi" in text
    assert "p.m." not in text
    assert len(page.asked) == 1


def test_a_place_opens_without_a_script(shown: Show) -> None:
    """Her place's whole year is one tap away, and closed places take no room."""
    page = shown(script=False)
    block = page.locator("[data-z]", has_text="Kampala")
    assert not block.locator("p", has_text="5:30").first.is_visible()
    block.locator("summary").click()
    assert "Feb. 16" in plain(block.inner_text())
    assert "16 févr." not in plain(block.inner_text())


def test_the_next_session_is_the_next_one_today(shown: Show) -> None:
    """In May, January to April are past and stand last; the mark moved; one that goes on is not past."""
    page = shown(now="2027-05-20T15:00:00Z")
    items = page.locator(".s > li")
    assert "Generalism" in items.first.inner_text()
    assert "Next session" in items.first.inner_text()
    assert page.locator(".k:visible").count() == 1
    assert "Premiere" in items.nth(8).inner_text()
    assert items.nth(8).get_attribute("class") == "o"
    assert page.locator(".s > .o a").count() == 0


def test_every_session_can_be_added_to_every_calendar(shown: Show) -> None:
    """The links of all twelve, made after the first one's: own title, own times, nothing else left."""
    page = shown()
    found = page.eval_on_selector_all(
        ".s > li", "items => items.map(i => [...i.querySelectorAll('.a a')].map(a => a.getAttribute('href')))"
    )
    slots = sorted(plan().slots.values(), key=lambda slot: slot.start)
    for links, slot in zip(found, slots, strict=True):
        google, outlook, yahoo, ics = links
        start, end = (f"{moment:%Y%m%dT%H%M%SZ}" for moment in (slot.start, slot.end))
        assert google.endswith(f"&dates={start}/{end}")
        assert f"startdt={slot.start:%Y-%m-%dT%H:%M:%SZ}&enddt={slot.end:%Y-%m-%dT%H:%M:%SZ}" in outlook
        assert yahoo.endswith(f"&st={start}&et={end}")
        assert ics == f"{slot.session}.ics"
        title = google.split("text=")[1].split("&")[0]
        assert title in outlook
        assert title in yahoo
    assert len({links[0].split("text=")[1] for links in found}) == 12


def test_back_to_back_sessions_keep_their_times(shown: Show) -> None:
    """One that begins when the pattern's ends is not mistaken for it."""
    page = shown(text=html(chosen=plan(moved={"2027-02-cafe": "01-19T17:30"})))
    link = page.locator(".s > li").nth(1).locator(".a a").first.get_attribute("href")
    assert link.endswith("&dates=20270119T173000Z/20270119T190000Z")


@pytest.mark.thorough
def test_a_device_that_disagrees_with_the_table_is_told(shown: Show) -> None:
    """Her phone's old rules are an hour off: a line above its hour says what the table says."""
    wrong = (
        "const right = Date.prototype.getTimezoneOffset;"
        "Date.prototype.getTimezoneOffset = function () { return right.call(this) + 60; };"
    )
    page = shown("Africa/Kampala", before=wrong)
    said = plain(page.locator(".n").inner_text())
    warning = said.index("Trust the table: Tuesday, January 19, 2027 at 7:00 p.m.")
    assert warning < said.index("Your time (Kampala)")
    french = plain(shown("Africa/Kampala", before=wrong, locale="fr-CA").locator(".n").inner_text())
    assert french.index("Fiez-vous au tableau : mardi 19 janvier 2027 à 19 h") < french.index("Votre heure")
    right = shown("Africa/Kampala")
    assert "Trust the table" not in right.locator("main").inner_text()


@pytest.mark.parametrize(
    ("zone", "hour"),
    [thorough("America/Phoenix", "9 h"), thorough("America/Toronto", "11 h"), ("Asia/Kathmandu", "21 h 45")],
)
def test_french_hours_are_written_as_the_oqlf_writes_them(shown: Show, zone: str, hour: str) -> None:
    """No zero before the hour, and no minutes where there are none: 8 h, not 08 h 00."""
    page = shown(zone, locale="fr-CA")
    lines = [plain(line) for line in page.locator(".s > li .w").all_inner_texts()]
    assert lines[0].endswith(f"2027 à {hour}")
    assert not [line for line in lines if " 0" in line or line.endswith("h 00")]
    half = shown("America/Phoenix", locale="fr-CA").locator(".s > li").nth(1).locator(".w").inner_text()
    assert plain(half).endswith("16 février 2027 à 7 h 30")


def test_what_a_session_is_about_opens_without_a_script(shown: Show) -> None:
    """Folded, one tap away, in the language that was chosen."""
    page = shown(script=False)
    fold = page.locator(".n details")
    assert "What it is about" in fold.inner_text()
    assert not fold.locator("p").first.is_visible()
    fold.locator("summary").click()
    assert "Welcome to the first café." in fold.inner_text()
    assert "Bienvenue" not in fold.inner_text()


def test_her_own_place_stands_first_and_open(shown: Show) -> None:
    """Also where the browser spells her zone in an older way."""
    page = shown("Africa/Kampala")
    assert "Kampala" in page.locator("[data-z]").first.inner_text()
    assert page.locator("[data-z]").first.get_attribute("open") is not None
    assert page.locator("[data-z][open]").count() == 1


def test_a_french_browser_gets_french_and_can_change(shown: Show) -> None:
    """The language of the browser first; the address keeps the choice."""
    page = shown(locale="fr-FR")
    assert page.url.endswith("#fr")
    assert page.locator("h1").inner_text().startswith("Café Besrour")
    page.locator("#en").click()
    assert page.locator("h1").inner_text().startswith("Besrour Café")
    assert page.locator("html").get_attribute("lang") == "en"


def test_printed_it_shows_every_place(shown: Show) -> None:
    """On paper the places are open, and what can only be clicked is gone."""
    page = shown(script=False)
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert not page.locator(".a").first.is_visible()
    assert (
        page.locator("[data-z]", has_text="Kampala")
        .locator("p", has_text="5:30")
        .first.bounding_box()["height"]
        > 5
    )


@pytest.mark.parametrize(
    ("scheme", "width", "language"),
    [
        ("dark", 320, "fr"),
        ("light", 1000, "en"),
        *(
            thorough(scheme, width, language)
            for scheme in ("light", "dark")
            for width in (320, 1000)
            for language in ("en", "fr")
        ),
    ],
)
def test_nobody_is_shut_out(shown: Show, axe: str, scheme: str, width: int, language: str) -> None:
    """axe-core finds nothing, the page is no wider than the screen, and a picture is kept to look at."""
    mixed = html(
        chosen=plan(
            {
                "2027-02-cafe": SessionState.CANCELLED,
                "2027-03-cafe": SessionState.MOVED,
                "2027-04-cafe": SessionState.PROPOSED,
            }
        )
    )
    page = shown("Africa/Tunis", width=width, scheme=scheme, locale=f"{language}-CA", text=mixed)
    page.evaluate(axe)
    found = page.evaluate("() => axe.run({resultTypes: ['violations']})")
    assert [(v["id"], v["impact"], [n["html"][:90] for n in v["nodes"]]) for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{language}-{scheme}-{width}.png", full_page=True)
