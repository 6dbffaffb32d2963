"""Words that carry a fact and have one counterpart in the other language: languages, money, and such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from besrour_cli.publishing.parity.fact import Fact, FactKind, Strength, fact_of

_ONCE, _MAYBE = Strength.ONCE, Strength.OPTIONAL
_NOT = {"en": r"(?:no|not|without|nor|n’t)", "fr": r"(?:sans|pas|aucune?|ni|non)"}


class _Concept(NamedTuple):
    """A fact's kind and value, and the words of each language that say it; ``strength`` of these words."""

    kind: FactKind
    value: str
    en: str
    fr: str
    strength: Strength = _ONCE


def _language(code: str, en: str, fr: str) -> _Concept:
    return _Concept(FactKind.LANGUAGE, code, rf"(?-i:{en})", fr)


_LANGUAGE, _CURRENCY, _STATE = FactKind.LANGUAGE, FactKind.CURRENCY, FactKind.STATE
_BOTH = (
    r"bilingual|(?:both|two|either|official)(?: official)? languages?",
    r"bilingues?|(?:deux|autre) langues?|langues? officielles?",
)
_CONCEPTS = (
    _language("en", "English", r"anglais(?:es?)?"),
    _language("fr", "French", r"français(?:es?)?"),
    _language("pt", "Portuguese", r"portugais(?:es?)?"),
    _language("ar", "Arabic", r"arabes?"),
    _language("es", "Spanish", r"espagnole?s?"),
    _language("sw", "(?:Kis|S)wahili", r"(?:kis|s)wahili"),
    _language("am", "Amharic", "amharique"),
    _Concept(_LANGUAGE, "en", r"anglophones?|England", r"anglophones?|Angleterre", _MAYBE),
    _Concept(_LANGUAGE, "fr", r"francophon\w+|France", r"francophon\w+|France", _MAYBE),
    _Concept(_LANGUAGE, "pt", r"lusophones?", r"lusophones?", _MAYBE),
    _Concept(_LANGUAGE, "ar", r"Arabs?|arabophones?", r"arabophones?", _MAYBE),
    _Concept(_LANGUAGE, "es", r"hispanophones?|Spain", r"hispanophones?|Espagne", _MAYBE),
    *(_Concept(_LANGUAGE, code, *_BOTH, _MAYBE) for code in ("en", "fr")),
    _Concept(_CURRENCY, "$", r"\$|dollars?\b", r"\$|dollars?\b"),
    _Concept(_CURRENCY, "€", r"€|euros?\b", r"€|euros?\b"),
    _Concept(_CURRENCY, "£", r"£", r"£"),
    _Concept(_CURRENCY, "£", r"pounds?(?: sterling)?", r"livres?(?: sterling)?", _MAYBE),
    _Concept(_CURRENCY, "CFA", r"CFA|XAF|XOF", r"CFA|XAF|XOF"),
    _Concept(_STATE, "next day", r"next day", r"lendemain"),
    _Concept(
        _STATE, "next day", r"tomorrow|following day|day after|day later", r"demain|jour suivant", _MAYBE
    ),
)
_INTERPRETATION = {
    "en": (
        r"interpretation(?! of)|interpreters?(?! of)",
        r"interpret(?:ed|s|ing)?|translat(?:ion|ed|ors?)",
        r"(?:is|are|will|was|were) not",
    ),
    "fr": (
        r"interprétation(?! d[eu’s])|interprètes?",
        r"interpréter?|traduc(?:tion|teurs?|trices?)|traduite?s?",
        r"n’est|ne sera|n’était|ne sont",
    ),
}


@cache
def _patterns(language: str) -> tuple[tuple[_Concept, re.Pattern[str]], ...]:
    return tuple(
        (each, re.compile(_bounded(each.fr if language == "fr" else each.en), re.IGNORECASE))
        for each in _CONCEPTS
    )


def _bounded(source: str) -> str:
    # “US$20” has no word's end before the sign
    return rf"(?:{source})" if source[0] in r"\€£" else rf"(?<!\w)(?:{source})(?!\w)"


def concepts(text: str, language: str) -> Iterator[Fact]:
    """Languages, currencies, states and interpretation that a text names, in English or in French."""
    for concept, pattern in _patterns(language):
        for match in pattern.finditer(text):
            value = (str(concept.kind), concept.value)
            yield fact_of(match, concept.kind, value, concept.strength)
    yield from interpretation(text, language)


def interpretation(text: str, language: str) -> Iterator[Fact]:
    """Whether a text says that there is interpretation (of speech, not of results), or that there is none."""
    if language not in _INTERPRETATION or not re.search("interpr|tradu|transl", text, re.IGNORECASE):
        return
    sure, maybe, later = _INTERPRETATION[language]
    kind = FactKind.INTERPRETATION
    for source, strength in ((sure, _ONCE), (maybe, _MAYBE)):
        pattern = (
            rf"(?:(?<!\w)(?P<no>{_NOT[language]})(?!\w)[^.;:!?]{{0,30}}?)?(?<!\w)(?:{source})(?!\w)"
            rf"(?P<later> (?:{later}))?"
        )
        for match in re.finditer(pattern, text, re.IGNORECASE):
            value = "no" if match["no"] or match["later"] else "yes"
            yield fact_of(match, kind, (str(kind), value), strength)
