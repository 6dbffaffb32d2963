"""A programme's own ways into a meeting, found in a text that everybody reads: link, number, passcode."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from besrour_cli.model.text.hidden_signs import without_unseen

_TOKEN = re.compile(r"[^\s<>\"'()\[\]{}«»“”]+")
_TAIL = re.compile(r"(?::\d+)?(?P<path>/[^?#&]*)?(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?", re.DOTALL)
_ADDRESS = re.compile(r"\w+://(?:[^/?#@]*@)?(?P<host>[^/?#:]+)(?P<tail>.*)", re.DOTALL)
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_TRACKING = re.compile(r"utm_|fbclid|gclid|mc_|ref$|sa$|ved$|usg$")
_NUMBER = re.compile(r"\d{9,}")
"""A meeting's number, which alone opens the door of many services."""
_CODE_WORD = (
    r"(?:pass\s?code|pass\s?word|passphrase|access\s+code|mot\s+de\s+passe|code\s+(?:secret|d[’']acc[èe]s|"
    r"d[’']identification)|\bpin|\bnip|(?:meeting|webinar)\s+(?:id|number)|(?:\bid|num[ée]ro)\s+de\s+(?:la\s+)?"
    r"r[ée]union)"
)
_BEFORE = (
    rf"(?:{_CODE_WORD}(?:\s+(?:is|est|for|of|de|du|la|le|the|zoom|meeting|r[ée]union))*[\s:=–—\"“«*`_-]*"
    r"|\bcode\s*(?:[:=]|is\b|est\b)[\s\"“«]*|[?&#;](?:pwd?|pass\w{0,9}|code|pin|nip)=)"
)
_BARE_CODE = r"|\bcode[\s\"“«*`_–—-]+"
"""“code” alone, which stands before a number that is no year for one reason only."""
_AFTER = (
    r"[\s)»”\"*`_(–—:=-]*(?:(?:is|est|as|comme)\s+)?(?:(?:the|your|our|a|le|la|votre|notre|un)\s+)?"
    rf"(?:{_CODE_WORD}|code\b)"
)
_PLAIN_WORDS = re.compile(r"[^\W\d_]+(?:[-'’\s][^\W\d_]+)*(?:[-\s]\d{1,4})?|[A-Za-z]\d[A-Za-z]\d")
"""Words of plain language, such as a name with its year, COVID-19, H1N1."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(r"//[^\s?#]+|\w[^\s@]{0,63}@\S+")
"""What of an address is a name; a passcode in its query is none."""
_LONG = 6
"""Signs from which on no honest text holds a passcode by chance; shorter ones are years, rooms, counts."""


class WayKind(StrEnum):
    """What lets whoever reads it walk in."""

    LINK = "link"
    PASSCODE = "passcode"


class OpenWay(NamedTuple):
    """A way in, and where in the text."""

    start: int
    end: int
    kind: WayKind


class MeetingSecrets(NamedTuple):
    """What only invited people may read, of every meeting room of a programme."""

    links: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    passcodes: tuple[str, ...] = ()


NO_SECRETS = MeetingSecrets()


def open_ways(text: str, secrets: MeetingSecrets) -> list[OpenWay]:
    """The ways in that a text gives away, in its order.

    A link counts with or without its query, whatever its case and what tracks it; a meeting's number
    however it is grouped. A passcode counts as a whole word only; one that honest texts hold by chance (a
    year, a count, a plain word) counts only beside a word for it, or as what a link gives for one. Signs that
    nobody sees hide none of them.
    """
    plain, places = without_unseen(text)
    sought = _sought(secrets)
    ways = (
        *_links(plain, sought.rooms),
        *_numbers(plain, sought.numbers),
        *_passcodes(plain, sought.passcodes),
    )
    found: list[OpenWay] = []
    for way in sorted(ways, key=lambda way: (way.start, -way.end)):
        if not found or way.start >= found[-1].end:  # a number, or a passcode, inside a link is told with it
            found.append(way)
    return [OpenWay(places[way.start], places[way.end - 1] + 1, way.kind) for way in found]


class _Room(NamedTuple):
    """A link in small letters, without codes: its host, what finds that, and what follows it."""

    host: str
    pattern: re.Pattern[str]
    tail: re.Match[str]


class _Sought(NamedTuple):
    """What a programme's ways in are found by."""

    rooms: Sequence[_Room]
    numbers: Sequence[re.Pattern[str]]
    passcodes: Sequence[re.Pattern[str]]


@lru_cache(maxsize=8)
def _sought(secrets: MeetingSecrets) -> _Sought:
    """Made once: every text of a programme is searched for the same."""
    links, numbers, passcodes = (tuple(without_unseen(each)[0] for each in kind) for kind in secrets)
    return _Sought(
        list(_rooms(links)), list(_number_patterns(links, numbers)), list(_passcode_patterns(passcodes))
    )


def _rooms(links: Iterable[str]) -> Iterator[_Room]:
    for link in links:
        found = _ADDRESS.match(_decoded(link))
        tail = _TAIL.match(found["tail"]) if found else None
        if found and tail:
            host = found["host"].removeprefix("www.")
            yield _Room(host, re.compile(rf"(?<![\w-]){re.escape(host)}(?![\w-]|\.\w)"), tail)


def _number_patterns(links: Iterable[str], numbers: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """Numbers of nine digits or more, of the rooms and out of their links."""
    plain = [re.sub(r"\D", "", number) for number in numbers]
    plain += [number for link in links for number in _NUMBER.findall(link)]
    for number in {n for n in plain if _NUMBER.fullmatch(n)}:
        grouped = r"[\s.\u2011-]?".join(number)
        yield re.compile(rf"(?<!\d){grouped}(?!\d)")


def _passcode_patterns(passcodes: Iterable[str]) -> Iterator[re.Pattern[str]]:
    for passcode in filter(None, map(str.strip, passcodes)):
        word = r"\s+".join(map(re.escape, passcode.split()))
        for pattern in _alone(passcode, word) if _is_unmistakable(passcode) else _beside(passcode, word):
            yield re.compile(pattern, re.IGNORECASE)


def _links(text: str, rooms: Iterable[_Room]) -> Iterator[OpenWay]:
    whole = _decoded(text)
    own = [room for room in rooms if room.host in whole]
    for match in _TOKEN.finditer(text) if own else ():
        token = _decoded(match[0])
        for room in own:
            for at in room.pattern.finditer(token):
                there = _TAIL.match(token, at.end())
                if there and _is_same(room.tail, there):
                    yield OpenWay(match.start(), match.end(), WayKind.LINK)


def _numbers(text: str, numbers: Iterable[re.Pattern[str]]) -> Iterator[OpenWay]:
    for pattern in numbers:
        for match in pattern.finditer(text):
            yield OpenWay(*match.span(), WayKind.LINK)


def _passcodes(text: str, passcodes: Iterable[re.Pattern[str]]) -> Iterator[OpenWay]:
    matches = [match for pattern in passcodes for match in pattern.finditer(text)]
    names = list(_NAME.finditer(text)) if matches else []
    for match in matches:
        start, end = match.span("word")
        if not any(name.start() <= start < name.end() for name in names):
            yield OpenWay(start, end, WayKind.PASSCODE)


def _decoded(address: str) -> str:
    """An address without codes, those in its query too, in small letters."""
    for _ in range(2):
        address = _PERCENT.sub(
            lambda codes: bytes.fromhex(codes[0].replace("%", "")).decode("utf-8", "replace"), address
        )
    return address.casefold()


def _is_same(room: re.Match[str], found: re.Match[str]) -> bool:
    """Whether what follows a host leads into the same room."""
    path, there = ((each["path"] or "").rstrip("/.,;:!?…*_") for each in (room, found))
    if path != there:
        return False
    if path and not re.search(r"\.\w{2,5}$", path):
        return True
    if room["fragment"]:
        return (found["fragment"] or "").rstrip(".,;:!?…") == room["fragment"]
    own, others = (_parameters(each["query"] or "") for each in (room, found))
    return not own or any(others.get(name) == value for name, value in own.items())


def _parameters(query: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in query.split("&"))
    return {name: value.rstrip(".,;:!?…") for name, _, value in pairs if name and not _TRACKING.match(name)}


def _alone(passcode: str, word: str) -> tuple[str, ...]:
    """How a passcode that nothing else can be is found: as a whole word, and no part of a number."""
    if passcode.isdecimal():
        return (rf"(?<![\w.,:/-])(?P<word>{word})(?![\w]|[.,:/-]\d)",)
    return (rf"(?<![\w@#])(?P<word>{word})(?!\w)",)


def _beside(passcode: str, word: str) -> tuple[str, ...]:
    """How one that honest texts hold is found: behind a word for it, or before one."""
    is_plain = not any(sign.isdecimal() for sign in passcode) or _YEAR.fullmatch(passcode)
    before = _BEFORE if is_plain else f"(?:{_BEFORE}{_BARE_CODE})"
    return rf"{before}(?P<word>{word})(?!\w)", rf"(?<![\w@#.,/-])(?P<word>{word})(?!\w){_AFTER}"


def _is_unmistakable(passcode: str) -> bool:
    """Whether no honest text holds the passcode by chance: no short or round number, no plain word."""
    if passcode.isdecimal():
        return len(passcode) >= _LONG and not passcode.endswith("00")
    letters = [sign for sign in passcode if sign.isalpha()]
    mixed = len(letters) < len(passcode) and not _PLAIN_WORDS.fullmatch(passcode)
    return len(passcode) >= _LONG and (mixed or _has_inner_capital(passcode))


def _has_inner_capital(word: str) -> bool:
    return len(re.findall(r"[a-z][A-Z]", word)) > 1
