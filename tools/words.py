"""What the errands say, in English or French: the standard library only, so no catalogue yet."""

from __future__ import annotations

import locale
import os
import sys


def language() -> str:
    """``fr`` or ``en``, as besrour itself chooses: BESROUR_LANG, then the locale."""
    for name in ("BESROUR_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "fr" if value.lower().startswith("fr") else "en"
    spoken = locale.getlocale()[0] or ""  # macOS and Windows set no variable
    return "fr" if spoken.lower().startswith("fr") else "en"


def pick(english: str, french: str) -> str:
    """One of two sentences, in the reader's language."""
    return french if language() == "fr" else english


def say(english: str, french: str) -> None:
    """Print one of two sentences at once, so that it stands before what a command prints next."""
    print(pick(english, french), flush=True)


def trouble(english: str, french: str) -> None:
    """Print one of two sentences on the error stream."""
    sys.stdout.flush()
    print(pick(english, french), file=sys.stderr, flush=True)
