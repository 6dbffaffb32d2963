"""A small fixed programme for the letters' tests: five members on four continents' clocks, one café."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from besrour_cli.model.fairness import Fairness
from besrour_cli.model.place import Place
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Contact, Link, Member, Platform, Programme, Series, Session, Window
from besrour_cli.schedule.announce import announcement
from support.checkout import ROOT


def place(en: str, fr: str, country: str, zone: str) -> Place:
    return Place(en, {"en": en, "fr": fr}, country, zone, "")


VANCOUVER = place("Vancouver", "Vancouver", "CA", "America/Vancouver")
ST_JOHNS = place("St. John’s", "St. John’s", "CA", "America/St_Johns")
KINSHASA = place("Kinshasa", "Kinshasa", "CD", "Africa/Kinshasa")
CAIRO = place("Cairo", "Le Caire", "EG", "Africa/Cairo")
KATHMANDU = place("Kathmandu", "Katmandou", "NP", "Asia/Kathmandu")
TORONTO = place("Toronto", "Toronto", "CA", "America/Toronto")


def member(
    id: str, name: str, where: Place, languages: tuple[str, ...], groups: tuple[str, ...] = ("cafe",)
) -> Member:
    return Member(id, name, f"{id}@example.org", where, languages, groups, "")


MEMBERS = (
    member("ca-ubc", "University of British Columbia", VANCOUVER, ("en",)),
    member("ca-memorial", "Memorial University", ST_JOHNS, ("en", "fr")),
    member("cd-kinshasa", "Université de Kinshasa", KINSHASA, ("fr",)),
    member("eg-cairo", "Egyptian Family Medicine Association", CAIRO, ("fr", "en")),
    member("np-patan", "Patan Academy of Health Sciences", KATHMANDU, ("en",)),
)

SESSION = Session(
    id="2027-01-cafe",
    series="cafe",
    titles={"en": "Teaching at the bedside", "fr": "Enseigner au chevet"},
    descriptions={
        "en": "How do we teach when the ward is full and time is short? Two teams tell what they tried, "
        "then we talk.\n\n"
        "Bring one habit of teaching that you would not give up.",
        "fr": "Comment enseigner quand l'unité est pleine et que le temps manque ? Deux équipes racontent "
        "ce qu'elles "
        "ont essayé, puis nous échangeons.\n\nApportez une habitude d'enseignement à laquelle vous tenez.",
    },
    window=Window(date(2027, 1, 11), date(2027, 1, 29)),
    minutes=90,
    weekdays=(1, 2, 3),
    required={"facilitator": ("cd-kinshasa", "ca-ubc"), "host": ("ca-memorial",)},
    languages=("en", "fr"),
    interpretation=True,
    links=(
        Link(
            {"en": "A short paper to read before", "fr": "Un court article à lire avant"},
            {"en": "https://example.org/papers/bedside"},
        ),
    ),
    path="sessions/2027-01-cafe.yaml",
)

PROGRAMME = Programme(
    id="besrour-cafe-2027",
    names={"en": "Besrour Café", "fr": "Café Besrour"},
    contact=Contact(
        name={"en": "The Besrour Centre", "fr": "Le Centre Besrour"},
        email="cafe@example.org",
        address="100 Example Street\nMississauga, ON  L0L 0L0\nCanada",
        person="Amina Tremblay",
        website="https://example.org/cafe",
        unsubscribe="https://example.org/unsubscribe?list=cafe&programme=besrour-cafe-2027&with=a-long-enough-address",
    ),
    languages=("en", "fr"),
    anchor=TORONTO,
    platform=Platform(
        "Zoom",
        "https://meet.example.org/j/81234567890?pwd=abc_DEF",
        "cafe27",
        "+1 647 555 0100",
        "812 3456 7890",
    ),
    series={
        "cafe": Series(
            "cafe",
            {"en": "Besrour Café", "fr": "Café Besrour"},
            90,
            ("cafe",),
            (1, 2, 3),
            {
                "en": "A conversation on teaching family medicine.",
                "fr": "Une conversation sur l'enseignement de la médecine de famille.",
            },
        ),
        "working": Series(
            "working",
            {"en": "Working group", "fr": "Groupe de travail"},
            60,
            ("working",),
            (1, 2, 3),
            {"en": "It prepares each session.", "fr": "Il prépare chaque séance."},
        ),
    },
    sessions=(
        SESSION,
        replace(
            SESSION,
            id="2027-02-cafe",
            titles={"en": "Mentors near and far", "fr": "Mentorat, de près et de loin"},
            path="sessions/2027-02-cafe.yaml",
        ),
        replace(
            SESSION,
            id="2026-12-cafe",
            titles={"en": "A first meeting", "fr": "Une première rencontre"},
            path="sessions/2026-12-cafe.yaml",
        ),
    ),
    members=MEMBERS,
    fairness=Fairness(),
)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def slot(
    session: str,
    *start: int,
    state: SessionState = SessionState.ANNOUNCED,
    revised: datetime | None = None,
    sequence: int = 0,
) -> ScheduledSession:
    """A session of ninety minutes, announced before Christmas; ``start`` is year to minute in UTC."""
    begin = utc(*start)
    return ScheduledSession(
        session=session,
        start=begin,
        end=begin + timedelta(minutes=90),
        state=state,
        anchor="America/Toronto",
        tzdata="2026f",
        announced=utc(2026, 12, 20, 15, 0),
        revised=revised,
        sequence=sequence,
    )


SLOT = slot("2027-01-cafe", 2027, 1, 20, 17, 0)
PLAN = Plan(
    PROGRAMME.id,
    "2026f",
    {
        "2026-12-cafe": slot("2026-12-cafe", 2026, 12, 9, 14, 0, state=SessionState.HELD),
        "2027-01-cafe": SLOT,
        "2027-02-cafe": slot("2027-02-cafe", 2027, 2, 17, 19, 0, state=SessionState.PROPOSED),
    },
)
EARLIER = announcement(
    PROGRAMME,
    replace(SESSION, required={"facilitator": ("cd-kinshasa", "ca-memorial"), "host": ("ca-ubc",)}),
    slot("2027-01-cafe", 2027, 1, 13, 15, 0),
    utc(2026, 12, 10, 9, 0),
)
"""The first café as its readers knew it: a week before, at another hour, others facilitating and hosting."""


def templates() -> dict[str, str]:
    """The shipped templates of letters, newsletters and posts by name."""
    top = ROOT / "templates"
    files = sorted(p for p in top.rglob("*") if p.is_file() and not p.name.startswith("page."))
    return {p.relative_to(top).as_posix(): p.read_text("utf-8") for p in files}
