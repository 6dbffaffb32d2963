"""Every language that besrour ships: whole, marked as a sample, and in that language alone."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import Environment, nodes

from besrour_cli.model.language_data import PHRASES
from besrour_cli.storage import resources
from support.checkout import ROOT

TEMPLATES, LANGUAGES = ROOT / "templates", ROOT / "languages"
CODES = sorted(path.name for path in LANGUAGES.iterdir())
PAGES = {"page": "page.html", "check": "statements/check.html"}
ROLES = {"facilitation", "welcome", "interpretation", "talk", "notes"}
OTHERS = {
    "en": "the and of to is with you your this that are we on at it be will from or".split(),
    "fr": "le la les des du et est pour avec vous votre cette une nous dans sur au qui aux ses".split(),
}
"""Words of the built-in languages; ``in``, ``for``, ``en`` and ``de`` others have as well."""
REFORMED = re.compile(
    r"(?i)\b(?:a[cç]{1,2}(?:ão|ões)|ac?tiv\w+|ac?tua(?:l|is|lmente)|direc?t\w*|direc?ç\w+|proje(?:c?to)s?|"
    r"obje(?:c?t)\w*|ele(?:c?tr)\w+|corre(?:cç|ç)\w+|sele(?:cç|ç)\w+|cole(?:c?t)\w+|ó(?:p?t)im\w+|exac?t\w*|"
    r"exce(?:p?t)\w+|rece(?:pç|ç)\w+|ado(?:p?t)\w+|respec?tiv\w*|perspec?tiv\w*|se(?:c?t)or\w*|ac?ta|"
    r"fim-?de-?semana|efec?t\w+|projec?ç\w+|retific\w+|rectific\w+)\b"
)
"""Portuguese that is spelt in two ways since 1990: none of it is in the sample, which both may read."""


def english_of_pages() -> dict[str, set[str]]:
    """The English that each page hands to its macros, and what else the code looks up."""
    found = {}
    for output, name in PAGES.items():
        tree = Environment(autoescape=True).parse((TEMPLATES / name).read_text("utf-8"))
        calls = [
            (call.node.name, call) for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)
        ]
        words = {
            argument.value
            for macro, call in calls
            if macro in ("both", "one", "same")
            for argument in call.args[macro == "one" :][:1]
            if isinstance(argument, nodes.Const)
        }
        found[output] = words
    found["check"] |= ROLES
    return found


def english_of_form() -> set[str]:
    """Every line of English in the shipped evaluation form, and the name of its first question."""
    found = {"Language"}

    def walk(node: object) -> None:
        if isinstance(node, dict) and "en" in node and "fr" in node:
            words = node["en"] if isinstance(node["en"], list) else str(node["en"]).strip().split("\n")
            found.update(line.strip() for line in words)
        elif isinstance(node, dict):
            for child in node.values():
                walk(child)

    walk(yaml.safe_load((TEMPLATES / "evaluation.yaml").read_text("utf-8")))
    return found


def test_the_words_to_translate_are_those_that_are_printed() -> None:
    """Page, form and tables: a word that is added in English and French is one to translate."""
    shipped = {output: set(words) for output, words in tomllib.loads(words_to_translate()).items()}
    tables = tomllib.loads((TEMPLATES / "tables/words.toml").read_text("utf-8"))["en"]
    assert shipped == {
        **english_of_pages(),
        "evaluation": english_of_form(),
        "tables": set(tables.values()),
    }


def words_to_translate() -> str:
    """The file that a new language begins with."""
    return (TEMPLATES / "words.toml").read_text("utf-8")


def test_portuguese_is_one_of_them_and_the_code_does_not_name_it() -> None:
    """They are found by their folders."""
    assert resources.shipped_languages() == tuple(CODES) and "pt" in CODES


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_language_has_every_file_and_no_other(code: str) -> None:
    """Those that ``init`` would else write in English."""
    wanted = {path.removeprefix("templates/") for path in resources.language_files("sw")}
    held = {path.relative_to(LANGUAGES / code).as_posix() for path in files_of(code)}
    assert held == {path.replace(".sw.", f".{code}.") for path in wanted}


def files_of(code: str) -> list[Path]:
    """The files of a language."""
    return [path for path in (LANGUAGES / code).rglob("*") if path.is_file()]


@pytest.mark.parametrize("code", CODES)
def test_every_file_says_at_its_top_that_it_is_a_sample(code: str) -> None:
    """In a comment, which nobody is sent."""
    for path in files_of(code):
        top = path.read_text("utf-8").split("\n")[0]
        assert top.startswith(("{#", "#")), path
        assert "sample" in top.lower() or "nobody who speaks" in top, path


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_language_says_nothing_in_english_or_french(code: str) -> None:
    """No frequent word of the two in what is printed."""
    own = set(data_of(code)["common_words"].split())
    for path in files_of(code):
        for text in printed(path):
            words = set(re.findall(r"(?<![\w-])[^\W\d_]+", text.lower()))
            for language, marks in OTHERS.items():
                assert not words & set(marks) - own, (path.name, language, text)


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_language_has_all_phrases_and_names(code: str) -> None:
    """So that nothing stands in for it."""
    data = data_of(code)
    assert data["sample"] is True
    assert data["phrases"].keys() == PHRASES["en"].keys()
    assert {"en", "fr", code} <= data["languages"].keys()


@pytest.mark.parametrize("code", CODES)
def test_templates_of_a_language_print_the_same_facts(code: str) -> None:
    """What stands between braces is what the English has, as often; filters apart."""
    for path in files_of(code):
        if path.suffix == ".md":
            english = TEMPLATES / path.relative_to(LANGUAGES / code).as_posix().replace(f".{code}.", ".en.")
            assert facts_of(path) == facts_of(english), path.name


def facts_of(path: Path) -> list[str]:
    """The names between braces, sorted, without filters."""
    named = re.findall(r"{{\s*([\w.]+)", path.read_text("utf-8"))
    return sorted(named)


def test_the_portuguese_is_spelt_alike_before_and_after_1990() -> None:
    """Mozambique and Angola keep older spellings in part: words that differ are gone round."""
    for path in files_of("pt"):
        for text in printed(path):
            assert not REFORMED.search(text), (path.name, REFORMED.search(text), text)


def data_of(code: str) -> dict[str, Any]:
    """The data of a language as TOML has it."""
    return tomllib.loads((LANGUAGES / code / f"language.{code}.toml").read_text("utf-8"))


def printed(path: Path) -> list[str]:
    """What a file prints, a line each: no comment, no name of a fact, no English key."""
    text = path.read_text("utf-8")
    if path.name.startswith("words."):
        return [words for table in tomllib.loads(text).values() for words in table.values()]
    if path.suffix == ".toml":
        data = tomllib.loads(text)
        return [*data["phrases"].values(), *data["day_marks"], *data["places"].values()]
    tree = Environment(autoescape=True).parse(text)
    shown = [node.data for node in tree.find_all(nodes.TemplateData)]
    said = [node.value for node in tree.find_all(nodes.Const) if isinstance(node.value, str)]
    return [*re.sub(r"\]\([^)]*\)", " ", "\n".join(shown)).split("\n"), *said]
