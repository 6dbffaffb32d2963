"""Files that besrour alone writes: what is not as it wrote them is refused in a sentence, not guessed at."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.durable.journal import Journal
from besrour_cli.model.errors import FileError, PlanFileError
from besrour_cli.model.people.person import Person, PersonNames
from besrour_cli.storage.evaluation import collected_file
from besrour_cli.storage.state import announced_ledger, enrolment_file, journal_lines, proof_file
from besrour_cli.storage.state.handover import mark
from besrour_cli.storage.state.state_file import locked_state, read_state

NOON = datetime(2027, 1, 4, 12, tzinfo=UTC)
AWA = Person(PersonNames(frozenset({"awa"}), frozenset({"Awa Diop"}), frozenset({"awa@example.org"})), "x-1")


def test_a_folder_is_handed_over_once(tmp_path: Path) -> None:
    """The first day counts, however often it is said, until it is taken back."""
    assert mark.handed_over(str(tmp_path)) is None
    mark.mark(str(tmp_path), NOON)
    assert mark.mark(str(tmp_path), NOON.replace(day=9)) == NOON == mark.handed_over(str(tmp_path))
    assert mark.take_back(str(tmp_path)) and mark.handed_over(str(tmp_path)) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema: 1", "schema: 2"),
        ("since: ", "until: "),
        ("T12:00Z", "T12:00"),
        ("2027-01-04", "2027-13-04"),
        ("since: ", "since:\n  - "),
        ("schema: 1\n", ""),
    ],
)
def test_a_mark_that_was_edited_stops_sending(tmp_path: Path, old: str, new: str) -> None:
    """Whether another machine sends by now is not guessed: the way back is named."""
    mark.mark(str(tmp_path), NOON)
    path = tmp_path / mark.NAME
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(PlanFileError, match="edited by hand") as refused:
        mark.refuse_if_handed_over(str(tmp_path))
    assert "--take-back" in str(refused.value.remedy)


@pytest.mark.parametrize("data", [b"{}", b"[]", b"\xff", b'{"schema": 9}', b'{"schema": 1, "members": [1]}'])
def test_what_sheets_said_is_not_guessed_at(tmp_path: Path, data: bytes) -> None:
    """enrolment.json by another hand or a newer besrour: the remedy keeps members.csv."""
    (tmp_path / enrolment_file.NAME).write_bytes(data)
    with pytest.raises(PlanFileError) as refused:
        enrolment_file.read(str(tmp_path))
    assert "members.csv stays" in str(refused.value.remedy)


def test_a_record_of_a_newer_collection_is_not_read(tmp_path: Path) -> None:
    """As it would be read half."""
    path = tmp_path / collected_file.NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(collected_file.emit_record(collected_file.EMPTY))
    assert collected_file.read_record(str(tmp_path))[0] == collected_file.EMPTY
    path.write_bytes(path.read_bytes().replace(b'"schema": 1', b'"schema": 99'))
    with pytest.raises(PlanFileError, match="edited by hand"):
        collected_file.read_record(str(tmp_path))


def test_a_certificate_that_is_no_json_leaves_the_one_before_it(tmp_path: Path) -> None:
    """Of the two, those that can be read are read."""
    proof_file.write(str(tmp_path), {"made": "1", "steps": 1})
    proof_file.write(str(tmp_path), {"made": "2", "steps": 2})
    (tmp_path / proof_file.NAME).write_bytes(b"{half")
    assert list(proof_file.both(str(tmp_path))) == [{"made": "1", "steps": 1}]
    assert proof_file.read(str(tmp_path)) is None


def test_a_folder_that_is_not_there_cannot_be_written_in(tmp_path: Path) -> None:
    """Said with its path."""
    with pytest.raises(FileError, match="gone"), locked_state(str(tmp_path / "gone")):
        raise AssertionError("nobody gets here")


def test_a_file_that_grew_beyond_all_measure_is_not_read(tmp_path: Path) -> None:
    """At the limit it is, a byte above it is not."""
    (tmp_path / "plan.yaml").write_bytes(b"12345")
    assert read_state(str(tmp_path), "plan.yaml", 5) == b"12345"
    with pytest.raises(FileError, match=r"plan\.yaml is too large"):
        read_state(str(tmp_path), "plan.yaml", 4)


def test_a_ledger_that_another_run_has_is_waited_for_by_the_coordinator(tmp_path: Path) -> None:
    """Nothing is announced meanwhile, and the sentence says what to do."""
    with Journal(str(tmp_path / announced_ledger.NAME), lock=True):
        with pytest.raises(FileError) as busy:
            announced_ledger.note_departure(str(tmp_path), "prog", "awa")
        assert str(busy.value.remedy) == "wait until it has ended, then run this again"
    assert (tmp_path / announced_ledger.NAME).read_bytes() == b""


def _journal(*lines: dict[str, str]) -> bytes:
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def test_former_ids_are_followed_back_through_all_renames() -> None:
    """Hers alone: somebody else's former id is not hers."""
    data = _journal(
        {"event": "rename", "member": "a1", "new": "a2"},
        {"event": "renamed-member", "old": "z1", "new": "zoe"},
        {"event": "renamed-member", "old": "a2", "new": "awa"},
    )
    assert journal_lines.former_ids(data, frozenset({"awa"})) == {"awa", "a2", "a1"}


def test_a_line_cut_by_a_crash_stays_unless_it_names_her() -> None:
    """Whose it was nobody can know; hers goes with her."""
    zoe, hers = b'{"event": "done", "member": "zoe', b'{"event": "done", "to": "awa@example.org'
    whole = _journal({"event": "done", "member": "zoe", "to": "zoe@example.org"})
    assert journal_lines.without_person(whole + zoe, AWA) == whole + zoe
    assert journal_lines.without_person(whole + hers, AWA) == whole
