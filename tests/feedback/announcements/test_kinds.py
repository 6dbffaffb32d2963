"""Kinds of hours, spans, dates and clocks met in public announcements: what must be read, what told."""

from __future__ import annotations

from datetime import date

import pytest

from besrour_cli.clock.instants import instant_text
from besrour_cli.feedback.announcements.lint import lint
from besrour_cli.feedback.announcements.parse import read
from besrour_cli.feedback.announcements.plain_text import extract_text
from besrour_cli.places import resolve
from besrour_cli.places.gazetteer import country_of
from support.feedback.announcement_corpus import made

TODAY = date(2026, 11, 29)


def judged(text: str) -> tuple[list[str], list[str]]:
    """The codes found, each once, and the instants."""
    words = extract_text(text.encode(), "a.html" if text.startswith("<") else "a.txt")
    verdict = lint(words.text, "a.txt", TODAY)
    return sorted({f.code for f in verdict.findings}), [instant_text(m.at) for m in verdict.moments]


@pytest.mark.parametrize(
    ("hour", "utc"),
    [
        ("09:00-10:30 (Accra)", "09:00"),
        ("23:00-01:00 (Accra)", "23:00"),
        ("4:00-5:30pm EAT", "13:00"),
        ("at 2:00 - 2:30 pm GMT", "14:00"),
        ("2 to 3pm GMT", "14:00"),
        ("11 to 1pm GMT", "11:00"),
        ("11:30-1:00pm GMT", "11:30"),
        ("entre 4 h et 5 h 30 de l'après-midi (Accra)", "16:00"),
        ("à 4 h de l’après-midi (Accra)", "16:00"),
        ("à 4 h et demie de l'après-midi (Accra)", "16:30"),
        ("à 8 h du soir (Accra)", "20:00"),
        ("à 9 h du matin (Accra)", "09:00"),
        ("à 3 h moins le quart (Accra)", "02:45"),
        ("à 2 h de la nuit (Accra)", "02:00"),
        ("à 11 h de la nuit (Accra)", "23:00"),
        ("15:00+02:00 (Lusaka)", "13:00"),
        ("from 10 to 14:00 (Accra)", "10:00"),
        ("between 10 and 14:00 GMT", "10:00"),
        ("10-14:00 (Accra)", "10:00"),
        ("3 - 14:00 (Accra)", "14:00"),
        ("15:00 UTC + 15 min", "15:00"),
        ("de 10 à 14:00 (Accra)", "10:00"),
        ("à midi trente (Accra)", "12:30"),
        ("3:00 in the afternoon (Accra)", "15:00"),
        ("15.00-17.00 hrs (Accra)", "15:00"),
        ("15.00 (Accra)", "15:00"),
        ("15:00 hrs (Accra)", "15:00"),
        ("16:00 PM GMT", "16:00"),
        ("14:00-05:00 (Toronto, EST)", "19:00"),
        ("15 Uhr (Berlin)", "14:00"),
        ("15.30 Uhr Berlin", "14:30"),
        ("15:30 Uhr in Berlin", "14:30"),
        ("4 p.m. Nigerian time", "15:00"),
        ("16 h, heure kényane", "13:00"),
        ("16:00 South African time", "14:00"),
    ],
)
def test_an_hour_or_a_span_is_read(hour: str, utc: str) -> None:
    """The start of a span is the hour, and the half of the day belongs to both of its ends."""
    assert judged(f"2027-12-07, {hour}") == ([], [f"2027-12-07T{utc}Z"])


@pytest.mark.parametrize(
    ("text", "codes", "moments"),
    [
        ("Café on 12/3/2027, 15:00 Accra time.", ["ambiguous-date"], []),
        ("Café on 12-3-2027, 15:00 Accra time.", ["ambiguous-date"], []),
        ("Wed 03/10/2027 at 2 pm GMT", [], ["2027-03-10T14:00Z"]),
        ("Thu 1-Dec-2016, 20:00 UTC", [], ["2016-12-01T20:00Z"]),
        ("Fri 1-Dec-2016, 20:00 UTC", ["wrong-weekday"], ["2016-12-01T20:00Z"]),
        ("1-Dec-27, 20:00 UTC", [], ["2027-12-01T20:00Z"]),
        ("You may 3 times ask. 1 December 2027, 20:00 UTC", [], ["2027-12-01T20:00Z"]),
        ("Wed 31/02/2027, 20:00 UTC", ["no-such-date"], []),
        ("17:00 GMT+3, 20 August 2026 (Nairobi)", [], ["2026-08-20T14:00Z"]),
        ("18 h 30, 16 févr. (Toronto)", [], ["2027-02-16T23:30Z"]),
        ("18\u00a0h\u00a030, 16\u00a0févr., à Toronto", [], ["2027-02-16T23:30Z"]),
        ("Toronto 18 h 30, 16 févr. / Auckland 12 h 30, 17 févr.", [], ["2027-02-16T23:30Z"]),
        ("18 h, 16 et 17 févr. (Toronto)", [], ["2027-02-16T23:00Z"]),
        ("Dienstag, 16. Februar 2027, 14 Uhr Berlin", ["not-understood"], []),
    ],
)
def test_a_date_is_read_or_told(text: str, codes: list[str], moments: list[str]) -> None:
    """What is two dates is told, unless the weekday decides."""
    assert judged(text) == (codes, moments)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Registration closes on 1 July 2027; the café is at 3 pm GMT on Tuesday 6 July 2027.", "15:00"),
        ("Register by 1 July 2027. Café: 3 pm GMT, Tuesday 6 July 2027.", "15:00"),
        ("Café: Tuesday 6 July 2027. Register before 1 July 2027. Time: 3 pm GMT", "15:00"),
        ("Inscription avant le 1er juillet 2027. Le mardi 6 juillet 2027, à 15 h (Dakar).", "15:00"),
        ("6 July 2027, 11:00 US Central / 16:00 UTC", "16:00"),
        ("6 July 2027, 10am UTC: 5am in Lima", "10:00"),
        ("6 July 2027, 09:00 (Europe/Zurich)", "07:00"),
        ("6 juillet 2027, 15 h (Côte d'Ivoire)", "15:00"),
        ("6 juillet 2027, 15 h en République centrafricaine", "14:00"),
        ("<p>6 July 2027</p><ul><li>Toronto: 11:00</li><li>Accra: 15:00</li></ul>", "15:00"),
        ("6 July 2027\n\nToronto: 11:00\n\nAccra: 15:00", "15:00"),
    ],
)
def test_each_hour_has_its_own_day_and_clock(text: str, moment: str) -> None:
    """The day on which registration closes is not the café's, and no hour borrows another's clock."""
    assert judged(text) == ([], [f"2027-07-06T{moment}Z"])


@pytest.mark.parametrize(
    "lines", ["<li>{}</li><li>{}</li>", "<p>{}</p><p>{}</p>", "<table><tr><td>{}<tr><td>{}"]
)
def test_hours_of_a_page_are_compared(lines: str) -> None:
    """Items, paragraphs and rows that name one moment are read together."""
    page = "<p>Tuesday 6 July 2027</p>" + lines.format("Toronto: 11:00", "Accra: 16:00")
    assert judged(page) == (["readings-disagree"], ["2027-07-06T15:00Z"])


@pytest.mark.parametrize("words", ["Passcode 123456", "NIP 4821", "Code d'identification : 4821"])
def test_a_passcode_needs_no_colon(words: str) -> None:
    """A number behind the word for a passcode is one."""
    assert judged(f"6 juillet 2027, 15 h (Dakar). {words}")[0] == ["open-passcode"]


@pytest.mark.parametrize("spoken", ["en", "fr"])
def test_every_country_is_a_clock(spoken: str) -> None:
    """Each country of one clock, as the table spells it, gives its own zone in brackets."""
    for country in {p.country for p in resolve.all_places()}:
        area = country_of(country)
        place = resolve.resolve(area.names[spoken]).place if area else None
        if area and place:
            (mark,) = read(f"2027-07-06, 15:00 ({area.names[spoken]})").marks
            assert mark.zones == (place.zone,), area.names


@pytest.mark.parametrize(
    ("french", "codes"),
    [
        ("Le mardi 6 juillet 2027, à 15 h (Accra)", []),
        ("Le mardi 13 juillet 2027, à 15 h (Accra)", ["readings-disagree"]),
        ("Le mardi 6 juillet 2027, à 16 h (Accra)", ["readings-disagree"]),
        ("Le mardi 6 juillet 2027, à 15 h (Dakar)", ["readings-disagree"]),
        ("Le mardi 6 juillet 2027, à 15 h (Nairobi)", ["readings-disagree"]),
    ],
)
def test_halves_that_are_unlike_are_told(french: str, codes: list[str]) -> None:
    """Another day, another hour or another place in the other language."""
    assert judged(f"Tuesday, July 6, 2027, 3:00 p.m. (Accra)\n\n{french}\n")[0] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("6 July 2027: 11:00-12:30 Toronto / 15:00-16:30 Accra", []),
        ("6 July 2027: 11:00-12:30 Toronto / 15:00 Accra", []),
        ("6 July 2027: 11:00-12:30 Toronto / 15:00-16:00 Accra", ["readings-disagree"]),
        ("6 juillet 2027 : 15 h à 16 h 30 (Dakar) / 17 h à 18 h (Paris)", ["readings-disagree"]),
    ],
)
def test_spans_of_one_moment_end_together(text: str, codes: list[str]) -> None:
    """A span that lasts longer on one clock than on another is told."""
    assert judged(text)[0] == codes


@pytest.mark.parametrize(
    ("words", "minute", "lasts"),
    [
        ("3:00 pm - 4:30 (Accra)", 900, 90),
        ("11:00 pm - 1:30 (Accra)", 1380, 150),
        ("12:00-13:30 (Accra)", 720, 90),
        ("12 h à 14 h (Accra)", 720, 120),
        ("3 pm - 1700 GMT", 900, 120),
        ("3 pm - 1700", 900, None),
    ],
)
def test_the_end_of_a_span_has_the_half_of_the_day_that_follows(
    words: str, minute: int, lasts: int | None
) -> None:
    """An end without a half is the next one after the start; bare figures that nothing marks are no end."""
    (reading,) = read(f"2027-12-07, {words}").readings
    assert (reading.hour.minute, reading.hour.lasts) == (minute, lasts)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Bimonthly café, 6 July 2027, 15:00 Accra.", ["unclear-frequency"]),
        ("Café bimensuel, 6 juillet 2027, 15 h (Dakar).", ["unclear-frequency"]),
        ("Next Tuesday, 15:00 Accra.", ["relative-day"]),
        ("Demain à 15 h (Dakar).", ["relative-day"]),
        ("Next Tuesday, 6 July 2027, 15:00 Accra.", []),
        ("6 July 2027, 15:00 Accra. Then 27:45.", ["not-understood"]),
        ("6 July 2027, 15:00 Accra. Not 6/7/27.", ["not-understood"]),
        ("6 July 2027, 15:00 Accra. It costs 3.50 Euros.", []),
        ("6 July 2027, 15:00 Accra. Not 16:00 a.m.", ["not-understood"]),
        ("6 July 2027, 15:00 Accra. Not 0:30 p.m.", ["not-understood"]),
        ("6 July 2027, 15:00 Accra / 17:00 UTC+15", ["not-understood"]),
        ("6 July 2027, 15:00 UTC-13", ["no-zone", "not-understood"]),
        ("6 July 2027, 15:00 UTC + 15.", ["no-zone", "not-understood"]),
        ("6 July 2027, 3pm GMT-5pm GMT", []),
        ("6 July 2027, 15:00 Accra. It lasts 1 h 30.", []),
    ],
)
def test_what_is_not_understood_is_told(text: str, codes: list[str]) -> None:
    """Figures left over, words of frequency and relative days are notes: nothing passes unread."""
    assert judged(text)[0] == codes


def test_the_corpus_has_no_silent_wrong_reading_and_no_right_text_accused() -> None:
    """At least 400 texts, right and damaged, English and French, plain and HTML: both counts are 0."""
    texts = list(made())
    silent, accused = [], []
    for each in texts:
        codes, moments = judged(each.text)
        if each.right and codes:
            accused.append((each.text, codes))
        elif not codes and (not each.right or moments != [each.utc]):
            silent.append((each.text, moments))
    print(f"{len(texts)} texts: {len(silent)} silent wrong readings, {len(accused)} right texts accused")
    assert len(texts) >= 400
    assert (silent, accused) == ([], [])


@pytest.mark.parametrize(
    "others",
    [
        "6:30 p.m. (the day before) in Toronto, 11:30 p.m. Accra (Tuesday)",
        "18 h 30 à Toronto (la veille), 23 h 30 (mardi) à Accra",
        "6:30 p.m. Toronto (previous day), 11:30 p.m. (on the day before) in Accra",
    ],
)
def test_brackets_say_on_which_day_an_hour_is(others: str) -> None:
    """One reading is on the day of the date, two are on the one before: the moment is that of all three."""
    assert judged(f"2027-02-17, 12:30 in Auckland, {others}") == ([], ["2027-02-16T23:30Z"])


@pytest.mark.parametrize("line", ["(Tuesday) 6 July 2027", "Register (the day before). 6 July 2027"])
def test_a_bracket_behind_no_hour_moves_none(line: str) -> None:
    """It belongs to what stands before it."""
    assert judged(f"{line}, 15:00 Accra") == ([], ["2027-07-06T15:00Z"])


@pytest.mark.parametrize(
    ("text", "codes", "moment"),
    [
        ("14:00 Lagos, 14:00 Douala", [], "13:00"),
        ("14:00 London, 9:00 Toronto", [], "14:00"),
        ("14:00 Lagos, 15:00 Douala", ["several-places"], "14:00"),
        ("14:00 Lagos", ["several-places"], "13:00"),
        ("14:00 Lagos (GMT+1)", [], "13:00"),
        ("14:00 Lagos, Nigeria", [], "13:00"),
    ],
)
def test_a_name_of_several_places_is_settled_or_told(text: str, codes: list[str], moment: str) -> None:
    """What the hours beside it settle is silent, unless they make a town of Africa one of elsewhere."""
    assert judged(f"2027-02-16, {text}") == (codes, [f"2027-02-16T{moment}Z"])
