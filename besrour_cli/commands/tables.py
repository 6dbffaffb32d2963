"""``besrour tables``: those who come to a session at small tables where nobody is without a language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, Text, Texts, argument, flag, option, positive
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import open_planned
from besrour_cli.commands.terminal.console import err, out, working
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import NotFoundError, UsageError
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.commands.views.tables import Expected, Seated
    from besrour_cli.model.people.tables import SessionTables
    from besrour_cli.model.programme import Session

HELP = msg(
    "Seat those who come to a session at small tables.\n\n"
    "At each table all speak one language, and somebody hosts it. Then, in this order: nobody alone of her "
    "language or region where that can be had, somebody experienced with those early in their career, "
    "regions mixed, the same company as seldom as possible, and every pair of regions met by the year's "
    "end. What is not proven in the time allowed is shown with its gap. Tables stay as they are once made: "
    "--missing and --here change them with few moves, --live does so at the door, --again begins anew. "
    "Below out/tables/ come the host's sheet, rooms, a file for Zoom, a line for each member's reminder "
    "and a sheet for notes. Who sat with whom is kept in tables.yaml."
)
SessionName = Annotated[str, argument(_("SESSION"), _("The session to make tables for."))]
Missing = Annotated[
    Texts, option("--missing", _("MEMBER"), _("Not there; may be repeated, or several with commas."))
]
Here = Annotated[
    Texts, option("--here", _("MEMBER"), _("There after all; may be repeated, or several with commas."))
]
Why = Annotated[Text, option("--why", _("MEMBER"), _("Say why this member sits where she sits."))]
Live = Annotated[bool, flag("--live", _("Ask who is there, one key each, and seat again."))]
Again = Annotated[bool, flag("--again", _("Begin anew with those expected now."))]
Seconds = Annotated[
    float, option("--seconds", _("NUMBER"), _("Seconds to look for the best tables (default: 30)."), positive)
]
DryRun = Annotated[bool, flag("--dry-run", _("Show the tables; write nothing."))]


def command(
    session: SessionName,
    missing: Missing = None,
    here: Here = None,
    why: Why = None,
    live: Live = False,
    again: Again = False,
    seconds: Seconds = 30.0,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Make tables, change them, or say why they are so."""
    from besrour_cli.commands.workflows import tables
    from besrour_cli.commands.workflows.tables_live import ask_who_is_there
    from besrour_cli.model.people.tables import SessionTables
    from besrour_cli.storage.state import tables_file

    if sum((bool(missing or here), why is not None, live, again)) > 1:
        raise UsageError(
            msg("--missing and --here, --why, --live and --again exclude each other"),
            msg("run one after the other"),
        )
    workspace = open_planned(folder)
    about = workspace.session(session)
    stored = tables_file.read(workspace.folder)
    if why is not None:
        finish(_why(workspace, about, stored, why), as_json)
        return
    coming = tables.expected(workspace, about)
    before = None if again else stored.get(about.id)
    if before is None:
        pool = tables.pool_of(workspace, about, coming.members, stored)
        with working(_("Seating everybody …")):
            seated = tables.make_tables(pool, seconds)
    else:
        seated = tables.as_they_are(workspace, about, before, stored)
    absent, arrived = (tables.named_members(workspace, words or ()) for words in (missing, here))
    now = SessionTables(seated.seating.tables, seated.missing)
    if live:
        absent, arrived = ask_who_is_there(workspace, now, coming.members)
    if absent or arrived:
        seated = tables.changed(workspace, about, now, stored, absent, arrived)
    files = tables.files_of(workspace, about, seated)
    if not dry_run:
        tables.store(workspace, about, seated)
        tables.write_files(workspace, about, files)
    finish(_result(workspace, about, seated, sorted(files), (coming, dry_run)), as_json)


def _result(
    workspace: Workspace, session: Session, seated: Seated, files: list[str], run: tuple[Expected, bool]
) -> Result:
    from besrour_cli.commands.views import tables as view

    coming, dry_run = run

    def picture() -> None:
        err(view.count_line(len(coming.members), replied=coming.replied))
        view.print_tables(workspace, seated)
        if dry_run:
            out(_("Nothing was written: this was a trial."))
            return
        out()
        for name in files:
            out(f"  {name}")

    data = view.as_data(session.id, seated, files, replied=coming.replied, written=not dry_run)
    return Result(data, picture)


def _why(workspace: Workspace, session: Session, stored: dict[str, SessionTables], word: str) -> Result:
    """Why a member sits where she sits."""
    from besrour_cli.commands.views import tables as view
    from besrour_cli.commands.workflows import tables
    from besrour_cli.seating.explain import why

    if session.id not in stored:
        raise NotFoundError(
            msg("“{id}” has no tables yet", id=session.id),
            msg("make them: besrour tables {id}", id=session.id),
        )
    member, before = workspace.member(word), stored[session.id]
    seated = tables.as_they_are(workspace, session, before, stored)
    reasons = why(seated.pool, before.tables, member.id)
    if reasons is None:
        raise NotFoundError(msg("{name} sits at no table of “{id}”", name=member.name, id=session.id))
    data = {
        "session": session.id,
        "member": member.id,
        "table": reasons.number + 1,
        "same_language": list(reasons.same_language),
        "same_region": list(reasons.same_region),
        "before": list(reasons.before),
        "others": [
            {"table": other.number + 1, "possible": other.possible, "worse": other.step and str(other.step)}
            for other in reasons.others
        ],
    }
    return Result(data, lambda: view.print_why(workspace, member.id, before.tables, reasons))
