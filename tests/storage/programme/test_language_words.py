"""``words.<code>.toml``: what is missing is told by output, slips at their place; nothing is half known."""

from __future__ import annotations

import tomllib
from pathlib import Path

from besrour_cli.storage import resources
from besrour_cli.storage.programme.language.words_toml import OutputWords, read_words
from besrour_cli.storage.text.source_file import SourceFile
from support.publishing.portuguese import SHIPPED
from support.storage.folder import Folder

ENGLISH = resources.shipped_template("words.toml")
SOURCE = (SHIPPED / "words.pt.toml").read_text("utf-8")
OUTPUTS = {"page", "check", "evaluation", "tables"}


def read(source: str, *partial: str) -> tuple[OutputWords, SourceFile]:
    """The words of a text, and the page with what is told of it."""
    page = SourceFile("templates/words.pt.toml", source)
    return read_words(page, ENGLISH, partial), page


def test_what_is_whole_is_known_by_its_english() -> None:
    """All four outputs, every word; nothing is told."""
    words, page = read(SOURCE)
    assert words.keys() == OUTPUTS and page.problems == []
    assert words["page"]["Next session"] == "Próxima sessão"


def test_the_file_to_translate_has_no_word_yet() -> None:
    """Each output is told of once, at the first of its words, with how many there are."""
    words, page = read(ENGLISH)
    assert not words
    assert [problem.code for problem in page.problems] == ["language-words"] * len(OUTPUTS)
    assert all(problem.warning for problem in page.problems)
    first = page.problems[0]
    assert first.text.startswith('"Those invited get') and "[page] lacks 32 words" in str(first.what)


def test_an_output_that_lacks_one_word_is_left_out_as_a_whole() -> None:
    """Empty or not there at all; the others are known."""
    for gap in ('"Next session" = ""\n', ""):
        words, page = read(SOURCE.replace('"Next session" = "Próxima sessão"\n', gap))
        assert words.keys() == OUTPUTS - {"page"}
        (told,) = page.problems
        assert told.warning and "“Next session”" in str(told.what)
        assert told.text == (gap.strip() or "[page]")


def test_words_that_may_be_fewer_are_known_as_far_as_they_go() -> None:
    """A coordinator's own form has other questions than the shipped one."""
    words, page = read('[evaluation]\n"Yes" = "Sim"\n', "evaluation", "page", "check", "tables")
    assert words["evaluation"] == {"Yes": "Sim"} and page.problems == []


def test_slips_are_told_at_their_place() -> None:
    """Names between braces that differ, what is no text, what is no table."""
    slips = {
        SOURCE.replace("A sua hora ({z}): {t}", "A sua hora: {t}"): ("lacks the field “{z}”", '"Your time'),
        SOURCE.replace('= "Sim"', "= 3"): ("must be a text in quotes", '"Yes" = 3'),
        "tables = 3\n" + SOURCE.replace("[tables]", "[x]"): ("must be a table", "tables = 3"),
    }
    for source, (says, line) in slips.items():
        _, page = read(source)
        told = next((p for p in page.problems if says in str(p.what)), None)
        assert told is not None, [str(p.what) for p in page.problems]
        assert told.text.startswith(line)


def test_a_no_break_space_is_written_as_a_tilde() -> None:
    """As in the patterns of the language's own file."""
    words, _ = read(SOURCE.replace('"Próxima sessão"', '"Próxima~sessão"'))
    assert words["page"]["Next session"] == "Próxima\u00a0sessão"


def test_the_english_file_is_toml_with_empty_texts() -> None:
    """So that whoever translates sees the English, and a gap that is left is known."""
    tables = tomllib.loads(ENGLISH)
    assert tables.keys() == OUTPUTS
    assert all(text == "" for table in tables.values() for text in table.values())


def test_words_that_are_no_toml_are_told_and_unknown() -> None:
    """At the line; no output is half in that language."""
    words, page = read("[page\n" + SOURCE)
    assert not words and [(p.spot.line, p.warning) for p in page.problems] == [(1, False)]


def test_data_of_a_language_in_another_encoding_are_told_at_the_letter(folder: Folder) -> None:
    """Saved by an old editor: the language stays unknown, and the place is that of the first accent."""
    folder.change("programme.yaml", "languages: [en, fr]", "languages: [en, fr, pt]")
    data = Path(folder.path, "templates", "language.pt.toml")
    data.parent.mkdir()
    data.write_bytes("code = é".encode("cp1252"))
    found = {(p.code, str(p.spot)) for p in folder.problems()}
    assert ("file-encoding", "templates/language.pt.toml:1:8") in found
    assert folder.load().programme is None
