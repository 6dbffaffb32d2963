"""Commands inside sentences, ready to be pasted: quoted, and never broken over two lines."""

from __future__ import annotations

import re
import shlex
from textwrap import wrap

_GLUE = "\ue000"
_COMMAND = re.compile(
    r'besrour [a-z]+(?: --folder (?:"[^"]*"|\S+))?'
    r'(?: (?:-\S+|"[^"]*"|[^\s"]+))?(?: (?:-\S+|"[^"]*"|[^\s"]*[-\d][^\s"]*))*'
)
"""A command, its first word and what follows of options, quoted words and ids; plain words end it."""


def quoted_word(word: str) -> str:
    """A word as it is typed: quoted where a shell would read it as several, or read a sign of it.

    Double quotes mean the same to every shell, unless one of the few signs that work inside them is there.
    """
    word = f"./{word}" if word.startswith("-") else word
    if re.fullmatch(r"[\w@%+:,./-]+", word):
        return word
    return shlex.quote(word) if re.search(r'["$`!]|\\\\|\\$', word) else f'"{word}"'


def wrap_around_commands(text: str, width: int, later: str = "") -> list[str]:
    """Lines no wider than the screen, but for a command that is: it stands whole on one of them."""
    whole = _COMMAND.sub(lambda found: found[0].replace(" ", _GLUE), text)
    lines = wrap(whole, width, subsequent_indent=later, break_long_words=False, break_on_hyphens=False)
    return [line.replace(_GLUE, " ") for line in lines]
