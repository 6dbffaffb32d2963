"""When a session may be and is pinned to be, and the clock and names of what it belongs to."""

from __future__ import annotations

from datetime import UTC, datetime

from support.storage.folder import Folder


def test_only_the_start_of_a_pinned_span_is_read(folder: Folder) -> None:
    """How long it lasts stands elsewhere: a warning, and the session begins as written."""
    folder.session("series: cafe", "series: cafe\nstart: 2027-01-20 14:00-15:30 Accra")
    problem = folder.only()
    assert (problem.code, problem.warning) == ("start-end", True)
    assert folder.programme().sessions[0].pinned == datetime(2027, 1, 20, 14, tzinfo=UTC)


def test_a_blackout_may_take_just_the_days_on_which_it_could_be(folder: Folder) -> None:
    """Monday and Friday are free, and the session is on neither."""
    folder.session("from: 2027-01-11, to: 2027-01-29", "from: 2027-01-11, to: 2027-01-17")
    folder.change(
        "programme.yaml",
        "blackouts:\n",
        "blackouts:\n  - {from: 2027-01-12, to: 2027-01-14, reason: {en: exams, fr: les examens}}\n",
    )
    problem = folder.only()
    assert (problem.code, str(problem.remedy)) == ("window-blackout", "widen the window, or add a weekday")


def test_a_series_whose_id_is_a_sentence_is_told(folder: Folder) -> None:
    """Its sessions are named after it, on the command line too."""
    folder.change("programme.yaml", "  cafe:\n", "  Le grand café:\n")
    assert ("value-id", 14) in [(p.code, p.spot.line) for p in folder.problems()]


def test_an_anchor_where_nobody_lives_is_fine_and_said(folder: Folder) -> None:
    """UTC has no city; for an anchor that does no harm."""
    folder.change("programme.yaml", "anchor: Toronto", "anchor: UTC")
    problem = folder.only()
    assert (problem.code, problem.warning) == ("place-doubtful", True)
    assert folder.programme().anchor.zone == "Etc/UTC"
