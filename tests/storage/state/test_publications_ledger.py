"""publications.ledger: what reports said of people is read back as it was, and a draft is not in it."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.evaluation.publication import GroupCount, LinearFact, Publication, group
from besrour_cli.storage.state import publications_ledger
from besrour_cli.storage.state.publications_ledger import NotedPublication

AFRICA = group("answers", region="africa")
SAID = Publication(
    name="2027-06-30",
    dimensions=(("answers", "region", ("africa", "canada")),),
    counts=(GroupCount(AFRICA, 3, shown=False, people=2), GroupCount(group("answers"), 20, weight=8.0)),
    facts=(LinearFact("median", ((1.0, AFRICA),), 2.0, float("inf")),),
    relations=(LinearFact("", ((1.0, AFRICA), (-1.0, group("roster"))), float("-inf"), 0.0),),
    apart=frozenset({"roster"}),
)
NOTED = NotedPublication(datetime(2027, 7, 1, 8, tzinfo=UTC), {"out/report/report.en.html": "00"}, SAID)


def test_what_is_noted_is_read_again_by_its_owner_alone(tmp_path: Path) -> None:
    """Counts, facts and relations come back equal; hidden counts are in the file, so nobody else reads it."""
    publications_ledger.note(str(tmp_path), NOTED)
    assert publications_ledger.read(str(tmp_path)) == (NOTED,)
    assert stat.S_IMODE((tmp_path / publications_ledger.NAME).stat().st_mode) == 0o600


def test_the_same_report_is_noted_once(tmp_path: Path) -> None:
    """Who gives the same report out twice has said nothing new; another one is another line."""
    publications_ledger.note(str(tmp_path), NOTED)
    publications_ledger.note(str(tmp_path), NOTED)
    assert len(publications_ledger.read(str(tmp_path))) == 1
    publications_ledger.note(str(tmp_path), NOTED._replace(publication=SAID._replace(name="2027-12-31")))
    assert [each.publication.name for each in publications_ledger.read(str(tmp_path))] == [
        "2027-06-30",
        "2027-12-31",
    ]


def test_a_line_that_a_crash_cut_short_does_not_count(tmp_path: Path) -> None:
    """What was noted before it is read, and what comes after it too."""
    publications_ledger.note(str(tmp_path), NOTED)
    path = tmp_path / publications_ledger.NAME
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"event": "publ')
    assert publications_ledger.read(str(tmp_path)) == (NOTED,)
    other = NOTED._replace(publication=SAID._replace(name="2027-12-31"))
    publications_ledger.note(str(tmp_path), other)
    assert publications_ledger.read(str(tmp_path)) == (NOTED, other)


@pytest.mark.parametrize("spoil", [b'"counts": [[', b'"ledger": 1'])
def test_a_spoiled_ledger_stops_the_report(tmp_path: Path, spoil: bytes) -> None:
    """A report that did not know what was published could give people away."""
    publications_ledger.note(str(tmp_path), NOTED)
    path = tmp_path / publications_ledger.NAME
    path.write_bytes(path.read_bytes().replace(spoil, b'"x": 9'))
    with pytest.raises(PlanFileError):
        publications_ledger.read(str(tmp_path))
