"""How servers misbehave: for mail, mailboxes and calendars, names and the steps that are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from support.delivery.hostile_caldav import PATH, http, listing
from support.delivery.hostile_imap import MESSAGE, Steps, Tagged, body, tagged
from support.delivery.hostile_server import Answer, drip, drop, flood, hang, reset

UNCLEAR = (
    b"garbage\r\n",
    b"354 go on\r\n",
    b"25 ok\r\n",
    b"\r\n",
    b"HTTP/1.1 400 Bad Request\r\n",
    b"250ok\r\n",
    b"2500 ok\r\n",
    b"+25 ok\r\n",
    b"199 soon\r\n",
    b"600 what\r\n",
    b"250-taken\r\n550 refused\r\n",
    b"550-refused\r\n250 taken\r\n",
    b"\xff\xfe\x00\x00\r\n",
    b"\x1b[31m250 ok\r\n",
)
"""Answers to a letter that say neither yes nor no."""
_WAYS: Mapping[str, Answer] = {
    "garbage": b"\x1b]0;owned\x07garbage\r\n",
    "hanging up": drop,
    "a reset": reset,
    "silence": hang,
    "dripping lines": drip(b"250-x\r\n", 0.3),
    "a dripping line": drip(b"2", 1.0),
    "a flood": flood(b"250-again\r\n"),
}
_STEPS = ("greeting", "clear", "starttls", "ehlo", "auth", "mail", "rcpt", "data", "dot")

SMTP: dict[str, Mapping[str, Answer]] = {
    **{f"after the letter: {words!r}": {"dot": words} for words in UNCLEAR},
    **{f"{step}: {way}": {step: _WAYS[way]} for step, way in product(_STEPS, _WAYS)},
    "dot: put off": {"dot": b"451 later\r\n"},
    "dot: refused": {"dot": b"554 no\r\n"},
    "dot: refused in control characters": {"dot": b"554 \x1b[2Jno\x9b\r\n"},
    "rcpt: refused": {"rcpt": b"550 nobody\r\n"},
    "rcpt: the mailbox is full": {"rcpt": b"552 full\r\n"},
    "mail: refused": {"mail": b"553 not you\r\n"},
    "auth: put off": {"auth": b"454 later\r\n"},
    "auth: a challenge that is no base64": {"auth": b"334 !!\r\n"},
    "auth: wrong": {"auth": b"535 no\r\n"},
    "data: an answer before the letter": {"data": b"354 go\r\n250 taken\r\n"},
    "data: a yes": {"data": b"250 taken\r\n"},
    "ehlo: odd words": {"ehlo": b"250-me\r\n250-SIZE x\r\n250-AUTH\r\n250-AUTH=\xff\r\n250 \xe2\x80\xae\r\n"},
    "rset: garbage": {"rset": b"?\r\n", "rcpt": b"451 later\r\n"},
    "quit: silence": {"quit": hang},
}

_HANGING: Mapping[str, Answer] = {
    "silence": hang,
    "dripping lines": drip(b"* OK x\r\n", 0.3),
    "a dripping line": drip(b"*", 1.0),
    "a flood": flood(b"* 1 EXISTS\r\n"),
}
_VISIT = ("greeting", "capability", "authenticate", "login", "examine", "search", "size", "fetch")

IMAP: dict[str, Steps] = {
    **{f"{step}: {way}": {step: _HANGING[way]} for step, way in product(_VISIT, _HANGING)},
    "a literal of 3 GB": {"fetch": body(size=3_000_000_000)},
    "a literal of 3 GB that comes": {"fetch": flood(b"* 1 FETCH (BODY[] {3000000000}\r\n" + b"x" * 60_000)},
    "messages without end": {"fetch": flood(b"* 1 FETCH (BODY[] {4}\r\nabcd)\r\n")},
    "a message larger than said": {"fetch": body(MESSAGE + b"x" * 10_010_000)},
    "a literal of 5,000 digits": {"examine": tagged(b"* X {" + b"9" * 5_000 + b"}")},
    "a line without end": {"greeting": flood(b"* OK ")},
    "a web server": {"greeting": b"HTTP/1.1 400 Bad Request\r\n\r\n"},
    "a capability beyond ASCII": {"capability": tagged(b"* CAPABILITY \xff\xfe")},
    "a capability that is a literal": {"capability": tagged(b"* CAPABILITY {3}", b"abc")},
    "goodbye in red": {"examine": b"* BYE \x1b[31mred\x07\r\n"},
    "another's tag": {"search": b"ZZZZ9 OK done\r\n"},
    "huge numbers": {"search": tagged(b"* SEARCH " + b"9" * 5_000)},
    "20,001 messages": {"search": tagged(b"* SEARCH " + b" ".join(b"%d" % n for n in range(1, 20_002)))},
    "a mailbox that is not there": {"examine": Tagged(b"", b"NO \x1b[31mno such")},
}

_CAFE = f"{PATH}2027-04-cafe.ics"
_CHUNKED = b"HTTP/1.1 207 M\r\nTransfer-Encoding: chunked\r\n\r\n"
_WEB: Mapping[str, Answer] = {
    "hanging up": drop,
    "silence": hang,
    "a dripping head": drip(b"HTTP/1.1 100 Continue\r\n\r\n", 0.3),
    "a flood": flood(b"HTTP/1.1 207 M\r\n\r\n" + b"<a>" * 20_000),
    "500": http(status=b"500 \x1b[31mOops"),
}

CALDAV: dict[str, Mapping[str, Answer]] = {
    **{f"{step}: {way}": {step: _WEB[way]} for step, way in product(("PROPFIND", "PUT"), _WEB)},
    "a bad address": {"PROPFIND": listing(("http://[cafe/x.ics", '"1"'))},
    "an ETag beyond a header": {"PROPFIND": listing((_CAFE, "“1”"))},
    "19 MB of nested elements": {"PROPFIND": listing(before="<a>" * 6_300_000)},
    "19 MB of elements": {"PROPFIND": listing(before="<a/>" * 4_700_000)},
    "a name of 19 MB": {"PROPFIND": http(b"<" + b"a" * 19_000_000, b"207 Multi-Status")},
    "an entity": {"PROPFIND": http(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"207 Multi-Status")},
    "an entity in UTF-16": {
        "PROPFIND": http('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"), b"207 Multi-Status")
    },
    "no XML": {"PROPFIND": http(b"\0\1\2", b"207 Multi-Status")},
    "no HTTP": {"PROPFIND": b"220 mail.example.org ESMTP\r\n"},
    "chunks of a negative size": {"PROPFIND": _CHUNKED + b"-5\r\nabcde\r\n0\r\n\r\n"},
    "a chunk of a terabyte": {"PROPFIND": _CHUNKED + b"ffffffffff\r\nabc"},
    "a length of a terabyte": {"PROPFIND": b"HTTP/1.1 207 M\r\nContent-Length: 999999999999\r\n\r\nabc"},
    "21 MB": {"PROPFIND": http(b"x" * 21_000_000, b"207 Multi-Status")},
    "somewhere else": {"PROPFIND": http(status=b"302 Found", head=b"Location: http://example.org/\r\n")},
    "busy for ever": {"PUT": http(status=b"503 Busy")},
}
