"""The page as a file, shown in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from support.publishing.page_year import html, plan


@pytest.fixture
def shown(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Show the page: on what day, in which zone and language, how wide, light or dark, with a script?"""
    contexts = []

    def show(
        zone: str = "America/Toronto",
        *,
        now: str = "2027-01-05T12:00:00Z",
        locale: str = "en-CA",
        width: int = 1000,
        scheme: str = "light",
        script: bool = True,
        language: str = "",
        text: str = "",
        before: str = "",
    ) -> Any:
        file = tmp_path / "index.html"
        file.write_text(text or html(chosen=plan()), encoding="utf-8")
        context = chromium.new_context(
            timezone_id=zone,
            locale=locale,
            color_scheme=scheme,
            java_script_enabled=script,
            viewport={"width": width, "height": 900},
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        if script:
            page.clock.set_fixed_time(now)
        if before:
            page.add_init_script(before)
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(file.as_uri() + (f"#{language}" if language else ""))
        return page

    yield show
    for context in contexts:
        context.close()
