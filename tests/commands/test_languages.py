"""The program speaks the coordinator's language everywhere: helps, labels, errors, and Click's own words.

A trial catalogue turns every letter of every message into another alphabet. What still stands in
plain letters was never translated, unless it is a name: a command, an option, a file, a key, a place.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from besrour_cli.clock import formatting
from besrour_cli.command_line import COMMANDS
from besrour_cli.places import resolve
from besrour_cli.places.gazetteer import area_list
from support.campaigns.thorough import a_few
from support.commands.scenarios import ALL, Scenario
from tools.catalogues import LIBRARIES, extracted, po_file

Run = Callable[..., subprocess.CompletedProcess[str]]

# Names that stand in every language: what is typed, and keys and codes of files.
NAMES = {
    "besrour",
    "help",
    "version",
    "lang",
    "json",
    "folder",
    "en",
    "fr",
    "pilot",
    "world",
    "empty",
    "evaluated",
    "sign",  # form sign-up
    "bash",  # --install-completion
    "zsh",
    "fish",
    "powershell",
    "day",  # attendance --dates day-first
    "month",
    "tzdata",
    "utc",
    "yaml",
    "csv",
    "ramadan",
    "sessions",
    "programme",
    "members",
    "out",
    "letters",
    "calendar",
    "plan",
    "ics",
    "eml",
    "facilitator",
    "host",
    "interpreter",
    "speaker",
    "notetaker",
    "clinic",
    "academic",
    "evenings",
    "smtp",
    "starttls",
    "smtps",
    "imaps",
    "sent",
    "ledger",
    "minutes",
    "joins",
    "took",  # took_place
    *COMMANDS,
}


def pseudo(text: str) -> str:
    """The text in another alphabet; ``{gaps}`` stay."""
    parts = re.split(r"(\{[^{}]*\}|%\(\w+\)[sd]|%[sd])", text)
    return "".join(p if i % 2 else _other(p) for i, p in enumerate(parts))


def _other(text: str) -> str:
    def letter(c: str) -> str:
        if "a" <= c <= "z":
            return chr(0x1D5EE + ord(c) - ord("a"))
        if "A" <= c <= "Z":
            return chr(0x1D5D4 + ord(c) - ord("A"))
        return c

    return "".join(letter(c) for c in text)


@pytest.fixture(scope="session")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of catalogues with one trial language, ``qps``."""
    folder = tmp_path_factory.mktemp("catalogues")
    catalogue = Catalog(locale="en")
    for message in extracted():
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else None
            said = tuple(pseudo(i) for i in ids) if ids else pseudo(str(message.id))
            catalogue.add(message.id, said, context=message.context)
    target = folder / "qps" / "LC_MESSAGES" / "besrour.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as mo:
        write_mo(mo, catalogue)
    return folder


def leftovers(text: str, known: set[str]) -> list[str]:
    """Words in plain letters that are no names."""
    text = re.sub(r"(?m)^ *\d* \| .*$", "", text)
    text = re.sub(r"“[^”]*”", "", text)
    text = re.sub(r"(?m) \[[a-z0-9-]+\]$", "", text)
    text = re.sub(r"--?[a-z][a-z-]*", "", text)
    text = re.sub(r"[\w./-]*/[\w./-]*", "", text)
    text = re.sub(r"\b\d{4}-\d\d\S*|\b\w+@\S+|https?://\S+", "", text)
    words = re.findall(r"[A-Za-z]+", text)
    return [word for word in words if len(word) > 1 and word.lower() not in known]


@cache
def _world() -> frozenset[str]:
    """The words of places, countries, days and months."""
    words = {*NAMES, "noon", "midnight", "bilingual", "bilingue"}
    for place in resolve.all_places():
        words.update(re.findall(r"[a-z]+", f"{place.names['en']} {place.zone}".lower()))
    for area in area_list():
        words.update(re.findall(r"[a-z]+", area.names["en"].lower()))
    for table in (formatting.DAYS, formatting.MONTHS):
        words.update(word.lower() for word in table["en"])
    words.update(f"{day}s".lower() for day in formatting.DAYS["en"])  # on Tuesdays
    return frozenset(words)


def _known(folder: Path) -> set[str]:
    words = set(_world()) | {
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
    }  # of the month: each language has its own
    for path in (folder / "sessions").iterdir():
        words.update(re.findall(r"[a-z]+", path.read_bytes()[:20000].decode("utf-8", "replace").lower()))
    return words


def _trial(trial: Path) -> dict[str, str]:
    return {"BESROUR_CATALOGUES": str(trial)}


@pytest.mark.parametrize("command", a_few(["", *COMMANDS], 13))
def test_every_help_is_translated(command: str, trial: Path, tmp_path: Path, run: Run) -> None:
    """No word of any help text is left in English."""
    words = [command, "--help"] if command else ["--help"]
    answer = run(*words, cwd=tmp_path, lang="qps", environment=_trial(trial))
    assert answer.returncode == 0
    assert leftovers(answer.stdout, NAMES) == []


def test_there_are_enough_scenarios() -> None:
    """At least sixty ways to go wrong are walked."""
    assert len(ALL) >= 60


@pytest.mark.parametrize("trouble", a_few(ALL, 40), ids=lambda s: s.name)
@pytest.mark.small
def test_every_error_is_translated(trouble: Scenario, trial: Path, fresh: Path, run: Run) -> None:
    """No word of any error is left in English, but names and the reader's own words."""
    known = _known(fresh)
    trouble.edit(fresh)
    known |= _known(fresh)
    answer = run(*trouble.arguments, cwd=fresh, lang="qps", environment=_trial(trial))
    own = {word.lower() for argument in trouble.arguments for word in re.findall(r"[A-Za-z]+", argument)}
    assert leftovers(answer.stdout + answer.stderr, known | own) == []


@pytest.mark.small
def test_results_are_translated(trial: Path, fresh: Path, run: Run) -> None:
    """The pictures of the commands that succeed, too."""
    known = _known(fresh)
    for words in (
        ("check",),
        ("plan",),
        ("invite", "2027-01-cafe"),
        ("export",),
        ("newsletter",),
        ("when", "2027-01-01T12:00Z"),
    ):
        answer = run(*words, cwd=fresh, lang="qps", environment=_trial(trial))
        assert answer.returncode == 0, answer.stderr
        left = leftovers(answer.stdout, known)
        assert [w for w in left if not any(k.startswith(w.lower()) for k in known)] == []  # names cut short


def _catalogue(language: str) -> Catalog:
    with po_file(language).open("rb") as po:
        return read_po(po, locale=language)


def test_click_and_typer_speak_french() -> None:
    """Every message of the installed Click and Typer has French; a new release with new words fails here."""
    french = _catalogue("fr")
    theirs = [
        message
        for message in extracted()
        if message.id and any(path.startswith(LIBRARIES) for path, _line in message.locations)
    ]
    assert len(theirs) > 50
    for message in theirs:
        entry = french.get(message.id)
        assert entry is not None and entry.string, message.id
        assert all(entry.string if isinstance(entry.string, tuple) else [entry.string]), message.id


def test_the_french_catalogue_is_whole() -> None:
    """No message without French, none marked doubtful, and the same gaps in both."""
    for message in _catalogue("fr"):
        if not message.id:
            continue
        french = _texts(message.string)
        assert french and all(french), message.id
        assert not message.fuzzy, message.id
        gaps = {gap for text in _texts(message.id) for gap in re.findall(r"\{(\w+)\}", text)}
        for text in french:
            assert set(re.findall(r"\{(\w+)\}", text)) <= gaps, message.id


def _texts(text: object) -> tuple[str, ...]:
    """A message as a tuple: one text, or a text for each plural form."""
    return tuple(map(str, text)) if isinstance(text, (tuple, list)) else (str(text or ""),)


def test_french_keeps_the_typography_of_quebec() -> None:
    """No-break spaces before colons and inside « », none before ; ! ?, curly apostrophes."""
    for message in _catalogue("fr"):
        for text in _texts(message.string):
            if not message.id or not text:
                continue
            bare = re.sub(r"https?://\S+|`[^`]*`|\S+:\S+", "", re.sub(r"\{[^}]*\}", "x", text))
            assert not re.search(r"[^\u00a0\s\d]:(\s|$)", bare), text
            assert not re.search(r"[ \u00a0][;!?]", bare), text
            assert not re.search(r"«[^\u00a0]|[^\u00a0]»", text), text
            assert not re.search(r"\w'\w", bare), text


@pytest.mark.parametrize(
    ("arguments", "environment", "french"),
    [
        (("--help",), {"BESROUR_LANG": "fr"}, True),
        (("--help",), {"BESROUR_LANG": "", "LANG": "fr_CA.UTF-8"}, True),
        (("--help",), {"BESROUR_LANG": "", "LC_ALL": "en_CA.UTF-8", "LANG": "fr_CA.UTF-8"}, False),
        (("--lang", "fr", "--help"), {"BESROUR_LANG": "en"}, True),
        (("check", "--help", "--lang=fr"), {"BESROUR_LANG": "en"}, True),
        (("--help",), {"BESROUR_LANG": "", "LANG": "C"}, False),
    ],
)
def test_the_language_is_the_one_asked_for(
    arguments: tuple[str, ...], environment: dict[str, str], french: bool, tmp_path: Path, run: Run
) -> None:
    """``--lang`` before BESROUR_LANG before the locale; English when nobody says."""
    answer = run(*arguments, cwd=tmp_path, environment=environment)
    assert ("Afficher" in answer.stdout) is french


@pytest.mark.parametrize("command", ["init", "invite", "when", "place"])
def test_arguments_are_explained(command: str, tmp_path: Path, run: Run) -> None:
    """Typer 0.25 loses the help of arguments on Click 8.5 and later: every argument has its words."""
    section = run(command, "--help", cwd=tmp_path).stdout.split("Arguments:")[1].split("Options:")[0]
    for line in section.strip().splitlines():
        assert re.search(r"\S  \w.{10,}", line) or line.startswith("   "), line
