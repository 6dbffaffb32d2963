"""The typography of each language: setting what people type, and finding what is not as it should be.

French of Canada after the OQLF: no-break space before ``:`` and ``%`` and inside ``« »``, none before
``; ! ?``, ``14 h 30``, ``1er``, the curved apostrophe. English of Canada: ``2:30 p.m.``, noon and
midnight by name. Neither prints bare zone letters (EST, CAT, GMT+1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from besrour_cli.model.language import NO_BREAK as NB
from besrour_cli.model.language import data_of
from besrour_cli.model.message import Message, msg

_PART = r"[^\s<>()«»,;:@]"
ADDRESS = re.compile(
    rf"(?:https?://|mailto:|tel:)[^\s<>«»]+|(?<!{_PART}){_PART}{{1,64}}+@{_PART}{{1,253}}\.[\w-]+"
)
"""Web and e-mail addresses: they are left as written, and are no prose.

An address begins where a word does and is no longer than RFC 5321 lets it be: a picture pasted as one
word of text is read in time that grows with its length.
"""

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_FRENCH = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"«[ \u00a0]*", f"«{NB}"),
        (r"[ \u00a0]*»", f"{NB}»"),
        (r"[ \u00a0]*:(?=\s|$)", f"{NB}:"),
        (r"[ \u00a0]+(?=[;!?])", ""),
        (r"(?<=\d) ?([%$])", rf"{NB}\1"),
        (r"\b(\d{1,2}) ?h ?(\d{2})\b", rf"\1{NB}h{NB}\2"),
        (r"\b(\d{1,2}) ?h\b(?![ \u00a0]?\d)", rf"\1{NB}h"),
    )
)
_ENGLISH = ((re.compile(r"(?<=\d) (?=[ap]\.m\.)"), NB),)
_SETTING = {"fr": _FRENCH, "en": _ENGLISH}


def set_typography(text: str, language: str) -> str:
    """Prose as the language sets it; addresses stay as they are."""
    if ":/" not in text and "@" not in text:
        return _set(text, language)
    out, at = [], 0
    for match in ADDRESS.finditer(text):
        out += [_set(text[at : match.start()], language), match.group()]
        at = match.end()
    return "".join([*out, _set(text[at:], language)])


def _set(text: str, language: str) -> str:
    text = _APOSTROPHE.sub("’", text)
    data = data_of(language)
    rules = data.setting if data else _SETTING.get(language, ())
    for pattern, to in rules:
        text = pattern.sub(to, text)
    return text


class TypographyIssue(NamedTuple):
    """One breach of a rule: the passage it is in, what is wrong, what to write, and the words it is about."""

    text: str
    what: Message
    remedy: Message
    words: str


# letters that mean nothing but a zone; those that are also a scan or a test mean one only after an hour,
# and ET, PT and such too
_ZONES = (
    r"\b(?:[ECP][SD]T|[MAN]DT|GMT|H[NA][ECRPAT]|SAST|CEST)\b(?: ?[+-] ?\d+)?"
    r"|\b(?:[MAN]ST|CAT|WAT|EAT|CET|BST)\b ?\+ ?\d+"
    r"|(?:(?<=:\d\d[ \u00a0])|(?<=h[ \u00a0]\d\d[ \u00a0])|(?<=\d[ \u00a0]h[ \u00a0])|(?<=\.m\.[ \u00a0])"
    r"|(?<=[ap]m[ \u00a0])|(?<=\dh[ \u00a0])|(?<=noon )|(?<=midi )|(?<=heure\u00a0: )|(?<=time: ))\(?"
    r"(?:[MAN]ST|CAT|WAT|EAT|CET|BST)\b"
    r"|(?<=\d )(?:ET|CT|MT|PT|AT)\b|(?<=\.m\. )(?:ET|CT|MT|PT|AT)\b"
)
_RATIO = re.compile(r"\b(?:ratio|rapport|proportion|échelle|scale|odds|dilution|cote)s?\b", re.IGNORECASE)
_RATIO_REACH = 40
"""Characters before a ratio, or half as many after it, in which a word says that it is one."""
_MONTHS = "Janvier|Février|Mars|Avril|Mai|Juin|Juillet|Août|Septembre|Octobre|Novembre|Décembre"


class _Rule(NamedTuple):
    """A rule and what to say of its breach; ``tables`` is False where tables may do otherwise.

    Rules of the built-in languages are compiled where one of them is broken, which is seldom.
    """

    pattern: str | re.Pattern[str]
    what: Message
    remedy: Message
    tables: bool = True


def _rule(pattern: str, what: Message, remedy: Message, *, tables: bool = True) -> _Rule:
    return _Rule(pattern, what, remedy, tables)


_COMMON = (
    _rule(r"(?<=\w)'(?=\w)", msg("a straight apostrophe"), msg("write ’")),
    _rule(_ZONES, msg("letters for a time zone"), msg("name a place instead: people live by its clock")),
    _rule(
        r"\ufffd|Ã[\u0080-\u00bf©¨ª´]|â€",
        msg("letters that were read in the wrong encoding"),
        msg("save the file as UTF-8"),
    ),
)
_RULES: dict[str, tuple[_Rule, ...]] = {
    "fr": (
        *_COMMON,
        _rule(
            r"\b\d{1,2}:\d{2}\b",
            msg("a time with a colon in French prose"),
            msg("write 14 h 30"),
            tables=False,
        ),
        _rule(
            r"\b\d{1,2}(?!\u00a0h\u00a0)[ \u00a0]?h[ \u00a0]?\d{2}\b",
            msg("a time that can break across lines"),
            msg("write 14 h 30 with no-break spaces"),
        ),
        _rule(
            r"\b\d{1,2} ?h(?![\w\u00a0])",
            msg("an hour that can break across lines"),
            msg("write 9 h with a no-break space"),
        ),
        _rule(r"(?i)\d\s?[ap]\.?m\b", msg("a.m. or p.m. in French"), msg("write 14 h 30")),
        _rule(r"[ \u00a0][;!?]", msg("a space before ; ! or ?"), msg("take the space away")),
        _rule(
            r"(?<!\u00a0):(?=\s|$)",
            msg("no no-break space before a colon"),
            msg("put a no-break space before it"),
        ),
        _rule(
            r"«(?!\u00a0)|(?<!\u00a0)»",
            msg("no no-break space inside « »"),
            msg("put one after « and one before »"),
        ),
        # inside « » they are the inner ones
        _rule(r"[\"“”](?![^«»]*»)", msg("quotation marks that are not French"), msg("write « »")),
        _rule(r"\d ?[%$]", msg("no no-break space before % or $"), msg("put a no-break space before it")),
        _rule(
            rf"(?i)\b1[ \u00a0](?:{_MONTHS}|janv\.|févr\.|juill\.|sept\.|oct\.|nov\.|déc\.)(?!\w)",
            msg("the first of a month without its ending"),
            msg("write 1er"),
        ),
        _rule(
            r"\b(?:[2-9]|[12]\d|3[01])er\b",
            msg("an ending that only the first of a month takes"),
            msg("write the number alone"),
        ),
        _rule(
            rf"(?:\d|1er)[ \u00a0](?:{_MONTHS})\b",
            msg("a month with a capital in French"),
            msg("write it in small letters"),
        ),
        _rule(
            r"\w[·•]\w|\w\((?:e|es|ne|nes|trice|trices)\)|\w\.e\.s\b",
            msg("a shortened double form"),
            msg("write a neutral word or both forms in full"),
        ),
    ),
    "en": (
        *_COMMON,
        _rule(
            r"\b12:00[ \u00a0]?[ap]\.m\.",
            msg("12:00 can be read as noon or midnight"),
            msg("write noon or midnight"),
        ),
        _rule(
            r"\d [ap]\.m\.",
            msg("a time that can break across lines"),
            msg("put a no-break space before p.m."),
        ),
        _rule(
            r"\d[ \u00a0]?(?:[AP]\.?M\b|[ap]m\b)", msg("AM or PM without full stops"), msg("write 2:30 p.m.")
        ),
        _rule(
            r"\b\d{1,2}[ \u00a0]?h[ \u00a0]?\d{2}\b(?![ \u00a0]?min)",
            msg("a French time in English"),
            msg("write 2:30 p.m."),
        ),
        _rule(
            r"(?<![\d:+\u2212-])\b\d{1,2}:\d{2}\b"
            r"(?![ \u00a0]?(?:[apAP]\.?[mM]|in[ \u00a0]the[ \u00a0]day|at[ \u00a0]night))"
            r"(?![ \u00a0](?:in[ \u00a0][A-ZÀ-Þ]|UTC|GMT))"  # 9:00 in Toronto: the clock of 24 hours
            r"(?![ \u00a0]?(?:to|and|[–-])[ \u00a0]?\d{1,2}(?::\d{2})?[ \u00a0]?[ap]\.m)",
            msg("a time without a.m. or p.m."),
            msg("write 2:30 p.m."),
            tables=False,
        ),
        _rule(r"[«»]", msg("French quotation marks in English"), msg("write “ ”")),
    ),
}


def _from_data(language: str) -> tuple[_Rule, ...]:
    """The rules of a language that came in by data, in its own words, after those of all languages."""
    data = data_of(language)
    own = data.wrong if data else ()
    return (
        *_COMMON,
        *(_Rule(r.pattern, msg("{words}", words=r.what), msg("{words}", words=r.remedy)) for r in own),
    )


@cache
def _any_rule(language: str) -> re.Pattern[str]:
    """What matches wherever a rule of a built-in language is broken."""
    return re.compile("|".join(f"(?:{_with_flags(str(rule.pattern))})" for rule in _RULES[language]))


def _with_flags(source: str) -> str:
    """The pattern without a flag at its start, which a part of another one cannot have."""
    return f"(?i:{source.removeprefix('(?i)')})" if source.startswith("(?i)") else source


def is_ratio(text: str, match: re.Match[str]) -> bool:
    """Whether figures with a colon are a ratio (``a ratio of 1:10``), which looks like a time."""
    if not re.fullmatch(r"\d+:\d+", match.group()):
        return False
    before = text[max(0, match.start() - _RATIO_REACH) : match.start()]
    return bool(_RATIO.search(before) or _RATIO.search(text[match.end() : match.end() + _RATIO_REACH // 2]))


def issues(text: str, language: str, *, table: bool = False) -> Iterator[TypographyIssue]:
    """Every breach of the language's rules in a text; numeric times are allowed in tables."""
    prose = ADDRESS.sub("…", text)
    if language in _RULES and not _any_rule(language).search(prose):
        return  # as almost always: one search instead of twenty
    for rule in _RULES.get(language, ()) or _from_data(language):
        if table and not rule.tables:
            continue
        for match in re.finditer(rule.pattern, prose):
            if is_ratio(prose, match):
                continue
            around = prose[max(0, match.start() - 15) : match.end() + 15]
            yield TypographyIssue(around.strip(), rule.what, rule.remedy, match.group())
