"""What only shows when files are read together: series, roster, windows, blackouts, pinned starts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.model.language import join_and
from besrour_cli.storage import resources
from support.checkout import ROOT
from support.storage.folder import Folder

SPOILED = [
    ("series: cafe", "series: caffe", "series-unknown", "a similar one exists: cafe"),
    ("facilitator: gh-accra", "facilitator: gh-acra", "member-unknown", "a similar one exists: gh-accra"),
    (
        "facilitator: gh-accra",
        "facilitator: zz",
        "member-unknown",
        "write an id of members.csv, or add the person there",
    ),
    ("facilitator: gh-accra", "faciliator: gh-accra", "key-unknown", "a similar one exists: facilitator"),
    (
        "facilitator: gh-accra",
        "animatrice: gh-accra",
        "key-unknown",
        "keys are written in English: facilitator",
    ),
    (
        "from: 2027-01-11, to: 2027-01-29",
        "from: 2027-01-29, to: 2027-01-11",
        "dates-reversed",
        "write the earlier date after from: and the later one after to:",
    ),
    (
        "from: 2027-01-11, to: 2027-01-29",
        "from: 2027-12-20, to: 2027-12-30",
        "window-blackout",
        "move the window, or shorten the blackout in programme.yaml",
    ),
    (
        "from: 2027-01-11, to: 2027-01-29",
        "from: 2027-01-16, to: 2027-01-17",
        "window-weekdays",
        "widen the window, or add a weekday",
    ),
    (
        "from: 2027-01-11, to: 2027-01-29",
        "from: 2027-01-11, to: 2029-01-29",
        "window-long",
        "check the year of both dates",
    ),
    ("from: 2027-01-11", "from:2027-01-11", "key-unknown", "write from: 2027-01-11"),
    ("series: cafe", "series: [cafe]", "kind-list", "write one text after the colon"),
    ("series: cafe", "series:", "value-missing", "write a value after the colon, or remove the line"),
    (
        "series: cafe",
        "series: cafe\nstart: 2027-01-20",
        "start-time",
        "write an instant (2026-12-09T14:00Z) or a date, an hour and a place (2026-12-09 15:00 Accra)",
    ),
    ("series: cafe", "series: cafe\nstart: 2027-03-14 02:30 Toronto", "start-time", None),
    (
        "series: cafe",
        "series: cafe\nlinks: [{title: {en: a, fr: b}, url: example.org/x}]",
        "value-url",
        "write https://example.org/x",
    ),
    (
        "{en: Teaching together, fr: Enseigner ensemble}",
        "{en: Care, where, fr: Soins}",
        "key-unknown",
        "put quotes around the whole text that holds the comma",
    ),
    ("fr: Enseigner ensemble", "fr: Enseigner, pt: Ensinar", "key-unknown", None),
    ("series: cafe", "series: cafe\nstart: [2027-01-20]", "kind-list", "write one text after the colon"),
    ("series: cafe", "series: cafe\nstart: 2027-01-20 14:00 Atlantis", "place-unknown", None),
    ("facilitator: gh-accra", "facilitator: [gh-accra, [x]]", "kind-list", "write one text after the colon"),
    (
        "series: cafe",
        "series: cafe\nduration: 8 h",
        "span-short",
        "widen the span, or shorten the duration",
    ),
    ("series: cafe", "series: cafe\nfenêtre: x", "key-unknown", "keys are written in English: window"),
]


@pytest.mark.parametrize(("old", "new", "code", "remedy"), SPOILED)
def test_a_session_that_does_not_fit(
    folder: Folder, old: str, new: str, code: str, remedy: str | None
) -> None:
    """Each is told at its place in the session file."""
    folder.change("programme.yaml", "06:00-22:00", "09:00-16:00")
    folder.session(old, new)
    problems = [p for p in folder.problems() if not p.warning]
    assert code in [p.code for p in problems], [(p.code, str(p.what)) for p in problems]
    problem = next(p for p in problems if p.code == code)
    assert problem.spot.path == "sessions/2027-01-cafe.yaml"
    if remedy:
        assert str(problem.remedy) == remedy


def test_both_readings_of_a_start_that_a_clock_skips(folder: Folder) -> None:
    """The clock's own words are passed on."""
    folder.session("series: cafe", "series: cafe\nstart: 2027-03-14 02:30 Toronto")
    problem = folder.only()
    assert "does not exist in Toronto" in str(problem.what)
    assert "2027-03-14T06:30Z" in str(problem.remedy) or "2027-03-14T07:30Z" in str(problem.remedy)


@pytest.mark.parametrize(
    "start",
    [
        "2027-01-20 14:00 Accra",
        "2027-01-20T14:00Z",
        "2027-01-20T09:00-05:00",
        "20 janvier 2027 14 h Accra",
        "Wednesday, January 20, 2027, 2:00 p.m. (Accra)",
        "2027-01-20 9:00 a.m.",
    ],
)
def test_a_pinned_start_is_one_instant(folder: Folder, start: str) -> None:
    """A local time with its place, or an instant."""
    folder.session("series: cafe", f"series: cafe\nstart: {start}")
    assert folder.programme().sessions[0].pinned == datetime(2027, 1, 20, 14, tzinfo=UTC)


def test_a_paused_person_cannot_be_required(folder: Folder) -> None:
    """Paused people are not invited."""
    folder.change("members.csv", "hours,never", "hours,paused")
    folder.change("members.csv", "09:00-17:00,Fri", "09:00-17:00,oui")
    assert folder.only().code == "member-paused"


def test_a_group_no_one_belongs_to(folder: Folder) -> None:
    """A mistake when the series then invites no one, else a warning; a similar group is proposed."""
    folder.change("programme.yaml", "groups: [cafe]", "groups: [cafés]")
    loaded = folder.load()
    (problem,) = loaded.problems
    assert (problem.code, problem.warning) == ("value-id", False)
    folder.change("programme.yaml", "groups: [cafés]", "groups: [cafes]")
    (problem,) = folder.load().problems
    assert (problem.code, problem.warning) == ("group-empty", False)
    assert str(problem.remedy) == "a similar one exists: cafe"
    folder.change("programme.yaml", "groups: [cafes]", "groups: [cafe, cafes]")
    (problem,) = folder.load().problems
    assert (problem.code, problem.warning) == ("group-empty", True)
    assert folder.load().programme is not None


def test_no_session_at_all(folder: Folder) -> None:
    """A programme without sessions has nothing to plan."""
    import os

    os.unlink(os.path.join(folder.path, "sessions", "2027-01-cafe.yaml"))
    problem = folder.only()
    assert (problem.code, str(problem.spot)) == ("session-none", "sessions")


@pytest.mark.parametrize("name", ["programme.yaml", "members.csv"])
def test_a_missing_file_leaves_no_false_alarms(folder: Folder, name: str) -> None:
    """Sessions are still read, and are not blamed for what the missing file would say."""
    import os

    os.unlink(os.path.join(folder.path, "sessions", name))
    problem = folder.only()
    assert (problem.code, str(problem.spot)) == ("file-missing", f"sessions/{name}")


def test_file_names(folder: Folder) -> None:
    """The name becomes the id; .yml is not read; hidden files and editors' copies are nobody's business."""
    folder.write("Été 2027.yaml", folder_session())
    folder.write("2027-02-cafe.yml", "x")
    folder.write(".2027.yaml.swp", "x")
    folder.write("notes.txt", "x")
    found = {(p.code, str(p.spot), str(p.remedy), p.warning) for p in folder.problems()}
    assert found == {
        ("file-name", "sessions/Été 2027.yaml:1:1", "rename it to ete-2027.yaml", False),
        ("file-ending", "sessions/2027-02-cafe.yml", "rename it to 2027-02-cafe.yaml", True),
    }


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("2027-03-cafe.yaml.txt", "rename it to 2027-03-cafe.yaml"),
        ("2027-03-cafe.txt", "rename it to 2027-03-cafe.yaml"),
        ("2027-03-cafe.YML", "rename it to 2027-03-cafe.yaml"),
        ("2027-03-cafe.docx", "copy its text into a file 2027-03-cafe.yaml with a plain-text editor"),
        ("2027-03-cafe.xlsx", "copy its text into a file 2027-03-cafe.yaml with a plain-text editor"),
        ("members.xlsx", "members.csv is there as well, and is read: move this one elsewhere"),
        ("members.csv.txt", "members.csv is there as well, and is read: move this one elsewhere"),
        ("attendance.ods", "open it and save it as “CSV UTF-8” under the name attendance.csv"),
        ("programme.yml", "programme.yaml is there as well, and is read: move this one elsewhere"),
    ],
)
def test_a_file_of_another_ending_is_named(folder: Folder, name: str, remedy: str) -> None:
    """Notepad adds .txt, which Windows hides; some write sessions in a word processor or spreadsheet."""
    folder.write("2027-02-cafe.yaml", folder_session())
    folder.write(name, "x")
    problem = folder.only()
    assert (str(problem.spot), problem.code, str(problem.remedy)) == (
        f"sessions/{name}",
        "file-ending",
        remedy,
    )
    assert problem.warning


@pytest.mark.parametrize(
    "name", ["notes.txt", "README.md", "minutes.docx", "budget.xlsx", "logo.png", "2027-02-cafe.yaml.bak"]
)
def test_other_files_are_the_coordinator_s_affair(folder: Folder, name: str) -> None:
    """Notes, pictures and copies are not besrour's."""
    folder.write("2027-02-cafe.yaml", folder_session())
    folder.write(name, "x")
    assert not folder.problems()


@pytest.mark.parametrize("sign", ["\u00a0", "\u202f", "\u00a0 "])
def test_a_no_break_space_after_a_colon_is_named_at_its_place(folder: Folder, sign: str) -> None:
    """The line itself is accused, and not the one below it; further mistakes are found all the same."""
    folder.write("2027-02-cafe.yaml", folder_session().replace("series: ", f"series:{sign}"))
    problem = folder.only()
    assert (problem.code, problem.spot.line, problem.spot.column) == ("yaml-blank", 1, 8)
    assert str(problem.remedy) == "delete it and type a space: series: cafe"


def folder_session() -> str:
    """A session in order."""
    from textwrap import dedent

    return dedent("""\
        series: cafe
        title: {en: a, fr: b}
        description: {en: a, fr: b}
        window: {from: 2027-02-01, to: 2027-02-20}
        """)


def test_sessions_come_in_order_of_their_windows(folder: Folder) -> None:
    """Not in the disk's order."""
    folder.write("a-late.yaml", folder_session().replace("2027-02", "2027-06"))
    folder.write("z-early.yaml", folder_session().replace("2027-02", "2026-12"))
    assert [s.id for s in folder.programme().sessions] == ["z-early", "2027-01-cafe", "a-late"]


PROGRAMME_SPOILED = [
    ("id: test-cafe", "id: Test Café", "value-id", "write test-cafe"),
    (
        "languages: [en, fr]",
        "languages: [en]",
        "languages-required",
        "write languages: [en, fr], in the order you prefer",
    ),
    ("anchor: Toronto", "anchor: EST", "place-ambiguous", None),
    ("email: cafe@example.org", "email: cafe(at)example.org", "value-email", None),
    ('colour: "#1f6f8b"', "colour: #1f6f8b", "value-missing", 'put quotes around it: "#1f6f8b"'),
    ("between: 06:00-22:00", "between: 22:00-06:00", "span-reversed", None),
    ("between: 06:00-22:00", "between: 06:00-07:00", "span-short", None),
    ("groups: [cafe]", "groups: []", "series-no-group", "name at least one group"),
    (
        "  - from: 2027-12-18\n    to: 2028-01-02",
        "  - from: 2027-12-18\n    to: 2027-01-02",
        "dates-reversed",
        None,
    ),
    (
        "blackouts:\n  - from: 2027-12-18\n    to: 2028-01-02\n    reason: {en: holidays, fr: le congé}\n",
        "blackouts: none\n",
        "kind-not-list",
        None,
    ),
    ("blackouts:", "fairness: {step: 25 min}\nblackouts:", "fairness-step", "write 15 min, 30 min or 60 min"),
    (
        "blackouts:",
        "fairness: {tolerance: 60}\nblackouts:",
        "fairness-tolerance",
        "write a number of per cent, from 0 to 50; 17 is usual",
    ),
    ("blackouts:", "fairness: {lamda: 3}\nblackouts:", "key-unknown", "a similar one exists: lambda"),
    (
        "blackouts:",
        "fairness: {profile: clinics}\nblackouts:",
        "value-profile",
        "a similar one exists: clinic",
    ),
    (
        "blackouts:",
        "fairness: {profiles: [clinic, academics]}\nblackouts:",
        "value-profile",
        "a similar one exists: academic",
    ),
    (
        "blackouts:",
        "fairness: {profile: clinic, profiles: [clinic, academic]}\nblackouts:",
        "fairness-profiles",
        "leave out “profile”: the first of “profiles” takes its place",
    ),
    (
        "  unsubscribe: mailto:cafe@example.org",
        "  unsubscribe: cafe@example.org",
        "value-url",
        "write mailto:cafe@example.org",
    ),
    ("organiser:", "organizer:", "key-unknown", "keys are written in English: organiser"),
]


@pytest.mark.parametrize(("old", "new", "code", "remedy"), PROGRAMME_SPOILED)
def test_a_programme_that_is_off(folder: Folder, old: str, new: str, code: str, remedy: str | None) -> None:
    """Each is told in programme.yaml, and the sessions are not blamed for it."""
    folder.change("programme.yaml", old, new)
    problems = [p for p in folder.problems() if not p.warning]
    assert code in [p.code for p in problems], [(p.code, str(p.what)) for p in problems]
    assert {p.spot.path for p in problems} == {"sessions/programme.yaml"}
    if remedy:
        assert str(next(p for p in problems if p.code == code).remedy) == remedy


def test_a_misspelt_key_hides_no_mistake_below_it(folder: Folder) -> None:
    """What stands under it is read as what was meant."""
    folder.change("programme.yaml", "organiser:", "organizer:")
    folder.change("programme.yaml", "email: cafe@example.org", "email: cafe")
    assert [p.code for p in folder.problems()] == ["key-unknown", "value-email"]


def test_a_third_language_of_the_programme_may_be_written(folder: Folder) -> None:
    """Portuguese, once the programme has it and its data lie in templates/."""
    folder.change("programme.yaml", "languages: [en, fr]", "languages: [fr, en, pt]")
    names = resources.wordings("en")
    assert [(p.code, str(p.spot)) for p in folder.load().problems if not p.warning] == [
        ("language-data", "sessions/programme.yaml:3:21")
    ]
    data = ROOT / "languages" / "pt" / "language.pt.toml"
    templates = Path(folder.path) / "templates"
    templates.mkdir()
    for name in names:
        (templates / f"{name}.pt.md").write_text("", "utf-8")
    source = data.read_text("utf-8")
    (templates / data.name).write_text(source.replace('tag = "pt-MZ"', "tag ="), "utf-8")
    (problem,) = [p for p in folder.load().problems if not p.warning]
    assert (problem.code, problem.spot.path) == ("language-syntax", "templates/language.pt.toml")
    assert problem.text == "tag ="
    (templates / data.name).write_text(source, "utf-8")
    folder.session("fr: Enseigner ensemble", "fr: Enseigner ensemble, pt: Ensinar juntos")
    programme = folder.programme()
    assert programme.languages == ("fr", "en", "pt")
    assert dict(programme.sessions[0].titles) == {
        "fr": "Enseigner ensemble",
        "en": "Teaching together",
        "pt": "Ensinar juntos",
    }
    # its data belong to this programme: a bare code, or another programme, knows nothing of them
    assert join_and(["a", "b"], programme.languages[2]) == "a e b"
    assert join_and(["a", "b"], "pt") == "a and b"


def test_a_form_that_follows_a_session(folder: Folder) -> None:
    """The programme's form holds for every session; a session's own replaces it; both need title and link."""
    folder.change(
        "programme.yaml",
        "blackouts:",
        "form:\n  title: {en: Six questions, fr: Six courtes questions}\n"
        "  url: https://forms.example.org/6\nblackouts:",
    )
    form = folder.programme().sessions[0].form
    assert form is not None
    assert (form.urls["en"], form.titles["fr"]) == ("https://forms.example.org/6", "Six courtes questions")
    folder.session("required:", "form: {title: {en: One, fr: Une}, url: forms.example.org/1}\nrequired:")
    (problem,) = folder.load().problems
    assert problem.code == "value-url" and "https://forms.example.org/1" in str(problem.remedy)
