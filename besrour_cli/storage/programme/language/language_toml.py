"""``language.<code>.toml`` as the data of a language: every key, pattern and phrase checked at its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from besrour_cli.clock.formatting import DAYS
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.language_data import ANSWERS, LanguageData, TypographyRule
from besrour_cli.model.message import msg
from besrour_cli.storage.programme.language.checks import (
    RULES,
    check_fields,
    check_keys,
    check_phrases,
    check_rules,
    check_table,
)
from besrour_cli.storage.programme.language.toml_page import TomlPage, read_toml
from besrour_cli.storage.text.source_file import SourceFile

_LISTS = {"days": 7, "months": 12, "short_months": 12, "day_marks": 4}
_PATTERNS = {
    "date": "{weekday}, {day}~{month} {year}",
    "date_without_weekday": "{day}~{month} {year}",
    "date_without_year": "{weekday}, {day}~{month}",
    "day_and_month": "{day}~{month}",
    "short_date": "{day}~{month}",
    "month_and_year": "{month} {year}",
    "time": "{hour}h{minute}",
    "full_hour": "{hour}h",
    "range": "{start}–{end}",
    "offset": "UTC{sign}{hours}",
    "offset_with_minutes": "UTC{sign}{hours}:{minutes}",
    "duration": "{n} min",
}
"""What each pattern may look like; it has these fields, each once."""
_WORDS = {"code": "pt", "tag": "pt-MZ", "and": "e", "colon": ":", "common_words": "o a os as de do da e que"}
_SAMPLE = "sample"
"""Says of files that besrour shipped that nobody who speaks the language has read them yet."""
_TABLES = ("names", "languages", "places", "phrases", "answers")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def read_language_data(page: SourceFile, code: str) -> LanguageData | None:
    """The language of a file, or None with every mistake on the page; ``code`` is that of the file's name."""
    toml = read_toml(page)
    if toml is None:
        return None
    check_keys(toml, (), (*_WORDS, *_PATTERNS, *_LISTS, *_TABLES, *RULES, _SAMPLE))
    _check_state(toml)
    _check_words(toml, code)
    for key, count in _LISTS.items():
        _check_list(toml, key, count)
    for key in _PATTERNS:
        _check_pattern(toml, key)
    for key in _TABLES:
        check_table(toml, key)
    _check_names(toml, code)
    _check_answers(toml)
    check_phrases(toml, (*_WORDS, *_PATTERNS, *_LISTS))
    for kind in RULES:
        check_rules(toml, kind)
    if any(not problem.warning for problem in page.problems):
        return None
    return _language_data(toml.data)


def _check_state(toml: TomlPage) -> None:
    """Warn that the wording is a sample, as long as the file says so, and that the file is still English."""
    if toml.data.get("days") == list(DAYS["en"]):
        toml.warn(
            ("days",),
            "language-english",
            msg("this file is in English still: so are the dates of letters, calendars and pages"),
            msg("translate what stands in quotes"),
        )
    value = toml.data.get(_SAMPLE, False)
    if not isinstance(value, bool):
        toml.report(
            (_SAMPLE,),
            "language-sample",
            msg("“{key}” must be true or false, without quotes", key=_SAMPLE),
            msg("write {need}", need=f"{_SAMPLE} = true"),
        )
    elif value:
        toml.warn(
            (_SAMPLE,),
            "language-sample",
            msg("the wording of this language is a sample that no speaker has reviewed for you"),
            msg(
                "have a speaker read the files of this language in templates/ before anything is sent, then "
                "take this line out"
            ),
        )


def _lacks(toml: TomlPage, key: str, example: str) -> None:
    """Report a key that must be written, or what is there instead of its text."""
    toml.report(
        (key,),
        "language-key",
        msg("“{key}” must be a text in quotes", key=key)
        if key in toml.data
        else msg("“{key}” is missing in the data of a language", key=key),
        msg("write {need}", need=example)
        if key in toml.data
        else msg("write above the first [table]: {need}", need=example),
    )


def _check_words(toml: TomlPage, code: str) -> None:
    for key, example in _WORDS.items():
        value = toml.data.get(key)
        if not (isinstance(value, str) and value.strip()):
            _lacks(toml, key, f'{key} = "{code if key == "code" else example}"')
    own, tag = toml.data.get("code"), toml.data.get("tag")
    if isinstance(own, str) and own.strip() and own != code:
        toml.report(
            ("code",),
            "language-code",
            msg("the file is named after “{code}”, and its key code says “{own}”", code=code, own=own),
            msg("write {need}", need=f'code = "{code}"'),
        )
    if isinstance(tag, str) and tag.strip() and not _TAG.fullmatch(tag):
        toml.report(
            ("tag",),
            "language-tag",
            msg("“{tag}” is not a tag of a language", tag=tag),
            msg("write {need}", need=f'tag = "{code}"'),
        )


def _check_list(toml: TomlPage, key: str, count: int) -> None:
    value = toml.data.get(key)
    words = value if isinstance(value, list) and all(isinstance(v, str) and v for v in value) else []
    example = f'{key} = ["…", "…"]'
    if key not in toml.data:
        _lacks(toml, key, example)
    elif len(words) != count:
        toml.report(
            (key,),
            "language-list",
            msg("“{key}” must be a list of {count} texts", key=key, count=count),
            msg("write {count} texts in quotes, with commas between them: {need}", count=count, need=example),
        )
    elif len({word.casefold() for word in words}) < count:
        again = next(w for n, w in enumerate(words) if w.casefold() in [v.casefold() for v in words[:n]])
        toml.report(
            (key,),
            "language-list",
            msg("“{word}” stands in “{key}” twice: dates could not be read back", word=again, key=key),
            msg("write another word for each"),
        )


def _check_pattern(toml: TomlPage, key: str) -> None:
    value, example = toml.data.get(key), _PATTERNS[key]
    values = value if key == "duration" and isinstance(value, list) and value else [value]
    if not all(isinstance(v, str) and v.strip() for v in values):
        _lacks(toml, key, f'{key} = "{example}"')
        return
    for pattern in map(str, values):
        check_fields(toml, (key,), pattern, example, once=True)


def _check_names(toml: TomlPage, code: str) -> None:
    """Report languages that have no word for this one, or for which this one has none."""
    for key, wanted in (("names", LANGUAGES), ("languages", (*LANGUAGES, code))):
        table = toml.data.get(key, {})
        for each in wanted if isinstance(table, dict) else ():
            if each not in table:
                toml.report(
                    (key,),
                    "language-names",
                    msg("[{key}] lacks “{word}”", key=key, word=each),
                    msg("write below [{key}]: {need}", key=key, need=f'{each} = "…"'),
                )


def _check_answers(toml: TomlPage) -> None:
    """Report answers that letters do not ask for."""
    if isinstance(toml.data.get("answers"), dict):
        check_keys(toml, ("answers",), ANSWERS)


def _language_data(data: Mapping[str, Any]) -> LanguageData:
    durations = data["duration"] if isinstance(data["duration"], list) else [data["duration"]]
    return LanguageData(
        code=data["code"],
        tag=data["tag"],
        conjunction=data["and"],
        colon=_no_breaks(data["colon"]),
        lists={key: tuple(data[key]) for key in _LISTS},
        patterns={key: _no_breaks(data[key]) for key in _PATTERNS if key != "duration"},
        durations=tuple(map(_no_breaks, durations)),
        common=frozenset(data["common_words"].lower().split()),
        names=data["names"],
        languages=data["languages"],
        places=data.get("places", {}),
        phrases={key: _no_breaks(text) for key, text in data.get("phrases", {}).items()},
        answers=data.get("answers", {}),
        setting=tuple(
            (re.compile(rule["pattern"]), _no_breaks(rule["write"])) for rule in data.get("set", [])
        ),
        wrong=tuple(
            TypographyRule(re.compile(rule["pattern"]), rule["what"], rule["remedy"])
            for rule in data.get("wrong", [])
        ),
    )


def _no_breaks(text: str) -> str:
    return text.replace("~", "\u00a0")
