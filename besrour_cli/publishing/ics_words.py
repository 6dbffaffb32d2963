"""What a calendar entry says: one title and one description, each with every language inside.

Several calendar programs break on one SUMMARY or DESCRIPTION per language, so both live in one text,
the reader's language first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from besrour_cli.model.clock.instant import local, offset_minutes, zone_data_version
from besrour_cli.model.clock.writing import date_words, offset_words, range_words, reading_words
from besrour_cli.model.language import NAMES, Text, folded, listing
from besrour_cli.model.place import Place
from besrour_cli.model.plan import Slot
from besrour_cli.model.programme import Member, Platform, Programme, Series, Session

PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "follows": "English follows",
        "cancelled": "Cancelled",
        "is cancelled": "This session is cancelled.",
        "is proposed": "This date is proposed and may still change.",
        "yours": "Your local time ({place}): {day}, {hours} ({offset})",
        "starts": "Start, by place:",
        "zone data": "Local times according to the IANA time zone database, version {version}.",
        "minutes": "Length: {n} minutes",
        "languages": "Languages: {languages}",
        "interpreted": "Languages: {languages}, with interpretation",
        "online": "Online ({platform})",
        "link": "{title}: {url}",
        "website": "More about the programme: {url}",
        "join": "To join ({platform}): {link}",
        "meeting id": "Meeting ID: {value}",
        "passcode": "Passcode: {value}",
        "phone": "By telephone: {value}",
        "keep": "Please do not publish the link or the passcode.",
        "soon": "In {n} minutes: {title}",
    },
    "fr": {
        "follows": "Le français suit",
        "cancelled": "Annulée",
        "is cancelled": "Cette séance est annulée.",
        "is proposed": "Cette date est proposée et peut encore changer.",
        "yours": "Votre heure locale ({place})\u00a0: {day}, {hours} ({offset})",
        "starts": "Début, selon le lieu\u00a0:",
        "zone data": "Heures locales selon la base de fuseaux horaires de l’IANA, version\u00a0{version}.",
        "minutes": "Durée\u00a0: {n}\u00a0minutes",
        "languages": "Langues\u00a0: {languages}",
        "interpreted": "Langues\u00a0: {languages}, avec interprétation",
        "online": "En ligne ({platform})",
        "link": "{title}\u00a0: {url}",
        "website": "Pour en savoir plus sur le programme\u00a0: {url}",
        "join": "Pour participer ({platform})\u00a0: {link}",
        "meeting id": "Numéro de réunion\u00a0: {value}",
        "passcode": "Code d’accès\u00a0: {value}",
        "phone": "Par téléphone\u00a0: {value}",
        "keep": "Merci de ne publier ni le lien ni le code d’accès.",
        "soon": "Dans {n}\u00a0minutes\u00a0: {title}",
    },
}
"""The fixed words of calendar entries, by language; another language is one more entry."""


def said(text: Text, language: str) -> str:
    """A text in a language, or in the first it has."""
    return text.get(language) or next(iter(text.values()), "")


def phrase(key: str, language: str, **facts: object) -> str:
    """A fixed sentence with its facts; English where a language has none yet."""
    return PHRASES.get(language, PHRASES["en"])[key].format(**facts)


def together(say: Callable[[str], str], order: Sequence[str]) -> str:
    """Every language on one line, each said once: ``Café Besrour / Besrour Café``."""
    return " / ".join(dict.fromkeys(filter(None, (say(language) for language in order))))


class Entry(NamedTuple):
    """One session as one reader's calendar shows it: her languages in order, and the places named.

    Without a ``member`` it is the public's; ``withdrawn`` is True in a cancellation (METHOD:CANCEL).
    """

    programme: Programme
    session: Session
    slot: Slot
    order: tuple[str, ...]
    places: tuple[Place, ...]
    member: Member | None = None
    withdrawn: bool = False

    @property
    def cancelled(self) -> bool:
        """Whether the session will not take place for this reader."""
        return self.withdrawn or self.slot.state == "cancelled"

    @property
    def series(self) -> Series:
        """The series the session belongs to."""
        return self.programme.series[self.session.series]

    @property
    def platform(self) -> Platform:
        """Where the session meets: its series' platform, or the programme's."""
        return self.series.platform or self.programme.platform


def distinct_places(programme: Programme, session: Session) -> tuple[Place, ...]:
    """The anchor and every place an invited person takes part from, each once, in roster order."""
    places: dict[tuple[str, ...], Place] = {}
    for place in (programme.anchor, *(member.place for member in programme.invited(session))):
        places.setdefault((place.zone, *(place.name(language) for language in programme.languages)), place)
    return tuple(places.values())


def title(entry: Entry) -> str:
    """SUMMARY: the session's title in every language, marked when it is cancelled."""

    def one(language: str) -> str:
        words = said(entry.session.titles, language)
        if not entry.cancelled:
            return words
        return phrase("link", language, title=phrase("cancelled", language), url=words)

    return together(one, entry.order)


def description(entry: Entry) -> str:
    """DESCRIPTION: every language's block of the same facts, the first of the order first.

    For a member it holds her own local time and, unless cancelled, how to join; a feed is public
    and holds neither.
    """
    readings, version = starts(entry), version_of(entry)
    blocks = []
    for language in entry.order:
        parts = (
            _heading(entry, language),
            said(entry.session.descriptions, language),
            _yours(entry.slot, entry.member, language) if entry.member else "",
            _joining(entry.platform, language) if entry.member and not entry.cancelled else "",
            "\n".join([phrase("starts", language), *readings[language]]),
            _facts(entry, version, language),
        )
        blocks.append("\n\n".join(filter(None, (part.strip() for part in parts))))
    notice = "; ".join(phrase("follows", language) for language in entry.order[1:])
    return (f"{notice}\n\n" if notice else "") + "\n\n—————\n\n".join(blocks)


def starts(entry: Entry) -> Mapping[str, Sequence[str]]:
    """The local start in every place, by language: one line for all places whose clocks agree, west first."""
    start = entry.slot.start
    agreeing: dict[int, list[Place]] = {}
    for place in entry.places:
        agreeing.setdefault(offset_minutes(start, place.zone), []).append(place)
    anchor = local(start, entry.slot.anchor).date()
    lines: dict[str, list[str]] = {language: [] for language in entry.order}
    for minutes in sorted(agreeing):
        moment = start.astimezone(timezone(timedelta(minutes=minutes)))
        for language in entry.order:
            names = {place.name(language) for place in agreeing[minutes]}
            listed = listing(sorted(names, key=lambda name: (folded(name), name)), language)
            where = Place("", {language: listed}, "", "")
            lines[language].append(reading_words(moment, where, language, anchor))
    return lines


def version_of(entry: Entry) -> str:
    """The tzdata version to print: the announced one while all its readings hold, else the one in use."""
    slot = entry.slot
    if not slot.printed:
        return zone_data_version()
    named = {place.zone for place in entry.places}
    for reading in slot.printed:
        announced = datetime.fromisoformat(reading.local).replace(tzinfo=None)
        if reading.zone in named and announced != local(slot.start, reading.zone).replace(tzinfo=None):
            return zone_data_version()
    return slot.tzdata


def _heading(entry: Entry, language: str) -> str:
    names = (said(entry.programme.names, language), said(entry.series.names, language))
    lines = [" – ".join(dict.fromkeys(filter(None, names)))]
    if entry.cancelled:
        lines.append(phrase("is cancelled", language))
    elif entry.slot.state == "proposed":
        lines.append(phrase("is proposed", language))
    return "\n".join(lines)


def _yours(slot: Slot, member: Member, language: str) -> str:
    start, end = local(slot.start, member.place.zone), local(slot.end, member.place.zone)
    return phrase(
        "yours",
        language,
        place=member.place.name(language),
        day=date_words(start.date(), language),
        hours=range_words(start, end, language),
        offset=offset_words(start, language),
    )


def _joining(platform: Platform, language: str) -> str:
    lines = [phrase("join", language, platform=platform.name, link=platform.link)] if platform.link else []
    for key, value in (
        ("meeting id", platform.meeting_id),
        ("passcode", platform.passcode),
        ("phone", platform.phone),
    ):
        if value:
            lines.append(phrase(key, language, value=value))
    if platform.help:
        lines.append(said(platform.help, language))
    if lines:
        lines.append(phrase("keep", language))
    return "\n".join(lines)


def _facts(entry: Entry, version: str, language: str) -> str:
    codes = entry.session.languages or entry.programme.languages
    spoken = listing([NAMES.get(code, {}).get(language, code) for code in codes], language)
    minutes = round((entry.slot.end - entry.slot.start) / timedelta(minutes=1))
    lines = [
        phrase("zone data", language, version=version),
        phrase("minutes", language, n=minutes),
        phrase("interpreted" if entry.session.interpretation else "languages", language, languages=spoken),
    ]
    for link in entry.session.links:
        lines.append(phrase("link", language, title=said(link.titles, language), url=link.url))
    if entry.programme.contact.website:
        lines.append(phrase("website", language, url=entry.programme.contact.website))
    return "\n".join(lines)
