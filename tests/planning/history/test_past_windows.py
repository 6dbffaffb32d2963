"""Sessions whose window has passed without anybody having been told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from besrour_cli.model.diagnostic import SourceLocation, SourceText
from besrour_cli.model.plan import Plan
from besrour_cli.planning.history.past_windows import check_windows
from support.planning.world import member, programme, series, session

RUN = series("cafe", 60)
NOTHING = Plan("test", "")


def test_a_passed_window_is_told_at_its_line_or_at_its_file() -> None:
    """A session of a series that repeats has no line of its own: its file is named, nothing underlined."""
    missed = replace(session("s", date(2027, 1, 11), date(2027, 1, 15), RUN), path="sessions/s.yaml")
    lines = ("series: cafe", "window: 2027-01-11 to 2027-01-15")
    written = replace(missed, sources={"window": SourceText(SourceLocation(missed.path, 2, 9), 24, 1, lines)})
    for each, spot, text in ((missed, "sessions/s.yaml", ""), (written, "sessions/s.yaml:2:9", lines[1])):
        asked = programme([member("ama", "Accra")], [RUN], [each], anchor="Accra")
        (found,) = check_windows(asked, NOTHING, datetime(2027, 1, 16, tzinfo=UTC))
        assert (str(found.spot), found.text) == (spot, text)
        assert str(found.what) == "the window of s has passed and nobody was told of a start"
        assert check_windows(asked, NOTHING, datetime(2027, 1, 15, 23, tzinfo=UTC)) == ()
