"""A session with an agenda and two tables, as the sheet and the screen are made of it."""

from __future__ import annotations

from dataclasses import replace

import support.publishing.letter_programme as given
from besrour_cli.model.meeting.agenda import Agenda, AgendaPart
from besrour_cli.model.people.tables import CafeTable
from besrour_cli.publishing.printed_words import read_words
from besrour_cli.publishing.run_sheet.values import WORDS, RunSubject
from besrour_cli.publishing.tables import texts

AGENDA = Agenda(
    (
        AgendaPart(
            10,
            {"en": "Welcome", "fr": "Accueil"},
            role="host",
            opening={"en": "Good day to all.", "fr": "Bonjour à toutes et à tous."},
        ),
        AgendaPart(
            60,
            {"en": "At the tables", "fr": "Aux tables"},
            questions=({"en": "What did you see?", "fr": "Qu'avez-vous vu ?"},),
            tables=True,
        ),
        AgendaPart(20, {"en": "Talk", "fr": "Exposé"}, role="speaker"),
    ),
    ({"en": "Everyone", "fr": "Tout le monde"},),
)
SLOT = given.PLAN.slots[given.SESSION.id]


def subject(*, agenda: Agenda = AGENDA, tables: bool = True) -> RunSubject:
    """What a sheet is made of, with the tables or without them."""
    return RunSubject(
        programme=given.PROGRAMME,
        session=replace(given.SESSION, agenda=agenda),
        slot=SLOT,
        words=read_words(given.templates(), WORDS),
        table_words=read_words(given.templates(), texts.WORDS),
        tables=(
            CafeTable(("ca-memorial", "ca-ubc", "np-patan"), "en", "ca-memorial"),
            CafeTable(("cd-kinshasa", "eg-cairo"), "fr", "eg-cairo"),
        )
        if tables
        else (),
    )
