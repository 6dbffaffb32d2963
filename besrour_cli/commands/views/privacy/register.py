"""The register of what is kept: what, where, why, until when; and what is past its time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from besrour_cli.commands.terminal.console import IN_LINE, out, styled, truncate
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.people.retention import Retention, RetentionKind
from besrour_cli.storage.privacy.register import REGISTER, RegisterEntry

if TYPE_CHECKING:
    from besrour_cli.commands.shared.privacy.values import FolderState, Overdue
    from besrour_cli.model.programme import Contact

TWO_STREAMS = msg(
    "Who came is kept by name; what people think of it (evaluation) is anonymous. No file holds both, and "
    "besrour never joins them."
)


def officer(retention: Retention, contact: Contact) -> str:
    """Who is in charge of personal information: as programme.yaml says, else the organiser."""
    return retention.officer or ", ".join(filter(None, (contact.person, contact.email)))


def until(entry: RegisterEntry, retention: Retention) -> Message:
    """How long files of a kind are needed."""
    if entry.until is None:
        if entry.name in ("members", "sign-ups"):
            return msg("as long as the person is a member")
        return msg("as long as the programme lasts")
    months = retention.months(entry.until)
    match entry.until:
        case RetentionKind.ATTENDANCE | RetentionKind.ANSWERS:
            return msgn("{n} month after the session", "{n} months after the session", months)
        case RetentionKind.LETTERS:
            return msgn("{n} month after the letter left", "{n} months after the letter left", months)
        case _:
            return msgn("{n} month after it was written", "{n} months after it was written", months)


def print_register(state: FolderState, retention: Retention, contact: Contact) -> None:
    """The kinds of files that are there, then what stands outside of the folder, then what is to be done."""
    who = officer(retention, contact)
    out(styled(translate(msg("What {programme} keeps of people", programme=state.programme)), "bold"))
    out(msg("In charge of personal information: {who}", who=who))
    for entry in REGISTER:
        paths = state.files.get(entry.name, ())
        if paths:
            out()
            out(styled(translate(entry.what), "bold"))
            out(_labelled(msg("where: {text}", text=_places(paths))))
            out(_labelled(msg("why: {text}", text=entry.why)))
            out(_labelled(msg("until: {text}", text=until(entry, retention))))
    out()
    out(
        _(
            "Outside of this folder: the mail password and the key that signs statements of attendance (the "
            "keyring, or a file that is yours alone); what was published; letters and mail on their servers."
        )
    )
    out(TWO_STREAMS)
    _print_open(state.open_to_others)
    print_overdue(state.overdue)


def _places(paths: Sequence[str]) -> str:
    """The files by name; of those that share a folder, the folder and their number."""
    folders = Counter(path.rpartition("/")[0] for path in paths)
    names = []
    for path in paths:
        below = path.rpartition("/")[0]
        names.append(f"{below}/ ({folders[below]})" if below and folders[below] > 1 else path)
    shown, more = truncate(tuple(dict.fromkeys(names)), IN_LINE)
    return ", ".join(shown) + (f", … (+{more})" if more else "")


def _labelled(line: Message) -> str:
    return f"  {translate(line)}"


def _print_open(paths: Sequence[str]) -> None:
    if paths:
        out()
        shown, more = truncate(paths, IN_LINE)
        out(
            msgn(
                "{n} file that names people can be read by others on this computer: {paths}",
                "{n} files that name people can be read by others on this computer: {paths}",
                len(paths),
                paths=", ".join(shown) + (", …" if more else ""),
            )
        )
        out(_("besrour privacy --close leaves them to you alone."))


def print_overdue(overdue: Sequence[Overdue]) -> None:
    """What is past its time, and what takes it away."""
    out()
    if not overdue:
        out(_("Nothing is past its time."))
        return
    out(styled(_("Past its time:"), "bold"))
    for each in overdue:
        out(f"  {translate(each.what)}")
        if each.remedy is not None:
            out(f"    {translate(each.remedy)}")
    if any(each.changes for each in overdue):
        out(_("besrour privacy --clear takes away what besrour wrote of this."))


def as_data(state: FolderState, retention: Retention, contact: Contact) -> dict[str, object]:
    """The register for ``--json``."""
    return {
        "officer": officer(retention, contact),
        "kinds": [
            {
                "name": entry.name,
                "files": list(state.files.get(entry.name, ())),
                "what": translate(entry.what),
                "why": translate(entry.why),
                "months": retention.months(entry.until) if entry.until else None,
                "when_forgotten": entry.erasure,
            }
            for entry in REGISTER
        ],
        "open_to_others": list(state.open_to_others),
        "past": [{"path": each.path, "number": each.number, "member": each.member} for each in state.overdue],
    }


def purposes(retention: Retention) -> Iterator[Message]:
    """Why each kind is kept and until when, in a line each."""
    for entry in REGISTER:
        yield msg("{what}: {why}; {until}", what=entry.what, why=entry.why, until=until(entry, retention))
