"""``besrour new``: files of new sessions, of one month or of a whole sheet."""

from __future__ import annotations

from typing import Annotated

from besrour_cli.commands.shared.options import DryRun, Folder, Json, Text, Yes, argument, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import open_draft
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg

HELP = msg(
    "Make the files of new sessions.\n\n"
    "besrour new cafe 2027-05 makes one. besrour new cafe --from themes.xlsx makes one a row of a sheet with "
    "the columns month, title en, title fr, description en, description fr, and host, facilitator ... for "
    "people of members.csv. A list of themes, one a line (English / français), gives one after the other to "
    "the sessions to come that have none. What is missing is asked for. The files are shown first, and "
    "written all or none; one that is there is never touched. In a series that repeats, a file says only "
    "what differs."
)


def command(
    series: Annotated[str, argument(_("SERIES"), _("The series, as programme.yaml calls it."))],
    month: Annotated[
        str, argument(_("MONTH"), _("Its month, such as 2027-05; with a list, that of the first theme."))
    ] = "",
    source: Annotated[
        Text, option("--from", _("FILE"), _("A sheet (.xlsx, .ods, .csv), or a list of themes, one a line."))
    ] = None,
    sheet: Annotated[Text, option("--sheet", _("NAME"), _("The sheet of the workbook to read."))] = None,
    title_en: Annotated[str, option("--title-en", _("WORDS"), _("The title in English."))] = "",
    title_fr: Annotated[str, option("--title-fr", _("WORDS"), _("The title in French."))] = "",
    description_en: Annotated[
        str, option("--description-en", _("WORDS"), _("The description in English."))
    ] = "",
    description_fr: Annotated[
        str, option("--description-fr", _("WORDS"), _("The description in French."))
    ] = "",
    window: Annotated[
        str, option("--window", _("DAYS"), _("Days of the month, such as 8-21 or “second and third week”."))
    ] = "",
    yes: Yes = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Gather what is known, ask for the rest, show the files, ask, write them."""
    if not (month or source):
        raise UsageError(
            msg("a month or a sheet is needed"),
            msg("besrour new {series} 2027-05, or besrour new {series} --from themes.xlsx", series=series),
        )
    from besrour_cli.commands.workflows.series import new_sessions
    from besrour_cli.commands.workflows.series.session_draft import find_series

    workspace = open_draft(folder)
    series = find_series(workspace.programme, series).id
    words = {
        ("title", "en"): title_en,
        ("title", "fr"): title_fr,
        ("description", "en"): description_en,
        ("description", "fr"): description_fr,
    }
    drafts = (
        new_sessions.of_sheet(workspace, series, source, sheet, window, month)
        if source
        else [new_sessions.of_month(workspace.programme, series, month, window, words)]
    )
    made = new_sessions.write(workspace.folder, drafts, confirmed=yes, dry_run=dry_run, as_json=as_json)
    finish(Result(made.as_data(), made.print_result), as_json)
