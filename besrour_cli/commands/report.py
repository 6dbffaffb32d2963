"""``besrour report``: what the committee decides on, in both languages, and where each figure comes from."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, Text, flag, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_workspace
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import FileError, NotFoundError, UsageError
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from datetime import date

    from besrour_cli.commands.workflows.report.make import MadeReport

HELP = msg(
    "Write the report that the committee decides on: two pages and an annex, in both languages.\n\n"
    "It says what was done, who came back and who did not, whether confidence changed, what was used, what "
    "went wrong, and what became of the rules of decision (decisions: in programme.yaml). Attendance is "
    "enough; answers to the form add to it. It is below out/report/ as a page and as a tagged PDF, with a "
    "page for participants: is this what you said? Small counts are hidden, and whatever else could give "
    "somebody away beside earlier reports that were given out: --publish notes that this one is. --trace "
    "shows where a figure comes from. --verify works every figure and word of the pages that were written "
    "out anew from your files, without what wrote them; exit code 1: something is not so."
)


def command(
    until: Annotated[
        Text, option("--until", _("DATE"), _("Count sessions up to this day (default: all that are over)."))
    ] = None,
    session: Annotated[Text, option("--session", _("SESSION"), _("Count sessions up to this one."))] = None,
    trace: Annotated[
        Text, option("--trace", _("FIGURE"), _("Say where a figure comes from: its id, or as it is printed."))
    ] = None,
    dry_run: Annotated[bool, flag("--dry-run", _("Show the report here; write nothing."))] = False,
    publish: Annotated[
        bool, flag("--publish", _("This report is given out: later ones must not give away what it hides."))
    ] = False,
    verify: Annotated[
        bool, flag("--verify", _("Check the pages that were written, from the files; write nothing."))
    ] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Measure, and write or trace."""
    if until is not None and session is not None:
        raise UsageError(msg("--until and --session do not go together"), msg("leave one of them away"))
    if verify:
        if until or trace or dry_run or publish:
            raise UsageError(msg("--verify checks what was written"), msg("leave all but --session away"))
        finish(_verified(session, folder), as_json)
        return
    if publish and (dry_run or trace is not None):
        raise UsageError(msg("--publish notes what was written"), msg("leave --dry-run and --trace away"))
    day = None if until is None else _day(until)
    _check_scipy()
    workspace, moment = open_workspace(folder), now()
    from besrour_cli.commands.workflows.report.gather import period_of
    from besrour_cli.commands.workflows.report.make import make, note_rules

    if trace is None and not dry_run:
        workspace = note_rules(workspace, moment)
    made = make(workspace, period_of(workspace, moment, day, session))
    _warn_of_former_items(workspace)
    if trace is not None:
        finish(_traced(made, trace), as_json)
        return
    files = () if dry_run else _files(workspace, made)
    if publish:
        from besrour_cli.commands.workflows.report.publish import publish as give_out

        give_out(workspace, made.publication, files, moment)
    from besrour_cli.commands.views.evaluation import report as view

    finish(Result(view.as_data(made.report, files), lambda: view.show(made.report, files)), as_json)


def _warn_of_former_items(workspace: Workspace) -> None:
    """Say which answers no rule counts, since their items were given other ids."""
    from besrour_cli.commands.terminal.diagnostics import list_problems
    from besrour_cli.commands.workflows.file_checks import former_answers

    list_problems(former_answers(workspace.folder, workspace.programme), trouble=True)


def _check_scipy() -> None:
    """Refuse to go on without the library of the exact tests."""
    if find_spec("scipy") is None:
        raise FileError(
            msg("the exact tests of the report need scipy, which is not installed"),
            msg("install it: pip install 'besrour[report]'"),
        )


def _verified(session: str | None, folder: str | None) -> Result:
    from besrour_cli.commands.views.evaluation import report_faults as view
    from besrour_cli.commands.workflows.report.verify import verify
    from besrour_cli.commands.workflows.report.write import FOLDER

    faults, read = verify(open_workspace(folder), now(), session)
    data = view.as_data(faults, papers_read=read)
    return Result(data, lambda: view.show(faults, FOLDER, papers_read=read), 1 if faults else 0)


def _day(text: str) -> date:
    from besrour_cli.storage.text import dates
    from besrour_cli.storage.text.scalars import ParseError

    day = dates.day(text)
    if isinstance(day, ParseError):
        raise UsageError(day.what, day.remedy)
    return day


def _traced(made: MadeReport, text: str) -> Result:
    from besrour_cli.commands.views.evaluation import report as view
    from besrour_cli.evaluation.trace import figures_written

    found = figures_written(made.masked, text)
    if not found:
        raise NotFoundError(
            msg("no figure of the report is written “{text}”", text=text),
            msg("write it as the report prints it, or a figure’s id: the annex has them"),
        )
    return Result(view.trace_data(found, made.measured), lambda: view.show_trace(found, made.measured))


def _files(workspace: Workspace, made: MadeReport) -> tuple[str, ...]:
    from besrour_cli.commands.workflows.report.write import write

    return write(workspace, made.report)
