"""The evaluation form for every tool, as files below ``out/forms/``."""

from __future__ import annotations

from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.workflows.evaluation.form_check import check_script
from besrour_cli.publishing.forms.evaluation.apps_script import apps_script
from besrour_cli.publishing.forms.evaluation.blocks import filled
from besrour_cli.publishing.forms.evaluation.paper import paper_form, typed_table
from besrour_cli.publishing.forms.evaluation.pasted_text import pasted_text
from besrour_cli.publishing.forms.evaluation.redcap import redcap_dictionary
from besrour_cli.storage import resources
from besrour_cli.storage.programme.evaluation.load_form import PATH, form_page, load_form


def form_files(workspace: Workspace, wave: str) -> dict[str, bytes]:
    """Relative paths to bytes; the shipped form's YAML too where the folder has none of its own.

    Raises DiagnosticsError for mistakes in the form or in its template.
    """
    programme = workspace.programme
    form = filled(
        load_form(workspace.folder, programme.languages),
        {
            "contact": {"en": programme.contact.email},
            "programme": programme.names,
            "organiser": programme.contact.name,
        },
    )
    name = f"out/forms/evaluation{f'-{wave}' if wave else ''}"
    files = {
        f"{name}.gs": apps_script(form, wave),
        f"{name}.redcap.csv": redcap_dictionary(form, wave),
        f"{name}.txt": pasted_text(form, wave),
        f"{name}.html": paper_form(form, wave, resources.templates(workspace.folder)),
        f"{name}.paper.csv": typed_table(form),
    }
    check_script(files[f"{name}.gs"], f"{name}.gs", form)
    page = form_page(workspace.folder)
    if page.path != PATH:
        files["out/forms/evaluation.yaml"] = page.text.encode()
    return files
