"""A person's own copy of everything that is kept about her, as a text that can be read anywhere."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.commands.views.local_times import local_words
from besrour_cli.commands.views.privacy.register import TWO_STREAMS, officer, purposes
from besrour_cli.model.message import Message, msg
from besrour_cli.model.text.hidden_signs import visible

if TYPE_CHECKING:
    from besrour_cli.commands.shared.privacy.values import ExtractSection, NamedPerson
    from besrour_cli.model.people.retention import Retention
    from besrour_cli.model.programme import Programme

_WIDTH = 78


def file_text(
    programme: Programme,
    retention: Retention,
    somebody: NamedPerson,
    sections: Sequence[ExtractSection],
    moment: datetime,
) -> str:
    """The whole text, in the language in place."""
    return "\n".join(_lines(programme, retention, somebody, sections, moment)) + "\n"


def _lines(
    programme: Programme,
    retention: Retention,
    somebody: NamedPerson,
    sections: Sequence[ExtractSection],
    moment: datetime,
) -> Iterator[str]:
    who = officer(retention, programme.contact)
    zone = somebody.member.place.zone if somebody.member else programme.anchor.zone
    title = translate(msg("{name}: what {programme} keeps", programme=programme.names, name=somebody.name))
    yield from (title, "=" * min(len(title), _WIDTH), "")
    yield from _wrapped(msg("As of {when}.", when=local_words(moment, zone)))
    yield from _wrapped(msg("{who} answers for it.", who=who))
    for section in sections:
        yield from ("", section.path, "-" * len(section.path))
        for line in section.lines:
            yield from _wrapped(line, bullet=True)
    heading = _("Why it is kept, and until when")
    yield from ("", heading, "-" * len(heading))
    for purpose in purposes(retention):
        yield from _wrapped(purpose, bullet=True)
    heading = _("What you may ask for")
    yield from ("", heading, "-" * len(heading))
    yield from _wrapped(
        msg(
            "You may ask for a mistake to be corrected, for this copy again, for your answers and hours "
            "to be removed, and to be forgotten altogether. Write to {who}. If you are not content with the "
            "answer, the authority that protects personal information where you live can be asked.",
            who=who,
        )
    )
    yield from _wrapped(TWO_STREAMS)


def _wrapped(line: Message | str, *, bullet: bool = False) -> list[str]:
    text = visible(translate(line) if isinstance(line, Message) else line)
    first, rest = ("- ", "  ") if bullet else ("", "")
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def own_section(sections: Sequence[ExtractSection]) -> dict[str, list[str]]:
    """What each file keeps, for ``--json``; its words are in the person's language."""
    return {section.path: list(section.lines) for section in sections}
