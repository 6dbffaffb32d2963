"""The coordinator's own evaluation form: read whole, or all its mistakes at once with their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.evaluation.form import ItemKind
from besrour_cli.storage.programme.evaluation.form_yaml import read_form
from besrour_cli.storage.programme.evaluation.load_form import load_form
from besrour_cli.storage.resources import shipped_template
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import compose
from support.publishing.portuguese import PT
from support.storage.folder import Folder

FORM = """\
title: {en: Form, fr: Formulaire}
about: {en: About it, fr: À son sujet}
primary: lead
then: {en: Before, fr: Avant}
now: {en: Now, fr: Maintenant}
points:
  much:
    en: [a, b, c, d, e]
    fr: [f, g, h, i, j]
items:
  lead:
    kind: then-now
    points: much
    text: {en: leading, fr: animer}
  fair:
    kind: scale
    points: much
    text: {en: It was fair, fr: C’était juste}
  role:
    kind: one
    text: {en: Role, fr: Rôle}
    choices:
      nurse: {en: Nurse, fr: Infirmerie}
      other: {en: Other, fr: Autre}
  comment:
    kind: comment
    text: {en: Anything else?, fr: Autre chose?}
"""


def mistakes(folder: Path, text: str) -> list[tuple[str, int, str]]:
    """Code, line and marked words of each mistake."""
    (folder / "sessions").mkdir(exist_ok=True)
    (folder / "sessions" / "evaluation.yaml").write_text(text, encoding="utf-8")
    try:
        load_form(str(folder), ["en", "fr"])
    except DiagnosticsError as error:
        return [(p.code, p.spot.line, p.text[p.spot.column - 1 :][: p.width]) for p in error.problems]
    return []


def test_an_own_form_is_read(tmp_path: Path) -> None:
    """Items in their order, the points of scales from 1 to 5."""
    assert mistakes(tmp_path, FORM) == []
    form = load_form(str(tmp_path), ["en", "fr"])
    assert form.columns() == ("lead.then", "lead.now", "fair", "role")
    assert [choice.id for choice in form.item("fair").choices] == ["1", "2", "3", "4", "5"]
    assert form.item("fair").choices[4].text == {"en": "e", "fr": "j"}
    assert form.languages == ("en", "fr")


def test_the_shipped_form_asks_what_the_evaluation_needs() -> None:
    """Four items of reaction, five then-now items, and no question for a name or an address."""
    form = load_form("", ["en", "fr"])
    kinds = [item.kind for item in form.items]
    assert kinds.count(ItemKind.SCALE) == 4
    assert kinds.count(ItemKind.THEN_NOW) == 5
    assert kinds.count(ItemKind.CODE) == 1
    assert form.item(form.primary).kind is ItemKind.THEN_NOW
    assert [item.id for item in form.items if item.required] == ["consent"]
    # a row of a scale takes four seconds, another question eight, and a comment thirty
    seconds = {ItemKind.SCALE: 4, ItemKind.THEN_NOW: 8, ItemKind.COMMENT: 30}
    assert sum(seconds.get(kind, 8) for kind in kinds) < 240


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("text: {en: leading, fr: animer}", "text: {en: leading}", ("text-half-missing", 14, "{")),
        ("fr: [f, g, h, i, j]", "fr: [f, g, h, i]", ("form-points-number", 9, "[")),
        ("    fr: [f, g, h, i, j]\n", "", ("text-half-missing", 8, "e")),
        ("nurse: {en: Nurse, fr: Infirmerie}", "nurse: {fr: Infirmerie}", ("text-half-missing", 23, "{")),
        ("kind: one", "kind: once", ("form-kind", 20, "once")),
        ("primary: lead", "primary: fair", ("form-primary", 3, "fair")),
        ("primary: lead", "primary: led", ("form-primary", 3, "led")),
        ("  fair:\n", "  Fair play:\n", ("form-id", 15, "Fair play")),
        ("  fair:\n", "  wave:\n", ("form-id-reserved", 15, "wave")),
        ("  fair:\n", "  lead:\n", ("key-doubled", 15, "lead")),
        ("      other: {", "      Other one: {", ("form-id", 24, "Other one")),
        ("      other: {en: Other", "      other: {en: nurse!", ("form-alike", 23, "n")),
        ("nurse: {en: Nurse", "autre: {en: Nurse", ("form-alike", 23, "a")),
        ("{en: It was fair", "{en: Anything else", ("form-alike", 26, "k")),
        ("now: {en: Now", "now: {en: BEFORE", ("form-alike", 5, "{")),
        ("points: much\n    text: {en: It", "points: many\n    text: {en: It", ("form-points", 17, "many")),
        ("kind: comment", "kind: comment\n    points: much", ("form-kind-choices", 27, "much")),
        ("      other: {en: Other, fr: Autre}\n", "", ("form-choices", 23, "n")),
        ("kind: scale\n    points: much\n", "kind: scale\n", ("key-missing", 16, "k")),
    ],
)
def test_each_mistake_has_its_place(
    tmp_path: Path, old: str, new: str, expected: tuple[str, int, str]
) -> None:
    """A missing half, a scale of four words, an id that is no plain word, two questions that read alike."""
    assert old in FORM
    assert [
        (code, line, words[: len(expected[2])])
        for code, line, words in mistakes(tmp_path, FORM.replace(old, new, 1))
    ] == [expected]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Nobody mends one to be shown the next."""
    text = FORM.replace("kind: one", "kind: once").replace("en: [a, b, c, d, e]", "en: [a, b]")
    text = text.replace("{en: Anything else?, fr: Autre chose?}", "{en: Anything else?}")
    assert [code for code, _line, _words in mistakes(tmp_path, text)] == [
        "form-points-number",
        "form-kind",
        "text-half-missing",
    ]


def test_the_folder_of_sessions_may_hold_the_form(tmp_path: Path) -> None:
    """It is no session; its mistakes are found by check like those of any file."""
    folder = Folder(str(tmp_path))
    folder.write("evaluation.yaml", FORM)
    loaded = folder.load()
    assert [problem for problem in loaded.problems if "evaluation" in problem.spot.path] == []
    assert "evaluation" not in loaded.session_ids
    folder.write("evaluation.yaml", FORM.replace("kind: one", "kind: once"))
    assert [p.code for p in folder.load().problems if "evaluation" in p.spot.path] == ["form-kind"]


def test_the_shipped_form_can_be_copied_and_stays_itself(tmp_path: Path) -> None:
    """The way to own words: copy, change, check."""
    assert mistakes(tmp_path, shipped_template("evaluation.yaml")) == []
    assert load_form(str(tmp_path), ["en", "fr"]) == load_form("", ["en", "fr"])


def test_what_a_further_language_lacks_is_told_and_the_form_made_without_it() -> None:
    """Each text of an own form without Portuguese, at its line; words that are as shipped are known."""
    languages = ("en", "fr", PT)
    page = SourceFile("sessions/evaluation.yaml", FORM)
    form = read_form(page, compose(page), languages)
    assert form is not None and form.languages == ("en", "fr")
    assert {(p.code, p.warning) for p in page.problems} == {("text-language-missing", True)}
    told = [p.text.strip() for p in page.problems]
    assert "text: {en: leading, fr: animer}" in told and "text: {en: Role, fr: Rôle}" in told
    assert "other: {en: Other, fr: Autre}" not in told  # the shipped form has this one
    shipped = SourceFile("templates/evaluation.yaml", shipped_template("evaluation.yaml"))
    whole = read_form(shipped, compose(shipped), languages)
    assert whole is not None and whole.languages == languages and not shipped.problems


ITEMS = FORM[FORM.index("items:") :]
SCALE = "  much:\n    en: [a, b, c, d, e]\n    fr: [f, g, h, i, j]\n"
ROLE = "    choices:\n      nurse: {en: Nurse, fr: Infirmerie}\n      other: {en: Other, fr: Autre}\n"
CODES = "".join(
    f"  {name}:\n    kind: code\n    text: {{en: A {name}, fr: Un {name}}}\n" for name in ("one", "two")
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (FORM, "# nothing yet\n", [("file-empty", 0, "")]),
        ("  comment:\n", f"{CODES}  comment:\n", [("form-codes", 28, "two")]),
        (ITEMS, "items: [lead]\n", [("kind-not-mapping", 10, "["), ("form-primary", 3, "lead")]),
        (ROLE, "    choices: [nurse, other]\n", [("kind-not-mapping", 22, "[")]),
        ("  role:\n", "  consent:\n", [("form-consent", 23, "n")]),
        (
            f"points:\n{SCALE}",
            "points: much\n",
            [("kind-not-mapping", 6, "much"), ("form-points", 10, "much"), ("form-points", 14, "much")],
        ),
        (f"points:\n{SCALE}", "", [("form-points", 9, "much"), ("form-points", 13, "much")]),
        (SCALE, "  much: [a, b, c, d, e]\n", [("text-one-language", 7, "[")]),
        (SCALE, f"{SCALE}    de: [k, l, m, n, o]\n", [("key-unknown", 10, "de")]),
        ("en: [a, b,", "en: [a, A,", [("form-alike", 13, "much"), ("form-alike", 17, "much")]),
        ("{en: About it,", "{en: [it],", [("kind-list", 2, "[")]),
        ("{en: About it,", "{en: '',", [("value-missing", 2, "''")]),
    ],
)
def test_what_is_of_another_kind_is_told_where_it_stands(
    tmp_path: Path, old: str, new: str, expected: list[tuple[str, int, str]]
) -> None:
    """A list for ids, a second code, nobody who could agree, a scale in one language, points alike."""
    assert old in FORM
    found = mistakes(tmp_path, FORM.replace(old, new, 1))
    assert [
        (code, line, words[: len(want[2])]) for (code, line, words), want in zip(found, expected, strict=True)
    ] == expected
