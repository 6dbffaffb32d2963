"""The form of a programme folder: the coordinator's own, else the shipped one."""

from __future__ import annotations

import os
from collections.abc import Iterable

from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.evaluation.form import EvaluationForm
from besrour_cli.model.message import msg, msgn
from besrour_cli.storage import resources
from besrour_cli.storage.programme.evaluation.form_yaml import read_form
from besrour_cli.storage.programme_folder import SESSIONS
from besrour_cli.storage.text.source_file import SourceFile, read_page
from besrour_cli.storage.yaml.nodes import compose

EVALUATION = "evaluation.yaml"
PATH = f"{SESSIONS}/{EVALUATION}"


def load_form(folder: str, languages: Iterable[str]) -> EvaluationForm:
    """The form; ``languages`` are the programme's.

    Raises DiagnosticsError with all the mistakes of ``sessions/evaluation.yaml``, FileError as reading does.
    """
    page = form_page(folder)
    form = read_form(page, compose(page), languages)
    if form is None:
        mistakes = [problem for problem in page.problems if not problem.warning]
        raise DiagnosticsError(
            msgn(
                "{n} mistake in {path} stops this",
                "{n} mistakes in {path} stop this",
                len(mistakes),
                path=page.path,
            ),
            mistakes,
            msg("mend them, or remove the file: besrour then takes its own form"),
        )
    return form


def form_page(folder: str) -> SourceFile:
    """The page of the form, the shipped one's where the folder has none."""
    own = os.path.join(folder, SESSIONS, EVALUATION)
    if os.path.lexists(own):
        return read_page(own, PATH)
    return shipped_form_page()


def shipped_form_page() -> SourceFile:
    """The page of besrour's own form."""
    return SourceFile(f"templates/{EVALUATION}", resources.shipped_template(EVALUATION))
