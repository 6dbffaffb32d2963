"""People who are on a sheet twice: merged where it is sure, else asked about, never in silence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from besrour_cli.feedback.signups.addresses import is_valid
from besrour_cli.feedback.signups.names import is_like_name, name_words
from besrour_cli.feedback.signups.questions import ANOTHER, NEWER, SAME, same_person, shared_address
from besrour_cli.feedback.signups.values import Answers, Question, SignUp, Subject
from besrour_cli.model.address import comparable


class FieldChange(NamedTuple):
    """A field of a person, as it was and as it is now."""

    field: str
    before: str
    after: str


class Duplicate(NamedTuple):
    """A row of somebody who stands on an earlier row ``of``, and what the later one says otherwise."""

    row: int
    of: int
    name: str
    differs: tuple[FieldChange, ...]


class DistinctPeople(NamedTuple):
    """The people of a sheet, each once, in order; those with a question of who they are wait for it."""

    people: tuple[SignUp, ...]
    duplicates: tuple[Duplicate, ...]


def distinct(signups: Iterable[SignUp], answers: Answers) -> DistinctPeople:
    """Each person once: the later row of one person counts, and what it says otherwise is told."""
    pool = _Pool(answers)
    for signup in signups:
        pool.add(signup)
    return DistinctPeople(tuple(pool.people), tuple(pool.duplicates))


class _Pool:
    """The people so far, found again by address, and by place and a word of the name."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.people: list[SignUp] = []
        self.duplicates: list[Duplicate] = []
        self._by_address: dict[str, list[int]] = {}
        self._by_word: dict[str, list[int]] = {}

    def add(self, signup: SignUp) -> None:
        """Merge a sign-up into the person it is of, or add it, with the question whether it is."""
        at, question = self._with_address(signup)
        if at is None and question is None:
            at, question = self._alike(signup)
        answer = self.answers.get(question.key, "") if question else ""
        if question and is_valid(answer):
            signup = replace(signup, email=answer)
        elif question and answer in (SAME, NEWER):
            at = next(i for i, p in enumerate(self.people) if p.row == question.rows[-1])
            signup = replace(signup, email=signup.email if answer == NEWER else self.people[at].email)
            signup = replace(signup, questions=_without(signup.questions, Subject.EMAIL))
        elif question and answer != ANOTHER:
            signup = replace(signup, questions=(*signup.questions, question._replace(rows=(signup.row,))))
        if at is None:
            self._append(signup)
        else:
            person = self.people[at]
            self.people[at] = merged = newer(person, signup)
            changes = tuple(differences(person, merged))
            self.duplicates.append(Duplicate(signup.row, person.row, signup.name, changes))
            self._index(at, merged)

    def _append(self, signup: SignUp) -> None:
        self.people.append(signup)
        self._index(len(self.people) - 1, signup)

    def _index(self, at: int, signup: SignUp) -> None:
        for index, keys in ((self._by_address, _addresses(signup)), (self._by_word, name_words(signup.name))):
            for key in keys:
                if at not in index.setdefault(key, []):
                    index[key].append(at)

    def _with_address(self, signup: SignUp) -> tuple[int | None, Question | None]:
        """The person of the same address and name; or the question whether two names are one person."""
        others = [i for key in _addresses(signup) for i in self._by_address.get(key, ())]
        same = next((i for i in others if is_like_name(self.people[i].name, signup.name)), None)
        if same is not None or not others:
            return same, None
        return None, shared_address(signup, self.people[others[0]])

    def _alike(self, signup: SignUp) -> tuple[int | None, Question | None]:
        """The question whether somebody of a like name at the same place is the same person."""
        words = sorted(name_words(signup.name), key=lambda word: len(self._by_word.get(word, ())))
        seen = dict.fromkeys(i for word in words for i in self._by_word.get(word, ()))
        for at in seen:
            person = self.people[at]
            if _is_near(person, signup) and is_like_name(person.name, signup.name):
                return None, same_person(signup, person)
        return None, None


def _addresses(signup: SignUp) -> tuple[str, ...]:
    return (comparable(signup.email),) if signup.email else ()


def _is_near(one: SignUp, other: SignUp) -> bool:
    """Whether two people may live at one place: a place that is asked about may be any."""
    if one.place is None or other.place is None:
        return True
    return (one.place.names["en"], one.place.country) == (other.place.names["en"], other.place.country)


def _without(questions: tuple[Question, ...], subject: Subject) -> tuple[Question, ...]:
    return tuple(q for q in questions if q.subject is not subject)


def newer(person: SignUp, later: SignUp) -> SignUp:
    """A person with what a later row says; what it leaves empty stays as it was."""
    says_hours = bool(later.hours or later.never or later.unread_hours)
    hours = later if says_hours else person
    questions = {q.key: q for q in (*person.questions, *later.questions)}
    settled = later if later.place is not None else person
    return replace(
        person,
        name=later.name if len(name_words(later.name)) > len(name_words(person.name)) else person.name,
        email=person.email if comparable(later.email) in ("", comparable(person.email)) else later.email,
        place=settled.place,
        place_text=settled.place_text,
        languages=later.languages or person.languages,
        other_languages=later.other_languages or person.other_languages,
        hours=hours.hours,
        never=hours.never,
        unread_hours=hours.unread_hours,
        groups=later.groups or person.groups,
        role=later.role or person.role,
        career_stage=later.career_stage or person.career_stage,
        withdrawn=later.withdrawn or person.withdrawn,
        questions=tuple(questions.values()),
    )


def differences(one: SignUp, other: SignUp) -> Iterable[FieldChange]:
    """What two readings of a person say otherwise, field by field."""
    before, after = fields_of(one), fields_of(other)
    for field, value in after.items():
        if comparable(value) != comparable(before[field]):
            yield FieldChange(field, before[field], value)


def fields_of(signup: SignUp) -> dict[str, str]:
    """What is known of a person, as texts by the name of the roster's column."""
    place = signup.place
    return {
        "name": signup.name,
        "email": signup.email,
        "place": place.names["en"] if place else "",
        "country": place.country if place else "",
        "languages": " ".join(signup.languages),
        "hours": signup.hours,
        "never": signup.never,
        "groups": " ".join(signup.groups),
        "role": signup.role,
        "career_stage": signup.career_stage,
    }
