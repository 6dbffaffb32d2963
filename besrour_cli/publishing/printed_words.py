"""Words that are printed: a file ``words.toml`` among the templates, the coordinator's own over ours."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping

from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import ENGLISH, LANGUAGES, Text, completed
from besrour_cli.model.message import msg
from besrour_cli.publishing.templates import SHIPPED


def read_words(
    templates: Mapping[str, str], template: str, languages: Iterable[str] = ()
) -> Mapping[str, Text]:
    """The words of each language by their names; what the coordinator's file lacks is as shipped.

    Of the programme's ``languages``, further ones are there that have words for the English of all of them.
    Raises DiagnosticsError for a file that is not understood.
    """
    try:
        own = tomllib.loads(templates[template])
        shipped = tomllib.loads(templates.get(SHIPPED + template, templates[template]))
        words = {code: {**shipped[code], **own.get(code, {})} for code in LANGUAGES}
        for code, each in words.items():
            for name, text in each.items():
                if not isinstance(text, str):
                    raise TypeError(f"{code}.{name}")
        return words | _further(words, languages, template.partition("/")[0])
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        problem = Diagnostic(
            code="printed-words",
            spot=SourceLocation(f"templates/{template}"),
            what=msg("the words of this file cannot be read: {reason}", reason=str(error)),
            remedy=msg("begin from the shipped ones, and change what stands in quotes only"),
        )
        raise DiagnosticsError(msg("there is a mistake in a template"), [problem]) from error


def _further(words: Mapping[str, Text], languages: Iterable[str], output: str) -> dict[str, Text]:
    """The same words in further languages."""
    texts = {name: completed({ENGLISH: text}, languages, output) for name, text in words[ENGLISH].items()}
    whole = [code for code in languages if code not in words and all(code in each for each in texts.values())]
    return {code: {name: text[code] for name, text in texts.items()} for code in whole}


def filled(text: str, **facts: str) -> str:
    """A text with facts in its gaps; a gap that has none stays as it is written."""
    for name, fact in facts.items():
        text = text.replace(f"{{{name}}}", fact)
    return text
