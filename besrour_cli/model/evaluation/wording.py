"""The words of a form as they go out to every tool, and as they come back: how both are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from besrour_cli.model.language import Text, completed, fold_case

LANGUAGE_QUESTION = "Language / Langue"
"""The first question of each form; behind it the session that the form is about."""
OUTPUT = "evaluation"
"""The form's part in the words of a further language."""
_WAVE = re.compile(r"\[([a-z0-9][a-z0-9_.-]*)\]\s*$")


def language_question(wave: str, languages: Sequence[str] = ()) -> str:
    """The first question, which also says what the form is about: ``Language / Langue [2027-01-cafe]``.

    ``languages`` are those of the form: further ones ask it in their own words, too.
    """
    further = completed({"en": "Language"}, languages, OUTPUT)
    asked = " / ".join([LANGUAGE_QUESTION, *(words for code, words in further.items() if code != "en")])
    return f"{asked} [{wave}]" if wave else asked


def is_language_question(heading: str) -> bool:
    """Whether a heading is that of the first question."""
    return folded_words(heading).startswith(folded_words(LANGUAGE_QUESTION))


def wave_in(heading: str) -> str:
    """The session that the heading of the first question names; "" for none."""
    match = _WAVE.search(heading)
    return match[1] if match and is_language_question(heading) else ""


def side_by_side(text: Text, languages: Sequence[str], between: str = " / ") -> str:
    """A text in all languages, one after the other; once where they have the same words."""
    return between.join(dict.fromkeys(text[code] for code in languages if code in text))


@lru_cache(maxsize=8192)
def folded_words(text: str) -> str:
    """The letters and digits of a text as they are compared: ``Qu’avez-vous`` is ``qu avez vous``."""
    return " ".join(re.split(r"[\W_]+", fold_case(text))).strip()
