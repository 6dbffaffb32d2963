"""Who is meant: ids, addresses and names as coordinators type them; two people are never one."""

from __future__ import annotations

import pytest

from besrour_cli.commands.shared.member_lookup import matching_members, similar_members
from besrour_cli.model.address import mailbox_of
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Member

ACCRA = Place("Accra", {"en": "Accra", "fr": "Accra"}, "GH", "Africa/Accra", "Africa")


def person(ident: str, name: str, email: str) -> Member:
    """A member of the roster."""
    return Member(ident, name, email, ACCRA, ("en",), ("cafe",), "Africa")


ROSTER = (
    person("dr-desire-mbuyi", "Dr Désiré Mbuyi", "d.mbuyi@uni.example"),
    person("rene-1", "René Roy", "rene@clinic.example"),
    person("rene-2", "Dre Rene Roy", "roy@hopital.example"),
    person("Awa", "Awa N'Diaye", "Awa@Café.example"),
    person("office-a", "Léa Côté-Tremblay", "office@uni.example"),
    person("office-b", "Jean O’Brien", "office@uni.example"),
)


@pytest.mark.parametrize(
    ("word", "ident"),
    [
        ("dr-desire-mbuyi", "dr-desire-mbuyi"),
        ("Dr-Desire-Mbuyi", "dr-desire-mbuyi"),
        ("Désiré Mbuyi", "dr-desire-mbuyi"),
        ("desire mbuyi", "dr-desire-mbuyi"),
        ("Prof. Mbuyi, Désiré", "dr-desire-mbuyi"),
        ("D.Mbuyi@UNI.example", "dr-desire-mbuyi"),
        ("Désiré Mbuyi <d.mbuyi@uni.example>", "dr-desire-mbuyi"),
        ("mailto:d.mbuyi@uni.example", "dr-desire-mbuyi"),
        ("awa", "Awa"),
        ("awa n’diaye", "Awa"),
        ("awa@xn--caf-dma.example", "Awa"),
        ("awa@café.example", "Awa"),
        ("Lea Cote Tremblay", "office-a"),
        ("Mme Léa Côté-Tremblay", "office-a"),
        ("jean o'brien", "office-b"),
        (" rene-1 ", "rene-1"),
    ],
)
def test_a_person_is_named_by_id_address_or_name(word: str, ident: str) -> None:
    """Accents, case, titles, order and spelling of domains do not count."""
    assert [m.id for m in matching_members(ROSTER, word)] == [ident]


@pytest.mark.parametrize(
    ("word", "idents"),
    [
        ("René Roy", ["rene-1", "rene-2"]),
        ("rene roy", ["rene-1", "rene-2"]),
        ("office@uni.example", ["office-a", "office-b"]),
    ],
)
def test_what_may_mean_several_names_them_all(word: str, idents: list[str]) -> None:
    """Nobody is chosen among people of one name or one mailbox."""
    assert [m.id for m in matching_members(ROSTER, word)] == idents


@pytest.mark.parametrize(
    "word", ["", " ", "Dr", "Mbuyi", "desire", "@", "x@uni.example", "rene", "Roy René Jr"]
)
def test_part_of_a_name_is_nobody(word: str) -> None:
    """A part could be anyone's tomorrow: it only leads to the people who are similar."""
    assert matching_members(ROSTER, word) == ()


def test_people_who_are_similar_are_named() -> None:
    """By a part of the name, a slip in it, in the id or in the address."""
    assert [m.id for m in similar_members(ROSTER, "Mbuyi")] == ["dr-desire-mbuyi"]
    assert similar_members(ROSTER, "Desirée Mbuji")[0].id == "dr-desire-mbuyi"
    assert similar_members(ROSTER, "d.mbuy@uni.example")[0].id == "dr-desire-mbuyi"
    assert {m.id for m in similar_members(ROSTER, "roy")} == {"rene-1", "rene-2"}
    assert similar_members(ROSTER, "zzz") == ()


def test_an_address_is_one_however_it_is_written() -> None:
    """Case, the form of the domain, a name before it, a link to it."""
    forms = [
        "Awa@CAFÉ.example",
        "awa@xn--caf-dma.example",
        "Awa <awa@café.example>",
        "mailto:awa@café.example",
    ]
    assert len({mailbox_of(form) for form in forms}) == 1
