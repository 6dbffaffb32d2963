"""What has changed between two announcements of one session, for somebody who knows the first."""

from __future__ import annotations

from enum import StrEnum

from besrour_cli.model.announcement import Announcement


class Change(StrEnum):
    """One way in which what is announced can differ from what somebody knows, the most urgent first."""

    CANCELLED = "cancelled"
    """It was called off."""
    RESTORED = "restored"
    """It had been called off, and takes place after all."""
    START = "start"
    """It begins at another instant."""
    LENGTH = "length"
    """It lasts longer or shorter."""
    ROOM = "room"
    """People meet elsewhere, or the link, the passcode, a number is another."""
    PEOPLE = "people"
    """Somebody else facilitates, hosts, interprets ..."""
    LANGUAGES = "languages"
    """It is held in other languages, or with or without interpretation."""
    LINKS = "links"
    """Something else is to be read or filled in."""
    WORDING = "wording"
    """The same facts in other words: a reason to write only when it is wanted."""


def changes(before: Announcement, after: Announcement) -> tuple[Change, ...]:
    """Return every change, the most urgent first; of a session that is called off nothing else matters."""
    if after.cancelled:
        return () if before.cancelled else (Change.CANCELLED,)
    pairs = {
        Change.RESTORED: (before.cancelled, after.cancelled),
        Change.START: (before.start, after.start),
        Change.LENGTH: (before.end - before.start, after.end - after.start),
        Change.ROOM: ((before.platform, before.room), (after.platform, after.room)),
        Change.PEOPLE: (_people(before), _people(after)),
        Change.LANGUAGES: (
            (before.languages, before.interpretation),
            (after.languages, after.interpretation),
        ),
        Change.LINKS: (
            [set(link.urls.values()) for link in before.links],
            [set(link.urls.values()) for link in after.links],
        ),
        Change.WORDING: (_words(before), _words(after)),
    }
    return tuple(change for change, (old, new) in pairs.items() if old != new)


def _people(announced: Announcement) -> list[tuple[str, tuple[str, ...]]]:
    return sorted((role, tuple(ids)) for role, ids in announced.required.items() if ids)


def _words(announced: Announcement) -> tuple[object, ...]:
    return (
        dict(announced.titles),
        dict(announced.descriptions),
        [dict(link.titles) for link in announced.links],
    )
