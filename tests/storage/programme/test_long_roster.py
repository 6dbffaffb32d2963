"""A roster of hundreds of thousands: read line by line, to the same people and mistakes, in little memory."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.storage.text import page
from besrour_cli.storage.text.csv_table import CsvTable
from besrour_cli.storage.text.long_page import LongPage, long_page
from besrour_cli.storage.text.page import SourceFile
from support.checkout import ROOT

SIGNS = st.text(st.sampled_from('ab,;"\n\r\té’😀 '), max_size=60)


@given(SIGNS, st.booleans())
def test_a_long_page_reads_as_a_short_one(words: str, marked: bool) -> None:
    """The same lines, numbers, rows and places, whatever ends the lines and whatever the quotes hold."""
    data = (b"\xef\xbb\xbf" if marked else b"") + words.encode()
    long, short = long_page("x", data), SourceFile("x", words, table=True)
    assert isinstance(long, LongPage)
    assert (long.blank, long.count) == (short.blank, short.count)
    for first in range(1, short.count + 1):
        assert list(long.each_line(first)) == list(short.each_line(first))
    assert [long.line(n) for n in range(short.count + 2)] == [short.line(n) for n in range(short.count + 2)]
    assert list(long.raw_lines()) == list(short.raw_lines())
    tables = CsvTable(long), CsvTable(short)
    rows = [list(table.rows()) for table in tables]
    assert rows[0] == rows[1]
    for row in rows[0]:
        for index in range(len(row.cells) + 1):
            assert tables[0].place(row, index) == tables[1].place(row, index)
    assert [str(p) for p in long.problems] == [str(p) for p in short.problems]


@pytest.mark.parametrize("data", [b"a,b\n\x00", b"a,\xe9\n", "é".encode()[:1], "a,b".encode("utf-16")])
def test_what_is_not_utf_8_is_read_as_a_short_page(data: bytes) -> None:
    """A workbook, an old encoding, a letter cut in two, Notepad's Unicode."""
    assert long_page("x", data) is None


def test_a_long_roster_has_the_same_mistakes_at_the_same_places(folder, monkeypatch) -> None:
    """Doubled ids, shared addresses, unknown places and regions of two names are told as in a short one."""
    path = os.path.join(folder.path, "sessions", "members.csv")
    with open(path, encoding="utf-8") as file:
        head, *rows = file.read().splitlines()
    assert head.startswith("id,name,email,place")
    first = rows[0].split(",")
    spoilt = [
        ",".join([first[0], "Somebody", "other@example.org", *first[3:]]),
        ",".join(["new-one", "New One", first[2].upper(), *first[3:]]),
        ",".join(["lost", "Lost", "lost@example.org", "EST", *first[4:]]),
        ",".join([first[0], "Third", "third@example.org", *first[3:]]),
    ]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join([head, *rows, *spoilt, ""]))
    short = folder.load()
    monkeypatch.setattr(page, "LIMIT", 10)
    long = folder.load()
    told = [(str(p.spot), p.code, str(p.what), p.text) for p in long.problems]
    assert told == [(str(p.spot), p.code, str(p.what), p.text) for p in short.problems]
    assert {"member-doubled", "address-shared", "place-ambiguous"} <= {code for _, code, _, _ in told}


def test_the_same_people_come_of_it(folder, monkeypatch) -> None:
    """Without mistakes: every member equal, what is alike kept once."""
    short = folder.load().programme
    monkeypatch.setattr(page, "LIMIT", 10)
    assert folder.load().programme == short


_LOAD = """
import resource, sys
from besrour_cli.storage.programme.load import load
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
loaded = load(sys.argv[1])
print(len(loaded.programme.members), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_one_more_person_takes_less_than_a_kilobyte(folder) -> None:
    """The most memory while reading, measured in a process of its own: row by row, no list of raw rows."""
    path = os.path.join(folder.path, "sessions", "members.csv")
    with open(path, encoding="utf-8") as file:
        head, *rows = file.read().splitlines()
    rest = rows[0].split(",")[3:]
    most = {}
    for people in (50_000, 100_000):
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join([head, *rows]) + "\n")
            file.writelines(
                ",".join([f"m{i:07}", f"Amélie Tremblay-{i}", f"person.{i}@example.org", *rest]) + "\n"
                for i in range(people)
            )
        assert os.path.getsize(path) > page.LIMIT / 2
        answer = subprocess.run(
            [sys.executable, "-c", _LOAD, folder.path],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        read, kilobytes = map(int, answer.stdout.split())
        assert read == people + len(rows)
        most[people] = kilobytes
    assert (most[100_000] - most[50_000]) / 50 < 1000  # bytes a person


def test_beyond_its_limit_a_roster_is_refused_with_its_own_figure(folder, monkeypatch) -> None:
    """Seventy megabytes, not the five of other files; a session keeps its five."""
    from besrour_cli.storage.programme import load

    assert load.ROSTER_LIMIT == 70_000_000
    monkeypatch.setattr(load, "ROSTER_LIMIT", 100)
    problem = next(p for p in folder.load().problems if p.code == "file-too-large")
    assert str(problem.spot).startswith("sessions/members.csv")
