"""What Jinja, TOML, YAML and the system say in English never reaches a coordinator who reads French."""

from __future__ import annotations

import errno
import os
import re
import socket
import ssl
from collections.abc import Iterator

import pytest

from besrour_cli.commands.terminal import translation
from besrour_cli.commands.terminal.translation import translate
from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.errors import DiagnosticsError, system_reason
from besrour_cli.publishing.templates import Templates
from besrour_cli.storage.programme.language.language_toml import read_language_data
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import compose

ENGLISH = re.compile(
    r"\b(?:the|of|is|was|were|not|expected|unexpected|got|found|invalid|error|cannot|could|unknown|"
    r"missing|looking|tag|undefined|object|has|attribute|unsafe|unterminated|character|at line|with|"
    r"while|parsing|scanning|mapping|permission|denied|such|file|directory|too|refused|timed|out|"
    r"certificate verify|division|operand|index)\b",
    re.IGNORECASE,
)

TEMPLATES = [
    "{% block a %}never closed",
    "{% if x %}",
    "{% for x in y %}{{ x }}",
    "{% blok %}",
    "{% endblock %}",
    "{{ programme",
    "{{ programme name }}",
    "{{ programme|shiny }}",
    "{{ 1 if programme is shiny }}",
    "{{ ? }}",
    "{{ (1 }}",
    "{{ 1) }}",
    "{{ }}",
    "{# open",
    "{% raw %}open",
    "{% %}",
    "{% block a-b %}{% endblock %}",
    "{% block a %}{% endblock %}{% block a %}{% endblock %}",
    "{% set 3 = 4 %}",
    "{{ programme.__class__ }}",
    "{{ 'x' * 99999999 }}",
    "{{ 2 ** 9999 }}",
    "{% for n in range(99999999) %}x{% endfor %}",
    "{{ 1 / 0 }}",
    "{{ programme + 1 }}",
    "{{ programme() }}",
    "{{ nowhere }}",
    "{{ programme.nowhere }}",
    "{% include 'x.en.md' %}",
    "{% extends 'letter.en.md' %}",
]
TOML = [
    "a",
    "a =",
    "a = pt",
    'a = "x',
    'a = "x" y',
    "a = [1",
    "[a\n",
    'a = "\\d"',
    "?",
    "a = 1\na = 2",
    "a = '\x01'",
]
YAML = [
    "a: b: c",
    "a: 'x",
    "a: [1, 2",
    "a: {x: 1",
    "\ta: 1",
    "a: @x",
    "- a\nb: 1",
    "a: &x 1",
    'a: "\\q"',
    "%X\n---\na: 1",
]
CODES = [n for n in sorted(errno.errorcode) if n < 135]


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    """French while a test runs."""
    translation.set_language("fr", os.environ)
    yield None
    translation.set_language("en", os.environ)


def said(problem: Diagnostic) -> str:
    """What is printed of a problem, without the reader's own words and what is to be typed."""
    words = f"{translate(problem.what)} {translate(problem.remedy) if problem.remedy else ''}"
    return re.sub(
        r"`[^`]*`|«[^»]*»|docs/\S+|templates/\S*|\{%.*?%\}|range\(\)|\w+\.en\.md|\S+ = \S+", " ", words
    )


@pytest.mark.parametrize("source", TEMPLATES)
def test_jinja_is_told_in_french(source: str) -> None:
    """With the file, a sentence of our own and a remedy."""
    templates = Templates({"invitation.fr.md": source, "letter.en.md": "{% include 'invitation.fr.md' %}"})
    with pytest.raises(DiagnosticsError) as caught:
        templates.prose("invitation.fr.md", {"programme": "Café"})
    for problem in caught.value.problems:
        assert problem.remedy and not ENGLISH.search(said(problem)), said(problem)


@pytest.mark.parametrize("source", TOML)
def test_toml_is_told_in_french(source: str) -> None:
    """The parser's reason chooses our sentence, and is not shown."""
    page = SourceFile("templates/language.pt.toml", source)
    assert read_language_data(page, "pt") is None and page.problems
    for problem in page.problems:
        assert problem.remedy and not ENGLISH.search(said(problem)), said(problem)


@pytest.mark.parametrize("source", YAML)
def test_yaml_is_told_in_french(source: str) -> None:
    """Likewise."""
    page = SourceFile("sessions/x.yaml", source)
    compose(page)
    assert page.problems
    for problem in page.problems:
        assert not ENGLISH.search(said(problem)), said(problem)


@pytest.mark.parametrize("number", CODES)
def test_the_system_is_told_in_french(number: int) -> None:
    """A sentence for what happens to files and networks, the bare code for the rest."""
    error = OSError(number, os.strerror(number), "x")
    words = translate(system_reason(error))
    assert os.strerror(number) not in words and not ENGLISH.search(words), words
    translation.set_language("en", os.environ)
    assert words != translate(system_reason(error))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "pas permis"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "trop long"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), "rien ne répond"),
        (TimeoutError("timed out"), "à temps"),
        (socket.gaierror(-2, "Name or service not known"), "aucun serveur"),
        (ssl.SSLCertVerificationError(1, "certificate verify failed"), "certificat ne vaut"),
        (ssl.SSLError(1, "wrong version number"), "chiffrée"),
        (ConnectionResetError(errno.ECONNRESET, "Connection reset by peer"), "coupée"),
        (OSError("no number"), "coupée"),
    ],
)
def test_each_kind_has_its_own_sentence(error: OSError, words: str) -> None:
    """A certificate that is refused is no lack of rights, although it has that number."""
    assert words in translate(system_reason(error))
