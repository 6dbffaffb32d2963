"""The form as text to paste into Microsoft Forms, SurveyMonkey or LimeSurvey, both languages side by side."""

from __future__ import annotations

from collections.abc import Iterator

from besrour_cli.model.evaluation.form import EvaluationForm, Item, ItemKind
from besrour_cli.model.evaluation.wording import language_question, side_by_side
from besrour_cli.model.language import own_name
from besrour_cli.publishing.forms.evaluation.blocks import ItemBlock, blocks, parts

_KINDS = {
    ItemKind.SCALE: "one choice / un seul choix",
    ItemKind.ONE: "one choice / un seul choix",
    ItemKind.SEVERAL: "several choices / plusieurs choix",
    ItemKind.COMMENT: "long text / texte long",
    ItemKind.CODE: "short text / texte court",
}
_REQUIRED = ", required / obligatoire"


def survey_code(name: str) -> str:
    """The code of a question in LimeSurvey, letters and digits alone: ``fair-time`` is ``fairtime``."""
    return name.replace("-", "").replace(".", "")


def pasted_text(form: EvaluationForm, wave: str) -> bytes:
    """The text, question by question; each has the code that LimeSurvey may have for it."""
    languages = form.languages
    lines = [side_by_side(form.title, languages), "", side_by_side(form.about, languages, "\n")]
    lines += ["", f"1. {language_question(wave, languages)}", f"   [{_KINDS[ItemKind.ONE]}{_REQUIRED}]"]
    lines += [f"   ( ) {own_name(code)}" for code in languages]
    number = 1
    for block in blocks(form):
        for question in _questions(form, block):
            number += 1
            title, *rest = question
            lines += ["", f"{number}. {title}", *(f"   {line}" for line in rest)]
    return ("\n".join(lines) + "\n").encode()


def _questions(form: EvaluationForm, block: ItemBlock) -> Iterator[list[str]]:
    """The questions of a block, each as its title and the lines below it."""
    languages = form.languages
    if not block.is_then_now:
        yield _question(block.items[0], side_by_side(block.items[0].text, languages), languages)
        return
    for part, words in parts(form):
        for item in block.items:
            halves = {code: f"{words[code]} {item.text[code]}" for code in languages}
            named = item._replace(id=f"{item.id}.{part}", kind=ItemKind.SCALE)
            yield _question(named, side_by_side(halves, languages), languages)


def _question(item: Item, title: str, languages: tuple[str, ...]) -> list[str]:
    kind = _KINDS[item.kind] + (_REQUIRED if item.required else "")
    mark = "[ ]" if item.kind is ItemKind.SEVERAL else "( )"
    helps = [item.help[code] for code in languages if code in item.help]
    choices = [f"{mark} {side_by_side(choice.text, languages)}" for choice in item.choices]
    return [title, f"[{kind}; code: {survey_code(item.id)}]", *helps, *choices]
