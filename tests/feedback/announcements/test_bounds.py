"""Long and torn texts are read in time that grows with their length, not with its square."""

from __future__ import annotations

import base64
import time
from datetime import date

import pytest

from besrour_cli.feedback.announcements.lint import lint
from besrour_cli.feedback.announcements.plain_text import NotText, extract_text
from support.campaigns.thorough import a_few

TODAY = date(2026, 11, 29)
LONGEST_SECONDS = 8
"""What a busy machine needs is far below; what grew with the square took from 13 to 90."""
TOWNS = ("Accra", "Nairobi", "Toronto", "Dakar")
WORDS = "Dear Colleagues of the Network in Accra we meet with Professor Mensah of Toronto at the hour".split()
HOURS = [f"{i % 24}:{i % 60:02d}" for i in range(4000)]
LONG = {
    "40,000 words": " ".join(WORDS[i * 7 % len(WORDS)] for i in range(40_000)),
    "4,000 hours in a line": "6 July 2027 " + ", ".join(f"{h} Accra" for h in HOURS),
    "4,000 hours in lines": "6 July 2027\n" + "\n".join(f"{h} {TOWNS[i % 4]}" for i, h in enumerate(HOURS)),
    "4,000 hours without a clock": "6 July 2027\n" + " ".join(HOURS),
    "4,000 dates": "\n".join(f"{i % 28 + 1} July 2027, 15:00 GMT" for i in range(4000)),
    "a word of 100,000 letters": "A" * 100_000,
    "a word of 100,000 letters and an @": "x" * 50_000 + "@" + "y" * 50_000,
    "a word of links": "https://bbb" * 9000,
    "a word of hyphens": "A-" * 50_000,
    "numbers": "12, " * 25_000,
    "clocks": "GMT+1 " * 10_000,
    "names": "Accra " * 15_000,
    "a pasted picture": "data:image/png;base64," + base64.b64encode(bytes(range(256)) * 1000).decode(),
    "a picture in lines": "\n".join(["iVBORw0KGgo" * 7] * 3000),
    "tags that never end": "<p " + "<a " * 30_000,
    "comments that never end": "<p>" + "<!--" * 20_000,
    "4,000 hours on a page": "<p>6 July 2027" + "".join(f"<p>{h} Accra" for h in HOURS),
}


@pytest.mark.parametrize("kind", a_few(LONG, 6))
def test_a_long_text_is_read_in_time(kind: str) -> None:
    """Everything that was quadratic once."""
    begin = time.process_time()
    words = extract_text(LONG[kind].encode(), "a.html" if LONG[kind].startswith("<") else "a.txt")
    lint(words.text, "a.txt", TODAY)
    assert time.process_time() - begin < LONGEST_SECONDS


def test_what_is_said_beside_a_picture_is_still_read() -> None:
    """A pasted picture hides no hour, in a text or on a page."""
    picture = base64.b64encode(bytes(range(256)) * 40).decode()
    text = f"6 July 2027\ndata:image/png;base64,{picture}\n11:00 (Toronto) / 16:00 (Accra)\n"
    for words in (text, f'<p>6 July 2027<img src="{picture}"><p>11:00 (Toronto) / 16:00 (Accra)'):
        read = extract_text(words.encode(), "a.html" if words.startswith("<") else "a.txt").text
        assert [f.code for f in lint(read, "a.txt", TODAY).findings] == ["readings-disagree"]


def test_a_page_with_a_few_torn_tags_is_read_as_a_browser_does() -> None:
    """Only a page made of torn tags is read as text."""
    assert extract_text(b"<p>a<br <b>15:00</b><p>b", "a.html").text == "a\n15:00\nb\n"


def test_a_mail_of_a_thousand_layers_is_no_text() -> None:
    """It ends in a sentence, not in a fault."""
    layers = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(1000))
    with pytest.raises(NotText):
        extract_text(f"Subject: x\nFrom: a@b\n{layers}".encode(), "a.eml")
