"""The agenda of a session: from its series or of its own, in both languages, no longer than the session."""

from __future__ import annotations

import pytest

from support.storage.folder import Folder

AGENDA = """\
agenda:
  - {minutes: 10 min, title: {en: Welcome, fr: Accueil}, role: host}
  - minutes: 60
    title: {en: At the tables, fr: Aux tables}
    tables: yes
    questions:
      - {en: What have you seen?, fr: Qu’avez-vous vu?}
  - minutes: 20
    title: {en: Thanks, fr: Remerciements}
    opening: {en: Thank you., fr: Merci.}
thanks: {en: Everyone, fr: Tout le monde}
"""


def test_a_session_has_the_agenda_of_its_series_until_it_writes_its_own(folder: Folder) -> None:
    """The series’ parts in their order; a session with its own has that one, and keeps the thanks."""
    indented = "".join(f"    {line}\n" for line in AGENDA.splitlines())
    folder.change("programme.yaml", "    groups: [cafe]\n", f"    groups: [cafe]\n{indented}")
    agenda = folder.programme().sessions[0].agenda
    assert [(part.minutes, part.role, part.tables) for part in agenda.parts] == [
        (10, "host", False),
        (60, "", True),
        (20, "", False),
    ]
    assert agenda.parts[1].questions[0]["fr"] == "Qu’avez-vous vu?"
    assert agenda.parts[2].opening["en"] == "Thank you." and agenda.thanks[0]["fr"] == "Tout le monde"
    own = "agenda:\n  - {minutes: 90, title: {en: A walk, fr: Une marche}}\n"
    folder.session("window:", f"{own}window:")
    alone = folder.programme().sessions[0].agenda
    assert [part.titles["en"] for part in alone.parts] == ["A walk"]
    assert alone.thanks == agenda.thanks


def test_a_session_without_one_has_none(folder: Folder) -> None:
    """Nothing is made up."""
    assert folder.programme().sessions[0].agenda.parts == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "column"),
    [
        ("minutes: 20", "minutes: 21", "agenda-long", 14, 14),
        ("minutes: 60", "minutes: 0", "agenda-minutes", 9, 14),
        ("minutes: 60", "minutes: an hour", "agenda-minutes", 9, 14),
        ("role: host", "role: guest", "agenda-role", 8, 64),
        ("    tables: yes\n", "    tables: yes\n    role: host\n", "agenda-role", 12, 11),
        ("title: {en: Thanks, fr: Remerciements}", "title: {en: Thanks}", "text-half-missing", 15, 12),
        ("    title: {en: Thanks, fr: Remerciements}\n", "", "key-missing", 14, 5),
    ],
)
def test_a_mistake_is_told_at_its_line_and_column(
    folder: Folder, old: str, new: str, code: str, line: int, column: int
) -> None:
    """One minute too many at the part that does not fit, a length that is none, a role nobody can have."""
    assert old in AGENDA
    folder.session("required:", f"{AGENDA.replace(old, new)}required:")
    problem = folder.only()
    assert (problem.code, problem.spot.line, problem.spot.column) == (code, line, column)
    assert problem.remedy is not None and not problem.warning


def test_minutes_in_no_part_are_a_warning(folder: Folder) -> None:
    """Ten minutes are left over: that can be meant, and is said."""
    folder.session("required:", f"{AGENDA.replace('minutes: 20', 'minutes: 10')}required:")
    problem = folder.only()
    assert problem.code == "agenda-short" and problem.warning
    assert "10 min" in str(problem.what)


def test_a_session_that_is_shorter_than_its_series_is_told(folder: Folder) -> None:
    """At the session’s own duration, since its file is where it can be mended."""
    indented = "".join(f"    {line}\n" for line in AGENDA.splitlines())
    folder.change("programme.yaml", "    groups: [cafe]\n", f"    groups: [cafe]\n{indented}")
    folder.session("window:", "duration: 60 min\nwindow:")
    problem = folder.only()
    assert problem.code == "agenda-long" and problem.spot.path == "sessions/2027-01-cafe.yaml"
    assert "90 min" in str(problem.what) and "60 min" in str(problem.what)


def test_the_way_in_is_not_read_out(folder: Folder) -> None:
    """Opening words go onto a screen: a link to the meeting in them is refused."""
    folder.session("required:", f"{AGENDA.replace('Thank you.', 'https://meet.example.org/j/1')}required:")
    assert folder.only().code == "open-link"
