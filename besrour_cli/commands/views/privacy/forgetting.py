"""What forgetting a person changes, file by file, and what lies outside of besrour's reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from besrour_cli.commands.terminal.console import IN_PARAGRAPH, out, truncate
from besrour_cli.commands.terminal.paragraphs import print_few
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.message import Message, msg, msgn

if TYPE_CHECKING:
    from besrour_cli.commands.shared.privacy.values import Forgetting
    from besrour_cli.model.diagnostic import SourceLocation
    from besrour_cli.storage.output.together import FileChange


def lines(forgetting: Forgetting) -> Iterator[str]:
    """What is to be done, and what is to be thought of before it is."""
    name = forgetting.somebody.name
    if not forgetting.changes:
        yield translate(msg("besrour keeps nothing of {name}.", name=name))
        return
    yield translate(msg("{name} is to be forgotten, for good:", name=name))
    for change in forgetting.changes:
        yield f"  {translate(_change(change, forgetting.somebody.person.pseudonym))}"
    if forgetting.to_come:
        sessions, more = truncate(forgetting.to_come, IN_PARAGRAPH)
        yield translate(
            msgn(
                "{n} session to come stays in this person’s calendar, and no cancellation will be written: "
                "{ids}. To write one first: besrour leave, then besrour send.",
                "{n} sessions to come stay in this person’s calendar, and no cancellation will be written: "
                "{ids}. To write one first: besrour leave, then besrour send.",
                len(forgetting.to_come),
                ids=", ".join(sessions) + (", …" if more else ""),
            )
        )


def _change(change: FileChange, pseudonym: str) -> Message:
    """What becomes of one file."""
    if change.after is None and change.path == "proof.json":
        return msg("{path}: removed, since no plan is possible now; besrour plan says why", path=change.path)
    if change.after is None:
        return msg("{path}: removed", path=change.path)
    if change.path == "plan.yaml" and pseudonym.encode() not in change.after:
        return msg("{path}: the starts stay where they are", path=change.path)
    if change.path == "plan.yaml":
        return msg("{path}: what sessions cost stands under “{id}” now", path=change.path, id=pseudonym)
    if change.path == "proof.json":
        return msg("{path}: proven anew without this person", path=change.path)
    gone = (change.before or b"").count(b"\n") - change.after.count(b"\n")
    if gone <= 0:
        return msg("{path}: the name is taken out", path=change.path)
    return msgn("{path}: {n} line goes", "{path}: {n} lines go", gone, path=change.path)


def print_reach(forgetting: Forgetting) -> None:
    """What besrour cannot take back, and what people do by hand."""
    out()
    out(_("Outside of besrour’s reach:"))
    for sentence in _reach(forgetting):
        out(f"  - {translate(sentence)}")
    _print_own(forgetting.own_lines)


def _reach(forgetting: Forgetting) -> Iterator[Message]:
    if forgetting.letters:
        yield msgn(
            "{n} letter that left, in this person’s mailbox and on mail servers",
            "{n} letters that left, in this person’s mailbox and on mail servers",
            forgetting.letters,
        )
    yield msg(
        "mail from this person in your mailbox, which besrour replies would read again: delete it there"
    )
    yield msg("the sign-up form and its downloads: remove the row there, or besrour enrol proposes it again")
    yield msg("what was published or printed, and copies of this folder (backups, git, another computer)")
    if any(change.path == "plan.yaml.bak" for change in forgetting.changes):
        yield msg("besrour undo has nothing to take back now: the plan before this named the person")


def _print_own(places: Sequence[SourceLocation]) -> None:
    if not places:
        return
    out(
        msgn(
            "{n} line of your own files names the person; change it by hand:",
            "{n} lines of your own files name the person; change them by hand:",
            len(places),
        )
    )
    print_few(places)


def as_data(forgetting: Forgetting, *, written: bool) -> dict[str, object]:
    """The forgetting for ``--json``."""
    return {
        "ids": sorted(forgetting.somebody.person.ids),
        "pseudonym": forgetting.somebody.person.pseudonym,
        "changes": [{"path": change.path, "removed": change.after is None} for change in forgetting.changes],
        "to_come": list(forgetting.to_come),
        "letters_sent": forgetting.letters,
        "by_hand": [place._asdict() for place in forgetting.own_lines],
        "written": written,
    }
