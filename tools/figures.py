"""``dev.py figures``: every figure that the documents claim, its command, its target and today's value.

``docs/figures.toml`` has them. Without a name the quick ones are measured and the others shown as they were
last; those named are measured too, however long that takes. ``--check`` only compares documents and data;
``--update`` writes today's values into the data, and the data into the documents.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tools.words import pick

if TYPE_CHECKING:
    from babel.messages.catalog import Message

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "docs" / "figures.toml"
MARK = re.compile(r"<!--fig ([\w-]+)( most| least)?( fr)?-->(.*?)<!--/fig-->", re.DOTALL)
"""A figure in a document, whether it is its target, and whether it is written as in French."""
_UNKNOWN = "–"


class Figure(NamedTuple):
    """One figure: what it is, how it is measured, what it has to be, and what it was last (None: not yet)."""

    name: str
    english: str
    french: str
    quick: str = ""
    command: str = ""
    read: str = ""
    least: float | None = None
    most: float | None = None
    value: float | None = None
    measured: str = ""

    def holds(self, value: float | None) -> bool:
        """Whether a value is what it has to be; one that is not known is nothing wrong."""
        if value is None:
            return True
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    @property
    def target(self) -> str:
        """What it has to be, in words."""
        if self.least is not None:
            return f"≥ {number(self.least)}"
        return f"≤ {number(self.most)}" if self.most is not None else ""


def figures() -> dict[str, Figure]:
    """All of them, by name."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {name: _figure(name, fields) for name, fields in data.items()}


def _figure(name: str, fields: Mapping[str, object]) -> Figure:
    known = {
        key: fields[key] for key in ("quick", "command", "read", "least", "most", "value") if key in fields
    }
    measured = str(fields.get("measured", ""))
    return Figure(name, str(fields["what"]), str(fields["quoi"]), measured=measured, **known)  # type: ignore[arg-type]


def number(value: float | None, *, french: bool = False) -> str:
    """A figure as a language writes it: ``2,280`` and ``2 280``, ``1.5`` and ``1,5``."""
    if value is None:
        return _UNKNOWN
    english = f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{int(value):,}"
    if not french:
        return english
    return english.replace(",", "\u00a0").replace(".", ",")


def _commands() -> float:
    from besrour_cli.command_line import COMMANDS

    return len(COMMANDS)


def _sentences() -> float:
    return sum(1 for message in _catalogue() if message.id)


def _untranslated() -> float:
    def has(words: str | Sequence[str] | None) -> bool:
        return bool(words) and (isinstance(words, str) or all(words or ()))

    return sum(not has(message.string) for message in _catalogue() if message.id)


def _catalogue() -> list[Message]:
    from babel.messages.pofile import read_po

    from tools.catalogues import po_file

    with po_file("fr").open("rb") as file:
        return list(read_po(file))


def _contracts() -> float:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return len(project["tool"]["importlinter"]["contracts"])


def _module_lines() -> float:
    modules = (ROOT / "besrour_cli").rglob("*.py")
    return max(len(path.read_text(encoding="utf-8").splitlines()) for path in modules)


def _packages() -> float:
    return len(re.findall(r"(?m)^[\w.-]+==", (ROOT / "requirements.lock").read_text(encoding="utf-8")))


def _megabytes(package: str) -> Callable[[], float]:
    """The size of an installed package, in whole megabytes."""
    return lambda: round(sum(file.size or 0 for file in distribution(package).files or ()) / 1e6)


QUICK: Mapping[str, Callable[[], float]] = {
    "commands": _commands,
    "sentences": _sentences,
    "untranslated": _untranslated,
    "contracts": _contracts,
    "module-lines": _module_lines,
    "packages": _packages,
    "highspy-mb": _megabytes("highspy"),
    "typst-mb": _megabytes("typst"),
}


def measure(chosen: Iterable[Figure]) -> dict[str, float | None]:
    """Today's values; a command of several figures runs once. None: it did not give the figure."""
    printed: dict[str, str] = {}
    values: dict[str, float | None] = {}
    for figure in chosen:
        if figure.quick:
            values[figure.name] = QUICK[figure.quick]()
            continue
        if figure.command not in printed:
            printed[figure.command] = _printed(figure.command)
        match = re.search(figure.read, printed[figure.command])
        values[figure.name] = float(match[1].replace(",", "")) if match else None
    return values


def _printed(command: str) -> str:
    program, *words = shlex.split(command)
    assert program == "python", command
    print(f"… {command}", file=sys.stderr, flush=True)
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout


def pages() -> Iterator[Path]:
    """The documents that take a figure from the data."""
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        if "<!--fig " in path.read_text(encoding="utf-8"):
            yield path


def with_figures(text: str, known: Mapping[str, Figure]) -> str:
    """A document in which each figure is the one of the data. Raises ``KeyError`` for one not there."""

    def written(mark: re.Match[str]) -> str:
        name, field, french = mark[1], mark[2] or "", mark[3] or ""
        figure = known[name]
        value = {"": figure.value, " most": figure.most, " least": figure.least}[field]
        return f"<!--fig {name}{field}{french}-->{number(value, french=bool(french))}<!--/fig-->"

    return MARK.sub(written, text)


def stale(known: Mapping[str, Figure]) -> list[str]:
    """What documents and data do not agree on."""
    found = []
    for path in pages():
        text = path.read_text(encoding="utf-8")
        name = str(path.relative_to(ROOT))
        unknown = [mark[1] for mark in MARK.finditer(text) if mark[1] not in known]
        found += [f"{name}: there is no figure {each}" for each in unknown]
        if not unknown and with_figures(text, known) != text:
            found.append(f"{name}: its figures are not those of docs/figures.toml (dev.py figures --update)")
    return found


def write(values: Mapping[str, float | None], known: Mapping[str, Figure]) -> None:
    """Today's values into the data, each figure else as it is; then the data into the documents."""
    text, today = DATA.read_text(encoding="utf-8"), datetime.now(UTC).date().isoformat()
    for name, value in values.items():
        if value is not None and value != known[name].value:
            text = _with_value(text, name, value, "" if known[name].quick else today)
    DATA.write_text(text, encoding="utf-8")
    fresh = figures()
    for path in pages():
        page = path.read_text(encoding="utf-8")
        path.write_text(with_figures(page, fresh), encoding="utf-8")


def _with_value(text: str, name: str, value: float, today: str) -> str:
    """The data with one value, and its day."""
    head, start, rest = text.partition(f"[{name}]\n")
    body, gap, after = rest.partition("\n\n[")
    lines = [line for line in body.rstrip("\n").split("\n") if not line.startswith(("value =", "measured ="))]
    lines.append(f"value = {int(value) if not value % 1 else value}")
    lines += [f"measured = {today}"] if today else []
    return f"{head}{start}" + "\n".join(lines) + (f"{gap}{after}" if gap else "\n")


def print_table(known: Mapping[str, Figure], values: Mapping[str, float | None]) -> bool:
    """One line a figure; whether each is what it has to be."""
    heads = (
        pick("figure", "chiffre"),
        pick("target", "cible"),
        pick("stated", "avancé"),
        pick("today", "aujourd’hui"),
        pick("command", "commande"),
    )
    rows = [heads]
    good = True
    for figure in known.values():
        today = values.get(figure.name)
        holds = figure.holds(today if figure.name in values else figure.value)
        good = good and holds
        shown = number(today) if figure.name in values else figure.measured or _UNKNOWN
        what = pick(figure.english, figure.french)
        command = figure.command or f"python3 dev.py figures {figure.name}"
        verdict = "" if holds else pick(" NO", " NON")
        rows.append((what, figure.target, number(figure.value), f"{shown}{verdict}", command))
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads) - 1)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        print("  ".join((*cells, row[-1])).rstrip())
    return good


def main(arguments: Sequence[str]) -> int:
    """Print, check or update; 1 where a figure is not what it has to be, or a document says another."""
    known = figures()
    names = [word for word in arguments if not word.startswith("-")]
    if unknown := [name for name in names if name not in known]:
        print(f"figures: there is no {unknown[0]}; these are: {', '.join(known)}", file=sys.stderr)
        return 2
    faults: list[str] = []
    if "--check" not in arguments:
        values = measure(figure for figure in known.values() if figure.quick or figure.name in names)
        good = print_table(known, values)
        if "--update" in arguments:
            write(values, known)
            known = figures()
        faults = [] if good else [pick("A figure misses its target.", "Un chiffre manque sa cible.")]
    faults += stale(known)
    for fault in faults:
        print(fault)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
