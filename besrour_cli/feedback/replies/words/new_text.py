"""The lines of a mail that its writer added herself: without the quoted letter, signatures and notices.

Mail programs mark what they quote in a few dozen ways. Where none is recognised everything counts as her own
words, which are then too many to be an answer: a person looks, and nothing is lost.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_WROTE = re.compile(r"\b(?:wrote|[ée]crit|escreveu)\s*:?\W{0,3}$", re.IGNORECASE)
_DATED = re.compile(r"^\W*(?:on|le|em|en date du|am)\b.{4,300}$", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")
_SENDER = re.compile(r"^.{0,200}<[^<>@\s]+@[^<>@\s]+>\s*(?:wrote|a [ée]crit|escreveu)", re.IGNORECASE)
"""“On Wed, Jan 20, 2027 at 9:00 AM Camille <c@x.org> wrote:”, “Le mer. 20 janv. 2027 à 9 h, … a écrit :”."""
_ATTRIBUTION_LINES = 4
_SEPARATOR = re.compile(
    r"^\s*(?:[-_–—=*]{2,}\s*)?(?:original message|original appointment|message d['’]origine|message original|"
    r"rendez-vous d['’]origine|r[ée]union d['’]origine|forwarded message|message transf[ée]r[ée]|"
    r"begin forwarded message|d[ée]but du message (?:r[ée]exp[ée]di[ée]|"
    r"transf[ée]r[ée]))\s*:?\s*[-_–—=*]*\s*$"
    r"|^\s*_{10,}\s*$|^\s*-{20,}\s*$|^\s*={20,}\s*$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"^\W*(?:from|sent|to|cc|subject|date|de|envoy[ée]|[àa]|objet|reply-to)\s*:\W*\S", re.IGNORECASE
)
_HEADER_LINES = 3
"""Header-like lines in a row that make a quoted header."""
_DEVICE = re.compile(
    r"^\W*(?:(?:sent (?:from|via|using|with)|envoy[ée]e? (?:de|depuis|via|avec|[àa] partir d[eu])|enviado "
    r"d[oe]) "
    r"(?:my|mon|ma|meu|un|une|a|an|the|le|la|l['’]|outlook|mail|courrier|yahoo|gmail|samsung|proton|"
    r"iphone|ipad|"
    r"android|blackberry|huawei|mobile|t[ée]l[ée]phone)|get outlook for |obtene[zr] outlook |obtenir "
    r"outlook |"
    r"t[ée]l[ée]charge[rz] outlook |provenance\s*:\s*courrier |yahoo mail\s*:)",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"^\W*(?:confidential|avis\b|notice\b|disclaimer|avertissement|"
    r"this (?:e-?mail|message|communication|transmission)\b|the (?:information|contents?) (?:contained "
    r")?in this|"
    r"(?:ce|le pr[ée]sent) (?:courriel|message|e-?mail)\b|les renseignements|l['’]information |"
    r"please consider the environment|pensez [àa] l['’]environnement|devez-vous vraiment imprimer|"
    r"you received this message because|vous recevez ce message|to unsubscribe from this group|virus-free)",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"confidenti|privileg|privil[ée]gi|intended (?:only )?(?:for|recipient)|destinataire|environment|"
    r"environnement|"
    r"unsubscribe from this group|google group|virus",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"^\W*(?:caution|attention|warning|avertissement|external|externe|courriel externe|ce courriel|this "
    r"e-?mail)\b"
    r".{0,80}\b(?:external|externe|outside|ext[ée]rieur)\b",
    re.IGNORECASE,
)


class NewText(NamedTuple):
    """The lines that the writer added, none blank; ``forwarded``: somebody else's mail is below."""

    lines: tuple[str, ...]
    forwarded: bool = False


def new_text(text: str) -> NewText:
    """The lines of a body that its writer added: above what it quotes, and below it where signs mark it."""
    lines = [line.replace("\u00a0", " ").replace("\u202f", " ").rstrip() for line in text.split("\n")]
    quoted = _quotation(lines)
    above = _without_ends(lines[: quoted.first])
    if not quoted.by_signs:
        return NewText(above, quoted.forwarded)
    below = [line for line in lines[quoted.body :] if not line.lstrip().startswith((">", "|"))]
    return NewText((*above, *_without_ends(below)))


class _Quotation(NamedTuple):
    """Where a quotation begins with its attribution, and where its text does."""

    first: int
    body: int
    by_signs: bool = False
    forwarded: bool = False


def _quotation(lines: list[str]) -> _Quotation:
    """The first quotation of a body; behind its end when it has none."""
    signs = any(line.lstrip().startswith(">") for line in lines)
    for number, line in enumerate(lines):
        if line.lstrip().startswith(">"):
            return _Quotation(number, number, by_signs=True)
        if _SEPARATOR.match(line):
            forwarded = any(word in line.casefold() for word in ("forward", "transf", "exp"))
            return _Quotation(number, number, forwarded=forwarded)
        if _HEADER.match(line) and _is_header(lines, number):
            return _Quotation(number, number)
        if _ends_attribution(lines, number):
            return _Quotation(_attribution_from(lines, number), number + 1, by_signs=signs)
    return _Quotation(len(lines), len(lines))


def _ends_attribution(lines: list[str], number: int) -> bool:
    """Whether a line ends an attribution, such as “Camille <c@x.org> wrote:”."""
    return bool(_WROTE.search(lines[number])) and (
        bool(_SENDER.match(lines[number]))
        or _attribution_from(lines, number) < number
        or _dated(lines[number])
    )


def _attribution_from(lines: list[str], number: int) -> int:
    """The line on which an attribution begins that ends on line ``number``; mail programs break it."""
    for first in range(number, max(-1, number - _ATTRIBUTION_LINES), -1):
        if not lines[first].strip():
            break
        if _dated(lines[first]):
            return first
    return number


def _dated(line: str) -> bool:
    """Whether a line begins as an attribution does: “On”, “Le”, with a year."""
    return bool(_DATED.match(line)) and bool(_YEAR.search(line))


def _is_header(lines: list[str], number: int) -> bool:
    """Whether a line begins the header that Outlook writes above the letter it quotes."""
    block = [line for line in lines[number : number + 2 * _HEADER_LINES + 2] if line.strip()][:_HEADER_LINES]
    return len(block) == _HEADER_LINES and all(_HEADER.match(line) for line in block)


def _without_ends(lines: list[str]) -> tuple[str, ...]:
    """Some lines up to a signature's mark or a notice, without what telephones and servers add."""
    found: list[str] = []
    for number, line in enumerate(lines):
        if re.fullmatch(r"\s*--\s*", line) or (
            _NOTICE.match(line) and _LEGAL.search(" ".join(lines[number : number + 6]))
        ):
            break
        if not line.strip() or _DEVICE.match(line) or (not found and _BANNER.match(line)):
            continue
        found.append(line.strip())
    return tuple(found)
