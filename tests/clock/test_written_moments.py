"""Moments as people write them, and everything that besrour prints, read back to the same instant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.clock import formatting, instants
from besrour_cli.clock.written_hours import find_hours, hour_of_day, span_of_hours
from besrour_cli.clock.written_moments import read_moment
from besrour_cli.model.errors import BesrourError, UsageError
from besrour_cli.model.place import Place

PLACES = tuple(
    Place("", {"en": en, "fr": fr}, "", zone)
    for en, fr, zone in (
        ("Accra", "Accra", "Africa/Accra"),
        ("Toronto", "Toronto", "America/Toronto"),
        ("St. John’s", "Saint-Jean (T.-N.-L.)", "America/St_Johns"),
        ("Kathmandu", "Katmandou", "Asia/Kathmandu"),
        ("Addis Ababa", "Addis-Abeba", "Africa/Addis_Ababa"),
        ("The Hague", "La Haye", "Europe/Amsterdam"),
        ("Apia", "Apia", "Pacific/Apia"),
    )
)
AFTERNOON = datetime.fromisoformat("2027-01-19T15:00")
FIRST, LAST = datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2040-01-01")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2027-01-19 15:00 Accra", "Accra"),
        ("2027-01-19T15:00 Accra", "Accra"),
        ("2027-01-19 15 h Québec", "Québec"),
        ("2027-01-19 15\u00a0h\u00a000, Québec", "Québec"),
        ("2027-01-19 15:00:00 Africa/Lagos", "Africa/Lagos"),
        ("2027-01-19 3pm Accra", "Accra"),
        ("2027-01-19 3:00 p.m. Accra", "Accra"),
        ("19 janvier 2027 15 h Dakar", "Dakar"),
        ("January 19, 2027 3:00 p.m. Accra", "Accra"),
        ("Tuesday, January 19, 2027, 3:00 p.m. (Toronto)", "Toronto"),
        ("15 h le mardi 19 janvier 2027 à Dakar", "Dakar"),
        ("3 h de l’après-midi, 19 janvier 2027, heure de Dakar", "Dakar"),
        ("1-19-2027 15:00 London (Ontario)", "London (Ontario)"),
        ("19-Jan-2027 at 15:00 Accra time", "Accra"),
        ("2027-01-19 15:00", ""),
        ("2027-01-19 15:00-16:30 Accra", "Accra"),
        ("2027-01-19 3 to 4pm Accra", "Accra"),
    ],
)
def test_a_moment_is_read_with_its_place(text: str, place: str) -> None:
    """Dates, hours and spans of both languages in either order; what is left is the place."""
    written = read_moment(text)
    assert (written.naive, written.place, written.offset) == (AFTERNOON, place, None)
    assert written.span is (" to " in text or "-16:30" in text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "2026-12-09",
        "2026-12-09 25:00 Accra",
        "2026-02-30 15:00 Accra",
        "2026-12-09 15: Accra",
        "2026-12-09 15:61 Accra",
        "2026-12-09 15 Accra",
        "2026-12-09 13:00 p.m. Accra",
        "3 pm Accra",
        "13/3/27 15:00 Accra",
    ],
)
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    """One sentence and a remedy, never a traceback."""
    with pytest.raises(BesrourError) as refused:
        read_moment(text)
    assert "2026-12-09 15:00 Accra" in str(refused.value.remedy)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12/3/2027 15:00 Accra", "“12/3/2027” can be two dates: 2027-03-12 or 2027-12-03"),
        ("Wednesday, January 19, 2027, 11:00 Accra", "is a Tuesday, not a Wednesday"),
        ("2027-01-19 09:00-10:30", "can be a span of hours or an hour with its offset"),
    ],
)
def test_two_readings_are_refused_with_both(text: str, reason: str) -> None:
    """Nothing is guessed where a text says two things."""
    with pytest.raises(UsageError) as refused:
        read_moment(text)
    assert reason in str(refused.value.what)


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-19 15:00 Accra (UTC+1)",
        "2027-01-19T15:00+01:00 Accra",
        "2027-01-19T15:00Z (2027-01-19T16:00Z)",
    ],
)
def test_a_clock_that_is_not_the_one_beside_it(text: str) -> None:
    """An offset that is not the place's, or an instant that is not the reading's."""
    written = read_moment(text)
    with pytest.raises(UsageError):
        written.on_clock_of(PLACES[0] if written.place else None)


def test_a_local_time_is_on_the_clock_of_its_place() -> None:
    """A time that the clock there jumps over is refused by the place's own name, and not by its zone."""
    toronto = PLACES[1]
    assert read_moment("2027-01-19 15:00").on_clock_of(toronto) == datetime(2027, 1, 19, 20, tzinfo=UTC)
    with pytest.raises(UsageError, match="2027-03-14 02:30 does not exist in Toronto"):
        read_moment("2027-03-14 02:30").on_clock_of(toronto)
    with pytest.raises(ValueError, match="needs a place"):
        read_moment("2027-01-19 15:00").on_clock_of(None)


@given(
    st.datetimes(FIRST, LAST),
    st.sampled_from(PLACES),
    st.sampled_from(("en", "fr")),
)
def test_whatever_besrour_prints_is_read_back(naive: datetime, place: Place, language: str) -> None:
    """With its offset or instant a printed reading is the same instant, in hours that come twice as well."""
    at = naive.replace(second=0, microsecond=0, tzinfo=UTC)
    local = instants.local(at, place.zone)
    anchor = local.date() + timedelta(days=1)
    day, hour = formatting.date_words(local.date(), language), formatting.time_words(local, language)
    offset, face = formatting.offset_words(local, language), formatting.clock_face(local, language)
    for text in (
        formatting.reading_words(local, place, language),
        formatting.reading_words(local, place, language, anchor),
        f"{day}, {hour} {offset}",
        f"{local.date()} {face} {offset} {place.name(language)}",
        instants.instant_text(at),
        local.isoformat(" ", "minutes") if local.utcoffset() == timedelta(hours=5.75) else local.isoformat(),
        f"{local.isoformat(' ', 'minutes')} ({instants.instant_text(at)})",
    ):
        written = read_moment(text)
        assert written.on_clock_of(place if written.place else None) == at, text
        assert written.place in ("", place.name(language)), text


@given(
    st.datetimes(FIRST, LAST),
    st.sampled_from(PLACES),
    st.sampled_from(("en", "fr")),
)
def test_a_local_time_printed_is_the_local_time_read(naive: datetime, place: Place, language: str) -> None:
    """Without an offset: the same date, hour and place, with an end of the hours beside it or not."""
    start = naive.replace(second=0, microsecond=0)
    end = start + timedelta(minutes=90)
    name = place.name(language)
    day, short = (formatting.date_words(start.date(), language, weekday=weekday) for weekday in (True, False))
    hour, hours = formatting.time_words(start, language), formatting.range_words(start, end, language)
    for text in (
        f"{day}, {hour} ({name})",
        f"{short}, {hour} {name}",
        f"{start.date()} {formatting.clock_face(start, language)} {name}",
        f"{day}, {hours} ({name})",
        f"{hour}, {short}, {name}",
    ):
        written = read_moment(text)
        assert (written.naive, written.place) == (start, name), text


@given(st.integers(0, 1439), st.integers(5, 1400), st.sampled_from(("en", "fr")))
def test_hours_printed_are_read_back(minute: int, length: int, language: str) -> None:
    """An hour of the day and a span, as words and as a clock of 24 hours."""
    start = FIRST + timedelta(minutes=minute)
    end = start + timedelta(minutes=length)
    last = end.hour * 60 + end.minute or 1440
    assert hour_of_day(formatting.time_words(start, language)) == minute
    assert hour_of_day(formatting.clock_face(start, language)) == minute
    for text in (
        formatting.range_words(start, end, language),
        f"{formatting.clock_face(start, language)}-{formatting.clock_face(end, language)}",
    ):
        assert span_of_hours(text) == (minute, last if minute else last % 1440 or last), text


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("9h-12h", (540, 720)),
        ("8-12h", (480, 720)),
        ("2 to 3pm", (840, 900)),
        ("9-5pm", (540, 1020)),
        ("11-1pm", (660, 780)),
        ("4:00-5:30pm", (960, 1050)),
        ("01:00-2pm", (60, 840)),
        ("entre 4 h et 5 h 30 de l'après-midi", (960, 1050)),
        ("midi-14h", (720, 840)),
        ("midi trente à 14 h", (750, 840)),
        ("15.00-17.00 hrs", (900, 1020)),
        ("8 h à 8 h du soir", (480, 1200)),
        ("9 to 11 in the morning", (540, 660)),
        ("9 h - 11 h du matin", (540, 660)),
        ("22h-minuit", (1320, 1440)),
        ("25h-9h", None),
        ("9h-25h", None),
        ("9am-5:30", None),
        ("9 a.m. to 5", None),
        ("8-12", None),
    ],
)
def test_spans_as_people_write_them(text: str, span: tuple[int, int] | None) -> None:
    """The end lends its half of the day to the start where it can; what stays uncertain is refused."""
    assert span_of_hours(text) == span


@pytest.mark.parametrize(
    "text",
    [
        "2027-02-30T10:00Z",
        "2027-01-19T25:00Z Accra",
        "2027-01-19 15:00:75 Accra",
        "0001-01-01T00:00+05:00",
    ],
)
def test_a_moment_that_no_clock_shows_is_refused(text: str) -> None:
    """A day that is not, an hour or a second too many, a year before the first."""
    with pytest.raises(UsageError, match="is not a time"):
        read_moment(text)


def test_an_offset_beyond_the_calendar_is_refused() -> None:
    """Midnight of the first day of the year 1, five hours east, lies in no year at all."""
    written = read_moment("1 January 0001 0:00 UTC+5")
    assert written.offset == 300
    with pytest.raises(UsageError, match="is not a time"):
        written.on_clock_of(None)


def test_two_bare_numbers_are_no_hours() -> None:
    """“3-4” may be rooms: the hour is the first that is one for certain."""
    found = find_hours("salles 3-4, 15h")
    assert found is not None and (found.minute, found.span, found.start) == (15 * 60, False, 12)
    assert find_hours("salles 3-4") is None
