"""What a sheet would change in the roster: newcomers, what people say otherwise now, and who is gone.

A field changes only where the sheet says something else than it said last time: what the coordinator has
corrected by hand since stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from besrour_cli.feedback.signups import questions as ask
from besrour_cli.feedback.signups.names import is_like_name, is_same_name
from besrour_cli.feedback.signups.same_person import FieldChange, fields_of
from besrour_cli.feedback.signups.sheets import SheetReading, gathered
from besrour_cli.feedback.signups.values import Answers, ExcludedRow, Question, SignUp, Subject
from besrour_cli.model.address import comparable
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.model.place import Place

_PLACE = ("place", "country")
_EMPTIED = ("hours", "never")
"""Fields that a person can take back by leaving them empty."""
_NOT_IN_ROSTER = ("role", "career_stage")


class RosterPerson(NamedTuple):
    """A member as the roster has her: ``cells`` are its texts by column."""

    id: str
    name: str
    email: str
    place: Place
    paused: bool
    cells: Mapping[str, str]


class RememberedPerson(NamedTuple):
    """What a sheet said of a member when it was last read: the ``form``, its number, and the fields."""

    form: str
    number: str
    fields: Mapping[str, str]


class MemberChange(NamedTuple):
    """What becomes different of a member."""

    member: str
    row: int
    changes: tuple[FieldChange, ...]


class EnrolmentDraft(NamedTuple):
    """What a sheet would do: ``waiting`` people have a question; ``known`` maps members to their rows.

    ``preserved`` are differences in which the roster stays as it is; ``paused`` are ids of members.
    """

    additions: tuple[SignUp, ...]
    changes: tuple[MemberChange, ...]
    known: Mapping[str, SignUp]
    waiting: tuple[SignUp, ...]
    paused: tuple[str, ...]
    preserved: tuple[MemberChange, ...]
    excluded: tuple[ExcludedRow, ...]
    questions: tuple[Question, ...]


class RosterContext(NamedTuple):
    """What a sheet is compared with; ``form`` is the one that it is a download of."""

    roster: Sequence[RosterPerson]
    remembered: Mapping[str, RememberedPerson]
    form: str
    answers: Answers


def compare(reading: SheetReading, context: RosterContext) -> EnrolmentDraft:
    """Compare a sheet with the roster and with what was read of it last time."""
    return _Comparison(reading, context).draft()


class _Comparison:
    def __init__(self, reading: SheetReading, context: RosterContext) -> None:
        self.reading = reading
        self.roster = {person.id: person for person in context.roster}
        self.remembered = {id_: r for id_, r in context.remembered.items() if id_ in self.roster}
        self.form = context.form
        self.answers = context.answers
        self.present = {comparable(p.email) for p in reading.distinct.people if p.email}
        self.by_address: dict[str, list[RosterPerson]] = {}
        for person in context.roster:
            self.by_address.setdefault(comparable(person.email), []).append(person)
        self.by_word: dict[str, list[RosterPerson]] = {}
        for person in context.roster:
            for word in fold_case(person.name).split():
                self.by_word.setdefault(word, []).append(person)
        self.by_number: dict[str, list[str]] = {}
        for id_, last in self.remembered.items():
            if last.form == self.form:
                self.by_number.setdefault(last.number, []).append(id_)
        self.seen: set[str] = set()
        self.moved: set[str] = set()  # whose address the coordinator has said to be another now
        self.additions: list[SignUp] = []
        self.changes: list[MemberChange] = []
        self.preserved: list[MemberChange] = []
        self.waiting: list[SignUp] = []
        self.known: dict[str, SignUp] = {}
        self.paused: list[str] = []
        self.excluded: list[ExcludedRow] = list(reading.excluded)

    def draft(self) -> EnrolmentDraft:
        for signup in self.reading.distinct.people:
            self._place(signup)
        gone = self._gone()
        return EnrolmentDraft(
            additions=tuple(self.additions),
            changes=tuple(change for change in self.changes if change.changes),
            known=self.known,
            waiting=tuple(self.waiting),
            paused=tuple(dict.fromkeys(self.paused)),
            preserved=tuple(self.preserved),
            excluded=tuple(self.excluded),
            questions=gathered([*(q for signup in self.waiting for q in signup.questions), *gone]),
        )

    def _place(self, signup: SignUp) -> None:
        """Put a person among the newcomers, the members, or those who wait for an answer."""
        member, signup = self._member(signup)
        if member is not None:
            self.seen.add(member.id)
            signup = self._without_settled(member, signup)
        signup = self._withdrawing(member, signup)
        if signup.questions:
            self.waiting.append(signup)
        elif member is not None:
            self._compare(member, signup)
        elif signup.withdrawn and self._answer_to_withdrawal(signup) == ask.LEAVE_OUT:
            self.excluded.append(ExcludedRow(signup.row, signup.name, msg("this person has withdrawn")))
        else:
            self.additions.append(signup)

    def _member(self, signup: SignUp) -> tuple[RosterPerson | None, SignUp]:
        """The member that a sign-up is of, if any; with a question where that is not sure."""
        same = self.by_address.get(comparable(signup.email), []) if signup.email else []
        alike = next((p for p in same if is_like_name(p.name, signup.name)), None)
        if alike or (same and self._was_asked_within(signup)):
            return alike, signup
        number = self._by_number(signup) if not same else None
        if number is not None:
            return number, signup
        near = same[0] if same else self._near(signup)
        if near is None:
            return None, signup
        question = ask.known_person(signup, near.id, near.name, near.email, shared=bool(same))
        answer = self.answers.get(question.key, "")
        others = tuple(q for q in signup.questions if q.subject is not Subject.EMAIL or signup.email)
        if answer == ask.ANOTHER:
            return None, signup
        if answer in (ask.SAME, ask.NEWER):
            self.moved |= {near.id} if answer == ask.NEWER else set()
            email = near.email if answer == ask.SAME else signup.email
            return near, replace(signup, email=email, questions=others)
        return None, replace(signup, questions=(*others, question))

    def _was_asked_within(self, signup: SignUp) -> bool:
        """Whether the sheet itself has somebody else of this address, so that it was asked about already."""
        others = [p for p in self.reading.distinct.people if p.email and p.row != signup.row]
        return any(comparable(p.email) == comparable(signup.email) for p in others)

    def _by_number(self, signup: SignUp) -> RosterPerson | None:
        """The member whose answer of last time has this number and name, and whose address is gone."""
        for id_ in self.by_number.get(signup.number, ()) if signup.number else ():
            last = self.remembered[id_].fields
            is_gone = comparable(last.get("email", "")) not in self.present
            if is_gone and is_same_name(last.get("name", ""), signup.name):
                return self.roster[id_]
        return None

    def _near(self, signup: SignUp) -> RosterPerson | None:
        """A member of a like name at the same place, whose address nobody else on the sheet has."""
        words = fold_case(signup.name).split()
        for person in dict.fromkeys(p.id for word in words for p in self.by_word.get(word, ())):
            member = self.roster[person]
            here = signup.place is None or signup.place.zone == member.place.zone
            if (
                here
                and comparable(member.email) not in self.present
                and is_like_name(member.name, signup.name)
            ):
                return member
        return None

    def _without_settled(self, member: RosterPerson, signup: SignUp) -> SignUp:
        """A sign-up without the questions that the roster, or the answer of last time, settles."""
        last = self.remembered.get(member.id)
        settled: tuple[Subject, ...] = ()
        if last is None or last.fields.get("place_text") == signup.place_text:
            settled = (Subject.PLACE,)
        if last is None:
            settled = (Subject.PLACE, Subject.LANGUAGES, Subject.HOURS)
        return replace(signup, questions=tuple(q for q in signup.questions if q.subject not in settled))

    def _withdrawing(self, member: RosterPerson | None, signup: SignUp) -> SignUp:
        """A sign-up whose remark says that the person withdraws: asked about, and paused if so answered."""
        if not signup.withdrawn or (member is not None and member.paused):
            return signup
        question = ask.withdrawn(signup, is_member=member is not None)
        answer = self.answers.get(question.key, "")
        if not answer:
            return replace(signup, questions=(*signup.questions, question))
        if member is not None and answer == ask.PAUSE:
            self.paused.append(member.id)
        return signup

    def _answer_to_withdrawal(self, signup: SignUp) -> str:
        return self.answers.get(ask.withdrawn(signup, is_member=False).key, "")

    def _compare(self, member: RosterPerson, signup: SignUp) -> None:
        """Note what a member says otherwise than last time, and what the roster has otherwise."""
        self.known[member.id] = signup
        now, last = fields_of(signup), self.remembered.get(member.id)
        have = self._fields_of(member)
        changes, preserved = [], []
        for field, value in now.items():
            if field in _NOT_IN_ROSTER or comparable(value) == comparable(have[field]):
                continue
            if not value and not (
                last and field in _EMPTIED and last.fields.get(field) and not signup.unread_hours
            ):
                continue
            change = FieldChange(field, have[field], value)
            if last is None and have[field] and not (field == "email" and member.id in self.moved):
                preserved.append(change)
            elif last is None or comparable(last.fields.get(field, "")) != comparable(value):
                changes.append(change)
        if any(change.field in _PLACE for change in changes):  # the two are one fact
            changes = [c for c in changes if c.field not in _PLACE]
            changes += [FieldChange(f, have[f], now[f]) for f in _PLACE]
        self.changes.append(MemberChange(member.id, signup.row, tuple(changes)))
        if preserved:
            self.preserved.append(MemberChange(member.id, signup.row, tuple(preserved)))

    def _fields_of(self, member: RosterPerson) -> dict[str, str]:
        """What the roster has of a member, in the form that sign-ups are compared in."""
        place = member.place
        known = {
            "name": member.name,
            "email": member.email,
            "place": place.names["en"],
            "country": place.country,
        }
        return {
            "languages": "",
            "hours": "",
            "never": "",
            "role": "",
            "career_stage": "",
            **member.cells,
            **known,
        }

    def _gone(self) -> list[Question]:
        """Questions about members whose row is no longer on the sheet that they came from."""
        if not self.reading.distinct.people:
            return []
        asked = []
        unwilling = {fold_case(each.what) for each in self.reading.excluded}
        for id_, last in self.remembered.items():
            member = self.roster[id_]
            if last.form != self.form or id_ in self.seen or member.paused:
                continue
            waits = any(is_like_name(signup.name, member.name) for signup in self.waiting)
            if waits and fold_case(member.name) not in unwilling:
                continue
            question = ask.gone(id_, member.name, member.email)
            answer = self.answers.get(question.key, "")
            if answer == ask.PAUSE:
                self.paused.append(id_)
            elif not answer:
                asked.append(question)
        return asked
