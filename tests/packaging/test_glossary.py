"""One concept, one noun: the glossary, the code's public names, and the words that are not used."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

import pytest

from support.checkout import ROOT, modules, tree

pytestmark = pytest.mark.house

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
TERM_CELLS, WORD_CELLS = 6, 4
MODULES = modules()
NAMES = {path.removeprefix("besrour_cli/").removesuffix(".py").replace("/", "."): path for path in MODULES}


class Term(NamedTuple):
    """One row of the glossary: the term, what bears it in the code, and the rest of its cells."""

    term: str
    code: tuple[str, ...]
    cells: tuple[str, ...]


def rows(cells: int) -> Iterator[tuple[str, ...]]:
    """The rows of the glossary's tables that have so many cells, without their heads."""
    for line in GLOSSARY.splitlines():
        found = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if line.startswith("|") and len(found) == cells and not set(found[0]) <= set("- "):
            yield found


TERMS = [
    Term(row[0], tuple(re.findall(r"`([\w.]+)`", row[1])), row)
    for row in rows(TERM_CELLS)
    if row[0] != "term"
]
BANNED = {word for row in rows(WORD_CELLS) for word in re.findall(r"`?(\w+)`?", row[0])} - {"word", "mot"}


class Public(NamedTuple):
    """A public name of the code: where it stands, what it is, and the name itself."""

    path: str
    kind: str
    name: str


def public_names() -> Iterator[Public]:
    """Every public class, function, method, field and parameter of a public function."""
    for path in MODULES:
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield Public(path, "class", node.name)
                for inner in node.body:
                    if isinstance(inner, ast.FunctionDef):
                        yield from _function(path, inner)
                    elif isinstance(inner, ast.AnnAssign) and isinstance(inner.target, ast.Name):
                        yield Public(path, "field", inner.target.id)
            elif isinstance(node, ast.FunctionDef):
                yield from _function(path, node)


def _function(path: str, node: ast.FunctionDef) -> Iterator[Public]:
    if node.name.startswith("_") and node.name != "__init__":
        return
    yield Public(path, "function", node.name)
    for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
        yield Public(path, "parameter", argument.arg)


def test_no_two_public_classes_share_a_name() -> None:
    """Whoever searches for a class finds one."""
    where = defaultdict(list)
    for public in public_names():
        if public.kind == "class":
            where[public.name].append(public.path)
    assert not {name: paths for name, paths in where.items() if len(paths) > 1}


def test_no_public_name_uses_a_word_of_the_private_dialect() -> None:
    """The glossary's last table says which words, and what to write instead."""
    assert len(BANNED) > 15
    # “not found” is what the field calls it, in HTTP and in Python
    names = (p for p in public_names() if p.name != "NotFoundError")
    spoken = [p for p in names if set(re.findall("[a-z]+", _snake(p.name))) & BANNED]
    assert not spoken


def test_a_banned_word_is_found_in_any_spelling() -> None:
    """``Kept``, ``kept_wrong`` and ``wellKept`` are caught; ``skeptic`` is not."""
    caught = {
        name: bool(set(re.findall("[a-z]+", _snake(name))) & BANNED)
        for name in ("Kept", "kept_wrong", "wellKept", "skeptic")
    }
    assert caught == {"Kept": True, "kept_wrong": True, "wellKept": True, "skeptic": False}


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


@pytest.mark.parametrize("term", TERMS, ids=lambda term: str(term.term))
def test_every_term_is_whole_and_its_name_in_the_code_exists(term: Term) -> None:
    """Meaning, French, its meaning and the source are there; the class, function or module is, too."""
    assert all(term.cells), "a cell is empty"
    for name in term.code:
        assert name in _everything(), name


@cache
def _everything() -> frozenset[str]:
    """Modules by their dotted names, folders, and all classes, functions and methods."""
    found = set(NAMES) | {name.rpartition(".")[0] for name in NAMES}
    for node in chain.from_iterable(ast.walk(tree(path)) for path in MODULES):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return frozenset(found)


def test_each_concept_has_one_noun_in_both_languages() -> None:
    """No term stands twice, in English or in French."""
    english, french = [row.term for row in TERMS], [row.cells[3] for row in TERMS]
    assert len(set(english)) == len(english) >= 60
    assert len(set(french)) == len(french)
