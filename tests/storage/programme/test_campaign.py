"""Programmes spoiled at random: no traceback ever, and every mistake points into its file and can be said."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from besrour_cli.model.errors import BesrourError
from besrour_cli.storage.programme.load import load
from besrour_cli.storage.text.source_file import read_page
from support.storage.folder import MEMBERS, PROGRAMME, SESSION, Folder

FILES = {"programme.yaml": PROGRAMME, "members.csv": MEMBERS, "2027-01-cafe.yaml": SESSION}
TOKENS = [
    "'",
    '"',
    ":",
    ": ",
    " #",
    "#",
    "{",
    "}",
    "[",
    "]",
    ",",
    "\t",
    "- ",
    "|",
    ">",
    "&a ",
    "*a",
    "!x ",
    "%",
    "@",
    "`",
    "? ",
    "---\n",
    "...\n",
    "<<: ",
    "\n",
    "\r\n",
    "\r",
    "  ",
    "\u00a0",
    "\u2028",
    "\x85",
    "\ufeff",
    "\x00",
    "\x07",
    ";",
    "12:30",
    "NO",
    "on",
    "010",
    "~",
    "null",
    "é",
    "l'été",
    "😀",
    "\\",
    "2027-02-30",
    "9999-12-31",
    "99999999999",
    "en: ",
    "fr: ",
    "window: ",
    "series",
    "London",
    "{{",
    "{x}",
    "sep=;\n",
    '""',
    "Wed 00:00-16:00",
    "0001-01-01 00:00 Tokyo",
    "9999-12-31T23:59-12:00",
    "start: ",
    "1" * 400,
]


@st.composite
def spoilings(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of the good programme after one to six cuts, insertions, swaps of lines or repetitions."""
    name = draw(st.sampled_from(sorted(FILES)))
    text = FILES[name]
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        kind = draw(st.integers(0, 5))
        if kind == 0:
            text = text[:at] + text[at + draw(st.integers(1, 12)) :]
        elif kind == 1:
            text = text[:at] + draw(st.sampled_from(TOKENS)) + text[at:]
        elif kind == 2:
            text = text[:at] + draw(st.text(max_size=6)) + text[at + draw(st.integers(0, 6)) :]
        else:
            lines = text.splitlines(keepends=True) or [""]
            one, two = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
            if kind == 3:
                lines[one], lines[two] = lines[two], lines[one]
            elif kind == 4:
                lines.insert(one, lines[two])
            else:
                lines[one] = draw(st.sampled_from([" ", "   ", "\t", ""])) + lines[one].lstrip()
            text = "".join(lines)
    return name, text.encode("utf-8", "surrogatepass")


likely = st.lists(st.sampled_from(TOKENS) | st.sampled_from("abc xyz".split()), max_size=40).map("".join)
anything = st.tuples(
    st.sampled_from(sorted(FILES)),
    likely.map(lambda t: t.encode("utf-8", "surrogatepass")) | st.binary(max_size=200),
)


def check(path: str, name: str, data: bytes) -> None:
    """Load the spoiled folder; whatever is said must have a place and words."""
    for file, text in FILES.items():
        with open(os.path.join(path, "sessions", file), "wb") as out:
            out.write(data if file == name else text.encode())
    try:
        loaded = load(path)
    except BesrourError as fault:
        assert str(fault.what)
        return
    mistakes = [p for p in loaded.problems if not p.warning]
    assert (loaded.programme is None) == bool(mistakes)
    for problem in loaded.problems:
        assert str(problem.what)
        assert problem.remedy is None or str(problem.remedy)
        assert problem.code == problem.code.lower()
        spot = problem.spot
        assert spot.path == "sessions" or os.path.basename(spot.path) in FILES
        assert "\n" not in problem.text
        if not spot.line:
            assert spot.column == 0
            continue
        assert 1 <= spot.column <= len(problem.text) + 1
        assert problem.width >= 1
        assert spot.column + problem.width <= len(problem.text) + 2
        file = os.path.basename(spot.path)
        page = read_page(os.path.join(path, "sessions", file), file, table=file.endswith(".csv"))
        assert spot.line <= len(page.lines)
        assert problem.text == page.line(spot.line)
    if loaded.programme:
        assert all(s.window.first <= s.window.last for s in loaded.programme.sessions)
        assert all(m.name and "\n" not in m.name and "\n" not in m.email for m in loaded.programme.members)


relaxed = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@settings(relaxed, max_examples=200)
@given(st.one_of(spoilings(), anything))
def test_a_spoiled_programme_never_ends_in_a_traceback(folder: Folder, spoiled: tuple[str, bytes]) -> None:
    """The everyday round."""
    check(folder.path, *spoiled)


@pytest.mark.campaign
@settings(relaxed, max_examples=10_000)
@given(st.one_of(spoilings(), anything))
def test_campaign_of_spoiled_programmes(folder: Folder, spoiled: tuple[str, bytes]) -> None:
    """The long round."""
    check(folder.path, *spoiled)
