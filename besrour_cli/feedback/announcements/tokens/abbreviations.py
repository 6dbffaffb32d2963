"""Words for clocks in announcements: what an abbreviation or a name claims, and where it can be true.

Claims are minutes east of UTC; ``None`` where the words leave summer time open (``ET``, ``heure de l'Est``).
The first zone is the one most readers think of; the others hold only when the text names such a place.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple


class ZoneAbbreviation(NamedTuple):
    """What a word for a clock says: its offset if it states one, and the zones it may be about."""

    claims: int | None
    zones: tuple[str, ...]


_ROWS = """
EST HNE -300 America/Toronto America/New_York America/Panama America/Jamaica America/Winnipeg America/Cancun
EDT HAE -240 America/Toronto America/New_York America/Havana
ET HE - America/Toronto
CST HNC -360 America/Chicago America/Regina America/Mexico_City America/Edmonton America/Winnipeg \
America/Costa_Rica America/Guatemala
CDT HAC -300 America/Chicago America/Winnipeg
CT HC - America/Chicago
MST HNR -420 America/Denver America/Phoenix America/Vancouver America/Whitehorse America/Edmonton
MDT HAR -360 America/Denver America/Edmonton
MT HR - America/Denver
PST HNP -480 America/Los_Angeles America/Vancouver
PDT HAP -420 America/Los_Angeles America/Vancouver
PT HP - America/Los_Angeles
AST HNA -240 America/Halifax America/Puerto_Rico America/Port_of_Spain
ADT HAA,HEA -180 America/Halifax
AT - - America/Halifax
NST HNTN -210 America/St_Johns
NDT HATN -150 America/St_Johns
NT - - America/St_Johns
AKST - -540 America/Anchorage
AKDT - -480 America/Anchorage
HST - -600 Pacific/Honolulu
UTC TU,TUC 0 Etc/UTC
GMT - 0 Africa/Accra
WAT - 60 Africa/Lagos
CAT - 120 Africa/Maputo
EAT - 180 Africa/Nairobi
SAST - 120 Africa/Johannesburg
WET - 0 Europe/Lisbon
WEST - 60 Europe/Lisbon
CET HNEC 60 Europe/Paris Africa/Tunis Africa/Algiers
CEST HAEC 120 Europe/Paris
EET - 120 Europe/Athens Africa/Cairo Africa/Tripoli
EEST - 180 Europe/Athens Africa/Cairo
BST - 60 Europe/London
MSK - 180 Europe/Moscow
TRT - 180 Europe/Istanbul
GST - 240 Asia/Dubai
PKT - 300 Asia/Karachi
IST - 330 Asia/Kolkata
NPT - 345 Asia/Kathmandu
BDT - 360 Asia/Dhaka
ICT - 420 Asia/Bangkok
WIB - 420 Asia/Jakarta
SGT - 480 Asia/Singapore
HKT - 480 Asia/Hong_Kong
PHT - 480 Asia/Manila
AWST - 480 Australia/Perth
JST - 540 Asia/Tokyo
KST - 540 Asia/Seoul
ACST - 570 Australia/Adelaide Australia/Darwin
ACDT - 630 Australia/Adelaide
AEST - 600 Australia/Sydney Australia/Brisbane
AEDT - 660 Australia/Sydney
NZST - 720 Pacific/Auckland
NZDT - 780 Pacific/Auckland
BRT - -180 America/Sao_Paulo
ART - -180 America/Argentina/Buenos_Aires
COT - -300 America/Bogota
PET - -300 America/Lima
MUT - 240 Indian/Mauritius
"""

_REGIONS = (
    ("eastern", r"l['’]est", "E"),
    ("central", "du centre", "C"),
    ("mountain", "des rocheuses", "M"),
    ("pacific", "du pacifique", "P"),
    ("atlantic", r"(?:de )?l['’]atlantique", "A"),
    ("newfoundland", "(?:de )?terre-?neuve", "N"),
)
_PHRASES = (
    (r"(?:coordinated universal time|temps universel(?: coordonné)?|heure universelle)", "UTC"),
    (r"(?:greenwich(?: mean)? time|(?:temps moyen|heure(?: moyenne)?) de greenwich)", "GMT"),
    (r"(?:west(?:ern)? africa[n]?(?: standard)? time|heure (?:de l['’]|d['’])afrique de l['’]ouest)", "WAT"),
    (r"(?:central africa[n]?(?: standard)? time|heure (?:de l['’]|d['’])afrique centrale)", "CAT"),
    (r"(?:east(?:ern)? africa[n]?(?: standard)? time|heure (?:de l['’]|d['’])afrique de l['’]est)", "EAT"),
    (r"(?:south africa[n]?(?: standard)? time|heure d['’]afrique du sud)", "SAST"),
    (r"(?:central european summer time|heure d['’]été d['’]europe centrale)", "CEST"),
    (r"(?:central european(?: standard)? time|heure (?:normale )?d['’]europe centrale)", "CET"),
    (r"(?:eastern european summer time)", "EEST"),
    (r"(?:eastern european(?: standard)? time)", "EET"),
    (r"british summer time", "BST"),
    (r"(?:india[n]?(?: standard)? time)", "IST"),
)
_LONELY = frozenset("AT NT HE HR HP HC".split())
"""Abbreviations that are words too: they count only where no sentence goes on behind them."""
_IMPOSSIBLE = (
    r"(?!\w{3}[−–-]\d{1,2}:\d{2} [A-Z]{3,4}\b)"
    r"(?i:gmt|utc)(?:[+−–±-]\d{1,2}(?:[:.]?\d{2})?(?![\d:h]|\s?[ap]\.?m)"
    r"|\s?[+±]\s?\d{1,2}(?:[:.]?\d{2})?(?!\s?[\w:]))"
)
"""UTC+15: an offset that no place has was not read as one, and is not UTC itself either; UTC + 15 min is.

In “10:00 GMT-11:00 WAT” the figures are the hour of another clock."""


@cache
def _clocks() -> dict[str, ZoneAbbreviation]:
    found = {}
    for row in _ROWS.replace("\\\n", "").strip().splitlines():
        name, french, claims, *zones = row.split()
        clock = ZoneAbbreviation(None if claims == "-" else int(claims), tuple(zones))
        for word in (name, *french.split(",")):
            if word != "-":
                found[word] = clock
    return found


@cache
def pattern() -> re.Pattern[str]:
    """Return what finds every word for a clock: long names in any case, abbreviations in capitals."""
    phrases = [p for p, _ in _PHRASES]
    for english, french, _ in _REGIONS:
        phrases.append(rf"{english}(?: (?:standard|daylight|summer))? time")
        phrases.append(rf"(?:u\.?s\.? |north american ){english}(?! europ)")
        phrases.append(rf"heure (?:normale |avancée |d['’]été )?(?:de )?{french}")
    names = sorted(set(_clocks()) - _LONELY, key=len, reverse=True)
    lonely = "|".join(sorted(_LONELY))
    return re.compile(
        rf"(?<![\w])(?!{_IMPOSSIBLE})(?:(?P<long>(?i:{'|'.join(phrases)}))"
        rf"|(?P<short>{'|'.join(names)}|(?i:gmt|utc)|T\.U\.)"
        rf"|(?P<lonely>{lonely})(?=\s*(?:[,;.)/|\]]|$)))(?![\w])",
        re.MULTILINE,
    )


def abbreviation(words: str) -> ZoneAbbreviation:
    """Return what the words that :func:`pattern` found say. Raises ``KeyError`` for any others."""
    short = words.replace(".", "").upper()
    if short in _clocks():
        return _clocks()[short]
    low = " ".join(words.lower().split())
    for phrase, name in _PHRASES:
        if re.fullmatch(phrase, low):
            return _clocks()[name]
    for english, french, letter in _REGIONS:
        if re.match(rf"(?:u\.?s\.? |north american )?{english}", low) or re.search(french, low):
            if "standard" in low or "normale" in low:
                return _clocks()[f"{letter}ST"]
            if any(word in low for word in ("daylight", "summer", "avancée", "été")):
                return _clocks()[f"{letter}DT"]
            return _clocks()[f"{letter}T"]
    raise KeyError(words)
