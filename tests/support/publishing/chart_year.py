"""A small programme for the picture of the year: four places, two regions, three sessions."""

from __future__ import annotations

from datetime import UTC, datetime

from besrour_cli.model.fairness import Fairness
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Contact, Member, Platform, Programme, Series, Session, Window

PLACES = {
    "Vancouver": "America/Vancouver",
    "Toronto": "America/Toronto",
    "Accra": "Africa/Accra",
    "Kathmandu": "Asia/Kathmandu",
}
STARTS = [datetime(2027, month, 10, 15, 30, tzinfo=UTC) for month in (1, 3, 7)]


def programme() -> Programme:
    """A member at each place, with a name that XML must not take for markup, and three sessions."""
    people = tuple(
        Member(
            name.lower(),
            f"Doctor <{name}> & Co.",
            f"{name.lower()}@example.org",
            Place(name, {"en": name, "fr": f"{name} (fr)"}, "", zone),
            ("en",),
            ("cafe",),
            "America" if zone.startswith("America") else "Elsewhere",
        )
        for name, zone in PLACES.items()
    )
    run = Series("cafe", {"en": "Café", "fr": "Café"}, 90, ("cafe",), (0, 1, 2, 3, 4))
    sessions = tuple(
        Session(
            f"s{i}",
            "cafe",
            {"en": f"Theme {i} & more", "fr": f"Thème {i}"},
            {},
            Window(start.date(), start.date()),
            90,
            run.weekdays,
            {},
        )
        for i, start in enumerate(STARTS)
    )
    return Programme(
        "test",
        {"en": "Café <2027>", "fr": "Café 2027"},
        Contact({"en": "Us", "fr": "Nous"}, "us@example.org", "1 Street"),
        ("en", "fr"),
        people[1].place,
        Platform("Zoom"),
        {"cafe": run},
        sessions,
        people,
        Fairness(),
        regions={
            "America": {"en": "America", "fr": "Amérique"},
            "Elsewhere": {"en": "Elsewhere", "fr": "Ailleurs"},
        },
    )
