"""A REDCap data dictionary: the 18 columns of an instrument, both languages in each label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from besrour_cli.model.evaluation.form import AGREED, CONSENT, EvaluationForm, Item, ItemKind
from besrour_cli.model.evaluation.wording import language_question, side_by_side
from besrour_cli.model.language import own_name
from besrour_cli.publishing.forms.evaluation.blocks import ItemBlock, blocks, parts
from besrour_cli.publishing.forms.evaluation.csv_text import csv_text

HEADINGS = (
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
)
"""The columns of a dictionary as REDCap exports it (OuhscBbmc/REDCapR, inst/test-data)."""
LANGUAGE_FIELD = "form_language"
_INSTRUMENT = "evaluation"
_TYPES = {
    ItemKind.SCALE: "radio",
    ItemKind.ONE: "radio",
    ItemKind.SEVERAL: "checkbox",
    ItemKind.COMMENT: "notes",
    ItemKind.CODE: "text",
}


def variable(name: str) -> str:
    """The name of an item or a choice as REDCap takes it: ``fair-time`` is ``fair_time``."""
    return name.replace("-", "_").replace(".", "_")


def redcap_dictionary(form: EvaluationForm, wave: str) -> bytes:
    """The dictionary as a table for REDCap's upload; no field is an identifier."""
    languages = form.languages
    names = _joined((code, own_name(code)) for code in languages)
    rows = [
        _row("record_id", "text", "Record / Enregistrement"),
        _row("about", "descriptive", side_by_side(form.about, languages, "\n\n")),
        _row(LANGUAGE_FIELD, "radio", language_question(wave, languages), choices=names, required="y"),
    ]
    has_consent = any(item.id == CONSENT for item in form.items)
    for block in blocks(form):
        for row in _rows(form, block):
            asks_consent = row["Variable / Field Name"] == CONSENT
            logic = f"[{CONSENT}] = '{AGREED}'" if has_consent and not asks_consent else ""
            rows.append({**row, "Branching Logic (Show field only if...)": logic})
    return csv_text([HEADINGS, *([row.get(name, "") for name in HEADINGS] for row in rows)]).encode()


def _rows(form: EvaluationForm, block: ItemBlock) -> Iterator[dict[str, str]]:
    """The fields of a block: then-now items as two matrices."""
    languages = form.languages
    first = block.items[0]
    if not block.is_then_now:
        yield _field(first, languages)
        return
    for part, words in parts(form):
        for number, item in enumerate(block.items):
            yield _row(
                variable(f"{item.id}.{part}"),
                "radio",
                side_by_side(item.text, languages),
                header="" if number else side_by_side(words, languages),
                choices=_choices(item, languages),
                matrix=f"{variable(first.id)}_{part}",
            )


def _field(item: Item, languages: tuple[str, ...]) -> dict[str, str]:
    return _row(
        variable(item.id),
        _TYPES[item.kind],
        side_by_side(item.text, languages),
        choices=_choices(item, languages),
        note=side_by_side(item.help, languages),
        required="y" if item.required else "",
    )


def _row(
    name: str,
    kind: str,
    label: str,
    *,
    header: str = "",
    choices: str = "",
    note: str = "",
    required: str = "",
    matrix: str = "",
) -> dict[str, str]:
    return {
        "Variable / Field Name": name,
        "Form Name": _INSTRUMENT,
        "Section Header": header,
        "Field Type": kind,
        "Field Label": label,
        "Choices, Calculations, OR Slider Labels": choices,
        "Field Note": note,
        "Required Field?": required,
        "Matrix Group Name": matrix,
    }


def _choices(item: Item, languages: tuple[str, ...]) -> str:
    return _joined((variable(choice.id), side_by_side(choice.text, languages)) for choice in item.choices)


def _joined(pairs: Iterable[tuple[str, str]]) -> str:
    """Codes and words as ``1, One | 2, Two``; a stroke in the words would end them."""
    return " | ".join(f"{code}, {words.replace('|', '/')}" for code, words in pairs)
