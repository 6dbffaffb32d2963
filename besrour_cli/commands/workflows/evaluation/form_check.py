"""The written form read back: every question leads to its item, in the same order in each language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from besrour_cli.feedback.evaluation.headings import FormHeadings, choice_called
from besrour_cli.feedback.evaluation.values import Heading
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.evaluation.form import EvaluationForm
from besrour_cli.model.message import msg
from besrour_cli.publishing.forms.evaluation.blocks import blocks, parts

_BEGIN, _END = "const FORM = ", ";\n\nconst ADD"


def check_script(script: bytes, path: str, form: EvaluationForm) -> None:
    """Refuse a script in which the halves do not ask the same, in the order of the form.

    It is read as the answers will be: by its words. Raises DiagnosticsError with every difference.
    """
    data = json.loads(script.decode().split(_BEGIN)[1].split(_END)[0])
    expected = _expected(form)
    problems = []
    for half in data["halves"]:
        found = list(_asked(half, FormHeadings(form), form))
        for number, (wanted, got) in enumerate(zip(expected, found, strict=False), 1):
            if wanted != got:
                problems.append(_problem(path, half["language"], number, wanted, got))
        if len(expected) != len(found):
            problems.append(_problem(path, half["language"], min(len(expected), len(found)) + 1, "", ""))
    if problems:
        raise DiagnosticsError(
            msg("the languages of the form do not ask the same"), problems, msg("nothing was written")
        )


def _expected(form: EvaluationForm) -> list[str]:
    """What is asked, in order: an item with its choices, then-now items all for then, and all for now."""
    asked = []
    for block in blocks(form):
        for part in [part for part, _words in parts(form)] if block.is_then_now else [""]:
            for item in block.items:
                name = f"{item.id}.{part}" if part else item.id
                asked.append(" ".join([name, *(choice.id for choice in item.choices)]))
    return asked


def _asked(half: Mapping[str, Any], headings: FormHeadings, form: EvaluationForm) -> Iterator[str]:
    """What a half asks, read by its words."""
    for item in half["items"]:
        for row in item.get("rows", [""]):
            match = headings.match(Heading(item["title"], row))
            if match is None:
                yield f"? {item['title']} {row}".rstrip()
                continue
            known = form.item(match.target.item)
            choices = (choice_called(known, words) or f"?{words}" for words in item["choices"])
            yield " ".join([match.target.word, *choices])


def _problem(path: str, language: str, number: int, wanted: str, got: str) -> Diagnostic:
    return Diagnostic(
        code="form-order",
        spot=SourceLocation(path),
        what=msg(
            "in {language}, question {number} is “{got}” and should be “{wanted}”",
            language=language,
            number=number,
            got=got,
            wanted=wanted,
        ),
        remedy=msg("make the words of the items differ more in sessions/evaluation.yaml"),
    )
