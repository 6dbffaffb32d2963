"""The text of a message's body: its plain part, or its HTML as lines, without what HTML marks as quoted."""

from __future__ import annotations

from html.parser import HTMLParser

LONGEST_BODY = 20_000
"""Characters of a body that are looked at; an answer in one's own words has a few hundred."""
LONGEST_PAGE = 200_000
"""Characters of an HTML body that are taken apart."""
_BLOCKS = frozenset("p div br li tr h1 h2 h3 h4 h5 h6 table ul ol section article header footer hr".split())
_SILENT = frozenset(("script", "style", "head", "title", "template", "noscript"))
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_QUOTES = (
    "gmail_quote",
    "yahoo_quoted",
    "moz-cite-prefix",
    "protonmail_quote",
    "divrplyfwdmsg",
    "appendonsend",
)
_SIGNATURES = ("gmail_signature", "mobile-signature", "moz-signature")
_DEEPEST = 200


def body_text(plain: str, page: str) -> str:
    """The body as lines: of the plain text, or of the HTML page where the plain text is blank."""
    text = plain if plain.strip() else page_text(page[:LONGEST_PAGE])
    return text[:LONGEST_BODY].replace("\r\n", "\n").replace("\r", "\n")


def page_text(page: str) -> str:
    """The words of an HTML body, a line a block, up to where mail programs mark the quoted letter.

    What is nested deeper than any mail program nests it is not read.
    """
    reader = _Body()
    reader.feed(page)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.out).split("\n")]
    return "\n".join(line for before, line in zip(["", *lines], lines, strict=False) if line or before)


class _Body(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.silent: list[str] = []
        self.ended = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marks = " ".join(value or "" for name, value in attrs if name in ("class", "id")).lower()
        if any(mark in marks for mark in _QUOTES):
            self.ended = True  # below it there is only the letter that she answers
        signature = any(mark in marks for mark in _SIGNATURES)
        if self.silent or signature or tag in _SILENT or tag == "blockquote":
            if tag not in _VOID and len(self.silent) < _DEEPEST:
                self.silent.append(tag)
        elif tag in _BLOCKS:
            self.out.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag in self.silent:
                while self.silent.pop() != tag:
                    pass
        elif tag in _BLOCKS:
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        if not (self.silent or self.ended):
            self.out.append(" ".join(data.split("\n")))
