"""``besrour receive``: an archive of ``besrour handover`` becomes a programme folder on this machine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Json, Text, argument, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now
from besrour_cli.commands.terminal.console import out, styled
from besrour_cli.commands.terminal.pasting import quoted_word
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from datetime import datetime

    from besrour_cli.model.place import Place

HELP = msg(
    "Take over a programme from an archive of besrour handover.\n\n"
    "Every file is checked against its digest before the folder is made; nothing that is there already is "
    "touched. What there is to do next is then said, on the clock where you are (--place). Compare the "
    "digest with whoever gave you the archive: it is from them if both are the same."
)


def command(
    file: Annotated[str, argument(_("FILE.zip"), _("The archive."))],
    directory: Annotated[
        Text, argument(_("FOLDER"), _("The folder to make (default: under the programme's id)."))
    ] = None,
    place: Annotated[Text, option("--place", _("PLACE"), _("Where you are: dates are given there."))] = None,
    as_json: Json = False,
) -> None:
    """Check the archive, make the folder, say what is next."""
    from besrour_cli.commands.shared.arguments import resolve_place
    from besrour_cli.storage.handover.unpack import unpack
    from besrour_cli.storage.output.new_folder import make_folder

    where, moment = resolve_place(place) if place else None, now()
    unpacked = unpack(file)
    target = directory or unpacked.about.programme
    make_folder(target, unpacked.files)
    finish(_result(target, len(unpacked.files), unpacked.digest, where, moment), as_json)


def _result(target: str, count: int, digest: str, where: Place | None, moment: datetime) -> Result:
    """The new folder, what there is to do in it, and which passwords to set."""
    from besrour_cli.commands.shared.situation import read_situation
    from besrour_cli.commands.views import next_steps
    from besrour_cli.commands.views.handover import sections
    from besrour_cli.commands.workflows.handover.briefing import briefing_of
    from besrour_cli.commands.workflows.next_steps import tasks

    path = os.path.abspath(target)
    situation = read_situation(path, moment)
    data: dict[str, object] = {"folder": path, "files": count, "digest": digest}

    def show() -> None:
        ready = msgn("{folder} is ready, {n} file.", "{folder} is ready, {n} files.", count, folder=target)
        out(styled(translate(ready), "bold"))
        out(msg("The digest of the archive: {digest}", digest=sections.spoken_digest(digest)))
        if situation.programme is not None:
            briefing = briefing_of(situation, where, "", moment)
            for section in (
                sections.due_section(briefing),
                sections.coming_section(briefing, 1),
                sections.passwords_section(briefing.accounts),
            ):
                out()
                sections.print_section(section)
        out()
        out(_("Next:"))
        out(f"  cd {quoted_word(target)}")
        out("  besrour next")

    return Result({**data, **next_steps.as_data(situation, tasks(situation, moment), moment)}, show)
