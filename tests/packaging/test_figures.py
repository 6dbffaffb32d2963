"""What documents claim in figures is what was measured: one place has them, and documents take them there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.checkout import ROOT
from tools import figures
from tools.errands import ERRANDS
from tools.figures import Figure, number, stale, with_figures


def test_documents_and_data_agree() -> None:
    """And a figure that a document names is there."""
    assert stale(figures.figures()) == []


def test_each_figure_says_how_it_is_measured_and_holds() -> None:
    """Quickly, or by a command that is there and a pattern of one group; in both languages; within target."""
    for name, figure in figures.figures().items():
        assert figure.english and figure.french and bool(figure.quick) != bool(figure.command), name
        if figure.quick:
            assert figure.quick in figures.QUICK
        else:
            _python, what, *_more = figure.command.split()
            assert (ROOT / what).exists() and re.compile(figure.read).groups == 1
            if what == "dev.py":
                assert figure.command.split()[2] in ERRANDS
        assert figure.holds(figure.value), name
        assert figure.value is None or figure.quick or figure.measured, "a slow one says when"


def test_a_document_that_says_another_figure_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In English or in French, a value or its target; and one that nobody measures."""
    known = {"kills": Figure("kills", "k", "a", most=2.5, value=2280.0)}
    text = "<!--fig kills-->1<!--/fig--> <!--fig kills fr--><!--/fig--> <!--fig kills most fr-->9<!--/fig-->"
    true = with_figures(text, known)
    assert "2,280" in true and "2\u00a0280" in true and ">2,5<" in true and with_figures(true, known) == true
    monkeypatch.setattr(figures, "ROOT", tmp_path)
    (tmp_path / "docs").mkdir()
    page = tmp_path / "README.md"
    page.write_text(text, encoding="utf-8")
    assert "README.md: its figures are not those" in stale(known)[0]
    page.write_text(true, encoding="utf-8")
    assert stale(known) == []
    page.write_text("<!--fig nothing-->1<!--/fig-->", encoding="utf-8")
    assert stale(known) == ["README.md: there is no figure nothing"]


def test_a_command_of_several_figures_runs_once_and_what_it_gives_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data keep every other line; what is not printed is not known, and stays."""
    data = tmp_path / "docs" / "figures.toml"
    data.parent.mkdir()
    fields = "what = 'a'\nquoi = 'a'\ncommand = 'python x.py'\n"
    data.write_text(
        f"# a remark\n[one]\n{fields}read = 'one (\\d+)'\nvalue = 3\nmeasured = 2020-01-01\n\n"
        f"[two]\n{fields}read = 'two (\\d+)'\n\n[three]\n{fields}read = 'three ([\\d,]+)'\nleast = 9\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(figures, "ROOT", tmp_path)
    monkeypatch.setattr(figures, "DATA", data)
    ran: list[str] = []

    def printed(command: str) -> str:
        ran.append(command)
        return "one 4\nthree 1,280\n"

    monkeypatch.setattr(figures, "_printed", printed)
    known = figures.figures()
    values = figures.measure(known.values())
    assert ran == ["python x.py"] and values == {"one": 4.0, "two": None, "three": 1280.0}
    figures.write(values, known)
    again = figures.figures()
    assert (again["one"].value, again["two"].value, again["three"].value) == (4, None, 1280)
    assert again["one"].measured > "2020-01-01" and again["one"].holds(5) and not again["three"].holds(8)
    text = data.read_text(encoding="utf-8")
    assert text.startswith("# a remark\n[one]\n") and text.count("measured") == 2


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [(None, "–", "–"), (91, "91", "91"), (2280, "2,280", "2\u00a0280"), (1.5, "1.5", "1,5"), (6.0, "6", "6")],
)
def test_a_figure_is_written_as_its_language_does(value: float | None, english: str, french: str) -> None:
    """As the OQLF has it in French."""
    assert (number(value), number(value, french=True)) == (english, french)
