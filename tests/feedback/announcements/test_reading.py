"""What is read from an announcement's words: hours, dates, clocks, and which belong together."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.clock import formatting, instants
from besrour_cli.feedback.announcements import plain_text
from besrour_cli.feedback.announcements.lint import AnnouncementVerdict, lint
from besrour_cli.feedback.announcements.parse import read
from besrour_cli.feedback.announcements.tokens.abbreviations import abbreviation
from besrour_cli.feedback.announcements.tokens.dates import dates
from besrour_cli.model.place import Place
from besrour_cli.places import resolve

TODAY = date(2026, 11, 22)


def judged(text: str) -> AnnouncementVerdict:
    return lint(text, "a.txt", TODAY)


def mistakes(text: str) -> list[str]:
    return [f.code for f in judged(text).findings if not f.warning]


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("1pm CAT", 780),
        ("3.00-4.30pm CAT", 900),
        ("13:00 GMT", 780),
        ("1300 GMT", 780),
        ("1300 hours GMT", 780),
        ("1300-1430 GMT", 780),
        ("14h30 GMT", 870),
        ("14 h 30 (Dakar)", 870),
        ("14\u00a0h\u00a030 (Dakar)", 870),
        ("12 h TU", 720),
        ("13H00 TU", 780),
        ("12 noon GMT", 720),
        ("noon GMT", 720),
        ("midi, heure de Paris", 720),
        ("minuit GMT", 0),
        ("9 heures à Dakar", 540),
        ("11am-12pm GMT", 660),
        ("12-2 pm GMT", 720),
        ("10-2pm GMT", 600),
        ("1-4 pm East Africa Time", 780),
        ("de 14 à 16 h GMT", 840),
        ("de 15h00 à 16h00 (heure de Lagos)", 900),
        ("8:00 p.m. (Accra)", 1200),
        ("from 16:00 to 17:30 in Cairo", 960),
        ("15.00 – 16.30 (CAT)", 900),
        ("2026-12-09T14:00Z", 840),
    ],
)
def test_an_hour_is_read_however_it_is_written(text: str, minute: int) -> None:
    """One hour with a clock, English or French, in figures or words."""
    (reading,) = read(text).readings
    assert reading.hour.minute == minute
    assert reading.marks


@pytest.mark.parametrize(
    "text",
    [
        "durée : 1 h 30",
        "90 min",
        "for 2 hours",
        "it lasts 1 h 30 min",
        "open 24/7",
        "Meeting: 812 3456 7890",
        "+1 613 555 1300",
        "https://example.org/a?t=14:00",
        "room 1300",
        "page 3-4",
        "the 3rd of 17",
    ],
)
def test_what_is_no_hour_is_not_read_as_one(text: str) -> None:
    """Durations, numbers of meetings and telephones, links."""
    assert read(text).readings == ()


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("2:00 PM SAST / 8:00 AM EST", [["SAST"], ["EST"]]),
        ("GMT 13:00, CAT 15:00", [["GMT"], ["CAT"]]),
        ("Toronto: 9:00 a.m. EST, Lagos: 3 p.m., Nairobi 5 pm", [["Toronto", "EST"], ["Lagos"], ["Nairobi"]]),
        (
            "12:00 Brazzaville/Kinshasa Time GMT +1 / 14:00 Nairobi Time",
            [["Brazzaville", "Kinshasa", "GMT +1"], ["Nairobi"]],
        ),
        ("2-4pm CAT/SAST and 3-5pm EAT", [["CAT", "SAST"], ["EAT"]]),
        ("14h30 à Dakar / 15h30 à Yaoundé", [["Dakar"], ["Yaoundé"]]),
        ("14h à 15h30 GMT (16h00 à 17h30, heure de Paris)", [["GMT"], ["Paris"]]),
        ("4 pm UK time / 3 pm GMT", [["UK"], ["GMT"]]),
        ("10:00 GMT - 11:00 WAT", [["GMT"], ["WAT"]]),
        ("10:00 GMT-11:00 WAT", [["GMT"], ["WAT"]]),
        ("9:00 GMT-05:00 EST", [["GMT-05:00", "EST"]]),
        ("Toronto 9:00 Lagos 15:00", [["Toronto"], ["Lagos"]]),
    ],
)
def test_each_clock_goes_with_its_hour(text: str, clocks: list[list[str]]) -> None:
    """Before or behind the hour, one or several, parted by any sign."""
    assert [[m.text for m in r.marks] for r in read(text).readings] == clocks


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Wednesday, July 7, 2027, 9 AM EST", "wrong-abbreviation"),
        ("7 July 2027, 9 am Eastern Standard Time", "wrong-abbreviation"),
        ("Le 14 juillet 2027, 10 h HNE", "wrong-abbreviation"),
        ("January 20, 2027, 9 a.m. EDT", "wrong-abbreviation"),
        ("Le 20 janvier 2027, 10 h, heure avancée de l’Est", "wrong-abbreviation"),
        ("9 December 2026, 6:00 a.m. PST (Vancouver)", "wrong-abbreviation"),
        ("8 July 2026, 14:00 Paris (CET)", "wrong-abbreviation"),
        ("20 January 2027: 9 am in Toronto, 4 pm in Lagos", "readings-disagree"),
        ("20 January 2027, 14:00 in Accra (GMT+1)", "readings-disagree"),
        (
            "9:00 a.m. ET (Toronto), December 9, 2026\nLe 9 décembre 2026, 10 h, heure de l’Est",
            "readings-disagree",
        ),
        ("Le jeudi 9 décembre 2026 à 14 h (Kinshasa)", "wrong-weekday"),
        ("2027-01-20 (Thursday), 14:00 GMT", "wrong-weekday"),
        ("9 décembre 2026, 14 h 30 (UTC+1)", "bare-offset"),
        ("All times are in GMT-5\n9 am on 9 December 2026", "bare-offset"),
        ("9 décembre 2026 à 14 h", "no-zone"),
        ("14 March 2027, 2:30 a.m. (Toronto)", "no-such-time"),
        ("14:00 in Accra. https://zoom.us/j/123456789", "open-link"),
        ("14:00 in Accra. https://teams.microsoft.com/l/meetup-join/19%3ameeting", "open-link"),
        ("14:00 in Accra. https://meet.google.com/abc-defg-hij", "open-link"),
        ("14 h à Dakar. Code d’accès : 482913", "open-passcode"),
    ],
)
def test_a_wrong_claim_is_found(text: str, code: str) -> None:
    """One mistake of each kind, in either language."""
    assert mistakes(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Wednesday, July 7, 2027, 9 AM EST (Kingston, Jamaica)",
        "July 7, 2027, 9 AM CST Regina",
        "January 20, 2027: 9 a.m. EST / 2 p.m. GMT / 3 p.m. WAT / 4 p.m. CAT / 5 p.m. EAT",
        "July 7, 2027: 9 a.m. EDT / 1 p.m. GMT",
        "5 June 2026, 14:00 BST / 13:00 GMT / 15:00 SAST",
        "25 June 2026, 2pm GMT+1 (Lagos), 1pm GMT",
        "Time zone: CAT\nThursday 4 November 2027\nTime: 3 pm",
        "5 November 2026\nToronto   9:00 a.m.\nAccra     2:00 p.m.\nNairobi   5:00 p.m.",
        "3 pm on Thursday 4 November 2027 in Accra; coffee from 2.30 pm",
        "14:00 in Accra. Register: https://us02web.zoom.us/webinar/register/WN_abc",
        "14:00 in Accra. We will send the link and the passcode before the meeting.",
        "20 janvier 2027, 23 h 30 à Accra / 1 h 30 à Harare (le lendemain)",
        "8:00 p.m. London, 9 December 2026",
    ],
)
def test_a_right_claim_is_not_accused(text: str) -> None:
    """Where a text leaves room for a true reading, that reading counts."""
    assert mistakes(text) == []


def test_a_date_without_a_year_only_warns() -> None:
    """The day may be of another year: the coming one is named, and nobody is accused."""
    (finding,) = judged("Friday 3 April, 3 pm CAT").findings
    assert finding.warning
    assert "2027" in str(finding.what)


PLACES = [
    p for p in resolve.all_places() if resolve.resolve(p.names["en"]).place == p and "," not in p.names["en"]
]


@given(
    st.sampled_from(PLACES),
    st.integers(0, 5_000_000),
    st.sampled_from(["en", "fr"]),
)
def test_what_besrour_prints_is_read_back_and_never_accused(place: Place, minutes: int, code: str) -> None:
    """A printed local time gives its instant again, in both languages, and no mistake."""
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes - minutes % 5)
    reading = instants.local(at, place.zone)
    hour = formatting.time_words(reading, code)
    text = f"{formatting.date_words(reading.date(), code)}, {hour} ({place.name('en')})"
    found = judged(text)
    assert [f for f in found.findings if not f.warning] == [], text
    wall = reading.replace(tzinfo=None, fold=0)
    assert found.moments[0].at in instants.local_instants(wall, place.zone), text


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever stands in it, it is read without a fault, and every finding has its place."""
    lines = text.split("\n")
    for finding in judged(text).findings:
        assert finding.text == lines[finding.spot.line - 1]
        assert 1 <= finding.spot.column <= len(finding.text)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.sampled_from(["en", "fr"]))
def test_a_printed_date_is_read_back(day: date, code: str) -> None:
    """With its weekday and year."""
    (found,) = dates(formatting.date_words(day, code))
    assert found.days() == (day,)
    assert found.weekday == day.weekday()


def test_words_of_mails_and_pages() -> None:
    """The subject counts; scripts do not; cells are parted; a link shows where it leads."""
    mail = EmailMessage()
    mail["Subject"] = "Café, 9 December 2026"
    mail["From"], mail["To"] = "a@example.org", "b@example.org"
    mail["Date"] = "Sun, 22 Nov 2026 12:00:00 +0000"
    mail.set_content("<p>3 pm <b>CAT</b></p><script>1 pm EST</script>", subtype="html")
    words = plain_text.extract_text(bytes(mail), "a.eml")
    assert words.text == "Café, 9 December 2026\n\n3 pm CAT\n"
    assert (words.day, words.exact, words.personal) == (date(2026, 11, 22), False, False)
    assert plain_text.extract_text(bytes(mail)).text == words.text, "known without its name"
    page = b'<html><table><tr><td>Accra</td><td>2 pm</td></tr></table><a href="https://zoom.us/j/1">Join</a>'
    assert plain_text.extract_text(page, "a.html").text == "| Accra | 2 pm\n\nJoin <https://zoom.us/j/1>\n"
    assert plain_text.extract_text("à 14 h".encode("cp1252")).text == "à 14 h"
    assert plain_text.extract_text("à 14 h".encode("utf-16")).text == "à 14 h"
    for data in (b"%PDF-1.7", b"PK\x03\x04", b"a\x00b"):
        with pytest.raises(plain_text.NotText):
            plain_text.extract_text(data)


def test_a_mail_without_words_or_with_a_date_that_is_none_is_read() -> None:
    """The subject is what there is; the day on which it was sent is not known."""
    mail = EmailMessage()
    mail["Subject"] = "Café, 9 December 2026, 3 pm CAT"
    mail["From"], mail["To"] = "a@example.org", "b@example.org"
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="poster.png")
    words = plain_text.extract_text(b"Date: some day\n" + bytes(mail), "a.eml")
    assert (words.text.strip(), words.day) == ("Café, 9 December 2026, 3 pm CAT", None)


def test_words_that_are_no_clock_are_refused() -> None:
    """Only what the pattern of clocks found may be asked about."""
    assert abbreviation("Heure normale de l’Est") == abbreviation("EST")
    with pytest.raises(KeyError):
        abbreviation("Moon time")


def test_a_personal_invitation_may_hold_its_link() -> None:
    """A calendar invitation to one person is no announcement in the open; to two it is."""
    for people, personal in ((1, True), (2, False)):
        mail = EmailMessage()
        mail["Subject"] = "Café"
        mail.set_content("14:00 in Accra https://zoom.us/j/1")
        lines = "".join(f"ATTENDEE:mailto:p{n}@example.org\r\n" for n in range(people))
        mail.add_alternative(
            f"BEGIN:VCALENDAR\r\n{lines}END:VCALENDAR\r\n", subtype="calendar", params={"method": "REQUEST"}
        )
        words = plain_text.extract_text(bytes(mail), "a.eml")
        assert words.personal is personal
        found = lint(words.text, "a.eml", TODAY, personal=words.personal).findings
        assert [f.code for f in found] == ([] if personal else ["open-link"])


def test_a_day_further_is_still_the_same_moment() -> None:
    """The moment's table starts from the reading whose letters are not in doubt."""
    (moment,) = judged("3 November 2022: 8:00 AM EST / 2:00 PM SAST").moments
    assert moment.at == datetime(2022, 11, 3, 12, tzinfo=UTC)
    (late,) = judged("January 20, 2027, 11 p.m. (Toronto) / 4:00 a.m. GMT").moments
    assert late.at == datetime(2027, 1, 21, 4, tzinfo=UTC)
    assert late.at - timedelta(days=1) < late.at
