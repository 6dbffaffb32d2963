"""The form on paper: one sheet of A4, each side a language, with the same questions in the same order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from besrour_cli.model.evaluation.form import EvaluationForm, Item, ItemKind
from besrour_cli.model.evaluation.wording import side_by_side
from besrour_cli.model.language import own_name, tag
from besrour_cli.publishing.content_policy import compact, content_policy, stripped
from besrour_cli.publishing.forms.evaluation.blocks import blocks, parts
from besrour_cli.publishing.forms.evaluation.csv_text import csv_text
from besrour_cli.publishing.templates import Templates

_TEMPLATE = "forms/evaluation"
_SHORT = 45
"""Letters of all choices together that may stand on one line."""
_MANY, _NARROW = 3, 21
"""Choices that are many, and the letters of one that fit into half a column."""


def paper_form(form: EvaluationForm, wave: str, templates: Mapping[str, str]) -> bytes:
    """The page as HTML, to print or to save as PDF.

    Raises :class:`~besrour_cli.model.errors.DiagnosticsError` for a mistake in its template.
    """
    source = Templates(templates)
    style = compact(source.frame(f"{_TEMPLATE}.css", {}))
    facts: dict[str, object] = {
        "title": side_by_side(form.title, form.languages),
        "wave": wave,
        "style": Markup(style),
        "policy": content_policy(style, ""),
        "sides": [_side(form, code) for code in form.languages],
    }
    return f"{stripped(source.frame(f'{_TEMPLATE}.html', facts))}\n".encode()


def _side(form: EvaluationForm, code: str) -> dict[str, object]:
    """One side of the sheet: everything in one language."""
    shown: list[dict[str, object]] = []
    for number, block in enumerate(blocks(form, (ItemKind.THEN_NOW, ItemKind.SCALE)), 1):
        first = block.items[0]
        choices = [choice.text[code] for choice in first.choices]
        shown.append(
            {
                "number": number,
                "kind": first.kind.value,
                "text": first.text[code],
                "help": first.help.get(code, ""),
                "parts": [words[code] for _part, words in parts(form)] if block.is_then_now else [""],
                "rows": [item.text[code] for item in block.items],
                "choices": choices,
                "set": "inline" if sum(map(len, choices)) <= _SHORT else _columns_of(choices),
            }
        )
    return {
        "language": code,
        "tag": tag(code),
        "name": own_name(code),
        "others": [own_name(other) for other in form.languages if other != code],
        "title": form.title[code],
        "about": form.about[code].split("\n"),
        "runs": [{"shape": shape, "blocks": list(run)} for shape, run in groupby(shown, _shape)],
    }


def _columns_of(choices: Sequence[str]) -> str:
    """The style of a list of choices: two columns where there are many and all are short."""
    return "pair" if len(choices) > _MANY and max(map(len, choices)) <= _NARROW else ""


def _shape(block: Mapping[str, object]) -> str:
    """Whether a block takes the whole width of the paper or one of two columns."""
    return "wide" if block["kind"] in (ItemKind.THEN_NOW, ItemKind.SCALE) else "questions"


def typed_table(form: EvaluationForm) -> bytes:
    """An empty table to type papers into, one a row: the language, then a column an item, by its id."""
    return f"\ufeff{csv_text([['language', *_columns(form)]])}".encode()


def _columns(form: EvaluationForm) -> list[str]:
    return [name for item in form.items for name in item.columns() or _own(item)]


def _own(item: Item) -> tuple[str, ...]:
    """The column of an item whose answers are stored elsewhere: a code, or words."""
    return (item.id,) if item.kind in (ItemKind.COMMENT, ItemKind.CODE) else ()
