"""The words of an announcement, whether it came as an e-mail, a web page, Markdown or plain text."""

from __future__ import annotations

import re
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from typing import NamedTuple

_BLOCKS = frozenset(
    "p div br li tr h1 h2 h3 h4 h5 h6 table ul ol section article header footer blockquote pre dt dd hr "
    "title".split()
)
_SILENT = frozenset(("script", "style", "noscript", "template"))
_MESSAGE = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}")
_KNOWN_HEADER = re.compile(r"(?im)^(?:from|to|date|subject|message-id|mime-version|received):")
_FEWEST_HEADERS = 2
"""Known headers at the beginning of a text that make it a message; one may be a sentence."""


_PICTURE = re.compile(r"[A-Za-z0-9+/=]{400,}")
"""A picture pasted as text: no word is as long."""
_TORN = re.compile(r"<(?=[^<>]*(?:<|$(?!\n)))")
"""The beginning of a tag that does not end before the next."""
_MOST_TORN = 200
_LONGEST_CELL = 80
"""Letters of a cell that is one line of a table; a longer one is part of a page's layout."""


class ExtractedText(NamedTuple):
    """A text to read; ``exact``: its lines are those of the file; ``day``: when it was sent, if it says so.

    ``personal``: a calendar invitation to one person, who may be given the link.
    """

    text: str
    exact: bool
    day: date | None = None
    personal: bool = False


class NotText(ValueError):
    """The bytes are no text (a PDF, a word processor's file, a picture)."""


def extract_text(data: bytes, name: str = "") -> ExtractedText:
    """Return the words of a file. Raises :class:`NotText` when it has none."""
    kind = name.rpartition(".")[2].lower()
    if data.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")):
        raise NotText(kind)
    if kind == "eml" or (kind not in ("html", "htm") and _is_message(data)):
        try:
            return _mail(data)
        except RecursionError:
            raise NotText("nested") from None
    text = _PICTURE.sub("…", decoded(data))
    if kind in ("html", "htm") or re.match(
        r"\s*<(?:!doctype html|html|body|p|div|table)\b", text, re.IGNORECASE
    ):
        return ExtractedText(unmarked(text), exact=False)
    return ExtractedText(text, exact=True)


def _is_message(data: bytes) -> bool:
    head = data[:4000].replace(b"\r\n", b"\n").decode("ascii", "replace")
    found = _MESSAGE.match(head)
    return found is not None and len(_KNOWN_HEADER.findall(found[0])) >= _FEWEST_HEADERS


def decoded(data: bytes) -> str:
    """Return text in UTF-8, in UTF-16 with its mark, else as Windows wrote it; line ends as ``\\n``.

    Raises :class:`NotText` for bytes that are no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif b"\x00" in data:
        raise NotText("binary")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", " ")


def _mail(data: bytes) -> ExtractedText:
    message = message_from_bytes(data, policy=default)
    body = message.get_body(preferencelist=("plain", "html"))
    text = ""
    if body is not None:
        raw = body.get_payload(decode=True)
        text = decoded(raw) if isinstance(raw, bytes) else ""
        if body.get_content_subtype() == "html":
            text = unmarked(text)
        text = _PICTURE.sub("…", text)
    try:
        sent = message["Date"].datetime.date() if message["Date"] else None
    except (AttributeError, ValueError):
        sent = None
    return ExtractedText(f"{message['Subject'] or ''}\n\n{text}", False, sent, _invites_one(message))


def _invites_one(message: EmailMessage) -> bool:
    """Whether a message carries a calendar entry of one invited person."""
    for part in message.walk():
        if part.get_content_type() == "text/calendar" and part.get_param("method"):
            payload = part.get_payload(decode=True)
            lines = payload.replace(b"\r\n ", b"") if isinstance(payload, bytes) else b""
            return len(re.findall(rb"(?m)^ATTENDEE[;:]", lines)) == 1
    return False


def unmarked(html: str) -> str:
    """Return the words of a page: a line a block, ``|`` between cells, each link with its target."""
    reader = _Page()
    # thousands of tags that never end would each be looked for to the end of the page
    torn = len(_TORN.findall(html)) > _MOST_TORN
    reader.feed(_TORN.sub("&lt;", html) if torn else html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.out).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.silent = 0
        self.targets: list[str] = []
        self.tables = 0
        self.cells: list[tuple[int, int]] = []
        """The open cells: how many tables deep each is, and where its words begin in ``out``."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag in ("td", "th"):
            self._close_cell()
            self.out.append(" | ")
            self.cells.append((self.tables, len(self.out)))
        elif tag in _BLOCKS:
            if tag == "tr":
                self._close_cell()
            self.tables += tag == "table"
            self.out.append("\n")
        elif tag == "a":
            self.targets.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in ("td", "th"):
            self._close_cell()
        elif tag in _BLOCKS:
            if tag in ("tr", "table"):
                self._close_cell()
            self.tables = max(0, self.tables - (tag == "table"))
            self.out.append("\n")
        elif tag == "a" and self.targets:
            target = self.targets.pop()
            if target and target not in "".join(self.out[-3:]):
                self.out.append(f" <{target}> ")

    def _close_cell(self) -> None:
        """End the innermost cell of this table; the paragraphs of a short one are one line."""
        while self.cells and self.cells[-1][0] >= self.tables:
            _, begin = self.cells.pop()
            words = "".join(self.out[begin:])
            if len(line := " ".join(words.split())) <= _LONGEST_CELL and "|" not in line:
                self.out[begin:] = [line]

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.out.append(data.replace("\n", " "))
