"""The docs in two languages: what keeps a page from being alone, old, unlike its twin, or leading nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import dead_ends, pages, sentences, terms, twins
from tools.french import typography
from tools.pages import Page

ENGLISH = """# Send

Run `besrour send`, see [the codes](codes.md#what-they-mean).

- first
- second

```console
$ besrour when 2027-01-19T16:00Z
Kinshasa  5:00 p.m.
```

| key | what |
|---|---|
| `host` | the server |

    besrour send 2027-01-cafe --test-to me@example.org
"""
FRENCH = """# Envoyer

Lancez `besrour send`, voyez [les codes](codes.md#ce-quils-veulent-dire).

- le premier
- le second

```console
$ besrour when 2027-01-19T16:00Z
Kinshasa  17 h
```

| clé | ce qu’elle dit |
|---|---|
| `host` | le serveur |

    besrour send 2027-01-cafe --test-to me@example.org
"""
SEND = "docs/en/how-to/send.md", "docs/fr/how-to/send.md"
CODES = "docs/en/how-to/codes.md", "docs/fr/how-to/codes.md"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two pages in two languages, stamped; nothing is wrong with it."""
    terms._french()  # the real glossary: the project has none of its own
    for module in (pages, twins, sentences, dead_ends):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    for path, text in {
        SEND[0]: ENGLISH,
        SEND[1]: FRENCH,
        CODES[0]: "# Codes\n\n## What they mean\n\n[Send](send.md)\n",
        CODES[1]: "# Codes\n\n## Ce qu’ils veulent dire\n\n[Envoyer](send.md)\n",
        "README.md": "# besrour\n\n[Send](docs/en/how-to/send.md)\n",
        "README.fr.md": "# besrour\n\n[Envoyer](docs/fr/how-to/send.md)\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert twins.stamp([SEND[0], CODES[1], "README.md"], one=False) == []
    assert list(twins.faults()) == []
    return tmp_path


def edit(house: Path, path: str, old: str, new: str) -> None:
    """Change one place of a page."""
    text = (house / path).read_text(encoding="utf-8")
    assert old in text
    (house / path).write_text(text.replace(old, new), encoding="utf-8")


def test_the_docs_have_no_fault() -> None:
    """Every page is in both languages, says the same in both, and leads to what is there."""
    assert "\n".join(twins.faults()) == ""


def test_a_page_in_one_language_alone_is_found(house: Path) -> None:
    """Whichever of the two is missing."""
    (house / CODES[1]).unlink()
    assert f"{CODES[1]} is missing: its twin is there" in list(twins.faults())


@pytest.mark.parametrize(
    ("changed", "old", "new"), [(0, "the server", "its server"), (1, "le second", "l’autre")]
)
def test_a_page_older_than_its_twin_is_found(house: Path, changed: int, old: str, new: str) -> None:
    """The other one is named, with the command that ends it once both are changed."""
    edit(house, SEND[changed], old, new)
    [fault] = twins.faults()
    assert fault.startswith(f"{SEND[1 - changed]} is older than {SEND[changed]}")


def test_what_besrour_prints_makes_no_page_old(house: Path) -> None:
    """Outputs are rewritten by the program, in both languages at once; a command is a change."""
    edit(house, SEND[0], "Kinshasa  5:00 p.m.", "Kinshasa  6:00 p.m.")
    assert list(twins.faults()) == []
    edit(house, SEND[0], "$ besrour when 2027-01-19T16:00Z", "$ besrour when 2027-01-20T16:00Z")
    assert len(list(twins.faults())) == 1


def test_a_pair_is_stamped_once_both_have_changed(house: Path) -> None:
    """One alone is refused, unless it is said that the other needs no change."""
    edit(house, SEND[0], "the server", "its server")
    [refused] = twins.stamp([SEND[1]], one=False)
    assert refused.startswith(f"only {SEND[0]} has changed")
    assert twins.stamp([SEND[1]], one=True) == []
    edit(house, SEND[0], "its server", "the server’s name")
    edit(house, SEND[1], "le serveur", "le nom du serveur")
    assert [fault for fault in twins.faults() if "have both changed" in fault]
    assert twins.stamp([SEND[0]], one=False) == []
    assert list(twins.faults()) == []


def test_a_stamp_heals_what_a_merge_left(house: Path) -> None:
    """Two branches changed a page: its last line stands there twice, and the next stamp makes it one."""
    both = "<<<<<<< HEAD\n<!-- twin: 0123456789ab -->\n=======\n<!-- twin: ba9876543210 -->\n>>>>>>> main\n"
    text = (house / SEND[0]).read_text(encoding="utf-8").rpartition("<!-- twin")[0]
    (house / SEND[0]).write_text(text + both, encoding="utf-8")
    assert twins.stamp([SEND[0]], one=True) == []
    assert list(twins.faults()) == []
    assert "<<<<" not in (house / SEND[0]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- le second\n", ""),
        ("# Envoyer", "## Envoyer"),
        ("| `host` | le serveur |", "| `hôte` | le serveur |"),
        ("| `host` | le serveur |", "| `host` | le serveur |\n| `port` | son port |"),
        ("codes.md#ce-quils-veulent-dire", "send.md"),
        ("# Envoyer\n", "# Envoyer\n\nUne phrase de plus.\n"),
        ("    besrour send 2027-01-cafe --test-to me@example.org\n", "    besrour invite 2027-01-cafe\n"),
    ],
)
def test_twins_are_built_alike(house: Path, old: str, new: str) -> None:
    """As many items, rows and headings, the same keys, links and commands, in the same order."""
    edit(house, SEND[1], old, new)
    assert twins.stamp([SEND[1]], one=True) == []
    [fault] = twins.faults()
    assert fault.startswith(f"{SEND[0]} has ") and SEND[1] in fault


def test_twins_use_the_words_of_the_glossary(house: Path) -> None:
    """A newsletter is an « infolettre » wherever English says newsletter, paragraph by paragraph."""
    edit(house, SEND[0], "- second", "- the newsletter")
    edit(house, SEND[1], "- le second", "- le bulletin")
    assert twins.stamp([SEND[0]], one=False) == []
    [fault] = twins.faults()
    assert "“newsletter” is « infolettre »" in fault
    edit(house, SEND[1], "- le bulletin", "- les infolettres")
    assert twins.stamp([SEND[1]], one=True) == []
    assert list(twins.faults()) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("[x](gone.md)", "leads to gone.md, which is not there"),
        ("[x](codes.md#gone)", "leads to codes.md#gone, and that page has no such heading"),
        ("[x](#gone)", "leads to #gone, and that page has no such heading"),
        ("`besrour sned`", "there is no command sned"),
        ("    besrour send --resend-all ca-laval", "send has no --resend-all"),
        ("`--no-such-option`", "names --no-such-option, which no command has"),
    ],
)
def test_what_leads_nowhere_is_found(house: Path, line: str, fault: str) -> None:
    """A link, a heading, a command or an option that is not there, in a block or in the text."""
    (house / CODES[0]).write_text(f"# Codes\n\n## What they mean\n\n{line}\n", encoding="utf-8")
    page = Page.read(CODES[0])
    [found] = [*dead_ends.links(page), *dead_ends.commands(page)]
    assert fault in found


def test_what_is_there_is_not_complained_of(house: Path) -> None:
    """A link in code is no link, a word of prose no command, a capital a gap, and lines may go on."""
    text = "`[x](gone.md)`, `besrour COMMAND --help`.\n\n    besrour send 2027-01-cafe \\\n      --dry-run\n"
    (house / CODES[0]).write_text(text, encoding="utf-8")
    page = Page.read(CODES[0])
    assert [*dead_ends.links(page), *dead_ends.commands(page)] == []


def test_a_sentence_that_besrour_no_longer_prints_is_found(house: Path) -> None:
    """A block shows names, days and numbers around sentences of the catalogue, in either language."""
    true = "Nothing has changed since the last plan.", "Rien n’a changé depuis le dernier plan."
    old = "Nothing has been altered since the last plan.", "Rien n’a bougé depuis le dernier plan."
    for path, language, now, then in zip(SEND, ("en", "fr"), true, old, strict=True):
        (house / path).write_text(f"```text\n{now}\n```\n", encoding="utf-8")
        assert list(sentences.faults(path, language)) == []
        (house / path).write_text(f"```text\n{then}\n```\n", encoding="utf-8")
        [fault] = sentences.faults(path, language)
        assert ("altered" if language == "en" else "bougé") in fault


@pytest.mark.parametrize(
    "text",
    ["Écrivez :", "« oui »", "Vraiment\u00a0?", "l'équipe", "26 %", "14 h 30", "{n} séance(s)"],
)
def test_french_has_its_typography(text: str) -> None:
    """An ordinary space, a straight apostrophe, a plural in brackets: each is found."""
    assert len(list(typography(text))) >= 1


def test_good_french_has_no_fault() -> None:
    """As the OQLF writes it."""
    good = "Écrivez\u00a0: «\u00a0oui\u00a0»; l’équipe, à 14\u00a0h\u00a030, 26\u00a0%. Vraiment? 15:30, https://example.org"
    assert list(typography(good)) == []
