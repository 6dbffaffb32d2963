"""members.csv as spreadsheets in Canada and elsewhere write it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from besrour_cli.model.programme import Member, WeekSpan
from besrour_cli.storage.programme.members_csv import read_members
from besrour_cli.storage.text.source_file import SourceFile, read_page

HEADER = "id,name,email,place,country,languages,groups,region,role,career_stage,profile,hours,never,paused\n"
ROW = "za-safp,Zanele Exemplé,z@example.org,Cape Town,South Africa,en,cafe,,,,,,,\n"


def roster(text: str) -> tuple[tuple[Member, ...], list[tuple[str, str]]]:
    """The members of a text, and its problems as (place, code)."""
    page = SourceFile("members.csv", text, table=True)
    found = read_members(page)
    return found.members, [(f"{p.spot.line}:{p.spot.column}", p.code) for p in page.problems]


ENCODINGS = {
    "UTF-8": lambda text: text.encode(),
    "CSV UTF-8 of Excel (BOM)": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "CSV of Excel (Windows-1252)": lambda text: text.encode("cp1252"),
    "Unicode text of Excel (UTF-16)": lambda text: text.encode("utf-16"),
    "UTF-16, big end first": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "Windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "old Macintosh line ends": lambda text: text.replace("\n", "\r").encode(),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_encoding_a_spreadsheet_writes(name: str, tmp_path: Path) -> None:
    """The same roster, whichever Save As was chosen."""
    path = tmp_path / "members.csv"
    path.write_bytes(ENCODINGS[name](HEADER + ROW))
    page = read_page(str(path), "members.csv", table=True)
    members = read_members(page).members
    assert page.problems == []
    assert [m.name for m in members] == ["Zanele Exemplé"]
    assert members[0].place.zone == "Africa/Johannesburg"


def test_an_encoding_nobody_can_tell_is_asked_about(tmp_path: Path) -> None:
    """The é of an old Macintosh is a Ž in Windows-1252: not guessed."""
    path = tmp_path / "members.csv"
    path.write_bytes(HEADER.encode() + ROW.encode("mac_roman"))
    page = read_page(str(path), "members.csv", table=True)
    assert [(p.code, p.spot.line, p.spot.column) for p in page.problems] == [("file-encoding", 2, 22)]
    assert "CSV UTF-8" in str(page.problems[0].remedy)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_every_delimiter(sign: str) -> None:
    """Excel in French writes semicolons."""
    members, problems = roster((HEADER + ROW).replace(",", sign))
    assert problems == []
    assert members[0].id == "za-safp"


def test_the_sep_line_of_excel() -> None:
    """``sep=;`` before the headers names the delimiter."""
    members, problems = roster("sep=;\r\n" + (HEADER + ROW).replace(",", ";").replace("z@example.org", "z@"))
    assert members[0].id == "za-safp"
    assert problems == [("3:24", "value-email")]


def test_french_headers_accents_and_case_ignored() -> None:
    """The headers of a French spreadsheet."""
    text = (
        "Identifiant;NOM;Courriel;Lieu;Pays;Langues;Groupes;Région;Rôle;Étape;Profil;Heures;Jamais;Pause\n"
        "ca-laval;Luc Exemple;luc@example.org;Québec;Canada;français;café;;Médecin / Médecin;début;;8 h-12 h;"
        "ven;non\n"
    )
    members, problems = roster(text)
    assert problems == []
    (member,) = members
    assert member.languages == ("fr",)
    assert member.groups == ("cafe",)
    assert member.career_stage == "début"
    assert member.hours == tuple(WeekSpan(d * 1440 + 480, d * 1440 + 720) for d in range(7))
    assert member.never == (WeekSpan(4 * 1440, 5 * 1440),)
    assert member.paused is False


def test_any_order_and_only_the_columns_needed() -> None:
    """An id is made of the name; languages are the programme's."""
    members, problems = roster("groups,place,email,name\ncafe,Nairobi,a@example.org,Émile d’Exemple\n")
    assert problems == []
    assert members[0].id == "emile-d-exemple"
    assert members[0].languages == ("en", "fr")
    assert members[0].region == members[0].place.region != ""


def test_a_cell_with_a_line_end_a_comma_and_quotes() -> None:
    """Alt+Enter in a spreadsheet; the place of what follows is still right."""
    text = (
        HEADER + 'a,"Ama ""Amy"",\nExample",ama@example.org,Accra,,en,cafe,,,,,,,\n'
        "b,B,no address,Accra,,en,cafe,,,,,,,\n"
    )
    members, problems = roster(text)
    assert members[0].name == 'Ama "Amy", Example'
    assert problems == [("4:5", "value-email")]


def test_a_mistake_after_a_line_end_within_its_row() -> None:
    """A cell that stands on the second line of its row is pointed at there."""
    _, problems = roster(HEADER + 'a,"Ama\nExample",ama@,Accra,,en,cafe,,,,,,,\n')
    assert problems == [("3:10", "value-email")]


def test_empty_rows_and_columns_at_the_end() -> None:
    """What a spreadsheet leaves behind after deleting."""
    text = "id,name,email,place,groups,,,\n\na,A,a@example.org,Accra,cafe,,,\n,,,,,,,\n   , ,,,,,,\n\n"
    members, problems = roster(text)
    assert problems == []
    assert [m.id for m in members] == ["a"]


def test_no_break_spaces_and_invisible_signs() -> None:
    """Cells copied from a web page."""
    text = (
        HEADER + "a,\u00a0Ama\u00a0Example\u200b,\ufeffama@example.org\u00a0,Accra\u00a0,,en,cafe,,,,,"
        "9\u00a0h-17\u00a0h,,\n"
    )
    members, problems = roster(text)
    assert problems == []
    assert (members[0].name, members[0].email) == ("Ama Example", "ama@example.org")
    assert members[0].hours[0] == WeekSpan(540, 1020)


def test_a_formula_is_text() -> None:
    """``=1+1`` in a name stays what it is."""
    members, problems = roster(HEADER + "a,=HYPERLINK(1),a@example.org,Accra,,en,cafe,,,,,,,\n")
    assert problems == []
    assert members[0].name == "=HYPERLINK(1)"


def test_a_line_end_never_reaches_a_letter_header() -> None:
    """A name cannot add a header line to a letter."""
    members, _ = roster(HEADER + 'a,"Ama\r\nBcc: x@example.org",a@example.org,Accra,,en,cafe,,,,,,,\n')
    assert members[0].name == "Ama Bcc: x@example.org"


def test_quotes_that_do_not_match() -> None:
    """The row is named, and what was not read is said."""
    text = (
        HEADER + ROW + 'b,"B,b@example.org,Accra,,en,cafe,,,,,,,\nc,C,c@example.org,Accra,,en,cafe,,,,,,,\n'
    )
    members, problems = roster(text)
    assert [m.id for m in members] == ["za-safp"]
    assert problems == [("3:3", "table-quotes")]


def test_a_comma_that_was_not_quoted() -> None:
    """``Cape Town, South Africa`` in one cell needs quotes."""
    _, problems = roster("id,name,email,place,groups\na,A,a@example.org,Accra,cafe,Ghana\n")
    assert problems == [("2:30", "row-long")]


def test_one_id_twice_is_a_mistake_and_one_address_twice_a_warning() -> None:
    """Two people may share a mailbox, not an id."""
    page = SourceFile("members.csv", HEADER + ROW + ROW.replace("Zanele", "Other"), table=True)
    read_members(page)
    assert [(p.code, p.warning) for p in page.problems] == [
        ("member-doubled", False),
        ("address-shared", True),
    ]
    assert str(page.problems[0].what) == "the id “za-safp” is already that of the person on line 2"


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("identity,stuff\nx,y\n", ["table-headers"]),
        ("id,name,email,place,groups,name\na,A,a@example.org,Accra,cafe,B\n", ["column-doubled"]),
        ("id,name,email,groups\na,A,a@example.org,cafe\n", ["column-missing"]),
        ("id,name,email,place,groups,carer_stage\na,A,a@example.org,Accra,cafe,early\n", ["column-unknown"]),
        ("id,name,email,place,groups\n", ["roster-empty"]),
        ("", ["file-empty"]),
    ],
)
def test_headers_that_are_off(header: str, codes: list[str]) -> None:
    """Each is told once, not once a row."""
    page = SourceFile("members.csv", header, table=True)
    read_members(page)
    assert [p.code for p in page.problems] == codes


def test_what_a_person_must_have() -> None:
    """Name, address and place are asked for at their cells; a group is only missed."""
    _, problems = roster(HEADER + "a,,,,,,,,,,,,,\n")
    assert problems == [
        ("2:3", "member-no-name"),
        ("2:4", "member-no-email"),
        ("2:5", "member-no-place"),
        ("2:8", "member-no-group"),
    ]


@pytest.mark.parametrize(
    ("cell", "paused", "until"),
    [
        ("yes", True, None),
        ("non", False, None),
        ("2027-03-01", False, date(2027, 3, 1)),
        ("until 2027-03-01", False, date(2027, 3, 1)),
        ("jusqu’au 2027-03-01", False, date(2027, 3, 1)),
    ],
)
def test_a_pause_is_for_good_or_until_a_day(cell: str, paused: bool, until: date | None) -> None:
    """The day of return may stand in the cell, in either language."""
    row = f"a,A,a@example.org,Accra,,,cafe,,,,,,,{cell}\n"
    (member,), problems = roster(HEADER + row)
    assert not problems
    assert (member.paused, member.paused_until) == (paused, until)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("languages", "value-language"),
        ("hours", "value-hours"),
        ("paused", "value-yes-no"),
        ("id", "value-id"),
    ],
)
def test_a_cell_that_cannot_be_read(cell: str, code: str) -> None:
    """Each kind of cell has its words."""
    values = {"id": "a", "name": "A", "email": "a@example.org", "place": "Accra", "groups": "cafe"}
    wrong = {"languages": "frnch", "hours": "mon 9", "paused": "maybe", "id": "Ünd so"}
    columns = HEADER.strip().split(",")
    row = ",".join({**values, cell: wrong[cell]}.get(c, "") for c in columns)
    _, problems = roster(HEADER + row + "\n")
    assert [c for _, c in problems] == [code]


@pytest.mark.parametrize(("address", "doubted"), [("andré@example.org", True), ("andre@exämple.org", False)])
def test_an_accent_before_the_at_sign_is_doubted_where_it_stands(address: str, doubted: bool) -> None:
    """Few servers take such an address, so the coordinator hears of it in `check`, not when sending."""
    members, problems = roster(HEADER + f"x-1,André,{address},Accra,Ghana,en,cafe,,,,,,,\n")
    assert [member.email for member in members] == [address]
    assert problems == ([("2:11", "email-accent")] if doubted else [])


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        ("za-safp,Zanele Exemplé", ",？？？", "2:2", "member-no-id"),
        ("Cape Town,South Africa", "Africa/Johannesburg,Ghana", "2:38", "place-doubtful"),
    ],
)
def test_what_can_be_read_and_may_be_a_slip_is_told(old: str, new: str, place: str, code: str) -> None:
    """A name of which no id can be made; a clock that is not of the country beside it."""
    assert roster(HEADER + ROW)[1] == []
    assert roster(HEADER + ROW.replace(old, new))[1] == [(place, code)]


def test_a_role_in_one_language_is_for_all() -> None:
    """As “GP” is; one with a stroke has a part for each."""
    for written, meant in (
        ("GP", {"en": "GP", "fr": "GP"}),
        ("teacher / enseignante", {"en": "teacher", "fr": "enseignante"}),
        ("teacher / ", {"en": "teacher /", "fr": "teacher /"}),
    ):
        members, problems = roster(HEADER + ROW.replace("cafe,,,", f"cafe,,{written},"))
        assert (members[0].role, problems) == (meant, [])


def test_a_region_may_be_called_otherwise_than_besrour_calls_it() -> None:
    """A row without, and one with names of its own: these are the names of both."""
    first = ROW.replace("za-safp", "zb").replace("z@", "y@").replace("cafe,,", "cafe,Africa,")
    rows = first + ROW.replace("cafe,,", "cafe,Africa / L’Afrique,")
    page = SourceFile("members.csv", HEADER + rows, table=True)
    assert read_members(page).regions["Africa"] == {"en": "Africa", "fr": "L’Afrique"}
    assert page.problems == []
