"""``enrolment.json``: what sheets of sign-ups said when they were last read, and every answer given.

Written by ``besrour enrol`` alone, so that next month’s longer download changes only what is new.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import NamedTuple

from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.message import msg
from besrour_cli.model.people.person import Person
from besrour_cli.storage.state.state_file import read_state, update_state

NAME = "enrolment.json"
SCHEMA = 1


class SheetMember(NamedTuple):
    """What a sheet said of one member: the ``form``, the form's own number, and the fields."""

    form: str
    number: str
    fields: Mapping[str, str]


class EnrolmentRecord(NamedTuple):
    """The columns of each form (folded heading to field), answers by their keys, members by their ids."""

    forms: Mapping[str, Mapping[str, str]]
    answers: Mapping[str, str]
    members: Mapping[str, SheetMember]


EMPTY = EnrolmentRecord(forms={}, answers={}, members={})


def read(folder: str) -> EnrolmentRecord:
    """What is remembered; nothing when there is no file.

    Raises :class:`PlanFileError` when the file is not as besrour writes it.
    """
    return _parsed(read_state(folder, NAME))


def update(folder: str, change: Callable[[EnrolmentRecord], EnrolmentRecord]) -> None:
    """Change what the file holds at this moment, alone."""
    update_state(folder, NAME, lambda data: _emitted(change(_parsed(data))))


def without_person(data: bytes, person: Person) -> bytes:
    """The bytes of the file without what sheets said of a person, and without the answers about her."""
    record = _parsed(data)
    answers = {
        key: answer
        for key, answer in record.answers.items()
        if not any(map(person.is_called, (*key.split("|"), answer)))
    }
    members = {id_: each for id_, each in record.members.items() if id_ not in person.ids}
    return _emitted(record._replace(answers=answers, members=members))


def _parsed(data: bytes | None) -> EnrolmentRecord:
    if data is None:
        return EMPTY
    try:
        root = json.loads(data.decode("utf-8"))
        if root["schema"] != SCHEMA:
            raise ValueError(NAME)
        members = {
            str(id_): SheetMember(str(each["form"]), str(each["number"]), _texts(each["fields"]))
            for id_, each in root["members"].items()
        }
        forms = {str(name): _texts(columns) for name, columns in root["forms"].items()}
        return EnrolmentRecord(forms, _texts(root["answers"]), members)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise PlanFileError(
            msg("{path} is damaged, or was edited by hand", path=NAME),
            msg("remove it, then enrol the sheets again: besrour asks anew, and members.csv stays as it is"),
        ) from error


def _texts(value: Mapping[str, object]) -> dict[str, str]:
    return {str(name): str(text) for name, text in value.items()}


def _emitted(record: EnrolmentRecord) -> bytes:
    root = {
        "about": "Written by besrour enrol. Please do not edit. / Écrit par besrour enrol. Ne pas modifier.",
        "schema": SCHEMA,
        "forms": record.forms,
        "answers": record.answers,
        "members": {id_: each._asdict() for id_, each in record.members.items()},
    }
    return (json.dumps(root, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
