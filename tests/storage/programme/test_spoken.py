"""The languages of letters are not those spoken: a session says its own, or the programme says them all."""

from __future__ import annotations

import pytest

from support.storage.folder import Folder


@pytest.mark.parametrize(
    ("key", "own", "spoken"),
    [
        ("", "", ("en", "fr")),
        ("languages: [fr, en]\n", "", ("fr", "en")),
        ("languages: [en, fr, pt]\n", "", ("en", "fr")),
        ("languages: [pt, fr, en]\n", "", ("fr", "en")),
        ("languages: [en, fr, pt]\nspoken: [en, fr, pt]\n", "", ("en", "fr", "pt")),
        ("spoken: français, swahili\n", "", ("fr", "sw")),
        ("spoken: []\n", "", ("en", "fr")),
        ("languages: [en, fr, pt]\n", "languages: [pt, en]\n", ("pt", "en")),
        ("spoken: fr\n", "languages: en\n", ("en",)),
    ],
)
def test_what_is_spoken_is_not_what_letters_are_in(
    folder: Folder, key: str, own: str, spoken: tuple[str, ...]
) -> None:
    """A further language of letters is not spoken until somebody says so."""
    folder.change("programme.yaml", "languages: [en, fr]\n", key)
    folder.session("series: cafe\n", f"series: cafe\n{own}")
    draft = folder.load().draft
    assert draft is not None
    assert [session.languages for session in draft.sessions] == [spoken]


def test_a_language_that_is_none_is_told_at_its_place(folder: Folder) -> None:
    """``spoken`` is read as ``languages`` is."""
    folder.change("programme.yaml", "languages: [en, fr]\n", "languages: [en, fr]\nspoken: [en, frensh]\n")
    problem = folder.only()
    assert (problem.code, str(problem.spot)) == ("value-language", "sessions/programme.yaml:4:14")
