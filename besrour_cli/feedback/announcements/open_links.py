"""Ways into the meeting that an announcement gives to everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from besrour_cli.feedback.announcements.finding import Finding
from besrour_cli.model.message import msg
from besrour_cli.model.text.open_ways import MeetingSecrets, WayKind, open_ways

_LINKS = re.compile(r"https?://[^\s<>\"')\]]{1,1500}", re.IGNORECASE)
_WAYS_IN = re.compile(
    r"(?:zoom\.(?:us|com)/(?:j|my|w|s)/|zoomgov\.com/j/|teams\.microsoft\.com/(?:l/meetup|meet)"
    r"|teams\.live\.com/meet|meet\.google\.com/[a-z]{3}|webex\.com/(?:meet|join|[^\s]{0,300}MTID)|gotomeet"
    r"|meet\.jit\.si/|whereby\.com/|bluejeans\.com/\d|bbb[^\s/]{0,200}/(?:[^\s]{1,200}/)?(?:b|rooms)/|//meet\.[^\s/]{1,200}/j/|[?&]pwd=)",
    re.IGNORECASE,
)
_SECRETS = re.compile(
    r"\b(?:pass\s?code|password|meeting password|access code|code d[’']acc[èe]s|mot de passe|code secret|"
    r"nip|code d[’']identification|pin(?: code)?|"
    r"meeting id|webinar id|num[ée]ro de (?:la )?r[ée]union|id de (?:la )?r[ée]union|meeting number)"
    r"(?:\s*(?::|=|\bis\b|\best\b)\s*(?=[^\s]*[\dA-Z_*!@#])[^\s,;]{3,}|\s(?=[^\s]*\d)[\w*!@#-]{4,})",
    re.IGNORECASE,
)


def ways_in(text: str, secrets: MeetingSecrets) -> Iterator[Finding]:
    """Yield the links to the meeting and its passcodes that anybody can read.

    ``secrets`` are the programme's own, whatever their host looks like.
    """
    links = [match.span() for match in _LINKS.finditer(text) if _WAYS_IN.search(match[0])]
    codes = [match.span() for match in _SECRETS.finditer(text)]
    for way in open_ways(text, secrets):
        if not any(start < way.end and way.start < end for start, end in (*links, *codes)):
            (links if way.kind is WayKind.LINK else codes).append((way.start, way.end))
    for start, end in links:
        yield Finding(
            start=start,
            end=end,
            code="open-link",
            what=msg("the link to the meeting stands in the open: whoever reads this can walk in"),
            remedy=msg("ask people to register, and send the link to them alone"),
        )
    for start, end in codes:
        yield Finding(
            start=start,
            end=end,
            code="open-passcode",
            what=msg(
                "“{text}” stands in the open: whoever reads this can walk in", text=text[start:end].strip()
            ),
            remedy=msg("ask people to register, and send the passcode to them alone"),
        )
