"""What tables talked about, in the newsletter and on the page: both languages, only once it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

import support.publishing.letter_programme as given
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.meeting.harvest import HarvestLink, HarvestLinkKind, SessionHarvest
from besrour_cli.model.plan import Plan, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.publishing.letters.newsletter import newsletter
from besrour_cli.publishing.page.page import page
from besrour_cli.storage import resources

POINT = {
    "en": "To teach is also to be *silent* & <b>wait</b>.",
    "fr": "Enseigner, c'est se taire : *attendre*.",
}
LINK = HarvestLink(
    HarvestLinkKind.SLIDES, {"en": "https://example.org/s", "fr": "https://example.org/s?l=fr"}
)
SLOT = given.PLAN.slots[given.SESSION.id]
AFTER = SLOT.end + timedelta(days=3)


def programme(point: dict[str, str] = POINT) -> Programme:
    """The programme with a harvest of its café."""
    harvest = SessionHarvest(given.SESSION.id, (point,), (LINK,))
    return replace(given.PROGRAMME, harvests={given.SESSION.id: harvest})


def plan(state: SessionState) -> Plan:
    """The plan in which the café is in a state."""
    return replace(given.PLAN, slots={**given.PLAN.slots, given.SESSION.id: replace(SLOT, state=state)})


def test_the_newsletter_tells_it_in_both_languages() -> None:
    """The point and the link in each half, set as the language sets them; signs of markup are signs."""
    files = newsletter(programme(), plan(SessionState.HELD), AFTER, resources.templates(None))
    text = next(data.decode() for name, data in files.items() if name.endswith(".txt"))
    english, french = text.split("## Ce qui a eu lieu")
    assert "We talked about this:" in english and "To teach is also to be *silent* & <b>wait</b>." in english
    assert "Nous y avons parlé de ceci" in french and "Enseigner, c’est se taire\u00a0: *attendre*." in french
    assert "https://example.org/s?l=fr" in french and "https://example.org/s?l=fr" not in english
    html = next(data.decode() for name, data in files.items() if name.endswith(".html"))
    assert "<b>wait" not in html and "&lt;b&gt;wait" in html


def test_before_the_session_and_long_after_nothing_is_told() -> None:
    """Notes dropped too early are no news, and after two months they are old."""
    for moment in (SLOT.start - timedelta(days=3), SLOT.end + timedelta(days=90)):
        files = newsletter(programme(), plan(SessionState.ANNOUNCED), moment, resources.templates(None))
        assert not any(b"silent" in data for data in files.values())
    early = page(programme(), plan(SessionState.ANNOUNCED), resources.templates(None))["index.html"].decode()
    assert "silent" not in early and "example.org/s" not in early


def test_the_page_has_it_below_the_session() -> None:
    """Both languages and the link, escaped; a session without notes looks as before."""
    html = page(programme(), plan(SessionState.HELD), resources.templates(None))["index.html"].decode()
    assert "What we talked about" in html and "Ce dont nous avons parlé" in html
    assert "&lt;b&gt;wait" in html and "<b>wait" not in html
    assert 'href="https://example.org/s?l=fr">Diapositives' in html
    bare = page(given.PROGRAMME, plan(SessionState.HELD), resources.templates(None))["index.html"].decode()
    assert "What we talked about" not in bare and "Slides" not in bare


def test_halves_that_do_not_say_the_same_are_refused() -> None:
    """Three villages in one language and four in the other: neither newsletter nor page is written."""
    wrong = programme({"en": "We saw 3 villages.", "fr": "Nous avons vu 4 villages."})
    with pytest.raises(DiagnosticsError):
        newsletter(wrong, plan(SessionState.HELD), AFTER, resources.templates(None))
    with pytest.raises(DiagnosticsError):
        page(wrong, plan(SessionState.HELD), resources.templates(None))
