"""What has to be decided anew for a second year: pauses, taken hours, and what no program can change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from besrour_cli.commands.shared.next_year.values import DecisionKind
from besrour_cli.commands.workflows.next_year.begin import next_year
from besrour_cli.model.errors import NotFoundError
from besrour_cli.storage.state import busy_file
from support.commands.edits import swap
from support.commands.told import opened
from support.commands.typed import says

AFTER = datetime(2027, 3, 15, tzinfo=UTC)


def test_pauses_and_taken_hours_are_asked_about(two_cafes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who is paused without a day of return may want to come back; hours of last year say nothing."""
    assert says(capsys, two_cafes, "pause", "ca-laval", "--yes").returncode == 0
    hour = (AFTER, AFTER + timedelta(hours=1))
    busy_file.update(str(two_cafes), lambda _: {"gh-accra": (hour,)})
    found = {each.kind: each for each in next_year(opened(two_cafes), AFTER).decisions}
    assert (found[DecisionKind.PAUSED].subject, found[DecisionKind.PAUSED].number) == ("ca-laval", 1)
    assert found[DecisionKind.BUSY].number == 1


def test_a_value_that_cannot_be_changed_in_place_is_left_to_her(two_cafes: Path) -> None:
    """A date over two lines, say: the line is named with what it is to say."""
    swap("sessions/programme.yaml", "from: 2027-12-18", "from: >-\n      2027-12-18")(two_cafes)
    made = next_year(opened(two_cafes), AFTER)
    [decision] = [each for each in made.decisions if each.kind is DecisionKind.BY_HAND]
    assert decision.subject.endswith(": blackouts: 2028-12-18")


def test_a_programme_without_sessions_is_of_no_year(two_cafes: Path) -> None:
    """Its one series repeats, but for every month: there is nothing from which a year could be counted."""
    for path in (two_cafes / "sessions").glob("2027-*.yaml"):
        path.unlink()
    recurring = "    every: month\n    from: 2027-05\n    until: 2027-05\n    except: [2027-05]\n"
    texts = "    title: {en: Talk, fr: Entretien}\n    description: {en: We talk., fr: On parle.}\n"
    groups = "    groups: [cafe]\n"
    swap("sessions/programme.yaml", groups, f"{groups}{recurring}{texts}")(two_cafes)
    with pytest.raises(NotFoundError, match="no session says which year"):
        next_year(opened(two_cafes), AFTER)
