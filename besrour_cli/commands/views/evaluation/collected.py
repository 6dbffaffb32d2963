"""What files of answers gave, for a person to read and for a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from besrour_cli.commands.terminal.console import CHOICES, truncate
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.model.language import join_and, language_name
from besrour_cli.model.message import Message, msg, msgn

if TYPE_CHECKING:
    from besrour_cli.commands.shared.evaluation.collected import CollectedFile
    from besrour_cli.feedback.evaluation.values import CollectQuestion, QuestionChoice

_ROWS_SHOWN = 8


def choice_label(choice: QuestionChoice) -> str:
    """The words of a choice, and its value where they do not say it."""
    label = choice.label
    if isinstance(label, Message):
        words, says_value = translate(label), choice.value != "-"
    else:
        words = label if isinstance(label, str) else label.get(language()) or next(iter(label.values()), "")
        says_value = False
    return words if says_value else f"{words} ({choice.value})"


def lines_of_file(file: CollectedFile) -> Iterator[str]:
    """What one file gave."""
    name = f"{file.name} ({file.tool})" if file.tool else file.name
    yield translate(msg("{path}, about “{wave}”", path=name, wave=file.wave))
    for line in _counts(file):
        yield f"  {translate(line)}"
    yield from _questions(file.questions)


def _counts(file: CollectedFile) -> Iterator[Message]:
    taken = file.taken
    yield msgn("{n} row read", "{n} rows read", file.rows)
    yield msgn(
        "{n} new answer{languages}", "{n} new answers{languages}", taken.answers, languages=_spoken(file)
    )
    yield msgn("{n} new comment", "{n} new comments", taken.comments)
    counted = (*_stored(file), *_without_answer(file), *_not_stored(file))
    yield from (sentence for sentence in counted if sentence.number)
    for wave, count in taken.elsewhere.items():
        yield msgn(
            "{n} is stored for “{wave}” already", "{n} are stored for “{wave}” already", count, wave=wave
        )
    if file.absent:
        yield msg("not asked in it: {items}", items=join_and(file.absent, language()))


def _stored(file: CollectedFile) -> tuple[Message, ...]:
    """What was stored before."""
    return (
        msgn(
            "{n} answer or comment was stored already",
            "{n} answers and comments were stored already",
            file.taken.known,
        ),
        msgn(
            "{n} answer or comment that was stored is replaced",
            "{n} answers and comments that were stored are replaced",
            file.taken.removed,
        ),
    )


def _without_answer(file: CollectedFile) -> tuple[Message, ...]:
    """Rows that give no answer."""
    rows = file.uncounted
    return (
        msgn("{n} was sent twice, and counts once", "{n} were sent twice, and count once", rows.doubled),
        msgn("{n} was not sent off", "{n} were not sent off", rows.unfinished),
        msgn(
            "{n} person did not agree: nothing of it is stored",
            "{n} people did not agree: nothing of it is stored",
            rows.refused,
        ),
        msgn(
            "{n} does not say whether the person agrees, and is not stored",
            "{n} do not say whether the person agrees, and are not stored",
            rows.no_consent,
        ),
        msgn("{n} is empty", "{n} are empty", rows.empty),
    )


def _not_stored(file: CollectedFile) -> tuple[Message, ...]:
    """What of people is not stored."""
    gone = file.redacted
    return (
        msgn(
            "{n} column is not read: {names}",
            "{n} columns are not read: {names}",
            len(file.dropped),
            names=", ".join(file.dropped),
        ),
        msgn(
            "{n} address or link was taken out of comments",
            "{n} addresses or links were taken out of comments",
            gone.addresses,
        ),
        msgn("{n} name was taken out of comments", "{n} names were taken out of comments", gone.names),
        msgn(
            "{n} code was none, perhaps a name, and is not stored",
            "{n} codes were none, perhaps names, and are not stored",
            gone.codes,
        ),
    )


def _spoken(file: CollectedFile) -> str:
    """The languages of the answers with their numbers, in parentheses; nothing where one file has none."""
    if not file.taken.answers:
        return ""
    unknown = _("language unknown")
    names = [
        f"{count} {language_name(code, language()) if code else unknown}"
        for code, count in sorted(file.languages.items())
    ]
    return f" ({', '.join(names)})"


def _questions(questions: Sequence[CollectQuestion]) -> Iterator[str]:
    """The open questions that rows wait for, with how they are answered."""
    if not questions:
        return
    yield "  " + translate(
        msgn(
            "{n} question is open, and its rows wait:",
            "{n} questions are open, and their rows wait:",
            len(questions),
        )
    )
    shown, more = truncate(questions, CHOICES)
    for question in shown:
        yield f"    {question.id}  {translate(question.text)}"
        rows, further = truncate(question.rows, _ROWS_SHOWN)
        lines = ", ".join(map(str, rows)) + (", …" if further else "")
        yield "      " + translate(msg("lines: {lines}", lines=lines))
        values = " / ".join(choice.value for choice in question.choices)
        yield "      " + translate(msg('--answer "{id}=…": {choices}', id=question.id, choices=values))
    if more:
        yield "    " + translate(msgn("and {n} more (--json has all)", "and {n} more (--json has all)", more))


def lines_of_codes(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Codes that may be one person's."""
    if not pairs:
        return
    shown, more = truncate(pairs, _ROWS_SHOWN)
    names = ", ".join(f"{one} / {other}" for one, other in shown) + (", …" if more else "")
    yield translate(
        msg(
            "These codes are nearly alike, and may be one person’s each: {codes}. If you know, correct them "
            "in responses/evaluation.csv.",
            codes=names,
        )
    )


def file_data(file: CollectedFile) -> Mapping[str, object]:
    """One file for ``--json``."""
    return {
        "file": file.name,
        "tool": file.tool,
        "wave": file.wave,
        "rows": file.rows,
        "answers": file.taken.answers,
        "comments": file.taken.comments,
        "known": file.taken.known,
        "replaced": file.taken.removed,
        "elsewhere": dict(file.taken.elsewhere),
        "languages": dict(sorted(file.languages.items())),
        "uncounted": file.uncounted._asdict(),
        "removed": file.redacted._asdict(),
        "columns_dropped": list(file.dropped),
        "absent": list(file.absent),
        "questions": [
            {
                "id": question.id,
                "question": translate(question.text),
                "choices": [choice.value for choice in question.choices],
                "lines": list(question.rows),
            }
            for question in file.questions
        ],
    }
