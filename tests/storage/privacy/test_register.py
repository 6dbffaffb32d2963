"""Whatever besrour can write is in the register, so that nobody is kept in a file that nobody thought of."""

from __future__ import annotations

import ast

import pytest

from besrour_cli.delivery.caldav import state as caldav_state
from besrour_cli.delivery.mail import ledger
from besrour_cli.storage.attendance import identities_csv, session_rows
from besrour_cli.storage.privacy.erasure import _ERASERS, BACKUPS
from besrour_cli.storage.privacy.register import REGISTER, Erasure, record_of
from besrour_cli.storage.programme.lines import member_rows
from besrour_cli.storage.state import (
    announced_ledger,
    attendance_file,
    busy_file,
    enrolment_file,
    journal_lines,
    plan_file,
    proof_file,
    publications_ledger,
    replies_file,
    tables_file,
)
from besrour_cli.storage.state.mentoring import mentors_file
from support.checkout import ROOT, tracked

WRITING = frozenset(
    "replace_file write_synced write_all write_each write_new write_named update_state replace_with_copy "
    "replace_roster Journal SendLedger write_session_rows change_together write_evaluation open mkdir "
    "makedirs".split()
)
"""Functions that put bytes on the disk; ``open`` counts where it is for writing."""
BELOW = "a floor of its own, which others hand the path to"
ELSEWHERE = "outside of the programme folder: where people named it, or beside the mail password"
CLASSIFIED: dict[str, str] = {
    "besrour_cli/durable/journal.py": BELOW,
    "besrour_cli/durable/replace.py": BELOW,
    "besrour_cli/storage/output/atomic_files.py": BELOW,
    "besrour_cli/storage/output/named_file.py": BELOW,
    "besrour_cli/storage/output/together.py": BELOW,
    "besrour_cli/storage/state/state_file.py": BELOW,
    "besrour_cli/delivery/web_folder.py": ELSEWHERE,
    "besrour_cli/delivery/credentials.py": ELSEWHERE,
    "besrour_cli/commands/plan.py": ELSEWHERE,
    "besrour_cli/commands/views/people/turnout.py": ELSEWHERE,
    "besrour_cli/commands/workflows/completion.py": ELSEWHERE,
    "besrour_cli/run.py": ELSEWHERE,
    "besrour_cli/__main__.py": ELSEWHERE,
    "besrour_cli/commands/init.py": "sessions/programme.yaml",
    "besrour_cli/commands/workflows/series/new_sessions.py": "sessions/2027-01-cafe.yaml",
    "besrour_cli/commands/workflows/series/session_files.py": "sessions/2027-01-cafe.yaml",
    "besrour_cli/commands/pause.py": member_rows.NAME,
    "besrour_cli/commands/workflows/people/write_roster.py": member_rows.NAME,
    "besrour_cli/storage/programme/lines/member_rows.py": member_rows.NAME,
    "besrour_cli/commands/workflows/attendance/propose.py": session_rows.NAME,
    "besrour_cli/storage/attendance/session_rows.py": session_rows.NAME,
    "besrour_cli/storage/attendance/identities_csv.py": identities_csv.NAME,
    "besrour_cli/storage/state/announced_ledger.py": announced_ledger.NAME,
    "besrour_cli/storage/state/attendance_file.py": attendance_file.NAME,
    "besrour_cli/storage/state/busy_file.py": busy_file.NAME,
    "besrour_cli/storage/state/enrolment_file.py": enrolment_file.NAME,
    "besrour_cli/storage/state/plan_file.py": plan_file.NAME,
    "besrour_cli/storage/state/proof_file.py": proof_file.NAME,
    "besrour_cli/storage/state/publications_ledger.py": publications_ledger.NAME,
    "besrour_cli/storage/state/replies_file.py": replies_file.NAME,
    "besrour_cli/storage/state/tables_file.py": tables_file.NAME,
    "besrour_cli/commands/workflows/tables.py": "out/tables/2027-01-cafe/host.txt",
    "besrour_cli/storage/state/mentoring/mentors_file.py": mentors_file.NAME,
    "besrour_cli/commands/workflows/mentoring/introductions.py": "out/mentors/letters/somebody.eml",
    "besrour_cli/commands/workflows/run_sheet.py": "out/sheet/2027-01-cafe/sheet.txt",
    "besrour_cli/delivery/mail/ledger.py": ledger.NAME,
    "besrour_cli/delivery/caldav/state.py": caldav_state.NAME,
    "besrour_cli/commands/workflows/people/renaming.py": ledger.NAME,
    "besrour_cli/commands/bounces.py": ledger.NAME,
    "besrour_cli/commands/workflows/letters/send_letters.py": ledger.NAME,
    "besrour_cli/commands/workflows/letters/send_options.py": ledger.NAME,
    "besrour_cli/commands/workflows/letters/write_letters.py": "out/letters/2027-01-cafe/somebody.eml",
    "besrour_cli/commands/workflows/letters/newsletter_issue.py": "out/newsletter/2027-01/somebody.eml",
    "besrour_cli/commands/workflows/statements/write.py": "out/statements/year/somebody.pdf",
    "besrour_cli/commands/workflows/statements/send.py": "out/statements/letters/somebody.eml",
    "besrour_cli/commands/workflows/report/write.py": "out/report/report.en.html",
    "besrour_cli/storage/state/statement_keys.py": "statements.yaml",
    "besrour_cli/storage/programme/themes/proposed_sessions.py": "out/themes/cafe.csv",
    "besrour_cli/commands/extract.py": "out/extract/somebody.txt",
    "besrour_cli/commands/workflows/privacy/forgetting.py": plan_file.NAME,
    "besrour_cli/commands/workflows/privacy/folder_state.py": plan_file.NAME,
    "besrour_cli/commands/workflows/posts.py": "out/posts/2027-01-cafe/post.txt",
    "besrour_cli/storage/output/new_folder.py": ELSEWHERE,
    "besrour_cli/storage/state/handover/mark.py": "handover.yaml",
    "besrour_cli/commands/workflows/handover/pack.py": ledger.NAME,
    "besrour_cli/commands/handover.py": "out/handover/besrour-cafe-2027.zip",
    "besrour_cli/commands/form.py": "out/forms/sign-up.txt",
    "besrour_cli/storage/evaluation/write.py": "responses/comments.csv",
    "besrour_cli/commands/workflows/evaluation/coding.py": "out/codes/first.csv",
    "besrour_cli/commands/workflows/evaluation/store.py": "evaluation.json",
    "besrour_cli/commands/export.py": "out/calendar/all.ics",
}
"""Every module that writes, and a file that it writes. A new one is added here once the register has it."""


def _writes(path: str) -> bool:
    """Whether a module calls what puts bytes on the disk."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "open":
            modes = [*node.args[1:2], *(k.value for k in node.keywords if k.arg == "mode")]
            if any(isinstance(m, ast.Constant) and set(str(m.value)) & set("wax+") for m in modes):
                return True
        elif name in WRITING - {"mkdir", "makedirs"}:
            return True
    return False


def test_every_module_that_writes_is_classified() -> None:
    """Who adds a file that besrour writes says here which, and what becomes of people in it."""
    modules = [path for path in tracked() if path.startswith("besrour_cli/") and path.endswith(".py")]
    writing = {path for path in modules if _writes(path)}
    assert writing - CLASSIFIED.keys() == set(), "not in the register yet"
    assert CLASSIFIED.keys() - writing == set(), "writes nothing any more"


@pytest.mark.parametrize("path", sorted({*CLASSIFIED.values()} - {BELOW, ELSEWHERE} | {*BACKUPS}))
def test_every_file_that_is_written_is_in_the_register(path: str) -> None:
    """With what it holds, why, and what becomes of it when somebody is forgotten."""
    kept = record_of(path)
    assert kept is not None
    if kept.erasure is Erasure.LINES:
        assert path in _ERASERS or path == member_rows.NAME
    if path in _ERASERS or path in BACKUPS:
        assert kept.private and kept.erasure is not Erasure.BY_HAND


def test_the_journals_are_those_of_the_rooms_that_write_them() -> None:
    """Storage knows the names of delivery's journals, and not its modules."""
    assert set(journal_lines.JOURNALS) == {ledger.NAME, announced_ledger.NAME, caldav_state.NAME}


def test_each_kind_has_its_name_once() -> None:
    """The name of a kind stands in --json."""
    names = [kept.name for kept in REGISTER]
    assert len(names) == len(set(names))
