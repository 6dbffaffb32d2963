"""The rules of the whole house: who imports whom, how long a module may be, what is never named."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from besrour_cli.command_line import COMMANDS
from support.checkout import ROOT, modules, tracked, tree

pytestmark = pytest.mark.house

LONGEST_MODULE = 300
"""Lines of a module; one concept one module stays far below."""

LONGEST_TEST_MODULE = 400

LONGEST_FUNCTION = 50
"""Lines of a function, its docstring included."""

MOST_MODULES = 15
"""Modules of a folder. commands/ alone holds one a command, as many as there are."""

MOST_FIELDS = 5
"""Fields of a value that may still be built by position: more cannot be told apart at the call."""

MOST_POSITIONS = 2
"""Positional arguments of a value with more fields, such as a diagnostic's code and place."""

MODULES = modules()
PYTHON = [path for path in tracked() if path.endswith(".py")]

# written in parts, so that this file does not hold what it looks for
REGISTRIES = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("python" + "hosted", "org"),
        ("registry", "npm" + "js", "org"),
        ("npm" + "js", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("crates", "io"),
        ("rubygems", "org"),
    ]
]
MACHINE = re.compile("/" + r"work/|/" + r"root\b|/" + r"home/\w+/|/tmp" + r"/lab|[A-Z]:\\+" + "Users")
UNFINISHED = re.compile(r"\b(" + "TO" + "DO|FIX" + "ME|Not" + r"Implemented(Error)?)\b")


def text(path: str) -> str | None:
    """A file's text; None for a file that is not text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def lines_with(pattern: re.Pattern[str], paths: list[str]) -> list[str]:
    """``path:line: text`` of every line that a pattern finds."""
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path in paths
        for number, line in enumerate((text(path) or "").splitlines(), 1)
        if pattern.search(line)
    ]


def test_the_rooms_import_only_what_they_may() -> None:
    """The contracts of pyproject.toml hold: floors, purity, one clock, one terminal."""
    lint_imports = Path(sysconfig.get_path("scripts")) / "lint-imports"
    done = subprocess.run([str(lint_imports)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_a_room_that_breaks_a_contract_is_found(tmp_path: Path) -> None:
    """The contracts bite: a planning that opened a file or knew its neighbour would be refused."""
    package = tmp_path / "besrour_cli"
    for path in MODULES:
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / path).read_bytes())
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    (package / "planning" / "neighbour.py").write_text("import pathlib\nimport besrour_cli.storage\n")
    lint_imports = Path(sysconfig.get_path("scripts")) / "lint-imports"
    done = subprocess.run(
        [str(lint_imports)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "besrour_cli.planning.neighbour -> pathlib" in done.stdout
    assert "besrour_cli.planning.neighbour -> besrour_cli.storage" in done.stdout


PURE = ("model", "schedule", "planning", "publishing", "feedback")
FOLDERS = sorted({path.rpartition("/")[0] for path in MODULES} - {"besrour_cli"})


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_folder_says_what_lives_there_and_what_may_not(folder: str) -> None:
    """A newcomer opens ``__init__.py`` and knows where she is: two sentences at least."""
    told = ast.get_docstring(tree(f"{folder}/__init__.py")) or ""
    assert len(told.strip().splitlines()) >= 2, told


@pytest.mark.parametrize("folder", [f for f in FOLDERS if f != "besrour_cli/commands"])
def test_no_folder_is_crowded(folder: str) -> None:
    """A folder is read at one glance."""
    here = [m for m in MODULES if m.rpartition("/")[0] == folder and not m.endswith("__init__.py")]
    assert len(here) <= MOST_MODULES


def test_commands_holds_commands_and_nothing_else() -> None:
    """Every module directly in ``commands/`` is a command of the program, and every command is there."""
    here = {m.split("/")[-1].removesuffix(".py") for m in MODULES if m.count("/") == 2 and "/commands/" in m}
    assert here - {"__init__"} == {name.replace("-", "_") for name in COMMANDS}


def test_no_module_is_long() -> None:
    """A module over 300 lines holds more than one concept; a test module may tell a longer story."""
    counts = {path: len((text(path) or "").splitlines()) for path in PYTHON}
    limits = {path: LONGEST_MODULE if path in MODULES else LONGEST_TEST_MODULE for path in PYTHON}
    assert not {path: count for path, count in counts.items() if count > limits[path]}


def functions(path: str) -> Iterator[ast.FunctionDef]:
    """Every function and method of a module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef):
            yield node


def test_no_function_is_long() -> None:
    """A function that does not fit on a screen does more than its name says."""
    long = {
        f"{path}:{node.lineno}: {node.name}": count
        for path in MODULES
        for node in functions(path)
        if (count := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long


def fields(node: ast.ClassDef) -> list[str]:
    """The fields of a NamedTuple or dataclass; none for any other class."""
    bases = {ast.unparse(base) for base in node.bases}
    decorators = {ast.unparse(decorator).partition("(")[0] for decorator in node.decorator_list}
    if "NamedTuple" not in bases and "dataclass" not in decorators:
        return []
    return [
        inner.target.id
        for inner in node.body
        if isinstance(inner, ast.AnnAssign) and isinstance(inner.target, ast.Name)
    ]


def test_values_of_many_fields_are_built_by_keyword() -> None:
    """Six strings and numbers in a row say nothing: two of one type change places and nobody sees it."""
    trees = {path: tree(path) for path in MODULES}
    large = {
        node.name
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and len(fields(node)) > MOST_FIELDS
    }
    assert {"Diagnostic", "ScheduledSession", "LedgerEntry"} <= large
    by_position = [
        f"{path}:{node.lineno}: {ast.unparse(node.func)}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in large
        if len(node.args) > MOST_POSITIONS
    ]
    assert not by_position


def test_pure_rooms_call_no_open() -> None:
    """What the import contracts cannot see: ``open`` needs no import."""
    opened = [
        f"{path}:{node.lineno}"
        for path in MODULES
        if path.split("/")[1] in PURE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
    ]
    assert not opened


def test_every_module_says_what_it_is_for() -> None:
    """Each begins with a docstring: package, tests, tools and benchmarks alike."""
    silent = [path for path in PYTHON if not ast.get_docstring(tree(path))]
    assert not silent


def public_without_docstring(tree: ast.Module) -> Iterator[str]:
    """Public functions and classes of a module, and public methods, that say nothing of themselves."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield node.name
        for inner in node.body if isinstance(node, ast.ClassDef) else []:
            if not isinstance(inner, ast.FunctionDef) or inner.name.startswith("_"):
                continue
            if not ast.get_docstring(inner):
                yield f"{node.name}.{inner.name}"


def test_everything_public_is_explained() -> None:
    """Whoever calls a function of another room reads what it means without reading its body."""
    trees = {path: tree(path) for path in MODULES}
    silent = [f"{path}: {name}" for path, tree in trees.items() for name in public_without_docstring(tree)]
    assert not silent


@pytest.mark.parametrize("document", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_the_files_that_documents_name_are_there(document: str) -> None:
    """A path in backticks is a file or folder of the package or of the project."""
    named = re.findall(r"`((?:besrour_cli/)?[a-z_.]+(?:/[a-z_.]+)+/?)`", text(document) or "")
    assert len(named) > 5
    here = [ROOT, ROOT / "besrour_cli"]
    assert not [path for path in named if not any((top / path).exists() for top in here)]


def test_what_a_docstring_names_is_there() -> None:
    """A word in double backticks in a class's docstring stands in the code, a template or a table."""
    code = "\n".join(without_docstrings(text(path) or "") for path in MODULES)
    data = "\n".join(
        text(path) or "" for path in tracked() if path.endswith((".csv", ".html", ".md", ".txt"))
    )
    words = set(re.findall(r"\w+", code + data))
    dangling = [
        f"{path}: {node.name}: {name}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        for name in re.findall(r"``([a-z_]+)``", ast.get_docstring(node) or "")
        if name not in words
    ]
    assert not dangling


def without_docstrings(source: str) -> str:
    """A module's code alone, as Python prints it."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and ast.get_docstring(node) is not None
        ):
            node.body[0] = ast.Pass()
    return ast.unparse(tree)


def test_every_test_tells_its_story() -> None:
    """A test's docstring says what holds for whom."""
    silent = [
        f"{path}:{node.lineno}: {node.name}"
        for path in PYTHON
        if path.startswith("tests/")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert not silent


def test_no_registry_is_named() -> None:
    """Locks and documents name packages, never where this or that machine fetches them."""
    assert not lines_with(re.compile("|".join(map(re.escape, REGISTRIES))), tracked())


def test_no_path_of_a_machine_is_named() -> None:
    """What works in one developer's folder works in any."""
    assert not lines_with(MACHINE, tracked())


def test_nothing_is_left_unfinished() -> None:
    """Neither the words for it, nor tests that are passed over."""
    assert not lines_with(UNFINISHED, tracked())
    # what a test is passed over with, or cannot fail by; the dot is escaped, so this line is not found itself
    passed_over = re.compile(r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b|^\s*assert True\b")
    assert not lines_with(passed_over, [path for path in tracked() if path.startswith("tests/")])


def test_the_declared_dependencies_are_those_imported() -> None:
    """What besrour imports it declares, and what it declares it imports: nobody installs what nobody uses."""
    project = tomllib.loads(text("pyproject.toml") or "")["project"]
    requirements = [*project["dependencies"], *project["optional-dependencies"]["report"]]
    declared = {re.split(r"[^\w.-]", requirement)[0].lower() for requirement in requirements}
    imported = {
        name.partition(".")[0]
        for path in MODULES
        for node in ast.walk(tree(path))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }
    homes = packages_distributions()
    foreign = imported - sys.stdlib_module_names - {"besrour_cli", "__future__"}
    assert {homes[name][0].lower() for name in foreign} == declared


def test_starting_needs_no_heavy_library() -> None:
    """``besrour --version`` loads neither Typer nor rich, and a command's help no solver or templates."""
    heavy = {"numpy", "highspy", "jinja2", "icalendar", "css_inline", "pendulum", "yaml", "email"}
    terminal = {"typer", "click", "rich"}
    for arguments, never in ((["--version"], heavy | terminal), (["check", "--help"], heavy)):
        code = (
            "import sys, os\n"
            f"sys.argv = ['besrour', *{arguments!r}]\n"
            "os._exit = lambda code: print('loaded:', *sorted({m.partition('.')[0] for m in sys.modules}))\n"
            "from besrour_cli.__main__ import main\n"
            "main()\n"
        )
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        [line] = [line for line in done.stdout.splitlines() if line.startswith("loaded: ")]
        assert not never & set(line.split()[1:]), arguments
