"""What does not come every month: somebody declines, a session moves, a law moves a clock."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from stories.year.founding import exports
from stories.year.months import answers, invites, reads_answers
from stories.year.people import PEOPLE

from support.stories.coordinator import Coordinator
from support.stories.law import with_law

BY_NAME = {person.name.split()[0]: person for person in PEOPLE}
LAW = "0:00 - GMT 2027 Jul 1 0:00\n 1:00 - +01\n"
"""Ghana's clocks go forward by an hour on the first of July, for good."""


def loses_a_facilitator(she: Coordinator, session: str) -> None:
    """Answers come by mail and by telephone; one is the facilitator's no. He is replaced, all are told."""
    she.today(she.now + timedelta(days=3))
    answers(she, BY_NAME["Awa"], session, "Oui, avec plaisir!")
    answers(she, BY_NAME["Ruth"], session, "ACCEPTED")
    answers(she, BY_NAME["Hana"], session, "TENTATIVE")
    answers(she, BY_NAME["Kofi"], session, "Sorry, I can't make it.")
    said = reads_answers(she, session)
    assert said["awa-diopel"] == said["ruth-okonjobel"] == "accepted"
    assert said["kofi-mensarel"] == "declined" and said["mia-holtanel"] == "silent"
    assert said == reads_answers(she, session)
    assert "besrour replies" in she.due()
    others = (person.name for person in PEOPLE if said[person.member] == "silent")
    she.does(f"replies --session {session} --record '{', '.join(f'{name} yes' for name in others)}'")
    with (she.folder / f"sessions/{session}.yaml").open("a", encoding="utf-8") as file:
        file.write("required: {facilitator: [bertrand-ngalobel], host: [ines-tavarel]}\n")
    she.does("check")
    _tells_everybody(she, session)


def moves(she: Coordinator, session: str) -> None:
    """A day later at the same hour: a letter each with both days, and nobody gets it twice."""
    begins = she.span(session)[0] + timedelta(days=1)
    she.today(she.now + timedelta(days=2))
    she.does(f"move {session} --to {begins:%Y-%m-%dT%H:%MZ} --yes")
    assert she.span(session)[0] == begins
    assert f"besrour send {session}" in she.due()
    _tells_everybody(she, session)
    exports(she)


def calls_off_and_restores(she: Coordinator, session: str) -> None:
    """A café is off for two days, told, and takes place after all, told too."""
    she.today(she.now + timedelta(days=1))
    for verb in ("cancel", "restore"):
        she.does(f"{verb} {session} --yes")
        _tells_everybody(she, session)
        exports(she)
        she.today(she.now + timedelta(days=2))


def hears_of_a_law(she: Coordinator, place: Path, summer: tuple[str, ...]) -> None:
    """Three cafés were announced when the new data comes: those whom it touches get the true hour."""
    invites(she, *summer)
    exports(she)
    spans = [she.span(session) for session in summer]
    she.today(she.now + timedelta(days=4))
    she.zones = with_law(place, "Africa/Accra", LAW)
    printed = she.does("check", code=1)
    assert all(session in printed for session in summer) and "Accra" in printed
    assert "besrour correct" in she.due()
    she.does("correct")
    before = len(she.written.letters)
    she.does(f"send {' '.join(summer)} --yes")
    corrected = [(letter.to, letter.session) for letter in she.written.letters[before:]]
    assert sorted(corrected) == sorted((BY_NAME["Kofi"].email, session) for session in summer)
    she.does("check")
    assert [she.span(session) for session in summer] == spans
    exports(she)


def _tells_everybody(she: Coordinator, session: str) -> None:
    before = len(she.written.letters)
    she.does(f"send {session} --yes")
    told = [letter.to for letter in she.written.letters[before:]]
    assert sorted(told) == sorted(person.email for person in PEOPLE)
    she.does(f"send {session} --yes")
    assert len(she.written.letters) == before + len(told)
