"""``points:`` of the evaluation form: the five words of a scale, in each language, from 1 to 5."""

from __future__ import annotations

from collections.abc import Iterable

from besrour_cli.model.evaluation.form import ItemChoice
from besrour_cli.model.evaluation.wording import OUTPUT
from besrour_cli.model.language import LANGUAGES, NAMES, completed
from besrour_cli.model.message import msg
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import MappingNode, Node, report
from besrour_cli.storage.yaml.readers import line, list_of, warn_missing
from besrour_cli.storage.yaml.unknown_keys import report_unknown_key

POINTS = 5
"""How many points a scale has."""


def read_points(
    page: SourceFile, node: Node, languages: Iterable[str]
) -> dict[str, tuple[ItemChoice, ...]] | None:
    """The scales by their names, each with its points; one with a mistake has none."""
    if not isinstance(node, MappingNode):
        report(
            page,
            node,
            "kind-not-mapping",
            msg("“{key}” has no ids", key=node.key),
            msg("write an id on a line below, indented, with a colon after it"),
        )
        return None
    allowed = tuple(dict.fromkeys((*languages, *LANGUAGES)))
    return {name: _scale(page, value, allowed) for name, (_key, value) in node.pairs.items()}


def _scale(page: SourceFile, node: Node, allowed: tuple[str, ...]) -> tuple[ItemChoice, ...]:
    """The points of one scale; none with its mistakes reported."""
    if not isinstance(node, MappingNode):
        report(
            page,
            node,
            "text-one-language",
            msg("“{key}” is written in one language only", key=node.key),
            msg("write both, each on its line below {key}: en: and fr:", key=node.key),
        )
        return ()
    words: dict[str, tuple[str, ...]] = {}
    for code, (key, value) in node.pairs.items():
        if code not in allowed:
            report_unknown_key(page, node, key, value, allowed)
            continue
        words[code] = list_of(line)(page, value) or ()
        if len(words[code]) != POINTS:
            report(
                page,
                value,
                "form-points-number",
                msg(
                    "“{key}” has {n} words in {language}, and a scale has {points}",
                    key=node.key,
                    n=len(words[code]),
                    language=NAMES.get(code, {"en": code}),
                    points=POINTS,
                ),
                msg("write one word or more for each point, from the least to the most"),
            )
    for code in LANGUAGES:
        if code not in words:
            report(
                page,
                node,
                "text-half-missing",
                msg("“{key}” has no text in {language}", key=node.key, language=NAMES[code]),
                msg("add {code}: and the text", code=code),
            )
    if any(len(each) != POINTS for each in words.values()) or not words.keys() >= set(LANGUAGES):
        return ()
    texts = [
        completed({code: each[number] for code, each in words.items()}, allowed, OUTPUT)
        for number in range(POINTS)
    ]
    warn_missing(page, node, [code for code in allowed if any(code not in text for text in texts)])
    return tuple(ItemChoice(str(number), text) for number, text in enumerate(texts, 1))
