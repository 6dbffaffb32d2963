"""Files that a stranger or a slip made too deep, too old or oddly quoted: told in a sentence, and no more."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from besrour_cli.durable.journal import LIMIT
from besrour_cli.run import run
from support.campaigns.fuzz_folder import ID, RETURNED, build
from support.campaigns.fuzz_mutations import with_digest
from support.campaigns.thorough import thorough

NOW = "2027-01-05T12:00Z"
DEEP = "[" * 100_000 + "\n"
NESTED = (
    "From: x@example.org\nSubject: cafe\n" + "Content-Type: message/rfc822\n\n" * 1000 + "Subject: x\n\nhi\n"
)
NAME = "Ama Example"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A planned and announced folder, with letters sent and mail from outside."""
    folder = tmp_path_factory.mktemp("sound") / "cafe"
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()):
        patch.setenv("BESROUR_NOW", NOW)
        build(folder)
        yield folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, to work in."""
    copy = tmp_path / "cafe"
    shutil.copytree(sound, copy)
    monkeypatch.setenv("BESROUR_NOW", NOW)
    monkeypatch.chdir(copy)
    return copy


@pytest.mark.parametrize(
    ("ledger", "command"),
    [
        ("sent.ledger", ("send", ID, "--dry-run")),
        ("announced.ledger", ("check",)),
        ("announced.ledger", ("announce", ID, "--yes")),
    ],
)
def test_a_ledger_of_an_impossible_size_is_told_in_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], ledger: str, command: tuple[str, ...]
) -> None:
    """Nothing of it is read, so that no memory is full of it, and nothing is written."""
    os.truncate(folder / ledger, LIMIT + 1)
    assert run(command) == 4
    said = capsys.readouterr().err
    assert f"{ledger} could not be read or written: it is larger than besrour can have made it" in said
    assert (folder / ledger).stat().st_size == LIMIT + 1


@pytest.mark.parametrize(
    ("ledger", "line", "command"),
    [
        ("sent.ledger", 3, ("send", ID, "--dry-run")),
        ("sent.ledger", 3, ("bounces", "--dry-run")),
        ("announced.ledger", 5, ("check",)),
        ("announced.ledger", 5, ("next",)),
    ],
)
def test_deep_brackets_in_a_ledger(
    folder: Path, capsys: pytest.CaptureFixture[str], ledger: str, line: int, command: tuple[str, ...]
) -> None:
    """The line is named, and what to do; a hundred thousand brackets are no fault of besrour."""
    with (folder / ledger).open("a", encoding="utf-8") as file:
        file.write(DEEP)
    assert run(command) == 5
    said = capsys.readouterr().err
    assert f"line {line} of {ledger} cannot be read" in said
    assert "from a backup" in said


@pytest.mark.parametrize("moment", ["0001-01-01T00:00Z", "9999-12-31T23:59Z", "2027-13-45T14:00Z"])
@pytest.mark.parametrize("key", ["start", "end", "announced", "revised"])
def test_a_bad_date_under_a_valid_hash(
    folder: Path, capsys: pytest.CaptureFixture[str], key: str, moment: str
) -> None:
    """A date from which no day can be counted is no plan, whatever the digest above it says."""
    plan = folder / "plan.yaml"
    spoiled, changes = re.subn(rf"(?m)^(    {key}:).*$", rf"\1 {moment}", plan.read_text("utf-8"))
    assert changes
    plan.write_bytes(with_digest(spoiled.encode()))
    for command in (("check",), ("invite", ID), ("plan", "--dry-run")):
        assert run(command) == 5
        said = capsys.readouterr().err
        assert "plan.yaml cannot be read" in said
        assert "put a backup in its place" in said


def test_a_printed_time_that_is_none_under_a_valid_hash(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Found by the fuzz campaign: what was printed for a place is read as a time, or the plan is no plan."""
    plan = folder / "plan.yaml"
    spoiled, changes = re.subn(r'(?m)^(      - "2027-\S+T12:0)', r"\1" + "x" * 40, plan.read_text("utf-8"))
    assert changes
    plan.write_bytes(with_digest(spoiled.encode()))
    for command in (("check",), ("export",), ("next",)):
        assert run(command) == 5
        assert "plan.yaml cannot be read" in capsys.readouterr().err


def test_an_announcement_at_the_end_of_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same in the ledger of announcements."""
    ledger = folder / "announced.ledger"
    spoiled, changes = re.subn(r'"start": ?"[^"]*"', '"start":"9999-12-31T23:59Z"', ledger.read_text("utf-8"))
    assert changes
    ledger.write_text(spoiled, "utf-8")
    assert run(("next",)) == 5
    assert "of announced.ledger cannot be read" in capsys.readouterr().err


def test_a_message_packed_a_thousand_times_stops_no_folder(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is named; the letter that came back is read all the same, and so is the other announcement."""
    for path in (f"{RETURNED}/0.eml", "deep.eml"):
        (folder / path).write_text(NESTED, "utf-8")
    assert run(("bounces", "--dry-run")) == 0
    said = capsys.readouterr().out
    assert "1 letter came back" in said
    assert "0.eml: the message is packed too deep to be read safely" in said
    run(("bounces", "--dry-run", "--json"))
    data = json.loads(capsys.readouterr().out)
    assert ([each["file"] for each in data["bounces"]], data["unread"]) == (["1.eml"], ["0.eml"])

    assert run(("lint", "deep.eml", "announcement.txt")) == 4
    said, trouble = capsys.readouterr()
    assert "announcement.txt: 1 mistake" in said
    assert "“deep.eml” is no text besrour can read" in trouble
    assert run(("lint", "deep.eml", "announcement.txt", "--json")) == 4
    data = json.loads(capsys.readouterr().out)
    assert [each["file"] for each in data["files"]] == ["announcement.txt"]
    assert [each["file"] for each in data["unread"]] == ["deep.eml"]


def test_bounces_without_deep_ones_say_nothing_of_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An ordinary folder of returned mail is read as ever."""
    assert run(("bounces", "--dry-run", "--json")) == 0
    assert json.loads(capsys.readouterr().out)["unread"] == []


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", "nonsense"])
def test_a_report_of_no_failure_is_not_passed_over_in_silence(
    folder: Path, capsys: pytest.CaptureFixture[str], action: str
) -> None:
    """A server that says that a letter arrived (RFC 3464 section 2.3.3) is told like any other."""
    report = folder / RETURNED / "1.eml"
    report.write_text(report.read_text("utf-8").replace("Action: failed", f"Action: {action}"), "utf-8")
    assert run(("bounces",)) == 0
    said = capsys.readouterr().out
    assert "1 letter that did not come back, by its report:" in said
    assert "ama@example.org" in said


@pytest.mark.small
@pytest.mark.parametrize(
    "name",
    [
        'Aïcha "Awa" D\'Arc',
        "Ama « Awa » Example",
        thorough('Ama "Awa" Example'),
        thorough("Ama “Awa” Example"),
    ],
)
def test_a_name_with_quotation_marks_gets_its_letter(folder: Path, name: str) -> None:
    """Its bearer's own spelling is no mistake of the French half; the header quotes it (RFC 5322)."""
    roster = folder / "sessions/members.csv"
    quoted = name.replace('"', '""')
    roster.write_text(roster.read_text("utf-8").replace(NAME, f'"{quoted}"'), "utf-8")
    assert run(("check",)) == 0
    assert run(("invite", ID)) == 0
    letter = (folder / f"out/letters/{ID}/gh-accra.eml").read_bytes()
    (to,) = message_from_bytes(letter, policy=default)["To"].addresses
    assert (to.display_name, to.addr_spec) == (name, "ama@example.org")


def test_quotation_marks_of_the_text_itself_are_still_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only names are spared: straight marks in a French description stay a mistake."""
    session = folder / f"sessions/{ID}.yaml"
    french = "Comment deux départements donnent un même cours"
    text = session.read_text("utf-8")
    session.write_text(
        text.replace(f"fr: {french}.", "fr: 'Comment deux \"départements\" donnent un cours.'"), "utf-8"
    )
    assert run(("check",)) == 1
    assert "quotation marks that are not French" in capsys.readouterr().out
