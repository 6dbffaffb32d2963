"""tables.yaml: who sat with whom, written whole, renamed with people and sessions, refused when not ours."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.people.person import Person, PersonNames
from besrour_cli.model.people.tables import CafeTable, SessionTables
from besrour_cli.storage.state import tables_file

JANUARY = SessionTables((CafeTable(("awa", "kofi"), "fr", "kofi"),), ("zoe",))


def stored(folder: Path) -> Path:
    """A folder in which January's tables are kept."""
    tables_file.update(str(folder), lambda _: {"2027-01-cafe": JANUARY})
    return folder / "tables.yaml"


def test_what_is_written_is_read_again_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    """Tables, hosts and those missing come back as they were."""
    path = stored(tmp_path)
    assert tables_file.read(str(tmp_path)) == {"2027-01-cafe": JANUARY}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    tables_file.update(str(tmp_path), lambda sessions: sessions)
    assert path.read_bytes() == before


def test_people_and_sessions_keep_their_company_under_another_name(tmp_path: Path) -> None:
    """Kofi is another id and January another session: the tables are the same."""
    stored(tmp_path)
    tables_file.rename_member(str(tmp_path), "kofi", "ama")
    tables_file.rename_session(str(tmp_path), "2027-01-cafe", "2027-01-premiere")
    renamed = SessionTables((CafeTable(("ama", "awa"), "fr", "ama"),), ("zoe",))
    assert tables_file.read(str(tmp_path)) == {"2027-01-premiere": renamed}


def test_nothing_is_made_of_nothing(tmp_path: Path) -> None:
    """Where nobody ever made tables, a renaming writes no file."""
    tables_file.rename_member(str(tmp_path), "kofi", "ama")
    assert not (tmp_path / "tables.yaml").exists()


@pytest.mark.parametrize(
    ("written", "edited"),
    [('host: "kofi"', 'host: "zoe"'), ("schema: 1", "schema: 2"), ("    tables:", "    tables")],
)
def test_a_file_that_somebody_edited_is_refused(tmp_path: Path, written: str, edited: str) -> None:
    """A host who sits elsewhere, another schema, no YAML: refused, with what to do."""
    path = stored(tmp_path)
    text = path.read_text(encoding="utf-8")
    assert written in text
    path.write_text(text.replace(written, edited), encoding="utf-8")
    with pytest.raises(PlanFileError):
        tables_file.read(str(tmp_path))


def test_who_is_forgotten_sat_with_nobody(tmp_path: Path) -> None:
    """Kofi is taken out: Awa's table has her as its host; sessions long past are taken out whole."""
    data = stored(tmp_path).read_bytes()
    kofi = Person(PersonNames(ids=frozenset({"kofi"})))
    rest = tables_file.without_person(data, kofi)
    assert b"kofi" not in rest
    (tmp_path / "tables.yaml").write_bytes(rest)
    assert tables_file.read(str(tmp_path))["2027-01-cafe"].tables == (CafeTable(("awa",), "fr", "awa"),)
    assert b"awa" not in tables_file.without_sessions(data, {"2027-01-cafe"})


def test_a_table_at_which_nobody_is_left_goes(tmp_path: Path) -> None:
    """She sat there alone: no empty table stays, and the others do."""
    alone = SessionTables((CafeTable(("kofi",), "en", "kofi"), CafeTable(("awa", "zoe"), "fr", "awa")), ())
    tables_file.update(str(tmp_path), lambda _: {"2027-01-cafe": alone})
    path = tmp_path / "tables.yaml"
    path.write_bytes(
        tables_file.without_person(path.read_bytes(), Person(PersonNames(ids=frozenset({"kofi"}))))
    )
    assert tables_file.read(str(tmp_path))["2027-01-cafe"].tables == (CafeTable(("awa", "zoe"), "fr", "awa"),)
