"""Readers of nodes: each takes a page and a node and gives a value, or None once it has reported why not.

They never raise. Small readers are combined into larger ones: ``list_of(scalar_of(scalars.email))``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, TypeVar

from besrour_cli.model.language import LANGUAGES, NAMES, Text
from besrour_cli.model.message import msg
from besrour_cli.model.text.hidden_signs import without_hidden_signs
from besrour_cli.storage.text.scalars import ParseError, tidy
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode, report
from besrour_cli.storage.yaml.unknown_keys import report_unknown_key

T = TypeVar("T")
Reader: TypeAlias = Callable[[SourceFile, Node], "T | None"]


def scalar(page: SourceFile, node: Node) -> str | None:
    """A text as typed; a list, a mapping or nothing at all is a mistake."""
    if isinstance(node, ScalarNode):
        if node.text.strip() or not node.plain:
            return node.text
        _report_nothing(page, node)
        return None
    if isinstance(node, SequenceNode):
        report(
            page,
            node,
            "kind-list",
            msg("“{key}” has a list where one text is expected", key=node.key),
            msg("write one text after the colon"),
        )
    else:
        report(
            page,
            node,
            "kind-mapping",
            msg("“{key}” has keys of its own where one text is expected", key=node.key),
            msg("put quotes around the text if it holds a colon, and write it on one line"),
        )
    return None


def _report_nothing(page: SourceFile, node: ScalarNode) -> None:
    """Report a key without a value, or whose value was taken for a comment."""
    rest = page.line(node.line)[node.column - 1 :].strip()
    if rest.startswith("#") and rest[1:2].strip():
        report(
            page,
            node,
            "value-missing",
            msg("“{key}” has no value: after a space, # begins a comment", key=node.key),
            msg('put quotes around it: "{text}"', text=rest),
        )
        return
    report(
        page,
        node,
        "value-missing",
        msg("nothing is written after “{key}:”", key=node.key),
        msg("write a value after the colon, or remove the line"),
    )


def line(page: SourceFile, node: Node) -> str | None:
    """A text on one line: its line ends and runs of blanks become single spaces."""
    text = scalar(page, node)
    if text is None:
        return None
    return _not_empty(page, node, tidy(text))


def paragraphs(page: SourceFile, node: Node) -> str | None:
    """A text of several lines, without the blanks around it and at the ends of its lines."""
    text = scalar(page, node)
    if text is None:
        return None
    return _not_empty(page, node, "\n".join(map(_row, text.strip().splitlines())))


def _row(text: str) -> str:
    return without_hidden_signs(text).rstrip()


def _not_empty(page: SourceFile, node: Node, text: str) -> str | None:
    """The text, or None when it is empty, which is reported."""
    if text:
        return text
    what = msg("the text of “{key}” is empty", key=node.key)
    report(page, node, "value-missing", what, msg("write a text"))
    return None


def scalar_of(parse: Callable[[str], T | ParseError]) -> Reader[T]:
    """A reader of one line of text by a parser of texts."""

    def read(page: SourceFile, node: Node) -> T | None:
        text = line(page, node)
        if text is None:
            return None
        value = parse(text)
        if isinstance(value, ParseError):
            report(page, node, value.code, value.what, value.remedy)
            return None
        return value

    return read


def list_of(one: Reader[T]) -> Reader[tuple[T, ...]]:
    """A reader of a list, or of one value alone; None when any of its items has a mistake."""

    def read(page: SourceFile, node: Node) -> tuple[T, ...] | None:
        nodes: Sequence[Node] = node.items if isinstance(node, SequenceNode) else (node,)
        items = [one(page, item) for item in nodes]
        values = tuple(v for v in items if v is not None)
        return values if len(values) == len(items) else None

    return read


def flattened(one: Reader[tuple[T, ...]]) -> Reader[tuple[T, ...]]:
    """A reader like :func:`list_of` for items that give several values each; every value once."""

    def read(page: SourceFile, node: Node) -> tuple[T, ...] | None:
        items = list_of(one)(page, node)
        return None if items is None else tuple(dict.fromkeys(v for values in items for v in values))

    return read


def bilingual(
    languages: Iterable[str], one: Reader[str] = line, *, wanted: Iterable[str] = ()
) -> Reader[Text]:
    """A reader of a mapping from language codes to texts: English, French and perhaps others.

    ``languages`` are those of the programme in its order, ``one`` reads each text. English and French must be
    there; that one of ``wanted`` is missing is a warning, for English stands in.
    """
    further = tuple(code for code in wanted if code not in LANGUAGES)
    allowed = tuple(dict.fromkeys((*languages, *LANGUAGES)))

    def read(page: SourceFile, node: Node) -> Text | None:
        if not isinstance(node, MappingNode):
            if isinstance(node, ScalarNode) and not node.text.strip() and node.plain:
                _report_nothing(page, node)
                return None
            report(
                page,
                node,
                "text-one-language",
                msg("“{key}” is written in one language only", key=node.key),
                msg("write both, each on its line below {key}: en: and fr:", key=node.key),
            )
            return None
        texts: dict[str, str | None] = {}
        for code, (key, value) in node.pairs.items():
            if code not in allowed:
                report_unknown_key(page, node, key, value, allowed)
            texts[code] = one(page, value) if code in allowed else None
        for code in LANGUAGES:
            if code not in texts:
                report(
                    page,
                    node,
                    "text-half-missing",
                    msg("“{key}” has no text in {language}", key=node.key, language=NAMES[code]),
                    msg("add {code}: and the text", code=code),
                )
                texts[code] = None
        warn_missing(page, node, [code for code in further if code not in texts])
        readable = {code: text for code in allowed if (text := texts.get(code)) is not None}
        return readable if len(readable) == len(texts) else None

    return read


def warn_missing(page: SourceFile, node: Node, codes: Iterable[str]) -> None:
    """Warn of further languages of the programme that a text does not have."""
    for code in codes:
        report(
            page,
            node,
            "text-language-missing",
            msg("“{key}” has no text in {language}", key=node.key, language=code),
            msg("add {code}: and the text", code=code),
            warning=True,
        )
