"""A letter weighs at most 25 kB: many readers pay for every one, or wait for it."""

from __future__ import annotations

import email
from dataclasses import replace
from email import policy
from pathlib import Path

import pytest
from publishing.letters.regenerate_letters import GOLDEN

import support.publishing.letter_programme as given
from besrour_cli.delivery.mail import raw_message
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.programme import Programme, Session
from besrour_cli.publishing.letters.letters import letters
from besrour_cli.schedule.announce import announcement
from besrour_cli.storage import resources
from besrour_cli.storage.programme.load import load
from support.campaigns.thorough import a_few
from support.checkout import ROOT

MOST = 25_000
ENGLISH = "What makes such a place a good place to learn, and what do its teachers need from us? "
FRENCH = "Qu’est-ce qui fait d’un tel milieu un bon lieu d’apprentissage, et de quoi ont besoin ses équipes? "


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.eml")), ids=lambda path: path.stem)
def test_no_golden_letter_is_too_heavy(path: Path) -> None:
    """The small programme's letters, as they are written to the disk and sent."""
    assert len(path.read_bytes()) <= MOST


def large() -> tuple[Programme, Session]:
    """The shipped programme, 39 people on four continents, and a café with long texts and a form."""
    loaded = load(str(ROOT)).programme
    assert loaded is not None
    session = next(session for session in loaded.sessions if session.id == "2027-01-cafe")
    described = {"en": ENGLISH * 7, "fr": FRENCH * 7}
    assert all(len(described[code]) > 1.25 * len(session.descriptions[code]) for code in described)
    return loaded, replace(session, descriptions=described)


@pytest.mark.parametrize("kind", a_few(LetterKind, 2))
def test_no_letter_of_a_large_session_with_long_texts_is_too_heavy(kind: LetterKind) -> None:
    """Every kind of letter, for each of its 39 readers; an update that names a move and new people."""
    programme, session = large()
    slot = given.slot(session.id, 2027, 1, 20, 14, 0)
    people = {role: (*reversed(ids), "sn-dakar") for role, ids in session.required.items()}
    before = announcement(
        programme,
        replace(session, required=people, languages=("en",)),
        given.slot(session.id, 2027, 1, 13, 15, 0),
        given.utc(2026, 12, 1),
    )
    readers = programme.invited(session)
    assert len(readers) == 39
    known = {member.id: before for member in readers} if kind == LetterKind.UPDATE else {}
    made = letters(programme, session, slot, kind, readers, resources.templates(None), known=known)
    weights = {letter.member: len(letter.data) for letter in made}
    assert max(weights.values()) <= MOST, weights


def test_seven_bits_say_the_same() -> None:
    """A server without 8BITMIME gets the letter in quoted-printable: ASCII alone, word for word the same."""
    [letter] = letters(
        given.PROGRAMME,
        given.SESSION,
        given.SLOT,
        LetterKind.INVITATION,
        given.MEMBERS[2:3],
        given.templates(),
    )
    narrow = raw_message.in_seven_bits(letter.data)
    assert narrow.isascii() and not letter.data.isascii()
    assert max(map(len, narrow.split(b"\r\n"))) <= 998
    both = [email.message_from_bytes(data, policy=policy.SMTP) for data in (letter.data, narrow)]
    wide, other = ([part.get_payload(decode=True) for part in whole.walk()] for whole in both)
    assert wide == other
    assert raw_message.in_seven_bits(narrow) == narrow
