"""The schedule page as a file: small, whole without a script, the same bytes, nothing that is not public."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from besrour_cli.clock.formatting import short_date, time_words
from besrour_cli.clock.instants import local
from besrour_cli.model.plan import SessionState
from besrour_cli.model.programme import PublishSettings
from besrour_cli.publishing.page.page import page
from support.checkout import ROOT, TESTS
from support.publishing.page_year import ADDRESS, html, plan, programme, templates


class Reader(HTMLParser):
    """Elements with their attributes, and the words of one language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.stack: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br", "path"):
            self.stack.append((tag, dict(attrs).get("lang")))

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = [tag for tag, _ in self.stack]
        spoken = next((lang for _, lang in reversed(self.stack) if lang), self.language)
        if spoken == self.language and not {"style", "script", "template"} & set(inside):
            self.words.append(data)


def read(text: str, language: str = "en") -> Reader:
    reader = Reader(language)
    reader.feed(text)
    return reader


def test_twelve_sessions_weigh_little_on_a_weak_connection() -> None:
    """With every description 12 KB as web servers send it: less than a server sends before it waits.

    Ten segments, 14 KB, go out at once (RFC 6928), so the page is there after one round trip. What the
    descriptions add is the coordinator's to choose: without them the page has at most 30 KB, 6.4 as sent.
    """
    proposed = plan({session: SessionState.PROPOSED for session in plan().slots})
    cafes = programme()
    bare = replace(cafes, sessions=tuple(replace(s, descriptions={}) for s in cafes.sessions))
    for sessions, size, sent in ((cafes, 42_000, 12 * 1024), (bare, 30_000, 6400)):
        data = html(sessions, proposed).encode()
        assert len(data) <= size
        assert len(gzip.compress(data, 9, mtime=0)) <= sent
    assert html().count("<li") >= 12


def test_every_place_reads_its_own_time_of_every_session_without_a_script() -> None:
    """For each member's place, hour and date of each session, in both languages, beside the place's name."""
    text = html()
    blocks = re.findall(r"<details data-z.*?</details>", text, re.DOTALL)
    for member in programme().members:
        if member.paused or "cafe" not in member.groups:
            continue
        mine = [b for b in blocks if f'"{member.place.zone}' in b or f" {member.place.zone}" in b]
        assert len(mine) == 1, member.place
        for language in ("en", "fr"):
            words = " ".join("".join(read(mine[0], language).words).split(" "))
            assert member.place.name(language) in words
            for slot in plan().slots.values():
                moment = slot.start.astimezone(ZoneInfo(member.place.zone))
                moment = local(slot.start, member.place.zone) if moment.year else moment
                hour, date = time_words(moment, language), short_date(moment.date(), language)
                line = re.search(rf"<p lang={language}><b>{re.escape(hour)}</b>([^<]*)", mine[0])
                assert line, (member.place, hour)
                assert date in line[1].strip().split(", "), (member.place, hour, date)


def test_the_next_session_stands_first_with_every_place_in_it() -> None:
    """A cancelled one does not hide it, held ones go to the end; it has all clocks and all links."""
    text = html(chosen=plan({"2027-01-cafe": SessionState.HELD, "2027-02-cafe": SessionState.CANCELLED}))
    order = re.findall(r"datetime=(\S+?)>", text)
    assert order[:3] == ["2027-03-16T14:30Z", "2027-02-16T14:30Z", "2027-04-20T15:30Z"]
    assert order[-1] == "2027-01-19T16:00Z"
    first, second, *_ = text[text.index("<ol class=s>") :].split("<h3>")[1:]
    assert "Kampala" in first
    assert "Kampala" not in second
    for host in ("calendar.google.com", "outlook.live.com", "calendar.yahoo.com", "2027-03-cafe.ics"):
        assert host in first
    assert "<a" not in second, "there is nothing to add of a cancelled session"


def test_nothing_for_the_invited_alone_is_on_it() -> None:
    """No link, number or passcode to join, no member's name or address: the programme has them all.

    The one address is the programme's own, to which one writes to be invited.
    """
    cafes = programme()
    for publish in (cafes.publish, PublishSettings()):
        whole = b"".join(page(replace(cafes, publish=publish), plan(), templates()).values()).decode()
        whole = whole.replace("\r\n ", "")
        for platform in (cafes.platform, *(s.platform for s in cafes.series.values() if s.platform)):
            for secret in (platform.link, platform.passcode, platform.meeting_id, platform.phone):
                assert secret == "" or secret not in whole
        assert cafes.contact.email == "besrour-cafe@example.org"
        assert set(re.findall(r"[\w.+-]+@example\.org", whole)) == {cafes.contact.email}
        assert not [m.email for m in cafes.members if m.email in whole]
        assert not [m.name for m in cafes.members if m.name in whole]


def test_one_request_and_a_strict_policy() -> None:
    """Nothing is loaded; style and script are named by their hashes, no attribute runs anything."""
    text = html()
    policy = re.search(r'Content-Security-Policy content="([^"]*)"', text)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    for tag, kind in (("style", "style-src"), ("script", "script-src")):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert inside
        digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy[1]
    for tag, attributes in read(text).found:
        assert tag not in ("img", "iframe", "object", "form", "base")
        assert "src" not in attributes
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        if tag == "link":
            assert attributes["href"] == "data:,"


def test_both_languages_say_the_same_sessions() -> None:
    """Each title stands in its language, and French is set as the OQLF asks."""
    words = {language: "".join(read(html(), language).words) for language in ("en", "fr")}
    for session in programme().sessions:
        if session.series == "cafe":
            for language, said in words.items():
                title = session.titles[language]
                assert title.replace("\u00a0", " ") in said.replace("\u00a0", " "), title
    assert "Prochaine séance" in words["fr"]
    assert "Prochaine séance" not in words["en"]
    assert not re.search(r"\w'\w| [:»]|« ", words["fr"])


def test_events_are_described_for_search_engines() -> None:
    """schema.org Events: names, instants, status; cancelled and moved ones say so."""
    text = html(chosen=plan({"2027-02-cafe": SessionState.CANCELLED, "2027-03-cafe": SessionState.MOVED}))
    data = json.loads(re.search(r"ld\+json>(.*?)</script>", text, re.DOTALL)[1])  # type: ignore[index]
    events = [node for node in data["@graph"] if node["@type"] == "Event"]
    starts = {datetime.fromisoformat(e["startDate"]): e for e in events}
    assert set(starts) == {slot.start for slot in plan().slots.values()}
    for slot in plan().slots.values():
        event = starts[slot.start]
        assert datetime.fromisoformat(event["endDate"]) == slot.end
        assert event["location"] == {"@id": "#p"}
        status = {"2027-02-cafe": "EventCancelled", "2027-03-cafe": "EventRescheduled"}
        assert event["eventStatus"].endswith(status.get(slot.session, "EventScheduled"))


def test_the_year_says_by_shape_who_stays_up() -> None:
    """At 06:00 UTC it is night in Toronto, day in Kampala: a square there, a dash here."""
    text = html(
        chosen=plan(moved={f"2027-{month:02d}-cafe": f"{month:02d}-12T06:00" for month in range(1, 13)})
    )
    rows = re.findall(r"<g .*?</g>", text)
    toronto = next(row for row in rows if ">Toronto" in row)
    kampala = next(row for row in rows if ">Kampala" in row)
    assert len(re.findall(r"M\d+ 3h9v9H\d+z", toronto)) == 12
    assert "class=night" in toronto
    assert "class=night" not in kampala
    weekdays = [d for d in range(1, 13) if datetime(2027, d, 12, tzinfo=UTC).weekday() < 5]
    assert len(re.findall(r"M\d+ 8h9", kampala)) == len(weekdays)


def test_subscription_needs_an_address() -> None:
    """With one: webcal and https; without: the file beside the page, and no dead link."""
    assert f"webcal://{ADDRESS.partition('://')[2]}/calendar/series-cafe.fr.ics" in html()
    alone = html(replace(programme(), publish=PublishSettings(series=("cafe",))))
    assert "webcal:" not in alone
    assert 'href="../calendar/series-cafe.en.ics"' in alone


def test_each_coming_session_has_a_calendar_file_of_its_own() -> None:
    """Linked from the page, one event, as public as a feed."""
    files = page(programme(), plan({"2027-01-cafe": SessionState.HELD}), templates())
    linked = {a["href"] for tag, a in read(files["index.html"].decode()).found if tag == "a"}
    names = {name for name in files if name.endswith(".ics")}
    assert len(names) == 11
    assert names <= linked
    for name in names:
        assert files[name].count(b"BEGIN:VEVENT") == 1
        assert b"METHOD" not in files[name]


def test_titles_from_hostile_hands_stay_words() -> None:
    """Markup, quotes, a closing script tag in a title: shown, never run."""
    cafes = programme()
    evil = '</script><script>alert("1")</script> & \' <b>x</b> {{ 1 }} \u2028'
    first = replace(cafes.sessions[0], titles={"en": evil, "fr": evil}, series="cafe", id="2027-01-cafe")
    others = tuple(s for s in cafes.sessions if s.id != "2027-01-cafe")
    text = html(replace(cafes, sessions=(first, *others)))
    assert text.count("<script") == 2
    assert text.count("</script>") == 2
    assert "<b>x</b>" not in text


def test_an_empty_year_is_a_page_too() -> None:
    """Nothing planned: said in both languages, and the calendar can be subscribed to already."""
    text = html(chosen=replace(plan(), slots={}))
    assert "No date is set yet." in text
    assert "Aucune date n’est encore fixée." in text
    assert "webcal:" in text


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_the_same_bytes_under_any_hash_seed_locale_zone_and_clock(seed: str, tmp_path: Path) -> None:
    """Another process, elsewhere, at another time."""
    code = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(TESTS)!r}]"
    code += "; from support.publishing import page_year"
    code += "; print(page_year.html(), end='')"
    env = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "TZ": "Asia/Kathmandu",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=env, cwd=tmp_path, check=True
    )
    assert done.stdout.decode() == html()


def test_a_coordinators_own_wording_changes_one_block() -> None:
    """Her page.html names a block; the rest is the shipped page, and the policy still fits."""
    mine = templates()
    own = {
        **mine,
        "shipped/page.html": mine["page.html"],
        "page.html": "{% block intro %}<p>Karibu!{% endblock %}",
    }
    text = page(programme(), plan(), own)["index.html"].decode()
    assert "Karibu!" in text
    assert "Those invited" not in text
    assert "Prochaine séance" in text


def test_a_session_of_another_day_elsewhere_is_marked() -> None:
    """22:30 in Toronto is the next day in Africa: the list of places says so."""
    late = plan(moved={"2027-01-cafe": "01-20T03:30"})
    text = html(chosen=late)
    first = text[text.index("<ul class=t>") : text.index("</ul>")]
    assert "(next day)" in first
    assert "(le lendemain)" in first
    assert late.slots["2027-01-cafe"].end - late.slots["2027-01-cafe"].start == timedelta(minutes=90)


def text_of(html_text: str, language: str) -> str:
    return " ".join("".join(read(html_text, language).words).replace("\u00a0", " ").split())


def test_each_session_says_what_it_is_about_in_a_fold() -> None:
    """Every description stands in both languages behind a tap, set as French is; no title without words."""
    text = html()
    folds = re.findall(r"<details><summary>(.*?)</summary>(.*?)</details>", text, re.DOTALL)
    assert len(folds) == 12
    for language in ("en", "fr"):
        said = text_of(text, language)
        for session in programme().sessions:
            if session.series == "cafe":
                assert " ".join(session.descriptions[language].replace("\u00a0", " ").split()) in said
    assert "What it is about" in text_of(text, "en")
    assert "De quoi il s’agit" in text_of(text, "fr")
    cafes = programme()
    silent = replace(cafes, sessions=tuple(replace(s, descriptions={}) for s in cafes.sessions))
    assert "<details><summary>" not in html(silent)
    assert "What it is about" not in html(silent)


def test_descriptions_from_hostile_hands_stay_words() -> None:
    """Markup in a description is shown, never run; its paragraphs stay apart."""
    cafes = programme()
    evil = "<script>alert(1)</script> & more\n\nA second paragraph."
    sessions = tuple(replace(s, descriptions={"en": evil, "fr": evil}) for s in cafes.sessions)
    text = html(replace(cafes, sessions=sessions))
    assert text.count("<script") == 2
    assert "<p lang=en>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more<p lang=en>A second paragraph." in text


def test_the_links_say_what_they_do() -> None:
    """Every row of links begins “Add to your calendar”; the files are called files."""
    text = html()
    rows = re.findall(r"<p class=a>(.*?)(?=<li|</ol>)", text, re.DOTALL)
    assert len(rows) == 12
    for row in rows:
        assert text_of(row, "en").startswith("Add to your calendar:")
        assert text_of(row, "fr").startswith("Ajouter à votre calendrier :")
        assert "file (.ics)" in text_of(row, "en")
    feeds = text[text.index("Every session in your calendar") :]
    assert re.search(r'<a href="webcal:[^"]*">Add to your calendar</a>', feeds)
    assert re.search(r'<a href="webcal:[^"]*">Ajouter à votre calendrier</a>', feeds)


def test_what_is_proposed_is_said_in_words_and_once() -> None:
    """All of them: one sentence above; some: a word at each and what it means; none: nothing."""
    every = {session: SessionState.PROPOSED for session in plan().slots}
    for states, sentence, marks in (
        (every, "All dates are proposed and may still change.", 0),
        ({**every, "2027-12-cafe": SessionState.CANCELLED}, "All dates are proposed", 0),
        ({"2027-04-cafe": SessionState.PROPOSED}, "A proposed date may still change.", 1),
        ({}, "", 0),
    ):
        said = text_of(html(chosen=plan(states)), "en")
        assert sentence in said
        assert said.count("(proposed)") == marks
        assert ("still change" in said) == bool(sentence)
        assert "min ?" not in said
    french = text_of(html(chosen=plan({"2027-04-cafe": SessionState.PROPOSED})), "fr")
    assert "Une date proposée peut encore changer." in french
    assert french.count("(proposée)") == 1


def test_the_page_says_how_to_be_invited() -> None:
    """Write to the programme's own address; a programme without one is asked by its name, without a link."""
    text = html()
    assert "To be invited, write to besrour-cafe@example.org" in text_of(text, "en")
    assert "Pour recevoir une invitation, écrivez à" in text_of(text, "fr")
    assert 'href="mailto:besrour-cafe@example.org"' in text
    cafes = programme()
    plain = html(replace(cafes, contact=cafes.contact._replace(email="")))
    assert "mailto:" not in plain
    assert "To be invited, ask Besrour Centre" in text_of(plain, "en")
    odd = html(replace(cafes, contact=cafes.contact._replace(email='o"neil&?x@example.org')))
    assert 'href="mailto:o%22neil%26%3Fx@example.org"' in odd


def test_no_heading_is_blank_and_no_zone_is_called_a_place() -> None:
    """An empty year, a year that is over, a programme that says little: each heading has words below it."""
    held = plan({session: SessionState.HELD for session in plan().slots})
    for chosen in (plan(), held, replace(plan(), slots={})):
        text = html(chosen=chosen)
        shown = re.sub(r"<(style|script|template).*?</\1>", "", text, flags=re.DOTALL)
        for heading, below in re.findall(r"<h[12][^>]*>(.*?)</h[12]>(.{0,400})", shown, re.DOTALL):
            assert text_of(heading, "en") and text_of(heading, "fr")
            assert not re.match(r"\s*(<[^>]*>\s*)*<h[12]", below)
        assert "America/" not in re.sub(r"<[^>]*>", "", shown)
