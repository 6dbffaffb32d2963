"""Languages of participants: bilingual texts, their order, and the typography of each.

French follows the OQLF (Office québécois de la langue française), English the Canadian style.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from besrour_cli.model.language_data import LanguageData

Text: TypeAlias = Mapping[str, str]
"""One text in several languages: ISO 639-1 code to words."""

NO_BREAK = "\u00a0"
ENGLISH, FRENCH = "en", "fr"
LANGUAGES: tuple[str, ...] = (ENGLISH, FRENCH)
"""Languages every participant-facing text must have, in default order."""


class Language(str):
    """An ISO 639-1 code that brings its data along: how the language writes dates, hours and lists.

    It equals and hashes as its code does. English and French are written in code, so a plain ``str`` serves
    for them; every other language of a programme is a ``Language``, and so belongs to that programme alone.
    """

    __slots__ = ("data",)
    data: LanguageData

    def __new__(cls, data: LanguageData) -> Language:
        """The language that the data describe."""
        language = super().__new__(cls, data.code)
        language.data = data
        return language


def data_of(language: str) -> LanguageData | None:
    """The data that a language brings along; None for English, French, and a bare code."""
    return language.data if isinstance(language, Language) else None


TAGS: Mapping[str, str] = {"en": "en-CA", "fr": "fr-CA"}
"""BCP 47 tag of each built-in language, for ``lang`` attributes and headers."""

NAMES: Mapping[str, Text] = {
    "en": {"en": "English", "fr": "anglais"},
    "fr": {"en": "French", "fr": "français"},
    "pt": {"en": "Portuguese", "fr": "portugais"},
    "ar": {"en": "Arabic", "fr": "arabe"},
}
"""What languages call each other, those that a programme does not write letters in among them."""
_OWN_NAMES: Mapping[str, str] = {"en": "English", "fr": "Français"}
_AND = {"en": "and", "fr": "et"}


def tag(language: str) -> str:
    """The BCP 47 tag of a language."""
    data = data_of(language)
    return data.tag if data else TAGS.get(language, language)


def language_name(code: str, language: str) -> str:
    """What a language calls a language: ``fr`` in English is ``French``; its code where it has no word."""
    if data := data_of(language):
        return data.languages.get(code, NAMES.get(code, {}).get("en", code))
    if data := data_of(code):
        return data.names.get(language, code)
    return NAMES.get(code, {}).get(language, code)


def own_name(language: str) -> str:
    """What a language calls itself, as a title; its code where that is not known."""
    data = data_of(language)
    name = data.languages.get(data.code, data.code) if data else _OWN_NAMES.get(language, str(language))
    return name[:1].upper() + name[1:]


def worded(languages: Iterable[str], output: str) -> tuple[str, ...]:
    """The languages that have all words of an output (``page``, ``check`` ...): none is printed by halves."""
    return tuple(
        code
        for code in languages
        if code in LANGUAGES or ((data := data_of(code)) is not None and output in data.words)
    )


def completed(text: Text, languages: Iterable[str], output: str) -> dict[str, str]:
    """A text of an output, and what further languages' words say for its English, line by line.

    A language with words of its own in the text keeps them; one that has not all lines has none.
    """
    found = dict(text)
    for language in languages:
        data = data_of(language)
        if data is None or language in text:
            continue
        words = {"": "", **data.words.get(output, {})}
        lines = [words.get(line) for line in text[ENGLISH].split("\n")]
        known = [line for line in lines if line is not None]
        if len(known) == len(lines):
            found[language] = "\n".join(known)
    return found


def spoken_words(codes: Iterable[str], language: str) -> str:
    """Languages as a list in words: that of the text first, the others in their order."""
    first = sorted(codes, key=lambda code: code != language)
    return join_and([language_name(code, language) for code in first], language)


def with_data(codes: Iterable[str], languages: Iterable[str]) -> tuple[str, ...]:
    """Codes as a programme's own languages, which bring their data along; a further code stays as it is."""
    known = {language: language for language in languages}
    return tuple(known.get(code, code) for code in codes)


def in_order(preferred: Iterable[str], order: Sequence[str]) -> tuple[str, ...]:
    """The programme's languages, the reader's preferred ones first; the values are those of ``order``."""
    first = with_data((language for language in preferred if language in order), order)
    return tuple(dict.fromkeys([*first, *order]))


def join_and(words: Sequence[str], language: str) -> str:
    """``a, b and c`` as the language writes it (no serial comma in either)."""
    if not words[1:]:
        return "".join(words)
    data = data_of(language)
    conjunction = data.conjunction if data else _AND.get(language, _AND["en"])
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def conjunctions(languages: Iterable[str]) -> tuple[str, ...]:
    """The word between the last two of a list: in English, in French, and in some languages' own data."""
    return (*_AND.values(), *(data.conjunction for language in languages if (data := data_of(language))))


@lru_cache(maxsize=4096)
def fold_case(text: str) -> str:
    """Text for comparing what people type: no accents, case, apostrophe or hyphen variants, single spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‑", "-"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(plain.casefold().replace("-", " ").split())
