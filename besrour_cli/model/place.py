"""A place as a participant wrote it, resolved to one IANA zone and named in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from besrour_cli.model.language import Text, data_of

ALPHA_2 = 2
"""Letters of a country's code in ISO 3166-1 alpha-2."""


@dataclass(frozen=True)
class Place:
    """One place. ``input`` is what was typed, ``names`` are printed.

    ``country`` is an ISO 3166-1 alpha-2 code (or ""), ``zone`` an IANA time zone.
    """

    input: str
    names: Text
    country: str
    zone: str
    region: str = ""

    def name(self, language: str) -> str:
        """The place's name in a language, or in the first it has."""
        if name := self.names.get(language):
            return name
        first = next(iter(self.names.values()))
        data = data_of(language)
        return data.places.get(first, first) if data else first
