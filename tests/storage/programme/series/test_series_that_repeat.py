"""A series that repeats, in programme.yaml: sessions without files, files that differ, every mistake."""

from __future__ import annotations

import os
from datetime import date

import pytest

from besrour_cli.model.programme import Programme, Session
from support.storage.folder import SESSION, Folder

SERIES = """\
  group:
    name: {en: Working group, fr: Groupe de travail}
    description: {en: We prepare the cafés., fr: Nous préparons les cafés.}
    duration: 60 min
    groups: [cafe]
    every: month
    from: 2027-01
    until: 2027-06
    window: second and third week
    title: {en: The next café, fr: Le prochain café}
    turns: {host: [gh-accra, ca-laval]}
"""


@pytest.fixture
def group(folder: Folder) -> Folder:
    """The small programme with a second series, which repeats."""
    folder.change("programme.yaml", "blackouts:\n", f"{SERIES}blackouts:\n")
    return folder


def of_group(programme: Programme) -> dict[str, Session]:
    """The sessions of the series that repeats, by id."""
    return {session.id: session for session in programme.sessions if session.series == "group"}


def test_sessions_exist_without_files(group: Folder) -> None:
    """Six months, six sessions with the window, the texts and the turns of the series."""
    loaded = group.load()
    assert not loaded.problems and loaded.programme is not None
    found = of_group(loaded.programme)
    assert list(found) == [f"2027-{month:02}-group" for month in range(1, 7)]
    march = found["2027-03-group"]
    assert march.window == (date(2027, 3, 8), date(2027, 3, 21))
    assert (march.titles["fr"], march.descriptions["en"]) == ("Le prochain café", "We prepare the cafés.")
    assert [session.required["host"] for session in found.values()] == [("gh-accra",), ("ca-laval",)] * 3
    assert {session.path for session in found.values()} == {f"sessions/{name}.yaml" for name in found}
    assert march.sources["title.en"].spot.line == march.sources["title.fr"].spot.line
    assert str(march.sources["window"].spot).startswith("sessions/programme.yaml:")
    assert loaded.session_ids >= set(found) and loaded.files == 3


def test_a_file_says_only_what_differs(group: Folder) -> None:
    """A title of its own in April; window, description, people and even the series are as ever."""
    before = of_group(group.programme())["2027-04-group"]
    group.write("2027-04-group.yaml", "title: {en: Half a year, fr: La mi-année}\n")
    after = of_group(group.programme())["2027-04-group"]
    assert after.titles["en"] == "Half a year"
    assert (after.window, after.descriptions, after.required) == (
        before.window,
        before.descriptions,
        before.required,
    )
    group.write("2027-04-group.yaml", "series: group\nwindow: {from: 2027-04-26, to: 2027-05-07}\n")
    assert of_group(group.programme())["2027-04-group"].window.last == date(2027, 5, 7)


def test_a_session_besides_needs_its_own_window_alone(group: Folder) -> None:
    """An extra meeting of the series: the texts are those of the series, its dates are its own."""
    group.write("extra-group.yaml", "series: group\nwindow: {from: 2027-09-06, to: 2027-09-10}\n")
    assert of_group(group.programme())["extra-group"].titles["en"] == "The next café"
    group.write("extra-group.yaml", "series: group\n")
    assert group.only().code == "window-missing"


def test_what_is_left_out_is_not_planned(group: Folder) -> None:
    """except: names a month, or a day of it; turns of the others stay."""
    before = of_group(group.programme())
    group.change("programme.yaml", "    turns:", "    except: [2027-02, 2027-05-12]\n    turns:")
    after = of_group(group.programme())
    assert before.keys() - after.keys() == {"2027-02-group", "2027-05-group"}
    assert all(before[name] == session for name, session in after.items())


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("every: month", "every: two months", ["2027-01", "2027-03", "2027-05"]),
        ("every: month", "every: deux mois", ["2027-01", "2027-03", "2027-05"]),
        ("every: month", "every: [february, avril, JUNE]", ["2027-02", "2027-04", "2027-06"]),
        ("every: month", "every: février et juin", ["2027-02", "2027-06"]),
        ("from: 2027-01", "from: 2027-01-22", [f"2027-{month:02}" for month in range(2, 7)]),
        ("until: 2027-06", "until: mars 2027", ["2027-01", "2027-02", "2027-03"]),
    ],
)
def test_ways_to_say_when(group: Folder, old: str, new: str, names: list[str]) -> None:
    """Rhythm, months by name, days and months as bounds, in English and French."""
    group.change("programme.yaml", f"    {old}\n", f"    {new}\n")
    assert list(of_group(group.programme())) == [f"{name}-group" for name in names]


def test_weeks_are_called_by_their_monday(group: Folder) -> None:
    """Over the turn of the year, where ISO weeks belong to two: each from Monday, the first one cut short."""
    group.change("programme.yaml", "    every: month\n    from: 2027-01\n    until: 2027-06\n", "")
    group.change(
        "programme.yaml",
        "    window: second and third week\n",
        "    every: week\n    from: 2026-12-30\n    until: 2027-01-17\n",
    )
    assert {name: session.window for name, session in of_group(group.programme()).items()} == {
        "2026-12-28-group": (date(2026, 12, 30), date(2027, 1, 3)),
        "2027-01-04-group": (date(2027, 1, 4), date(2027, 1, 10)),
        "2027-01-11-group": (date(2027, 1, 11), date(2027, 1, 17)),
    }


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("every: month", "every: moon", "value-every", "every: moon"),
        ("every: month", "every: [week, april]", "every-mixed", "every: [week, april]"),
        (
            "window: second and third week",
            "window: first and third week",
            "value-month-days",
            "window: first",
        ),
        ("until: 2027-06", "until: 2026-12", "dates-reversed", "until: 2026-12"),
        ("until: 2027-06", "until: 2072-06", "until-far", "until: 2072"),
        ("until: 2027-06", "until: june", "value-date", "until: june"),
        ("    every: month\n", "", "every-missing", "from: 2027-01"),
        ("    until: 2027-06\n", "", "key-missing", "name: {en: Working"),
        ("every: month", "every: week", "window-week", "window: second"),
        ("    until: 2027-06", "    untl: 2027-06", "key-unknown", "untl: 2027-06"),
        ("    every: month", "    evry: month", "key-unknown", "evry: month"),
        ("host: [gh-accra", "host: [gh-acra", "member-unknown", "turns:"),
        ("turns: {host:", "turns: {boss:", "key-unknown", "turns:"),
        (", fr: Le prochain café}", "}", "text-half-missing", "title:"),
        ("    description: {en: We", "    # description: {en: We", "key-missing", "name: {en: Working"),
        ("until: 2027-06", "until: 2027-12\n    weekdays: [sat]", "", ""),
        ("window: second and third week", "window: last week", "", ""),
        ("window: second and third week", "window: 2\n    weekdays: [tue]", "window-weekdays", "window: 2"),
    ],
)
def test_each_mistake_is_told_at_its_line(group: Folder, old: str, new: str, code: str, words: str) -> None:
    """Honest changes give no word; a mistake is named once a fault, in programme.yaml, at the words."""
    group.change("programme.yaml", old, new)
    found = group.problems()
    assert {problem.code for problem in found} == ({code} if code else set())
    for problem in found:
        assert problem.spot.path == "sessions/programme.yaml" and problem.spot.line
    assert not code or any(problem.code == code and words in problem.text for problem in found)


def test_a_month_without_a_day_is_named_with_its_remedy(group: Folder) -> None:
    """The holidays close a window of December: which session, why, and how to leave it out."""
    group.change("programme.yaml", "until: 2027-06", "until: 2027-12")
    group.change("programme.yaml", "second and third week", "20-31")
    problem = group.only()
    assert str(problem.what) == "“2027-12-group”: every day of the window is blacked out: holidays"
    assert str(problem.remedy) == "widen the window, or leave it out: except: 2027-12"
    group.change("programme.yaml", "    turns:", "    except: 2027-12\n    turns:")
    assert not group.problems()


def test_a_file_cannot_give_the_session_to_another_series(group: Folder) -> None:
    """Its id belongs to the series that repeats: the café must be called otherwise."""
    group.write("2027-02-group.yaml", SESSION)
    assert group.only().code == "series-other"


def test_two_series_may_not_have_sessions_of_one_id(group: Folder) -> None:
    """A monthly “04-x” and a weekly “x” can meet; it is told before anything is planned."""
    twin = SERIES.replace("  group:\n", "  01-group:\n", 1)
    weekly = SERIES.replace("every: month", "every: week").replace("    window: second and third week\n", "")
    weekly = weekly.replace("from: 2027-01\n", "from: 2029-01\n").replace("until: 2027-06", "until: 2029-01")
    group.change("programme.yaml", SERIES, weekly + twin.replace("2027-", "2029-"))
    assert group.only().code == "occurrence-twice"


def test_a_programme_may_have_no_session_file_at_all(group: Folder) -> None:
    """Only the series that repeats has sessions: nothing is missing."""
    os.unlink(os.path.join(group.path, "sessions", "2027-01-cafe.yaml"))
    assert len(group.programme().sessions) == 6
    group.change("programme.yaml", SERIES, "")
    assert group.only().code == "session-none"
