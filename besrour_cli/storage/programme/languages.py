"""Further languages a programme speaks: their data, from ``templates/language.<code>.toml``."""

from __future__ import annotations

import os
from collections.abc import Iterable

from besrour_cli.model import language_registry
from besrour_cli.model.diagnostic import Problem, Spot
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import msg
from besrour_cli.storage.text.page import read_page


def add_languages(folder: str, codes: Iterable[str], named_in: str) -> list[Problem]:
    """Make further languages known; what is missing or wrong in their data is told."""
    from besrour_cli.model.language_data import Tongue, read

    problems: list[Problem] = []
    for code in codes:
        if code in LANGUAGES:
            continue
        path = f"templates/language.{code}.toml"
        if not os.path.isfile(os.path.join(folder, *path.split("/"))):
            problems.append(
                Problem(
                    "language-data",
                    Spot(named_in),
                    msg("the programme speaks “{code}”, and besrour has no data on it", code=code),
                    msg("add {path}, or take the language out", path=path),
                )
            )
            continue
        page = read_page(os.path.join(folder, *path.split("/")), path)
        problems += page.problems
        if page.problems:
            continue
        found = read("\n".join(page.lines), path)
        if isinstance(found, Tongue):
            language_registry.add(found)
        else:
            problems += found
    return problems
