"""Further languages of letters: their data and the wording of each kind, from ``templates/``."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.language import ENGLISH, LANGUAGES, Language
from besrour_cli.model.message import msg
from besrour_cli.storage import resources
from besrour_cli.storage.text.scalars import languages as codes_in
from besrour_cli.storage.text.source_file import SourceFile, read_page
from besrour_cli.storage.yaml.nodes import Node, ScalarNode, SequenceNode, report

if TYPE_CHECKING:
    from besrour_cli.storage.programme.language.words_toml import OutputWords

_FORM = "evaluation"
"""The form: a coordinator's own in sessions/ has words of its own."""


def read_languages(
    folder: str, codes: Iterable[str], page: SourceFile, node: Node | None
) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """Return a programme's languages, further ones with their data, and what is wrong in that data.

    ``node`` is the list of languages on the programme's ``page``, where what is missing is reported. A
    language whose data are missing or wrong stays a bare code: the programme then does not load.
    """
    languages: list[str] = []
    problems: list[Diagnostic] = []
    for code in codes:
        found: str | None = code
        if code not in LANGUAGES:
            found = _read(folder, code, problems)
            _report_missing(folder, code, page, node)
        languages.append(found or code)
    return tuple(languages), problems


def _read(folder: str, code: str, problems: list[Diagnostic]) -> Language | None:
    path = f"templates/language.{code}.toml"
    if not _is_there(folder, path):
        return None
    data = read_page(os.path.join(folder, *path.split("/")), path)
    found = None
    if not data.problems:
        # woken by a programme with a further language only: it brings the TOML parser along
        from besrour_cli.storage.programme.language.language_toml import read_language_data  # noqa: PLC0415

        found = read_language_data(data, code)
    problems += data.problems
    return Language(replace(found, words=_words(folder, code, problems))) if found else None


def _words(folder: str, code: str, problems: list[Diagnostic]) -> OutputWords:
    """What ``words.<code>.toml`` has of the page, the forms and the sheets; nothing where it is not there."""
    path = f"templates/words.{code}.toml"
    if not _is_there(folder, path):
        return {}
    page = read_page(os.path.join(folder, *path.split("/")), path)
    # as above
    from besrour_cli.storage.programme.language.words_toml import read_words  # noqa: PLC0415

    partial = [_FORM] if _is_there(folder, f"sessions/{_FORM}.yaml") else []
    words = {} if page.problems else read_words(page, resources.shipped_template("words.toml"), partial)
    problems += page.problems
    return words


def _is_there(folder: str, path: str) -> bool:
    return os.path.isfile(os.path.join(folder, *path.split("/")))


def _report_missing(folder: str, code: str, page: SourceFile, node: Node | None) -> None:
    """Report the files of a language that are missing, where its code stands in the list of languages.

    Without those of letters and dates there is no letter. Of what else is missing, a warning: statements,
    posts and such are then written without the language.
    """
    if node is None:
        return
    needed = [f"language.{code}.toml", *(f"{name}.{code}.md" for name in resources.wordings(ENGLISH))]
    wanted = [path.removeprefix("templates/") for path in resources.language_files(code)]
    missing = [file for file in wanted if not _is_there(folder, f"templates/{file}")]
    items = node.items if isinstance(node, SequenceNode) else [node]
    named = [item for item in items if isinstance(item, ScalarNode) and code in codes_in(item.text)]
    spot = named[0] if named else node
    if letters := ", ".join(file for file in missing if file in needed):
        report(
            page,
            spot,
            "language-data",
            msg("letters are to be in “{code}”, and templates/ lacks {files}", code=code, files=letters),
            msg(
                "`besrour init . --language {code}` writes them, to be translated; or take {code} out",
                code=code,
            ),
        )
    elif missing:
        report(
            page,
            spot,
            "language-outputs",
            msg(
                "templates/ lacks {files}: what they are for is written without “{code}”",
                code=code,
                files=", ".join(missing),
            ),
            msg("`besrour init . --language {code}` writes them", code=code),
            warning=True,
        )
