"""What a series says is compared once for all its sessions, and nothing of it is passed over."""

from __future__ import annotations

from dataclasses import replace

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.publishing.parity.session_texts import (
    agenda_mistakes,
    programme_mistakes,
    session_mistakes,
)
from besrour_cli.storage.programme.load import load
from support.checkout import ROOT


def test_each_mistake_of_series_and_sessions_is_found_once() -> None:
    """An invitation and an agenda that sessions share, an agenda and thanks of their own: all are read."""
    programme = load(str(ROOT)).programme
    assert programme is not None
    first, second, third, *others = (s for s in programme.sessions if s.series == "cafe")
    usual, more = first.agenda, {"en": "Our 11 hosts", "fr": "Nos 12 hôtes"}
    part = usual.parts[0]._replace(titles={"en": "At 3 tables", "fr": "À 4 tables"})
    wrong = usual._replace(parts=(part, *usual.parts[1:]))
    own = usual._replace(parts=(part._replace(titles={"en": "Two of 5", "fr": "Deux de 6"}),))
    series = replace(programme.series["cafe"], invitations={"en": "We are 7.", "fr": "Nous sommes 8."})
    sessions = (
        replace(first, agenda=own),
        replace(second, agenda=wrong),
        replace(third, agenda=wrong._replace(thanks=(more,))),
        *(replace(each, agenda=wrong) for each in others),
    )
    asked = replace(programme, series={**programme.series, "cafe": series}, sessions=sessions)
    every = [
        mistake
        for session in sessions
        for reader in (session_mistakes, agenda_mistakes)
        for mistake in reader(asked, session)
    ]
    found = [*programme_mistakes(asked, sessions)]
    assert {*map(told, found)} == {*map(told, every)}
    assert 3 * len(found) < len(every)


def told(mistake: Diagnostic) -> tuple[str, str]:
    """What a mistake says; sessions without a file have no line of their own."""
    return mistake.code, str(mistake.what)
