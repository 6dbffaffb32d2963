"""What pages say in further languages: templates have two, ``words.<code>.toml`` has the others.

A template hands both to its macro ``both``; in another language the English is looked up. A language is in a
page only when it has all of the page's words, so that none is printed by halves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from besrour_cli.model.diagnostic import Diagnostic, SourceLocation, SourceText
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import ENGLISH, data_of
from besrour_cli.model.language_data import LanguageData
from besrour_cli.model.message import msg
from besrour_cli.publishing.documents.markup import Block, BlockKind, Document, Span, SpanKind
from besrour_cli.publishing.documents.typography import set_typography
from besrour_cli.publishing.parity.figures import compare_figures
from besrour_cli.publishing.parity.half import ComparedHalf, ExpectedFacts
from besrour_cli.publishing.parity.half_mistakes import own_mistakes
from besrour_cli.publishing.templates import FOLDER


def output_words(languages: Sequence[str], output: str) -> dict[str, dict[str, str]]:
    """The words of an output in further languages, by the English; built-in languages are left out.

    To look up what a language has no words for raises DiagnosticsError: a coordinator's own template says it.
    """
    return {
        code: _Words(data.code, output, data.words[output])
        for code in languages
        if (data := data_of(code)) is not None
    }


def word_mistakes(languages: Sequence[str], templates: Mapping[str, str]) -> Iterator[Diagnostic]:
    """What the words of further languages say otherwise than the English, or against their typography.

    ``templates`` holds the files ``words.<code>.toml``, by which each mistake has its line.
    """
    for code in languages:
        if (data := data_of(code)) is not None:
            lines = tuple(templates.get(_file(data.code), "").splitlines())
            for words in data.words.values():
                for english, text in words.items():
                    yield from _mistakes(code, data, languages, (english, text), lines)


def _mistakes(
    code: str, data: LanguageData, languages: Sequence[str], pair: tuple[str, str], lines: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """Mistakes in one text beside its English."""
    english, text = pair
    path, begin = FOLDER + _file(data.code), f'"{english}" ='
    number = next((n for n, line in enumerate(lines, 1) if line.startswith(begin)), 0)
    source = SourceText(SourceLocation(path, number, len(begin) + 2), len(text) + 2, 0, lines)
    first = ComparedHalf(_one_line(english, ENGLISH), path)
    other = ComparedHalf(_one_line(text, code), path, source if number else None)
    yield from own_mistakes(other, ExpectedFacts(), languages)
    yield from compare_figures(first, other)


def _one_line(text: str, language: str) -> Document:
    words = Span(SpanKind.WORDS, set_typography(text, language))
    return Document(language, {}, (Block(BlockKind.PARAGRAPH, ((words,),)),))


def _file(code: str) -> str:
    return f"words.{code}.toml"


class _Words(dict[str, str]):
    """The words of one language, which refuse what they do not have."""

    def __init__(self, code: str, output: str, words: Mapping[str, str]) -> None:
        super().__init__(words)
        self._code, self._output = code, output

    def __missing__(self, english: str) -> str:
        problem = Diagnostic(
            "words-missing",
            SourceLocation(FOLDER + _file(self._code)),
            what=msg(
                "[{table}] lacks the words for “{first}”, which a template of yours says",
                table=self._output,
                first=english,
            ),
            remedy=msg("write below [{table}]: {need}", table=self._output, need=f'"{english}" = "…"'),
        )
        raise DiagnosticsError(msg("there is a mistake in a template"), [problem])
