"""The picture of the year: its hours are true, its colours told apart by everyone, its bytes the same."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from besrour_cli.clock.instants import local
from besrour_cli.model.plan import Burden, Plan, ScheduledSession, SessionState
from besrour_cli.publishing.svg.hour_colours import colour, ink_on, luminance
from besrour_cli.publishing.svg.year_chart import MARK, year_chart
from support.publishing.chart_year import PLACES, STARTS, programme

LATE, NOBODY = frozenset({"kathmandu"}), frozenset[str]()
SVG = "{http://www.w3.org/2000/svg}"


def _drawn(language: str = "en", *, cost: float = 1.0) -> bytes:
    slots = {
        f"s{i}": ScheduledSession(
            f"s{i}", at, at + timedelta(minutes=90), SessionState.PROPOSED, "America/Toronto", "2026a"
        )
        for i, at in enumerate(STARTS)
    }
    people = {name.lower(): Burden(4.25 + n, n // 3, 3) for n, name in enumerate(PLACES)}
    costs = {s: dict.fromkeys((name.lower() for name in PLACES), cost) for s in slots}
    costs["s1"].pop("toronto")
    nights = {
        s: LATE if local(slot.end, "Asia/Kathmandu").hour == 22 else NOBODY for s, slot in slots.items()
    }
    return year_chart(programme(), Plan("test", "2026a", slots), people, costs, nights, language)


def _texts(svg: bytes) -> list[str]:
    root = ElementTree.fromstring(svg)
    return ["".join(t for t in e.itertext()) for e in root.iter(f"{SVG}text")]


def test_every_hour_of_every_place_is_there() -> None:
    """Each session has each invited place's local hour, read by the clock; the uninvited place has a dot."""
    texts = _texts(_drawn())
    for i, start in enumerate(STARTS):
        for name, zone in PLACES.items():
            reading = local(start, zone)
            said = f"{reading.hour}:{reading.minute:02d}"
            if (i, name) != (1, "Toronto"):
                assert any(text.rstrip("*!") == said for text in texts), (said, name)
    assert texts.count("·") == 1


def test_signs_stand_beside_the_colours() -> None:
    """A night is marked by a star, an hour that is not reasonable by an exclamation mark."""
    texts = _texts(_drawn(cost=3.0))
    assert "10:30!" in texts
    assert "21:15*" in texts  # it ends after ten
    late = {"s0": datetime(2027, 1, 10, 4, tzinfo=UTC)}
    slots = {
        "s0": ScheduledSession(
            "s0", late["s0"], late["s0"] + timedelta(minutes=90), SessionState.PROPOSED, "America/Toronto", ""
        )
    }
    svg = year_chart(
        programme(),
        Plan("test", "", slots),
        {"accra": Burden(9, 1, 1)},
        {"s0": {"accra": 9.0}},
        {"s0": frozenset({"accra"})},
        "en",
    )
    assert "4:00*" in _texts(svg)
    assert "Elsewhere (1 at night)" in _texts(svg)


def test_both_languages_say_the_same() -> None:
    """French words and hours in the French picture, the same number of cells in both."""
    french, english = _texts(_drawn("fr")), _texts(_drawn("en"))
    assert len(french) == len(english)
    assert "15\u00a0h\u00a030" in french
    assert "Thème 0 (s0)Thème 0" in french
    assert any(text.startswith("Amérique") for text in french)
    assert any(text.startswith("America") for text in english)


def test_it_is_whole_for_those_who_do_not_see_it() -> None:
    """An image with a title and a description that name the worst-off region and person, and the dates."""
    root = ElementTree.fromstring(_drawn())
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and desc is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == "The year of Café <2027>, in local hours"
    assert desc.text == (
        "3 sessions at 4 places, from January\u00a010, 2027 to July\u00a010, 2027. "
        "Attendances at night: 1. "
        "Most burdened region: Elsewhere, 6.8 on average. "
        "Most burdened of all: Doctor <Kathmandu> & Co., 7.2."
    )


def test_the_same_plan_gives_the_same_bytes() -> None:
    """No clock, no chance in it; the mark of ours stands in the first bytes."""
    assert _drawn() == _drawn()
    assert MARK in _drawn()[:400]


@pytest.mark.parametrize("hour", [h / 4 for h in range(96)])
def test_every_hour_can_be_read(hour: float) -> None:
    """The ink on every colour has at least the contrast that WCAG 2.2 asks of text (4.5 to 1)."""
    fill = colour(hour)
    light, dark = sorted((luminance(fill), luminance(ink_on(fill))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_colours_hold_in_grey_and_without_red_or_green() -> None:
    """From midnight to noon each hour is lighter than the one before: a grey printer shows the same order."""
    lights = [luminance(colour(hour)) for hour in range(13)]
    assert all(b > a for a, b in pairwise(lights))
    assert [colour(h) for h in range(13)] == [colour(24 - h) for h in range(13)]


def test_nothing_sticks_out() -> None:
    """No text begins outside of the picture, and the page is as high as its last line."""
    svg = _drawn()
    root = ElementTree.fromstring(svg)
    width, height = int(root.get("width", "0")), int(root.get("height", "0"))
    for element in root.iter(f"{SVG}text"):
        assert 0 <= float(element.get("x", "0")) < width
        assert 0 <= float(element.get("y", "0")) < height
    assert not re.search(rb"<script|href|url\(", svg)


def test_a_year_without_sessions_says_so() -> None:
    """An empty plan gives a picture that says that nothing is planned."""
    assert "Nothing is planned." in _texts(year_chart(programme(), Plan("test", ""), {}, {}, {}, "en"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "* a night there ! not a reasonable hour for someone there · not invited"),
        ("fr", "* nuit sur place ! heure peu raisonnable pour quelqu’un sur place · sans invitation"),
    ],
)
def test_the_entries_of_the_legend_stand_apart(language: str, said: str) -> None:
    """Blanks in a row are one blank in a picture: each entry is moved away from the one before."""
    root = ElementTree.fromstring(_drawn(language))
    legend = next(e for e in root.iter(f"{SVG}text") if "".join(e.itertext()) == said)
    assert [span.get("dx") for span in legend] == [None, "28", "28"]
    assert ["".join(span.itertext()).strip() for span in legend] == ["*", "!", "·"]
