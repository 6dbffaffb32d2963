"""The page that checks statements, in a real browser: what it says of true ones and of changed ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import support.publishing.letter_programme as given
from besrour_cli.model.people.statement import AttendedSession, Statement
from besrour_cli.publishing.statements.check_page import check_page
from besrour_cli.publishing.statements.signed_text import key_of, public_half, signed_text
from support.campaigns.thorough import thorough

pytestmark = pytest.mark.readers

Open = Callable[..., Any]
OLD, KEY = key_of(b"a key that was lost in between.."), key_of(b"the key that followed upon it...")
START = given.PLAN.slots[given.SESSION.id].start
NAME = "Awa N'Diaye <b>فاطمة</b>"
STATEMENT = Statement(
    replace(given.MEMBERS[2], name=NAME),
    (
        AttendedSession(given.SESSION, START, 85, ("facilitator",)),
        AttendedSession(given.SESSION, START + timedelta(days=7), None),
    ),
)
RESULTS = ("good", "bad", "none", "unable")


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """Open the page as a file, with a fragment behind its address, and a script that runs before its own."""
    file = tmp_path / "index.html"
    keys = [public_half(OLD), public_half(KEY)]
    file.write_bytes(check_page(given.PROGRAMME, keys, given.templates()))
    contexts = []

    def show(fragment: str = "", *, before: str = "", width: int = 1000, scheme: str = "light") -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        if before:
            page.add_init_script(before)
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(file.as_uri() + (f"#{fragment}" if fragment else ""))
        return page

    yield show
    for context in contexts:
        context.close()


def only(page: Any, result: str) -> None:
    """Wait until one of the results is shown, and no other is."""
    page.locator(f"#{result}").wait_for(state="visible")
    assert [each for each in RESULTS if page.locator(f"#{each}").is_visible()] == [result]


@pytest.mark.parametrize("key", [OLD, thorough(KEY)])
def test_a_statement_of_ours_is_known(opened: Open, key: Any) -> None:
    """By the link in its code, with an earlier key too: name, days, minutes, role; nothing left the page."""
    page = opened(signed_text("besrour-cafe-2027", STATEMENT, key))
    only(page, "good")
    assert page.locator("#name").inner_text() == NAME
    rows = page.locator("#rows").inner_text()
    assert re.search(rf"{START:%Y-%m-%d}\s+85\s+facilitation / animation", rows)
    assert page.locator("#total").inner_text() == "85"
    assert len(page.asked) == 1 and page.said == []


def test_what_was_changed_or_is_no_code_is_told_apart(opened: Open, tmp_path: Path) -> None:
    """Pasted in lines it holds; one sign changed, another's key, other words: each has its own sentence."""
    code = signed_text("besrour-cafe-2027", STATEMENT, KEY)
    page = opened()
    assert [each for each in RESULTS if page.locator(f"#{each}").is_visible()] == []
    page.fill("#code", "\n".join(re.findall(".{1,40}", code)))
    only(page, "good")
    page.fill("#code", code[:150] + ("A" if code[150] != "A" else "B") + code[151:])
    only(page, "bad")
    page.fill("#code", signed_text("besrour-cafe-2027", STATEMENT, key_of(bytes(32))))
    only(page, "bad")
    page.fill("#code", "besrour")
    only(page, "none")
    file = tmp_path / "statement.pdf"
    file.write_bytes(b"%PDF-1.7\n\xff\xfe/Keywords(" + code.encode() + b")")
    page.set_input_files("#file", file)
    only(page, "good")


@pytest.mark.parametrize(
    "before",
    [
        "Object.defineProperty(crypto,'subtle',{value:undefined})",
        "SubtleCrypto.prototype.importKey=()=>Promise.reject(new DOMException('','NotSupportedError'))",
    ],
)
def test_a_browser_that_cannot_says_what_to_do(opened: Open, before: str) -> None:
    """Without WebCrypto, or Ed25519 in it: never “not ours”, but which browser to take and whom to ask."""
    page = opened(signed_text("besrour-cafe-2027", STATEMENT, KEY), before=before)
    only(page, "unable")
    words = page.locator("#unable").inner_text()
    assert "Firefox" in words and words.count(given.PROGRAMME.contact.email) == 2


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), thorough("dark", 1000)])
def test_nobody_is_shut_out_of_checking(opened: Open, axe: str, scheme: str, width: int) -> None:
    """axe-core finds nothing with a result shown, and the page is no wider than the screen."""
    page = opened(signed_text("besrour-cafe-2027", STATEMENT, KEY), scheme=scheme, width=width)
    only(page, "good")
    page.evaluate(axe)
    found = page.evaluate("() => axe.run({resultTypes: ['violations']})")
    assert [(v["id"], [n["html"][:90] for n in v["nodes"]]) for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_names_nobody_and_asks_nobody() -> None:
    """Public keys alone; no address of another server, and a policy under which nothing could be loaded."""
    text = check_page(given.PROGRAMME, [public_half(KEY)], given.templates()).decode()
    assert public_half(KEY) in text and "default-src 'none'" in text
    assert not [m.name for m in given.MEMBERS if m.name in text]
    assert re.findall(r"https?://[^\s\"'<]+", text) == []
