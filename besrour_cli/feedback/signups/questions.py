"""The questions that a sheet of sign-ups can raise, each with its choices."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.feedback.signups.hours import MADE_A_DATE, OTHER_CLOCK, HoursReading
from besrour_cli.feedback.signups.values import Choice, Question, SignUp, Subject, folded_key
from besrour_cli.model.language import NAMES, fold_case
from besrour_cli.model.message import msg
from besrour_cli.places.choices import place_choices

LEAVE_OUT, TAKE = "leave out", "take"
SAME, NEWER, ANOTHER = "same", "newer", "another"
PAUSE, STAY = "pause", "stay"
NO_GROUP = "none"


def name(row: int, who: str, written: str) -> Question:
    """Who a person is whose name is missing, begins like a formula, or is that of two people."""
    two = (Choice(written, msg("one member with this name")),) if written[:1].isalpha() else ()
    return Question(
        id=f"{row}.name",
        key=folded_key("name", who, written),
        subject=Subject.NAME,
        text=msg("What is the name of the person with the address {email}? “{text}”", email=who, text=written)
        if written
        else msg("What is the name of the person with the address {email}?", email=who),
        choices=two,
        free=True,
        rows=(row,),
    )


def email(row: int, who: str, person: str, written: str, choices: Sequence[str]) -> Question:
    """The address of a person without one, with several, or with one that no server takes."""
    text = (
        msg("{name} has no e-mail address. What is it?", name=person)
        if not written
        else msg("{name}: which address is right? The sheet has “{text}”.", name=person, text=written)
    )
    return Question(
        id=f"{row}.email",
        key=folded_key("email", who, written),
        subject=Subject.EMAIL,
        text=text,
        choices=tuple(Choice(address, address) for address in choices),
        free=True,
        rows=(row,),
    )


def place(row: int, who: str, person: str, typed: str, country: str) -> Question:
    """Where a person lives; one misspelt name that can only be one town is asked about once for all."""
    choices = place_choices(typed, country)
    shared = len(choices) == 1
    written = ", ".join(part for part in (typed, country) if part)
    if not written:
        text = msg("{name} has no place. In which city does this person live?", name=person)
    elif shared:
        text = msg("Which place is “{text}”?", text=written)
    else:
        text = msg("{name}: which place is “{text}”?", name=person, text=written)
    return Question(
        id=f"{row}.place",
        key=folded_key("place", "" if shared else who, typed, country),
        subject=Subject.PLACE,
        text=text,
        choices=tuple(Choice(names["en"], names) for names in choices),
        free=True,
        rows=(row,),
    )


def languages(row: int, who: str, person: str, written: str, known: Sequence[str]) -> Question:
    """The programme's languages of a person who names another one."""
    single = tuple(Choice(code, NAMES.get(code, code)) for code in known)
    several = (Choice(" ".join(known), msg("all of these")),) if known[1:] else ()
    return Question(
        id=f"{row}.languages",
        key=folded_key("languages", who, written),
        subject=Subject.LANGUAGES,
        text=msg("{name} writes “{text}”. In which language do letters go out?", name=person, text=written),
        choices=(*single, *several),
        rows=(row,),
    )


def hours(row: int, who: str, person: str, written: str, reading: HoursReading) -> Question:
    """Hours that can be meant in two ways, on another clock, or that a spreadsheet made a date of."""
    if reading.about == OTHER_CLOCK:
        text = msg(
            "{name} writes “{text}”, on another clock. Which hours are good on the clock of this person?",
            name=person,
            text=written,
        )
    elif reading.about == MADE_A_DATE:
        text = msg(
            "{name}: a spreadsheet made “{text}” of the hours. Which ones were written?",
            name=person,
            text=written,
        )
    else:
        text = msg("{name} writes “{text}”. Which hours are meant?", name=person, text=written)
    return Question(
        id=f"{row}.hours",
        key=folded_key("hours", who, written),
        subject=Subject.HOURS,
        text=text,
        choices=(
            *(Choice(span, span) for span in reading.choices),
            Choice("any time", msg("none in particular")),
        ),
        free=True,
        rows=(row,),
    )


def consent(row: int, who: str, person: str, written: str) -> Question:
    """Whether somebody who answered neither yes nor no wants letters."""
    return Question(
        id=f"{row}.consent",
        key=folded_key("consent", who, written),
        subject=Subject.CONSENT,
        text=msg(
            "{name} wrote “{text}” where the form asks for consent. May letters go out?",
            name=person,
            text=written,
        ),
        choices=(Choice(TAKE, msg("yes")), Choice(LEAVE_OUT, msg("no, leave this person out"))),
        rows=(row,),
    )


def shared_address(person: SignUp, other: SignUp) -> Question:
    """Two names with one address: two people with one mailbox, or one person."""
    return Question(
        id=f"{person.row}.person",
        key=folded_key("person", person.email, person.name, other.name),
        subject=Subject.PERSON,
        text=msg(
            "{name} has the address of {other} on row {row}: {email}. Are they two people?",
            name=person.name,
            other=other.name,
            row=other.row,
            email=person.email,
        ),
        choices=(
            Choice(ANOTHER, msg("two people with one address")),
            Choice(SAME, msg("one person")),
        ),
        free=True,
        rows=(person.row, other.row),
    )


def same_person(person: SignUp, other: SignUp) -> Question:
    """Two names that are alike, at one place, with two addresses: the same person or another."""
    known, now = other.email or "–", person.email
    kept = msg("the same person, whose address stays {email}", email=known)
    changed = (Choice(NEWER, msg("the same person, whose address is now {email}", email=now)),) if now else ()
    return Question(
        id=f"{person.row}.person",
        key=folded_key("person", person.name, now, other.name, other.email),
        subject=Subject.PERSON,
        text=msg(
            "Is {name} ({email}) the same person as {other} ({known}) on row {row}?",
            name=person.name,
            email=now or "–",
            other=other.name,
            known=known,
            row=other.row,
        ),
        choices=(Choice(ANOTHER, msg("two people")), Choice(SAME, kept), *changed),
        rows=(person.row, other.row),
    )


def known_person(person: SignUp, member: str, known: str, address: str, *, shared: bool) -> Question:
    """Whether a newcomer is a member of the roster, who has another name or another address there."""
    now = person.email
    text = (
        msg(
            "{name} has the address of {other} in members.csv. Are they two people?",
            name=person.name,
            other=known,
        )
        if shared
        else msg(
            "Is {name} ({email}) the same person as {other} ({known}) in members.csv?",
            name=person.name,
            email=now or "–",
            other=known,
            known=address,
        )
    )
    kept = msg("the same person, whose address stays {email}", email=address)
    changed = (
        ()
        if shared or not now
        else (Choice(NEWER, msg("the same person, whose address is now {email}", email=now)),)
    )
    return Question(
        id=f"{person.row}.person",
        key=folded_key("member", person.name, now, member, address),
        subject=Subject.PERSON,
        text=text,
        choices=(Choice(ANOTHER, msg("two people")), Choice(SAME, kept), *changed),
        rows=(person.row,),
    )


def withdrawn(person: SignUp, *, is_member: bool) -> Question:
    """What becomes of somebody whose remark says that she withdraws."""
    stays = Choice(STAY, msg("leave as it is"))
    choices = (
        (Choice(PAUSE, msg("pause")), stays)
        if is_member
        else (
            Choice(LEAVE_OUT, msg("leave out")),
            Choice(TAKE, msg("take all the same")),
        )
    )
    return Question(
        id=f"{person.row}.withdrawn",
        key=folded_key(
            "withdrawn", "member" if is_member else "new", person.email or person.name, person.withdrawn
        ),
        subject=Subject.WITHDRAWN,
        text=msg(
            "{name}: the sheet says “{text}”. What is to be done?", name=person.name, text=person.withdrawn
        ),
        choices=choices,
        rows=(person.row,),
    )


def gone(member: str, name_of: str, address: str) -> Question:
    """What becomes of a member whose row is gone from the sheet that she came from."""
    return Question(
        id=f"{member}.withdrawn",
        key=folded_key("gone", member, address),
        subject=Subject.WITHDRAWN,
        text=msg("The row of {name} is no longer on the sheet. What is to be done?", name=name_of),
        choices=(Choice(PAUSE, msg("pause")), Choice(STAY, msg("leave as it is"))),
    )


def group(groups: Sequence[str]) -> Question:
    """The group that the people of a sheet join."""
    return Question(
        id="group",
        key=folded_key("group"),
        subject=Subject.GROUP,
        text=msg("Which group do the people of this sheet join?"),
        choices=tuple(Choice(each, each) for each in groups),
        free=True,
    )


def group_called(row: int, written: str, groups: Sequence[str]) -> Question:
    """Which group a name on the sheet means that is none of the programme's; asked once for all rows."""
    return Question(
        id=f"group.{'-'.join(fold_case(written).split())}",
        key=folded_key("group", written),
        subject=Subject.GROUP,
        text=msg("“{text}” is no group of the programme. Which one is meant?", text=written),
        choices=(
            *(Choice(each, each) for each in groups),
            Choice(NO_GROUP, msg("no group of besrour’s; nothing is noted")),
        ),
        free=True,
        rows=(row,),
    )


def sheet(names: Sequence[str]) -> Question:
    """The sheet of a workbook that has the people."""
    return Question(
        id="sheet",
        key=folded_key("sheet", *names),
        subject=Subject.SHEET,
        text=msg("Which sheet of the workbook has the people?"),
        choices=tuple(Choice(each, each) for each in names),
    )
