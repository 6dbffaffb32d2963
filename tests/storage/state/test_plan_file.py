"""plan.yaml: what is written is read again, the same bytes every day, and nothing is half-written."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from besrour_cli.model.errors import FileError, PlanFileError
from besrour_cli.model.plan import STATES, Burden, ObjectiveValue, Plan, PublishedReading, ScheduledSession
from besrour_cli.storage.state import plan_file
from besrour_cli.storage.state.plan_format import UnreadablePlan, emit, parse

START = datetime(2027, 1, 20, 14, tzinfo=UTC)


def slot(name: str = "2027-01-cafe", printed: int = 2, **changes: Any) -> ScheduledSession:
    """A decided session."""
    places = tuple(
        PublishedReading(f"Place {n}, Côte d’Ivoire", "Africa/Accra", "2027-01-20T14:00+00:00")
        for n in range(printed)
    )
    values: dict[str, Any] = {
        "session": name,
        "start": START,
        "end": START + timedelta(minutes=90),
        "state": "announced",
        "anchor": "America/Toronto",
        "tzdata": "2026f",
        "sequence": 1,
        "hash": "ab" * 32,
        "printed": places,
        "announced": START - timedelta(days=30),
        "revised": START - timedelta(days=20),
    }
    return ScheduledSession(**{**values, **changes})


def a_plan(**changes: Any) -> Plan:
    """A plan with one session."""
    values: dict[str, Any] = {
        "programme": "test-cafe",
        "tzdata": "2026f",
        "slots": {"2027-01-cafe": slot()},
        "ledger": {"gh-accra": Burden(1.25, 0, 3)},
        "steps": (ObjectiveValue("nights", 4.5, 4.0, 4.0),),
    }
    return Plan(**{**values, **changes})


def test_nothing_planned_yet(tmp_path: Path) -> None:
    """No file: an empty plan, and the empty digest."""
    assert plan_file.read(str(tmp_path), "test-cafe") == (Plan("test-cafe", ""), "")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """And the digest is the one that writing gave."""
    digest = plan_file.write(str(tmp_path), a_plan(), "")
    assert plan_file.read(str(tmp_path), "test-cafe") == (a_plan(), digest)
    assert plan_file.write(str(tmp_path), a_plan(), digest) == digest


def test_the_file_says_whose_it_is_in_both_languages_and_any_yaml_reader_reads_it(tmp_path: Path) -> None:
    """People may look; other programs may read."""
    plan_file.write(str(tmp_path), a_plan(), "")
    text = (tmp_path / "plan.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Written by besrour; please do not edit.")
    assert "# Écrit par besrour; ne pas modifier." in text
    read = yaml.safe_load(text)
    assert read["schema"] == 1
    assert (
        read["sessions"]["2027-01-cafe"]["printed"][0]
        == "2027-01-20T14:00+00:00 Africa/Accra Place 0, Côte d’Ivoire"
    )
    assert read["ledger"]["gh-accra"] == {"burden": 1.25, "nights": 0, "sessions": 3}


def test_what_was_kept_by_hand_is_written_and_older_files_still_load() -> None:
    """``kept`` stands at the end, where anything was kept; a file without it kept nothing."""
    data = emit(a_plan(retained=("2027-01-cafe", "2027-02-cafe")))
    assert data.endswith(b'\nkept: "2027-01-cafe 2027-02-cafe"\n')
    assert parse(data.decode()).retained == ("2027-01-cafe", "2027-02-cafe")
    older = emit(a_plan())
    assert b"kept" not in older and parse(older.decode()).retained == ()


def test_a_session_of_an_unknown_state_cannot_be_read() -> None:
    """Nobody guesses whether people know of it."""
    text = emit(a_plan()).decode()
    assert parse(text) == a_plan()
    with pytest.raises(UnreadablePlan, match="postponed"):
        parse(text.replace("state: announced", "state: postponed"))


def test_the_same_plan_gives_the_same_bytes() -> None:
    """Whatever order its parts were made in, and in whatever zone its instants are told."""
    one = a_plan(
        slots={"a": slot("a"), "b": slot("b")}, ledger={"x": Burden(0.1, 1, 2), "y": Burden(3.0, 0, 1)}
    )
    toronto = timezone(timedelta(hours=-5))
    other = a_plan(
        slots={"b": slot("b"), "a": slot("a", start=START.astimezone(toronto))},
        ledger={"y": Burden(3.0, 0, 1), "x": Burden(0.1, 1, 2)},
    )
    assert emit(one) == emit(other)


def test_an_instant_without_an_offset_is_never_written() -> None:
    """It would mean the machine's own zone."""
    with pytest.raises(ValueError, match="offset"):
        emit(a_plan(slots={"a": slot("a", start=START.replace(tzinfo=None))}))


def test_a_change_made_meanwhile_is_never_overwritten(tmp_path: Path) -> None:
    """Two commands at once: the second is told to run again."""
    folder = str(tmp_path)
    digest = plan_file.write(folder, a_plan(), "")
    plan_file.write(folder, a_plan(steps=()), digest)
    before = (tmp_path / "plan.yaml").read_bytes()
    with pytest.raises(PlanFileError) as trouble:
        plan_file.write(folder, a_plan(ledger={}), digest)
    assert str(trouble.value) == "plan.yaml changed while this command ran; nothing was written"
    assert trouble.value.code == 5
    assert (tmp_path / "plan.yaml").read_bytes() == before


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_a_plan_that_appeared_or_vanished_meanwhile(tmp_path: Path, digest: str) -> None:
    """Nothing read but something there, or something read and now nothing there."""
    if not digest:
        plan_file.write(str(tmp_path), a_plan(), "")
    with pytest.raises(PlanFileError):
        plan_file.write(str(tmp_path), a_plan(steps=()), digest)


def test_the_former_plan_is_kept_beside(tmp_path: Path) -> None:
    """plan.yaml.bak is the plan before the last change."""
    digest = plan_file.write(str(tmp_path), a_plan(), "")
    first = (tmp_path / "plan.yaml").read_bytes()
    plan_file.write(str(tmp_path), a_plan(steps=()), digest)
    assert (tmp_path / "plan.yaml.bak").read_bytes() == first


SPOILED: dict[str, Callable[[bytes], bytes]] = {
    "a digit changed by hand": lambda b: b.replace(b"14:00Z", b"15:00Z"),
    "a line removed": lambda b: b.replace(b"    sequence: 1\n", b""),
    "cut short": lambda b: b[:-40],
    "a merge left undone": lambda b: b.replace(b"sessions:", b"<<<<<<< ours\nsessions:", 1),
    "zeros": lambda b: b"\0" * len(b),
    "another text": lambda b: b"hello: world\n",
    "binary": lambda b: bytes(range(256)),
    "emptied": lambda b: b"",
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_plan_that_is_not_what_besrour_wrote(tmp_path: Path, name: str) -> None:
    """It is refused, left alone, and the way back is named."""
    folder = str(tmp_path)
    digest = plan_file.write(folder, a_plan(steps=()), "")
    plan_file.write(folder, a_plan(), digest)
    path = tmp_path / "plan.yaml"
    path.write_bytes(SPOILED[name](path.read_bytes()))
    before = path.read_bytes()
    with pytest.raises(PlanFileError) as trouble:
        plan_file.read(folder, "test-cafe")
    assert "plan.yaml.bak" in str(trouble.value.remedy)
    assert path.read_bytes() == before


def test_line_ends_changed_by_git_on_windows_are_no_edit(tmp_path: Path) -> None:
    """The words are what counts."""
    plan_file.write(str(tmp_path), a_plan(), "")
    path = tmp_path / "plan.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert plan_file.read(str(tmp_path), "test-cafe").plan == a_plan()


def test_a_newer_form_is_said_to_be_newer(tmp_path: Path) -> None:
    """Not damaged: the other machine has a newer besrour."""
    plan_file.write(str(tmp_path), a_plan(), "")
    path = tmp_path / "plan.yaml"
    path.write_bytes(path.read_bytes().replace(b"schema: 1", b"schema: 2"))
    with pytest.raises(PlanFileError) as trouble:
        plan_file.read(str(tmp_path), "test-cafe")
    assert "newer besrour (form 2; this one knows 1)" in str(trouble.value)


def test_the_plan_of_another_programme(tmp_path: Path) -> None:
    """A copied folder, or an id that was changed."""
    plan_file.write(str(tmp_path), a_plan(), "")
    with pytest.raises(PlanFileError) as trouble:
        plan_file.read(str(tmp_path), "other-cafe")
    assert (
        str(trouble.value)
        == "plan.yaml belongs to the programme “test-cafe”, and programme.yaml is “other-cafe”"
    )


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("call", ["write", "fsync", "replace", "open"])
def test_a_full_disk_leaves_the_former_plan_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    """Wherever the disk gives up: one sentence, the old bytes, and no leftovers."""
    folder = str(tmp_path)
    digest = plan_file.write(folder, a_plan(), "")
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    real = getattr(os, call)

    def refuse(target: object, *rest: Any, **named: Any) -> object:
        if call == "open" and not str(target).endswith(".tmp"):
            return real(target, *rest, **named)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(FileError) as trouble:
        plan_file.write(folder, a_plan(steps=()), digest)
    monkeypatch.undo()
    assert trouble.value.code == 4
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before
    assert plan_file.read(folder, "test-cafe").plan == a_plan()


def test_a_year_of_29_announced_sessions_is_read_fast() -> None:
    """29 sessions with 35 printed places each; the best of five runs, with room for a slow machine."""
    text = emit(a_plan(slots={f"s-{n}": slot(f"s-{n}", 35) for n in range(29)})).decode()
    best = 1.0
    for _ in range(5):
        begun = time.process_time()
        parse(text)
        best = min(best, time.process_time() - begun)
    assert best < 0.05


ids = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
instants = st.datetimes(
    START.replace(year=1990, tzinfo=None), START.replace(year=2100, tzinfo=None), timezones=st.just(UTC)
)
counts = st.integers(0, 10**6)
floats = st.floats(allow_nan=False)
zones = st.sampled_from(["Africa/Accra", "America/St_Johns", "UTC"])
printed = st.builds(PublishedReading, words, zones, st.just("2027-01-20T14:00+00:00"))
slots = st.builds(
    ScheduledSession,
    session=ids,
    start=instants,
    end=instants,
    state=st.sampled_from(STATES),
    anchor=zones,
    tzdata=words,
    sequence=counts,
    hash=words,
    printed=st.lists(printed, max_size=4).map(tuple),
    announced=st.none() | instants,
    revised=st.none() | instants,
)
plans = st.builds(
    Plan,
    programme=ids,
    tzdata=words,
    slots=st.dictionaries(ids, slots, max_size=4),
    ledger=st.dictionaries(ids, st.builds(Burden, floats, counts, counts), max_size=4),
    steps=st.lists(st.builds(ObjectiveValue, words, floats, floats, floats), max_size=3).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(plans)
def test_any_plan_is_read_as_it_was_written(any_plan: Plan) -> None:
    """Quotes, backslashes, line ends, emoji and signs no keyboard has included."""
    data = emit(any_plan)
    assert parse(data.decode()) == any_plan
    assert emit(parse(data.decode())) == data


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_spoiled_plan_is_never_taken_and_never_crashes(tmp_path: Path, data: st.DataObject) -> None:
    """Any bytes changed, removed or added anywhere after the comment: refused, or the same plan."""
    good = emit(a_plan())
    at = data.draw(st.integers(0, len(good) - 1))
    end = data.draw(st.integers(at, min(len(good), at + 20)))
    spoiled = good[:at] + data.draw(st.binary(max_size=8)) + good[end:]
    (tmp_path / "plan.yaml").write_bytes(spoiled)
    stored = None
    with suppress(PlanFileError):
        stored = plan_file.read(str(tmp_path), "test-cafe")
    assert stored is None or stored.plan == a_plan()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_a_text_that_is_no_plan_is_said_to_be_none(text: str) -> None:
    """Even when a digest were right."""
    with pytest.raises(UnreadablePlan):
        parse("programme: x\n" + text)
