"""A sheet of sign-ups against the roster: what is added, changed and asked, answers taken as they come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.workflows.workbook_sheet import fitting_sheets
from besrour_cli.feedback.signups import questions as ask
from besrour_cli.feedback.signups.answers import answer_value, questions_called, what_is_wanted
from besrour_cli.feedback.signups.changes import (
    EnrolmentDraft,
    RememberedPerson,
    RosterContext,
    RosterPerson,
    compare,
)
from besrour_cli.feedback.signups.columns import layout_of
from besrour_cli.feedback.signups.headings import folded_heading
from besrour_cli.feedback.signups.sheets import SheetReading, read_sheet
from besrour_cli.feedback.signups.values import Question, Subject
from besrour_cli.model.errors import FileError, UsageError
from besrour_cli.model.message import Message, msg
from besrour_cli.model.people.sheet import Sheet
from besrour_cli.storage.roster.roster_table import RosterTable
from besrour_cli.storage.state.enrolment_file import EnrolmentRecord

_MISSING: Mapping[str, Message] = {
    "name": msg("names"),
    "email": msg("e-mail addresses"),
    "place": msg("places"),
}


class Enrolment(NamedTuple):
    """What one file would do; ``questions`` are those still open, ``answers`` all that were given."""

    sheet: Sheet
    form: str
    reading: SheetReading
    draft: EnrolmentDraft
    questions: tuple[Question, ...]
    answers: Mapping[str, str]
    group: str


class EnrolmentFolder(NamedTuple):
    """The programme folder as a sheet is read against it."""

    workspace: Workspace
    table: RosterTable
    record: EnrolmentRecord

    def groups(self) -> list[str]:
        """The groups in use, in the roster or in a series."""
        members = (group for member in self.workspace.programme.members for group in member.groups)
        series = (group for each in self.workspace.programme.series.values() for group in each.groups)
        return list(dict.fromkeys([*series, *members]))

    def group_names(self) -> dict[str, str]:
        """The groups by the names that a sheet may give them: their own, and of series of one group."""
        series = (each for each in self.workspace.programme.series.values() if len(each.groups) == 1)
        names = {folded_heading(name): each.groups[0] for each in series for name in each.names.values()}
        return names | {folded_heading(group): group for group in self.groups()}

    def people(self) -> list[RosterPerson]:
        """The members that the roster has rows of."""
        return [
            RosterPerson(
                id=member.id,
                name=member.name,
                email=member.email,
                place=member.place,
                paused=member.paused,
                cells={**self.table.rows[member.id].columns, "groups": " ".join(sorted(member.groups))},
            )
            for member in self.workspace.programme.members
            if member.id in self.table.rows
        ]


def read_enrolment(
    folder: EnrolmentFolder,
    sheets: Sequence[Sheet],
    sheet: str | None,
    given: Mapping[str, str],
    ask_now: Callable[[Sequence[Question]], Mapping[str, str]] | None,
    form: str = "",
) -> Enrolment:
    """Read the sheets of a file as far as they can be understood.

    ``form`` is what they are a download of ("": it is found by their columns). ``given`` are answers by the
    ids of questions; ``ask_now`` asks those that are open (None: nobody is there). Raises FileError for a
    file without a sheet of people, UsageError for an answer to no question.
    """
    answers = dict(folder.record.answers)
    if Subject.GROUP in given:
        question = ask.group(folder.groups())
        answers[question.key] = _value(question, given[Subject.GROUP])
    chosen = _chosen(sheets, sheet, answers)
    used: set[str] = set()
    while True:
        if isinstance(chosen, Question):
            questions: tuple[Question, ...] = (chosen,)
            enrolment = None
        else:
            enrolment = _once(folder, chosen, answers, form)
            questions = enrolment.questions
        fresh = _given(questions, given, used) or (dict(ask_now(questions)) if ask_now and questions else {})
        ask_now = ask_now if fresh else None
        if not fresh:
            break
        answers.update(fresh)
        chosen = _chosen(sheets, sheet, answers)
    unused = [name for name in given if name not in used and name != Subject.GROUP]
    if unused:
        raise _no_question(unused[0], questions)
    if enrolment is None or enrolment.reading.layout.questions:
        raise UsageError(questions[0].text, what_is_wanted_of(questions[0]))
    return enrolment


def what_is_wanted_of(question: Question) -> Message:
    """How a question about the sheet as a whole is answered on the command line."""
    return msg(
        "write --answer {id}=… with one of: {choices}",
        id=question.id,
        choices=" / ".join(choice.value for choice in question.choices),
    )


def _chosen(sheets: Sequence[Sheet], name: str | None, answers: Mapping[str, str]) -> Sheet | Question:
    """The sheet of people of a workbook, or the question which; FileError where none has people."""
    fitting = fitting_sheets(sheets, name, lambda sheet: _has_people(sheet, answers))
    if name is None:
        fitting = tuple(sheet for sheet in fitting if not layout_of(sheet, {}, {}).missing) or fitting
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        question = ask.sheet([sheet.name for sheet in fitting])
        answer = answers.get(question.key, "")
        return next((sheet for sheet in fitting if sheet.name == answer), question)
    raise _no_people(sheets)


def _has_people(sheet: Sheet, answers: Mapping[str, str]) -> bool:
    """Whether a sheet has all that a member needs, or the question which of its columns that is."""
    return not layout_of(sheet, {}, {}).missing or bool(layout_of(sheet, {}, answers).questions)


def _no_people(sheets: Sequence[Sheet]) -> FileError:
    """Why no sheet has people in it: what the best of them lacks."""
    best = min(sheets, key=lambda sheet: len(layout_of(sheet, {}, {}).missing))
    missing = layout_of(best, {}, {}).missing
    return FileError(
        msg("no sheet has people in it: a column of {what} is missing", what=_MISSING[missing[0]]),
        msg("name the sheet on which people signed up, with one row of headings above the people"),
    )


def _once(folder: EnrolmentFolder, sheet: Sheet, answers: Mapping[str, str], known_form: str) -> Enrolment:
    form, remembered = (known_form, {}) if known_form else form_of(sheet, folder.record)
    languages = folder.workspace.programme.languages
    reading = read_sheet(sheet, languages, answers, remembered, folder.group_names())
    people = {
        id_: RememberedPerson(last.form, last.number, last.fields)
        for id_, last in folder.record.members.items()
    }
    draft = compare(reading, RosterContext(folder.people(), people, form, answers))
    questions = [*reading.layout.questions, *draft.questions]
    groups = folder.groups()
    group = answers.get(ask.group(groups).key, groups[0] if len(groups) == 1 else "")
    if not group and any(not signup.groups for signup in draft.additions):
        questions.insert(0, ask.group(groups))
    return Enrolment(
        sheet=sheet,
        form=form,
        reading=reading,
        draft=draft,
        questions=tuple(questions),
        answers=answers,
        group=group,
    )


def form_of(sheet: Sheet, record: EnrolmentRecord) -> tuple[str, Mapping[str, str]]:
    """The form that a sheet is a download of, and what its columns were last time.

    It is one of which more than half of the headings are there; else it is a new one.
    """
    layout = layout_of(sheet, {}, {})
    headings = {folded_heading(column.heading) for column in layout.columns if column.heading}
    best, most = "", 0.5
    for name, columns in record.forms.items():
        share = len(headings & set(columns)) / max(len(headings), len(columns), 1)
        if share > most:
            best, most = name, share
    return (best, record.forms[best]) if best else (f"form-{len(record.forms) + 1}", {})


def _given(questions: Sequence[Question], given: Mapping[str, str], used: set[str]) -> dict[str, str]:
    """The answers among those given that answer an open question, by its key."""
    fresh: dict[str, str] = {}
    for name, words in given.items():
        if name in used:
            continue
        meant = questions_called(questions, name)
        if len(meant) > 1:
            ids = ", ".join(f"{name.partition('.')[0]}.{question.subject}" for question in meant)
            raise UsageError(
                msg("“{name}” has several questions", name=name), msg("write one of: {choices}", choices=ids)
            )
        if meant:
            fresh[meant[0].key] = _value(meant[0], words)
            used.add(name)
    return fresh


def _value(question: Question, words: str) -> str:
    """The value of an answer that was given; a refusal of words that do not answer."""
    value = answer_value(question, words)
    if value is None:
        raise UsageError(
            msg("“{words}” does not answer the question: {question}", words=words, question=question.text),
            what_is_wanted(question),
        )
    return value


def _no_question(name: str, questions: Sequence[Question]) -> UsageError:
    ids = ", ".join(question.id for question in questions)
    return UsageError(
        msg("there is no open question “{name}”", name=name),
        msg("open are: {ids}", ids=ids) if ids else msg("no question is open; leave --answer out"),
    )
