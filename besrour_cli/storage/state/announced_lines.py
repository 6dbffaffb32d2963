"""The form of the ledger of announcements: values as the fields of a line of JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from besrour_cli.clock.instants import as_utc, instant_of, instant_text, is_of_a_session
from besrour_cli.model.announcement import Announcement
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Link, Member


class AnnouncementEvent(StrEnum):
    """What a line of the ledger says."""

    ANNOUNCED = "announced"
    """People were told of a session."""
    MEMBER = "member"
    """How a member who was told is known from now on."""
    RENAMED_SESSION = "renamed-session"
    """A session has another id by now."""
    RENAMED_MEMBER = "renamed-member"
    """A member has another id by now."""
    DEPARTED = "departed"
    """The coordinator said that a member has left."""
    WITHDRAWN = "withdrawn"
    """The last announcement of a session was taken back, since nobody had seen it."""
    TORN = "torn"
    """Nothing: the line before this one was cut short by a crash."""


def announcement_fields(made: Announcement) -> dict[str, object]:
    """The fields of one announcement."""
    return {
        "event": AnnouncementEvent.ANNOUNCED,
        "session": made.session,
        "digest": made.digest,
        "at": instant_text(made.at),
        "start": instant_text(made.start),
        "end": instant_text(made.end),
        "cancelled": made.cancelled,
        "anchor": made.anchor,
        "series": made.series,
        "titles": dict(made.titles),
        "descriptions": dict(made.descriptions),
        "required": {role: list(ids) for role, ids in made.required.items()},
        "languages": list(made.languages),
        "interpretation": made.interpretation,
        "links": [_link_fields(link) for link in made.links],
        "form": _link_fields(made.form) if made.form else None,
        "platform": made.platform,
        "room": made.room,
        "invited": list(made.invited),
    }


def announcement_of(fields: Mapping[str, Any]) -> Announcement:
    """The announcement of some fields. Raises KeyError, TypeError or ValueError where they are none."""
    return Announcement(
        session=fields["session"],
        digest=fields["digest"],
        at=_instant(fields["at"]),
        start=_instant(fields["start"]),
        end=_instant(fields["end"]),
        cancelled=fields["cancelled"],
        anchor=fields["anchor"],
        series=fields["series"],
        titles=dict(fields["titles"]),
        descriptions=dict(fields["descriptions"]),
        required={role: tuple(ids) for role, ids in fields["required"].items()},
        languages=tuple(fields["languages"]),
        interpretation=fields["interpretation"],
        links=tuple(_link(link) for link in fields["links"]),
        form=_link(fields["form"]) if fields["form"] else None,
        platform=fields["platform"],
        room=fields["room"],
        invited=tuple(fields["invited"]),
    )


def known_member(member: Member) -> Member:
    """What is remembered of a member: enough to write to somebody who is no longer in the roster."""
    return Member(
        id=member.id,
        name=member.name,
        email=member.email,
        place=member.place,
        languages=member.languages,
        groups=(),
        region=member.region,
    )


def member_fields(member: Member) -> dict[str, object]:
    """The fields of one member."""
    place = member.place
    return {
        "event": AnnouncementEvent.MEMBER,
        "member": member.id,
        "name": member.name,
        "email": member.email,
        "languages": list(member.languages),
        "region": member.region,
        "place": {
            "input": place.input,
            "names": dict(place.names),
            "country": place.country,
            "zone": place.zone,
            "region": place.region,
        },
    }


def member_of(fields: Mapping[str, Any]) -> Member:
    """The member of some fields. Raises KeyError, TypeError or ValueError where they are none."""
    place = fields["place"]
    return Member(
        id=fields["member"],
        name=fields["name"],
        email=fields["email"],
        place=Place(
            input=place["input"],
            names=dict(place["names"]),
            country=place["country"],
            zone=place["zone"],
            region=place["region"],
        ),
        languages=tuple(fields["languages"]),
        groups=(),
        region=fields["region"],
    )


def _link_fields(link: Link) -> dict[str, object]:
    urls = dict(link.urls)
    return {"titles": dict(link.titles), "url": urls if len(urls) > 1 else next(iter(urls.values()))}


def _link(fields: Mapping[str, Any]) -> Link:
    urls, titles = fields["url"], dict(fields["titles"])
    return Link(titles, dict(urls) if isinstance(urls, dict) else {next(iter(titles)): urls})


def _instant(text: str) -> datetime:
    moment = instant_of(text)
    if moment is None or not is_of_a_session(moment):
        raise ValueError(text)
    return as_utc(moment)
