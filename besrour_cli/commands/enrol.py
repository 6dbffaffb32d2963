"""``besrour enrol``: people from a sign-up sheet into the roster, shown before it is written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.confirmation import confirm_roster
from besrour_cli.commands.shared.options import DryRun, Folder, Json, Text, Texts, Yes, argument, flag, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import open_draft
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from besrour_cli.commands.workflows.people.enrol_sheet import Enrolment

HELP = msg(
    "Take people from a sign-up sheet into the roster.\n\n"
    "Reads Excel (.xlsx), OpenDocument (.ods) and CSV as they were downloaded from Google Forms, Microsoft "
    "Forms or LimeSurvey, or as somebody keeps a list. Shows who is added, what changes, and what is not "
    "clear; that is asked, never guessed. Writes members.csv when you agree, whole or not at all; the file "
    "as it was stays beside it as members.csv.bak. Answers are remembered, so that next month’s longer "
    "download changes only what is new. Rows with an open question wait. With --visitors, those who came to "
    "sessions and are no members are proposed instead, with the names and addresses that attendance has."
)

Files = Annotated[Texts, argument(_("FILE..."), _("The sheets of sign-ups, as they were downloaded."))]
Visitors = Annotated[
    bool, flag("--visitors", _("Without FILE: those who came to sessions and are no members."))
]
SheetName = Annotated[Text, option("--sheet", _("NAME"), _("The sheet of a workbook that has the people."))]
Answer = Annotated[
    Texts,
    option(
        "--answer", _("ID=ANSWER"), _("An answer to a question, such as “12.place=Accra, Ghana”; repeatable.")
    ),
]
Group = Annotated[Text, option("--group", _("GROUP"), _("The group that newcomers join."))]


def command(
    files: Files = None,
    visitors: Visitors = False,
    sheet: SheetName = None,
    answer: Answer = None,
    group: Group = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Read each file in turn, ask what is not clear, show what changes, write it once agreed."""
    from besrour_cli.commands.shared.arguments import given_answers
    from besrour_cli.commands.workflows.people.enrol_questions import ask_all
    from besrour_cli.commands.workflows.people.enrol_sheet import EnrolmentFolder, read_enrolment
    from besrour_cli.commands.workflows.people.visitors import FORM, recognise, sheet_of
    from besrour_cli.commands.workflows.people.visitors import visitors as find_visitors
    from besrour_cli.commands.workflows.people.write_roster import edit_of, write_edit
    from besrour_cli.storage.roster.roster_table import RosterTable
    from besrour_cli.storage.state import enrolment_file
    from besrour_cli.storage.text.tables.workbook import read_sheets

    paths = _paths(files or [], answered=bool(answer), visitors=visitors)
    remedy = msg('write --answer "12.place=Accra, Ghana"')
    given = given_answers(answer or [], remedy) | ({"group": group} if group else {})
    here = sys.stdin.isatty() and not as_json
    shown: list[dict[str, object]] = []
    for path in paths:
        workspace = open_draft(folder)
        opened = EnrolmentFolder(
            workspace, RosterTable(workspace.folder), enrolment_file.read(workspace.folder)
        )
        asking = ask_all if here and not (yes or dry_run) else None
        people = find_visitors(workspace) if visitors else ()
        sheets = (sheet_of(people),) if visitors else read_sheets(path)
        enrolment = read_enrolment(opened, sheets, sheet, given, asking, FORM if visitors else "")
        edit = edit_of(opened, enrolment)
        lines = _lines(path, enrolment)
        count = _count(enrolment)
        if count and not (yes or dry_run):
            confirm_roster(lines, count, as_json=as_json)
        if not dry_run:
            write_edit(opened, enrolment, edit)
            recognise(workspace.folder, people, edit.ids)
        shown.append(_data(path, enrolment, written=not dry_run and count > 0))
        if not as_json:
            _print(enrolment, [] if count and not (yes or dry_run) else lines, dry_run=dry_run)
    finish(Result({"files": shown}, lambda: None), as_json)


def _paths(files: list[str], *, answered: bool, visitors: bool) -> list[str]:
    """The files to read, one after the other; of visitors, none that has a name."""
    if bool(files) == visitors:
        raise UsageError(
            msg("a sheet of sign-ups or --visitors is needed, and not both"),
            msg("besrour enrol FILE, or besrour enrol --visitors"),
        )
    if answered and files[1:]:
        raise UsageError(
            msg("answers belong to one file, and {n} are named", n=len(files)),
            msg("enrol one file after the other"),
        )
    return files or [""]


def _count(enrolment: Enrolment) -> int:
    """How many rows of members.csv are added or changed."""
    draft = enrolment.draft
    changed = {*draft.paused, *(change.member for change in draft.changes)}
    return len(draft.additions) + len(changed)


def _lines(path: str, enrolment: Enrolment) -> list[str]:
    from besrour_cli.commands.views.people import enrolment as view
    from besrour_cli.storage.text.source_file import printable_path

    draft, reading = enrolment.draft, enrolment.reading
    name = printable_path(path)
    sheet = enrolment.sheet.name
    title = translate(msg("{path}, sheet “{sheet}”", path=name, sheet=sheet)) if sheet else name
    visitors = _("Visitors of sessions; ask them first whether letters may go out to them.")
    return [
        *([title, *view.lines_of_columns(reading.layout)] if path else [visitors]),
        *view.lines_of_draft(draft, enrolment.group),
        *view.lines_of_rows(reading, draft),
        *view.lines_of_questions(enrolment.questions, draft.waiting),
    ]


def _data(path: str, enrolment: Enrolment, *, written: bool) -> dict[str, object]:
    from besrour_cli.commands.views.people.enrolment import as_data
    from besrour_cli.storage.text.source_file import printable_path

    data = as_data(enrolment.draft, enrolment.reading, enrolment.questions)
    return {"file": printable_path(path), "sheet": enrolment.sheet.name, **data, "written": written}


def _print(enrolment: Enrolment, lines: list[str], *, dry_run: bool) -> None:
    """What was done with a file."""
    for line in lines:
        out(line)
    count = _count(enrolment)
    if dry_run:
        out(msg("Nothing was written: this was a trial."))
    elif not count:
        out(msg("Nothing is new: members.csv stays as it is."))
    else:
        out(
            msgn(
                "{n} row of members.csv is written; the file as it was is beside it as members.csv.bak.",
                "{n} rows of members.csv are written; the file as it was is beside it as members.csv.bak.",
                count,
            )
        )
        out(_("Next: besrour check"))
