"""What the tables of a session brought back from it, as everybody may read it, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from besrour_cli.model.diagnostic import SourceText
from besrour_cli.model.language import Text


class HarvestLinkKind(StrEnum):
    """What of a session can be looked at afterwards."""

    SLIDES = "slides"
    RECORDING = "recording"


class HarvestLink(NamedTuple):
    """A link to slides or a recording: one address for all, or one in each language."""

    kind: HarvestLinkKind
    urls: Text


class SessionHarvest(NamedTuple):
    """What everybody may read of one session: points in English and in French, and links.

    ``sources`` has the place of each point in its file: ``point.0.en``.
    """

    session: str
    points: tuple[Text, ...] = ()
    links: tuple[HarvestLink, ...] = ()
    sources: Mapping[str, SourceText] = MappingProxyType({})
