"""The strips of who came fit a terminal of 80 columns, whatever the sums."""

from __future__ import annotations

from besrour_cli.commands.views.people.turnout import _strips
from besrour_cli.publishing.svg.attendance_chart import TurnoutCell, TurnoutRow


def test_long_sums_shorten_the_strip_and_not_the_line() -> None:
    """A year of weekly sessions with hundreds invited, some in shared rooms, and a long name of a region."""
    cells = tuple(TurnoutCell(f"s{n}", 100 + n, 1000, 40) for n in range(52))
    wide = TurnoutRow("Afrique de l’Ouest et du Centre", cells)
    short = TurnoutRow("Canada", (*[None] * 51, TurnoutCell("s51", 1, 2)))
    lines = _strips([wide, short])
    assert max(map(len, lines)) == 80
    assert lines[0].endswith("6526 of 52000 + 2080 in rooms") and lines[1].endswith("▅  1 of 2")
    assert lines[0].index("  6526") == lines[1].index("  1 of 2")


def test_short_sums_leave_the_strip_its_length() -> None:
    """Twelve cafés stand in a row of twelve signs."""
    (line,) = _strips([TurnoutRow("Canada", tuple(TurnoutCell(f"s{n}", 2, 2) for n in range(12)))])
    assert line == f"{'Canada':<24} {'█' * 12}  24 of 24"
