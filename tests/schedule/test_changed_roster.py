"""Who is gone, who is the same person under another id, and who only looks like somebody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from besrour_cli.model.announcement import AnnouncementLog
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Member
from besrour_cli.schedule.changed_roster import (
    Likeness,
    Successor,
    exchanged_addresses,
    gone,
    misplaced,
    successors,
)

ACCRA = Place("Accra", {"en": "Accra", "fr": "Accra"}, "GH", "Africa/Accra")


def _member(name: str, email: str = "", words: str = "") -> Member:
    return Member(
        id=name,
        name=words or f"Dr {name}",
        email=email or f"{name}@example.org",
        place=ACCRA,
        languages=("fr",),
        groups=("cafe",),
        region="West Africa",
    )


AWA, BEN, CLEO = _member("awa"), _member("ben"), _member("cleo")


def _log(*known: Member, departed: frozenset[str] = frozenset()) -> AnnouncementLog:
    return AnnouncementLog(members={m.id: m for m in known}, departed=departed)


@pytest.mark.parametrize(
    ("known", "here", "expected"),
    [
        ((AWA,), (AWA, BEN), []),
        ((AWA,), (replace(AWA, id="awa-d"),), [Successor("awa-d", "awa", Likeness.ADDRESS)]),
        ((AWA,), (_member("x", "AWA@example.org"),), [Successor("x", "awa", Likeness.ADDRESS)]),
        ((AWA,), (_member("x", "new@example.org", "dr  AWA"),), [Successor("x", "awa", Likeness.NAME)]),
        ((AWA,), (_member("x"),), []),
        ((AWA, BEN), (AWA, _member("x", BEN.email)), [Successor("x", "ben", Likeness.ADDRESS)]),
        ((AWA, BEN), (AWA, _member("x", AWA.email)), []),
        (
            (AWA, _member("ben", AWA.email)),
            (_member("x", AWA.email),),
            [Successor("x", "awa", Likeness.ADDRESS), Successor("x", "ben", Likeness.ADDRESS)],
        ),
        (
            (AWA,),
            (_member("x", AWA.email), _member("y", "y@example.org", AWA.name)),
            [Successor("x", "awa", Likeness.ADDRESS)],
        ),
    ],
)
def test_a_row_that_may_be_somebody_who_is_gone(
    known: tuple[Member, ...], here: tuple[Member, ...], expected: list[Successor]
) -> None:
    """Of one address, else of one name; never a row that is known, never somebody who is there."""
    assert successors(here, _log(*known)) == expected


def test_who_has_left_is_asked_about_no_more() -> None:
    """Once it is said that she has left, her address and her name are anybody's."""
    log = _log(AWA, BEN, departed=frozenset({"awa"}))
    assert gone([_member("x", AWA.email)], log) == [BEN]
    assert successors([BEN, _member("x", AWA.email)], log) == []


def test_a_row_that_is_another_known_person() -> None:
    """An id with another's name and address is no longer its person, whether the other has a row or not."""
    wrong = replace(BEN, id="awa")
    assert misplaced([wrong, replace(AWA, id="ben")], _log(AWA, BEN)) == {"awa": "ben", "ben": "awa"}
    assert misplaced([wrong], _log(AWA, BEN)) == {"awa": "ben"}
    turned = [replace(BEN, id="awa"), replace(CLEO, id="ben"), replace(AWA, id="cleo")]
    assert set(misplaced(turned, _log(AWA, BEN, CLEO))) == {"awa", "ben", "cleo"}


def test_a_name_or_an_address_alone_makes_no_other_person() -> None:
    """A corrected name, a couple's mailbox, two namesakes: each is still who she was."""
    same = _member("ben", "awa@example.org", "Dr awa")
    assert misplaced([AWA, same], _log(AWA, same)) == {}
    assert misplaced([replace(AWA, name=BEN.name), BEN], _log(AWA, BEN)) == {}
    assert misplaced([replace(AWA, email=BEN.email), BEN], _log(AWA, BEN)) == {}


def test_addresses_that_changed_places() -> None:
    """Only two that took each other's, and no row of which more is wrong."""
    crossed = [replace(AWA, email=BEN.email), replace(BEN, email=AWA.email), CLEO]
    assert exchanged_addresses(crossed, _log(AWA, BEN, CLEO)) == [("awa", "ben")]
    assert exchanged_addresses([replace(AWA, email=BEN.email), BEN], _log(AWA, BEN)) == []
    whole = [replace(BEN, id="awa"), replace(AWA, id="ben")]
    assert exchanged_addresses(whole, _log(AWA, BEN)) == []
