"""No join link and no passcode in anything public: refused where it is written, and honest texts are not."""

from __future__ import annotations

import time

import pytest

from besrour_cli.model.text.open_ways import MeetingSecrets, open_ways
from support.storage.folder import Folder

LINK = "https://meet.example.org/j/81234567890?pwd=Xy1"
COPIES = [
    LINK,
    "https://meet.example.org/j/81234567890",
    "http://MEET.example.org/J/81234567890/?utm_source=news",
    "meet.example.org/j/81234567890.",
    "[here](https://meet.example.org/j/81234567890)",
    "https://example.net/go?to=https%3A%2F%2Fmeet.example.org%2Fj%2F81234567890&x=1",
    "Meeting 812 3456 7890",
]
ELSEWHERE = [
    "https://meet.example.org/j/81234567891",
    "https://meet.example.org/privacy",
    "https://meet.example.org",
    "https://notmeet.example.org.uk/j/8123",
    "call +1 416 555 0100",
]
ROOMS = [
    ("https://bbb.example.org/?room=cafe", "https://bbb.example.org/?room=cafe&utm_id=1", True),
    ("https://bbb.example.org/?room=cafe", "https://bbb.example.org/?room=tea", False),
    ("https://bbb.example.org/?room=cafe", "https://bbb.example.org/", False),
    ("https://x.example.org/j.php?MTID=m1", "https://x.example.org/j.php?MTID=m2", False),
    ("https://x.example.org/j.php?MTID=m1", "https://x.example.org/j.php?MTID=M1", True),
    ("https://example.org/cafe", "https://example.org/cafe/notes", False),
    ("https://example.org/cafe", "https://example.org/cafes", False),
    ("https://x.example.org/app.html#room=cafe", "https://x.example.org/app.html#room=cafe.", True),
    ("https://x.example.org/app.html#room=cafe", "https://x.example.org/app.html#room=tea", False),
    ("https://x.example.org/app.html#room=cafe", "https://x.example.org/app.html", False),
]
PASSCODES = [
    ("cafe27", "The passcode is cafe27.", True),
    ("cafe27", "Zoom (CAFE27)", True),
    ("cafe27", "the cafe270 and cafe 27", False),
    ("2027", "A year of cafés: 2027. In January 2027, at 20:27.", False),
    ("2027", "Passcode: 2027", True),
    ("2027", "Mot de passe de la réunion : 2027", True),
    ("2027", "The code of conduct, 2027", False),
    ("482913", "Zoom, 482913", True),
    ("482913", "1482913 people, 3.482913", False),
    ("12", "On 12 January", False),
    ("care", "How to care for people in primary care", False),
    ("care", "The password is care", True),
    ("bienvenue", "Mot de passe : **bienvenue**", True),
    ("Besrour 2027", "Café Besrour 2027", False),
    ("Besrour 2027", "Password: Besrour 2027", True),
    ("COVID-19", "Ce que la COVID-19 nous a appris", False),
    ("H1N1", "After H1N1", False),
    ("McMaster", "McMaster University", False),
    ("xKqZvb", "Zoom, xKqZvb", True),
    ("cafe27", "https://example.org/cafe27/programme, cafe27@example.org, @cafe27, #cafe27", False),
    ("cafe27", "https://example.org/enter?pwd=cafe27", True),
    ("1500", "1 500 participants, 1500 participantes, chambre 1500", False),
    ("41750", "41750 people, of whom 4175 came; 41750, 41 750", False),
    ("41750", "https://example.org/41750/report?year=41750", False),
    ("41750", "https://zoom.example.org/j/5?pwd=41750", True),
    ("41750", "Zoom (code 41750)", True),
    ("41750", "Code d’accès : 41750", True),
    ("41750", "Meeting ID: 41750", True),
    ("41750", "ID de réunion : 41750", True),
    ("41750", "41750 is the passcode", True),
    ("41750", "Entrez 41750 comme mot de passe", True),
    ("41750", "the building at 41750, codes of conduct", False),
    ("1234", "After a spin 1234 people, code postal H2X 1Y4", False),
    ("2027", "The building code 2027", False),
    ("2027", "In 2027, passcodes are out of fashion", False),
    ("2027", "code : 2027", True),
    ("a1b2", "Zone a1b2", False),
    ("a1b2", "Passcode a1b2", True),
    ("a1b2c3", "Zoom a1b2c3", True),
]


@pytest.mark.parametrize("copy", COPIES)
def test_a_copied_link_is_refused_in_a_description(folder: Folder, copy: str) -> None:
    """Whatever its host, with line and column, and what to do."""
    folder.change("programme.yaml", "https://meet.example.org/j/1", LINK)
    folder.session("one course.", copy)
    problem = folder.only()
    assert (problem.code, problem.spot.line, problem.warning) == ("open-link", 4, False)
    assert problem.spot.column > 30
    assert "take it out" in str(problem.remedy)


@pytest.mark.parametrize("copy", ELSEWHERE)
def test_another_address_is_not(folder: Folder, copy: str) -> None:
    """A page of the same service, another meeting, a telephone."""
    folder.change("programme.yaml", "https://meet.example.org/j/1", LINK)
    folder.session("one course.", copy)
    assert folder.problems() == ()


@pytest.mark.parametrize(("own", "text", "found"), ROOMS)
def test_what_makes_a_room(own: str, text: str, found: bool) -> None:
    """Its path, or what its query says where every room has the same path."""
    assert bool(open_ways(f"See {text} for more", MeetingSecrets(links=(own,)))) is found


@pytest.mark.parametrize(("own", "text", "found"), PASSCODES)
def test_a_passcode_is_a_whole_word_and_no_year(own: str, text: str, found: bool) -> None:
    """One that may be a year or a plain word counts only behind a word for it."""
    assert bool(open_ways(text, MeetingSecrets(passcodes=(own,)))) is found


@pytest.mark.parametrize("sign", ["\u200b", "\u200d", "\ufeff", "\xad", "\u2060", "\ufe0f"])
def test_a_sign_that_nobody_sees_hides_no_way_in(sign: str) -> None:
    """In a link, a number or a passcode, wherever it stands; the place told is that of the text as it is."""
    secrets = MeetingSecrets((LINK,), ("812 3456 7890",), ("cafe27",))
    for secret in ("https://meet.example.org/j/81234567890", "812 3456 7890", "cafe27"):
        for at in range(1, len(secret)):
            hidden = secret[:at] + sign + secret[at:]
            [way] = open_ways(f"Join {sign}{hidden} early", secrets)
            assert f"Join {sign}{hidden} early"[way.start : way.end] == hidden
    assert open_ways(f"https://meet.example.org/j/8123{sign}4567891, caf{sign}e 27", secrets) == []


def test_a_link_with_a_hidden_sign_is_refused_where_it_stands(folder: Folder) -> None:
    """Both are told: the link, at its line and column, and the sign in it."""
    folder.change("programme.yaml", "https://meet.example.org/j/1", LINK)
    folder.session("one course.", "https://meet.example.org/j/812345\u200b67890")
    found = {p.code: (p.spot.line, p.spot.column) for p in folder.problems()}
    assert len(found) == 2 and found["open-link"][0] == 4 and found["open-link"][1] > 30


def test_a_title_and_a_link_are_read_too(folder: Folder) -> None:
    """And a text of several lines, at the line of the copy; the rooms of series count."""
    folder.change(
        "programme.yaml", "  link: https://meet.example.org/j/1\n", f"  link: {LINK}\n  passcode: cafe27\n"
    )
    folder.session("Enseigner ensemble", "Enseigner (cafe27)")
    folder.session(
        "en: How two departments teach one course.", "en: |\n    How to\n    join: cafe27\n    early"
    )
    folder.session("required:", f"links:\n  - title: {{en: Join, fr: Joindre}}\n    url: {LINK}\nrequired:")
    found = [(p.code, p.spot.line, p.spot.column) for p in folder.problems()]
    assert found == [("open-passcode", 2, 47), ("open-passcode", 6, 11), ("open-link", 12, 10)]
    assert not any("cafe27" in str(p.what) for p in folder.problems())


def test_the_programme_itself_is_read(folder: Folder) -> None:
    """The organiser's web site is on the page; the platform's own help is not."""
    folder.change("programme.yaml", "  email:", "  website: https://meet.example.org/j/1/\n  email:")
    assert folder.only().code == "open-link"


def test_a_long_unbroken_word_takes_no_time() -> None:
    """A picture pasted into a description: the time grows with its length."""
    secrets = MeetingSecrets((LINK,), ("812 3456 7890",), ("cafe27", "2027"))
    started = time.process_time()
    assert open_ways("a.%" * 20_000 + "@" * 20_000 + "passcode" * 5_000, secrets) == []
    assert time.process_time() - started < 2


def test_a_link_that_is_copied_twice_into_a_line_is_told_once(folder: Folder) -> None:
    """One place, one sentence: whoever takes it out sees the other."""
    folder.change("programme.yaml", "https://meet.example.org/j/1", LINK)
    folder.session("one course.", f"{LINK} or {LINK}")
    assert (folder.only().code, folder.only().spot.line) == ("open-link", 4)
