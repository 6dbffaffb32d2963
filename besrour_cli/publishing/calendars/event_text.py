"""What a calendar entry says: one title and one description, each with every language inside.

Several calendar programs break on one SUMMARY or DESCRIPTION per language, so both live in one text,
the reader's language first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from besrour_cli.clock.formatting import date_words, offset_words, range_words
from besrour_cli.clock.instants import local
from besrour_cli.model.language import Text, data_of, fold_case, spoken_words
from besrour_cli.model.language_data import PHRASES
from besrour_cli.model.plan import ScheduledSession, SessionState
from besrour_cli.model.programme import Member, Platform, Programme, Series, Session
from besrour_cli.publishing.calendars.local_times import LocalTimes
from besrour_cli.publishing.calendars.property_values import clean

OPENING = 160
"""Characters of a description that an invited person's calendar entry repeats at most."""


def text_in(text: Text, language: str) -> str:
    """Return a text in a language, or in the first it has; no blanks around it, which some readers drop."""
    return (text.get(language) or next(iter(text.values()), "")).strip()


def phrase(key: str, language: str, **facts: object) -> str:
    """Return a fixed sentence with its facts; English where a language has none yet."""
    data = data_of(language)
    words = data.phrase(key) if data else PHRASES.get(language, PHRASES["en"])[key]
    return words.format(**facts)


def join_languages(words_in: Callable[[str], str], order: Sequence[str]) -> str:
    """Return a text in every language on one line, the same words once: ``Café Besrour / Besrour Café``."""
    lines = (
        " ".join([part.strip() for part in clean(words_in(language)).split("\n")]).strip()
        for language in order
    )
    return " / ".join(dict.fromkeys(filter(None, lines)))


def event_uid(programme_id: str, session_id: str) -> str:
    """Return a session's UID, which never changes: it depends on no date, place, address or person."""
    return f"{session_id}.{programme_id}@besrour"


class SessionEntry(NamedTuple):
    """One session as calendars show it, to the public or to one ``member``.

    ``clocks`` are those of all who are invited; ``withdrawn`` is True in what takes the entry away from the
    member (METHOD:CANCEL), ``departed`` where the session takes place without the member.
    """

    programme: Programme
    session: Session
    slot: ScheduledSession
    clocks: LocalTimes
    member: Member | None = None
    withdrawn: bool = False
    departed: bool = False

    @property
    def cancelled(self) -> bool:
        """Whether the session will not take place for this reader."""
        return self.withdrawn or self.slot.state == SessionState.CANCELLED

    @property
    def called_off(self) -> bool:
        """Whether the reader is told that the session is cancelled."""
        return self.cancelled and not self.departed

    @property
    def series(self) -> Series:
        """The series the session belongs to."""
        return self.programme.series[self.session.series]

    @property
    def platform(self) -> Platform:
        """Where the session meets: its series' platform, or the programme's."""
        return self.series.platform or self.programme.platform


def named_title(programme: Programme, titles: Text, order: Sequence[str], mark: str = "") -> str:
    """Return a title in every language, the programme's name before the first: ``Café: Mentors / Mentorat``.

    In a month, on a locked telephone and in a reminder, calendar programs show the beginning of SUMMARY and
    nothing else: categories, organiser and description wait behind a click. A title that has the name in
    it is left as it is. ``mark`` is a phrase that is put before each language.
    """
    first = order[0]
    titles = {language: text_in(titles, language) for language in order}
    languages = order if mark else [code for code in order if code == first or titles[code] != titles[first]]
    names = {fold_case(text_in(programme.names, code)) for code in order} - {""}
    named = any(name in fold_case(words) for name in names for words in titles.values())

    def one(language: str) -> str:
        words = titles[language]
        if language == first and names and not named:
            words = phrase("link", language, title=text_in(programme.names, language), url=words)
        return phrase("link", language, title=phrase(mark, language), url=words) if mark else words

    return join_languages(one, languages)


def title(entry: SessionEntry, order: Sequence[str]) -> str:
    """Return SUMMARY: the session's title under the programme's name, marked when it is cancelled."""
    mark = "cancelled" if entry.called_off else ""
    return named_title(entry.programme, entry.session.titles, order, mark)


def description(blocks: Mapping[str, str], order: Sequence[str]) -> str:
    """Return DESCRIPTION: the blocks of all languages in order, after a notice of what follows the first."""
    notice = "; ".join(phrase("follows", language) for language in order[1:])
    return (f"{notice}\n\n" if notice else "") + "\n\n—————\n\n".join(blocks[language] for language in order)


def blocks(entry: SessionEntry) -> dict[str, str]:
    """Return the same facts in every language, by language.

    A member's entry has the member's own local time and, unless cancelled, how to join, but only the
    beginning of the description: the rest stands in the letter around it. A feed is public, gives the time
    at every place, and says no way to join.
    """
    texts = {}
    for language in entry.programme.languages:
        words = text_in(entry.session.descriptions, language)
        if entry.member:
            joining = "" if entry.cancelled else _joining(entry.platform, language)
            yours = _yours(entry.slot, entry.member, language)
            parts = (_heading(entry, language), _opening(words), yours, joining)
        else:
            starts = "\n".join([phrase("starts", language), *entry.clocks.starts(entry.slot)[language]])
            parts = (_heading(entry, language), words, starts, _facts(entry, language))
        texts[language] = "\n\n".join([part.strip() for part in parts if part])
    return texts


def _opening(words: str) -> str:
    """A short description, or the beginning of its first paragraph, cut after a whole word."""
    if len(words) <= OPENING:
        return words
    first = words.partition("\n\n")[0]
    if len(first) <= OPENING:
        return first
    return first[:OPENING].rpartition(" ")[0].rstrip(",;:.– ") + "…"


def _heading(entry: SessionEntry, language: str) -> str:
    names = (text_in(entry.programme.names, language), text_in(entry.series.names, language))
    lines = [" – ".join(dict.fromkeys(filter(None, names)))]
    if entry.called_off:
        lines.append(phrase("is cancelled", language))
    elif entry.slot.state == SessionState.PROPOSED:
        lines.append(phrase("is proposed", language))
    return "\n".join(lines)


def _yours(slot: ScheduledSession, member: Member, language: str) -> str:
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
        lines.append(text_in(platform.help, language))
    if lines:
        lines.append(phrase("keep", language))
    return "\n".join(lines)


def _facts(entry: SessionEntry, language: str) -> str:
    codes = entry.session.languages or entry.programme.spoken
    spoken = spoken_words(codes, language)
    minutes = round((entry.slot.end - entry.slot.start) / timedelta(minutes=1))
    lines = [
        phrase("zone data", language, version=entry.clocks.version(entry.slot)),
        phrase("minutes", language, n=minutes),
        phrase("interpreted" if entry.session.interpretation else "languages", language, languages=spoken),
    ]
    for link in entry.session.links:
        lines.append(
            phrase("link", language, title=text_in(link.titles, language), url=text_in(link.urls, language))
        )
    if entry.programme.contact.website:
        lines.append(phrase("website", language, url=entry.programme.contact.website))
    return "\n".join(lines)
