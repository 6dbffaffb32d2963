"""The schedule page: one static HTML file in every language, complete without a script or another request.

Nothing on it is for invited people alone: no link, number or passcode to join, no person, and no address but
the programme's own, to which one writes to be invited.
What is inline is named by its hash in the content security policy (CSP 3, section 6.7), so nothing else
can run. ``docs/en/explanation/page.md``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from besrour_cli.clock.instants import zone_data_version
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import data_of, own_name, worded
from besrour_cli.model.message import msg
from besrour_cli.model.plan import Plan, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.publishing.addresses import page_address
from besrour_cli.publishing.calendars.feeds import objects
from besrour_cli.publishing.calendars.property_values import mailto
from besrour_cli.publishing.content_policy import compact, content_policy, stripped
from besrour_cli.publishing.harvests.facts import mistakes_in_harvests
from besrour_cli.publishing.output_words import output_words
from besrour_cli.publishing.page.items import (
    PageItemKind,
    SessionItem,
    all_texts,
    feed_items,
    place_items,
    session_items,
)
from besrour_cli.publishing.page.links import event_data
from besrour_cli.publishing.page.shown_sessions import ShownSessions
from besrour_cli.publishing.page.year_grid import YearGrid, year_grid
from besrour_cli.publishing.templates import Templates

OUTPUT = "page"
"""What it is called in the words of a further language."""
HTML, STYLE, SCRIPT = "page.html", "page.css", "page.js"
# A line end before a block means nothing to a browser.
_BREAK = re.compile(
    r"\n(?=</?(?:p|li|[ou]l|h[1-6r]|div|details|fig|svg|g|text|main|footer|nav|meta|template)\b)"
)


def page(
    programme: Programme, plan: Plan, templates: Mapping[str, str], address: str = ""
) -> dict[str, bytes]:
    """``index.html``, and one ``.ics`` a coming session for those who ask for it.

    It is in the languages that have all its words.

    The next session is the first that the plan does not call held or cancelled; in the reader's browser
    a small script goes by the day of reading. So the bytes depend on the programme and the plan alone.
    ``address`` is where ``calendar/`` and ``page/`` lie on the web: with it the calendars can be
    subscribed to. Raises :class:`~besrour_cli.model.errors.DiagnosticsError` for a mistake in a template, and
    where the two languages of what tables talked about do not say the same.
    """
    source = Templates(templates)
    programme = replace(programme, languages=worded(programme.languages, OUTPUT))
    shown = ShownSessions.of(programme, plan)
    _check_harvests(programme, shown)
    items = session_items(programme, shown)
    facts = page_facts(programme, shown, items, address or programme.publish.address)
    style = compact(source.frame(STYLE, facts))
    script = compact(source.frame(SCRIPT, facts))
    facts |= {"style": Markup(style), "script": Markup(script), "policy": content_policy(style, script)}
    html = _BREAK.sub("", stripped(source.frame(HTML, facts))) + "\n"
    offered = {item.file for item in items}
    calendars = {f"{known_id}.ics": ics for known_id, ics in objects(programme, plan).items()}
    files = {name: ics for name, ics in calendars.items() if name in offered}
    return files | {"index.html": html.encode()}


def _check_harvests(programme: Programme, shown: ShownSessions) -> None:
    """Refuse what tables of sessions that are over talked about where its languages do not say the same."""
    found = mistakes_in_harvests(programme, (each.session.id for each in shown.past))
    if found:
        raise DiagnosticsError(msg("the page is not written: notes of tables have mistakes"), found)


def page_facts(
    programme: Programme, shown: ShownSessions, items: Sequence[SessionItem], address: str
) -> dict[str, object]:
    """Everything the page's template may print; texts are mappings of language to words."""
    languages = programme.languages
    listed = [(each.session.titles, each.slot) for each in (*shown.coming, *shown.past)]
    own_address = page_address(address)
    return {
        "languages": languages,
        "words": output_words(languages, OUTPUT),
        "own_names": {code: own_name(code) for code in languages},
        "clocks_of": _clock_patterns(languages),
        "names": all_texts(programme.names, languages),
        "organiser": all_texts(programme.contact.name, languages),
        "website": programme.contact.website,
        "items": items,
        "clocks": place_items(programme, shown),
        "year": _year(programme, shown),
        "feeds": feed_items(programme, shown.series, address),
        "several": len(shown.series) > 1,
        "interpreted": bool(shown.by_time) and all(each.session.interpretation for each in shown.by_time),
        "tzdata": zone_data_version(),
        "contact": _contact(programme),
        "proposed": _proposed(shown),
        "shared": _shared(items, languages),
        "own_address": own_address,
        "data": Markup(event_data(programme, listed, languages, own_address)),
    }


def _clock_patterns(languages: Sequence[str]) -> Markup:
    """How the script writes an hour in further languages: tag, with minutes, full; "" for none."""
    known = {code: data for code in languages if (data := data_of(code)) is not None}
    patterns = {
        code: (data.tag, data.patterns["time"], data.patterns["full_hour"]) for code, data in known.items()
    }
    return (
        Markup(json.dumps(patterns, ensure_ascii=False).replace("<", "\\u003c")) if patterns else Markup("")
    )


def _shared(items: Sequence[SessionItem], languages: Sequence[str]) -> str:
    """What a link to the page shows when it is shared: the next session's title and date; "" without one."""
    following = next((item for item in items if item.kind is PageItemKind.NEXT), None)
    if following is None:
        return ""
    words = (f"{following.title[code]} · {following.own[code]}" for code in languages)
    return " / ".join(dict.fromkeys(words))


def _contact(programme: Programme) -> dict[str, str] | None:
    """Where somebody asks to be invited: the address that the programme itself signs with, or None."""
    address = programme.contact.email
    return {"url": mailto(address), "name": address} if address else None


def _proposed(shown: ShownSessions) -> str:
    """Whether ``all`` sessions to come are proposed, ``some`` are, or none ("")."""
    states = {each.slot.state for each in shown.coming} - {SessionState.CANCELLED}
    if SessionState.PROPOSED not in states:
        return ""
    return "all" if len(states) == 1 else "some"


def _year(programme: Programme, shown: ShownSessions) -> YearGrid | None:
    if not shown.by_time:
        return None
    names = [(one, all_texts(programme.series[one].names, programme.languages)) for one in shown.series]
    slots = [(each.session.series, each.slot) for each in shown.by_time]
    by_clock = shown.clocks(programme, shown.by_time)
    return year_grid(slots, names, by_clock, programme.anchor.zone, programme.fairness.night)
