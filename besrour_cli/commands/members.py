"""``besrour members``: the people of the programme, or one of them with everything that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, Text, argument, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_workspace
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from datetime import datetime

    from besrour_cli.model.programme import Member

HELP = msg(
    "List the members, or show one of them.\n\n"
    "Each with id, place, languages, groups, the answers to the sessions to come, and how many of this "
    "year's sessions the person came to. With an id, a name or an e-mail address, one person whole: hours, "
    "answers, and the letters sent. Nothing is changed."
)


def command(
    member: Annotated[
        Text, argument(_("[MEMBER]"), _("An id, a name or an e-mail address: this person whole."))
    ] = None,
    group: Annotated[Text, option("--group", _("GROUP"), _("Only the members of this group."))] = None,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Open the folder, gather what is known of the people chosen, show it."""
    if member is not None and group is not None:
        raise UsageError(msg("a member and --group exclude each other"), msg("leave one of them out"))
    workspace, moment = open_workspace(folder), now()
    if member is not None:
        finish(_person(workspace, workspace.member(member), moment), as_json)
    else:
        finish(_table(workspace, _chosen(workspace, group), moment), as_json)


def _chosen(workspace: Workspace, group: str | None) -> list[Member]:
    """The members of a group, or all of them; a group that nobody is in is refused."""
    members = workspace.programme.members
    if group is None:
        return list(members)
    groups = {g.casefold(): g for m in members for g in m.groups}
    wanted = groups.get(group.strip().casefold())
    if wanted is None:
        names = ", ".join(sorted(groups.values()))
        raise UsageError(
            msg("nobody is in a group “{group}”", group=group), msg("groups: {names}", names=names)
        )
    return [m for m in members if wanted in m.groups]


def _table(workspace: Workspace, members: list[Member], moment: datetime) -> Result:
    from besrour_cli.commands.views.people import members as view
    from besrour_cli.commands.workflows.people.member_overview import overviews

    found = overviews(workspace, members, moment)
    return Result({"members": [view.as_data(each) for each in found]}, lambda: view.print_table(found))


def _person(workspace: Workspace, member: Member, moment: datetime) -> Result:
    from besrour_cli.commands.views.people import members as view
    from besrour_cli.commands.workflows.people.member_overview import letters_of, overviews

    [each] = overviews(workspace, [member], moment)
    letters = letters_of(workspace, member.id)
    past = workspace.plan.ledger.get(member.id)
    return Result(
        {"members": [view.person_as_data(each, letters)]},
        lambda: view.print_person(workspace.programme, each, letters, past, moment),
    )
