"""French as besrour writes it: the typography of the OQLF, and kinds of mistakes that were made once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools import terms

_TYPOGRAPHY = (
    (r"(?<=\S) :(?=\s|$)", "a colon has a no-break space before it"),
    (r"«(?!\u00a0)|(?<!\u00a0)»", "guillemets have no-break spaces inside"),
    (r"(?<=\w)[ \u00a0][;!?]", "no space before ; ! ?"),
    (r"(?<=[A-Za-zÀ-ÿ])'(?=[A-Za-zÀ-ÿ])", "the apostrophe is curved"),
    (r"\d (?=%|h\b)", "a no-break space before % and h"),
    (r"\w\((s|e|es|x|ne|le)\)", "a plural in brackets: two sentences, or another word"),
)
_PLACE = re.compile(r"\b(à|de|en|dans|depuis|vers|À|De|En) \{(place|places|town|towns|city|where|anchor)\}")
_THIRD = re.compile(r"(Affiche|Choisit|Dit|Donne|Écrit|Envoie|Explique|Fait|Garde|Lit|Montre|Note|Retire) \S")
_ORDER = re.compile(
    r"(Add|Ask|Choose|Draw|Give|Keep|Make|Read|Record|Remind|Say|Send|Show|Take|Write)\b[^\n]*\.$"
)
_WORDS = (
    (r"\bwindows?\b(?! of \{n\} columns)", r"\bfenêtres?\b", "plage de dates"),
    (r"\bprinted\b(?!, and copies)", r"\bimprim", "annoncé"),
    (r"\bdamaged\b", r"\babîm", "endommagé"),
    (r"\be-?mails?\b", r"\be-?mails?\b|\bmails?\b", "courriel"),
    (r"\bpresent time\b", r"heure actuelle", "l’heure prévue"),
    (r"\bgive up\b", r"laisse[zr] tomber", "renoncez à"),
    (r"\bsigns?\b", r"\bsignes? (invisible|caché)", "caractère"),
    (r"\brepeat(ed|able)\b", r"(?i:(?<!l’option )peut (être|se) répét)", "l’option peut être répétée"),
    (r"\bwould have to\b", r"\bdevrait\b", "se retrouverait: « devrait » reads “should”"),
    (r"\bschedule page\b", r"page du programme", "page de l’horaire"),
    (
        r"\bown calendar\b|\bcalendars? of (\{|members)",
        r"calendriers? (d’un|de|des) +(membres?|en|est|$)",
        "agenda",
    ),
    (r"\blunch\b", r"\bdîner\b", "midi"),
)
"""What English says, the French that was another word or had another meaning, and the one word for it."""


def typography(text: str) -> Iterator[str]:
    """What is wrong with the signs of a French text, each with the words around it."""
    for pattern, why in _TYPOGRAPHY:
        for found in re.finditer(pattern, text):
            around = text[max(0, found.start() - 20) : found.end() + 12].strip()
            yield f"{why}: “{around}”"


def sentence(english: str, french: str) -> Iterator[str]:
    """What is wrong with the French of a sentence that besrour prints: signs, prepositions, verbs, words."""
    yield from typography(re.sub(r"`[^`]*`", "code", french))
    if found := _PLACE.search(french):
        yield f"“{found[0]}” gives « à Le Caire »: write the place in brackets, or after a colon"
    if _ORDER.match(english) and _THIRD.match(french):
        yield f"“{french.split(maxsplit=1)[0]}”: a help says what to do in the infinitive"
    words = re.sub(r"\{\w+\}", "", french)
    for said, other, word in _WORDS:
        if re.search(said, english) and (found := re.search(other, words)):
            yield f"“{found[0]}”: {word}"
    yield from terms.faults(english, french)
