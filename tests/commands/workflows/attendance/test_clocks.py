"""On which clock a download is and of which session: what she types, and what cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.commands.workflows.attendance.clocks import Settled, settle
from besrour_cli.commands.workflows.attendance.downloads import read_downloads
from besrour_cli.commands.workflows.attendance.options import AttendanceOptions
from besrour_cli.model.errors import DiagnosticsError, NotFoundError, UsageError
from support.attendance.folders import planted_folder
from support.commands.told import opened
from support.commands.typed import types

SESSION, SPRING = "2027-01-cafe", "2027-03-cafe"
ROSTER = b"id,name,email,place,country,languages,groups\nama,Ama,ama@example.org,Accra,Ghana,en,cafe\n"
ROW = "Name (original name),Email,Join time,Leave time,Duration (minutes)\nAma,ama@example.org,{},{},{}\n"
OPTIONS = AttendanceOptions(None, "Accra", None, (), "", asking=False)


@pytest.fixture(scope="module")
def cafe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two cafés: 5 January 2027, 13:00 UTC, and the hour at which Toronto's clocks were put forward."""
    times = {
        SESSION: (datetime(2027, 1, 5, 13, tzinfo=UTC), 90),
        SPRING: (datetime(2027, 3, 14, 7, tzinfo=UTC), 90),
    }
    folder = planted_folder(tmp_path_factory.mktemp("clocks") / "cafe", ROSTER, times)
    text = (folder / f"sessions/{SESSION}.yaml").read_text(encoding="utf-8")
    unplanned = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("took_place"))
    (folder / "sessions/2027-06-cafe.yaml").write_text(unplanned.replace("2027-01-05", "2027-06-10"))
    return folder


def _settled(folder: Path, rows: Sequence[str], options: AttendanceOptions, head: str = "") -> Settled:
    """What a download of one member is settled to be."""
    (folder / "p.csv").write_text(head + ROW.format(*rows), encoding="utf-8")
    downloads = read_downloads([str(folder / "p.csv")])
    return settle(opened(folder), downloads, {}, options, datetime(2027, 6, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("typed", "day", "order"),
    [("d", "05/01", "day-first"), ("Jour", "05/01", "day-first"), ("m", "01/05", "month-first")],
)
def test_the_order_of_dates_is_typed(
    *,
    cafe: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str,
    day: str,
    order: str,
) -> None:
    """Both days that the text can be are shown; the answer is remembered for this kind of file."""
    types(monkeypatch, typed)
    rows = (f"{day}/2027 13:00:00", f"{day}/2027 14:30:00", "90")
    found = _settled(cafe, rows, OPTIONS._replace(asking=True))
    assert found.session.session.id == SESSION
    assert {clock.order for clock in found.remembered.values()} == {order}
    shown = capsys.readouterr().err.replace("\u00a0", " ")
    assert "January 5" in shown and "May 1" in shown and "Type d or m:" in shown


def test_another_letter_is_refused(cafe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is guessed where what was typed is neither order."""
    types(monkeypatch, "x")
    with pytest.raises(UsageError, match="day first") as refused:
        _settled(cafe, ("05/01/2027 13:00:00", "05/01/2027 14:30:00", "90"), OPTIONS._replace(asking=True))
    assert "--dates day-first or --dates month-first" in str(refused.value.remedy)


def test_an_hour_that_the_clock_jumped_over_is_the_one_after(cafe: Path) -> None:
    """2:30 does not exist in Toronto on 14 March 2027: an hour after 1:30 it is 3:30."""
    rows = ("14/03/2027 02:30:00", "14/03/2027 04:30:00", "60")
    found = _settled(cafe, rows, OPTIONS._replace(zone="Toronto", session=SPRING))
    [clock] = found.clocks
    assert clock.instant("14/03/2027 02:30:00") == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)


def test_a_download_at_which_no_session_began_names_none(cafe: Path) -> None:
    """No start is near: the option that names the session is told, with an id that there is."""
    with pytest.raises(UsageError, match=r"p\.csv does not show of which session it is") as refused:
        _settled(cafe, ("20/01/2027 13:00:00", "20/01/2027 14:30:00", "90"), OPTIONS)
    assert SPRING in str(refused.value.remedy)


def test_a_session_without_a_time_has_no_download(cafe: Path) -> None:
    """It was never planned, so that the way to a time is told."""
    with pytest.raises(NotFoundError, match="“2027-06-cafe” has no time yet"):
        _settled(cafe, ("20/06/2027 13:00:00", "", "90"), OPTIONS._replace(session="2027-06-cafe"))


def test_a_clock_that_agrees_elsewhere_is_proposed(cafe: Path) -> None:
    """People seem to have come three hours too early: on the clock of Accra they did not."""
    rows = ("05/01/2027 13:00:00", "05/01/2027 14:30:00", "90")
    with pytest.raises(DiagnosticsError) as refused:
        _settled(cafe, rows, OPTIONS._replace(zone="Nairobi", session=SESSION, order="day-first"))
    [problem] = refused.value.problems
    assert "people came 180 minutes before “2027-01-cafe” began" in str(problem.what)
    assert "add --zone: on that of Accra it agrees" in str(problem.remedy)


def test_a_meeting_with_a_topic_is_named_by_it(cafe: Path) -> None:
    """A download of another day says whose it is, so that she knows which to take instead."""
    head = "Meeting ID,Topic,Start Time,End Time\n1,Ward round,20/01/2027 13:00:00,20/01/2027 14:00:00\n\n"
    rows = ("20/01/2027 13:00:00", "20/01/2027 14:00:00", "60")
    with pytest.raises(DiagnosticsError) as refused:
        _settled(cafe, rows, OPTIONS._replace(session=SESSION), head)
    [problem] = refused.value.problems
    assert "this meeting (“Ward round”) was on" in str(problem.what)
