"""The agenda of a session, as its file or its series has it: parts in their order, and who is thanked."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

from besrour_cli.model.language import Text

NO_WORDS: Text = MappingProxyType({})


class AgendaPart(NamedTuple):
    """One part: its length in minutes and its title, who leads it, what is said and asked.

    ``role`` is a role below ``required:`` ("": everybody together); ``opening`` are the words it opens with
    ({}: none are written); ``tables``: it takes place at small tables, led by their hosts.
    """

    minutes: int
    titles: Text
    role: str = ""
    opening: Text = NO_WORDS
    questions: tuple[Text, ...] = ()
    tables: bool = False


class Agenda(NamedTuple):
    """The parts of a session in their order, and who is thanked beside those with a part in it."""

    parts: tuple[AgendaPart, ...] = ()
    thanks: tuple[Text, ...] = ()


NO_AGENDA = Agenda()
