"""The two examples we ship are read by coordinators as a model: their words and figures must be right."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from besrour_cli.model.programme import Session
from besrour_cli.storage.programme.load import load
from support.checkout import ROOT

PILOT = ROOT / "sessions"
WORLD = ROOT / "examples" / "world" / "sessions"
EXAMPLES = [pytest.param(PILOT, id="pilot"), pytest.param(WORLD, id="world")]
NB = "\u00a0"
ROLES = {"facilitator", "host", "interpreter", "speaker", "notetaker"}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read(path: Path) -> Any:
    """A YAML file with every scalar as the text that stands there."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def members(folder: Path) -> list[dict[str, str]]:
    with open(folder / "members.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sessions(folder: Path) -> dict[str, Session]:
    programme = load(str(folder.parent)).programme
    assert programme is not None
    return {session.id: session for session in sorted(programme.sessions, key=lambda s: s.id)}


def of_series(folder: Path, series: str) -> dict[str, Session]:
    return {i: s for i, s in sessions(folder).items() if s.series == series}


def bilingual(node: Any, where: str = "") -> list[tuple[str, dict[str, str]]]:
    """Every mapping that has one of the two languages as a key, with its place."""
    if isinstance(node, dict):
        if "en" in node or "fr" in node:
            return [(where, node)]
        return [found for key, value in node.items() for found in bilingual(value, f"{where}.{key}")]
    if isinstance(node, list):
        return [found for n, value in enumerate(node) for found in bilingual(value, f"{where}[{n}]")]
    return []


def texts(folder: Path) -> list[tuple[str, dict[str, str]]]:
    return [
        (f"{path.name}{where}", text)
        for path in sorted(folder.glob("*.yaml"))
        for where, text in bilingual(read(path))
    ]


def french_faults(text: str) -> list[str]:
    """What the OQLF's typography would have otherwise."""
    rules = {
        "straight apostrophe": "'",
        "straight quotation mark": '"',
        "space before ; ! ?": r"\s[;!?]",
        "no no-break space before a colon": rf"[^{NB}]:(?!//)",
        "guillemet without its no-break space": rf"«[^{NB}]|[^{NB}]»",
        "two spaces": "  ",
        "three dots": r"\.\.\.",
    }
    return [name for name, pattern in rules.items() if re.search(pattern, text)]


def day(text: str) -> date:
    return date.fromisoformat(text)


def possible_days(folder: Path, session: Session) -> list[date]:
    """Days of the window on the right weekdays and outside blackouts."""
    programme = read(folder / "programme.yaml")
    weekdays = {DAYS.index(d) for d in programme["series"][session.series]["weekdays"]}
    shut = [(day(b["from"]), day(b["to"])) for b in programme["blackouts"]]
    first, last = session.window
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [d for d in days if d.weekday() in weekdays and not any(a <= d <= b for a, b in shut)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("l'école", "straight apostrophe"),
        ("Pourquoi ?", "space before ; ! ?"),
        ("Trois choses: ceci", "no no-break space before a colon"),
        ("Trois choses : ceci", "no no-break space before a colon"),
        ("le «café»", "guillemet without its no-break space"),
    ],
)
def test_the_french_rules_see_each_fault(text: str, fault: str) -> None:
    """The check of French typography is itself checked, so that its silence means something."""
    assert fault in french_faults(text)
    assert not french_faults(f"L’heure{NB}: venez; «{NB}café{NB}» à 9{NB}h? https://example.org")


@pytest.mark.parametrize("folder", EXAMPLES)
def test_every_text_has_both_halves_of_like_length(folder: Path) -> None:
    """Each text stands in English and in French, and neither half says much less than the other."""
    found = texts(folder)
    assert len(found) > 20
    for where, text in found:
        assert set(text) == {"en", "fr"}, where
        assert text["en"].strip() and text["fr"].strip(), where
        if len(text["en"]) > 60:
            assert 0.85 <= len(text["fr"]) / len(text["en"]) <= 1.6, where


@pytest.mark.parametrize("folder", EXAMPLES)
def test_both_halves_carry_the_same_figures_and_links(folder: Path) -> None:
    """A number, an address or a link in one language stands in the other too."""
    facts = re.compile(r"https?://\S+|\S+@\S+\b|\d+")
    for where, text in texts(folder):
        assert sorted(facts.findall(text["en"])) == sorted(facts.findall(text["fr"])), where


@pytest.mark.parametrize("folder", EXAMPLES)
def test_french_follows_the_typography_of_quebec(folder: Path) -> None:
    """No-break space before a colon and inside guillemets, none before ; ! ?, curly apostrophes."""
    for where, text in texts(folder):
        assert not french_faults(text["fr"]), where
        assert NB not in text["en"], where
    for path in sorted(folder.glob("*.yaml")):
        for comment in re.findall(r"^#.*", path.read_text(encoding="utf-8"), re.M):
            assert "'" not in comment, f"{path.name}: {comment}"


@pytest.mark.parametrize("folder", EXAMPLES)
def test_members_are_distinct_and_write_from_example_addresses(folder: Path) -> None:
    """Ids and addresses are unique, nobody's real address is used, and languages and groups are known."""
    roster = members(folder)
    ids = [m["id"] for m in roster]
    assert len(set(ids)) == len(ids)
    assert len({m["email"] for m in roster}) == len(roster)
    groups = {g for s in read(folder / "programme.yaml")["series"].values() for g in s["groups"]}
    for member in roster:
        assert re.fullmatch(r"[a-z][a-z0-9-]*", member["id"])
        assert re.fullmatch(r"[a-z0-9-]+@example\.org", member["email"])
        assert member["place"] and member["country"] and member["region"]
        assert set(member["languages"].split()) <= {"en", "fr"} and member["languages"]
        assert set(member["groups"].split()) <= groups and member["groups"]
        assert member["career_stage"] in {"early", "mid", "senior"}
        english, _, french = member["role"].partition(" / ")
        assert english and french and not french_faults(french)


@pytest.mark.parametrize("folder", EXAMPLES)
def test_addresses_and_links_are_examples_or_public(folder: Path) -> None:
    """Every mail address is at example.org; every link leads there or to WONCA's public site."""
    for path in sorted(folder.iterdir()):
        text = path.read_text(encoding="utf-8")
        for domain in re.findall(r"@([\w.-]*\w)", text):
            assert domain == "example.org", path.name
        for host in re.findall(r"https?://([^/\s]+)", text):
            assert host in {"example.org", "meet.example.org", "www.globalfamilydoctor.com"}, path.name
        assert not re.search(r"http://", text), path.name


@pytest.mark.parametrize("folder", EXAMPLES)
def test_files_are_plain_utf8_without_traps(folder: Path) -> None:
    """No byte order mark, tab or carriage return, no trailing blank; the file ends with a line end."""
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data and b"\t" not in data
        assert data.endswith(b"\n") and not data.endswith(b"\n\n")
        assert not re.search(rb"[ ]\n", data), path.name


@pytest.mark.parametrize("folder", EXAMPLES)
def test_named_people_exist_and_may_come(folder: Path) -> None:
    """Whoever a session names is in the roster, under a known role, and no one is named twice in it."""
    ids = {m["id"] for m in members(folder)}
    for name, session in sessions(folder).items():
        assert set(session.required) <= ROLES, name
        named = [person for people in session.required.values() for person in people]
        assert set(named) <= ids, name
        assert len(set(named)) == len(named), name


@pytest.mark.parametrize("folder", EXAMPLES)
def test_every_window_leaves_a_real_choice(folder: Path) -> None:
    """Each window is one to three weeks, holds four possible days or more, starts about its file’s month."""
    for name, session in sessions(folder).items():
        first, last = session.window
        assert timedelta(days=7) <= last - first <= timedelta(days=21), name
        assert len(possible_days(folder, session)) >= 4, name
        month = date(int(name[:4]), int(name[5:7]), 1)
        assert timedelta(days=-3) <= first - month < timedelta(days=31), name


@pytest.mark.parametrize("folder", EXAMPLES)
def test_sessions_of_a_series_can_keep_their_distance(folder: Path) -> None:
    """The earliest allowed day after the last session always lies inside the next window."""
    for series, settings in read(folder / "programme.yaml")["series"].items():
        earliest = date.min
        for name, session in of_series(folder, series).items():
            days = [d for d in possible_days(folder, session) if d >= earliest]
            assert days, name
            earliest = days[0] + timedelta(days=int(settings["days_between"]))


def test_the_pilot_has_one_member_a_department_and_organisation() -> None:
    """Seventeen Canadian departments, fourteen WONCA Africa organisations in eleven countries, eight more."""
    roster = members(PILOT)
    by_country: dict[str, int] = {}
    for member in roster:
        by_country[member["country"]] = by_country.get(member["country"], 0) + 1
    organisations = [m for m in roster if m["role"].startswith("WONCA Africa")]
    assert by_country["Canada"] == 17
    assert len(organisations) == 14 and len({m["country"] for m in organisations}) == 11
    assert by_country["Nigeria"] == 3 and by_country["Ghana"] == 2
    francophone = {m["place"] for m in roster if m["role"].startswith("Partner university")}
    assert francophone == {
        "Dakar",
        "Bamako",
        "Abidjan",
        "Kinshasa",
        "Lubumbashi",
        "Tunis",
        "Casablanca",
        "Yaoundé",
    }
    assert len(roster) == 39 and all("cafe" in m["groups"].split() for m in roster)


def test_the_pilot_year_has_its_three_series() -> None:
    """Twelve cafés and twelve working group meetings, one a month; the advisory group every two or three."""
    months = [f"2027-{n:02}" for n in range(1, 13)]
    assert [i[:7] for i in of_series(PILOT, "cafe")] == months
    assert [i[:7] for i in of_series(PILOT, "working-group")] == months
    advisory = [int(i[5:7]) for i in of_series(PILOT, "advisory")]
    assert len(advisory) in {5, 6}
    assert all(b - a in {2, 3} for a, b in pairwise(advisory))


def test_the_pilot_groups_have_the_size_and_mix_of_the_mission() -> None:
    """The working group: four to six, early or mid-career, both continents and languages; advisers senior."""
    roster = members(PILOT)
    working = [m for m in roster if "working-group" in m["groups"].split()]
    advisers = [m for m in roster if "advisory" in m["groups"].split()]
    assert 4 <= len(working) <= 6 and 8 <= len(advisers) <= 10
    assert {m["career_stage"] for m in working} <= {"early", "mid"}
    assert {m["career_stage"] for m in advisers} == {"senior"}
    for group in (working, advisers):
        assert len({m["country"] == "Canada" for m in group}) == 2
        assert {"en", "fr"} == {m["languages"].split()[0] for m in group}


def test_each_pilot_cafe_is_led_from_both_sides_and_hosted_in_two_languages() -> None:
    """A Canadian and an African facilitator; host and interpreter speak both; interpretation is offered."""
    roster = {m["id"]: m for m in members(PILOT)}
    for name, cafe in of_series(PILOT, "cafe").items():
        facilitators = cafe.required["facilitator"]
        assert sorted(roster[i]["country"] == "Canada" for i in facilitators) == [False, True], name
        for role in ("host", "interpreter"):
            assert set(roster[cafe.required[role][0]]["languages"].split()) == {"en", "fr"}, name
        assert cafe.interpretation, name


def test_each_pilot_cafe_says_what_it_is_about() -> None:
    """Twelve different themes; each described in three to six sentences in both languages."""
    cafes = of_series(PILOT, "cafe").values()
    for language in ("en", "fr"):
        assert len({c.titles[language] for c in cafes}) == 12
        for cafe in cafes:
            assert 3 <= len(re.findall(r"[.?!](?=\s|$)", cafe.descriptions[language])) <= 6


def test_the_world_has_one_member_a_conference_country() -> None:
    """Twenty-one countries on five continents, with a steering group that has one of each continent."""
    roster = members(WORLD)
    assert len({m["country"] for m in roster}) == len(roster) == 21
    continents = {m["region"] for m in roster}
    english = {name.partition(" / ")[0] for name in continents}
    assert english == {"Africa", "Asia", "North America", "South America", "Oceania"}
    steering = [m["region"] for m in roster if "steering" in m["groups"].split()]
    assert sorted(steering) == sorted(continents)
    assert len(of_series(WORLD, "forum")) == 4 and len(of_series(WORLD, "steering")) == 3
