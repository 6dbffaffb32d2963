"""A letter as a mail program reads it."""

from __future__ import annotations

import email
from email import policy
from email.message import EmailMessage

from besrour_cli.publishing.letters.letters import Letter


def opened(letter: Letter) -> EmailMessage:
    """The message, which has no defect."""
    message = email.message_from_bytes(letter.data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def text_of(letter: Letter) -> str:
    """The words of the plain part."""
    return _body(letter, "plain")


def html_of(letter: Letter) -> str:
    """The HTML part."""
    return _body(letter, "html")


def _body(letter: Letter, form: str) -> str:
    part = opened(letter).get_body((form,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).replace("\r\n", "\n")
