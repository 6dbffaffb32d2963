"""Local times as an independent reading has them, on any machine, however old its own zone data."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from besrour_cli.clock import tzdata
from besrour_cli.clock.instants import (
    NoSuchTime,
    from_local,
    instant_of,
    instant_text,
    local,
    local_instants,
)

CASES = Path(__file__).parent / "cases"


def _rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _instant(text: str) -> datetime:
    moment = instant_of(text)
    assert moment
    return moment


def test_every_local_time_of_the_cases_is_read_so() -> None:
    """3,749 instants, at the edges of changes and at random: local time and offset agree."""
    rows = _rows("local_times.csv")
    assert len(rows) > 3700
    wrong = []
    for row in rows:
        shown = local(_instant(row["utc"]), row["zone"])
        offset = shown.utcoffset()
        assert offset is not None
        if (shown.replace(tzinfo=None).isoformat(), int(offset.total_seconds())) != (
            row["local"],
            int(row["offset_s"]),
        ):
            wrong.append(row)
    assert not wrong


def test_every_gap_and_fold_of_the_cases_is_refused_and_every_other_time_read() -> None:
    """A skipped time has no instant, a repeated one two: both are named; a plain time has exactly its own."""
    rows = _rows("gaps_and_folds.csv")
    assert {row["kind"] for row in rows} == {"gap", "fold", "unique"}
    for row in rows:
        wall = datetime.fromisoformat(row["wall"])
        expected = [_instant(text) for text in (row["utc_first"], row["utc_second"]) if text]
        assert list(local_instants(wall, row["zone"])) == expected, row
        if row["kind"] == "unique":
            assert from_local(wall, row["zone"]) == expected[0], row
            continue
        with pytest.raises(NoSuchTime) as refused:
            from_local(wall, row["zone"])
        reason = "does not exist" if row["kind"] == "gap" else "exists twice"
        assert reason in str(refused.value.what) and row["zone"] in str(refused.value.what)
        assert refused.value.remedy
        remedy = str(refused.value.remedy)
        assert remedy.count("Z)") == 2
        for moment in expected:
            assert instant_text(moment) in remedy


def test_readings_of_the_newest_release_are_ours() -> None:
    """Every instant of the drift cases reads as the newest of six releases has it, not as an older one."""
    rows = _rows("../../schedule/cases/drift.csv")
    assert any(int(row["shift_2025b_to_2026f_min"]) for row in rows)
    for row in rows:
        assert local(_instant(row["utc"]), row["zone"]).isoformat() == row["local_2026f"], row


STALE = {
    "America/Vancouver": "America/Los_Angeles",
    "America/Winnipeg": "America/Chicago",
    "America/Edmonton": "America/Denver",
}
READ = """
import datetime
moment = datetime.datetime(2026, 12, 9, 18, tzinfo=datetime.timezone.utc)
def shown():
    import zoneinfo, pendulum
    print(*[f"{moment.astimezone(zone):%H}" for zone in (
        zoneinfo.ZoneInfo("America/Vancouver"), pendulum.timezone("America/Vancouver"))])
"""


def _copy(folder: Path, version: str, zones: dict[str, str]) -> Path:
    """A zoneinfo folder that says it is of some version and reads some zones by others' rules."""
    data = tzdata.package_data()
    assert data
    for zone, source in zones.items():
        (folder / zone).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(Path(data.folder, source), folder / zone)
    (folder / "tzdata.zi").write_text(f"# version {version}\n", encoding="ascii")
    return folder


def _run(code: str, folder: Path) -> list[str]:
    environment = {**os.environ, "PYTHONTZPATH": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", READ + code], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout.split()


def test_an_old_copy_on_the_machine_does_not_win(tmp_path: Path) -> None:
    """Where the system still sets Vancouver's clock back, zoneinfo and pendulum follow the package.

    What they had read before and remembered is forgotten.
    """
    old = _copy(tmp_path, "2025b", STALE)
    seen = _run("shown()", old)
    assert seen == ["10", "10"], "the old copy reads an hour early, or this test shows nothing"
    choose = "from besrour_cli.clock.tzdata import in_use\nprint(in_use().source)\nshown()"
    assert _run(choose, old) == ["package", "11", "11"]
    assert _run(f"shown()\n{choose}", old) == ["10", "10", "package", "11", "11"]


def test_a_newer_copy_on_the_machine_wins(tmp_path: Path) -> None:
    """When the law changes again and the machine knows first, its copy is used, by all."""
    new = _copy(tmp_path, "2099a", {**STALE, "America/Vancouver": "America/New_York"})
    choose = "from besrour_cli.clock.tzdata import in_use\nprint(in_use().version)\nshown()"
    assert _run(choose, new) == ["2099a", "13", "13"]
    reads = (
        "from besrour_cli.clock.instants import from_local, local\n"
        "print(local(moment, 'America/Vancouver').hour,"
        " from_local(datetime.datetime(2026, 12, 9, 13), 'America/Vancouver').hour,"
        " local(moment, 'Africa/Accra').hour)"
    )
    assert _run(reads, new) == ["13", "18", "18"]


def test_the_cases_hold_on_a_machine_with_old_data(tmp_path: Path) -> None:
    """The whole file of local times passes in a process whose system copy is of 2025."""
    code = (
        "import csv\nfrom besrour_cli.clock.instants import instant_of, local\n"
        f"rows = list(csv.DictReader(open({str(CASES / 'local_times.csv')!r}, encoding='utf-8')))\n"
        "print(sum(local(instant_of(r['utc']), r['zone']).replace(tzinfo=None).isoformat() != r['local']"
        " for r in rows), len(rows))"
    )
    wrong, rows = _run(code, _copy(tmp_path, "2025b", STALE))
    assert (wrong, int(rows) > 3700) == ("0", True)


@pytest.mark.parametrize("first_line", ["", "# version unknown\n", "garbage"])
def test_a_copy_that_does_not_say_its_version_is_left_aside(tmp_path: Path, first_line: str) -> None:
    """A folder without a readable version never beats the package."""
    (tmp_path / "tzdata.zi").write_text(first_line, encoding="ascii")
    assert tzdata.system_data([str(tmp_path), str(tmp_path / "none")]) is None
    (tmp_path / "+VERSION").write_text("2024a\n", encoding="ascii")
    found = tzdata.system_data([str(tmp_path)])
    assert found == tzdata.ZoneData("2024a", "system", str(tmp_path))
    assert tzdata.newest(tzdata.package_data(), found).source == "package"
    assert tzdata.newest(None, found) == found
    with pytest.raises(tzdata.UnknownZone):
        tzdata.newest(None, None)
