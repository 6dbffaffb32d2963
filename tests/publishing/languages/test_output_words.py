"""Words of a further language beside their English: compared as halves are, and told at their line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import Language, completed, own_name, worded
from besrour_cli.publishing.output_words import output_words, word_mistakes
from support.publishing.portuguese import PT, wording

SOURCE = wording()["words.pt.toml"]


def changed(output: str, english: str, text: str) -> Language:
    """Portuguese with one word another."""
    words = {**PT.data.words, output: {**PT.data.words[output], english: text}}
    return Language(replace(PT.data, words=words))


def test_the_shipped_words_say_what_the_english_says() -> None:
    """No figure differs, no rule of typography is broken, nothing is left in another language."""
    assert not list(word_mistakes(("en", "fr", PT), {"words.pt.toml": SOURCE}))


@pytest.mark.parametrize(
    ("output", "english", "text", "says"),
    [
        ("evaluation", "Fewer than 5", "Menos de 6", "differ"),
        ("evaluation", "Was this your first Café?", "Foi o seu primeiro Café ?", "um espaço antes"),
        ("evaluation", "The hour", "À 14:30", "uma hora com dois pontos"),
        ("page", "Past", "What is over is for the past of this year", "does not read as"),
        ("page", "Past", "Ce qui est passé pour vous dans cette année", "does not read as"),
    ],
)
def test_what_differs_is_told_at_its_line(output: str, english: str, text: str, says: str) -> None:
    """Once, in the file of the words, where the English stands."""
    line = next(n for n, row in enumerate(SOURCE.splitlines(), 1) if row.startswith(f'"{english}" ='))
    found = list(word_mistakes(("en", "fr", changed(output, english, text)), {"words.pt.toml": SOURCE}))
    assert found and all(p.spot.path == "templates/words.pt.toml" and p.spot.line == line for p in found)
    assert any(says in f"{problem.what}" for problem in found), [str(p.what) for p in found]


def test_a_text_is_completed_line_by_line_or_not_at_all() -> None:
    """What a text says itself stays; one line without words leaves the language out."""
    text = {"en": "Yes\n\nNo", "fr": "Oui\n\nNon"}
    assert completed(text, ("en", "fr", PT), "evaluation")["pt"] == "Sim\n\nNão"
    assert completed({**text, "pt": "Pois"}, (PT,), "evaluation")["pt"] == "Pois"
    assert "pt" not in completed({"en": "Yes\nOf our own", "fr": "Oui\nÀ nous"}, (PT,), "evaluation")
    assert completed(text, ("en", "fr", "sw"), "evaluation") == text


def test_a_language_is_in_an_output_when_it_has_all_its_words() -> None:
    """English and French always; a bare code never."""
    bare = Language(replace(PT.data, words={}))
    assert worded(("en", "fr", PT), "page") == ("en", "fr", "pt")
    assert worded(("en", "fr", bare, "sw"), "page") == ("en", "fr")
    assert own_name(PT) == "Português" and own_name("fr") == "Français" and own_name("sw") == "Sw"


def test_a_word_of_a_template_of_ones_own_is_asked_for() -> None:
    """The file, the table and the line to write."""
    words = output_words(("en", "fr", PT), "page")
    assert words.keys() == {"pt"} and words["pt"]["Past"] == "Já se realizou"
    with pytest.raises(DiagnosticsError) as caught:
        words["pt"]["Bring a colleague."]
    (told,) = caught.value.problems
    assert told.spot.path == "templates/words.pt.toml"
    assert str(told.remedy) == 'write below [page]: "Bring a colleague." = "…"'
