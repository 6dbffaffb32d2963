"""``besrour next``, and ``besrour`` alone: what there is to do in this folder, the most urgent first."""

from __future__ import annotations

from besrour_cli.commands.shared.options import Folder, Json
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import find, now
from besrour_cli.commands.terminal.console import out
from besrour_cli.model.message import msg

HELP = msg(
    "Say what there is to do, the most urgent first, each with the command to paste.\n\n"
    "besrour alone does the same inside a programme folder. Nothing is written. Mistakes in the files do not "
    "hide the list."
)


def command(folder: Folder = None, as_json: Json = False) -> None:
    """Gather everything that is due or to come, and show it."""
    from besrour_cli.commands.shared.situation import read_situation
    from besrour_cli.commands.views import next_steps as view
    from besrour_cli.commands.workflows.next_steps import tasks
    from besrour_cli.storage.state.handover.mark import handed_over

    moment = now()
    situation = read_situation(find(folder), moment)
    found = tasks(situation, moment)
    since = handed_over(situation.folder)
    data = view.as_data(situation, found, moment)
    if since is not None:
        data["handed_over"] = since.date().isoformat()

    def picture() -> None:
        if since is not None:
            what = msg(
                "This folder was handed over on {date}: what there is to do is done where it was received.",
                date=since.date().isoformat(),
            )
            out(what)
            out()
        view.print_result(situation, found, moment)

    finish(Result(data, picture), as_json)
