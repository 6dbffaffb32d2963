"""The errands by name: what each runs, and on which packages."""

from __future__ import annotations

import os
import shlex
import sys
import tomllib
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tools import demo as show
from tools import environment, readers
from tools.environment import SetUpFailed, run, script
from tools.words import pick, say, trouble

Arguments = Sequence[str]


class Errand(NamedTuple):
    """What it does, in both languages; the lock it needs; the doing."""

    english: str
    french: str
    level: str
    do: Callable[[Arguments], int]


_WORKERS = ("-n", "2", "--dist", "worksteal")


def _python(*arguments: str) -> int:
    return run([script("python"), *arguments])


def _test(arguments: Arguments) -> int:
    short = _missing_readers()
    chosen = ["-m", f"{_suite()} and not readers"] if short else []
    # two workers pay off on the whole suite, not on one test chosen by hand; the first to end helps the other
    code = _python("-m", "pytest", *chosen, *([] if arguments else _WORKERS), *arguments)
    _tell_left_out(short)
    return code


def _suite() -> str:
    """The marks of what pytest runs unless it is told otherwise, which are the last of its options."""
    project = tomllib.loads((environment.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return shlex.split(project["tool"]["pytest"]["ini_options"]["addopts"])[-1]


def _year(arguments: Arguments) -> int:
    if short := _missing_readers():
        _tell_left_out(short)
        return 0
    return _python("-m", "pytest", "-m", "year", *_WORKERS, "tests/stories", *arguments)


def _missing_readers() -> list[str]:
    """Packages without which some tests are left out; CI never leaves any out: there, it is a failure."""
    return [] if os.environ.get("CI") else readers.missing()


def _tell_left_out(packages: Sequence[str]) -> None:
    if packages:
        names = " ".join(packages)
        trouble(
            "Left out: the tests with programs from outside Python, such as servers of mail and a browser.\n"
            f"To run them too, install these (Debian, Ubuntu):  sudo apt-get install {names}",
            "Omis : les tests avec des programmes hors de Python, comme un navigateur ou Exim.\n"
            f"Pour les lancer aussi, installez (Debian, Ubuntu) :  sudo apt-get install {names}",
        )


def _lint(arguments: Arguments) -> int:
    """The rules of style, then the layout of every line; both are told, even when the first fails."""
    where = arguments or ["."]
    results = [
        _python("-m", "ruff", *words, *where) for words in (["check"], ["format", "--check", "--quiet"])
    ]
    return max(results)


def _types(arguments: Arguments) -> int:
    return _python("-m", "mypy", *arguments)


def _contracts(arguments: Arguments) -> int:
    return run([script("lint-imports"), *arguments])


def _catalogues(arguments: Arguments) -> int:
    return _python("-m", "tools.catalogues", *arguments)


def _tutorial(arguments: Arguments) -> int:
    command = [script("python"), "-m", "stories.tutorial", *arguments]
    return run(command, PYTHONPATH=os.pathsep.join([".", "tests"]))


def _reference(arguments: Arguments) -> int:
    return _python("-m", "tools.reference", *arguments) or _python("-m", "tools.shown", *arguments)


def _docs(arguments: Arguments) -> int:
    return _python("-m", "tools.twins", *arguments)


def _house(arguments: Arguments) -> int:
    return _python("-m", "pytest", "-m", "house", *_WORKERS, "tests/packaging", *arguments)


def _thorough(arguments: Arguments) -> int:
    return _python("-m", "pytest", "-m", "thorough", *_WORKERS, *arguments)


def _campaigns(arguments: Arguments) -> int:
    return _python("-m", "pytest", "-m", "campaign", *arguments)


def _bench(arguments: Arguments) -> int:
    return _python("benchmarks/startup/run.py", *arguments)


def _lock(arguments: Arguments) -> int:
    return _python("-m", "tools.lock", *arguments)


def _build(arguments: Arguments) -> int:
    return _python("-m", "tools.build", *arguments)


def _figures(arguments: Arguments) -> int:
    return _python("-m", "tools.figures", *arguments)


def _coverage(arguments: Arguments) -> int:
    return _python("-m", "tools.coverage", *arguments)


def _mutation(arguments: Arguments) -> int:
    return _python("-m", "tools.mutation", *arguments)


def _audit(arguments: Arguments) -> int:
    return _python("-m", "tools.audit", *arguments)


def _all(arguments: Arguments) -> int:
    """Every check, each run even when one before it failed, so that one look shows them all."""
    results = {name: ERRANDS[name].do(()) for name in CHECKS}
    print()
    for name, code in results.items():
        print(f"   {name:<12}{pick('passed', 'réussi') if code == 0 else pick('FAILED', 'ÉCHEC')}")
    return int(any(results.values()))


CHECKS = (
    "test",
    "lint",
    "house",
    "types",
    "contracts",
    "catalogues",
    "reference",
    "tutorial",
    "year",
    "audit",
)
"""What CI runs, in this order: ``.ci/run`` names the same."""


def _demo(arguments: Arguments) -> int:
    return show.demo()


ERRANDS = {
    "demo": Errand(
        "a coordinator’s year on the example, in six commands",
        "une année de coordination sur l’exemple, en six commandes",
        "runtime",
        _demo,
    ),
    "test": Errand(
        "the whole test suite, or the tests named",
        "tous les tests, ou ceux que l’on nomme",
        "dev",
        _test,
    ),
    "lint": Errand(
        "the style of the code (ruff)",
        "le style du code (ruff)",
        "dev",
        _lint,
    ),
    "house": Errand(
        "how the code is written: sizes, names, docstrings, the glossary",
        "la façon d’écrire le code : tailles, noms, docstrings, glossaire",
        "dev",
        _house,
    ),
    "types": Errand(
        "the types (mypy, strict)",
        "les types (mypy, strict)",
        "dev",
        _types,
    ),
    "contracts": Errand(
        "which room may import which (import-linter)",
        "quelle pièce peut importer laquelle (import-linter)",
        "dev",
        _contracts,
    ),
    "catalogues": Errand(
        "French for every sentence; --update rewrites the catalogues from the code",
        "le français de chaque phrase; --update récrit les catalogues d’après le code",
        "dev",
        _catalogues,
    ),
    "reference": Errand(
        "what the docs show of the program is what it prints; --update rewrites it",
        "ce que la doc montre du programme est ce qu’il affiche; --update le récrit",
        "dev",
        _reference,
    ),
    "docs": Errand(
        "the docs say the same in both languages; --stamp PAGE after a change to both",
        "la doc dit la même chose dans les deux langues; --stamp PAGE après un changement aux deux",
        "dev",
        _docs,
    ),
    "tutorial": Errand(
        "the tutorial is the year that the tests live; --update rewrites it",
        "le tutoriel est l’année que vivent les tests; --update le récrit",
        "dev",
        _tutorial,
    ),
    "year": Errand(
        "the pilot year with real servers and a browser, in both languages",
        "l’année pilote avec de vrais serveurs et un navigateur, dans les deux langues",
        "dev",
        _year,
    ),
    "thorough": Errand(
        "more cases of what “test” tries: another ten minutes",
        "d’autres cas de ce qu’éprouve « test » : dix minutes encore",
        "dev",
        _thorough,
    ),
    "campaigns": Errand(
        "the long test campaigns, left out of “test”",
        "les longues campagnes de tests, absentes de « test »",
        "dev",
        _campaigns,
    ),
    "coverage": Errand(
        "which branches of the program the tests take, in all their processes",
        "les branches du programme que prennent les tests, dans tous leurs processus",
        "dev",
        _coverage,
    ),
    "mutation": Errand(
        "how many small changes to the code its tests notice, room by room; or the rooms named",
        "combien de petits changements au code ses tests remarquent, pièce par pièce; ou les pièces nommées",
        "dev",
        _mutation,
    ),
    "bench": Errand(
        "how fast each command starts",
        "la vitesse de démarrage de chaque commande",
        "dev",
        _bench,
    ),
    "lock": Errand(
        "rewrites the locks from pyproject.toml; --upgrade takes newer versions",
        "récrit les verrous d’après pyproject.toml; --upgrade prend les versions récentes",
        "runtime",
        _lock,
    ),
    "figures": Errand(
        "every figure that the docs claim, with its target and today’s value; slow ones by name",
        "chaque chiffre de la doc, avec sa cible et sa valeur du jour; les longs par leur nom",
        "dev",
        _figures,
    ),
    "build": Errand(
        "the packages, with their hashes, in dist/; one-file: a program for those without Python",
        "les paquets, avec leurs empreintes, dans dist/; one-file : un programme pour qui n’a pas Python",
        "dev",
        _build,
    ),
    "audit": Errand(
        "asks a public database whether a locked package is vulnerable",
        "demande à une base publique si un paquet verrouillé est vulnérable",
        "dev",
        _audit,
    ),
    "all": Errand(
        "every check of these that must hold before a change lands",
        "tous ceux de ces contrôles qui doivent tenir avant qu’un changement soit intégré",
        "dev",
        _all,
    ),
}


def _help() -> None:
    say("Usage: python3 dev.py TASK\n", "Utilisation : python3 dev.py TÂCHE\n")
    for name, errand in ERRANDS.items():
        print(f"   {name:<12}{pick(errand.english, errand.french)}")


def main(arguments: list[str]) -> int:
    """Run one errand; its exit code, 2 for a name that is none, 130 when interrupted."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        _help()
        return 0 if arguments else 2
    name, *rest = arguments
    errand = ERRANDS.get(name)
    if errand is None:
        trouble(f"“{name}” is not a task of dev.py.\n", f"« {name} » n’est pas une tâche de dev.py.\n")
        _help()
        return 2
    try:
        environment.ready(errand.level)
        return errand.do(rest)
    except SetUpFailed:
        return 1
    except KeyboardInterrupt:
        trouble(
            "\nInterrupted. Run the same command again to go on.",
            "\nInterrompu. Relancez la même commande pour continuer.",
        )
        return 130
