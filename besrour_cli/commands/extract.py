"""``besrour extract``: one readable file with everything that is kept about a person, in her language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, argument
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_draft
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import UI_LANGUAGES, _, language, speaking
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from besrour_cli.commands.shared.privacy.values import NamedPerson

FOLDER = "out/extract"

HELP = msg(
    "Give a person everything that is kept about them.\n\n"
    "Writes one readable file below out/extract/, in the person’s language and on their clock: what each "
    "file keeps of them, why, until when, who answers for it, and what they may ask for. Nobody is written "
    "to: send it to the person and to nobody else, once you are sure that it is they who ask."
)

Who = Annotated[str, argument(_("MEMBER"), _("An id, an address or a name; a visitor’s as it was seen."))]


def command(member: Who, folder: Folder = None, as_json: Json = False) -> None:
    """Find the person in every file, and write what they keep of her."""
    from besrour_cli.commands.views.privacy.extract import file_text, own_section
    from besrour_cli.commands.workflows.privacy.extract import sections
    from besrour_cli.commands.workflows.privacy.find_person import find_person
    from besrour_cli.storage.output import atomic_files
    from besrour_cli.storage.programme.privacy_section import retention_of
    from besrour_cli.storage.text.scalars import slug

    workspace, moment = open_draft(folder), now()
    somebody = find_person(workspace, member)
    with speaking(_language(workspace, somebody)):
        kept = tuple(sections(workspace, somebody))
        text = file_text(workspace.programme, retention_of(workspace.folder), somebody, kept, moment)
    path = f"{FOLDER}/{slug(somebody.member.id if somebody.member else somebody.name) or 'person'}.txt"
    atomic_files.write_each(workspace.folder, [(path, text.encode())], private=FOLDER)
    lines = sum(len(section.lines) for section in kept)

    def show() -> None:
        out(
            msgn(
                "{path}: {n} line about {name}. Send it to that person alone.",
                "{path}: {n} lines about {name}. Send it to that person alone.",
                lines,
                path=path,
                name=somebody.name,
            )
        )

    finish(Result({"path": path, "kept": own_section(kept)}, show), as_json)


def _language(workspace: Workspace, somebody: NamedPerson) -> str:
    """The first language of the person that besrour speaks, else the programme's first, else this one."""
    spoken = somebody.member.languages if somebody.member else ()
    wishes = (*spoken, *workspace.programme.languages)
    return next((code for code in wishes if code in UI_LANGUAGES), language())
