"""One word for one thing in both languages: letters, forms and session texts say what the glossary says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from support.checkout import ROOT, tracked
from tools import terms
from tools.french import typography

pytestmark = pytest.mark.house

BLOCK = re.compile(r"(?s)\{% block (\w+) %\}(.*?)\{% endblock %\}")
TEMPLATES = [path for path in tracked() if path.startswith("templates/") and path.endswith(".en.md")]
DATA = [
    path
    for path in tracked()
    if re.match(r"(sessions|examples/world/sessions)/.*\.yaml|templates/.*\.toml", path)
]


def blocks(path: str) -> dict[str, str]:
    """The blocks of a template by their names, without what Jinja reads."""
    text = (ROOT / path).read_text(encoding="utf-8")
    return {name: re.sub(r"\{[%#].*?[%#]\}", "", words) for name, words in BLOCK.findall(text)}


@pytest.mark.parametrize("path", TEMPLATES)
def test_a_letter_has_the_glossarys_words(path: str) -> None:
    """Block by block, and the French letter has the blocks of the English one."""
    english, french = blocks(path), blocks(path.replace(".en.", ".fr."))
    assert set(english) == set(french)
    assert [fault for name in english for fault in terms.faults(english[name], french[name])] == []


def texts(value: object) -> Iterator[tuple[str, str]]:
    """Every text in both languages below a value of YAML or TOML."""
    if isinstance(value, dict):
        if isinstance(value.get("en"), str) and isinstance(value.get("fr"), str):
            yield value["en"], value["fr"]
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


@pytest.mark.parametrize("path", DATA)
def test_texts_of_sessions_and_forms_have_them_too(path: str) -> None:
    """And they are set as the OQLF sets French."""
    text = Path(ROOT / path).read_text(encoding="utf-8")
    data = tomllib.loads(text) if path.endswith(".toml") else yaml.safe_load(text)
    wrong = [fault for english, french in texts(data) for fault in terms.faults(english, french)]
    assert wrong + [fault for _, french in texts(data) for fault in typography(french)] == []


def test_a_letter_with_another_word_is_found() -> None:
    """A « bulletin » is a ballot, and no newsletter."""
    assert list(terms.faults("This newsletter is for you.", "Ce bulletin est pour vous.")) == [
        "“newsletter” is « infolettre »"
    ]
    assert list(terms.faults("This newsletter is for you.", "Cette infolettre est pour vous.")) == []


def test_every_steady_term_is_a_term_of_the_glossary() -> None:
    """The list that is asked for is made of the glossary's rows."""
    assert set(terms.STEADY) <= set(terms._french())


def test_the_glossarys_french_is_set_well() -> None:
    """Its French terms and meanings, row by row."""
    rows = [
        line.strip("|").split("|") for line in (ROOT / "docs/glossary.md").read_text("utf-8").splitlines()
    ]
    french = [re.sub("`[^`]*`", "code", " ".join(row[3:5])) for row in rows if len(row) == terms._CELLS]
    assert [fault for text in french for fault in typography(text)] == []
