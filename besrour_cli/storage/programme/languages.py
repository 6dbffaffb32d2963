"""Further languages of a programme's letters: their data, from ``templates/language.<code>.toml``."""

from __future__ import annotations

import os
from collections.abc import Iterable

from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.language import LANGUAGES, Language
from besrour_cli.model.message import msg
from besrour_cli.storage.text.source_file import read_page


def read_languages(
    folder: str, codes: Iterable[str], named_in: str
) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """Return a programme's languages, further ones with their data, and what is wrong in that data.

    ``named_in`` is the file that names the codes. A language whose data are missing or wrong stays a bare
    code: its diagnostics stop the programme from loading.
    """
    languages: list[str] = []
    problems: list[Diagnostic] = []
    for code in codes:
        found = code if code in LANGUAGES else _read(folder, code, named_in)
        if isinstance(found, str):
            languages.append(found)
        else:
            languages.append(code)
            problems += found
    return tuple(languages), problems


def _read(folder: str, code: str, named_in: str) -> Language | tuple[Diagnostic, ...]:
    path = f"templates/language.{code}.toml"
    on_disk = os.path.join(folder, *path.split("/"))
    if not os.path.isfile(on_disk):
        return (
            Diagnostic(
                "language-data",
                SourceLocation(named_in),
                what=msg("letters are to be in “{code}”, and besrour has no data on it", code=code),
                remedy=msg("add {path}, or take the language out", path=path),
            ),
        )
    page = read_page(on_disk, path)
    if page.problems:
        return tuple(page.problems)
    # woken by a programme with a further language only: it brings the TOML parser along
    from besrour_cli.model.language_data import parse_language_data  # noqa: PLC0415

    found = parse_language_data("\n".join(page.lines), path)
    return found if isinstance(found, tuple) else Language(found)
