"""What a trouble comes from: edits of a programme folder, and the folder brought to a moment of its year."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import yaml

from besrour_cli.model.plan import Plan, SessionState
from besrour_cli.planning.solve.choose import choose
from besrour_cli.storage.programme.load import load
from besrour_cli.storage.state import plan_file as plans
from besrour_cli.storage.state import proof_file
from support.checkout import ROOT
from support.commands import announced

CAFE = "sessions/2027-01-cafe.yaml"
PROGRAMME = "sessions/programme.yaml"
ROSTER = "sessions/members.csv"
ATTENDANCE = "sessions/attendance.csv"

Edit = Callable[[Path], None]
_RECURRENCE = re.compile(r"(?m)^    (?:every|from|until|window|title|turns):.*\n(?:      .*\n)*")


def swap(path: str, old: str, new: str) -> Edit:
    """Replace the first occurrence of a text in a file (which must hold it)."""

    def edit(folder: Path) -> None:
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path}"
        (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def put(path: str, data: bytes) -> Edit:
    """Write a file."""

    def edit(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)

    return edit


def drop(path: str) -> Edit:
    """Remove a file."""
    return lambda folder: (folder / path).unlink()


def as_files(folder: Path) -> None:
    """Give every session a file of its own, and let no series repeat, so that some can be taken away."""
    programme = load(str(folder)).programme
    assert programme is not None
    for session in programme.sessions:
        path = folder / session.path
        written = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
        data = {
            "series": session.series,
            "title": dict(session.titles),
            "description": dict(session.descriptions),
            "window": {"from": session.window.first, "to": session.window.last},
            "required": {role: list(ids) for role, ids in session.required.items()},
        }
        if not data.keys() <= written.keys():
            text = yaml.safe_dump({**data, **written}, allow_unicode=True, sort_keys=False)
            path.write_text(text, encoding="utf-8")
    settings = folder / PROGRAMME
    text = settings.read_text(encoding="utf-8")
    settings.write_text(_RECURRENCE.sub("", text), encoding="utf-8")


def few(folder: Path) -> None:
    """Keep the sessions of January alone."""
    as_files(folder)
    for path in (folder / "sessions").glob("2027-*.yaml"):
        if not path.name.startswith("2027-01"):
            path.unlink()


def claiming(**claims: object) -> Edit:
    """Plan January, and claim something else in the proof."""

    def edit(folder: Path) -> None:
        few(folder)
        programme = load(str(folder)).programme
        assert programme is not None
        choice = choose(programme, Plan(programme.id, ""), datetime(2026, 11, 22, 12, tzinfo=UTC))
        plans.write(str(folder), choice.plan, "")
        proof_file.write(str(folder), {**choice.proof, **claims})

    return edit


def forged(folder: Path) -> None:
    """Plan January, and claim in the proof that no region bears anything."""
    claiming()(folder)
    honest = json.loads((folder / proof_file.NAME).read_bytes())
    steps = [{**step, "value": "0"} if step["name"] == "regions" else step for step in honest["steps"]]
    proof_file.write(str(folder), {**honest, "steps": steps})


def invited(folder: Path) -> None:
    """The café of January announced."""
    announced.announce(folder, old=False)


def _state(folder: Path, state: SessionState, told_hash: str) -> None:
    invited(folder)
    stored = plans.read(str(folder), load(str(folder)).programme.id)  # type: ignore[union-attr]
    slot = replace(stored.plan.slots[announced.CAFE], state=state, hash=told_hash)
    plans.write(str(folder), replace(stored.plan, slots={announced.CAFE: slot}), stored.digest)


def proposed(folder: Path) -> None:
    """The café of January planned, and nobody told."""
    _state(folder, SessionState.PROPOSED, "")


def called_off(folder: Path) -> None:
    """The café of January announced and called off."""
    _state(folder, SessionState.CANCELLED, "0" * 16)


def elsewhere(folder: Path) -> None:
    """The café of January announced, and its member in Quebec City gone from its group."""
    invited(folder)
    roster = folder / ROSTER
    lines = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if line.startswith("ca-laval,"))
    lines[place] = lines[place].replace("cafe", "advisory")
    roster.write_text("".join(lines), encoding="utf-8")


RECORD = ("--record", "ca-laval", "--session", "2027-01-cafe", "--answer", "yes")
RECORDED = ("replies", *RECORD)


def empty(folder: Path) -> None:
    """Remove every session, and the files of those that have one."""
    as_files(folder)
    for path in (folder / "sessions").glob("2027-*.yaml"):
        path.unlink()


def first_line(path: str, change: Callable[[str], str], number: int = 1) -> Edit:
    """Change one line of a file, counted from 0."""

    def edit(folder: Path) -> None:
        lines = (folder / path).read_text(encoding="utf-8").splitlines()
        lines[number] = change(lines[number])
        (folder / path).write_text("\n".join(lines) + "\n", encoding="utf-8")

    return edit


_LINES = (ROOT / CAFE).read_text(encoding="utf-8").splitlines(keepends=True)
WINDOW = next(line.strip() for line in _LINES if line.startswith("window:"))
TITLE = _LINES[_LINES.index("title:\n") + 1]
FIRST, LAST = re.findall(r"\d{4}-\d\d-\d\d", WINDOW)


INBOX = "inbox:\n  host: imap.example.org\n  user: cafe@example.org\n"
MAIL = "mail:\n  host: smtp.example.org\n"


def add(path: str, text: str) -> Edit:
    """Add lines at the end of a file."""

    def edit(folder: Path) -> None:
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return edit


def there(session: str, person: str) -> Edit:
    """Write that somebody was at a session."""
    return put(ATTENDANCE, f"session,member,minutes\n{session},{person}\n".encode())


def both(first: Edit, second: Edit) -> Edit:
    """One edit after another."""

    def edit(folder: Path) -> None:
        first(folder)
        second(folder)

    return edit


def one_address(folder: Path) -> None:
    """Two members of one e-mail address."""
    first_line(ROSTER, lambda s: s.replace("dalhousie@example.org", "memorial@example.org"), 2)(folder)


def namesakes(folder: Path) -> None:
    """Two members of one name."""
    first_line(ROSTER, lambda s: s.replace("Dalhousie University", "Memorial University"), 2)(folder)


def twice(folder: Path) -> None:
    """January alone, with the café a second time in the same window."""
    few(folder)
    (folder / "sessions/2027-01-second.yaml").write_bytes((folder / CAFE).read_bytes())


def over(folder: Path) -> None:
    """The café of January announced for two days ago."""
    announced.announce(folder, start=datetime(2026, 11, 20, 14, tzinfo=UTC), old=False)
