"""The evaluation form for each tool: what it builds, in both languages alike, and a sheet that looks well."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from besrour_cli.commands.workflows.evaluation.form_check import check_script
from besrour_cli.feedback.evaluation.layout import layout_of
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.evaluation.form import ItemKind
from besrour_cli.publishing.forms.evaluation.apps_script import apps_script
from besrour_cli.publishing.forms.evaluation.blocks import filled
from besrour_cli.publishing.forms.evaluation.paper import paper_form, typed_table
from besrour_cli.publishing.forms.evaluation.pasted_text import pasted_text
from besrour_cli.publishing.forms.evaluation.redcap import HEADINGS, redcap_dictionary
from besrour_cli.storage import resources
from besrour_cli.storage.programme.evaluation.load_form import load_form

FORM = filled(load_form("", ["en", "fr"]), {"contact": {"en": "cafe@example.org"}})
WAVE = "2027-01-cafe"
BUILDER = """
const made = [];
function item(kind, more) {
  const it = { kind, title: "" };
  it.setTitle = (t) => { it.title = t; return it; };
  for (const name of ["setHelpText", "setRequired", "setGoToPage"]) it[name] = () => it;
  it.setChoiceValues = (c) => { it.choices = c; return it; };
  it.setChoices = (c) => { it.choices = c; return it; };
  it.setRows = (r) => { it.rows = r; return it; };
  it.setColumns = (c) => { it.choices = c; return it; };
  it.createChoice = (words, where) => ({ words, where: where && (where.title || where) });
  made.push(it);
  return it;
}
const form = {};
for (const name of ["setCollectEmail", "setAllowResponseEdits", "setProgressBar", "setDestination"])
  form[name] = (x) => { form[name + "Value"] = x; return form; };
for (const name of ["MultipleChoice", "Checkbox", "Grid", "Text", "ParagraphText", "PageBreak"])
  form["add" + name + "Item"] = () => item(name);
form.getPublishedUrl = () => "";
const PageNavigationType = { CONTINUE: "on", SUBMIT: "end" };
const FormApp = { create: () => form, DestinationType: {}, PageNavigationType };
const SpreadsheetApp = { create: () => ({ getId: () => "", getUrl: () => "" }) };
const Logger = { log: () => {} };
"""


def built() -> tuple[list[dict[str, Any]], bool]:
    """The items that the script makes, with stand-ins for Google’s objects; whether it asks for addresses."""
    node = shutil.which("node")
    assert node, "this test needs Node.js"
    script = BUILDER + apps_script(FORM, WAVE).decode()
    script += "\nbuildEvaluationForm(); console.log(JSON.stringify([made, form.setCollectEmailValue]));"
    done = subprocess.run([node, "-"], input=script, capture_output=True, encoding="utf-8", check=True)
    items, asks = json.loads(done.stdout)
    return items, bool(asks)


@pytest.mark.readers
def test_the_script_builds_a_form_whose_answers_are_understood() -> None:
    """The headings of its sheet lead to every item; nobody’s address is asked for; “no” leads to the end."""
    items, asks_for_addresses = built()
    assert not asks_for_addresses
    language, *rest = [item for item in items if item["kind"] != "PageBreak"]
    assert [choice["words"] for choice in language["choices"]] == ["English", "Français"]
    assert [choice["where"] for choice in language["choices"]] == [FORM.title["en"], FORM.title["fr"]]
    consent = next(item for item in rest if item["title"] == FORM.item("consent").text["fr"])
    assert [(choice["words"], choice["where"]) for choice in consent["choices"]] == [
        ("Oui", "on"),
        ("Non", "end"),
    ]
    headings = ["Timestamp", language["title"]]
    for item in rest:
        headings += (
            [f"{item['title']} [{row}]" for row in item["rows"]] if "rows" in item else [item["title"]]
        )
    layout = layout_of([headings, ["x"] * len(headings)], FORM, {})
    assert layout is not None
    assert (layout.tool.id, layout.wave, layout.questions, layout.absent) == ("google", WAVE, (), ())
    found = [column.target.word for column in layout.columns if column.target]
    half = len(found) // 2
    assert found[:half] == found[half:]
    assert set(found) == {*FORM.columns(), "code", "story", "comment"}


def test_a_script_whose_halves_differ_is_refused() -> None:
    """Two questions, or two choices, in another order in French: an answer would land elsewhere."""
    check_script(apps_script(FORM, ""), "form.gs", FORM)
    for change in (_swap_items, _swap_choices, _drop_item):
        script = apps_script(FORM, "").decode()
        begin, rest = script.split("const FORM = ")
        words, end = rest.split(";\n\nconst ADD")
        data = json.loads(words)
        change(data["halves"][1]["items"])
        spoiled = f"{begin}const FORM = {json.dumps(data)};\n\nconst ADD{end}"
        with pytest.raises(DiagnosticsError) as caught:
            check_script(spoiled.encode(), "form.gs", FORM)
        assert "Français" in str(caught.value.problems[0].what)


def _swap_items(items: list[dict[str, Any]]) -> None:
    items[3], items[4] = items[4], items[3]


def _swap_choices(items: list[dict[str, Any]]) -> None:
    items[3]["choices"].reverse()


def _drop_item(items: list[dict[str, Any]]) -> None:
    del items[-1]


def dictionary() -> list[dict[str, str]]:
    """The rows of the REDCap dictionary."""
    return list(csv.DictReader(io.StringIO(redcap_dictionary(FORM, WAVE).decode(), newline="")))


def test_the_dictionary_is_as_redcap_demands() -> None:
    """18 columns; names, types, choices, matrices and logic that its upload accepts."""
    text = redcap_dictionary(FORM, WAVE).decode()
    assert tuple(next(csv.reader([text.splitlines()[0]]))) == HEADINGS
    assert len(HEADINGS) == 18
    rows = dictionary()
    names = [row["Variable / Field Name"] for row in rows]
    assert names[0] == "record_id"
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,25}", name) and not name.endswith("_") for name in names)
    assert {row["Form Name"] for row in rows} == {"evaluation"}
    for row in rows:
        assert row["Field Type"] in {"text", "notes", "radio", "checkbox", "descriptive"}
        choices = row["Choices, Calculations, OR Slider Labels"]
        assert bool(choices) == (row["Field Type"] in {"radio", "checkbox"})
        pairs = [choice.split(", ", 1) for choice in choices.split(" | ")] if choices else []
        assert all(re.fullmatch(r"[a-z0-9_]+", code) and label for code, label in pairs)
        assert len({code for code, _label in pairs}) == len(pairs)
        assert not row["Identifier?"]
        for name in re.findall(r"\[(\w+)\]", row["Branching Logic (Show field only if...)"]):
            assert name in names
    matrices = [
        (key, list(group)) for key, group in groupby(rows, lambda row: row["Matrix Group Name"]) if key
    ]
    assert len({key for key, _group in matrices}) == len(matrices) == 2
    for key, group in matrices:
        assert re.fullmatch(r"[a-z0-9_]{1,60}", key)
        assert len({row["Choices, Calculations, OR Slider Labels"] for row in group}) == 1


def test_every_label_has_both_languages() -> None:
    """Whoever answers in REDCap, or in a tool the text was pasted into, reads her own."""
    rows = {row["Variable / Field Name"]: row for row in dictionary()}
    text = pasted_text(FORM, WAVE).decode()
    for item in FORM.items:
        name = item.id.replace("-", "_")
        name = f"{name}_then" if item.kind is ItemKind.THEN_NOW else name
        for words in item.text.values():
            assert words in rows[name]["Field Label"]
            assert words in text
        for choice in item.choices:
            assert all(words in text for words in choice.text.values())


def test_what_is_typed_from_paper_is_read_by_its_headings() -> None:
    """The table has a column for each item, by its id."""
    headings = typed_table(FORM).decode("utf-8-sig").strip().split(",")
    layout = layout_of([headings, ["x"] * len(headings)], FORM, {})
    assert layout is not None
    assert (layout.questions, layout.absent, len(layout.columns)) == ((), (), len(headings))


def test_the_same_form_gives_the_same_bytes() -> None:
    """And nothing of it is left unfilled."""
    templates = resources.templates(None)
    for make in (apps_script, redcap_dictionary, pasted_text):
        assert make(FORM, WAVE) == make(FORM, WAVE)
        assert b"{contact}" not in make(FORM, WAVE)
    assert paper_form(FORM, WAVE, templates) == paper_form(FORM, WAVE, templates)


@pytest.mark.readers
def test_the_sheet_fits_on_two_sides_of_a4(chromium: Any, axe: str, tmp_path: Path) -> None:
    """A side a language, nothing cut off or pushed out, and a screen reader reads it too."""
    path = tmp_path / "form.html"
    path.write_bytes(paper_form(FORM, WAVE, resources.templates(None)))
    page = chromium.new_page(viewport={"width": 711, "height": 1060})
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth <= 711")
    wide = "[...document.querySelectorAll('th,td,li,legend')].filter(e => e.scrollWidth > e.clientWidth + 1)"
    assert page.evaluate(f"{wide}.map(e => e.textContent)") == []
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == len(FORM.languages)
    page.emulate_media(media="screen")
    page.evaluate(axe)
    found = page.evaluate("axe.run().then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))")
    assert found == []
    page.close()
