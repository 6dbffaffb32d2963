"""Hidden signs in the coordinator's files: each line that holds some is named, with what they are."""

from __future__ import annotations

from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.text.hidden_signs import hidden_signs, is_control, sign_name, turns_direction
from besrour_cli.storage.text.source_file import SourceFile

_MOST = 20
"""Lines of a file that are named; a file with more was damaged as a whole."""


def report_hidden(page: SourceFile) -> None:
    """Report the first hidden sign of each kind on every line, but for those that are reported already.

    A control character and a sign that turns the direction of writing are mistakes. Others are left out
    when the file is read, and blanks of a kind of their own are read as blanks: a warning.
    """
    before = {(p.spot.line, p.spot.column) for p in page.problems if p.code == "yaml-control"}
    lines = [(number, found) for number, line in enumerate(page.lines, 1) if (found := _first_of_each(line))]
    for number, found in lines[:_MOST]:
        for at, sign in found:
            if (number, at + 1) not in before:
                page.report(
                    sign_code(sign),
                    number,
                    at + 1,
                    what_it_does(sign),
                    msg("delete the sign, or type the line anew"),
                    warning=_is_excluded(sign),
                )
    if len(lines) > _MOST:
        warning = all(_is_excluded(sign) for _, line in lines for _, sign in line)
        _report_more(page, len(lines) - _MOST, warning=warning)


def what_it_does(sign: str) -> Message:
    """What a sign is and what comes of it, in one sentence."""
    if turns_direction(sign):
        return msg("a sign that turns the direction of writing is here ({sign})", sign=sign_name(sign))
    if _is_excluded(sign):
        return msg("an invisible sign is here ({sign})", sign=sign_name(sign))
    return msg("a control character is here ({sign})", sign=sign_name(sign))


def sign_code(sign: str) -> str:
    """The code of the mistake."""
    if turns_direction(sign):
        return "sign-direction"
    return "sign-invisible" if _is_excluded(sign) else "sign-control"


def _is_excluded(sign: str) -> bool:
    return sign.isspace() or not (is_control(sign) or turns_direction(sign))


def _first_of_each(line: str) -> list[tuple[int, str]]:
    first: dict[str, tuple[int, str]] = {}
    for at, sign in hidden_signs(line):
        first.setdefault(sign_code(sign), (at, sign))
    return list(first.values())


def _report_more(page: SourceFile, more: int, *, warning: bool) -> None:
    page.report(
        "sign-invisible" if warning else "sign-control",
        0,
        0,
        msgn("{n} more line holds hidden signs", "{n} more lines hold hidden signs", more),
        msg("copy the text anew from where it came, as plain text"),
        warning=warning,
    )
