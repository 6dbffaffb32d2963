"""An hour whose clock nobody knows, among hours whose clocks are understood: told, never dropped."""

from __future__ import annotations

from datetime import date

import pytest

from besrour_cli.feedback.announcements.lint import lint

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("15:00 GMT / 16:00 XYZT / 18:00 EAT", "16:00 XYZT"),
        ("15:00 GMT, 16:00 XYZT, 18:00 EAT", "16:00 XYZT"),
        ("15:00 GMT (16:00 WATX)", "16:00 WATX"),
        ("11:00 US Middle / 15:00 UTC", "11:00 US Middle"),
        ("11:00 Toronto, 15:00 Accra, 18:00 Nairoby", "18:00 Nairoby"),
        ("Toronto 11:00, Acra 15:00, Nairobi 18:00", "Acra 15:00"),
        ("\nToronto: 11:00\nAcra: 15:00\nNairobi: 18:00", "Acra: 15:00"),
        ("15 h GMT, 17 h heure de Zorglub", "17 h heure de Zorglub"),
        ("15 h (Dakar), 17 h (Zorglub), 18 h (Nairobi)", "17 h (Zorglub"),
        ("15:00 Accra / 16:00 Freedonia time", "16:00 Freedonia"),
        ("15:00 in Accra and 16:00 in Gotham", "16:00 in Gotham"),
    ],
)
def test_an_unknown_clock_is_told(text: str, unread: str) -> None:
    """Its hour is named as not checked, gets nobody else's clock, and the others are still compared."""
    found = lint(f"6 July 2027, {text}", "a.txt", TODAY)
    assert (found.unread, found.ok, found.mistakes) == ((unread,), False, 0)
    assert len(found.moments) == 1


def test_the_hours_on_both_sides_are_still_compared() -> None:
    """An unknown clock between two known ones hides no mistake of theirs."""
    found = lint("6 July 2027, 15:00 GMT / 16:00 XYZT / 19:00 EAT", "a.txt", TODAY)
    assert {f.code for f in found.findings} == {"not-understood", "readings-disagree"}


@pytest.mark.parametrize(
    "text",
    [
        "14:30 Welcome, 15:00 Accra time Keynote by Dr Mensah, 16:00 Close",
        "\nAccra: 3 pm\nCoffee: 3:30 pm\nClose: 5 pm",
        "15:00 GMT in Room 4, 16:00 in English",
        "15 h (Dakar), 16 h en Français",
    ],
)
def test_a_programme_of_the_day_is_not_accused(text: str) -> None:
    """What happens at an hour is no clock."""
    assert lint(f"6 July 2027, {text}", "a.txt", TODAY).ok
