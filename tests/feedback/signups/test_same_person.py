"""Two rows of one sheet that may be one person: joined, kept apart or asked about, as the answer has it."""

from __future__ import annotations

from besrour_cli.feedback.signups.names import is_like_name
from besrour_cli.feedback.signups.sheets import SheetReading, read_sheet
from besrour_cli.model.people.sheet import Sheet, SheetRow

HEADINGS = ("Name", "Email", "City", "Hours")


def read(*rows: tuple[str, ...], answer: str = "") -> SheetReading:
    """A sheet of some rows, and its one question answered."""
    sheet = Sheet("", tuple(SheetRow(n, cells) for n, cells in enumerate((HEADINGS, *rows), 1)))
    reading = read_sheet(sheet, ("en", "fr"), {}, {}, {})
    if not answer:
        return reading
    (question,) = reading.questions
    return read_sheet(sheet, ("en", "fr"), {question.key: answer}, {}, {})


AWA = ("Awa Diopel", "awa@example.org", "Dakar", "")
AGAIN = ("Awa Diopell", "a.diopel@example.net", "Dakar", "18:00-20:00")
PAUL = ("Paul Ndourel", "awa@example.org", "Dakar", "")


def people(reading: SheetReading) -> list[tuple[str, str, str]]:
    """Who is on a sheet, with address and hours."""
    assert not reading.questions
    return [(person.name, person.email, person.hours) for person in reading.distinct.people]


def test_a_like_name_at_one_place_is_one_person_or_two_as_answered() -> None:
    """One person has the address that the answer says, and the hours of her later row."""
    assert [question.id for question in read(AWA, AGAIN).questions] == ["3.person"]
    assert people(read(AWA, AGAIN, answer="same")) == [("Awa Diopel", "awa@example.org", "18:00-20:00")]
    assert people(read(AWA, AGAIN, answer="newer")) == [("Awa Diopel", "a.diopel@example.net", "18:00-20:00")]
    assert [name for name, *_ in people(read(AWA, AGAIN, answer="another"))] == ["Awa Diopel", "Awa Diopell"]


def test_a_second_row_without_an_address_is_not_asked_for_one() -> None:
    """Once she is the one above, her address is known."""
    bare = ("Awa Diopell", "", "Dakar", "18:00-20:00")
    asked = read(AWA, bare).questions
    assert {question.id for question in asked} == {"3.email", "3.person"}
    who = next(question for question in asked if question.id == "3.person")
    sheet = Sheet("", tuple(SheetRow(n, cells) for n, cells in enumerate((HEADINGS, AWA, bare), 1)))
    reading = read_sheet(sheet, ("en", "fr"), {who.key: "same"}, {}, {})
    assert people(reading) == [("Awa Diopel", "awa@example.org", "18:00-20:00")]
    (twice,) = reading.distinct.duplicates
    assert (twice.row, twice.of, [change.field for change in twice.differs]) == (3, 2, ["hours"])


def test_two_names_of_one_mailbox_are_two_people_one_or_get_an_address() -> None:
    """An address typed as the answer is that of the second of them."""
    assert [question.id for question in read(AWA, PAUL).questions] == ["3.person"]
    assert [name for name, *_ in people(read(AWA, PAUL, answer="another"))] == ["Awa Diopel", "Paul Ndourel"]
    assert [name for name, *_ in people(read(AWA, PAUL, answer="same"))] == ["Awa Diopel"]
    assert people(read(AWA, PAUL, answer="paul@example.org")) == [
        ("Awa Diopel", "awa@example.org", ""),
        ("Paul Ndourel", "paul@example.org", ""),
    ]


def test_a_title_alone_is_like_nobody() -> None:
    """“Dr” has no word of a name: it is never taken for somebody."""
    assert not is_like_name("Dr", "Dr")
    assert not is_like_name("Awa Diopel", "Dre")
