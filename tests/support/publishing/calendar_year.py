"""A small year of two series in every state a session can have, with texts that trip careless writers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from besrour_cli.model.fairness import Fairness
from besrour_cli.model.place import Place
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Contact, Link, Member, Platform, Programme, Series, Session, Window

TORONTO = Place("Toronto", {"en": "Toronto", "fr": "Toronto"}, "CA", "America/Toronto")
ST_JOHNS = Place("St. John’s", {"en": "St. John’s", "fr": "Saint-Jean"}, "CA", "America/St_Johns")
VANCOUVER = Place("Vancouver", {"en": "Vancouver", "fr": "Vancouver"}, "CA", "America/Vancouver")
ACCRA = Place("Accra", {"en": "Accra", "fr": "Accra"}, "GH", "Africa/Accra")
DAKAR = Place("Dakar", {"en": "Dakar", "fr": "Dakar"}, "SN", "Africa/Dakar")
CAIRO = Place("Cairo", {"en": "Cairo", "fr": "Le Caire"}, "EG", "Africa/Cairo")

KOFI = Member("gh-kofi", 'Kofi "K." Mensah', "kofi@example.org", ACCRA, ("en",), ("cafe",), "Africa")
AWA = Member(
    "sn-awa", "Awa Diop, médecin : Dakar", "awa@example.org", DAKAR, ("fr", "en"), ("cafe",), "Africa"
)
MONA = Member("eg-mona", "Mona Fahmy", "mona+cafe@example.org", CAIRO, ("fr",), ("cafe",), "Africa")
JO = Member("ca-jo", "Jo Tremblay", "jo@example.org", ST_JOHNS, ("en",), ("advisory",), "North America")
LEE = Member(
    "ca-lee", "Lee Wong", "lee@example.org", VANCOUVER, ("en",), ("cafe", "advisory"), "North America"
)

SECRETS = ("meet.example.org", "812 3456 7890", "cafe27", "555 0100", "5550100", "mailto", "example.org/j")
"""What only invited people may see."""


def programme(**changes: object) -> Programme:
    """The programme, with single fields replaced."""
    fields: dict[str, object] = {
        "id": "cafe-2027",
        "names": {"en": "Besrour Café", "fr": "Café Besrour"},
        "contact": Contact(
            {"en": "Besrour Centre", "fr": "Centre Besrour"},
            "cafe@example.org",
            "1 Example Street, Toronto",
            "Robin Roy",
            "https://cafe.example/fr?a=1,2;b=été",
        ),
        "languages": ("en", "fr"),
        "anchor": TORONTO,
        "platform": Platform(
            "Zoom",
            "https://meet.example.org/j/123?pwd=a,b;c",
            "cafe27",
            "+1 647 555 0100",
            "812 3456 7890",
            {"en": "Ask for help in the waiting room.", "fr": "Demandez de l’aide dans la salle d’attente."},
        ),
        "series": {
            "cafe": Series(
                "cafe",
                {"en": "Café, monthly", "fr": "Café mensuel"},
                90,
                ("cafe",),
                (1, 2, 3),
                colour="#1f6f8b",
            ),
            "advisory": Series(
                "advisory", {"en": "Advisory", "fr": "Comité"}, 60, ("advisory", "cafe"), (2,)
            ),
            "later": Series("later", {"en": "Later", "fr": "Plus tard"}, 60, ("nobody",), (2,)),
        },
        "sessions": (
            session("2027-01-cafe", "cafe", "Learning; to, teach", "Apprendre ; à, enseigner"),
            session("2027-02-cafe", "cafe", "Mentorship 🌍 " + "across oceans " * 9, "Le mentorat " * 12),
            session("2027-03-cafe", "cafe", 'Back\\slash, “quotes"', "Barre\\oblique, « guillemets »"),
            session("2027-04-cafe", "cafe", "Assessment", "L’évaluation"),
            session("2027-04-advisory", "advisory", "First look", "Premier coup d’œil"),
            session("2027-05-cafe", "cafe", "Not yet planned", "Pas encore planifiée"),
        ),
        "members": (KOFI, AWA, MONA, JO, LEE),
        "fairness": Fairness(),
    }
    return Programme(**{**fields, **changes})  # type: ignore[arg-type]


def session(name: str, series: str, english: str, french: str) -> Session:
    """A session with a two-paragraph description and one link."""
    return Session(
        name,
        series,
        {"en": english, "fr": french},
        {
            "en": "What helps;\nwhat does not.\n\nBring a case.",
            "fr": "Ce qui aide ;\nce qui nuit.\n\nApportez un cas.",
        },
        Window(date(2027, 1, 1), date(2027, 12, 31)),
        90,
        (1, 2, 3),
        {"facilitator": ("gh-kofi",)},
        ("en", "fr"),
        True,
        (Link({"en": "Reading", "fr": "Lecture"}, {"en": "https://cafe.example/reading?a=1;b=2,3"}),),
    )


def slot(
    name: str, start: datetime, state: SessionState = SessionState.ANNOUNCED, **changes: object
) -> ScheduledSession:
    """A slot of 90 minutes, announced a while ago."""
    fields: dict[str, object] = {
        "session": name,
        "start": start,
        "end": start + timedelta(minutes=90),
        "state": state,
        "anchor": "America/Toronto",
        "tzdata": "2026a",
        "sequence": 1,
        "revised": datetime(2026, 11, 1, 12, tzinfo=UTC),
    }
    return ScheduledSession(**{**fields, **changes})  # type: ignore[arg-type]


def plan(**changes: ScheduledSession) -> Plan:
    """The plan, one slot in each state; keyword ``_2027_01_cafe`` replaces that session's slot."""
    slots = {
        one.session: one
        for one in (
            slot("2027-01-cafe", datetime(2027, 1, 20, 14, tzinfo=UTC)),
            slot("2027-02-cafe", datetime(2027, 2, 17, 15, 30, tzinfo=UTC), SessionState.MOVED, sequence=3),
            slot("2027-03-cafe", datetime(2027, 3, 17, 13, tzinfo=UTC), SessionState.CANCELLED, sequence=2),
            slot(
                "2027-04-cafe",
                datetime(2027, 4, 21, 1, tzinfo=UTC),
                SessionState.PROPOSED,
                sequence=0,
                revised=None,
            ),
            slot("2027-04-advisory", datetime(2027, 4, 14, 14, tzinfo=UTC), SessionState.HELD),
        )
    }
    slots |= {name.strip("_").replace("_", "-"): one for name, one in changes.items()}
    return Plan("cafe-2027", "2026a", slots)
