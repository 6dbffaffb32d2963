"""A Google Apps Script that builds the form: the language first, then a section in each language."""

from __future__ import annotations

import json
from collections.abc import Iterator

from besrour_cli.model.evaluation.form import AGREED, CONSENT, EvaluationForm, Item, ItemKind
from besrour_cli.model.evaluation.wording import language_question, side_by_side
from besrour_cli.model.language import own_name
from besrour_cli.publishing.forms.evaluation.blocks import ItemBlock, blocks, parts

_BUILDER = """\
// Paste into a new project on script.google.com, and run buildEvaluationForm once.
// Collez dans un nouveau projet sur script.google.com, puis exécutez buildEvaluationForm une fois.
const FORM = %s;

const ADD = {
  text: (form, item) => form.addTextItem(),
  long: (form, item) => form.addParagraphTextItem(),
  one: (form, item) => form.addMultipleChoiceItem().setChoiceValues(item.choices),
  several: (form, item) => form.addCheckboxItem().setChoiceValues(item.choices),
  grid: (form, item) => form.addGridItem().setRows(item.rows).setColumns(item.choices),
  consent: (form, item) => {
    const question = form.addMultipleChoiceItem();
    return question.setChoices(item.choices.map((words, number) => question.createChoice(
      words,
      item.agrees === number ? FormApp.PageNavigationType.CONTINUE : FormApp.PageNavigationType.SUBMIT)));
  },
};

function buildEvaluationForm() {
  const form = FormApp.create(FORM.title);
  form.setCollectEmail(false).setAllowResponseEdits(false).setProgressBar(true);
  const language = form.addMultipleChoiceItem().setTitle(FORM.question).setRequired(true);
  language.setChoices(FORM.halves.map((half, number) => {
    const section = form.addPageBreakItem().setTitle(half.title).setHelpText(half.about);
    if (number) section.setGoToPage(FormApp.PageNavigationType.SUBMIT);
    half.items.forEach((item) => {
      ADD[item.kind](form, item).setTitle(item.title).setHelpText(item.help).setRequired(item.required);
      if (item.kind === "consent") form.addPageBreakItem().setTitle(half.title);
    });
    return language.createChoice(half.language, section);
  }));
  const sheet = SpreadsheetApp.create(FORM.title);
  form.setDestination(FormApp.DestinationType.SPREADSHEET, sheet.getId());
  Logger.log("Form / formulaire: " + form.getPublishedUrl());
  Logger.log("Answers / réponses: " + sheet.getUrl());
}
"""
_KINDS = {
    ItemKind.SCALE: "one",
    ItemKind.ONE: "one",
    ItemKind.SEVERAL: "several",
    ItemKind.COMMENT: "long",
    ItemKind.CODE: "text",
}


def apps_script(form: EvaluationForm, wave: str) -> bytes:
    """The script; whoever answers sees her own language only, and nobody's address is asked for.

    Somebody who does not agree to the item ``consent`` is led to the end. ``wave``: the session that the
    form is about, which its first question then names ("": the download is told which one it is).
    """
    languages = form.languages
    data = {
        "title": side_by_side(form.title, languages),
        "question": language_question(wave, languages),
        "halves": [
            {
                "language": own_name(code),
                "title": form.title[code],
                "about": form.about[code],
                "items": [item for block in blocks(form) for item in _items(form, block, code)],
            }
            for code in languages
        ],
    }
    return (_BUILDER % _js(data)).encode()


def _items(form: EvaluationForm, block: ItemBlock, code: str) -> Iterator[dict[str, object]]:
    """The questions of a block in one language."""
    first = block.items[0]
    choices = [choice.text[code] for choice in first.choices]
    if block.is_then_now:
        for _part, words in parts(form):
            yield {
                "kind": "grid",
                "title": words[code],
                "help": "",
                "required": False,
                "rows": [item.text[code] for item in block.items],
                "choices": choices,
            }
        return
    yield {
        "kind": _KINDS[first.kind],
        "title": first.text[code],
        "help": first.help.get(code, ""),
        "required": first.required,
        "choices": choices,
        **_consent(first),
    }


def _consent(item: Item) -> dict[str, object]:
    ids = [choice.id for choice in item.choices]
    if item.id != CONSENT or item.kind is not ItemKind.ONE or AGREED not in ids:
        return {}
    return {"kind": "consent", "agrees": ids.index(AGREED)}


def _js(value: object) -> str:
    """A value as JavaScript writes it; nothing in it can end the script."""
    words = json.dumps(value, ensure_ascii=False, indent=1)
    return words.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
