"""Somebody is found in a text when it names her, and nobody else is taken for her."""

from __future__ import annotations

import pytest

from besrour_cli.model.people.person import Person, PersonNames

AWA = Person(
    PersonNames(
        frozenset({"awa-diop", "awa"}), frozenset({"Awa Diop", "Awa"}), frozenset({"Awa@example.org"})
    ),
    "forgotten-3",
)


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("iPhone de Awa Diop", "iPhone de forgotten-3"),
        ("With DR AWA  DIOP, Dakar.", "With DR forgotten-3, Dakar."),
        ("écrire à awa@EXAMPLE.org;", "écrire à forgotten-3;"),
        ("required: [awa-diop, awa-sow]", "required: [forgotten-3, awa-sow]"),
        ("awa", "forgotten-3"),
        (" Awa Diop ", "forgotten-3"),
        ("Áwa Dìop anime", "forgotten-3 anime"),
        ("½ day with Awa Diop", "forgotten-3"),
        ("½ day with Awa Sow", "½ day with Awa Sow"),
    ],
)
def test_what_names_her_is_replaced(text: str, redacted: str) -> None:
    """By name, address or id, whatever its capitals, accents and blanks."""
    assert AWA.redacted(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "Marie-Awa Diop",
        "Awa Diop-Sow",
        "Awa Diopé",
        "mawa@example.org",
        "awa@example.org.ng",
        "awa-diop-2",
        "Awa is there",
        "awards",
    ],
)
def test_others_stay_as_they_are(text: str) -> None:
    """A longer name, a longer address, another id, and one word that may be anybody's within a text."""
    assert AWA.redacted(text) == text
    assert not AWA.is_named_in(text)


def test_nobody_is_in_no_text() -> None:
    """A person of whom nothing is known matches nothing, not even an empty text."""
    nobody = Person(PersonNames())
    assert not nobody.is_called("") and not nobody.is_named_in("") and nobody.redacted("") == ""
