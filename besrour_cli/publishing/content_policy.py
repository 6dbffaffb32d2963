"""Pages of one file: style and script inline, tight, and named by their hashes, so that nothing else can run.

The hashes stand in the content security policy (CSP 3, section 6.7).
"""

from __future__ import annotations

import base64
import hashlib
import re

from markupsafe import Markup

_COMMENT = re.compile(r"^\s*/\*.*?\*/\s*$", re.MULTILINE | re.DOTALL)


def content_policy(style: str, script: str) -> Markup:
    """The content security policy: nothing is loaded, nothing runs but what these hashes name."""
    rules = (
        "default-src 'none'",
        f"style-src {_hash(style)}",
        f"script-src {_hash(script)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return Markup(";".join(rules))


def compact(text: str) -> str:
    """A style sheet or script without its comments' lines, blank lines and indentation."""
    return stripped(_COMMENT.sub("", text))


def stripped(text: str) -> str:
    """A text without blank lines and indentation."""
    return "\n".join(filter(None, map(str.strip, text.splitlines())))


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
