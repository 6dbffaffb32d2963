"""Slips in the data of a language: each told with its place and what to write; never a traceback."""

from __future__ import annotations

import re

import pytest

from besrour_cli.model.language_data import PHRASES, LanguageData
from besrour_cli.storage import resources
from besrour_cli.storage.programme.language.language_toml import read_language_data
from besrour_cli.storage.text.source_file import SourceFile
from support.publishing.portuguese import DATA

SAMPLE = "sample = true\n"
SOURCE = DATA.read_text("utf-8").replace(SAMPLE, "")
"""Portuguese once somebody has reviewed it."""


def read(source: str) -> tuple[LanguageData | None, SourceFile]:
    """A language from its text, and the page with its mistakes."""
    page = SourceFile("templates/language.pt.toml", source)
    return read_language_data(page, "pt"), page


def test_portuguese_is_in_order() -> None:
    """Nothing is told of data that are complete."""
    data, page = read(SOURCE)
    assert data is not None and data.code == "pt" and page.problems == []


def test_a_sample_is_told_of_until_a_speaker_has_reviewed_it() -> None:
    """A warning at the line that is then taken out; the language is known all the same."""
    data, page = read(DATA.read_text("utf-8"))
    (told,) = page.problems
    assert data is not None and told.warning and told.code == "language-sample"
    assert told.text == SAMPLE.strip() and "take this line out" in str(told.remedy)
    data, page = read(f"sample = false\n{SOURCE}")
    assert data is not None and page.problems == []


def test_a_file_in_english_is_told_of() -> None:
    """As ``init`` writes it for a language that besrour does not ship: a warning, at the days."""
    source = resources.language_files("sw")["templates/language.sw.toml"].decode()
    page = SourceFile("templates/language.sw.toml", source)
    assert read_language_data(page, "sw") is not None
    (told,) = page.problems
    assert told.warning and told.code == "language-english" and told.text.startswith("days = ")


# what is changed, into what, the words of the mistake, and the words of the file that it must stand at
SLIPS = [
    # no TOML
    ('code = "pt"', "code = pt", "neither a text in quotes", "pt"),
    ('code = "pt"', 'code "pt"', "without =", '"pt"'),
    ('tag = "pt-MZ"', 'tag = "pt-MZ', "quotes that nothing closes", ""),
    ('tag = "pt-MZ"', "tag =", "neither a text in quotes", ""),
    ('tag = "pt-MZ"', 'tag = "pt-MZ" pt', "after the value", "pt"),
    ('tag = "pt-MZ"', 'tag = "pt-MZ"\ntag = "pt"', "twice", ""),
    ('tag = "pt-MZ"', 'tag = "\\d"', "backslash", ""),
    ('"sábado", "domingo"]', '"sábado", "domingo"', "not closed", ""),
    ("[names]", "[names", "not closed", ""),
    ("[places]", "[names]", "twice", ""),
    ('tag = "pt-MZ"', "tag = ~", "neither a text in quotes", "~"),
    ('tag = "pt-MZ"', "tag = " + "[" * 3000, "no language needs", ""),
    ('tag = "pt-MZ"', "tag = " + "9" * 6000, "no language needs", ""),
    ('tag = "pt-MZ"', "?", "as TOML asks", "?"),
    # wrong type
    ('tag = "pt-MZ"', "tag = 3", "“tag” must be a text", "3"),
    ('tag = "pt-MZ"', 'tag = ["pt"]', "“tag” must be a text", "["),
    ('and = "e"', "and = true", "“and” must be a text", "true"),
    ('months = ["janeiro"', "months = [1", "list of 12 texts", "["),
    ('months = ["janeiro", ', "months = [", "list of 12 texts", "["),
    ('day_marks = ["dois dias antes", ', 'day_marks = "', "", ""),
    ('full_hour = "{hour}h"', "full_hour = 9", "“full_hour” must be a text", "9"),
    ('duration = ["{n} minutos", ', "duration = [5, ", "“duration” must be a text", "["),
    ("[places]", 'places = "Genebra"\n[x]', "“x” is not a key known here", "x"),
    ('Geneva = "Genebra"', "Geneva = 3", "“Geneva” must be a text", "3"),
    ("[[set]]", "[set]", "list of rules", "set"),
    ('write = "~"', "write = 3", "lacks “write”", "3"),
    ('what = "uma hora com dois pontos"', "what = 1", "lacks “what”", "1"),
    ('and = "e"', 'sample = "yes"\nand = "e"', "“sample” must be true or false", '"yes"'),
    # missing and unknown keys
    ('tag = "pt-MZ"\n', "", "“tag” is missing", "#"),
    ('days = ["', 'weekdays = ["', "“days” is missing", "#"),
    ('code = "pt"', 'code = "es"', "named after “pt”", '"es"'),
    ('tag = "pt-MZ"', 'tag = "Portuguese (Mozambique)"', "not a tag", '"Portuguese'),
    ('range = "das', 'ranje = "das', "“ranje” is not a key", '"das'),
    ('"meeting id" =', '"meeting-id" =', "“meeting-id” is not a key", '"Número'),
    ("[phrases]\n", '[phrases]\ntime = "{hour}"\n', "“time” is not a key", '"{hour}"'),
    ('fr = "portugais"\n', "", "[names] lacks “fr”", "names"),
    ('fr = "francês"\n', "", "[languages] lacks “fr”", "languages"),
    ('remedy = "tire o espaço"', 'remdy = "tire o espaço"', "“remdy” is not a key", '"tire'),
    # fields between braces
    ('time = "{hour}h{minute}"', 'time = "{hour}"', "lacks the field “{minute}”", '"{hour}"'),
    ('time = "{hour}h{minute}"', 'time = "{hour}h{minutes}"', "no field “{minutes}”", '"{hour}h'),
    ('time = "{hour}h{minute}"', 'time = "{hour}h{minute"', "do not close", '"{hour}h'),
    ('time = "{hour}h{minute}"', 'time = "{hour}h{minute:02d}"', "do not close, or hold more", '"{hour}h'),
    ('time = "{hour}h{minute}"', 'time = "{hour!r}h{minute}"', "hold more", '"{hour'),
    ('time = "{hour}h{minute}"', 'time = "{hour}h{minute}}"', "do not close", '"{hour}h'),
    ('time = "{hour}h{minute}"', 'time = "{{hour}}h{minute}"', "hold more", '"{{hour'),
    ('time = "{hour}h{minute}"', 'time = "{0}h{1}"', "hold more", '"{0}'),
    ('time = "{hour}h{minute}"', 'time = "{hour}h{hour}{minute}"', "comes twice", '"{hour}h'),
    ('duration = ["{n} minutos"', 'duration = ["minutos"', "lacks the field “{n}”", "["),
    (
        'yours = "A sua hora local ({place})',
        'yours = "A sua hora local ({lugar})',
        "no field “{lugar}”",
        '"A sua',
    ),
    ('minutes = "Duração: {n} minutos"', 'minutes = "Duração"', "lacks the field “{n}”", '"Duração"'),
    ('minutes = "Duração: {n} minutos"', 'minutes = "Duração: {n, plural} m"', "hold more", '"Duração'),
    ('starts = "Início, por lugar:"', 'starts = "Início, {place}:"', "no field “{place}”", '"Início'),
    ('online = "Em linha ({platform})"', 'online = "Em linha ({platform"', "do not close", '"Em linha'),
    # words that dates could not be read back from, and rules
    ('"terça-feira"', '"segunda-feira"', "“segunda-feira” stands in “days” twice", "["),
    (r"pattern = '(?<=\d) (?=%)'", "pattern = '('", "not a regular expression", "'('"),
    (r"pattern = '(?<=\d) (?=%)'", "pattern = 'x*'", "where nothing is written", "'x*'"),
    ('write = "~"', r"write = '\3'", "does not have", r"'\3'"),
]


@pytest.mark.parametrize(
    ("old", "new", "says", "at"), SLIPS, ids=[f"{o[:22]} > {n[:22]}" for o, n, _, _ in SLIPS]
)
def test_each_slip_is_told_at_its_place(old: str, new: str, says: str, at: str) -> None:
    """With a line that exists, a column, a remedy; nothing is half known."""
    assert old in SOURCE
    source = SOURCE.replace(old, new, 1)
    data, page = read(source)
    assert data is None and page.problems
    problem = next((p for p in page.problems if says in str(p.what)), None)
    assert problem is not None, [str(p.what) for p in page.problems]
    assert problem.remedy and problem.spot.line >= 1 and problem.spot.column >= 1
    assert problem.text == source.split("\n")[problem.spot.line - 1]
    assert problem.text[problem.spot.column - 1 :].startswith(at), (problem.text, problem.spot)


def test_a_phrase_left_out_is_told_with_its_key_and_an_example() -> None:
    """A warning, for English stands in; the line to write stands in the remedy, ready to be copied."""
    for key, words in PHRASES["en"].items():
        quoted = f'"{key}"' if " " in key else key
        source = re.sub(rf"(?m)^{re.escape(quoted)} = .*\n", "", SOURCE)
        assert source != SOURCE
        data, page = read(source)
        assert data is not None
        (problem,) = page.problems
        assert problem.warning and problem.text == "[phrases]" and f"“{key}”" in str(problem.what)
        assert str(problem.remedy).endswith(f'{quoted} = "{words}"')
    _, page = read(SOURCE[: SOURCE.index("[phrases]")])
    assert len(page.problems) == len(PHRASES["en"])


def test_phrases_that_are_none_are_told() -> None:
    """One that is a number, and a number in the place of all of them: each once."""
    key = '"meeting id"' if '"meeting id" =' in SOURCE else next(iter(PHRASES["en"]))
    data, page = read(re.sub(rf"(?m)^{re.escape(key)} = .*$", f"{key} = 3", SOURCE))
    assert data is None and [p.text for p in page.problems] == [f"{key} = 3"]
    data, page = read("phrases = 3\n" + SOURCE[: SOURCE.index("[phrases]")])
    assert data is None and [p.text for p in page.problems] == ["phrases = 3"]
