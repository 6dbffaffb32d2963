"""Tables that cannot be made, with what would make them possible; and who is there, at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from besrour_cli.commands.workflows.tables import change_tables, make_tables
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.people.tables import CafeTable, SessionTables
from besrour_cli.seating.values import Participant, Pool, TableSizes
from besrour_cli.storage.state import tables_file
from support.commands.edits import add
from support.commands.typed import says, types

JANUARY, HER, HIM = "2027-01-cafe", "ca-laval", "gh-accra"


def _people(names: str, *, willing: str = "") -> Sequence[Participant]:
    return tuple(Participant(name, ("en",), willing=name in willing) for name in names)


def test_nobody_has_no_tables() -> None:
    """Neither at first, nor once all of them are missing at the door."""
    nobody = Pool((), TableSizes(2, 4))
    with pytest.raises(NegativeAnswer, match="nobody comes"):
        make_tables(nobody, 1.0)
    with pytest.raises(NegativeAnswer, match="there are no tables") as refused:
        change_tables(nobody, SessionTables((CafeTable(("a", "b"), "en", "a"),)), ["a", "b"])
    assert refused.value.remedy is None


@pytest.mark.parametrize(
    ("names", "most", "remedy"),
    [
        ("abc", 4, "one more host would make it possible, such as one of these: a, b, c"),
        ("abcd", 2, "it would be possible if these people hosted a table: "),
    ],
)
def test_those_who_could_host_are_named(names: str, most: int, remedy: str) -> None:
    """One of several, or as many as are needed."""
    with pytest.raises(NegativeAnswer) as refused:
        make_tables(Pool(tuple(_people(names)), TableSizes(2, most)), 5.0)
    assert remedy in str(refused.value.remedy)


def test_at_a_terminal_a_key_is_enough(
    two_cafes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Enter leaves somebody as he was, a key that means nothing is asked again; s seats the others."""
    add("sessions/programme.yaml", "tables: {size: 2-4}\n")(two_cafes)
    add("sessions/members.csv", "sn-thies,Awa Exemple,awa@example.org,Thiès,Senegal,fr,cafe,,\n")(two_cafes)
    assert says(capsys, two_cafes, "tables", JANUARY, "--seconds", "1").returncode == 0
    keys = iter("\rxNs")
    types(monkeypatch)
    monkeypatch.setattr("click.getchar", lambda: next(keys))
    answer = says(capsys, two_cafes, "tables", JANUARY, "--live")
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr.count("Luc Exemple, here?") == 2 and answer.stderr.count("Ama Example, here?") == 1
    stored = tables_file.read(str(two_cafes))[JANUARY]
    assert stored.missing == (HER,) and [table.people for table in stored.tables] == [(HIM, "sn-thies")]
    seat = iter("s")
    monkeypatch.setattr("click.getchar", lambda: next(seat))
    assert says(capsys, two_cafes, "tables", JANUARY, "--live").returncode == 0
    assert tables_file.read(str(two_cafes))[JANUARY] == stored
