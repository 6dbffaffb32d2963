"""People who were told something: a row that vanishes, an id that changes, honest changes beside them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent, SendLedger
from besrour_cli.model.plan import Burden
from besrour_cli.schedule.announce import content_hash
from besrour_cli.schedule.renaming import with_member_renamed
from besrour_cli.storage.state import announced_ledger, busy_file, replies_file
from support.checkout import ROOT
from support.commands.edits import ROSTER, as_files, both, put, swap
from support.commands.told import AT, opened, tell

Run = Callable[..., subprocess.CompletedProcess[str]]
Edit = Callable[[Path], None]
APRIL, MAY = "2027-04-cafe", "2027-05-cafe"
ZIMBABWE = "zw-1,College of Primary Care Physicians of Zimbabwe,zimbabwe@example.org"
ZAMBIA = "zm-1,Association of Family Physicians of Zambia,zambia@example.org"
WRITERS = (("plan",), ("invite", MAY), ("newsletter",), ("export",), ("busy", "--member", "bw-1", "--forget"))


def _row(member: str, name: str, email: str) -> str:
    return f'{member},{name},{email},Harare,Zimbabwe,en,cafe,"Southern Africa / Afrique australe",,,,,,\n'


def _without(member: str) -> Edit:
    def edit(folder: Path) -> None:
        lines = (folder / ROSTER).read_text(encoding="utf-8").splitlines(keepends=True)
        rest = [line for line in lines if not line.startswith(f"{member},")]
        assert len(rest) == len(lines) - 1
        (folder / ROSTER).write_text("".join(rest), encoding="utf-8")

    return edit


def _with(row: str) -> Edit:
    def edit(folder: Path) -> None:
        with (folder / ROSTER).open("a", encoding="utf-8") as roster:
            roster.write(row)

    return edit


def _problems(folder: Path, run: Run) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("check", "--json", cwd=folder).stdout)["problems"]
    return [p for p in found if str(p["code"]).startswith(("member-", "addresses-"))]


def _bytes(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and "out" not in p.parts}


def test_an_id_that_changes_is_the_same_person(announced: Path, run: Run) -> None:
    """She writes another id into a row: named at its place, nobody invited twice, settled by one command."""
    swap(ROSTER, "zw-1,", "zw-harare,")(announced)
    for lang, words in (("en", "has the address of “zw-1”"), ("fr", "a l’adresse de «\u00a0zw-1\u00a0»")):
        answer = run("check", cwd=announced, lang=lang)
        assert answer.returncode == 1
        assert "sessions/members.csv:32:58" in answer.stdout
        assert words in answer.stdout
        assert "besrour rename zw-1 zw-harare" in answer.stdout
        assert "besrour leave zw-1" in answer.stdout
    for arguments in WRITERS:
        answer = run(*arguments, cwd=announced)
        assert (answer.returncode, "who is gone" in answer.stderr) == (1, True), arguments
    assert run("rename", "zw-1", "zw-harare", cwd=announced).returncode == 0
    assert _problems(announced, run) == []
    assert "zw-harare" in announced_ledger.read(str(announced), opened(announced).programme.id).members
    again = run("rename", "zw-1", "zw-harare", cwd=announced)
    assert (again.returncode, "already" in again.stdout) == (0, True)


def test_everything_follows_a_member(announced: Path, run: Run) -> None:
    """Letters, answers, busy hours, the burden of other years: all under the new id, none under the old."""
    record = ("--record", "zw-1", "--session", APRIL, "--answer", "no")
    assert run("replies", *record, cwd=announced).returncode == 0
    busy_file.update(str(announced), lambda _none: {"zw-1": ((AT, AT.replace(hour=15)),)})
    entry = LedgerEntry(
        event=LedgerEvent.DONE, about=APRIL, member="zw-1", to="zimbabwe@example.org", id="<a@x>"
    )
    with SendLedger(str(announced), opened(announced).programme.id) as ledger:
        ledger.append(entry, AT)
    swap(ROSTER, "zw-1,", "zw-harare,")(announced)
    assert run("rename", "zw-1", "zw-harare", cwd=announced).returncode == 0
    assert [a.member for a in replies_file.read(str(announced)).answers] == ["zw-harare"]
    assert list(busy_file.read(str(announced))) == ["zw-harare"]
    for name in ("replies.yaml", "busy.yaml", "plan.yaml"):
        assert "zw-1" not in (announced / name).read_text(encoding="utf-8")


def test_what_was_charged_is_charged_to_the_new_id(announced: Path) -> None:
    """The burden of earlier sessions goes over once, however often it is done."""
    before = Burden(2.5, 1, 3)
    plan = replace(opened(announced).plan, ledger={"a": before, "c": before})
    once = with_member_renamed(plan, "a", "b")
    assert once.ledger == {"b": before, "c": before}
    assert with_member_renamed(once, "a", "b") == once


def test_a_required_person_is_the_same_under_another_id(announced: Path, run: Run) -> None:
    """The facilitator's id changes in roster and session: no letter about a change goes to anybody."""
    before = opened(announced)
    swap(ROSTER, "ug-1,", "ug-kampala,")(announced)
    answer = run("check", cwd=announced)
    assert "who is gone" in answer.stdout
    assert "members.csv has no one with the id “ug-1”" in answer.stdout
    done = run("rename", "ug-1", "ug-kampala", cwd=announced)
    assert done.returncode == 0, done.stderr
    assert f"sessions/{APRIL}.yaml:" in done.stdout
    swap(f"sessions/{APRIL}.yaml", "ug-1", "ug-kampala")(announced)
    assert run("check", cwd=announced).returncode == 0
    after = opened(announced)
    slot = after.plan.slots[APRIL]
    assert slot == before.plan.slots[APRIL]
    assert content_hash(after.programme, after.session(APRIL), slot) == slot.hash
    lines = (announced / "announced.ledger").read_bytes()
    tell(announced, APRIL)
    told = (announced / "announced.ledger").read_bytes().removeprefix(lines).decode().splitlines()
    assert all(json.loads(line)["event"] == "member" for line in told)
    assert opened(announced).plan == after.plan


def test_a_corrected_name_without_ids_is_the_same_person(fresh: Path, run: Run) -> None:
    """Without a column id the id is made of the name: a corrected one is asked about and settled."""
    as_files(fresh)
    for path in (fresh / "sessions").glob("2027-*.yaml"):
        if path.stem != MAY:
            path.unlink()
    swap(f"sessions/{MAY}.yaml", "required:", "# required:")(fresh)
    text = (fresh / f"sessions/{MAY}.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(i for i, line in enumerate(text) if line.startswith("# required:"))
    end = next(i for i in range(at + 1, len(text)) if not text[i].startswith(" "))
    put(f"sessions/{MAY}.yaml", "".join(text[: at + 1] + text[end:]).encode())(fresh)
    rows = list(csv.reader(io.StringIO((fresh / ROSTER).read_text(encoding="utf-8"))))
    table = io.StringIO()
    csv.writer(table).writerows(row[1:] for row in rows)
    put(ROSTER, table.getvalue().encode())(fresh)
    assert run("plan", cwd=fresh).returncode == 0
    tell(fresh, MAY)
    swap(ROSTER, "Memorial University,", "Memorial University of Newfoundland,")(fresh)
    [problem] = _problems(fresh, run)
    assert problem["code"] == "member-renamed"
    old, new = "memorial-university", "memorial-university-of-newfoundland"
    assert f"besrour rename {old} {new}" in str(problem["remedy"])
    assert run("rename", old, new, cwd=fresh).returncode == 0
    assert _problems(fresh, run) == []


def test_a_leaver_is_named_and_nobody_is_held_up(announced: Path, run: Run) -> None:
    """A row is gone and nobody is like it: one warning, until it is said that she has left."""
    _without("zw-1")(announced)
    for lang, words in (("en", "the entries of 2 sessions to come"), ("fr", "2 séances à venir")):
        answer = run("check", cwd=announced, lang=lang)
        assert answer.returncode == 0
        assert answer.stdout.count("zw-1") == 2, "once by name, once in the command"
        assert words in answer.stdout
    assert run("plan", cwd=announced).returncode == 0
    roster = (announced / ROSTER).read_bytes()
    left = run("leave", "zw-1", cwd=announced)
    assert (left.returncode, (announced / ROSTER).read_bytes()) == (0, roster), left.stderr
    assert f"{APRIL}, {MAY}" in left.stdout
    assert _problems(announced, run) == []


def test_leaving_takes_the_row_out(announced: Path, run: Run) -> None:
    """She is shown the row and asked; the file as it was stays beside it, and all else is untouched."""
    before, roster = _bytes(announced), (announced / ROSTER).read_bytes()
    asked = run("leave", "zw-1", cwd=announced)
    assert (asked.returncode, _bytes(announced)) == (2, before)
    trial = run("leave", "zw-1", "--dry-run", cwd=announced)
    assert (trial.returncode, _bytes(announced)) == (0, before)
    assert ZIMBABWE in trial.stdout
    assert run("leave", "zw-1", "--yes", cwd=announced).returncode == 0
    after = (announced / ROSTER).read_bytes()
    assert [line for line in roster.splitlines(True) if line not in after.splitlines(True)] == [
        line for line in roster.splitlines(True) if line.startswith(b"zw-1,")
    ]
    assert (announced / f"{ROSTER}.bak").read_bytes() == roster
    assert _problems(announced, run) == []
    assert run("plan", cwd=announced).returncode == 0
    again = _bytes(announced)
    assert run("leave", "zw-1", "--yes", cwd=announced).returncode == 0
    assert _bytes(announced) == again


def test_who_was_never_told_anything_just_goes(announced: Path, run: Run) -> None:
    """A newcomer who leaves before any letter: her row goes, and there is nothing to remember."""
    ledger = (announced / "announced.ledger").read_bytes()
    _with(_row("rudo", "Dr Rudo", "rudo@example.org"))(announced)
    left = run("leave", "rudo", "--yes", cwd=announced)
    assert (left.returncode, "never told of a session" in left.stdout) == (0, True), left.stderr
    assert b"rudo" not in (announced / ROSTER).read_bytes()
    assert (announced / "announced.ledger").read_bytes() == ledger
    assert run("leave", "rudo", "--yes", cwd=announced).returncode == 2


def test_a_leaver_who_came_is_paused_instead(tmp_path: Path, run: Run) -> None:
    """Without her row attendance.csv would name nobody: it stays, and she is written to no more."""
    folder = tmp_path / "evaluated"
    shutil.copytree(ROOT / "examples/evaluated", folder)
    before = (folder / ROSTER).read_bytes()
    refused = run("leave", "p07", "--yes", cwd=folder)
    assert refused.returncode == 1
    assert "came to 5 sessions, which the report counts" in refused.stderr
    assert "besrour pause p07" in refused.stderr
    assert (folder / ROSTER).read_bytes() == before
    assert run("pause", "p07", "--yes", cwd=folder).returncode == 0
    assert run("check", cwd=folder).returncode == 0


def test_a_leaver_who_must_be_there_is_told_with_the_line(announced: Path, run: Run) -> None:
    """The facilitator leaves: besrour names the lines that need somebody else, and check then asks for it."""
    left = run("leave", "ug-1", "--yes", cwd=announced)
    assert left.returncode == 0
    assert f"sessions/{APRIL}.yaml:" in left.stdout
    assert run("check", cwd=announced).returncode == 1
    swap(f"sessions/{APRIL}.yaml", ", ug-1", "")(announced)
    assert run("check", cwd=announced).returncode == 0


def test_somebody_else_with_the_same_name(announced: Path, run: Run) -> None:
    """The one has left, another of her name joins: asked once, settled by saying who left."""
    newcomer = _row("zw-2", "College of Primary Care Physicians of Zimbabwe", "other@example.org")
    both(_without("zw-1"), _with(newcomer))(announced)
    [problem] = _problems(announced, run)
    assert "has the name of “zw-1”, who is gone" in str(problem["what"])
    assert (announced / ROSTER).read_text(encoding="utf-8").splitlines()[
        int(str(problem["line"])) - 1
    ] in newcomer
    assert run("leave", "zw-1", cwd=announced).returncode == 0
    assert _problems(announced, run) == []


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(swap(ROSTER, "zimbabwe@example.org", "new@example.org"), id="a new address"),
        pytest.param(swap(ROSTER, "Physicians of Zimbabwe", "Practitioners of Zimbabwe"), id="a new name"),
        pytest.param(swap(ROSTER, "zimbabwe@example.org", "Zimbabwe@example.org"), id="capitals"),
        pytest.param(_with(_row("zw-2", "Dr Rudo", "zimbabwe@example.org")), id="a newcomer of one address"),
        pytest.param(
            _with(_row("zw-2", "College of Primary Care Physicians of Zimbabwe", "other@example.org")),
            id="a newcomer of one name",
        ),
        pytest.param(swap(ROSTER, "Harare", "Bulawayo"), id="somebody who moves"),
    ],
)
def test_honest_changes_are_no_fault(announced: Path, run: Run, edit: Edit) -> None:
    """Addresses and names change, people come: nothing is asked."""
    edit(announced)
    assert _problems(announced, run) == []
    assert run("plan", cwd=announced).returncode == 0


def test_a_couple_with_one_address(announced: Path, run: Run) -> None:
    """Two share a mailbox; one of them leaves, and the other is not taken for her."""
    couple = _row("rudo", "Dr Rudo", "both@example.org") + _row("tendai", "Dr Tendai", "both@example.org")
    _with(couple)(announced)
    tell(announced, APRIL)
    _without("rudo")(announced)
    [problem] = _problems(announced, run)
    assert (problem["code"], problem["warning"]) == ("member-gone", True)
    assert "Dr Rudo" in str(problem["what"])


def test_two_rows_that_exchanged_their_ids(announced: Path, run: Run) -> None:
    """A column was sorted alone: both rows are named, and nothing is written before they are right."""
    both(swap(ROSTER, ZIMBABWE, "x" + ZIMBABWE[4:]), swap(ROSTER, ZAMBIA, "zw-1" + ZAMBIA[4:]))(announced)
    swap(ROSTER, "x" + ZIMBABWE[4:], "zm-1" + ZIMBABWE[4:])(announced)
    problems = _problems(announced, run)
    assert [p["code"] for p in problems] == ["member-exchanged"] * 2
    assert all(p["column"] == 1 for p in problems)
    assert run("plan", cwd=announced).returncode == 1


def test_addresses_that_were_the_wrong_way_round(announced: Path, run: Run) -> None:
    """Only the addresses of two people changed places: it may be a correction, and is said, not refused."""
    swap(ROSTER, "zimbabwe@example.org", "x@example.org")(announced)
    swap(ROSTER, "zambia@example.org", "zimbabwe@example.org")(announced)
    swap(ROSTER, "x@example.org", "zambia@example.org")(announced)
    [problem] = _problems(announced, run)
    assert (problem["code"], problem["warning"]) == ("addresses-exchanged", True)
    assert run("plan", cwd=announced).returncode == 0


@pytest.mark.parametrize(
    ("edit", "arguments", "code", "words"),
    [
        (lambda folder: None, ("zw-1", "zm-1"), 1, "are both in members.csv"),
        (lambda folder: None, ("zw-1", "zw-2"), 1, "under that id"),
        (_without("zw-1"), ("zw-1", "zm-1"), 1, "under both ids"),
        (_without("zw-1"), ("zw-1", "nobody"), 2, "there is no member"),
        (lambda folder: None, ("nobody", "zm-1"), 2, "knows nobody of the id"),
        (
            both(_without("zw-1"), _with(_row("zw-9", "Dr Rudo", "r@example.org"))),
            ("zw-1", "zw-9"),
            2,
            "--yes",
        ),
    ],
)
def test_who_cannot_be_renamed(
    announced: Path, run: Run, edit: Edit, arguments: tuple[str, str], code: int, words: str
) -> None:
    """Two people who are both there or both known, nobody at all, somebody unlike: refused or asked."""
    edit(announced)
    before = _bytes(announced)
    answer = run("rename", *arguments, cwd=announced)
    assert answer.returncode == code, answer.stdout + answer.stderr
    assert words in answer.stderr
    assert _bytes(announced) == before
