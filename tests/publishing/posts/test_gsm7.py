"""One text message: which letters it has, what an accent would cost, and how long it is."""

from __future__ import annotations

from besrour_cli.publishing.posts.gsm7 import text_message


def test_what_french_has_in_the_alphabet_stays() -> None:
    """é, è, à, ù stay; signs of typography become plain ones, and count as they are sent."""
    message = text_message("L’équipe « déjà là » : 14\u00a0h – où…")
    assert message.text == 'L\'équipe "déjà là" : 14 h - où...'
    assert message.length == len(message.text) and message.plain == () and message.parts == 1


def test_an_accent_that_it_lacks_is_left_away_and_named() -> None:
    """ê, ç and œ are not in the alphabet; with them a text of 80 letters takes two messages."""
    message = text_message("Être à l’écoute, ça s’apprend : le cœur du métier. " + "x" * 30)
    assert message.text.startswith("Etre à l'écoute, ca s'apprend : le coeur")
    assert message.plain == ("Ê", "ç") and message.parts == 2


def test_signs_of_the_extension_count_twice() -> None:
    """The euro and brackets are two letters each (3GPP TS 23.038, section 6.2.1.1)."""
    assert text_message("5 € [x]").length == 10


def test_what_no_accent_makes_plain_is_named() -> None:
    """Letters of another script cannot be sent so, and are not replaced by a guess."""
    assert text_message("Karibu አ").foreign == ("አ",)
