"""The coordinator's language: which one, and every sentence put into it.

Click and Typer ask gettext's default domain; ours holds their messages too, so that one catalogue
speaks for the whole program.
"""

from __future__ import annotations

import gettext as _gettext
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import besrour_cli
from besrour_cli.commands.terminal.pasting import quoted_word
from besrour_cli.commands.terminal.plain import is_plain
from besrour_cli.model.language import ENGLISH
from besrour_cli.model.message import msg
from besrour_cli.model.text.numbers import number_text

if TYPE_CHECKING:
    from besrour_cli.model.message import Message

DOMAIN = "besrour"
UI_LANGUAGES = ("en", "fr")
_CATALOGUES = os.path.join(os.path.dirname(os.path.abspath(besrour_cli.__file__)), "locale")


_BECOMES = msg("becomes")
"""What an arrow says."""


class _Translator:
    """The language of this process, its catalogue, and the folder it was told, set once at the start."""

    language: str = ENGLISH
    words: _gettext.NullTranslations = _gettext.NullTranslations()
    folder: str = ""
    commands: re.Pattern[str] | None = None


def detect_language(requested: Sequence[str], environment: Mapping[str, str]) -> str:
    """The first known language requested, else ``BESROUR_LANG``, else the locale's, else English."""
    for wish in requested:
        if language := _known(wish, environment):
            return language
    for name in ("BESROUR_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for wish in environment.get(name, "").split(":"):
            if language := _known(wish, environment):
                return language
        if name.startswith("LC_") and environment.get(name):
            break
    return ENGLISH


def set_language(language: str, environment: Mapping[str, str]) -> None:
    """Speak a language from now on, in this process; Click follows.

    ``BESROUR_CATALOGUES`` names another folder of catalogues, for a translator at work.
    """
    folder = environment.get("BESROUR_CATALOGUES") or _CATALOGUES
    _Translator.language = language
    os.environ["LANGUAGE"] = language
    _gettext.bindtextdomain(DOMAIN, folder)
    _gettext.textdomain(DOMAIN)
    _Translator.words = _gettext.translation(DOMAIN, folder, languages=[language], fallback=True)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak the language of somebody else for a while, as in what is written for a member."""
    former = _Translator.language
    set_language(language, os.environ)
    try:
        yield
    finally:
        set_language(former, os.environ)


def language() -> str:
    """The coordinator's language; English under a trial catalogue, for which dates have no words."""
    return _Translator.language if _Translator.language in UI_LANGUAGES else ENGLISH


def repeat_folder(folder: str, commands: Iterable[str]) -> None:
    """Let each of these commands that a sentence names have the ``--folder`` that this one had ("": none).

    A name with braces, which are gaps in a sentence, is not repeated.
    """
    is_plain = folder and not re.search("[{}]", folder)
    _Translator.folder = f" --folder {quoted_word(folder)}" if is_plain else ""
    _Translator.commands = re.compile(rf"\bbesrour (?:{'|'.join(commands)})\b(?!-)") if is_plain else None


def with_folder(sentence: str) -> str:
    """A sentence of besrour's own whose commands find the folder that this one was told."""
    found = _Translator.commands
    return found.sub(lambda name: name[0] + _Translator.folder, sentence) if found else sentence


def _(sentence: str) -> str:
    """A help text or label in the coordinator's language."""
    return _without_arrows(with_folder(_Translator.words.gettext(sentence)))


def translate(message: Message) -> str:
    """A message in the coordinator's language."""
    return message.render(_, _plural, language())


def _plural(one: str, many: str, n: int) -> str:
    return _without_arrows(with_folder(_Translator.words.ngettext(one, many, n)))


def _without_arrows(sentence: str) -> str:
    """A sentence of besrour's own as it can be read aloud; what stands in its gaps is not changed."""
    if "→" not in sentence or not is_plain():
        return sentence
    return sentence.replace("→", _Translator.words.gettext(_BECOMES.id))


def number(value: float, digits: int = 1) -> str:
    """A number as the coordinator's language writes it, with at most ``digits`` decimals."""
    return number_text(value, language(), digits)


def _known(wish: str, environment: Mapping[str, str]) -> str:
    code = wish.partition(".")[0].partition("_")[0].partition("-")[0].lower()
    if code in UI_LANGUAGES:
        return code
    trial = environment.get("BESROUR_CATALOGUES", "")
    return code if code and trial and os.path.isdir(os.path.join(trial, code)) else ""
