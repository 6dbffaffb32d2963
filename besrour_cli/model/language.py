"""Languages of participants: bilingual texts, their order, and the typography of each.

French follows the OQLF (Office québécois de la langue française), English the Canadian style;
``shared`` words of the domain are named in the catalogues, not here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from besrour_cli.model.language_registry import get, get_all

Text: TypeAlias = Mapping[str, str]
"""One text in several languages: ISO 639-1 code to words."""

NO_BREAK = "\u00a0"
ENGLISH, FRENCH = "en", "fr"
LANGUAGES: tuple[str, ...] = (ENGLISH, FRENCH)
"""Languages every participant-facing text must have, in default order."""

TAGS: Mapping[str, str] = {"en": "en-CA", "fr": "fr-CA", "pt": "pt"}
"""BCP 47 tag of each language, for ``lang`` attributes and headers."""

NAMES: Mapping[str, Text] = {
    "en": {"en": "English", "fr": "anglais"},
    "fr": {"en": "French", "fr": "français"},
    "pt": {"en": "Portuguese", "fr": "portugais"},
    "ar": {"en": "Arabic", "fr": "arabe"},
}
_AND = {"en": "and", "fr": "et"}


def tag(language: str) -> str:
    """The BCP 47 tag of a language."""
    tongue = get(language)
    return tongue.tag if tongue else TAGS.get(language, language)


def language_name(code: str, language: str) -> str:
    """What a language calls a language: ``fr`` in English is ``French``; its code where it has no word."""
    if tongue := get(language):
        return tongue.languages.get(code, NAMES.get(code, {}).get("en", code))
    if tongue := get(code):
        return tongue.names.get(language, code)
    return NAMES.get(code, {}).get(language, code)


def in_order(preferred: Iterable[str], order: Sequence[str]) -> tuple[str, ...]:
    """The programme's languages, the reader's preferred ones first."""
    first = [language for language in preferred if language in order]
    return tuple(dict.fromkeys([*first, *order]))


def join_and(words: Sequence[str], language: str) -> str:
    """``a, b and c`` as the language writes it (no serial comma in either)."""
    if len(words) < 2:
        return "".join(words)
    tongue = get(language)
    conjunction = tongue.conjunction if tongue else _AND.get(language, _AND["en"])
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def conjunctions() -> tuple[str, ...]:
    """The word between the last two of a list, in every language known."""
    return (*_AND.values(), *(tongue.conjunction for tongue in get_all()))


def fold_case(text: str) -> str:
    """Text for comparing what people type: no accents, case, apostrophe or hyphen variants, single spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‑", "-"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(plain.casefold().replace("-", " ").split())
