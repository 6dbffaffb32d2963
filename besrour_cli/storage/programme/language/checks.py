"""What the tables of a language's file may hold: known keys, fields between braces, phrases, rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any

from besrour_cli.model.language_data import PHRASES
from besrour_cli.model.message import msg
from besrour_cli.storage.programme.language.toml_page import TomlPage
from besrour_cli.storage.text.scalars import similar

RULES: Mapping[str, Mapping[str, str]] = {
    "set": {"pattern": r"(?<=\d) (?=%)", "write": "~"},
    "wrong": {"pattern": r" \?", "what": "um espaço antes de ?", "remedy": "tire o espaço"},
}


def check_keys(
    toml: TomlPage, path: tuple[str | int, ...], known: Iterable[str], whole: Iterable[str] = ()
) -> None:
    """Report the keys of a table that it does not have; ``whole`` are those of the file itself."""
    table: Any = toml.data
    for step in path:
        table = table[step]
    for key in table:
        if key in known:
            continue
        near = similar(key, known)
        toml.report(
            (*path, key),
            "language-key",
            msg("“{key}” is not a key known here", key=key),
            msg("it is for the whole language: move the line above the first [table]")
            if path and key in whole
            else msg("a similar one exists: {word}", word=near)
            if near
            else msg("known are: {words}", words=", ".join(known)),
        )


def check_fields(
    toml: TomlPage, path: tuple[str | int, ...], pattern: str, example: str, *, once: bool = False
) -> None:
    """Report fields between braces that are not those of the example; ``once``: none may come twice."""
    fields, wanted = fields_of(pattern), fields_of(example) or []
    key = str(path[-1])
    need = " ".join(f"{{{field}}}" for field in wanted)
    if fields is None:
        what = msg("the braces of “{key}” do not close, or hold more than a name", key=key)
    elif unknown := [field for field in fields if field not in wanted]:
        what = msg("“{key}” has no field “{field}”", key=key, field=f"{{{unknown[0]}}}")
    elif missing := [field for field in wanted if field not in fields]:
        what = msg("“{key}” lacks the field “{field}”", key=key, field=f"{{{missing[0]}}}")
    elif once and len(fields) > len(wanted):
        what = msg("a field of “{key}” comes twice", key=key)
    else:
        return
    remedy = msg("write {need} where each is to stand", need=need) if need else msg("write it without braces")
    toml.report(path, "language-pattern", what, remedy)


def fields_of(pattern: str) -> list[str] | None:
    """The names between the braces of a pattern; None when they hold anything else, or do not close."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        return None
    fields = []
    for text, field, form, conversion in parts:
        if (
            form
            or conversion
            or "{" in text
            or "}" in text
            or (field is not None and not field.isidentifier())
        ):
            return None
        if field is not None:
            fields.append(field)
    return fields


def check_table(toml: TomlPage, key: str, *, allow_empty: bool = False) -> None:
    """Report a table that is none, and values in it that are no texts, or empty ones."""
    table = toml.data.get(key, {})
    if not isinstance(table, dict):
        toml.report(
            (key,),
            "language-table",
            msg("“{key}” must be a table", key=key),
            msg("write [{key}] on a line of its own, and its words below it", key=key),
        )
        return
    for name, value in table.items():
        if not (isinstance(value, str) and (allow_empty or value.strip())):
            toml.report(
                (key, name),
                "language-table",
                msg("“{key}” must be a text in quotes", key=name),
                msg("write {need}", need=f"{_bare(name)} = {_quoted('…')}"),
            )


def check_phrases(toml: TomlPage, whole: Iterable[str]) -> None:
    """Report phrases without their fields, unknown ones, and, as a warning, each that is left out."""
    phrases, english = toml.data.get("phrases", {}), PHRASES["en"]
    if not isinstance(phrases, dict):
        return
    if phrases:
        check_keys(toml, ("phrases",), tuple(english), whole)
    for key, words in english.items():
        value = phrases.get(key)
        if isinstance(value, str) and value.strip():
            check_fields(toml, ("phrases", key), value, words)
        elif key not in phrases:
            toml.warn(
                ("phrases",),
                "language-phrase",
                msg("[phrases] lacks “{key}”: calendar entries say it in English", key=key),
                msg(
                    "write below [phrases], in your language: {need}", need=f"{_bare(key)} = {_quoted(words)}"
                ),
            )


def _bare(key: str) -> str:
    return key if re.fullmatch(r"[\w-]+", key) else _quoted(key)


def _quoted(words: str) -> str:
    return f'"{words}"'


def check_rules(toml: TomlPage, kind: str) -> None:
    """Report what is wrong with the rules of typography: ``[[set]]`` or ``[[wrong]]``."""
    rules, example = toml.data.get(kind, []), RULES[kind]
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        toml.report(
            (kind,),
            "language-rule",
            msg("“{key}” must be a list of rules", key=kind),
            msg("write [[{key}]], with two brackets, above each rule", key=kind),
        )
        return
    for number, rule in enumerate(rules):
        path = (kind, number)
        check_keys(toml, path, tuple(example))
        wrong = [key for key in example if not isinstance(rule.get(key), str)]
        for key in wrong:
            toml.report(
                (*path, key),
                "language-rule",
                msg("the rule lacks “{key}”, a text in quotes", key=key),
                msg("write {need}", need=f"{key} = '{example[key]}'"),
            )
        if not wrong:
            _check_expression(toml, path, rule)


def _check_expression(toml: TomlPage, path: tuple[str | int, ...], rule: Mapping[str, str]) -> None:
    """Report a pattern that is no regular expression, and a ``write`` that names groups it does not have."""
    try:
        pattern = re.compile(rule["pattern"])
    except (re.error, OverflowError, RecursionError):
        toml.report(
            (*path, "pattern"),
            "language-rule",
            msg("the pattern is not a regular expression"),
            msg("close every bracket, and write \\ before a sign that is meant as it is: \\( \\? \\."),
        )
        return
    if pattern.fullmatch(""):
        toml.report(
            (*path, "pattern"),
            "language-rule",
            msg("the pattern also fits where nothing is written"),
            msg("name at least one sign that it must find"),
        )
    try:
        pattern.sub(rule.get("write", ""), "")
    except (re.error, IndexError):
        toml.report(
            (*path, "write"),
            "language-rule",
            msg("what is to be written names a part that the pattern does not have"),
            msg("the pattern has {n} parts in round brackets: \\1 is the first", n=pattern.groups),
        )
