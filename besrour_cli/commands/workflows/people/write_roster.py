"""What an enrolment writes: rows and cells of members.csv, then what is remembered of the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from besrour_cli.commands.workflows.people import visitors
from besrour_cli.commands.workflows.people.enrol_sheet import Enrolment, EnrolmentFolder
from besrour_cli.feedback.signups.headings import folded_heading
from besrour_cli.feedback.signups.names import without_titles
from besrour_cli.feedback.signups.same_person import FieldChange, fields_of
from besrour_cli.feedback.signups.values import SignUp
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg
from besrour_cli.model.place import Place
from besrour_cli.places.gazetteer import country_of
from besrour_cli.places.resolve import resolve
from besrour_cli.storage.programme.lines.member_rows import replace_roster
from besrour_cli.storage.roster.roster_table import RosterTable
from besrour_cli.storage.state import enrolment_file
from besrour_cli.storage.state.enrolment_file import EnrolmentRecord, SheetMember
from besrour_cli.storage.state.state_file import locked_state
from besrour_cli.storage.text.scalars import slug

_OPTIONAL = ("role", "career_stage")
"""Columns that are filled where the roster has them, and not added to it."""


class RosterEdit(NamedTuple):
    """The roster before and after, in bytes, and the ids of the newcomers by their rows on the sheet."""

    before: bytes
    after: bytes
    ids: Mapping[int, str]


def edit_of(folder: EnrolmentFolder, enrolment: Enrolment) -> RosterEdit:
    """The roster with all that an enrolment adds and changes; nothing is written."""
    table, draft = folder.table, enrolment.draft
    ids: dict[int, str] = {}
    taken: set[str] = set()
    new = []
    for signup in draft.additions:
        name = table.free_id(without_titles(signup.name), taken)
        if not name:
            raise UsageError(
                msg("no id can be made of the name “{name}”", name=signup.name),
                msg("add this person to members.csv by hand, with an id"),
            )
        ids[signup.row] = name
        taken.add(name)
        new.append(_row(table, signup, name, enrolment.group))
    changed = {
        change.member: _cells(table, change.changes, draft.known[change.member].place)
        for change in draft.changes
    }
    for member in draft.paused:
        changed.setdefault(member, {})["paused"] = yes_word(table)
    return RosterEdit(table.before, table.edited(new, changed), ids)


def write_edit(folder: EnrolmentFolder, enrolment: Enrolment, edit: RosterEdit) -> None:
    """Write the roster, whole and with a copy beside it, then what is remembered; all in one lock."""
    path = folder.workspace.folder
    with locked_state(path):
        if edit.after != edit.before:
            replace_roster(path, edit.before, edit.after)
        enrolment_file.update(path, lambda record: _remembering(record, enrolment, edit.ids))


def yes_word(table: RosterTable) -> str:
    """“yes” as the roster's language has it."""
    return "oui" if table.language == "fr" else "yes"


def _row(table: RosterTable, signup: SignUp, name: str, group: str) -> dict[str, str]:
    """The cells of a newcomer."""
    fields = fields_of(signup)
    cells = {field: fields[field] for field in ("name", "email", "languages", "hours", "never")}
    cells |= {field: fields[field] for field in _OPTIONAL if field in table.columns}
    cells["groups"] = fields["groups"] or group
    cells |= place_cells(table, signup.place) if signup.place else {}
    if "id" in table.columns or name != slug(signup.name):
        cells["id"] = name
    return cells


def _cells(table: RosterTable, changes: Iterable[FieldChange], place: Place | None) -> dict[str, str]:
    """The cells for some changes of a member; a place goes into its column and its country's."""
    cells = {change.field: change.after for change in changes}
    if "place" not in cells or place is None:
        return cells
    return {
        **{f: text for f, text in cells.items() if f not in ("place", "country")},
        **place_cells(table, place),
    }


def place_cells(table: RosterTable, place: Place) -> dict[str, str]:
    """A place as the roster has it, its country apart or in one cell; it is read back as the same."""
    language = table.language
    area = country_of(place.country)
    country = area.names[language] if area else ""
    town = place.names[language]
    apart = {"country": ""} if "country" in table.columns else {}
    ways = [{"place": town, "country": country}] if apart else []
    ways += [{"place": f"{town}, {country}", **apart}, {"place": town, **apart}]
    for way in ways:
        answer = resolve(way["place"], way.get("country", ""))
        if (
            answer.place is not None
            and answer.place.zone == place.zone
            and answer.outcome in ("accept", "note")
        ):
            return way
    return {"place": place.zone, **apart}


def _remembering(record: EnrolmentRecord, enrolment: Enrolment, ids: Mapping[int, str]) -> EnrolmentRecord:
    """What is remembered, with this sheet's columns, answers and people; of visitors, the answers alone."""
    answers = {**record.answers, **enrolment.answers}
    if enrolment.form == visitors.FORM:
        return record._replace(answers=answers)
    columns = {folded_heading(c.heading): str(c.field) for c in enrolment.reading.layout.columns if c.heading}
    people = {ids[signup.row]: signup for signup in enrolment.draft.additions}
    members = {
        id_: SheetMember(
            enrolment.form, signup.number, {**fields_of(signup), "place_text": signup.place_text}
        )
        for id_, signup in {**enrolment.draft.known, **people}.items()
    }
    return EnrolmentRecord(
        forms={**record.forms, enrolment.form: columns},
        answers=answers,
        members={**record.members, **members},
    )
