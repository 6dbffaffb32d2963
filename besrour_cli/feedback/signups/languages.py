"""Languages as people write them in one cell: the programme's own, and others by their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from besrour_cli.model.language import fold_case

_WAYS = {
    "en": "english anglais anglaise eng en ang anglophone ingles inglesa englisch",
    "fr": "french francais francaise fre fra fr franc francophone frances francesa",
    "pt": "portuguese portugais portugaise portugues portuguesa port pt lusophone",
    "ar": "arabic arabe ar",
    "es": "spanish espagnol espagnole espanol es",
    "sw": "swahili kiswahili sw",
    "am": "amharic amharique am",
}
_CODES = {way: code for code, ways in _WAYS.items() for way in ways.split()}
_LETTERS_OF_CODE = 2
_BOTH = re.compile(
    r"\b(?:bilingual|bilingue|bilingues|both(?: languages)?|les deux(?: langues)?|either|l une ou l autre|"
    r"deux langues|two languages|en fr|fr en)\b"
)
_NOT = re.compile(r"\b(?:no|not|pas|sans|without|don t|ne)\b")
_FILLER = frozenset(
    "some a little bit un peu de d du le la les l and et ou or with avec also aussi very tres good bon bonne "
    "bien basic basique fluent fluently courant couramment native maternelle maternal mother tongue langue "
    "language languages langues first second premiere deuxieme seconde only seulement spoken written parle "
    "ecrit preferred prefere i je speak better best mieux mainly surtout principalement working notions "
    "level niveau intermediate intermediaire advanced avance beginner debutant understand comprends "
    "understanding reading read lu in en of my ma is est the if si needed besoin au a".split()
)
_PART = re.compile(r"[,;/+&()|\n\u2013\u2014:.]+|\s-\s|\band\b|\bet\b|\bou\b|\bor\b")


class LanguagesReading(NamedTuple):
    """Codes of the programme's languages, the first one first; the names of ``others`` as written.

    ``unclear``: it names no language of the programme, or speaks of one that is not wanted.
    """

    codes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    unclear: bool = False


def read_languages(text: str, languages: Sequence[str]) -> LanguagesReading:
    """The languages of a cell; ``languages`` are the programme's, in its order."""
    return _read(text, tuple(languages))


@lru_cache(maxsize=4096)
def _read(text: str, languages: tuple[str, ...]) -> LanguagesReading:
    folded = " ".join(re.split(r"[^\w]+", fold_case(text).replace("'", " "))).strip()
    if not folded:
        return LanguagesReading()
    if _NOT.search(folded):
        return LanguagesReading(unclear=True)
    codes: list[str] = []
    others: list[str] = []
    if _BOTH.search(folded):
        codes = [code for code in languages if code in ("en", "fr")]
        codes = list(dict.fromkeys([*_written_codes(text, languages), *codes]))
    else:
        for part in filter(str.strip, _PART.split(text)):
            named = _written_codes(part, languages)
            rest = [w for w in part.split() if _is_other(w, languages)]
            codes += named
            if rest:
                others.append(" ".join(rest))
    return LanguagesReading(tuple(dict.fromkeys(codes)), tuple(others), unclear=not codes)


def _written_codes(part: str, languages: Sequence[str]) -> list[str]:
    """The codes of the programme's languages that the words of a part name, in their order."""
    codes = (_code(word, part) for word in re.split(r"[^\w]+", part))
    return [code for code in codes if code in languages]


def _code(word: str, part: str) -> str:
    """The code that a word stands for; “en” and the like only where they are no preposition."""
    is_word = len(word) > _LETTERS_OF_CODE or word.isupper() or part.strip(" .") == word
    return _CODES.get(fold_case(word), "") if is_word else ""


def _is_other(word: str, languages: Sequence[str]) -> bool:
    """Whether a word is the name of a language that the programme does not have."""
    parts = [p for p in re.split(r"[^\w]+", fold_case(word)) if p]
    return any(p not in _FILLER and not p.isdigit() and _CODES.get(p, "") not in languages for p in parts)
