"""The harvest of a session that is over: its points and links in one language, and mistakes in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.language import Text
from besrour_cli.model.meeting.harvest import HarvestLinkKind
from besrour_cli.model.programme import Programme
from besrour_cli.publishing.parity.session_texts import harvest_mistakes


@dataclass(frozen=True, slots=True)
class HarvestFacts:
    """What tables talked about, and links to slides and recording ("": none)."""

    points: tuple[str, ...]
    slides: str
    recording: str


def harvest_facts(programme: Programme, session: str, language: str) -> HarvestFacts | None:
    """What everybody may read of a session in a language; None where nothing was brought back."""
    harvest = programme.harvests.get(session)
    if harvest is None or not (harvest.points or harvest.links):
        return None
    links = {link.kind: _text(link.urls, language) for link in harvest.links}
    return HarvestFacts(
        tuple(_text(point, language) for point in harvest.points),
        links.get(HarvestLinkKind.SLIDES, ""),
        links.get(HarvestLinkKind.RECORDING, ""),
    )


def mistakes_in_harvests(programme: Programme, sessions: Iterable[str]) -> list[Diagnostic]:
    """Every mistake, no warning, in what the tables of some sessions talked about."""
    harvests = [programme.harvests[name] for name in sessions if name in programme.harvests]
    found = (problem for harvest in harvests for problem in harvest_mistakes(programme, harvest))
    return [problem for problem in found if not problem.warning]


def _text(text: Text, language: str) -> str:
    """A text in a language, or in the first it has."""
    return text.get(language) or next(iter(text.values()))
