"""Further languages a programme speaks: their data, from ``templates/language.<code>.toml``."""

from __future__ import annotations

import os
from collections.abc import Iterable

from besrour_cli.model import language_registry
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import msg
from besrour_cli.storage.text.page import read_page


def add_languages(folder: str, codes: Iterable[str], named_in: str) -> list[Diagnostic]:
    """Make further languages known; what is missing or wrong in their data is told."""
    from besrour_cli.model.language_data import LanguageData, parse_language_data

    problems: list[Diagnostic] = []
    for code in codes:
        if code in LANGUAGES:
            continue
        path = f"templates/language.{code}.toml"
        if not os.path.isfile(os.path.join(folder, *path.split("/"))):
            problems.append(
                Diagnostic(
                    "language-data",
                    SourceLocation(named_in),
                    msg("the programme speaks “{code}”, and besrour has no data on it", code=code),
                    msg("add {path}, or take the language out", path=path),
                )
            )
            continue
        page = read_page(os.path.join(folder, *path.split("/")), path)
        problems += page.problems
        if page.problems:
            continue
        found = parse_language_data("\n".join(page.lines), path)
        if isinstance(found, LanguageData):
            language_registry.register(found)
        else:
            problems += found
    return problems
