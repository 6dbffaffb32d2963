"""The year by who came: shares of regions, nights borne against planned, who comes back and who is missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from besrour_cli.model.fairness import Fairness
from besrour_cli.model.place import Place
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Member, Programme, Series, Session, Window
from besrour_cli.model.took_place import Attendance, SessionOutcome
from besrour_cli.planning.history.turnout import TurnoutShare, YearTurnout, year_turnout

NOW = datetime(2027, 4, 20, tzinfo=UTC)
DAKAR = Place("Dakar", {"en": "Dakar"}, "SN", "Africa/Dakar")
TOKYO = Place("Tokyo", {"en": "Tokyo"}, "JP", "Asia/Tokyo")


def _member(ident: str, place: Place, region: str, language: str = "en") -> Member:
    return Member(
        id=ident,
        name=ident.title(),
        email=f"{ident}@example.org",
        place=place,
        languages=(language,),
        groups=("cafe",),
        region=region,
    )


def _session(ident: str, start: datetime) -> Session:
    return Session(
        id=ident,
        series="cafe",
        titles={},
        descriptions={},
        window=Window(start.date(), start.date()),
        minutes=60,
        weekdays=tuple(range(7)),
        required={},
        took_place=SessionOutcome(True, start, 60),
    )


def _year(rows: dict[str, tuple[Attendance, ...]], programme: Programme) -> YearTurnout:
    return year_turnout(replace(programme, attendance=rows), Plan("p", "2026f"), NOW, {"jan": {"Africa": 10}})


def _programme() -> Programme:
    starts = {name: datetime(2027, n, 20, 14, tzinfo=UTC) for n, name in enumerate(("jan", "feb", "mar"), 1)}
    return Programme(
        id="p",
        names={"en": "P"},
        contact=None,  # type: ignore[arg-type]
        languages=("en", "fr"),
        anchor=DAKAR,
        platform=None,  # type: ignore[arg-type]
        series={"cafe": Series("cafe", {}, 60, ("cafe",), (0,))},
        sessions=tuple(_session(name, start) for name, start in starts.items()),
        members=(
            _member("awa", DAKAR, "Africa", "fr"),
            _member("kim", DAKAR, "Africa"),
            _member("yui", TOKYO, "Asia"),
        ),
        fairness=Fairness(),
    )


def test_shares_and_nights_of_a_session() -> None:
    """14:00 UTC is 23:00 in Tokyo: sixty minutes of night are planned, half of them borne by half a stay."""
    year = _year({"jan": (Attendance("awa", 60), Attendance("yui", 30))}, _programme())
    (one,) = year.sessions
    assert one.regions == {"Africa": TurnoutShare(1, 2, 10), "Asia": TurnoutShare(1, 1, 0)}
    assert one.languages == {"en": TurnoutShare(1, 2), "fr": TurnoutShare(1, 1)}
    assert one.nights == (60, 30)
    assert one.minutes == 45


def test_who_comes_back_and_who_is_missed() -> None:
    """Two sessions of the last three months without her; a session of which nothing is known says nothing."""
    rows = {
        "jan": (Attendance("awa", 60), Attendance("kim", 60)),
        "feb": (Attendance("awa", 60),),
        "mar": (Attendance("awa", 60), Attendance("yui", None)),
    }
    year = _year(rows, _programme())
    assert [one.member.id for one in year.returning] == ["awa"]
    assert [one.member.id for one in year.missed] == []  # kim came on 20 January, 90 days ago
    later = year_turnout(
        replace(_programme(), attendance=rows), Plan("p", "2026f"), NOW + timedelta(days=3), {}
    )
    assert [one.member.id for one in later.missed] == ["kim"]
    assert later.missed[0].last == datetime(2027, 1, 20, 14, tzinfo=UTC)
    few = _year({"mar": (Attendance("awa", 60),)}, _programme())
    assert few.missed == () and len(few.sessions) == 1


def test_somebody_who_is_on_no_roster_bears_no_night() -> None:
    """A guest from nobody knows where stayed for an hour: no clock says whether it was night there."""
    (one,) = _year({"jan": (Attendance("guest", 60), Attendance("yui", 60))}, _programme()).sessions
    assert one.nights == (60, 60)
    (alone,) = _year({"jan": (Attendance("guest", 60),)}, _programme()).sessions
    assert alone.nights == (60, 0)
