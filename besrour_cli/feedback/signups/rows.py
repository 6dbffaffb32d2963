"""One row of a sheet as a person: every cell read whole, or a question about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from besrour_cli.feedback.signups import questions as ask
from besrour_cli.feedback.signups.addresses import is_valid, read_address
from besrour_cli.feedback.signups.columns import Layout
from besrour_cli.feedback.signups.headings import folded_heading, sub_question
from besrour_cli.feedback.signups.hours import HoursReading, read_hours
from besrour_cli.feedback.signups.languages import read_languages
from besrour_cli.feedback.signups.names import joined_name, tidy_name
from besrour_cli.feedback.signups.values import Answers, ExcludedRow, Field, Question, SignUp
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.model.people.sheet import Cell, SheetRow, cell_text
from besrour_cli.model.place import Place
from besrour_cli.places.answer import ACCEPT, NOTE
from besrour_cli.places.choices import known_country
from besrour_cli.places.gazetteer import country_of
from besrour_cli.places.resolve import resolve

_YES = frozenset(
    "yes|oui|y|o|x|1|true|vrai|ok|j'accepte|accepte|agree|agreed|d'accord|checked|coche|i agree|i accept|"
    "je consens|i consent".split("|")
)
_NO = frozenset(
    ("no", "non", "n", "0", "false", "faux", "i do not agree", "je refuse", "i disagree", "refuse")
)
_TRIALS = frozenset(("test", "tests", "testing", "essai", "asdf", "xxx", "example", "exemple", "dummy"))
_SUMS = frozenset(
    ("total", "totaux", "sum", "somme", "nombre", "count", "sous total", "subtotal", "grand total")
)
_WITHDRAWN = re.compile(
    r"\bdesist|\bs est retire|\bse retire|\bn est plus|\bplus interesse|\bne (?:veut|souhaite) plus|"
    r"\bannule\b|\bdesinscri|\bdesabonn|\bquitte|\bwithdr[ae]w|\bwithdrawn|\bunsubscribe|"
    r"\bno longer|\bdropped out|"
    r"\bcancel+ed|\bhas left\b|\bleft the\b|\bnot interested|\ba quitte|\bremoved?\b|\bretire[e]?\b"
)
_NOTHING = frozenset(("n a", "na", "none", "aucun", "aucune", "nil"))
_TWO_PEOPLE = re.compile(r"\b(?:and|et)\b|&|\+|/", re.IGNORECASE)
_GROUP_SIGNS = re.compile(r"[;,|\n]+")
_FORMULA = re.compile(r"[=+@\t\r-]")


class RowContext(NamedTuple):
    """What all rows of a sheet are read with: its layout, the programme's languages, the answers so far.

    ``groups`` maps folded names to groups of the programme.
    """

    layout: Layout
    languages: tuple[str, ...]
    answers: Answers
    groups: Mapping[str, str]


def read_row(row: SheetRow, context: RowContext) -> SignUp | ExcludedRow:
    """The person of a row, or why it gives none."""
    cells = _Cells(row, context.layout)
    name = joined_name(cells.text(Field.FIRST_NAME), cells.text(Field.LAST_NAME)) or tidy_name(
        cells.text(Field.NAME)
    )
    typed = cells.text(Field.EMAIL)
    if reason := _excluded(cells, name, typed):
        return reason
    who = read_address(typed).address.casefold() or fold_case(name)
    asked: list[Question] = []
    if not name or _FORMULA.match(name) or _TWO_PEOPLE.search(name):
        asked.append(ask.name(row.number, who, name))
        name = context.answers.get(asked[-1].key, name)
    email = _email(row.number, typed, name, who, context, asked)
    place, place_text = _place(row.number, cells, name, who, context, asked)
    codes, others = _languages(row.number, cells, name, who, context, asked)
    reading, unread = _hours(row.number, cells, name, who, context, asked)
    groups = _groups(row.number, cells, context, asked)
    _consent(row.number, cells, name, who, asked)
    if any(context.answers.get(q.key) == ask.LEAVE_OUT for q in asked):
        return ExcludedRow(row.number, name or typed, msg("this person does not want letters"))
    remark = cells.text(Field.REMARK)
    return SignUp(
        row=row.number,
        name=name,
        email=email,
        place=place,
        place_text=place_text,
        languages=codes,
        other_languages=others,
        hours=reading.hours,
        never=reading.never,
        unread_hours=unread,
        groups=groups,
        role=cells.text(Field.ROLE),
        career_stage=cells.text(Field.CAREER_STAGE),
        number=cells.text(Field.NUMBER),
        moment=cells.text(Field.MOMENT),
        hidden=row.hidden,
        withdrawn=remark if _WITHDRAWN.search(_plain(remark)) else "",
        questions=tuple(q for q in asked if q.key not in context.answers),
    )


class _Cells:
    """The cells of a row by field."""

    def __init__(self, row: SheetRow, layout: Layout) -> None:
        self.row = row
        self.layout = layout

    def text(self, field: Field) -> str:
        """The words of a field's first filled column."""
        return next((text for c in self.layout.of(field) if (text := self.row.text(c.at))), "")

    def cells(self, field: Field) -> list[tuple[str, Cell]]:
        """The filled cells of a field's columns, each with its sub-question."""
        filled = [c for c in self.layout.of(field) if self.row.text(c.at)]
        return [(sub_question(c.heading) or c.heading, self.row.cells[c.at]) for c in filled]


def _excluded(cells: _Cells, name: str, typed: str) -> ExcludedRow | None:
    """Why a row is no person, or one that does not want to be enrolled; None when it is a person."""
    row = cells.row
    words = {_plain(part) for part in name.split()}
    place = cells.text(Field.PLACE)
    if not name and not typed:
        return ExcludedRow(row.number, _shown(row), msg("it has neither a name nor an address"))
    if _plain(name) in _SUMS or (not typed and place.isdigit()):
        return ExcludedRow(row.number, _shown(row), msg("it is a sum, not a person"))
    if words and words <= _TRIALS:
        return ExcludedRow(row.number, _shown(row), msg("somebody tried the form"))
    headings = [c for c in cells.layout.columns if c.field is not Field.OTHER]
    if headings and all(row.text(c.at) in (c.heading, "") for c in headings):
        return ExcludedRow(row.number, _shown(row), msg("it has the headings again"))
    if any(_is_no(cell_text(cell)) for _heading, cell in cells.cells(Field.CONSENT)):
        return ExcludedRow(row.number, name or typed, msg("this person does not want letters"))
    return None


def _shown(row: SheetRow) -> str:
    return ", ".join(text for i in range(len(row.cells)) if (text := row.text(i)))[:80]


def _email(row: int, typed: str, name: str, who: str, context: RowContext, asked: list[Question]) -> str:
    reading = read_address(typed)
    if reading.address:
        return reading.address
    asked.append(ask.email(row, who, name, typed, reading.choices))
    answer = context.answers.get(asked[-1].key, "")
    return answer if is_valid(answer) else ""


def _place(
    row: int, cells: _Cells, name: str, who: str, context: RowContext, asked: list[Question]
) -> tuple[Place | None, str]:
    """The place, exactly as it resolves, and what is written of it; a doubt of any kind is a question."""
    typed, country = _words(cells.text(Field.PLACE)), known_country(_words(cells.text(Field.COUNTRY)))
    written = ", ".join(dict.fromkeys(part for part in (typed, country) if part))
    if typed and typed == country:
        country = ""
    answer = resolve(typed, country)
    if answer.place is None and typed and country and "," in typed:
        answer = resolve(typed)  # city and country in one cell, beside a country in words unknown
    is_country = answer.place is not None and _is_country(answer.place)
    is_one = answer.outcome in (ACCEPT, NOTE) and " / " not in (
        answer.place.names["en"] if answer.place else ""
    )
    if answer.place is not None and is_one and not (answer.outcome == NOTE and is_country and not typed):
        return answer.place, written
    asked.append(ask.place(row, who, name, typed, country))
    chosen = resolve(context.answers.get(asked[-1].key, ""))
    return (chosen.place, written) if chosen.outcome in (ACCEPT, NOTE) else (None, written)


def _words(text: str) -> str:
    """A cell without what means nothing: a dash, “n/a”."""
    return text if any(sign.isalnum() for sign in text) and _plain(text) not in _NOTHING else ""


def _is_country(place: Place) -> bool:
    area = country_of(place.country)
    return area is not None and area.names == place.names


def _languages(
    row: int, cells: _Cells, name: str, who: str, context: RowContext, asked: list[Question]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The programme's languages that a person has, and others; the form's own language for an empty cell."""
    parts = []
    for heading, cell in cells.cells(Field.LANGUAGES):
        text = cell_text(cell)
        if _is_no(text):
            continue
        parts.append(heading if _plain(text) in _YES else text)
    typed = ", ".join(parts)
    if not typed:
        form = cells.text(Field.FORM_LANGUAGE)[:2].lower()
        return ((form,) if form in context.languages else ()), ()
    reading = read_languages(typed, context.languages)
    if not reading.unclear:
        return reading.codes, reading.others
    asked.append(ask.languages(row, who, name, typed, context.languages))
    codes = context.answers.get(asked[-1].key, "").split()
    return tuple(code for code in codes if code in context.languages), reading.others


def _groups(row: int, cells: _Cells, context: RowContext, asked: list[Question]) -> tuple[str, ...]:
    """The groups that a row names, in order; a name that is none of the programme's is a question."""
    found: list[str] = []
    for heading, cell in cells.cells(Field.GROUPS):
        text = _words(cell_text(cell))
        parts = [heading] if _plain(text) in _YES else [] if _is_no(text) else _GROUP_SIGNS.split(str(cell))
        for part in filter(None, map(_words, map(str.strip, parts))):
            names = [part] if folded_heading(part) in context.groups else _TWO_PEOPLE.split(part)
            known = [context.groups.get(folded_heading(name), "") for name in names]
            if not all(known):
                asked.append(ask.group_called(row, part, tuple(dict.fromkeys(context.groups.values()))))
                answer = context.answers.get(asked[-1].key, ask.NO_GROUP)
                known = [answer] if answer != ask.NO_GROUP else []
            found += known
    return tuple(sorted(set(found)))


def _hours(
    row: int, cells: _Cells, name: str, who: str, context: RowContext, asked: list[Question]
) -> tuple[HoursReading, str]:
    """Good hours and impossible ones from all columns about them, and the words that are no clear hour."""
    good: list[str] = []
    bad: list[str] = []
    unread: list[str] = []
    for field in (Field.HOURS, Field.NEVER):
        for heading, cell in cells.cells(field):
            value = _with_label(heading, cell)
            reading = read_hours(value, never=field is Field.NEVER)
            if reading.about:
                asked.append(ask.hours(row, who, name, cell_text(value), reading))
                answer = context.answers.get(asked[-1].key, "")
                reading = read_hours(answer, never=field is Field.NEVER) if answer else reading
            good += [reading.hours] if reading.hours else []
            bad += [reading.never] if reading.never else []
            unread += [cell_text(value)] if reading.unread else []
    return HoursReading("; ".join(dict.fromkeys(good)), "; ".join(dict.fromkeys(bad))), " / ".join(unread)


def _with_label(heading: str, cell: Cell) -> Cell:
    """A cell of a grid with the day or the hours that its column stands for."""
    if not isinstance(cell, str):
        return cell
    label = read_hours(heading)
    if not (label.hours or label.never):
        return cell
    return heading if _plain(cell) in _YES else f"{heading} {cell}"


def _consent(row: int, cells: _Cells, name: str, who: str, asked: list[Question]) -> None:
    """A question where the form asks for consent and the cell is neither yes nor no."""
    if not cells.layout.of(Field.CONSENT):
        return
    said = [_plain(cell_text(cell)) for _heading, cell in cells.cells(Field.CONSENT)]
    if not said or not all(words in _YES or words.split(" ")[0] in _YES for words in said):
        asked.append(ask.consent(row, who, name, cells.text(Field.CONSENT)))


def _is_no(text: str) -> bool:
    """Whether a cell says no, in one language or two."""
    words = _plain(text)
    return words in _NO or (bool(words) and all(word in _NO for word in words.split()))


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return " ".join(re.split(r"[^\w']+", fold_case(text))).strip()
