"""Tables whose quotes do not match: nothing is swallowed in silence; cells of several lines stay cells."""

from __future__ import annotations

import pytest

from besrour_cli.storage.programme.attendance_csv import read_attendance
from besrour_cli.storage.programme.members_csv import read_members
from besrour_cli.storage.text.source_file import SourceFile

ROWS = "".join(f"2027-01-cafe,person-{i},60\n" for i in range(40))


def attendance_problems(text: str) -> list[tuple[int, int, str]]:
    """The line, column and code of every mistake of attendance.csv; warnings are left out."""
    page = SourceFile("attendance.csv", text, table=True)
    read_attendance(page, {"2027-01-cafe"}, (), None)
    return [(p.spot.line, p.spot.column, p.code) for p in page.problems if not p.warning]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('session,member,"minutes\n' + ROWS, 1, 16),
        ('session,member,"minutes\n' + ROWS + '2027-01-cafe,x,"\n', 1, 16),
        ('session,member,minutes,"remarks\n' + ROWS.replace("\n", ",\n") + 'c,y,60,"late"\n', 1, 24),
        ('session,member,minutes,"remarks\r\n' + ROWS.replace("\n", ",\r\n") + 'c,y,60,"\r\n', 1, 24),
        ('session;member;"minutes\n' + ROWS.replace(",", ";") + '2027-01-cafe;x;"\n', 1, 16),
        ('session,member,minutes\n2027-01-cafe,"x,60\n' + ROWS + '2027-01-cafe,y,60"\n', 2, 14),
        ('"' + "session,member,minutes\n" + ROWS, 1, 1),
        ('session,member,minutes,remarks\nc,x,60,"' + "words\n" * 5000 + '"\n', 2, 8),
    ],
)
def test_an_open_quote_is_told_where_it_begins(text: str, line: int, column: int) -> None:
    """Whether it is closed far below or never, the rows behind it are not passed over in silence."""
    assert (line, column, "table-quotes") in attendance_problems(text)


def test_the_title_of_a_swallowed_header_is_not_printed_whole() -> None:
    """Two hundred kilobytes of rows are no name of a column."""
    page = SourceFile("a.csv", 'session,member,"minutes\n' + ROWS * 100 + 'a,b,"\n', table=True)
    read_attendance(page, {"2027-01-cafe"}, (), None)
    assert max(len(str(p.what)) + len(str(p.remedy)) for p in page.problems) < 400


@pytest.mark.parametrize(
    "cell",
    [
        '"Which hours suit you?\n(e.g., 9:00-17:00)\nIn your own time, please."',
        '"A life in four lines.\nBorn in Accra, Ghana, in 1970.\nTeaches, and writes.\nLikes tea, and us."',
        '"' + "One line of a long life without a comma\n" * 60 + '"',
    ],
)
def test_cells_of_several_lines_are_read(cell: str) -> None:
    """Headers of questionnaires and whole lives are cells like others."""
    header = cell if "?" in cell else "remarks"
    rows = f"session,member,minutes,{header}\n2027-01-cafe,x,60,{cell}\n2027-01-cafe,y,60,\n"
    assert attendance_problems(rows) == []


@pytest.mark.parametrize("text", [",,,\n", ';;\n"";""\n', "\t\n", '""\n'])
def test_a_table_of_nothing_but_delimiters_is_a_mistake(text: str) -> None:
    """A roster of nobody would plan a year without a word."""
    page = SourceFile("members.csv", text, table=True)
    read_members(page)
    assert [p.code for p in page.problems] == ["file-empty"]
    assert [code for *_, code in attendance_problems(text)] == ["file-empty"]
