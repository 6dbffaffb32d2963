"""A text left untranslated is noticed by its frequent words; letters of codes and initials are no words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from besrour_cli.publishing.parity.session_texts import session_mistakes
from support.publishing.portuguese import trilingual


@pytest.mark.parametrize(
    "text",
    [
        "Write to 100 Example Street, Mississauga, ON  A1A 1A1, Canada, A2A 2A2 or A3E 3E3.",
        "Come as you are, as a group or alone: do as a friend would, no more.",
        "Groups A, E and O meet first; A, E, O again later with Dr. A. E. O. Mensah.",
        "Room E, floor A: ask at desk O, or call A. E. Da Costa e Silva, Maputo.",
    ],
)
def test_a_postal_code_does_not_make_a_text_portuguese(text: str) -> None:
    """Letters of codes, initials and words of both betray nothing; Portuguese in the English half is told."""
    programme, session = trilingual()
    said = replace(session, descriptions={"en": text, "fr": "", "pt": ""})
    foreign = [p for p in session_mistakes(programme, said) if p.code == "parity-language"]
    assert foreign == []
    slip = replace(said, descriptions={"en": session.descriptions["pt"], "fr": "", "pt": ""})
    assert [p for p in session_mistakes(programme, slip) if p.code == "parity-language"]


def test_a_french_postal_code_is_not_portuguese_either() -> None:
    """The French half is read by the same rule."""
    programme, session = trilingual()
    text = "Écrivez au 100, rue Exemple, Mississauga (Ontario)  A1A 1A1, ou A2O 2A2; a-t-on le choix?"
    said = replace(session, descriptions={"en": "", "fr": text, "pt": ""})
    assert not [p for p in session_mistakes(programme, said) if p.code == "parity-language"]
