"""``words.<code>.toml``: what pages, forms and sheets say in a further language, by the English."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from besrour_cli.model.message import msg, msgn
from besrour_cli.storage.programme.language.checks import check_fields, check_table
from besrour_cli.storage.programme.language.toml_page import TomlPage, read_toml
from besrour_cli.storage.text.source_file import SourceFile

OutputWords: TypeAlias = Mapping[str, Mapping[str, str]]
"""Words by output (``page``, ``evaluation`` ...), and there by their English."""


def read_words(page: SourceFile, shipped: str, partial: Iterable[str]) -> OutputWords:
    """The words of every output that has all of them; what is missing is a warning at the first of it.

    ``shipped`` is the file to translate, whose texts are empty: it says which words there are. Outputs in
    ``partial`` may lack any.
    """
    toml = read_toml(page)
    if toml is None:
        return {}
    found: dict[str, Mapping[str, str]] = {}
    for output, english in tomllib.loads(shipped).items():
        check_table(toml, output, allow_empty=True)
        table = toml.data.get(output, {})
        if not isinstance(table, dict):
            continue
        written = {key: text for key, text in table.items() if isinstance(text, str) and text.strip()}
        for key, text in written.items():
            check_fields(toml, (output, key), text, key)
        missing = [key for key in english if key not in written]
        if output in partial or not missing:
            found[output] = {key: text.replace("~", "\u00a0") for key, text in written.items()}
        else:
            _warn(toml, output, missing)
    return found


def _warn(toml: TomlPage, output: str, missing: list[str]) -> None:
    """One warning an output, where the first of its missing words is to be written."""
    first = (output, missing[0]) if missing[0] in toml.data.get(output, {}) else (output,)
    toml.warn(
        first,
        "language-words",
        msgn(
            "[{table}] lacks the words for “{first}”: what it is for is written without this language",
            "[{table}] lacks {n} words, “{first}” first: what it is for is written without this language",
            len(missing),
            table=output,
            first=missing[0],
        ),
        msg("write them behind = in your language; `besrour init` writes those that the file may lack"),
    )
