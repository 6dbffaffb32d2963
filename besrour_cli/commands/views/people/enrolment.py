"""What a sheet of sign-ups would add, change and ask, for a person to read and for a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.commands.views.people.members import week_words
from besrour_cli.feedback.signups.values import Choice, Field, Question, SignUp
from besrour_cli.model.language import join_and, language_name
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.places.choices import is_listed
from besrour_cli.storage.text.scalars import ParseError
from besrour_cli.storage.text.week import week_spans

if TYPE_CHECKING:
    from besrour_cli.feedback.signups.changes import EnrolmentDraft, MemberChange
    from besrour_cli.feedback.signups.columns import Layout
    from besrour_cli.feedback.signups.same_person import FieldChange
    from besrour_cli.feedback.signups.sheets import SheetReading

_MOST = 60
"""People below each other; who needs more of them reads the JSON."""
FIELDS: Mapping[str, Message] = {
    "name": msg("name"),
    "email": msg("e-mail address"),
    "place": msg("place"),
    "country": msg("country"),
    "languages": msg("languages"),
    "hours": msg("good hours"),
    "never": msg("impossible hours"),
    "groups": msg("groups"),
    "role": msg("role"),
    "career_stage": msg("career stage"),
}
_COLUMNS: Mapping[Field, Message] = {
    Field.NAME: FIELDS["name"],
    Field.FIRST_NAME: msg("first name"),
    Field.LAST_NAME: msg("last name"),
    Field.EMAIL: FIELDS["email"],
    Field.PLACE: FIELDS["place"],
    Field.COUNTRY: FIELDS["country"],
    Field.LANGUAGES: FIELDS["languages"],
    Field.HOURS: FIELDS["hours"],
    Field.NEVER: FIELDS["never"],
    Field.CONSENT: msg("consent"),
    Field.GROUPS: FIELDS["groups"],
    Field.ROLE: FIELDS["role"],
    Field.CAREER_STAGE: FIELDS["career_stage"],
    Field.REMARK: msg("remarks, read for withdrawals alone"),
    Field.NUMBER: msg("number of the answer"),
    Field.MOMENT: msg("when it was sent"),
    Field.FORM_LANGUAGE: msg("language of the form"),
}


def lines_of_columns(layout: Layout) -> Iterator[str]:
    """What each column was taken for, and which are not needed."""
    yield _("Columns:")
    for field, words in _COLUMNS.items():
        headings = [_heading(column.heading) for column in layout.of(field) if column.heading]
        if headings:
            yield "  " + translate(msg("{field}: {headings}", field=words, headings=", ".join(headings)))
    unread = [_heading(c.heading) for c in layout.of(Field.OTHER) if c.heading]
    if unread:
        yield "  " + translate(msg("not needed, nothing kept: {headings}", headings=", ".join(unread)))


def lines_of_draft(draft: EnrolmentDraft, group: str) -> Iterator[str]:
    """Who is added, what changes, who is paused."""
    n = len(draft.additions)
    named = any(signup.groups for signup in draft.additions)
    if n:
        yield translate(
            msgn("{n} person is added:", "{n} people are added:", n)
            if named
            else msgn(
                "{n} person is added, to the group {group}:",
                "{n} people are added, to the group {group}:",
                n,
                group=group,
            )
        )
        yield from _cut([_person(signup, (group or "–") if named else "") for signup in draft.additions])
    if draft.changes:
        yield translate(msgn("{n} member changes:", "{n} members change:", len(draft.changes)))
        yield from _cut([_change(each) for each in draft.changes])
    if draft.paused:
        yield translate(msg("Paused: {ids}", ids=", ".join(draft.paused)))
    if draft.preserved:
        yield _("Otherwise on the sheet than in members.csv, which stays as it is:")
        yield from _cut([_change(each) for each in draft.preserved])


def lines_of_rows(reading: SheetReading, draft: EnrolmentDraft) -> Iterator[str]:
    """What else there is to know of the rows: twice, left out, hidden, words that are no hours."""
    twice = reading.distinct.duplicates
    if twice:
        yield _("On the sheet twice; the later row counts:")
        yield from _cut([_twice(d.row, d.of, d.name, d.differs) for d in twice])
    if draft.excluded:
        yield _("Left out:")
        left = [msg("row {row}, {what}: {why}", row=e.row, what=e.what, why=e.why) for e in draft.excluded]
        yield from _cut([f"  {translate(each)}" for each in left])
    if reading.hidden:
        rows = ", ".join(map(str, reading.hidden))
        yield translate(msg("Hidden on the sheet, and read like the others: rows {rows}", rows=rows))
    people = (*draft.additions, *draft.known.values(), *draft.waiting)
    unread = sorted({(s.row, s.name, s.unread_hours) for s in people if s.unread_hours})
    if unread:
        yield _("Words about hours that are no clear hours; nothing is written of them:")
        words = [msg("row {row}, {name}: “{text}”", row=r, name=n, text=t) for r, n, t in unread]
        yield from _cut([f"  {translate(each)}" for each in words])
    towns = [s for s in people if s.place is not None and not is_listed(s.place)]
    if towns:
        yield _(
            "Towns that besrour does not know, in a country of one clock; write a larger one if you like:"
        )
        named = [
            msg("row {row}, {name}: “{text}”", row=s.row, name=s.name, text=s.place.name(language()))
            for s in towns
            if s.place
        ]
        yield from _cut([f"  {translate(each)}" for each in named])
    others = sorted({word for signup in people for word in signup.other_languages})
    if others:
        yield translate(msg("Further languages, not of this programme: {words}", words=", ".join(others)))


def lines_of_questions(questions: Sequence[Question], waiting: Sequence[SignUp]) -> Iterator[str]:
    """The questions that are open, each with its id and its choices."""
    if not questions:
        return
    yield translate(msgn("{n} question is open:", "{n} questions are open:", len(questions)))
    for question in questions:
        yield f"  {question.id}  {translate(question.text)}"
        choices = [choice_words(choice) for choice in question.choices]
        yield from (f"      {words}" for words in choices)
    if waiting:
        rows = ", ".join(str(signup.row) for signup in waiting)
        yield translate(
            msgn(
                "{n} row waits for an answer: {rows}",
                "{n} rows wait for an answer: {rows}",
                len(waiting),
                rows=rows,
            )
        )
    yield translate(
        msg("Answer in a terminal, or with --answer, such as --answer “{id}=…”.", id=questions[0].id)
    )


def choice_label(choice: Choice) -> str:
    """The words of a choice, in the coordinator's language."""
    if isinstance(choice.label, Message):
        return translate(choice.label)
    return choice.label if isinstance(choice.label, str) else choice.label[language()]


def choice_words(choice: Choice) -> str:
    """A choice with the value by which it is taken, where that is another word."""
    words = choice_label(choice)
    return words if words == choice.value else f"{choice.value} – {words}"


def as_data(draft: EnrolmentDraft, reading: SheetReading, questions: Sequence[Question]) -> dict[str, object]:
    """What a sheet would do, for a program."""
    return {
        "columns": {c.heading: str(c.field) for c in reading.layout.columns if c.heading},
        "add": [_signup_data(signup) for signup in draft.additions],
        "change": [_change_data(each) for each in draft.changes],
        "preserved": [_change_data(each) for each in draft.preserved],
        "pause": list(draft.paused),
        "unchanged": sorted(set(draft.known) - {each.member for each in draft.changes}),
        "twice": [
            {"row": d.row, "of": d.of, "differs": [c._asdict() for c in d.differs]}
            for d in reading.distinct.duplicates
        ],
        "excluded": [{"row": e.row, "what": e.what, "why": translate(e.why)} for e in draft.excluded],
        "hidden": list(reading.hidden),
        "waiting": [_signup_data(signup) for signup in draft.waiting],
        "questions": [_question_data(question) for question in questions],
    }


def _signup_data(signup: SignUp) -> dict[str, object]:
    place = signup.place
    return {
        "row": signup.row,
        "name": signup.name,
        "email": signup.email,
        "place": {"names": dict(place.names), "country": place.country, "zone": place.zone}
        if place
        else None,
        "languages": list(signup.languages),
        "other_languages": list(signup.other_languages),
        "hours": signup.hours,
        "never": signup.never,
        "unread_hours": signup.unread_hours,
        "groups": list(signup.groups),
    }


def _change_data(change: MemberChange) -> dict[str, object]:
    return {"member": change.member, "row": change.row, "changes": [c._asdict() for c in change.changes]}


def _question_data(question: Question) -> dict[str, object]:
    return {
        "id": question.id,
        "about": str(question.subject),
        "text": translate(question.text),
        "choices": [{"value": c.value, "label": choice_words(c)} for c in question.choices],
        "free": question.free,
        "rows": list(question.rows),
    }


def _person(signup: SignUp, group: str) -> str:
    """A newcomer; ``group`` is that of people who name none, where others name theirs."""
    place = signup.place.name(language()) if signup.place else ""
    spoken = join_and([language_name(code, language()) for code in signup.languages], language())
    parts = [signup.name, signup.email, place, spoken]
    parts += [_week(signup.hours)] if signup.hours else []
    parts += [translate(msg("never {hours}", hours=_week(signup.never)))] if signup.never else []
    groups = ", ".join(signup.groups or (group,))
    parts += [translate(msg("groups: {groups}", groups=groups))] if group else []
    return "  " + ", ".join(part for part in parts if part)


def _week(text: str) -> str:
    """Hours as members.csv will have them, with the names of days that the coordinator reads."""
    spans = week_spans(text)
    return text if isinstance(spans, ParseError) else week_words(spans)


def _change(each: MemberChange) -> str:
    changes = "; ".join(map(_field, each.changes))
    return "  " + translate(msg("{member}: {changes}", member=each.member, changes=changes))


def _field(change: FieldChange) -> str:
    words = FIELDS.get(change.field, change.field)
    return translate(
        msg(
            "{field} “{before}” → “{after}”",
            field=words,
            before=_shown(change.field, change.before),
            after=_shown(change.field, change.after),
        )
    )


def _shown(field: str, text: str) -> str:
    if not text:
        return "–"
    return _week(text) if field in ("hours", "never") else text


def _twice(row: int, of: int, name: str, differs: Sequence[FieldChange]) -> str:
    words = translate(msg("row {row} is {name} of row {of}", row=row, name=name, of=of))
    return f"  {words}" + (f" ({'; '.join(map(_field, differs))})" if differs else "")


def _heading(heading: str) -> str:
    return translate(msg("“{heading}”", heading=_short(heading)))


def _short(heading: str) -> str:
    words = " ".join(heading.split())
    return words if len(words) <= 50 else f"{words[:49]}…"  # noqa: PLR2004 -- a long question of a form


def _cut(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield translate(msgn("  and {n} more", "  and {n} more", len(lines) - _MOST))
