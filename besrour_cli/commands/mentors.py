"""``besrour mentors``: mentors and those who ask for one, brought together for a term."""

from __future__ import annotations

from typing import Annotated

from besrour_cli.commands.shared.options import Folder, Json, flag, option, positive
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import open_workspace
from besrour_cli.commands.terminal.console import out, working
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.message import msg

HELP = msg(
    "Bring mentors and those who ask for one together for a term.\n\n"
    "Who offers and who asks stands in sessions/mentors.csv, the term and its topics below mentors: in "
    "programme.yaml. They share a language and an hour of the week that is reasonable for both, were not "
    "paired before, and nobody mentors more than she would. Then, in this order: as many as can be have a "
    "mentor, what was stays, topics asked and offered, wishes for a region, the best hours. Each group is "
    "explained in a sentence, with its two best weekly hours; so is why somebody has no mentor. They are "
    "remembered in mentors.yaml. besrour send mentors introduces them to each other; who is introduced stays."
)


def command(
    triads: Annotated[
        bool, flag("--triads", _("Let two who ask share a mentor where there are too few."))
    ] = False,
    again: Annotated[bool, flag("--again", _("Begin anew with those who are not introduced yet."))] = False,
    seconds: Annotated[
        float,
        option("--seconds", _("NUMBER"), _("Seconds to look for the best groups (default: 30)."), positive),
    ] = 30.0,
    dry_run: Annotated[bool, flag("--dry-run", _("Show the groups; write nothing."))] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Make the groups, remember them, show them."""
    from besrour_cli.commands.views.people import mentors as view
    from besrour_cli.commands.workflows.mentoring.groups import match_term, store

    workspace = open_workspace(folder)
    with working(_("Bringing everybody together …")):
        matched = match_term(workspace, triads=triads, again=again, seconds=seconds)
    if not dry_run:
        store(workspace, matched)

    def picture() -> None:
        view.print_matched(workspace, matched)
        if dry_run:
            out(_("Nothing was written: this was a trial."))
        elif any(not group.introduced for group in matched.result.groups):
            out(_("Next: besrour send mentors"))

    finish(Result(view.as_data(matched, written=not dry_run), picture), as_json)
