"""``besrour handover``: the whole programme in one archive, for whoever takes it over."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, Text, argument, flag, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import find, mistakes_in_files, now
from besrour_cli.commands.terminal.console import out, styled
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from besrour_cli.commands.shared.situation import Situation
    from besrour_cli.commands.views.handover.sections import Briefing
    from besrour_cli.storage.handover.contents import ArchiveContents

FOLDER = "out/handover"
HELP = msg(
    "Pack the programme for whoever takes it over.\n\n"
    "One archive holds your files and all that besrour knows, and a page in both languages: what is due "
    "next, with dates where your successor is, whom to ask, which passwords to set anew. No password is in "
    "it; the links of the meetings and the roster are, so hand it over with care. From then on nothing is "
    "sent from this folder. Your successor runs besrour receive."
)

File = Annotated[
    str,
    argument(_("FILE.zip"), _("The archive to write (default: below out/handover/, by the programme's id).")),
]
Where = Annotated[Text, option("--place", _("PLACE"), _("Where your successor is: dates are given there."))]
Ask = Annotated[
    str, option("--ask", _("WORDS"), _("Whom your successor can ask, and how: a name and an address."))
]
TakeBack = Annotated[
    bool, flag("--take-back", _("Nobody has received it: send from this folder again, and pack nothing."))
]
DryRun = Annotated[bool, flag("--dry-run", _("Show what would be packed; write nothing."))]
Yes = Annotated[bool, flag("--yes", _("Hand over without asking."))]


def command(
    file: File = "",
    place: Where = None,
    ask: Ask = "",
    take_back: TakeBack = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Show what would be packed, ask, mark the folder, pack it."""
    if file and not file.lower().endswith(".zip"):
        raise UsageError(
            msg("“{path}” does not end in .zip", path=file), msg("give it a name such as handover.zip")
        )
    here = find(folder)
    if take_back:
        finish(_take_back(here), as_json)
        return
    from besrour_cli.commands.shared.arguments import resolve_place
    from besrour_cli.commands.shared.confirmation import confirm_handover
    from besrour_cli.commands.shared.situation import read_situation
    from besrour_cli.commands.workflows.handover.briefing import briefing_of
    from besrour_cli.commands.workflows.handover.pack import look

    moment = now()
    situation = read_situation(here, moment)
    if situation.programme is None:
        raise mistakes_in_files(situation.problems)
    where = resolve_place(place) if place else None
    briefing, inside = briefing_of(situation, where, ask, moment), look(situation)
    if dry_run:
        finish(_shown(inside), as_json)
        return
    if not yes:
        confirm_handover(list(_lines(inside)), len(inside.files), as_json=as_json)
    finish(_written(situation, briefing, file, moment), as_json)


def _written(situation: Situation, briefing: Briefing, file: str, moment: datetime) -> Result:
    """Pack, and write the archive where it was named, else below out/."""
    from besrour_cli.commands.views.handover.sections import spoken_digest
    from besrour_cli.commands.workflows.handover.pack import hand_over
    from besrour_cli.storage.handover.archive import MARK
    from besrour_cli.storage.output.atomic_files import write_each
    from besrour_cli.storage.output.named_file import refuse_others, write_named

    if file:
        refuse_others(file, MARK)
    packed = hand_over(situation, briefing, moment)
    path = file or f"{FOLDER}/{briefing.programme.id}.zip"
    if file:
        write_named(file, packed.data, MARK, private=True)
    else:
        write_each(situation.folder, [(path, packed.data)], private=FOLDER)
    data = {"path": path, "digest": packed.digest, **_as_data(packed.contents), "written": True}

    def show() -> None:
        n = len(packed.contents.files)
        done = msgn("{path} is ready, {n} file.", "{path} is ready, {n} files.", n, path=path)
        out(styled(translate(done), "bold"))
        out(msg("Its digest, to compare on the telephone: {digest}", digest=spoken_digest(packed.digest)))
        for line in _lines(packed.contents):
            out(line)
        out(_("Nothing is sent from this folder any more (besrour handover --take-back changes that)."))
        out(_("If this computer sends reminders by its clock, take that away."))
        out(msg("Your successor: besrour receive {file}", file=os.path.basename(path)))

    return Result(data, show)


def _take_back(folder: str) -> Result:
    from besrour_cli.storage.state.handover.mark import take_back

    was = take_back(folder)
    words = (
        _("This folder sends again. Whoever received the archive must not use it.")
        if was
        else _("This folder was not handed over.")
    )
    return Result({"taken_back": was}, lambda: out(words), 0 if was else 1)


def _shown(inside: ArchiveContents) -> Result:
    def show() -> None:
        for path in inside.files:
            out(f"  {path}")
        for line in _lines(inside):
            out(line)
        out(_("Nothing was written: this was a trial."))

    return Result({**_as_data(inside), "written": False}, show)


def _as_data(inside: ArchiveContents) -> dict[str, object]:
    return {"files": list(inside.files), "staying": list(inside.staying)}


def _lines(inside: ArchiveContents) -> Iterator[str]:
    """What is in it, and what stays."""
    size = sum(map(len, inside.files.values())) / 1000
    yield translate(
        msgn(
            "{n} file, {size} kB: roster, texts, plan, ledgers, links of the meetings; no password.",
            "{n} files, {size} kB: roster, texts, plan, ledgers, links of the meetings; no password.",
            len(inside.files),
            size=round(size),
        )
    )
    if inside.staying:
        yield translate(msg("What stays here: {names}", names=", ".join(inside.staying)))
