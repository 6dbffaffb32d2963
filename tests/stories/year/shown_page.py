"""The schedule page as Chromium shows it: in two zones and both languages, on the day of the story."""

from __future__ import annotations

from support.publishing.browser import running_chromium
from support.stories.coordinator import Coordinator

DISAGREES = {
    "en": "Your device shows another hour than our table",
    "fr": "Votre appareil indique une autre heure que notre tableau",
}


def shows_the_page(she: Coordinator, *, warns: bool = False) -> None:
    """The page says nothing on the console; after a law it warns a reader in Accra whose device is old."""
    page = (she.folder / "web/page/index.html").as_uri()
    moment = she.written.moment(she.folder, she.now, she.zones)
    with running_chromium() as browser:
        for zone, language in (("Africa/Accra", "en"), ("America/Toronto", "fr")):
            context = browser.new_context(timezone_id=zone, locale=f"{language}-CA")
            view = context.new_page()
            trouble: list[str] = []
            view.on("console", lambda said, trouble=trouble: trouble.append(said.text))
            view.on("pageerror", lambda error, trouble=trouble: trouble.append(str(error)))
            view.clock.set_fixed_time(she.now.strftime("%Y-%m-%dT%H:%M:%SZ"))
            view.goto(f"{page}#{language}")
            shown = view.inner_text("body")
            context.close()
            assert not trouble, trouble
            assert (DISAGREES[language] in shown) == (warns and zone == "Africa/Accra"), shown[:2000]
            she.written.keep(f"shown/{zone}.{language}", shown.encode(), moment)
