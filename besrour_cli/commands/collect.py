"""``besrour collect``: answers to the evaluation form, as they were downloaded, without names."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import DryRun, Folder, Json, Text, Texts, Yes, argument, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_draft
from besrour_cli.commands.terminal.console import confirm_count, err, out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from besrour_cli.commands.shared.evaluation.collected import CollectedFile

HELP = msg(
    "Take answers to the evaluation form as they were downloaded.\n\n"
    "FILE is the download of Google Forms, Microsoft Forms, LimeSurvey, REDCap or SurveyMonkey (CSV, .xlsx, "
    ".ods), in English or in French; or the notes of a table as a text (.md, .txt). Names, addresses and "
    "hours are dropped before anything is stored; what a column or a word means is asked where it is not "
    "sure, and remembered. The same file again adds nothing, a longer or corrected one what is new. Answers "
    "go into responses/evaluation.csv, comments, apart from them, into responses/comments.csv."
)

Files = Annotated[list[str], argument(_("FILE..."), _("The downloads, or notes of tables."))]
Wave = Annotated[
    Text,
    option("--wave", _("WAVE"), _("What they are about: a session’s id, or start, month-3, month-12.")),
]
Answer = Annotated[
    Texts,
    option(
        "--answer", _("ID=ANSWER"), _("An answer to a question, such as “column.7=adapt.now”; repeatable.")
    ),
]


def command(
    files: Files,
    wave: Wave = None,
    answer: Answer = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Read all files, ask what is not clear, show what they give, store it once agreed."""
    from besrour_cli.commands.shared.arguments import given_answers
    from besrour_cli.commands.views.evaluation import collected as view
    from besrour_cli.commands.workflows.evaluation.asking import Asker
    from besrour_cli.commands.workflows.evaluation.collect import Collecting
    from besrour_cli.commands.workflows.evaluation.decisions import Answering
    from besrour_cli.commands.workflows.evaluation.store import EvaluationStore
    from besrour_cli.feedback.evaluation.same_code import alike
    from besrour_cli.storage.programme.evaluation.load_form import load_form

    workspace = open_draft(folder)
    form = load_form(workspace.folder, workspace.programme.languages)
    store = EvaluationStore(workspace.folder, form)
    watched = sys.stdin.isatty() and not (as_json or yes or dry_run)
    given = given_answers(answer or [], msg('write --answer "column.7=adapt.now"'))
    answering = Answering(form, store.decisions, given, Asker(form).ask_all if watched else None)
    collecting = Collecting(workspace, store, answering, now())
    results = [collecting.take(path, wave or "") for path in dict.fromkeys(files)]
    answering.check_used()
    lines = [line for file in results for line in view.lines_of_file(file)]
    lines += view.lines_of_codes(alike(store.codes()))
    count = sum(file.taken.answers + file.taken.comments + file.taken.removed for file in results)
    if count and not (yes or dry_run):
        _confirm(lines, count, watched=watched)
    written = () if dry_run else store.write()

    def picture() -> None:
        for line in lines if yes or dry_run or not count else ():
            out(line)
        _print_outcome(results, count, dry_run=dry_run)

    data = {
        "files": [view.file_data(file) for file in results],
        "answers": len(store.answers),
        "comments": len(store.comments),
        "written": list(written),
    }
    finish(Result(data, picture), as_json)


def _confirm(lines: list[str], count: int, *, watched: bool) -> None:
    if not watched:
        raise UsageError(
            msg("nobody is here to be asked before answers are stored"),
            msg("look first with --dry-run, then add --yes"),
        )
    for line in lines:
        err(line)
    if not confirm_count(msg("Type {n} to store this, anything else to stop:", n=count), count):
        raise NegativeAnswer(msg("nothing was changed"))


def _print_outcome(results: list[CollectedFile], count: int, *, dry_run: bool) -> None:
    if dry_run:
        out(msg("Nothing was written: this was a trial."))
    elif not count:
        out(_("Nothing is new: responses/ stays as it is."))
    else:
        answers = sum(file.taken.answers for file in results)
        comments = sum(file.taken.comments for file in results)
        if answers:
            out(
                msgn(
                    "{n} answer is stored in responses/evaluation.csv.",
                    "{n} answers are stored in responses/evaluation.csv.",
                    answers,
                )
            )
        if comments:
            out(
                msgn(
                    "{n} comment is stored in responses/comments.csv.",
                    "{n} comments are stored in responses/comments.csv.",
                    comments,
                )
            )
        out(_("The downloads have names and addresses; besrour does not need them any more."))
