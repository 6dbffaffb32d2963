"""A sheet beside the roster: who joins, who changes, who leaves, and what is asked before that."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from besrour_cli.feedback.signups.changes import (
    EnrolmentDraft,
    RememberedPerson,
    RosterContext,
    RosterPerson,
    compare,
)
from besrour_cli.feedback.signups.sheets import read_sheet
from besrour_cli.model.people.sheet import Sheet, SheetRow
from besrour_cli.places.resolve import resolve

FORM = "sign-up"
HEADINGS = ("No.", "Name", "Email", "City", "Languages", "Hours", "Remarks")


def member(id_: str, name: str, email: str, town: str = "Dakar", **cells: str) -> RosterPerson:
    """Somebody of members.csv."""
    place = resolve(town).place
    assert place is not None
    texts = {"languages": "fr", "groups": "", **cells}
    return RosterPerson(id=id_, name=name, email=email, place=place, paused=False, cells=texts)


AWA = member("awa", "Awa Diopel", "awa@example.org")
KOFI = member("kofi", "Kofi Mensarel", "kofi@example.org", "Accra", languages="en")


def row(person: RosterPerson, number: str = "", **cells: str) -> tuple[str, ...]:
    """A row of the sheet on which somebody says what the roster has of her, but for some cells."""
    said = {
        "No.": number,
        "Name": person.name,
        "Email": person.email,
        "City": person.place.names["en"],
        "Languages": person.cells["languages"],
        "Hours": "",
        "Remarks": "",
    }
    return tuple({**said, **cells}.values())


def said(person: RosterPerson, number: str = "", form: str = FORM) -> RememberedPerson:
    """What the sheet said of a member last time: the same as the roster."""
    fields = {
        "name": person.name,
        "email": person.email,
        "place": person.place.names["en"],
        "country": person.place.country,
        "languages": person.cells["languages"],
    }
    return RememberedPerson(form, number, fields)


def draft(
    *rows: tuple[str, ...],
    remembered: Mapping[str, RememberedPerson] | None = None,
    answers: Mapping[str, str] | None = None,
) -> EnrolmentDraft:
    """What a sheet of some rows would do."""
    numbered = (SheetRow(n, cells) for n, cells in enumerate((HEADINGS, *rows), 1))
    reading = read_sheet(Sheet("", tuple(numbered)), ("en", "fr"), answers or {}, {}, {})
    return compare(reading, RosterContext((AWA, KOFI), remembered or {}, FORM, answers or {}))


def answered(
    value: str, *rows: tuple[str, ...], remembered: Mapping[str, RememberedPerson] | None = None
) -> EnrolmentDraft:
    """What the sheet would do once its one question has been answered."""
    (question,) = draft(*rows, remembered=remembered).questions
    assert value in [choice.value for choice in question.choices]
    return draft(*rows, remembered=remembered, answers={question.key: value})


def test_a_newcomer_who_has_withdrawn_is_left_out_or_taken_as_answered() -> None:
    """Her remark says that she withdraws: she is asked about, and told of when she is left out."""
    newcomer = row(member("zoe", "Zoé Lirandel", "zoe@example.org"), Remarks="Je me désiste / I withdraw")
    waits = draft(newcomer)
    assert [person.name for person in waits.waiting] == ["Zoé Lirandel"] and not waits.additions
    out = answered("leave out", newcomer)
    assert [(each.row, str(each.why)) for each in out.excluded] == [(2, "this person has withdrawn")]
    assert not out.additions and not out.waiting
    assert [person.name for person in answered("take", newcomer).additions] == ["Zoé Lirandel"]


@pytest.mark.parametrize(("answer", "paused"), [("pause", ("awa",)), ("stay", ())])
def test_a_member_who_withdraws_is_paused_only_when_the_coordinator_says_so(
    answer: str, paused: tuple[str, ...]
) -> None:
    """The remark alone pauses nobody."""
    withdrawing = row(AWA, Remarks="Please remove me")
    assert draft(withdrawing).paused == ()
    assert answered(answer, withdrawing).paused == paused


@pytest.mark.parametrize(
    ("answer", "added", "known"),
    [("another", ["Awa Diopel"], []), ("same", [], ["awa"]), ("newer", [], ["awa"])],
)
def test_a_like_name_with_another_address_joins_or_is_known(
    answer: str, added: list[str], known: list[str]
) -> None:
    """The answer “two people” makes a newcomer of her; both others make no second member."""
    found = answered(answer, row(AWA, Email="awa.d@example.net"))
    assert [person.name for person in found.additions] == added
    assert list(found.known) == known
    moved = [(each.field, each.after) for change in found.changes for each in change.changes]
    assert moved == ([("email", "awa.d@example.net")] if answer == "newer" else [])


def test_two_people_of_one_mailbox_are_asked_about_once() -> None:
    """The sheet itself has two names with the address of a member: it is not asked of the roster as well."""
    spouse = member("", "Paul Ndourel", AWA.email)
    found = draft(row(AWA), row(spouse))
    assert [question.key.partition("|")[0] for question in found.questions] == ["person"]
    both = answered("another", row(AWA), row(spouse))
    assert list(both.known) == ["awa"]
    assert [person.name for person in both.additions] == ["Paul Ndourel"]


def test_what_the_roster_says_otherwise_stays_at_the_first_reading() -> None:
    """Nobody knows whether she moved or the coordinator corrected it: the roster stays, and it is told."""
    found = draft(row(AWA, City="Tunis", Hours="18:00-20:00"))
    (kept,) = found.preserved
    assert kept.member == "awa"
    assert [(each.field, each.before, each.after) for each in kept.changes] == [
        ("place", "Dakar", "Tunis"),
        ("country", "SN", "TN"),
    ]
    (change,) = found.changes
    assert [(each.field, each.after) for each in change.changes] == [("hours", "18:00-20:00")]


def test_the_number_of_an_answer_finds_a_member_of_the_same_form_alone() -> None:
    """Answer 7 with a new address is hers; answer 7 of another form is anybody's, and is asked about."""
    changed = row(AWA, "7", Email="awa.d@example.net", City="Tunis")
    ours = draft(changed, remembered={"awa": said(AWA, "7")})
    assert list(ours.known) == ["awa"] and not ours.additions
    other = draft(changed, remembered={"awa": said(AWA, "7", form="survey")})
    assert not other.known and [person.name for person in other.additions] == ["Awa Diopel"]


@pytest.mark.parametrize(("answer", "paused"), [("pause", ("kofi",)), ("stay", ())])
def test_who_is_gone_from_the_sheet_is_paused_as_answered(answer: str, paused: tuple[str, ...]) -> None:
    """Once answered, it is asked no more."""
    before = {"awa": said(AWA), "kofi": said(KOFI)}
    assert [question.id for question in draft(row(AWA), remembered=before).questions] == ["kofi.withdrawn"]
    found = answered(answer, row(AWA), remembered=before)
    assert (found.paused, found.questions) == (paused, ())


def test_an_empty_sheet_asks_of_nobody_whether_they_are_gone() -> None:
    """A download that went wrong has nobody on it: that pauses no one."""
    found = draft(remembered={"awa": said(AWA), "kofi": said(KOFI)})
    assert (found.questions, found.paused) == ((), ())


def test_who_may_be_the_one_that_waits_is_not_asked_about_twice() -> None:
    """Kofi wrote another address and an unclear hour: until that is settled, he is not taken for gone."""
    unclear = row(KOFI, Email="k.mensarel@example.net", Hours="between 7 and 9")
    found = draft(row(AWA), unclear, remembered={"awa": said(AWA), "kofi": said(KOFI)})
    assert {question.id for question in found.questions} == {"3.hours", "3.person"}
