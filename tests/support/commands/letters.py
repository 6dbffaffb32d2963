"""What a run of ``besrour send`` did: its decisions by member, and the letters that left."""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from support.commands.small import PEOPLE

Run = Callable[..., CompletedProcess[str]]
CAFE, NOON = "2027-01-cafe", "2026-12-20T17:00Z"
EVERYBODY = len(PEOPLE)
LATER = "2026-12-21T17:00Z"


def sent(run: Run, folder: Path, *words: str, now: str = NOON, code: int = 0) -> dict[str, Any]:
    """Send without being asked, and give what the command says as JSON."""
    answer = run("send", *(words or (CAFE,)), "--yes", "--json", cwd=folder, now=now)
    assert answer.returncode == code, answer.stdout + answer.stderr
    return dict(json.loads(answer.stdout))


def going(data: dict[str, Any]) -> dict[str, str]:
    """The members to whom a letter went, and its kind."""
    return {a["member"]: a["kind"] for a in data["actions"] if a["verdict"] == "send"}


def opened(data: bytes) -> EmailMessage:
    """A letter, read."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def calendar(data: bytes) -> tuple[str, int, str]:
    """METHOD, SEQUENCE and UID of a letter's calendar entry."""
    part = next(p for p in opened(data).walk() if p.get_content_type() == "text/calendar")
    text = str(part.get_content())
    method, sequence, uid = (
        re.findall(rf"^{name}:(.*?)\r?$", text, re.MULTILINE)[0] for name in ("METHOD", "SEQUENCE", "UID")
    )
    return method, int(sequence), uid


def rows(folder: Path) -> Path:
    """The roster."""
    return folder / "sessions" / "members.csv"


def without(folder: Path, *ids: str) -> None:
    """Take people's rows away."""
    lines = rows(folder).read_text(encoding="utf-8").splitlines(keepends=True)
    rows(folder).write_text("".join(x for x in lines if x.split(",")[0] not in ids), encoding="utf-8")


def changed(folder: Path, old: str = "interpretation: yes", new: str = "interpretation: no") -> None:
    """Change a fact of the first café."""
    path = folder / "sessions" / f"{CAFE}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def state(folder: Path) -> dict[str, bytes]:
    """Everything in a folder but what lies below out/."""
    found = (p for p in folder.rglob("*") if p.is_file() and p.relative_to(folder).parts[0] != "out")
    return {str(p.relative_to(folder)): p.read_bytes() for p in found}
