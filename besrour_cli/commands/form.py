"""``besrour form``: the form to make, as a script that builds it and as text to paste."""

from __future__ import annotations

from typing import Annotated

from besrour_cli.commands.shared.options import Folder, Json, argument
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import open_draft
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg

HELP = msg(
    "Write the bilingual form on which people sign up.\n\n"
    "As a Google Apps Script that builds the form, and as text to paste into Microsoft Forms, LimeSurvey "
    "or a letter, below out/forms/. It asks for name, address, place, languages, good and impossible hours, "
    "role and consent, in words that besrour enrol reads without a question. The words are in "
    "templates/sign-up.toml."
)
_SIGN_UP = "sign-up"

Kind = Annotated[str, argument(_("KIND"), _("The form to write: sign-up."))]


def command(kind: Kind = _SIGN_UP, folder: Folder = None, as_json: Json = False) -> None:
    """Write the form below out/forms/."""
    from besrour_cli.publishing.forms.sign_up import TEMPLATE, apps_script, plain_text, read_form
    from besrour_cli.storage import resources
    from besrour_cli.storage.output.atomic_files import write_all

    if kind.replace("_", "-").casefold() != _SIGN_UP:
        raise UsageError(msg("there is no form “{kind}”", kind=kind), msg("write sign-up"))
    workspace = open_draft(folder)
    programme = workspace.programme
    facts = {"programme": programme.names, "organiser": programme.contact.name}
    form = read_form(resources.templates(workspace.folder)[TEMPLATE], facts, programme.languages)
    script, text = "out/forms/sign-up.gs", "out/forms/sign-up.txt"
    files = {script: apps_script(form), text: plain_text(form)}
    result = write_all(workspace.folder, files)

    def picture() -> None:
        out(
            msg(
                "For Google Forms: paste {path} into a new project on script.google.com and run it.",
                path=script,
            )
        )
        out(msg("For another tool: copy the questions from {path}.", path=text))
        out(_("Then: besrour enrol FILE, with the answers as they are downloaded."))

    finish(Result({"files": sorted(files), "written": list(result.written)}, picture), as_json)
