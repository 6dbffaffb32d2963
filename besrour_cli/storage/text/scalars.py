"""Single words and short texts as people type them, turned into values or into a mistake with its remedy.

All are pure functions of one text; the same ones read YAML scalars and the cells of spreadsheets.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from besrour_cli.model.address import address_in, fault_in, is_address
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import Message, msg
from besrour_cli.model.programme import PROFILES
from besrour_cli.model.text.hidden_signs import without_hidden_signs


class ParseError(NamedTuple):
    """Why a text cannot be read, and what to write instead."""

    code: str
    what: Message
    remedy: Message | None = None


_URL = re.compile(r"https?://[^\s<>\"\\^`{|}/?#]+(?:[/?#][^\s<>\"\\^`{|}]*)?", re.IGNORECASE)
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_LONGEST_ID = 80
"""Characters of an id, which is a part of file names and links."""
_LONGEST_NUMBER = 9
"""Characters of a number; nothing in a programme counts further."""
_DECIMALS = 2
_YES = frozenset(("yes", "oui", "true", "vrai", "on"))
_NO = frozenset(("no", "non", "false", "faux", "off"))
_ISO_639_1 = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee
el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is
it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms
mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk
sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi
yo za zh zu
"""
_CODES = frozenset(_ISO_639_1.split())
_LANGUAGE_WORDS: Mapping[str, tuple[str, ...]] = {
    "english": ("en",),
    "anglais": ("en",),
    "eng": ("en",),
    "french": ("fr",),
    "francais": ("fr",),
    "fra": ("fr",),
    "bilingual": ("en", "fr"),
    "bilingue": ("fr", "en"),
    "both": ("en", "fr"),
    "les deux": ("fr", "en"),
    "portuguese": ("pt",),
    "portugais": ("pt",),
    "portugues": ("pt",),
    "arabic": ("ar",),
    "arabe": ("ar",),
    "spanish": ("es",),
    "espagnol": ("es",),
    "espanol": ("es",),
    "swahili": ("sw",),
    "kiswahili": ("sw",),
    "amharic": ("am",),
    "amharique": ("am",),
    "fr ca": ("fr",),
    "en ca": ("en",),
    "fr fr": ("fr",),
    "en gb": ("en",),
    "en us": ("en",),
}


def tidy(text: str) -> str:
    """One line: no-break spaces, line ends and runs of spaces become one space, hidden signs go."""
    line = " ".join(text.split())
    return " ".join(without_hidden_signs(line).split()) if line else ""


def slug(text: str) -> str:
    """An id from any text: ``Émile Zola`` -> ``emile-zola``; "" when no letter or digit is left."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "-"))
    return "-".join(re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode()))


def similar(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like this one; "" when none looks much like it."""
    by_fold = {fold_case(k): k for k in known}
    matches = difflib.get_close_matches(fold_case(word), by_fold, n=1)
    return by_fold[matches[0]] if matches else ""


def unknown_choice(word: str, known: Iterable[str], code: str, what: Message) -> ParseError:
    """The mistake of a word that is not known; its remedy is the similar known word, or all of them."""
    known = tuple(known)
    near = similar(word, known)
    if near:
        return ParseError(code, what, msg("a similar one exists: {word}", word=near))
    if known:
        return ParseError(code, what, msg("known are: {words}", words=", ".join(known)))
    return ParseError(code, what)


def boolean(text: str) -> bool | ParseError:
    """yes, no, oui, non, true, false, on, off, vrai or faux."""
    word = fold_case(text)
    if word in _YES or word in _NO:
        return word in _YES
    return ParseError(
        "value-yes-no", msg("“{text}” is neither yes nor no", text=text), msg("write yes or no")
    )


def email(text: str) -> str | ParseError:
    """One e-mail address, at most 254 octets (RFC 5321), in the letters of any script (RFC 6531)."""
    address = unicodedata.normalize("NFC", tidy(text))
    if is_address(address):
        fault = fault_in(address)
        if fault:
            return ParseError("value-email", fault, msg("ask for the address again, and type it anew"))
        return address
    what = msg("“{text}” is not an e-mail address", text=address)
    inside = address_in(address)
    if inside:
        return ParseError("value-email", what, msg("write {text}", text=inside))
    return ParseError(
        "value-email", what, msg("write an address such as name@example.org, without accents or spaces")
    )


def url(text: str) -> str | ParseError:
    """A web address that begins with https:// or http://."""
    address = tidy(text)
    if _URL.fullmatch(address):
        return address
    what = msg("“{text}” is not a web address", text=address)
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?", address, re.ASCII):
        return ParseError("value-url", what, msg("write https://{text}", text=address))
    return ParseError("value-url", what, msg("write it with https:// at the start and without spaces"))


def url_or_mail(text: str) -> str | ParseError:
    """A web address, or ``mailto:`` and an e-mail address."""
    if tidy(text).startswith("mailto:"):
        address = email(tidy(text).removeprefix("mailto:").split("?")[0])
        return address if isinstance(address, ParseError) else tidy(text)
    if is_address(tidy(text)):
        return ParseError(
            "value-url",
            msg("“{text}” is an e-mail address where a link is expected", text=text),
            msg("write mailto:{text}", text=tidy(text)),
        )
    return url(text)


def colour(text: str) -> str | ParseError:
    """A colour as ``#1f6f8b`` or ``#18b``, in small letters and six digits."""
    value = text.strip().lower()
    if _COLOUR.fullmatch(value):
        return value if len(value) == len("#1f6f8b") else "#" + "".join(c * 2 for c in value[1:])
    what = msg("“{text}” is not a colour", text=text)
    if _COLOUR.fullmatch("#" + value):
        return ParseError("value-colour", what, msg('write "#{text}", with the quotes', text=value))
    return ParseError(
        "value-colour", what, msg('write six digits or letters a to f after #, such as "#1f6f8b"')
    )


def number(text: str) -> float | ParseError:
    """A number of zero or more; ``010`` is refused, since it may mean 10 or, to other programs, 8."""
    value = text.strip()
    if not _NUMBER.fullmatch(value):
        return ParseError(
            "value-number",
            msg("“{text}” is not a number", text=text),
            msg("write digits only, such as 3 or 2.5"),
        )
    if len(value) > 1 and value[0] == "0" and value[1].isdigit():
        return ParseError(
            "value-leading-zero",
            msg(
                "“{text}” begins with a zero: it means {n} to people and another number to some programs",
                text=value,
                n=value.lstrip("0") or "0",
            ),
            msg("write {n}", n=value.lstrip("0") or "0"),
        )
    if len(value) > _LONGEST_NUMBER:
        return ParseError("value-number", msg("“{text}” is too large a number", text=text))
    return float(value.replace(",", "."))


def hundredths(text: str) -> float | ParseError:
    """A number of zero or more with at most two decimals: the rule counts in hundredths."""
    value = number(text)
    decimals = text.strip().replace(",", ".").partition(".")[2].rstrip("0")
    if not isinstance(value, ParseError) and len(decimals) > _DECIMALS:
        return ParseError(
            "value-decimals",
            msg("“{text}” has more than two decimals, and besrour counts in hundredths", text=text.strip()),
            msg("write {n}", n=f"{value:.2f}".rstrip("0").rstrip(".")),
        )
    return value


def integer(text: str) -> int | ParseError:
    """A whole number of zero or more."""
    value = number(text)
    if isinstance(value, ParseError):
        return value
    if value != int(value):
        return ParseError(
            "value-number", msg("“{text}” is not a whole number", text=text), msg("write digits only")
        )
    return int(value)


def identifier(text: str) -> str | ParseError:
    """An id: small letters without accents, digits, and hyphens between them; it names files and links."""
    value = text.strip()
    if _SLUG.fullmatch(value) and len(value) <= _LONGEST_ID:
        return value
    what = msg("“{text}” cannot be an id: an id has small letters, digits and hyphens", text=text)
    better = slug(value)[:_LONGEST_ID].strip("-")
    return ParseError("value-id", what, msg("write {text}", text=better) if better else None)


def profile(text: str) -> str | ParseError:
    """The name of a burden curve."""
    name = text.strip().casefold()
    if name in PROFILES:
        return name
    return unknown_choice(
        name, PROFILES, "value-profile", msg("“{text}” is not a profile besrour knows", text=text)
    )


def language(text: str) -> tuple[str, ...] | ParseError:
    """The ISO 639-1 codes a word names: ``fr``, ``français`` -> fr; ``bilingual`` -> en, fr."""
    codes = _codes(text)
    if codes:
        return codes
    return unknown_choice(
        text,
        ("english", "french", "anglais", "français", "bilingual", "bilingue"),
        "value-language",
        msg("“{text}” is not a language besrour knows", text=text),
    )


def languages(text: str) -> tuple[str, ...] | ParseError:
    """Several languages in one text: ``fr en``, ``fr;en``, ``français / anglais``."""
    several = list(_codes(text))
    for part in () if several else re.split(r"[\s,;/+&|]+|\bet\b|\band\b", text):
        if not part:
            continue
        codes = language(part)
        if isinstance(codes, ParseError):
            return codes
        several += codes
    return tuple(dict.fromkeys(several))


def is_language(code: str) -> bool:
    """Whether a word is an ISO 639-1 code."""
    return code in _CODES


def _codes(text: str) -> tuple[str, ...]:
    """The language codes that a word stands for, ISO 639-1 codes first; none for another word."""
    word = fold_case(text)
    return (word,) if word in _CODES else _LANGUAGE_WORDS.get(word, ())
