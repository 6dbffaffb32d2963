"""``besrour themes``: themes chosen in proportion by those concerned, from the ballots of a form."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from besrour_cli.commands.shared.options import Folder, Json, Text, argument, count, flag, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_workspace
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from besrour_cli.storage.programme.themes.proposed_sessions import ProposedSession

HELP = msg(
    "Choose themes in proportion, from the ballots of a form.\n\n"
    "FILE is the download of a form in which people ticked what they would like (.csv, .xlsx, .ods). As many "
    "themes are chosen as there are sessions, by the Method of Equal Shares: a third of the people has a say "
    "over a third of the themes. Shown are what each region, language and career stage got, against a plain "
    "majority, and whether everybody is represented, checked apart from the rule. --write proposes their "
    "sessions on a sheet below out/themes/, from which besrour new SERIES --from makes the files."
)
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def _month(text: str) -> date:
    match = _MONTH.fullmatch(str(text).strip())
    if match is None:
        raise typer.BadParameter(_("“{text}” is not a month such as 2028-01").format(text=text))
    return date(int(match[1]), int(match[2]), 1)


File = Annotated[str, argument(_("FILE"), _("The form's download, one ballot a row."))]
Proposals = Annotated[
    Text, option("--proposals", _("LIST"), _("The themes, one a line: English / français."))
]
Column = Annotated[Text, option("--column", _("HEADER"), _("The header of the column that holds the ticks."))]
SheetName = Annotated[Text, option("--sheet", _("NAME"), _("The sheet of the workbook to read."))]
SeriesName = Annotated[
    Text, option("--series", _("SERIES"), _("The series whose sessions are to have the themes."))
]
Count = Annotated[
    int | None,
    option(
        "--count", _("NUMBER"), _("How many themes (default: as many as the series has sessions)."), count
    ),
]
Seed = Annotated[
    int | None,
    option("--seed", _("NUMBER"), _("What decides ties, to be stated beforehand (default: 1)."), count),
]
Month = Annotated[
    date | None,
    option("--from", _("MONTH"), _("The month of the first session proposed, such as 2028-01."), _month),
]
Write = Annotated[bool, flag("--write", _("Propose their sessions on a sheet below out/themes/."))]


def command(
    file: File,
    proposals: Proposals = None,
    column: Column = None,
    sheet: SheetName = None,
    series: SeriesName = None,
    number: Count = None,
    seed: Seed = None,
    first: Month = None,
    write: Write = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Read the ballots, choose, check the choice, show it, and propose files where that is asked."""
    from besrour_cli.commands.terminal.diagnostics import list_problems
    from besrour_cli.commands.views import themes as view
    from besrour_cli.commands.workflows import themes
    from besrour_cli.feedback.ballots.proposals import read_proposals
    from besrour_cli.feedback.ballots.read_ballots import read_ballots
    from besrour_cli.storage.programme.themes.lists import read_lines
    from besrour_cli.storage.programme.themes.proposed_sessions import write_proposal
    from besrour_cli.storage.roster.roster_table import RosterTable
    from besrour_cli.storage.text.source_file import printable_path

    workspace = open_workspace(folder, unsettled=True)
    chosen_series = themes.one_series(workspace.programme, series)
    ballots = themes.ballot_sheet(file, sheet)
    listed = read_proposals(read_lines(proposals)) if proposals is not None else ()
    read = read_ballots(ballots, printable_path(file), listed, column)
    today = now().date()
    counted = themes.choose(workspace, read, chosen_series, number, 1 if seed is None else seed, today)
    proposed = themes.proposed_sessions(workspace, counted, first, today) if write else ()
    path = ""
    if write:
        delimiter = RosterTable(workspace.folder).delimiter
        path = write_proposal(workspace.folder, chosen_series.id, proposed, delimiter)

    def picture() -> None:
        list_problems(counted.warnings, trouble=True)
        view.print_choice(workspace.programme, chosen_series, counted.choice, counted.strangers)
        _print_proposal(chosen_series.id, proposed, path)

    files = [path] if path else []
    data = view.as_data(chosen_series, counted.choice, counted.strangers, files, written=write)
    finish(Result(data, picture), as_json)


def _print_proposal(series: str, proposed: Sequence[ProposedSession], path: str) -> None:
    """When the sessions proposed would be, and what comes next."""
    out()
    if not path:
        out(_("Nothing was written. --write proposes their sessions on a sheet below out/themes/."))
        return
    for each in proposed:
        out(f"  {each.when}  {' / '.join(each.titles.values())}")
    out(msg("Proposed in {path}: open it in a spreadsheet to change it or add descriptions.", path=path))
    out(msg("Next: besrour new {series} --from {path}", series=series, path=path))
